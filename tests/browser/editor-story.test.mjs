// The story as it will look: what is not edited keeps every byte, what is edited is clean Markdown.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ENTRY, editor, form, save, search } from './editor-support.mjs';
import { png } from './make.mjs';
import { some } from './support.mjs';

const PATH = 'content/entries/tha-ca/index.md';
const HEAD = ENTRY.slice(0, ENTRY.indexOf('+++\n', 4) + 4);
const STORY = `Đoạn  một, *nghiêng* và __đậm__.
Dòng hai.


* điểm một
* điểm **hai**

| Năm | Hộ |
|:--|--:|
|2019|12|

> Cấm mình
mới khó.

Chú[^1].

[^1]: Ghi chú.

### Đầu mục ###

Cuối.
`;
const PHOTO = png(60, 40, [90, 130, 90]);
const gallery = (name, story = STORY) =>
  editor(name, {
    [PATH]: HEAD + story,
    'content/entries/tha-ca/anh-1.png': PHOTO,
    'content/entries/hai/index.md': ENTRY.replace('"Thả cá"', '"Đường hoa bản Phồng"').replace(
      /\n\[\[photos\]\]\n[^+]*/,
      '',
    ),
  });

/** Opens the form and waits for the story as it will look. */
async function opened(t, site, options) {
  const page = await site.open(t, form(PATH), options);
  const story = page.locator('.ProseMirror');
  await story.waitFor();
  return { page, story };
}
/** Puts the caret at the end of an element of the story. */
async function caretIn(element) {
  await element.click();
  await element.page().keyboard.press('End');
}
const tool = (page, name) => page.locator(`[data-tool="${name}"]`).click();
/** Pastes into what has the focus. */
const paste = (page, parts) =>
  page.evaluate((all) => {
    const data = new DataTransfer();
    for (const [type, text] of Object.entries(all)) data.setData(type, text);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  }, parts);

test('an edited paragraph leaves the others as they were, byte for byte', async (t) => {
  const site = await gallery('story-bytes');
  const { page, story } = await opened(t, site);
  await caretIn(story.locator('p', { hasText: 'Cuối.' }));
  await page.keyboard.type(' Hết.');
  assert.equal(await save(page), 200);
  assert.equal(await site.read(PATH), HEAD + STORY.replace('Cuối.', 'Cuối. Hết.'));

  // What is undone is as it was, though it was written otherwise than the program writes.
  const first = story.locator('p').first();
  await caretIn(first);
  await page.keyboard.type('!');
  await page.keyboard.press('ControlOrMeta+Z');
  await caretIn(story.locator('td').nth(1));
  await page.keyboard.type('5');
  assert.equal(await save(page), 200);
  assert.equal(
    await site.read(PATH),
    HEAD +
      STORY.replace('Cuối.', 'Cuối. Hết.').replace(
        '| Năm | Hộ |\n|:--|--:|\n|2019|12|',
        '| Năm | Hộ |\n| :-- | --: |\n| 2019 | 125 |',
      ),
  );
});

test('the answer of a dialog is in its place before the next key', async (t) => {
  const site = await gallery('story-dialog', 'Một.\n');
  const { page, story } = await opened(t, site);
  await caretIn(story.locator('p'));
  await tool(page, 'picture');
  const button = page.getByRole('dialog').getByRole('button', { name: 'Khe suối' });
  const pictures = await button.evaluate(async (element) => {
    element.click();
    // What was awaited goes on; no other event comes between.
    for (let step = 0; step < 9; step += 1) await null;
    return document.querySelectorAll('.ProseMirror img[alt="Khe suối"]').length;
  });
  assert.equal(pictures, 1);
});

test('buttons make headings, lists, quotations, tables, links and pictures', async (t) => {
  const site = await gallery('story-tools', 'Một.\n');
  const { page, story } = await opened(t, site);
  await caretIn(story.locator('p'));
  await page.keyboard.press('Enter');
  await tool(page, 'heading');
  await page.keyboard.type('Cách làm');
  await page.keyboard.press('Enter');
  await tool(page, 'bullets');
  await page.keyboard.type('góp công');
  await page.keyboard.press('Enter');
  await tool(page, 'bold');
  await page.keyboard.type('góp');
  await tool(page, 'bold');
  await page.keyboard.type(' của * # <b>');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await tool(page, 'quote');
  await page.keyboard.type('Làm được.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Xem ');
  await tool(page, 'link');
  const dialog = page.getByRole('dialog');
  await search(dialog.getByRole('combobox'), 'duong hoa');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Đặt liên kết' }).click();
  await page.keyboard.press('Enter');
  await tool(page, 'picture');
  await dialog.getByRole('button', { name: 'Khe suối' }).click();
  await tool(page, 'table');
  await page.keyboard.type('Năm');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Hộ|người');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2020');
  await tool(page, 'columnRemove');
  await tool(page, 'rowBelow');
  await page.keyboard.type('7');
  assert.equal(await save(page), 200);
  assert.equal(
    await site.read(PATH),
    `${HEAD}Một.

## Cách làm

- góp công
- **góp** của \\* # \\<b>

> Làm được.

Xem [Đường hoa bản Phồng](../hai/index.md)

![Khe suối](anh-1.png)

| Hộ\\|người |
| --- |
|  |
| 7 |
`,
  );
});

test('what is pasted from Word is clean, with its pictures as photos of the entry', async (t) => {
  const site = await gallery('story-word', 'Một.\n');
  // Chromium reports styles even in a document that is only read.
  const { page, story } = await opened(t, site, { may: /Applying inline style/ });
  await caretIn(story.locator('p'));
  const hex = (bytes) => bytes.toString('hex').replace(/(.{128})/g, '$1\n');
  const picture = (color) => hex(png(60, 40, color));
  const rtf = [
    [1, 2, 3],
    [4, 5, 6],
  ].map(
    (color) =>
      `{\\*\\shppict{\\pict{\\*\\picprop}\\picw1\\pngblip\\bliptag1{\\*\\blipuid 00112233445566778899aabbccddeeff}${picture(color)}}}{\\nonshppict{\\pict\\wmetafile8 ${'0'.repeat(300)}}}`,
  );
  await paste(page, {
    'text/html': `<html><body><p class=MsoNormal><b>Kết quả:</b> <span style="color:red">tốt</span><script>globalThis.ran=1</script></p>
      <h2>Cách làm</h2><p><img src="file:///C:/a.png" alt="Bà con"></p><p>Sau.<img src="file:///C:/b.png"></p></body></html>`,
    'text/plain': 'Kết quả: tốt',
    'text/rtf': `{\\rtf1 ${rtf.join('')}}`,
  });
  await story.locator('img[src]').nth(1).waitFor();
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.equal(await page.locator('.photo').count(), 3);
  assert.equal(await save(page), 200);
  const text = await site.read(PATH);
  const body = text.slice(text.indexOf('+++\n', 4) + 4);
  assert.equal(body, 'Một.**Kết quả:** tốt\n\n## Cách làm\n\n![Bà con](anh-1-1.png)\n\nSau.![](anh-3.png)\n');
  assert.deepEqual((await readdir(join(site.root, 'content/entries/tha-ca'))).sort(), [
    'anh-1-1.png',
    'anh-1.png',
    'anh-3.png',
    'index.md',
  ]);
});

test('a picture that is dropped or pasted becomes a photo, where it was dropped', async (t) => {
  const site = await gallery('story-drop', 'Một.\n\nHai.\n');
  const { page, story } = await opened(t, site);
  await caretIn(story.locator('p').nth(1));
  await page.evaluate(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'Chụp màn hình.png', { type: 'image/png' }));
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
    },
    [...PHOTO],
  );
  await story.locator('img[src]').waitFor();
  assert.equal(await save(page), 200);
  const text = await site.read(PATH);
  assert.ok(text.endsWith('Một.\n\nHai.![](chup-man-hinh.png)\n'), text);
  assert.match(text, /\[\[photos\]\]\nfile = "chup-man-hinh\.png"/);
});

test('the switch shows the Markdown, and the other way round', async (t) => {
  const site = await gallery('story-switch');
  const { page, story } = await opened(t, site);
  await tool(page, 'swap');
  const area = page.locator('textarea.story');
  assert.equal(await area.inputValue(), STORY);
  await area.fill(`${STORY}\n- thêm\n`);
  await tool(page, 'swap');
  await story.locator('li', { hasText: 'thêm' }).waitFor();
  assert.equal(await save(page), 200);
  assert.equal(await site.read(PATH), `${HEAD}${STORY}\n- thêm\n`);
  // The next form begins as this one ended.
  await tool(page, 'swap');
  await page.reload();
  await area.waitFor();
});

// Random stories from a seed: every kind of block and mark, and signs that are no marks.
let seed = 11;
const random = (below) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * below);
};
const pick = (all) => all[random(all.length)];
const WORDS = [
  'bà con',
  ' góp ',
  '*',
  '_a_',
  'a_b',
  '# ',
  '1. ',
  '- ',
  '+',
  '> ',
  '[x](y)',
  '<b>',
  '&amp;',
  '\\',
  '|',
  '~~',
  'https://a.vn/b_c',
  '"Lời"',
  '…',
  ' ',
  'đ',
  '!',
  '`',
  '=',
  '12',
];
const MARKS = ['em', 'strong', 'strike'];
const words = () => {
  const nodes = [];
  for (let count = 1 + random(6); count > 0; count -= 1) {
    const marks = MARKS.filter(() => random(5) === 0).map((type) => ({ type }));
    if (random(9) === 0)
      marks.unshift({
        type: 'link',
        attrs: {
          href: pick(['../a/index.md', 'https://a.vn/?b=(c) d', 'x y.md']),
          title: pick(['', 'a "b"']),
        },
      });
    if (random(12) === 0)
      nodes.push({
        type: 'image',
        attrs: { src: pick(['a.jpg', 'a b.jpg']), alt: pick(['', 'x [y]']), title: '' },
        marks: marks.filter(({ type }) => type === 'link'),
      });
    else nodes.push({ type: 'text', text: pick(WORDS) + pick(WORDS), marks });
  }
  return nodes;
};
const block = (depth) => {
  const kind = random(depth ? 8 : 3);
  if (kind < 3) return { type: 'paragraph', content: words() };
  if (kind === 3) return { type: 'heading', attrs: { level: 1 + random(6) }, content: words() };
  if (kind === 4) return { type: 'blockquote', content: blocks(depth - 1) };
  if (kind < 7) {
    const content = Array.from({ length: 1 + random(3) }, () => ({
      type: 'list_item',
      content: blocks(depth - 1),
    }));
    return kind === 5
      ? { type: 'bullet_list', attrs: { tight: true }, content }
      : { type: 'ordered_list', attrs: { tight: true, start: 1 + random(12) }, content };
  }
  const width = 1 + random(3);
  const row = (type) => ({
    type: 'table_row',
    content: Array.from({ length: width }, () => ({ type, content: words() })),
  });
  return {
    type: 'table',
    attrs: { align: Array.from({ length: width }, () => pick(['', 'left', 'center', 'right'])) },
    content: [row('table_header'), row('table_cell')],
  };
};
const blocks = (depth) => Array.from({ length: 1 + random(2) }, () => block(depth));

test('every block, written again, is read as the same block', async (t) => {
  const site = await gallery('story-again');
  const page = await site.open(t, '/viec');
  const root = fileURLToPath(new URL('../../content', import.meta.url));
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.md')).sort();
  const texts = await Promise.all(
    some(files, 4).map(async (name) =>
      (await readFile(join(root, name), 'utf8')).replace(/^\+\+\+[\s\S]*?\n\+\+\+\n/, ''),
    ),
  );
  const wrong = await page.evaluate(
    async ([stories, random]) => {
      const { written, markerOf } = await import('/assets/story-write.js');
      const { post } = await import('/assets/api.js');
      const write = (nodes) => {
        const all = [];
        let type = '';
        for (const node of nodes) {
          const text = written(node, node.type === type ? markerOf(all.at(-1) ?? '') : '');
          if (text) all.push(text);
          if (text) type = node.type;
        }
        return all.join('\n\n');
      };
      /** What matters of a block: spaces at the ends of words, and whether a list is loose, do not. */
      const plain = (node) =>
        JSON.stringify(node, (key, value) => (['marker', 'tight'].includes(key) ? undefined : value));
      const read = async (text) => (await post('story', { text })).blocks.map(({ node }) => node);
      const wrong = [];
      for (const text of stories) {
        const nodes = await read(text);
        const again = await read(write(nodes));
        for (const [at, node] of nodes.entries()) {
          if (plain(node) !== plain(again[at])) wrong.push([plain(node), plain(again[at]), write([node])]);
        }
      }
      // What is random is read once before it is compared: it may have been what Markdown cannot say.
      for (const made of random) {
        const text = write(made);
        const nodes = await read(text);
        const next = write(nodes);
        const again = await read(next);
        if (nodes.map(plain).join() !== again.map(plain).join())
          wrong.push([text, next, nodes.map(plain), again.map(plain)]);
      }
      return wrong.slice(0, 5);
    },
    [texts, Array.from({ length: 300 }, () => blocks(2))],
  );
  assert.deepEqual(wrong, []);
});
