// A clerk's walk through the editor in Chromium, on a desktop and on a phone's screen.
import { after, test } from 'node:test';
import { until } from './flows/drivers.mjs';
import { keyboard, mouse } from './hands.mjs';
import { window } from './support.mjs';
import { walk } from './walk.mjs';

const KEYS = { '\uE007': 'Enter', '\uE004': 'Tab', '\uE015': 'ArrowDown', '\uE017': 'Delete' };

/** The operations of the walk, by Playwright. */
const operations = (page) => {
  const run = (script, ...args) =>
    page.evaluate(`(function () { ${script} }).apply(null, ${JSON.stringify(args)})`);
  return {
    run,
    until: (script, ...args) => until(script, () => run(script, ...args).catch(() => false)),
    open: (url) => page.goto(url),
    type: (css, text) =>
      KEYS[text]
        ? page.locator(css).first().press(KEYS[text])
        : page.locator(css).first().pressSequentially(text),
    clear: (css) => page.locator(css).first().fill(''),
    key: (key, isBack = false) => page.keyboard.press(`${isBack ? 'Shift+' : ''}${KEYS[key] ?? key}`),
    write: (text) => page.keyboard.type(text),
    selectAll: () => page.keyboard.press('ControlOrMeta+A'),
  };
};

for (const [name, hands] of Object.entries({ mouse, keyboard })) {
  for (const width of [1300, 390]) {
    // The hardest is enough for a quick run.
    const skip = !(hands === keyboard && width === 390) && !process.env.GUONG_LONG;
    test(`from an empty folder to a published model, by ${name}, ${width} px`, { skip }, async (t) => {
      const page = await window(t, { width, may: /4\d\d|503|Applying inline style/ });
      await walk(operations(page), after, hands);
    });
  }
}
