// The drawn timeline: by keyboard, mouse and touch, at an address that can be shared, with the plain list below it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from './make.mjs';
import { gallery } from './support.mjs';

const site = await gallery();
const AT = 'dong-thoi-gian/';

async function open(t, hash = '', options = {}) {
  const page = await site.open(t, AT + hash, options);
  await page.waitForSelector('.tl:not([hidden])');
  await settled(page);
  return page;
}

/** Waits until the view has settled, and all that it needs is loaded and drawn. */
async function settled(page) {
  await noticed(page);
  await page.waitForSelector('.tl:not([data-busy])');
}

/** Waits until a page has noticed what was done to it: its size and its media are looked at before each frame. */
const noticed = (page) =>
  page.evaluate(() => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))));

const span = (page) => page.locator('.tl output').textContent();
const cards = (page) =>
  page.locator('.tl-cards a:visible').evaluateAll((all) => {
    const box = document.querySelector('.tl-view').getBoundingClientRect();
    const inside = all.filter(
      (card) =>
        card.getBoundingClientRect().right > box.left && card.getBoundingClientRect().left < box.right,
    );
    return inside.map((card) => card.querySelector('b').textContent);
  });

test('the first view shows the whole movement, with the counts of the list', async (t) => {
  const page = await open(t);
  const overview = JSON.parse(await readFile(join(site.folder, AT, 'du-lieu/tong-quan.json'), 'utf8'));
  const total = overview.years.flatMap(({ counts }) => counts).reduce((sum, n) => sum + n, 0);
  assert.ok((await span(page)).endsWith(`: ${total} mô hình, điển hình`), await span(page));
  assert.equal(await page.locator('.tl-bands a:visible').count(), overview.phases.length);
  assert.ok((await page.locator('.era').count()) >= overview.phases.length, 'the list stands beneath');
  const drawn = await page.locator('.tl-view canvas').evaluate((canvas) =>
    canvas
      .getContext('2d')
      .getImageData(0, 0, canvas.width, canvas.height)
      .data.some((n) => n > 0),
  );
  assert.ok(drawn);
});

test('an address opens its view, at every precision', async (t) => {
  for (const [hash, says] of [
    ['#2019', 'tháng 1/2019 – tháng 12/2019'],
    ['#2019-03', '01/03/2019 – 31/03/2019'],
    ['#2019-03-01..2019-03-20', '01/03/2019 – 20/03/2019'],
  ]) {
    const page = await open(t, hash);
    assert.ok((await span(page)).startsWith(says), `${hash}: ${await span(page)}`);
  }
  const page = await open(t, '#2019');
  const shown = await cards(page);
  const shard = JSON.parse(await readFile(join(site.folder, AT, 'du-lieu/2019.json'), 'utf8'));
  assert.deepEqual(shown.sort(), shard.entries.map((entry) => entry[2]).sort());
});

test('the view is in the address, and Back from a card returns to it', async (t) => {
  const page = await open(t, '#2019');
  await page.locator('[data-do="right"]').click();
  await settled(page);
  const here = page.url();
  const said = await span(page);
  assert.match(here, /#2019-04-\d\d\.\.2020-0\d-\d\d$/);
  const link = page.locator('.tl-cards a:visible').nth(1);
  await link.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/mo-hinh\/[^/]+\/$/);
  await page.goBack();
  await page.waitForSelector('.tl:not([hidden])');
  await settled(page);
  assert.equal(page.url(), here);
  assert.equal(await span(page), said);
});

test('a click on a bar zooms in, and the back button zooms out again', async (t) => {
  const page = await open(t);
  const before = await span(page);
  const box = await page.locator('.tl-view').boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + 200);
  await settled(page);
  assert.match(await span(page), /^tháng 1\/(\d{4}) – tháng 12\/\1/);
  await page.goBack();
  await settled(page);
  assert.equal(await span(page), before);
});

test('all of it works by keyboard', async (t) => {
  const page = await open(t, '#2019', { still: true });
  await page.locator('.tl-view').focus();
  const step = async (key, pattern) => {
    await page.keyboard.press(key);
    await settled(page);
    assert.match(await span(page), pattern, key);
  };
  await step('+', /^tháng [34]\/2019 – tháng (9|10)\/2019/);
  await step('-', /^tháng (1\/2019|12\/2018) – tháng 12\/2019/);
  await step('ArrowRight', /^tháng [34]\/2019 – tháng [34]\/2020/);
  await step('ArrowLeft', /^tháng (1\/2019|12\/2018) – /);
  await step('PageDown', /^tháng (1\/2020|12\/2019) – /);
  await step('0', /: 5\d mô hình/);
  // Every card is a tab stop, in order of time.
  await page.goto(`${site.url}${AT}#2018`);
  await page.reload();
  await page.waitForSelector('.tl:not([hidden])');
  await settled(page);
  const lefts = await page
    .locator('.tl-cards a:visible')
    .evaluateAll((all) => all.map((card) => Math.round(card.getBoundingClientRect().left)));
  assert.deepEqual(
    lefts,
    [...lefts].sort((a, b) => a - b),
  );
});

test('the wheel scrolls the page, and zooms only with Ctrl or inside', async (t) => {
  const page = await open(t);
  const before = await span(page);
  const box = await page.locator('.tl-view').boundingBox();
  await page.mouse.move(box.x + 300, box.y + 200);
  await page.mouse.wheel(0, 120);
  await page.waitForFunction(() => scrollY > 0);
  assert.equal(await span(page), before);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('.tl-view').focus();
  const at = await page.evaluate(() => scrollY);
  const again = await page.locator('.tl-view').boundingBox();
  await page.mouse.move(again.x + 300, again.y + 100);
  await page.mouse.wheel(0, -300);
  await settled(page);
  assert.notEqual(await span(page), before);
  assert.equal(await page.evaluate(() => scrollY), at);
});

test('it can be dragged by mouse and by finger, and two fingers zoom', async (t) => {
  const page = await open(t, '#2019');
  const box = await page.locator('.tl-view').boundingBox();
  await page.mouse.move(box.x + 700, box.y + 160);
  await page.mouse.down();
  await page.mouse.move(box.x + 400, box.y + 160, { steps: 8 });
  await page.mouse.up();
  await settled(page);
  assert.match(await span(page), /^tháng [345]\/2019 – /);

  const phone = await open(t, '#2019', { width: 360, height: 740, touch: true });
  await phone.locator('.tl-view').scrollIntoViewIfNeeded();
  const view = await phone.locator('.tl-view').boundingBox();
  const session = await phone.context().newCDPSession(phone);
  const touch = (type, ...points) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map((x, id) => ({ x: view.x + x, y: view.y + 250, id })),
    });
  await touch('touchStart', 250);
  for (let x = 240; x > 100; x -= 20) await touch('touchMove', x);
  await touch('touchEnd');
  await settled(phone);
  assert.match(await span(phone), /^tháng [4567]\/2019 – /);
  const before = await span(phone);
  await touch('touchStart', 150, 180);
  for (let n = 10; n <= 90; n += 10) await touch('touchMove', 150 - n, 180 + n);
  await touch('touchEnd');
  await settled(phone);
  assert.notEqual(await span(phone), before);
  assert.ok((await phone.locator('.tl-cards a:visible').count()) <= 12);
});

test('the width of a mark shows that only its year or month is known', async (t) => {
  const years = JSON.parse(await readFile(join(site.folder, AT, 'du-lieu/tong-quan.json'), 'utf8')).years;
  const vague = years.find(({ counts }) => counts[0] > 0)?.year;
  assert.ok(vague, 'the demo has an entry dated by year only');
  const page = await open(t, `#${vague}-03`);
  const chip = page.locator('.tl-span:visible').filter({ hasText: `chỉ biết năm ${vague}` });
  assert.equal(await chip.count(), 1);
  const [view, box] = await Promise.all([page.locator('.tl-view').boundingBox(), chip.boundingBox()]);
  assert.ok(box.width > view.width * 0.95, 'it spans the visible part of its year');
});

test('on a phone the bands of phases have their years or two digits, and rows of the list begin in two columns', async (t) => {
  const page = await open(t, '', { width: 360, height: 740 });
  const bands = await page
    .locator('.tl-bands a:visible')
    .evaluateAll((all) => all.map((band) => [band.textContent, band.getBoundingClientRect().width]));
  for (const [text, width] of bands) assert.ok(text || width < 26, `${width} px without a text`);
  const lefts = await page
    .locator('.rows li > :is(a, span)')
    .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
  assert.equal(new Set(lefts).size, 1);
});

test('without a script, and in print, there is only the list', async (t) => {
  const page = await site.open(t, AT, { script: false });
  assert.ok(await page.locator('.tl').isHidden());
  assert.ok(await page.locator('.era .rows a').first().isVisible());
  const drawn = await open(t);
  await drawn.emulateMedia({ media: 'print' });
  assert.ok(await drawn.locator('.tl').isHidden());
  assert.ok(await drawn.locator('.era .rows a').first().isVisible());
  await noticed(drawn);
  await drawn.emulateMedia({ media: 'screen' });
  await drawn.locator('[data-do=in]').click();
  await drawn.waitForFunction(() => /^#\d{4}-/.test(location.hash));
});

test('if the overview fails to load, there is only the list', async (t) => {
  const page = await site.open(t, '', { may: /ERR_FAILED|Failed to load/ });
  await page.route('**/tong-quan.json*', (route) => route.abort());
  await page.goto(site.url + AT);
  await page.waitForSelector('.tl', { state: 'detached' });
  assert.ok(await page.locator('.era').first().isVisible());
});

test('it follows changes to dark and forced colours', async (t) => {
  const page = await open(t);
  const colour = () =>
    page.locator('.tl-view canvas').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Map();
      for (let n = 0; n < data.length; n += 4) {
        if (data[n + 3] === 255)
          seen.set(
            `${data[n]},${data[n + 1]},${data[n + 2]}`,
            (seen.get(`${data[n]},${data[n + 1]},${data[n + 2]}`) ?? 0) + 1,
          );
      }
      return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0];
    });
  const light = await colour();
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  const dark = await colour();
  assert.notEqual(dark, light);
  await page.emulateMedia({ forcedColors: 'active' });
  await settled(page);
  assert.notEqual(await colour(), dark);
});

const dots = (page) => page.locator('.tl-dot:visible');

test('from afar each entry of a small gallery is a dot that says what it is and leads there', async (t) => {
  const page = await open(t);
  await dots(page).first().waitFor();
  const total = Number((await span(page)).match(/: (\d+)/)[1]);
  assert.equal(await dots(page).count(), total);
  // No dot lies on another, and each is where its date is.
  const boxes = await dots(page).evaluateAll((all) =>
    all.map((dot) => {
      const { x, y, width } = dot.getBoundingClientRect();
      return { at: `${Math.round(x)} ${Math.round(y)}`, width };
    }),
  );
  assert.equal(new Set(boxes.map(({ at }) => at)).size, total);
  assert.ok(boxes.every(({ width }) => width >= 24));
  const dot = dots(page).nth(9);
  const [title] = (await dot.textContent()).split(', ');
  await dot.hover();
  const peek = page.locator('.tl-peek');
  assert.ok((await peek.locator('b').textContent()).startsWith(title));
  const [view, box] = [await page.locator('.tl-view').boundingBox(), await peek.boundingBox()];
  assert.ok(box.x >= view.x && box.x + box.width <= view.x + view.width && box.y >= view.y, 'nothing is cut');
  await page.keyboard.press('Escape');
  await page.mouse.move(0, 0);
  assert.ok(await peek.isHidden());
  await dots(page).last().focus();
  assert.ok(await peek.isVisible());
  const to = await dots(page).last().getAttribute('href');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href.endsWith(to.replace(/^(\.\.\/)+/, '')));
});

test('on a phone a first tap on a dot says what it is, the second opens it', async (t) => {
  const page = await open(t, '', { width: 390, height: 844, touch: true });
  const dot = dots(page).first();
  await dot.waitFor();
  await dot.tap();
  await page.locator('.tl-peek').waitFor();
  await dot.tap();
  await page.waitForURL(/mo-hinh\/[^/]+\/$/);
});

test('every milestone can be named, where its name has no room too', async (t) => {
  const page = await open(t, '', { width: 390, height: 844 });
  const marks = page.locator('.tl-marks button:visible');
  const overview = JSON.parse(await readFile(join(site.folder, AT, 'du-lieu/tong-quan.json'), 'utf8'));
  const names = overview.phases.flatMap(({ milestones }) => milestones.map(([, name]) => name));
  await marks.first().waitFor();
  const said = (await marks.allTextContents()).join('\n');
  for (const name of names) assert.ok(said.includes(name), name);
  await marks.first().focus();
  assert.ok((await page.locator('.tl-peek b').textContent()).includes(names[0]));
});

test('an empty span says so, and offers the nearest ones on both sides', async (t) => {
  const page = await open(t, '#2024-02..2024-04');
  const box = page.locator('.tl-empty');
  await box.waitFor();
  assert.match(await box.textContent(), /Không có mô hình/);
  const [before, after] = await box.getByRole('button').allTextContents();
  assert.match(before, /Trước đó: tháng \d+\/2023/);
  assert.match(after, /Sau đó: tháng \d+\/2025/);
  await box.getByRole('button').nth(1).click();
  await settled(page);
  assert.ok(await box.isHidden());
  assert.ok((await cards(page)).length > 0);
});

test('a card touches its date, also at the right edge, and stays while its span is in view', async (t) => {
  const page = await open(t, '#2019');
  const shard = JSON.parse(await readFile(join(site.folder, AT, 'du-lieu/2019.json'), 'utf8')).entries;
  const check = async (from, to) => {
    const view = await page.locator('.tl-view').boundingBox();
    const at = (date) => view.x + ((Date.parse(date) - from) / (to - from)) * view.width;
    const boxes = await page.locator('.tl-card:visible').evaluateAll((all) =>
      all.map((card) => {
        const { left, right } = card.getBoundingClientRect();
        return [card.getAttribute('href'), left, right];
      }),
    );
    for (const [date, slug] of shard.filter(([date]) => date.length > 4)) {
      const [, left, right] = boxes.find(([href]) => href.endsWith(`/${slug}/`)) ?? [];
      assert.ok(left !== undefined, slug);
      const day = at(date.length === 7 ? `${date}-01` : date);
      assert.ok(
        Math.abs(left - day) < 4 || Math.abs(right - day) < 4,
        `${slug}: ${left}–${right}, not ${day}`,
      );
      assert.ok(left >= view.x - 1 && right <= view.x + view.width + 1, `${slug} is cut`);
    }
  };
  await check(Date.parse('2019-01-01'), Date.parse('2020-01-01'));
});

test('an entry stays in view while its span is, beyond its year or month too', async (t) => {
  const page = await open(t, '#2012-09-01..2013-02-20');
  const title = /Lớp học tối giữa lô cao su Lộc Hiệp/;
  const card = page.locator('.tl-cards a:visible').filter({ hasText: title });
  assert.equal(await card.count(), 1);
  for (let step = 0; step < 3; step += 1) {
    await page.locator('[data-do="right"]').click();
    await settled(page);
    assert.equal(await card.count(), 1, await span(page));
  }
  assert.match(await card.textContent(), /tháng 9\/2012 – tháng 5\/2017/);
  const [line, view] = await Promise.all([card.boundingBox(), page.locator('.tl-view').boundingBox()]);
  assert.ok(line.x >= view.x && line.x + line.width <= view.x + view.width, 'it is not cut');
  const later = await open(t, '#2015-01..2015-04');
  assert.equal(await later.locator('.tl-cards a:visible').filter({ hasText: title }).count(), 1);
  await later.goto(`${site.url}${AT}#2017-07..2017-10`);
  await settled(later);
  assert.equal(await later.locator('.tl-cards a:visible').filter({ hasText: title }).count(), 0);
});

test('the small map shows the part in view, and moves it when dragged', async (t) => {
  const page = await open(t, '#2019');
  await page.locator('.tl-map').scrollIntoViewIfNeeded();
  const map = await page.locator('.tl-map').boundingBox();
  const frame = async () => page.locator('.tl-map div').boundingBox();
  const first = await frame();
  assert.ok(first.width < map.width / 4);
  await page.mouse.move(first.x + first.width / 2, first.y + 10);
  await page.mouse.down();
  await page.mouse.move(first.x + first.width / 2 - 200, first.y + 10, { steps: 5 });
  await page.mouse.up();
  await settled(page);
  assert.ok(Math.abs((await frame()).x - (first.x - 200)) < 4);
  assert.match(await span(page), /201[56]/);
});

test('the scripts work as they are built into the program', async (t) => {
  const entry = (n) =>
    `+++\ntitle = "Bài ${n}"\nfields = ["kinh-te"]\nlocality = "Nghệ An"\nstarted = ${2000 + 6 * n}-05-0${n}\n+++\nLời.\n`;
  const files = Object.fromEntries([1, 2, 3].map((n) => [`content/entries/e${n}.md`, entry(n)]));
  const made = await gallery(await build('dong-thoi-gian', files));
  const page = await made.open(t, AT);
  await dots(page).nth(2).waitFor();
  await dots(page).first().hover();
  assert.equal(await page.locator('.tl-peek b').textContent(), 'Bài 1');
});
