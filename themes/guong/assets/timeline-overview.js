// The overview: phases with their milestones, and the number of entries of each month.
import { ENTRIES, FURTHER, TIMELINE } from './addresses.js';
import { day, parseDate } from './timeline-calendar.js';
import { HOME } from './timeline-page.js';

/** Height in pixels of the row of entries dated by year only. */
const VAGUE = 29;
/** The number of lines for the names of milestones, and their height in pixels. */
export const LINES = 3;
export const LINE = 20;
/** The y coordinate of the first line's marks. */
export const MARKS = 43;

export const overview = {
  /** @type {TimelinePhase[]} */
  phases: [],
  /** @type {Map<number, TimelineYear>} */
  years: new Map(),
  pageSize: 100,
  /** The first day with content, and the day after the last. */
  first: 0,
  last: 0,
  /** The number of entries. */
  total: 0,
  /** The milestones of all phases, by date. @type {TimelineMilestone[]} */
  milestones: [],
  /** The y coordinate below bands and milestones. */
  top: 8,
  vague: 0,
};

/** Sets the overview; returns false if there is nothing to draw. @param {TimelineOverview} read */
export function takeOverview(read) {
  overview.phases = read.phases.map((phase) => ({
    name: phase.name,
    path: phase.path,
    years: [...new Set([phase.from.slice(0, 4), phase.to.slice(0, 4)])].join('–'),
    from: parseDate(phase.from).from,
    to: parseDate(phase.to).to,
  }));
  overview.milestones = read.phases
    .flatMap(({ milestones }) => milestones)
    .map(([date, text]) => ({ at: parseDate(date).from, date, text }))
    .sort((a, b) => a.at - b.at);
  const { milestones, phases } = overview;
  if (phases.length) overview.top = milestones.length ? MARKS + 10 + LINES * LINE : 38;
  overview.pageSize = read.page;
  const edges = phases.flatMap((phase) => [phase.from, phase.to]);
  edges.push(...read.years.flatMap(({ year }) => [day(year), day(year + 1)]));
  overview.years = new Map();
  overview.total = 0;
  if (!edges.length) return false;
  overview.first = Math.min(...edges);
  overview.last = Math.max(...edges);
  for (const year of read.years) {
    const count = year.counts.reduce((sum, n) => sum + n, 0);
    overview.years.set(year.year, { ...year, count });
    overview.total += count;
    if (year.counts[0]) overview.vague = VAGUE;
  }
  return true;
}

/** Counts the entries of a year before a month. @param {number} y @param {number} m */
export const countBefore = (y, m) =>
  (overview.years.get(y)?.counts ?? []).slice(0, m + 1).reduce((sum, n) => sum + n, 0);

/** Returns the page of a year's list that contains its entry number `n`. @param {number} y @param {number} n */
export function yearPage(y, n) {
  const further = n < overview.pageSize ? '' : `${FURTHER}/${Math.floor(n / overview.pageSize) + 1}/`;
  return `${HOME}${TIMELINE}${y}/${further}`;
}

/** @param {TimelineEntry} entry */
export const entryPath = (entry) => `${HOME}${ENTRIES}${entry.slug}/`;
