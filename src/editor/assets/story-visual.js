// The story as it will look (ProseMirror). Each block remembers its Markdown and keeps it unless it was edited.
import { pictureAddress, post } from './api.js';
import { isComposing } from './elements.js';
import * as pm from './prosemirror.js';
import { schema } from './story-schema.js';
import { inTable, tableCommands } from './story-table.js';
import { markerOf, written } from './story-write.js';

/** @typedef {import('prosemirror-model').Node} Node */
/** @typedef {{ node: Node, source: string, gap: string }} Origin */

/** Asks for the blocks of a text. @param {string} text @returns {Promise<{ lead: string, origins: Origin[] }>} */
const read = async (text) => {
  const { lead, blocks } = await post('story', { text });
  const origins = blocks.map(
    (/** @type {{ source: string, gap: string, node: any }} */ { source, gap, node }) => {
      if (node.type.endsWith('_list')) node.attrs.marker = markerOf(source);
      return { node: pm.Node.fromJSON(schema, node), source, gap };
    },
  );
  return { lead, origins };
};

/** Writes a document: what was not edited, with what was between it, byte for byte. @param {Node} doc @param {string} lead @param {Origin[]} origins @param {string} base */
const write = (doc, lead, origins, base) => {
  const known = new Map(origins.map((origin, at) => [origin.node, at]));
  /** @type {Set<number>} */
  const used = new Set(doc.children.map((node) => known.get(node) ?? -1));
  /** What was undone is as it was, though it is a node of its own. @param {Node} node */
  const found = (node) =>
    known.get(node) ?? origins.findIndex((origin, at) => !used.has(at) && origin.node.eq(node));
  /** @type {{ text: string, at: number, type: string }[]} */
  const pieces = [];
  for (const node of doc.children) {
    const at = found(node);
    used.add(at);
    const before = pieces.at(-1);
    const avoid = before?.type === node.type.name ? markerOf(before.text) : '';
    const text = origins[at]?.source ?? written(node.toJSON(), avoid);
    if (text !== '') pieces.push({ text, at, type: node.type.name });
  }
  if (!pieces.length) return origins.length ? '' : base;
  let out = pieces[0]?.at === 0 ? lead : '';
  for (const [number, { text, at }] of pieces.entries()) {
    const next = pieces[number + 1];
    const gap = origins[at]?.gap ?? '';
    out += text;
    if (next) out += at >= 0 && next.at === at + 1 ? gap : '\n\n';
    else out += at >= 0 && at === origins.length - 1 ? gap : '\n';
  }
  return out;
};

/** Marks and blocks that a button puts on, or takes off. @type {Record<string, import('prosemirror-state').Command>} */
const COMMANDS = {
  bold: pm.toggleMark(schema.marks.strong),
  italic: pm.toggleMark(schema.marks.em),
  heading: (state, dispatch) => toggleHeading(2)(state, dispatch),
  subheading: (state, dispatch) => toggleHeading(3)(state, dispatch),
  bullets: (state, dispatch) => toggleList('bullet_list')(state, dispatch),
  numbers: (state, dispatch) => toggleList('ordered_list')(state, dispatch),
  quote: (state, dispatch) =>
    isWithin(state, 'blockquote')
      ? pm.lift(state, dispatch)
      : pm.wrapIn(schema.nodes.blockquote)(state, dispatch),
  undo: pm.undo,
  redo: pm.redo,
  ...tableCommands,
};

/** @param {import('prosemirror-state').EditorState} state @param {string} name */
const isWithin = ({ selection: { $from } }, name) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === name) return true;
  return false;
};
/** @param {number} level @returns {import('prosemirror-state').Command} */
const toggleHeading = (level) => (state, dispatch) => {
  const { parent } = state.selection.$from;
  return parent.type === schema.nodes.heading && parent.attrs.level === level
    ? pm.setBlockType(schema.nodes.paragraph)(state, dispatch)
    : pm.setBlockType(schema.nodes.heading, { level })(state, dispatch);
};
/** @param {'bullet_list' | 'ordered_list'} name @returns {import('prosemirror-state').Command} */
const toggleList = (name) => (state, dispatch) => {
  const { $from } = state.selection;
  const list = $from.node(-2);
  if ($from.depth < 3 || !list?.type.name.endsWith('_list'))
    return pm.wrapInList(schema.nodes[name])(state, dispatch);
  if (list.type.name === name) return pm.liftListItem(schema.nodes.list_item)(state, dispatch);
  // Attributes that only one kind has are left out.
  dispatch?.(state.tr.setNodeMarkup($from.before(-2), schema.nodes[name], { tight: list.attrs.tight }));
  return true;
};

const item = schema.nodes.list_item;
/** @type {Record<string, import('prosemirror-state').Command>} */
const KEYS = {
  'Mod-z': pm.undo,
  'Mod-y': pm.redo,
  'Mod-Shift-z': pm.redo,
  'Mod-b': COMMANDS.bold,
  'Mod-i': COMMANDS.italic,
  'Mod-]': pm.sinkListItem(item),
  'Mod-[': pm.liftListItem(item),
  'Shift-Enter': (state, dispatch) => {
    if (inTable(state) || state.selection.$from.parent.type === schema.nodes.heading) return false;
    dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
    return true;
  },
  Enter: pm.chainCommands(tableCommands.rowBelow, pm.splitListItem(item)),
  Tab: tableCommands.nextCell,
  'Shift-Tab': tableCommands.previousCell,
};

/**
 * Makes the field.
 * @param {EditorContext} context @param {string} text @param {Record<string, string>} attributes of the field
 * @param {StoryEvents} on
 * @returns {Promise<StoryWriter>}
 */
export const visualWriter = async (context, text, attributes, on) => {
  const { lead, origins } = await read(text);
  const folder = context.path.replace(/[^/]*$/, '');
  const doc = schema.node(
    'doc',
    null,
    origins.length ? origins.map(({ node }) => node) : [schema.node('paragraph')],
  );
  const plugins = [pm.history(), pm.keymap(KEYS), pm.keymap(pm.baseKeymap), pm.gapCursor()];
  const mount = document.createElement('div');
  let last = { doc, text };
  const view = new pm.EditorView(
    { mount },
    {
      state: pm.EditorState.create({ doc, plugins }),
      attributes: { role: 'textbox', 'aria-multiline': 'true', spellcheck: 'true', ...attributes },
      nodeViews: {
        image: (node) => ({ dom: imageOf(node, folder) }),
      },
      dispatchTransaction(transaction) {
        view.updateState(view.state.apply(transaction));
        if (transaction.docChanged) on.changed();
        on.moved();
      },
      handleDOMEvents: insertions(on),
    },
  );
  view.dom.addEventListener('keydown', (event) => isComposing(event) && event.stopPropagation());

  /** @param {Node} node */
  const insert = (node) => view.dispatch(view.state.tr.replaceSelectionWith(node, false).scrollIntoView());
  return {
    element: mount,
    input: mount,
    focus: () => view.focus(),
    value: () => {
      if (last.doc !== view.state.doc)
        last = { doc: view.state.doc, text: write(view.state.doc, lead, origins, text) };
      return last.text;
    },
    selected: () => view.state.doc.textBetween(view.state.selection.from, view.state.selection.to, ' '),
    run: (name) => {
      COMMANDS[name]?.(view.state, view.dispatch);
      view.focus();
    },
    isOn: (name) => isOn(view.state, name),
    insertMarkdown: async (markdown) => {
      const { origins: blocks } = await read(markdown);
      const content = pm.Fragment.from(blocks.map(({ node }) => node));
      view.dispatch(view.state.tr.replaceSelection(pm.Slice.maxOpen(content)).scrollIntoView());
    },
    insertPicture: ({ file, alt }) => insert(schema.node('image', { src: encodeURI(file), alt })),
    insertLink: (words, href) => {
      const { from, to, empty } = view.state.selection;
      const mark = schema.marks.link.create({ href });
      const { tr } = view.state;
      if (empty || view.state.doc.textBetween(from, to, ' ') !== words)
        tr.replaceSelectionWith(schema.text(words, [mark]), false);
      else tr.addMark(from, to, mark);
      view.dispatch(tr.removeStoredMark(mark).scrollIntoView());
    },
    close: () => view.destroy(),
  };
};

/**
 * What is done with what is pasted or dropped, before the library reads it as HTML of its own.
 * @param {StoryEvents} on
 * @returns {Record<'paste' | 'drop', (view: import('prosemirror-view').EditorView, event: any) => boolean>}
 */
const insertions = (on) => {
  /** Whether it is ours to insert it. @param {DataTransfer} transfer */
  const taken = (transfer) => {
    const html = transfer.getData('text/html');
    // What was copied here is put back as it is.
    if (html.includes('data-pm-slice')) return false;
    const files = [...transfer.files].filter(({ type }) => type.startsWith('image/'));
    return html ? on.paste(html, transfer) : files.length > 0 && on.files(files);
  };
  return {
    paste: (_view, /** @type {ClipboardEvent} */ event) => {
      const transfer = event.clipboardData;
      const isTaken = transfer !== null && taken(transfer);
      if (isTaken) event.preventDefault();
      return isTaken;
    },
    drop: (view, /** @type {DragEvent} */ event) => {
      const transfer = event.dataTransfer;
      // What is dragged within the story is moved as it is.
      if (view.dragging || !transfer) return false;
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      const { tr } = view.state;
      if (at) view.dispatch(tr.setSelection(pm.Selection.near(view.state.doc.resolve(at.pos))));
      const isTaken = taken(transfer);
      if (isTaken) event.preventDefault();
      return isTaken;
    },
  };
};

/** @param {import('prosemirror-state').EditorState} state @param {string} name */
const isOn = (state, name) => {
  if (name === 'rowBelow') return inTable(state);
  const { from, to, $from, empty } = state.selection;
  const mark = { bold: schema.marks.strong, italic: schema.marks.em, link: schema.marks.link }[name];
  if (mark) {
    return empty
      ? Boolean(mark.isInSet(state.storedMarks ?? $from.marks()))
      : state.doc.rangeHasMark(from, to, mark);
  }
  const level = { heading: 2, subheading: 3 }[name];
  if (level) return $from.parent.type === schema.nodes.heading && $from.parent.attrs.level === level;
  const block = { bullets: 'bullet_list', numbers: 'ordered_list', quote: 'blockquote' }[name];
  return block !== undefined && isWithin(state, block);
};

/** A picture of the entry; one from elsewhere shows its words. @param {Node} node @param {string} folder */
const imageOf = ({ attrs }, folder) => {
  const image = document.createElement('img');
  image.alt = attrs.alt;
  if (attrs.title) image.title = attrs.title;
  if (!/^\w+:|^\//.test(attrs.src)) {
    const { pathname } = new URL(attrs.src, `file:///${folder}`);
    try {
      image.src = pictureAddress(decodeURIComponent(pathname.slice(1)));
    } catch {
      // A name with a percent sign that means nothing: its words are shown.
    }
  }
  return image;
};
