// A journalist's walks: from a question to a table, and from an entry to a card on a page of one's own.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build } from './make.mjs';
import { DEMO, gallery, openFilters, pages, results, window, withClipboard } from './support.mjs';

const site = await gallery();
const all = await pages();
const base = all.find(({ address }) => address === '').html.match(/rel="canonical" href="([^"]+)"/)[1];

/** A page of another origin, which allows frames of one gallery alone; its address. */
async function paper(body, policy) {
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      .end(
        `<!doctype html><html lang="vi"><title>Báo</title><link rel="icon" href="data:,"><h1>Báo</h1>${body}`,
      );
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

/** The code that an entry's page gives, with the address at which this test serves the gallery. */
async function codeOf(page, address) {
  await page.goto(new URL(address, site.url).href);
  await page.locator('details.embed summary').click();
  const code = await page.locator('#_ma-nhung').textContent();
  assert.ok(code.includes(`src="${base}${address}nhung/"`), code);
  return code.replace(base, site.url);
}

/** A gallery of culture and economy in two provinces, of several years. */
async function asked() {
  const files = {
    'content/fields.toml':
      '[[fields]]\nid = "van-hoa-xa-hoi"\nname = "Văn hóa, xã hội"\n[[fields]]\nid = "kinh-te"\nname = "Kinh tế"\n',
  };
  for (const field of ['van-hoa-xa-hoi', 'kinh-te']) {
    for (const [number, province] of ['tỉnh Nghệ An', 'tỉnh Hà Tĩnh'].entries()) {
      for (const year of ['2018', '2019-12', '2020', '2020-06', '2021-02-03', '2024']) {
        files[`content/entries/${field}-${number}-${year}.md`] =
          `+++\ntitle = "Mô hình ${year}, ${province}"\nfields = ["${field}"]\nlocality = "${province}"\nstarted = "${year}"\npublished = 2025-01-02\n+++\nLời.\n`;
      }
    }
  }
  return build('toa-soan', files);
}

test('the models of a field in a province since a year are three clicks away, as a table', async (t) => {
  const folder = await asked();
  const walked = await gallery(folder);
  const page = await walked.open(t, '');
  const choose = async (name, value) => {
    await page.locator(`select[name=${name}] option[value="${value}"]`).waitFor({ state: 'attached' });
    await page.selectOption(`select[name=${name}]`, value);
    await page.waitForFunction((chosen) => location.search.includes(chosen), `${name}=${value}`);
    await results(page);
  };
  await page.locator('nav a', { hasText: 'Tìm kiếm' }).first().click();
  await page.waitForLoadState('load');
  await openFilters(page);
  await choose('linh-vuc', 'van-hoa-xa-hoi');
  await choose('tinh', 'nghe-an');
  await choose('nam', '2020-');
  const counted = Number((await page.locator('.search-status').textContent()).match(/\d+/)[0]);
  const saved = page.waitForEvent('download');
  await page.locator('button.table').click();
  const rows = (await readFile(await (await saved).path(), 'utf8')).trimEnd().split('\r\n').slice(1);
  assert.equal(counted, 4);
  assert.equal(rows.length, counted);
  assert.deepEqual(rows.map((row) => row.slice(-4)).sort(), ['2020', '2020', '2021', '2024']);
  // As many as the table of the whole gallery has.
  const whole = JSON.parse(await readFile(join(folder, 'du-lieu/mo-hinh.json'), 'utf8')).entries;
  const here = whole.filter(
    ({ field_ids: fields, provinces, started }) =>
      fields.includes('van-hoa-xa-hoi') && provinces.includes('tỉnh Nghệ An') && started >= '2020',
  );
  assert.equal(counted, here.length);
  // The address can be shared, and each choice says how many it leaves.
  await page.goto(page.url());
  await results(page);
  await openFilters(page);
  await page.waitForFunction(
    () => document.querySelector('select[name=nam]').selectedOptions[0].textContent === 'từ năm 2020 (4)',
  );
  const left = await page.locator('select[name=nam] option').allTextContents();
  assert.deepEqual(left.slice(1, 3), ['2024 (1)', '2021 (1)']);
  assert.ok(left.includes('từ năm 2018 (6)'), `${left}`);
});

const photographed = all.find(
  ({ kind, html }) => kind === 'entry' && html.includes('<figure class="lead'),
).address;

for (const scheme of ['light', 'dark']) {
  test(`a card stands on a page that allows frames of this gallery alone: ${scheme}`, async (t) => {
    const page = await window(t, { scheme, width: 700, height: 600 });
    const code = await codeOf(page, photographed);
    const origin = new URL(site.url).origin;
    await page.goto(await paper(code, `default-src 'none'; img-src data:; frame-src ${origin}`));
    const frame = page.frameLocator('iframe');
    const title = frame.getByRole('heading', { level: 1 });
    await title.waitFor();
    assert.equal(await page.locator('iframe').getAttribute('title'), await title.textContent());
    assert.ok(
      await frame.locator('img').evaluate((image) => image.decode().then(() => image.naturalWidth > 0)),
    );
    assert.equal(await frame.locator('script').count(), 0);
    // It fits the frame that the code makes, without bars to scroll.
    const [wide, high] = await frame
      .locator('html')
      .evaluate((root) => [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight]);
    assert.deepEqual([wide, high], [0, 0]);
    const paint = await frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    const bright = Math.max(...paint.match(/\d+/g).map(Number)) > 128;
    assert.equal(bright, scheme === 'light', paint);
    // A click leads to the entry, in a window of its own.
    const opened = page.context().waitForEvent('page');
    await title.getByRole('link').click();
    const entry = await opened;
    await entry.waitForLoadState();
    assert.equal(entry.url(), new URL(photographed, site.url).href);
  });
}

test('the code is copied with a button, and can be selected without a script', async (t) => {
  const page = await window(t);
  await withClipboard(page);
  const code = await codeOf(page, photographed);
  await page.getByRole('button', { name: 'Chép mã nhúng' }).click();
  await page.getByRole('status').filter({ hasText: 'Đã chép.' }).waitFor();
  assert.equal((await page.evaluate(() => globalThis.taken.text)).replace(base, site.url), code);
  const plain = await site.open(t, photographed, { script: false });
  await plain.locator('details.embed summary').click();
  assert.ok(await plain.locator('#_ma-nhung').isVisible());
  assert.equal(await plain.getByRole('button', { name: 'Chép mã nhúng' }).count(), 0);
});

// oEmbed 1.0, 2.3.4: what a response of type `rich` must and may hold.
const text = { type: 'string', minLength: 1 };
const pixels = { type: 'integer', minimum: 1 };
const OEMBED = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'version', 'html', 'width', 'height'],
  properties: {
    type: { const: 'rich' },
    version: { const: '1.0' },
    title: text,
    author_name: text,
    provider_name: text,
    provider_url: { type: 'string', pattern: '^https?://' },
    html: { type: 'string', pattern: '^<iframe [^<>]*></iframe>$' },
    width: pixels,
    height: pixels,
    thumbnail_url: { type: 'string', pattern: '^https?://' },
    thumbnail_width: pixels,
    thumbnail_height: pixels,
  },
  dependentRequired: {
    thumbnail_url: ['thumbnail_width', 'thumbnail_height'],
    thumbnail_width: ['thumbnail_url', 'thumbnail_height'],
    thumbnail_height: ['thumbnail_url', 'thumbnail_width'],
  },
};

test('every entry leads to an oEmbed response that is valid', async () => {
  const { default: Ajv2019 } = await import('ajv/dist/2019.js');
  const validate = new Ajv2019({ allErrors: true }).compile(OEMBED);
  let seen = 0;
  for (const { html, address, kind } of all) {
    const link = html.match(/<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/)?.[1];
    assert.equal(Boolean(link), kind === 'entry', address);
    if (!link) continue;
    const path = decodeURIComponent(link.replaceAll('&#x2F;', '/').slice(base.length));
    const described = JSON.parse(await readFile(join(DEMO, path), 'utf8'));
    assert.ok(validate(described), `${path}: ${JSON.stringify(validate.errors)}`);
    assert.ok(described.html.includes(` src="${base}${address}nhung/"`), described.html);
    seen += 1;
  }
  assert.ok(seen > 20, `${seen}`);
});
