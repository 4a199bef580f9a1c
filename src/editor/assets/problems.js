// Problems: in a list on top, and at their fields. A field that has the focus gets no new message before it is left,
// so that nothing moves under the hands of the person who types.
import { button, fill, make } from './elements.js';
import { steps } from './form.js';
import { openAround } from './lists.js';
import { w } from './words.js';

/**
 * @param {{ group: EditorGroup | undefined, story: EditorStory | undefined, context: EditorContext }} form
 */
export const problemList = ({ group, story, context }) => {
  const title = make('h2', {});
  const list = make('ul', {});
  const element = make('section', { class: 'summary', tabindex: '-1', hidden: true }, title, list);
  /** @type {EditorProblem[]} */
  let last = [];
  /** @type {Map<EditorSpot, string>} */
  let shown = new Map();
  /** What the list says. @type {{ spot: EditorSpot | undefined, problem: EditorProblem }[]} */
  let listed = [];

  /** @param {EditorProblem} problem */
  const spotOf = (problem) => {
    if (problem.path && problem.path !== context.path) {
      return context.photoSpot?.(problem.path.split('/').pop() ?? '');
    }
    if (problem.key === 'text' || (!problem.key && story && !group)) return story?.spot;
    return problem.key ? group?.at(steps(problem.key)) : undefined;
  };
  const all = () => {
    const own = (group?.faults() ?? []).map(({ spot, message }) => ({
      spot,
      problem: /** @type {EditorProblem} */ ({ severity: 'error', message, code: '', hint: null, key: null }),
    }));
    return [...own, ...last.map((problem) => ({ spot: spotOf(problem), problem }))];
  };

  /** @param {EditorProblem} problem */
  const words = (problem) =>
    make(
      'p',
      { class: problem.severity },
      make('b', {}, problem.severity === 'error' ? w('error') : w('warning'), ': '),
      problem.message,
      problem.hint && make('span', { class: 'hint' }, ` ${w('hint', problem.hint)}`),
    );

  const render = () => {
    const found = all().sort(
      (a, b) => Number(a.problem.severity !== 'error') - Number(b.problem.severity !== 'error'),
    );
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
      const isFocused =
        document.activeElement?.matches('input, textarea, select') &&
        spot.element.contains(document.activeElement) &&
        !spot.element.matches('.tables, .item');
      if (isFocused && old?.text !== text) {
        if (old) shown.set(old.spot, old.text);
        continue;
      }
      shown.set(spot, text);
      if (old?.text === text) continue;
      fill(spot.messages, ...problems.map(words));
      spot.element.classList.toggle(
        'wrong',
        problems.some(({ severity }) => severity === 'error'),
      );
      spot.input?.setAttribute('aria-invalid', String(problems.some(({ severity }) => severity === 'error')));
    }
    for (const { spot } of before.values()) {
      fill(spot.messages);
      spot.element.classList.remove('wrong');
      spot.input?.removeAttribute('aria-invalid');
    }
    const errors = found.filter(({ problem }) => problem.severity === 'error').length;
    const counts = [
      errors && w('errorsOf', errors),
      found.length - errors && w('warningsOf', found.length - errors),
    ];
    title.textContent = `${w('problemsTitle')}: ${counts.filter(Boolean).join(', ')}`;
    element.classList.toggle('wrong', errors > 0);
    element.hidden = found.length === 0;
    renew(found);
    return { errors, warnings: found.length - errors };
  };
  /** Fills the list, unless it says this already. @param {typeof listed} found */
  const renew = (found) => {
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
  /** @param {{ spot: EditorSpot | undefined, problem: EditorProblem }} found */
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

  return {
    element,
    /** @param {EditorProblem[]} problems */
    show: (problems) => {
      last = problems;
      return render();
    },
    /** Shows what was kept back. */
    render,
    focus: () => {
      element.scrollIntoView({ block: 'start' });
      element.focus();
    },
  };
};
