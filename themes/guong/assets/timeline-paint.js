// Draws the numerous things on one canvas: ticks, milestones, bars and marks.
import { binsOf } from './timeline-bins.js';
import { cells, dateName } from './timeline-calendar.js';
import { LINE, LINES, MARKS, overview } from './timeline-overview.js';
import { canvas, DIGITS, MONTHS, view } from './timeline-page.js';
import { rightEdge, seen, x } from './timeline-viewport.js';

/** The height of the axis, in pixels. */
export const FOOT = 46;

const context = canvas.getContext('2d');
if (!context) throw new Error('no canvas');
const paint = context;
const colours = { ink: '', soft: '', line: '', tone: '', back: '' };
let font = '';
/** @type {CanvasPattern | string} */
let hatch = '';

/** Reads the size and the colours of the page. */
export function measure() {
  const box = view.getBoundingClientRect();
  // In print the timeline is hidden and has no size; the view on the screen is kept.
  if (!box.width) return;
  const dots = Math.min(devicePixelRatio || 1, 2);
  if (seen.width && box.width !== seen.width) seen.scale *= box.width / seen.width;
  seen.width = box.width;
  seen.height = box.height;
  canvas.width = Math.round(seen.width * dots);
  canvas.height = Math.round(seen.height * dots);
  paint.setTransform(dots, 0, 0, dots, 0, 0);
  font = getComputedStyle(view).fontFamily;
  const probe = document.createElement('i');
  view.append(probe);
  for (const key of /** @type {const} */ (['ink', 'soft', 'line', 'tone', 'back'])) {
    probe.className = `tl-${key}`;
    colours[key] = getComputedStyle(probe).color;
  }
  probe.remove();
  hatch = hatched(colours.tone) ?? colours.tone;
  namedAt = 0;
}

/** @param {string} colour */
function hatched(colour) {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const lines = tile.getContext('2d');
  if (!lines) return null;
  lines.strokeStyle = colour;
  lines.lineWidth = 1.5;
  for (const shift of [-4, 4, 12]) {
    lines.moveTo(shift - 4, 8);
    lines.lineTo(shift + 4, 0);
  }
  lines.stroke();
  return paint.createPattern(tile, 'repeat');
}

/**
 * @param {string | CanvasPattern} colour @param {number} left @param {number} top @param {number} width
 * @param {number} height
 */
function fillBox(colour, left, top, width, height) {
  paint.fillStyle = colour;
  paint.fillRect(left, top, width, height);
}

/** Widths of texts, measured once. @type {Map<string, number>} */
const widths = new Map();

/** Returns the width of a text in the size of links. @param {string} text */
export function textWidth(text) {
  let width = widths.get(text);
  if (width === undefined) {
    paint.font = `14px ${font}`;
    width = paint.measureText(text).width;
    widths.set(text, width);
  }
  return width;
}

export function clear() {
  paint.clearRect(0, 0, seen.width, seen.height);
  paint.textBaseline = 'middle';
  paint.textAlign = 'left';
}

export function drawAxis() {
  const { top } = overview;
  const { scale, at } = seen;
  const base = seen.height - FOOT;
  const end = rightEdge();
  /** @param {boolean} isBold */
  const setFont = (isBold) => {
    paint.font = `${isBold ? '600 ' : ''}14px ${font}`;
  };
  fillBox(colours.line, 0, base, seen.width, 1);
  const small = scale >= 20 ? 2 : scale * 30 >= (DIGITS === 2 ? 26 : 34) ? 1 : 0;
  const step = small ? 1 : ([1, 2, 5, 10, 20, 50].find((n) => n * 365 * scale >= 44) ?? 100);
  for (const cell of cells(small, at, end)) {
    if (!small && cell.y % step) continue;
    const left = x(cell.from);
    fillBox(colours.line, left, base, 1, small ? 6 : 10);
    const isFirst = !small || (small === 1 ? cell.m === 0 : cell.d === 1);
    if (isFirst) paint.fillRect(left, top, 1, base - top);
    if (left < -3) continue;
    setFont(!small);
    paint.fillStyle = small ? colours.soft : colours.ink;
    const text = small === 2 ? `${cell.d}` : small === 1 ? MONTHS[cell.m] : `${cell.y}`;
    if (left + 4 + paint.measureText(text).width <= seen.width) paint.fillText(text, left + 4, base + 14);
  }
  if (!small) return;
  setFont(true);
  paint.fillStyle = colours.ink;
  for (const cell of cells(small - 1, at, end)) {
    const text = dateName(small - 1, cell.y, cell.m);
    const room = x(cell.to) - 8 - paint.measureText(text).width;
    paint.fillText(text, Math.min(Math.max(x(cell.from), 0) + 4, room), base + 34);
  }
}

/** The scale at which the names of milestones were placed. */
let namedAt = 0;

/** Puts each name on the first free line, beside the one before it there; those without room on a line below. */
function placeNames() {
  const { scale } = seen;
  if (namedAt === scale) return;
  namedAt = scale;
  /** @type {(TimelineMilestone | undefined)[]} */
  const lasts = Array.from({ length: LINES }, () => undefined);
  for (const one of overview.milestones) {
    one.width ??= paint.measureText(one.text).width;
    const line = lasts.findIndex((last) => !last || endOf(last) < x(one.at));
    one.line = line < 0 || one.width + 24 > seen.width ? LINES : line;
    one.before = lasts[one.line];
    if (one.line < LINES) lasts[one.line] = one;
  }
}

/** Returns where a milestone's name ends, with a gap. @param {TimelineMilestone} one */
const endOf = (one) => x(one.at) + (one.width ?? 0) + 24;

/** Draws the milestones with their names; the script that is loaded later shows the names that have no room. */
export function drawMilestones() {
  paint.font = `14px ${font}`;
  placeNames();
  const shown = overview.milestones.filter(({ at }) => x(at) > -5 && x(at) < seen.width + 5);
  for (const { at, line = 0 } of shown) {
    const mark = MARKS + line * LINE;
    fillBox(colours.line, x(at), mark, 1, seen.height - FOOT - mark);
  }
  for (const { at, before, line = 0, text, width = 0 } of shown) {
    const left = x(at);
    const mark = MARKS + line * LINE;
    // At the right edge a name turns left, if no other is there.
    const turned = left - 9 - width;
    const isTurned = left + 9 + width > seen.width;
    const hasRoom = line < LINES && (!isTurned || (turned > 0 && !(before && endOf(before) > turned)));
    const name = isTurned ? turned : left + 9;
    if (hasRoom) fillBox(colours.back, name - 3, mark - 9, width + 6, 18);
    paint.fillStyle = colours.ink;
    if (hasRoom) paint.fillText(text, name, mark + 1);
    paint.beginPath();
    paint.moveTo(left, mark - 6);
    paint.lineTo(left + 5, mark);
    paint.lineTo(left, mark + 6);
    paint.lineTo(left - 5, mark);
    paint.fill();
  }
}

/**
 * Draws the histogram between two days; a number has room on each bar.
 * @param {number} from @param {number} to
 */
export function drawBars(from, to) {
  const base = seen.height - FOOT;
  const high = base - overview.top - 24;
  paint.font = `14px ${font}`;
  const { bins, most } = binsOf(from, to, Math.max(26, paint.measureText(`${overview.total}`).width + 8));
  for (const bin of bins) {
    const left = x(Math.max(bin.from, from));
    const wide = Math.max(x(Math.min(bin.to, to)) - left - 1, 1);
    /** @param {number} count */
    const tall = (count) => count && Math.max(2, (count / most) * high);
    const [solid, vague] = [tall(bin.count), tall(bin.vague)];
    fillBox(colours.tone, left, base - solid, wide, solid);
    // Entries of which only the year or the month is known are spread over its parts, hatched.
    fillBox(hatch, left, base - solid - vague, wide, vague);
    if (!bin.count) continue;
    paint.fillStyle = colours.soft;
    paint.fillText(`${bin.count}`, left, base - solid - vague - 9);
  }
}

/**
 * Draws an entry's mark on the axis, as wide as its date is vague but within its cell, a line up to its end, and a
 * hairline from its card.
 * @param {TimelineEntry} entry @param {TimelineCell} cell @param {number} below where its card ends
 */
export function drawMark(entry, cell, below) {
  const left = x(entry.from);
  const base = seen.height - FOOT;
  if (entry.level > cell.level || cell.level === 2) fillBox(colours.soft, left, below, 1, base - below);
  if (entry.until) {
    const long = Math.min(x(entry.until), seen.width) - left - 2;
    fillBox(colours.soft, left + 1, base - 11, Math.max(4, long), 2);
  }
  const wide = Math.min(x(entry.to), x(cell.to)) - left - 2;
  fillBox(entry.level < 2 ? hatch : colours.tone, left + 1, base - 9, Math.max(4, wide), 8);
}
