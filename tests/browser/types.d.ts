// The types of the theme's scripts that are not theirs alone: what they read, and what passes between them.
export {};

declare global {
  // The timeline's files (src/plan/shards.rs).

  /** A date is `2019`, `2019-03` or `2019-03-05`. */
  interface TimelineOverview {
    phases: { name: string; path: string; from: string; to: string; milestones: [string, string][] }[];
    /** `counts`: the entries of which only the year is known, then those of each month. */
    years: { year: number; split: boolean; counts: number[] }[];
    /** How many entries a page of a year has. */
    page: number;
  }

  /** Date, slug, title, place, hue, photo, and when it ended. */
  type TimelineRow = [string, string, string, string, number, string | null, string | null];

  // The timeline in memory; days are counted since 1970.

  /** A day at the left edge, and the pixels in a day. */
  type TimelineView = [number, number];

  interface TimelinePhase {
    name: string;
    path: string;
    from: number;
    to: number;
    milestones: { at: number; text: string; width?: number }[];
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
    /** When it ended, and that in words. */
    until?: number;
    last?: string;
  }

  interface TimelineShard {
    all: TimelineEntry[];
    months: Map<number, TimelineEntry[]>;
    days: Map<number, TimelineEntry[]>;
    /** By month, how many entries are known to no day. */
    blurred: Map<number, number>;
  }

  interface TimelineCard {
    key: string;
    left: number;
    top: number;
    width: number;
    height: number;
    kind: '' | 'near' | 'more' | 'span';
    title: string;
    href: string;
    /** Where it stands in the order of time. */
    order: number;
    date?: string;
    place?: string;
    photo?: string | null;
    hue?: number;
  }

  // What the reader of the index (src/search/) passes around.

  type SearchIndex = import('../../themes/guong/assets/search-index.js').Index;
  type Octets = Uint8Array<ArrayBuffer>;
  type NumberList = number[] | Uint32Array;

  /** The bytes of a file by its path from the root of the site; `anew`: past every cache. */
  type ReadFile = (path: string, anew: boolean) => Promise<Octets>;

  /** A syllable, and where it stands in its text; `joined`: right behind the one before. */
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

  /** Whether a pair stands behind its own syllable, and the other one. */
  type SoughtPair = [boolean, string];

  /** A way to write a syllable or a pair, with its entries by tiers. */
  interface Form {
    own: string;
    other: string;
    lists: NumberList[];
  }

  interface HuffmanCode {
    counts: Uint16Array;
    symbols: number[];
  }

  /** A way to write a syllable: how many entries each tier has, and where they begin. */
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
    /** In preview: where to ask instead of reading an index. */
    ask?: string;
  }

  interface IndexTable {
    keys: string;
    sums: string;
    /** The keys as a list, once they were needed. */
    first?: string[];
  }

  interface IndexRoot {
    common: string;
    weights: string;
    postings: IndexTable;
    apart: IndexTable;
    near: IndexTable;
    shown: number;
    shown_sums: string;
    /** Name, name in addresses, checksum. */
    facets: [string, string, string][];
    days: string;
    names: IndexTable;
    values: IndexTable;
    starts: string;
  }

  // From a query to entries.

  type Matcher = import('../../themes/guong/assets/search-matcher.js').Matcher;

  /** A list that answers what was asked. */
  interface AskedList {
    entries: NumberList;
    tier: number;
    /** Whether it was not typed, but may have been meant. */
    meant: boolean;
    score: number;
    covers: number;
    marks: number;
  }

  /** The entries that were met, and for each its score and how much of the query it covers. */
  interface Totals {
    met: Uint32Array;
    score: Uint32Array;
    cover: Uint32Array;
  }

  /** What is asked: the numbers of the words that it covers. */
  interface Asked {
    words: number[];
    lists: AskedList[];
    sum: Totals | null;
    /** Whether its words stand beside each other where it is found, and whether other words stand there for them. */
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

  /** A part of a query: from which word to which, and its entries. */
  interface QueryPart {
    from: number;
    to: number;
    entries: Uint32Array;
  }

  /** A part of a query that is a name. */
  interface NamedPart extends QueryPart, ValueOf {
    key: string;
  }

  interface NameLine {
    key: string;
    kind: number;
    facet: number;
    value: number;
    written: string;
  }

  /** Synonyms that were searched as well, by the words for which they stand. */
  interface AlsoSearched {
    key: string;
    others: string[];
  }

  /** What pages say of a part or an offer; `facet` is a name. */
  interface Understood {
    parts: { facet: string; key: string; label: string; entries?: Uint32Array }[];
    offered: { facet: string; id: string; label: string; path: string }[];
    also: AlsoSearched[];
  }

  /** What only the pages of entries know: whom it is about, and whether one is an answer; null if unknown. */
  interface Doubt {
    isAbout(entry: number): boolean;
    allows(entry: number): true | Promise<boolean | null>;
  }

  interface Answered {
    entries: Uint32Array;
    hits: number;
    instead: string | null;
    score: Uint32Array;
    /** Whether scores say something. */
    ranked: boolean;
    words: Word[];
    understood: Understood;
    doubt: Doubt | null;
  }

  type FacetCounts = Record<string, { id: string; label: string; within: number; count: number }[]>;

  /** Words that stand right behind each other, with marks or `bare`. */
  type PhraseRun = { text: string; bare: boolean }[];

  // The page of search.

  /** What is wanted: words, values of facets by facet, names that are taken for words, the order. */
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
    /** Former names that were asked for. */
    whys?: string[];
  }

  /** What was found, as far as it is known. */
  interface SearchState {
    readonly total: number;
    readonly hits: number;
    /** Whether there may be fewer. */
    readonly most: boolean;
    /** Whether counts may be too high. */
    readonly mostCounts: boolean;
    readonly instead: string | null;
    readonly understood: Understood;
    words: Word[];
    results(from: number, to: number): Promise<SearchResult[]>;
    counts(): Promise<FacetCounts>;
  }

  /** What is on the page: how many results, of what was wanted. */
  type ShownState = SearchState & { wanted: SearchQuery; shown: number };

  /** How many results were shown when a page was left, and how far it was scrolled. */
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

  /** What the server tells; of each kind of event some of it. */
  interface LiveTold extends LivePage {
    title: string;
    text: string;
  }
}
