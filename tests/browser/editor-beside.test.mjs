// The page beside a form follows every key without being loaded again, and is then what a browser makes of the page that
// is served.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { control, ENTRY, editor, form, markdown } from './editor-support.mjs';
import { png } from './make.mjs';

const PATH = 'content/entries/tha-ca/index.md';
const site = await editor('beside', {
  [PATH]: ENTRY,
  'content/entries/tha-ca/anh-1.png': png(60, 40, [90, 130, 90]),
});

/** The page in the frame, and whether it is still the one that was marked. */
async function beside(page) {
  await page.locator('.ProseMirror').waitFor();
  const frame = page.frames()[1];
  const mark = () => frame.evaluate(() => (window.isMarked = true));
  await frame.waitForLoadState();
  await mark();
  return {
    mark,
    isMarked: () => frame.evaluate(() => window.isMarked === true),
    says: (text) => frame.getByText(text).first().waitFor({ state: 'attached' }),
    /** All of the page, but for the key of its version and the element that preview adds. */
    all: () =>
      frame.evaluate(() => {
        const copy = document.documentElement.cloneNode(true);
        for (const one of copy.querySelectorAll('script[data-key]')) one.removeAttribute('data-key');
        return copy.outerHTML;
      }),
    load: () => frame.goto(frame.url()),
  };
}

test('words are changed in place; the page is what it would be if it were loaded', async (t) => {
  const page = await site.open(t, form(PATH));
  const shown = await beside(page);
  const area = await markdown(page);
  const story = ['Đoạn một sửa.', '', '## Cách làm', '', '- góp **công**', '- góp [của](../tha-ca/index.md)'];
  for (const [act, text] of [
    [() => area.fill('Đoạn một sửa.\n\nĐoạn hai.\n'), 'Đoạn một sửa.'],
    [() => area.fill(`${story.join('\n')}\n\nĐoạn hai.\n`), 'Cách làm'],
    [() => area.fill(`${story.join('\n')}\n\n| A | B |\n| --- | --- |\n| Một | Hai |\n`), 'Hai'],
    [() => area.fill(`> ${story[0]}\n\nĐoạn \`cuối\`.\n`), 'cuối'],
    [() => control(page, 'title').fill('Thả cá & nuôi “trai”'), 'nuôi “trai”'],
    [() => control(page, 'summary').fill('Cả bản cùng thả.'), 'Cả bản cùng thả.'],
    [() => page.locator('.photo textarea').first().fill('Khe suối mùa lũ'), 'Cả bản cùng thả.'],
  ]) {
    await act();
    await shown.says(text);
    assert.ok(await shown.isMarked(), `the page was not loaded again: ${text}`);
  }
  await page.locator('iframe').contentFrame().getByRole('img', { name: 'Khe suối mùa lũ' }).first().waitFor();
  assert.ok(await shown.isMarked(), 'the page was not loaded again');
  const patched = await shown.all();
  await shown.load();
  assert.equal(patched, await shown.all());
});

test('what scripts of the page look at is loaded again', async (t) => {
  const page = await site.open(t, form(PATH));
  const shown = await beside(page);
  const figure = page.locator('[data-key="results"] [data-key="after"] input').first();
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await figure.fill('97');
  await shown.says('97');
  assert.ok(!(await shown.isMarked()), 'the buttons beside the figure copy it');
});

test('a page that somebody has changed is loaded again', async (t) => {
  const page = await site.open(t, form(PATH));
  const shown = await beside(page);
  const area = await markdown(page);
  const frame = page.frames()[1];
  await frame.evaluate(() => {
    document.querySelector('.text p').textContent = 'Chữ của tiện ích.';
  });
  await area.fill('Đoạn mới.\n');
  await shown.says('Đoạn mới.');
  assert.ok(!(await shown.isMarked()));
  assert.equal(await frame.getByText('Chữ của tiện ích.').count(), 0);
});
