// Facets and dates. Loaded when a visitor filters or sorts.
import { Bytes } from './search-bits.js';

/** Reads a facet's values with their entries. @param {SearchIndex} index @param {[string, string, string]} facet */
function valuesOf(index, [key, , sum]) {
  return index.remember(`= ${key}`, async () => {
    const bytes = new Bytes(await index.file(`n-${sum}`));
    const values = [];
    for (let n = bytes.number(); n > 0; n -= 1) {
      const [id, label] = [bytes.text(), bytes.text()];
      values.push({ id, label, within: bytes.number() - 1, count: bytes.number() });
    }
    return values.map((value) => ({ ...value, entries: bytes.list(value.count, index.all) }));
  });
}

/** Reads the day on which each entry was published. @param {SearchIndex} index */
async function days(index) {
  const bytes = new Bytes(await index.file(`d-${index.root.days}`));
  return Uint32Array.from({ length: index.all }, () => bytes.number());
}

/**
 * Whether a value is what was chosen: that value, or one of the years from one on (`2020-`).
 * @param {string} value @param {string} chosen
 */
const meets = (value, chosen) =>
  value === chosen || (/^\d{4}-$/.test(chosen) && /^\d{4}$/.test(value) && value >= chosen.slice(0, 4));

/**
 * Narrows an answer to the chosen values (`{ field: 'kinh-te' }`); for the facets in `counted`, counts the results
 * that each value would leave.
 * @param {SearchIndex} index @param {Answered} answered @param {Record<string, string>} chosen
 * @param {boolean} byDate @param {string[]} counted
 */
export async function narrow(index, answered, chosen, byDate, counted) {
  const needed = index.root.facets.filter(([key]) => chosen[key] || counted.includes(key));
  const facets = await Promise.all(needed.map((facet) => valuesOf(index, facet)));
  const lacks = new Uint8Array(index.all);
  const lacked = new Int8Array(index.all).fill(-1);
  needed.forEach(([key], number) => {
    if (!chosen[key]) return;
    const has = new Uint8Array(index.all);
    const values = facets[number].filter(({ id }) => meets(id, chosen[key]));
    for (const { entries } of values) for (const entry of entries) has[entry] = 1;
    for (let n = 0; n < has.length; n += 1) {
      if (!has[n]) {
        lacks[n] += 1;
        lacked[n] = number;
      }
    }
  });
  const found = new Uint8Array(index.all);
  for (const entry of answered.entries) found[entry] = 1;
  /** @type {FacetCounts} */
  const counts = {};
  needed.forEach(([key], number) => {
    counts[key] = facets[number].map((value) => {
      let count = 0;
      for (const entry of value.entries) {
        if (found[entry] && (lacks[entry] === 0 || (lacks[entry] === 1 && lacked[entry] === number)))
          count += 1;
      }
      return { ...value, count };
    });
  });
  // Hits stay before related entries.
  const parts = [answered.entries.slice(0, answered.hits), answered.entries.slice(answered.hits)].map(
    (part) => part.filter((entry) => lacks[entry] === 0),
  );
  const hits = parts[0].length;
  if (byDate || !answered.ranked) {
    const published = await days(index);
    parts.forEach((part) => {
      const order = Float64Array.from(part, (entry) => (2 ** 20 - published[entry]) * 2 ** 20 + entry).sort();
      part.set(Uint32Array.from(order, (key) => key % 2 ** 20));
    });
  }
  return { entries: Uint32Array.from([...parts[0], ...parts[1]]), hits, counts };
}

/**
 * Fills each select with the values that leave results, and their counts after the prefix `most`.
 * @param {HTMLSelectElement[]} selects @param {FacetCounts} counted @param {Record<string, string>} chosen
 * @param {string} most
 */
export function fill(selects, counted, chosen, most) {
  for (const select of selects) {
    const { facet = '' } = select.dataset;
    const own = chosen[facet] ?? '';
    let values = (counted[facet] ?? []).filter((value) => value.count || value.id === own);
    if (facet === 'commune') {
      const provinces = counted.province ?? [];
      values = values.filter((value) => value.id === own || provinces[value.within]?.id === chosen.province);
    }
    const options = values.map((value) => new Option(`${value.label} (${most}${value.count})`, value.id));
    const { since } = select.dataset;
    if (since) {
      // Years stand from the newest on, and an entry began in one of them.
      let sum = 0;
      for (const { id, label, count } of values) {
        sum += count;
        options.push(new Option(`${since.replace('{y}', label)} (${most}${sum})`, `${id}-`));
      }
    }
    // A chosen value that no entry has any more stays in the list, so that it can be cleared.
    if (own && !options.some((option) => option.value === own)) {
      const left = values.filter(({ id }) => meets(id, own)).reduce((sum, { count }) => sum + count, 0);
      const label = since && own.endsWith('-') ? since.replace('{y}', own.slice(0, -1)) : own;
      options.push(new Option(`${label} (${left ? most : ''}${left})`, own));
    }
    select.replaceChildren(select.options[0], ...options);
    select.value = own;
    for (const label of select.labels) {
      label.hidden = !options.length;
      offer(label, select, values, most);
    }
  }
}

/** Maximum number of values that a facet offers below its list of all. */
const OFFERED = 5;

/**
 * Offers the values with the most results as buttons, which wide pages show beside the results.
 * @param {HTMLLabelElement} label @param {HTMLSelectElement} select
 * @param {{ id: string, label: string, count: number }[]} values @param {string} most
 */
function offer(label, select, values, most) {
  const isOwn = label.nextElementSibling?.classList.contains('choices');
  const list = isOwn ? label.nextElementSibling : document.createElement('ul');
  if (!list) return;
  list.className = 'choices';
  const first = [...values].sort((a, b) => b.count - a.count).slice(0, OFFERED);
  const items = first.map(({ id, label: name, count }) => {
    const [item, button, number] = ['li', 'button', 'span'].map((tag) => document.createElement(tag));
    button.setAttribute('type', 'button');
    button.setAttribute('aria-pressed', `${select.value === id}`);
    number.textContent = `${most}${count}`;
    button.append(`${name} `, number);
    button.addEventListener('click', () => {
      select.value = select.value === id ? '' : id;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    item.append(button);
    return item;
  });
  list.replaceChildren(...items);
  if (!isOwn) label.after(list);
}
