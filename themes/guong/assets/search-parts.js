// Which parts of a query are names: the same rules as the program's (src/search/understood.rs). What was taken ranks
// entries within a tier and is never required; what may be ordinary words is offered.
import { Bytes, utf8 } from './search-bits.js';
import { isYear } from './search-words.js';

const AGREES = 10;
const [SURE, PROVINCE, PLACE, ORDINARY] = [0, 1, 2, 3];
const YEAR = 6;
const LONGEST = 12;
const OFFERED = 3;
const BEFORE = ['nam', 'o', 'tai', 'thuoc'];
const OPEN = { tu: [true, 0], sau: [true, 1], truoc: [false, 1], den: [false, 0], toi: [false, 0] };

// The names from one key to another, so many at most.
async function names(index, from, to, limit) {
  const table = index.root.names;
  const keys = table.keys ? table.keys.split('\n') : [];
  let at = Math.max(
    keys.findLastIndex((key) => key <= from),
    0,
  );
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

// A value of a facet, with its entries.
function valueAt(index, facet, number) {
  const wanted = facet + String(number).padStart(6, '0');
  return index.remember(`: ${wanted}`, async () => {
    const block = await index.find('v', index.root.values, wanted);
    const bytes = new Bytes(block ?? new Uint8Array(0));
    while (!bytes.done) {
      const isIt = bytes.text() === wanted;
      const [id, label, path] = [bytes.text(), bytes.text(), bytes.text()];
      const [count, length] = [bytes.number(), bytes.number()];
      const start = bytes.at;
      if (isIt) return { facet, id, label, path, entries: bytes.list(count, index.all) };
      bytes.at = start + length;
    }
    return null;
  });
}

class Understanding {
  constructor(matcher, plain, quoted) {
    Object.assign(this, { matcher, plain, quoted, words: matcher.words, index: matcher.index });
    this.starts = new Set(this.index.root.starts.split('\n'));
  }

  key(from, to) {
    return this.words
      .slice(from, to)
      .map((word) => word.folded)
      .join(' ');
  }

  word(n) {
    return this.words[n]?.folded ?? '';
  }

  async mayBegin(from, to) {
    if (this.starts.has(this.key(from, Math.min(to, from + 2)))) return true;
    if (to - from < 2) return false;
    const forms = await this.index.pair(this.word(from), this.word(from + 1));
    return forms.some(({ lists }) => lists[1].length || lists[3].length);
  }

  agrees(from, { written }, count) {
    return written
      .split(' ')
      .slice(0, count)
      .every((word, n) => this.matcher.marks(from + n, word) >= AGREES);
  }

  async ofLines(from, to, lines) {
    const all = await Promise.all(lines.map(({ facet, value }) => valueAt(this.index, facet, value)));
    const values = all.filter((value) => value?.entries.length);
    if (!values.length) return null;
    const entries =
      values.length === 1
        ? values[0].entries
        : Uint32Array.from(new Set(values.flatMap((value) => [...value.entries]))).sort();
    return { ...values[0], from, to, key: this.key(from, to), entries };
  }

  // A span of years that begins at a word: where it ends, its first year and its last.
  span(from) {
    const year = (n) => (isYear(this.word(n)) ? Number(this.word(n)) : 0);
    const skip = (n) => (this.word(n) === 'nam' ? n + 1 : n);
    const first = year(from);
    if (first) {
      const next = ['den', 'toi'].includes(this.word(from + 1)) ? skip(from + 2) : from + 1;
      const last = year(next);
      return this.matcher.joined(next) && last > first ? [next + 1, first, last] : [from + 1, first, first];
    }
    const open = Object.hasOwn(OPEN, this.word(from)) && OPEN[this.word(from)];
    if (!open) return null;
    const at = skip(from + 1);
    const named = year(at);
    if (!named) return null;
    const closed = this.span(at);
    if (closed[2] > closed[1]) return closed;
    return open[0] ? [at + 1, named + open[1], 2099] : [at + 1, 1900, named - open[1]];
  }

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

  // The longest name that begins at a word, or a span of years, with how surely it is meant.
  async part(from) {
    const span = this.span(from);
    if (span && !this.plain.includes(this.key(from, span[0]))) {
      const part = await this.years(from, span);
      if (part) return [part, SURE];
    }
    let end = from + 1;
    while (end < this.words.length && this.matcher.joined(end) && !this.quoted[end] && end - from < LONGEST)
      end += 1;
    for (let to = end; to > from; to -= 1) {
      const key = this.key(from, to);
      if (!this.plain.includes(key) && (await this.mayBegin(from, to))) {
        const lines = (await names(this.index, key, key, Infinity)).filter((line) => this.agrees(from, line));
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

  // Whether more entries have a name as words than are sorted by it.
  async isOrdinary(part, kind) {
    const { index, matcher } = this;
    const held = new Uint8Array(index.all).fill(1);
    const isSingle = part.to - part.from === 1;
    for (let n = isSingle ? part.from : part.from + 1; n < part.to; n += 1) {
      const forms = isSingle
        ? await index.single(this.word(n))
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

  // What all of the words name, or begin to name.
  async meantByAll() {
    const count = this.words.length;
    if (
      count > LONGEST ||
      this.words.some((_, n) => n && !this.matcher.joined(n)) ||
      !(await this.mayBegin(0, count))
    )
      return [];
    const key = this.key(0, count);
    const lines = (await names(this.index, key, count > 1 ? `${key} ~` : key, OFFERED * 4)).filter(
      (line) => line.key.split(' ').length >= count && this.agrees(0, line, count),
    );
    lines.sort((a, b) => (a.key !== key) - (b.key !== key) || a.kind - b.kind);
    const values = await Promise.all(
      lines.slice(0, OFFERED).map(({ facet, value }) => valueAt(this.index, facet, value)),
    );
    return values.filter((value) => value?.entries.length);
  }
}

/** The parts of a query that are names, and what is offered. */
export async function understand(matcher, plain, quoted) {
  const all = new Understanding(matcher, plain, quoted);
  const count = all.words.length;
  let parts = [];
  let may = [];
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
  const isFiller = (n) => BEFORE.includes(all.word(n));
  const isCovered = (_, n) =>
    [...parts, ...may].some((part) => n >= part.from && n < part.to) || (isFiller(n) && n + 1 < count);
  if (parts.length && !offered.length && all.words.every(isCovered)) {
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
  const keys = [...matcher.index.root.facets.map(([key]) => key), 'former', 'document'];
  const named = (value) => ({ ...value, facet: keys[value.facet] });
  return { parts: parts.map(named), offered: offered.slice(0, OFFERED).map(named) };
}
