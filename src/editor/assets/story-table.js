// Tables of the story: rows and columns are added and removed where the caret is.
import { Selection, TextSelection } from './prosemirror.js';
import { schema } from './story-schema.js';

/** @typedef {import('prosemirror-state').EditorState} State */
/** @typedef {import('prosemirror-state').Command} Command */

/** Where the caret is in a table. @param {State} state */
const place = ({ selection: { $from } }) => {
  for (let depth = $from.depth; depth > 2; depth -= 1) {
    if (!/^table_(cell|header)$/.test($from.node(depth).type.name)) continue;
    return {
      table: $from.node(depth - 2),
      at: $from.before(depth - 2),
      row: $from.index(depth - 2),
      column: $from.index(depth - 1),
    };
  }
  return undefined;
};
/** @param {State} state */
export const inTable = (state) => place(state) !== undefined;

/** The cells of a table, by row. @param {import('prosemirror-model').Node} table */
const grid = (table) => {
  const width = Math.max(...table.children.map((row) => row.childCount));
  const { table_header: header, table_cell: cell } = schema.nodes;
  return table.children.map((row, at) =>
    Array.from({ length: width }, (_, column) => row.maybeChild(column) ?? (at ? cell : header).create()),
  );
};

/**
 * A command that changes the cells; it is told where the caret is, and says where it goes.
 * @param {(cells: import('prosemirror-model').Node[][], row: number, column: number, align: string[]) => [number, number] | undefined} change
 * @returns {Command}
 */
const changing = (change) => (state, dispatch) => {
  const found = place(state);
  if (!found) return false;
  const { table, at, row, column } = found;
  const cells = grid(table);
  const align = cells[0]?.map((_, number) => table.attrs.align[number] ?? '') ?? [];
  const to = change(cells, row, column, align);
  if (!dispatch) return true;
  const { tr } = state;
  if (!to) {
    tr.delete(at, at + table.nodeSize);
    dispatch(tr.scrollIntoView());
    return true;
  }
  const { table_row: line, table_header: header, table_cell: cell } = schema.nodes;
  const rows = cells.map((all, number) =>
    line.create(
      null,
      all.map((one) => (number ? cell : header).create(null, one.content)),
    ),
  );
  const next = table.type.create({ align }, rows);
  tr.replaceWith(at, at + table.nodeSize, next);
  let inside = at + 1;
  for (let number = 0; number < to[0]; number += 1) inside += next.child(number).nodeSize;
  for (let number = 0; number < to[1]; number += 1) inside += next.child(to[0]).child(number).nodeSize;
  tr.setSelection(TextSelection.near(tr.doc.resolve(inside + 2)));
  dispatch(tr.scrollIntoView());
  return true;
};

const empty = () => schema.nodes.table_cell.create();
/** @param {number} by @returns {Command} */
const toCell = (by) => (state, dispatch) => {
  const found = place(state);
  if (!found) return false;
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (!/^table_(cell|header)$/.test($from.node(depth).type.name)) continue;
    const edge = state.doc.resolve(by > 0 ? $from.after(depth) : $from.before(depth));
    const next = Selection.findFrom(edge, by, true);
    const end = found.at + found.table.nodeSize;
    if (!next || next.from <= found.at || next.from >= end) return false;
    dispatch?.(state.tr.setSelection(next).scrollIntoView());
    return true;
  }
  return false;
};

/** @satisfies {Record<string, Command>} */
export const tableCommands = {
  /** Puts a table in place of the selection. @type {Command} */
  table: (state, dispatch) => {
    if (inTable(state)) return false;
    const { table, table_row: row, table_header: header, table_cell: cell } = schema.nodes;
    const made = table.create(null, [
      row.create(null, [header.create(), header.create()]),
      row.create(null, [cell.create(), cell.create()]),
    ]);
    const { tr } = state;
    const { $from } = state.selection;
    const at = $from.depth ? $from.after(1) : $from.pos;
    tr.insert(at, made).setSelection(TextSelection.near(tr.doc.resolve(at + 3)));
    dispatch?.(tr.scrollIntoView());
    return true;
  },
  rowBelow: changing((cells, row, _column, align) => {
    cells.splice(row + 1, 0, align.map(empty));
    return [row + 1, 0];
  }),
  columnAfter: changing((cells, row, column, align) => {
    for (const line of cells) line.splice(column + 1, 0, empty());
    align.splice(column + 1, 0, '');
    return [row, column + 1];
  }),
  rowRemove: changing((cells, row, column) => {
    cells.splice(row, 1);
    return cells.length ? [Math.min(row, cells.length - 1), column] : undefined;
  }),
  columnRemove: changing((cells, row, column, align) => {
    for (const line of cells) line.splice(column, 1);
    align.splice(column, 1);
    return align.length ? [row, Math.min(column, align.length - 1)] : undefined;
  }),
  nextCell: toCell(1),
  previousCell: toCell(-1),
};
