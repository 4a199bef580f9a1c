// The bin: what was deleted, and what files said before they were changed here.
import { formAddress, get, post, Refused } from './api.js';
import { ask, button, fill, make } from './elements.js';
import { day, size, w } from './words.js';

/** @param {HTMLElement} main @param {string | undefined} path */
export const trashScreen = async (main, path) => {
  document.title = path ? w('versions') : w('trash');
  const status = make('p', { role: 'status', tabindex: '-1' });
  const list = make('ul', { class: 'entries' });
  const about = make('p', { class: 'help' });
  /** @param {() => Promise<void>} action */
  const trying = async (action) => {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(status, make('span', { class: 'error' }, error.message));
    }
  };
  const load = async () => {
    const answer = await get('trash', { path });
    about.textContent = w('trashHelp', answer.days, size(answer.limit), size(answer.bytes));
    fill(list, ...answer.items.map(line));
    if (!answer.items.length) fill(list, make('li', {}, w('trashEmpty')));
  };
  /** @param {EditorTrashItem} item */
  const line = (item) => {
    const title = item.title || item.path;
    const back = () =>
      trying(async () => {
        const { path: at } = await post('undo', { id: item.id });
        await load();
        fill(status, w('undone', title), ' ', make('a', { href: formAddress(at) }, w('edit')));
        status.focus();
      });
    const erase = () =>
      trying(async () => {
        const answer = await ask(
          w('trashForgetAsk', title),
          [],
          [
            ['yes', w('trashForget'), 'danger'],
            ['', w('cancel'), 'quiet'],
          ],
        );
        if (answer !== 'yes') return;
        await post('forget', { id: item.id });
        await load();
        fill(status, w('trashForgotten'));
        status.focus();
      });
    const kind = item.kind === 'deleted' ? w('trashDeleted') : w('trashVersion');
    const hidden = () => make('span', { class: 'hidden' }, `: ${title}`);
    const buttons = [
      button(w('trashBack'), back, { class: 'link' }),
      button(w('trashForget'), erase, { class: 'link danger' }),
    ];
    for (const one of buttons) one.append(hidden());
    return make(
      'li',
      {},
      make('h2', {}, title),
      make(
        'p',
        { class: 'facts' },
        `${kind} · ${item.when.replace(/^\S+/, day)} · ${size(item.bytes)} · ${item.path}`,
      ),
      make('p', { class: 'row minor' }, ...buttons),
    );
  };
  fill(main, make('h1', {}, document.title), about, status, list);
  await trying(load);
};
