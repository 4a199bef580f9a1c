// axe-core finds nothing on any kind of page, in light, dark and forced colours, on phones and desktops.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gallery, long, samples, scrollThrough, some, window } from './support.mjs';

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const site = await gallery();
const kinds = await samples();
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function inspect(page, address) {
  await page.goto(site.url + address, { waitUntil: 'load' });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (values) =>
      globalThis.axe.run(document, {
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
      }),
    TAGS,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${address}: ${id} at ${node.target}: ${node.failureSummary.split('\n').slice(1).join(';')}`,
    ),
  );
}

// Each kind of page in one of the first two looks; in all of them in the long tests.
const looks = [
  ['light, 1280 px', some(kinds, 2), { width: 1280 }],
  ['dark, 360 px', some(kinds, 2, 1), { width: 360, scheme: 'dark' }],
  ['forced colours', kinds, { width: 1280, forced: true, scheme: 'dark' }],
];

for (const [name, inspected, options] of looks) {
  const declare = options.forced ? long : test;
  declare(`axe finds nothing: ${name}`, async (t) => {
    const page = await window(t, options);
    const found = [];
    for (const { longest } of inspected) found.push(...(await inspect(page, longest.address)));
    assert.deepEqual(found, []);
  });
}

long('axe finds nothing on the shortest pages', async (t) => {
  const page = await window(t, { width: 768 });
  const found = [];
  for (const { longest, shortest } of kinds) {
    if (shortest !== longest) found.push(...(await inspect(page, shortest.address)));
  }
  assert.deepEqual(found, []);
});

// 320 px is 1280 px at 400 % (WCAG 1.4.10); the text spacing is that of WCAG 1.4.12.
test('nothing is cut off at 400 %, with text spaced out', async (t) => {
  const page = await window(t, { width: 320, height: 256 });
  const found = [];
  for (const { kind, longest } of some(kinds, 2)) {
    await page.goto(site.url + longest.address);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }',
      );
      document.adoptedStyleSheets = [sheet];
    });
    const over = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - innerWidth;
      const clipped = [
        ...document.querySelectorAll('main a, main h1, main h2, main h3, main p, main dd, main dt, main li'),
      ]
        .filter((element) => element.checkVisibility() && !element.closest('svg'))
        .filter(
          (element) =>
            element.getBoundingClientRect().right > innerWidth + 1 &&
            getComputedStyle(element).position !== 'absolute' &&
            !element.closest('[tabindex], .scroller'),
        );
      // A table's button has an arrow beside it, outside its box.
      const narrow = [...document.querySelectorAll('.bar :is(a, button), main button:not(th *)')].filter(
        (element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1,
      );
      const start = (element) => element.outerHTML.slice(0, 80);
      return { wide, clipped: [...clipped, ...narrow].map(start) };
    });
    if (over.wide > 0 || over.clipped.length) found.push({ kind, ...over });
  }
  assert.deepEqual(found, []);
});

test('nothing moves if the reader prefers reduced motion', async (t) => {
  const page = await window(t, { still: true });
  for (const { kind, longest } of some(kinds, 3)) {
    await page.goto(site.url + longest.address);
    await scrollThrough(page);
    const moving = await page.evaluate(
      () => document.getAnimations().filter((one) => one.playState === 'running').length,
    );
    assert.equal(moving, 0, kind);
  }
});
