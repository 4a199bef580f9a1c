// Shows results, and the notes above them.
import { DATA, FIELDS, PHASES, PLACES } from './addresses.js';
import {
  above,
  box,
  form,
  found,
  list,
  lists,
  message,
  more,
  root,
  sample,
  status,
  table,
  wholeTable,
} from './search-page.js';
import { read } from './search-source.js';

/**
 * The result and the query's words of each item, for its highlights and snippet.
 * @type {WeakMap<Element, { result: SearchResult, words: Word[] }>}
 */
const sources = new WeakMap();

// Adds highlights and a snippet when a result comes into view.
const marks = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      marks.unobserve(target);
      explain(target).catch(() => {});
    }
  },
  { rootMargin: '200px' },
);

/** @param {Element} node */
async function explain(node) {
  const known = sources.get(node);
  const [link, place] = ['a', '.snippet'].map((selector) => node.querySelector(selector));
  if (!known || !link || !place) return;
  const { result, words } = known;
  const html = read(result.path);
  const { arrows, mark, snippet } = await import('./search-marks.js');
  arrows(box, list);
  mark(link, result.title, words);
  snippet(place, new TextDecoder().decode(await html), words);
}

/**
 * Appends further results and returns their items.
 * @param {ShownState} state @param {number} count
 * @param {() => boolean} stale whether another search began meanwhile
 */
export async function showPage(state, count, stale) {
  const from = state.shown;
  const results = await state.results(from, from + count);
  if (stale()) return [];
  if (from === 0) list.replaceChildren();
  state.shown = from + results.length;
  const items = results.map(itemOf);
  const { total, hits } = state;
  list.append(...items);
  if (hits && items[hits - from]) items[hits - from].before(lineBehindHits());
  more.hidden = state.shown >= total;
  found.hidden = !total;
  lists.hidden = total > 0;
  say(state);
  offerTable(state);
  for (const [n, item] of items.entries()) {
    sources.set(item, { result: results[n], words: state.words });
    marks.observe(item);
  }
  return items;
}

/** Maximum rows of a table that is made in the browser. */
const LONGEST_TABLE = 5000;

/**
 * Offers the results as a table; if they are too many, the published one of the chosen field, province or phase.
 * Results that must be checked on pages are not offered: every page would be read.
 * @param {ShownState} state
 */
function offerTable({ hits, most, query: { chosen } }) {
  const isLong = hits > LONGEST_TABLE;
  table.hidden = !hits || most || isLong;
  wholeTable.hidden = !isLong;
  const parts = { [FIELDS]: chosen.field, [PLACES]: chosen.province, [PHASES]: chosen.phase };
  const [part] = Object.entries(parts).filter(([, value]) => value);
  wholeTable.href = `${root}${DATA}${part ? part.join('') : 'mo-hinh'}.csv`;
}

/** Announces the number of hits. @param {SearchState} state */
function say({ total, hits, most }) {
  const count = hits.toLocaleString(document.documentElement.lang);
  if (hits) status.textContent = message(most ? 'most' : 'found').replace('{n}', count);
  else status.textContent = message(total ? 'related' : 'none');
}

/**
 * Shows the notes above the results; `drop` makes a name count as ordinary words.
 * @param {SearchState} state @param {SearchQuery} query @param {() => boolean} stale
 * @param {(key: string) => void} drop
 */
export async function showHead({ total, instead, understood }, query, stale, drop) {
  const { parts, offered, also } = understood;
  if (!instead && !parts.length && !offered.length && !also.length) {
    above.hidden = true;
    return;
  }
  const shown = await import('./search-told.js');
  if (stale()) return;
  if (instead && total) shown.instead(status, message, query.words.trim(), instead);
  shown.above(above, form, message, understood, drop);
}

export function hideResults() {
  found.hidden = true;
  above.hidden = true;
  found.removeAttribute('aria-busy');
  lists.hidden = false;
}

// Makes the line between hits and related entries.
function lineBehindHits() {
  const node = Object.assign(document.createElement('li'), { className: 'line' });
  node.textContent = message('line');
  return node;
}

/** @param {SearchResult} result */
function itemOf(result) {
  const node = /** @type {HTMLLIElement} */ (sample.cloneNode(true));
  // A former name that only repeats today's explains nothing.
  const place = result.place.toLowerCase();
  const whys = (result.whys ?? []).filter((name) => !place.includes(name.split(',')[0].toLowerCase()));
  const former = whys.map((name) => message('formerly').replace('{name}', name));
  const where = [result.place, ...former, result.field, result.year].filter(Boolean).join(' · ');
  for (const link of node.querySelectorAll('a')) {
    link.href = root + result.path;
    link.textContent = result.title;
  }
  for (const line of node.querySelectorAll('.where')) line.textContent = where;
  for (const photo of node.querySelectorAll('img')) {
    if (result.photo) photo.src = root + result.photo;
    else photo.remove();
  }
  return node;
}
