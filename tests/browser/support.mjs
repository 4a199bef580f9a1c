// A built gallery behind a strict web server, and a browser that nothing wrong escapes.
//
// A test file takes `gallery()` for the demo (the folder in GUONG_DEMO) or for a folder of its own, and
// opens pages with `site.open(t, address, options)`. Whatever the page does wrong meanwhile, an error in the
// console, an uncaught exception, a request that fails, something that the policy forbids, fails that test.
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
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { FLAGS, PROGRAM } from './chromium.mjs';

/** The demo gallery, built. */
export const DEMO = process.env.GUONG_DEMO ?? missing('GUONG_DEMO', 'the folder of the built demo gallery');

/** The policy that every page must do with. */
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

/** The browser of this test file, started when it is first needed and closed at its end. */
export function browser() {
  launched ??= chromium.launch({ executablePath: PROGRAM, args: FLAGS });
  return launched;
}

after(async () => {
  if (launched) await (await launched).close();
});

/** Waits until the search page shows what was asked for; gives the paths of the results. */
export async function results(page) {
  await page.waitForFunction(
    () =>
      /kết quả/.test(document.querySelector('.search-status').textContent) &&
      !document.querySelector('.found[aria-busy]'),
  );
  return page
    .locator('.found li a')
    .evaluateAll((links) => links.map((link) => new URL(link.href).pathname.slice(1)));
}

/**
 * Serves a built gallery as a plain file host does, below a base path of its own, under the policy.
 *
 * `base`: the path that it stands under; `404.html` knows only that of `base_url`. `delay`: milliseconds by which
 * photos come late. `keep`: a pattern of the paths that caches may keep for a month.
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
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${server.address().port}${base}`;
  const site = {
    folder,
    /** Publishes another folder in the place of this one. */
    show: (next) => {
      shown = next;
    },
    /** The absolute address of the gallery's root. */
    url,
    /** A page at an address of the gallery, in a browser that knows nothing yet. */
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
 * A window that reports to the test what goes wrong in it. Options, all of them optional: `width`, `height`,
 * `scheme` (`light` or `dark`), `forced` (forced colours), `still` (reduced motion), `script: false`,
 * `touch`, `scale` (device pixels), `may` (a pattern of complaints that the test itself brings about).
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
  page.setDefaultTimeout(15_000);
  const complaints = [];
  const complain = (what) => {
    if (!may?.test(what)) complaints.push(what);
  };
  page.on('console', (message) => message.type() === 'error' && complain(`console: ${message.text()}`));
  page.on('pageerror', (error) => complain(`exception: ${error.message}`));
  page.on(
    'response',
    (response) => response.status() >= 400 && complain(`${response.status()}: ${response.url()}`),
  );
  page.on('requestfailed', (request) => {
    // A page that is left takes its unfinished requests with it.
    const why = request.failure()?.errorText;
    // Where scripts are off, the browser refuses to fetch them ahead.
    if (why !== 'net::ERR_ABORTED' && (script || why !== 'csp')) complain(`${why}: ${request.url()}`);
  });
  t.after(async () => {
    await context.close();
    if (complaints.length) throw new Error(`the page complained:\n${[...new Set(complaints)].join('\n')}`);
  });
  return page;
}

/** The kind of a page, as its body's class tells it. */
export function kindOf(html) {
  return html.match(/<body class="kind-([a-z-]+)/)?.[1];
}

/** Every page of a built gallery: its address, its kind and its HTML, in the order of their addresses. */
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
 * Of each kind of page the longest and the shortest: where there is too much and where there is too little.
 * An address that moved is left out, for a browser does not stay there.
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

/** Scrolls through a page, so that what waits for the reader comes. */
export async function scrollThrough(page) {
  await page.evaluate(async () => {
    const step = innerHeight * 0.8;
    for (let y = 0; y < document.documentElement.scrollHeight; y += step) {
      scrollTo(0, y);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 10)));
    }
    for (let waits = 0; waits < 100 && ![...document.images].every((image) => image.complete); waits += 1) {
      await new Promise((done) => setTimeout(done, 20));
    }
  });
}
