// Handles buttons, keys, the wheel and fingers.
import { cellAt } from './timeline-calendar.js';
import { fly, followAddress, steer, stopFlying } from './timeline-moves.js';
import { overview } from './timeline-overview.js';
import { cardBox, root, view } from './timeline-page.js';
import { measure } from './timeline-paint.js';
import { retryNow } from './timeline-shards.js';
import { DEEPEST, draw, fit, go, level, seen, whole, zoom } from './timeline-viewport.js';

/** Pixels beyond which a press becomes a drag. */
const DRAG = 5;

/** Returns an action that moves by a number of widths. @param {number} widths @returns {() => TimelineView} */
const by = (widths) => () => [seen.at + (seen.width / seen.scale) * widths, seen.scale];

/** @type {Record<string, () => TimelineView>} */
const acts = { in: () => zoom(2), out: () => zoom(0.5), all: whole, left: by(-0.25), right: by(0.25) };

/** @type {Record<string, () => TimelineView>} */
const keys = {
  ArrowLeft: acts.left,
  ArrowRight: acts.right,
  '+': acts.in,
  '=': acts.in,
  '-': acts.out,
  _: acts.out,
  0: acts.all,
  PageUp: by(-1),
  PageDown: by(1),
  Home: () => [overview.first, seen.scale],
  End: () => [overview.last - seen.width / seen.scale, seen.scale],
};

const leftOfView = () => view.getBoundingClientRect().left;

/** Disables the buttons that would have no effect. */
export function markButtons() {
  for (const button of root.querySelectorAll('button')) {
    const act = button.dataset.do;
    const isStuck =
      (act === 'in' && seen.scale >= DEEPEST * 0.99) ||
      (act === 'out' && seen.width / seen.scale >= overview.last - overview.first);
    button.setAttribute('aria-disabled', `${isStuck}`);
  }
}

export function listen() {
  listenToButtons();
  view.addEventListener('wheel', turn, { passive: false });
  listenToFingers();
  for (const kind of ['popstate', 'hashchange']) addEventListener(kind, followAddress);
  addEventListener('online', retryNow);
  new ResizeObserver(() => {
    if (view.getBoundingClientRect().width === seen.width) return;
    measure();
    go(seen.at, seen.scale);
  }).observe(view);
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', () => {
      measure();
      draw();
    });
  }
}

function listenToButtons() {
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const act = acts[button?.dataset.do ?? ''];
    if (act) fly(act(), act === acts.all);
  });
  view.addEventListener('keydown', (event) => {
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    fly(act());
  });
  // A card focused by the Tab key moves fully into view.
  cardBox.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    const card = target.getBoundingClientRect();
    const box = view.getBoundingClientRect();
    const out = Math.min(card.left - box.left - 8, 0) || Math.max(card.right - box.right + 8, 0);
    if (out && card.width < box.width && target.matches(':focus-visible')) {
      fly([seen.at + out / seen.scale, seen.scale]);
    }
  });
}

/**
 * Handles the wheel sideways, with Ctrl (a pinch is reported so too) or when the timeline has the focus. Otherwise,
 * and at the limits of zoom, the page scrolls.
 * @param {WheelEvent} event
 */
function turn(event) {
  const isAcross = Math.abs(event.deltaX) > Math.abs(event.deltaY);
  const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? seen.height : 1;
  if (!isAcross && !event.ctrlKey && !view.contains(document.activeElement)) return;
  const { at, scale } = seen;
  stopFlying();
  if (isAcross) steer(at + (event.deltaX * unit) / scale, scale);
  else {
    const factor = Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002));
    steer(...zoom(factor, event.clientX - leftOfView()));
  }
  if (event.ctrlKey || isAcross || seen.at !== at || seen.scale !== scale) event.preventDefault();
}

function listenToFingers() {
  /** The position of each finger, or of the mouse. @type {Map<number, number>} */
  const fingers = new Map();
  let moved = 0;
  view.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    stopFlying();
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, event.clientX);
  });
  view.addEventListener('pointermove', ({ pointerId, clientX }) => {
    const was = fingers.get(pointerId);
    if (was === undefined) return;
    moved += Math.abs(clientX - was);
    if (fingers.size === 1 && moved > DRAG) {
      // Not earlier: a captured click would not reach the card below it.
      if (!view.hasPointerCapture(pointerId)) view.setPointerCapture(pointerId);
      steer(seen.at - (clientX - was) / seen.scale, seen.scale);
    } else if (fingers.size === 2) {
      const [other = was] = [...fingers].filter(([id]) => id !== pointerId).map(([, at]) => at);
      pinch(other, was, clientX);
      moved = 99;
    }
    fingers.set(pointerId, clientX);
  });
  for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) {
    view.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
  }
  view.addEventListener(
    'click',
    (event) => {
      if (moved > DRAG) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.target instanceof Element && !event.target.closest('a')) zoomIn(event);
    },
    true,
  );
  view.addEventListener('dragstart', (event) => event.preventDefault());
}

/** Zooms as one finger moves and the other rests. @param {number} other @param {number} was @param {number} now */
function pinch(other, was, now) {
  const before = Math.abs(was - other);
  const after = Math.abs(now - other);
  if (before <= 10 || after <= 10) return;
  const left = leftOfView();
  const pinned = seen.at + ((was + other) / 2 - left) / seen.scale;
  const scale = (seen.scale * after) / before;
  steer(pinned - ((now + other) / 2 - left) / scale, scale);
}

/** @param {MouseEvent} event */
function zoomIn({ clientX, clientY }) {
  const deeper = Math.max(level(), 0);
  const box = view.getBoundingClientRect();
  if (clientY - box.top < overview.top) return;
  const cell = cellAt(deeper, seen.at + (clientX - box.left) / seen.scale);
  fly(deeper === 2 ? zoom(3, clientX - box.left) : fit(cell.from, cell.to), true);
}
