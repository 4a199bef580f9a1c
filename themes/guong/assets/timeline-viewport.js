// What is seen of time: the day at the left edge and the pixels in a day; and when it is drawn.
import { overview } from './timeline-overview.js';

/** The narrowest cell that holds cards, in pixels. */
export const NARROW = 150;
/** Pixels in a day. */
export const DEEPEST = 260;
/** How long a picture must stand, in milliseconds, before what it lacks is fetched. */
const SETTLES = 150;

export const seen = { at: 0, scale: 1, width: 0, height: 0 };
/** What draws a frame, and what is done when the picture stands. */
export const on = { frame() {}, settled() {} };

let asked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let settling;
/** Whether settling waits for a frame, which tells what is wanted. */
let isLate = false;

/** Where a day is, in pixels. @param {number} n */
export const x = (n) => (n - seen.at) * seen.scale;

export const rightEdge = () => seen.at + seen.width / seen.scale;

export function draw() {
  asked ||= requestAnimationFrame(() => {
    asked = 0;
    on.frame();
    if (isLate) settle();
  });
}

function settle() {
  settling = undefined;
  isLate = asked > 0;
  if (!isLate) on.settled();
}

/** @param {boolean} [isMoving] whether the time begins anew */
export function settleSoon(isMoving) {
  if (settling !== undefined && !isMoving) return;
  clearTimeout(settling);
  settling = setTimeout(settle, SETTLES);
}

/** Goes to a view, within what there is. @param {number} at @param {number} scale */
export function go(at, scale) {
  const { first, last } = overview;
  const margin = (last - first) * 0.02 + 15;
  seen.scale = Math.min(Math.max(scale, seen.width / (last - first + 2 * margin)), DEEPEST);
  const span = seen.width / seen.scale;
  seen.at = Math.min(Math.max(at, first - margin), Math.max(first - margin, last + margin - span));
  draw();
  settleSoon(true);
}

/** The view of the days between two. @param {number} from @param {number} to @returns {TimelineView} */
export const fit = (from, to) => [from, seen.width / (to - from)];

export function whole() {
  const { first, last } = overview;
  return fit(first - (last - first) * 0.02, last + (last - first) * 0.02);
}

/**
 * The view that is `factor` times closer, with what is `around` staying in its place.
 * @param {number} factor @param {number} [around] @returns {TimelineView}
 */
export function zoom(factor, around = seen.width / 2) {
  const pinned = seen.at + around / seen.scale;
  const least = seen.width / (overview.last - overview.first) / 1.2;
  const scale = Math.min(Math.max(seen.scale * factor, least), DEEPEST);
  return [pinned - around / scale, scale];
}
