// A clerk's walk through the editor, from the start page to a published model and back from the bin. It is driven by
// few operations (`flows/drivers.mjs`), so that every browser can take it; it ends with the files compared.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printed } from './editor-support.mjs';
import { mouse } from './hands.mjs';
import { GUONG, png } from './make.mjs';

const COLORS = [
  [90, 130, 90],
  [30, 60, 120],
  [160, 90, 40],
  [70, 70, 70],
];

/** What Word puts on the clipboard: a text with four pictures, and the pictures as RTF beside it. */
const WORD = {
  'text/html': `<html><body><p class=MsoNormal>Mỗi nhà <b>một đoạn</b> đường.</p><h2>Cách làm</h2>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Góp công</p>
    ${COLORS.map((_, at) => `<p><img src="file:///C:/anh${at}.png" alt="Ảnh ${at + 1}"></p>`).join('')}</body></html>`,
  'text/rtf': `{\\rtf1 ${COLORS.map((color) => `{\\pict\\pngblip ${png(60, 40, color).toString('hex')}}`).join('')}}`,
  'text/plain': 'Mỗi nhà một đoạn đường.',
};

const BODY = `Mỗi nhà **một đoạn** đường.

## Cách làm

- Góp công

![Ảnh 1](anh-1.png)

![Ảnh 2](anh-2.png)

![Ảnh 3](anh-3.png)

![Ảnh 4](anh-4.png)
`;

/** The entry at the end of the walk; the day of its making is not fixed. */
const ENTRY = `+++
title = "Đường hoa"
kind = "mô hình"
fields = ["kinh-te"]
locality = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"
unit = "Hội Phụ nữ xã"
started = "2019-03"
published = DAY
summary = "Hai bên đường có hoa."
results = [
  { label = "Số hộ", after = 85, source = "bc" },
]
sources = [
  { id = "bc", title = "Báo cáo xã" },
]

[[photos]]
file = "anh-1.png"
consent = "không cần"
withdrawn = true

[[photos]]
file = "anh-2.png"
consent = "không cần"

[[photos]]
file = "anh-3.png"
consent = "không cần"

[[photos]]
file = "anh-4.png"
consent = "không cần"
+++
${BODY}`;

/** Takes the walk in a browser, by mouse or by keyboard alone; `clean` ends what it started. */
export async function walk(browser, clean, hands = mouse) {
  const home = await mkdtemp(join(tmpdir(), 'guong-walk-'));
  await mkdir(join(home, 'Documents'));
  const env = { ...process.env, HOME: home, USERPROFILE: home, GUONG_CONFIG: join(home, 'settings') };
  const child = spawn(GUONG, ['start', '--lang', 'vi'], { env });
  clean(async () => {
    child.kill();
    await rm(home, { recursive: true, force: true });
  });
  const { until } = browser;
  const own = hands(browser);
  const clerk = {
    ...own,
    until,
    root: join(home, 'Documents', 'trang'),
    /** Presses what leads to another page. */
    go: async (words, to) => {
      await own.press(words);
      await until('return location.pathname === arguments[0] && document.querySelector("h1")', to);
    },
  };
  await browser.open(await printed(child));
  await makeGallery(clerk);
  await addModel(clerk);
  await correctFigure(clerk);
  await withdrawPhoto(clerk);
  await publish(clerk);
  await deleteAndPutBack(clerk);
  // Nothing was wider than the window.
  assert.ok(await browser.run('return document.documentElement.scrollWidth <= innerWidth'));
}

/** Returns the file of the entry. */
const entry = async ({ root }) =>
  (await readFile(join(root, 'content/entries/duong-hoa/index.md'), 'utf8')).replace(
    /(?<=published = )[\d-]+/,
    'DAY',
  );

async function makeGallery({ says, fill, press, until }) {
  await says('Làm phòng trưng bày mới');
  for (const [at, text] of ['Gương xã', 'Ban Dân vận', 'Nghệ An', '', 'trang'].entries()) {
    if (text) await fill(`form .field:nth-of-type(${at + 1}) input`, text);
  }
  await press('Tạo');
  await until('return location.pathname === "/" && document.querySelector("guong-bar")');
}

/** Adds a model from a Word text with four photos. */
async function addModel({ go, fill, paste, pick, choose, click, save, until }) {
  await go('Thêm mô hình', '/them');
  await fill('main form input', 'Đường hoa');
  await go('Tạo và điền tiếp', '/sua');
  await until('return document.querySelector(".ProseMirror")');
  await paste('.ProseMirror', WORD);
  await until(
    'return document.querySelectorAll(".photo").length === 4 && document.querySelector(".ProseMirror h2")',
  );
  await pick('fields', 'kinh te');
  // A place that needs choosing: three communes had this name.
  await pick('locality', 'tam hop tuong duong');
  await fill('[data-key="unit"] [role=combobox]', 'Hội Phụ nữ xã');
  const [day, month, year] = [1, 2, 3].map((at) => `[data-key="started"] .boxes div:nth-child(${at}) input`);
  // A day that is not known after all.
  await fill(day, '1');
  await fill(day, '');
  await fill(month, '3');
  await fill(year, '2019');
  await fill('[data-key="summary"] textarea', 'Hai bên đường có hoa.');
  for (const at of COLORS.keys()) await choose('.photo [data-key="consent"] select', at, 'không cần');
  await click('fieldset[data-key="results"] > button');
  await fill('[data-key="results"] [data-key="label"] input', 'Số hộ');
  await fill('[data-key="results"] [data-key="after"] input', '58');
  await click('[data-key="draft"] input');
  await save();
}

/** Corrects a figure, with its source. */
async function correctFigure({ click, fill, save }) {
  await click('fieldset[data-key="sources"] > button');
  await fill('[data-key="sources"] [data-key="id"] input', 'bc');
  await fill('[data-key="sources"] [data-key="title"] input', 'Báo cáo xã');
  await fill('[data-key="results"] [data-key="after"] input', '85');
  await fill('[data-key="results"] [data-key="source"] input', 'bc');
  await save();
}

async function withdrawPhoto(clerk) {
  const { press, click, says, save, root } = clerk;
  await press('Gỡ ảnh…');
  await click('dialog[open] button[value=yes]');
  await says('Ảnh này đã gỡ khỏi trang.');
  await save();
  assert.equal(await entry(clerk), ENTRY);
  const folder = (await readdir(join(root, 'content/entries/duong-hoa'))).sort();
  assert.deepEqual(folder, ['anh-1.png', 'anh-2.png', 'anh-3.png', 'anh-4.png', 'index.md']);
}

async function publish({ go, click, until, root }) {
  await go('Xuất bản', '/xuat-ban');
  await click('main button.main:not(:disabled)');
  await until('return [...document.querySelectorAll("h2")].some((one) => one.textContent === "Đã xuất bản")');
  const html = await readFile(join(root, 'public/mo-hinh/duong-hoa/index.html'), 'utf8');
  for (const text of ['Đường hoa', 'Cách làm', 'Góp công', '85', 'Báo cáo xã', 'Ảnh 2'])
    assert.ok(html.includes(text), text);
  assert.ok(!html.includes('Ảnh 1'), 'the photo is withdrawn');
}

async function deleteAndPutBack(clerk) {
  const { go, press, says } = clerk;
  await go('Việc cần xem', '/viec');
  await go('Đường hoa', '/sua');
  await press('Xóa mục này');
  await says('vào thùng rác');
  await assert.rejects(entry(clerk));
  await go('Thùng rác', '/thung-rac');
  await press('Lấy lại');
  await says('Đã lấy lại');
  assert.equal(await entry(clerk), ENTRY);
}
