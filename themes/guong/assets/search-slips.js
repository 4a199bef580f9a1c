// Corrects likely typing errors, by the same rules as the program (src/search/slips.rs). Loaded only for words that
// may be mistyped.
import { EXACT, HELD } from './search-constants.js';
import { FINALS, INITIALS, MENDED, MENDINGS, ROWS } from './search-slips-constants.js';

// The least agreement of a correction whose neighbour's accents do not contradict the query.
const LIKELY = Math.floor((HELD * MENDED) / EXACT);
const ASCII = /^\p{ASCII}+$/u;

/** @param {string[][]} groups @param {string} typed @param {string} meant @param {boolean} atEnd */
function swapped(groups, typed, meant, atEnd) {
  /** @param {string} word @param {string} part */
  const rest = (word, part) => {
    if (atEnd) return word.endsWith(part) ? word.slice(0, word.length - part.length) : null;
    return word.startsWith(part) ? word.slice(part.length) : null;
  };
  return groups.some((group) =>
    group.some((one) => {
      const left = rest(typed, one);
      return left && group.some((other) => other !== one && rest(meant, other) === left);
    }),
  );
}

/** @param {string} one @param {string} other */
function areNeighbours(one, other) {
  /** @param {string} letter */
  const place = (letter) => {
    const row = ROWS.findIndex((keys) => keys.includes(letter));
    return [row, row < 0 ? 0 : ROWS[row].indexOf(letter)];
  };
  const [[row, column], [otherRow, otherColumn]] = [place(one), place(other)];
  return row >= 0 && otherRow >= 0 && Math.abs(row - otherRow) <= 1 && Math.abs(column - otherColumn) <= 1;
}

/**
 * Returns how far a syllable is from the typed one: 1 to 3, or 0 if it is farther or the same.
 * @param {string} typed @param {string} meant
 */
export function distance(typed, meant) {
  if (typed === meant || !ASCII.test(typed) || !ASCII.test(meant)) return 0;
  const alike =
    swapped(INITIALS, typed, meant, false) ||
    swapped(FINALS, typed, meant, true) ||
    typed.replaceAll('i', 'y') === meant.replaceAll('i', 'y');
  if (alike) return 1;
  if (typed.length < 2) return 0;
  if (typed.length === meant.length) {
    const apart = [...typed].map((_, n) => n).filter((n) => typed[n] !== meant[n]);
    const [a, b] = apart;
    if (apart.length === 1) return areNeighbours(typed[a], meant[a]) ? 2 : 3;
    return apart.length === 2 && b === a + 1 && typed[a] === meant[b] && typed[b] === meant[a] ? 2 : 0;
  }
  const [short, long] = typed.length < meant.length ? [typed, meant] : [meant, typed];
  if (long.length !== short.length + 1) return 0;
  let n = 0;
  while (n < short.length && short[n] === long[n]) n += 1;
  return short.slice(n) === long.slice(n + 1) ? 3 : 0;
}

/**
 * Returns the bare letters of a syllable that still contains its Telex or VNI keys; '' if it contains none.
 * @param {string} typed
 */
export function undone(typed) {
  if (!ASCII.test(typed) || typed.length < 3 || !/^[a-z]/i.test(typed)) return '';
  const vni = typed.replace(/[0-9]/g, '');
  if (vni.length < typed.length) return typed.length - vni.length <= 3 ? vni : '';
  /** @param {string | undefined} letter */
  const tone = (letter) => letter !== undefined && 'sfrxj'.includes(letter);
  const letters = [...typed];
  if (tone(letters.at(-1))) letters.pop();
  let plain = '';
  for (const letter of letters) {
    const doubled = plain.endsWith(letter) && 'aeod'.includes(letter);
    const inside = /[aeiouy]/.test(plain) && (letter === 'w' || tone(letter));
    const late =
      (letter === 'd' && plain[0] === 'd' && plain.length > 1) ||
      ('aeo'.includes(letter) && !plain.endsWith(letter) && plain.includes(letter));
    if (!doubled && !inside && !late) plain += letter;
  }
  return plain !== typed ? plain : '';
}

/** Counts likely corrections of a word in its place. @param {Matcher} matcher @param {number} n */
export async function mend(matcher, n) {
  const { index, words } = matcher;
  /** @param {number[]} list */
  const there = (list) =>
    matcher.terms.find((term) => String(term.words) === String(list)) ?? matcher.addTerm(list);
  /** @param {number} mark */
  const part = (mark) => Math.floor((mark * MENDED) / 16);
  const before = matcher.joined(n) ? words[n - 1].folded : null;
  const behind = matcher.joined(n + 1) ? words[n + 1].folded : null;
  const meant = await mendings(index, words[n].folded, before, behind);
  /** @param {{ word: string, after: boolean, ahead: boolean }} candidate @returns {Promise<Form[][]>} */
  const read = ({ word, after, ahead }) =>
    Promise.all([
      before === null || !after ? [] : index.pair(before, word),
      behind === null || !ahead ? [] : index.pair(word, behind),
      before === null && behind === null ? index.single(word) : [],
    ]);
  /**
   * @param {number[]} list @param {Form[]} forms @param {number[]} marks
   * @param {(form: Form) => string} written
   */
  const count = (list, forms, marks, written) => {
    forms.forEach((form, at) => {
      if (marks[at] >= LIKELY) matcher.tried.push({ n, surface: written(form), lists: form.lists });
    });
    matcher.count(there(list), forms, 16, marks, true);
  };
  for (const [first, second, single] of await Promise.all(meant.map(read))) {
    if (before !== null)
      count(
        [n - 1, n],
        first,
        first.map((form) => part(matcher.marks(n - 1, form.own))),
        (form) => form.other,
      );
    if (behind !== null)
      count(
        [n, n + 1],
        second,
        second.map((form) => part(matcher.marks(n + 1, form.other))),
        (form) => form.own,
      );
    if (before === null && behind === null)
      count(
        [n],
        single,
        single.map(() => MENDED),
        (form) => form.own,
      );
  }
}

/**
 * Returns likely corrections, each with whether it occurs after the word before and before the word after.
 * @param {SearchIndex} index @param {string} typed @param {string | null} before
 * @param {string | null} behind
 */
async function mendings(index, typed, before, behind) {
  /** @type {Map<string, { far: number, order: number, word: string, after: boolean, ahead: boolean }>} */
  const near = new Map();
  /** @param {string[]} candidates @param {boolean} after */
  const add = (candidates, after) => {
    for (const [order, word] of candidates.entries()) {
      const far = distance(typed, word);
      const known = near.get(word);
      if (known) Object.assign(known, { after: true, ahead: true });
      else if (far) near.set(word, { far, order, word, after, ahead: !after });
    }
  };
  if (before !== null) add((await index.neighbours(before))[0], true);
  if (behind !== null) add((await index.neighbours(behind))[1], false);
  if (before === null && behind === null) {
    add(
      index.commonWhere((word) => distance(typed, word)),
      true,
    );
  }
  const list = [...near.values()].sort(
    (a, b) => a.far - b.far || a.order - b.order || (a.word < b.word ? -1 : 1),
  );
  // Corrections that occur between both neighbours exclude the others.
  const sure = list.filter((one) => one.after && one.ahead);
  const itself = { word: typed, after: true, ahead: true };
  return [itself, ...(sure.length ? sure : list).slice(0, MENDINGS)];
}

/**
 * Applies the Telex or VNI keys in a word, if the outcome is a common word and the typed one is not.
 * @param {SearchIndex} index @param {Word} word
 */
export function finish(index, word) {
  const meant = index.weight(word.folded) === 0 ? undone(word.surface) : '';
  return meant && index.weight(meant) > 0 ? { ...word, surface: meant, folded: meant } : word;
}
