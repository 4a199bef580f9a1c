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
  /** The folder in which a new gallery will be made. */
  let here = start.home;
  const folderLine = textLine(w('makeFolder'), ' ');
  const folderHelp = folderLine.element.querySelector('.help');

  /** @param {string} [path] */
  const list = async (path = '') => {
    try {
      /** @type {EditorFolders} */
      const answer = await get('folders', { path });
      if (answer.path) here = answer.path;
      if (folderHelp) folderHelp.textContent = w('makeFolderHelp', here);
      const lines = answer.folders.map(({ name, path: at, gallery }) =>
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
      const title = make('p', { tabindex: '-1' }, answer.path ? w('startHere', answer.path) : w('startTop'));
      const up =
        answer.path && button(w('startUp'), () => void list(answer.parent ?? ''), { class: 'quiet' });
      fill(
        folders,
        title,
        up || null,
        make('ul', {}, ...(lines.length ? lines : [make('li', {}, w('startNoFolders'))])),
      );
      // The button that led here is gone.
      if (path !== start.home) title.focus();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(message, make('p', { class: 'error' }, error.message));
    }
  };

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
  fill(
    main,
    make('h1', {}, w('startTitle')),
    message,
    make('h2', {}, w('startRecent')),
    make('ul', { class: 'links' }, ...(recent.length ? recent : [make('li', {}, w('startNoRecent'))])),
    make('h2', {}, w('startOpen')),
    folders,
    make('h2', {}, w('startMake')),
    make(
      'form',
      { novalidate: true, onsubmit: send },
      ...Object.values(lines).map((line) => line.element),
      make('p', { class: 'row' }, make('button', { class: 'main' }, w('makeDo'))),
    ),
  );
  await list(start.home);
};
