// Checks phrases of three or more words on the entries' pages, by the same rules as the program
// (src/search/pages.rs). Loaded only for such phrases.
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

/** Replaces character references, except unknown ones. @param {string} text */
const unescaped = (text) => text.replace(/&([^;&]*);/g, referred);

/** Returns a page's own content: its article, or else its main element. @param {string} html */
function article(html) {
  const main = html.slice(Math.max(html.indexOf('<main'), 0));
  const end = main.lastIndexOf('</main');
  const own = end < 0 ? main : main.slice(0, end);
  const [from, to] = [own.indexOf('<article'), own.lastIndexOf('</article')];
  return from >= 0 && from < to ? own.slice(from, to) : own;
}

/** Returns the length of a tag: up to the first `>` outside quotes. @param {string} text @param {number} from */
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

/** Returns the words of a page's own content; every tag separates words, except inline ones. @param {string} html */
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
 * Returns the runs of adjacent words in a phrase that are longer than a pair.
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
 * Whether a page has a run, or lacks one of its pairs: then the index has it from a text that the page does not show.
 * @param {Word[]} page @param {PhraseRun} run
 */
function isOn(page, run) {
  /** @param {PhraseRun} part */
  const has = (part) =>
    page.some((_, at) =>
      part.every(({ text, bare }, n) => {
        const there = page[at + n];
        return there && (bare ? there.folded : there.surface) === text && (n === 0 || there.joined);
      }),
    );
  return has(run) || run.some((_, n) => n > 0 && !has(run.slice(n - 1, n + 1)));
}

/**
 * Returns what must still be checked on pages; `null` if so few pages were concerned that all have been checked.
 * @param {SearchIndex} index @param {Uint8Array} allowed @param {Word[][]} required
 * @param {[Word[], Uint8Array][]} forbidden @returns {Promise<Doubt | null>}
 */
export async function doubtOf(index, allowed, required, forbidden) {
  const must = required.flatMap(runsOf);
  const mustNot = forbidden.map(([phrase, may]) => ({ runs: runsOf(phrase), may }));
  /** @param {number} entry */
  const isAbout = (entry) => must.length > 0 || mustNot.some(({ may }) => may[entry]);
  /** @type {Map<number, Promise<boolean | null>>} */
  const known = new Map();
  /** @param {number} entry */
  const check = async (entry) => {
    const page = pageWords(utf8.decode(await index.read((await index.shown(entry)).path, false)));
    /** @param {PhraseRun[]} runs */
    const has = (runs) => runs.every((run) => isOn(page, run));
    return has(must) && !mustNot.some(({ runs, may }) => may[entry] && has(runs));
  };
  /** Whether an entry is an answer; `null` if its page cannot be read. @param {number} entry */
  const allows = (entry) => {
    if (!isAbout(entry)) return true;
    const verdict = known.get(entry) ?? check(entry).catch(() => null);
    known.set(entry, verdict);
    return verdict;
  };
  const doubtful = [];
  for (let n = 0; n < allowed.length && doubtful.length <= FEW_PAGES; n += 1)
    if (allowed[n] && isAbout(n)) doubtful.push(n);
  if (doubtful.length <= FEW_PAGES) {
    const verdicts = await Promise.all(doubtful.map(allows));
    doubtful.forEach((entry, n) => {
      allowed[entry] = verdicts[n] === false ? 0 : 1;
    });
    if (!verdicts.includes(null)) return null;
  }
  return { isAbout, allows };
}

/** Results that are checked only as far as they are shown, or all at once if few are in doubt. */
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

  /** Whether `hits` is an upper bound. */
  get most() {
    return this.unread || this.rest.some(this.isAbout);
  }

  /** @param {number} from @param {number} to */
  async slice(from, to) {
    const until = this.few ? this.total : to;
    while (this.sure.length < until && this.rest.length) {
      const some = this.rest.slice(0, until - this.sure.length);
      const verdicts = await Promise.all(some.map(this.allows));
      this.rest.splice(0, some.length);
      this.unread ||= verdicts.includes(null);
      this.hits -= verdicts.filter((allowed, n) => allowed === false && this.read + n < this.first).length;
      this.read += some.length;
      this.sure.push(...some.filter((_, n) => verdicts[n] !== false));
    }
    return this.sure.slice(from, to);
  }
}
