// How smooth the drawn timeline is: the longest frame while one pans, zooms and opens it, on a slowed processor.
//
//     npm ci --prefix tests/browser && node benches/timeline.mjs FOLDER [SLOWDOWN]
//
// FOLDER is a built gallery: `benches/corpus` makes one of 20,000 entries. SLOWDOWN is how many times slower the
// processor is made (4). Two figures for each scene, the worse of three rounds: the longest pause between two
// animation frames, and the longest time that one frame's scripts, styles and layout took (long animation frames;
// those below 50 ms are not told apart). A pause is longer than its work where the machine does other things too.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const { chromium } = createRequire(new URL('../tests/browser/package.json', import.meta.url))('playwright-core');
const [folder, slowdown = '4'] = process.argv.slice(2);
if (!folder) throw new Error('give the folder of a built gallery');

const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml' };
let sent = [];
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  const ending = name.split('.').pop();
  const body = bytes && ending in TYPES ? gzipSync(bytes, { level: 9 }) : bytes;
  if (bytes) sent.push([name, body.length]);
  const packed = body === bytes ? {} : { 'content-encoding': 'gzip' };
  response.writeHead(bytes ? 200 : 404, { 'content-type': TYPES[ending] ?? 'application/octet-stream', ...packed }).end(body);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${server.address().port}/dong-thoi-gian/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });

async function open(hash, size) {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(url + hash);
  await page.waitForSelector('.tl:not([hidden])');
  await page.locator('.tl-view').scrollIntoViewIfNeeded();
  await page.waitForTimeout(800);
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(slowdown) });
  await page.evaluate(() => {
    globalThis.gaps = [];
    globalThis.long = [];
    let last = performance.now();
    const tick = (now) => {
      globalThis.gaps.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map((entry) => entry.duration)))
      .observe({ type: 'long-animation-frame' });
  });
  await page.waitForTimeout(300);
  await page.evaluate(() => { globalThis.gaps.length = globalThis.long.length = 0; });
  return page;
}

const scenes = {
  'zoom from years to days by wheel': ['', async (page, box) => {
    await page.locator('.tl-view').focus();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let n = 0; n < 60; n += 1) await page.mouse.wheel(0, -70);
    await page.waitForTimeout(500);
    for (let n = 0; n < 60; n += 1) await page.mouse.wheel(0, 70);
  }],
  'drag over years': ['#2014..2018', drag],
  'drag over months': ['#2019-03..2019-05', drag],
  'drag over days, cards changing': ['#2019-03-05..2019-03-09', drag],
  'keys: zoom in, move, zoom out': ['#2019', async (page) => {
    await page.locator('.tl-view').focus();
    for (const key of ['+', '+', '+', 'ArrowRight', 'ArrowRight', '+', '+', 'ArrowRight', '-', '-', '-', '0']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(300);
    }
  }],
};

async function drag(page, box) {
  const y = box.y + box.height - 60;
  for (let sweep = 0; sweep < 4; sweep += 1) {
    await page.mouse.move(box.x + box.width - 20, y);
    await page.mouse.down();
    for (let x = box.width - 20; x > 20; x -= 24) await page.mouse.move(box.x + x, y);
    await page.mouse.up();
    await page.waitForTimeout(120);
  }
}

console.log(`${folder}, ${slowdown} times slower, ${browser.version()}`);
let worst = 0;
for (const size of [{ width: 1440, height: 900 }, { width: 360, height: 740 }]) {
  for (const [name, [hash, act]] of Object.entries(scenes)) {
    let longest = 0, work = 0, frames = 0;
    for (let round = 0; round < 3; round += 1) {
      const page = await open(hash, size);
      await act(page, await page.locator('.tl-view').boundingBox());
      await page.waitForTimeout(400);
      const seen = await page.evaluate(() => ({ gaps: globalThis.gaps, long: globalThis.long }));
      longest = Math.max(longest, ...seen.gaps);
      work = Math.max(work, ...seen.long);
      frames += seen.gaps.length;
      await page.context().close();
    }
    worst = Math.max(worst, longest);
    console.log(`${size.width} px: ${name}: longest frame ${longest.toFixed(0)} ms, ${work ? `longest work ${work.toFixed(0)} ms` : 'no work of 50 ms'}, ${frames} frames`);
  }
}

sent = [];
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
await page.goto(url);
await page.waitForSelector('.tl:not([hidden])');
const first = sent.filter(([name]) => /\.(html|css|js|json)$/.test(name));
console.log(`before the first picture: ${first.reduce((sum, [, bytes]) => sum + bytes, 0)} bytes compressed`);
for (const [name, bytes] of first) console.log(`  ${name} ${bytes}`);
await browser.close();
server.close();
console.log(`longest frame of all: ${worst.toFixed(0)} ms`);
