// Search in a browser: what visitors type must find what the program finds, by keyboard and by address. Errors are
// reported if the index does not arrive whole.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { narrow } from '../../themes/guong/assets/search-facets.js';
import { answer, Index } from '../../themes/guong/assets/search-index.js';
import { DEMO, gallery, openFilters, results, some, window } from './support.mjs';

const program = process.env.GUONG ?? 'guong';
const site = await gallery();

const output = (words, ...more) =>
  JSON.parse(
    execFileSync(program, ['search', '--json', '--limit', '20', '--out', DEMO, ...more, '--', words]),
  );
const ask = (words, ...more) => output(words, ...more).results.map(({ url }) => url);

const QUERIES = [
  'hiến đất làm đường',
  'hien dat lam duong',
  'nông thôn m',
  'thả cá',
  'tha ca',
  'dak lak',
  'Đắc Lắc',
  'hoà bình',
  'hòa bình',
  'ho\u0300a bi\u0300nh',
  'hiến đấy làm đường',
  'xây dựng nông thông mới',
  'hieens ddaats',
  'dat61',
  'Bà Rịa',
  'Nghệ An',
  'kinh tế Lai Châu 2019',
  '"hiến đất"',
  'làm đường -thủy lợi',
  '05-CT/TU',
  'một cửa',
  'r',
  '',
  '600 m2',
  '24m²',
  'văn hóa Nghệ An 2019',
  'đường làm đất hiến',
  'xanh – sạch – đẹp',
  'kinh te nghe an 2017',
];

async function found(page, words) {
  await page.getByRole('searchbox').fill(words);
  await page.keyboard.press('Enter');
  return results(page);
}

test('the reader answers as the program does', async () => {
  const index = await Index.open(async (path) => new Uint8Array(await readFile(join(DEMO, path))));
  for (const words of QUERIES) {
    const { entries } = await narrow(index, await answer(index, words), {}, false, []);
    const mine = await Promise.all(
      [...entries.slice(0, 20)].map(async (entry) => (await index.shown(entry)).path),
    );
    assert.deepEqual(mine, ask(words), words);
  }
});

test('the page answers as the program does, under any path and the policy', async (t) => {
  const below = await gallery(undefined, { base: '/co-quan/' });
  const page = await below.open(t, 'tim-kiem/');
  for (const words of some(
    QUERIES.filter((one) => one && ask(one).length),
    6,
  )) {
    const links = await found(page, words);
    assert.deepEqual(
      links.map((link) => link.replace('co-quan/', '')),
      ask(words),
      words,
    );
    await page.goto(`${below.url}tim-kiem/`);
  }
});

test('the box of every page leads to the results, and `/` focuses the box', async (t) => {
  const page = await site.open(t, 'gioi-thieu/');
  await page.keyboard.press('/');
  await page.keyboard.type('thả cá');
  await page.keyboard.press('Enter');
  await page.waitForURL(/tim-kiem\/\?q=/);
  await page.locator('.found li').first().waitFor();
  assert.match(await page.getByRole('status').textContent(), /kết quả/);
});

test('the address, the back button and the arrows', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=hi%E1%BA%BFn+%C4%91%E1%BA%A5t');
  await page.locator('.found li').first().waitFor();
  const first = await page.locator('.found li a').first().getAttribute('href');
  await found(page, 'thả cá');
  await page.goBack();
  await page.waitForFunction(
    (href) => document.querySelector('.found li a')?.getAttribute('href') === href,
    first,
  );
  assert.equal(await page.getByRole('searchbox').inputValue(), 'hiến đất');
  await page.locator('.found .snippet:not(:empty)').first().waitFor();
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), first);
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
});

test('back from a result restores the number of results and the scroll position', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=d%C3%A2n');
  await page.locator('.more-results').click();
  await page.waitForFunction(() => document.querySelectorAll('.found li').length > 20);
  const shown = await page.locator('.found li').count();
  await page.locator('.found li a').nth(25).click();
  await page.waitForURL(/mo-hinh/);
  await page.goBack();
  await page.waitForFunction(
    (count) => document.querySelectorAll('.found li').length === count && scrollY > 500,
    shown,
  );
});

test('a query without a letter or digit is not searched', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=%E2%80%A6%20%F0%9F%90%9F');
  await page.waitForFunction(() => /chữ hay số/.test(document.querySelector('.search-status').textContent));
  assert.equal(await page.locator('.facet-pages').isVisible(), true);
  assert.equal(await page.locator('.found').isVisible(), false);
});

test('matches are highlighted even if accents differ', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=gop+dat');
  await page
    .locator('.found mark', { hasText: /góp đất/i })
    .first()
    .waitFor();
});

test('synonyms are named and highlighted, and can be dropped', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=hi%E1%BA%BFn+%C4%91%E1%BA%A5t');
  await page
    .locator('.found mark', { hasText: /góp đất/i })
    .first()
    .waitFor();
  const before = await page.locator('.found li').count();
  const chip = page.locator('.understood button', { hasText: 'Cũng tìm: góp đất' });
  await chip.click();
  await page.waitForFunction((count) => document.querySelectorAll('.found li').length < count, before);
  await chip.waitFor({ state: 'detached' });
  assert.match(page.url(), /chu=hien\+dat/);
});

test('entries link to the pages of their kind and status, without JavaScript', async (t) => {
  const page = await site.open(t, 'mo-hinh/', { script: false });
  await page.locator('.cards a').first().click();
  await page.locator('.title .what a[href*="loai/"]').click();
  await page.waitForURL(/\/loai\/[a-z-]+\/$/);
  await page.locator('.cards li').first().waitFor();
  await page.goto(`${site.url}trang-thai/`);
  await page.locator('.counted a').first().click();
  await page.locator('.cards li').first().waitFor();
});

test('the counts of facets are right, alone and together', async (t) => {
  const page = await site.open(t, 'tim-kiem/');
  await openFilters(page);
  const field = page.locator('select[data-facet=field]');
  await page.waitForFunction(() => document.querySelector('select[data-facet=field]').options.length > 1);
  const [label, value] = await field.evaluate((select) => [select.options[1].text, select.options[1].value]);
  await field.selectOption(value);
  await results(page);
  const total = Number(label.match(/\((\d+)\)$/)[1]);
  assert.equal(Number((await page.getByRole('status').textContent()).match(/\d+/)[0]), total);
  assert.equal(ask('', '--limit', '1000', '--facet', `field=${value}`).length, total);
  assert.match(page.url(), new RegExp(`linh-vuc=${value}`));
});

test('a damaged block is reported, and a retry recovers', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'guong-search-'));
  after(() => rm(folder, { recursive: true }));
  await cp(DEMO, folder, { recursive: true });
  const blocks = join(folder, 'tim-kiem/chi-muc');
  const names = (await readdir(blocks)).filter((name) => name.startsWith('b-'));
  for (const name of names) await writeFile(join(blocks, name), 'hỏng');
  const broken = await gallery(folder);
  const page = await broken.open(t, 'tim-kiem/?q=thả cá');
  await page.locator('.trouble').waitFor();
  assert.match(await page.locator('.trouble').textContent(), /hỏng/);
  assert.equal(await page.locator('.found').isVisible(), false);
  for (const name of names)
    await writeFile(join(blocks, name), await readFile(join(DEMO, 'tim-kiem/chi-muc', name)));
  await page.locator('.trouble button').click();
  // Highlights come last: no request is under way when the folder is removed.
  await page.locator('.found mark').first().waitFor();
});

test('an index that fails to load is reported, and a retry recovers', async (t) => {
  const page = await site.open(t, 'tim-kiem/', { may: /ERR_FAILED|Failed to load resource/ });
  await page.route('**/chi-muc.json', (route) => route.abort());
  await page.getByRole('searchbox').fill('thả cá');
  await page.locator('.trouble').waitFor();
  await page.unroute('**/chi-muc.json');
  await page.locator('.trouble button').click();
  await page.locator('.found li').first().waitFor();
});

test('without JavaScript the page links to the facet pages', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=th%E1%BA%A3', { script: false });
  assert.equal(await page.locator('form.find').isVisible(), false);
  assert.ok((await page.locator('.facet-pages a').count()) > 10);
});

test('beside the results of a wide page stand the filters with their counts', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=duong', { width: 1366, height: 768 });
  await results(page);
  const choice = page.locator('.choices button').first();
  await choice.waitFor();
  const count = (await choice.locator('span').textContent()).trim();
  await choice.click();
  await page.waitForURL(/linh-vuc=/);
  await results(page);
  assert.equal(await page.locator('.search-status').textContent(), `${count} kết quả`);
  const pressed = page.locator('.choices [aria-pressed="true"]');
  await pressed.click();
  await page.waitForURL((url) => !url.search.includes('linh-vuc'));
  // A reader who closes them is not shown them again.
  await page.locator('details.narrow summary').click();
  await found(page, 'dat');
  assert.equal(await page.locator('details.narrow').getAttribute('open'), null);
});

test('the number of results stays when what stands above them comes late', async (t) => {
  const page = await window(t);
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
  let release;
  const held = new Promise((done) => {
    release = done;
  });
  await page.route(/search-told\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${site.url}tim-kiem/?q=bac+lieu`);
  await page.locator('.found li').first().waitFor();
  // Longer than a search takes before it is announced.
  await page.clock.fastForward(5000);
  assert.match(await page.locator('.search-status').textContent(), /kết quả/);
  release();
  await page.locator('.understood').waitFor();
  assert.match(await page.locator('.search-status').textContent(), /kết quả/);
});

test('a result says which former name matched, and not one that is the name of today', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=bac+lieu');
  await results(page);
  assert.match(await page.locator('.found .where').first().textContent(), /trước đây: tỉnh Bạc Liêu/);
  assert.match(await page.title(), /^bac lieu · /);
  await page.goto(`${site.url}tim-kiem/?q=tam+hop`);
  await results(page);
  for (const where of await page.locator('.found .where').allTextContents()) {
    const [place, ...rest] = where.split(' · ');
    for (const one of rest.filter((part) => part.startsWith('trước đây: ')))
      assert.ok(!place.toLowerCase().includes(one.slice(11).split(',')[0].toLowerCase()), where);
  }
});
