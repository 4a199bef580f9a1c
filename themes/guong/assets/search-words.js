// Splits texts and queries into syllables, by exactly the same rules as the program (src/search).
import {
  AGREES,
  BARE,
  DIFFERS,
  EXACT,
  LONGEST_QUERY,
  LONGEST_WORD,
  TONELESS,
  UNBARRED,
} from './search-constants.js';

const WORD = /[\p{Alphabetic}\p{N}]/u;
const LETTER = /\p{Alphabetic}/u;
const DIGIT = /^[0-9]$/;
const MARK = /\p{M}/u;
const MARKS = /\p{M}/gu;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const DASH = /[-\u2010-\u2014]/;
/** @type {Record<string, string>} */
const RAISED = { '¹': '1', '²': '2', '³': '3' };
const VOWEL = /^[aăâeêioôơuưy]$/;

/** @param {string} text */
const toneless = (text) => text.normalize('NFD').replace(TONES, '').normalize('NFC');
/** @param {string} letter */
const toneOf = (letter) => (letter.normalize('NFD').match(TONES) || [''])[0];

/** Returns a text in lower case and without diacritics, `đ` as `d`. @param {string} text */
export function fold(text) {
  let out = '';
  for (const letter of text.toLowerCase().normalize('NFC')) {
    const parts = letter.normalize('NFD');
    out += letter === 'đ' ? 'd' : letter === 'ƀ' ? 'b' : MARK.test(parts) ? parts.replace(MARKS, '') : letter;
  }
  return out;
}

/** Moves the tone mark as one convention has it: `hoà` becomes `hòa`, but `quà` stays. @param {string[]} word */
function moveTone(word) {
  const end = word.length;
  if (end < 2) return word;
  const [one, two] = [toneless(word[end - 2]), toneless(word[end - 1])];
  const open = (one === 'o' && (two === 'a' || two === 'e')) || (one === 'u' && two === 'y');
  const tone = toneOf(word[end - 1]);
  if (!open || toneOf(word[end - 2]) || !tone) return word;
  if (end > 2) {
    const before = toneless(word[end - 3]);
    if (before === 'q' || (VOWEL.test(before) && before !== 'i')) return word;
  }
  return [...word.slice(0, -2), (one + tone).normalize('NFC'), two];
}

/** Returns the syllables of a text with their positions. @param {string} text */
export function words(text) {
  const letters = [...text];
  /** @type {Word[]} */
  const found = [];
  /** @type {string[]} */
  let word = [];
  let joined = false;
  let start = 0;
  let at = 0;
  const flush = () => {
    const letters = moveTone([
      ...word
        .join('')
        .replace(/^0+(?=[0-9]+$)/, '')
        .normalize('NFC'),
    ]);
    // A final k counts as c: names of the highlands are spelled both ways (Đắk Lắk, Đắc Lắc).
    if (letters.at(-1) === 'k' && VOWEL.test(toneless(letters.at(-2) ?? ''))) letters.splice(-1, 1, 'c');
    const surface = letters.slice(0, LONGEST_WORD).join('');
    found.push({ surface, folded: fold(surface), joined, start, end: at });
    word = [];
  };
  for (let n = 0; n < letters.length; n += 1) {
    const letter = RAISED[letters[n]] ?? letters[n];
    const next = letters[n + 1] ?? '';
    if (WORD.test(letter)) {
      // A unit right after a number is a syllable of its own.
      if (word.length && LETTER.test(letter) && word.every((one) => DIGIT.test(one))) {
        flush();
        joined = true;
      }
      if (!word.length) start = at;
      word.push(...letter.toLowerCase());
    } else if (letter >= '\u0300' && letter <= '\u036f') {
      if (word.length) word.push(letter);
    } else if (!(word.length && isNothing(letter, word, letters, n))) {
      const isShort = letter === '.' && word.every((one) => LETTER.test(one) && !VOWEL.test(toneless(one)));
      const decimal = /[.,]/.test(letter) && DIGIT.test(next) && word.every((one) => DIGIT.test(one));
      const inside = word.length && (isShort || (letter === '/' && WORD.test(next)) || decimal);
      if (word.length) {
        flush();
        joined = true;
      }
      joined = joined && (inside || DASH.test(letter) || /\s/u.test(letter));
    }
    at += letter.length;
  }
  if (word.length) flush();
  return found;
}

/** @param {string} sign @param {string[]} word @param {string[]} letters @param {number} n */
function isNothing(sign, word, letters, n) {
  if (sign === "'" || sign === '’' || sign === 'ʼ') return LETTER.test(letters[n + 1] ?? '');
  if (sign !== '.' && sign !== ',') return false;
  let digits = 0;
  while (digits < 4 && DIGIT.test(letters[n + 1 + digits] ?? '')) digits += 1;
  return digits === 3 && word.every((letter) => DIGIT.test(letter));
}

/**
 * Parses a query into words, phrases and exclusions, and tells whether the last word may be unfinished.
 * @param {string} typed
 */
export function readQuery(typed) {
  const text = [...typed.normalize('NFC')].slice(0, LONGEST_QUERY).join('');
  /** @type {Query} */
  const query = { words: [], quoted: [], phrases: [], excluded: [], unfinished: false };
  for (const piece of pieces(text)) {
    const list = words(piece.text);
    if (!list.length) continue;
    if (piece.minus) query.excluded.push({ words: list, quoted: piece.quoted });
    else {
      query.words.push(...list);
      query.quoted.push(...list.map(() => piece.quoted));
      if (piece.quoted) query.phrases.push(list);
    }
  }
  query.unfinished = !query.excluded.length && WORD.test([...text].at(-1) ?? '');
  return query;
}

/** @param {string} text */
function pieces(text) {
  const found = [];
  let piece = { text: '', quoted: false, minus: false };
  let before = ' ';
  for (const letter of text) {
    if ('"“”„«»'.includes(letter)) {
      const minus = !piece.quoted && piece.minus && !piece.text.trim();
      found.push(piece);
      piece = { text: '', quoted: !piece.quoted, minus };
    } else if (letter === '-' && /\s/u.test(before) && !piece.quoted) {
      found.push(piece);
      piece = { text: '', quoted: false, minus: true };
    } else {
      piece.text += letter;
      if (piece.minus && !piece.quoted && /\s/u.test(letter) && !piece.text.trim()) piece.minus = false;
    }
    before = letter;
  }
  found.push(piece);
  return found;
}

/**
 * Returns how well a spelling agrees with a typed syllable, in sixteenths; from `AGREES` on nothing contradicts.
 * @param {string} typed @param {string} folded @param {string} written @param {boolean} bare
 */
export function agreement(typed, folded, written, bare) {
  if (typed === written) return EXACT;
  if (typed === folded) return bare ? BARE : AGREES;
  if (typed === written.replaceAll('đ', 'd')) return UNBARRED;
  const plain = toneless(written);
  if (typed === plain) return TONELESS[1];
  return typed === plain.replaceAll('đ', 'd') ? TONELESS[0] : DIFFERS;
}

/**
 * Returns the spellings that agree with a typed syllable if it occurs exactly as typed: itself, and with the bar of
 * `đ`; none if it has more than one `d`.
 * @param {string} typed
 */
export function agreeingSpellings(typed) {
  const barred = typed.replaceAll('d', 'đ');
  const count = typed.split('d').length - 1;
  return count > 1 ? [] : count ? [typed, barred] : [typed];
}

/**
 * Like `agreement`, for a typed syllable that may be unfinished.
 * @param {string} typed @param {string} folded @param {string} written @param {boolean} bare
 */
export function beginning(typed, folded, written, bare) {
  return agreement(typed, folded, [...written].slice(0, [...typed].length).join(''), bare);
}

/** Whether a word is a year from 1900 to 2099. @param {string} word */
export const isYear = (word) => /^(19|20)[0-9]{2}$/.test(word);

/**
 * Returns the words to highlight: those of synonyms, then those typed, whose last may be unfinished.
 * @param {Word[]} typed @param {Understood} understood
 */
export const withSynonyms = (typed, { also }) => [
  ...also.flatMap(({ others }) => others.flatMap((text) => words(text))),
  ...typed,
];
