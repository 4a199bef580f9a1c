// Exact phrases and exclusions, by the same rules as the program (src/search/phrases.rs). Loaded for queries with
// quotes or a minus sign. The index knows only pairs of words: longer phrases are checked on the entries' pages.

/** @param {SearchIndex} index @param {Word[]} words */
async function exactly(index, words) {
  const bare = words.every((word) => word.surface === word.folded);
  /** @param {Word} word @param {string} written */
  const is = (word, written) => bare || word.surface === written;
  const found = new Uint8Array(index.all).fill(1);
  for (let n = 0; n < words.length; n += 1) {
    const next = words[n + 1]?.joined ? words[n + 1] : null;
    if (next || !(n > 0 && words[n].joined)) {
      const forms = next
        ? await index.pair(words[n].folded, next.folded)
        : await index.single(words[n].folded);
      const here = new Uint8Array(index.all);
      for (const form of forms) {
        if (is(words[n], form.own) && (!next || is(next, form.other))) {
          for (const list of form.lists) for (const entry of list) here[entry] = 1;
        }
      }
      for (let entry = 0; entry < found.length; entry += 1) found[entry] &= here[entry];
    }
  }
  return found;
}

/** Whether more than two words in a row are adjacent. @param {Word[]} list */
const isLong = (list) => list.some((word, n) => n > 1 && word.joined && list[n - 1].joined);

/**
 * Returns which entries have all phrases of a query and none that it excludes, and what remains to be checked.
 * @param {SearchIndex} index @param {Query} query
 */
export async function allowedBy(index, query) {
  /** @type {[Word[], Uint8Array][]} */
  const forbidden = [];
  const allowed = new Uint8Array(index.all).fill(1);
  for (const phrase of query.phrases) {
    const found = await exactly(index, phrase);
    for (let n = 0; n < allowed.length; n += 1) allowed[n] &= found[n];
  }
  for (const excluded of query.excluded) {
    let list = excluded.words;
    if (!excluded.quoted) {
      const pair = list[1]?.joined && (await exactly(index, list.slice(0, 2))).includes(1);
      list = list.slice(0, pair ? 2 : 1);
      query.words.push(...excluded.words.slice(list.length));
    }
    const found = await exactly(index, list);
    if (isLong(list)) forbidden.push([list, found]);
    else for (let n = 0; n < allowed.length; n += 1) if (found[n]) allowed[n] = 0;
  }
  const required = query.phrases.filter(isLong);
  const doubt =
    required.length || forbidden.length
      ? await (await import('./search-pages.js')).doubtOf(index, allowed, required, forbidden)
      : null;
  return { allowed, doubt };
}
