// The open data as a journalist uses it: from a question to a file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { tableOf } from '../../themes/guong/assets/search-table.js';
import { DEMO, gallery, openFilters, results, window } from './support.mjs';

const site = await gallery();

/** Returns the rows of a CSV, header first; no field may contain a line end. */
function rows(text) {
  assert.ok(text.startsWith('\ufeff') && text.endsWith('\r\n'));
  const fields = (line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
      quoted === undefined ? bare : quoted.replaceAll('""', '"'),
    );
  return text.slice(1).trimEnd().split('\r\n').map(fields);
}

test('the models of a field in a province are three clicks away, as a table', async (t) => {
  const page = await site.open(t, '');
  await page.locator('nav a', { hasText: 'Tìm kiếm' }).first().click();
  await page.waitForLoadState('load');
  await openFilters(page);
  await page.locator('select[name=linh-vuc] option[value="kinh-te"]').waitFor({ state: 'attached' });
  await page.selectOption('select[name=linh-vuc]', 'kinh-te');
  await results(page);
  await page.selectOption('select[name=tinh]', 'nghe-an');
  await page.waitForFunction(() => /tinh=nghe-an/.test(location.search));
  const shown = await results(page);
  const counted = Number((await page.locator('.search-status').textContent()).match(/\d+/)[0]);
  const saved = page.waitForEvent('download');
  await page.locator('button.table').click();
  const download = await saved;
  assert.equal(download.suggestedFilename(), 'ket-qua-tim-kiem.csv');
  const [head, ...found] = rows(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(head, ['id', 'url', 'title', 'place', 'field', 'year']);
  assert.ok(counted > 1, `${counted}`);
  assert.equal(found.length, counted);
  assert.deepEqual(
    found.map(([, url]) => new URL(url).pathname.slice(1)),
    shown,
  );
  // The table of the whole gallery has the same entries.
  const whole = rows(await readFile(join(DEMO, 'du-lieu/mo-hinh.csv'), 'utf8'));
  const place = (name) => whole[0].indexOf(name);
  const here = whole
    .slice(1)
    .filter((row) => row[place('field_ids')].split('; ').includes('kinh-te'))
    .filter((row) => row[place('provinces')].split('; ').includes('tỉnh Nghệ An'));
  assert.deepEqual(found.map(([id]) => id).sort(), here.map((row) => row[0]).sort());
});

test('results of a text search can be saved as a table, an empty result cannot', async (t) => {
  const page = await site.open(t, 'tim-kiem/?q=c%C3%A1');
  const shown = await results(page);
  assert.ok(shown.length > 0);
  const hits = Number((await page.locator('.search-status').textContent()).match(/\d+/)[0]);
  const saved = page.waitForEvent('download');
  await page.locator('button.table').click();
  const found = rows(await readFile(await (await saved).path(), 'utf8'));
  assert.equal(found.length - 1, hits);
  await page.goto(`${site.url}tim-kiem/?q=quzxvankin`);
  await results(page);
  assert.equal(await page.locator('button.table').isVisible(), false);
});

test('no cell of the table is a formula', async (t) => {
  const page = await window(t);
  await page.goto(site.url);
  globalThis.location = new URL(site.url);
  t.after(() => delete globalThis.location);
  const result = { path: 'mo-hinh/a/', title: '=1+1', place: '@x', field: 'một, "hai"', year: 2019 };
  const [, row] = rows(tableOf([result], '../'));
  assert.deepEqual(row.slice(2), ["'=1+1", "'@x", 'một, "hai"', '2019']);
});

test('every table of the page is a click away without a script', async (t) => {
  const page = await site.open(t, 'du-lieu/', { script: false });
  const links = page.locator('main a[download]');
  assert.ok((await links.count()) > 9);
  const saved = page.waitForEvent('download');
  await links.first().click();
  const [head] = rows(await readFile(await (await saved).path(), 'utf8'));
  assert.ok(head.includes('places_now'));
});
