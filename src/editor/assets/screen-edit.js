// The form of a file: fields from the schema, the page beside them, saving.
import { get, post, Refused } from './api.js';
import { chooseVersion } from './conflict.js';
import { dropDraft, keepDraft, readDraft } from './drafts.js';
import { button, fill, make, newId } from './elements.js';
import { group as makeGroup, record } from './form.js';
import { arrange } from './layout.js';
import { pagePane } from './page-pane.js';
import { problemList } from './problems.js';
import { storyField } from './story.js';
import { w } from './words.js';

/** Milliseconds after a key before the page beside the form follows: keys that come in a burst are shown at once. */
const SOON = 15;
/** Milliseconds after the last key before what was entered is checked and kept. */
const PAUSE = 250;

/** @param {HTMLElement} main @param {EditorState} state @param {string} path */
export const editScreen = async (main, state, path) => {
  /** @type {EditorFile} */
  const file = await get('file', { path });
  /** @type {EditorSchema} */
  const schema = await get('schema', { kind: file.kind });
  document.title = `${w('edit')}: ${file.title || schema.label}`;
  const draft = readDraft(state.root, path);
  const base = draft?.base ?? file;
  /** @type {EditorContext} */
  const context = {
    path,
    kind: file.kind,
    today: state.today,
    dates: file.dates ?? {},
    labels: file.labels ?? {},
    pictures: file.pictures ?? [],
    compact: false,
    afterSave: [],
    photos: () => [],
    sources: () => {
      const all = group?.fields.get('sources')?.value();
      return (Array.isArray(all) ? all : [])
        .map(record)
        .filter(({ id }) => id !== undefined)
        .map(({ id, title }) => ({ value: String(id), label: String(title ?? id) }));
    },
  };
  const isWhole = base.values === null;
  const group = isWhole
    ? undefined
    : makeGroup(context, schema.keys, '', base.values ?? {}, draft?.work ?? base.values ?? {});
  const story =
    schema.body && !isWhole
      ? storyField(context, base.text ?? '', draft?.text ?? base.text ?? '')
      : undefined;
  const whole = make('textarea', { id: newId('whole'), class: 'story', rows: 24, spellcheck: 'false' });
  whole.value = draft?.whole ?? file.whole;
  let digest = base.digest;
  let settledWhole = file.whole;

  const problems = problemList({ group, story, context });
  const status = make('p', { class: 'state', role: 'status' });
  const banner = make('div', { class: 'banner', role: 'alert', tabindex: '-1' });
  const pane = pagePane(state, file.page);

  /** @returns {{ path: string, digest: string, whole?: string, changes?: EditorChange[], text?: string }} */
  const request = () => {
    if (isWhole) return { path, digest, whole: whole.value };
    /** @type {EditorChange[]} */
    const changes = [];
    group?.changes('', changes);
    return { path, digest, changes, ...(story?.isChanged() && { text: story.value() }) };
  };
  const isDirty = () => {
    if (isWhole) return whole.value !== settledWhole;
    const { changes, text } = request();
    return Boolean(changes?.length) || text !== undefined || Boolean(group?.faults().length);
  };

  const keep = () => {
    if (!isDirty()) return dropDraft(state.root, path);
    const { values, text } = base;
    /** @type {EditorDraft} */
    const kept = {
      when: new Date().toISOString(),
      base: { values: settled ?? values, text: settledText ?? text, digest },
    };
    if (isWhole) kept.whole = whole.value;
    else Object.assign(kept, { work: group?.dump(), text: story?.value() });
    keepDraft(state.root, path, kept);
  };
  /** What the file says after a save. @type {Record<string, unknown> | undefined} */
  let settled;
  /** @type {string | null | undefined} */
  let settledText;

  let isShown = false;
  let isSaving = false;
  /** Has preview show what is entered, or the file again. */
  const show = latest(async () => {
    if (isSaving || isLeaving || !file.exists) return;
    const dirty = isDirty();
    if (!dirty && !isShown) return;
    isShown = dirty;
    // What is no value yet is said by `check`.
    await (dirty ? post('show', request()) : post('hide', { path })).catch(() => undefined);
  });
  const check = latest(async (/** @type {() => boolean} */ isOutdated) => {
    if (isSaving) return;
    await show();
    try {
      const answer = await post('check', isDirty() ? request() : { path, digest, changes: [] });
      if (!isOutdated()) problems.show(answer.problems ?? []);
      if (answer.page) pane.show(answer.page);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // A value that is none yet is said at its field; what keeps the program from answering is said on saving.
      if (error.answer.problems && !isOutdated()) problems.show(error.answer.problems);
    }
  });

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const follow = () => {
    if (isLeaving) return;
    status.textContent = isDirty() ? w('unsaved') : w('unchanged');
    keep();
    void check();
  };
  let isShowing = false;
  const touched = () => {
    clearTimeout(soon);
    soon = setTimeout(follow, PAUSE);
    if (isShowing) return;
    isShowing = true;
    setTimeout(() => {
      isShowing = false;
      void show();
    }, SOON);
  };

  /** @param {Record<string, string>} [resolved] the whole file, chosen at a conflict @param {string} [known] */
  const save = async (resolved, known = digest) => {
    clearTimeout(soon);
    fill(banner);
    if (group?.faults().length && !resolved) {
      problems.render();
      problems.focus();
      return;
    }
    if (!isDirty() && !resolved && file.exists) {
      status.textContent = w('unchanged');
      return;
    }
    status.textContent = w('saving');
    // What is shown must not come after what is saved.
    await show();
    isSaving = true;
    const { digest: _, ...body } = request();
    const sent = resolved ? { path, ...resolved } : body;
    group?.mark();
    story?.mark();
    const sentWhole = whole.value;
    try {
      /** @type {EditorFile} */
      const saved = await post('save', sent, { 'If-Match': `"${known}"` });
      // A file that can be read now, or a text that is not the form's, needs a new form.
      if (resolved || isWhole) {
        await afterwards();
        return reload();
      }
      digest = saved.digest;
      settled = saved.values ?? undefined;
      settledText = saved.text;
      settledWhole = sentWhole;
      group?.settle();
      story?.settle();
      file.exists = true;
      isShown = false;
      const { errors } = problems.show(saved.problems);
      status.textContent = errors ? w('savedErrors', errors) : w('saved');
      heading.textContent = saved.title || schema.label;
      if (saved.page) pane.show(saved.page);
      keep();
      if (isDirty()) touched();
      await afterwards();
      if (body.changes?.some(withdraws)) await askAboutCopies();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      status.textContent = isDirty() ? w('unsaved') : w('saved');
      await refused(error);
    } finally {
      isSaving = false;
    }
  };
  /** Asks whether the earlier versions of what was withdrawn are to go too. */
  const askAboutCopies = async () => {
    const { items } = await get('trash', { path });
    if (!items.length) return;
    const erase = async () => {
      await post('forget', { path });
      fill(banner, make('p', {}, w('trashForgotten')));
      banner.focus();
    };
    const ask = button(w('trashForget'), () => void erase(), { class: 'link danger' });
    fill(banner, make('p', {}, w('withdrawnCopies', items.length), ' ', ask));
  };
  const afterwards = async () => {
    for (const action of context.afterSave.splice(0)) await action();
  };
  const reload = () => {
    dropDraft(state.root, path);
    isLeaving = true;
    location.reload();
  };

  /** @param {Refused} error */
  const refused = async (error) => {
    const { status: code, answer } = error;
    const { now } = answer;
    if (code === 412 && now) {
      const own = {
        values: group?.value() ?? {},
        text: story?.value() ?? null,
        ...(isWhole && { whole: whole.value }),
      };
      const choice = await chooseVersion(schema.keys, now, own, answer);
      if (choice === 'theirs') reload();
      if (choice === 'mine' && answer.mine) await save({ whole: answer.mine }, now.digest);
      if (choice === 'merged' && answer.merged) await save({ whole: answer.merged }, now.digest);
      return;
    }
    if (answer.problems?.length) {
      problems.show(answer.problems);
      problems.focus();
      return;
    }
    fill(banner, make('p', { class: 'error' }, error.message));
  };

  const remove = async () => {
    try {
      const { id } = await post('delete', { path });
      dropDraft(state.root, path);
      isLeaving = true;
      sessionStorage.setItem('guong-deleted', JSON.stringify({ id, title: file.title || path }));
      location.href = '/viec';
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(banner, make('p', { class: 'error' }, error.message));
    }
  };

  let isLeaving = false;
  addEventListener('beforeunload', (event) => {
    if (isLeaving || !isDirty()) return;
    keep();
    event.preventDefault();
  });
  addEventListener('pagehide', () => {
    if (!isLeaving) keep();
    if (isShown) void post('hide', { path }, {}, true).catch(() => undefined);
  });
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    void save();
  });

  const heading = make('h1', {}, file.title || schema.label);
  const notice = draft && draftNotice(draft, file, reload);
  const deletable = file.exists && ['entry', 'document', 'page'].includes(file.kind);
  const versions = make('a', { href: `/thung-rac?path=${encodeURIComponent(path)}` }, w('versions'));
  const links = make(
    'p',
    { class: 'row minor' },
    versions,
    deletable && button(w('deleteIt'), remove, { class: 'link danger' }),
  );
  const fields = group
    ? arrange(group, story)
    : [make('label', { for: whole.id }, w('whole')), make('p', { class: 'note' }, w('unreadable')), whole];
  const saving = make('button', { type: 'submit', class: 'main' }, w('save'));
  const bar = make('div', { class: 'savebar' }, saving, status, pane.toggle);
  const form = make('form', { novalidate: true, autocomplete: 'off' }, ...fields, links, bar);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  form.addEventListener('input', (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    touched();
  });
  form.addEventListener('change', touched);
  form.addEventListener('compositionend', touched);
  form.addEventListener('focusout', () => setTimeout(problems.render));

  main.classList.add('editing');
  fill(main, make('div', { class: 'sheet' }, heading, notice, banner, problems.element, form), pane.element);
  status.textContent = isDirty() ? w('unsaved') : w('unchanged');
  problems.show(file.problems);
  if (draft) void check();
};

/** Whether a change withdraws the entry, or the consent of a person whom it names. @param {EditorChange} change */
const withdraws = (change) =>
  change.do !== 'remove' &&
  (/^withdrawn(\.|$)|^(leader|contact)\.consent_withdrawn$/.test(change.key) ||
    (/^(leader|contact)$/.test(change.key) &&
      'value' in change &&
      'consent_withdrawn' in record(change.value)));

/**
 * Makes an action that runs once at a time: asked for while it runs, it runs once more. It is told how to find out
 * whether it was.
 * @param {(isOutdated: () => boolean) => Promise<void>} action @returns {() => Promise<void>}
 */
const latest = (action) => {
  /** @type {Promise<void> | undefined} */
  let running;
  let again = false;
  return () => {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await action(() => again);
      }
    })().finally(() => {
      running = undefined;
    });
    return running;
  };
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
