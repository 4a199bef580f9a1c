// Pages that try to change the gallery through a browser that was let into the editor: the gallery's own, in a tab and in
// the frame beside a form, and those of another origin.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENTRY, editor, form } from './editor-support.mjs';

const PATH = 'content/entries/tha-ca/index.md';
const TEXT = ENTRY.replace(/\n\[\[photos\]\][^+]*/, '');
const MAY = { may: /4\d\d|CORS|Content Security Policy|frame|ERR_|violates|Unsafe attempt|sandbox/i };

/** Tries everything at the origin of an editor; returns what it got hold of. */
const attack = async (target) => {
  const got = [];
  const body = JSON.stringify({ path: 'content/entries/tha-ca/index.md', whole: 'BỊ SỬA', changes: [] });
  for (const [name, sent] of [
    ['save', body],
    ['publish', '{"allow_removed":true}'],
    ['delete', JSON.stringify({ path: 'content/entries/tha-ca/index.md' })],
    ['photos?path=content/entries/tha-ca/index.md&name=a.jpg', body],
  ]) {
    for (const mode of ['cors', 'no-cors']) {
      for (const type of ['application/json', 'text/plain']) {
        const options = { method: 'POST', mode, credentials: 'include', body: sent };
        await fetch(`${target}/api/${name}`, { ...options, headers: { 'Content-Type': type } }).then(
          (answer) => answer.type !== 'opaque' && got.push(`${name}: ${answer.status}`),
          () => {},
        );
      }
    }
  }
  await fetch(`${target}/api/state`, { credentials: 'include' }).then(
    () => got.push('state'),
    () => {},
  );
  // Things that no policy on connections stops: a form, a picture, a frame, the windows around.
  const frame = document.createElement('iframe');
  frame.name = 'tan-cong';
  document.body.append(frame);
  const sending = document.createElement('form');
  Object.assign(sending, { method: 'post', enctype: 'text/plain', target: frame.name });
  sending.action = `${target}/api/publish`;
  document.body.append(sending);
  sending.submit();
  const inside = document.createElement('iframe');
  inside.src = `${target}/viec`;
  document.body.append(inside);
  await new Promise((done) => {
    inside.addEventListener('load', done);
    inside.addEventListener('error', done);
  });
  for (const [name, look] of [
    ['frame', () => inside.contentDocument.body.textContent],
    ['parent', () => parent !== self && parent.document.body.textContent],
    ['storage', () => parent !== self && parent.localStorage.length],
    ['opener', () => opener?.document.body.textContent],
    [
      'top',
      () => {
        if (top === self) return false;
        top.location.href = 'about:blank#bi-dua-di';
        return true;
      },
    ],
  ]) {
    try {
      if (look()) got.push(name);
    } catch {
      // It was refused.
    }
  }
  return got;
};

/** Fails if anything in the gallery's folder is not as it was. */
async function untouched(site) {
  assert.equal(await site.read(PATH), TEXT);
  assert.deepEqual(await readdir(join(site.root, 'content/entries/tha-ca')), ['index.md']);
  const there = await readdir(site.root);
  assert.ok(!there.includes('public') && !there.includes('thung-rac'), there.join());
}

const site = await editor('attacks', { [PATH]: TEXT });

test('the pages of the gallery, in the frame beside a form and in a tab', async (t) => {
  const page = await site.open(t, form(PATH), MAY);
  const frame = page.frames()[1];
  await frame.waitForLoadState();
  assert.deepEqual(await frame.evaluate(attack, site.origin), []);
  assert.equal(page.url(), site.origin + form(PATH), 'the form is still there');
  const preview = new URL(await page.locator('iframe').getAttribute('src')).origin;
  const tab = await page.context().newPage();
  await tab.goto(`${preview}/`);
  assert.deepEqual(await tab.evaluate(attack, site.origin), []);
  await untouched(site);
});

test('the pages of another origin', async (t) => {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/html' });
    answer.end('<!doctype html><title>x</title><link rel="icon" href="data:,"><body>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const page = await site.open(t, form(PATH), MAY);
  const tab = await page.context().newPage();
  // The same machine under the same name and under another one: to the first, browsers send the cookie.
  for (const host of ['127.0.0.1', 'localhost']) {
    await tab.goto(`http://${host}:${server.address().port}/`);
    assert.deepEqual(await tab.evaluate(attack, site.origin), [], host);
  }
  await untouched(site);
});
