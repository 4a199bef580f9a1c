// Serves a built gallery from a strict web server, and opens its pages in a browser.
//
// A test file calls `gallery()` for the demo (the folder in GUONG_DEMO) or `gallery(folder)`, and opens pages with
// `site.open(t, address, options)`. The test fails if the page meanwhile logs an error, throws an exception, makes a
// request that fails, or violates the policy.
//
//     import { test } from 'node:test';
//     import { gallery } from './support.mjs';
//
//     const site = await gallery();
//
//     test('the box takes the focus', async (t) => {
//       const page = await site.open(t, 'tim-kiem/', { width: 360, scheme: 'dark' });
//       await page.keyboard.press('/');
//     });

import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, relative, sep } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { FLAGS, HEADLESS } from './chromium.mjs';

/** The demo gallery, built. */
export const DEMO = process.env.GUONG_DEMO ?? missing('GUONG_DEMO', 'the folder of the built demo gallery');

/** Whether the long tests run too, as `tests/all` has it. */
export const LONG = Boolean(process.env.GUONG_LONG);

/** Returns what a test goes through: the whole list in the long tests, else one of every `step` items, from `first` on. */
export const some = (list, step, first = 0) => (LONG ? list : list.filter((_, at) => at % step === first));

/** Declares a test that only runs with the long ones. */
export const long = (name, run) => test(name, { skip: LONG ? false : 'only in tests/all' }, run);

/** The content security policy of every page. */
export const POLICY = "default-src 'self'";

const TYPES = {
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  gif: 'image/gif',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  mjs: 'text/javascript; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  opml: 'text/x-opml; charset=utf-8',
  webmanifest: 'application/manifest+json',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webp: 'image/webp',
  avif: 'image/avif',
  xml: 'application/xml',
};

function missing(name, what) {
  throw new Error(`set ${name} to ${what}`);
}

let launched;

/** Returns this test file's browser, which starts on first use and is closed at the end. */
export function browser() {
  launched ??= chromium.launch({ executablePath: HEADLESS, args: FLAGS });
  return launched;
}

/** The servers of galleries: a hook of the test that starts one would end it before its page is closed. */
const servers = [];

after(async () => {
  if (launched) await (await launched).close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Waits until the search page shows its results, and returns their paths. */
export async function results(page) {
  await page.waitForFunction(
    () =>
      /kết quả/.test(document.querySelector('.search-status')?.textContent ?? '') &&
      !document.querySelector('.found[aria-busy]'),
  );
  return page
    .locator('.found li a')
    .evaluateAll((links) => links.map((link) => new URL(link.href).pathname.slice(1)));
}

/** Opens the filters of the search page; on a wide page they are open once there are results. */
export async function openFilters(page) {
  await page.locator('details.narrow').evaluate((details) => {
    details.open = true;
  });
}

/**
 * Serves a built gallery as a plain file host does, under a base path and the policy.
 *
 * `base`: the base path (`404.html` knows only that of `base_url`). `delay`: milliseconds by which photos are delayed.
 * `keep`: a pattern of the paths that caches may keep for a month.
 */
export async function gallery(folder = DEMO, { base = '/', delay = 0, keep } = {}) {
  let shown = folder;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = decodeURIComponent(pathname);
    const found = path.startsWith(base) ? await file(join(shown, path.slice(base.length))) : undefined;
    if (found === 'folder' && !path.endsWith('/')) {
      response.writeHead(301, { location: `${pathname}/` }).end();
      return;
    }
    const name = found === 'folder' ? `${path}index.html` : path;
    const bytes = found && (await readFile(join(shown, name.slice(base.length))).catch(() => undefined));
    if (!bytes) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    const type = TYPES[name.split('.').pop()] ?? 'application/octet-stream';
    if (delay && type.startsWith('image/')) await new Promise((done) => setTimeout(done, delay));
    response
      .writeHead(200, {
        'content-type': type,
        'content-length': bytes.length,
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': `max-age=${keep ? (keep.test(name) ? 2592000 : 0) : 60}`,
      })
      .end(bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server);
  const url = `http://127.0.0.1:${server.address().port}${base}`;
  const site = {
    folder,
    /** Serves a different folder from now on. */
    show: (next) => {
      shown = next;
    },
    /** The absolute address of the gallery's root. */
    url,
    /** Opens a page of the gallery in a fresh browser context. */
    open: async (t, address, options) => {
      const page = await window(t, options);
      await page.goto(new URL(address, url).href, { waitUntil: 'load' });
      return page;
    },
  };
  return site;
}

async function file(path) {
  const found = await stat(path).catch(() => undefined);
  return found && (found.isDirectory() ? 'folder' : 'file');
}

/**
 * Opens a window whose errors fail the test. All options are optional: `width`, `height`, `scheme` (`light` or
 * `dark`), `forced` (forced colours), `still` (reduced motion), `script: false`, `touch`, `scale` (device pixels),
 * `may` (a pattern of the errors that the test itself causes).
 */
export async function window(t, options = {}) {
  const {
    width = 1280,
    height = 800,
    scheme = 'light',
    forced,
    still,
    script = true,
    touch,
    scale = 1,
    may,
  } = options;
  const context = await (await browser()).newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    javaScriptEnabled: script,
    forcedColors: forced ? 'active' : 'none',
    reducedMotion: still ? 'reduce' : 'no-preference',
    hasTouch: Boolean(touch),
    isMobile: Boolean(touch),
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  const page = await context.newPage();
  // Only a failure takes so long, on a loaded machine too.
  page.setDefaultTimeout(60_000);
  const complaints = [];
  const complain = (what) => {
    if (!may?.test(what)) complaints.push(what);
  };
  page.on('console', (message) => message.type() === 'error' && complain(`console: ${message.text()}`));
  // The browser itself reports a transition that does not take place, for example to an image.
  page.on(
    'pageerror',
    (error) =>
      /^Transition was (?:aborted|skipped)/.test(error.message) || complain(`exception: ${error.message}`),
  );
  page.on(
    'response',
    (response) => response.status() >= 400 && complain(`${response.status()}: ${response.url()}`),
  );
  page.on('requestfailed', (request) => {
    // Leaving a page aborts its unfinished requests.
    const why = request.failure()?.errorText;
    // With scripts off, the browser refuses to preload them.
    if (why !== 'net::ERR_ABORTED' && (script || why !== 'csp')) complain(`${why}: ${request.url()}`);
  });
  t.after(async () => {
    await context.close();
    if (complaints.length) throw new Error(`the page complained:\n${[...new Set(complaints)].join('\n')}`);
  });
  return page;
}

/** Returns the kind of a page, from its body's class. */
export function kindOf(html) {
  return html.match(/<body class="kind-([a-z-]+)/)?.[1];
}

/** Returns every page of a built gallery (address, kind, HTML), sorted by address. */
export async function pages(folder = DEMO) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.html'));
  const found = names.map(async (name) => {
    const html = await readFile(join(folder, name), 'utf8');
    const address = relative(folder, join(folder, name))
      .split(sep)
      .join('/')
      .replace(/(^|\/)index\.html$/, '$1');
    return { address, kind: kindOf(html), html };
  });
  return (await Promise.all(found)).sort((a, b) => (a.address < b.address ? -1 : 1));
}

/**
 * Returns the longest and the shortest page of each kind. Redirects are left out, since a browser does not stay on
 * them.
 */
export async function samples(folder = DEMO) {
  const kinds = new Map();
  for (const page of await pages(folder)) {
    if (!page.kind || page.kind === 'moved') continue;
    kinds.set(page.kind, [...(kinds.get(page.kind) ?? []), page]);
  }
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, all]) => {
      const byLength = [...all].sort(
        (a, b) => a.html.length - b.html.length || (a.address < b.address ? -1 : 1),
      );
      return { kind, longest: byLength.at(-1), shortest: byLength[0] };
    });
}

/** Returns the pages of a gallery that a test goes through: all in the long tests, else the longest of each kind. */
export async function pagesToCheck(folder = DEMO) {
  if (!LONG) return (await samples(folder)).map(({ kind, longest }) => ({ kind, ...longest }));
  return (await pages(folder)).filter(({ kind }) => kind && kind !== 'moved');
}

/** Scrolls through a page, so that its lazy images load. */
export async function scrollThrough(page) {
  await page.evaluate(async () => {
    const step = innerHeight * 0.8;
    for (let y = 0; y < document.documentElement.scrollHeight; y += step) {
      scrollTo(0, y);
      await new Promise(requestAnimationFrame);
    }
    const loads = [...document.images].map((image) => {
      // What is folded or beside the page is never scrolled to.
      image.loading = 'eager';
      return (
        image.complete ||
        new Promise((done) => {
          for (const end of ['load', 'error']) image.addEventListener(end, done, { once: true });
        })
      );
    });
    await Promise.all(loads);
  });
}

/** Records what `navigator.clipboard` receives, whatever the machine's clipboard allows. */
export async function withClipboard(page) {
  await page.addInitScript(() => {
    const taken = { text: '' };
    Object.defineProperty(globalThis, 'taken', { value: taken });
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: async (text) => {
          taken.text = text;
        },
      },
    });
  });
}
