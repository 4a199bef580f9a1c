// Phrases of three words and more, checked on entries' own pages: the same rules as the program's
// (src/search/pages.rs). Loaded for such phrases alone.
import { utf8 } from './search-bits.js';
import { FEW_PAGES } from './search-constants.js';
import { words } from './search-words.js';

const INLINE = new Set(['a', 'em', 'strong', 'del', 'sup', 'code']);
const LEFT_OUT = new Set(['script', 'style', 'template', 'nav']);
/** @type {Record<string, string>} */
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** @param {string} whole @param {string} name */
function referred(whole, name) {
  if (Object.hasOwn(NAMED, name)) return NAMED[name];
  const [, hex, digits] = name.match(/^#([xX]?)([0-9a-fA-F]{1,6})$/) ?? [];
  if (!digits || (!hex && /[^0-9]/.test(digits))) return whole;
  const number = parseInt(digits, hex ? 16 : 10);
  return number > 0x10ffff || (number >= 0xd800 && number < 0xe000) ? whole : String.fromCodePoint(number);
}

/** What is no reference stays as it is. @param {string} text */
const unescaped = (text) => text.replace(/&([^;&]*);/g, referred);

/** The part of a page that is its own: its article, or else its main part. @param {string} html */
function article(html) {
  const main = html.slice(Math.max(html.indexOf('<main'), 0));
  const end = main.lastIndexOf('</main');
  const own = end < 0 ? main : main.slice(0, end);
  const [from, to] = [own.indexOf('<article'), own.lastIndexOf('</article')];
  return from >= 0 && from < to ? own.slice(from, to) : own;
}

/** Where a tag ends: at the first `>` that stands in no value. @param {string} text @param {number} from */
function tagLength(text, from) {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (quote) {
      if (letter === quote) quote = '';
    } else if (letter === '>') return at - from;
    else if (letter === '"' || letter === "'") quote = letter;
  }
  return text.length - from;
}

/** The words of what a page tells itself; every tag parts but those inside a line. @param {string} html */
export function pageWords(html) {
  const page = article(html);
  let text = '';
  let at = 0;
  for (;;) {
    const open = page.indexOf('<', at);
    text += unescaped(page.slice(at, open < 0 ? page.length : open));
    if (open < 0) break;
    const closes = page[open + 1] === '/';
    const from = open + (closes ? 2 : 1);
    if (page.startsWith('<!--', open)) {
      const end = page.indexOf('-->', open + 4);
      at = end < 0 ? page.length : end + 3;
    } else if (!/^[a-zA-Z]$/.test(page[from] ?? '')) {
      text += '<';
      at = open + 1;
    } else {
      const tag = page.slice(from, from + tagLength(page, from));
      at = Math.min(from + tag.length + 1, page.length);
      const name = tag.replace(/[^a-zA-Z0-9].*/s, '').toLowerCase();
      if (!INLINE.has(name)) text += '. ';
      if (LEFT_OUT.has(name) && !closes) {
        const end = page.indexOf(`</${name}`, at);
        at = end < 0 ? page.length : end;
      } else if (name === 'img') text += `${unescaped(tag.match(/ alt="([^"]*)"/)?.[1] ?? '')}. `;
    }
  }
  return words(text);
}

/**
 * The runs of a phrase that are longer than a pair: words each right behind the one before.
 * @param {Word[]} phrase @returns {PhraseRun[]}
 */
function runsOf(phrase) {
  const bare = phrase.every((word) => word.surface === word.folded);
  /** @type {Word[][]} */
  const runs = [];
  for (const [n, word] of phrase.entries()) {
    if (n && word.joined) runs[runs.length - 1].push(word);
    else runs.push([word]);
  }
  return runs
    .filter((run) => run.length > 2)
    .map((run) => run.map((word) => ({ text: bare ? word.folded : word.surface, bare })));
}

/**
 * Whether a run stands among the words of a page, or somewhere that the page does not show.
 * @param {Word[]} page @param {PhraseRun} run
 */
function isOn(page, run) {
  /** @param {PhraseRun} part */
  const stands = (part) =>
    page.some((_, at) =>
      part.every(({ text, bare }, n) => {
        const there = page[at + n];
        return there && (bare ? there.folded : there.surface) === text && (n === 0 || there.joined);
      }),
    );
  return stands(run) || run.some((_, n) => n > 0 && !stands(run.slice(n - 1, n + 1)));
}

/**
 * What is not known of entries; nothing where so few pages know it that they were asked at once.
 * @param {SearchIndex} index @param {Uint8Array} allowed @param {Word[][]} wanted
 * @param {[Word[], Uint8Array][]} unwanted @returns {Promise<Doubt | null>}
 */
export async function doubtOf(index, allowed, wanted, unwanted) {
  const must = wanted.flatMap(runsOf);
  const mustNot = unwanted.map(([phrase, may]) => ({ runs: runsOf(phrase), may }));
  /** @param {number} entry */
  const isAbout = (entry) => must.length > 0 || mustNot.some(({ may }) => may[entry]);
  /** @type {Map<number, Promise<boolean | null>>} */
  const known = new Map();
  /** @param {number} entry */
  const look = async (entry) => {
    const page = pageWords(utf8.decode(await index.read((await index.shown(entry)).path, false)));
    /** @param {PhraseRun[]} runs */
    const has = (runs) => runs.every((run) => isOn(page, run));
    return has(must) && !mustNot.some(({ runs, may }) => may[entry] && has(runs));
  };
  /** Whether an entry is an answer; nothing is known where its page cannot be read. @param {number} entry */
  const allows = (entry) => {
    if (!isAbout(entry)) return true;
    const told = known.get(entry) ?? look(entry).catch(() => null);
    known.set(entry, told);
    return told;
  };
  const doubtful = [];
  for (let n = 0; n < allowed.length && doubtful.length <= FEW_PAGES; n += 1)
    if (allowed[n] && isAbout(n)) doubtful.push(n);
  if (doubtful.length <= FEW_PAGES) {
    const told = await Promise.all(doubtful.map(allows));
    doubtful.forEach((entry, n) => {
      allowed[entry] = told[n] === false ? 0 : 1;
    });
    if (!told.includes(null)) return null;
  }
  return { isAbout, allows };
}

/** Results, checked as far as they are shown; all of them where few are in doubt. */
export class Checked {
  /** @param {Uint32Array} entries @param {number} hits @param {Doubt} doubt */
  constructor(entries, hits, { isAbout, allows }) {
    this.rest = [...entries];
    this.hits = hits;
    this.isAbout = isAbout;
    this.allows = allows;
    /** @type {number[]} */
    this.sure = [];
    this.read = 0;
    this.unread = false;
    this.first = hits;
    this.few = this.rest.filter(isAbout).length <= FEW_PAGES;
  }

  get total() {
    return this.sure.length + this.rest.length;
  }

  /** Whether there may be fewer. */
  get most() {
    return this.unread || this.rest.some(this.isAbout);
  }

  /** @param {number} from @param {number} to */
  async slice(from, to) {
    const until = this.few ? this.total : to;
    while (this.sure.length < until && this.rest.length) {
      const some = this.rest.slice(0, until - this.sure.length);
      const told = await Promise.all(some.map(this.allows));
      this.rest.splice(0, some.length);
      this.unread ||= told.includes(null);
      this.hits -= told.filter((allowed, n) => allowed === false && this.read + n < this.first).length;
      this.read += some.length;
      this.sure.push(...some.filter((_, n) => told[n] !== false));
    }
    return this.sure.slice(from, to);
  }
}
