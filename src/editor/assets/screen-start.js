// The start page: galleries opened lately, folders to open, and a new gallery.
import { get, post, Refused } from './api.js';
import { button, fill, make } from './elements.js';
import { textLine } from './screen-small.js';
import { w } from './words.js';

/** @param {HTMLElement} main */
export const startScreen = async (main) => {
  document.title = w('startTitle');
  const message = make('div', { role: 'alert' });
  /** @param {string} path */
  const open = async (path) => {
    try {
      const { go } = await post('open', { path });
      location.href = go;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(message, make('p', { class: 'error' }, error.message));
      message.scrollIntoView({ block: 'center' });
    }
  };
  const start = await get('start');
  const recent = start.recent.map((/** @type {EditorRecent} */ one) =>
    make(
      'li',
      {},
      button(one.title || one.path, () => void open(one.path), { class: 'link', disabled: !one.there }),
      make('small', {}, ` ${one.path}${one.there ? '' : ` (${w('startGone')})`}`),
    ),
  );
  const folders = make('div', { class: 'folders' });
  const gallery = newGallery(start.home, message);
  /** @param {string} [path] */
  const list = async (path = '') => {
    try {
      /** @type {EditorFolders} */
      const answer = await get('folders', { path });
      gallery.goTo(answer.path);
      const title = make('p', { tabindex: '-1' }, answer.path ? w('startHere', answer.path) : w('startTop'));
      fill(folders, title, ...folderLines(answer, list, open));
      // The button that led here is gone.
      if (path !== start.home) title.focus();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(message, make('p', { class: 'error' }, error.message));
    }
  };
  fill(
    main,
    make('h1', {}, w('startTitle')),
    message,
    make('h2', {}, w('startRecent')),
    make('ul', { class: 'links' }, ...(recent.length ? recent : [make('li', {}, w('startNoRecent'))])),
    make('h2', {}, w('startOpen')),
    folders,
    make('h2', {}, w('startMake')),
    gallery.form,
  );
  await list(start.home);
};

/**
 * The folders within a folder: a gallery is opened, of any other its own folders are listed.
 * @param {EditorFolders} answer @param {(path?: string) => Promise<void>} list
 * @param {(path: string) => Promise<void>} open
 */
const folderLines = ({ path, parent, folders }, list, open) => {
  const lines = folders.map(({ name, path: at, gallery }) =>
    gallery
      ? make(
          'li',
          {},
          button(name, () => void open(at), { class: 'link' }),
          make('span', { class: 'tag' }, w('startIsGallery')),
        )
      : make(
          'li',
          {},
          button(`${name}/`, () => void list(at), { class: 'link' }),
        ),
  );
  const up = path && button(w('startUp'), () => void list(parent ?? ''), { class: 'quiet' });
  return [up || null, make('ul', {}, ...(lines.length ? lines : [make('li', {}, w('startNoFolders'))]))];
};

/**
 * The form that makes a gallery, in the folder that is listed.
 * @param {string} home @param {HTMLElement} message says what no field can
 */
const newGallery = (home, message) => {
  let here = home;
  const folderLine = textLine(w('makeFolder'), ' ');
  const folderHelp = folderLine.element.querySelector('.help');
  const lines = {
    title: textLine(w('makeTitle')),
    office: textLine(w('makeOffice')),
    province: textLine(w('makeProvince')),
    base_url: textLine(w('makeAddress'), w('makeAddressHelp'), { inputmode: 'url' }),
    name: folderLine,
  };
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    for (const line of Object.values(lines)) line.refuse('');
    const given = Object.fromEntries(
      Object.entries(lines).map(([name, line]) => [name, line.input.value.trim()]),
    );
    try {
      const { go } = await post('make', { path: here, ...given });
      location.href = go;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const line = lines[/** @type {keyof typeof lines} */ (error.answer.field)];
      if (line) line.refuse(error.message);
      else fill(message, make('p', { class: 'error' }, error.message));
    }
  };
  const form = make(
    'form',
    { novalidate: true, onsubmit: send },
    ...Object.values(lines).map((line) => line.element),
    make('p', { class: 'row' }, make('button', { class: 'main' }, w('makeDo'))),
  );
  return {
    form,
    /** @param {string} path '' for the list of drives, in which none is made */
    goTo: (path) => {
      if (path) here = path;
      if (folderHelp) folderHelp.textContent = w('makeFolderHelp', here);
    },
  };
};
