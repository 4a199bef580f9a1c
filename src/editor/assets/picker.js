// A field for a place or a record that is declared elsewhere: what is typed is searched, without accents, and one
// picks from the answers (ARIA combobox with a list). What is typed and not picked stays as it is.
import { formAddress, get } from './api.js';
import { isComposing, make, newId, say } from './elements.js';
import { framed, leaf } from './fields.js';
import { w } from './words.js';

/** @typedef {{ value: string, label: string, note?: string | null }} Found */

/** The files in which records are declared. @type {Record<string, string>} */
const REGISTRIES = {
  field: 'content/fields.toml',
  phase: 'content/phases.toml',
  unit: 'content/units.toml',
};

/** A link to where a record that is missing can be added. @param {EditorKey} key */
export const registryLink = ({ type, of = '' }) => {
  const path = type === 'reference' ? REGISTRIES[of] : undefined;
  return path
    ? make('a', { class: 'minor', href: formAddress(path), target: '_blank' }, w('registry'))
    : null;
};

/** @param {string} text */
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

/** @param {EditorContext} context @param {EditorKey} key @param {string} text @param {AbortSignal} [signal] @returns {Promise<Found[]>} */
const search = async (context, key, text, signal) => {
  const of = key.type === 'place' ? 'place' : (key.of ?? '');
  // The sources are those of this form, saved or not.
  if (of === 'source') {
    return context.sources().filter(({ value, label }) => fold(`${value} ${label}`).includes(fold(text)));
  }
  const { items } = await get('find', { of, q: text, path: context.path }, signal);
  return items;
};

/** @type {EditorMaker} */
export const pickerField = (context, key, path, base, work) => {
  const list = make('ul', { role: 'listbox', id: newId('list'), 'aria-label': key.label, hidden: true });
  const input = make('input', {
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  });
  const note = make('p', { class: 'help' });
  const box = make('div', { class: 'picker' }, input, list, note);
  const link = context.inList ? null : registryLink(key);
  if (link) box.append(link);
  const { element, spot } = framed(key, box, input);
  const text = work === undefined ? '' : String(work);
  input.value = (base === work && path !== undefined && context.labels[path]) || text;
  /** What the field means while it shows this text. */
  const picked = { text: input.value, value: work };
  if (text && input.value === text && key.type === 'reference') void name();

  // Shows a record's name in place of its id.
  async function name() {
    const found = (await search(context, key, text).catch(() => [])).find((one) => one.value === text);
    if (!found || input.value !== text || input === document.activeElement) return;
    input.value = found.label;
    Object.assign(picked, { text: found.label, value: work });
  }
  /** @param {AbortSignal} signal */
  const find = (signal) => {
    // A record that is chosen already says nothing about the one that is wanted instead.
    const isChosen = key.type === 'reference' && input.value === picked.text;
    return search(context, key, isChosen ? '' : input.value.trim(), signal);
  };
  suggest({ input, list, note, picked, find });

  const read = () => {
    if (input.value === picked.text) return picked.value;
    const typed = input.value.trim();
    return typed === '' ? undefined : typed;
  };
  return leaf(key, element, spot, base, read);
};

/** What a picker consists of. @typedef {{
 *   input: HTMLInputElement, list: HTMLElement, note: HTMLElement, picked: { text: string, value: unknown },
 *   find: (signal: AbortSignal) => Promise<Found[]> }} Picker */

/** Lists what is found for what is typed, of which one picks by mouse and by key. @param {Picker} picker */
const suggest = ({ input, list, note, picked, find }) => {
  /** @type {Found[]} */
  let shown = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    list.removeAttribute('aria-busy');
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  /** @param {number} to */
  const activate = (to) => {
    active = to;
    if (to < 0) input.removeAttribute('aria-activedescendant');
    for (const [at, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(at === to));
      if (at === to) {
        input.setAttribute('aria-activedescendant', option.id);
        option.scrollIntoView({ block: 'nearest' });
      }
    }
  };
  /** @param {Found} item */
  const pick = (item) => {
    input.value = item.label;
    Object.assign(picked, { text: item.label, value: item.value });
    note.textContent = item.note ?? '';
    forget();
    close();
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  /** @param {Found[]} items */
  const show = (items) => {
    const before = shown[active];
    shown = items;
    list.removeAttribute('aria-busy');
    list.replaceChildren(...items.map((item, at) => optionOf(`${list.id}-${at}`, item, () => pick(item))));
    list.hidden = items.length === 0;
    input.setAttribute('aria-expanded', String(items.length > 0));
    // Whoever pressed an arrow key before the answers to the last letters came keeps the option, if it is among them.
    activate(items.findIndex(({ value, label }) => value === before?.value && label === before.label));
    say(items.length ? w('found', items.length) : w('foundNone'));
  };

  /** @type {AbortController | undefined} */
  let asked;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  /** Ends the search that is under way, and the one that is about to begin. */
  const forget = () => {
    clearTimeout(soon);
    asked?.abort();
  };
  const look = async () => {
    forget();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const items = await find(signal);
      if (!signal.aborted && document.activeElement === input) show(items);
    } catch {
      // A search that was overtaken, or a program that does not answer: saving says so.
      if (!signal.aborted) close();
    }
  };
  input.addEventListener('input', (event) => {
    if (!event.isTrusted) return;
    note.textContent = '';
    // The answers that are shown, and those that are on their way, are to an earlier text.
    list.setAttribute('aria-busy', 'true');
    forget();
    activate(-1);
    soon = setTimeout(look, 120);
  });
  input.addEventListener('blur', () => {
    forget();
    close();
  });
  input.addEventListener('click', () => void (list.hidden && look()));
  onKeys(input, () => ({ active: list.hidden ? undefined : active, shown }), { look, activate, pick, close });
};

/**
 * Moves through the options by the arrow keys, picks one by Enter, closes the list by Escape.
 * @param {HTMLInputElement} input
 * @param {() => { active: number | undefined, shown: Found[] }} now what is listed; `active` is `undefined` if the list
 * is closed, and negative before an option is chosen
 * @param {{ look: () => Promise<void>, activate: (at: number) => void, pick: (item: Found) => void, close: () => void }} act
 */
const onKeys = (input, now, { look, activate, pick, close }) => {
  input.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    const { active, shown } = now();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      if (active === undefined) void look();
      else if (active < 0) activate(by > 0 ? 0 : shown.length - 1);
      else activate((active + by + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const item = active === undefined ? undefined : shown[active];
      if (item) pick(item);
    } else if (event.key === 'Escape' && active !== undefined) {
      event.preventDefault();
      close();
    }
  });
};

/** @param {string} id @param {Found} item @param {() => void} pick */
const optionOf = (id, item, pick) =>
  make(
    'li',
    {
      role: 'option',
      id,
      'aria-selected': 'false',
      // Else the field would lose the focus, and with it the list.
      onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
      onclick: pick,
    },
    item.label,
    item.note && make('small', {}, item.note),
  );
