// The search page: what is typed and chosen stands in the address. The reader is loaded when somebody searches.

import {
  box,
  details,
  form,
  found,
  more,
  root,
  selects,
  status,
  table,
  told,
  trouble,
} from './search-page.js';
import { addressOf, dropName, show, wantedOf } from './search-query.js';
import { answers } from './search-request.js';
import { hideResults, showHead, showPage } from './search-results.js';
import { compareSoon, isOutdated, isRenewed, open } from './search-source.js';

const STEP = 20;
// Where results are checked on their pages, so many are shown first.
const FIRST = 5;
// Milliseconds after which a slow search is said to be under way, and after which what is typed is searched.
const SLOW = 600;
const PAUSE = 120;

let run = 0;
/** @type {ShownState | null} */
let current = null;
// Whether the present step of the history is a search that is still being typed.
let isDraft = false;
/** @type {string | undefined} */
let searched;
/** @type {(() => unknown) | undefined} */
let retry;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** Tells whether another search has begun since now. */
function staleness() {
  const mine = run;
  return () => mine !== run;
}
const findAgain = () => find(wantedOf(location.href));

/**
 * Says in words what failed, behind `place`; the button there tries `again`.
 * @param {unknown} fault @param {Element} place @param {() => unknown} again
 */
function tell(fault, place, again) {
  const isDamaged = fault instanceof Error && 'damaged' in fault && fault.damaged;
  place.after(trouble);
  for (const text of trouble.querySelectorAll('p')) text.textContent = told(isDamaged ? 'damaged' : 'failed');
  trouble.hidden = false;
  retry = again;
}

/**
 * @param {SearchQuery} wanted
 * @param {PastSearch | null} [past] how many results were shown when the page was left, and where
 * @param {boolean} [isRetry]
 */
async function find(wanted, past, isRetry) {
  run += 1;
  searched = location.search;
  const stale = staleness();
  const typed = wanted.words.trim();
  current = null;
  trouble.hidden = true;
  if (!Object.keys(wanted.chosen).length && !/[\p{Alphabetic}\p{N}]/u.test(typed)) {
    hideResults();
    status.textContent = typed && told('nothing');
    await counts(wanted, null, stale);
    return;
  }
  found.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => {
    if (!stale()) status.textContent = told('busy');
  }, SLOW);
  try {
    const answered = await answers(wanted, STEP);
    if (stale()) return;
    const state = Object.assign(answered, { wanted, shown: 0 });
    current = state;
    await showFound(state, past, stale);
    if (stale()) return;
    clearTimeout(slow);
    await counts(wanted, state, stale);
    if (!(await isOutdated().catch(() => false)) || !(await isRenewed()) || stale()) return;
    await find(wanted, { shown: state.shown, at: scrollY }, true);
  } catch (fault) {
    if (stale()) return;
    const isNew = !isRetry && (await isRenewed());
    if (stale()) return;
    if (isNew) {
      await find(wanted, past, true);
      return;
    }
    hideResults();
    status.textContent = '';
    tell(fault, status, findAgain);
  } finally {
    clearTimeout(slow);
  }
}

/** @param {ShownState} state @param {PastSearch | null | undefined} past @param {() => boolean} stale */
async function showFound(state, past, stale) {
  if (state.mostCounts) await showPage(state, FIRST, stale);
  if (stale()) return;
  await showPage(state, Math.max(past?.shown ?? 0, STEP) - state.shown, stale);
  if (stale()) return;
  await showHead(state, state.wanted, stale, (key) => {
    dropName(key);
    go(false);
    box.focus({ preventScroll: true });
  });
  if (stale()) return;
  if (past) scrollTo(0, past.at);
  found.removeAttribute('aria-busy');
}

/**
 * How many results each value of a facet would leave, beside its name.
 * @param {SearchQuery} wanted @param {SearchState | null} state @param {() => boolean} stale
 * @param {boolean} [isRetry]
 */
async function counts(wanted, state, stale, isRetry) {
  if (!details.open) return;
  try {
    const known = state ?? (await answers(wanted, 0));
    const [counted, { fill }] = [await known.counts(), await import('./search-facets.js')];
    if (!stale()) fill(selects, counted, wanted.chosen, known.mostCounts ? '≤ ' : '');
  } catch (fault) {
    if (stale()) return;
    if (!isRetry && (await isRenewed())) await counts(wanted, null, stale, true);
    else if (!stale()) tell(fault, status, findAgain);
  }
}

/**
 * Searches what the form wants. One search is one step of the history, however it was typed.
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
    // Safari lets a page write few steps in half a minute: the search goes on without one.
  }
  isDraft = isTyping && (isDraft || isOther);
  return find(wantedOf(address || location.pathname));
}

async function showMore() {
  if (!current) return;
  const stale = staleness();
  const { shown, wanted } = current;
  trouble.hidden = true;
  try {
    const [item] = await showPage(current, STEP, stale);
    item?.querySelector('a')?.focus();
  } catch (fault) {
    if (stale()) return;
    if (!(await isRenewed())) tell(fault, more, showMore);
    else if (!stale()) await find(wanted, { shown: shown + STEP, at: scrollY }, true);
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
    if (!stale()) tell(fault, table, keepTable);
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
  // The keyboard of a phone covers the results.
  if (matchMedia('(pointer: coarse)').matches) box.blur();
});
form.addEventListener('change', ({ target }) => {
  if (target === box) {
    if (waiting !== undefined) go(false);
    isDraft = false;
  } else if (target instanceof HTMLSelectElement) {
    // Another province has other communes.
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
  // A link within the page, to its main part say, is no search.
  if (location.search === searched && !state) return;
  isDraft = false;
  const wanted = wantedOf(location.href);
  show(wanted);
  find(wanted, state);
});
details.addEventListener('toggle', () => {
  counts(wantedOf(location.href), current, staleness());
});

const first = wantedOf(location.href);
if (location.search) open().catch(() => {});
show(first);
details.open = Object.keys(first.chosen).length > 0 || first.byDate;
find(first, history.state);
if (!location.search) box.focus({ preventScroll: true });
