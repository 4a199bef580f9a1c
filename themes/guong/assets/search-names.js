// The names of facets' values, by the same rules as the program (src/search/names.rs).
import { Bytes, utf8 } from './search-bits.js';

/**
 * Returns the names whose keys are from `from` to `to`, both included, at most `limit`.
 * @param {SearchIndex} index @param {string} from @param {string} to @param {number} limit
 */
export async function names(index, from, to, limit) {
  const table = index.root.names;
  const keys = table.keys ? table.keys.split('\n') : [];
  let at = Math.max(
    keys.findLastIndex((key) => key <= from),
    0,
  );
  /** @type {NameLine[]} */
  const found = [];
  for (let isFirst = true; at < keys.length && (isFirst || keys[at] <= to) && found.length < limit; at += 1) {
    isFirst = false;
    const text = utf8.decode(await index.file(`m-${table.sums.slice(at * 8, at * 8 + 8)}`));
    for (const line of text.split('\n')) {
      const [key, kind, facet, value, written] = line.split('\t');
      if (key && key >= from && key <= to)
        found.push({ key, kind: +kind, facet: +facet, value: +value, written: written || key });
    }
  }
  return found.slice(0, limit);
}

/**
 * Reads a value of a facet with its entries; `null` if there is no such value.
 * @param {SearchIndex} index @param {number} facet @param {number} number @returns {Promise<ValueOf | null>}
 */
export function valueAt(index, facet, number) {
  const sought = facet + String(number).padStart(6, '0');
  return index.remember(`: ${sought}`, async () => {
    const block = await index.findDeep('v', index.root.values, sought);
    const bytes = new Bytes(block ?? new Uint8Array(0));
    while (!bytes.done) {
      const isIt = bytes.text() === sought;
      const [id, label, path] = [bytes.text(), bytes.text(), bytes.text()];
      const [count, length] = [bytes.number(), bytes.number()];
      const start = bytes.at;
      if (isIt) return { facet, id, label, path, entries: bytes.list(count, index.all) };
      bytes.at = start + length;
    }
    return null;
  });
}

/** Whether any entry has a value. @param {ValueOf | null} value @returns {value is ValueOf} */
export const isUsed = (value) => Boolean(value?.entries.length);
