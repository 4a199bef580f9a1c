// Saves results as CSV in the format of `du-lieu/`, from what they show.

const COLUMNS = ['id', 'url', 'title', 'place', 'field', 'year'];

/** Quotes a text for CSV, so that no spreadsheet takes it for a formula. @param {string} text */
function cell(text) {
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * Returns the CSV of some results, whose paths are below `root`.
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

/** The object URL of the last file. */
let made = '';

/** Downloads a text as a file. @param {string} text @param {string} name */
export function keep(text, name) {
  URL.revokeObjectURL(made);
  made = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: made, download: name }).click();
}
