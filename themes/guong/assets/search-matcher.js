// Matches a query's words with the index, by the same rules as the program (src/search/matcher.rs).
import { has, log16 } from './search-bits.js';
import {
  AGREES,
  BESIDE,
  COMPLETED,
  COMPLETIONS,
  DIFFERS,
  EXACT,
  HELD,
  RARE,
  RAREST,
  SUSPECTS,
  TIER_WEIGHTS,
  TONELESS,
} from './search-constants.js';
import { common } from './search-tiers.js';
import { totalsOf } from './search-totals.js';
import { agreement, beginning, isYear } from './search-words.js';

/** @param {Pick<Form, 'lists'>} form */
const held = (form) =>
  Math.max(form.lists[0].length + form.lists[1].length + form.lists[2].length, form.lists[3].length);

/** The words of a query, and the lists that match them. */
export class Matcher {
  /** @param {SearchIndex} index @param {Word[]} words */
  constructor(index, words) {
    this.index = index;
    this.words = words;
    this.bare = words.every((word) => word.surface === word.folded);
    /** @type {QueryTerm[]} */
    this.terms = [];
    /**
     * The corrections that were tried in place of words.
     * @type {{ n: number, surface: string, lists: NumberList[] }[]}
     */
    this.tried = [];
    /** @type {QueryPart[]} */
    this.parts = [];
    /** The words too common to count by themselves. @type {number[]} */
    this.common = [];
    /** @type {Totals | null} */
    this.sums = null;
  }

  /** Adds a term that covers some words, with no lists yet. @param {number[]} words */
  addTerm(words) {
    /** @type {QueryTerm} */
    const term = { words, lists: [], sum: null, isBeside: words.length > 1, isSynonym: false };
    this.terms.push(term);
    return term;
  }

  /**
   * Adds the lists of spellings to a term. If one is exactly as typed, no tone was left out: those with more differ.
   * @param {QueryTerm} term @param {Pick<Form, 'lists'>[]} forms @param {number} part @param {number[]} all
   */
  count(term, forms, part, all, meant = false) {
    const exact = all.includes(EXACT);
    const marks = exact ? all.map((mark) => (mark < AGREES || mark > TONELESS[1] ? mark : DIFFERS)) : all;
    /** @param {number} least */
    const agreeing = (least) => forms.reduce((sum, form, n) => sum + (marks[n] >= least ? held(form) : 0), 0);
    const entries = agreeing(AGREES) || agreeing(0);
    const rarity = Math.max(log16(this.index.all) + 32 - log16(entries), 16);
    const weight = Math.floor((rarity * part) / 16);
    this.sums = term.sum = null;
    for (const [n, form] of forms.entries()) {
      const covers = weight * marks[n];
      for (const [tier, entries] of form.lists.entries()) {
        const score = covers * TIER_WEIGHTS[tier];
        if (entries.length) term.lists.push({ entries, tier, meant, score, covers, marks: marks[n] });
      }
    }
  }

  /** @param {number} n @param {string} written */
  marks(n, written) {
    const word = this.words[n];
    return agreement(word.surface, word.folded, written, this.bare);
  }

  /** @param {number} n @param {string} written */
  begins(n, written) {
    const word = this.words[n];
    return Math.floor((beginning(word.surface, word.folded, written, this.bare) * COMPLETED) / 16);
  }

  /** @param {number} n */
  joined(n) {
    return n > 0 && n < this.words.length && this.words[n].joined;
  }

  // Returns the words that count by themselves besides their pairs.
  rarest() {
    const { index, words } = this;
    const rare = Math.max(log16(index.all) - RARE, 0);
    /** @param {number} n */
    const keeps = (n) =>
      (this.joined(n + 1) && index.firstKeeps(words[n].folded, words[n + 1].folded)) ||
      (this.joined(n) && !index.firstKeeps(words[n - 1].folded, words[n].folded));
    /** @param {number} n */
    const weight = (n) => index.weight(words[n].folded);
    const kept = words.map((_, n) => n).filter((n) => keeps(n) && weight(n) <= rare);
    return kept.sort((a, b) => weight(a) - weight(b)).slice(0, RAREST);
  }

  pairs() {
    const { index, words } = this;
    return words.map((word, n) => (this.joined(n) ? index.pair(words[n - 1].folded, word.folded) : null));
  }

  // Prefetches what `run` reads, but for years, which may be understood.
  begin() {
    const { index, words } = this;
    const rarest = this.rarest().filter((n) => !isYear(words[n].folded));
    return Promise.all([...this.pairs(), ...rarest.map((n) => index.agreeing(words[n], this.bare))]);
  }

  /** @param {boolean} unfinished */
  async run(unfinished) {
    const { index, words } = this;
    const last = words.length - 1;
    const found = words.map(() => false);
    /** @param {number} n */
    const alone = (n) => !this.joined(n) && !this.joined(n + 1);
    const limit = common(index);
    /** @param {number} n */
    const everywhere = (n) => !alone(n) && index.weight(words[n].folded) > limit;
    const rarest = this.rarest();
    /** @param {number} n */
    const counts = (n) => alone(n) || isYear(words[n].folded) || rarest.includes(n);
    const pairs = this.pairs();
    await Promise.all(pairs);
    let completed = false;
    for (let n = 1; n <= last; n += 1) {
      const pair = pairs[n];
      if (!pair) continue;
      const [a, b] = [words[n - 1].folded, words[n].folded];
      const forms = await pair;
      const term = this.addTerm([n - 1, n]);
      const marks = forms.map((form) => Math.min(this.marks(n - 1, form.own), this.marks(n, form.other)));
      let agreed = marks.some((mark) => mark >= AGREES);
      this.count(term, forms, 16, marks);
      if (!agreed && unfinished && n === last) {
        const whole = (await index.neighbours(a))[0].filter((word) => word.startsWith(b) && word !== b);
        const all = await Promise.all(whole.slice(0, COMPLETIONS).map((word) => index.pair(a, word)));
        for (const some of all) {
          const parts = some.map((form) => {
            const begun = beginning(words[n].surface, b, form.other, this.bare);
            return Math.floor((Math.min(this.marks(n - 1, form.own), begun) * COMPLETED) / 16);
          });
          completed ||= parts.some((mark) => mark >= Math.floor((AGREES * COMPLETED) / 16));
          this.count(term, some, 16, parts);
        }
        agreed = completed;
      }
      if (agreed) found[n - 1] = found[n] = true;
    }
    const left = words.map(
      (_, n) => !(completed && n === last) && !this.isInYears(n) && (counts(n) || !found[n]),
    );
    const counted = left.map((is, n) => is && !everywhere(n));
    this.common = words.map((_, n) => n).filter((n) => left[n] && everywhere(n));
    await Promise.all(words.map((word, n) => (counted[n] ? index.agreeing(word, this.bare) : null)));
    for (let n = 0; n <= last; n += 1) {
      if (!counted[n]) continue;
      const { folded } = words[n];
      const [term, marks] = await this.countAlone(n, alone(n) ? 16 : BESIDE);
      if (!alone(n) || marks.some((mark) => mark >= AGREES) || !unfinished || n !== last) continue;
      const whole = index.commonWhere((word) => word.startsWith(folded) && word !== folded);
      const all = await Promise.all(whole.slice(0, COMPLETIONS).map((word) => index.single(word)));
      for (const forms of all) {
        const begun = forms.map((form) => this.begins(n, form.own));
        this.count(term, forms, 16, begun);
      }
    }
  }

  /**
   * Whether a word belongs to understood years, which entries have as a facet value, whatever years are in their text.
   * @param {number} n
   */
  isInYears(n) {
    return this.parts.some(({ facet, from, to }) => facet === 'year' && n >= from && n < to);
  }

  /** Counts the understood parts in place of their words. */
  take() {
    for (const { from, to, entries } of this.parts) {
      const term = this.addTerm(Array.from({ length: to - from }, (_, n) => from + n));
      term.isBeside = true;
      this.count(term, [{ lists: [[], [], [], entries] }], 16, [EXACT]);
    }
  }

  /**
   * Returns the spellings of a word that agree with it; if there are none, all, which differ from it.
   * @param {number} n
   */
  async agreeing(n) {
    const all = await this.index.agreeing(this.words[n], this.bare);
    const isExact = all.some((form) => this.marks(n, form.own) === EXACT);
    const forms = isExact ? all.filter((form) => this.marks(n, form.own) > TONELESS[1]) : all;
    return { forms, marks: forms.map((form) => this.marks(n, form.own)) };
  }

  /** Counts a word by itself. @param {number} n @param {number} part @returns {Promise<[QueryTerm, number[]]>} */
  async countAlone(n, part) {
    const { forms, marks } = await this.agreeing(n);
    const term = this.addTerm([n]);
    this.count(term, forms, part, marks);
    return [term, marks];
  }

  /**
   * Tries corrections of suspect words, by a script of its own, since few queries need it.
   * @param {Uint8Array | null} allowed @param {boolean} isApart whether the best entry has all words, but apart
   */
  async mend(allowed, isApart) {
    /** @type {number[]} */
    const tried = [];
    while (tried.length < SUSPECTS) {
      const n = this.suspect(allowed, tried, isApart);
      if (n === undefined) return;
      tried.push(n);
      await (await import('./search-slips.js')).mend(this, n);
    }
  }

  // Counts the words that occur nearly everywhere, if nothing else matched.
  async countCommon() {
    if (this.totals().met.length) return;
    for (const n of this.common) await this.countAlone(n, BESIDE);
  }

  /** Whether no entry has a word right after the one before it. @param {number} n */
  isNowhere(n) {
    const pair = this.terms.find(
      ({ words, isSynonym }) => !isSynonym && words.length === 2 && words[0] === n - 1 && words[1] === n,
    );
    return !pair?.lists.some(({ marks, meant }) => !meant && marks >= HELD);
  }

  /**
   * Returns the rarest word that the best entry lacks or, if `isApart`, that all pairs which occur nowhere share.
   * @param {Uint8Array | null} allowed @param {number[]} tried @param {boolean} isApart
   */
  suspect(allowed, tried, isApart) {
    const { met, score, cover } = this.totals();
    let best = allowed ? allowed.indexOf(1) : 0;
    for (const n of met) {
      const ahead =
        cover[n] > cover[best] ||
        (cover[n] === cover[best] && (score[n] > score[best] || (score[n] === score[best] && n < best)));
      if (ahead && (!allowed || allowed[n])) best = n;
    }
    /** @param {number} n */
    const inPart = (n) => this.parts.some(({ from, to }) => n >= from && n < to);
    const nowhere = this.words
      .map((_, n) => n)
      .filter((n) => isApart && this.joined(n) && !inPart(n) && !inPart(n - 1) && this.isNowhere(n));
    /** @param {number} n */
    const isOutOfPlace = (n) =>
      nowhere.length > 0 && nowhere.every((second) => n === second || n === second - 1);
    /** @param {number} n */
    const covered = (n) =>
      this.terms.some(
        (term) =>
          term.words.includes(n) && term.lists.some((list) => list.marks >= HELD && has(list.entries, best)),
      );
    const list = this.words
      .map((_, n) => n)
      .filter((n) => {
        const { folded } = this.words[n];
        return (
          !tried.includes(n) &&
          !inPart(n) &&
          folded.length > 1 &&
          !/^[0-9]/.test(folded) &&
          (isApart ? isOutOfPlace(n) : !covered(n))
        );
      });
    /** @param {number} n */
    const weight = (n) => this.index.weight(this.words[n].folded);
    return list.sort((a, b) => weight(a) - weight(b))[0];
  }

  /** Returns all matching entries, with their scores and how much of the query each covers. */
  totals() {
    this.sums ??= totalsOf(this.index, this.terms);
    return this.sums;
  }
}
