// Types that the theme's scripts share: the files they read, and the values they pass to each other.
export {};

declare global {
  // The timeline's files (src/plan/shards.rs).

  /** A date is `2019`, `2019-03` or `2019-03-05`. */
  interface TimelineOverview {
    phases: { name: string; path: string; from: string; to: string; milestones: [string, string][] }[];
    /** `counts`: the number of entries dated by year only, then of each month. */
    years: { year: number; split: boolean; counts: number[] }[];
    /** The number of entries on a page of a year. */
    page: number;
  }

  /** Date, slug, title, place, hue, photo, and when it ended. */
  type TimelineRow = [string, string, string, string, number, string | null, string | null];

  // The timeline in memory; days are counted since 1970.

  /** The day at the left edge, and the pixels per day. */
  type TimelineView = [number, number];

  interface TimelinePhase {
    name: string;
    path: string;
    years: string;
    from: number;
    to: number;
  }

  interface TimelineMilestone {
    at: number;
    date: string;
    text: string;
    /** The width of its name, its line (the last one if there is no room), and the one before it there. */
    width?: number;
    line?: number;
    before?: TimelineMilestone;
  }

  /** `vague`: the part of the entries with a less precise date, spread over their year or month. */
  interface TimelineBin {
    from: number;
    to: number;
    count: number;
    vague: number;
  }

  /** What is shown of something that is pointed at. */
  interface TimelineShown {
    title: string;
    date?: string;
    place?: string;
    photo?: string | null;
  }

  interface TimelineYear {
    year: number;
    split: boolean;
    counts: number[];
    count: number;
  }

  /** `level`: 0 for a year, 1 for a month, 2 for a day. */
  interface TimelineSpan {
    level: number;
    from: number;
    to: number;
  }

  interface TimelineCell extends TimelineSpan {
    y: number;
    m: number;
    d: number;
  }

  interface TimelineEntry extends TimelineCell {
    slug: string;
    title: string;
    place: string;
    hue: number;
    photo: string | null;
    /** The day when it ended, as a number and as a text. */
    until?: number;
    last?: string;
  }

  interface TimelineShard {
    all: TimelineEntry[];
    months: Map<number, TimelineEntry[]>;
    days: Map<number, TimelineEntry[]>;
    /** By month, the number of entries whose day is unknown. */
    blurred: Map<number, number>;
  }

  interface TimelineCard {
    key: string;
    left: number;
    top: number;
    width: number;
    height: number;
    kind: '' | 'near' | 'more' | 'past' | 'span';
    title: string;
    href: string;
    /** The sort key by time. */
    order: number;
    date?: string;
    place?: string;
    photo?: string | null;
    hue?: number;
  }

  // The reader of the index (src/search/).

  type SearchIndex = import('../../themes/guong/assets/search-index.js').Index;
  type Octets = Uint8Array<ArrayBuffer>;
  type NumberList = number[] | Uint32Array;

  /** Reads a path below the site's root; `revalidate`: not from a stale cache. */
  type ReadFile = (path: string, revalidate: boolean) => Promise<Octets>;

  /** A syllable and its position in a text; `joined`: adjacent to the one before. */
  interface Word {
    surface: string;
    folded: string;
    joined: boolean;
    start: number;
    end: number;
  }

  interface Query {
    words: Word[];
    quoted: boolean[];
    phrases: Word[][];
    excluded: { words: Word[]; quoted: boolean }[];
    unfinished: boolean;
  }

  /** Whether the other syllable of a pair follows its own, and the other syllable. */
  type SoughtPair = [boolean, string];

  /** A spelling of a syllable or a pair, with its entries by tier. */
  interface Form {
    own: string;
    other: string;
    lists: NumberList[];
  }

  interface HuffmanCode {
    counts: Uint16Array;
    symbols: number[];
  }

  /** A spelling of a syllable: the number of entries in each tier, and where their lists begin. */
  interface Surface {
    own: string;
    other: string;
    counts: number[];
    at: number;
    union?: Uint32Array;
  }

  // The root of the index (src/search/layout.rs).

  interface IndexManifest {
    version: number;
    entries: number;
    root: string;
    sum: string;
    /** In preview: the address that answers queries in place of an index. */
    ask?: string;
  }

  interface IndexTable {
    keys: string;
    sums: string;
    /** The keys as a list, split when first needed. */
    first?: string[];
  }

  interface IndexRoot {
    common: string;
    postings: IndexTable;
    apart: IndexTable;
    near: IndexTable;
    shown: number;
    shown_sums: string;
    /** Name, slug, checksum. */
    facets: [string, string, string][];
    days: string;
    names: IndexTable;
    values: IndexTable;
    starts: string;
  }

  // Answering queries.

  type Matcher = import('../../themes/guong/assets/search-matcher.js').Matcher;

  /** A list of entries that match a term. */
  interface TermList {
    entries: NumberList;
    tier: number;
    /** Whether it belongs to a correction. */
    meant: boolean;
    score: number;
    covers: number;
    marks: number;
  }

  /** The matching entries, their scores and how much of the query each covers. */
  interface Totals {
    met: Uint32Array;
    score: Uint32Array;
    cover: Uint32Array;
  }

  /** A term of a query: the numbers of the words that it covers. */
  interface QueryTerm {
    words: number[];
    lists: TermList[];
    sum: Totals | null;
    /** Whether its words are adjacent in the entries, and whether synonyms replace them there. */
    isBeside: boolean;
    isSynonym: boolean;
  }

  /** A value of a facet: a field, a place, a year. */
  interface ValueOf {
    facet: number;
    id: string;
    label: string;
    path: string;
    entries: Uint32Array;
  }

  /** A part of a query: the key of its facet, its words (`to` excluded), and its entries. */
  interface QueryPart {
    facet: string;
    from: number;
    to: number;
    entries: Uint32Array;
  }

  /** A part of a query that is a name. */
  interface NamedPart extends ValueOf {
    from: number;
    to: number;
    key: string;
  }

  interface NameLine {
    key: string;
    kind: number;
    facet: number;
    value: number;
    written: string;
  }

  /** Synonyms that were searched as well, and the words they stand for. */
  interface AlsoSearched {
    key: string;
    others: string[];
  }

  /** What pages show of parts and offers; `facet` is a name. */
  interface Understood {
    parts: { facet: string; key: string; label: string; entries?: Uint32Array }[];
    offered: { facet: string; id: string; label: string; path: string }[];
    also: AlsoSearched[];
  }

  /** What only entries' pages can tell: which entries are in doubt, and whether one is an answer (null: unknown). */
  interface Doubt {
    isAbout(entry: number): boolean;
    allows(entry: number): true | Promise<boolean | null>;
  }

  interface Answered {
    entries: Uint32Array;
    hits: number;
    instead: string | null;
    score: Uint32Array;
    /** Whether the query has words, so that scores mean something. */
    ranked: boolean;
    words: Word[];
    understood: Understood;
    doubt: Doubt | null;
  }

  type FacetCounts = Record<string, { id: string; label: string; within: number; count: number }[]>;

  /** Adjacent words, with diacritics or `bare`. */
  type PhraseRun = { text: string; bare: boolean }[];

  // The search page.

  /** Words, chosen values by facet, names that count as ordinary words, and the order. */
  interface SearchQuery {
    words: string;
    chosen: Record<string, string>;
    plain: string[];
    byDate: boolean;
  }

  interface SearchResult {
    title: string;
    path: string;
    place: string;
    field: string;
    year: string;
    photo: string;
    /** Former names that the query contains. */
    whys?: string[];
  }

  /** The results, as far as they are known. */
  interface SearchState {
    readonly total: number;
    readonly hits: number;
    /** Whether `hits` is an upper bound. */
    readonly most: boolean;
    /** Whether the counts of facets are upper bounds. */
    readonly mostCounts: boolean;
    readonly instead: string | null;
    readonly understood: Understood;
    words: Word[];
    results(from: number, to: number): Promise<SearchResult[]>;
    counts(): Promise<FacetCounts>;
  }

  /** The query on the page, and the number of results shown. */
  type ShownState = SearchState & { query: SearchQuery; shown: number };

  /** The number of results shown when a page was left, and its scroll position. */
  interface PastSearch {
    shown: number;
    at: number;
  }

  type AnswerQuery = typeof import('../../themes/guong/assets/search-answer.js').answer;

  // Preview (src/serve/live.js).

  interface LivePage {
    path: string;
    key: string;
  }

  /** An event's fields; each kind has some of them. */
  interface LiveEvent extends LivePage {
    title: string;
    text: string;
  }
}
