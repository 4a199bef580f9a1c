// What a first-time visitor finds from the home page by looking and clicking alone, in at most three clicks.
//
// A browser gives `open(path)`, `click(selector, text)` (the first visible match whose text contains `text`),
// `path()` (the path and query), and `read(selector)` (the text of the first match, waiting for it).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const MOST = 3;

/** Counts the clicks of a walk that starts at the home page. */
async function walk(browser, clicks, check) {
  assert.ok(clicks.length <= MOST);
  await browser.open('');
  for (const [selector, text] of clicks) await browser.click(selector, text);
  await check();
}

export const WALKS = {
  'the entries of one province and field': (browser) =>
    walk(
      browser,
      [
        ['.counted a', 'Nghệ An'],
        ['.filters summary', 'Lĩnh vực'],
        ['.drop[open] a', 'Kinh tế'],
      ],
      async () => {
        assert.match(await browser.path(), /tim-kiem\/\?tinh=nghe-an&linh-vuc=kinh-te$/);
        assert.match(await browser.read('.found li .where'), /Nghệ An/);
      },
    ),
  'the official document behind an entry': (browser) =>
    walk(
      browser,
      [
        ['.opening h2 a', ''],
        ['.atop a', 'văn bản'],
        ['.documents a', ''],
      ],
      async () => {
        assert.match(await browser.path(), /\/van-ban\/[^/]+\/$/);
        assert.match(await browser.read('header .facts'), /Ngày ban hành/);
      },
    ),
  'what became of an old commune': (browser) =>
    walk(
      browser,
      [
        ['.opening h2 a', ''],
        ['.written a', ''],
      ],
      async () => {
        assert.match(await browser.path(), /\/dia-phuong\/cu\//);
        assert.match(await browser.read('header .facts'), /Chuyển sang đơn vị hành chính nào/);
      },
    ),
  'the newest of a phase': (browser, folder) =>
    walk(
      browser,
      [
        ['#_giai-doan ~ .band h3 a', ''],
        ['.cards h3 a', ''],
      ],
      async () => {
        const title = await browser.read('h1');
        const feed = await readFile(join(folder, 'giai-doan/2025-2030/feed.xml'), 'utf8');
        assert.equal(feed.match(/<entry>[\s\S]*?<title>([^<]+)/)[1], title);
      },
    ),
};
