// Behaviour of every kind of page: no layout shifts, base paths, no JavaScript, the keyboard, printing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { gallery, LONG, pages, samples, scrollThrough, some, window } from './support.mjs';

const site = await gallery();
const kinds = await samples();

test('no kind of page shifts its layout while photos load late', async (t) => {
  const slow = await gallery(undefined, { delay: 120 });
  for (const width of some([360, 1440], 2)) {
    const page = await window(t, { width });
    await page.addInitScript(() => {
      globalThis.shifts = [];
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
          const what = shift.sources?.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? node?.nodeName);
          globalThis.shifts.push({ value: shift.value, what });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const { longest } of some(kinds, 2)) {
      await page.goto(slow.url + longest.address);
      await scrollThrough(page);
      const shifts = await page.evaluate(() => globalThis.shifts);
      // Below half a thousandth, the sum that Lighthouse shows is 0.
      const sum = shifts.reduce((sum, { value }) => sum + value, 0);
      assert.ok(sum < 0.0005, `${longest.address} at ${width} px: ${JSON.stringify(shifts)}`);
    }
  }
});

test('every kind of page works under a base path', async (t) => {
  const below = await gallery(undefined, { base: '/co-quan/guong/' });
  const page = await window(t);
  const barred = kinds.filter(({ kind }) => !['not-found', 'embed'].includes(kind));
  for (const { kind, longest } of some(barred, 2)) {
    await page.goto(below.url + longest.address);
    assert.ok(await page.locator('.bar').evaluate((bar) => getComputedStyle(bar).display === 'flex'), kind);
  }
});

test('every kind of page says the same without JavaScript', async (t) => {
  const without = await window(t, { script: false });
  for (const { kind, longest } of some(kinds, 2, 1)) {
    await without.goto(site.url + longest.address);
    assert.ok(await without.locator('h1').isVisible(), `${kind} has no heading`);
    const links = await without.locator('main a[href]').count();
    assert.ok(links > 0 || kind === 'page', `${kind} leads nowhere`);
    // What needs a script is not offered without one.
    assert.equal(await without.locator('[data-needs-script]:visible').count(), 0, kind);
  }
});

test('an address that moved redirects without JavaScript', async (t) => {
  const moved = (await pages()).find(({ kind }) => kind === 'moved');
  const page = await site.open(t, moved.address, { script: false });
  await page.waitForFunction(() => !document.body.classList.contains('kind-moved')).catch(() => {});
  await page.waitForURL((url) => !url.pathname.endsWith(`/${moved.address}`));
  assert.ok(await page.locator('h1').isVisible());
});

test('the skip link is the first stop and leads to the content', async (t) => {
  const page = await site.open(t, 'mo-hinh/');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#_noi-dung');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null));
});

test('the Tab key reaches everything on every kind of page, with visible focus', async (t) => {
  const page = await window(t, { width: 1280 });
  for (const { kind, longest } of some(kinds, 3)) {
    await page.goto(site.url + longest.address);
    const wanted = await page.evaluate(() => {
      const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];
      const stops = all.filter(
        (element) =>
          element.checkVisibility() &&
          element.tabIndex >= 0 &&
          !element.disabled &&
          // Of a group of radio buttons, only the chosen one is a stop.
          (element.type !== 'radio' || element.checked),
      );
      return stops.length;
    });
    const stops = Math.min(wanted, LONG ? 60 : 25);
    const unseen = [];
    let last;
    for (let stop = 0; stop < stops; stop += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        const styles = [element, element.closest('.card, .tile'), element.labels?.[0]]
          .filter(Boolean)
          .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')]);
        const ring = styles.some(
          (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        );
        globalThis.stops ??= new WeakMap();
        const again = globalThis.stops.has(element);
        globalThis.stops.set(element, true);
        return { what: element.outerHTML.slice(0, 90), ring, body: element === document.body, again };
      });
      if (at.body || at.again) {
        unseen.push(
          `after ${stop} of ${wanted} stops the focus is ${at.body ? 'lost' : 'back'}: ${last} → ${at.what}`,
        );
        break;
      }
      if (!at.ring) unseen.push(`no ring: ${at.what}`);
      last = at.what;
    }
    assert.deepEqual(unseen, [], kind);
  }
});

test('the menu of a narrow screen opens and closes by keyboard and returns the focus', async (t) => {
  const page = await site.open(t, '', { width: 360 });
  const button = page.locator('.bar > button');
  await button.focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('#_menu a').first().isVisible());
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#_menu a').first().isHidden());
  assert.ok(await button.evaluate((element) => element === document.activeElement));
});

test('every kind of page prints on A4, with text on every page', async (t) => {
  const page = await window(t);
  for (const { kind, longest } of some(kinds, 4)) {
    await page.goto(site.url + longest.address);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    assert.ok(boxes.length > 0, kind);
    for (const [, width, height] of boxes) {
      assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${kind}: ${width} × ${height}`);
    }
    assert.ok(glyphRuns(pdf) > 5, `${kind} prints blank`);
  }
});

/** Counts the operators that show text in the content streams of a PDF. */
function glyphRuns(pdf) {
  let runs = 0;
  let from = 0;
  for (;;) {
    const start = pdf.indexOf('stream\n', from);
    if (start < 0) return runs;
    const end = pdf.indexOf('endstream', start);
    try {
      runs +=
        inflateSync(pdf.subarray(start + 7, end))
          .toString('latin1')
          .match(/\bT[jJ]\b/g)?.length ?? 0;
    } catch {
      // Not a deflated stream: it is a photo.
    }
    from = end + 9;
  }
}
