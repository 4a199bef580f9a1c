// Metadata of pages: canonical address, link previews, feeds, JSON-LD in schema.org's vocabulary.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DEMO, pages, samples } from './support.mjs';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const all = await pages();
/** Kinds of pages that stand for others, or within them. */
const NO_PAGES = ['moved', 'not-found', 'embed'];

test('every page has its metadata', () => {
  for (const { address, kind, html } of all) {
    if (!kind || NO_PAGES.includes(kind)) continue;
    const one = (pattern) => assert.equal(html.match(pattern)?.length, 1, `${address}: ${pattern}`);
    one(/<html lang="vi"/g);
    one(/<link rel="canonical" href="https:/g);
    one(/<meta name="description" content="[^"]/g);
    one(/<meta property="og:title" content="[^"]/g);
    one(/<meta property="og:image" content="https:[^"]+"/g);
    one(/<link rel="icon" type="image\/svg\+xml" /g);
    one(/<link rel="icon" type="image\/png" /g);
    one(/<link rel="apple-touch-icon" /g);
    one(/<meta property="og:description" content="[^"]/g);
    assert.match(html, /<link rel="alternate" type="application\/atom\+xml"/, address);
  }
});

/** Reads the width and height of a published PNG or JPEG, in pixels. */
async function sizeOf(address) {
  const bytes = await readFile(join(DEMO, address));
  if (bytes.readUInt32BE(0) === 0x89504e47) return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  let at = 2;
  const isFrame = (marker) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
  while (!isFrame(bytes[at + 1])) at += 2 + bytes.readUInt16BE(at + 2);
  return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
}

/** Yields all objects within a JSON value, itself included. */
function* objects(value) {
  if (typeof value !== 'object' || value === null) return;
  yield value;
  for (const part of Object.values(value)) yield* objects(part);
}

test('the stated sizes of pictures are those of their files', async () => {
  let seen = 0;
  const base = all.find(({ address }) => address === '').html.match(/rel="canonical" href="([^"]+)"/)[1];
  const is = async (url, size, where) => {
    assert.deepEqual(await sizeOf(url.slice(base.length).split('?')[0]), size, `${where}: ${url}`);
    seen += 1;
  };
  for (const { address, kind, html } of all) {
    if (!kind || NO_PAGES.includes(kind)) continue;
    const property = (name) => html.match(new RegExp(`<meta property="og:${name}" content="([^"]+)"`))?.[1];
    assert.ok(property('image:alt'), address);
    await is(property('image'), [Number(property('image:width')), Number(property('image:height'))], address);
    for (const node of blocks(html).flatMap((block) => [...objects(block)])) {
      if (node['@type'] !== 'ImageObject') continue;
      await is(node.contentUrl ?? node.url, [node.width.value, node.height.value], address);
    }
  }
  assert.ok(seen > 100, `only ${seen} pictures`);
  for (const size of [48, 180]) assert.deepEqual(await sizeOf(`assets/icon-${size}.png`), [size, size]);
});

test('a downloaded photo is named after its page', () => {
  const names = all.flatMap(({ html }) => [...html.matchAll(/ download="([^"]*)"/g)].map(([, name]) => name));
  assert.ok(names.length > 0);
  for (const name of names) assert.match(name, /^[a-z0-9][a-z0-9-]{1,79}-[0-9]+\.jpg$/);
  assert.ok(all.every(({ html }) => !/["/]anh\/[^"]*" download[ >]/.test(html)));
});

/** Parses the JSON-LD of a page. */
function blocks(html) {
  return [...html.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)].map(([, text]) =>
    JSON.parse(text),
  );
}

test('the JSON-LD of every page parses, and its breadcrumbs link to existing pages', () => {
  const addresses = new Set(all.map(({ address }) => address));
  for (const { address, kind, html } of all) {
    if (!kind || NO_PAGES.includes(kind)) continue;
    const found = blocks(html);
    assert.equal(found.length, 1, address);
    const nodes = found[0]['@graph'];
    const crumbs = nodes.find((node) => node['@type'] === 'BreadcrumbList')?.itemListElement ?? [];
    crumbs.forEach(({ position, item }, index) => {
      assert.equal(position, index + 1, address);
      const { pathname } = new URL(item);
      assert.ok(addresses.has(decodeURIComponent(pathname.slice(1))), `${address}: ${item}`);
    });
    assert.ok(crumbs.length > 0 || kind === 'home', `${address} has no breadcrumbs`);
  }
});

// schema.org's vocabulary as TypeScript types: an unknown type or property, or a value of the wrong kind, is a type
// error.
test('JSON-LD uses the vocabulary of schema.org', { timeout: 180_000 }, async (t) => {
  const nodes = new Map();
  for (const {
    longest: { html, address },
  } of await samples()) {
    for (const node of blocks(html).flatMap((block) => block['@graph'])) {
      nodes.set(JSON.stringify(node), { node, address });
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'guong-json-ld-'));
  t.after(() => rm(folder, { recursive: true }));
  const names = [...nodes.values()].map(({ node, address }, n) => {
    // `<property>-input` is schema.org's notation for the input of an action; the types lack it.
    const text = JSON.stringify(node, (key, value) => (/-input$/.test(key) ? undefined : value));
    const { '@type': type, ...rest } = JSON.parse(text);
    return `// ${address}\nconst n${n}: Extract<schema.${type}, { '@type': ${JSON.stringify(type)} }> = ${JSON.stringify({ '@type': type, ...rest })};\nvoid n${n};`;
  });
  const types = join(here, 'node_modules/schema-dts/dist/schema.js');
  await writeFile(
    join(folder, 'graph.mts'),
    `import type * as schema from ${JSON.stringify(types)};\n${names.join('\n')}\n`,
  );
  const tsc = join(here, 'node_modules/typescript/bin/tsc');
  const args = [
    tsc,
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    join(folder, 'graph.mts'),
  ];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 64 << 20 }).catch((error) => error);
  assert.ok(nodes.size > 0);
  assert.equal(stdout, '');
});
