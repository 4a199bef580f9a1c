// A page that stays open while the site is republished, on a host that lets browsers cache files for a month: search,
// facets and the timeline recover by themselves, and no changed file comes from a cache.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { SEARCH_MANIFEST } from '../../themes/guong/assets/addresses.js';
import { build } from './make.mjs';
import { gallery, openFilters, window } from './support.mjs';

const entry = (title, started, words) => `+++
title = "${title}"
fields = ["kinh-te"]
locality = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"
started = "${started}"
published = "2026-01-01"
+++

${words}
`;
const WORDS =
  'suối cá ruộng lúa đường làng chợ quê nhà sàn rừng thông giếng nước lớp học trạm xá cầu tre'.split(' ');
// Enough entries for two files of results' data; one much older, so that the timeline starts zoomed out.
const entries = (verb, year) =>
  Object.fromEntries(
    Array.from({ length: 90 }, (_, n) => [
      `content/entries/e${n}/index.md`,
      entry(
        `${verb} ${WORDS[n % WORDS.length]} ${n}`,
        n ? `${year}-0${1 + (n % 9)}-11` : '1988',
        `${verb} ở bản ${n}, ${WORDS.slice(n % 9).join(' ')}.`,
      ),
    ]),
  );
const before = await build('truoc', entries('Trồng', 2019));
const after = await build('sau', entries('Giữ', 2021));

/** Starts a host whose folder can be replaced, and that lets caches keep all but pages for a month. */
const keep = /\.(css|js|json|bin)$/;
const hosts = await Promise.all(Array.from({ length: 9 }, () => gallery(before, { keep })));
function host() {
  const site = hosts.pop();
  return { ...site, publish: () => site.show(after) };
}

const MAY = /404|Failed to load resource/;
const searched = (page, words) => page.getByRole('searchbox').fill(words);
const titles = (page) => page.locator('.found li h2').allTextContents();

test('search loads the new index and answers', async (t) => {
  const site = host();
  const page = await site.open(t, 'tim-kiem/?q=xyz', { may: MAY });
  await page.waitForFunction(() =>
    /Không có kết quả/.test(document.querySelector('.search-status').textContent),
  );
  site.publish();
  await searched(page, 'giữ cầu');
  await page.locator('.found li', { hasText: 'Giữ' }).first().waitFor();
  assert.equal(await page.locator('.trouble').isVisible(), false);
  assert.ok((await titles(page)).every((title) => title.startsWith('Giữ')));
});

test('a page checks for a newer index when the reader comes back to it', async (t) => {
  const site = host();
  const page = await site.open(t, 'tim-kiem/?q=ban', { may: MAY });
  await page.locator('.found li').first().waitFor();
  site.publish();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByRole('searchbox').press('Enter');
  await page.locator('.found li h2', { hasText: 'Giữ' }).first().waitFor();
  assert.ok((await titles(page)).every((title) => title.startsWith('Giữ')));
});

test('a search that begins while another one checks for a newer index uses it too', async (t) => {
  const site = host();
  // On a phone the first search reads no facets, which would find the new index first.
  const page = await site.open(t, 'tim-kiem/?q=ban', { may: MAY, width: 390 });
  await page.locator('.found:not([aria-busy]) li').first().waitFor();
  site.publish();
  let answer;
  const gate = new Promise((resolve) => {
    answer = resolve;
  });
  const manifest = new RegExp(SEARCH_MANIFEST);
  await page.route(manifest, (route) => gate.then(() => route.continue()));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const asked = page.waitForRequest(manifest);
  await page.getByRole('searchbox').press('Enter');
  await asked;
  await page.getByRole('searchbox').press('Enter');
  await page.locator('.found:not([aria-busy]) li').first().waitFor();
  answer();
  await page.locator('.found li h2', { hasText: 'Giữ' }).first().waitFor();
});

test('facets and “show more” load the new index too', async (t) => {
  const site = host();
  // Narrower than where the filters open by themselves.
  const page = await site.open(t, 'tim-kiem/?q=trong', { may: MAY, width: 1000 });
  await page.locator('.found li').nth(19).waitFor();
  site.publish();
  await openFilters(page);
  await page.locator('select[data-facet=year] option[value="2021"]').waitFor({ state: 'attached' });
  const other = host();
  const list = await other.open(t, 'tim-kiem/?q=ban', { may: MAY, width: 1000 });
  await list.locator('.found:not([aria-busy]) li').nth(19).waitFor();
  other.publish();
  // The first file of results' data is loaded; beyond it, the new index has to answer.
  for (
    let shown = 20;
    shown < 80 && !(await titles(list)).some((title) => title.startsWith('Giữ'));
    shown += 20
  ) {
    await list.locator('.more-results').click();
    await list.waitForFunction((count) => document.querySelectorAll('.found li').length > count, shown);
  }
  await list.locator('.found li', { hasText: 'Giữ' }).nth(20).waitFor();
  assert.ok((await titles(list)).every((title) => title.startsWith('Giữ')));
});

test('“show more” reports a lost network beside its button, and goes on once it is back', async (t) => {
  const page = await host().open(t, 'tim-kiem/?q=ban', { may: /ERR_FAILED|Failed to load resource/ });
  await page.locator('.found li').nth(19).waitFor();
  const fail = (route) => route.abort();
  await page.route(/chi-muc|tim-kiem\/$/, fail);
  // The data of the first results is loaded; the network is asked for those behind it.
  const shown = () => page.locator('.found li').count();
  const trouble = page.locator('.found .trouble', { hasText: 'kết nối mạng' });
  while (!(await trouble.isVisible())) {
    const before = await shown();
    await page.locator('.more-results').click();
    await page.waitForFunction(
      (count) =>
        document.querySelectorAll('.found li').length > count ||
        document.querySelector('.found .trouble:not([hidden])'),
      before,
    );
  }
  const before = await shown();
  assert.ok(before >= 20);
  await page.unroute(/chi-muc|tim-kiem\/$/, fail);
  await page.locator('.trouble button').click();
  await page.waitForFunction((count) => document.querySelectorAll('.found li').length > count, before);
  assert.equal(await page.locator('.trouble').isVisible(), false);
});

test('a page opened with the script of an older version reloads', async (t) => {
  const site = host();
  const page = await window(t, { may: MAY });
  // Pretends that the page was opened with the script of an earlier version, which reads a different format.
  let isOld = true;
  await page.route('**/tim-kiem/?**', async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    return route.fulfill({
      response: answer,
      body: isOld ? html.replace(/(search\.js\?v=)\w+/, '$100000000') : html,
    });
  });
  await page.route('**/search-index.js**', async (route) => {
    const answer = await route.fetch();
    const script = await answer.text();
    return route.fulfill({
      response: answer,
      body: isOld ? script.replace(/INDEX_VERSION = \d+/, 'INDEX_VERSION = 0') : script,
    });
  });
  let visits = 0;
  const reloaded = page.waitForEvent('request', {
    predicate: (one) => one.isNavigationRequest() && ++visits === 2,
  });
  page.on('response', (response) => {
    if (response.url().endsWith('chi-muc.json')) isOld = false;
  });
  await page.goto(`${site.url}tim-kiem/?q=trong`);
  await reloaded;
  await page.locator('.found li').first().waitFor();
});

test('the timeline reloads after a missing shard, and shows the new years', async (t) => {
  const site = host();
  const page = await window(t, { may: MAY });
  // The site is replaced after the page has the overview, and before it has a year.
  let isNew = false;
  await page.route('**/tong-quan.json*', async (route) => {
    const response = await route.fetch();
    if (!isNew) site.publish();
    isNew = true;
    return route.fulfill({ response });
  });
  await page.goto(`${site.url}dong-thoi-gian/#2019`);
  await page.waitForFunction(() =>
    document.querySelector('.tl output').textContent.endsWith('2019: 0 mô hình, điển hình'),
  );
  await page.evaluate(() => {
    location.hash = '#2021-03-10..2021-03-12';
  });
  await page.locator('.tl-cards a:visible', { hasText: 'Giữ' }).first().waitFor();
});

test('a failed shard is requested again when the reader moves on', async (t) => {
  const site = host();
  const page = await window(t, { may: /ERR_FAILED|Failed to load resource/ });
  let asked = 0;
  await page.route('**/du-lieu/2019.json', (route) => {
    asked += 1;
    return asked === 1 ? route.abort() : route.continue();
  });
  const lost = page.waitForEvent('requestfailed');
  await page.goto(`${site.url}dong-thoi-gian/#2019`);
  await lost;
  await page.locator('[data-do=in]').click();
  await page.locator('.tl-dot:visible').first().waitFor();
});

test('the address of each file that a page loads contains a digest of its content', async () => {
  const page = await readFile(join(before, 'tim-kiem/index.html'), 'utf8');
  const assets = [...page.matchAll(/(?:href|src)="[./]*(assets\/[^"#]+)/g)].map(([, address]) => address);
  assert.ok(assets.length >= 5);
  for (const address of assets) assert.match(address, /^assets\/[\w.-]+\?v=[0-9a-f]{8}$/);
  const timeline = (folder) =>
    readFile(join(folder, 'dong-thoi-gian/index.html'), 'utf8').then(
      (html) => html.match(/data-overview="([^"]+)"/)[1],
    );
  assert.match(await timeline(before), /^du-lieu\/tong-quan\.json\?v=[0-9a-f]{8}$/);
  assert.notEqual(await timeline(before), await timeline(after));
  // Modules import each other with their versions, too.
  const version = assets.find((one) => one.includes('search.js')).split('?')[1];
  const scripts = (await readdir(join(before, 'assets'))).filter((name) => name.endsWith('.js'));
  let imports = 0;
  for (const name of scripts) {
    const script = await readFile(join(before, 'assets', name), 'utf8');
    for (const [, address] of script.matchAll(/(?:from |import\()'\.\/([^']+)'/g)) {
      assert.equal(address.split('?')[1], version, `${name}: ${address}`);
      imports += 1;
    }
  }
  assert.ok(imports > 10);
});

const look = (colour) => ({
  ...entries('Trồng', 2019),
  'themes/rieng/assets/site.css': `body { border-top: 3px solid ${colour} }`,
});
const [red, blue] = [
  await build('do', look('red'), 'theme = "rieng"\n'),
  await build('xanh', look('blue'), 'theme = "rieng"\n'),
];
const styled = await gallery(red, { keep });

test('a changed style sheet takes effect at once', async (t) => {
  const site = styled;
  const page = await site.open(t, '');
  const colour = () => page.evaluate(() => getComputedStyle(document.body).borderTopColor);
  assert.equal(await colour(), 'rgb(255, 0, 0)');
  site.show(blue);
  await page.goto(site.url);
  assert.equal(await colour(), 'rgb(0, 0, 255)');
});
