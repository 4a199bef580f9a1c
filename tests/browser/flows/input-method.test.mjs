// A real input method (fcitx5 with UniKey) in Firefox, on a virtual screen: Telex and VNI, typed key by key into the fields
// of a form, while the page beside it follows.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { ENTRY, editor, form } from '../editor-support.mjs';
import { firefox, start, until, virtualDisplay } from './drivers.mjs';

const run = promisify(execFile);
const PATH = 'content/entries/tha-ca/index.md';
const TEXT = 'Đường làng nở hoa, của cả bản';
/** The keys for the text. */
const METHODS = {
  Telex: 'DDuwowngf langf nowr hoa, cuar car banr',
  VNI: 'D9u7o7ng2 lang2 no73 hoa, cu3a ca3 ban3',
};
/** The keys for `đi`, which shows whether the input method is there. */
const FIRST = { Telex: 'ddi', VNI: 'd9i' };
/** The fields that are typed into, and what they say. */
const FIELDS = {
  '[data-key="title"] input': 'value',
  '[data-key="summary"] textarea': 'value',
  '[data-key="unit"] input': 'value',
  '.ProseMirror': 'textContent',
};
/** In its test mode Firefox asks no input method. */
const AS_PEOPLE = { 'remote.prefs.recommended': false, 'focusmanager.testmode': false };
const NAMES = { ' ': 'space', ',': 'comma' };

/** Starts what an office's Linux has: a screen, a session's bus, an input method. Returns the environment of programs. */
async function desktop(method) {
  const display = await virtualDisplay();
  const home = await mkdtemp(join(tmpdir(), 'guong-input-'));
  const settings = join(home, 'fcitx5');
  await mkdir(join(settings, 'conf'), { recursive: true });
  await writeFile(
    join(settings, 'profile'),
    '[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=unikey\n\n[Groups/0/Items/0]\nName=unikey\nLayout=\n\n[GroupOrder]\n0=Default\n',
  );
  await writeFile(join(settings, 'config'), '[Behavior]\nActiveByDefault=True\n');
  // A bus that starts no programs: asked too early, the usual one would start an input method without these settings.
  const [bus, rules] = [join(home, 'bus'), join(home, 'bus.conf')];
  await writeFile(
    rules,
    `<busconfig><type>session</type><listen>unix:path=${bus}</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  await writeFile(join(settings, 'conf/unikey.conf'), `InputMethod=${method}\nOutputCharset=Unicode\n`);
  const env = {
    DISPLAY: display.name,
    XDG_CONFIG_HOME: home,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}`,
    GTK_IM_MODULE: 'fcitx',
    XMODIFIERS: '@im=fcitx',
    LC_ALL: 'C.UTF-8',
  };
  const daemon = start('dbus-daemon', ['--nofork', `--config-file=${rules}`]);
  const remote = () => run('fcitx5-remote', [], { env: { ...process.env, ...env } });
  const isThere = (given) =>
    given.then(
      () => true,
      () => false,
    );
  await until('the bus', () => isThere(run('test', ['-S', bus])));
  const input = start('fcitx5', ['--disable=wayland', '--verbose=*=0'], env);
  await until('the input method', () => isThere(remote()));
  after(async () => {
    await input.end();
    await daemon.end();
    await display.close();
    await rm(home, { recursive: true, force: true });
  });
  return env;
}

for (const [method, keys] of Object.entries(METHODS)) {
  test(`${method} in Firefox`, async () => {
    const env = await desktop(method);
    const site = await editor(`input-${method.toLowerCase()}`, {
      [PATH]: ENTRY.replace(/\n\[\[photos\]\][^+]*/, ''),
    });
    const browser = await firefox(env, AS_PEOPLE);
    after(() => browser.close());
    const x = (...args) => run('xdotool', args, { env: { ...process.env, ...env } });
    await browser.open(`${site.entrance}&to=${encodeURIComponent(form(PATH))}`);
    await browser.until('return document.querySelector(".ProseMirror")');
    // There is no program that gives windows the focus, and the first keys may come before the input method is ready.
    const { stdout } = await x('search', '--sync', '--onlyvisible', '--class', 'firefox');
    const window = stdout.trim().split('\n').at(-1);
    const [title] = Object.keys(FIELDS);
    await until('the input method to compose', async () => {
      await x(
        'windowunmap',
        '--sync',
        window,
        'windowmap',
        '--sync',
        window,
        'windowfocus',
        '--sync',
        window,
      );
      await x('mousemove', '300', '400', 'click', '1');
      for (const what of [['-s', 'unikey'], ['-o']]) {
        await run('fcitx5-remote', what, { env: { ...process.env, ...env } });
      }
      await browser.run('document.querySelector(arguments[0]).focus()', title);
      await x('key', '--delay', '60', 'ctrl+a', 'Delete', ...FIRST[method], 'space');
      return (await browser.run('return document.querySelector(arguments[0]).value', title)).trim() === 'đi';
    });
    for (const [css, property] of Object.entries(FIELDS)) {
      await browser.run('document.querySelector(arguments[0]).focus()', css);
      const names = [...keys].map((key) => NAMES[key] ?? key);
      await x('key', '--clearmodifiers', '--delay', '60', 'ctrl+a', 'Delete', ...names, 'space');
      const read = () =>
        browser.run('return document.querySelector(arguments[0])[arguments[1]]', css, property);
      await until(`${css} to say it`, async () => (await read()).trim() === TEXT).catch(async () => {
        assert.equal((await read()).trim(), TEXT, css);
      });
    }
    await browser.until(
      'return document.querySelector("iframe").src && /^Chưa lưu/.test(document.querySelector(".state").textContent)',
    );
    // The page beside the form says what was typed, as the gallery shows it.
    const preview = await browser.run('return document.querySelector("iframe").src');
    await until('the page', async () => {
      const html = await (await fetch(preview)).text();
      return html.split(TEXT).length > 3;
    });
  });
}
