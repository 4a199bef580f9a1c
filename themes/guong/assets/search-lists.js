// Blocks of posting lists: the entries that have a syllable or a pair, by its spelling.
import { Bytes, union } from './search-bits.js';

const toBytes = new TextEncoder();

/**
 * Returns the spellings of a syllable, or of one of its pairs (`[behind, other]`), with the entries of each by tier.
 * @param {Uint8Array} block @param {string} word @param {SoughtPair | null} pair @param {number} all
 */
export function formsIn(block, word, pair, all) {
  const sought = toBytes.encode(word);
  const bytes = new Bytes(block);
  /** @type {Form[]} */
  const found = [];
  while (!bytes.done) {
    const own = bytes.passes(sought);
    const length = bytes.number();
    if (own) found.push(...segment(block.subarray(bytes.at, bytes.at + length), pair, all));
    bytes.at += length;
  }
  return found;
}

/**
 * Decodes a syllable's segment of a block; src/search/groups.rs describes the format.
 * @param {Uint8Array} body @param {SoughtPair | null} pair @param {number} all @returns {Form[]}
 */
function segment(body, pair, all) {
  const bytes = new Bytes(body);
  const flags = bytes.number();
  const [relative, continued] = [flags & 1, flags & 2];
  let at = 0;
  const counts = () => {
    const mask = bytes.number();
    const list = [0, 0, 0, 0];
    for (let tier = 0; tier < 4; tier += 1) if (mask & (1 << tier)) list[tier] = bytes.number();
    const held = { counts: list, at };
    at += bytes.number();
    return held;
  };
  /** @type {Surface[]} */
  const surfaces = [];
  for (let n = bytes.number(); n > 0; n -= 1) {
    const own = bytes.text();
    surfaces.push({ own, other: '', ...(continued ? { counts: [], at: 0 } : counts()) });
  }
  const pairs = [];
  const sought = toBytes.encode(pair ? pair[1] : '');
  for (let runs = bytes.number(); runs > 0; runs -= 1) {
    const forms = bytes.number();
    const isSought = bytes.passes(sought) && pair?.[0] === Boolean(forms & 1);
    for (let n = forms >> 1; n > 0; n -= 1) {
      if (isSought) {
        const own = surfaces[bytes.number()];
        pairs.push({ within: own, own: own.own, other: bytes.text() || (pair?.[1] ?? ''), ...counts() });
      } else {
        bytes.number();
        bytes.passes(sought);
        for (let mask = bytes.number(); mask > 0; mask >>= 1) if (mask & 1) bytes.number();
        at += bytes.number();
      }
    }
  }
  const start = bytes.at;
  /** @param {{ counts: number[], at: number }} held @param {number} universe @returns {NumberList[]} */
  const lists = (held, universe) => {
    const reader = new Bytes(body, start + held.at);
    return held.counts.map((count) => (count ? reader.list(count, universe) : []));
  };
  if (!pair) return continued ? [] : surfaces.map((held) => ({ ...held, lists: lists(held, all) }));
  return pairs.map((held) => {
    if (!relative) return { ...held, lists: lists(held, all) };
    held.within.union ??= union(lists(held.within, all));
    const entries = held.within.union;
    const ranks = lists(held, entries.length);
    for (const list of ranks) for (let n = 0; n < list.length; n += 1) list[n] = entries[list[n]];
    return { ...held, lists: ranks };
  });
}
