// What was found as a table to keep: CSV as `du-lieu/` has it, made from what the results show.

const COLUMNS = ['id', 'url', 'title', 'place', 'field', 'year'];

/** A text that no spreadsheet takes for a formula, in quotes where it needs them. @param {string} text */
function cell(text) {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * The table of some results, whose addresses begin with `root`.
 * @param {SearchResult[]} results @param {string} root
 */
export function tableOf(results, root) {
  const row = (/** @type {SearchResult} */ { path, title, place, field, year }) => {
    const id = path.split('/').at(-2) ?? '';
    return [id, new URL(root + path, location.href).href, title, place, field, `${year}`];
  };
  const lines = [COLUMNS, ...results.map(row)].map((cells) => `${cells.map(cell).join(',')}\r\n`);
  return `\ufeff${lines.join('')}`;
}

/** The address of the file that was made last. */
let made = '';

/** Lets the visitor keep a text as a file. @param {string} text @param {string} name */
export function keep(text, name) {
  URL.revokeObjectURL(made);
  made = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: made, download: name }).click();
}
