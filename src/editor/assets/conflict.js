// A file that was changed elsewhere: both versions, and the choice.
import { ask, make } from './elements.js';
import { record } from './form.js';
import { w } from './words.js';

/** Writes a value as it is read; of a table, the keys in the order of the form. @param {EditorKey} key @param {unknown} value @returns {string} */
const readable = (key, value) => {
  if (value === undefined || value === null) return '—';
  if (value === true) return w('yes');
  if (Array.isArray(value)) return value.map((one) => readable(key, one)).join('\n');
  if (typeof value !== 'object') return String(value);
  const values = record(value);
  const keys = (key.keys ?? []).filter(({ name }) => values[name] !== undefined);
  return keys.map((inner) => readable(inner, values[inner.name])).join(' · ');
};

/**
 * Marks the lines of two texts that the other lacks.
 * @param {string} a @param {string} b @returns {[HTMLElement, HTMLElement]}
 */
export const compared = (a, b) => {
  const sides = /** @type {[string[], string[]]} */ ([a.split('\n'), b.split('\n')]);
  const [one, two] = sides;
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) start += 1;
  let end = 0;
  while (end < one.length - start && end < two.length - start && one.at(-1 - end) === two.at(-1 - end))
    end += 1;
  const common = commonLines(one.slice(start, one.length - end), two.slice(start, two.length - end));
  const shown = sides.map((lines, side) => {
    const kept = new Set(common.map((pair) => pair[side]));
    const pieces = lines.map((line, at) => {
      const isSame = at < start || at >= lines.length - end || kept.has(at - start);
      return make(isSame ? 'span' : 'mark', { class: 'line' }, line || ' ');
    });
    return make('div', { class: 'text' }, ...pieces);
  });
  return [shown[0] ?? make('div'), shown[1] ?? make('div')];
};

/** The longest common lines, as pairs of indices. @param {string[]} a @param {string[]} b @returns {[number, number][]} */
const commonLines = (a, b) => {
  // Beyond this everything counts as changed: the table would not fit in memory.
  if (a.length * b.length > 4_000_000) return [];
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  /** @param {number} i @param {number} j */
  const of = (i, j) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = /** @type {Uint32Array} */ (lengths[i]);
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? of(i + 1, j + 1) + 1 : Math.max(of(i + 1, j), of(i, j + 1));
    }
  }
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (of(i + 1, j) >= of(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
};

/**
 * Shows both versions; returns `theirs`, `mine`, `merged`, or '' if nothing was chosen.
 * @param {EditorKey[]} keys @param {EditorFile} now what the file says
 * @param {{ values: Record<string, unknown>, text: string | null, whole?: string }} own what the form says
 * @param {{ mine?: string | null, merged?: string | null }} can
 */
export const chooseVersion = (keys, now, own, can) => {
  /** @type {HTMLElement[]} */
  const rows = [];
  /** @param {string} label @param {Node | string} theirs @param {Node | string} mine */
  const row = (label, theirs, mine) =>
    rows.push(
      make('tr', {}, make('th', { scope: 'row' }, label), make('td', {}, theirs), make('td', {}, mine)),
    );
  if (own.whole !== undefined || !now.values) {
    const [theirs, mine] = compared(now.whole, own.whole ?? '');
    row(w('whole'), theirs, mine);
  } else {
    for (const key of keys) {
      const theirs = readable(key, now.values[key.name]);
      const mine = readable(key, own.values[key.name]);
      if (theirs !== mine) row(key.label, ...compared(theirs, mine));
    }
    if ((now.text ?? '') !== (own.text ?? '')) row(w('story'), ...compared(now.text ?? '', own.text ?? ''));
  }
  const head = make(
    'tr',
    {},
    make('td', {}),
    make('th', { scope: 'col' }, w('theirs')),
    make('th', { scope: 'col' }, w('mine')),
  );
  const table = make('table', { class: 'versions' }, make('thead', {}, head), make('tbody', {}, ...rows));
  const scroller = make(
    'div',
    { class: 'scroller', tabindex: '0', role: 'group', 'aria-label': w('conflict') },
    table,
  );
  /** @type {[string, string, string?][]} */
  const choices = [];
  if (can.merged) choices.push(['merged', w('takeMerged'), 'main']);
  if (can.mine) choices.push(['mine', w('takeMine'), can.merged ? '' : 'main']);
  choices.push(['theirs', w('takeTheirs')], ['', w('takeLater'), 'quiet']);
  return ask(w('conflict'), [make('p', {}, w('conflictHelp')), scroller], choices);
};
