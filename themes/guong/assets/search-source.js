// Loads the reader and its index on the first search, and again if the site has been republished while the page is
// open.
import { SEARCH, SEARCH_MANIFEST } from './addresses.js';
import { root } from './search-page.js';

/** Minimum milliseconds between checks for a newer index: a page may stay open for days. */
const COMPARED_EVERY = 60_000;
/** Maximum number of cached entry pages. */
const KEPT = 200;

/** @type {Map<string, Promise<Octets>>} */
const pages = new Map();
/** @type {Promise<{ index: SearchIndex, answer: AnswerQuery }> | null} */
let opening = null;
let compared = Date.now();
let manifestText = '';
/** The manifest as it was compared last. @type {Promise<string> | null} */
let newest = null;

/** @type {(path: string, revalidate?: boolean) => Promise<Octets>} */
const load = async (path, revalidate) => {
  const response = await fetch(root + path, revalidate ? { cache: 'no-cache' } : {});
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

/**
 * Reads a file; entry pages are cached.
 * @type {(path: string, revalidate?: boolean) => Promise<Octets>}
 */
export function read(path, revalidate) {
  if (!path.endsWith('/')) return load(path, revalidate);
  const kept = pages.get(path);
  if (kept) return kept;
  if (pages.size > KEPT) forgetPages();
  const page = load(path);
  page.catch(() => pages.delete(path));
  pages.set(path, page);
  return page;
}

export function forgetPages() {
  pages.clear();
}

export function open() {
  if (!opening) {
    // Fetches the manifest while the reader loads.
    /** @type {Promise<Octets> | null} */
    let manifest = load(SEARCH_MANIFEST, true);
    /** @type {ReadFile} */
    const readFirst = (path, revalidate) => {
      const early = path === SEARCH_MANIFEST && manifest;
      if (early) manifest = null;
      return early || read(path, revalidate);
    };
    manifest.then(
      (bytes) => {
        manifestText = String(bytes);
      },
      () => {},
    );
    const begun = import('./search-index.js').then(async ({ Index, answer }) => ({
      index: await Index.open(readFirst),
      answer,
    }));
    begun.catch(() => {
      opening = null;
    });
    opening = begun;
  }
  return opening;
}

/**
 * Reopens the index after a failure: the site may have been republished since the page was opened. If the page now
 * names a newer script, reloads it once; the query is in its address.
 */
async function renew() {
  opening = null;
  forgetPages();
  const page = new TextDecoder().decode(await load(SEARCH, true));
  const { search } = new URL(import.meta.url);
  const isOld = search && page.includes('search.js?v=') && !page.includes(`search.js${search}`);
  if (!isOld || sessionStorage.getItem('guong-reloaded') === search) return;
  sessionStorage.setItem('guong-reloaded', search);
  location.reload();
  await new Promise(() => {});
}

export const isRenewed = () =>
  renew().then(
    () => true,
    () => false,
  );

/**
 * Whether there is a newer index than this one. Searches that overlap are told the same.
 * @param {ReturnType<typeof open>} opened
 */
export async function isOutdated(opened) {
  if (opened !== opening) return true;
  if (Date.now() - compared >= COMPARED_EVERY) {
    compared = Date.now();
    newest = load(SEARCH_MANIFEST, true).then(String);
  }
  return newest !== null && manifestText !== (await newest);
}

/** Makes the next check for a newer index immediate. */
export function compareSoon() {
  compared = 0;
}
