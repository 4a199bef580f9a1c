// A reader's flows in Firefox and WebKit: search with facets and Back, photos, the timeline, the menu, and what a
// first-time visitor finds in three clicks.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gallery, pages } from '../support.mjs';
import { firefox, until, webkit } from './drivers.mjs';
import { WALKS } from './walks.mjs';

const site = await gallery();
const most = (await pages())
  .filter(({ kind }) => kind === 'entry')
  .map(({ address, html }) => ({ address, photos: html.split('class="zoom"').length - 1 }))
  .sort((a, b) => b.photos - a.photos || (a.address < b.address ? -1 : 1))[0];
const at = (address) => new URL(address, site.url).href;
const ENTER = '\uE007';
const ESCAPE = '\uE00C';
const DONE =
  'return /kết quả/.test(document.querySelector(".search-status").textContent) && !document.querySelector(".found[aria-busy]")';

for (const [name, launch] of Object.entries({ Firefox: firefox, WebKit: webkit })) {
  const browser = await launch();
  after(() => browser.close());
  const { run } = browser;

  test(`${name}: search, marks, facets, and one Back for each search`, async () => {
    await browser.open(at('gioi-thieu/'));
    await browser.type('.box input', `tha ca${ENTER}`);
    await browser.until('return document.querySelector(".found mark")');
    await run('document.querySelector("details.narrow").open = true');
    const counted = 'return document.querySelector("select[data-facet=field]").options.length > 1';
    await browser.until(counted);
    await browser.clear('#_q');
    // They are filled again with the numbers of the next search.
    await run('document.querySelector("select[data-facet=field]").options.length = 1');
    await browser.type('#_q', `làm đường${ENTER}`);
    await browser.until('return new URLSearchParams(location.search).get("q") === "làm đường"');
    await browser.until(DONE);
    await browser.until(counted);
    const [label, value] = await run(
      'const { text, value } = document.querySelector("select[data-facet=field]").options[1]; return [text, value]',
    );
    await run(
      'const field = document.querySelector("select[data-facet=field]"); field.value = arguments[0]; field.dispatchEvent(new Event("change", { bubbles: true }))',
      value,
    );
    await browser.until('return location.search.includes("linh-vuc")');
    await browser.until(DONE);
    assert.equal(
      await run('return document.querySelector(".search-status").textContent.match(/\\d+/)[0]'),
      label.match(/\((\d+)\)$/)[1],
    );
    await browser.back();
    await browser.until('return !location.search.includes("linh-vuc")');
    await browser.back();
    await browser.until('return document.querySelector("#_q").value === "tha ca"');
    await browser.until(DONE);
  });

  test(`${name}: the lightbox opens and closes`, async () => {
    await browser.open(at(most.address));
    await browser.until('return document.readyState === "complete"');
    await run('document.querySelector("a.zoom").click()');
    await browser.until('return document.querySelector("dialog.lightbox[open] img")?.complete');
    await run('document.querySelectorAll("dialog.lightbox button")[1].click()');
    await browser.until(
      'const strip = document.querySelector("dialog.lightbox ul"); return Math.abs(strip.scrollLeft - strip.clientWidth) < 2',
    );
    assert.match(await run('return document.querySelector("dialog.lightbox p").textContent'), /^2 /);
    await browser.type('dialog.lightbox ul', ESCAPE);
    await browser.until('return !document.querySelector("dialog.lightbox").open && history.state === null');
  });

  test(`${name}: the timeline, drawn, with its cards`, async () => {
    await browser.open(at('dong-thoi-gian/'));
    await browser.until('return document.querySelector(".tl output").textContent');
    await run('location.hash = "#2019"');
    await browser.until('return document.querySelector(".tl-cards a:not([hidden]) b")?.textContent');
    await browser.until('return /^tháng 1\\/2019/.test(document.querySelector(".tl output").textContent)');
    assert.ok(
      await run(
        'const canvas = document.querySelector(".tl canvas"); return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((n) => n > 0)',
      ),
    );
    await browser.click('[data-do=all]');
    await browser.until('return /mô hình/.test(document.querySelector(".tl output").textContent)');
  });

  for (const [what, walk] of Object.entries(WALKS)) {
    test(`${name}: in three clicks, ${what}`, async () => {
      await walk(
        {
          open: (path) => browser.open(at(path)),
          click: async (selector, text) => {
            // The click waits for the page: the element is marked, then clicked as a reader does. WebKit's driver
            // refuses to click while a page still appears.
            await until(selector, async () => {
              const isThere = await run(
                'const found = [...document.querySelectorAll(arguments[0])].find((one) => one.getClientRects().length && one.textContent.includes(arguments[1])); if (!found) return false; found.scrollIntoView({ block: "center" }); found.setAttribute("data-step", ""); return true',
                selector,
                text,
              ).catch(() => false);
              if (!isThere) return false;
              return browser.click('[data-step]').then(
                () => true,
                (error) => {
                  if (/not interactable/.test(error.message)) return false;
                  throw error;
                },
              );
            });
            await run(
              'for (const one of document.querySelectorAll("[data-step]")) one.removeAttribute("data-step")',
            );
          },
          path: () => run('return location.pathname + location.search'),
          read: (selector) =>
            browser.until('return document.querySelector(arguments[0])?.textContent', selector),
        },
        site.folder,
      );
    });
  }

  test(`${name}: on a narrow screen the menu opens and nothing is wider than the window`, async () => {
    await browser.resize(500, 900);
    for (const address of ['', 'tim-kiem/', 'dia-phuong/', most.address]) {
      await browser.open(at(address));
      await browser.until('return document.readyState === "complete"');
      assert.ok(await run('return document.documentElement.scrollWidth <= innerWidth'), address);
    }
    await browser.open(at(''));
    await browser.until('return document.querySelector("button[popovertarget]")');
    await browser.click('button[popovertarget=_menu]');
    await browser.until('return document.querySelector("#_menu a").getClientRects().length > 0');
  });
}
