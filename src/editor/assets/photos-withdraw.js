// Withdrawing a photo: off the site, with the consent of whom it shows, or from the folder; and showing it again.
import { post } from './api.js';
import { dateField } from './dates.js';
import { ask, make, newId } from './elements.js';
import { w } from './words.js';

/** The folder of an entry. @param {EditorContext} context */
export const folderOf = ({ path }) => path.replace(/[^/]*$/, '');

/** The file of a photo. @param {EditorItem} item */
export const fileOf = (item) => {
  const file = item.group.fields.get('file')?.value();
  return typeof file === 'string' ? file : '';
};

/**
 * Asks how a photo is to be withdrawn, and does so; returns whether it is still here.
 * @param {EditorContext} context @param {PhotoList} photos @param {EditorItem} item
 */
export const withdraw = async (context, photos, item) => {
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
  const file = folderOf(context) + fileOf(item);
  if (way === 'withdrawHide') tick(item.group.fields.get('withdrawn'), true);
  if (way === 'withdrawConsent')
    setDay(item.group.fields.get('consent_withdrawn'), when?.value() ?? context.today);
  if (way === 'withdrawDelete') photos.drop(item);
  // Only once the file no longer lists the photo may the picture go.
  if (way === 'withdrawDelete') context.afterSave.push(() => post('delete', { path: file }));
  if (forget.checked) context.afterSave.push(() => post('forget', { path: file }));
  photos.changed();
  return way !== 'withdrawDelete';
};

/** Fills in the boxes of a date. @param {EditorField | undefined} field @param {unknown} day */
const setDay = (field, day) => {
  const parts = String(day ?? '')
    .split('-')
    .reverse();
  const boxes = field?.element.querySelectorAll('.boxes input') ?? [];
  for (const [at, box] of boxes.entries()) {
    if (box instanceof HTMLInputElement)
      box.value = parts.length === 3 ? (parts[at]?.replace(/^0/, '') ?? '') : '';
  }
  field?.element.dispatchEvent(new Event('input', { bubbles: true }));
};

/** Shows a withdrawn photo again. @param {EditorItem} item */
export const restore = (item) => {
  tick(item.group.fields.get('withdrawn'), false);
  setDay(item.group.fields.get('consent_withdrawn'), undefined);
  item.line.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
};

/** @param {EditorField | undefined} flag @param {boolean} on */
const tick = (flag, on) => {
  const box = flag?.element.querySelector('input');
  if (box && box.checked !== on) box.click();
};
