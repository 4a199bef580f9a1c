// What a journalist can copy or save from an entry: a citation, BibTeX, RIS, a link, a figure with its source.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { gallery, pages, window, withClipboard } from './support.mjs';

const all = await pages();
const entry = all.find(({ html }) => html.includes('id="ket-qua-2"'));
const site = await gallery();

async function opened(t, options) {
  const page = await window(t, options);
  await withClipboard(page);
  await page.goto(new URL(entry.address, site.url).href, { waitUntil: 'load' });
  return page;
}

/** Returns what a button copies. */
async function copied(page, button) {
  await button.click();
  await page.getByRole('status').filter({ hasText: 'Đã chép.' }).waitFor();
  return page.evaluate(() => globalThis.taken.text);
}

/** Returns the name and the text of the file that a button saves. */
async function saved(page, name) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test('the credit of a photo that may be passed on is copied', async (t) => {
  const { address } = all.find(
    ({ html }) => /<figcaption>[\s\S]*? download="/.test(html) && html.includes('id="_trich"'),
  );
  const page = await window(t, { width: 390 });
  await withClipboard(page);
  await page.goto(new URL(address, site.url).href, { waitUntil: 'load' });
  const caption = page.locator('figcaption', { has: page.locator('a[download]') }).first();
  const said = (await caption.locator('small > span').allTextContents()).map((part) => part.trim());
  const canonical = await page.locator('link[rel="canonical"]').getAttribute('href');
  const credit = await copied(page, caption.getByRole('button', { name: 'Chép dòng ghi nguồn' }));
  assert.equal(credit, `${said.join(', ')}. ${canonical}`);
});

test('buttons copy a citation, a link and a figure', async (t) => {
  const page = await opened(t, { width: 390 });
  const button = (name) => page.getByRole('button', { name, exact: true });
  const canonical = await page.locator('link[rel="canonical"]').getAttribute('href');
  const sentence = await copied(page, button('Chép trích dẫn'));
  assert.ok(sentence.endsWith(canonical), sentence);
  assert.match(sentence, /“.+”.+\d\d\/\d\d\/\d{4}/);
  assert.equal(await copied(page, button('Chép liên kết')), canonical);
  const second = page.locator('#ket-qua-2');
  const figure = await copied(page, second.getByRole('button', { name: 'Chép số liệu kèm nguồn' }));
  const label = await second.locator('h3').evaluate((title) => title.firstChild.textContent.trim());
  assert.ok(figure.startsWith(`${label}: `) && figure.endsWith(`. ${canonical}#ket-qua-2`), figure);
  assert.match(figure, /, theo .+/);
});

test('the address of a figure leads to it, even without scripts', async (t) => {
  const page = await site.open(t, entry.address, { script: false });
  await page.locator('#ket-qua-2 .here').click();
  assert.equal(new URL(page.url()).hash, '#ket-qua-2');
  assert.ok(await page.locator('#ket-qua-2:target').isVisible());
  assert.match(
    await page.getByRole('link', { name: 'Báo sai' }).getAttribute('href'),
    /^mailto:.+\?subject=/,
  );
  assert.equal(await page.getByRole('button', { name: 'Chép trích dẫn' }).count(), 0);
});

test('BibTeX and RIS say the same', async (t) => {
  const page = await opened(t);
  const content = (name) => page.locator(`meta[name="${name}"]`).getAttribute('content');
  const bib = await saved(page, 'BibTeX');
  const fields = Object.fromEntries(
    [...bib.text.matchAll(/^ {2}(\w+) = \{+(.*?)\}+,$/gm)].map(([, key, value]) => [key, value]),
  );
  const ris = await saved(page, 'RIS');
  const rows = ris.text.split('\r\n');
  const tags = Object.fromEntries(rows.filter(Boolean).map((row) => [row.slice(0, 2), row.slice(6)]));
  assert.ok(
    rows.slice(0, -1).every((row) => /^[A-Z][A-Z0-9] {2}- /.test(row)),
    ris.text,
  );
  assert.equal(rows[0], 'TY  - ELEC');
  assert.equal(rows.at(-2), 'ER  - ');
  assert.equal(fields.title, await content('DC.title'));
  assert.equal(tags.TI, fields.title);
  assert.equal(tags.AU, fields.author);
  assert.equal(tags.PY, fields.year);
  assert.ok(fields.date.startsWith(fields.year), bib.text);
  assert.equal(tags.DA.replaceAll('/', '-'), fields.date);
  assert.equal(tags.UR, await content('DC.identifier'));
  assert.equal(fields.url, tags.UR);
  assert.match(bib.text, new RegExp(`^@misc\\{${bib.name.replace('.bib', '')},\n`));
  assert.equal(ris.name.replace('.ris', ''), bib.name.replace('.bib', ''));
});

test('a program that is not ours reads the same in BibTeX, in RIS and on the page', async (t) => {
  const page = await opened(t);
  const content = (name) => page.locator(`meta[name="${name}"]`).getAttribute('content');
  const read = async (name) => {
    const [record, ...more] = new Cite((await saved(page, name)).text).data;
    assert.deepEqual(more, []);
    const [author] = record.author;
    return {
      title: record.title,
      author: author.literal ?? author.family,
      day: record.issued['date-parts'][0].map((part) => `${part}`.padStart(2, '0')).join('-'),
      language: record.language,
      url: record.URL,
      site: record['collection-title'] ?? record.publisher,
    };
  };
  const said = {
    title: await content('citation_title'),
    author: await content('citation_author'),
    day: await content('DC.date'),
    language: await page.locator('html').getAttribute('lang'),
    url: await content('DC.identifier'),
    site: await content('citation_publisher'),
  };
  assert.deepEqual(await read('BibTeX'), said);
  assert.deepEqual(await read('RIS'), said);
});

test('the page says so if copying is refused', async (t) => {
  const page = await window(t);
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await page.goto(new URL(entry.address, site.url).href);
  await page.getByRole('button', { name: 'Chép liên kết' }).click();
  await page.getByRole('status').filter({ hasText: 'không cho chép' }).waitFor();
});
