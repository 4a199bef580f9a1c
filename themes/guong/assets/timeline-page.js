// What the timeline's page gives its script: elements, and words in data attributes.
import { the } from './elements.js';

export const root = the(document, '.tl', HTMLElement);
export const view = the(root, '.tl-view', HTMLElement);
export const canvas = the(view, 'canvas', HTMLCanvasElement);
export const bandBox = the(view, '.tl-bands', HTMLElement);
export const cardBox = the(view, '.tl-cards', HTMLElement);
export const said = the(root, 'output', HTMLOutputElement);

/** @param {string} key */
export const word = (key) => root.dataset[key] ?? '';

/** Where the gallery's root is from here. */
export const HOME = word('root');
export const MONTHS = word('months').split(' ');
/** The digits of a day of the month. */
export const DIGITS = Number(word('digits'));
