// Draws the numerous things on one canvas: ticks, milestones, bars and marks.
import { cells, dateName } from './timeline-calendar.js';
import { overview } from './timeline-overview.js';
import { canvas, DIGITS, MONTHS, view } from './timeline-page.js';
import { blurred, shardOf } from './timeline-shards.js';
import { rightEdge, seen, x } from './timeline-viewport.js';

/** The height of the axis, in pixels. */
export const FOOT = 46;

const context = canvas.getContext('2d');
if (!context) throw new Error('no canvas');
const paint = context;
const colours = { ink: '', soft: '', line: '', tone: '' };
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
  for (const key of /** @type {const} */ (['ink', 'soft', 'line', 'tone'])) {
    probe.className = `tl-${key}`;
    colours[key] = getComputedStyle(probe).color;
  }
  probe.remove();
  hatch = hatched(colours.tone) ?? colours.tone;
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
    paint.font = `${isBold ? '600 ' : ''}13px ${font}`;
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
    paint.fillText(text, left + 4, base + 14);
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

export function drawMilestones() {
  const { top, phases } = overview;
  const { width, height } = seen;
  let taken = -1e9;
  paint.font = `13px ${font}`;
  const near = phases
    .flatMap((phase) => phase.milestones)
    .filter((one) => x(one.at) > -400 && x(one.at) < width);
  for (const [n, one] of near.entries()) {
    const left = x(one.at);
    one.width ??= paint.measureText(one.text).width;
    fillBox(colours.soft, left, top, 1, height - FOOT - top);
    paint.fillStyle = colours.ink;
    paint.beginPath();
    paint.moveTo(left, 36);
    paint.lineTo(left + 5, 42);
    paint.lineTo(left, 48);
    paint.lineTo(left - 5, 42);
    paint.fill();
    // The text goes beside its mark or else below it; without room for either, only the mark is drawn.
    const next = near[n + 1] ? x(near[n + 1].at) : 1e9;
    if (left + one.width + 20 < Math.min(next, width)) paint.fillText(one.text, left + 9, 43);
    else if (taken + 12 < left && left + one.width < width) {
      paint.fillText(one.text, left - 4, 62);
      taken = left + one.width;
    }
  }
}

/**
 * Draws the histogram between two days: by year, month or day, so that bars are wide enough.
 * @param {number} from @param {number} to
 */
export function drawBars(from, to) {
  const base = seen.height - FOOT;
  const room = base - overview.top - 22;
  const level = seen.scale * 30.4 < 3 ? 0 : seen.scale < 5 ? 1 : 2;
  paint.font = `12px ${font}`;
  for (const cell of cells(level, from, to)) {
    const year = overview.years.get(cell.y);
    if (!year) continue;
    const left = x(Math.max(cell.from, from));
    const wide = x(Math.min(cell.to, to)) - left;
    /** @param {number} count @param {boolean} [isVague] */
    const bar = (count, isVague) => {
      const tall = count && Math.max(2, (count / overview.most[level]) * room);
      fillBox(
        isVague ? hatch : colours.tone,
        left,
        base - tall,
        Math.max(wide - (wide > 3 ? 1 : 0), 1),
        tall,
      );
      if (isVague || !count || wide <= 24) return;
      paint.fillStyle = colours.soft;
      paint.fillText(`${count}`, left, base - tall - 9);
    };
    const inMonth = year.counts[cell.m + 1];
    if (level === 0) bar(year.count);
    // Entries dated by year or month only are spread evenly over its parts, hatched.
    if (level === 1 && year.counts[0]) bar(year.counts[0] / 12, true);
    if (level === 1) bar(inMonth);
    const shard = level === 2 && inMonth ? shardOf(year, cell.m) : undefined;
    if (!shard) continue;
    const share = blurred(shard, cell.m);
    if (share) bar(share / 30, true);
    bar(shard.days.get(cell.from)?.length ?? 0);
  }
}

/**
 * Draws an entry's mark on the axis, as wide as its date is vague but within its cell, and a line up to its end.
 * @param {TimelineEntry} entry @param {TimelineCell} cell
 */
export function drawMark(entry, cell) {
  const left = x(entry.from);
  const base = seen.height - FOOT;
  if (entry.until) {
    const long = Math.min(x(entry.until), seen.width) - left - 2;
    fillBox(colours.soft, left + 1, base - 11, Math.max(4, long), 2);
  }
  const wide = Math.min(x(entry.to), x(cell.to)) - left - 2;
  fillBox(entry.level < 2 ? hatch : colours.tone, left + 1, base - 9, Math.max(4, wide), 8);
}
