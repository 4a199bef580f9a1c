// Types that the editor's scripts share: what the program answers (src/editor/).
export {};

declare global {
  interface EditorState {
    mode: 'gallery' | 'start';
    language: string;
    title: string;
    root: string;
    /** The origin of the preview. */
    preview: string;
    today: string;
    errors: number;
    warnings: number;
    /** Whether the program reads lists and reports. */
    office: boolean;
  }

  interface ImportColumn {
    letters: string;
    heading: string;
    /** The key of its cells; '' for what no entry has, `null` for what nobody knows. */
    key: string | null;
  }

  interface ImportProblem {
    column: number | null;
    severity: 'error' | 'warning';
    message: string;
    hint: string | null;
  }

  interface ImportRow {
    row: number;
    cells: { column: number; text: string }[];
    outcome: 'new' | 'changed' | 'same' | null;
    photos: number;
    edits: number;
    problems: ImportProblem[];
  }

  interface ImportSheet {
    index: number;
    name: string;
    hidden: boolean;
    found: boolean;
    columns: ImportColumn[];
    rows: ImportRow[];
    more: number;
    left: number;
  }

  interface ImportCell {
    sheet: number;
    row: number;
    column: number;
    text: string;
  }

  interface ImportState {
    token: string;
    report: boolean;
    sheets: ImportSheet[];
    notes: { loss: boolean; text: string }[];
    document: { number: string; exists: boolean } | null;
    legacy: boolean;
    blocked: boolean;
    work: boolean;
    broken: string[];
    counts: { new: number; changed: number; same: number; errors: number; warnings: number };
    keys: { name: string; label: string }[];
  }

  interface EditorChoice {
    value: string;
    help: string;
    /** The other words that mean the same. */
    also?: string[];
  }

  interface EditorKey {
    name: string;
    label: string;
    help: string;
    example?: string;
    default?: string | null;
    type: string;
    many: boolean;
    need: string;
    unless?: string | null;
    past?: boolean;
    private?: boolean;
    /** Whether a text usually has a sentence or more. */
    long?: boolean;
    /** The answer to another key of the same table without which this one is not asked for. */
    condition?: { key: string; answers: string[] } | null;
    choices?: EditorChoice[];
    of?: string;
    keys?: EditorKey[];
  }

  interface EditorSchema {
    kind: string;
    label: string;
    body: boolean;
    keys: EditorKey[];
  }

  interface EditorProblem {
    severity: 'error' | 'warning';
    code: string;
    message: string;
    hint: string | null;
    key: string | null;
    path?: string;
    line?: number;
  }

  interface EditorPicture {
    file: string;
    path: string;
    bytes: number;
  }

  interface EditorFile {
    path: string;
    kind: string;
    exists: boolean;
    digest: string;
    /** `null`: the front matter cannot be read. */
    values: Record<string, unknown> | null;
    text: string | null;
    whole: string;
    problems: EditorProblem[];
    page: string | null;
    title: string;
    pictures?: EditorPicture[];
    dates?: Record<string, [number, number | null, number | null]>;
    labels?: Record<string, string>;
  }

  type EditorChange =
    | { do: 'set' | 'insert'; key: string; value: unknown }
    | { do: 'remove'; key: string }
    | { do: 'move'; key: string; to: number };

  /** What is entered and not saved; `base` is what the file said. */
  interface EditorDraft {
    when: string;
    base: { values: Record<string, unknown> | null; text: string | null; digest: string };
    work?: Record<string, unknown>;
    text?: string;
    whole?: string;
  }

  interface EditorListItem {
    path: string;
    kind: string;
    title: string;
    draft: boolean;
    place?: string | null;
    field?: string | null;
    step?: string | null;
    verified?: string | null;
    published?: string | null;
    errors: number;
    warnings: number;
    first: EditorProblem | null;
  }

  interface EditorOutput {
    address: string;
    title: string | null;
  }

  interface EditorPlan {
    /** Where the site is sent. */
    target: string | null;
    errors: number;
    problems: EditorProblem[];
    new: EditorOutput[];
    changed: EditorOutput[];
    gone: EditorOutput[];
    counts?: { new: number; changed: number; gone: number };
    hidden: { path: string; title: string; why: string }[];
    folder: string;
    never: boolean;
  }

  interface EditorTrashItem {
    id: string;
    kind: 'deleted' | 'version';
    path: string;
    title: string;
    when: string;
    bytes: number;
  }

  interface EditorRecent {
    path: string;
    title: string;
    there: boolean;
  }

  interface EditorFolders {
    path: string;
    parent: string | null;
    folders: { name: string; path: string; gallery: boolean }[];
  }
}
