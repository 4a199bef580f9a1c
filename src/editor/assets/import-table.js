// The table of a sheet that is imported: a select for what each column is, and a field for each cell.
import { make, newId } from './elements.js';
import { w } from './words.js';

/** Cells with more letters, or with lines, get a field of several lines. */
const LONG = 60;

/** @param {ImportSheet} sheet @param {ImportState} now @param {ImportMending} mending */
export const table = (sheet, now, mending) => {
  const title = sheet.name ? w('importSheet', sheet.name) : w('importRows');
  const caption = make('h2', { id: newId('sheet') }, title);
  const heads = sheet.columns.map((column) => head(sheet, column, now, mending));
  const rows = sheet.rows.map((row) => line(sheet, row, mending));
  const top = make('tr', {}, make('th', { scope: 'col' }, w('importEntry')), ...heads);
  return make(
    'section',
    {},
    caption,
    make(
      'div',
      { class: 'scroller', tabindex: '0', role: 'region', 'aria-labelledby': caption.id },
      make('table', { class: 'import' }, make('thead', {}, top), make('tbody', {}, ...rows)),
    ),
    sheet.more > 0 && make('p', { class: 'help' }, w('importMore', sheet.more)),
    sheet.left > 0 && make('p', { class: 'help' }, w('importLeft', sheet.left)),
  );
};

/** @param {ImportSheet} sheet @param {ImportColumn} column @param {ImportState} now @param {ImportMending} mending */
const head = (sheet, { letters, heading, key }, now, mending) => {
  if (now.report || key === 'id') return make('th', { scope: 'col' }, heading);
  const select = make(
    'select',
    { id: `column-${sheet.index}-${letters}`, 'aria-label': w('importColumn', heading || letters) },
    make('option', { value: '' }, w('importColumnNone')),
    ...now.keys.map(({ name, label }) => make('option', { value: name }, label)),
  );
  select.value = key ?? '';
  select.addEventListener('change', () => {
    mending.map[letters] = select.value;
    void mending.check();
  });
  return make('th', { scope: 'col' }, make('span', {}, heading), select);
};

/** @param {ImportSheet} sheet @param {ImportRow} row @param {ImportMending} mending */
const line = (sheet, row, mending) => {
  const outcomes = { new: w('importNew'), changed: w('importChanged', row.edits), same: w('importSame') };
  const facts = [row.outcome && outcomes[row.outcome], row.photos > 0 && w('importPhotos', row.photos)];
  const whole = row.problems.filter(({ column }) => !row.cells.some((cell) => cell.column === column));
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, `${row.row + 1}. `, facts.filter(Boolean).join(', '), ...whole.map(message)),
    ...row.cells.map((cell, number) => {
      const heading = sheet.columns[number];
      if (heading.key === null || heading.key === '') return make('td', {}, cell.text);
      return make('td', {}, ...field(sheet, row, heading, cell, mending));
    }),
  );
};

/**
 * @param {ImportSheet} sheet @param {ImportRow} row @param {ImportColumn} heading
 * @param {ImportRow['cells'][number]} cell @param {ImportMending} mending
 */
const field = (sheet, row, heading, { column, text }, mending) => {
  const id = `cell-${sheet.index}-${row.row}-${column}`;
  const own = row.problems.filter((problem) => problem.column === column);
  const is = {
    id,
    'aria-label': w('importCell', heading.heading || heading.letters, row.row + 1),
    'aria-invalid': own.some(({ severity }) => severity === 'error') ? 'true' : false,
    'aria-describedby': own.length > 0 ? `${id}-messages` : false,
    autocomplete: 'off',
  };
  const isLong = text.length > LONG || text.includes('\n');
  const input = isLong ? make('textarea', { ...is, rows: 4 }) : make('input', { ...is, type: 'text' });
  input.value = text;
  input.addEventListener('change', () => {
    mending.cells.set(id, { sheet: sheet.index, row: row.row, column, text: input.value });
    void mending.check();
  });
  return [input, own.length > 0 && make('div', { id: `${id}-messages` }, ...own.map(message))];
};

/** @param {ImportProblem} problem */
const message = ({ severity, message: words, hint }) =>
  make('p', { class: severity }, words, hint && make('small', {}, ` ${w('hint', hint)}`));
