// The lightbox by keyboard, touch and mouse: it keeps and returns the focus, and the back button closes it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gallery, pages } from './support.mjs';

const site = await gallery();
const most = (await pages())
  .filter(({ kind }) => kind === 'entry')
  .map(({ address, html }) => ({ address, photos: html.split('class="zoom"').length - 1 }))
  .sort((a, b) => b.photos - a.photos || (a.address < b.address ? -1 : 1))[0];

/** What the reader sees of the lightbox. */
const state = (page) =>
  page.evaluate(() => {
    const box = document.querySelector('dialog.lightbox');
    if (!box?.open) return { open: false };
    const strip = box.querySelector('ul');
    const number = Math.round(strip.scrollLeft / strip.clientWidth);
    const shown = strip.children[number].querySelector('img');
    return {
      open: true,
      number,
      count: box.querySelector('p').textContent,
      within: box.contains(document.activeElement),
      caption: strip.children[number].querySelector('figcaption')?.textContent.trim() ?? '',
      shown: Boolean(shown) && shown.getBoundingClientRect().width > 50,
      fetched: [...strip.children].map((item) => Boolean(item.querySelector('img'))),
    };
  });
const until = (page, number) =>
  page.waitForFunction((wanted) => {
    const strip = document.querySelector('dialog.lightbox[open] ul');
    return (
      strip &&
      Math.abs(strip.scrollLeft - wanted * strip.clientWidth) < 2 &&
      document.querySelector('dialog.lightbox p').textContent.startsWith(`${wanted + 1} `)
    );
  }, number);

test('by keyboard: it opens, moves and closes, and returns the focus', async (t) => {
  assert.ok(most.photos >= 3, 'the demo has an entry with three photos');
  const page = await site.open(t, most.address);
  await page.locator('a.zoom').first().focus();
  await page.keyboard.press('Enter');
  await until(page, 0);
  const first = await state(page);
  assert.ok(first.open && first.within && first.shown);
  assert.equal(first.count, `1 / ${most.photos}`);
  assert.ok(first.caption.includes('CC BY 4.0'), 'the licence is shown with the photo');
  assert.deepEqual(
    first.fetched.slice(0, 3),
    [true, true, false],
    'the next photo is fetched ahead, no other',
  );
  await page.keyboard.press('ArrowRight');
  await until(page, 1);
  await page.keyboard.press('End');
  await until(page, most.photos - 1);
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    assert.ok(
      (await page.evaluate(() => document.activeElement === document.body)) || (await state(page)).within,
      'the focus stays within',
    );
  }
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog.lightbox').open);
  assert.ok(
    await page
      .locator('a.zoom')
      .first()
      .evaluate((link) => link === document.activeElement),
  );
  assert.equal(
    await page.evaluate(() => history.state?.photo),
    undefined,
    'no step of the history is left behind',
  );
});

test('by mouse: buttons, and the backdrop beside the photo', async (t) => {
  const page = await site.open(t, most.address);
  await page.locator('a.zoom').nth(1).click();
  await until(page, 1);
  const buttons = page.locator('dialog.lightbox button');
  await buttons.nth(1).click();
  await until(page, 2);
  await buttons.nth(0).click();
  await until(page, 1);
  // The small copies stand beside each other, within the window.
  const boxes = await page
    .locator('.thumbs button')
    .evaluateAll((all) => all.map((thumb) => thumb.getBoundingClientRect().left));
  assert.equal(boxes.length, most.photos);
  assert.ok(
    boxes[0] >= 0 && boxes.every((left, n) => !n || (left > boxes[n - 1] && left < boxes[n - 1] + 90)),
  );
  await page.locator('.thumbs button').last().click();
  await until(page, most.photos - 1);
  assert.ok((await buttons.nth(3).getAttribute('aria-label')).length > 0);
  await buttons.nth(3).click();
  await page.waitForFunction(() => !document.querySelector('dialog.lightbox').open);
});

test('by touch: a swipe shows the next photo', async (t) => {
  const page = await site.open(t, most.address, { width: 390, height: 780, touch: true });
  await page.locator('a.zoom').first().tap();
  await until(page, 0);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type, x) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: x === undefined ? [] : [{ x, y: 400 }],
    });
  await touch('touchStart', 340);
  for (let x = 320; x >= 40; x -= 20) await touch('touchMove', x);
  await touch('touchEnd');
  await until(page, 1);
});

test('the back button closes it and the reader is still on the page', async (t) => {
  const page = await site.open(t, most.address);
  await page.locator('a.zoom').first().click();
  await until(page, 0);
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector('dialog.lightbox').open);
  assert.ok(page.url().endsWith(most.address));
  await page.goForward();
  await until(page, 0);
});

test('without a script a photo is a link to its file', async (t) => {
  // The browser's own page for an image has an inline style, which the policy refuses.
  const page = await site.open(t, most.address, { script: false, may: /inline style|404|favicon/ });
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.url().endsWith('.jpg') && one.request().isNavigationRequest()),
    page.locator('a.zoom').first().click(),
  ]);
  assert.equal(response.status(), 200);
});
