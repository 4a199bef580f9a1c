// A clerk's walk through the editor in Firefox and WebKit, on a wide and on a narrow screen.
import { after, test } from 'node:test';
import { keyboard, mouse } from '../hands.mjs';
import { walk } from '../walk.mjs';
import { firefox, webkit } from './drivers.mjs';

for (const [name, launch] of Object.entries({ Firefox: firefox, WebKit: webkit })) {
  for (const hands of [mouse, keyboard]) {
    for (const width of [1300, 500]) {
      test(`${name}: from an empty folder to a published model, by ${hands.name}, ${width} px`, async () => {
        const browser = await launch();
        after(() => browser.close());
        await browser.resize(width, 900);
        await walk(browser, after, hands);
      });
    }
  }
}
