// Two small screens: a new file, and the list of the gallery's own files.
import { formAddress, post, Refused } from './api.js';
import { fill, make, newId } from './elements.js';
import { w } from './words.js';

/**
 * A text with its label and help.
 * @param {string} label @param {string} [help] @param {Record<string, unknown>} [attributes]
 */
export const textLine = (label, help, attributes = {}) => {
  const input = make('input', { type: 'text', id: newId('text'), autocomplete: 'off', ...attributes });
  const messages = make('div', { class: 'messages', id: newId('messages') });
  const helping = make('p', { class: 'help', id: newId('help'), hidden: !help }, help ?? '');
  input.setAttribute('aria-describedby', `${helping.id} ${messages.id}`);
  const element = make(
    'div',
    { class: 'field' },
    make('label', { for: input.id }, label),
    helping,
    messages,
    input,
  );
  return {
    element,
    input,
    /** @param {string} message */
    refuse: (message) => {
      fill(messages, message && make('p', { class: 'error' }, message));
      element.classList.toggle('wrong', message !== '');
      input.setAttribute('aria-invalid', String(message !== ''));
      if (message) input.focus();
    },
  };
};

/** @param {HTMLElement} main @param {string} kind */
export const newScreen = async (main, kind) => {
  const isDocument = kind === 'document';
  const title = textLine(isDocument ? w('subjectLabel') : w('titleLabel'), isDocument ? '' : w('titleHelp'), {
    required: true,
  });
  const number = textLine(w('numberLabel'), w('numberHelp'));
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    title.refuse('');
    if (!title.input.value.trim()) return title.refuse(w('fillIn'));
    const body = {
      kind,
      title: title.input.value.trim(),
      ...(isDocument && { number: number.input.value.trim() }),
    };
    try {
      const { path } = await post('new', body);
      location.href = formAddress(path);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      title.refuse(error.answer.problems?.[0]?.message ?? error.message);
    }
  };
  const heading = { document: 'newDocument', page: 'newPage' }[kind] ?? 'newEntry';
  document.title = w(heading);
  fill(
    main,
    make('h1', {}, w(heading)),
    make(
      'form',
      { novalidate: true, onsubmit: send },
      isDocument && number.element,
      title.element,
      make('p', { class: 'row' }, make('button', { class: 'main' }, w('make'))),
    ),
    kind === 'entry' &&
      make(
        'p',
        { class: 'row minor' },
        make('a', { href: '/them?kind=document' }, w('newDocument')),
        make('a', { href: '/them?kind=page' }, w('newPage')),
      ),
  );
  title.input.focus();
};

/** @param {HTMLElement} main */
export const settingsScreen = async (main) => {
  const files = [
    ['guong.toml', 'siteFile'],
    ['content/fields.toml', 'fieldsFile'],
    ['content/phases.toml', 'phasesFile'],
    ['content/units.toml', 'unitsFile'],
    ['content/localities.toml', 'localitiesFile'],
    ['content/synonyms.toml', 'synonymsFile'],
    ['content/targets.toml', 'targetsFile'],
  ];
  document.title = w('settings');
  const lines = files.map(([path = '', words = '']) =>
    make('li', {}, make('a', { href: formAddress(path) }, w(words))),
  );
  lines.push(
    make('li', {}, make('a', { href: '/viec?kind=page' }, w('kindPage'))),
    make('li', {}, make('a', { href: '/viec?kind=document' }, w('kindDocument'))),
  );
  fill(main, make('h1', {}, w('settings')), make('ul', { class: 'links' }, ...lines));
};
