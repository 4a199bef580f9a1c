// The start page: a gallery is made by a form, opened, and remembered.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { printed } from './editor-support.mjs';
import { GUONG } from './make.mjs';
import { window } from './support.mjs';

const home = await mkdtemp(join(tmpdir(), 'guong-home-'));
await mkdir(join(home, 'Văn bản'));
const child = spawn(GUONG, ['start', '--lang', 'vi'], {
  env: {
    ...process.env,
    HOME: home,
    USERPROFILE: home,
    XDG_CACHE_HOME: '',
    XDG_CONFIG_HOME: '',
    XDG_DATA_HOME: '',
  },
});
after(async () => {
  child.kill();
  await rm(home, { recursive: true, force: true });
});
const entrance = await printed(child);

test('a gallery is made by a form, opens, and stands among those opened lately', async (t) => {
  const page = await window(t, { may: /404|422|503/ });
  await page.goto(entrance);
  await page.getByRole('heading', { name: 'Mở phòng trưng bày' }).waitFor();
  await page.getByRole('button', { name: 'Văn bản/' }).click();
  await page.getByText(/^Thư mục: .*Văn bản$/).waitFor();

  // What is wrong is said at its field.
  await page.getByLabel('Tên phòng trưng bày').fill('Gương sáng xã Tam Quang');
  await page.getByLabel('Tỉnh, thành phố').fill('tỉnh Không Có');
  await page.getByLabel('Địa chỉ trên mạng').fill('https://guong.example/');
  await page.getByLabel('Tên thư mục').fill('trang');
  await page.getByRole('button', { name: 'Tạo' }).click();
  await page.locator('.field.wrong').waitFor();
  assert.equal(
    await page.getByLabel('Tỉnh, thành phố').evaluate((box) => box === document.activeElement),
    true,
  );

  await page.getByLabel('Tỉnh, thành phố').fill('Nghệ An');
  await page.getByRole('button', { name: 'Tạo' }).click();
  await page.waitForURL((url) => url.origin !== new URL(entrance).origin);
  assert.match(
    await readFile(join(home, 'Văn bản', 'trang', 'guong.toml'), 'utf8'),
    /title *= "Gương sáng xã Tam Quang"/,
  );

  await page.goto(entrance);
  await page.getByRole('button', { name: 'Gương sáng xã Tam Quang' }).waitFor();
});
