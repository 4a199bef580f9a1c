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

/** @type {EditorMaker} */
export const dateField = (context, key, path, base, work) => {
  const { text, boxes } = parts(context, path, base, work);
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
  const d = box(w('day'), 'day', 2, boxes?.[0]);
  const m = box(w('month'), 'month', 2, boxes?.[1]);
  const y = box(w('year'), 'year', 4, boxes?.[2]);
  const three = [d.input, m.input, y.input];
  const free = make('input', { type: 'text', autocomplete: 'off', 'aria-label': key.label });
  free.value = text;
  let inWords = boxes === undefined;

  const today = () => {
    const [year, month, date] = context.today.split('-');
    put([plain(date), plain(month), year ?? '']);
    changed();
  };
  const row = make('div', { class: 'boxes' }, d.line, m.line, y.line);
  if (key.type === 'day' || key.past) row.append(button(w('today'), today, { class: 'quiet' }));
  const line = make('div', { class: 'words' }, free);
  const swap = button('', () => {
    inWords = !inWords;
    show();
    (inWords ? free : d.input).focus();
    changed();
  });
  swap.className = 'link';
  const show = () => {
    row.hidden = inWords;
    line.hidden = !inWords;
    swap.textContent = inWords ? w('dateBoxes') : w('dateFree');
  };
  show();
  const changed = () => row.dispatchEvent(new Event('input', { bubbles: true }));
  /** @param {[string, string, string]} values */
  const put = (values) => {
    for (const [at, input] of three.entries()) input.value = values[at] ?? '';
  };
  for (const input of three) {
    input.addEventListener('paste', (event) => {
      const whole = pasted(event.clipboardData?.getData('text/plain') ?? '');
      if (!whole) return;
      event.preventDefault();
      put(whole);
      changed();
    });
    // A whole date typed into one box is spread over the three when the box is left.
    input.addEventListener('change', () => {
      const whole = input.value.length > 4 ? pasted(input.value) : undefined;
      if (!whole) return;
      put(whole);
      changed();
    });
  }

  const written = () => {
    const [date = '', month = '', year = ''] = three.map((input) => input.value.trim());
    if (!/^\d{4}$/.test(year)) return undefined;
    if (month === '') return date === '' ? year : undefined;
    if (date === '') return `${year}-${two(month)}`;
    return `${year}-${two(month)}-${two(date)}`;
  };
  const isEmpty = () => three.every((input) => input.value.trim() === '');
  const first = boxes?.join('/');
  const isUntouched = () =>
    inWords ? free.value === text : three.map((input) => input.value).join('/') === first;
  const read = () => {
    if (isUntouched()) return work;
    if (inWords) return free.value.trim() || undefined;
    return written();
  };
  const fault = () => {
    if (inWords || isEmpty() || isUntouched()) return undefined;
    const [date = '', month = '', year = ''] = three.map((input) => input.value.trim());
    if (pasted(three.find((input) => input.value.length > 4)?.value ?? '')) return undefined;
    if (!/^\d{4}$/.test(year)) return w('dateYear');
    if (date !== '' && month === '') return w('dateMonth');
    return key.type === 'day' && date === '' ? w('dateDay') : undefined;
  };
  const dump = () => read() ?? (isEmpty() ? undefined : three.map((input) => input.value).join('/'));
  const shown = key.type === 'date' ? [row, line, swap] : inWords ? [row, line, swap] : [row];
  const { element, spot } = framedGroup(key, shown, boxes ? d.input : free);
  return leaf(
    key,
    element,
    { ...spot, focus: () => (inWords ? free : d.input).focus() },
    base,
    read,
    dump,
    fault,
  );
};
