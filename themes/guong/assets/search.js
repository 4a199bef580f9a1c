// The search page: what is typed and chosen stands in the address. The reader is loaded when somebody searches.
const MANIFEST = 'tim-kiem/chi-muc.json';
const STEP = 20;
// Where results are checked on their pages, so many are shown first.
const FIRST = 5;
const form = document.querySelector('form.find');
const box = form.elements.q;
const found = document.querySelector('.found');
const list = found.querySelector('ol');
const status = document.querySelector('.search-status');
const trouble = document.querySelector('.trouble');
const more = found.querySelector('.more-results');
const lists = document.querySelector('.facet-pages');
const sample = document.querySelector('#_mot-ket-qua').content;
const root = form.dataset.root;
const told = form.dataset;
const details = form.querySelector('details');
const above = document.querySelector('.understood');
const selects = [...form.querySelectorAll('select[data-facet]')];
// Names that are to be taken for words.
let plain = [];
let opening;
let run = 0;
let current;
// Whether the present step of the history is a search that is still being typed.
let isDraft = false;
let searched;
let retry;
// A page may stay open for days: the index is compared with what is published, this often at most.
const COMPARED_EVERY = 60_000;
let compared = Date.now();
let manifestText;

const pages = new Map();
const load = async (path, anew) => {
  const response = await fetch(root + path, anew ? { cache: 'no-cache' } : {});
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

// Where something failed, the site may have been published anew since this page was opened: the index is opened
// again, and where this script is not the page's any more, so is the page. What is searched stands in its address.
async function renew() {
  opening = null;
  pages.clear();
  const page = new TextDecoder().decode(await load('tim-kiem/', true));
  const { search } = new URL(import.meta.url);
  const isOld = search && page.includes('search.js?v=') && !page.includes(`search.js${search}`);
  if (!isOld || sessionStorage.getItem('guong-reloaded') === search) return;
  sessionStorage.setItem('guong-reloaded', search);
  location.reload();
  await new Promise(() => {});
}

// Pages of entries are read once.
function read(path, anew) {
  if (!path.endsWith('/')) return load(path, anew);
  if (pages.size > 200) pages.clear();
  if (!pages.has(path)) {
    pages.set(path, load(path));
    pages.get(path).catch(() => pages.delete(path));
  }
  return pages.get(path);
}

function open() {
  if (!opening) {
    // The first file is on its way while the reader is.
    let manifest = load(MANIFEST, true);
    const readFirst = (path, anew) => {
      const early = path === MANIFEST && manifest;
      if (early) manifest = null;
      return early || read(path, anew);
    };
    manifest.then(
      (bytes) => {
        manifestText = String(bytes);
      },
      () => {},
    );
    opening = Promise.all([import('./search-index.js'), import('./search-words.js')]).then(
      async ([{ Index, answer }]) => ({ index: await Index.open(readFirst), answer }),
    );
  }
  opening.catch(() => {
    opening = null;
  });
  return opening;
}

async function isOutdated() {
  if (Date.now() - compared < COMPARED_EVERY) return false;
  compared = Date.now();
  return manifestText !== String(await load(MANIFEST, true));
}

// What is wanted, from the address and to it.
function wantedOf(address) {
  const params = new URL(address).searchParams;
  const chosen = {};
  for (const select of selects)
    if (params.get(select.name)) chosen[select.dataset.facet] = params.get(select.name);
  return {
    words: (params.get('q') ?? '').slice(0, box.maxLength),
    chosen,
    plain: params.getAll('chu'),
    byDate: params.get('xep') === 'ngay',
  };
}

function addressOf() {
  const params = new URLSearchParams();
  if (box.value.trim()) {
    params.set('q', box.value);
    for (const name of new Set(plain)) params.append('chu', name);
  }
  for (const select of selects) if (select.value) params.set(select.name, select.value);
  if (form.elements.xep.value) params.set('xep', form.elements.xep.value);
  return `${params}` && `?${params}`;
}

function show(wanted) {
  if (box.value !== wanted.words) box.value = wanted.words;
  plain = wanted.plain;
  form.elements.xep.value = wanted.byDate ? 'ngay' : '';
  for (const select of selects) {
    const value = wanted.chosen[select.dataset.facet] ?? '';
    if (value && ![...select.options].some((option) => option.value === value))
      select.add(new Option(value, value));
    select.value = value;
    if (value) select.closest('label').hidden = false;
  }
}

function hide() {
  found.hidden = true;
  above.hidden = true;
  found.removeAttribute('aria-busy');
  lists.hidden = false;
}

// Says in words what failed, behind `place`; the button there tries `again`.
function tell(fault, place, again) {
  place.after(trouble);
  trouble.querySelector('p').textContent = fault.damaged ? told.damaged : told.failed;
  trouble.hidden = false;
  retry = again;
}

// `past`: how many results were shown when the page was left, and where.
async function find(wanted, past, isRetry) {
  run += 1;
  const mine = run;
  searched = location.search;
  const stale = () => mine !== run;
  const typed = wanted.words.trim();
  const chosen = Object.keys(wanted.chosen).length > 0;
  current = null;
  trouble.hidden = true;
  if (!chosen && !/[\p{Alphabetic}\p{N}]/u.test(typed)) {
    hide();
    status.textContent = typed && told.nothing;
    await counts(wanted, null, stale);
    return;
  }
  found.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => {
    if (!stale()) status.textContent = told.busy;
  }, 600);
  try {
    const state = await answers(wanted, STEP);
    if (stale()) return;
    current = Object.assign(state, { wanted, shown: 0 });
    if (state.mostCounts) await page(stale, FIRST);
    if (stale()) return;
    await page(stale, Math.max(past?.shown ?? 0, STEP) - current.shown);
    if (stale()) return;
    await head(state, wanted, stale);
    if (stale()) return;
    if (past) scrollTo(0, past.at);
    found.removeAttribute('aria-busy');
    clearTimeout(slow);
    await counts(wanted, state, stale);
    if (!(await isOutdated().catch(() => false)) || !(await isRenewed()) || stale()) return;
    await find(wanted, { shown: current.shown, at: scrollY }, true);
  } catch (fault) {
    if (stale()) return;
    if (!isRetry && (await isRenewed())) {
      if (!stale()) await find(wanted, past, true);
      return;
    }
    if (stale()) return;
    hide();
    status.textContent = '';
    tell(fault, status, () => find(wantedOf(location.href)));
  } finally {
    clearTimeout(slow);
  }
}

const isRenewed = () =>
  renew().then(
    () => true,
    () => false,
  );

async function answers(wanted, limit) {
  const { index, answer } = await open();
  // In preview the program answers.
  if (index.ask) {
    pages.clear();
    return (await import('./search-live.js')).ask(root + index.ask, wanted, limit);
  }
  return look(index, await answer(index, wanted.words, wanted.plain), wanted);
}

async function look(index, answered, wanted) {
  const narrow = async (...more) => (await import('./search-facets.js')).narrow(index, answered, ...more);
  const plain = answered.ranked && !wanted.byDate && !Object.keys(wanted.chosen).length;
  let { entries, hits } = plain ? answered : await narrow(wanted.chosen, wanted.byDate, []);
  // A longer phrase is checked on pages, as far as results are shown.
  const checked =
    answered.doubt && new (await import('./search-pages.js')).Checked(entries, hits, answered.doubt);
  if (checked) entries = checked;
  return {
    get total() {
      return checked?.total ?? entries.length;
    },
    get hits() {
      return checked?.hits ?? hits;
    },
    get most() {
      return Boolean(checked?.most);
    },
    mostCounts: Boolean(checked),
    instead: answered.instead,
    understood: answered.understood,
    words: answered.words,
    results: async (from, to) =>
      Promise.all(
        [...(await entries.slice(from, to))].map(async (entry) => ({
          ...(await index.shown(entry)),
          whys: whys(answered, entry),
        })),
      ),
    counts: async () =>
      (
        await narrow(
          wanted.chosen,
          false,
          selects.map((one) => one.dataset.facet),
        )
      ).counts,
  };
}

// The former names of an entry's place that were asked for: its page does not show them.
const whys = ({ understood }, entry) =>
  (understood?.parts ?? [])
    .filter(({ facet, entries }) => facet === 'former' && entries.includes(entry))
    .map(({ label }) => label);

async function page(stale, count = STEP) {
  const from = current.shown;
  const results = await current.results(from, from + count);
  if (stale()) return null;
  if (from === 0) list.replaceChildren();
  current.shown = from + results.length;
  const items = results.map(item);
  const { total, hits } = current;
  list.append(...items);
  if (hits && items[hits - from]) items[hits - from].before(line());
  more.hidden = current.shown >= total;
  found.hidden = !total;
  lists.hidden = total > 0;
  say(current);
  items.forEach((one, n) => {
    asked.set(one, { ...results[n], words: current.words });
    marks.observe(one);
  });
  return items;
}

// What was found, in words: hits are counted.
function say({ total, hits, most }) {
  const count = hits.toLocaleString(document.documentElement.lang);
  status.textContent = hits
    ? (most ? told.most : told.found).replace('{n}', count)
    : total
      ? told.related
      : told.none;
}

// What stands above the results.
async function head({ total, instead, understood }, wanted, stale) {
  if (!instead && !understood?.parts.length && !understood?.offered.length) {
    above.hidden = true;
    return;
  }
  const shown = await import('./search-told.js');
  if (stale()) return;
  if (instead && total) shown.instead(status, told, wanted.words.trim(), instead);
  shown.above(above, form, understood, (key) => {
    plain.push(key);
    go(false);
    box.focus({ preventScroll: true });
  });
}

// The line between hits and what may be related.
function line() {
  const node = Object.assign(document.createElement('li'), { className: 'line' });
  node.textContent = told.line;
  return node;
}

function item(result) {
  const node = sample.cloneNode(true).firstElementChild;
  const link = node.querySelector('a');
  link.href = root + result.path;
  link.textContent = result.title;
  node.querySelector('.where').textContent = [
    result.place,
    ...(result.whys ?? []).map((name) => told.formerly.replace('{name}', name)),
    result.field,
    result.year,
  ]
    .filter(Boolean)
    .join(' · ');
  const photo = node.querySelector('img');
  if (result.photo) photo.src = root + result.photo;
  else photo.remove();
  return node;
}

// Marks and a snippet, when the result comes into view.
const asked = new WeakMap();
const marks = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting) {
        marks.unobserve(target);
        explain(target, asked.get(target)).catch(() => {});
      }
    }
  },
  { rootMargin: '200px' },
);

async function explain(node, result) {
  const html = read(result.path);
  const { arrows, mark, snippet } = await import('./search-marks.js');
  arrows(box, list);
  mark(node.querySelector('a'), result.title, result.words);
  snippet(node.querySelector('.snippet'), new TextDecoder().decode(await html), result.words);
}

// How many results each value of a facet would leave, beside its name.
async function counts(wanted, state, stale, isRetry) {
  if (!details.open) return;
  let counted;
  let fill;
  try {
    state ??= await answers(wanted, 0);
    [counted, { fill }] = [await state.counts(), await import('./search-facets.js')];
  } catch (fault) {
    if (stale()) return;
    if (!isRetry && (await isRenewed())) await counts(wanted, null, stale, true);
    else if (!stale()) tell(fault, status, () => find(wantedOf(location.href)));
    return;
  }
  if (!stale()) fill(selects, counted, wanted.chosen, state.mostCounts ? '≤ ' : '');
}

// One search is one step of the history, however it was typed.
function go(isTyping) {
  clearTimeout(waiting);
  waiting = 0;
  const address = addressOf();
  const isOther = address !== location.search;
  try {
    if (isOther) history[isDraft ? 'replaceState' : 'pushState'](null, '', address || location.pathname);
  } catch {
    // Safari lets a page write few steps in half a minute: the search goes on without one.
  }
  isDraft = isTyping && (isDraft || isOther);
  return find(wantedOf(new URL(address || location.pathname, location.href)));
}

let waiting = 0;
box.addEventListener('input', () => {
  clearTimeout(waiting);
  open().catch(() => {});
  waiting = setTimeout(() => go(true), 120);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  go(false);
  // The keyboard of a phone covers the results.
  if (matchMedia('(pointer: coarse)').matches) box.blur();
});
form.addEventListener('change', (event) => {
  if (event.target === box) {
    if (waiting) go(false);
    isDraft = false;
  } else if (event.target.matches('select')) {
    if (event.target.dataset.facet === 'province') form.elements.xa.value = '';
    go(false);
  }
});

async function showMore() {
  if (!current) return;
  const mine = run;
  const { shown, wanted } = current;
  trouble.hidden = true;
  try {
    const items = await page(() => mine !== run);
    items?.[0]?.querySelector('a').focus();
  } catch (fault) {
    if (mine !== run) return;
    if (!(await isRenewed())) tell(fault, more, showMore);
    else if (mine === run) await find(wanted, { shown: shown + STEP, at: scrollY }, true);
  }
}
more.addEventListener('click', showMore);
trouble.querySelector('button').addEventListener('click', () => {
  box.focus({ preventScroll: true });
  trouble.hidden = true;
  retry();
});
document.addEventListener('visibilitychange', () => {
  compared = 0;
});
addEventListener('pagehide', () => {
  isDraft = false;
  if (current) history.replaceState({ shown: current.shown, at: scrollY }, '');
});
addEventListener('popstate', ({ state }) => {
  // A link within the page, to its main part say, is no search.
  if (location.search === searched && !state) return;
  isDraft = false;
  const wanted = wantedOf(location.href);
  show(wanted);
  find(wanted, state);
});

details.addEventListener('toggle', () => {
  const mine = run;
  counts(wantedOf(location.href), current, () => mine !== run);
});

const first = wantedOf(location.href);
if (location.search) open().catch(() => {});
show(first);
details.open = Object.keys(first.chosen).length > 0 || first.byDate;
find(first, history.state);
if (!location.search) box.focus({ preventScroll: true });
