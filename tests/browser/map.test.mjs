// The map of the provinces: drawn, linked, legible without colour, and the same as its table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gallery, window } from './support.mjs';

const site = await gallery();

test('the map draws all provinces, and names both archipelagos', async (t) => {
  const page = await site.open(t, 'dia-phuong/');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.map use[href*=provinces]')].every((use) => use.getBBox().width > 0),
  );
  assert.equal(await page.locator('.map use[href*=provinces]').count(), 34);
  const box = (code) =>
    page.locator(`.map use[href$="#p${code}"]`).evaluate((use) => {
      const { x, width } = use.getBBox();
      return [x, x + width];
    });
  // Hoàng Sa belongs to Đà Nẵng, Trường Sa to Khánh Hoà: their outlines reach far out to sea.
  assert.ok((await box('48'))[1] > 600 && (await box('56'))[1] > 900);
  for (const name of ['Quần đảo Hoàng Sa', 'Quần đảo Trường Sa', 'Biển Đông']) {
    assert.ok(await page.locator('.map text', { hasText: name }).isVisible(), name);
  }
});

test('the map has the same links and numbers as its table', async (t) => {
  const page = await site.open(t, 'dia-phuong/');
  const onMap = await page
    .locator('.map a')
    .evaluateAll((links) =>
      links.map((link) => [link.getAttribute('href'), link.getAttribute('aria-label').match(/\d+/)[0]]),
    );
  const inTable = await page
    .locator('table tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [row.querySelector('a').getAttribute('href'), row.cells[1].textContent]),
    );
  assert.ok(onMap.length > 10);
  assert.deepEqual(onMap, inTable);
  assert.equal(
    await page.locator('.map .of').count(),
    onMap.length,
    'a number stands on every province that has one',
  );
});

test('the keyboard reaches every province, and can skip the map', async (t) => {
  const page = await site.open(t, 'dia-phuong/');
  await page.locator('figure .skip').focus();
  await page.keyboard.press('Tab');
  const [first, second] = await page
    .locator('.map a')
    .evaluateAll((all) => all.slice(0, 2).map((a) => a.getAttribute('href')));
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('href'));
  assert.equal(await focused(), first);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), second);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === new URL(second, `${site.url}dia-phuong/`).pathname);
  await page.goBack();
  await page.locator('figure .skip').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.closest('table') !== null));
});

test('shades differ in light and dark; in forced colours numbers replace them', async (t) => {
  const fills = (page) =>
    page.locator('.map a').evaluateAll((all) => {
      const of = (link) => `${getComputedStyle(link).fill} ${getComputedStyle(link).fillOpacity}`;
      return new Set(all.map(of)).size;
    });
  for (const scheme of ['light', 'dark']) {
    const page = await site.open(t, 'dia-phuong/', { scheme });
    assert.ok((await fills(page)) > 1, scheme);
  }
  const page = await site.open(t, 'dia-phuong/', { forced: true });
  assert.ok(await page.locator('.map .of').first().isVisible());
});

test('the home page has a small map that links to the large one', async (t) => {
  const page = await site.open(t, '', { width: 360 });
  const thumb = page.locator('.thumb');
  assert.equal(await thumb.locator('a').count(), 0);
  await thumb.click();
  await page.waitForURL(/dia-phuong\/$/);
});

test('the map fits any width', async (t) => {
  for (const width of [320, 768, 1440]) {
    const page = await window(t, { width });
    await page.goto(`${site.url}dia-phuong/`);
    const box = await page.locator('.map').boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width, `${width}`);
    // The caption speaks of numbers only where they are shown.
    const numbers = await page.locator('.map .of:visible').count();
    assert.equal(await page.locator('figcaption .of').isVisible(), numbers > 0, `${width}`);
  }
});

test('a province under the pointer or with the focus has a card, and its row and outline belong together', async (t) => {
  const page = await site.open(t, 'dia-phuong/');
  const card = page.locator('.map-card');
  const link = page.locator('.map a[href*="nghe-an"]');
  await link.focus();
  assert.match(await card.textContent(), /^tỉnh Nghệ An3 mô hình/);
  assert.equal(await page.locator('tr.pointed').textContent(), 'tỉnh Nghệ An32');
  await page.keyboard.press('Escape');
  assert.ok(await card.isHidden());
  await page.locator('tbody a', { hasText: 'Cà Mau' }).hover();
  assert.match(await page.locator('.map a.pointed').getAttribute('href'), /ca-mau/);
  const [figure, box] = [await page.locator('.mapped figure').boundingBox(), await card.boundingBox()];
  assert.ok(box.x >= figure.x && box.x + box.width <= figure.x + figure.width);
});

test('a tap on a column sorts the table, a second one turns it round', async (t) => {
  const page = await site.open(t, 'dia-phuong/');
  const column = (n) =>
    page.locator('tbody tr').evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent), n);
  const before = await column(0);
  const heads = page.locator('thead button');
  await heads.nth(1).click();
  const counts = (await column(1)).map(Number);
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => b - a),
  );
  assert.equal(await page.locator('th[aria-sort]').getAttribute('aria-sort'), 'descending');
  await heads.nth(1).click();
  assert.deepEqual((await column(1)).map(Number), [...counts].reverse());
  await heads.nth(0).click();
  assert.deepEqual(await column(0), before);
});
