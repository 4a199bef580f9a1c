// The photos of an entry: sent many at once, described beside the picture, ordered, withdrawn.
import { pictureAddress, post } from './api.js';
import { button, make, say } from './elements.js';
import { listOf } from './lists.js';
import { sender } from './photos-send.js';
import { fileOf, folderOf, restore, withdraw } from './photos-withdraw.js';
import { w } from './words.js';

/** What stands beside the picture; the rest is folded away. */
const SHOWN = [
  'alt',
  'caption',
  'credit',
  'consent',
  'consent_ref',
  'informed',
  'children',
  'guardian_consent',
];

/** The program's name of the word that is chosen. @param {EditorField | undefined} field */
const chosen = (field) => {
  const value = field?.value();
  const choice = field?.key.choices?.find((one) => one.value === value || one.also?.includes(String(value)));
  return choice?.also?.[0];
};
/** Asks for what the law requires for what was answered; what was filled in stays. @param {Map<string, EditorField>} fields */
const askFurther = (fields) => {
  for (const field of fields.values()) {
    const { condition } = field.key;
    if (!condition) continue;
    const isAsked = condition.answers.includes(chosen(fields.get(condition.key)) ?? '');
    field.element.hidden = !isAsked && field.value() === undefined;
  }
};

/** @type {EditorMaker} */
export const photosField = (context, key, path, base, work) => {
  const unused = make('div', { class: 'unused' });
  /** @type {PhotoList} */
  const made = listOf(context, key, path, base, work, {
    arrange: (item) => arrange(context, () => made, item),
    below: make(
      'div',
      {},
      sender(context, () => made),
      unused,
    ),
    add: false,
    nameOf: (number) => w('photoOf', number),
  });
  const { field } = made;
  context.photos = () =>
    made.all().map((item) => {
      const alt = item.group.fields.get('alt')?.value();
      return { file: fileOf(item), alt: typeof alt === 'string' ? alt : '' };
    });
  context.photoSpot = (file) => {
    const item = made.all().find((one) => fileOf(one) === file);
    return (
      item && { element: item.line, messages: item.messages, label: file, focus: () => item.line.focus() }
    );
  };
  const follow = () => showUnused(context, made, unused);
  follow();
  field.element.addEventListener('input', follow);
  return field;
};

/**
 * An item: the picture with its focal point, and the fields beside it.
 * @param {EditorContext} context @param {() => PhotoList} photos @param {EditorItem} item
 */
const arrange = (context, photos, item) => {
  const { fields } = item.group;
  const file = String(fields.get('file')?.value() ?? '');
  const image = make('img', {
    src: pictureAddress(folderOf(context) + file),
    alt: '',
    loading: 'lazy',
    draggable: 'false',
  });
  const picture = focalPoint(image, fields.get('focus'));
  const beside = SHOWN.flatMap((name) => fields.get(name)?.element ?? []);
  const rest = [...fields.values()].filter((one) => !SHOWN.includes(one.key.name)).map((one) => one.element);
  const more = make('details', {}, make('summary', {}, w('photoMore')), ...rest);
  const gone = make('p', { class: 'note', role: 'status' });
  const withdrawing = button(
    w('withdraw'),
    async () => (await withdraw(context, photos(), item)) && back.focus(),
    {
      class: 'quiet',
    },
  );
  const back = button(w('withdrawBack'), () => restore(item) && withdrawing.focus(), { class: 'quiet' });
  const follow = () => {
    const isOff = Boolean(fields.get('withdrawn')?.value() || fields.get('consent_withdrawn')?.value());
    const text = isOff ? w('withdrawnNote') : '';
    if (gone.textContent !== text) gone.textContent = text;
    withdrawing.hidden = isOff;
    back.hidden = !isOff;
    askFurther(fields);
    item.line.classList.toggle('withdrawn', isOff);
  };
  item.line.addEventListener('input', follow);
  item.line.addEventListener('change', follow);
  queueMicrotask(follow);
  const left = make(
    'div',
    { class: 'left' },
    picture,
    make('p', { class: 'file' }, file),
    gone,
    withdrawing,
    back,
  );
  return make('div', { class: 'photo' }, left, make('div', { class: 'right' }, ...beside, more));
};

/**
 * Shows the pictures of the folder that no photo uses.
 * @param {EditorContext} context @param {PhotoList} photos @param {HTMLElement} unused
 */
const showUnused = (context, photos, unused) => {
  const names = new Set(photos.all().map(fileOf));
  const rest = context.pictures.filter(({ file }) => !names.has(file));
  const lines = rest.map((picture) => {
    const use = button(w('photoUse'), () => {
      photos.add({ file: picture.file }).line.focus();
      photos.changed();
    });
    const erase = button(w('photoDelete'), async () => {
      await post('delete', { path: picture.path });
      context.pictures.splice(context.pictures.indexOf(picture), 1);
      say(w('deleted', picture.file));
      showUnused(context, photos, unused);
      (unused.querySelector('button') ?? photos.field.element).focus();
    });
    for (const one of [use, erase]) {
      one.className = 'quiet';
      one.append(make('span', { class: 'hidden' }, `: ${picture.file}`));
    }
    const image = make('img', { src: pictureAddress(picture.path), alt: '', loading: 'lazy' });
    return make('li', {}, image, make('span', {}, picture.file), use, erase);
  });
  const title = make('h3', {}, w('photosUnused'));
  unused.replaceChildren(...(lines.length ? [title, make('ul', {}, ...lines)] : []));
};

/**
 * The picture as a button that sets the focal point: by a tap, and by the arrow keys.
 * @param {HTMLImageElement} image @param {EditorField | undefined} field
 */
const focalPoint = (image, field) => {
  const boxes = [...(field?.element.querySelectorAll('input') ?? [])];
  const mark = make('span', { class: 'mark' });
  const picture = make('button', { type: 'button', class: 'focal', title: w('focusShort') }, image, mark);
  const point = () => boxes.map((box) => (box.value === '' ? 50 : Number(box.value)));
  const follow = () => {
    const [x = 50, y = 50] = point();
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    mark.classList.toggle(
      'unset',
      boxes.some((box) => box.value === ''),
    );
    picture.setAttribute('aria-label', w('focusPoint', x, y));
  };
  /** @param {number} x @param {number} y */
  const set = (x, y) => {
    for (const [at, value] of [x, y].entries()) {
      const box = boxes[at];
      if (box) box.value = String(Math.round(Math.min(100, Math.max(0, value))));
    }
    picture.dispatchEvent(new Event('input', { bubbles: true }));
    follow();
  };
  picture.addEventListener('click', (event) => {
    // A click by key has no place.
    if (event.detail === 0) return;
    const { left, top, width, height } = image.getBoundingClientRect();
    set(((event.clientX - left) / width) * 100, ((event.clientY - top) / height) * 100);
  });
  /** @type {Record<string, [number, number]>} */
  const ways = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] };
  picture.addEventListener('keydown', (event) => {
    const way = ways[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [x = 50, y = 50] = point();
    set(x + way[0], y + way[1]);
    say(`${Math.round(point()[0] ?? 0)} %, ${Math.round(point()[1] ?? 0)} %`);
  });
  for (const box of boxes) box.addEventListener('input', follow);
  follow();
  return picture;
};
