// Reads the index: its root, its tables, and the posting lists and results that they point to.
import { ENTRIES, SEARCH_MANIFEST } from './addresses.js';
import { utf8 } from './search-bits.js';
import { INDEX_VERSION } from './search-constants.js';
import { checksum, Files, IndexFault } from './search-files.js';
import { formsIn } from './search-lists.js';
import { agreeingSpellings, fold } from './search-words.js';

export { answer } from './search-answer.js';

/** @param {string[]} keys @param {string} key */
function place(keys, key) {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** @param {string} sums @param {number} number */
const sumAt = (sums, number) => sums.slice(number * 8, number * 8 + 8);
/** @param {string} text */
const lines = (text) => (text ? text.split('\n') : []);

/** Returns the slug that most entries with this title have. @param {string} title */
function plainSlug(title) {
  return fold(title)
    .replace(/['’ʼ]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The search index. `read` returns the bytes of a path below the site's root. */
export class Index {
  /** @param {ReadFile} read */
  static async open(read) {
    /** @type {IndexManifest} */
    const manifest = JSON.parse(utf8.decode(await read(SEARCH_MANIFEST, true)));
    const isWhole = () => checksum(new TextEncoder().encode(manifest.root)) === manifest.sum;
    if (manifest.version !== INDEX_VERSION || !(manifest.ask || isWhole())) {
      throw new IndexFault(SEARCH_MANIFEST, true);
    }
    return new Index(read, manifest);
  }

  /** @param {ReadFile} read @param {IndexManifest} manifest */
  constructor(read, manifest) {
    this.read = read;
    this.files = new Files(read);
    /** @type {Map<string, Promise<unknown>>} */
    this.forms = new Map();
    this.ask = manifest.ask;
    this.all = manifest.entries;
    /** @type {IndexRoot} */
    this.root = JSON.parse(manifest.ask ? '{"common":""}' : manifest.root);
    /** @type {Map<string, number>} */
    this.common = new Map();
    /** @type {Set<string>} */
    this.apart = new Set();
    /** @type {Uint32Array[] | undefined} */
    this.scratch = undefined;
    for (const line of lines(this.root.common)) {
      const [code, ...words] = line.split(' ');
      for (const word of words) {
        this.common.set(word, Number(code) >> 1);
        if (Number(code) & 1) this.apart.add(word);
      }
    }
  }

  /** @param {string} name */
  file(name) {
    return this.files.get(name);
  }

  /** @param {string} folded */
  weight(folded) {
    return this.common.get(folded) ?? 0;
  }

  /** @param {string} first @param {string} second */
  firstKeeps(first, second) {
    const [one, other] = [this.weight(first), this.weight(second)];
    return one < other || (one === other && first <= second);
  }

  /**
   * Returns the block of a table that would contain a key; `null` if there is none.
   * @param {string} kind @param {IndexTable} table @param {string} key
   */
  find(kind, table, key) {
    table.first ??= lines(table.keys);
    const at = place(table.first, key);
    return at < 0 ? null : this.file(`${kind}-${sumAt(table.sums, at)}`);
  }

  // Like `find`, for a table in parts: the root lists the parts; a part lists its blocks and the rare syllables
  // that occur, so that unknown ones cost no further request.
  /** @param {string} kind @param {IndexTable} table @param {string} key */
  async findDeep(kind, table, key) {
    const part = await this.find('t', table, key);
    if (!part) return null;
    const [sums, rare, ...keys] = utf8.decode(part).split('\n');
    const [own] = key.split(' ');
    const isKnown = this.weight(own) || !/^[a-z]/.test(own) || rare.split(' ').includes(own);
    return isKnown ? this.file(`${kind}-${sumAt(sums, place(keys, key))}`) : null;
  }

  /** @template T @param {string} key @param {() => Promise<T>} make @returns {Promise<T>} */
  remember(key, make) {
    const kept = this.forms.get(key);
    if (kept) return /** @type {Promise<T>} */ (kept);
    if (this.forms.size > 500) this.forms.clear();
    const made = make();
    made.catch(() => this.forms.delete(key));
    this.forms.set(key, made);
    return made;
  }

  /** @param {string} folded @returns {Promise<Form[]>} */
  single(folded) {
    return this.remember(folded, async () => {
      // The character after a space.
      if (this.apart.has(folded)) return this.separate(folded, folded, `${folded}!`);
      const block = await this.findDeep('b', this.root.postings, folded);
      return block ? formsIn(block, folded, null, this.all) : [];
    });
  }

  /**
   * Like `single`, for the spellings that agree with a word as typed; others may be among them.
   * @param {Word} word @param {boolean} bare @returns {Promise<Form[]>}
   */
  async agreeing({ folded, surface }, bare) {
    const some = this.apart.has(folded) && !bare ? agreeingSpellings(surface) : [];
    const lists = some.map(async (spelling) => {
      const key = `${folded} ${spelling}`;
      const forms = await this.remember(`=${key}`, () => this.separate(folded, key, key));
      return forms.filter((form) => form.own === spelling);
    });
    const [typed, ...others] = await Promise.all(lists);
    // Without the typed spelling, others that lack its diacritics agree as well.
    return typed?.length ? [typed, ...others].flat() : this.single(folded);
  }

  /** Like `single`, with lists of titles alone. @param {string} folded @returns {Promise<Form[]>} */
  titles(folded) {
    return this.remember(`${folded}^`, async () => {
      if (this.apart.has(folded)) return this.separate(`${folded}^`, folded, folded);
      const forms = await this.single(folded);
      return forms.map((form) => ({ ...form, lists: [form.lists[0], [], [], []] }));
    });
  }

  /**
   * Reads the separate lists of a word with keys between two.
   * @param {string} word @param {string} from @param {string} to @returns {Promise<Form[]>}
   */
  async separate(word, from, to) {
    /** @param {string} kind @param {string[]} keys @param {string} sums */
    const blocks = (kind, keys, sums) => {
      const numbers = keys.map((_, n) => n).slice(Math.max(place(keys, from), 0), place(keys, to) + 1);
      return Promise.all(numbers.map((n) => this.file(`${kind}-${sumAt(sums, n)}`)));
    };
    const parts = await blocks('t', lines(this.root.apart.keys), this.root.apart.sums);
    const all = parts.map((part) => {
      const [sums, , ...keys] = utf8.decode(part).split('\n');
      return blocks('o', keys, sums);
    });
    return (await Promise.all(all)).flat().flatMap((block) => formsIn(block, word, null, this.all));
  }

  /** @param {string} first @param {string} second @returns {Promise<Form[]>} */
  pair(first, second) {
    return this.remember(`${first} ${second}`, async () => {
      const behind = this.firstKeeps(first, second);
      const [own, other] = behind ? [first, second] : [second, first];
      const block = await this.findDeep('b', this.root.postings, `${own} ${behind ? 1 : 0}${other}`);
      const forms = block ? formsIn(block, own, [behind, other], this.all) : [];
      return behind ? forms : forms.map((form) => ({ ...form, own: form.other, other: form.own }));
    });
  }

  /** @param {string} folded */
  async neighbours(folded) {
    const block = await this.find('l', this.root.near, folded);
    if (!block) return [[], []];
    const line = lines(utf8.decode(block)).find((text) => text.startsWith(`${folded}\t`));
    const [, behind = '', before = ''] = (line ?? '').split('\t');
    return [behind, before].map((list) => list.split(' ').filter(Boolean));
  }

  /** @param {(word: string) => unknown} accept */
  commonWhere(accept) {
    const found = [...this.common].filter(([word]) => accept(word));
    return found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  }

  /** Reads what a result shows. @param {number} entry */
  async shown(entry) {
    const block = await this.file(`k-${sumAt(this.root.shown_sums, Math.floor(entry / this.root.shown))}`);
    const [title, path, where, field, year, photo] = utf8
      .decode(block)
      .split('\n')
      [entry % this.root.shown].split('\t');
    const slug = path[0] === '=' ? plainSlug(title) + path.slice(1) : path;
    const whole = path[0] === '/' ? path.slice(1) : `${ENTRIES}${slug}/`;
    return { title, path: whole, place: where, field, year, photo };
  }
}
