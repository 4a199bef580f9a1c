// Vietnamese input methods in the editor's fields: composition events, and bursts of Backspace and letters. Answers of
// the program that arrive between two keys change neither the text nor the caret.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENTRY, editor, form, markdown, search } from './editor-support.mjs';
import { ANSWERS } from './hands.mjs';
import { some } from './support.mjs';

const PATH = 'content/entries/tha-ca/index.md';
const site = await editor('typing', { [PATH]: ENTRY.replace(/\n\[\[photos\]\][^+]*/, '') });

/** `Tiếng Việt` as UniKey sends Telex: each sign replaces letters by Backspace and the new ones. */
const BURSTS = ['T', 'i', 'e', [1, 'ê'], 'n', 'g', [3, 'ếng'], ' ', 'V', 'i', 'e', 't', [2, 'êt'], [2, 'ệt']];

/** Every field in which one writes: a text, a longer text, a picker, a figure, a nested text, the story. */
const FIELDS = [
  ['title', '[data-key="title"] input'],
  ['summary', '[data-key="summary"] textarea'],
  ['locality', '[data-key="locality"] input'],
  ['a figure', '[data-key="results"] [data-key="after"] input'],
  ['a nested text', '[data-key="sources"] [data-key="title"] input'],
  ['story', '.ProseMirror'],
  ['story as Markdown', 'textarea.story'],
];

/** Opens the form with every fold open. */
async function opened(t, selector = '') {
  const page = await site.open(t, form(PATH), { may: /422|ERR_/ });
  if (selector === 'textarea.story') await markdown(page);
  else await page.locator('.ProseMirror').waitFor();
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  return page;
}

const caret = (page) =>
  page.evaluate(() => {
    const { activeElement: box } = document;
    if (box.value !== undefined) return [box.value, box.selectionStart, box.selectionEnd];
    const { anchorNode, anchorOffset, focusOffset } = getSelection();
    return [anchorNode.textContent, anchorOffset, focusOffset];
  });

/** Waits until the program has answered what was entered, and the page has taken it. */
async function answered(page, act) {
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/check'));
  await act();
  await (await answer).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

// Each field in one of the two ways, the story in both; every field in both in the long tests.
for (const field of FIELDS) {
  const [name, selector] = field;
  const skip = (way) => name !== 'story' && !some(FIELDS, 2, way).includes(field) && 'only in tests/all';
  test(`bursts of Backspace and letters: ${name}`, { skip: skip(0) }, async (t) => {
    const page = await opened(t, selector);
    const client = await page.context().newCDPSession(page);
    await page.locator(selector).first().fill('');
    await answered(page, () =>
      page
        .locator(selector)
        .first()
        .focus()
        .then(() => page.keyboard.insertText('=')),
    );
    await page.keyboard.press('Backspace');
    let expected = '';
    for (const [at, step] of BURSTS.entries()) {
      const [back, letters] = Array.isArray(step) ? step : [0, step];
      expected = expected.slice(0, expected.length - back) + letters;
      // All at once, as an input method on Windows does.
      const sent = [];
      for (let count = 0; count < back; count += 1) {
        const key = { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 };
        sent.push(client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key }));
        sent.push(client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }));
      }
      for (const letter of letters) {
        sent.push(client.send('Input.dispatchKeyEvent', { type: 'char', text: letter }));
      }
      const all = () => Promise.all(sent);
      // Now and then the program's answer comes before the next key.
      if (at % 5 === 3) await answered(page, all);
      else await all();
      assert.deepEqual(await caret(page), [expected, expected.length, expected.length]);
    }
    assert.equal(expected, 'Tiếng Việt');
  });

  test(`a composition is not disturbed: ${name}`, { skip: skip(1) }, async (t) => {
    const page = await opened(t, selector);
    const client = await page.context().newCDPSession(page);
    const box = page.locator(selector).first();
    await box.fill('');
    await answered(page, () => box.focus().then(() => page.keyboard.insertText('Bà ')));
    await box.evaluate((element) => {
      globalThis.ended = 0;
      element.addEventListener('compositionend', () => {
        globalThis.ended += 1;
      });
    });
    for (const text of ['c', 'co', 'con', 'côn']) {
      await client.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
      // What an answer does, whatever it says, while the text is being composed.
      await answered(page, () =>
        page.evaluate(() => document.querySelector('form').dispatchEvent(new Event('change'))),
      );
      assert.equal((await caret(page))[0], `Bà ${text}`);
      assert.equal(await page.evaluate(() => globalThis.ended), 0);
    }
    await answered(page, () => client.send('Input.insertText', { text: 'công' }));
    assert.deepEqual(await caret(page), ['Bà công', 7, 7]);
  });
}

test('keys that belong to an input method do not pick from a list', async (t) => {
  const page = await opened(t);
  const box = page.locator('[data-key="locality"] input').first();
  await box.fill('');
  await search(box, 'tam quang');
  await page.keyboard.press('ArrowDown');
  await box.evaluate((element) => {
    element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, isComposing: true }),
    );
  });
  assert.equal(await box.inputValue(), 'tam quang');
  await page.keyboard.press('Enter');
  assert.match(await box.inputValue(), /^xã Tam Quang/);
});

test('an option that is chosen before the last answer comes stays chosen, if it is still offered', async (t) => {
  const page = await opened(t);
  const box = page.locator('[data-key="locality"] input').first();
  let letGo;
  const held = new Promise((done) => {
    letGo = done;
  });
  await page.route(/\/api\/find/, async (route) => {
    const text = new URL(route.request().url()).searchParams.get('q');
    if (text === 'xã tam quang') await held;
    await route.continue();
  });
  await box.fill('');
  await search(box, 'xã tam');
  const offered = await page.locator(ANSWERS).allTextContents();
  const at = offered.findIndex((text) => text.startsWith('xã Tam Quang'));
  assert.ok(at > 0, 'the shorter text finds other places first');
  const last = page.waitForRequest((request) => /q=x.*quang/.test(request.url()));
  await box.pressSequentially(' quang');
  await last;
  for (let presses = 0; presses <= at; presses += 1) await page.keyboard.press('ArrowDown');
  const chosen = () => page.locator('[role=option][aria-selected=true]').allTextContents();
  assert.deepEqual(await chosen(), [offered[at]]);
  letGo();
  await page.locator(ANSWERS).first().waitFor();
  assert.notDeepEqual(await page.locator(ANSWERS).allTextContents(), offered);
  assert.deepEqual(await chosen(), [offered[at]]);
  assert.equal(
    await page.locator('[role=option][aria-selected=true]').getAttribute('id'),
    await box.getAttribute('aria-activedescendant'),
  );
  await page.keyboard.press('Enter');
  assert.match(await box.inputValue(), /^xã Tam Quang/);
  assert.equal(await page.locator('[role=option]:visible').count(), 0, 'the list stays closed');

  // Another letter takes the choice back.
  await box.fill('');
  await search(box, 'tam quang');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  assert.equal(await box.getAttribute('aria-activedescendant'), null);
  assert.deepEqual(await chosen(), []);
});
