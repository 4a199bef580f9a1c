// The story: a text in Markdown, with buttons that write it and a clipboard that is turned into it. The page beside
// the form shows how it will look.
import { ask, button, isComposing, make, newId, say } from './elements.js';
import { markdownOf } from './paste.js';
import { w } from './words.js';

/** Puts a text in place of the selection, so that it can be undone. @param {HTMLTextAreaElement} area @param {string} text */
const insert = (area, text) => {
  area.focus();
  // The only way to change a text that keeps the browser's undo.
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
};

/** @param {HTMLTextAreaElement} area */
const selected = (area) => area.value.slice(area.selectionStart, area.selectionEnd);

/** Selects whole lines. @param {HTMLTextAreaElement} area */
const wholeLines = (area) => {
  const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
  const found = area.value.indexOf('\n', area.selectionEnd);
  area.setSelectionRange(start, found < 0 ? area.value.length : found);
};

/** Puts marks around the selection, or takes them away. @param {HTMLTextAreaElement} area @param {string} mark */
const wrap = (area, mark) => {
  const text = selected(area);
  const bare = text.startsWith(mark) && text.endsWith(mark) && text.length > 2 * mark.length;
  const start = area.selectionStart;
  insert(area, bare ? text.slice(mark.length, -mark.length) : `${mark}${text}${mark}`);
  if (text === '') area.setSelectionRange(start + mark.length, start + mark.length);
  else area.setSelectionRange(start, start + text.length + (bare ? -2 : 2) * mark.length);
};

/** Puts a mark before each line, or takes it away. @param {HTMLTextAreaElement} area @param {(n: number) => string} mark @param {RegExp} pattern */
const prefix = (area, mark, pattern) => {
  wholeLines(area);
  const lines = selected(area).split('\n');
  const has = lines.every((line) => pattern.test(line) || line === '');
  const isEmpty = lines.length === 1 && lines[0] === '';
  insert(
    area,
    lines
      .map((line, at) =>
        has && !isEmpty ? line.replace(pattern, '') : `${mark(at + 1)}${line.replace(pattern, '')}`,
      )
      .join('\n'),
  );
};

/**
 * Makes the field of the story.
 * @param {EditorContext} context @param {string} base the text in the file @param {string} work
 * @returns {EditorStory}
 */
export const storyField = (context, base, work) => {
  let settled = base;
  let pending = base;
  const area = make('textarea', { id: newId('story'), class: 'story', rows: 18, spellcheck: 'true' });
  area.value = work;
  // The field gives back line ends as it likes: what was not touched is what was given.
  const first = area.value;
  const value = () => (area.value === first ? work : area.value);
  const helping = make('p', { class: 'help', id: newId('help') }, w('storyHelp'));
  const messages = make('div', { class: 'messages', id: newId('messages') });
  const note = make('p', { class: 'note', role: 'status' });
  area.setAttribute('aria-describedby', `${helping.id} ${messages.id}`);

  const addPicture = async () => {
    const photos = context.photos();
    const choices = photos.map(
      ({ file, alt }) => /** @type {[string, string, string]} */ ([file, alt || file, 'quiet']),
    );
    const start = area.selectionStart;
    const file = await ask(
      w('pickPicture'),
      [photos.length === 0 && make('p', {}, w('noPictures'))],
      [...choices, ['', w('cancel'), 'quiet']],
    );
    area.focus();
    area.setSelectionRange(start, start);
    if (!file) return;
    const alt = (photos.find((one) => one.file === file)?.alt ?? '').replace(/[[\]\\]/g, '\\$&');
    insert(area, `\n\n![${alt}](${/[\s()]/.test(file) ? `<${file}>` : file})\n\n`);
  };
  const addLink = () => {
    const text = selected(area);
    const start = area.selectionStart;
    insert(area, `[${text}](https://)`);
    const at = start + text.length + (text ? 3 : 1);
    area.setSelectionRange(at, text ? at + 8 : at);
  };
  const addTable = () =>
    insert(area, `\n\n| ${w('column')} 1 | ${w('column')} 2 |\n| --- | --- |\n|  |  |\n\n`);
  /** @type {[string, () => void, string?][]} */
  const tools = [
    ['bold', () => wrap(area, '**'), 'Control+B'],
    ['italic', () => wrap(area, '*'), 'Control+I'],
    ['heading', () => prefix(area, () => '## ', /^#{1,6}\s+/)],
    ['bullets', () => prefix(area, () => '- ', /^[-*+]\s+/)],
    ['numbers', () => prefix(area, (n) => `${n}. `, /^\d+[.)]\s+/)],
    ['quote', () => prefix(area, () => '> ', /^>\s?/)],
    ['link', addLink],
    ['table', addTable],
    ...(context.kind === 'entry' ? [/** @type {[string, () => void]} */ (['picture', addPicture])] : []),
  ];
  const bar = make('div', { class: 'tools', role: 'group', 'aria-label': w('toolbar') });
  for (const [name, action, keys] of tools) {
    bar.append(
      button(w(name), action, { class: 'quiet', 'data-tool': name, 'aria-keyshortcuts': keys ?? false }),
    );
  }
  area.addEventListener('keydown', (event) => {
    if (isComposing(event) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const mark = { b: '**', i: '*' }[event.key.toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    wrap(area, mark);
  });
  area.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html');
    const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith('image/'));
    if (!html && files.length && context.sendPhotos) {
      event.preventDefault();
      void context.sendPhotos(files);
      return;
    }
    if (!html) return;
    const { markdown, pictures } = markdownOf(html);
    if (markdown) {
      event.preventDefault();
      insert(area, markdown);
    }
    note.textContent = pictures ? w('pastedPictures', pictures) : '';
    if (pictures) say(note.textContent);
  });
  const label = make('label', { for: area.id }, w('story'));
  const element = make(
    'div',
    { class: 'field', 'data-key': 'text' },
    label,
    helping,
    messages,
    bar,
    area,
    note,
  );
  const spot = { element, messages, label: w('story'), input: area, focus: () => area.focus() };
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
