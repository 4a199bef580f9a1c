// Measures how smooth the drawn timeline is: the longest frame during panning, zooming and opening, on a slowed CPU.
//
//     npm ci --prefix tests/browser && node benches/timeline.mjs FOLDER [SLOWDOWN]
//
// FOLDER is a built gallery: `benches/corpus` makes one of 20,000 entries. SLOWDOWN is the factor by which the
// processor is slowed (default 4). For each scene:
//
// - work: the processor time of the longest task of the page's main thread at full speed, times SLOWDOWN. It is
//   the cost of one frame on the slow processor, independent of other load on the machine.
// - frame: the longest pause between two frames with the processor slowed down, the best of three rounds. Other
//   load makes it longer than the work: measure it on an idle machine.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FLAGS, PROGRAM } from '../tests/browser/chromium.mjs';

const { chromium } = createRequire(new URL('../tests/browser/package.json', import.meta.url))(
  'playwright-core',
);
const [folder, slowdown = '4'] = process.argv.slice(2);
if (!folder) throw new Error('give the folder of a built gallery');

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
};
let sent = [];
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  const ending = name.split('.').pop();
  const body = bytes && ending in TYPES ? gzipSync(bytes, { level: 9 }) : bytes;
  if (bytes) sent.push([name, body.length]);
  const packed = body === bytes ? {} : { 'content-encoding': 'gzip' };
  response
    .writeHead(bytes ? 200 : 404, { 'content-type': TYPES[ending] ?? 'application/octet-stream', ...packed })
    .end(body);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${server.address().port}/dong-thoi-gian/`;
const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS });

async function open(hash, size) {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  await page.goto(url + hash);
  await page.waitForSelector('.tl:not([hidden])');
  await page.locator('.tl-view').scrollIntoViewIfNeeded();
  await page.waitForTimeout(800);
  return [page, await context.newCDPSession(page), await page.locator('.tl-view').boundingBox()];
}

/** Measures the longest pause between two frames, in milliseconds. */
async function longestFrame(hash, size, act) {
  const [page, session, box] = await open(hash, size);
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(slowdown) });
  await page.waitForTimeout(300);
  await page.evaluate(() => {
    globalThis.longest = 0;
    let last = performance.now();
    requestAnimationFrame(function tick(now) {
      globalThis.longest = Math.max(globalThis.longest, now - last);
      last = now;
      requestAnimationFrame(tick);
    });
  });
  await act(page, box);
  await page.waitForTimeout(400);
  const longest = await page.evaluate(() => globalThis.longest);
  await page.context().close();
  return longest;
}

/** Returns the processor times of the main thread's tasks, in milliseconds, longest first. */
async function tasks(hash, size, act) {
  const [page, session, box] = await open(hash, size);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'] },
  });
  await act(page, box);
  await page.waitForTimeout(400);
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  await page.context().close();
  const thread = (event) => `${event.pid}/${event.tid}`;
  const main = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread),
  );
  const times = events.filter(
    (event) => event.ph === 'X' && event.name === 'ThreadControllerImpl::RunTask' && main.has(thread(event)),
  );
  return times.map(({ tdur = 0 }) => tdur / 1000).sort((a, b) => b - a);
}

const scenes = {
  'zoom from years to days by wheel': [
    '',
    async (page, box) => {
      await page.locator('.tl-view').focus();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      for (let n = 0; n < 60; n += 1) await page.mouse.wheel(0, -70);
      await page.waitForTimeout(500);
      for (let n = 0; n < 60; n += 1) await page.mouse.wheel(0, 70);
    },
  ],
  'drag over years': ['#2014..2018', drag],
  'drag over months': ['#2019-03..2019-05', drag],
  'drag over days, cards changing': ['#2019-03-05..2019-03-09', drag],
  'keys: zoom in, move, zoom out': [
    '#2019',
    async (page) => {
      await page.locator('.tl-view').focus();
      for (const key of [
        '+',
        '+',
        '+',
        'ArrowRight',
        'ArrowRight',
        '+',
        '+',
        'ArrowRight',
        '-',
        '-',
        '-',
        '0',
      ]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(300);
      }
    },
  ],
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
const worst = { work: 0, frame: 0 };
for (const size of [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
]) {
  for (const [name, [hash, act]] of Object.entries(scenes)) {
    const times = await tasks(hash, size, act);
    const work = times[0] * slowdown;
    const many = times.filter((time) => time * slowdown > 16).length;
    let frame = Infinity;
    for (let round = 0; round < 3; round += 1) frame = Math.min(frame, await longestFrame(hash, size, act));
    worst.work = Math.max(worst.work, work);
    worst.frame = Math.max(worst.frame, frame);
    console.log(
      `${size.width} px, ${name}: work ${work.toFixed(0)} ms (${many} of ${times.length} tasks above 16 ms), frame ${frame.toFixed(0)} ms`,
    );
  }
}
console.log(`longest of all: work ${worst.work.toFixed(0)} ms, frame ${worst.frame.toFixed(0)} ms`);

sent = [];
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
await page.goto(url);
await page.waitForSelector('.tl:not([hidden])');
const first = sent.filter(([name]) => /\.(html|css|js|json)$/.test(name));
console.log(`before the first picture: ${first.reduce((sum, [, bytes]) => sum + bytes, 0)} bytes compressed`);
for (const [name, bytes] of first) console.log(`  ${name} ${bytes}`);
await browser.close();
server.close();
