// The order of a form's fields: what everybody fills in, the story, the photos, the lists, and the rest folded away.
import { make } from './elements.js';
import { w } from './words.js';

/** Forms with fewer keys show them all. */
const FEW = 9;
/** Lists of an entry, in the order in which people think of them. */
const LISTS = ['photos', 'results', 'status', 'sources', 'awards'];
/** Keys that are optional in the schema and yet decide whether anything is published. */
const ALWAYS = new Set(['draft', ...LISTS]);

/**
 * @param {EditorGroup} group @param {EditorStory | undefined} story
 * @returns {HTMLElement[]}
 */
export const arrange = (group, story) => {
  const fields = [...group.fields.values()];
  const folds = fields.length > FEW;
  /** @param {EditorField} field */
  const isRare = ({ key }) =>
    folds && key.need === 'optional' && !(ALWAYS.has(key.name) && (key.many || key.type === 'yesno'));
  const main = fields.filter((field) => !isRare(field) && field.key.type !== 'table');
  const lists = fields
    .filter((field) => !isRare(field) && field.key.type === 'table')
    .sort((a, b) => rank(a.key.name) - rank(b.key.name));
  const rare = fields.filter(isRare);
  /** @type {HTMLElement[]} */
  const shown = main.map(({ element }) => element);
  if (story) shown.push(story.element);
  shown.push(...lists.map(({ element }) => element));
  if (rare.length) {
    const filled = rare.filter((field) => field.value() !== undefined).length;
    const title = filled ? w('rarelyFilled', filled) : w('rarely');
    shown.push(
      make('details', { class: 'rare' }, make('summary', {}, title), ...rare.map(({ element }) => element)),
    );
  }
  return shown;
};

/** @param {string} name */
const rank = (name) => {
  const at = LISTS.indexOf(name);
  return at < 0 ? LISTS.length : at;
};
