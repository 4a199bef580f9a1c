// Saving and deleting the file of a form, and what is asked if that is refused.
import { get, post, Refused } from './api.js';
import { chooseVersion } from './conflict.js';
import { isDirty, keep, leave, reload, requestOf } from './edit-form.js';
import { button, fill, make } from './elements.js';
import { record } from './form.js';
import { w } from './words.js';

/**
 * Saves what is entered.
 * @param {EditorForm} form @param {EditorWatch} watched
 * @param {Record<string, string>} [resolved] the whole file, chosen at a conflict
 * @param {string} [known] the digest of the version that is replaced
 */
export const save = async (form, watched, resolved, known = form.base.digest) => {
  const { file, group, problems, status, banner } = form;
  watched.pause();
  fill(banner);
  if (group?.faults().length && !resolved) {
    problems.render();
    problems.focus();
    return;
  }
  if (!isDirty(form) && !resolved && file.exists) {
    status.textContent = w('unchanged');
    return;
  }
  status.textContent = w('saving');
  // What is shown must not come after what is saved.
  await watched.show();
  form.isSaving = true;
  try {
    await send(form, watched, resolved, known);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    status.textContent = isDirty(form) ? w('unsaved') : w('saved');
    await refused(form, watched, error);
  } finally {
    form.isSaving = false;
  }
};

/**
 * @param {EditorForm} form @param {EditorWatch} watched @param {Record<string, string> | undefined} resolved
 * @param {string} known
 */
const send = async (form, watched, resolved, known) => {
  const { digest: _, ...body } = requestOf(form);
  const sent = resolved ? { path: form.path, ...resolved } : body;
  form.group?.mark();
  form.story?.mark();
  /** @type {EditorFile} */
  const saved = await post('save', sent, { 'If-Match': `"${known}"` });
  // A file that can be read now, or a text that is not the form's, needs a new form.
  if (resolved || form.isWhole) {
    await afterwards(form);
    return reload(form);
  }
  settle(form, saved);
  if (isDirty(form)) watched.touched();
  await afterwards(form);
  if (body.changes?.some(withdraws)) await askAboutCopies(form);
};

/** Takes what was sent for what the file says. @param {EditorForm} form @param {EditorFile} saved */
const settle = (form, saved) => {
  const { base, group, story, file, schema, problems, status, heading, pane } = form;
  form.base = {
    values: saved.values ?? base.values,
    text: saved.text ?? base.text,
    digest: saved.digest,
  };
  group?.settle();
  story?.settle();
  file.exists = true;
  form.isShown = false;
  const { errors } = problems.show(saved.problems);
  status.textContent = errors ? w('savedErrors', errors) : w('saved');
  heading.textContent = saved.title || schema.label;
  if (saved.page) pane.show(saved.page);
  keep(form);
};

/** Does what waited for the file to be saved. @param {EditorForm} form */
const afterwards = async ({ context }) => {
  for (const action of context.afterSave.splice(0)) await action();
};

/** Whether a change withdraws the entry, or the consent of a person whom it names. @param {EditorChange} change */
const withdraws = (change) =>
  change.do !== 'remove' &&
  (/^withdrawn(\.|$)|^(leader|contact)\.consent_withdrawn$/.test(change.key) ||
    (/^(leader|contact)$/.test(change.key) &&
      'value' in change &&
      'consent_withdrawn' in record(change.value)));

/** Asks whether the earlier versions of what was withdrawn are to go too. @param {EditorForm} form */
const askAboutCopies = async ({ path, banner }) => {
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

/** @param {EditorForm} form @param {EditorWatch} watched @param {Refused} error */
const refused = async (form, watched, error) => {
  const { schema, group, story, isWhole, whole, problems, banner } = form;
  const { status: code, answer } = error;
  const { now } = answer;
  if (code === 412 && now) {
    const own = {
      values: group?.value() ?? {},
      text: story?.value() ?? null,
      ...(isWhole && { whole: whole.value }),
    };
    const choice = await chooseVersion(schema.keys, now, own, answer);
    if (choice === 'theirs') reload(form);
    if (choice === 'mine' && answer.mine) await save(form, watched, { whole: answer.mine }, now.digest);
    if (choice === 'merged' && answer.merged) await save(form, watched, { whole: answer.merged }, now.digest);
    return;
  }
  if (answer.problems?.length) {
    problems.show(answer.problems);
    problems.focus();
    return;
  }
  fill(banner, make('p', { class: 'error' }, error.message));
};

/** Moves the file to the bin, and goes to the list. @param {EditorForm} form */
export const remove = async (form) => {
  const { path, file, banner } = form;
  try {
    const { id } = await post('delete', { path });
    leave(form);
    sessionStorage.setItem('guong-deleted', JSON.stringify({ id, title: file.title || path }));
    location.href = '/viec';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    fill(banner, make('p', { class: 'error' }, error.message));
  }
};
