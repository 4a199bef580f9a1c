// Lists from Excel and reports from Word: a file is sent, shown as a table, mended in place, written.
import { formAddress, post, Refused, upload } from './api.js';
import { dropZone } from './drop.js';
import { button, fill, make, newId, say } from './elements.js';
import { w } from './words.js';

/** Cells with more letters, or with lines, get a field of several lines. */
const LONG = 60;

/** @param {HTMLElement} main */
export const importScreen = async (main) => {
  document.title = w('import');
  /** The file that was chosen last. @type {File | undefined} */
  let chosen;
  const status = make('p', { role: 'status' });
  const body = make('div', { class: 'stack' });
  /** @type {ImportState | undefined} */
  let state;
  /** The mended cells, by sheet, row and column. @type {Map<string, ImportCell>} */
  let cells = new Map();
  /** @type {Record<string, string>} */
  let map = {};
  const options = { publish: false, convert: false, document: false };
  let split = '';

  /** @param {() => Promise<void>} action */
  const trying = async (action) => {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(status, make('span', { class: 'error' }, error.message));
      const { state: now } = /** @type {{ state?: ImportState }} */ (error.answer);
      if (now) show(now);
    }
  };
  const send = () =>
    trying(async () => {
      if (!chosen) return;
      fill(body);
      status.textContent = w('importReading', chosen.name);
      cells = new Map();
      map = {};
      const now = await upload('import', { name: chosen.name, split }, chosen, () => {});
      status.textContent = '';
      show(now);
    });
  const sent = () => ({ token: state?.token, ...options, map, cells: [...cells.values()] });
  const check = () =>
    trying(async () => {
      show(await post('import/check', sent()));
      status.textContent = '';
    });
  const write = () =>
    trying(async () => {
      status.textContent = w('importWriting');
      const { written } = await post('import/write', sent());
      status.textContent = '';
      chosen = undefined;
      const lines = written.map((/** @type {{ path: string, title: string }} */ { path, title }) =>
        make('li', {}, make('a', { href: formAddress(path) }, title || path)),
      );
      const title = make('h2', { tabindex: '-1' }, w('importWritten', written.length));
      fill(body, title, make('ul', {}, ...lines), make('p', {}, make('a', { href: '/viec' }, w('todo'))));
      title.focus();
    });

  /** @param {ImportState} now */
  const show = (now) => {
    state = now;
    const focused = document.activeElement?.id;
    const { counts } = now;
    const summary = w(
      'importCounts',
      counts.new,
      counts.changed,
      counts.same,
      counts.errors,
      counts.warnings,
    );
    const losses = now.notes.map(({ loss, text }) => make('li', { class: loss ? 'warning' : false }, text));
    fill(
      body,
      make('p', { class: 'total' }, summary),
      now.blocked && make('p', { class: 'note' }, w('importBlocked')),
      now.broken.length > 0 && make('p', { class: 'warning' }, w('importBroken', now.broken.join(', '))),
      losses.length > 0 && make('ul', { class: 'import-notes' }, ...losses),
      choices(now),
      ...now.sheets.filter(({ found }) => found).map((sheet) => table(sheet, now)),
      !now.sheets.some(({ found }) => found) && make('p', { class: 'error' }, w('importNoList')),
      ...now.sheets
        .filter(({ found }) => !found)
        .map(({ name, hidden }) =>
          make('p', { class: 'help' }, w(hidden ? 'importHidden' : 'importNoSheet', name)),
        ),
      make(
        'p',
        { class: 'row' },
        button(w('importDo'), () => void write(), { class: 'main', disabled: now.blocked || !now.work }),
      ),
    );
    say(summary);
    if (focused) document.getElementById(focused)?.focus();
  };

  /** @param {ImportState} now */
  const choices = (now) => {
    /** @param {'publish' | 'convert' | 'document'} name @param {string} label */
    const option = (name, label) => {
      const box = make('input', { type: 'checkbox', id: `import-${name}` });
      box.checked = options[name];
      box.addEventListener('change', () => {
        options[name] = box.checked;
        void check();
      });
      return make('div', { class: 'option' }, box, make('label', { for: box.id }, label));
    };
    const levels = make(
      'select',
      { id: 'import-split' },
      make('option', { value: '' }, w('importWhole')),
      ...['1', '2', '3'].map((level) => make('option', { value: level }, w('importSplitAt', level))),
    );
    levels.value = split;
    levels.addEventListener('change', () => {
      split = levels.value;
      void send();
    });
    const { document: own } = now;
    return make(
      'fieldset',
      { class: 'table' },
      make('legend', {}, w('importOptions')),
      now.report && make('div', {}, make('label', { for: levels.id }, w('importSplit')), levels),
      own && option('document', w(own.exists ? 'importDocumentThere' : 'importDocument', own.number)),
      (now.legacy || options.convert) && option('convert', w('importConvert')),
      option('publish', w('importPublish')),
    );
  };

  /** @param {ImportSheet} sheet @param {ImportState} now */
  const table = (sheet, now) => {
    const title = sheet.name ? w('importSheet', sheet.name) : w('importRows');
    const caption = make('h2', { id: newId('sheet') }, title);
    const heads = sheet.columns.map(({ letters, heading, key }) => {
      if (now.report || key === 'id') return make('th', { scope: 'col' }, heading);
      const select = make(
        'select',
        { id: `column-${sheet.index}-${letters}`, 'aria-label': w('importColumn', heading || letters) },
        make('option', { value: '' }, w('importColumnNone')),
        ...now.keys.map(({ name, label }) => make('option', { value: name }, label)),
      );
      select.value = key ?? '';
      select.addEventListener('change', () => {
        map[letters] = select.value;
        void check();
      });
      return make('th', { scope: 'col' }, make('span', {}, heading), select);
    });
    const rows = sheet.rows.map((row) => line(sheet, row));
    const head = make('tr', {}, make('th', { scope: 'col' }, w('importEntry')), ...heads);
    return make(
      'section',
      {},
      caption,
      make(
        'div',
        { class: 'scroller', tabindex: '0', role: 'region', 'aria-labelledby': caption.id },
        make('table', { class: 'import' }, make('thead', {}, head), make('tbody', {}, ...rows)),
      ),
      sheet.more > 0 && make('p', { class: 'help' }, w('importMore', sheet.more)),
      sheet.left > 0 && make('p', { class: 'help' }, w('importLeft', sheet.left)),
    );
  };

  /** @param {ImportSheet} sheet @param {ImportRow} row */
  const line = (sheet, row) => {
    const outcomes = { new: w('importNew'), changed: w('importChanged', row.edits), same: w('importSame') };
    const facts = [row.outcome && outcomes[row.outcome], row.photos > 0 && w('importPhotos', row.photos)];
    const whole = row.problems.filter(({ column }) => !row.cells.some((cell) => cell.column === column));
    return make(
      'tr',
      {},
      make(
        'th',
        { scope: 'row' },
        `${row.row + 1}. `,
        facts.filter(Boolean).join(', '),
        ...whole.map(message),
      ),
      ...row.cells.map(({ column, text }, number) => {
        const heading = sheet.columns[number];
        if (heading.key === null || heading.key === '') return make('td', {}, text);
        return make('td', {}, ...field(sheet, row, heading, column, text));
      }),
    );
  };

  /**
   * @param {ImportSheet} sheet @param {ImportRow} row @param {ImportColumn} heading @param {number} column
   * @param {string} text
   */
  const field = (sheet, row, heading, column, text) => {
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
      cells.set(id, { sheet: sheet.index, row: row.row, column, text: input.value });
      void check();
    });
    return [input, own.length > 0 && make('div', { id: `${id}-messages` }, ...own.map(message))];
  };

  /** @param {ImportProblem} problem */
  const message = ({ severity, message: words, hint }) =>
    make('p', { class: severity }, words, hint && make('small', {}, ` ${w('hint', hint)}`));

  const zone = dropZone({ label: w('importFile'), accept: '.xlsx,.xls,.xlsb,.ods,.csv,.docx' }, ([file]) => {
    chosen = file;
    split = '';
    void send();
  });
  fill(main, make('h1', {}, w('import')), make('p', {}, w('importHelp')), zone, status, body);
};
