// Problems: in a list on top, and at their fields. A field that has the focus gets no new message before it is left,
// so that nothing moves under the hands of the person who types.
import { button, fill, make } from './elements.js';
import { steps } from './form.js';
import { openAround } from './lists.js';
import { w } from './words.js';

/** A problem, and the field at which it is shown, if there is one. @typedef {{ spot: EditorSpot | undefined, problem: EditorProblem }} PlacedProblem */

/**
 * @param {{ group: EditorGroup | undefined, story: EditorStory | undefined, context: EditorContext }} form
 * @returns {EditorProblemList}
 */
export const problemList = (form) => {
  const title = make('h2', {});
  const list = make('ul', {});
  const element = make('section', { class: 'summary', tabindex: '-1', hidden: true }, title, list);
  const showAtFields = fieldMessages();
  const renew = problemLines(list, element);
  /** @type {EditorProblem[]} */
  let last = [];

  const all = () => {
    const own = (form.group?.faults() ?? []).map(({ spot, message }) => ({
      spot,
      problem: /** @type {EditorProblem} */ ({ severity: 'error', message, code: '', hint: null, key: null }),
    }));
    return [...own, ...last.map((problem) => ({ spot: spotOf(problem, form), problem }))];
  };
  const render = () => {
    const found = all().sort((a, b) => Number(!isError(a)) - Number(!isError(b)));
    showAtFields(found);
    const errors = found.filter(isError).length;
    const warnings = found.length - errors;
    const counts = [errors && w('errorsOf', errors), warnings && w('warningsOf', warnings)];
    title.textContent = `${w('problemsTitle')}: ${counts.filter(Boolean).join(', ')}`;
    element.classList.toggle('wrong', errors > 0);
    element.hidden = found.length === 0;
    renew(found);
    return { errors, warnings };
  };
  return {
    element,
    show: (problems) => {
      last = problems;
      return render();
    },
    render,
    focus: () => {
      element.scrollIntoView({ block: 'start' });
      element.focus();
    },
  };
};

/** @param {{ problem: EditorProblem }} found */
const isError = ({ problem }) => problem.severity === 'error';

/**
 * The field at which a problem is shown.
 * @param {EditorProblem} problem
 * @param {{ group: EditorGroup | undefined, story: EditorStory | undefined, context: EditorContext }} form
 */
const spotOf = (problem, { group, story, context }) => {
  if (problem.path && problem.path !== context.path) {
    return context.photoSpot?.(problem.path.split('/').pop() ?? '');
  }
  if (problem.key === 'text' || (!problem.key && story && !group)) return story?.spot;
  return problem.key ? group?.at(steps(problem.key)) : undefined;
};

/** Returns what shows problems at their fields, and takes those away that are gone. @returns {(found: PlacedProblem[]) => void} */
const fieldMessages = () => {
  /** What the fields say. @type {Map<EditorSpot, string>} */
  let shown = new Map();
  return (found) => {
    /** @type {Map<EditorSpot, EditorProblem[]>} */
    const at = new Map();
    for (const { spot, problem } of found) {
      if (spot) at.set(spot, [...(at.get(spot) ?? []), problem]);
    }
    const before = new Map([...shown].map(([spot, text]) => [spot.element, { spot, text }]));
    shown = new Map();
    for (const [spot, problems] of at) {
      const text = JSON.stringify(problems);
      const old = before.get(spot.element);
      before.delete(spot.element);
      if (isTypedIn(spot.element) && old?.text !== text) {
        if (old) shown.set(old.spot, old.text);
        continue;
      }
      shown.set(spot, text);
      if (old?.text === text) continue;
      const isWrong = problems.some(({ severity }) => severity === 'error');
      fill(spot.messages, ...problems.map(message));
      spot.element.classList.toggle('wrong', isWrong);
      spot.input?.setAttribute('aria-invalid', String(isWrong));
    }
    for (const { spot } of before.values()) {
      fill(spot.messages);
      spot.element.classList.remove('wrong');
      spot.input?.removeAttribute('aria-invalid');
    }
  };
};

/** Whether somebody types in a field. @param {HTMLElement} element */
const isTypedIn = (element) =>
  document.activeElement?.matches('input, textarea, select') &&
  element.contains(document.activeElement) &&
  !element.matches('.tables, .item');

/** @param {EditorProblem} problem */
const message = ({ severity, message: words, hint }) =>
  make(
    'p',
    { class: severity },
    make('b', {}, severity === 'error' ? w('error') : w('warning'), ': '),
    words,
    hint && make('span', { class: 'hint' }, ` ${w('hint', hint)}`),
  );

/**
 * Returns what fills the list, unless it says this already.
 * @param {HTMLElement} list @param {HTMLElement} element around it @returns {(found: PlacedProblem[]) => void}
 */
const problemLines = (list, element) => {
  /** @type {PlacedProblem[]} */
  let listed = [];
  return (found) => {
    const isOld = found.every(
      ({ spot, problem }, at) =>
        listed[at]?.spot?.element === spot?.element &&
        JSON.stringify(listed[at]?.problem) === JSON.stringify(problem),
    );
    if (isOld && found.length === listed.length) return;
    const buttons = () => [...list.querySelectorAll('button')];
    const focused = buttons().indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    listed = found;
    fill(list, ...found.map(line));
    // Somebody who goes through the list by key stays there.
    if (focused >= 0) (buttons().at(focused) ?? element).focus();
  };
};

/** @param {PlacedProblem} found */
const line = ({ spot, problem }) => {
  const text = `${spot ? `${spot.label}: ` : ''}${problem.message}`;
  const go = () => {
    if (!spot) return;
    openAround(spot.element);
    spot.element.scrollIntoView({ block: 'center' });
    spot.focus();
  };
  return make('li', { class: problem.severity }, spot ? button(text, go, { class: 'link' }) : text);
};
