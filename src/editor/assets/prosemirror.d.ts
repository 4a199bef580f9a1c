// The types of the bundled library.
export { baseKeymap, chainCommands, lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
export { gapCursor } from 'prosemirror-gapcursor';
export { history, redo, undo } from 'prosemirror-history';
export { keymap } from 'prosemirror-keymap';
export { Fragment, Node, Schema, Slice } from 'prosemirror-model';
export { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
export { EditorState, Selection, TextSelection } from 'prosemirror-state';
export { EditorView } from 'prosemirror-view';
