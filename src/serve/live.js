// Live reload in preview. This file is both the script of each previewed page and the shared worker that keeps one
// connection for all tabs: a browser opens only six to one host.
'use strict';

const KINDS = ['problems', 'change', 'asset', 'follow'];
/** @param {Iterable<LivePage>} pages */
const address = (pages) => {
  const query = new URLSearchParams();
  for (const page of pages) {
    query.append('p', page.path);
    query.append('k', page.key);
  }
  return `/__guong/events?${query}`;
};
/** @param {Iterable<LivePage>} pages @param {(kind: string, fields: LiveEvent) => void} handle */
const listen = (pages, handle) => {
  const source = new EventSource(address(pages));
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => handle(kind, JSON.parse(event.data)));
  }
  return source;
};

if (typeof document === 'undefined') {
  /** @type {Map<MessagePort, LivePage>} */
  const tabs = new Map();
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const connect = () => {
    source?.close();
    source = listen(tabs.values(), (kind, fields) => {
      for (const port of tabs.keys()) port.postMessage({ kind, fields });
    });
  };
  addEventListener('connect', (event) => {
    if (!(event instanceof MessageEvent)) return;
    const [port] = event.ports;
    port.onmessage = ({ data }) => {
      if (data === null) return tabs.delete(port);
      const known = tabs.get(port);
      tabs.set(port, data);
      // The page was changed in place: the connection knows its key.
      if (known?.path === data.path) return;
      clearTimeout(soon);
      soon = setTimeout(connect, 5);
    };
  });
} else {
  const own = document.currentScript?.dataset ?? {};
  /** @type {LivePage} */
  const page = { path: own.path ?? '', key: own.key ?? '' };

  // A closed shadow root, so that the page's styles and these do not affect each other.
  /** @type {ShadowRoot | undefined} */
  let shadow;
  /** @param {string} kind */
  const box = (kind) => {
    if (!shadow) {
      const host = document.createElement('div');
      document.body.append(host);
      shadow = host.attachShadow({ mode: 'closed' });
      const styles = document.createElement('link');
      styles.rel = 'stylesheet';
      styles.href = '/__guong/live.css';
      shadow.append(styles);
    }
    shadow.querySelector(`.${kind}`)?.remove();
    const made = document.createElement('div');
    made.className = kind;
    shadow.append(made);
    return made;
  };
  /** @param {Element} parent @param {string} tag @param {string} text */
  const write = (parent, tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text;
    parent.append(made);
  };

  /** @param {string} link @param {string} path */
  const same = (link, path) => {
    const url = new URL(link, location.href);
    return url.origin === location.origin && decodeURIComponent(url.pathname) === path;
  };
  /** @param {string} link @param {string} key */
  const fresh = (link, key) => {
    const url = new URL(link, location.href);
    url.searchParams.set('guong', key);
    return url.href;
  };

  /** Gets the page as it is served now; `null` if there is none. @returns {Promise<Document | null>} */
  const served = async () => {
    const answer = await fetch(location.href);
    return answer.ok && !answer.redirected
      ? new DOMParser().parseFromString(await answer.text(), 'text/html')
      : null;
  };
  /** @param {Document | null} given */
  const keyOf = (given) => given?.querySelector('script[data-key]')?.getAttribute('data-key');
  // Beside a form the page follows every key. It is not loaded again for that: what changed is put in its place.
  const isBeside = self !== top;
  let shown = isBeside ? served().catch(() => null) : null;
  let isChanging = false;
  /** @param {string} key */
  const change = async (key) => {
    if (isChanging || key === page.key) return;
    isChanging = true;
    const [{ patch }, old, now] = await Promise.all([import('./patch.js'), shown, served()]);
    const next = keyOf(now);
    if (!old || !now || !next || keyOf(old) !== page.key || !patch(old, now)) return location.reload();
    shown = Promise.resolve(now);
    page.key = next;
    keep();
    isChanging = false;
    if (wanted !== next) void change(wanted);
  };
  /** The key that was reported last. */
  let wanted = page.key;
  /** Has the worker know what this tab shows. */
  let keep = () => {};

  /** @type {Record<string, (fields: LiveEvent) => void>} */
  const on = {
    problems({ title, text }) {
      if (text === '') return shadow?.querySelector('.problems')?.remove();
      const shown = box('problems');
      shown.setAttribute('role', 'alert');
      write(shown, 'h1', title);
      write(shown, 'pre', text);
    },
    change({ path, key }) {
      if (path !== page.path || key === page.key) return;
      wanted = key;
      if (isBeside) void change(key).catch(() => location.reload());
      else location.reload();
    },
    asset({ path, key }) {
      /** @type {NodeListOf<HTMLLinkElement>} */
      const links = document.querySelectorAll('link[rel~=stylesheet]');
      for (const link of links) {
        if (!same(link.href, path)) continue;
        const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
        next.href = fresh(link.href, key);
        next.addEventListener('load', () => link.remove());
        link.after(next);
      }
      for (const image of document.images) {
        if (same(image.src, path)) image.src = fresh(image.src, key);
      }
      for (const script of document.scripts) {
        if (same(script.src, path)) location.reload();
      }
    },
    follow({ path }) {
      if (path !== page.path && document.visibilityState === 'visible') location.assign(path);
    },
  };
  /** @param {string} kind @param {LiveEvent} fields */
  const handle = (kind, fields) => on[kind](fields);

  if (own.ribbon) write(box('ribbon'), 'p', own.ribbon);

  if (typeof SharedWorker === 'function') {
    const { port } = new SharedWorker('/__guong/live.js', { name: 'guong' });
    port.onmessage = ({ data }) => handle(data.kind, data.fields);
    keep = () => port.postMessage(page);
    keep();
    addEventListener('pagehide', () => port.postMessage(null));
    addEventListener('pageshow', ({ persisted }) => persisted && keep());
  } else {
    listen([page], handle);
  }
}
