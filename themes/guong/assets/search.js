// The search page. The query is kept in the address; the reader is loaded on the first search.

import {
  box,
  details,
  form,
  found,
  message,
  more,
  root,
  selects,
  status,
  table,
  trouble,
} from './search-page.js';
import { addressOf, dropName, queryOf, show } from './search-query.js';
import { answers } from './search-request.js';
import { hideResults, showHead, showPage } from './search-results.js';
import { compareSoon, isOutdated, isRenewed, open } from './search-source.js';

const STEP = 20;
// The size of the first batch, if results must be checked on their pages.
const FIRST = 5;
// Milliseconds before a slow search is announced, and between the last key and the search.
const SLOW = 600;
const PAUSE = 120;

const title = document.title;
// On phones the filters are a sheet over the results, and the box would call up the keyboard.
const isSmall = matchMedia('(max-width: 43.99rem)').matches;
// Beside the results there is room for them.
const isWide = matchMedia('(min-width: 72rem)').matches;
const isTouched = matchMedia('(pointer: coarse)').matches;

let run = 0;
/** @type {ShownState | null} */
let current = null;
// Whether the current history entry is a query that is still being typed.
let isDraft = false;
// Whether the reader closed the filters, and the search whose counts they show.
let isFolded = false;
let counted = 0;
/** @type {string | undefined} */
let searched;
/** @type {(() => unknown) | undefined} */
let retry;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** Returns a function that tells whether a newer search has begun. */
function staleness() {
  const mine = run;
  return () => mine !== run;
}
const findAgain = () => find(queryOf(location.href));

/**
 * Shows an error after `place`, with a button that calls `again`.
 * @param {unknown} fault @param {Element} place @param {() => unknown} again
 */
function report(fault, place, again) {
  const isDamaged = fault instanceof Error && 'damaged' in fault && fault.damaged;
  place.after(trouble);
  for (const text of trouble.querySelectorAll('p'))
    text.textContent = message(isDamaged ? 'damaged' : 'failed');
  trouble.hidden = false;
  retry = again;
}

/**
 * @param {SearchQuery} query
 * @param {PastSearch | null} [past] how many results were shown when the page was left, and where
 * @param {boolean} [isRetry]
 */
async function find(query, past, isRetry) {
  run += 1;
  searched = location.search;
  const stale = staleness();
  const typed = query.words.trim();
  document.title = typed ? `${typed} · ${title}` : title;
  const filters = Object.keys(query.chosen).length + Number(query.byDate);
  details.querySelector('summary')?.setAttribute('data-chosen', filters ? ` (${filters})` : '');
  current = null;
  trouble.hidden = true;
  if (!Object.keys(query.chosen).length && !/[\p{Alphabetic}\p{N}]/u.test(typed)) {
    hideResults();
    status.textContent = typed && message('nothing');
    await counts(query, null, stale, isRetry);
    return;
  }
  found.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => {
    if (!stale()) status.textContent = message('busy');
  }, SLOW);
  try {
    const opened = open();
    const answered = await answers(query, STEP);
    if (stale()) return;
    const state = Object.assign(answered, { query, shown: 0 });
    current = state;
    await showFound(state, past, stale, slow);
    if (stale()) return;
    if (isWide && !isFolded && state.total) details.open = true;
    await counts(query, state, stale, isRetry);
    if (stale() || !(await isOutdated(opened).catch(() => false)) || !(await isRenewed()) || stale()) return;
    await find(query, { shown: state.shown, at: scrollY }, true);
  } catch (fault) {
    if (stale()) return;
    const isNew = !isRetry && (await isRenewed());
    if (stale()) return;
    if (isNew) {
      await find(query, past, true);
      return;
    }
    hideResults();
    status.textContent = '';
    report(fault, status, findAgain);
  } finally {
    clearTimeout(slow);
  }
}

/**
 * @param {ShownState} state @param {PastSearch | null | undefined} past @param {() => boolean} stale
 * @param {ReturnType<typeof setTimeout>} slow announces a slow search
 */
async function showFound(state, past, stale, slow) {
  if (state.mostCounts) await showPage(state, FIRST, stale);
  if (stale()) return;
  await showPage(state, Math.max(past?.shown ?? 0, STEP) - state.shown, stale);
  // The status says how many there are from here on, whatever else is still loaded.
  clearTimeout(slow);
  if (stale()) return;
  await showHead(state, state.query, stale, (key) => {
    dropName(key);
    go(false);
    box.focus({ preventScroll: true });
  });
  if (stale()) return;
  if (past) scrollTo(0, past.at);
  found.removeAttribute('aria-busy');
}

/**
 * Shows how many results each value of a facet would leave.
 * @param {SearchQuery} query @param {SearchState | null} state @param {() => boolean} stale
 * @param {boolean} [isRetry]
 */
async function counts(query, state, stale, isRetry) {
  if (!details.open) return;
  counted = run;
  try {
    const known = state ?? (await answers(query, 0));
    const [counted, { fill }] = [await known.counts(), await import('./search-facets.js')];
    if (!stale()) fill(selects, counted, query.chosen, known.mostCounts ? '≤ ' : '');
  } catch (fault) {
    if (stale()) return;
    const isNew = !isRetry && (await isRenewed());
    if (stale()) return;
    if (isNew) await find(query, current && { shown: current.shown, at: scrollY }, true);
    else report(fault, status, findAgain);
  }
}

/**
 * Searches for the form's query. A query is one history entry, however many keys it took.
 * @param {boolean} isTyping
 */
function go(isTyping) {
  clearTimeout(waiting);
  waiting = undefined;
  const address = addressOf();
  const isOther = address !== location.search;
  try {
    if (isOther) history[isDraft ? 'replaceState' : 'pushState'](null, '', address || location.pathname);
  } catch {
    // Safari limits how often a page may write history entries; the search goes on without one.
  }
  isDraft = isTyping && (isDraft || isOther);
  return find(queryOf(address || location.pathname));
}

async function showMore() {
  if (!current) return;
  const stale = staleness();
  const { shown, query } = current;
  trouble.hidden = true;
  try {
    const [item] = await showPage(current, STEP, stale);
    item?.querySelector('a')?.focus();
  } catch (fault) {
    if (stale()) return;
    if (!(await isRenewed())) report(fault, more, showMore);
    else if (!stale()) await find(query, { shown: shown + STEP, at: scrollY }, true);
  }
}

async function keepTable() {
  if (!current) return;
  const stale = staleness();
  trouble.hidden = true;
  try {
    const [results, { keep, tableOf }] = await Promise.all([
      current.results(0, current.hits),
      import('./search-table.js'),
    ]);
    if (!stale()) keep(tableOf(results, root), 'ket-qua-tim-kiem.csv');
  } catch (fault) {
    if (!stale()) report(fault, table, keepTable);
  }
}

box.addEventListener('input', () => {
  clearTimeout(waiting);
  open().catch(() => {});
  waiting = setTimeout(() => go(true), PAUSE);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  go(false);
  // Hides a phone's keyboard, which covers the results.
  if (matchMedia('(pointer: coarse)').matches) box.blur();
});
form.addEventListener('change', ({ target }) => {
  if (target === box) {
    if (waiting !== undefined) go(false);
    isDraft = false;
  } else if (target instanceof HTMLSelectElement) {
    // A chosen commune belongs to the previous province.
    const communes = selects.filter((select) => select.dataset.facet === 'commune');
    if (target.dataset.facet === 'province') for (const select of communes) select.value = '';
    go(false);
  }
});
more.addEventListener('click', showMore);
table.addEventListener('click', keepTable);
trouble.querySelector('button')?.addEventListener('click', () => {
  box.focus({ preventScroll: true });
  trouble.hidden = true;
  retry?.();
});
document.addEventListener('visibilitychange', compareSoon);
addEventListener('pagehide', () => {
  isDraft = false;
  if (current) history.replaceState({ shown: current.shown, at: scrollY }, '');
});
addEventListener('popstate', ({ state }) => {
  // Following a link within the page (a skip link, say) is not a search.
  if (location.search === searched && !state) return;
  isDraft = false;
  const query = queryOf(location.href);
  show(query);
  find(query, state);
});
details.addEventListener('toggle', () => {
  isFolded = !details.open;
  if (counted !== run) counts(queryOf(location.href), current, staleness());
});

const first = queryOf(location.href);
if (location.search) open().catch(() => {});
show(first);
details.open = !isSmall && (Object.keys(first.chosen).length > 0 || first.byDate);
find(first, history.state);
if (!location.search && !isTouched) box.focus({ preventScroll: true });
