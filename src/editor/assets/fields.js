// Fields of one value: texts, figures, choices, yes or no, points.
import { make, newId, withCode } from './elements.js';
import { helpOf } from './help.js';
import { isEnglish, w } from './words.js';

/** @param {unknown} a @param {unknown} b */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The part of a field that is the same for all types: what its file says, and the changes from it.
 * @param {EditorKey} key @param {HTMLElement} element @param {EditorSpot} spot @param {unknown} base
 * @param {() => unknown} read @param {() => unknown} [dump] @param {() => string | undefined} [fault] why what was
 * entered is no value yet
 * @returns {EditorField}
 */
export const leaf = (key, element, spot, base, read, dump = read, fault = () => undefined) => {
  let settled = base;
  /** @type {unknown} */
  let pending;
  const value = () => (fault() ? undefined : read());
  return {
    key,
    element,
    value,
    dump,
    changes: (at, out) => {
      if (fault()) return;
      const now = read();
      if (same(now, settled)) return;
      out.push(now === undefined ? { do: 'remove', key: at } : { do: 'set', key: at, value: now });
    },
    mark: () => {
      pending = fault() ? settled : read();
    },
    settle: () => {
      settled = pending;
    },
    faults: () => {
      const message = fault();
      return message ? [{ spot, message }] : [];
    },
    at: () => spot,
  };
};

/** What helps with a key: its meaning, whether it is private, an example. @param {EditorKey} key */
export const help = (key) => {
  const text = key.help && helpOf(key);
  const hasExample = !['choice', 'yesno', 'date', 'day', 'point', 'reference'].includes(key.type);
  const parts = [
    text && make('span', {}, ...withCode(text)),
    key.private && w('private'),
    key.help && hasExample && key.example && w('example', key.example),
  ].filter(Boolean);
  const shown = parts.flatMap((part, at) => (at ? [' · ', part] : [part]));
  return make('p', { class: 'help', hidden: parts.length === 0 }, ...shown);
};

/** @param {EditorKey} key */
export const isRequired = (key) => key.need === 'required' && !key.unless;

/**
 * Frames one control: its label, help and messages.
 * @param {EditorKey} key @param {HTMLElement} control @param {HTMLElement} [input] where the label and the focus go
 */
export const framed = (key, control, input = control) => {
  const helping = help(key);
  const messages = make('div', { class: 'messages', id: newId('messages') });
  helping.id = newId('help');
  input.id ||= newId(key.name);
  input.setAttribute('aria-describedby', `${helping.id} ${messages.id}`);
  if (isRequired(key)) input.setAttribute('aria-required', 'true');
  const label = make('label', { for: input.id }, key.label, isRequired(key) && need());
  const element = make('div', { class: 'field', 'data-key': key.name }, label, helping, messages, control);
  return { element, spot: { element, messages, label: key.label, input, focus: () => input.focus() } };
};

export const need = () => make('small', {}, ` (${w('required')})`);

/**
 * Frames several controls: a legend, help and messages.
 * @param {EditorKey} key @param {HTMLElement[]} controls @param {HTMLElement} first where the focus goes
 */
export const framedGroup = (key, controls, first) => {
  const helping = help(key);
  const messages = make('div', { class: 'messages', id: newId('messages') });
  helping.id = newId('help');
  const element = make(
    'fieldset',
    { class: 'field', 'data-key': key.name, 'aria-describedby': `${helping.id} ${messages.id}` },
    make('legend', {}, key.label, isRequired(key) && need()),
    helping,
    messages,
    ...controls,
  );
  return { element, spot: { element, messages, label: key.label, focus: () => first.focus() } };
};

/** A text. What was not touched is given back as it was. @type {EditorMaker} */
export const textField = (_context, key, _path, base, work) => {
  const shown = work === undefined ? '' : String(work);
  const long = key.long || shown.includes('\n') || shown.length > 80;
  const input = long
    ? make('textarea', { rows: shown.length > 160 ? 4 : 2 })
    : make('input', { type: 'text', inputmode: key.type === 'web' ? 'url' : false, autocomplete: 'off' });
  input.value = shown;
  const first = input.value;
  const read = () => {
    if (input.value === first) return work;
    const text = input.value.trim();
    return text === '' ? undefined : text;
  };
  const { element, spot } = framed(key, input);
  return leaf(key, element, spot, base, read);
};

/** Writes a figure as it is read: with a decimal comma in Vietnamese. @param {unknown} value */
const figureText = (value) => {
  if (typeof value !== 'number') return value === undefined ? '' : String(value);
  return isEnglish ? String(value) : String(value).replace('.', ',');
};

/** Reads what was entered: a number if it is no more than one, else the text. @param {string} text */
const figureValue = (text) => {
  const plain = text.trim();
  if (plain === '') return undefined;
  if (/^-?\d{1,15}$/.test(plain)) return Number(plain);
  const decimal = isEnglish ? /^\d{1,9}\.\d{1,6}$/ : /^\d{1,9},\d{1,6}$/;
  return decimal.test(plain) ? Number(plain.replace(',', '.')) : plain;
};

/** @type {EditorMaker} */
export const figureField = (_context, key, _path, base, work) => {
  const input = make('input', {
    type: 'text',
    class: 'short',
    autocomplete: 'off',
    inputmode: key.type === 'whole' ? 'numeric' : false,
  });
  input.value = figureText(work);
  const first = input.value;
  const read = () => (input.value === first ? work : figureValue(input.value));
  const { element, spot } = framed(key, input);
  return leaf(key, element, spot, base, read);
};

/** @param {EditorChoice} choice @param {unknown} value */
const isChosen = (choice, value) =>
  choice.value === value || (typeof value === 'string' && (choice.also ?? []).includes(value));

/** One of a few words: buttons if they are few, else a list. @type {EditorMaker} */
export const choiceField = (context, key, _path, base, work) => {
  const choices = [...(key.choices ?? [])];
  // What the file says is kept, though it is none of the words.
  if (work !== undefined && !choices.some((choice) => isChosen(choice, work))) {
    choices.push({ value: String(work), help: '' });
  }
  /** @param {string} value */
  const written = (value) => {
    if (value === '') return undefined;
    const choice = choices.find((one) => one.value === value);
    return choice && isChosen(choice, work) ? work : value;
  };
  const chosen = choices.find((choice) => isChosen(choice, work))?.value ?? '';
  if (choices.length > 4 || context.compact) {
    const options = choices.map(({ value, help: text }) =>
      make('option', { value }, text ? `${value}: ${text}` : value),
    );
    const select = make('select', {}, make('option', { value: '' }, w('none')), ...options);
    select.value = chosen;
    const { element, spot } = framed(key, select);
    return leaf(key, element, spot, base, () => written(select.value));
  }
  const name = newId(key.name);
  /** @param {string} value @param {string} label @param {string} text */
  const radio = (value, label, text) => {
    const input = make('input', { type: 'radio', name, value, id: newId('radio') });
    input.checked = value === chosen;
    const words = make('label', { for: input.id }, label, text && make('small', {}, ` · ${text}`));
    return { input, line: make('div', { class: 'option' }, input, words) };
  };
  const rest = key.default ? choices.find((choice) => isChosen(choice, key.default))?.value : undefined;
  const left = rest ? `${w('none')} (${rest})` : w('none');
  const radios = choices.map(({ value, help: text }) => radio(value, value, text));
  if (chosen === '') radios.push(radio('', left, ''));
  const first = radios.find(({ input }) => input.checked) ?? radios[0];
  const lines = radios.map(({ line }) => line);
  const { element, spot } = framedGroup(key, lines, /** @type {HTMLElement} */ (first?.input));
  const read = () => written(radios.find(({ input }) => input.checked)?.input.value ?? '');
  return leaf(key, element, spot, base, read);
};

/** Yes or no: a box to tick. @type {EditorMaker} */
export const flagField = (_context, key, _path, base, work) => {
  const usual = key.default === 'true';
  const input = make('input', { type: 'checkbox', id: newId(key.name) });
  input.checked = typeof work === 'boolean' ? work : usual;
  const helping = help(key);
  helping.id = newId('help');
  const messages = make('div', { class: 'messages', id: newId('messages') });
  input.setAttribute('aria-describedby', `${helping.id} ${messages.id}`);
  const label = make('label', { for: input.id }, key.label);
  const line = make('div', { class: 'option' }, input, label);
  const element = make('div', { class: 'field', 'data-key': key.name }, messages, line, helping);
  const spot = { element, messages, label: key.label, input, focus: () => input.focus() };
  const read = () => {
    if (input.checked === base) return base;
    return input.checked === usual ? undefined : input.checked;
  };
  return leaf(key, element, spot, base, read);
};

/** Two numbers from 0 to 1, entered as percentages. @type {EditorMaker} */
export const pointField = (_context, key, _path, base, work) => {
  const at = Array.isArray(work) ? work.map((one) => Math.round(Number(one) * 100)) : [];
  /** @param {string} label @param {number | undefined} value */
  const box = (label, value) => {
    const input = make('input', { type: 'number', min: 0, max: 100, class: 'tiny', id: newId('percent') });
    if (value !== undefined) input.value = String(value);
    return { input, line: make('div', {}, make('label', { for: input.id, class: 'plain' }, label), input) };
  };
  const x = box(w('fromLeft'), at[0]);
  const y = box(w('fromTop'), at[1]);
  const first = `${x.input.value},${y.input.value}`;
  const read = () => {
    if (`${x.input.value},${y.input.value}` === first) return work;
    if (x.input.value === '' || y.input.value === '') return undefined;
    return [Number(x.input.value) / 100, Number(y.input.value) / 100];
  };
  const boxes = make('div', { class: 'boxes' }, x.line, y.line);
  const { element, spot } = framedGroup(key, [boxes], x.input);
  return leaf(key, element, spot, base, read);
};
