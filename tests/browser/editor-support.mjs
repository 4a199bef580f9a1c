// Runs the program with its editor on a gallery of its own, for the tests of the editor.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { ANSWERS } from './hands.mjs';
import { GUONG, write } from './make.mjs';
import { window } from './support.mjs';

/** Returns the address that lets a browser in, once the program has printed it. */
export const printed = (child) =>
  new Promise((resolve, reject) => {
    let said = '';
    const listen = (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\/vao\?k=\w+/);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', () => reject(new Error(`the program ended: ${said}`)));
  });

// They are killed after all tests of a file: a hook of the test itself would run before the one that closes its page, whose
// requests would then fail.
const children = [];
after(() => {
  for (const child of children) child.kill();
});

/** Serves the gallery of these files; returns its folder and the address that lets a browser into the editor. */
export async function editor(name, files = {}, config = '') {
  const root = await write(name, files, config);
  const child = spawn(GUONG, ['serve', '--root', root, '--port', '0', '--lang', 'vi', '--poll']);
  children.push(child);
  const entrance = await printed(child);
  const { origin } = new URL(entrance);
  return {
    root,
    origin,
    entrance,
    /** Reads a file of the gallery. */
    read: (path) => readFile(join(root, path), 'utf8'),
    /** Opens a page of the editor, in a browser that has the secret. */
    open: async (t, address, options) => {
      const page = await window(t, options);
      if (process.env.GUONG_ASSETS)
        await page.route(/\/assets\/[\w-]+\.(js|css)$/, (r) =>
          r.fulfill({
            path: join(process.env.GUONG_ASSETS, new URL(r.request().url()).pathname.split('/').pop()),
          }),
        );
      await page.goto(`${entrance}&to=/viec`);
      await page.goto(origin + address, { waitUntil: 'load' });
      await page.locator('h1').waitFor();
      return page;
    },
  };
}

/** The address of a file's form. */
export const form = (path) => `/sua?path=${encodeURIComponent(path)}`;

/** The control of a key, by its name in the schema. */
export const control = (page, key) =>
  page.locator(`[data-key="${key}"]`).first().locator('input, textarea, select').first();

/** Types into a picker letter by letter, and waits for the answers to all of them. */
export async function search(box, text) {
  await box.pressSequentially(text);
  await box.page().locator(ANSWERS).first().waitFor();
}

/** Shows the story as Markdown; returns its field. */
export async function markdown(page) {
  await page.locator('.ProseMirror').waitFor();
  await page.locator('[data-tool="swap"]').click();
  const area = page.locator('textarea.story');
  await area.waitFor();
  return area;
}

/** Saves, and waits until the program has answered. */
export async function save(page) {
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/save'));
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  return (await answered).status();
}

/** Waits until the program has checked what is entered now. */
export async function checked(page, act) {
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/check'));
  await act();
  return (await answered).json();
}

/** An entry without problems. */
export const ENTRY = `+++
title = "Thả cá"   # tên
kind = "mô hình"
fields = ["kinh-te"]
locality = "xã Tam Quang, tỉnh Nghệ An"
unit = "Hội Nông dân xã"
started = "2025-08"
published = 2025-11-02
summary = "Thả cá xuống khe."

# Số liệu
results = [
  { label = "Số hộ", unit = "hộ", before = 12, after = 85 },
  { label = "Chiều dài", unit = "km", before = 0.8, after = 4.5 },
]
sources = [{ id = "bc", title = "Báo cáo" }]

[[photos]]
file = "anh-1.png"
alt = "Khe suối"
consent = "không cần"
+++
Đoạn một.

Đoạn hai.
`;
