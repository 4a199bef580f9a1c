// Drives Firefox and WebKit: the few operations that the flows need, over each browser's own protocol.
//
// Firefox takes WebDriver commands on a socket (Marionette, `LENGTH:[0,id,name,parameters]`); WebKit has a driver
// program that takes them over HTTP (W3C WebDriver).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const SHIFT = '\uE008';
const CONTROL = '\uE009';
const DEADLINE = 300_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Calls `give` every `pause` milliseconds until it returns something truthy; fails at the deadline. */
export async function until(what, give, pause = 50) {
  const end = Date.now() + DEADLINE;
  for (;;) {
    const given = await give();
    if (given) return given;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
    await new Promise((done) => {
      setTimeout(done, pause);
    });
  }
}

/** Builds the operations of a flow from `command(name, parameters)`, which sends a WebDriver command. */
function browserOf(command, close) {
  const run = (script, ...args) => command('ExecuteScript', { script, args });
  /** Presses keys together; they are let go in reverse. */
  const press = (...keys) => {
    const part = (type) => (value) => ({ type, value });
    const actions = [...keys.map(part('keyDown')), ...keys.reverse().map(part('keyUp'))];
    return command('PerformActions', { actions: [{ type: 'key', id: 'keys', actions }] });
  };
  const find = async (css) => (await command('FindElement', { using: 'css selector', value: css }))[ELEMENT];
  return {
    run,
    close,
    open: (url) => command('Navigate', { url }),
    back: () => command('Back', {}),
    resize: (width, height) => command('SetWindowRect', { width, height }),
    click: async (css) => command('ElementClick', { id: await find(css) }),
    type: async (css, text) => command('ElementSendKeys', { id: await find(css), text }),
    clear: async (css) => command('ElementClear', { id: await find(css) }),
    key: (key, isBack = false) => press(...(isBack ? [SHIFT, key] : [key])),
    selectAll: () => press(CONTROL, 'a'),
    /** Writes where the focus is. */
    write: async (text) => {
      const { [ELEMENT]: id } = await run('return document.activeElement');
      return command('ElementSendKeys', { id, text });
    },
    /** Waits until a script returns something truthy, and returns it. */
    until: (script, ...args) => until(script, () => run(script, ...args).catch(() => false)),
  };
}

/** Starts a program that is killed with its browser. */
export function start(program, args, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  const failed = once(child, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => {});
  return {
    child,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

/**
 * Starts Firefox, on a screen if `env` names one.
 * @param {Record<string, string>} [env] @param {Record<string, unknown>} [prefs]
 */
export async function firefox(env = {}, prefs = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'guong-firefox-'));
  const port = await freePort();
  const all = { 'marionette.port': port, 'intl.accept_languages': 'vi', ...prefs };
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const args = ['--marionette', '--no-remote', '--profile', profile];
  if (!env.DISPLAY) args.push('--headless');
  const { end } = start(process.env.FIREFOX ?? 'firefox-esr', args, env);
  const socket = await until(
    'Firefox',
    () =>
      new Promise((done) => {
        const made = connect(port, '127.0.0.1', () => done(made));
        made.on('error', () => done(null));
      }),
  );
  const waiting = new Map();
  let held = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    held = Buffer.concat([held, bytes]);
    for (;;) {
      const colon = held.indexOf(':');
      const length = Number(held.subarray(0, colon));
      if (colon < 0 || held.length < colon + 1 + length) return;
      const message = JSON.parse(held.subarray(colon + 1, colon + 1 + length));
      held = held.subarray(colon + 1 + length);
      // The first message is a greeting.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const { done, fail } = waiting.get(id);
      waiting.delete(id);
      if (error) fail(new Error(`${error.error}: ${error.message}`));
      else done(result !== null && typeof result === 'object' && 'value' in result ? result.value : result);
    }
  });
  let last = 0;
  const command = (name, parameters) =>
    new Promise((done, fail) => {
      last += 1;
      waiting.set(last, { done, fail });
      const text = JSON.stringify([0, last, `WebDriver:${name}`, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  await command('NewSession', {});
  return browserOf(command, async () => {
    socket.destroy();
    await end();
    await rm(profile, { recursive: true, force: true });
  });
}

const PATHS = {
  Navigate: 'url',
  Back: 'back',
  ExecuteScript: 'execute/sync',
  FindElement: 'element',
  SetWindowRect: 'window/rect',
  ElementClick: 'element/{id}/click',
  ElementSendKeys: 'element/{id}/value',
  ElementClear: 'element/{id}/clear',
  PerformActions: 'actions',
};

/** Returns the browser that comes with the driver. */
async function miniBrowser() {
  for (const architecture of await readdir('/usr/lib')) {
    for (const version of ['4.1', '4.0']) {
      const path = `/usr/lib/${architecture}/webkit2gtk-${version}/MiniBrowser`;
      if (
        await access(path).then(
          () => true,
          () => false,
        )
      )
        return path;
    }
  }
  throw new Error('no MiniBrowser found; set WEBKIT to its path');
}

export async function webkit() {
  const binary = process.env.WEBKIT ?? (await miniBrowser());
  const port = await freePort();
  const display = await virtualDisplay();
  const { end } = start('WebKitWebDriver', [`--port=${port}`], {
    DISPLAY: display.name,
    GDK_BACKEND: 'x11',
    LANGUAGE: 'vi',
  });
  const send = async (path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until('WebKit', () =>
    fetch(`http://127.0.0.1:${port}/status`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
  const options = { binary, args: ['--automation'] };
  const { sessionId } = await send('/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  });
  const command = (name, { id, ...parameters }) =>
    send(`/session/${sessionId}/${PATHS[name].replace('{id}', id)}`, parameters);
  return browserOf(command, async () => {
    await fetch(`http://127.0.0.1:${port}/session/${sessionId}`, { method: 'DELETE' });
    await end();
    await display.close();
  });
}

/** Starts a virtual screen for a browser that has no headless mode. */
export async function virtualDisplay() {
  const folder = await mkdtemp(join(tmpdir(), 'guong-display-'));
  const file = join(folder, 'number');
  const child = spawn('sh', ['-c', `exec Xvfb -displayfd 3 -screen 0 1400x1000x24 3>"${file}"`], {
    stdio: 'ignore',
  });
  const number = await until('Xvfb', () =>
    readFile(file, 'utf8').then(
      (text) => text.trim(),
      () => '',
    ),
  );
  return {
    name: `:${number}`,
    close: async () => {
      child.kill();
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
