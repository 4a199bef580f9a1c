// Searches for synonyms too, by the same rules as the program (src/search/synonyms.rs). Loaded if a word of the query
// begins a text that has synonyms.
import { AGREES, LONGEST_SYNONYM, SYNONYM_RUNS, SYNONYM_SIGN, SYNONYMS } from './search-constants.js';
import { names } from './search-names.js';
import { fold } from './search-words.js';

/** @typedef {{ titled: Set<number>, all: Set<number> }} TextEntries */

/** Returns the entries that have any of the forms. @param {Form[]} forms @returns {TextEntries} */
const entriesOf = (forms) => ({
  titled: new Set(forms.flatMap(({ lists }) => [...lists[0]])),
  all: new Set(forms.flatMap(({ lists }) => lists.flatMap((list) => [...list]))),
});

/** @param {TextEntries} one @param {TextEntries} other @returns {TextEntries} */
const within = (one, other) => ({
  titled: new Set([...one.titled].filter((n) => other.titled.has(n))),
  all: new Set([...one.all].filter((n) => other.all.has(n))),
});

/** @param {Matcher} matcher @param {number[]} list @param {TextEntries} entries @param {boolean} isBeside */
function countText(matcher, list, { titled, all }, isBeside) {
  const term = Object.assign(matcher.addTerm(list), { isBeside, isSynonym: true });
  const rest = [...all].filter((n) => !titled.has(n));
  const lists = [[...titled], [], rest, []].map((some) => Uint32Array.from(some).sort());
  matcher.count(term, [{ lists }], 16, [AGREES]);
}

/**
 * Counts a synonym in place of some words; returns whether any entry has it.
 * @param {Matcher} matcher @param {number} from @param {number} to @param {string} text
 */
async function countSynonym(matcher, from, to, text) {
  const { index, words } = matcher;
  const own = text.split(' ').map((word) => ({ word, folded: fold(word) }));
  const [first, last] = [own[0], own[own.length - 1]];
  const isLong = own.length > 1;
  const forms = await Promise.all(
    isLong
      ? own.slice(1).map(({ folded }, n) => index.pair(own[n].folded, folded))
      : [index.single(first.folded)],
  );
  const found = forms
    .map((some, n) =>
      entriesOf(
        some.filter((form) => form.own === own[n].word && (!isLong || form.other === own[n + 1].word)),
      ),
    )
    .reduce((before, here) => within(here, before));
  if (!found.all.size) return false;
  if (matcher.joined(from)) {
    const here = (await index.pair(words[from - 1].folded, first.folded)).filter(
      (form) => form.other === first.word && matcher.marks(from - 1, form.own) >= AGREES,
    );
    countText(matcher, [from - 1, from], within(entriesOf(here), found), true);
  }
  if (matcher.joined(to)) {
    const here = (await index.pair(last.folded, words[to].folded)).filter(
      (form) => form.own === last.word && matcher.marks(to, form.other) >= AGREES,
    );
    countText(matcher, [to - 1, to], within(entriesOf(here), found), true);
  }
  const list = Array.from({ length: to - from }, (_, n) => from + n);
  countText(matcher, list, found, isLong || list.length > 1);
  return true;
}

/**
 * Counts synonyms beside the words they stand for; returns those that occur.
 * @param {Matcher} matcher @param {string[]} plain @param {boolean[]} quoted
 * @returns {Promise<AlsoSearched[]>}
 */
export async function addSynonyms(matcher, plain, quoted) {
  const { index, parts, words } = matcher;
  const starts = new Set(index.root.starts.split('\n'));
  /** @param {number} n */
  const isFree = (n) => !quoted[n] && !parts.some(({ from, to }) => n >= from && n < to);

  /** Returns the longest run of words from one on that has synonyms. @param {number} from */
  const runAt = async (from) => {
    if (!isFree(from)) return null;
    let end = from + 1;
    while (matcher.joined(end) && isFree(end) && end - from < LONGEST_SYNONYM) end += 1;
    for (let to = end; to > from; to -= 1) {
      const run = words.slice(from, to);
      const key = run.map(({ folded }) => folded).join(' ');
      const line = SYNONYM_SIGN + key;
      if (plain.includes(key) || !starts.has(line)) continue;
      const lines = (await names(index, line, line, Infinity)).map(({ written }) =>
        written.split(SYNONYM_SIGN),
      );
      const texts = lines
        .filter(([own]) => own.split(' ').every((word, n) => matcher.marks(from + n, word) >= AGREES))
        .flatMap(([, ...others]) => others);
      if (texts.length) return { to, key, texts };
    }
    return null;
  };
  /** @type {AlsoSearched[]} */
  const also = [];
  for (let at = 0; at < words.length && also.length < SYNONYM_RUNS; ) {
    const run = await runAt(at);
    if (run) {
      const others = [];
      for (const text of run.texts) {
        if (others.length < SYNONYMS && (await countSynonym(matcher, at, run.to, text))) others.push(text);
      }
      if (others.length) also.push({ key: run.key, others });
    }
    at = run?.to ?? at + 1;
  }
  return also;
}
