// Entries from afar, if they are few: a dot each in the hue of its field, in stacks at their dates. The dots are links.
import { Placed, shownBy } from './timeline-cards.js';
import { dateOf } from './timeline-cells.js';
import { entryPath, overview } from './timeline-overview.js';
import { dotBox, view } from './timeline-page.js';
import { FOOT } from './timeline-paint.js';
import { hasFailed, shardOf } from './timeline-shards.js';
import { rightEdge, seen, settleSoon } from './timeline-viewport.js';

/** The sizes of dots, in pixels; the largest is used whose stacks have room. */
const SIZES = [34, 28, 24, 18, 14, 10];

/** @type {{ entry: TimelineEntry, dot: Placed, at: number, bin: number, row: number }[]} */
let dots = [];
/** The spans of days that this frame draws as dots. @type {[number, number][]} */
let ranges = [];
let size = 0;
/** The scale and the height for which the stacks were made. */
let made = '';
/** The years that the dots were made of. @type {unknown} */
let source;

/** Makes the dots once all entries are loaded; returns whether they are. */
function isLoaded() {
  if (source === overview.years) return true;
  const years = [...overview.years.values()];
  const shards = years.map((year) => shardOf(year, -1));
  if (shards.some((shard) => !shard)) {
    settleSoon();
    return false;
  }
  source = overview.years;
  made = '';
  dotBox.replaceChildren();
  const entries = shards.flatMap((shard) => shard?.all ?? []).sort((a, b) => middle(a) - middle(b));
  dots = entries.map((entry) => {
    const dot = new Placed(dotBox);
    const date = dateOf(entry);
    dot.link.href = entryPath(entry);
    dot.link.className = `tl-dot hue-${entry.hue}${entry.level ? '' : ' tl-vague'}`;
    dot.link.textContent = `${entry.title}, ${date}, ${entry.place}`;
    dot.link.draggable = false;
    dot.link.hidden = true;
    shownBy.set(dot.link, { ...entry, date });
    return { entry, dot, at: middle(entry), bin: 0, row: 0 };
  });
  return true;
}

/** @param {TimelineEntry} entry */
const middle = (entry) => (entry.from + entry.to) / 2;

/** Stacks the dots: by bins as wide as a dot, which do not depend on the view's left edge. */
function stack() {
  const room = seen.height - FOOT - overview.top - 6;
  if (made === `${seen.scale} ${room}`) return;
  made = `${seen.scale} ${room}`;
  for (size of SIZES) {
    /** @type {Map<number, number>} */
    const heights = new Map();
    for (const one of dots) {
      one.bin = Math.floor((one.at * seen.scale) / size);
      one.row = heights.get(one.bin) ?? 0;
      heights.set(one.bin, one.row + 1);
    }
    if (Math.max(...heights.values()) * size <= room) break;
  }
  view.style.setProperty('--dot', `${size}px`);
}

/**
 * Draws the entries between two days as dots; returns false if some of them failed to load.
 * @param {number} from @param {number} to
 */
export function drawDots(from, to) {
  const isReady = isLoaded();
  if (isReady) ranges.push([from, to]);
  return isReady || !hasFailed();
}

/** Places the dots of this frame. */
export function placeDots() {
  if (source !== overview.years) return;
  if (ranges.length) stack();
  const base = seen.height - FOOT - 4;
  for (const { dot, at, bin, row } of dots) {
    const isShown = at >= seen.at && at <= rightEdge() && ranges.some(([from, to]) => at >= from && at < to);
    const { link } = dot;
    if (link.hidden === isShown && (isShown || link !== document.activeElement)) link.hidden = !isShown;
    if (isShown) dot.place(Math.round(bin * size - seen.at * seen.scale), base - (row + 1) * size);
  }
  ranges = [];
}
