// The form of one file: its fields, what a save would send of them, and the draft that the browser keeps.
import { get } from './api.js';
import { dropDraft, keepDraft, readDraft } from './drafts.js';
import { make, newId } from './elements.js';
import { group as makeGroup, record } from './form.js';
import { pagePane } from './page-pane.js';
import { problemList } from './problems.js';
import { storyField } from './story.js';

/**
 * Asks for a file and its schema, and makes its form, with the draft if there is one.
 * @param {EditorState} state @param {string} path @returns {Promise<EditorForm>}
 */
export const openForm = async (state, path) => {
  /** @type {EditorFile} */
  const file = await get('file', { path });
  /** @type {EditorSchema} */
  const schema = await get('schema', { kind: file.kind });
  const draft = readDraft(state.root, path);
  const { values, text, digest } = draft?.base ?? file;
  const context = contextOf(path, file, state.today, () => group?.fields.get('sources')?.value());
  const isWhole = values === null;
  const group = isWhole
    ? undefined
    : makeGroup(context, schema.keys, '', values ?? {}, draft?.work ?? values ?? {});
  const story =
    schema.body && !isWhole ? storyField(context, text ?? '', draft?.text ?? text ?? '') : undefined;
  const whole = make('textarea', { id: newId('whole'), class: 'story', rows: 24, spellcheck: 'false' });
  whole.value = draft?.whole ?? file.whole;
  return {
    root: state.root,
    path,
    file,
    schema,
    draft,
    base: { values, text, digest },
    context,
    isWhole,
    group,
    story,
    whole,
    heading: make('h1', {}, file.title || schema.label),
    status: make('p', { class: 'state', role: 'status' }),
    banner: make('div', { class: 'banner', role: 'alert', tabindex: '-1' }),
    problems: problemList({ group, story, context }),
    pane: pagePane(state, file.page),
    isShown: false,
    isSaving: false,
    isLeaving: false,
  };
};

/**
 * @param {string} path @param {EditorFile} file @param {string} today
 * @param {() => unknown} sources what is entered for the sources @returns {EditorContext}
 */
const contextOf = (path, file, today, sources) => ({
  path,
  kind: file.kind,
  today,
  dates: file.dates ?? {},
  labels: file.labels ?? {},
  pictures: file.pictures ?? [],
  compact: false,
  afterSave: [],
  photos: () => [],
  sources: () => {
    const all = sources();
    return (Array.isArray(all) ? all : [])
      .map(record)
      .filter(({ id }) => id !== undefined)
      .map(({ id, title }) => ({ value: String(id), label: String(title ?? id) }));
  },
});

/**
 * Returns what a save would send.
 * @param {EditorForm} form
 * @returns {{ path: string, digest: string, whole?: string, changes?: EditorChange[], text?: string }}
 */
export const requestOf = ({ path, base: { digest }, isWhole, whole, group, story }) => {
  if (isWhole) return { path, digest, whole: whole.value };
  /** @type {EditorChange[]} */
  const changes = [];
  group?.changes('', changes);
  return { path, digest, changes, ...(story?.isChanged() && { text: story.value() }) };
};

/** Whether something is entered that the file does not say. @param {EditorForm} form */
export const isDirty = (form) => {
  if (form.isWhole) return form.whole.value !== form.file.whole;
  const { changes, text } = requestOf(form);
  return Boolean(changes?.length) || text !== undefined || Boolean(form.group?.faults().length);
};

/** Keeps what is entered as a draft. @param {EditorForm} form */
export const keep = (form) => {
  const { root, path, base, isWhole, whole, group, story } = form;
  if (!isDirty(form)) return dropDraft(root, path);
  /** @type {EditorDraft} */
  const kept = { when: new Date().toISOString(), base };
  if (isWhole) kept.whole = whole.value;
  else Object.assign(kept, { work: group?.dump(), text: story?.value() });
  keepDraft(root, path, kept);
};

/** Leaves the form without the draft: nothing is kept, shown or asked from here on. @param {EditorForm} form */
export const leave = (form) => {
  dropDraft(form.root, form.path);
  form.isLeaving = true;
};

/** Opens the form again, without the draft. @param {EditorForm} form */
export const reload = (form) => {
  leave(form);
  location.reload();
};
