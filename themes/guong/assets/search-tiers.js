// Sorts answers into tiers, which outrank scores, by the same rules as the program (src/search/tiers.rs).
import { has, log16 } from './search-bits.js';
import {
  AGREES,
  ALL,
  AT_ONCE,
  EVERYWHERE,
  FEWER,
  HELD,
  LONG_LISTS,
  NEAR,
  RELATED,
} from './search-constants.js';
import { isYear } from './search-words.js';

/** @param {number} n */
const bit = (n) => (n < 32 ? 1 << n : 0);
/** @param {number[]} list */
const bits = (list) => list.reduce((sum, n) => sum | bit(n), 0);

/** Returns the weight above which a word says little by itself. @param {SearchIndex} index */
export const common = (index) => Math.max(log16(index.all) - EVERYWHERE, LONG_LISTS);

/** The tiers of a query's answers. */
export class Tiers {
  /** @param {Matcher} matcher */
  constructor(matcher) {
    this.matcher = matcher;
    this.alone = new Int32Array(matcher.index.all);
    this.titled = this.alone.slice();
    this.unread = 0;
  }

  // The words that are not in nearly all entries, the rarest first.
  rarest() {
    const { index, words } = this.matcher;
    const limit = common(index);
    /** @param {number} n */
    const weight = (n) => index.weight(words[n].folded);
    const known = words.map((_, n) => n).filter((n) => weight(n) <= limit && !this.matcher.isInYears(n));
    return known.sort((a, b) => weight(a) - weight(b));
  }

  // Prefetches what `lookUp` reads first.
  begin() {
    const { index, words } = this.matcher;
    const first = this.rarest()
      .filter((n) => !isYear(words[n].folded))
      .slice(0, AT_ONCE);
    const { bare } = this.matcher;
    return Promise.all(
      first.map((n) => (bare ? index.titles(words[n].folded) : index.agreeing(words[n], bare))),
    );
  }

  /**
   * Looks up words by themselves, the rarest first, until no other entry may have all words.
   * @param {Uint8Array | null} allowed
   */
  async lookUp(allowed) {
    const { words } = this.matcher;
    this.unread = bits(words.map((_, n) => n).filter((n) => !this.matcher.isInYears(n)));
    const rarest = this.rarest();
    for (let at = 0; at < rarest.length; at += AT_ONCE) {
      const some = rarest.slice(at, at + AT_ONCE);
      await Promise.all(some.map((n) => this.read(n)));
      this.unread &= ~bits(some);
      if (!this.mayHaveAll(allowed, NEAR)) return;
    }
  }

  /** Reads a word's lists; if the query has no diacritics, those of titles. @param {number} n */
  async read(n) {
    const { matcher } = this;
    const { forms, marks } = matcher.bare
      ? { forms: await matcher.index.titles(matcher.words[n].folded), marks: [] }
      : await matcher.agreeing(n);
    for (const [at, form] of forms.entries()) {
      if (marks[at] < AGREES) continue;
      for (const list of form.lists) for (const entry of list) this.alone[entry] |= bit(n);
      for (const entry of form.lists[0]) this.titled[entry] |= bit(n);
    }
  }

  /**
   * Whether an allowed entry of a tier below `least` may have all words.
   * @param {Uint8Array | null} allowed @param {number} least
   */
  mayHaveAll(allowed, least) {
    const whole = bits(this.matcher.words.map((_, n) => n));
    const { words, tiers } = this.of('synonyms');
    return words.some((has, n) => has === whole && tiers[n] > least && (!allowed || allowed[n]));
  }

  /** Reads the lists left out by `lookUp` if an allowed entry may have all words. @param {Uint8Array | null} allowed */
  async readRest(allowed) {
    const { words } = this.matcher;
    if (!this.unread || !this.mayHaveAll(allowed, -1)) return;
    await Promise.all(words.map((_, n) => (this.unread & bit(n) ? this.read(n) : null)));
    this.unread = 0;
  }

  /**
   * Returns, by entry, the words that it has or may have, and its tier: as typed, with synonyms, or with corrections
   * as well.
   * @param {'typed' | 'synonyms' | 'meant'} reading
   */
  of(reading) {
    const { matcher } = this;
    const words = this.alone.slice();
    const [pairs, beside] = [0, 1].map(() => new Int32Array(words.length));
    const titled = this.titled.slice();
    for (const term of matcher.terms) {
      if (term.isSynonym && reading === 'typed') continue;
      const held = bits(term.words);
      const pair = bits(term.words.slice(1));
      for (const { entries, marks, meant, tier } of term.lists) {
        if (marks < HELD || (meant && reading !== 'meant')) continue;
        for (let at = 0; at < entries.length; at += 1) {
          const n = entries[at];
          words[n] |= held;
          pairs[n] |= pair;
          if (term.isBeside) beside[n] |= held;
          if (tier === 0) titled[n] |= held;
        }
      }
    }
    const every = bits(matcher.words.map((_, n) => n));
    // A named part need not be next to the words around it.
    const edges = matcher.parts.flatMap(({ from, to }) => [from, to]);
    const neighbours = bits(
      matcher.words.map((_, n) => n).filter((n) => matcher.joined(n) && !edges.includes(n)),
    );
    const tiers = Uint8Array.from(words, (held, n) => {
      if ((held & every) !== every) return FEWER;
      if ((pairs[n] & neighbours) === neighbours) return 0;
      return beside[n] === every || titled[n] === every ? NEAR : ALL;
    });
    return { words: words.map((held) => held | this.unread), tiers };
  }

  // Returns, by entry, 1 for a hit: it has all the words.
  hits() {
    const last = this.matcher.bare ? NEAR : ALL;
    const { tiers } = this.of('synonyms');
    return tiers.map((tier) => Number(tier <= last));
  }

  /** @param {Uint8Array | null} allowed */
  best(allowed) {
    return this.of('synonyms').tiers.reduce(
      (best, tier, n) => (tier < best && (!allowed || allowed[n]) ? tier : best),
      FEWER,
    );
  }

  /**
   * Returns each entry's rank (lower is better: its tier, then how many named parts it lacks, then whether only
   * synonyms match), and whether corrections replace what was typed.
   * @param {Uint32Array} answers
   */
  order(answers) {
    const { matcher } = this;
    const lacks = new Uint8Array(matcher.index.all);
    for (const { entries } of matcher.parts.slice(0, 7)) {
      for (let n = 0; n < lacks.length; n += 1) lacks[n] += 1;
      for (const n of entries) lacks[n] -= 1;
    }
    const { place, isMended } = this.tiersOf(answers);
    const isLower = this.lower();
    return { place: (/** @type {number} */ n) => place(n) * 16 + lacks[n] * 2 + isLower[n], isMended };
  }

  /** Returns, by entry, whether it would rank lower without synonyms. */
  lower() {
    const { terms, index } = this.matcher;
    if (!terms.some(({ isSynonym }) => isSynonym)) return new Uint8Array(index.all);
    const [typed, all] = [this.of('typed').tiers, this.of('synonyms').tiers];
    return all.map((tier, n) => Number(tier < typed[n]));
  }

  /** @param {Uint32Array} answers */
  tiersOf(answers) {
    const { matcher } = this;
    const [typed, meant] = [this.of('synonyms'), this.of('meant')];
    /** @param {{ tiers: Uint8Array }} of */
    const best = ({ tiers }) => answers.reduce((first, n) => Math.min(first, tiers[n]), FEWER);
    const [first, other] = [best(meant), best(typed)];
    if (matcher.tried.length && first < other && (first === 0 || other === FEWER))
      return { place: (/** @type {number} */ n) => RELATED + meant.tiers[n], isMended: true };
    const most = answers.reduce((held, n) => held | meant.words[n], 0);
    const last = matcher.bare ? NEAR : ALL;
    /** @param {number} n */
    const place = (n) => {
      const tier = typed.tiers[n];
      if (tier <= last) return tier;
      return tier === FEWER && meant.words[n] !== most ? RELATED + FEWER + 1 : RELATED + tier;
    };
    return { place, isMended: false };
  }

  /** Returns the corrected query, spelled as in the first answer. @param {number} first */
  instead(first) {
    const { tried, words } = this.matcher;
    /** @param {number} n */
    const taken = (n) => tried.find((one) => one.n === n && one.lists.some((list) => has(list, first)));
    return words.map((word, n) => taken(n)?.surface ?? word.surface).join(' ');
  }
}
