// The screen of one file: its form, the page beside it, and what happens on keys and on leaving.
import { post } from './api.js';
import { isDirty, keep, openForm, reload } from './edit-form.js';
import { remove, save } from './edit-save.js';
import { watch } from './edit-watch.js';
import { button, fill, make } from './elements.js';
import { arrange } from './layout.js';
import { w } from './words.js';

/** @param {HTMLElement} main @param {EditorState} state @param {string} path */
export const editScreen = async (main, state, path) => {
  const form = await openForm(state, path);
  const { file, schema, draft, heading, status, banner, problems, pane } = form;
  document.title = `${w('edit')}: ${file.title || schema.label}`;
  const watched = watch(form);
  listen(form, watched);
  const notice = draft && draftNotice(draft, file, () => reload(form));
  main.classList.add('editing');
  fill(
    main,
    make('div', { class: 'sheet' }, heading, notice, banner, problems.element, fieldsOf(form, watched)),
    pane.element,
  );
  status.textContent = isDirty(form) ? w('unsaved') : w('unchanged');
  problems.show(file.problems);
  if (draft) void watched.check();
};

/** What the window reports: leaving, and the key that saves. @param {EditorForm} form @param {EditorWatch} watched */
const listen = (form, watched) => {
  addEventListener('beforeunload', (event) => {
    if (form.isLeaving || !isDirty(form)) return;
    keep(form);
    event.preventDefault();
  });
  addEventListener('pagehide', () => {
    if (!form.isLeaving) keep(form);
    if (form.isShown) void post('hide', { path: form.path }, {}, true).catch(() => undefined);
  });
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    void save(form, watched);
  });
};

/** The fields, the links below them, and the bar that saves. @param {EditorForm} form @param {EditorWatch} watched */
const fieldsOf = (form, watched) => {
  const { path, file, group, story, whole, status, problems, pane } = form;
  const deletable = file.exists && ['entry', 'document', 'page'].includes(file.kind);
  const versions = make('a', { href: `/thung-rac?path=${encodeURIComponent(path)}` }, w('versions'));
  const links = make(
    'p',
    { class: 'row minor' },
    versions,
    deletable && button(w('deleteIt'), () => void remove(form), { class: 'link danger' }),
  );
  const fields = group
    ? arrange(group, story)
    : [make('label', { for: whole.id }, w('whole')), make('p', { class: 'note' }, w('unreadable')), whole];
  const saving = make('button', { type: 'submit', class: 'main' }, w('save'));
  const bar = make('div', { class: 'savebar' }, saving, status, pane.toggle);
  const element = make('form', { novalidate: true, autocomplete: 'off' }, ...fields, links, bar);
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void save(form, watched);
  });
  element.addEventListener('input', (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    watched.touched();
  });
  element.addEventListener('change', watched.touched);
  element.addEventListener('compositionend', watched.touched);
  element.addEventListener('focusout', () => setTimeout(problems.render));
  return element;
};

/** @param {EditorDraft} draft @param {EditorFile} file @param {() => void} drop */
const draftNotice = (draft, file, drop) => {
  const when = new Date(draft.when).toLocaleString(
    document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN',
    {
      dateStyle: 'short',
      timeStyle: 'short',
    },
  );
  const old = draft.base.digest !== file.digest && ` ${w('draftOld')}`;
  const text = w('draftTaken', when);
  return make(
    'p',
    { class: 'note', role: 'status' },
    text,
    old,
    ' ',
    button(w('draftDrop'), drop, { class: 'link' }),
  );
};
