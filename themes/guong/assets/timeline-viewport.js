// The viewport: the day at the left edge and the pixels per day. Schedules drawing.
import { overview } from './timeline-overview.js';
import { root } from './timeline-page.js';

/** Minimum width of a year or a month with cards, in pixels: a card fits on either side of its date. */
export const WIDE = 320;
/** Minimum width of a day with cards, in pixels. */
export const NARROW = 150;
/** With fewer entries than this, dots take the place of bars. */
export const FEW = 300;
/** Maximum pixels per day. */
export const DEEPEST = 260;
/** Milliseconds without motion before missing shards are fetched. */
const SETTLES = 150;

export const seen = { at: 0, scale: 1, width: 0, height: 0, /** Lines of spans above the axis. */ lines: 0 };
/** Height of a line of a span, in pixels. */
export const LINE_HIGH = 28;
/**
 * Callbacks: `frame` draws a frame; `settled` runs when the view has stopped moving; `rested`, when moreover all that it
 * needs is loaded and drawn.
 */
export const on = { frame() {}, settled() {}, rested() {} };

/**
 * What the script adds that is loaded after the first view. `dots` draws the entries between two days as dots, and
 * returns false if they are bars.
 */
export const further = {
  /** @type {((from: number, to: number) => boolean) | undefined} */
  dots: undefined,
  /** Returns the cards of entries whose cells are out of view but which last into it. */
  spans: /** @type {(level: number) => TimelineCard[]} */ (() => []),
  frame() {},
  settled() {},
};

let requested = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let settling;
/** Whether settling waits for a frame, which queues missing shards. */
let isLate = false;
/** The number of flights, shards and scripts that the view waits for. */
let held = 0;
let isBusy = false;

/** Keeps the attribute `data-busy`, which stands while something moves, loads or is to be drawn. */
function markBusy() {
  const isNow = requested > 0 || settling !== undefined || isLate || held > 0;
  if (isNow === isBusy) return;
  isBusy = isNow;
  root.toggleAttribute('data-busy', isNow);
  if (!isNow) on.rested();
}

/** The view is busy until `release` is called as often. */
export function hold() {
  held += 1;
  markBusy();
}

export function release() {
  held -= 1;
  markBusy();
}

/** Returns the x coordinate of a day, in pixels. @param {number} n */
export const x = (n) => (n - seen.at) * seen.scale;

/** Returns the level of the cells that have cards at the current scale; -1 if years are too narrow. */
export const level = () =>
  seen.scale * 365 < WIDE ? -1 : seen.scale * 30.4 < WIDE ? 0 : seen.scale < NARROW ? 1 : 2;

export const rightEdge = () => seen.at + seen.width / seen.scale;

export function draw() {
  requested ||= requestAnimationFrame(() => {
    requested = 0;
    on.frame();
    if (isLate) settle();
    markBusy();
  });
  markBusy();
}

function settle() {
  settling = undefined;
  isLate = requested > 0;
  if (!isLate) on.settled();
  markBusy();
}

/** @param {boolean} [isMoving] whether to restart the timer */
export function settleSoon(isMoving) {
  if (settling !== undefined && !isMoving) return;
  clearTimeout(settling);
  settling = setTimeout(settle, SETTLES);
  markBusy();
}

/** Moves to a view, clamped to the overview's days. @param {number} at @param {number} scale */
export function go(at, scale) {
  const { first, last } = overview;
  const margin = (last - first) * 0.02 + 15;
  seen.scale = Math.min(Math.max(scale, seen.width / (last - first + 2 * margin)), DEEPEST);
  const span = seen.width / seen.scale;
  seen.at = Math.min(Math.max(at, first - margin), Math.max(first - margin, last + margin - span));
  draw();
  settleSoon(true);
}

/** Returns the view that fits the days between two. @param {number} from @param {number} to @returns {TimelineView} */
export const fit = (from, to) => [from, seen.width / (to - from)];

export function whole() {
  const { first, last } = overview;
  return fit(first - (last - first) * 0.02, last + (last - first) * 0.02);
}

/**
 * Returns the view zoomed by `factor`; the day at the x coordinate `around` keeps its place.
 * @param {number} factor @param {number} [around] @returns {TimelineView}
 */
export function zoom(factor, around = seen.width / 2) {
  const pinned = seen.at + around / seen.scale;
  const least = seen.width / (overview.last - overview.first) / 1.2;
  const scale = Math.min(Math.max(seen.scale * factor, least), DEEPEST);
  return [pinned - around / scale, scale];
}
