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
}
