// Facets and dates: loaded when somebody filters or sorts.
import { Bytes } from './search-bits.js';

// A facet's values with their entries.
function facet(index, key) {
  return index.remember(`= ${key}`, async () => {
    const bytes = new Bytes(await index.file(`n-${index.root.facets.find((one) => one[0] === key)[2]}`));
    const values = [];
    for (let n = bytes.number(); n > 0; n -= 1) {
      values.push({
        id: bytes.text(),
        label: bytes.text(),
        within: bytes.number() - 1,
        count: bytes.number(),
      });
    }
    values.forEach((value) => {
      value.entries = bytes.list(value.count, index.all);
    });
    return values;
  });
}

// The days on which the entries were published.
async function days(index) {
  const bytes = new Bytes(await index.file(`d-${index.root.days}`));
  return Uint32Array.from({ length: index.all }, () => bytes.number());
}

/** Narrows an answer by chosen values (`{ field: 'kinh-te' }`) and counts what each value would leave. */
export async function narrow(index, answered, chosen, byDate, counted) {
  const names = index.root.facets.map(([key]) => key).filter((key) => chosen[key] || counted.includes(key));
  const facets = await Promise.all(names.map((key) => facet(index, key)));
  const lacks = new Uint8Array(index.all);
  const lacked = new Int8Array(index.all).fill(-1);
  names.forEach((key, number) => {
    if (!chosen[key]) return;
    const has = new Uint8Array(index.all);
    const value = facets[number].find((one) => one.id === chosen[key]);
    for (const entry of value?.entries ?? []) has[entry] = 1;
    for (let n = 0; n < has.length; n += 1) {
      if (!has[n]) {
        lacks[n] += 1;
        lacked[n] = number;
      }
    }
  });
  const found = new Uint8Array(index.all);
  for (const entry of answered.entries) found[entry] = 1;
  const counts = {};
  names.forEach((key, number) => {
    counts[key] = facets[number].map((value) => {
      let count = 0;
      for (const entry of value.entries) {
        if (found[entry] && (lacks[entry] === 0 || (lacks[entry] === 1 && lacked[entry] === number)))
          count += 1;
      }
      return { ...value, count };
    });
  });
  // Hits stay before what may be related.
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

/** Puts the values that leave results into their lists, with how many they leave. */
export function fill(selects, counted, chosen, most) {
  for (const select of selects) {
    const { facet } = select.dataset;
    const own = chosen[facet] ?? '';
    let values = (counted[facet] ?? []).filter((value) => value.count || value.id === own);
    if (facet === 'commune') {
      const provinces = counted.province ?? [];
      values = values.filter((value) => value.id === own || provinces[value.within]?.id === chosen.province);
    }
    const options = values.map((value) => new Option(`${value.label} (${most}${value.count})`, value.id));
    // What no entry has any more is shown as well, so that it can be removed.
    if (own && !values.some((value) => value.id === own)) options.push(new Option(`${own} (0)`, own));
    select.replaceChildren(select.options[0], ...options);
    select.value = own;
    select.closest('label').hidden = !options.length;
  }
}
