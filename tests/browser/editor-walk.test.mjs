// The editor from an empty form to the published page, as a clerk uses it.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { control, ENTRY, editor, markdown, save, search } from './editor-support.mjs';
import { png } from './make.mjs';

const PHOTO = png(60, 40, [90, 130, 90]);

/** The entry that the first walk makes. */
const WALKED = `+++
title = "Đường hoa bản Phồng"
kind = "mô hình"
fields = ["kinh-te"]
locality = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"
unit = "Hội Phụ nữ xã"
started = "2019-03"
published = 2020-10-15
summary = "Hai bên đường có hoa."
results = [
  { label = "Số hộ", after = "hơn 60" },
]

[[photos]]
file = "hai.png"
alt = "Bà con trồng hoa"
focus = [0.52, 0.48]
consent = "không cần"

[[photos]]
file = "z51-abc-duong-hoa.png"
alt = "Đường có hoa hai bên"
consent = "không cần"
+++
Bà con trồng hoa.

## Làm thế nào

Mỗi nhà một đoạn.
`;

/** Types into a picker and takes its first answer, by the keyboard. */
async function pick(page, box, text) {
  await box.click();
  await page.keyboard.press('ControlOrMeta+A');
  await search(box, text);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Pastes a whole date into the first of three boxes, over which it is spread. */
async function pasteDate(page) {
  const published = page.locator('[data-key="published"] input');
  await published.first().focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '15/10/2020');
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  assert.deepEqual(await published.evaluateAll((boxes) => boxes.map((box) => box.value)), [
    '15',
    '10',
    '2020',
  ]);
}

/** Sends two photos and a file that is none, describes the photos, changes their order, and sets a focal point. */
async function addPhotos(page) {
  await page.locator('input[type=file]').setInputFiles([
    { name: 'z51_abc Đường Hoa.png', mimeType: 'image/png', buffer: PHOTO },
    {
      name: 'trang.html',
      mimeType: 'text/html',
      buffer: Buffer.from('<script>1</script>'),
    },
    {
      name: 'hai.png',
      mimeType: 'image/png',
      buffer: png(50, 40, [20, 130, 190]),
    },
  ]);
  await page.locator('.sending .error').waitFor();
  await page.locator('.photo').nth(1).waitFor();
  const alts = page.locator('.photo [data-key="alt"] textarea');
  await alts.nth(0).fill('Đường có hoa hai bên');
  await alts.nth(1).fill('Bà con trồng hoa');
  for (const each of [0, 1]) {
    await page.locator('.photo [data-key="consent"] select').nth(each).selectOption('không cần');
  }
  await page
    .locator('.item:has(.photo)')
    .nth(1)
    .getByRole('button', { name: /Đưa lên/ })
    .click();
  const focal = page.locator('.focal').first();
  await focal.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
}

test('a model is made, filled in, given photos, and published', async (t) => {
  const site = await editor('walk', {
    'content/entries/tha-ca/index.md': ENTRY,
    'content/entries/tha-ca/anh-1.png': PHOTO,
  });
  const page = await site.open(t, '/viec', { may: /415/ });
  await page.getByRole('link', { name: 'Thêm mô hình' }).click();
  await page.getByLabel('Tên', { exact: true }).fill('Đường hoa bản Phồng');
  await page.getByRole('button', { name: 'Tạo và điền tiếp' }).click();
  await page.waitForURL(/\/sua\?path=/);
  const path = new URL(page.url()).searchParams.get('path');
  assert.equal(path, 'content/entries/duong-hoa-ban-phong/index.md');

  await pick(page, control(page, 'fields'), 'kinh te');
  await pick(page, control(page, 'locality'), 'tam hop tuong duong');
  assert.match(await control(page, 'locality').inputValue(), /^xã Tam Hợp, huyện Tương Dương/);
  await control(page, 'unit').fill('Hội Phụ nữ xã');
  const started = page.locator('[data-key="started"] input[type=text]');
  await started.nth(0).fill('');
  await started.nth(1).fill('3');
  await started.nth(2).fill('2019');
  await pasteDate(page);
  await control(page, 'summary').fill('Hai bên đường có hoa.');
  await (await markdown(page)).fill('Bà con trồng hoa.\n\n## Làm thế nào\n\nMỗi nhà một đoạn.');
  await page.locator('fieldset[data-key="results"] > button').click();
  await page.keyboard.type('Số hộ');
  await page.locator('[data-key="results"] [data-key="after"] input').fill('hơn 60');

  // The page beside the form shows what is not saved yet.
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Làm thế nào' }).waitFor();

  await addPhotos(page);
  await page.getByLabel('Bản nháp').uncheck();
  assert.equal(await save(page), 200);

  assert.equal(await site.read(path), WALKED);
  const folder = await readdir(join(site.root, 'content/entries/duong-hoa-ban-phong'));
  assert.deepEqual(folder.sort(), ['hai.png', 'index.md', 'z51-abc-duong-hoa.png']);
  await frame.getByRole('img', { name: 'Bà con trồng hoa' }).first().waitFor();
  await page.goto(`${site.origin}/xuat-ban`);
  await page.getByRole('button', { name: 'Xuất bản', exact: true }).click();
  await page.getByRole('heading', { name: 'Đã xuất bản' }).waitFor();
  const html = await readFile(join(site.root, 'public/mo-hinh/duong-hoa-ban-phong/index.html'), 'utf8');
  for (const text of ['Đường hoa bản Phồng', 'Làm thế nào', 'hơn 60', 'Bà con trồng hoa']) {
    assert.ok(html.includes(text), text);
  }
});
