// The editor, as a clerk uses it: each walk ends with the files compared.
import assert from 'node:assert/strict';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checked, control, ENTRY, editor, form, markdown, save } from './editor-support.mjs';
import { png } from './make.mjs';

const PATH = 'content/entries/tha-ca/index.md';
const PHOTO = png(60, 40, [90, 130, 90]);

const gallery = (name, files = {}) =>
  editor(name, {
    [PATH]: ENTRY,
    'content/entries/tha-ca/anh-1.png': PHOTO,
    ...files,
  });

/** The entry as it is after its parts were replaced. */
const changed = (...pairs) =>
  pairs.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), from);
    return text.replace(from, to);
  }, ENTRY);
const isThere = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

test('an edit changes its own keys, and saving without one changes no byte', async (t) => {
  const site = await gallery('edits');
  const page = await site.open(t, form(PATH));
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByText('Chưa sửa gì').waitFor();
  assert.equal(await site.read(PATH), ENTRY);

  await control(page, 'title').fill('Thả cá ở khe');
  const results = page.locator('fieldset[data-key="results"]');
  await results
    .locator('.item')
    .nth(1)
    .getByRole('button', { name: /Đưa lên/ })
    .click();
  await results.locator('.item').nth(1).locator('summary').click();
  await results.locator('.item').nth(1).locator('[data-key="after"] input').fill('hơn 90');
  assert.equal(await save(page), 200);
  await page.getByText(/^Đã lưu/).waitFor();
  const rows = [
    '  { label = "Số hộ", unit = "hộ", before = 12, after = 85 },\n',
    '  { label = "Chiều dài", unit = "km", before = 0.8, after = 4.5 },\n',
  ];
  assert.equal(
    await site.read(PATH),
    changed(['"Thả cá"', '"Thả cá ở khe"'], [rows[0] + rows[1], rows[1] + rows[0].replace('85', '"hơn 90"')]),
  );

  // The same form goes on from what it saved.
  await (await markdown(page)).fill('Đoạn một.\n\nĐoạn hai sửa.\n');
  await results.locator('.item').nth(0).getByRole('button', { name: /^Bỏ/ }).click();
  assert.equal(await save(page), 200);
  assert.equal(
    await site.read(PATH),
    changed(
      ['"Thả cá"', '"Thả cá ở khe"'],
      [rows[0] + rows[1], rows[0].replace('85', '"hơn 90"')],
      ['Đoạn hai.', 'Đoạn hai sửa.'],
    ),
  );
});

test('what is wrong stands at its field and on top, and goes once it is mended', async (t) => {
  const site = await gallery('wrong');
  const page = await site.open(t, form(PATH), { may: /422/ });
  const place = page.locator('[data-key="locality"]').first();
  const box = place.locator('input').first();
  await box.fill('xã Không Có Ở Đâu');
  await page.locator('.summary li', { hasText: 'Không Có Ở Đâu' }).waitFor();
  // The field that is being filled in gets no message before it is left.
  assert.equal(await place.locator('.messages p').count(), 0);
  await page.keyboard.press('Tab');
  await place.locator('.messages .error').first().waitFor();
  await page.getByRole('button', { name: /Không Có Ở Đâu/ }).click();
  assert.equal(await box.evaluate((element) => element === document.activeElement), true);
  await box.fill('xã Tam Quang, tỉnh Nghệ An');
  await page.locator('.summary li.error').waitFor({ state: 'detached' });
  await place.locator('.messages .error').waitFor({ state: 'detached' });

  // A day without its year is no date yet: it is said here, and nothing is saved.
  await page.locator('[data-key="verified"] input').first().fill('3');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.locator('.summary li.error').waitFor();
  assert.equal(await site.read(PATH), ENTRY);
});

test('a file that was changed elsewhere: both versions are shown, and the choice is kept to', async (t) => {
  const site = await gallery('conflict');
  const page = await site.open(t, form(PATH), { may: /412/ });
  const elsewhere = changed(['Thả cá xuống khe.', 'Người khác sửa.']);
  const begin = async () => {
    await control(page, 'title').fill('Tên của tôi');
    await writeFile(join(site.root, PATH), elsewhere);
    assert.equal(await save(page), 412);
    await page.getByRole('dialog').waitFor();
  };
  await begin();
  const rows = page.locator('.versions tbody tr');
  assert.deepEqual(await rows.locator('th').allTextContents(), ['Tên', 'Tóm tắt']);
  await page.getByRole('button', { name: 'Chưa chọn, quay lại sửa' }).click();
  assert.equal(await control(page, 'title').inputValue(), 'Tên của tôi');
  assert.equal(await site.read(PATH), elsewhere);

  assert.equal(await save(page), 412);
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Lưu phần tôi sửa vào bản đang có' }).click();
  await reloaded;
  assert.equal(
    await site.read(PATH),
    changed(['Thả cá xuống khe.', 'Người khác sửa.'], ['"Thả cá"', '"Tên của tôi"']),
  );
  await page.locator('h1').waitFor();
  assert.equal(await control(page, 'summary').inputValue(), 'Người khác sửa.');
});

test('what is not saved survives a closed window, and can be discarded', async (t) => {
  const site = await gallery('draft');
  const page = await site.open(t, form(PATH));
  await checked(page, () => control(page, 'title').fill('Đang sửa dở'));
  await checked(page, () =>
    page.locator('fieldset[data-key="results"] .item').nth(0).getByRole('button', { name: /^Bỏ/ }).click(),
  );
  // The browser asks before a window with unsaved work is left.
  const asked = new Promise((resolve) => {
    page.once('dialog', async (dialog) => {
      resolve(dialog.type());
      await dialog.accept();
    });
  });
  await page.reload();
  assert.equal(await asked, 'beforeunload');
  await page.getByText(/Đã lấy lại phần sửa dở/).waitFor();
  assert.equal(await control(page, 'title').inputValue(), 'Đang sửa dở');
  assert.equal(await page.locator('fieldset[data-key="results"] .item').count(), 1);
  assert.equal(await site.read(PATH), ENTRY);
  assert.equal(await save(page), 200);
  assert.equal(
    await site.read(PATH),
    changed(
      ['"Thả cá"', '"Đang sửa dở"'],
      ['  { label = "Số hộ", unit = "hộ", before = 12, after = 85 },\n', ''],
    ),
  );
  await page.reload();
  await page.locator('h1').waitFor();
  assert.equal(await page.getByText(/Đã lấy lại/).count(), 0);
});

test('a photo is withdrawn for good: from the entry, the folder and the bin', async (t) => {
  const site = await gallery('withdraw');
  const page = await site.open(t, form(PATH));
  await page.getByRole('button', { name: 'Gỡ ảnh…' }).click();
  await page.getByLabel('Xóa hẳn khỏi mục này và xóa tệp ảnh').check();
  await page.getByLabel(/Xóa luôn các bản/).check();
  await page.getByRole('button', { name: 'Gỡ ảnh', exact: true }).click();
  const forgotten = page.waitForResponse((response) => response.url().endsWith('/api/forget'));
  assert.equal(await save(page), 200);
  await forgotten;
  const rest = ENTRY.replace(/\n\[\[photos\]\]\n[^+]*/, '');
  assert.equal(await site.read(PATH), rest);
  assert.equal(await isThere(join(site.root, 'content/entries/tha-ca/anh-1.png')), false);
  const trash = await readdir(join(site.root, 'thung-rac'), {
    recursive: true,
  });
  assert.deepEqual(
    trash.filter((name) => name.endsWith('.png')),
    [],
  );
});

test('consent is asked as the law has it, and is withdrawn with its day', async (t) => {
  const site = await gallery('consent');
  const page = await site.open(t, form(PATH));
  const photo = page.locator('.photo');
  const asked = (key) => photo.locator(`[data-key="${key}"]`).first();
  assert.equal(await asked('guardian_consent').isVisible(), false);
  assert.equal(await asked('informed').isVisible(), false);
  await asked('children').locator('select').selectOption('từ 7 tuổi');
  // Both the child and the guardian consent: neither ground alone is enough.
  await page.locator('.summary li', { hasText: 'giám hộ' }).first().waitFor();
  await asked('guardian_consent').locator('select').selectOption('đã ghi');
  await asked('consent').locator('select').selectOption('sự kiện công khai');
  await asked('informed').locator('input').fill('thông báo trên loa');
  await asked('consent').locator('select').selectOption('đã ghi');
  await asked('consent_ref').locator('input').fill('HS-12');
  // What was filled in stays in sight, though it is no longer asked.
  assert.equal(await asked('informed').isVisible(), true);
  await page.locator('.summary').waitFor({ state: 'hidden' });
  assert.equal(await save(page), 200);
  const recorded = changed([
    'consent = "không cần"\n',
    'consent = "đã ghi"\nconsent_ref = "HS-12"\ninformed = "thông báo trên loa"\nchildren = "từ 7 tuổi"\nguardian_consent = "đã ghi"\n',
  ]);
  assert.equal(await site.read(PATH), recorded);

  await page.getByRole('button', { name: 'Gỡ ảnh…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/rút sự đồng ý/).check();
  const [day, month, year] = await dialog.locator('.boxes input').all();
  await day.fill('1');
  await month.fill('3');
  await year.fill('2026');
  await dialog.getByRole('button', { name: 'Gỡ ảnh', exact: true }).click();
  await page.getByText('Ảnh này đã gỡ khỏi trang.').waitFor();
  assert.equal(await save(page), 200);
  assert.equal(
    await site.read(PATH),
    recorded.replace(
      'guardian_consent = "đã ghi"\n',
      'guardian_consent = "đã ghi"\nconsent_withdrawn = 2026-03-01\n',
    ),
  );
});

test('an entry is withdrawn, and the earlier versions that the bin has', async (t) => {
  const site = await gallery('withdrawn-entry');
  // The address keeps a notice; before, the frame may ask for the page.
  const page = await site.open(t, form(PATH), { may: /4\d\d/ });
  await page.locator('details.rare > summary').click();
  const table = page.locator('.table:has([data-key="reason"]):has([data-key="date"])').last();
  await table.locator('.boxes input').nth(0).fill('5');
  await table.locator('.boxes input').nth(1).fill('1');
  await table.locator('.boxes input').nth(2).fill('2026');
  await table.locator('[data-key="reason"]').locator('input, textarea').fill('Theo đề nghị của gia đình.');
  assert.equal(await save(page), 200);
  assert.match(
    await site.read(PATH),
    /withdrawn = \{ date = 2026-01-05, reason = "Theo đề nghị của gia đình\." \}/,
  );
  await page.getByText(/Thùng rác còn 1 bản trước/).waitFor();
  await page.locator('.banner button').click();
  await page.getByText('Đã xóa hẳn.').waitFor();
  assert.deepEqual(
    (await readdir(join(site.root, 'thung-rac'))).filter((name) => name !== '.gitignore'),
    [],
  );
});

test('a deleted entry is put back as it was', async (t) => {
  const site = await gallery('deleted');
  // The frame is gone with the entry, though not always before it follows.
  const page = await site.open(t, form(PATH), { may: /404/ });
  await page.getByRole('button', { name: 'Xóa mục này' }).click();
  await page.waitForURL(/\/viec/);
  await page.getByText('Đã chuyển “Thả cá” vào thùng rác.').waitFor();
  assert.equal(await isThere(join(site.root, PATH)), false);
  await page.getByRole('button', { name: 'Lấy lại' }).click();
  await page.getByText('Đã lấy lại “Thả cá”.').waitFor();
  assert.equal(await site.read(PATH), ENTRY);
  assert.equal(await isThere(join(site.root, 'content/entries/tha-ca/anh-1.png')), true);

  // The same from the list.
  const deleted = page.getByRole('button', { name: 'Xóa “Thả cá”' });
  await deleted.click();
  await page.getByText('Đã chuyển “Thả cá” vào thùng rác.').waitFor();
  await page.getByRole('button', { name: 'Lấy lại' }).click();
  await deleted.waitFor();
  assert.equal(await site.read(PATH), ENTRY);
});

test('publishing shows what will change, asks about lost addresses, and builds', async (t) => {
  const site = await gallery('publish', {
    'content/entries/hai/index.md': ENTRY.replace('"Thả cá"', '"Bài hai"').replace(
      /\n\[\[photos\]\]\n[^+]*/,
      '',
    ),
  });
  const page = await site.open(t, '/xuat-ban');
  const publish = page.getByRole('button', { name: 'Xuất bản', exact: true });
  await publish.click();
  await page.getByRole('heading', { name: 'Đã xuất bản' }).waitFor();
  const html = await readFile(join(site.root, 'public/mo-hinh/tha-ca/index.html'), 'utf8');
  assert.match(html, /<h1[^>]*>Thả cá/);
  assert.equal(/\/vao|api\/|guong-edit/.test(html), false);

  await page.goto(`${site.origin}/xuat-ban`);
  await page.getByText('Không có gì thay đổi').waitFor();
  await page.goto(`${site.origin}/viec`);
  await page.getByRole('button', { name: 'Xóa “Bài hai”' }).click();
  await page.getByText('Đã chuyển “Bài hai”').waitFor();
  await page.goto(`${site.origin}/xuat-ban`);
  await page
    .getByText(/Địa chỉ sẽ mất/)
    .first()
    .waitFor();
  assert.equal(await publish.isDisabled(), true);
  await page.getByLabel('Tôi biết các địa chỉ này sẽ mất').check();
  await publish.click();
  await page.getByRole('heading', { name: 'Đã xuất bản' }).waitFor();
  assert.equal(await isThere(join(site.root, 'public/mo-hinh/hai/index.html')), false);
});

test('a field is added and renamed by its form, which is made from the same schema', async (t) => {
  const site = await gallery('fields');
  const page = await site.open(t, form('content/fields.toml'));
  const before = await site.read('content/fields.toml');
  await page.getByRole('button', { name: /Thêm mục/ }).click();
  await page.keyboard.type('van-hoa');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Văn hóa');
  assert.equal(await save(page), 200);
  assert.equal(
    await site.read('content/fields.toml'),
    `${before}\n[[fields]]\nid = "van-hoa"\nname = "Văn hóa"\n`,
  );
});

test('the help of a field is that of its own key, though another table has a key of the same name', async (t) => {
  const targets = '[[targets]]\nname = "Mỗi xã một mô hình"\nindicator = "nơi có mô hình"\naim = "95%"\n';
  const files = {
    [PATH]: ENTRY,
    'content/entries/tha-ca/anh-1.png': PHOTO,
    'content/targets.toml': `${targets}phase = "dot-2"\n`,
    'content/phases.toml': '[[phases]]\nid = "dot-2"\nname = "Đợt 2"\nfrom = 2018-10-15\nto = 2020-10-15\n',
  };
  const site = await editor('help', files, '[deploy]\nto = "/srv/www"\n');
  const page = await site.open(t, form('guong.toml'));
  const help = (...keys) => {
    const field = page.locator(keys.map((key) => `[data-key="${key}"]`).join(' ')).first();
    return field.locator('.help').first().textContent();
  };
  assert.match(await help('to'), /^Nơi nhận: một thư mục/);
  await page.goto(site.origin + form('content/targets.toml'));
  assert.match(await help('targets', 'phase'), /^Tính các bài của giai đoạn nào/);
  assert.match(await help('targets', 'aim'), /^Một số, hoặc một tỷ lệ: 95%/);
  assert.equal(await help('targets'), '', 'how a list is written in a file helps nobody here');
  await page.goto(site.origin + form(PATH));
  assert.match(await help('phase'), /^Để trống thì máy suy từ ngày bắt đầu/);
  assert.match(await help('results', 'to'), /^Thời điểm của số sau/);
});

test('by the keyboard alone: from the list to a saved change', async (t) => {
  const site = await gallery('keys');
  const page = await site.open(t, '/viec');
  await page.getByLabel('Tìm').focus();
  await page.keyboard.type('tha ca');
  // The list is replaced once more when what was typed is found.
  await page.waitForURL(/q=tha\+ca/);
  /** Presses Tab until this has the focus. */
  const reach = async (what) => {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      if (await what.evaluate((element) => element === document.activeElement)) return;
    }
    assert.fail(`not reached: ${what}`);
  };
  await reach(page.getByRole('link', { name: 'Thả cá' }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sua/);
  await control(page, 'title').waitFor();
  await reach(control(page, 'summary'));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Sửa bằng phím.');
  await reach(page.locator('.focal'));
  await page.keyboard.press('ArrowLeft');
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/save'));
  await page.keyboard.press('ControlOrMeta+S');
  await answered;
  assert.equal(
    await site.read(PATH),
    changed(
      ['Thả cá xuống khe.', 'Sửa bằng phím.'],
      ['alt = "Khe suối"\n', 'alt = "Khe suối"\nfocus = [0.48, 0.5]\n'],
    ),
  );
});
