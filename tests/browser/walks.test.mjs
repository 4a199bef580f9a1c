// What a first-time visitor finds in three clicks, on a desktop and on a phone.
import { test } from 'node:test';
import { WALKS } from './flows/walks.mjs';
import { gallery, some, window } from './support.mjs';

const site = await gallery();

for (const [name, options] of [
  ['a desktop', { width: 1366, height: 768 }],
  ['a phone', { width: 390, height: 844, touch: true }],
]) {
  // Each walk on one of the two; on both in the long tests.
  const taken = some(Object.keys(WALKS), 2, options.touch ? 1 : 0);
  for (const [what, walk] of Object.entries(WALKS)) {
    test(`on ${name}, ${what}`, { skip: !taken.includes(what) && 'only in tests/all' }, async (t) => {
      const page = await window(t, options);
      const visible = (selector) => page.locator(`${selector}:visible`);
      await walk(
        {
          open: (path) => page.goto(site.url + path),
          click: (selector, hasText) => visible(selector).filter({ hasText }).first().click(),
          path: async () => {
            const { pathname, search } = new URL(page.url());
            return pathname + search;
          },
          read: (selector) => page.locator(selector).first().textContent(),
        },
        site.folder,
      );
    });
  }
}
