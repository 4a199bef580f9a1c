// Lists and reports by the editor, as a clerk takes them in: shown, mended in place, written; by keys, on a phone too.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ENTRY, editor } from './editor-support.mjs';
import { png } from './make.mjs';

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FILES = {
  'content/entries/tha-ca/index.md': ENTRY,
  'content/entries/tha-ca/anh-1.png': png(60, 40, [90, 130, 90]),
};
const LIST = [
  'Tên mô hình;Lĩnh vực;Địa chỉ;Thời gian bắt đầu;Cách gọi',
  'Ao cá;Kinh tế;xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An;31/02/2020;Cả thôn cùng thả cá',
  'Ao sen;Kinh tế;tỉnh Nghệ An;2021;y',
].join('\n');
const csv = (text) => ({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Axe finds nothing, and nothing but the table is wider than the screen. */
const isClean = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((values) => {
    const run = { runOnly: { type: 'tag', values }, resultTypes: ['violations'] };
    return globalThis.axe.run(document, run);
  }, TAGS);
  assert.deepEqual(
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)),
    [],
  );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
};

for (const [look, options] of [
  ['1366 px', { width: 1366 }],
  ['390 px, dark', { width: 390, scheme: 'dark' }],
]) {
  test(`a list is shown, mended in place and written: ${look}`, async (t) => {
    const site = await editor(`import-${options.width}`, FILES);
    const page = await site.open(t, '/nhap', { ...options, may: /422/ });
    await page.getByLabel('Chọn tệp').setInputFiles(csv(LIST));
    await page.getByText('2 bài mới, 0 bài đổi, 0 bài giữ nguyên; 1 lỗi').first().waitFor();
    await isClean(page);
    const started = page.getByLabel('Thời gian bắt đầu, dòng 2');
    assert.equal(await started.getAttribute('aria-invalid'), 'true');
    await started.fill('10/2020');
    await started.press('Tab');
    await page.getByText('2 bài mới, 0 bài đổi, 0 bài giữ nguyên; 0 lỗi').first().waitFor();
    // The next field keeps the focus while the table is made again.
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'INPUT');
    await page.getByLabel('Cột “Cách gọi” là mục').selectOption('summary');
    await page.getByLabel('Cách gọi, dòng 2').waitFor();
    await page.getByRole('button', { name: 'Ghi vào phòng trưng bày' }).click();
    await page.getByRole('heading', { name: 'Đã ghi 2 bài' }).waitFor();
    await isClean(page);
    const written = await site.read('content/entries/ao-ca/index.md');
    assert.match(written, /started = "10\/2020"/);
    assert.match(written, /summary = "Cả thôn cùng thả cá"/);
    await page.getByRole('link', { name: 'Ao cá' }).click();
    await page.locator('[data-key="title"] input').first().waitFor();
  });
}

test('what cannot be read is refused in words, and the bar leads to the screen', async (t) => {
  const site = await editor('import-refused', FILES);
  const page = await site.open(t, '/viec', { may: /422/ });
  await page.getByRole('link', { name: 'Nhập từ Excel hoặc Word' }).click();
  const pdf = { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') };
  await page.getByLabel('Chọn tệp').setInputFiles(pdf);
  await page.getByText('tệp PDF không nhận được').waitFor();
  await isClean(page);
});
