// Takes the pictures of the guide from the program itself: `GUONG=… GUONG_DEMO=… node tests/browser/guide-pictures.mjs`
// writes them beside the guide's pages. The gallery in them is the demo.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, PROGRAM } from './chromium.mjs';
import { printed } from './editor-support.mjs';
import { GUONG } from './make.mjs';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const GUIDE = join(REPOSITORY, 'content/pages/huong-dan');
const ENTRY = '/sua?path=content%2Fentries%2F';

const home = await mkdtemp(join(tmpdir(), 'guong-guide-'));
const documents = join(home, 'Documents');
const site = join(documents, 'trang-dan-van');
await mkdir(join(documents, 'Công văn'), { recursive: true });
await mkdir(join(documents, 'Ảnh'));
for (const name of ['content', 'static', 'guong.toml']) {
  await cp(join(REPOSITORY, name), join(site, name), { recursive: true });
}
const environment = { ...process.env, HOME: home, USERPROFILE: home, GUONG_CONFIG: join(home, 'settings') };
const child = spawn(GUONG, ['start', '--lang', 'vi'], { env: environment });
const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
try {
  const entrance = await printed(child);
  const page = await browser.newPage({ viewport: { width: 1120, height: 680 }, locale: 'vi' });
  const take = async (name) => {
    // The folder of this run is no folder of a reader's.
    await page.evaluate((folder) => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = node.textContent;
        if (text.includes(folder)) {
          node.textContent = text.replaceAll(folder, 'C:\\Users\\Lan').replaceAll('/', '\\');
        }
      }
    }, home);
    const path = join(GUIDE, `huong-dan-${name}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: 50, animations: 'disabled' });
  };
  const drawn = async () => {
    for (const frame of page.frames()) {
      await frame.waitForFunction(() =>
        [...document.querySelectorAll('img[src]:not([loading=lazy])')].every(
          ({ complete, naturalWidth }) => complete && naturalWidth,
        ),
      );
    }
  };
  await page.goto(entrance);
  await page.getByText('trang-dan-van').first().click();
  await page.waitForURL((url) => url.origin !== new URL(entrance).origin);
  await page.goto(entrance);
  await page.getByText('trang-dan-van').first().waitFor();
  await take('bat-dau');
  const answer = await page.evaluate(async (path) => {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/open', { method: 'POST', headers, body: JSON.stringify({ path }) })).json();
  }, site);
  const editor = new URL(answer.go).origin;
  await page.goto(answer.go);
  await page.goto(`${editor}${ENTRY}nghe-an%2Ftha-ca-tam-hop%2Findex.md`);
  await page.locator('.ProseMirror').waitFor();
  await page.frameLocator('iframe').locator('h1').waitFor();
  await drawn();
  await take('bieu-mau');
  await page
    .locator('[data-key="text"] .tools')
    .first()
    .evaluate((bar) => bar.scrollIntoView({ block: 'start' }));
  await drawn();
  await take('bai-viet');
  await page.goto(`${editor}/xuat-ban`);
  await page.getByRole('button', { name: 'Xuất bản', exact: true }).waitFor();
  await take('xuat-ban');
} finally {
  await browser.close();
  child.kill();
  await rm(home, { recursive: true, force: true });
}
