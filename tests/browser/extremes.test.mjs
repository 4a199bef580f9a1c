// Galleries that are not like the demo: empty, of one bare entry, of titles that do not end, of photos of odd
// shapes, in English. Every kind of page of each of them is looked at on a phone and on a desktop.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import { gallery, samples, scrollThrough, window } from './support.mjs';

const run = promisify(execFile);
const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const { GUONG } = process.env;
if (!GUONG) throw new Error('set GUONG to the program');

const folder = await mkdtemp(join(tmpdir(), 'guong-extremes-'));
after(() => rm(folder, { recursive: true }));

/** A PNG of one colour. */
function png(width, height, colour) {
  const chunk = (type, bytes) => {
    const body = Buffer.concat([Buffer.from(type), bytes]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(bytes.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(checksum(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()]);
  const pixels = Buffer.concat(Array.from({ length: height }, () => line));
  const sign = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([sign, chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

function checksum(bytes) {
  if (crc32) return crc32(bytes);
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** Builds a site of these files, and gives the folder of the built gallery. */
async function build(name, files, config = '') {
  const root = join(folder, name);
  const all = {
    'guong.toml': `title = "Thử"\nbase_url = "https://thu.example/"\n${config}`,
    'content/fields.toml': '[[fields]]\nid = "kinh-te"\nname = "Kinh tế"\n[[fields]]\nid = "dai"\nname = "Lĩnh vực có cái tên dài đến mức không ô nào chứa hết trên một dòng"\n',
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await run(GUONG, ['build', '--root', root, '--lang', 'en', '--quiet', '--as-of', '2026-11-01']);
  return join(root, 'public');
}

async function look(t, built) {
  const site = await gallery(built);
  const faults = [];
  for (const [width, scheme] of [[320, 'dark'], [1440, 'light']]) {
    const page = await window(t, { width, scheme });
    for (const { kind, longest } of await samples(built)) {
      await page.goto(site.url + longest.address);
      await scrollThrough(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) faults.push(`${kind} at ${width} px is ${over} px too wide`);
      if (width === 320) continue;
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      faults.push(...violations.map(({ id, nodes }) => `${kind}: ${id} at ${nodes.map(({ target }) => target)}`));
    }
  }
  assert.deepEqual(faults, []);
}

const bare = (title) => `+++\ntitle = "${title}"\nfields = ["kinh-te"]\nlocality = "Nghệ An"\nstarted = 2019\n+++\nLời.\n`;

test('an empty gallery', async (t) => look(t, await build('empty', {})));

test('one entry that says nothing that it need not', async (t) => {
  await look(t, await build('one', { 'content/entries/mot.md': bare('Một') }));
});

test('titles without end, words without end, photos of every shape', async (t) => {
  const files = {};
  const title = 'Một cái tên mô hình dài đến mức người đọc phải đọc qua ba dòng mới hiểu nó nói về việc gì '.repeat(2).trim();
  const word = 'A'.repeat(90);
  const shapes = { doc: [300, 900], ngang: [2400, 400], vuong: [500, 500], nho: [40, 30] };
  Object.entries(shapes).forEach(([name, [width, height]], number) => {
    const at = `content/entries/${name}`;
    files[`${at}/anh.png`] = png(width, height, [60 * number, 120, 160]);
    files[`${at}/them.png`] = png(height, width, [90, 60 * number, 100]);
    files[`${at}/index.md`] = bare(`${title} ${name}`).replace('+++\nLời', `unit = "${word}"
results = [{ label = "${word}", unit = "đồng", before = 0, after = 1234567890.5 }, { label = "Chỉ có sau", after = 3 }]
awards = [{ title = "${word}" }]
sources = [{ id = "a", title = "${title}", url = "https://vi-du.example/${word.toLowerCase()}" }]
[[photos]]
file = "anh.png"
caption = "${title}"
credit = "${word}"
[[photos]]
file = "them.png"
alt = "${title}"
+++
Lời`);
  });
  for (let number = 0; number < 26; number += 1) files[`content/entries/n${number}.md`] = bare(`${title} ${number}`);
  await look(t, await build('long', files, 'featured = ["doc", "ngang", "vuong", "nho"]\n'));
});

test('an interface in English', async (t) => {
  const built = await build('english', { 'content/entries/mot.md': bare('Một') }, 'language = "en"\n');
  await look(t, built);
  for (const { kind, longest } of await samples(built)) {
    assert.match(longest.html, /<html lang="en">/);
    const interfaceOnly = longest.html.match(/<footer[\s\S]*<\/footer>/)[0];
    assert.doesNotMatch(interfaceOnly, /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, kind);
  }
});
