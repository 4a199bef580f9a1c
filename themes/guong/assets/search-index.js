// The index, read, and from a query to entries: the same rules as the program's (src/search/matcher.rs).
import { agreement, beginning, fold, isYear, readQuery } from './search-words.js';

const FOLDER = 'tim-kiem/chi-muc/';
const EXACT = 16;
const TONELESS = [11, 12];
const AGREES = 10;
const DIFFERS = 5;
const TIER_WEIGHTS = [8, 5, 3, 9];
const BESIDE = 6;
const COMPLETED = 14;
const ENOUGH = 6;
const COMPLETIONS = 4;
const SUSPECTS = 3;
const EVERYWHERE = 64;
const LONG = 176;
const PART = 64;

/** A file of the index that is missing or not what its name says. */
export class IndexFault extends Error {
  constructor(path, damaged) {
    super(path);
    this.damaged = damaged;
  }
}

export function log16(number) {
  const n = Math.max(number, 1);
  const whole = 31 - Math.clz32(n);
  return 16 * whole + Math.floor(((n - 2 ** whole) * 16) / 2 ** whole);
}

function checksum(bytes) {
  let sum = 0x811c9dc5;
  for (let n = 0; n < bytes.length; n += 1) sum = Math.imul(sum ^ bytes[n], 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const utf8 = new TextDecoder();

/** Reads numbers, texts and lists one behind the other. */
export class Bytes {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
    this.waiting = 0;
    this.count = 0;
  }

  get done() { return this.at >= this.bytes.length; }

  number() {
    let number = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.bytes[this.at] ?? 0;
      this.at += 1;
      number += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    return number;
  }

  text() {
    const length = this.number();
    this.at += length;
    return utf8.decode(this.bytes.subarray(this.at - length, this.at));
  }

  // A rising list of numbers below `universe`, as an interpolative code.
  list(count, universe) {
    const list = new Uint32Array(Math.min(count, universe));
    this.count = 0;
    this.waiting = 0;
    if (universe > 0) this.part(list, 0, list.length, 0, universe - 1);
    return list;
  }

  part(list, from, to, low, high) {
    const count = to - from;
    if (count <= 0 || high < low) return;
    if (high - low + 1 === count) {
      for (let n = 0; n < count; n += 1) list[from + n] = low + n;
      return;
    }
    const middle = count >> 1;
    const value = low + middle + this.below(high + 1 - low - count + 1);
    list[from + middle] = value;
    if (middle > 0) this.part(list, from, from + middle, low, value - 1);
    if (count - middle > 1) this.part(list, from + middle + 1, to, value + 1, high);
  }

  below(range) {
    const bits = 31 - Math.clz32(range);
    const short = 2 ** (bits + 1) - range;
    const value = this.take(bits);
    return value < short ? value : value * 2 + this.take(1) - short;
  }

  take(bits) {
    while (this.count < bits) {
      this.waiting = (this.waiting << 8) | (this.bytes[this.at] ?? 0);
      this.at += 1;
      this.count += 8;
    }
    this.count -= bits;
    return (this.waiting >>> this.count) & (2 ** bits - 1);
  }
}

function place(keys, key) {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const sumAt = (sums, number) => sums.slice(number * 8, number * 8 + 8);
const lines = (text) => (text ? text.split('\n') : []);

/** The piece of an address that most titles have. */
function plainSlug(title) {
  return fold(title).replace(/['’ʼ]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}

/** An index. `read` gives the bytes of a file by its path from the root of the site. */
export class Index {
  static async open(read) {
    const index = new Index();
    index.read = read;
    index.kept = new Map();
    index.spare = [];
    const manifest = JSON.parse(utf8.decode(await read('tim-kiem/chi-muc.json', true)));
    if (manifest.version !== 3) throw new IndexFault('tim-kiem/chi-muc.json', true);
    index.ask = manifest.ask;
    index.all = manifest.entries;
    if (index.ask) return index;
    const root = JSON.parse(utf8.decode(await index.file(manifest.root.slice(0, -4))));
    index.root = root;
    index.common = new Map();
    index.apart = new Set();
    const weights = [...root.weights];
    root.common.split(' ').forEach((word, n) => {
      if (!word) return;
      const told = weights[n].codePointAt(0) - 35;
      index.common.set(word, told >> 1);
      if (told & 1) index.apart.add(word);
    });
    return index;
  }

  // A file by its name; one that is damaged is asked for once more, past every cache.
  file(name) {
    if (!this.kept.has(name)) {
      const path = `${FOLDER}${name}.bin`;
      const whole = (bytes) => checksum(bytes) === name.slice(2);
      const load = async () => {
        let bytes = await this.read(path, false);
        if (!whole(bytes)) bytes = await this.read(path, true);
        if (!whole(bytes)) throw new IndexFault(path, true);
        return inflate(bytes);
      };
      const loading = load();
      loading.catch(() => this.kept.delete(name));
      this.kept.set(name, loading);
    }
    return this.kept.get(name);
  }

  weight(folded) { return this.common.get(folded) ?? 0; }

  firstKeeps(first, second) {
    const [one, other] = [this.weight(first), this.weight(second)];
    return one < other || (one === other && first <= second);
  }

  // The block where a key would stand: the root knows the parts of a table, a part knows its blocks.
  async block(kind, table, key) {
    table.first ??= lines(table.keys);
    const part = place(table.first, key);
    if (part < 0) return null;
    const [sums, ...keys] = lines(utf8.decode(await this.file(`t-${sumAt(table.parts, part)}`)));
    return this.file(`${kind}-${sumAt(sums, place(keys, key))}`);
  }

  remember(key, make) {
    this.forms ??= new Map();
    if (!this.forms.has(key)) {
      if (this.forms.size > 500) this.forms.clear();
      const made = make();
      made.catch(() => this.forms.delete(key));
      this.forms.set(key, made);
    }
    return this.forms.get(key);
  }

  single(folded) {
    return this.remember(folded, async () => {
      const [kind, table] = this.apart.has(folded) ? ['o', this.root.apart] : ['b', this.root.postings];
      const block = await this.block(kind, table, folded);
      return block ? this.segments(block, folded, null) : [];
    });
  }

  pair(first, second) {
    return this.remember(`${first} ${second}`, async () => {
      const behind = this.firstKeeps(first, second);
      const [own, other] = behind ? [first, second] : [second, first];
      const block = await this.block('b', this.root.postings, `${own} ${behind ? 1 : 0}${other}`);
      const forms = block ? this.segments(block, own, [behind, other]) : [];
      return behind ? forms : forms.map((form) => ({ ...form, own: form.other, other: form.own }));
    });
  }

  async neighbours(folded) {
    const block = await this.block('l', this.root.near, folded);
    if (!block) return [[], []];
    const line = lines(utf8.decode(block)).find((text) => text.startsWith(`${folded}\t`));
    const [, behind = '', before = ''] = (line ?? '').split('\t');
    return [behind, before].map((list) => list.split(' ').filter(Boolean));
  }

  commonWhere(accept) {
    const found = [...this.common].filter(([word]) => accept(word));
    return found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  }

  segments(block, word, pair) {
    const bytes = new Bytes(block);
    const found = [];
    while (!bytes.done) {
      const own = bytes.text();
      const length = bytes.number();
      if (own === word) found.push(...this.segment(block.subarray(bytes.at, bytes.at + length), pair));
      bytes.at += length;
    }
    return found;
  }

  // The lists of a syllable itself, or of a pair; see src/search/groups.rs.
  segment(body, pair) {
    const bytes = new Bytes(body);
    const flags = bytes.number();
    const [relative, continued] = [flags & 1, flags & 2];
    let at = 0;
    const counts = () => {
      const mask = bytes.number();
      const list = [0, 1, 2, 3].map((tier) => (mask & (1 << tier) ? bytes.number() : 0));
      const held = { counts: list, at };
      at += bytes.number();
      return held;
    };
    const surfaces = [];
    for (let n = bytes.number(); n > 0; n -= 1) {
      const own = bytes.text();
      surfaces.push({ own, other: '', ...(continued ? {} : counts()) });
    }
    const pairs = [];
    for (let runs = bytes.number(); runs > 0; runs -= 1) {
      const forms = bytes.number();
      const other = bytes.text();
      const wanted = pair && pair[0] === Boolean(forms & 1) && pair[1] === other;
      for (let n = forms >> 1; n > 0; n -= 1) {
        const own = surfaces[bytes.number()];
        const written = bytes.text() || other;
        const held = counts();
        if (wanted) pairs.push({ within: own, own: own.own, other: written, ...held });
      }
    }
    const start = bytes.at;
    const lists = (held, universe) => {
      const reader = new Bytes(body, start + held.at);
      return held.counts.map((count) => (count ? reader.list(count, universe) : []));
    };
    if (!pair) {
      return continued ? [] : surfaces.map((held) => ({ ...held, lists: lists(held, this.all) }));
    }
    return pairs.map((held) => {
      if (!relative) return { ...held, lists: lists(held, this.all) };
      held.within.union ??= union(lists(held.within, this.all));
      const all = held.within.union;
      return { ...held, lists: lists(held, all.length).map((list) => Uint32Array.from(list, (n) => all[n])) };
    });
  }

  /** What a result shows. */
  async shown(entry) {
    const number = Math.floor(entry / this.root.shown);
    const part = await this.file(`t-${sumAt(this.root.shown_parts, Math.floor(number / PART))}`);
    const block = await this.file(`k-${sumAt(utf8.decode(part), number % PART)}`);
    const [title, path, where, field, year, photo] = utf8.decode(block).split('\n')[entry % this.root.shown].split('\t');
    const slug = path[0] === '=' ? plainSlug(title) + path.slice(1) : path;
    const whole = path[0] === '/' ? path.slice(1) : `mo-hinh/${slug}/`;
    return { title, path: whole, place: where, field, year, photo };
  }
}

function union(lists) {
  const all = new Set(lists.flatMap((list) => [...list]));
  return Uint32Array.from(all).sort();
}

const held = (form) => Math.max(
  form.lists[0].length + form.lists[1].length + form.lists[2].length,
  form.lists[3].length,
);

class Matcher {
  constructor(index, words) {
    this.index = index;
    this.words = words;
    this.bare = words.every((word) => word.surface === word.folded);
    this.asked = [];
  }

  // What was asked, by entry; only entries that were met are ever looked at again.
  ask(words) {
    const { all, spare } = this.index;
    const arrays = spare.pop() ?? {
      best: new Uint32Array(all),
      sorted: new Uint32Array(all),
      cover: new Uint32Array(all),
      agrees: new Uint8Array(all),
    };
    const asked = { words, met: [], ...arrays };
    this.asked.push(asked);
    return asked;
  }

  // Where it is written just as it was typed, no tone was left out.
  count(asked, forms, part, all) {
    const exact = all.includes(EXACT);
    const marks = exact ? all.map((mark) => (mark < TONELESS[0] || mark > TONELESS[1] ? mark : DIFFERS)) : all;
    const agreeing = (least) => forms.reduce((sum, form, n) => sum + (marks[n] >= least ? held(form) : 0), 0);
    const entries = agreeing(AGREES) || agreeing(0);
    const rarity = Math.max(log16(this.index.all) + 32 - log16(entries), 16);
    const weight = Math.floor((rarity * part) / 16);
    const { met, best, sorted, cover, agrees } = asked;
    this.sums = null;
    forms.forEach((form, n) => {
      const covers = weight * marks[n];
      form.lists.forEach((list, tier) => {
        const score = covers * TIER_WEIGHTS[tier];
        const slots = tier === 3 ? sorted : best;
        for (let at = 0; at < list.length; at += 1) {
          const entry = list[at];
          if (cover[entry] === 0) met.push(entry);
          if (slots[entry] < score) slots[entry] = score;
          if (cover[entry] < covers) cover[entry] = covers;
          if (agrees[entry] < marks[n]) agrees[entry] = marks[n];
        }
      });
    });
  }

  marks(n, written) {
    const word = this.words[n];
    return agreement(word.surface, word.folded, written, this.bare);
  }

  begins(n, written) {
    const word = this.words[n];
    return Math.floor((beginning(word.surface, word.folded, written, this.bare) * COMPLETED) / 16);
  }

  joined(n) { return n > 0 && n < this.words.length && this.words[n].joined; }

  async run(unfinished) {
    const { index, words } = this;
    const last = words.length - 1;
    const found = words.map(() => false);
    const rare = Math.max(log16(index.all) - 80, 0);
    const keeps = (n) => (this.joined(n + 1) && index.firstKeeps(words[n].folded, words[n + 1].folded))
      || (this.joined(n) && !index.firstKeeps(words[n - 1].folded, words[n].folded));
    const alone = (n) => !this.joined(n) && !this.joined(n + 1);
    const common = Math.max(log16(index.all) - EVERYWHERE, LONG);
    const everywhere = (n) => !alone(n) && index.weight(words[n].folded) > common;
    const counts = (n) => alone(n) || isYear(words[n].folded) || (keeps(n) && index.weight(words[n].folded) <= rare);
    // Everything that is known to be needed is asked for at once.
    const pairs = words.map((word, n) => (this.joined(n) ? index.pair(words[n - 1].folded, word.folded) : null));
    const early = words.map((word, n) => (counts(n) && !everywhere(n) ? index.single(word.folded) : null));
    await Promise.all([...pairs, ...early]);
    let completed = false;
    for (let n = 1; n <= last; n += 1) {
      if (this.joined(n)) {
        const [a, b] = [words[n - 1].folded, words[n].folded];
        const forms = await pairs[n];
        const asked = this.ask([n - 1, n]);
        const marks = forms.map((form) => Math.min(this.marks(n - 1, form.own), this.marks(n, form.other)));
        let agreed = marks.some((mark) => mark >= AGREES);
        this.count(asked, forms, 16, marks);
        if (!agreed && unfinished && n === last) {
          const whole = (await index.neighbours(a))[0].filter((word) => word.startsWith(b) && word !== b);
          const all = await Promise.all(whole.slice(0, COMPLETIONS).map((word) => index.pair(a, word)));
          for (const some of all) {
            const parts = some.map((form) => Math.floor((Math.min(
              this.marks(n - 1, form.own),
              beginning(words[n].surface, b, form.other, this.bare),
            ) * COMPLETED) / 16));
            completed ||= parts.some((mark) => mark >= Math.floor((AGREES * COMPLETED) / 16));
            this.count(asked, some, 16, parts);
          }
          agreed = completed;
        }
        if (agreed) found[n - 1] = found[n] = true;
      }
    }
    const left = words.map((_, n) => !(completed && n === last) && (counts(n) || !found[n]));
    const wanted = left.map((is, n) => is && !everywhere(n));
    this.common = words.map((_, n) => n).filter((n) => left[n] && everywhere(n));
    await Promise.all(words.map((word, n) => (wanted[n] ? index.single(word.folded) : null)));
    for (let n = 0; n <= last; n += 1) {
      if (wanted[n]) {
        const { folded } = words[n];
        const [asked, marks] = await this.askAlone(n, alone(n) ? 16 : BESIDE);
        if (alone(n) && !marks.some((mark) => mark >= AGREES) && unfinished && n === last) {
          const whole = index.commonWhere((word) => word.startsWith(folded) && word !== folded);
          const all = await Promise.all(whole.slice(0, COMPLETIONS).map((word) => index.single(word)));
          for (const forms of all) this.count(asked, forms, 16, forms.map((form) => this.begins(n, form.own)));
        }
      }
    }
  }

  // Lets a word count alone.
  async askAlone(n, part) {
    const forms = await this.index.single(this.words[n].folded);
    const asked = this.ask([n]);
    const marks = forms.map((form) => this.marks(n, form.own));
    this.count(asked, forms, part, marks);
    return [asked, marks];
  }

  // What may be meant is found out elsewhere, for few queries need it.
  async mend(allowed) {
    const tried = [];
    let n;
    while (tried.length < SUSPECTS && (n = this.suspect(allowed, tried)) !== undefined) {
      tried.push(n);
      await (await import('./search-slips.js')).mend(this, n);
    }
    if (!this.totals().met.length) for (n of this.common) await this.askAlone(n, BESIDE);
  }

  // The rarest word that the best entry does not have.
  suspect(allowed, tried) {
    const { met, score, cover } = this.totals();
    let best = allowed ? allowed.indexOf(1) : 0;
    for (const n of met) {
      const ahead = cover[n] > cover[best] || (cover[n] === cover[best]
        && (score[n] > score[best] || (score[n] === score[best] && n < best)));
      if (ahead && (!allowed || allowed[n])) best = n;
    }
    const least = Math.floor((AGREES * COMPLETED) / 16);
    const covered = (n) => this.asked.some((asked) => asked.words.includes(n) && asked.agrees[best] >= least);
    const list = this.words.map((_, n) => n).filter((n) => {
      const { folded } = this.words[n];
      return !tried.includes(n) && folded.length > 1 && !/^[0-9]/.test(folded) && !covered(n);
    });
    const weight = (n) => this.index.weight(this.words[n].folded);
    return list.sort((a, b) => weight(a) - weight(b))[0];
  }

  // Every entry that was met, with its score and how much of the query it covers.
  totals() {
    if (this.sums) return this.sums;
    const score = new Uint32Array(this.index.all);
    const cover = new Uint32Array(this.index.all);
    const all = [];
    for (const { met, best, sorted, cover: covers } of this.asked) {
      for (let at = 0; at < met.length; at += 1) {
        const n = met[at];
        if (cover[n] === 0) all.push(n);
        score[n] += best[n] + sorted[n];
        cover[n] += covers[n];
      }
    }
    this.sums = { met: all, score, cover };
    return this.sums;
  }

  // Gives the arrays back, empty.
  finish() {
    for (const { met, best, sorted, cover, agrees } of this.asked) {
      for (let at = 0; at < met.length; at += 1) {
        const n = met[at];
        best[n] = sorted[n] = cover[n] = agrees[n] = 0;
      }
      if (this.index.spare.length < 12) this.index.spare.push({ best, sorted, cover, agrees });
    }
  }
}

/** The entries that answer a query, the best first, with scores; `ranked` if scores say something; `doubt` if their pages know more. */
export async function answer(index, typed) {
  const query = readQuery(typed);
  const strict = query.phrases.length || query.excluded.length;
  const exact = strict ? await (await import('./search-exact.js')).allowedBy(index, query) : {};
  const { allowed = null, doubt = null } = exact;
  let { words } = query;
  if (words.some((word) => !index.weight(word.folded))) {
    const { finish } = await import('./search-slips.js');
    words = words.map((word) => finish(index, word));
  }
  const matcher = new Matcher(index, words);
  const ranked = words.length > 0;
  if (ranked) {
    await matcher.run(query.unfinished);
    await matcher.mend(allowed);
  }
  const { met, score, cover } = matcher.totals();
  matcher.finish();
  const candidates = (ranked ? met : Array.from({ length: index.all }, (_, n) => n))
    .filter((n) => !allowed || allowed[n]);
  const most = candidates.reduce((most, n) => Math.max(most, cover[n]), 0);
  const enough = candidates.filter((n) => !ranked || cover[n] * 16 >= most * ENOUGH);
  const order = Float64Array.from(enough, (n) => (2 ** 32 - score[n]) * 2 ** 20 + n).sort();
  const entries = Uint32Array.from(order, (key) => key % 2 ** 20);
  return { entries, score, ranked, words, doubt };
}
