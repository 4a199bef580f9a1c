// Lists: of values (fields, places), and of tables (results, steps, photos). Items are added, moved and removed by
// mouse and by key.
import { button, make, newId, say } from './elements.js';
import { help, isRequired, leaf, need } from './fields.js';
import { group, record, single } from './form.js';
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

/** What a list of tables may do otherwise. @typedef {{
 *   arrange?: (item: EditorItem) => HTMLElement, below?: HTMLElement, add?: boolean,
 *   nameOf?: (number: number) => string }} ListOptions */

/**
 * A list of tables.
 * @param {EditorContext} context @param {EditorKey} key @param {string | undefined} path @param {unknown} base
 * @param {unknown} work @param {ListOptions} options
 */
export const listOf = (context, key, path, base, work, options) => {
  const inside = { ...context, compact: true };
  const list = make('ol', { class: 'items' });
  const undo = make('p', { class: 'undo', hidden: true });
  /** @type {EditorItem[]} */
  let items = [];
  /** @type {EditorItem[]} */
  let pending = [];
  const old = Array.isArray(base) ? base : base === undefined ? [] : [base];
  let count = old.length;
  const changed = () => list.dispatchEvent(new Event('input', { bubbles: true }));
  const nameOf = (/** @type {EditorItem} */ item) =>
    options.nameOf?.(items.indexOf(item) + 1) ?? `${key.label} ${items.indexOf(item) + 1}`;

  /** @param {number | null} origin @param {Record<string, unknown>} value */
  const item = (origin, value) => {
    const before = origin === null ? {} : record(old[origin]);
    const at = origin === null || path === undefined ? undefined : `${path}[${origin + 1}]`;
    const inner = group(inside, key.keys ?? [], at, before, value);
    const line = make('li', { class: 'item', tabindex: '-1' });
    const messages = make('div', { class: 'messages' });
    /** @type {EditorItem} */
    const made = { origin, group: inner, line, messages, title: () => titleOf(inner) };
    const body = (options.arrange ?? folded)(made);
    line.append(messages, body, controls(made));
    return made;
  };

  /** The buttons of an item. @param {EditorItem} made */
  const controls = (made) => {
    /** @param {string} label @param {string} name @param {() => void} action */
    const control = (label, name, action) => {
      const one = button(label, action, { class: 'quiet' });
      const rename = () => one.setAttribute('aria-label', w(name, nameOf(made)));
      one.addEventListener('focus', rename);
      made.line.addEventListener('rename', rename);
      return one;
    };
    const handle = make(
      'span',
      { class: 'handle', draggable: 'true', title: w('drag'), 'aria-hidden': 'true' },
      '⠿',
    );
    handle.addEventListener('dragstart', (event) => {
      event.dataTransfer?.setData('text/plain', made.title());
      event.dataTransfer?.setDragImage(made.line, 10, 10);
      dragged = made;
    });
    handle.addEventListener('dragend', () => {
      dragged = undefined;
    });
    return make(
      'div',
      { class: 'row controls' },
      handle,
      control(w('up'), 'upOf', () => move(made, -1)),
      control(w('down'), 'downOf', () => move(made, 1)),
      control(w('remove'), 'removeOf', () => drop(made)),
    );
  };

  /** @type {EditorItem | undefined} */
  let dragged;
  list.addEventListener('dragover', (event) => {
    const over = items.find(({ line }) => event.target instanceof Node && line.contains(event.target));
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const after = items.indexOf(over) > items.indexOf(dragged);
    const rest = items.filter((one) => one !== dragged);
    rest.splice(rest.indexOf(over) + Number(after), 0, dragged);
    items = rest;
    if (after) over.line.after(dragged.line);
    else over.line.before(dragged.line);
    renamed();
  });
  list.addEventListener('drop', (event) => {
    if (!dragged) return;
    event.preventDefault();
    changed();
  });

  const renamed = () => {
    for (const { line } of items) line.dispatchEvent(new Event('rename'));
  };
  /** @param {EditorItem} made @param {number} by */
  const move = (made, by) => {
    const from = items.indexOf(made);
    const to = from + by;
    const other = items[to];
    if (!other) return;
    const focused = document.activeElement;
    items.splice(from, 1);
    items.splice(to, 0, made);
    if (by < 0) other.line.before(made.line);
    else other.line.after(made.line);
    if (focused instanceof HTMLElement) focused.focus();
    renamed();
    say(w('moved', made.title() || key.label, to + 1));
    changed();
  };
  /** @param {EditorItem} made */
  const drop = (made) => {
    const at = items.indexOf(made);
    const name = made.title() || nameOf(made);
    items = items.filter((one) => one !== made);
    made.line.remove();
    const back = () => {
      const next = items[at];
      if (next) next.line.before(made.line);
      else list.append(made.line);
      items.splice(at, 0, made);
      undo.hidden = true;
      renamed();
      made.line.focus();
      changed();
    };
    undo.replaceChildren(`${w('removed', name)} `, button(w('putBack'), back, { class: 'link' }));
    undo.hidden = false;
    renamed();
    (items[at]?.line ?? items.at(-1)?.line ?? adding ?? list).focus();
    say(w('removed', name));
    changed();
  };
  /** @param {Record<string, unknown>} value */
  const add = (value) => {
    const made = item(null, value);
    items.push(made);
    list.append(made.line);
    renamed();
    return made;
  };

  const begun = Array.isArray(work) ? work : work === undefined ? [] : [work];
  for (const [at, value] of begun.entries()) {
    const origin = work === base ? at : (record(value)['#'] ?? null);
    items.push(item(typeof origin === 'number' ? origin : null, record(value)));
  }
  list.append(...items.map(({ line }) => line));
  renamed();
  const adding =
    options.add === false
      ? undefined
      : addButton(key, () => {
          const made = add({});
          const details = made.line.querySelector('details');
          if (details) details.open = true;
          [...made.group.fields.values()][0]?.at([])?.focus();
        });
  const { element, spot } = frame(key, list, undo, options.below ?? null, adding ?? null);
  element.classList.add('tables');
  const filled = () => items.filter(({ group: inner }) => Object.keys(inner.value()).length);

  /** @type {EditorField} */
  const made = {
    key,
    element,
    value: () => {
      const all = filled().map(({ group: inner }) => inner.value());
      return all.length ? all : undefined;
    },
    dump: () => {
      const all = items.map(({ origin, group: inner }) => ({ '#': origin, ...inner.dump() }));
      return all.length || count ? all : undefined;
    },
    changes: (at, out) => listChanges(at, filled(), count, out),
    mark: () => {
      pending = filled();
      for (const { group: inner } of items) inner.mark();
    },
    settle: () => {
      count = pending.length;
      for (const one of items) if (!pending.includes(one)) one.origin = null;
      for (const [at, one] of pending.entries()) {
        one.origin = at;
        one.group.settle();
      }
      undo.hidden = true;
    },
    faults: () => items.flatMap(({ group: inner }) => inner.faults()),
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
          label: nameOf(one),
          focus,
        }
      );
    },
  };
  return { field: made, add, list, all: () => items, drop, changed };
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
