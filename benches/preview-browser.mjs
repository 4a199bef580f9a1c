// Measures the time from a save to the repainted page, in a real browser.
//
// usage: node benches/preview-browser.mjs SITE GUONG [EDITS]
//
// Takes a site's folder and a built program; edits the body of one entry repeatedly while its page is open in
// Chromium, and measures the time until the frame after the one that contains the new words. Needs
// `npm ci` in tests/browser, and Chromium. Exit status 1 if the 95th percentile is above 120 ms.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FLAGS, PROGRAM } from '../tests/browser/chromium.mjs';

const { chromium } = createRequire(new URL('../tests/browser/package.json', import.meta.url))(
  'playwright-core',
);
const [site, guong, edits = '100'] = process.argv.slice(2);
const BAR = 120;

const preview = spawn(guong, ['serve', '--root', site, '--port', '0', '--lang', 'en']);
const address = await new Promise((resolve) => {
  preview.stdout.on('data', (text) => {
    const found = /http:\/\/[^/]+\//.exec(text);
    if (found) resolve(found[0]);
  });
});
const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
try {
  const entries = join(site, 'content', 'entries');
  const slug = readdirSync(entries).sort()[0];
  const source = join(entries, slug, 'index.md');
  const text = readFileSync(source, 'utf8');
  const page = await browser.newPage();
  // Each page that loads reports when it was painted, and with which words.
  let painted = () => {};
  await page.exposeFunction('tellPainted', (words, at) => painted(words, at));
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          window.tellPainted(document.body.textContent, performance.timeOrigin + performance.now());
        }),
      );
    });
  });
  await page.goto(`${address}mo-hinh/${slug}/`);
  await page.waitForTimeout(500);
  const taken = [];
  for (let number = 0; number < Number(edits); number++) {
    const mark = `dausua${number}x`;
    const seen = new Promise((resolve) => {
      painted = (words, at) => words.includes(mark) && resolve(at);
    });
    const saved = performance.timeOrigin + performance.now();
    writeFileSync(source, `${text}\n${mark}\n`);
    taken.push((await seen) - saved);
    await page.waitForTimeout(150);
  }
  writeFileSync(source, text);
  taken.sort((a, b) => a - b);
  const at = (part) => taken[Math.min(taken.length - 1, Math.round(part * (taken.length - 1)))];
  console.log(
    `saved to painted, ${taken.length} edits: p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms (bar: p95 ≤ ${BAR} ms)`,
  );
  process.exitCode = at(0.95) <= BAR ? 0 : 1;
} finally {
  await browser.close();
  preview.kill();
}
