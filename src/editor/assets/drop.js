// A place where files are dropped, or chosen with a button in the interface's language.
import { make, newId } from './elements.js';
import { w } from './words.js';

/**
 * Makes the place; `take` gets the files.
 * @param {{ label: string, accept: string, multiple?: boolean }} options @param {(files: File[]) => void} take
 * @param {...import('./elements.js').Child} below
 */
export const dropZone = ({ label, accept, multiple = false }, take, ...below) => {
  const input = make('input', { type: 'file', class: 'hidden', accept, multiple, id: newId('files') });
  const choose = make('label', { for: input.id, class: 'button' }, label);
  const zone = make('div', { class: 'drop' }, make('p', {}, w('dropHere')), input, choose, ...below);
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    // The same file can be chosen again.
    input.value = '';
    if (files.length) take(files);
  });
  zone.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    zone.classList.remove('over');
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    take(multiple ? files : files.slice(0, 1));
  });
  return zone;
};
