// Bundles the library of the story's field (ProseMirror, MIT) into the file that the program contains:
// `npm run bundle` writes it; a test compares. The versions are those of the lock file.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The kept file. */
export const KEPT = fileURLToPath(new URL('../../src/editor/assets/prosemirror.js', import.meta.url));

const NAMES = {
  'prosemirror-commands': 'baseKeymap, chainCommands, lift, setBlockType, toggleMark, wrapIn',
  'prosemirror-gapcursor': 'gapCursor',
  'prosemirror-history': 'history, redo, undo',
  'prosemirror-keymap': 'keymap',
  'prosemirror-model': 'Fragment, Node, Schema, Slice',
  'prosemirror-schema-list': 'liftListItem, sinkListItem, splitListItem, wrapInList',
  'prosemirror-state': 'EditorState, Selection, TextSelection',
  'prosemirror-view': 'EditorView',
};

/** Returns the bundle. */
export async function bundle() {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const licence = await readFile(new URL('node_modules/prosemirror-view/LICENSE', import.meta.url), 'utf8');
  const from = Object.entries(NAMES).map(([name, names]) => `export { ${names} } from '${name}';`);
  const { outputFiles } = await build({
    stdin: { contents: from.join('\n'), resolveDir: here },
    banner: { js: `/* ProseMirror, bundled by tests/browser/bundle.mjs.\n\n${licence.trim()}\n*/` },
    bundle: true,
    format: 'esm',
    minify: true,
    target: ['chrome100', 'firefox115', 'safari15.4'],
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0].text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(KEPT, await bundle());
