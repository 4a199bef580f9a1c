// The photos of an entry: sent many at once, described beside the picture, ordered, withdrawn.
import { pictureAddress, post, Refused, upload } from './api.js';
import { dateField } from './dates.js';
import { dropZone } from './drop.js';
import { ask, button, make, newId, say } from './elements.js';
import { listOf } from './lists.js';
import { w } from './words.js';

/** The status of the answer if an entry can take no more photos. */
const FULL = 409;
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
  const folder = context.path.replace(/[^/]*$/, '');
  const unused = make('div', { class: 'unused' });
  const made = listOf(context, key, path, base, work, {
    arrange: (item) => arrange(item),
    below: make('div', {}, sender(), unused),
    add: false,
    nameOf: (number) => w('photoOf', number),
  });
  const { field, add, changed } = made;
  /** @param {EditorItem} item */
  const fileOf = (item) => {
    const file = item.group.fields.get('file')?.value();
    return typeof file === 'string' ? file : '';
  };
  const used = () => new Set(made.all().map(fileOf));
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
  showUnused();
  field.element.addEventListener('input', showUnused);

  /** An item: the picture with its focal point, and the fields beside it. @param {EditorItem} item */
  function arrange(item) {
    const { fields } = item.group;
    const file = String(fields.get('file')?.value() ?? '');
    const image = make('img', {
      src: pictureAddress(folder + file),
      alt: '',
      loading: 'lazy',
      draggable: 'false',
    });
    const picture = focalPoint(image, fields.get('focus'));
    const beside = SHOWN.flatMap((name) => fields.get(name)?.element ?? []);
    const rest = [...fields.values()]
      .filter((one) => !SHOWN.includes(one.key.name))
      .map((one) => one.element);
    const more = make('details', {}, make('summary', {}, w('photoMore')), ...rest);
    const gone = make('p', { class: 'note', role: 'status' });
    const withdrawing = button(w('withdraw'), async () => (await withdraw(item)) && back.focus(), {
      class: 'quiet',
    });
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
  }

  /** Asks how a photo is to be withdrawn, and does so; returns whether it is still here. @param {EditorItem} item */
  async function withdraw(item) {
    const name = newId('way');
    const ways = ['withdrawHide', 'withdrawConsent', 'withdrawDelete'].map((way, at) => {
      const input = make('input', { type: 'radio', name, value: way, id: newId('way') });
      input.checked = at === 0;
      return {
        input,
        line: make('div', { class: 'option' }, input, make('label', { for: input.id }, w(way))),
      };
    });
    const key = item.group.fields.get('consent_withdrawn')?.key;
    const when =
      key && dateField({ ...context, dates: {} }, { ...key, help: '' }, undefined, undefined, context.today);
    const consent = ways[1]?.input;
    if (when) when.element.hidden = true;
    for (const { input } of ways) {
      input.addEventListener('change', () => {
        if (when) when.element.hidden = !consent?.checked;
      });
    }
    const forget = make('input', { type: 'checkbox', id: newId('forget') });
    const line = make(
      'div',
      { class: 'option' },
      forget,
      make('label', { for: forget.id }, w('withdrawForget')),
    );
    const answer = await ask(
      w('withdrawTitle'),
      [...ways.map((way) => way.line), when?.element, line],
      [
        ['yes', w('withdrawDo'), 'danger'],
        ['', w('cancel'), 'quiet'],
      ],
    );
    if (answer !== 'yes') return false;
    const way = ways.find(({ input }) => input.checked)?.input.value;
    const file = folder + fileOf(item);
    if (way === 'withdrawHide') tick(item.group.fields.get('withdrawn'), true);
    if (way === 'withdrawConsent')
      setDay(item.group.fields.get('consent_withdrawn'), when?.value() ?? context.today);
    if (way === 'withdrawDelete') made.drop(item);
    // Only once the file no longer lists the photo may the picture go.
    if (way === 'withdrawDelete') context.afterSave.push(() => post('delete', { path: file }));
    if (forget.checked) context.afterSave.push(() => post('forget', { path: file }));
    changed();
    return way !== 'withdrawDelete';
  }
  /** Fills in the boxes of a date. @param {EditorField | undefined} field @param {unknown} day */
  function setDay(field, day) {
    const parts = String(day ?? '')
      .split('-')
      .reverse();
    const boxes = field?.element.querySelectorAll('.boxes input') ?? [];
    for (const [at, box] of boxes.entries()) {
      if (box instanceof HTMLInputElement)
        box.value = parts.length === 3 ? (parts[at]?.replace(/^0/, '') ?? '') : '';
    }
    field?.element.dispatchEvent(new Event('input', { bubbles: true }));
  }
  /** Shows a withdrawn photo again. @param {EditorItem} item */
  function restore(item) {
    tick(item.group.fields.get('withdrawn'), false);
    setDay(item.group.fields.get('consent_withdrawn'), undefined);
    item.line.dispatchEvent(new Event('input', { bubbles: true }));
    return true;
  }
  /** @param {EditorField | undefined} flag @param {boolean} on */
  function tick(flag, on) {
    const box = flag?.element.querySelector('input');
    if (box && box.checked !== on) box.click();
  }

  /** The place where photos are dropped or chosen. */
  function sender() {
    const log = make('ul', { class: 'sending', 'aria-live': 'polite' });
    const zone = dropZone(
      { label: w('photosChoose'), accept: 'image/*,.heic,.heif', multiple: true },
      (files) => void send(files, log),
      make('p', { class: 'help' }, w('photosHelp')),
    );
    context.sendPhotos = (files) => send(files, log);
    return make('div', {}, zone, log);
  }

  /**
   * Sends files one after the other; returns the name of each, `undefined` if it was refused.
   * @param {File[]} files @param {HTMLElement} log @returns {Promise<(string | undefined)[]>}
   */
  async function send(files, log) {
    /** @type {(string | undefined)[]} */
    const names = [];
    for (const [at, file] of files.entries()) {
      const bar = make('progress', { max: 1, value: 0, 'aria-label': file.name });
      const line = make('li', {}, make('span', {}, w('sending', file.name)), bar);
      log.append(line);
      try {
        const answer = await upload('photos', { path: context.path, name: file.name }, file, (share) => {
          bar.value = share;
        });
        const { caption, date } = answer.offer ?? {};
        context.pictures.push({ file: answer.file, path: answer.path, bytes: answer.bytes });
        add({ file: answer.file, ...(caption && { caption }), ...(date && { date }) });
        line.replaceChildren(w('sent', answer.file));
        names.push(answer.file);
        changed();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        line.classList.add('error');
        line.replaceChildren(w('refused', file.name, error.message));
        names.push(undefined);
        // What is true of the folder is true for the other files too.
        const rest = files.length - at - 1;
        if (error.status !== FULL || rest === 0) continue;
        log.append(make('li', { class: 'error' }, w('refusedRest', rest)));
        return files.map((_, number) => names[number]);
      }
    }
    return names;
  }

  /** The pictures of the folder that no photo uses. */
  function showUnused() {
    const names = used();
    const rest = context.pictures.filter(({ file }) => !names.has(file));
    const lines = rest.map((picture) => {
      const use = button(w('photoUse'), () => {
        add({ file: picture.file }).line.focus();
        changed();
      });
      const erase = button(w('photoDelete'), async () => {
        await post('delete', { path: picture.path });
        context.pictures.splice(context.pictures.indexOf(picture), 1);
        say(w('deleted', picture.file));
        showUnused();
        (unused.querySelector('button') ?? field.element).focus();
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
  }
  return field;
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
