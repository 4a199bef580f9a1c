// What a story is made of: blocks and pieces of words. What else Markdown can say is a block or piece that holds its
// Markdown and is not edited here.
import { Schema } from './prosemirror.js';

/** @param {HTMLElement | string} dom @param {string} name */
const attribute = (dom, name) => (typeof dom === 'string' ? '' : (dom.getAttribute(name) ?? ''));

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: {
      group: 'block',
      content: 'inline*',
      defining: true,
      attrs: { level: { default: 2 } },
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
    },
    blockquote: {
      group: 'block',
      content: 'block+',
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', 0],
    },
    bullet_list: {
      group: 'block',
      content: 'list_item+',
      attrs: { tight: { default: true }, marker: { default: '' } },
      parseDOM: [{ tag: 'ul', getAttrs: (dom) => ({ tight: attribute(dom, 'data-loose') === '' }) }],
      toDOM: ({ attrs }) => ['ul', attrs.tight ? {} : { 'data-loose': 'true' }, 0],
    },
    ordered_list: {
      group: 'block',
      content: 'list_item+',
      attrs: { start: { default: 1 }, tight: { default: true }, marker: { default: '' } },
      parseDOM: [
        {
          tag: 'ol',
          getAttrs: (dom) => ({
            start: Number(attribute(dom, 'start') || 1),
            tight: attribute(dom, 'data-loose') === '',
          }),
        },
      ],
      toDOM: ({ attrs }) => ['ol', { start: attrs.start, ...(!attrs.tight && { 'data-loose': 'true' }) }, 0],
    },
    list_item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    table: {
      group: 'block',
      content: 'table_row+',
      isolating: true,
      attrs: { align: { default: [] } },
      parseDOM: [{ tag: 'table' }],
      toDOM: () => ['table', ['tbody', 0]],
    },
    table_row: {
      content: '(table_header | table_cell)+',
      parseDOM: [{ tag: 'tr' }],
      toDOM: () => ['tr', 0],
    },
    table_header: {
      content: 'inline*',
      isolating: true,
      parseDOM: [{ tag: 'th' }],
      toDOM: () => ['th', 0],
    },
    table_cell: { content: 'inline*', isolating: true, parseDOM: [{ tag: 'td' }], toDOM: () => ['td', 0] },
    horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
    raw_block: {
      group: 'block',
      atom: true,
      attrs: { source: { default: '' } },
      parseDOM: [{ tag: 'pre.raw', getAttrs: (dom) => ({ source: attribute(dom, 'data-source') }) }],
      toDOM: ({ attrs }) => ['pre', { class: 'raw', 'data-source': attrs.source }, attrs.source || ' '],
    },
    text: { group: 'inline' },
    hard_break: {
      group: 'inline',
      inline: true,
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
    },
    image: {
      group: 'inline',
      inline: true,
      draggable: true,
      attrs: { src: {}, alt: { default: '' }, title: { default: '' } },
      parseDOM: [
        {
          tag: 'img[data-file]',
          getAttrs: (dom) => ({
            src: attribute(dom, 'data-file'),
            alt: attribute(dom, 'alt'),
            title: attribute(dom, 'title'),
          }),
        },
      ],
      toDOM: ({ attrs }) => ['img', { 'data-file': attrs.src, alt: attrs.alt, title: attrs.title }],
    },
    raw: {
      group: 'inline',
      inline: true,
      atom: true,
      attrs: { source: { default: '' } },
      parseDOM: [{ tag: 'code.raw', getAttrs: (dom) => ({ source: attribute(dom, 'data-source') }) }],
      toDOM: ({ attrs }) => ['code', { class: 'raw', 'data-source': attrs.source }, attrs.source],
    },
  },
  // In the order of the program's (src/parse/story.rs).
  marks: {
    link: {
      inclusive: false,
      attrs: { href: {}, title: { default: '' } },
      parseDOM: [
        {
          tag: 'a[data-to]',
          getAttrs: (dom) => ({ href: attribute(dom, 'data-to'), title: attribute(dom, 'title') }),
        },
      ],
      // Without an address: a click sets the caret.
      toDOM: ({ attrs }) => ['a', { 'data-to': attrs.href, title: attrs.title || attrs.href }],
    },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }], toDOM: () => ['s', 0] },
    code: { code: true, parseDOM: [{ tag: 'code:not(.raw)' }], toDOM: () => ['code', 0] },
  },
});
