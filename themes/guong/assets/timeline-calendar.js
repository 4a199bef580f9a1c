// Dates as numbers, cells and texts. Time is counted in days since 1970; a level is 0 for years, 1 for months and
// 2 for days; months count from 0.
import { DIGITS, MONTHS, word } from './timeline-page.js';

const DAY = 864e5;

/** @param {number} y @param {number} [m] @param {number} [d] */
export const day = (y, m = 0, d = 1) => Date.UTC(y, m, d) / DAY;

/** @param {string} date `2019`, `2019-03` or `2019-03-05` @returns {TimelineSpan} */
export function parseDate(date) {
  const [y, m, d] = date.split('-').map(Number);
  const from = day(y, (m || 1) - 1, d || 1);
  if (d) return { from, to: day(y, m - 1, d + 1), level: 2 };
  return m ? { from, to: day(y, m), level: 1 } : { from, to: day(y + 1), level: 0 };
}

/** Returns the year, the month and the day of the month. @param {number} n @returns {[number, number, number]} */
export function dateParts(n) {
  const date = new Date(Math.floor(n) * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

/** @param {number} n */
export const iso = (n) => new Date(Math.floor(n) * DAY).toISOString().slice(0, 10);

/** Fills a date into a text. @param {string} text @param {number} y @param {number} m @param {number} d */
export function withDate(text, y, m, d) {
  return text
    .replace('{y}', `${y}`)
    .replace('{m}', MONTHS[m])
    .replace('{n}', `${m + 1}`)
    .replace('{d}', `${d}`.padStart(DIGITS, '0'));
}

/** Returns the name of a cell. @param {number} level @param {number} y @param {number} [m] @param {number} [d] */
export function dateName(level, y, m = 0, d = 1) {
  return level ? withDate(word(level === 1 ? 'month' : 'day'), y, m, d) : `${y}`;
}

/** @param {string} date */
export function spokenDate(date) {
  const { from, level } = parseDate(date);
  return dateName(level, ...dateParts(from));
}

/** Returns the cell of a level that contains a day. @param {number} level @param {number} n @returns {TimelineCell} */
export function cellAt(level, n) {
  const [y, m, d] = dateParts(n);
  const from = level === 0 ? day(y) : level === 1 ? day(y, m) : day(y, m, d);
  const to = level === 0 ? day(y + 1) : level === 1 ? day(y, m + 1) : from + 1;
  return { level, y, m, d, from, to };
}

/** Yields the cells between two days. @param {number} level @param {number} from @param {number} to */
export function* cells(level, from, to) {
  for (let cell = cellAt(level, from); cell.from < to; cell = cellAt(level, cell.to)) yield cell;
}
