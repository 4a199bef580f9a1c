// Lists from Excel and reports from Word: a file is sent, shown as a table, mended in place, written.
import { formAddress, post, Refused, upload } from './api.js';
import { dropZone } from './drop.js';
import { button, fill, make, say } from './elements.js';
import { table } from './import-table.js';
import { w } from './words.js';

/** @param {HTMLElement} main */
export const importScreen = async (main) => {
  document.title = w('import');
  const status = make('p', { role: 'status' });
  const body = make('div', { class: 'stack' });
  /** @type {ImportWork} */
  const work = {
    file: undefined,
    split: '',
    token: undefined,
    options: { publish: false, convert: false, document: false },
    map: {},
    cells: new Map(),
    check: () =>
      trying(async () => {
        show(await post('import/check', requestOf(work)));
        status.textContent = '';
      }),
    send: () =>
      trying(async () => {
        const { file, split } = work;
        if (!file) return;
        fill(body);
        status.textContent = w('importReading', file.name);
        work.cells = new Map();
        work.map = {};
        const now = await upload('import', { name: file.name, split }, file, () => {});
        status.textContent = '';
        show(now);
      }),
    write: () =>
      trying(async () => {
        status.textContent = w('importWriting');
        const { written } = await post('import/write', requestOf(work));
        status.textContent = '';
        work.file = undefined;
        showWritten(body, written);
      }),
  };
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
  /** @param {ImportState} now */
  const show = (now) => {
    work.token = now.token;
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
    fill(body, make('p', { class: 'total' }, summary), ...contents(now, work));
    say(summary);
    if (focused) document.getElementById(focused)?.focus();
  };
  const zone = dropZone({ label: w('importFile'), accept: '.xlsx,.xls,.xlsb,.ods,.csv,.docx' }, ([file]) => {
    work.file = file;
    work.split = '';
    void work.send();
  });
  fill(main, make('h1', {}, w('import')), make('p', {}, w('importHelp')), zone, status, body);
};

/** @param {ImportWork} work */
const requestOf = ({ token, options, map, cells }) => ({
  token,
  ...options,
  map,
  cells: [...cells.values()],
});

/** @param {HTMLElement} body @param {{ path: string, title: string }[]} written */
const showWritten = (body, written) => {
  const lines = written.map(({ path, title }) =>
    make('li', {}, make('a', { href: formAddress(path) }, title || path)),
  );
  const title = make('h2', { tabindex: '-1' }, w('importWritten', written.length));
  fill(body, title, make('ul', {}, ...lines), make('p', {}, make('a', { href: '/viec' }, w('todo'))));
  title.focus();
};

/** What a file would make: notes, options, a table for each sheet. @param {ImportState} now @param {ImportWork} work */
const contents = (now, work) => {
  const losses = now.notes.map(({ loss, text }) => make('li', { class: loss ? 'warning' : false }, text));
  const found = now.sheets.filter((sheet) => sheet.found);
  const others = now.sheets.filter((sheet) => !sheet.found);
  return [
    now.blocked && make('p', { class: 'note' }, w('importBlocked')),
    now.broken.length > 0 && make('p', { class: 'warning' }, w('importBroken', now.broken.join(', '))),
    losses.length > 0 && make('ul', { class: 'import-notes' }, ...losses),
    choices(now, work),
    ...found.map((sheet) => table(sheet, now, work)),
    found.length === 0 && make('p', { class: 'error' }, w('importNoList')),
    ...others.map(({ name, hidden }) =>
      make('p', { class: 'help' }, w(hidden ? 'importHidden' : 'importNoSheet', name)),
    ),
    make(
      'p',
      { class: 'row' },
      button(w('importDo'), () => void work.write(), { class: 'main', disabled: now.blocked || !now.work }),
    ),
  ];
};

/** @param {ImportState} now @param {ImportWork} work */
const choices = (now, work) => {
  const { options } = work;
  /** @param {'publish' | 'convert' | 'document'} name @param {string} label */
  const option = (name, label) => {
    const box = make('input', { type: 'checkbox', id: `import-${name}` });
    box.checked = options[name];
    box.addEventListener('change', () => {
      options[name] = box.checked;
      void work.check();
    });
    return make('div', { class: 'option' }, box, make('label', { for: box.id }, label));
  };
  const levels = make(
    'select',
    { id: 'import-split' },
    make('option', { value: '' }, w('importWhole')),
    ...['1', '2', '3'].map((level) => make('option', { value: level }, w('importSplitAt', level))),
  );
  levels.value = work.split;
  levels.addEventListener('change', () => {
    work.split = levels.value;
    void work.send();
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
