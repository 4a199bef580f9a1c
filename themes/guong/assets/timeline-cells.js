// Lays out cards in cells. A cell with more cards than fit shows dots or bars or, at the level of days, some of the cards.
import { cells, dateName, withDate } from './timeline-calendar.js';
import { countBefore, entryPath, overview, yearPage } from './timeline-overview.js';
import { word } from './timeline-page.js';
import { drawBars, drawMark, FOOT } from './timeline-paint.js';
import { entriesOf, shardOf, vagueOf } from './timeline-shards.js';
import { further, LINE_HIGH, rightEdge, seen, x } from './timeline-viewport.js';

/** The heights of a row of cards, and of cards with photos, in pixels. */
const ROW = 48;
const TALL_ROW = 72;

/** Draws the cells in view, and returns their cards. @param {number} level */
export function drawCells(level) {
  /** @type {TimelineCard[]} */
  const cards = [];
  const end = rightEdge();
  for (let above = 0; above < level; above += 1) {
    for (const cell of cells(above, seen.at, end)) cards.push(...chipOf(cell));
  }
  for (const cell of cells(level, seen.at, end)) cards.push(...cardsOf(cell));
  return cards;
}

/** Draws the entries between two days from afar: as dots if they are few, else as bars. @param {number} from @param {number} to */
export function drawFar(from, to) {
  if (!further.dots?.(from, to)) drawBars(from, to);
}

/**
 * Returns one card, as wide as the cell, for the entries whose dates are no more precise than the cell.
 * @param {TimelineCell} cell @returns {TimelineCard[]}
 */
function chipOf(cell) {
  const list = vagueOf(cell);
  if (!list.length) return [];
  const one = list.length === 1 ? list[0] : undefined;
  const only = withDate(word(cell.level ? 'onlyMonth' : 'onlyYear'), cell.y, cell.m, 1);
  const left = Math.max(x(cell.from), 0) + 3;
  return [
    {
      key: `~${cell.level}${cell.from}`,
      left,
      top: overview.top + 2 + (cell.level ? overview.vague : 0),
      kind: 'span',
      width: Math.min(x(cell.to), seen.width) - left - 3,
      height: 26,
      hue: one?.hue,
      title: one ? `${one.title} (${only})` : `${only}: ${list.length} ${word('unit')}`,
      href: one ? entryPath(one) : yearPage(cell.y, cell.level ? countBefore(cell.y, cell.m) : 0),
      order: cell.from,
    },
  ];
}

/** @param {TimelineCell} cell @returns {TimelineCard[]} */
function cardsOf(cell) {
  const { level } = cell;
  const year = overview.years.get(cell.y);
  if (!year || !(level === 0 ? year.count : level === 1 ? year.counts[cell.m + 1] : 1)) return [];
  const top = overview.top + 4 + (level > 0 ? overview.vague : 0) + (level > 1 ? 29 : 0);
  const room = seen.height - FOOT - 14 - top - seen.lines * LINE_HIGH;
  const across = x(cell.to) - x(cell.from);
  // A card stands on either side of its date, and within its cell, so that cells are independent.
  const wide = Math.min(Math.floor((level < 2 ? across / 2 - 4 : across - 6) / 10) * 10, 240);
  const fits = Math.floor(room / ROW);
  const list = entriesOf(cell);
  const places = list?.map((entry) => placeOf(entry, cell, wide));
  const lanes = places && inLanes(places, wide, level < 2 ? fits : 0);
  if (!list || !lanes) {
    drawFar(Math.max(cell.from, seen.at - 1), Math.min(cell.to, rightEdge() + 1));
    return level < 2 ? chipOf(cell) : [];
  }
  const high = Math.max(...lanes) + 1;
  const isNear = wide >= 200 && high * TALL_ROW <= room;
  const shown = high > fits ? list.slice(0, fits - 1) : list;
  const cards = shown.map((entry, n) => {
    const below = top + lanes[n] * (isNear ? TALL_ROW : ROW);
    drawMark(entry, cell, below);
    return cardOf(entry, {
      left: places[n].shown,
      top: below,
      width: wide,
      height: (isNear ? TALL_ROW : ROW) - 4,
      kind: isNear ? 'near' : '',
      order: cell.from + n / 1000,
    });
  });
  if (shown.length === list.length) return cards;
  const inMonth = shardOf(year, cell.m)?.months.get(cell.m) ?? [];
  const skipped = countBefore(cell.y, cell.m) + inMonth.indexOf(list[shown.length]);
  cards.push({
    key: `+${cell.from}`,
    left: x(cell.from) + 3,
    top: top + shown.length * ROW,
    width: wide,
    height: ROW - 4,
    kind: 'more',
    title: word('more').replace('{n}', `${list.length - shown.length}`),
    href: yearPage(cell.y, skipped),
    order: cell.from + 0.99,
  });
  return cards;
}

/**
 * @param {TimelineEntry} entry
 * @param {Pick<TimelineCard, 'left' | 'top' | 'width' | 'height' | 'kind' | 'order'>} box
 * @returns {TimelineCard}
 */
function cardOf(entry, box) {
  return {
    ...box,
    key: entry.slug,
    title: entry.title,
    date: dateOf(entry),
    place: entry.place,
    photo: entry.photo,
    hue: entry.hue,
    href: entryPath(entry),
  };
}

/** Returns the date of an entry in words. @param {TimelineEntry} entry */
export function dateOf(entry) {
  const date = dateName(entry.level, entry.y, entry.m, entry.d);
  return entry.last ? `${date} – ${entry.last}` : date;
}

/**
 * Returns where the left edge of a card belongs, to the right of its date or, if its cell or the view ends there, to
 * the left; and where it is shown: in view as long as its date or its span is.
 * @param {TimelineEntry} entry @param {TimelineCell} cell @param {number} wide
 */
function placeOf(entry, cell, wide) {
  const date = x(Math.max(entry.from, cell.from));
  const isTurned = date + wide + 3 > x(cell.to) && date - wide > x(cell.from);
  const left = isTurned ? date - wide : date + 1;
  const isBeyond = !isTurned && left + wide > seen.width && date - wide > x(cell.from) && date < seen.width;
  const end = x(entry.until ?? entry.to) - wide;
  const shown = isBeyond ? date - wide : left;
  return { left, shown: Math.max(shown, Math.min(3, end, x(cell.to) - wide - 3)) };
}

/**
 * Returns the lane of each card; `undefined` if `limit` lanes do not suffice.
 * @param {{ left: number, shown: number }[]} places @param {number} wide
 * @param {number} limit 0 for no limit
 */
function inLanes(places, wide, limit) {
  /** @type {[number, number][][]} */
  const taken = [];
  const lanes = [];
  for (const { left, shown } of places) {
    const [from, to] = [Math.min(left, shown), Math.max(left, shown) + wide];
    let lane = taken.findIndex((boxes) => boxes.every(([a, b]) => b < from || a > to));
    if (lane < 0) lane = taken.length;
    if (limit && lane >= limit) return undefined;
    taken[lane] ??= [];
    taken[lane].push([from, to]);
    lanes.push(lane);
  }
  return lanes;
}
