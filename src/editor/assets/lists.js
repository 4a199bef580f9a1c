// Lists: of values (fields, places), and of tables (results, steps, photos). Items are added, moved and removed by
// mouse and by key.
import { button, make, newId, say } from './elements.js';
import { help, isRequired, leaf, need } from './fields.js';
import { group, record, single } from './form.js';
import { controls, followDrag, nameOf, removeItem, renamed, report } from './list-items.js';
import { registryLink } from './picker.js';
import { day, w } from './words.js';

/** @param {string} label @param {string} rest */
const withHidden = (label, rest) => [label, make('span', { class: 'hidden' }, `: ${rest}`)];

/** Frames a list. @param {EditorKey} key @param {HTMLElement} list @param {...(HTMLElement | null)} below */
const frame = (key, list, ...below) => {
  const helping = help(key);
  const messages = make('div', { class: 'messages' });
  const legend = make('legend', {}, key.label, isRequired(key) && need());
  const element = make(
    'fieldset',
    { class: 'field list', 'data-key': key.name, tabindex: '-1' },
    legend,
    helping,
    messages,
    list,
    ...below,
  );
  return { element, spot: { element, messages, label: key.label, focus: () => element.focus() } };
};

/** @param {EditorKey} key @param {() => void} add */
const addButton = (key, add) => {
  const made = button('', add, { class: 'quiet' });
  made.append(...withHidden(`+ ${w('addOne')}`, key.label));
  return made;
};

/** A list of values, or one value: a row for each. @type {EditorMaker} */
export const valuesField = (context, key, path, base, work) => {
  const list = make('ul', { class: 'values' });
  /** @type {{ field: EditorField, line: HTMLLIElement }[]} */
  let rows = [];
  /** @param {unknown} value @param {string} [at] */
  const row = (value, at) => {
    const one = { ...key, many: false, need: 'optional', help: '', label: `${key.label} ${rows.length + 1}` };
    const field = single({ ...context, inList: true }, one, at, value, value);
    const line = make('li', {}, field.element);
    const made = { field, line };
    line.append(
      button(w('remove'), () => drop(made), { class: 'quiet', 'aria-label': w('removeOf', one.label) }),
    );
    rows.push(made);
    list.append(line);
    return made;
  };
  /** @param {{ field: EditorField, line: HTMLLIElement }} made */
  const drop = (made) => {
    const at = rows.indexOf(made);
    rows = rows.filter((one) => one !== made);
    made.line.remove();
    if (!rows.length) row(undefined);
    (rows[Math.min(at, rows.length - 1)] ?? made).field.at([])?.focus();
    say(w('removed', made.field.key.label));
    changed();
  };
  const changed = () => list.dispatchEvent(new Event('input', { bubbles: true }));
  const values = Array.isArray(work) ? work : work === undefined ? [undefined] : [work];
  for (const [at, value] of values.entries()) {
    row(value, Array.isArray(work) ? `${path}[${at + 1}]` : path);
  }
  const add = addButton(key, () => row(undefined).field.at([])?.focus());
  const { element, spot } = frame(key, list, make('p', { class: 'row' }, add, registryLink(key)));
  const filled = () => rows.filter(({ field }) => field.value() !== undefined);
  const read = () => {
    const all = filled().map(({ field }) => field.value());
    if (!all.length) return undefined;
    return all.length === 1 && !Array.isArray(base) ? all[0] : all;
  };
  const focus = () => rows[0]?.field.at([])?.focus();
  const own = leaf(key, element, { ...spot, focus }, base, read);
  return {
    ...own,
    at: ([index]) => (index === undefined ? undefined : filled()[Number(index)]?.field.at([])) ?? own.at([]),
  };
};

/**
 * A list of tables.
 * @param {EditorContext} context @param {EditorKey} key @param {string | undefined} path @param {unknown} base
 * @param {unknown} work @param {EditorItems['options']} options
 */
export const listOf = (context, key, path, base, work, options) => {
  const old = Array.isArray(base) ? base : base === undefined ? [] : [base];
  /** @type {EditorItems} */
  const own = {
    context: { ...context, compact: true },
    key,
    path,
    options,
    list: make('ol', { class: 'items' }),
    undo: make('p', { class: 'undo', hidden: true }),
    adding: undefined,
    old,
    items: [],
    pending: [],
    count: old.length,
    dragged: undefined,
  };
  followDrag(own);
  /** @param {Record<string, unknown>} value */
  const add = (value) => {
    const made = itemOf(own, null, value);
    own.items.push(made);
    own.list.append(made.line);
    renamed(own);
    return made;
  };
  const begun = Array.isArray(work) ? work : work === undefined ? [] : [work];
  for (const [at, value] of begun.entries()) {
    const origin = work === base ? at : (record(value)['#'] ?? null);
    own.items.push(itemOf(own, typeof origin === 'number' ? origin : null, record(value)));
  }
  own.list.append(...own.items.map(({ line }) => line));
  renamed(own);
  if (options.add !== false) {
    own.adding = addButton(key, () => {
      const made = add({});
      const details = made.line.querySelector('details');
      if (details) details.open = true;
      [...made.group.fields.values()][0]?.at([])?.focus();
    });
  }
  return {
    field: tablesField(own),
    add,
    list: own.list,
    all: () => own.items,
    /** @param {EditorItem} made */
    drop: (made) => removeItem(own, made),
    changed: () => report(own),
  };
};

/** @param {EditorItems} own @param {number | null} origin @param {Record<string, unknown>} value */
const itemOf = (own, origin, value) => {
  const { context, key, path, old, options } = own;
  const before = origin === null ? {} : record(old[origin]);
  const at = origin === null || path === undefined ? undefined : `${path}[${origin + 1}]`;
  const inner = group(context, key.keys ?? [], at, before, value);
  const line = make('li', { class: 'item', tabindex: '-1' });
  const messages = make('div', { class: 'messages' });
  /** @type {EditorItem} */
  const made = { origin, group: inner, line, messages, title: () => titleOf(inner) };
  const body = (options.arrange ?? folded)(made);
  line.append(messages, body, controls(own, made));
  return made;
};

/** The field of a list of tables. @param {EditorItems} own @returns {EditorField} */
const tablesField = (own) => {
  const { key, list, undo, options, adding } = own;
  const { element, spot } = frame(key, list, undo, options.below ?? null, adding ?? null);
  element.classList.add('tables');
  const filled = () => own.items.filter(({ group: inner }) => Object.keys(inner.value()).length);
  return {
    key,
    element,
    value: () => {
      const all = filled().map(({ group: inner }) => inner.value());
      return all.length ? all : undefined;
    },
    dump: () => {
      const all = own.items.map(({ origin, group: inner }) => ({ '#': origin, ...inner.dump() }));
      return all.length || own.count ? all : undefined;
    },
    changes: (at, out) => listChanges(at, filled(), own.count, out),
    mark: () => {
      own.pending = filled();
      for (const { group: inner } of own.items) inner.mark();
    },
    settle: () => {
      own.count = own.pending.length;
      for (const one of own.items) if (!own.pending.includes(one)) one.origin = null;
      for (const [at, one] of own.pending.entries()) {
        one.origin = at;
        one.group.settle();
      }
      undo.hidden = true;
    },
    faults: () => own.items.flatMap(({ group: inner }) => inner.faults()),
    at: ([index, ...rest]) => {
      const one = index === undefined ? undefined : filled()[Number(index)];
      if (!one) return spot;
      const focus = () => {
        openAround(one.line);
        one.line.focus();
      };
      return (
        (rest.length ? one.group.at(rest) : undefined) ?? {
          element: one.line,
          messages: one.messages,
          label: nameOf(own, one),
          focus,
        }
      );
    },
  };
};

/** @type {EditorMaker} */
export const tableField = (context, key, path, base, work) =>
  listOf(context, key, path, base, work, {}).field;

/**
 * Adds the changes that lead from a list of `count` tables to these items.
 * @param {string} path @param {EditorItem[]} items @param {number} count @param {EditorChange[]} out
 */
export const listChanges = (path, items, count, out) => {
  const kept = new Set(items.map(({ origin }) => origin));
  /** @type {(number | null)[]} */
  const now = [];
  for (let at = 0; at < count; at += 1) if (kept.has(at)) now.push(at);
  // All are replaced: the new ones come first, else the list would lose its place in the file.
  const replaced = count > 0 && now.length === 0 && items.length > 0;
  const removals = () => {
    for (let at = count - 1; at >= 0; at -= 1) {
      if (!kept.has(at))
        out.push({ do: 'remove', key: `${path}[${at + 1 + (replaced ? items.length : 0)}]` });
    }
  };
  if (!replaced) removals();
  for (const [to, { origin, group: inner }] of items.entries()) {
    if (origin === null) {
      out.push({ do: 'insert', key: `${path}[${to + 1}]`, value: inner.value() });
      now.splice(to, 0, null);
    } else if (now[to] !== origin) {
      const from = now.indexOf(origin, to);
      out.push({ do: 'move', key: `${path}[${from + 1}]`, to: to + 1 });
      now.splice(to, 0, ...now.splice(from, 1));
    }
  }
  if (replaced) removals();
  for (const [at, { origin, group: inner }] of items.entries()) {
    if (origin !== null) inner.changes(`${path}[${at + 1}]`, out);
  }
};

/** What a folded item is called: its first values. @param {EditorGroup} inner */
const titleOf = (inner) =>
  [...inner.fields.values()]
    .filter(({ key }) => !['table', 'yesno', 'point'].includes(key.type) && !['id', 'hue'].includes(key.name))
    .map((one) => [one.key, one.value()])
    .filter(([, value]) => value !== undefined)
    .slice(0, 3)
    .map(([key, value]) =>
      /** @type {EditorKey} */ (key).type.startsWith('da') ? day(String(value)) : [value].flat().join(', '),
    )
    .join(' · ');

/** An item that is folded until it is opened. @param {EditorItem} item */
const folded = (item) => {
  const title = make('span', {}, item.title() || w('fillIn'));
  const fields = [...item.group.fields.values()].map(({ element }) => element);
  const details = make('details', { open: item.title() === '' }, make('summary', {}, title), ...fields);
  details.addEventListener('change', () => {
    title.textContent = item.title() || w('fillIn');
  });
  details.id = newId('item');
  return details;
};

/** Opens every fold around an element. @param {Element} element */
export const openAround = (element) => {
  for (let at = element.closest('details'); at; at = at.parentElement?.closest('details') ?? null)
    at.open = true;
};
