// Publishing: what will change, a question, progress, and what comes next.
import { formAddress, get, post, Refused } from './api.js';
import { button, fill, make, newId } from './elements.js';
import { w } from './words.js';

/** @param {HTMLElement} main @param {EditorState} state */
export const publishScreen = async (main, state) => {
  document.title = w('publish');
  const body = make('div', { class: 'stack' }, make('p', { role: 'status' }, w('publishReading')));
  fill(main, make('h1', {}, w('publish')), body);
  try {
    showPlan(body, await get('publish'), state);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    fill(body, make('p', { class: 'error', role: 'alert' }, error.message));
  }
};

/** @param {string} title @param {EditorOutput[]} outputs @param {number} count @param {EditorState} [state] */
const outputs = (title, outputs, count, state) => {
  if (!count) return null;
  const lines = outputs.map(({ address, title: name }) => {
    const words = name ? `${name} ` : '';
    const shown = state
      ? make('a', { href: `${state.preview}/${address}`, target: '_blank' }, name || address)
      : words;
    return make('li', {}, shown, (name || !state) && make('small', {}, ` ${address}`));
  });
  const rest = count - outputs.length;
  if (rest > 0) lines.push(make('li', {}, w('moreOf', rest)));
  return make(
    'details',
    { open: count <= 10 },
    make('summary', {}, `${title} (${count})`),
    make('ul', {}, ...lines),
  );
};

/** @param {HTMLElement} body @param {EditorPlan} plan @param {EditorState} state */
const showPlan = (body, plan, state) => {
  const counts = plan.counts ?? {
    new: plan.new.length,
    changed: plan.changed.length,
    gone: plan.gone.length,
  };
  const hidden = plan.hidden.map(({ path, title, why }) =>
    make('li', {}, make('a', { href: formAddress(path) }, title || path), make('small', {}, ` ${why}`)),
  );
  const box = make('input', { type: 'checkbox', id: newId('gone') });
  const progress = make('div', {});
  const go = button(w('publishDo'), () => void publish(), { class: 'main' });
  const allow = counts.gone > 0;
  go.disabled = plan.errors > 0 || allow;
  box.addEventListener('change', () => {
    go.disabled = plan.errors > 0 || !box.checked;
  });
  /** @param {{ user: string, password: string }} [login] */
  const publish = async (login) => {
    go.disabled = true;
    try {
      await post('publish', { allow_removed: allow && box.checked, ...(login && { login }) });
      follow(progress, publish);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(progress, make('p', { class: 'error', role: 'alert' }, error.message));
      go.disabled = false;
    }
  };
  const isSame = counts.new + counts.changed + counts.gone === 0;
  fill(
    body,
    plan.errors > 0 && failures(plan.errors, plan.problems),
    plan.never && make('p', {}, w('publishFirst')),
    isSame && make('p', {}, w('publishSame')),
    outputs(w('publishNew'), plan.new, counts.new, state),
    outputs(w('publishChanged'), plan.changed, counts.changed, state),
    outputs(w('publishGone'), plan.gone, counts.gone),
    allow && make('p', { class: 'note' }, w('publishGoneHelp')),
    hidden.length > 0 &&
      make(
        'details',
        {},
        make('summary', {}, `${w('publishHidden')} (${hidden.length})`),
        make('ul', {}, ...hidden),
      ),
    make('p', {}, plan.target ? w('publishSend', plan.target) : w('publishTo', plan.folder)),
    allow && make('div', { class: 'option' }, box, make('label', { for: box.id }, w('publishGoneYes'))),
    make('p', { class: 'row' }, go),
    progress,
  );
};

/** @param {number} count @param {EditorProblem[]} problems */
const failures = (count, problems) =>
  make(
    'section',
    { class: 'summary wrong' },
    make('h2', {}, w('publishErrors', count)),
    make(
      'ul',
      {},
      ...problems.map((problem) =>
        make(
          'li',
          { class: 'error' },
          make('a', { href: formAddress(problem.path ?? '') }, problem.path ?? ''),
          ': ',
          problem.message,
        ),
      ),
    ),
  );

/**
 * Asks for the name and the password of the target.
 * @param {HTMLElement} progress
 * @param {{ server: string, user: string | null, wrong: boolean }} asked
 * @param {(login: { user: string, password: string }) => Promise<void>} publish
 */
const ask = (progress, asked, publish) => {
  const user = make('input', {
    id: newId('user'),
    autocomplete: 'off',
    value: asked.user ?? '',
    required: '',
  });
  const password = make('input', {
    id: newId('password'),
    type: 'password',
    autocomplete: 'off',
    required: '',
  });
  const form = make(
    'form',
    { class: 'stack' },
    make('h2', { tabindex: '-1' }, w('publishLogin', asked.server)),
    asked.wrong && make('p', { class: 'error', role: 'alert' }, w('publishLoginWrong')),
    make('div', {}, make('label', { for: user.id }, w('publishUser')), user),
    make('div', {}, make('label', { for: password.id }, w('publishPassword')), password),
    make('p', {}, w('publishLoginHelp')),
    make('p', { class: 'row' }, make('button', { class: 'main' }, w('publishLoginGo'))),
  );
  // In the interface's language, where the browser would use its own.
  for (const box of [user, password]) {
    box.addEventListener('invalid', () => box.setCustomValidity(w('publishLoginEmpty')));
    box.addEventListener('input', () => box.setCustomValidity(''));
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void publish({ user: user.value, password: password.value });
  });
  fill(progress, form);
  (user.value ? password : user).focus();
};

/**
 * Shows how publishing goes.
 * @param {HTMLElement} progress
 * @param {(login: { user: string, password: string }) => Promise<void>} publish
 */
const follow = (progress, publish) => {
  const bar = make('progress', { max: 1, 'aria-label': w('publishing') });
  const doing = make('p', { role: 'status' }, w('publishing'));
  fill(progress, doing, bar);
  const events = new EventSource('/api/publish/events');
  /** @param {string} name @param {(answer: any) => void} handle */
  const on = (name, handle) =>
    events.addEventListener(name, (event) => handle(JSON.parse(/** @type {MessageEvent} */ (event).data)));
  on('progress', (answer) => {
    doing.textContent = answer.doing;
    bar.max = answer.of || 1;
    bar.value = answer.done;
  });
  on('login', (answer) => {
    events.close();
    ask(progress, answer, publish);
  });
  on('done', (answer) => {
    events.close();
    const title = make('h2', { tabindex: '-1' }, w('published'));
    const open = () => button(w('publishOpen'), () => void post('publish/open', {}), { class: 'quiet' });
    /** @type {string[]} */
    const notes = answer.notes ?? [];
    fill(
      progress,
      title,
      make('p', {}, answer.message),
      notes.length > 0 && make('p', { class: 'note' }, w('publishNotes')),
      notes.length > 0 && make('ul', {}, ...notes.map((note) => make('li', {}, note))),
      answer.folder && make('p', {}, answer.folder, ' ', open()),
      answer.folder && make('p', {}, w('publishNext')),
    );
    title.focus();
  });
  on('failed', (answer) => {
    events.close();
    const title = make('h2', { tabindex: '-1' }, w('publishFailed'));
    const problems = answer.problems?.length ? failures(answer.problems.length, answer.problems) : null;
    fill(progress, title, make('p', { class: 'error' }, answer.message), problems);
    title.focus();
  });
};
