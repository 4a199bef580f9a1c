// Turns what Word or a web page puts on the clipboard into Markdown. What comes in is parsed as a document of its own,
// in which no script runs and nothing is loaded; only its text and structure are read.

/** What is left out with all that it contains: no text of the page, or struck by a tracked change. */
const DROPPED = new Set([
  'style',
  'script',
  'title',
  'head',
  'meta',
  'link',
  'template',
  'noscript',
  'iframe',
  'object',
  'svg',
  'math',
  'select',
  'button',
  'input',
  'textarea',
  'del',
  'xml',
]);
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'figcaption',
  'figure',
  'footer',
  'header',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'main',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
]);

/** @param {Element} element */
const style = (element) => element.getAttribute('style')?.toLowerCase() ?? '';

/**
 * Returns the Markdown of a piece of HTML, and its pictures; with `keep`, the Markdown names each of them
 * `guong-picture-0` and so on.
 * @param {string} html @param {boolean} [keep] @returns {{ markdown: string, pictures: HTMLImageElement[] }}
 */
export const markdownOf = (html, keep = false) => {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const pictures = [...body.querySelectorAll('img')];
  if (keep) for (const [at, picture] of pictures.entries()) picture.dataset.guong = String(at);
  const markdown = blocks(body)
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { markdown: markdown.normalize('NFC'), pictures };
};

/** Escapes what would be Markdown by accident. @param {string} text */
const escaped = (text) => text.replace(/[\\`*_[\]<]/g, '\\$&').replace(/~~/g, '\\~~');

/** Escapes what would make a block of a line. @param {string} line */
const plainLine = (line) =>
  line.replace(/^(\s*)([#>+-])(?=\s|$)/, '$1\\$2').replace(/^(\s*\d+)([.)])(?=\s)/, '$1\\$2');

/** Puts marks around a text, outside the spaces at its ends. @param {string} text @param {string} mark */
const marked = (text, mark) => {
  const inner = text.trim();
  if (!inner || inner.includes('\n\n')) return text;
  const [before = ''] = text.match(/^\s*/) ?? [];
  const [after = ''] = text.match(/\s*$/) ?? [];
  return `${before}${mark}${inner}${mark}${after}`;
};

/** Whether an element is not to be read: hidden, struck, or a part of Word's lists. @param {Element} element */
const isDropped = (element) =>
  DROPPED.has(element.localName) ||
  (element.localName.startsWith('o:') && element.localName !== 'o:p') ||
  /display:\s*none|mso-hide:\s*all|mso-list:\s*ignore/.test(style(element));

/** The text of an element on one line. @param {Node} node @returns {string} */
const inline = (node) => {
  let text = '';
  for (const child of node.childNodes) text += piece(child);
  return text;
};

/** @param {Node} node @returns {string} */
const piece = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return escaped((node.textContent ?? '').replace(/[\s\u00a0]+/g, ' '));
  if (!(node instanceof Element) || isDropped(node)) return '';
  const name = node.localName;
  if (name === 'br') return '\n';
  if (name === 'img') {
    const number = node.getAttribute('data-guong');
    if (number === null || !/^\d+$/.test(number)) return '';
    return `![${escaped(node.getAttribute('alt') ?? '').replace(/\s+/g, ' ')}](guong-picture-${number})`;
  }
  const text = inline(node);
  const weight = style(node).match(/font-weight:\s*(\w+)/)?.[1];
  const isBold = weight ? weight === 'bold' || Number(weight) >= 600 : name === 'b' || name === 'strong';
  const slant = style(node).match(/font-style:\s*(\w+)/)?.[1];
  const isItalic = slant ? slant === 'italic' : name === 'i' || name === 'em';
  if (name === 'a') {
    const address = node.getAttribute('href') ?? '';
    const words = text.trim();
    return /^(https?:|mailto:)/i.test(address) && words
      ? `[${words}](<${address.replace(/[<>\s]/g, encodeURIComponent)}>)`
      : text;
  }
  let out = text;
  if (isItalic) out = marked(out, '*');
  if (isBold) out = marked(out, '**');
  return BLOCKS.has(name) ? `${out} ` : out;
};

/** Joins neighbouring marks and trims the lines. @param {string} text */
const tidy = (text) =>
  text
    .replace(/\*\*(\s*)\*\*/g, '$1')
    .split('\n')
    .map((line) => plainLine(line.replace(/ {2,}/g, ' ').trim()))
    .join('\\\n')
    .replace(/^(\\\n)+|(\\\n)+$/g, '');

/** @param {Element} element */
const isBlock = (element) =>
  BLOCKS.has(element.localName) || element.querySelector('p, div, ul, ol, table, h1, h2, h3') !== null;

/** The level of a paragraph that Word made an item of a list, from 1; 0 for others. @param {Element} element */
const wordLevel = (element) => {
  if (!/^mso(listparagraph|list)/i.test(element.className) && !/mso-list:\s*l\d/.test(style(element)))
    return 0;
  const level = style(element).match(/mso-list:\s*\S+\s+level(\d)/)?.[1];
  return level ? Number(level) : 0;
};

/** Whether Word's mark of a list's item is a number. @param {Element} element */
const isNumbered = (element) => {
  const mark = [...element.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/.test(style(span)));
  return /^[\s(]*(\d+|[a-z]|[ivx]+)[.)]/i.test(mark?.textContent ?? '');
};

/** The blocks of an element, each as Markdown. @param {Element} parent @returns {string[]} */
const blocks = (parent) => {
  /** @type {string[]} */
  const out = [];
  let run = '';
  /** The lines of the list that Word's paragraphs make. @type {string[]} */
  let items = [];
  const flush = () => {
    const text = tidy(run);
    run = '';
    if (text) out.push(text);
    if (items.length) out.push(items.join('\n'));
    items = [];
  };
  for (const child of parent.childNodes) {
    if (!(child instanceof Element) || !isBlock(child)) {
      if (items.length && (child.textContent ?? '').trim() === '') continue;
      if (items.length) flush();
      run += piece(child);
      continue;
    }
    if (isDropped(child)) continue;
    const level = wordLevel(child);
    if (level) {
      if (run.trim()) flush();
      const text = tidy(inline(child));
      if (text) items.push(`${'   '.repeat(level - 1)}${isNumbered(child) ? '1.' : '-'} ${text}`);
      continue;
    }
    flush();
    out.push(...block(child).filter(Boolean));
  }
  flush();
  return out;
};

/** @param {Element} element @returns {string[]} */
const block = (element) => {
  const name = element.localName;
  const heading = name.match(/^h([1-6])$/)?.[1];
  if (heading) {
    const text = tidy(inline(element)).replaceAll('\\\n', ' ').replaceAll('**', '');
    // The page's title is the only heading of the first level.
    return [text && `${'#'.repeat(Math.max(2, Number(heading)))} ${text}`];
  }
  if (name === 'ul' || name === 'ol') return [listLines(element, '').join('\n')];
  if (name === 'table') return tableOf(element);
  if (name === 'blockquote')
    return [blocks(element).join('\n\n').replace(/^/gm, '> ').replace(/^> $/gm, '>')];
  if (name === 'pre')
    return ['```', element.textContent ?? '', '```'].length
      ? [`\`\`\`\n${element.textContent ?? ''}\n\`\`\``]
      : [];
  if (name === 'hr') return ['---'];
  return blocks(element);
};

/** @param {Element} list @param {string} indent @returns {string[]} */
const listLines = (list, indent) => {
  /** @type {string[]} */
  const lines = [];
  let number = Number(list.getAttribute('start') ?? 1) || 1;
  for (const item of list.children) {
    if (item.localName === 'ul' || item.localName === 'ol') {
      lines.push(...listLines(item, `${indent}   `));
      continue;
    }
    const mark = list.localName === 'ol' ? `${number}.` : '-';
    const inner = [...item.children].filter(({ localName }) => localName === 'ul' || localName === 'ol');
    const copy = /** @type {Element} */ (item.cloneNode(true));
    for (const nested of copy.querySelectorAll('ul, ol')) nested.remove();
    const text = tidy(inline(copy)).replaceAll('\\\n', ' ');
    if (text) {
      lines.push(`${indent}${mark} ${text}`);
      number += 1;
    }
    for (const nested of inner) lines.push(...listLines(nested, `${indent}${' '.repeat(mark.length + 1)}`));
  }
  return lines;
};

/** @param {Element} table @returns {string[]} */
const tableOf = (table) => {
  const rows = [...table.querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => tidy(inline(cell)).replaceAll('\\\n', ' ').replaceAll('|', '\\|')),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  // A table of one column only arranged the page.
  if (width < 2) return rows.flat();
  const lines = rows
    .filter((row) => row.some(Boolean))
    .map((row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`);
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
  return [lines.join('\n')];
};
