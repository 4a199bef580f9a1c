// What a clerk does in the editor, on the few operations of a browser (`flows/drivers.mjs`): by mouse, or by keyboard
// alone. By keyboard every control is reached by the Tab key, and the focus is never lost.
import assert from 'node:assert/strict';

const KEYS = {
  Enter: '\uE007',
  Tab: '\uE004',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Space: ' ',
};
/** The answers of a picker to what stands in it now. */
export const ANSWERS = '[role=listbox]:not([hidden], [aria-busy]) [role=option]';
/** How many stops of the Tab key a page may have. */
const MOST = 400;

/** The first visible control that says this, also in the bar of a page. */
const SAYS = `const bar = document.querySelector('guong-bar')?.shadowRoot;
  const said = [document, bar].flatMap((one) => [...(one?.querySelectorAll('button, a, summary, label') ?? [])])
    .find((one) => one.textContent.trim().startsWith(arguments[0]) && one.getClientRects().length);`;
/** The first element of a selector. */
const IS = 'const said = document.querySelector(arguments[0]);';

/** What both ways of working share. */
const common = (browser) => ({
  says: (words) => browser.until('return document.body.innerText.includes(arguments[0])', words),
  /** Waits for the answers of a picker that has been filled in. */
  answered: (css) =>
    browser.until(
      'return document.querySelector(arguments[0]).closest(".picker").querySelector(arguments[1])',
      css,
      ANSWERS,
    ),
  saved: () => browser.until(`return /^Đã lưu/.test(document.querySelector('.state').textContent)`),
});

/** Has the element with the focus take what no script can put on the clipboard. */
const PASTE = `const data = new DataTransfer();
  for (const [type, text] of Object.entries(arguments[0])) data.setData(type, text);
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: data });
  document.activeElement.dispatchEvent(event);`;

/** By mouse. */
export function mouse(browser) {
  const { run, until } = browser;
  const { says, answered, saved } = common(browser);
  const CLICK = `said.scrollIntoView({ block: 'center' }); said.click()`;
  const hands = {
    says,
    /** Presses what says this, once it is there. */
    press: async (words) => {
      await until(`${SAYS} return said`, words);
      await run(`${SAYS} ${CLICK}`, words);
    },
    /** Presses a control. */
    click: async (css) => {
      await until(`${IS} return said`, css);
      await run(`${IS} ${CLICK}`, css);
    },
    /** Fills in a field. */
    fill: async (css, text) => {
      await until(`${IS} return said`, css);
      await run(
        `${IS} for (let at = said.closest('details'); at; at = at.parentElement.closest('details')) at.open = true; said.scrollIntoView({ block: 'center' }); said.focus()`,
        css,
      );
      await browser.clear(css);
      if (text) await browser.type(css, text);
    },
    paste: async (css, clipboard) => {
      await until(`${IS} return said`, css);
      await run(`${IS} said.focus()`, css);
      await run(PASTE, clipboard);
    },
    /** Fills in a picker, and takes its first answer by key. */
    pick: async (key, text) => {
      const css = `[data-key="${key}"] [role=combobox]`;
      await hands.fill(css, text);
      await answered(css);
      await browser.type(css, KEYS.ArrowDown);
      await browser.type(css, KEYS.Enter);
    },
    /** Chooses in one of the lists of a selector. */
    choose: (css, at, value) =>
      run(
        `const box = document.querySelectorAll(arguments[0])[arguments[1]]; box.value = arguments[2]; box.dispatchEvent(new Event('change', { bubbles: true }));`,
        css,
        at,
        value,
      ),
    save: async () => {
      await hands.press('Lưu');
      await saved();
    },
  };
  return hands;
}

/** By keyboard alone. */
export function keyboard(browser) {
  const { run, until } = browser;
  const { says, answered, saved } = common(browser);
  /** What was done last, and on which page. */
  let last = ['', 0];
  const press = async (key) => {
    await browser.key(KEYS[key]);
    last = [key, last[1]];
  };
  /** Goes by Tab to the element that a script finds, opening what it is folded into. */
  const reach = async (find, what, ...more) => {
    await until(`${find} return said`, what, ...more);
    const [isLost, page] = await run(
      'return [document.activeElement === document.body, performance.timeOrigin]',
    );
    assert.ok(!isLost || page !== last[1], `after ${last[0]} the focus is lost; wanted: ${what}`);
    const way = `${find}
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const folds = [];
      for (let one = said.parentElement?.closest('details'); one; one = one.parentElement.closest('details'))
        if (!one.open && !one.querySelector('summary').contains(said)) folds.push(one.querySelector('summary'));
      const to = folds.at(-1) ?? said;
      if (at === to) return to === said ? 'here' : 'fold';
      const host = (one) => (one.getRootNode() === document ? one : one.getRootNode().host);
      const [a, b] = host(at) === host(to) ? [at, to] : [host(at), host(to)];
      return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 'back' : 'on';`;
    for (let stops = 0; stops < MOST; stops += 1) {
      const next = await run(way, what, ...more);
      if (next === 'here') {
        last = [`reaching ${what}`, page];
        return;
      }
      if (next === 'fold') await browser.key(KEYS.Enter);
      else await browser.key(KEYS.Tab, next === 'back');
    }
    assert.fail(`no key leads to ${what}`);
  };
  const hands = {
    says,
    press: async (words) => {
      await reach(SAYS, words);
      await press('Enter');
    },
    click: async (css) => {
      await reach(IS, css);
      const isBox = await run(`${IS} return said.type === 'checkbox'`, css);
      await press(isBox ? 'Space' : 'Enter');
    },
    fill: async (css, text) => {
      await reach(IS, css);
      await browser.selectAll();
      if (text) await browser.write(text);
      else await press('Delete');
    },
    paste: async (css, clipboard) => {
      await reach(IS, css);
      await run(PASTE, clipboard);
    },
    pick: async (key, text) => {
      const css = `[data-key="${key}"] [role=combobox]`;
      await hands.fill(css, text);
      await answered(css);
      await press('ArrowDown');
      await press('Enter');
    },
    choose: async (css, at, value) => {
      await reach('const said = document.querySelectorAll(arguments[0])[arguments[1]];', css, at);
      const is = 'return document.querySelectorAll(arguments[0])[arguments[1]].value === arguments[2]';
      for (let stops = 0; stops < 20 && !(await run(is, css, at, value)); stops += 1)
        await press('ArrowDown');
      assert.ok(await run(is, css, at, value), `${css}: ${value}`);
    },
    save: async () => {
      await hands.press('Lưu');
      await saved();
    },
  };
  return hands;
}
