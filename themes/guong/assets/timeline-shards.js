// Fetches entries in shards (a year, or a month of a crowded year) as the reader zooms in.
import { dateParts, parseDate, spokenDate } from './timeline-calendar.js';
import { overview, takeOverview } from './timeline-overview.js';
import { word } from './timeline-page.js';
import { draw, hold, release, settleSoon } from './timeline-viewport.js';

const OVERVIEW = new URL(word('overview'), document.baseURI);
/** Maximum number of concurrent fetches. */
const AT_ONCE = 6;

/** Shards by name; `null` while being fetched. @type {Map<string, TimelineShard | null>} */
const shards = new Map();
/** @type {Set<string>} */
const pending = new Set();
/** The entries of the loaded shards that have an end. @type {TimelineEntry[]} */
export const lasting = [];
/** Shards that failed to load; they are retried when the reader moves on. @type {Set<string>} */
const failed = new Set();
let fetching = 0;
/** @type {Promise<void> | null} */
let renewing = null;
let overviewText = '';

/** @param {TimelineYear} year @param {number} m the month, or -1 for entries dated by year only */
const shardName = (year, m) =>
  year.split && m >= 0 ? `${year.year}-${`${m + 1}`.padStart(2, '0')}` : `${year.year}`;

/** Returns the shard of a month, or queues it if it is not loaded. @param {TimelineYear} year @param {number} m */
export function shardOf(year, m) {
  const name = shardName(year, m);
  const known = shards.get(name);
  if (known === undefined && !failed.has(name)) pending.add(name);
  return known ?? undefined;
}

/**
 * Returns the entries of a cell whose dates are at least as precise as the cell; `undefined` until they are loaded.
 * @param {TimelineCell} cell
 */
export function entriesOf({ level, y, m, from }) {
  const year = overview.years.get(y);
  if (!year) return [];
  if (level === 0) return year.split ? undefined : shardOf(year, -1)?.all;
  if (!year.counts[m + 1]) return [];
  const shard = shardOf(year, m);
  return shard && ((level === 1 ? shard.months.get(m) : shard.days.get(from)) ?? []);
}

/** Returns the entries of a cell whose dates are exactly as precise as the cell. @param {TimelineCell} cell */
export function vagueOf({ level, y, m }) {
  const year = overview.years.get(y);
  if (!year?.counts[level === 0 ? 0 : m + 1]) return [];
  const shard = shardOf(year, level === 0 ? -1 : m);
  return shard?.all.filter((entry) => entry.level === level && (level === 0 || entry.m === m)) ?? [];
}

/** Counts the entries of a month whose day is unknown. @param {TimelineShard} shard @param {number} m */
export function blurred(shard, m) {
  let count = shard.blurred.get(m);
  if (count === undefined) {
    count = (shard.months.get(m) ?? []).filter((entry) => entry.level === 1).length;
    shard.blurred.set(m, count);
  }
  return count;
}

export function fetchPending() {
  for (const name of pending) {
    if (fetching >= AT_ONCE) return;
    pending.delete(name);
    if (!shards.has(name)) fetchShard(name);
  }
}

/** @param {string} name */
async function fetchShard(name) {
  shards.set(name, null);
  fetching += 1;
  hold();
  try {
    const { entries } = await loadJson(new URL(`${name}.json`, OVERVIEW), 'no-cache');
    const shard = shardFrom(entries);
    shards.set(name, shard);
    lasting.push(...shard.all.filter(({ until }) => until));
  } catch {
    shards.delete(name);
    failed.add(name);
    await renew();
  }
  fetching -= 1;
  draw();
  fetchPending();
  release();
}

/** @param {URL} address @param {RequestCache} [cache] */
async function loadJson(address, cache) {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** Loads the overview; returns false if there is nothing to draw. */
export async function loadOverview() {
  return isTaken(await loadJson(OVERVIEW));
}

/** @param {TimelineOverview} read */
function isTaken(read) {
  overviewText = JSON.stringify(read);
  return takeOverview(read);
}

// Reloads the overview after a failure: the site may have been republished since the page was opened.
function renew() {
  renewing ??= loadJson(new URL(OVERVIEW.pathname, OVERVIEW), 'no-cache')
    .then((read) => {
      if (JSON.stringify(read) === overviewText || !isTaken(read)) return;
      shards.clear();
      lasting.length = 0;
      retryNow();
    })
    .catch(() => {})
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

export const hasFailed = () => failed.size > 0;

/** Lets failed shards be requested again when they are drawn. */
export function retryFailed() {
  failed.clear();
}

/** Requests failed shards again at once. */
export function retryNow() {
  retryFailed();
  draw();
  settleSoon();
}

/** @param {TimelineRow[]} rows @returns {TimelineShard} */
function shardFrom(rows) {
  const all = rows.map(([date, slug, title, place, hue, photo, ended]) => {
    const span = parseDate(date);
    const [y, m, d] = dateParts(span.from);
    const until = ended ? { until: parseDate(ended).to, last: spokenDate(ended) } : {};
    return { ...span, y, m, d, slug, title, place, hue, photo, ...until };
  });
  const months = groupBy(
    all.filter((entry) => entry.level > 0),
    (entry) => entry.m,
  );
  const days = groupBy(
    all.filter((entry) => entry.level > 1),
    (entry) => entry.from,
  );
  return { all, months, days, blurred: new Map() };
}

/** @param {TimelineEntry[]} entries @param {(entry: TimelineEntry) => number} key */
function groupBy(entries, key) {
  /** @type {Map<number, TimelineEntry[]>} */
  const groups = new Map();
  for (const entry of entries) {
    const group = groups.get(key(entry));
    if (group) group.push(entry);
    else groups.set(key(entry), [entry]);
  }
  return groups;
}
