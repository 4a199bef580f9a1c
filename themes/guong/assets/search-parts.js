// Finds names in a query, by the same rules as the program (src/search/understood.rs). A name ranks entries within a
// tier and is never required; one that may be ordinary words is only offered.
import { log16 } from './search-bits.js';
import {
  AGREES,
  BEFORE_PARTS,
  HALF_MORE,
  LONGEST_NAME,
  NAMED_ONLY,
  OFFERED,
  OPEN_SPANS,
  ORDINARY,
  PLACE,
  PLACE_TYPES,
  PROVINCE,
  SURE,
  TWICE,
  YEAR,
} from './search-constants.js';
import { isUsed, names, valueAt } from './search-names.js';
import { isYear } from './search-words.js';

class Understanding {
  /** @param {Matcher} matcher @param {string[]} plain @param {boolean[]} quoted */
  constructor(matcher, plain, quoted) {
    this.matcher = matcher;
    this.plain = plain;
    this.quoted = quoted;
    this.words = matcher.words;
    this.index = matcher.index;
    this.starts = new Set(this.index.root.starts.split('\n'));
  }

  /** @param {number} from @param {number} to */
  key(from, to) {
    return this.words
      .slice(from, to)
      .map((word) => word.folded)
      .join(' ');
  }

  /** @param {number} n */
  word(n) {
    return this.words[n]?.folded ?? '';
  }

  /** @param {number} from @param {number} to */
  async mayBegin(from, to) {
    if (this.starts.has(this.key(from, Math.min(to, from + 2)))) return true;
    if (to - from < 2) return false;
    const forms = await this.index.pair(this.word(from), this.word(from + 1));
    return forms.some(({ lists }) => lists[1].length || lists[3].length);
  }

  /** @param {number} from @param {NameLine} line @param {number} [skipped] @param {number} [count] */
  agrees(from, { written }, skipped = 0, count = undefined) {
    return written
      .split(' ')
      .slice(skipped, count)
      .every((word, n) => this.matcher.marks(from + n, word) >= AGREES);
  }

  /** @param {number} from @param {number} to @param {NameLine[]} lines */
  async ofLines(from, to, lines) {
    const all = await Promise.all(lines.map(({ facet, value }) => valueAt(this.index, facet, value)));
    const values = all.filter(isUsed);
    if (!values.length) return null;
    const entries =
      values.length === 1
        ? values[0].entries
        : Uint32Array.from(new Set(values.flatMap((value) => [...value.entries]))).sort();
    return { ...values[0], from, to, key: this.key(from, to), entries };
  }

  /**
   * Returns the span of years that begins at a word: the word after it, its first year and its last.
   * @param {number} from @returns {[number, number, number] | null}
   */
  span(from) {
    /** @param {number} n */
    const year = (n) => (isYear(this.word(n)) ? Number(this.word(n)) : 0);
    /** @param {number} n */
    const skip = (n) => (this.word(n) === 'nam' ? n + 1 : n);
    const first = year(from);
    if (first) {
      const next = ['den', 'toi'].includes(this.word(from + 1)) ? skip(from + 2) : from + 1;
      const last = year(next);
      return this.matcher.joined(next) && last > first ? [next + 1, first, last] : [from + 1, first, first];
    }
    const open = OPEN_SPANS.find(([word]) => word === this.word(from));
    if (!open) return null;
    const at = skip(from + 1);
    const named = year(at);
    if (!named) return null;
    const closed = this.span(at);
    if (closed && closed[2] > closed[1]) return closed;
    const [, isLater, isIncluded] = open;
    const shift = isIncluded ? 0 : 1;
    return isLater ? [at + 1, named + shift, 2099] : [at + 1, 1900, named - shift];
  }

  /** @param {number} from @param {[number, number, number]} span */
  async years(from, [to, first, last]) {
    const lines = (await names(this.index, String(first), String(last), Infinity)).filter(
      ({ facet }) => facet === YEAR,
    );
    const part = await this.ofLines(from, to, lines);
    const label =
      first === last
        ? `${first}`
        : last === 2099
          ? `${first}–`
          : first === 1900
            ? `–${last}`
            : `${first}–${last}`;
    return part && { ...part, id: label, label, path: first === last ? part.path : '' };
  }

  /**
   * Returns the span of years, or else the longest name, that begins at a word, and its kind. A place without the word
   * of its type gives way to a surer name that overlaps its end.
   * @param {number} from @returns {Promise<[NamedPart, number] | null>}
   */
  async part(from) {
    for (let limit = LONGEST_NAME; ; ) {
      const found = await this.longestName(from, limit);
      if (found?.[1] !== PLACE) return found;
      const { to } = found[0];
      let givesWay = false;
      for (let inner = from + 1; inner < to; inner += 1) {
        const other = await this.longestName(inner, LONGEST_NAME);
        givesWay ||= other !== null && other[1] < PLACE && other[0].to > to;
      }
      if (!givesWay) return found;
      limit = to - from - 1;
    }
  }

  /**
   * Returns the names of which some words are the name of a place after an abbreviation of its type.
   * @param {number} from @param {number} to
   */
  async spelledOut(from, to) {
    const [, long] = PLACE_TYPES.find(([short]) => short === this.word(from)) ?? [];
    if (!long || to < from + 2) return [];
    const key = `${long} ${this.key(from + 1, to)}`;
    const lines = await names(this.index, key, key, Infinity);
    return lines.filter((line) => this.agrees(from + 1, line, long.split(' ').length));
  }

  /**
   * @param {number} from @param {number} limit the maximum number of words
   * @returns {Promise<[NamedPart, number] | null>}
   */
  async longestName(from, limit) {
    const span = this.span(from);
    if (span && !this.plain.includes(this.key(from, span[0]))) {
      const part = await this.years(from, span);
      if (part) return [part, SURE];
    }
    let end = from + 1;
    while (end < this.words.length && this.matcher.joined(end) && !this.quoted[end] && end - from < limit)
      end += 1;
    for (let to = end; to > from; to -= 1) {
      const key = this.key(from, to);
      if (!this.plain.includes(key)) {
        const lines = await this.spelledOut(from, to);
        if (await this.mayBegin(from, to)) {
          const own = await names(this.index, key, key, Infinity);
          lines.push(...own.filter((line) => this.agrees(from, line)));
        }
        const kind = Math.min(...lines.map((line) => line.kind));
        const part = await this.ofLines(
          from,
          to,
          lines.filter((line) => line.kind === kind),
        );
        if (part) return [part, kind];
      }
    }
    return null;
  }

  /**
   * Whether a name's words occur in so many other entries that they are rather meant as words.
   * @param {NamedPart} part @param {number} kind
   */
  async isOrdinary(part, kind) {
    const { index, matcher } = this;
    const isSingle = part.to - part.from === 1;
    const weight = isSingle && matcher.bare ? index.weight(this.word(part.from)) : 0;
    // Its lists would be long, and their number of entries is known.
    if (weight) return weight > log16(part.entries.length) + (kind === PROVINCE ? TWICE : HALF_MORE);
    const held = new Uint8Array(index.all).fill(1);
    for (let n = isSingle ? part.from : part.from + 1; n < part.to; n += 1) {
      const forms = isSingle
        ? await index.agreeing(matcher.words[n], matcher.bare)
        : await index.pair(this.word(n - 1), this.word(n));
      const here = new Uint8Array(index.all);
      for (const { own, other, lists } of forms) {
        const marks = isSingle
          ? matcher.marks(n, own)
          : Math.min(matcher.marks(n - 1, own), matcher.marks(n, other));
        if (marks >= AGREES)
          for (const list of [lists[0], lists[2]]) for (const entry of list) here[entry] = 1;
      }
      for (let entry = 0; entry < held.length; entry += 1) held[entry] &= here[entry];
    }
    for (const entry of part.entries) held[entry] = 0;
    const outside = held.reduce((sum, one) => sum + one, 0);
    const inside = part.entries.length;
    return kind === PROVINCE ? outside > inside + 3 : outside > 1 && outside * 2 > inside;
  }

  // Returns the values whose name consists of all the words, or begins with them.
  async meantByAll() {
    const count = this.words.length;
    if (
      count > LONGEST_NAME ||
      this.words.some((_, n) => n && !this.matcher.joined(n)) ||
      !(await this.mayBegin(0, count))
    )
      return [];
    const key = this.key(0, count);
    const lines = (await names(this.index, key, count > 1 ? `${key} ~` : key, OFFERED * 4)).filter(
      (line) => line.key.split(' ').length >= count && this.agrees(0, line, 0, count),
    );
    lines.sort((a, b) => Number(a.key !== key) - Number(b.key !== key) || a.kind - b.kind);
    const values = await Promise.all(
      lines.slice(0, OFFERED).map(({ facet, value }) => valueAt(this.index, facet, value)),
    );
    return values.filter(isUsed);
  }
}

/**
 * Returns the parts of a query that are names, and the values to offer.
 * @param {Matcher} matcher @param {string[]} plain @param {boolean[]} quoted
 */
export async function understand(matcher, plain, quoted) {
  const all = new Understanding(matcher, plain, quoted);
  const count = all.words.length;
  /** @type {NamedPart[]} */
  let parts = [];
  /** @type {NamedPart[]} */
  let may = [];
  /** @type {ValueOf[]} */
  let offered = [];
  for (let at = 0; at < count; ) {
    const found = quoted[at] ? null : await all.part(at);
    if (!found) at += 1;
    else {
      const [part, kind] = found;
      at = part.to;
      if (kind === ORDINARY) may.push(part);
      else if ((kind === PROVINCE || kind === PLACE) && (await all.isOrdinary(part, kind)))
        offered.push(part);
      else parts.push(part);
    }
  }
  /** @param {number} n */
  const isFiller = (n) => BEFORE_PARTS.includes(all.word(n));
  /** @param {number} n */
  const isCovered = (n) =>
    [...parts, ...may].some((part) => n >= part.from && n < part.to) || (isFiller(n) && n + 1 < count);
  if (parts.length && !offered.length && all.words.every((_, n) => isCovered(n))) {
    parts = [...parts, ...may].sort((a, b) => a.from - b.from);
    may = [];
  }
  offered = [...offered, ...may, ...(quoted.includes(true) ? [] : await all.meantByAll())];
  parts.forEach((part, n) => {
    if (part.from > (parts[n - 1]?.to ?? 0) && isFiller(part.from - 1)) part.from -= 1;
  });
  const seen = new Set();
  offered = offered.filter(({ facet, id, path }) => {
    const isNew = path && !seen.has(`${facet} ${id}`);
    seen.add(`${facet} ${id}`);
    return isNew;
  });
  const keys = [...matcher.index.root.facets.map(([key]) => key), ...NAMED_ONLY];
  /** @template {ValueOf} T @param {T} value */
  const named = (value) => ({ ...value, facet: keys[value.facet] });
  return { parts: parts.map(named), offered: offered.slice(0, OFFERED).map(named), also: [] };
}
