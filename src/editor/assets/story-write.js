// Writes blocks of the story as Markdown: only those that were edited, the others keep theirs.

/** @typedef {{ type: string, text?: string, attrs?: Record<string, any>, content?: StoryNode[], marks?: { type: string, attrs?: Record<string, any> }[] }} StoryNode */
/** @typedef {{ marks: { type: string, attrs?: Record<string, any> }[], text?: string, node?: StoryNode }} Piece */

/** Marks whose signs must touch a letter on their inner side. @type {Record<string, string>} */
const SIGNS = { em: '*', strong: '**', strike: '~~' };

/** Escapes what would be Markdown by accident. @param {string} text */
const escaped = (text) =>
  text
    .replace(/[\\`*[\]]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/~~/g, '\\~~')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&');

/** Escapes what would make a block of a line. @param {string} line */
const plainLine = (line) => line.replace(/^([#>+=-])/, '\\$1').replace(/^(\d{1,9})([.)])(?!\d)/, '$1\\$2');

/** @param {{ type: string, attrs?: Record<string, any> }} a @param {{ type: string, attrs?: Record<string, any> }} b */
const sameMark = (a, b) => a.type === b.type && JSON.stringify(a.attrs) === JSON.stringify(b.attrs);
/** @param {Piece} piece @param {{ type: string, attrs?: Record<string, any> }} mark */
const has = (piece, mark) => piece.marks.some((one) => sameMark(one, mark));

/** Moves the spaces at the ends of marked words out of the marks. @param {Piece[]} pieces */
const withoutEdges = (pieces) => {
  let now = pieces;
  for (const type of Object.keys(SIGNS)) {
    /** @type {Piece[]} */
    const next = [];
    for (const [at, piece] of now.entries()) {
      const mark = piece.marks.find((one) => one.type === type);
      if (!mark || piece.text === undefined) {
        next.push(piece);
        continue;
      }
      const before = now[at - 1];
      const after = now[at + 1];
      const bare = piece.marks.filter((one) => one !== mark);
      const [, head = '', words = '', tail = ''] = piece.text.match(/^(\s*)(.*?)(\s*)$/s) ?? [];
      const opens = !before || !has(before, mark);
      const closes = !after || !has(after, mark);
      if (words === '' && (opens || closes)) {
        next.push({ text: piece.text, marks: bare });
        continue;
      }
      if (opens && head) next.push({ text: head, marks: bare });
      next.push({
        text: (opens ? '' : head) + words + (closes ? '' : tail),
        marks: piece.marks,
      });
      if (closes && tail) next.push({ text: tail, marks: bare });
    }
    now = next;
  }
  return now;
};

/** @param {string} address */
const target = (address) =>
  /[\s()<>]/.test(address) || address === ''
    ? `<${address.replace(/[<>\n]/g, encodeURIComponent)}>`
    : address;
/** @param {unknown} title */
const titleOf = (title) => (title ? ` "${String(title).replace(/[\\"]/g, '\\$&')}"` : '');

/** @param {string} text */
const codeOf = (text) => {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
};

/** What a piece is without its marks. @param {Piece} piece @param {string} lineEnd */
const bareOf = ({ text, node, marks }, lineEnd) => {
  if (text !== undefined) {
    return marks.some(({ type }) => type === 'code') ? codeOf(text) : escaped(text.replace(/[\n\t]/g, ' '));
  }
  const attrs = node?.attrs ?? {};
  if (node?.type === 'hard_break') return lineEnd;
  if (node?.type === 'image') {
    return `![${String(attrs.alt ?? '').replace(/[[\]\\]/g, '\\$&')}](${target(attrs.src)}${titleOf(attrs.title)})`;
  }
  return String(attrs.source ?? '');
};

/** Writes words with their marks. @param {StoryNode[]} nodes @param {string} lineEnd what ends a line within them */
const inline = (nodes, lineEnd) => {
  const pieces = withoutEdges(
    nodes.map((node) => ({
      marks: node.marks ?? [],
      ...(node.type === 'text' ? { text: node.text ?? '' } : { node }),
    })),
  ).filter(({ text }) => text !== '');
  let out = '';
  /** @type {{ type: string, attrs?: Record<string, any> }[]} */
  let open = [];
  /** How many of the next pieces have a mark. @param {number} from @param {{ type: string, attrs?: Record<string, any> }} mark */
  const lasts = (from, mark) => {
    let at = from;
    while (at < pieces.length && has(/** @type {Piece} */ (pieces[at]), mark)) at += 1;
    return at;
  };
  /** @param {number} to */
  const close = (to) => {
    for (const mark of open.splice(to).reverse()) {
      out +=
        mark.type === 'link'
          ? `](${target(mark.attrs?.href ?? '')}${titleOf(mark.attrs?.title)})`
          : (SIGNS[mark.type] ?? '');
    }
  };
  for (const [at, piece] of pieces.entries()) {
    const wanted = piece.marks.filter(({ type }) => type !== 'code');
    const kept = open.findIndex((mark) => !has(piece, mark));
    if (kept >= 0) close(kept);
    const fresh = wanted.filter((mark) => !open.some((one) => sameMark(one, mark)));
    fresh.sort(
      (a, b) => Number(b.type === 'link') - Number(a.type === 'link') || lasts(at, b) - lasts(at, a),
    );
    const [link] = fresh;
    // An address that is its own words.
    if (
      link?.type === 'link' &&
      !link.attrs?.title &&
      lasts(at, link) === at + 1 &&
      isOwnWords(piece, link)
    ) {
      out += `<${piece.text}>`;
      continue;
    }
    for (const mark of fresh) out += mark.type === 'link' ? '[' : SIGNS[mark.type];
    open = [...open, ...fresh];
    out += bareOf(piece, lineEnd);
  }
  close(0);
  return out;
};

/** @param {Piece} piece @param {{ attrs?: Record<string, any> }} link */
const isOwnWords = ({ text, marks }, link) =>
  marks.length === 1 &&
  text !== undefined &&
  /^(https?:\/\/|[^\s@<>]+@)[^\s<>]+$/.test(text) &&
  (link.attrs?.href === text || link.attrs?.href === `mailto:${text}`);

/** @param {StoryNode} node */
const paragraph = ({ content = [] }) => {
  const isBreak = (/** @type {StoryNode | undefined} */ node) => node?.type === 'hard_break';
  let [from, to] = [0, content.length];
  while (from < to && isBreak(content[from])) from += 1;
  while (to > from && isBreak(content[to - 1])) to -= 1;
  const lines = inline(content.slice(from, to), '\\\n').split('\n');
  // Two lines with a bar would be a table.
  const bar = lines.length > 1 ? '\\|' : '|';
  return lines.map((line) => plainLine(line.trim()).replaceAll('|', bar)).join('\n');
};

/** @param {StoryNode} node */
const oneLine = (node) =>
  inline(node.content ?? [], ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** @param {string} text @param {string} first @param {string} rest */
const prefixed = (text, first, rest) =>
  text
    .split('\n')
    .map((line, at) => (at ? (line ? rest + line : rest.trimEnd()) : (first + line).trimEnd()))
    .join('\n');

/** @param {StoryNode} node @param {string} avoid the marker of the list beside it */
const list = (node, avoid) => {
  const isOrdered = node.type === 'ordered_list';
  const items = node.content ?? [];
  const isTight =
    node.attrs?.tight !== false &&
    items.every(
      ({ content = [] }) =>
        content.filter(({ type }) => type !== 'bullet_list' && type !== 'ordered_list').length <= 1,
    );
  const signs = isOrdered ? ['.', ')'] : ['-', '*', '+'];
  const own = signs.includes(node.attrs?.marker) ? node.attrs?.marker : signs[0];
  const sign = own === avoid ? signs.find((one) => one !== avoid) : own;
  const start = Number(node.attrs?.start ?? 1);
  return items
    .map(({ content = [] }, at) => {
      const marker = isOrdered ? `${start + at}${sign} ` : `${sign} `;
      return prefixed(blocks(content, isTight ? '\n' : '\n\n'), marker, ' '.repeat(marker.length));
    })
    .join(isTight ? '\n' : '\n\n');
};

/** @param {StoryNode} node */
const table = (node) => {
  const rows = (node.content ?? []).map(({ content = [] }) =>
    content.map((cell) => oneLine(cell).replace(/\|/g, '\\|')),
  );
  const width = Math.max(1, ...rows.map((row) => row.length));
  const lines = rows.map(
    (row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`,
  );
  /** @type {Record<string, string>} */
  const signs = { left: ':--', center: ':-:', right: '--:' };
  const align = Array.from({ length: width }, (_, at) => signs[node.attrs?.align?.[at]] ?? '---');
  lines.splice(1, 0, `| ${align.join(' | ')} |`);
  return lines.join('\n');
};

/** The marker of a list that is Markdown already. @param {string} source */
export const markerOf = (source) =>
  source
    .match(/^\s*(?:([-*+])(?=\s|$)|\d{1,9}([.)]))/)
    ?.slice(1)
    .find(Boolean) ?? '';

/**
 * Writes a block; '' if there is nothing in it.
 * @param {StoryNode} node @param {string} [avoid] the marker of a list beside it, which would take it in
 */
export const written = (node, avoid = '') => {
  switch (node.type) {
    case 'paragraph':
      return paragraph(node);
    case 'heading': {
      const text = oneLine(node).replace(/(^|\s)(#+)$/, '$1\\$2');
      return text && `${'#'.repeat(node.attrs?.level ?? 2)} ${text}`;
    }
    case 'blockquote':
      return prefixed(blocks(node.content ?? [], '\n\n'), '> ', '> ');
    case 'bullet_list':
    case 'ordered_list':
      return list(node, avoid);
    case 'table':
      return table(node);
    case 'horizontal_rule':
      return '---';
    default:
      return String(node.attrs?.source ?? '');
  }
};

/** @param {StoryNode[]} nodes @param {string} between */
const blocks = (nodes, between) => {
  /** @type {string[]} */
  const all = [];
  let type = '';
  for (const node of nodes) {
    const text = written(node, node.type === type ? markerOf(all.at(-1) ?? '') : '');
    if (text === '') continue;
    all.push(text);
    type = node.type;
  }
  return all.join(between);
};
