// Making elements, without a framework.

/** @typedef {Node | string | null | undefined | false} Child */

let count = 0;
/** Returns an id that no other element has. @param {string} [name] */
export const newId = (name = 'e') => {
  count += 1;
  return `${name}-${count}`;
};

/**
 * Makes an element. A property that begins with `on` is a listener; `class`, `for`, `aria-…`, `data-…` and all other
 * names are attributes, left out if `false`, `null` or `undefined`.
 * @template {keyof HTMLElementTagNameMap} T @param {T} name
 * @param {Record<string, unknown>} [attributes] @param {...Child} children
 */
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...shown(children));
  return element;
};

/** @param {Child[]} children */
const shown = (children) =>
  /** @type {(Node | string)[]} */ (
    children.filter((child) => child !== null && child !== undefined && child !== false)
  );

/** Replaces what an element contains. @param {Element} element @param {...Child} children */
export const fill = (element, ...children) => element.replaceChildren(...shown(children));

/** @param {string} label @param {() => void} action @param {Record<string, unknown>} [attributes] */
export const button = (label, action, attributes = {}) =>
  make('button', { type: 'button', ...attributes, onclick: action }, label);

/** Whether an input method is composing: its keys are not ours. @param {KeyboardEvent} event */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** The region that a screen reader reads out. */
const spoken = make('p', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
document.body.append(spoken);

/** Has a screen reader say something. @param {string} text */
export const say = (text) => {
  spoken.textContent = '';
  requestAnimationFrame(() => {
    spoken.textContent = text;
  });
};

/**
 * Turns the backquotes of the schema's help into `code`.
 * @param {string} text
 */
export const withCode = (text) =>
  text.split('`').map((part, number) => (number % 2 ? make('code', {}, part) : part));

/**
 * Shows a dialog until one of its buttons is pressed; returns the button's value, '' if it was closed otherwise.
 * @param {string} title @param {Child[]} content @param {[value: string, label: string, kind?: string][]} choices
 * @returns {Promise<string>}
 */
export const ask = (title, content, choices) =>
  new Promise((resolve) => {
    const heading = make('h2', { id: newId('dialog'), tabindex: '-1' }, title);
    const buttons = choices.map(([value, label, kind]) => make('button', { value, class: kind }, label));
    const form = make(
      'form',
      { method: 'dialog' },
      heading,
      ...content,
      make('p', { class: 'row' }, ...buttons),
    );
    const dialog = make('dialog', { 'aria-labelledby': heading.id }, form);
    /** @param {string} value */
    const finish = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    // A key that follows at once must find the answer in its place: the focus is back as soon as the dialog is closed,
    // but its event `close` comes later.
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      finish(event.submitter instanceof HTMLButtonElement ? event.submitter.value : '');
    });
    dialog.addEventListener('close', () => finish(''));
    document.body.append(dialog);
    dialog.showModal();
    heading.focus();
  });
