// The editor: asks what is open, and shows the screen of the address.
import { get, Refused } from './api.js';
import { fill, make } from './elements.js';
import { editScreen } from './screen-edit.js';
import { importScreen } from './screen-import.js';
import { listScreen } from './screen-list.js';
import { publishScreen } from './screen-publish.js';
import { newScreen, settingsScreen } from './screen-small.js';
import { startScreen } from './screen-start.js';
import { trashScreen } from './screen-trash.js';
import { w } from './words.js';

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const header = /** @type {HTMLElement} */ (document.querySelector('header'));

/** @param {EditorState} state */
const navigation = (state) => {
  if (state.mode === 'start') return make('p', { class: 'name' }, 'Guong');
  const here = location.pathname;
  const problems = state.errors + state.warnings;
  /** @type {[string, string][]} */
  const links = [
    ['/viec', problems ? `${w('todo')} (${problems})` : w('todo')],
    ['/them?kind=entry', w('add')],
    ...(state.office ? [/** @type {[string, string]} */ (['/nhap', w('import')])] : []),
    ['/xuat-ban', w('publish')],
    ['/cai-dat', w('settings')],
    ['/thung-rac', w('trash')],
  ];
  const lines = links.map(([address, words]) =>
    make(
      'li',
      {},
      make(
        'a',
        { href: address, 'aria-current': address.startsWith(here) && here !== '/' ? 'page' : false },
        words,
      ),
    ),
  );
  return make(
    'nav',
    { 'aria-label': w('nav') },
    make(
      'a',
      { class: 'name', href: `${state.preview}/` },
      state.title || 'Guong',
      make('small', {}, ` ${w('view')}`),
    ),
    make('ul', {}, ...lines),
  );
};

const show = async () => {
  document.querySelector('.skip')?.replaceChildren(w('skip'));
  /** @type {EditorState} */
  const state = await get('state');
  document.title = w('editor');
  fill(header, navigation(state));
  header?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  const query = new URLSearchParams(location.search);
  /** @type {Record<string, () => Promise<void>>} */
  const screens = {
    '/': () => listScreen(main),
    '/viec': () => {
      document.title = w('todo');
      return listScreen(main);
    },
    '/sua': () => editScreen(main, state, query.get('path') ?? ''),
    '/them': () => newScreen(main, query.get('kind') ?? 'entry'),
    '/nhap': () => importScreen(main),
    '/xuat-ban': () => publishScreen(main, state),
    '/thung-rac': () => trashScreen(main, query.get('path') ?? undefined),
    '/cai-dat': () => settingsScreen(main),
    '/mo': () => startScreen(main),
  };
  if (state.mode === 'start') return startScreen(main);
  await (screens[location.pathname]?.() ?? fill(main, make('p', {}, w('notFound'))));
};

show().catch((error) => {
  const text = error instanceof Refused ? error.message : `${w('failed')}: ${error}`;
  fill(main, make('h1', {}, w('editor')), make('p', { class: 'error', role: 'alert' }, text));
  if (!(error instanceof Refused)) throw error;
});
