// The bins of the histogram: as many months or days as a number needs room.
import { cells, day } from './timeline-calendar.js';
import { overview } from './timeline-overview.js';
import { blurred, shardOf } from './timeline-shards.js';
import { seen } from './timeline-viewport.js';

/** The sizes of bins in months, larger than a third of a month and a day. */
const BIN_MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240];
const THIRD = 0;
const ONE_DAY = -1;

/** The most entries of any bin, by size; of days and thirds, of those drawn so far. @type {Map<number, number>} */
const most = new Map();
/** The years that `most` was computed from. @type {unknown} */
let source;

/** @param {TimelineBin} bin */
const sum = ({ count, vague }) => count + vague;

/**
 * Returns the bins between two days with their entries, and the most entries of any bin of that size.
 * @param {number} from @param {number} to @param {number} room the width of a number, in pixels
 */
export function binsOf(from, to, room) {
  const { scale } = seen;
  if (source !== overview.years) most.clear();
  source = overview.years;
  const size =
    scale >= room
      ? ONE_DAY
      : scale * 10 >= room
        ? THIRD
        : (BIN_MONTHS.find((n) => n * 30 * scale >= room) ?? 600);
  const bins = size > 0 ? monthBins(size, from, to) : dayBins(size, from, to);
  if (size <= 0) most.set(size, Math.max(4, most.get(size) ?? 0, ...bins.map(sum)));
  else if (!most.has(size))
    most.set(size, Math.max(1, ...monthBins(size, overview.first, overview.last).map(sum)));
  return { bins, most: most.get(size) ?? 1 };
}

/** @param {number} size @param {number} from @param {number} to */
function monthBins(size, from, to) {
  /** @type {Map<number, TimelineBin>} */
  const bins = new Map();
  for (const { y, m } of cells(1, from, to)) {
    const start = Math.floor((y * 12 + m) / size) * size;
    if (bins.has(start)) continue;
    const bin = { from: day(2000, start - 24000), to: day(2000, start + size - 24000), count: 0, vague: 0 };
    for (let month = start; month < start + size; month += 1) {
      const counts = overview.years.get(Math.floor(month / 12))?.counts;
      bin.count += counts?.[(month % 12) + 1] ?? 0;
      bin.vague += (counts?.[0] ?? 0) / 12;
    }
    if (size % 12 === 0) [bin.count, bin.vague] = [Math.round(sum(bin)), 0];
    bins.set(start, bin);
  }
  return [...bins.values()];
}

/** @param {number} size @param {number} from @param {number} to */
function dayBins(size, from, to) {
  /** @type {TimelineBin[]} */
  const bins = [];
  for (const { y, m, from: first, to: end } of cells(1, from, to)) {
    const year = overview.years.get(y);
    const shard = year?.counts[m + 1] ? shardOf(year, m) : undefined;
    if (!shard) continue;
    const starts =
      size === THIRD ? [first, first + 10, first + 20] : [...cells(2, first, end)].map((c) => c.from);
    for (const [n, start] of starts.entries()) {
      const stop = starts[n + 1] ?? end;
      if (stop <= from || start >= to) continue;
      let count = 0;
      for (let one = start; one < stop; one += 1) count += shard.days.get(one)?.length ?? 0;
      bins.push({
        from: start,
        to: stop,
        count,
        vague: (blurred(shard, m) * (stop - start)) / (end - first),
      });
    }
  }
  return bins;
}
