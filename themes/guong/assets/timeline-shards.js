// The entries, fetched in shards (a year, or a month of a full year) as one looks closer.
import { dateParts, parseDate, spokenDate } from './timeline-calendar.js';
import { overview, takeOverview } from './timeline-overview.js';
import { word } from './timeline-page.js';
import { draw, settleSoon } from './timeline-viewport.js';

const OVERVIEW = new URL(word('overview'), document.baseURI);
/** How many shards are fetched at once. */
const AT_ONCE = 6;

/** By name; null while it is on its way. @type {Map<string, TimelineShard | null>} */
const shards = new Map();
/** @type {Set<string>} */
const wanted = new Set();
/** Shards that did not come; asked for again when the reader moves on. @type {Set<string>} */
const resting = new Set();
let fetching = 0;
/** @type {Promise<void> | null} */
let renewing = null;
let overviewText = '';

/** @param {TimelineYear} year @param {number} m the month, -1 for what no month is known of */
const shardName = (year, m) =>
  year.split && m >= 0 ? `${year.year}-${`${m + 1}`.padStart(2, '0')}` : `${year.year}`;

/** The shard of a month; nothing yet where it is not here. @param {TimelineYear} year @param {number} m */
export function shardOf(year, m) {
  const name = shardName(year, m);
  const known = shards.get(name);
  if (known === undefined && !resting.has(name)) wanted.add(name);
  return known ?? undefined;
}

/**
 * The entries of a cell that are known to its precision or better; nothing yet where they are not here.
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

/** The entries that are known to the precision of a cell and no better. @param {TimelineCell} cell */
export function vagueOf({ level, y, m }) {
  const year = overview.years.get(y);
  if (!year?.counts[level === 0 ? 0 : m + 1]) return [];
  const shard = shardOf(year, level === 0 ? -1 : m);
  return shard?.all.filter((entry) => entry.level === level && (level === 0 || entry.m === m)) ?? [];
}

/** How many entries of a month are known to no day. @param {TimelineShard} shard @param {number} m */
export function blurred(shard, m) {
  let count = shard.blurred.get(m);
  if (count === undefined) {
    count = (shard.months.get(m) ?? []).filter((entry) => entry.level === 1).length;
    shard.blurred.set(m, count);
  }
  return count;
}

export function fetchWanted() {
  for (const name of wanted) {
    if (fetching >= AT_ONCE) return;
    wanted.delete(name);
    if (!shards.has(name)) fetchShard(name);
  }
}

/** @param {string} name */
async function fetchShard(name) {
  shards.set(name, null);
  fetching += 1;
  try {
    const { entries } = await loadJson(new URL(`${name}.json`, OVERVIEW), 'no-cache');
    shards.set(name, shardFrom(entries));
  } catch {
    shards.delete(name);
    resting.add(name);
    await renew();
  }
  fetching -= 1;
  draw();
  fetchWanted();
}

/** @param {URL} address @param {RequestCache} [cache] */
async function loadJson(address, cache) {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** Loads the overview; false if there is nothing to draw. */
export async function loadOverview() {
  return isTaken(await loadJson(OVERVIEW));
}

/** @param {TimelineOverview} read */
function isTaken(read) {
  overviewText = JSON.stringify(read);
  return takeOverview(read);
}

// Where a shard did not come, the site may have been published anew since this page was opened.
function renew() {
  renewing ??= loadJson(new URL(OVERVIEW.pathname, OVERVIEW), 'no-cache')
    .then((read) => {
      if (JSON.stringify(read) === overviewText || !isTaken(read)) return;
      shards.clear();
      awake();
    })
    .catch(() => {})
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

/** Lets what did not come be asked for again. */
export function askAgain() {
  resting.clear();
}

/** The same, now. */
export function awake() {
  askAgain();
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
  for (const list of days.values()) overview.most[2] = Math.max(overview.most[2], list.length);
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
