// History entries and keys: one Back for each search, the lightbox, links within a page, phones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gallery, openFilters, pages, results } from './support.mjs';

const site = await gallery();
const most = (await pages())
  .filter(({ kind }) => kind === 'entry')
  .map(({ address, html }) => ({ address, photos: html.split('class="zoom"').length - 1 }))
  .sort((a, b) => b.photos - a.photos || (a.address < b.address ? -1 : 1))[0];

const box = (page) => page.getByRole('searchbox');
const typedIs = (page, words) =>
  page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, words);

test('each search is one history entry, typed fast or slowly, and none is lost', async (t) => {
  const page = await site.open(t, 'gioi-thieu/');
  await page.goto(`${site.url}tim-kiem/`);
  const length = await page.evaluate(() => history.length);
  await box(page).fill('thả');
  await typedIs(page, 'thả');
  await box(page).fill('thả cá');
  await typedIs(page, 'thả cá');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await results(page);
  // Typed over the first search without Enter.
  await box(page).fill('làm đường');
  await typedIs(page, 'làm đường');
  await page.keyboard.press('Enter');
  await results(page);
  assert.equal(await page.evaluate(() => history.length), length + 2);
  await page.goBack();
  await typedIs(page, 'thả cá');
  assert.equal(await box(page).inputValue(), 'thả cá');
  await page.goBack();
  await page.waitForFunction(() => location.search === '');
  assert.equal(await box(page).inputValue(), '');
  await page.goBack();
  await page.waitForURL(/gioi-thieu/);
});

test('a link within the page does not search again', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=d%C3%A2n');
  await results(page);
  await page.evaluate(() => document.querySelector('.found li').setAttribute('data-same', ''));
  await page.evaluate(() => {
    location.hash = '#_noi-dung';
  });
  await page.waitForFunction(() => location.hash === '#_noi-dung');
  await page.goBack();
  await page.waitForFunction(() => location.hash === '');
  await results(page);
  assert.equal(await page.locator('.found li[data-same]').count(), 1);
});

test('a page reloaded with the lightbox open shows it, and one Back closes it', async (t) => {
  const page = await site.open(t, most.address);
  await page.locator('a.zoom').nth(1).click();
  await page.waitForSelector('dialog.lightbox[open]');
  await page.reload();
  await page.waitForSelector('dialog.lightbox[open]');
  assert.match(await page.locator('dialog.lightbox p').textContent(), /^2 /);
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector('dialog.lightbox').open);
  assert.ok(page.url().endsWith(most.address));
});

test('closing the lightbox twice quickly goes back only once', async (t) => {
  const page = await site.open(t, '');
  await page.goto(new URL(most.address, site.url).href);
  await page.locator('a.zoom').first().click();
  await page.waitForSelector('dialog.lightbox[open]');
  const back = page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener('popstate', () => done(), { once: true });
      }),
  );
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll('dialog.lightbox button')];
    const close = buttons.find((button) => button.textContent === '✕');
    close.click();
    close.click();
  });
  await back;
  assert.equal(await page.evaluate(() => history.state), null);
  assert.ok(page.url().endsWith(most.address));
});

test('the skip link leaves the timeline where it is', async (t) => {
  const page = await site.open(t, 'dong-thoi-gian/#2019');
  await page.waitForFunction(() => /^tháng 1\/2019/.test(document.querySelector('.tl output').textContent));
  const said = await page.locator('.tl output').textContent();
  const changed = page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener('hashchange', () => requestAnimationFrame(() => requestAnimationFrame(done)), {
          once: true,
        });
      }),
  );
  await page.evaluate(() => document.querySelector('.skip').click());
  await changed;
  await page.setViewportSize({ width: 1100, height: 800 });
  await page.waitForFunction(() => document.querySelector('.tl canvas').getBoundingClientRect().width < 1100);
  await page.waitForFunction((text) => document.querySelector('.tl output').textContent === text, said);
  assert.ok(page.url().endsWith('#_noi-dung'));
});

test('Enter on a phone closes the keyboard, so that results are seen', async (t) => {
  const page = await site.open(t, 'tim-kiem/', { width: 390, height: 780, touch: true });
  await box(page).tap();
  await page.keyboard.type('dân');
  await page.keyboard.press('Enter');
  await results(page);
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});

test('arrow keys stay in the box during composition or with a modifier', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=d%C3%A2n');
  await page.locator('.found mark').first().waitFor();
  const inBox = () => page.evaluate(() => document.activeElement.name === 'q');
  await box(page).focus();
  const down = (more) =>
    page.evaluate((init) => {
      document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true, ...init }),
      );
    }, more);
  for (const more of [
    { isComposing: true },
    { shiftKey: true },
    { altKey: true },
    { ctrlKey: true },
    { metaKey: true },
  ]) {
    await down(more);
    assert.ok(await inBox(), JSON.stringify(more));
  }
  await down({});
  assert.ok(!(await inBox()));
});

test('pasting a whole page makes no address that a server refuses', async (t) => {
  const page = await site.open(t, 'tim-kiem/');
  await box(page).focus();
  await page.keyboard.insertText('đường làng ngõ xóm '.repeat(500));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.search);
  assert.ok((await page.evaluate(() => location.href)).length < 4000);
  await page.goto(`${site.url}gioi-thieu/`);
  await box(page).focus();
  await page.keyboard.insertText('đường làng ngõ xóm '.repeat(500));
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.isNavigationRequest()),
    page.keyboard.press('Enter'),
  ]);
  assert.ok(request.url().length < 4000, `${request.url().length}`);
});

test('“show more” and facets report a lost network, and go on once it is back', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=d%C3%A2n', {
    may: /ERR_INTERNET_DISCONNECTED|Failed to load resource/,
    // Narrower than where the filters open by themselves.
    width: 1000,
  });
  await page.locator('.found li').nth(19).waitFor();
  await page.context().setOffline(true);
  await openFilters(page);
  await page.locator('.trouble', { hasText: 'kết nối mạng' }).waitFor();
  await page.context().setOffline(false);
  await page.locator('.trouble button').click();
  await page.locator('select[data-facet=field] option').nth(1).waitFor({ state: 'attached' });
  assert.equal(await page.locator('.trouble').isVisible(), false);
});

test('a chosen value that is gone is shown and can be cleared', async (t) => {
  for (const [name, facet] of [
    ['linh-vuc', 'field'],
    ['xa', 'commune'],
  ]) {
    const page = await site.open(t, `tim-kiem/?q=d%C3%A2n&${name}=da-bo`);
    await page.waitForFunction(() =>
      /Không có kết quả/.test(document.querySelector('.search-status').textContent),
    );
    const select = page.locator(`select[data-facet=${facet}]`);
    await page.waitForFunction(
      (key) => /\(0\)/.test(document.querySelector(`select[data-facet=${key}]`).selectedOptions[0].text),
      facet,
    );
    assert.equal(await select.inputValue(), 'da-bo');
    await select.selectOption('');
    await page.locator('.found li').first().waitFor();
    assert.ok(!page.url().includes('da-bo'));
  }
});

test('selects are large enough that a phone does not zoom in', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=d%C3%A2n&xep=ngay', { width: 390, touch: true });
  const sizes = await page
    .locator('input:visible, select')
    .evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
  assert.ok(sizes.length > 5 && sizes.every((size) => size >= 16), sizes.join(' '));
});
