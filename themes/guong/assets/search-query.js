// What the visitor searches for, from the address and to it.
import { box, order, selects } from './search-page.js';

/** Names that are to be taken for words. @type {string[]} */
let plain = [];

/** @param {string | URL} address @returns {SearchQuery} */
export function wantedOf(address) {
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

/** The query of the address of what the form wants. */
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

/** Lets a name be taken for words. @param {string} name */
export function dropName(name) {
  plain.push(name);
}

/** Puts what is wanted into the form. @param {SearchQuery} wanted */
export function show(wanted) {
  if (box.value !== wanted.words) box.value = wanted.words;
  plain = wanted.plain;
  order.value = wanted.byDate ? 'ngay' : '';
  for (const select of selects) {
    const value = wanted.chosen[select.dataset.facet ?? ''] ?? '';
    if (value && ![...select.options].some((option) => option.value === value)) {
      select.add(new Option(value, value));
    }
    select.value = value;
    if (value) for (const label of select.labels) label.hidden = false;
  }
}
