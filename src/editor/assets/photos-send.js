// Sending photos to the folder of an entry, one after the other, each with its progress and what became of it.
import { Refused, upload } from './api.js';
import { dropZone } from './drop.js';
import { make } from './elements.js';
import { w } from './words.js';

/** The status of the answer if an entry can take no more photos. */
const FULL = 409;

/**
 * The place where photos are dropped or chosen.
 * @param {EditorContext} context @param {() => PhotoList} photos
 */
export const sender = (context, photos) => {
  const log = make('ul', { class: 'sending', 'aria-live': 'polite' });
  const zone = dropZone(
    { label: w('photosChoose'), accept: 'image/*,.heic,.heif', multiple: true },
    (files) => void send(context, photos, files, log),
    make('p', { class: 'help' }, w('photosHelp')),
  );
  context.sendPhotos = (files) => send(context, photos, files, log);
  return make('div', {}, zone, log);
};

/**
 * Sends files one after the other; returns the name of each, `undefined` if it was refused.
 * @param {EditorContext} context @param {() => PhotoList} photos @param {File[]} files @param {HTMLElement} log
 * @returns {Promise<(string | undefined)[]>}
 */
const send = async (context, photos, files, log) => {
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
      photos().add({ file: answer.file, ...(caption && { caption }), ...(date && { date }) });
      line.replaceChildren(w('sent', answer.file));
      names.push(answer.file);
      photos().changed();
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
};
