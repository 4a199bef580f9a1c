// The story as Markdown: a text, with buttons that write its signs.
import { isComposing, make } from './elements.js';
import { w } from './words.js';

/** Puts a text in place of the selection, so that it can be undone. @param {HTMLTextAreaElement} area @param {string} text */
const insert = (area, text) => {
  area.focus();
  // The only way to change a text that keeps the browser's undo.
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
};

/** @param {HTMLTextAreaElement} area */
const selected = (area) => area.value.slice(area.selectionStart, area.selectionEnd);

/** Selects whole lines. @param {HTMLTextAreaElement} area */
const wholeLines = (area) => {
  const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
  const found = area.value.indexOf('\n', area.selectionEnd);
  area.setSelectionRange(start, found < 0 ? area.value.length : found);
};

/** Puts marks around the selection, or takes them away. @param {HTMLTextAreaElement} area @param {string} mark */
const wrap = (area, mark) => {
  const text = selected(area);
  const bare = text.startsWith(mark) && text.endsWith(mark) && text.length > 2 * mark.length;
  const start = area.selectionStart;
  insert(area, bare ? text.slice(mark.length, -mark.length) : `${mark}${text}${mark}`);
  if (text === '') area.setSelectionRange(start + mark.length, start + mark.length);
  else area.setSelectionRange(start, start + text.length + (bare ? -2 : 2) * mark.length);
};

/** Puts a mark before each line, or takes it away. @param {HTMLTextAreaElement} area @param {(n: number) => string} mark @param {RegExp} pattern */
const prefix = (area, mark, pattern) => {
  wholeLines(area);
  const lines = selected(area).split('\n');
  const has = lines.every((line) => pattern.test(line) || line === '');
  const isEmpty = lines.length === 1 && lines[0] === '';
  insert(
    area,
    lines
      .map((line, at) =>
        has && !isEmpty ? line.replace(pattern, '') : `${mark(at + 1)}${line.replace(pattern, '')}`,
      )
      .join('\n'),
  );
};

/** @type {Record<string, (area: HTMLTextAreaElement) => void>} */
const TOOLS = {
  bold: (area) => wrap(area, '**'),
  italic: (area) => wrap(area, '*'),
  heading: (area) => prefix(area, () => '## ', /^#{1,6}\s+/),
  subheading: (area) => prefix(area, () => '### ', /^#{1,6}\s+/),
  bullets: (area) => prefix(area, () => '- ', /^[-*+]\s+/),
  numbers: (area) => prefix(area, (n) => `${n}. `, /^\d+[.)]\s+/),
  quote: (area) => prefix(area, () => '> ', /^>\s?/),
  table: (area) => insert(area, `\n\n| ${w('column')} 1 | ${w('column')} 2 |\n| --- | --- |\n|  |  |\n\n`),
};

/** The signs of a picture. @param {{ file: string, alt: string }} picture */
export const pictureMarkdown = ({ file, alt }) =>
  `![${alt.replace(/[[\]\\]/g, '\\$&')}](${/[\s()]/.test(file) ? `<${file}>` : file})`;

/**
 * @param {string} text @param {Record<string, string>} attributes
 * @param {{ paste: (html: string, transfer: DataTransfer) => boolean, files: (files: File[]) => boolean }} on
 * @returns {StoryWriter}
 */
export const areaWriter = (text, attributes, on) => {
  const area = make('textarea', { rows: 18, spellcheck: 'true', ...attributes });
  area.value = text;
  // The field gives back line ends as it likes: what was not touched is what was given.
  const first = area.value;
  area.addEventListener('keydown', (event) => {
    if (isComposing(event) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const tool = { b: 'bold', i: 'italic' }[event.key.toLowerCase()];
    if (!tool) return;
    event.preventDefault();
    TOOLS[tool]?.(area);
  });
  /** @param {DataTransfer | null} transfer */
  const taken = (transfer) => {
    const html = transfer?.getData('text/html');
    const files = [...(transfer?.files ?? [])].filter((file) => file.type.startsWith('image/'));
    if (html && transfer) return on.paste(html, transfer);
    return files.length > 0 && on.files(files);
  };
  area.addEventListener('paste', (event) => taken(event.clipboardData) && event.preventDefault());
  area.addEventListener('drop', (event) => {
    if (event.dataTransfer?.files.length && taken(event.dataTransfer)) event.preventDefault();
  });
  return {
    element: area,
    input: area,
    focus: () => area.focus(),
    value: () => (area.value === first ? text : area.value),
    selected: () => selected(area),
    run: (name) => TOOLS[name]?.(area),
    isOn: () => false,
    insertMarkdown: async (markdown) => insert(area, markdown),
    insertPicture: (picture) => insert(area, `\n\n${pictureMarkdown(picture)}\n\n`),
    insertLink: (words, href) =>
      insert(area, `[${words.replace(/[[\]\\]/g, '\\$&')}](${/[\s()]/.test(href) ? `<${href}>` : href})`),
    close: () => undefined,
  };
};
