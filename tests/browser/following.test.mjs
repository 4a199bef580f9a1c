// What keeps a reader near: feeds (Atom, RFC 4287), their list (OPML 2.0), search from the address bar (OpenSearch 1.1).
//
// They are parsed by the browser, and compared with what their standards ask for.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEMO, gallery, pages, window } from './support.mjs';

const site = await gallery();
const home = (await pages()).find(({ address }) => address === '').html;
const base = home.match(/rel="canonical" href="([^"]+)"/)[1];
const ATOM = 'http://www.w3.org/2005/Atom';

/** A file of the demo as a tree of its elements: name, namespace, attributes, text, children. */
async function tree(page, path) {
  const text = await readFile(join(DEMO, path), 'utf8');
  const parsed = await page.evaluate((source) => {
    const parsedTree = new DOMParser().parseFromString(source, 'application/xml');
    const plain = (element) => ({
      name: element.localName,
      space: element.namespaceURI,
      attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
      text: element.children.length ? '' : element.textContent,
      children: [...element.children].map(plain),
    });
    return plain(parsedTree.documentElement);
  }, text);
  assert.notEqual(parsed.name, 'parsererror', path);
  return parsed;
}

const children = (element, name) => element.children.filter((child) => child.name === name);

function only(element, name) {
  const found = children(element, name);
  assert.equal(found.length, 1, `${element.name} has ${found.length} ${name}`);
  return found[0];
}

async function opened(t) {
  const page = await window(t);
  await page.goto(site.url);
  return page;
}

/** The published file at an absolute address. */
async function published(address) {
  assert.ok(address.startsWith(base), address);
  const path = decodeURIComponent(address.slice(base.length).split('?')[0]);
  return readFile(join(DEMO, path.endsWith('/') || !path ? `${path}index.html` : path));
}

test('the feed is Atom: what must stand once stands once, and every address is there', async (t) => {
  const feed = await tree(await opened(t), 'feed.xml');
  assert.equal(`${feed.name} ${feed.space}`, `feed ${ATOM}`);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
  const link = (element, rel) => children(element, 'link').filter(({ attributes }) => attributes.rel === rel);
  for (const name of ['id', 'title', 'updated', 'author']) only(feed, name);
  assert.equal(link(feed, 'self')[0].attributes.href, `${base}feed.xml`);
  const entries = children(feed, 'entry');
  assert.ok(entries.length > 10);
  assert.equal(new Set(entries.map((entry) => only(entry, 'id').text)).size, entries.length);
  for (const entry of entries) {
    assert.ok(only(entry, 'title').text && only(entry, 'summary').text);
    for (const name of ['updated', 'published']) assert.match(only(entry, name).text, isTime);
    for (const { attributes } of children(entry, 'link')) await published(attributes.href);
    assert.equal(link(entry, 'alternate').length, 1);
  }
  const newest = entries.map((entry) => only(entry, 'updated').text).sort();
  assert.equal(only(feed, 'updated').text, newest.at(-1));
});

test('the list of feeds is OPML: each outline is a feed that is there, or a group of them', async (t) => {
  const opml = await tree(await opened(t), 'feeds.opml');
  assert.equal(opml.name, 'opml');
  assert.equal(opml.attributes.version, '2.0');
  assert.ok(only(only(opml, 'head'), 'title').text);
  let feeds = 0;
  const check = async (outline) => {
    const { text, title, type, xmlUrl, htmlUrl } = outline.attributes;
    assert.ok(text, 'an outline without words');
    if (type === undefined) {
      assert.ok(outline.children.length > 0, text);
    } else {
      assert.equal(type, 'rss');
      assert.equal(title, text);
      assert.match((await published(xmlUrl)).toString(), /^<\?xml [^>]+>\s*<feed /);
      await published(htmlUrl);
      feeds += 1;
    }
    for (const inner of children(outline, 'outline')) await check(inner);
  };
  for (const outline of children(only(opml, 'body'), 'outline')) await check(outline);
  assert.ok(feeds > 20, `${feeds}`);
});

test('a browser can add the search: OpenSearch within its limits, with an icon of the size that it names', async (t) => {
  const search = await tree(await opened(t), 'opensearch.xml');
  assert.equal(search.name, 'OpenSearchDescription');
  assert.equal(search.space, 'http://a9.com/-/spec/opensearch/1.1/');
  const length = (name) => [...only(search, name).text].length;
  assert.ok(length('ShortName') >= 1 && length('ShortName') <= 16);
  assert.ok(length('LongName') >= 1 && length('LongName') <= 48);
  assert.ok(length('Description') >= 1 && length('Description') <= 1024);
  const { type, template } = only(search, 'Url').attributes;
  assert.equal(type, 'text/html');
  await published(template.split('?')[0]);
  assert.deepEqual(template.match(/\{[^}]+\}/g), ['{searchTerms}']);
  const image = only(search, 'Image');
  const png = await published(image.text);
  const size = [image.attributes.width, image.attributes.height].map(Number);
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], size);
  assert.equal(only(search, 'InputEncoding').text, 'UTF-8');
  // Every page leads to it, and what it says is what the page of search understands.
  assert.match(
    home,
    /<link rel="search" type="application\/opensearchdescription\+xml" title="[^"]+" href="opensearch\.xml">/,
  );
  const page = await site.open(
    t,
    template.slice(base.length).replace('{searchTerms}', encodeURIComponent('hiến đất')),
  );
  assert.equal(await page.locator('#_q').inputValue(), 'hiến đất');
});
