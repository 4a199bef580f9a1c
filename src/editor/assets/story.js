// The story: shown as it will look, or as Markdown; buttons, links by name, pictures, and a clipboard that is turned
// into Markdown. The page beside the form shows it among everything else.
import { button, make, newId, say } from './elements.js';
import { markdownOf } from './paste.js';
import { areaWriter } from './story-area.js';
import { withPictures } from './story-pictures.js';
import { storyTools } from './story-tools.js';
import { w } from './words.js';

/** Where the browser keeps which of the two a person prefers. */
const PREFERENCE = 'guong-story';

const prefersMarkdown = () => {
  try {
    return localStorage.getItem(PREFERENCE) === 'markdown';
  } catch {
    return false;
  }
};
/** @param {boolean} isVisual */
const prefer = (isVisual) => {
  try {
    localStorage.setItem(PREFERENCE, isVisual ? 'visual' : 'markdown');
  } catch {
    // A browser that keeps nothing shows what it shows first.
  }
};

/**
 * Makes the field of the story.
 * @param {EditorContext} context @param {string} base the text in the file @param {string} work
 * @returns {EditorStory}
 */
export const storyField = (context, base, work) => {
  let settled = base;
  let pending = base;
  const label = make('label', { id: newId('label') }, w('story'));
  const helping = make('p', { class: 'help', id: newId('help') }, w('storyHelp'));
  const messages = make('div', { class: 'messages', id: newId('messages') });
  const note = make('p', { class: 'note', role: 'status' });
  const attributes = {
    id: newId('story'),
    class: 'story',
    'aria-labelledby': label.id,
    'aria-describedby': `${helping.id} ${messages.id}`,
  };
  label.setAttribute('for', attributes.id);
  label.addEventListener('click', () => writer.focus());
  const place = make('div', {});
  const moved = () => tools.mark(isVisual);
  const on = { changed: reports(place), moved, ...inserts(context, () => writer, note) };
  let writer = areaWriter(work, attributes, on);
  let isVisual = false;

  const value = () => writer.value();
  /** @param {StoryWriter} next */
  const put = (next) => {
    writer.close();
    writer = next;
    place.replaceChildren(next.element);
    spot.input = next.input;
    moved();
  };
  /** @param {boolean} visual */
  const show = async (visual) => {
    const text = value();
    const next = visual
      ? await import('./story-visual.js').then(({ visualWriter }) =>
          visualWriter(context, text, attributes, on),
        )
      : areaWriter(text, attributes, on);
    // What was typed while it was being made is not lost.
    if (value() !== text) return next.close();
    isVisual = visual;
    const hasFocus = place.contains(document.activeElement);
    put(next);
    if (hasFocus) writer.focus();
    swap.textContent = visual ? w('asMarkdown') : w('asVisual');
  };
  const change = async () => {
    await show(!isVisual);
    prefer(isVisual);
    writer.focus();
  };
  const swap = button(w('asVisual'), change, { class: 'quiet', 'data-tool': 'swap' });
  const tools = storyTools(context, () => writer, swap);
  const parts = [label, helping, messages, tools.bar, tools.tableBar, place, note];
  const element = make('div', { class: 'field', 'data-key': 'text' }, ...parts);
  /** @type {EditorSpot} */
  const spot = { element, messages, label: w('story'), input: writer.input, focus: () => writer.focus() };
  put(writer);
  if (!prefersMarkdown()) void show(true).catch(() => undefined);
  return {
    element,
    spot,
    value,
    isChanged: () => value() !== settled,
    mark: () => {
      pending = value();
    },
    settle: () => {
      settled = pending;
    },
  };
};

/** Returns what reports a change of the story to the form. @param {HTMLElement} place */
const reports = (place) => {
  let isComposing = false;
  place.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  place.addEventListener('compositionend', () => {
    isComposing = false;
  });
  return () => {
    // Words that an input method is composing are followed when they are finished.
    if (!isComposing) place.dispatchEvent(new Event('input', { bubbles: true }));
  };
};

/**
 * What is done with a clipboard, and with files that are dropped; each returns whether it is done.
 * @param {EditorContext} context @param {() => StoryWriter} writer the way in which the story is written by then
 * @param {HTMLElement} note
 */
const inserts = (context, writer, note) => {
  /** @param {string} markdown @param {HTMLImageElement[]} pictures @param {string} rtf */
  const insertPasted = async (markdown, pictures, rtf) => {
    const { text, missing } = await withPictures(context, markdown, pictures, rtf);
    await writer().insertMarkdown(text);
    note.textContent = missing ? w('pastedPictures', missing) : '';
    if (missing) say(note.textContent);
  };
  return {
    /** @param {string} html @param {DataTransfer} transfer */
    paste: (html, transfer) => {
      const { markdown, pictures } = markdownOf(html, true);
      if (!markdown) return false;
      void insertPasted(markdown, pictures, transfer.getData('text/rtf'));
      return true;
    },
    /** @param {File[]} all */
    files: (all) => {
      const { sendPhotos } = context;
      if (!sendPhotos) return false;
      void sendPhotos(all).then((names) => {
        for (const file of names) if (file) writer().insertPicture({ file, alt: '' });
      });
      return true;
    },
  };
};
