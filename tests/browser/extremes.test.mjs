// Galleries unlike the demo: empty, one bare entry, very long titles, photos of odd shapes, English. Each kind of page
// is checked on a phone and on a desktop; axe inspects a third of them, all in the long tests.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { build, png } from './make.mjs';
import { gallery, long, samples, scrollThrough, some, window } from './support.mjs';

const LOOKS = [
  [320, 'dark'],
  [1440, 'light'],
];
const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** `looks`: those of a phone and a desktop. */
async function check(t, built, looks = LOOKS) {
  const site = await gallery(built);
  const faults = [];
  for (const [width, scheme] of looks) {
    const page = await window(t, { width, scheme });
    const kinds = await samples(built);
    const inspected = some(kinds, 3);
    for (const { kind, longest } of kinds) {
      await page.goto(site.url + longest.address);
      await scrollThrough(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) faults.push(`${kind} at ${width} px is ${over} px too wide`);
      if (width === 320 || !inspected.some((one) => one.kind === kind)) continue;
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run(document, { resultTypes: ['violations'] }),
      );
      faults.push(
        ...violations.map(({ id, nodes }) => `${kind}: ${id} at ${nodes.map(({ target }) => target)}`),
      );
    }
  }
  assert.deepEqual(faults, []);
}

const bare = (title) =>
  `+++\ntitle = "${title}"\nfields = ["kinh-te"]\nlocality = "Nghệ An"\nstarted = 2019\n+++\nLời.\n`;

// These in one of the looks, or in both.
test('an empty gallery', async (t) => check(t, await build('empty', {}), some(LOOKS, 2)));

long('one entry with nothing but the required keys', async (t) => {
  await check(t, await build('one', { 'content/entries/mot.md': bare('Một') }));
});

test('very long titles, very long words, photos of every shape', async (t) => {
  const files = {};
  const title = 'Một cái tên mô hình dài đến mức người đọc phải đọc qua ba dòng mới hiểu nó nói về việc gì '
    .repeat(2)
    .trim();
  const word = 'A'.repeat(90);
  const shapes = { doc: [300, 900], ngang: [2400, 400], vuong: [500, 500], nho: [40, 30] };
  Object.entries(shapes).forEach(([name, [width, height]], number) => {
    const at = `content/entries/${name}`;
    files[`${at}/anh.png`] = png(width, height, [60 * number, 120, 160]);
    files[`${at}/them.png`] = png(height, width, [90, 60 * number, 100]);
    files[`${at}/index.md`] = bare(`${title} ${name}`).replace(
      '+++\nLời',
      `unit = "${word}"
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
Lời`,
    );
  });
  for (let number = 0; number < 26; number += 1)
    files[`content/entries/n${number}.md`] = bare(`${title} ${number}`);
  await check(t, await build('long', files, 'featured = ["doc", "ngang", "vuong", "nho"]\n'));
});

test('an interface in English', async (t) => {
  const built = await build('english', { 'content/entries/mot.md': bare('Một') }, 'language = "en"\n');
  await check(t, built, some(LOOKS, 2, 1));
  for (const { kind, longest } of await samples(built)) {
    assert.match(longest.html, /<html lang="en">/);
    const interfaceOnly = longest.html.match(/<footer[\s\S]*<\/footer>/)[0];
    assert.doesNotMatch(interfaceOnly, /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, kind);
  }
});
