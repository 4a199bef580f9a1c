// Where the reader goes, and the addresses of where one is.
import { iso, parseDate } from './timeline-calendar.js';
import { overview } from './timeline-overview.js';
import { askAgain } from './timeline-shards.js';
import { fit, go, rightEdge, seen, whole } from './timeline-viewport.js';

/** How long a flight takes, in milliseconds. */
const FLIGHT = 220;

const still = matchMedia('(prefers-reduced-motion: reduce)');
let flying = 0;
/** Whether the reader has moved, and whether the first picture stood. */
let isSteered = false;
let isStarted = false;

/** Goes where the reader leads. @param {number} at @param {number} scale */
export function steer(at, scale) {
  isSteered = true;
  askAgain();
  go(at, scale);
}

export function stopFlying() {
  cancelAnimationFrame(flying);
}

/**
 * Goes to a view smoothly, unless the reader wants no motion.
 * @param {TimelineView} view @param {boolean} [isStep] whether the way back leads here
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
    // The edges move as the span does, so that the eye is not led astray.
    const isLevel = Math.abs(toScale - scale) < 1e-9;
    const share = isLevel ? eased : (1 / s - 1 / scale) / (1 / toScale - 1 / scale);
    steer(at + (toAt - at) * share, s);
    if (t < 1) flying = requestAnimationFrame(wing);
  };
  flying = requestAnimationFrame(wing);
}

/**
 * The view that an address names: `#2019`, `#2019-03`, `#2019-03-05`, `#2019-03-05..2019-04-20`.
 * @param {string} hash
 */
function viewOf(hash) {
  const found = hash.match(/^#(\d{4}(?:-\d\d){0,2})(?:\.\.(\d{4}(?:-\d\d){0,2}))?$/);
  if (!found) return undefined;
  const { from } = parseDate(found[1]);
  const { to } = parseDate(found[2] ?? found[1]);
  return from < to && from < overview.last && to > overview.first ? fit(from, to) : undefined;
}

/** Whether an address names the view that we are at, in other words than ours. @param {string} hash */
function isHere(hash) {
  const there = viewOf(hash);
  return there && Math.abs(there[0] - seen.at) * seen.scale < 2 && Math.abs(there[1] / seen.scale - 1) < 0.01;
}

/** Goes where the address leads. */
export const goToAddress = () => go(...(viewOf(location.hash) ?? whole()));

/** The same, where the address changed. What is no time (a skip link, say) is left alone. */
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
