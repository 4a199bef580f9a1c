// Where answers come from: the reader and its index are loaded when somebody searches, and again where the site was
// published anew under an open page.
import { SEARCH, SEARCH_MANIFEST } from './addresses.js';
import { root } from './search-page.js';

/** A page may stay open for days: the index is compared with what is published, this often at most. */
const COMPARED_EVERY = 60_000;
/** So many pages of entries are kept. */
const KEPT = 200;

/** @type {Map<string, Promise<Octets>>} */
const pages = new Map();
/** @type {Promise<{ index: SearchIndex, answer: AnswerQuery }> | null} */
let opening = null;
let compared = Date.now();
let manifestText = '';

/** @type {(path: string, anew?: boolean) => Promise<Octets>} */
const load = async (path, anew) => {
  const response = await fetch(root + path, anew ? { cache: 'no-cache' } : {});
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

/**
 * The bytes of a file; pages of entries are read once.
 * @type {(path: string, anew?: boolean) => Promise<Octets>}
 */
export function read(path, anew) {
  if (!path.endsWith('/')) return load(path, anew);
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
    // The first file is on its way while the reader is.
    /** @type {Promise<Octets> | null} */
    let manifest = load(SEARCH_MANIFEST, true);
    /** @type {ReadFile} */
    const readFirst = (path, anew) => {
      const early = path === SEARCH_MANIFEST && manifest;
      if (early) manifest = null;
      return early || read(path, anew);
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
 * Where something failed, the site may have been published anew since this page was opened: the index is opened
 * again, and where this script is not the page's any more, so is the page. What is searched stands in its address.
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

export async function isOutdated() {
  if (Date.now() - compared < COMPARED_EVERY) return false;
  compared = Date.now();
  return manifestText !== String(await load(SEARCH_MANIFEST, true));
}

/** Lets the index be compared at once. */
export function compareSoon() {
  compared = 0;
}
