// Lists of entries: the row of filters, large photos or a compact list, and counts that lead to what they count.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from './make.mjs';
import { gallery, LONG, pages, results, samples, some, window } from './support.mjs';

const site = await gallery();
const all = await pages();

/** Returns the links with counts in a page's row of filters: where each leads, and how many entries it promises. */
const promised = (page) =>
  page.locator('.filters li').evaluateAll((items) =>
    items.flatMap((item) => {
      const count = item.querySelector('.count')?.textContent;
      return count ? [{ to: item.querySelector('a').href, count: Number(count.replace(/\D/g, '')) }] : [];
    }),
  );

test('a count in the row of filters leads to exactly that many entries', async (t) => {
  const page = await window(t);
  let seen = 0;
  for (const address of ['mo-hinh/', 'linh-vuc/kinh-te/', 'dia-phuong/nghe-an/', 'loai/ca-nhan/']) {
    await page.goto(site.url + address);
    const links = await promised(page);
    assert.ok(links.length > 0, address);
    // All links of a page would take minutes: the first and the last three of each, or two of these.
    for (const { to, count } of some([...links.slice(0, 3), ...links.slice(-3)], 4)) {
      await page.goto(to);
      if (new URL(to).search) {
        await results(page);
        assert.equal(await page.locator('.search-status').textContent(), `${count} kết quả`, to);
      } else {
        const counted = page.locator('header .count b');
        const shown = (await counted.count()) ? counted.textContent() : page.locator('.card').count();
        assert.equal(Number(await shown), count, to);
      }
      seen += 1;
    }
  }
  assert.ok(seen > 7);
});

test('without JavaScript, or without search, no number stands beside a link to other entries', async (t) => {
  const page = await site.open(t, 'linh-vuc/kinh-te/', { script: false });
  await page.locator('.drop summary').first().click();
  await page.locator('.drop[open] .narrowed a').first().waitFor();
  assert.equal(await page.locator('.narrowed .count:visible').count(), 0);
  const head = (n) =>
    `+++\ntitle = "Bài ${n}"\nfields = ["kinh-te"]\nlocality = "Nghệ An"\nstarted = 2019\n+++\nLời.\n`;
  const files = { 'content/entries/a.md': head(1), 'content/entries/b.md': head(2) };
  const made = await gallery(await build('khong-tim', files, 'search = false\n'));
  const plain = await made.open(t, 'linh-vuc/kinh-te/');
  assert.equal(await plain.locator('.filters .count').count(), 0);
  assert.equal(await plain.locator('.filters a[href*="?"]').count(), 0);
  await plain.locator('.drop summary').first().click();
  await plain.locator('.drop[open] a').first().click();
  await plain.waitForURL(/dia-phuong\/nghe-an\/$/);
});

test('the row of filters stays in view, opens over the cards and closes again', async (t) => {
  const page = await site.open(t, 'mo-hinh/', { width: 1366, height: 768 });
  const drops = page.locator('.drop');
  assert.equal(await drops.count(), 6);
  await page.evaluate(() => scrollTo(0, 2000));
  assert.equal(await page.locator('.filters').evaluate((row) => row.getBoundingClientRect().top), 0);
  const place = () =>
    page.evaluate(() => [...document.querySelectorAll('.card')].map((card) => card.offsetTop));
  const before = await place();
  await drops.nth(0).locator('summary').click();
  assert.ok(await drops.nth(0).locator('a').first().isVisible());
  assert.deepEqual(await place(), before, 'no card moves');
  await drops.nth(1).locator('summary').click();
  assert.equal(await page.locator('.drop[open]').count(), 1);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.drop[open]').count(), 0);
  assert.ok(
    await drops
      .nth(1)
      .locator('summary')
      .evaluate((one) => one === document.activeElement),
  );
  await drops.nth(0).locator('summary').click();
  await page.mouse.click(1300, 700);
  assert.equal(await page.locator('.drop[open]').count(), 0);
});

test('on a phone a filter opens as a sheet at the bottom, and a list is short', async (t) => {
  const page = await site.open(t, 'mo-hinh/', { width: 390, height: 844, touch: true });
  await page.locator('.drop summary').first().tap();
  const sheet = await page.locator('.drop[open] > div').boundingBox();
  assert.equal(Math.round(sheet.y + sheet.height), 844);
  assert.equal(Math.round(sheet.width), 390);
  const faults = [];
  const lists = all.filter(({ html }) => html.includes('class="cards'));
  // The longest of each kind, or all.
  const longest = (await samples()).map((kind) => kind.longest.address);
  for (const { address, kind } of lists) {
    if (!LONG && !longest.includes(address)) continue;
    if (!['entries', 'field', 'phase', 'province', 'kind', 'status', 'home'].includes(kind)) continue;
    await page.goto(site.url + address);
    const high = await page.evaluate(() => document.documentElement.scrollHeight);
    if (high > 10_000) faults.push(`${address}: ${high} px`);
  }
  assert.deepEqual(faults, []);
});

test('the first card of a list opens it on a wide screen; on a phone its photos are as small as they are shown', async (t) => {
  const page = await site.open(t, 'mo-hinh/', { width: 1366 });
  const widths = (selector) =>
    page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
  const [first, second] = await widths('.cards img');
  assert.ok(first > second * 2);
  await page.getByText('Gọn', { exact: true }).click();
  const [small, other] = await widths('.cards img');
  assert.equal(small, other);
  const phone = await site.open(t, 'mo-hinh/', { width: 390, height: 844, touch: true, scale: 3 });
  assert.match(
    await phone
      .locator('.cards img')
      .first()
      .evaluate((image) => image.currentSrc),
    /-320\.webp$/,
  );
});

test('a reader chooses between large photos and a compact list, without a script too', async (t) => {
  const page = await site.open(t, 'mo-hinh/', { width: 1366, script: false });
  const high = () => page.locator('.cards').evaluate((list) => list.getBoundingClientRect().height);
  const before = await high();
  await page.getByText('Gọn', { exact: true }).click();
  assert.ok((await high()) < before * 0.75);
  await page.getByText('Ảnh lớn', { exact: true }).click();
  assert.equal(await high(), before);
});

test('a field, a phase and a province open with photos and years, whose numbers lead to that many', async (t) => {
  const page = await window(t, { width: 1366, height: 768 });
  for (const address of ['linh-vuc/kinh-te/', 'giai-doan/dot-1/', 'dia-phuong/nghe-an/']) {
    await page.goto(site.url + address);
    assert.ok((await page.locator('.face .row img').count()) >= 2, address);
    const years = page.locator('.strip a');
    const counts = (await years.locator('b').allTextContents()).map(Number);
    const total = Number(await page.locator('header .count b').textContent());
    assert.ok(counts.reduce((sum, n) => sum + n) <= total, address);
    await years.last().click();
    await results(page);
    assert.equal(await page.locator('.search-status').textContent(), `${counts.at(-1)} kết quả`, address);
  }
});

test('the months of a year flow in a grid', async (t) => {
  const page = await site.open(t, 'dong-thoi-gian/2019/', { width: 1366 });
  const tops = await page
    .locator('.month')
    .evaluateAll((months) => months.map((month) => Math.round(month.getBoundingClientRect().top)));
  assert.ok(new Set(tops).size <= Math.ceil(tops.length / 3), `${tops}`);
});

test('no text is smaller than 14 px', async (t) => {
  const faults = [];
  for (const width of some([390, 1366], 2)) {
    const page = await window(t, { width, height: 800 });
    for (const { address, kind } of await samples().then((kinds) => kinds.map(({ longest }) => longest))) {
      if (kind === 'embed') continue;
      await page.goto(site.url + address);
      const small = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const parent = node.parentElement;
          if (
            !node.textContent.trim() ||
            !parent.checkVisibility() ||
            parent.closest('.hidden, noscript, sup, .thumb')
          )
            continue;
          const svg = parent.closest('svg');
          const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
          const size = Number.parseFloat(getComputedStyle(parent).fontSize) * scale;
          if (size > 0 && size < 13.9)
            found.push(`${size} ${parent.tagName} ${node.textContent.trim().slice(0, 30)}`);
        }
        return [...new Set(found)].slice(0, 5);
      });
      if (small.length) faults.push(`${width} ${address}: ${small}`);
    }
  }
  assert.deepEqual(faults, []);
});

test('every sheet of paper has the address and the day, and no button', async (t) => {
  const page = await site.open(t, 'mo-hinh/tha-ca-tam-hop/');
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(
    await page
      .locator('button:visible, input:visible, [download]:visible')
      .evaluateAll((all) => all.map((one) => one.outerHTML)),
    [],
  );
  const footer = page.locator('footer.site');
  assert.match(await footer.innerText(), /^https:\/\/guong\.example\/mo-hinh\/tha-ca-tam-hop\/ · .*\d{4}$/);
  // The footer of a table stands on each sheet.
  const [body, own] = await page.evaluate(() =>
    [document.body, document.querySelector('footer.site')].map((one) => getComputedStyle(one).display),
  );
  assert.deepEqual([body, own], ['table', 'table-footer-group']);
});
