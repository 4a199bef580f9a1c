// The items of a list of tables: moved by mouse and by key, removed and put back.
import { button, make, say } from './elements.js';
import { w } from './words.js';

/** Notifies the form that the list changed. @param {EditorItems} own */
export const report = ({ list }) => list.dispatchEvent(new Event('input', { bubbles: true }));

/** What an item without words of its own is called. @param {EditorItems} own @param {EditorItem} item */
export const nameOf = ({ key, items, options }, item) =>
  options.nameOf?.(items.indexOf(item) + 1) ?? `${key.label} ${items.indexOf(item) + 1}`;

/** Has the buttons of the items say which number theirs is now. @param {EditorItems} own */
export const renamed = ({ items }) => {
  for (const { line } of items) line.dispatchEvent(new Event('rename'));
};

/** The buttons of an item. @param {EditorItems} own @param {EditorItem} made */
export const controls = (own, made) => {
  /** @param {string} label @param {string} name @param {() => void} action */
  const control = (label, name, action) => {
    const one = button(label, action, { class: 'quiet' });
    const rename = () => one.setAttribute('aria-label', w(name, nameOf(own, made)));
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
    own.dragged = made;
  });
  handle.addEventListener('dragend', () => {
    own.dragged = undefined;
  });
  return make(
    'div',
    { class: 'row controls' },
    handle,
    control(w('up'), 'upOf', () => move(own, made, -1)),
    control(w('down'), 'downOf', () => move(own, made, 1)),
    control(w('remove'), 'removeOf', () => removeItem(own, made)),
  );
};

/** Moves the item that is dragged to where it is. @param {EditorItems} own */
export const followDrag = (own) => {
  own.list.addEventListener('dragover', (event) => {
    const { items, dragged } = own;
    const over = items.find(({ line }) => event.target instanceof Node && line.contains(event.target));
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const after = items.indexOf(over) > items.indexOf(dragged);
    const rest = items.filter((one) => one !== dragged);
    rest.splice(rest.indexOf(over) + Number(after), 0, dragged);
    own.items = rest;
    if (after) over.line.after(dragged.line);
    else over.line.before(dragged.line);
    renamed(own);
  });
  own.list.addEventListener('drop', (event) => {
    if (!own.dragged) return;
    event.preventDefault();
    report(own);
  });
};

/** @param {EditorItems} own @param {EditorItem} made @param {number} by */
const move = (own, made, by) => {
  const { items, key } = own;
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
  renamed(own);
  say(w('moved', made.title() || key.label, to + 1));
  report(own);
};

/** Removes an item, and offers to put it back. @param {EditorItems} own @param {EditorItem} made */
export const removeItem = (own, made) => {
  const { list, undo } = own;
  const at = own.items.indexOf(made);
  const name = made.title() || nameOf(own, made);
  own.items = own.items.filter((one) => one !== made);
  made.line.remove();
  const back = () => {
    const next = own.items[at];
    if (next) next.line.before(made.line);
    else list.append(made.line);
    own.items.splice(at, 0, made);
    undo.hidden = true;
    renamed(own);
    made.line.focus();
    report(own);
  };
  undo.replaceChildren(`${w('removed', name)} `, button(w('putBack'), back, { class: 'link' }));
  undo.hidden = false;
  renamed(own);
  (own.items[at]?.line ?? own.items.at(-1)?.line ?? own.adding ?? list).focus();
  say(w('removed', name));
  report(own);
};
