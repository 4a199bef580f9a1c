// Says that no entry began in the span in view, and offers the nearest ones on both sides.
import { cellAt, cells, dateName } from './timeline-calendar.js';
import { fly } from './timeline-moves.js';
import { overview } from './timeline-overview.js';
import { emptyBox, word } from './timeline-page.js';
import { shardOf } from './timeline-shards.js';
import { fit, rightEdge, seen } from './timeline-viewport.js';

/** Returns the days of a month on which entries began; the whole month if its entries are not loaded. @param {TimelineCell} month @returns {TimelineSpan[]} */
function begun(month) {
  const year = overview.years.get(month.y);
  if (!year?.counts[month.m + 1]) return [];
  const shard = shardOf(year, month.m);
  return shard ? (shard.months.get(month.m) ?? []) : [month];
}

/** Returns the cells in which entries began, from a day to another. @param {number} from @param {number} to */
function* begunBetween(from, to) {
  for (const month of cells(1, from, to)) {
    if (month.m === 0 || month.from <= from) {
      const { y } = month;
      if (overview.years.get(y)?.counts[0]) yield cellAt(0, month.from);
    }
    yield* begun(month);
  }
}

/** @type {(TimelineSpan | undefined)[]} */
let nearest = [];

export function sayEmpty() {
  const [from, to] = [seen.at, rightEdge()];
  const isEmpty = [...begunBetween(from, to)].every((span) => span.to <= from || span.from >= to);
  if (emptyBox.hidden === isEmpty) emptyBox.hidden = !isEmpty;
  if (!isEmpty) return;
  const before = [...begunBetween(overview.first, from)].filter((span) => span.to <= from);
  const after = [...begunBetween(to, overview.last)].filter((span) => span.from >= to);
  nearest = [before.reduce(later, before[0]), after.reduce(earlier, after[0])];
  for (const [n, button] of emptyBox.querySelectorAll('button').entries()) {
    const span = nearest[n];
    button.hidden = !span;
    if (!span) continue;
    const { level, y, m, d } = cellAt(span.level, span.from);
    button.textContent = word(n ? 'after' : 'before').replace('{d}', dateName(level, y, m, d));
  }
}

/** @param {TimelineSpan} a @param {TimelineSpan} b */
const later = (a, b) => (b.to > a.to ? b : a);
/** @param {TimelineSpan} a @param {TimelineSpan} b */
const earlier = (a, b) => (b.from < a.from ? b : a);

export function listenToEmpty() {
  emptyBox.addEventListener('click', ({ target }) => {
    const buttons = [...emptyBox.querySelectorAll('button')];
    const span = target instanceof HTMLButtonElement ? nearest[buttons.indexOf(target)] : undefined;
    if (!span) return;
    const { from, to } = cellAt(Math.min(span.level, 1), span.from);
    fly(fit(from, to), true);
  });
}
