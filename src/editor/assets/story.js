// The story: shown as it will look, or as Markdown; buttons, links by name, pictures, and a clipboard that is turned
// into Markdown. The page beside the form shows it among everything else.
import { ask, button, make, newId, say } from './elements.js';
import { field } from './form.js';
import { markdownOf } from './paste.js';
import { areaWriter } from './story-area.js';
import { pictureFiles } from './story-pictures.js';
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

/** What the buttons do, and their keys. @type {[string, string?][]} */
const TOOLS = [
  ['bold', 'Control+B'],
  ['italic', 'Control+I'],
  ['heading'],
  ['subheading'],
  ['bullets'],
  ['numbers'],
  ['quote'],
  ['link'],
  ['table'],
  ['picture'],
];
const TABLE_TOOLS = ['rowBelow', 'columnAfter', 'rowRemove', 'columnRemove'];

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
  const on = { changed, moved, paste, files };
  /** @type {StoryWriter} */
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
    put(next);
    swap.textContent = visual ? w('asMarkdown') : w('asVisual');
  };
  const swap = button(
    w('asVisual'),
    async () => {
      await show(!isVisual);
      try {
        localStorage.setItem(PREFERENCE, isVisual ? 'visual' : 'markdown');
      } catch {
        // A browser that keeps nothing shows what it shows first.
      }
      writer.focus();
    },
    { class: 'quiet', 'data-tool': 'swap' },
  );

  function changed() {
    // Words that an input method is composing are followed when they are finished.
    if (!isComposing) place.dispatchEvent(new Event('input', { bubbles: true }));
  }
  let isComposing = false;
  place.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  place.addEventListener('compositionend', () => {
    isComposing = false;
  });

  /** @param {string} html @param {DataTransfer} transfer */
  function paste(html, transfer) {
    const { markdown, pictures } = markdownOf(html, true);
    if (!markdown) return false;
    void insertPasted(markdown, pictures, transfer.getData('text/rtf'));
    return true;
  }
  /** @param {string} markdown @param {HTMLImageElement[]} pictures @param {string} rtf */
  const insertPasted = async (markdown, pictures, rtf) => {
    const found = context.sendPhotos ? await pictureFiles(pictures, rtf) : [];
    const send = found.filter((file) => file !== undefined);
    const sent = send.length && context.sendPhotos ? await context.sendPhotos(send) : [];
    let missing = 0;
    const names = pictures.map((_, at) => {
      const file = found[at];
      const name = file && sent[send.indexOf(file)];
      if (!name) missing += 1;
      return name;
    });
    const text = markdown.replace(/!\[([^\]]*)\]\(guong-picture-(\d+)\)/g, (_, alt, at) => {
      const name = names[Number(at)];
      return name ? `![${alt}](${name})` : '';
    });
    await writer.insertMarkdown(text.replace(/\n{3,}/g, '\n\n').trim());
    note.textContent = missing ? w('pastedPictures', missing) : '';
    if (missing) say(note.textContent);
  };
  /** @param {File[]} all */
  function files(all) {
    const { sendPhotos } = context;
    if (!sendPhotos) return false;
    void sendPhotos(all).then((names) => {
      for (const file of names) if (file) writer.insertPicture({ file, alt: '' });
    });
    return true;
  }

  const addPicture = async () => {
    const photos = context.photos();
    const choices = photos.map(
      ({ file, alt }) => /** @type {[string, string, string]} */ ([file, alt || file, 'quiet']),
    );
    const file = await ask(
      w('pickPicture'),
      [photos.length === 0 && make('p', {}, w('noPictures'))],
      [...choices, ['', w('cancel'), 'quiet']],
    );
    writer.focus();
    if (file) writer.insertPicture({ file, alt: photos.find((one) => one.file === file)?.alt ?? '' });
  };
  const addLink = async () => {
    /** @type {EditorKey} */
    const key = {
      name: 'link',
      label: w('linkTo'),
      help: w('linkHelp'),
      type: 'reference',
      of: 'text',
      many: false,
      need: 'required',
    };
    const target = field(context, key, undefined, undefined, undefined);
    const words = make('input', { type: 'text', id: newId('words'), autocomplete: 'off' });
    words.value = writer.selected();
    const line = make('div', { class: 'field' }, make('label', { for: words.id }, w('linkWords')), words);
    const answer = await ask(
      w('link'),
      [target.element, line],
      [
        ['yes', w('linkDo'), 'main'],
        ['', w('cancel'), 'quiet'],
      ],
    );
    writer.focus();
    const to = target.value();
    if (answer !== 'yes' || typeof to !== 'string') return;
    const shown = target.element.querySelector('input')?.value ?? to;
    writer.insertLink(words.value.trim() || shown, addressOf(to));
  };

  const bar = make('div', { class: 'tools', role: 'group', 'aria-label': w('toolbar') });
  const tableBar = make('div', { class: 'tools', role: 'group', 'aria-label': w('table'), hidden: true });
  /** @type {Record<string, () => void>} */
  const own = { link: () => void addLink(), picture: () => void addPicture() };
  for (const [name, keys] of TOOLS) {
    if (name === 'picture' && context.kind !== 'entry') continue;
    const act = own[name] ?? (() => writer.run(name));
    bar.append(
      button(w(name), act, { class: 'quiet', 'data-tool': name, 'aria-keyshortcuts': keys ?? false }),
    );
  }
  bar.append(swap);
  for (const name of TABLE_TOOLS) {
    tableBar.append(button(w(name), () => writer.run(name), { class: 'quiet', 'data-tool': name }));
  }
  for (const each of [bar, tableBar]) {
    // The selection in the text stays.
    each.addEventListener('mousedown', (event) => event.preventDefault());
  }
  function moved() {
    for (const one of bar.querySelectorAll('button')) {
      const name = one.dataset.tool ?? '';
      if (isVisual && name !== 'swap') one.setAttribute('aria-pressed', String(writer.isOn(name)));
      else one.removeAttribute('aria-pressed');
    }
    tableBar.hidden = !(isVisual && writer.isOn('rowBelow'));
  }

  const element = make(
    'div',
    { class: 'field', 'data-key': 'text' },
    label,
    helping,
    messages,
    bar,
    tableBar,
    place,
    note,
  );
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

/** The address that a person means. @param {string} text */
const addressOf = (text) => {
  if (/^(https?:|mailto:|tel:|\.{0,2}\/|#)/i.test(text) || /\.md(#|$)/.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.\w+$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(text) ? `https://${text}` : text;
};
