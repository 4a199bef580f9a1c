// Measures the time from a keystroke in the story to the repainted page beside the form, in a real browser.
//
// usage: node benches/editor-browser.mjs SITE GUONG [KEYSTROKES]
//
// Takes a site's folder and a built program; types in the form of one entry, and measures the time until the frame
// beside it was painted with what was typed. Nothing is saved. Needs `npm ci` in tests/browser, and Chromium. Exit status
// 1 if the 95th percentile is above 150 ms.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FLAGS, PROGRAM } from '../tests/browser/chromium.mjs';

const { chromium } = createRequire(new URL('../tests/browser/package.json', import.meta.url))(
  'playwright-core',
);
const [site, guong, keystrokes = '60'] = process.argv.slice(2);
const BAR = 150;

const program = spawn(guong, ['serve', '--root', site, '--port', '0', '--lang', 'en']);
program.stderr.resume();
const entrance = await new Promise((resolve) => {
  program.stdout.on('data', (text) => {
    const found = /http:\/\/\S+\/vao\?k=\w+/.exec(text);
    if (found) resolve(found[0]);
  });
});
const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
try {
  const slug = readdirSync(join(site, 'content', 'entries')).sort()[0];
  const page = await browser.newPage();
  let painted = () => {};
  await page.exposeFunction('tellPainted', (words, at) => painted(words, at));
  await page.addInitScript(() => {
    if (window === top) return;
    const tell = () =>
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          window.tellPainted(document.body.textContent, performance.timeOrigin + performance.now());
        }),
      );
    addEventListener('DOMContentLoaded', () => {
      tell();
      const options = { subtree: true, childList: true, characterData: true };
      new MutationObserver(tell).observe(document.body, options);
    });
  });
  const to = encodeURIComponent(`/sua?path=${encodeURIComponent(`content/entries/${slug}/index.md`)}`);
  await page.goto(`${entrance}&to=${to}`);
  await page.locator('.ProseMirror p').first().click();
  await page.waitForTimeout(3000);
  const taken = [];
  for (let number = 0; number < Number(keystrokes); number += 1) {
    const mark = `x${number}x`;
    const seen = new Promise((resolve) => {
      painted = (words, at) => words.includes(mark) && resolve(at);
    });
    const pressed = performance.timeOrigin + performance.now();
    await page.keyboard.insertText(mark);
    taken.push((await seen) - pressed);
    await page.waitForTimeout(400);
  }
  taken.sort((a, b) => a - b);
  const at = (part) => taken[Math.min(taken.length - 1, Math.round(part * (taken.length - 1)))];
  console.log(
    `keystroke to painted, ${taken.length} keystrokes: p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms (bar: p95 ≤ ${BAR} ms)`,
  );
  process.exitCode = at(0.95) <= BAR ? 0 : 1;
} finally {
  await browser.close();
  program.kill();
}
