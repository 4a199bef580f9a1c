// Runs Lighthouse (mobile) on each kind of page of a built gallery; prints the median of the four scores.
//
//     node benches/lighthouse.mjs FOLDER [--runs 5] [--kind home,entry]
//
// Needs `npm ci --prefix benches/lighthouse` once, and Chromium (CHROMIUM, else /usr/bin/chromium). The files
// are served compressed, over HTTP/1.1 and from this machine; Lighthouse itself simulates the slow phone.
// Exit status 1 if a score misses its bar.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FLAGS, PROGRAM } from '../tests/browser/chromium.mjs';
import lighthouse from './lighthouse/node_modules/lighthouse/core/index.js';

const BARS = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.xml': 'application/xml',
};
const TEXT = /^(?:text|application\/(?:json|xml)|image\/svg)/;

const [folder, ...rest] = process.argv.slice(2);
if (!folder) throw new Error('which folder?');
const option = (name, otherwise) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : otherwise);
const runs = Number(option('--runs', '5'));
const wanted = option('--kind', '').split(',').filter(Boolean);

const server = createServer(async (request, response) => {
  let path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  if (path.endsWith('/')) path += 'index.html';
  const bytes = await readFile(join(folder, path)).catch(() => undefined);
  if (!bytes) return response.writeHead(404).end();
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const headers = {
    'content-type': type,
    'content-security-policy': "default-src 'self'",
    'cache-control': 'max-age=31536000',
  };
  if (!TEXT.test(type)) return response.writeHead(200, headers).end(bytes);
  return response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(bytes));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

/** Returns the longest page of each kind. */
async function kinds() {
  const longest = new Map();
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('index.html')) continue;
    const kind = (await readFile(join(folder, name), 'utf8')).match(/<body class="kind-([a-z-]+)/)?.[1];
    if (!kind || kind === 'moved' || (wanted.length && !wanted.includes(kind))) continue;
    const { size } = await stat(join(folder, name));
    if (size > (longest.get(kind)?.size ?? 0))
      longest.set(kind, { size, address: name.replace(/index\.html$/, '') });
  }
  return [...longest].sort(([a], [b]) => (a < b ? -1 : 1));
}

const profile = mkdtempSync(join(tmpdir(), 'lighthouse-'));
const chromium = spawn(
  PROGRAM,
  ['--headless', ...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
const port = await new Promise((done) => {
  let said = '';
  chromium.stderr.on('data', (more) => {
    said += more;
    const found = said.match(/DevTools listening on ws:\/\/[^:]+:(\d+)/);
    if (found) done(Number(found[1]));
  });
});

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
let missed = 0;
console.log(`page               perf  a11y  best  seo   LCP ms  TBT ms  CLS    (median of ${runs})`);
for (const [kind, { address }] of await kinds()) {
  const all = [];
  for (let run = 0; run < runs; run += 1) {
    const url = `http://127.0.0.1:${server.address().port}/${address}`;
    const { lhr } = await lighthouse(url, {
      port,
      logLevel: 'error',
      output: 'json',
      onlyCategories: Object.keys(BARS),
    });
    all.push(lhr);
  }
  const scores = Object.keys(BARS).map((name) =>
    Math.round(100 * median(all.map((one) => one.categories[name].score))),
  );
  const audit = (name) => median(all.map((one) => one.audits[name]?.numericValue ?? 0));
  const below = Object.values(BARS).filter((bar, index) => scores[index] < bar).length;
  missed += below;
  const faults = Object.values(all[0].audits)
    .filter((one) => one.score !== null && one.score < 1 && one.scoreDisplayMode === 'binary')
    .map((one) => one.id);
  console.log(
    `${kind.padEnd(18)} ${scores.map((score) => String(score).padStart(4)).join('  ')}  ${audit('largest-contentful-paint').toFixed(0).padStart(6)}  ${audit('total-blocking-time').toFixed(0).padStart(6)}  ${audit('cumulative-layout-shift').toFixed(3)}${below ? '  MISSED' : ''}${faults.length ? `  ${faults.join(', ')}` : ''}`,
  );
}
chromium.kill();
server.close();
setTimeout(() => {
  rmSync(profile, { recursive: true, force: true });
  process.exit(missed ? 1 : 0);
}, 300);
