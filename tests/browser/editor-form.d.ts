// Types that the editor's scripts share: the parts of a form, and of an import.
export {};

declare global {
  /** What the fields of a form share. */
  interface EditorContext {
    path: string;
    kind: string;
    today: string;
    dates: Record<string, [number, number | null, number | null]>;
    labels: Record<string, string>;
    pictures: EditorPicture[];
    /** Whether the field is within an item of a list. */
    compact: boolean;
    /** Whether the field is a row of a list of values. */
    inList?: boolean;
    /** What is to be done once the file is saved. */
    afterSave: (() => Promise<unknown>)[];
    sources: () => { value: string; label: string }[];
    photos: () => { file: string; alt: string }[];
    photoSpot?: (file: string) => EditorSpot | undefined;
    /** Sends pictures; gives the name of each, `undefined` if it was refused. */
    sendPhotos?: (files: File[]) => Promise<(string | undefined)[]>;
  }

  /** Where a diagnostic is shown. */
  interface EditorSpot {
    element: HTMLElement;
    messages: HTMLElement;
    label: string;
    input?: HTMLElement;
    focus: () => void;
  }

  interface EditorFault {
    spot: EditorSpot;
    message: string;
  }

  interface EditorField {
    key: EditorKey;
    element: HTMLElement;
    /** The value as it is sent; `undefined` if there is none. */
    value: () => unknown;
    /** What a draft keeps of it. */
    dump: () => unknown;
    /** Adds the changes that lead from the file to what was entered. */
    changes: (path: string, out: EditorChange[]) => void;
    /** Remembers what is being sent. */
    mark: () => void;
    /** Takes what was sent for what the file says. */
    settle: () => void;
    faults: () => EditorFault[];
    at: (path: (string | number)[]) => EditorSpot | undefined;
  }

  type EditorMaker = (
    context: EditorContext,
    key: EditorKey,
    path: string | undefined,
    base: unknown,
    work: unknown,
  ) => EditorField;

  interface EditorGroup extends Pick<EditorField, 'changes' | 'mark' | 'settle' | 'faults' | 'at'> {
    fields: Map<string, EditorField>;
    value: () => Record<string, unknown>;
    dump: () => Record<string, unknown>;
  }

  interface EditorItem {
    /** Its index in the file; `null` for a new one. */
    origin: number | null;
    group: EditorGroup;
    line: HTMLLIElement;
    messages: HTMLElement;
    title: () => string;
  }

  /** A list of tables, as long as its form is open. */
  interface EditorItems {
    context: EditorContext;
    key: EditorKey;
    path: string | undefined;
    options: {
      /** What an item shows; by default its fields, folded. */
      arrange?: (item: EditorItem) => HTMLElement;
      /** What stands below the list. */
      below?: HTMLElement;
      /** Whether items are added by a button; `false` if they come from elsewhere. */
      add?: boolean;
      /** What an item is called by its number. */
      nameOf?: (number: number) => string;
    };
    list: HTMLOListElement;
    /** Offers to put back what was removed last. */
    undo: HTMLElement;
    /** The button that adds an item. */
    adding: HTMLElement | undefined;
    /** The tables that the file had when it was opened. */
    old: unknown[];
    items: EditorItem[];
    /** The items that are being sent. */
    pending: EditorItem[];
    /** How many tables the file has. */
    count: number;
    dragged: EditorItem | undefined;
  }

  /** One of the two ways in which a story is written. */
  interface StoryWriter {
    element: HTMLElement;
    input: HTMLElement;
    focus: () => void;
    value: () => string;
    /** The words that are selected. */
    selected: () => string;
    run: (tool: string) => void;
    /** Whether a tool is in use where the caret is. */
    isOn: (tool: string) => boolean;
    insertMarkdown: (markdown: string) => Promise<void>;
    insertPicture: (picture: { file: string; alt: string }) => void;
    insertLink: (words: string, href: string) => void;
    close: () => void;
  }

  /** What the field of the story does on what happens in its text. */
  interface StoryEvents {
    changed: () => void;
    /** The caret is elsewhere. */
    moved: () => void;
    /** Inserts HTML from a clipboard, or returns `false`. */
    paste: (html: string, transfer: DataTransfer) => boolean;
    /** Inserts pictures, or returns `false`. */
    files: (files: File[]) => boolean;
  }

  interface EditorStory {
    element: HTMLElement;
    spot: EditorSpot;
    value: () => string;
    isChanged: () => boolean;
    mark: () => void;
    settle: () => void;
  }

  /** What is wrong with what is entered: a list on top, and messages at the fields. */
  interface EditorProblemList {
    element: HTMLElement;
    /** Shows what the program reported, with what the fields report themselves. */
    show: (problems: EditorProblem[]) => { errors: number; warnings: number };
    /** Shows what was kept back. */
    render: () => { errors: number; warnings: number };
    focus: () => void;
  }

  /** The form of one file, as long as its screen is open. */
  interface EditorForm {
    root: string;
    path: string;
    file: EditorFile;
    schema: EditorSchema;
    draft: EditorDraft | undefined;
    /** What the file said when it was opened, or last saved. */
    base: EditorDraft['base'];
    context: EditorContext;
    /** Whether the file is edited as a whole, because its front matter cannot be read. */
    isWhole: boolean;
    group: EditorGroup | undefined;
    story: EditorStory | undefined;
    whole: HTMLTextAreaElement;
    heading: HTMLElement;
    status: HTMLElement;
    banner: HTMLElement;
    problems: EditorProblemList;
    pane: { element: HTMLElement; toggle: HTMLElement; show: (address: string) => void };
    /** Whether the preview shows what is entered, not the file. */
    isShown: boolean;
    isSaving: boolean;
    /** Whether the page is about to go, with what is entered. */
    isLeaving: boolean;
  }

  /** What follows a form while somebody types. */
  interface EditorWatch {
    /** Has the preview show what is entered, or the file again. */
    show: () => Promise<void>;
    /** Shows, and asks what is wrong with what is entered. */
    check: () => Promise<void>;
    /** Something was entered: it is shown at once, and checked and kept after a pause. */
    touched: () => void;
    /** Forgets what waits for its pause. */
    pause: () => void;
  }

  /** What somebody mends in the tables of an import. */
  interface ImportMending {
    /** The keys that were chosen, by the letters of the columns. */
    map: Record<string, string>;
    /** The mended cells, by sheet, row and column. */
    cells: Map<string, ImportCell>;
    /** Asks what would be written now, and shows it. */
    check: () => Promise<void>;
  }

  /** An import, from the file that is chosen to the entries that are written. */
  interface ImportWork extends ImportMending {
    /** The file that was chosen last. */
    file: File | undefined;
    /** The level of the headings at which a report is split; '' if it is one entry. */
    split: string;
    /** The program's name for what was sent. */
    token: string | undefined;
    options: { publish: boolean; convert: boolean; document: boolean };
    send: () => Promise<void>;
    write: () => Promise<void>;
  }

  /** The list of an entry's photos in its form. */
  type PhotoList = ReturnType<typeof import('../../src/editor/assets/lists.js').listOf>;
}
