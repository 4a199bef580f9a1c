// Answers a query with entries, by the same rules as the program (src/search/matcher.rs).
import { ALL, ENOUGH, NEAR, RELATED, SYNONYM_SIGN } from './search-constants.js';
import { Matcher } from './search-matcher.js';
import { understand } from './search-parts.js';
import { Tiers } from './search-tiers.js';
import { readQuery } from './search-words.js';

/** Matches words that may be Telex or VNI keys. */
const KEYS = /^[a-z].*[0-9sfrxjw]|([aeod]).*\1/;

/** Whether any of the words begins a text that has synonyms. @param {SearchIndex} index @param {Word[]} words */
function hasSynonyms({ root }, words) {
  const lines = root.starts.split('\n').filter((line) => line.startsWith(SYNONYM_SIGN));
  return words.some(({ folded }) => lines.some((line) => `${line} `.startsWith(`${SYNONYM_SIGN}${folded} `)));
}

/**
 * Returns the entries that answer a query, best first.
 * @param {SearchIndex} index @param {string} typed @param {string[]} [plain] names that count as ordinary words
 * @returns {Promise<Answered>}
 */
export async function answer(index, typed, plain = []) {
  const query = readQuery(typed);
  const strict = query.phrases.length || query.excluded.length;
  const { allowed, doubt } = strict
    ? await (await import('./search-exact.js')).allowedBy(index, query)
    : { allowed: null, doubt: null };
  let { words } = query;
  if (words.some(({ surface, folded }) => !index.weight(folded) && KEYS.test(surface))) {
    // Meanwhile, prefetches the pairs of words that are surely typed right.
    words.forEach((word, n) => {
      const sure = n > 0 && word.joined && index.weight(word.folded) && index.weight(words[n - 1].folded);
      if (sure) index.pair(words[n - 1].folded, word.folded).catch(() => {});
    });
    const { finish } = await import('./search-slips.js');
    words = words.map((word) => finish(index, word));
  }
  const matcher = new Matcher(index, words);
  const ranked = words.length > 0;
  const tiers = new Tiers(matcher);
  /** @type {Understood & { parts: QueryPart[] }} */
  let understood = { parts: [], offered: [], also: [] };
  if (ranked) {
    const named = understand(matcher, plain, query.quoted);
    [understood] = await Promise.all([named, matcher.begin(), tiers.begin()]);
    matcher.parts = understood.parts;
    await matcher.run(query.unfinished);
    matcher.take();
    if (hasSynonyms(index, words)) {
      understood.also = await (await import('./search-synonyms.js')).addSynonyms(
        matcher,
        plain,
        query.quoted,
      );
    }
    await tiers.lookUp(allowed);
    if (tiers.best(allowed) > NEAR) await tiers.readRest(allowed);
    const best = tiers.best(allowed);
    if (best > NEAR) await matcher.mend(allowed, best === ALL);
    await matcher.countCommon();
  }
  const { met, score, cover } = matcher.totals();
  const all = Uint32Array.from({ length: index.all }, (_, n) => n);
  const hold = ranked ? tiers.hits() : all;
  const candidates = ranked ? Uint32Array.from(new Set([...met, ...all.filter((n) => hold[n])])) : all;
  let most = 0;
  for (const n of candidates) if (cover[n] > most && (!allowed || allowed[n])) most = cover[n];
  const answers = candidates.filter(
    (n) => (!allowed || allowed[n]) && (!ranked || hold[n] || cover[n] * 16 >= most * ENOUGH),
  );
  const known = { score, ranked, words, understood, doubt };
  if (!ranked) return { ...known, entries: answers, hits: answers.length, instead: null };
  // Sorts by ascending tier, then descending score, then ascending entry number.
  const { place, isMended } = tiers.order(answers);
  const order = Float64Array.from(answers, (n) => (place(n) * 2 ** 25 + 2 ** 25 - score[n]) * 2 ** 20 + n);
  const entries = Uint32Array.from(order.sort(), (key) => key % 2 ** 20);
  const hits = entries.reduce((count, n) => count + (place(n) < RELATED * 16 ? 1 : 0), 0);
  return { ...known, entries, hits, instead: isMended ? tiers.instead(entries[0]) : null };
}
