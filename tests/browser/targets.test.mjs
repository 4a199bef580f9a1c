// The page of the targets: axe, the Nu validator, phones; and its form in the editor.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { control, ENTRY, editor, form, save } from './editor-support.mjs';
import { build, png } from './make.mjs';
import { gallery } from './support.mjs';

const run = promisify(execFile);
const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PATH = 'content/entries/tha-ca/index.md';
const PHOTO = { 'content/entries/tha-ca/anh-1.png': png(60, 40, [90, 130, 90]) };
const entry = (number, place) =>
  `+++\ntitle = "Bài ${number}"\nfields = ["kinh-te"]\nlocality = "${place}"\nunit = "Hội có cái tên dài ${number}"\nstarted = 2026\nstatus = [{ step = "công nhận", date = 2026 }]\n+++\nLời.\n`;
const target = (indicator, aim, more = '') =>
  `[[targets]]\nname = "Chỉ tiêu <b>“${indicator}”</b> của một kế hoạch có tên dài đến mấy dòng trên điện thoại"\nindicator = "${indicator}"\naim = ${aim}\nyear = 2026\n${more}`;
const TARGETS = [
  'public = true\n',
  target('nơi có mô hình', '"trên 95%"', 'within = "tỉnh Nghệ An"\ndue = 2026-09-30\ndocument = "22-kh"\n'),
  target('nơi có mô hình', 1, 'at_least = 1\nat_most = 2\n'),
  target('số mô hình', 1000),
  target('được công nhận', '"60%"'),
  target('được xác minh', '"100%"', 'units = ["hnd"]\n'),
].join('');
const FILES = {
  'content/entries/a.md': entry(1, 'xã Tam Quang, tỉnh Nghệ An'),
  'content/entries/b.md': entry(2, 'tỉnh Lai Châu'),
  'content/units.toml': '[[units]]\nid = "hnd"\nname = "Hội Nông dân xã"\n',
  'content/documents/22-kh.md': '+++\nnumber = "22-KH/ĐU"\ntitle = "Kế hoạch"\n+++\nLời.\n',
};
const built = await build('targets', { ...FILES, 'content/targets.toml': TARGETS });
const site = await gallery(built);

for (const [look, options] of [
  ['light, 1366 px', { width: 1366 }],
  ['dark, 390 px', { width: 390, scheme: 'dark' }],
  ['forced colours, 320 px', { width: 320, forced: true, scheme: 'dark' }],
]) {
  test(`the page of the targets: ${look}`, async (t) => {
    const page = await site.open(t, 'theo-doi/', options);
    assert.equal(await page.locator('.target').count(), 5);
    for (const summary of await page.locator('.target summary').all()) await summary.click();
    await page.evaluate(axe);
    const { violations } = await page.evaluate(
      (values) =>
        globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
      TAGS,
    );
    assert.deepEqual(
      violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target}`)),
      [],
    );
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
  });
}

test('the page of the targets is valid, and says what is reached', async (t) => {
  const jar = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));
  const file = join(built, 'theo-doi/index.html');
  await run('java', ['-Xss1m', '-jar', jar, '--errors-only', file]);
  const page = await site.open(t, 'theo-doi/');
  const first = page.locator('.target').first();
  await assert.doesNotReject(first.getByText('1/130').waitFor());
  await assert.doesNotReject(first.getByText('Quá hạn, chưa đạt').waitFor());
  await first.locator('summary').last().click();
  assert.equal(await first.locator('.lacking li').count(), 129);
});

test('a target is declared in its form, seen beside it, and found from the list', async (t) => {
  const desk = await editor('targets-form', { ...FILES, [PATH]: ENTRY, ...PHOTO });
  const page = await desk.open(t, form('content/targets.toml'), { width: 1366 });
  await page
    .getByRole('button', { name: /Thêm mục/ })
    .first()
    .click();
  await control(page, 'name').fill('Trên 95% xã đăng ký');
  await control(page, 'indicator').selectOption('nơi có mô hình');
  await control(page, 'aim').fill('trên 95%');
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await control(page, 'year').fill('2026');
  assert.equal(await save(page), 200);
  assert.equal(
    await desk.read('content/targets.toml'),
    '[[targets]]\nname = "Trên 95% xã đăng ký"\nindicator = "nơi có mô hình"\naim = "trên 95%"\nyear = 2026\n',
  );
  await page.goto(`${desk.origin}/viec`);
  const link = page.getByRole('link', { name: 'Theo dõi chỉ tiêu' });
  await page.goto(await link.getAttribute('href'));
  await page.getByRole('heading', { name: 'Trên 95% xã đăng ký' }).waitFor();
  await page.locator('script[data-ribbon^="Chỉ thấy khi xem trước"]').waitFor({ state: 'attached' });
});
