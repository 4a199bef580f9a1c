// The buttons above the story: marks, blocks, links by name, pictures of the entry, and rows and columns of a table.
import { ask, button, make, newId } from './elements.js';
import { field } from './form.js';
import { w } from './words.js';

/** What the buttons do, and their keys. @type {[string, string?][]} */
const TOOLS = [
  ['bold', 'Control+B'],
  ['italic', 'Control+I'],
  ['heading'],
  ['subheading'],
  ['bullets'],
  ['numbers'],
  ['quote'],
  ['link'],
  ['table'],
  ['picture'],
];
const TABLE_TOOLS = ['rowBelow', 'columnAfter', 'rowRemove', 'columnRemove'];

/**
 * Makes the buttons; `writer` gives the way in which the story is written now.
 * @param {EditorContext} context @param {() => StoryWriter} writer @param {HTMLElement} swap changes that way
 */
export const storyTools = (context, writer, swap) => {
  const bar = make('div', { class: 'tools', role: 'group', 'aria-label': w('toolbar') });
  const tableBar = make('div', { class: 'tools', role: 'group', 'aria-label': w('table'), hidden: true });
  /** @type {Record<string, () => void>} */
  const own = {
    link: () => void addLink(context, writer),
    picture: () => void addPicture(context, writer),
  };
  for (const [name, keys] of TOOLS) {
    if (name === 'picture' && context.kind !== 'entry') continue;
    const act = own[name] ?? (() => writer().run(name));
    bar.append(
      button(w(name), act, { class: 'quiet', 'data-tool': name, 'aria-keyshortcuts': keys ?? false }),
    );
  }
  bar.append(swap);
  for (const name of TABLE_TOOLS) {
    tableBar.append(button(w(name), () => writer().run(name), { class: 'quiet', 'data-tool': name }));
  }
  for (const each of [bar, tableBar]) {
    // The selection in the text stays.
    each.addEventListener('mousedown', (event) => event.preventDefault());
  }
  return {
    bar,
    tableBar,
    /** Marks the buttons of what the caret is in. @param {boolean} isVisual */
    mark: (isVisual) => {
      for (const one of bar.querySelectorAll('button')) {
        const name = one.dataset.tool ?? '';
        if (isVisual && name !== 'swap') one.setAttribute('aria-pressed', String(writer().isOn(name)));
        else one.removeAttribute('aria-pressed');
      }
      tableBar.hidden = !(isVisual && writer().isOn('rowBelow'));
    },
  };
};

/** Asks which picture of the entry to insert. @param {EditorContext} context @param {() => StoryWriter} writer */
const addPicture = async (context, writer) => {
  const photos = context.photos();
  const choices = photos.map(
    ({ file, alt }) => /** @type {[string, string, string]} */ ([file, alt || file, 'quiet']),
  );
  const file = await ask(
    w('pickPicture'),
    [photos.length === 0 && make('p', {}, w('noPictures'))],
    [...choices, ['', w('cancel'), 'quiet']],
  );
  writer().focus();
  if (file) writer().insertPicture({ file, alt: photos.find((one) => one.file === file)?.alt ?? '' });
};

/** Asks where a link leads, and with which words. @param {EditorContext} context @param {() => StoryWriter} writer */
const addLink = async (context, writer) => {
  /** @type {EditorKey} */
  const key = {
    name: 'link',
    label: w('linkTo'),
    help: w('linkHelp'),
    type: 'reference',
    of: 'text',
    many: false,
    need: 'required',
  };
  const target = field(context, key, undefined, undefined, undefined);
  const words = make('input', { type: 'text', id: newId('words'), autocomplete: 'off' });
  words.value = writer().selected();
  const line = make('div', { class: 'field' }, make('label', { for: words.id }, w('linkWords')), words);
  const answer = await ask(
    w('link'),
    [target.element, line],
    [
      ['yes', w('linkDo'), 'main'],
      ['', w('cancel'), 'quiet'],
    ],
  );
  writer().focus();
  const to = target.value();
  if (answer !== 'yes' || typeof to !== 'string') return;
  const shown = target.element.querySelector('input')?.value ?? to;
  writer().insertLink(words.value.trim() || shown, addressOf(to));
};

/** The address that a person means. @param {string} text */
const addressOf = (text) => {
  if (/^(https?:|mailto:|tel:|\.{0,2}\/|#)/i.test(text) || /\.md(#|$)/.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.\w+$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(text) ? `https://${text}` : text;
};
