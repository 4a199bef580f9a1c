// HTML by the Nu validator, the weight of a page's first view, and the requests of a page.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { DEMO, pages, pagesToCheck, samples } from './support.mjs';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const all = await pages();
const KB = 1024;

test('the Nu validator finds no error on any page', { timeout: 240_000 }, async () => {
  const jar = join(here, 'node_modules/vnu-jar/build/dist/vnu.jar');
  const args = [
    '-Xss1m',
    '-jar',
    jar,
    '--errors-only',
    '--skip-non-html',
    '--format',
    'json',
    '--exit-zero-always',
    ...(await pagesToCheck()).map(({ address }) =>
      join(DEMO, address, address.endsWith('.html') ? '' : 'index.html'),
    ),
  ];
  const { stderr } = await run('java', args, { maxBuffer: 64 << 20 });
  const found = JSON.parse(stderr).messages.map(
    ({ url, lastLine, message }) => `${url}:${lastLine}: ${message}`,
  );
  assert.deepEqual(found.slice(0, 20), []);
});

/** Returns the compressed sizes of a page, its style sheets and its scripts. */
async function weigh({ address, html }) {
  const base = new URL(address, 'http://x/');
  const linked = async (pattern) => {
    const paths = [...html.matchAll(pattern)].map(([, path]) => new URL(path, base).pathname.slice(1));
    const files = await Promise.all([...new Set(paths)].map((path) => readFile(join(DEMO, path))));
    return files.reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0);
  };
  const sheets = await linked(/<link rel="stylesheet" href="([^"]+)"/g);
  const scripts = await linked(/<script[^>]* src="([^"]+)"/g);
  return { page: gzipSync(html, { level: 9 }).length, sheets, scripts };
}

test('the first view of any page is light', async (t) => {
  for (const { kind, longest } of await samples()) {
    const { page, sheets, scripts } = await weigh(longest);
    const inKB = (bytes) => (bytes / KB).toFixed(1);
    t.diagnostic(
      `${kind}: HTML ${inKB(page)} + CSS ${inKB(sheets)} KB, JS ${inKB(scripts)} KB (${longest.address || '/'})`,
    );
    assert.ok(page + sheets <= 30 * KB, `${longest.address}: HTML and CSS are ${inKB(page + sheets)} KB`);
    assert.ok(scripts <= 12 * KB, `${longest.address}: JavaScript is ${inKB(scripts)} KB`);
  }
});

test('no page has an inline script or style, or requests anything from another host', () => {
  for (const { address, html } of all) {
    const markup = html.replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, '');
    assert.doesNotMatch(markup, /<script(?![^>]*\ssrc=)/, `${address} has an inline script`);
    assert.doesNotMatch(markup, /<style|\sstyle="|\son[a-z]+="/, `${address} has an inline style or handler`);
    assert.doesNotMatch(
      markup,
      /<(?:script|img|source|iframe|video|audio)[^>]*\s(?:src|srcset)="(?:https?:)?\/\//,
      `${address} asks others`,
    );
    assert.doesNotMatch(
      markup,
      /<link(?=[^>]*rel="(?:stylesheet|icon|preload|modulepreload)")[^>]*href="(?:https?:)?\/\//,
      `${address} asks others`,
    );
  }
});
