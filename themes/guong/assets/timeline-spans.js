// Entries whose cell is out of view but which last into it: a line each above the axis, for as long as their spans do.
import { cellAt, day } from './timeline-calendar.js';
import { dateOf } from './timeline-cells.js';
import { entryPath, overview } from './timeline-overview.js';
import { FOOT } from './timeline-paint.js';
import { lasting, shardOf } from './timeline-shards.js';
import { FEW, LINE_HIGH, seen, x } from './timeline-viewport.js';

/** Maximum number of lines, and their minimum width in pixels. */
const LINES = 2;
const LEAST = 180;

/** Returns the cards of these entries, those that began last at the bottom. @param {number} level @returns {TimelineCard[]} */
export function spansOf(level) {
  const base = seen.height - FOOT - 16;
  // In a large gallery only what the reader has come past is known.
  if (overview.total < FEW)
    for (const year of overview.years.values()) if (day(year.year) < seen.at) shardOf(year, -1);
  return lasting
    .filter(
      (entry) =>
        (entry.until ?? 0) > seen.at && cellAt(Math.min(level, entry.level), entry.from).to <= seen.at,
    )
    .sort((a, b) => b.from - a.from)
    .slice(0, LINES)
    .map((entry, n) => {
      const end = x(entry.until ?? entry.to);
      return {
        key: entry.slug,
        left: Math.min(3, end - LEAST),
        top: base - (n + 1) * LINE_HIGH,
        width: Math.round(Math.max(LEAST, Math.min(end, seen.width) - 6)),
        height: LINE_HIGH - 2,
        kind: 'past',
        hue: entry.hue,
        title: `${entry.title} (${dateOf(entry)})`,
        href: entryPath(entry),
        order: entry.from,
      };
    });
}
