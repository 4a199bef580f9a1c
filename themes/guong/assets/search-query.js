// Converts the query between the search form and the page's address.
import { box, order, selects } from './search-page.js';

/** Names that count as ordinary words. @type {string[]} */
let plain = [];

/** @param {string | URL} address @returns {SearchQuery} */
export function queryOf(address) {
  const params = new URL(address, location.href).searchParams;
  /** @type {Record<string, string>} */
  const chosen = {};
  for (const { name, dataset } of selects) {
    const value = params.get(name);
    if (value && dataset.facet) chosen[dataset.facet] = value;
  }
  return {
    words: (params.get('q') ?? '').slice(0, box.maxLength),
    chosen,
    plain: params.getAll('chu'),
    byDate: params.get('xep') === 'ngay',
  };
}

/** Returns the form's query as the address's query string. */
export function addressOf() {
  const params = new URLSearchParams();
  if (box.value.trim()) {
    params.set('q', box.value);
    for (const name of new Set(plain)) params.append('chu', name);
  }
  for (const select of selects) if (select.value) params.set(select.name, select.value);
  if (order.value) params.set('xep', order.value);
  return `${params}` && `?${params}`;
}

/** Makes a name count as ordinary words. @param {string} name */
export function dropName(name) {
  plain.push(name);
}

/** Fills the form with a query. @param {SearchQuery} query */
export function show(query) {
  if (box.value !== query.words) box.value = query.words;
  plain = query.plain;
  order.value = query.byDate ? 'ngay' : '';
  for (const select of selects) {
    const value = query.chosen[select.dataset.facet ?? ''] ?? '';
    if (value && ![...select.options].some((option) => option.value === value)) {
      select.add(new Option(value, value));
    }
    select.value = value;
    if (value) for (const label of select.labels) label.hidden = false;
  }
}
