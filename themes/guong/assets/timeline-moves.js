// Moves the view, and keeps it in the page's address.
import { iso, parseDate } from './timeline-calendar.js';
import { overview } from './timeline-overview.js';
import { retryFailed } from './timeline-shards.js';
import { fit, go, hold, release, rightEdge, seen, whole } from './timeline-viewport.js';

/** Duration of an animated move, in milliseconds. */
const FLIGHT = 220;

const still = matchMedia('(prefers-reduced-motion: reduce)');
let flying = 0;
/** Whether the reader has moved the view, and whether the first view has settled. */
let isSteered = false;
let isStarted = false;

/** Moves the view at the reader's request. @param {number} at @param {number} scale */
export function steer(at, scale) {
  isSteered = true;
  retryFailed();
  go(at, scale);
}

export function stopFlying() {
  if (!flying) return;
  cancelAnimationFrame(flying);
  land();
}

function land() {
  flying = 0;
  release();
}

/**
 * Moves to a view smoothly, unless the reader prefers reduced motion.
 * @param {TimelineView} view @param {boolean} [isStep] whether the back button returns to the current view
 */
export function fly([toAt, toScale], isStep) {
  stopFlying();
  if (isStep) history.pushState(null, '', location.href);
  if (still.matches) {
    steer(toAt, toScale);
    return;
  }
  const { at, scale } = seen;
  const begun = performance.now();
  /** @param {number} now */
  const wing = (now) => {
    const t = Math.min((now - begun) / FLIGHT, 1);
    const eased = 1 - (1 - t) ** 3;
    const s = scale * (toScale / scale) ** eased;
    // The edges move in proportion to the span, so that the motion looks straight.
    const isLevel = Math.abs(toScale - scale) < 1e-9;
    const share = isLevel ? eased : (1 / s - 1 / scale) / (1 / toScale - 1 / scale);
    steer(at + (toAt - at) * share, s);
    if (t < 1) flying = requestAnimationFrame(wing);
    else land();
  };
  hold();
  flying = requestAnimationFrame(wing);
}

/**
 * Returns the view that a fragment names: `#2019`, `#2019-03`, `#2019-03-05`, `#2019-03-05..2019-04-20`.
 * @param {string} hash
 */
function viewOf(hash) {
  const found = hash.match(/^#(\d{4}(?:-\d\d){0,2})(?:\.\.(\d{4}(?:-\d\d){0,2}))?$/);
  if (!found) return undefined;
  const { from } = parseDate(found[1]);
  const { to } = parseDate(found[2] ?? found[1]);
  return from < to && from < overview.last && to > overview.first ? fit(from, to) : undefined;
}

/** Whether a fragment names the current view, perhaps in another form. @param {string} hash */
function isHere(hash) {
  const there = viewOf(hash);
  return there && Math.abs(there[0] - seen.at) * seen.scale < 2 && Math.abs(there[1] / seen.scale - 1) < 0.01;
}

/** Moves to the view that the address names, or else shows everything. */
export const goToAddress = () => go(...(viewOf(location.hash) ?? whole()));

/** Follows a changed address. A fragment that names no time (a skip link, say) is ignored. */
export function followAddress() {
  const { hash } = location;
  if ((!hash || viewOf(hash)) && !isHere(hash)) goToAddress();
}

/** Writes the view into the address. */
export function writeAddress() {
  const hash = `#${iso(seen.at + 0.5)}..${iso(rightEdge() - 0.5)}`;
  const isForeign = location.hash && !viewOf(location.hash) && !isSteered;
  const isOther = location.hash !== hash && !isForeign && !isHere(location.hash);
  if (isStarted && isOther) history.replaceState(null, '', hash);
  isStarted = true;
}
