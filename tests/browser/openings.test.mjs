// What stands in the first screen: the lead photo and its title on the home page and on entries, and on phones the
// heading of every page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build, png } from './make.mjs';
import { gallery, pages, samples, some, window } from './support.mjs';

const site = await gallery();
const all = await pages();
const entries = all.filter(({ kind }) => kind === 'entry');

/** Measures the title and the visible part of the photo, in CSS pixels. */
const opening = (page, title) =>
  page.evaluate((selector) => {
    const heading = document.querySelector(selector)?.getBoundingClientRect();
    const photo = document.querySelector('.opening img')?.getBoundingClientRect();
    const { innerHeight, innerWidth } = globalThis;
    return {
      title: heading ? [Math.floor(heading.top), Math.ceil(heading.bottom)] : [],
      seen: photo ? Math.min(photo.bottom, innerHeight) - photo.top : 0,
      wide: photo ? photo.width : 0,
      innerHeight,
      innerWidth,
    };
  }, title);

for (const [width, height] of [
  [1366, 768],
  [390, 844],
]) {
  test(`the lead photo and its title are in the first screen at ${width} × ${height}`, async (t) => {
    const page = await window(t, { width, height });
    const faults = [];
    const photographed = entries.filter(({ html }) => html.includes('<figure class="lead'));
    assert.ok(photographed.length > 20);
    for (const { address, title } of [
      { address: '', title: '.opening h2' },
      ...some(photographed, 4).map(({ address }) => ({ address, title: 'h1' })),
    ]) {
      await page.goto(site.url + address);
      const { title: at, seen, wide } = await opening(page, title);
      if (!(at[0] >= 0 && at[1] <= height)) faults.push(`${address}: the title is at ${at}`);
      if (seen < height / 4) faults.push(`${address}: ${seen} px of the photo are seen`);
      if (address === '' && wide !== width) faults.push(`the photo of the home page is ${wide} px wide`);
    }
    assert.deepEqual(faults, []);
  });
}

test('on phones every heading begins within 160 px, below one line of the sample notice', async (t) => {
  const page = await window(t, { width: 390, height: 844 });
  const faults = [];
  for (const { kind, longest, shortest } of await samples()) {
    if (kind === 'embed') continue;
    for (const { address } of some([longest, shortest], 2)) {
      await page.goto(site.url + address);
      const [top, notice] = await page.evaluate(() => [
        document.querySelector('h1').getBoundingClientRect().top,
        document.querySelector('.sample').getBoundingClientRect().height,
      ]);
      if (top > 160) faults.push(`${address}: ${top}`);
      if (notice > 36) faults.push(`${address}: the notice is ${notice} px high`);
    }
  }
  assert.deepEqual(faults, []);
});

const words = (title, more = '') =>
  `+++\ntitle = "${title}"\nfields = ["kinh-te"]\nlocality = "Nghệ An"\nstarted = 2019\n${more}+++\n`;

test('galleries of no, one and many entries open with what there is', async (t) => {
  const empty = await gallery(await build('mo-dau-0', {}));
  const none = await empty.open(t, '');
  assert.equal(await none.locator('.opening').count(), 0);
  assert.ok(await none.locator('h1').isVisible());
  const plain = await build('mo-dau-1', { 'content/entries/mot.md': `${words('Một')}Lời.\n` });
  const one = await (await gallery(plain)).open(t, 'mo-hinh/mot/', { width: 390 });
  assert.ok(await one.locator('.opening.bare h1').isVisible());
  const files = { 'content/entries/a/anh.png': png(1200, 800, [90, 120, 60]) };
  files['content/entries/a/index.md'] =
    `${words('Có ảnh', 'photos = [{ file = "anh.png", alt = "Ảnh" }]\n')}Lời.\n`;
  for (let n = 0; n < 30; n += 1) files[`content/entries/e${n}.md`] = `${words(`Bài ${n}`)}Lời.\n`;
  const many = await (await gallery(await build('mo-dau-30', files))).open(t, '');
  assert.equal(await many.locator('.opening h2').textContent(), 'Có ảnh');
  // What is featured is not repeated among the newest.
  const newest = await many.locator('[aria-labelledby="_moi-nhat"] h3').allTextContents();
  assert.equal(newest.length, 12);
  assert.ok(!newest.includes('Có ảnh'), `${newest}`);
});

test('a portrait stands beside its title, wide photos of models over the whole width', async (t) => {
  const files = {};
  for (const [name, kind, width, height] of [
    ['nguoi', 'cá nhân', 800, 1000],
    ['nguoi-ngang', 'cá nhân', 1200, 800],
    ['mo-hinh', 'mô hình', 1200, 800],
  ]) {
    files[`content/entries/${name}/anh.png`] = png(width, height, [120, 90, 60]);
    files[`content/entries/${name}/index.md`] =
      `${words(name, `kind = "${kind}"\nphotos = [{ file = "anh.png", alt = "Ảnh" }]\n`)}Lời.\n`;
  }
  const made = await gallery(await build('chan-dung', files));
  const page = await window(t, { width: 1366, height: 768 });
  for (const [name, beside] of [
    ['nguoi', true],
    ['nguoi-ngang', true],
    ['mo-hinh', false],
  ]) {
    await page.goto(`${made.url}mo-hinh/${name}/`);
    const [title, photo] = await page.evaluate(() =>
      ['h1', '.lead img'].map((one) => document.querySelector(one).getBoundingClientRect().toJSON()),
    );
    assert.equal(photo.left >= title.right && photo.top < title.bottom, beside, name);
    assert.equal(photo.width === 1366, !beside, name);
  }
});

test('photos in a text break out of its column, stand in rows of one height, and open in the lightbox', async (t) => {
  const files = {};
  const shapes = { ngang: [1500, 1000], doc: [800, 1000], rong: [1800, 900], mot: [1500, 1000] };
  for (const [name, [width, height]] of Object.entries(shapes))
    files[`content/entries/a/${name}.png`] = png(width, height, [60, width / 10, 90]);
  const text = `Lời đầu.\n\n![Một](mot.png)\n\n${'Lời giữa dài. '.repeat(60)}\n\n![Ngang](ngang.png)\n\n![Dọc](doc.png)\n\nLời cuối, ![nhỏ](rong.png) trong dòng.\n`;
  files['content/entries/a/index.md'] = words('Nhiều ảnh') + text;
  files['content/pages/trang.md'] = `+++\ntitle = "Trang"\n+++\n![Một](../entries/a/mot.png)\n`;
  const made = await gallery(await build('anh-trong-bai', files));
  const page = await made.open(t, 'mo-hinh/a/', { width: 1440, height: 900 });
  const sizes = (selector) =>
    page
      .locator(selector)
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => [width, height]),
      );
  const [[column]] = await sizes('.text > p');
  const [[alone]] = await sizes('.text > figure img');
  assert.ok(alone > column * 1.1, `${alone} beside ${column}`);
  const row = await sizes('.text > .row img');
  assert.equal(row.length, 2);
  assert.ok(Math.abs(row[0][1] - row[1][1]) < 2, `${row}`);
  assert.equal(await page.locator('a.zoom').count(), 3);
  await page.locator('.row a.zoom').nth(1).click();
  await page.waitForFunction(() =>
    document.querySelector('dialog.lightbox[open] p').textContent.startsWith('3 / 3'),
  );
  await page.goto(`${made.url}trang/`);
  await page.locator('a.zoom').click();
  await page.locator('dialog.lightbox[open]').waitFor();
});
