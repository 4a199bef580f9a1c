// Highlights and snippets of results, and arrow keys that move between them. Loaded after the first results.
import { AGREES } from './search-constants.js';
import { agreement, beginning, words } from './search-words.js';

// How many words of a snippet precede its best passage, and how many it has in all.
const BEFORE = 5;
const LENGTH = 31;
// The bonus of a summary, which says more than a passage with one of the words.
const LEAD = 5;

/**
 * Returns which words of a text match those of the query. A word whose accents contradict the query counts only
 * next to another match. If the last word of the query does not occur, words that begin with it match; if it is one
 * letter, only next to another match.
 * @param {Word[]} list @param {Word[]} query
 */
function matchesIn(list, query) {
  const bare = query.every((word) => word.surface === word.folded);
  const last = query.at(-1);
  const begun = last && !list.some((word) => word.folded === last.folded) ? last : null;
  const levels = list.map((word) => {
    const marks = query
      .filter((one) => one.folded === word.folded)
      .map((one) => agreement(one.surface, one.folded, word.surface, bare));
    if (marks.length) return marks.some((mark) => mark >= AGREES) ? 2 : 1;
    if (!begun || !word.folded.startsWith(begun.folded)) return 0;
    if (beginning(begun.surface, begun.folded, word.surface, bare) < AGREES) return 0;
    return begun.folded.length > 1 ? 2 : 1;
  });
  return levels.map(
    (level, n) =>
      level === 2 ||
      (level === 1 && Boolean((list[n].joined && levels[n - 1]) || (list[n + 1]?.joined && levels[n + 1]))),
  );
}

/**
 * Writes a text with the query's words highlighted, even if accents differ.
 * @param {Element} node @param {string} text @param {Word[]} query
 */
export function mark(node, text, query) {
  const list = words(text);
  const is = matchesIn(list, query);
  const parts = [];
  let at = 0;
  for (let n = 0; n < list.length; n += 1) {
    if (!is[n]) continue;
    const { start } = list[n];
    while (is[n + 1] && list[n + 1].joined) n += 1;
    parts.push(
      text.slice(at, start),
      Object.assign(document.createElement('mark'), { textContent: text.slice(start, list[n].end) }),
    );
    at = list[n].end;
  }
  node.replaceChildren(...parts, text.slice(at));
}

/**
 * Writes the passage of a page that matches the query best.
 * @param {Element} node @param {string} html @param {Word[]} query
 */
export function snippet(node, html, query) {
  const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
  const texts = '.lede, .text p, .text li, .text td, .text h2, .text h3, figcaption';
  let best = { score: -1, text: '', list: words(''), n: 0 };
  for (const part of main?.querySelectorAll(texts) ?? []) {
    // A photo's credit is left out.
    const text = [...part.childNodes]
      .filter((one) => one.nodeName !== 'SMALL')
      .map((one) => one.textContent)
      .join('')
      .replace(/\s+/g, ' ')
      .trim();
    const list = words(text);
    const is = matchesIn(list, query);
    list.forEach((_, n) => {
      if (n > 0 && !is[n]) return;
      const kinds = new Set();
      let pairs = 0;
      for (let m = n; m < n + LENGTH - BEFORE - 2 && m < list.length; m += 1) {
        if (is[m]) kinds.add(list[m].folded);
        if (m > n && is[m] && is[m - 1] && list[m].joined) pairs += 1;
      }
      const score = kinds.size * 4 + Math.min(pairs, 6) + (part.matches('.lede') ? LEAD : 0);
      if (score > best.score) best = { score, text, list, n };
    });
  }
  if (!best.text) return;
  const { text, list, n } = best;
  const start = n > BEFORE ? list[n - BEFORE].start : 0;
  const end = list[Math.min(list.length, n + LENGTH - BEFORE) - 1]?.end ?? text.length;
  const whole = end >= (list.at(-1)?.end ?? text.length + 1);
  mark(node, (start ? '… ' : '') + text.slice(start, whole ? text.length : end) + (whole ? '' : ' …'), query);
}

let isListening = false;

/**
 * Lets the arrow keys move from the search box to the results and between them.
 * @param {HTMLElement} box @param {HTMLElement} list
 */
export function arrows(box, list) {
  if (isListening) return;
  isListening = true;
  document.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    // Safari ends a composition before the key press that ends it, which then has the code 229.
    if (
      !step ||
      event.isComposing ||
      event.keyCode === 229 ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.shiftKey
    )
      return;
    if (event.target instanceof HTMLSelectElement) return;
    const links = [...list.querySelectorAll('a')];
    const focused = document.activeElement;
    const here = focused instanceof HTMLAnchorElement ? links.indexOf(focused) : -1;
    if (here < 0 && focused !== box) return;
    event.preventDefault();
    (here + step < 0 ? box : links[Math.min(here + step, links.length - 1)])?.focus();
  });
}
