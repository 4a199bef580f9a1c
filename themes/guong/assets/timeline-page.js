// The timeline page's elements, and its messages in data attributes.
import { the } from './elements.js';

export const root = the(document, '.tl', HTMLElement);
export const view = the(root, '.tl-view', HTMLElement);
export const canvas = the(view, 'canvas', HTMLCanvasElement);
export const bandBox = the(view, '.tl-bands', HTMLElement);
export const cardBox = the(view, '.tl-cards', HTMLElement);
/** Boxes that the script fills that is loaded after the first view. */
export const dotBox = the(view, '.tl-dots', HTMLElement);
export const markBox = the(view, '.tl-marks', HTMLElement);
export const emptyBox = the(view, '.tl-empty', HTMLElement);
export const peek = the(view, '.tl-peek', HTMLElement);
export const mapBox = the(root, '.tl-map', HTMLElement);
export const output = the(root, 'output', HTMLOutputElement);

/** @param {string} key */
export const word = (key) => root.dataset[key] ?? '';

/** The relative path of the gallery's root. */
export const HOME = word('root');
export const MONTHS = word('months').split(' ');
/** The least digits of a day of the month. */
export const DIGITS = Number(word('digits'));
