// Dates in three boxes. A year, or a month and a year, is enough where the schema says so; what else a date may be
// (a quarter, a period) is written in one box.
import { button, make, newId } from './elements.js';
import { framedGroup, leaf } from './fields.js';
import { w } from './words.js';

/** @param {string} text */
const two = (text) => text.padStart(2, '0');

/**
 * Reads a date that was pasted as a whole; `undefined` if it is none.
 * @param {string} text @returns {[day: string, month: string, year: string] | undefined}
 */
export const pasted = (text) => {
  const plain = text.trim();
  const forward = plain.match(/^(?:(?:ngày\s+)?(\d{1,2})\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})$/i);
  if (forward) return [forward[1] ?? '', forward[2] ?? '', forward[3] ?? ''];
  const said = plain.match(/^(?:ngày\s+(\d{1,2})\s+)?tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/i);
  if (said) return [said[1] ?? '', said[2] ?? '', said[3] ?? ''];
  const backward = plain.match(/^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/);
  if (backward) return [backward[3] ?? '', backward[2] ?? '', backward[1] ?? ''];
  return undefined;
};

/** @param {string} text @returns {[string, string, string] | undefined} */
const fromIso = (text) => {
  const parts = text.match(/^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/);
  return parts ? [plain(parts[3]), plain(parts[2]), parts[1] ?? ''] : undefined;
};
/** @param {string | undefined} number */
const plain = (number) => (number ? String(Number(number)) : '');

/**
 * What a date begins with: three boxes, or words that they cannot hold.
 * @param {EditorContext} context @param {string | undefined} path @param {unknown} base @param {unknown} work
 * @returns {{ text: string, boxes: [string, string, string] | undefined }}
 */
const parts = (context, path, base, work) => {
  const text = work === undefined ? '' : String(work);
  if (text === '') return { text, boxes: ['', '', ''] };
  const known = path !== undefined && base === work ? context.dates[path] : undefined;
  if (known) {
    const [year, month, date] = known;
    return { text, boxes: [String(date ?? ''), String(month ?? ''), String(year)] };
  }
  return { text, boxes: fromIso(text) ?? pasted(text) };
};

/**
 * Three boxes for a day, a month and a year. A whole date that is pasted into one is spread over the three at once; one
 * that is typed, when its box is left.
 * @param {[string, string, string] | undefined} values @param {() => void} changed
 */
const dateBoxes = (values, changed) => {
  /** @param {string} label @param {string} name @param {number} digits @param {string | undefined} value */
  const box = (label, name, digits, value) => {
    const input = make('input', {
      type: 'text',
      inputmode: 'numeric',
      autocomplete: 'off',
      id: newId(name),
      class: digits === 4 ? 'year' : 'tiny',
    });
    input.value = value ?? '';
    return { input, line: make('div', {}, make('label', { for: input.id, class: 'plain' }, label), input) };
  };
  const three = [
    box(w('day'), 'day', 2, values?.[0]),
    box(w('month'), 'month', 2, values?.[1]),
    box(w('year'), 'year', 4, values?.[2]),
  ];
  const inputs = three.map(({ input }) => input);
  /** @param {[string, string, string]} all */
  const put = (all) => {
    for (const [at, input] of inputs.entries()) input.value = all[at] ?? '';
    changed();
  };
  for (const input of inputs) {
    input.addEventListener('paste', (event) => {
      const whole = pasted(event.clipboardData?.getData('text/plain') ?? '');
      if (!whole) return;
      event.preventDefault();
      put(whole);
    });
    input.addEventListener('change', () => {
      const whole = input.value.length > 4 ? pasted(input.value) : undefined;
      if (whole) put(whole);
    });
  }
  return { inputs, lines: three.map(({ line }) => line), put };
};

/** Writes what three boxes say; `undefined` if that is no date. @param {string[]} boxes */
const written = ([date = '', month = '', year = '']) => {
  if (!/^\d{4}$/.test(year)) return undefined;
  if (month === '') return date === '' ? year : undefined;
  if (date === '') return `${year}-${two(month)}`;
  return `${year}-${two(month)}-${two(date)}`;
};

/** What three boxes lack. @param {string[]} boxes @param {EditorKey} key */
const lacking = (boxes, key) => {
  const [date = '', month = '', year = ''] = boxes;
  // It is spread over the three when its box is left.
  if (pasted(boxes.find((text) => text.length > 4) ?? '')) return undefined;
  if (!/^\d{4}$/.test(year)) return w('dateYear');
  if (date !== '' && month === '') return w('dateMonth');
  return key.type === 'day' && date === '' ? w('dateDay') : undefined;
};

/** @type {EditorMaker} */
export const dateField = (context, key, path, base, work) => {
  const { text, boxes } = parts(context, path, base, work);
  const changed = () => row.dispatchEvent(new Event('input', { bubbles: true }));
  const { inputs, lines, put } = dateBoxes(boxes, changed);
  const free = make('input', { type: 'text', autocomplete: 'off', 'aria-label': key.label });
  free.value = text;
  let inWords = boxes === undefined;

  const today = () => {
    const [year, month, date] = context.today.split('-');
    put([plain(date), plain(month), year ?? '']);
  };
  const row = make('div', { class: 'boxes' }, ...lines);
  if (key.type === 'day' || key.past) row.append(button(w('today'), today, { class: 'quiet' }));
  const line = make('div', { class: 'words' }, free);
  const focus = () => (inWords ? free : inputs[0])?.focus();
  const swap = button('', () => {
    inWords = !inWords;
    show();
    focus();
    changed();
  });
  swap.className = 'link';
  const show = () => {
    row.hidden = inWords;
    line.hidden = !inWords;
    swap.textContent = inWords ? w('dateBoxes') : w('dateFree');
  };
  show();

  const typed = () => inputs.map((input) => input.value);
  const trimmed = () => typed().map((value) => value.trim());
  const isEmpty = () => trimmed().every((value) => value === '');
  const first = boxes?.join('/');
  const isUntouched = () => (inWords ? free.value === text : typed().join('/') === first);
  const read = () => {
    if (isUntouched()) return work;
    if (inWords) return free.value.trim() || undefined;
    return written(trimmed());
  };
  const fault = () => (inWords || isEmpty() || isUntouched() ? undefined : lacking(trimmed(), key));
  const dump = () => read() ?? (isEmpty() ? undefined : typed().join('/'));
  const shown = key.type === 'date' || inWords ? [row, line, swap] : [row];
  const { element, spot } = framedGroup(key, shown, boxes ? inputs[0] : free);
  return leaf(key, element, { ...spot, focus }, base, read, dump, fault);
};
