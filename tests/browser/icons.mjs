// Draws the theme's PNG icons from its SVG: `node tests/browser/icons.mjs`, after a change of favicon.svg.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, PROGRAM } from './chromium.mjs';

const assets = join(dirname(fileURLToPath(import.meta.url)), '../../themes/guong/assets');
const drawing = await readFile(join(assets, 'favicon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
// Phones cut their own corners from a full square; a tab's icon has a transparent background.
for (const { size, padding, background } of [
  { size: 48, padding: 0, background: 'transparent' },
  { size: 180, padding: 20, background: 'white' },
  { size: 192, padding: 0, background: 'transparent' },
  { size: 512, padding: 60, background: 'white' },
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0;background:${background}}svg{display:block;box-sizing:border-box;
    width:${size}px;height:${size}px;padding:${padding}px}</style>${drawing}`);
  await page.screenshot({
    path: join(assets, `icon-${size}.png`),
    omitBackground: background === 'transparent',
  });
}
await browser.close();
