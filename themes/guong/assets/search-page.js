// The search page's elements, and its messages in data attributes.
import { the } from './elements.js';

export const form = the(document, 'form.find', HTMLFormElement);
export const box = the(form, 'input[name=q]', HTMLInputElement);
export const order = the(form, 'select[name=xep]', HTMLSelectElement);
export const details = the(form, 'details', HTMLDetailsElement);
/** @type {HTMLSelectElement[]} */
export const selects = [...form.querySelectorAll('select')].filter((select) => select.dataset.facet);
export const found = the(document, '.found', HTMLElement);
export const list = the(found, 'ol', HTMLOListElement);
export const more = the(found, '.more-results', HTMLButtonElement);
/** Saves the results as a table. */
export const table = the(found, '.table', HTMLButtonElement);
/** Links to a published table that contains the results, if they are too many to save. */
export const wholeTable = the(found, '.whole-table', HTMLAnchorElement);
export const status = the(document, '.search-status', HTMLElement);
export const trouble = the(document, '.trouble', HTMLElement);
export const lists = the(document, '.facet-pages', HTMLElement);
export const above = the(document, '.understood', HTMLElement);
export const sample = the(the(document, '#_mot-ket-qua', HTMLTemplateElement).content, 'li', HTMLLIElement);

/** @param {string} key */
export const message = (key) => form.dataset[key] ?? '';

/** The relative path of the gallery's root. */
export const root = message('root');
