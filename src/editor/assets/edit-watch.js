// While somebody types: the page beside the form follows, what is wrong is reported, and a draft is kept.
import { post, Refused } from './api.js';
import { isDirty, keep, requestOf } from './edit-form.js';
import { w } from './words.js';

/** Milliseconds after a key before the page beside the form follows: keys that come in a burst are shown at once. */
const SOON = 15;
/** Milliseconds after the last key before what was entered is checked and kept. */
const PAUSE = 250;

/** Watches a form. @param {EditorForm} form @returns {EditorWatch} */
export const watch = (form) => {
  const { path, problems, pane } = form;
  const show = latest(async () => {
    if (form.isSaving || form.isLeaving || !form.file.exists) return;
    const dirty = isDirty(form);
    if (!dirty && !form.isShown) return;
    form.isShown = dirty;
    // What is no value yet is said by `check`.
    await (dirty ? post('show', requestOf(form)) : post('hide', { path })).catch(() => undefined);
  });
  const check = latest(async (/** @type {() => boolean} */ isOutdated) => {
    if (form.isSaving) return;
    await show();
    try {
      const { digest } = form.base;
      const answer = await post('check', isDirty(form) ? requestOf(form) : { path, digest, changes: [] });
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
    if (form.isLeaving) return;
    form.status.textContent = isDirty(form) ? w('unsaved') : w('unchanged');
    keep(form);
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
  return { show, check, touched, pause: () => clearTimeout(soon) };
};

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
