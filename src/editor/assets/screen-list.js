// The list of everything, with what needs checking first.
import { formAddress, get, post, Refused } from './api.js';
import { button, fill, make, newId, say } from './elements.js';
import { day, w } from './words.js';

/** @type {[value: string, words: string][]} */
const KINDS = [
  ['all', 'kindAll'],
  ['entry', 'kindEntry'],
  ['document', 'kindDocument'],
  ['page', 'kindPage'],
];
/** @type {[string, string][]} */
const SORTS = [
  ['problems', 'sortProblems'],
  ['published', 'sortPublished'],
  ['title', 'sortTitle'],
  ['verified', 'sortVerified'],
];
/** @type {[string, string][]} */
const SHOWN = [
  ['', 'showAll'],
  ['errors', 'showErrors'],
  ['warnings', 'showWarnings'],
  ['drafts', 'showDrafts'],
  ['old_drafts', 'showOldDrafts'],
  ['stale', 'showStale'],
  ['consent', 'showConsent'],
  ['references', 'showReferences'],
];
const COUNT = 50;

/** @param {HTMLElement} main */
export const listScreen = async (main) => {
  const given = new URLSearchParams(location.search);
  /** @type {ListQuery} */
  const wanted = {
    kind: given.get('kind') ?? 'all',
    q: given.get('q') ?? '',
    show: given.get('show') ?? '',
    sort: given.get('sort') ?? 'problems',
  };
  const filters = make('ul', { class: 'filters' });
  const targets = make('p', { class: 'row minor', hidden: true });
  const total = make('p', { class: 'total', role: 'status' });
  const list = make('ul', { class: 'entries' });
  const more = button(w('more'), () => void load(list.childElementCount), { class: 'quiet', hidden: true });

  /** @type {AbortController | undefined} */
  let asked;
  const load = async (from = 0) => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await get('list', { ...wanted, from, count: COUNT }, signal);
      if (signal.aborted) return;
      const lines = answer.items.map((/** @type {EditorListItem} */ item) => line(item));
      if (from) {
        list.append(...lines);
        lines[0]?.querySelector('a')?.focus();
      } else list.replaceChildren(...lines);
      showFilters(filters, answer.counts, wanted, () => void load());
      fill(
        targets,
        answer.targets && make('a', { href: answer.targets, target: '_blank' }, w('targetsPage')),
      );
      targets.hidden = !answer.targets;
      const isEmpty = answer.total === 0;
      const nothing = answer.counts.all === 0 && !wanted.q ? w('listNone') : w('listEmpty');
      total.textContent = isEmpty ? nothing : w('totalOf', answer.total);
      more.hidden = list.childElementCount >= answer.total;
      const search = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
      history.replaceState(null, '', `/viec?${search}`);
    } catch (error) {
      if (error instanceof Refused) total.textContent = error.message;
    }
  };
  fill(
    main,
    make('h1', {}, w('todo')),
    deletedNotice(() => void load()),
    finder(wanted, () => void load()),
    make('h2', { class: 'hidden' }, w('show')),
    filters,
    targets,
    total,
    list,
    more,
  );
  await load();
};

/** What is asked for. @typedef {{ kind: string, q: string, show: string, sort: string }} ListQuery */

/** The words that are searched, the kind and the order. @param {ListQuery} wanted @param {() => void} load */
const finder = (wanted, load) => {
  const box = make('input', { type: 'search', id: newId('search'), autocomplete: 'off' });
  box.value = wanted.q;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  box.addEventListener('input', () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      wanted.q = box.value.trim();
      load();
    }, 150);
  });
  /** @param {'kind' | 'sort'} name @param {string} label @param {[string, string][]} choices */
  const select = (name, label, choices) => {
    const options = choices.map(([value, words]) => make('option', { value }, w(words)));
    const made = make('select', { id: newId(name) }, ...options);
    made.value = wanted[name];
    made.addEventListener('change', () => {
      wanted[name] = made.value;
      load();
    });
    return make('div', {}, make('label', { for: made.id }, label), made);
  };
  return make(
    'form',
    { class: 'finder', role: 'search', onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    make('div', { class: 'wide' }, make('label', { for: box.id }, w('search')), box),
    select('kind', w('kindLabel'), KINDS),
    select('sort', w('sortLabel'), SORTS),
  );
};

/**
 * @param {HTMLElement} filters @param {Record<string, number>} counts @param {ListQuery} wanted
 * @param {() => void} load
 */
const showFilters = (filters, counts, wanted, load) => {
  const focused = document.activeElement?.getAttribute('data-show');
  const lines = SHOWN.map(([value, words]) => {
    const choose = () => {
      wanted.show = value;
      load();
    };
    const pressed = String(wanted.show === value);
    const text = `${w(words)} (${counts[value || 'all'] ?? 0})`;
    return make(
      'li',
      {},
      button(text, choose, { 'aria-pressed': pressed, 'data-show': value, class: 'quiet' }),
    );
  });
  fill(filters, ...lines);
  if (focused !== null && focused !== undefined) {
    filters.querySelector(`[data-show="${focused}"]`)?.dispatchEvent(new Event('focus'));
    const again = [...filters.querySelectorAll('button')].find((one) => one.dataset.show === focused);
    again?.focus();
  }
};

/** @param {EditorListItem} item */
const line = (item) => {
  const title = item.title || w('untitled');
  const facts = [
    item.field,
    item.place,
    item.step,
    item.published && day(item.published),
    item.verified && w('verifiedOf', day(item.verified)),
  ].filter(Boolean);
  const marks = [
    item.draft && make('span', { class: 'tag' }, w('draft')),
    item.errors > 0 && make('span', { class: 'tag error' }, w('errorsOf', item.errors)),
    item.warnings > 0 && make('span', { class: 'tag warning' }, w('warningsOf', item.warnings)),
  ];
  const made = make('li', {});
  const remove = button(w('delete'), () => erase(item, made), {
    class: 'link danger',
    'aria-label': w('deleteOf', title),
  });
  fill(
    made,
    make('h2', {}, make('a', { href: formAddress(item.path) }, title), ' ', ...marks),
    make('p', { class: 'facts' }, facts.join(' · ')),
    item.first && make('p', { class: item.first.severity }, item.first.message),
    make('p', { class: 'row minor' }, remove),
  );
  return made;
};

/** Deletes an item; its line offers to put it back. @param {EditorListItem} item @param {HTMLLIElement} made */
const erase = async (item, made) => {
  try {
    const { id } = await post('delete', { path: item.path });
    const back = async () => {
      await post('undo', { id });
      fill(made, ...line(item).childNodes);
      made.querySelector('a')?.focus();
      say(w('undone', item.title));
    };
    const undo = button(w('putBack'), back, { class: 'link' });
    fill(made, make('p', { class: 'note' }, w('deleted', item.title || item.path), ' ', undo));
    undo.focus();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    made.append(make('p', { class: 'error', role: 'alert' }, error.message));
  }
};

/** Says what was deleted on the page before, and offers to put it back. @param {() => void} reload */
const deletedNotice = (reload) => {
  const kept = sessionStorage.getItem('guong-deleted');
  sessionStorage.removeItem('guong-deleted');
  if (!kept) return null;
  const { id, title } = JSON.parse(kept);
  const notice = make('p', { class: 'note', role: 'status' }, w('deleted', title), ' ');
  const back = async () => {
    try {
      const { path } = await post('undo', { id });
      fill(notice, w('undone', title), ' ', make('a', { href: formAddress(path) }, w('edit')));
      reload();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fill(notice, error.message);
    }
  };
  notice.append(button(w('putBack'), back, { class: 'link' }));
  return notice;
};
