// axe-core finds nothing on any screen of the editor, in light and dark, on phones and desktops; nothing is wider than
// a phone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { control, ENTRY, editor, form, search } from './editor-support.mjs';
import { png } from './make.mjs';
import { some } from './support.mjs';

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const PATH = 'content/entries/tha-ca/index.md';
const site = await editor('screens', {
  [PATH]: ENTRY,
  'content/entries/tha-ca/anh-1.png': png(60, 40, [90, 130, 90]),
  'content/entries/tha-ca/anh-2.png': png(60, 40, [90, 30, 90]),
  'content/entries/hong/index.md': '+++\ntitle = "Hỏng"\nlocality = "xã Không Có"\n+++\n',
  'content/entries/gay/index.md': '+++\ntitle = \n+++\n',
});
/** The frame has no page as long as no version of the gallery was without errors. */
const UNBUILT = /503/;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCREENS = [
  '/viec',
  '/them?kind=entry',
  '/them?kind=document',
  '/xuat-ban',
  '/thung-rac',
  '/cai-dat',
  form(PATH),
  form('content/entries/hong/index.md'),
  form('content/entries/gay/index.md'),
  form('guong.toml'),
  form('content/fields.toml'),
  form('content/phases.toml'),
  form('content/synonyms.toml'),
];

const faults = async (page, name) => {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  // Only the editor's own page: what is in the frame is tested as a page of the gallery.
  const { violations } = await page.evaluate((values) => {
    return globalThis.axe.run(
      { exclude: [['iframe']] },
      { runOnly: { type: 'tag', values }, resultTypes: ['violations'], iframes: false },
    );
  }, TAGS);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id} at ${node.target}`));
};

// axe inspects each screen in one of the looks; in both of them in the long tests.
for (const [look, inspected, options] of [
  ['light, 1366 px', some(SCREENS, 2), { width: 1366, may: UNBUILT }],
  ['dark, 390 px', some(SCREENS, 2, 1), { width: 390, scheme: 'dark', may: UNBUILT }],
]) {
  test(`axe finds nothing: ${look}`, async (t) => {
    const found = [];
    const page = await site.open(t, '/viec', options);
    for (const address of SCREENS) {
      await page.goto(site.origin + address);
      await page.locator('h1').waitFor();
      if (inspected.includes(address)) {
        await page.evaluate(axe);
        found.push(...(await faults(page, address)));
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) found.push(`${address}: ${wide} px too wide`);
    }
    assert.deepEqual(found, []);
  });
}

test('axe finds nothing in a list of answers and in dialogs', async (t) => {
  const page = await site.open(t, form(PATH), { may: UNBUILT });
  await page.evaluate(axe);
  await control(page, 'locality').fill('');
  await search(control(page, 'locality'), 'tam hop');
  await page.keyboard.press('ArrowDown');
  const found = await faults(page, 'list');
  await page.locator('.photo').first().getByRole('button', { name: 'Gỡ ảnh…' }).click();
  await page.getByRole('dialog').waitFor();
  found.push(...(await faults(page, 'dialog')));
  assert.deepEqual(found, []);
});
