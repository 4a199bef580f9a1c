// The search page: what is typed and chosen stands in the address, what is found below the box.
import { Index, answer } from './search-index.js';
import { words } from './search-words.js';

const STEP = 20;
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
const selects = [...form.querySelectorAll('select[data-facet]')];
let opening;
let run = 0;
let current;

const read = async (path, anew) => {
  const response = await fetch(root + path, anew ? { cache: 'no-cache' } : {});
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

function open() {
  if (!opening) {
    opening = Index.open(read);
    opening.catch(() => { opening = null; });
  }
  return opening;
}

// What is wanted, from the address and to it.
function wantedOf(address) {
  const params = new URL(address).searchParams;
  const chosen = {};
  for (const select of selects) if (params.get(select.name)) chosen[select.dataset.facet] = params.get(select.name);
  return { words: params.get('q') ?? '', chosen, byDate: params.get('xep') === 'ngay' };
}

function addressOf() {
  const params = new URLSearchParams();
  if (box.value.trim()) params.set('q', box.value);
  for (const select of selects) if (select.value) params.set(select.name, select.value);
  if (form.elements.xep.value) params.set('xep', form.elements.xep.value);
  return params.size ? `?${params}` : location.pathname;
}

function show(wanted) {
  if (box.value !== wanted.words) box.value = wanted.words;
  form.elements.xep.value = wanted.byDate ? 'ngay' : '';
  for (const select of selects) {
    const value = wanted.chosen[select.dataset.facet] ?? '';
    if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
    select.value = value;
  }
}

async function find(wanted) {
  run += 1;
  const mine = run;
  const stale = () => mine !== run;
  const empty = !wanted.words.trim() && !Object.keys(wanted.chosen).length;
  current = null;
  trouble.hidden = true;
  lists.hidden = !empty;
  if (empty) {
    found.hidden = true;
    status.textContent = '';
    await counts(wanted, null, stale);
    return;
  }
  try {
    const index = await open();
    const state = index.ask ? await ask(index, wanted, STEP) : await look(index, wanted);
    if (stale()) return;
    current = Object.assign(state, { wanted, shown: 0 });
    await page(stale);
    if (stale()) return;
    await counts(wanted, state, stale);
  } catch (fault) {
    if (stale()) return;
    found.hidden = true;
    status.textContent = '';
    trouble.hidden = false;
    trouble.querySelector('p').textContent = fault.damaged ? told.damaged : told.failed;
  }
}

async function look(index, wanted) {
  const answered = await answer(index, wanted.words);
  const narrow = async (...more) => (await import('./search-facets.js')).narrow(index, answered, ...more);
  const plain = answered.ranked && !wanted.byDate && !Object.keys(wanted.chosen).length;
  let { entries } = plain ? answered : await narrow(wanted.chosen, wanted.byDate, []);
  // A longer phrase is checked on pages, as far as results are shown.
  const checked = answered.doubt && new (await import('./search-pages.js')).Checked(entries, answered.doubt);
  if (checked) entries = checked;
  return {
    get total() { return checked?.total ?? entries.length; },
    get most() { return Boolean(checked?.most); },
    mostCounts: Boolean(checked),
    words: answered.words,
    results: async (from, to) => Promise.all([...await entries.slice(from, to)].map((entry) => index.shown(entry))),
    counts: async () => (await narrow(wanted.chosen, false, selects.map((one) => one.dataset.facet))).counts,
  };
}

// In preview the answers come from the program, which knows what is being edited.
async function ask(index, wanted, limit) {
  const load = async (many) => {
    const params = new URLSearchParams({ q: wanted.words, ...wanted.chosen, limit: many });
    if (wanted.byDate) params.set('xep', 'ngay');
    const response = await fetch(`${root}${index.ask}?${params}`, { cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  let answered = await load(limit);
  return {
    get total() { return answered.total; },
    get most() { return answered.most; },
    get mostCounts() { return answered.most_counts; },
    words: words(wanted.words),
    results: async (from, to) => {
      if (to > answered.results.length && answered.results.length < answered.total) answered = await load(to);
      return answered.results.slice(from, to);
    },
    counts: async () => answered.counts,
  };
}

async function page(stale) {
  const from = current.shown;
  const results = await current.results(from, from + STEP);
  if (stale()) return null;
  if (from === 0) list.replaceChildren();
  current.shown = from + results.length;
  const items = results.map((result) => item(result, current.words));
  list.append(...items);
  more.hidden = current.shown >= current.total;
  found.hidden = !current.total;
  const { total, most } = current;
  status.textContent = total ? (most ? told.most : told.found).replace('{n}', total.toLocaleString(document.documentElement.lang)) : told.none;
  items.forEach((one, n) => snippets.observe(Object.assign(one, { result: results[n], words: current.words })));
  return items;
}

function item(result, asked) {
  const node = sample.cloneNode(true).firstElementChild;
  const link = node.querySelector('a');
  link.href = root + result.path;
  mark(link, result.title, asked);
  node.querySelector('.where').textContent = [result.place, result.field, result.year].filter(Boolean).join(' · ');
  const photo = node.querySelector('img');
  if (result.photo) photo.src = root + result.photo;
  else photo.remove();
  return node;
}

const isAsked = (asked) => {
  const whole = new Set(asked.map((word) => word.folded));
  const last = asked.at(-1);
  return (word) => whole.has(word.folded) || (last && last.folded.length > 1 && word.folded.startsWith(last.folded));
};

// Writes a text with the asked words marked, also where accents differ.
function mark(node, text, asked) {
  const is = isAsked(asked);
  let at = 0;
  let open = null;
  const close = () => {
    if (!open) return;
    node.append(text.slice(at, open[0]), Object.assign(document.createElement('mark'), { textContent: text.slice(...open) }));
    [, at] = open;
    open = null;
  };
  for (const word of words(text)) {
    if (!is(word)) close();
    else if (open && word.joined) open[1] = word.end;
    else {
      close();
      open = [word.start, word.end];
    }
  }
  close();
  node.append(text.slice(at));
}

// A result's snippet comes from its own page, when the result comes into view.
const snippets = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (isIntersecting) {
      snippets.unobserve(target);
      snippet(target).catch(() => {});
    }
  }
}, { rootMargin: '200px' });

async function snippet(node) {
  const html = utf8(await read(node.result.path, false));
  const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
  const parts = [...main.querySelectorAll('.lede, .text p, .text li, .text td, .text h2, .text h3, figcaption')];
  const is = isAsked(node.words);
  let best = { score: -1 };
  for (const part of parts) {
    const text = part.textContent.replace(/\s+/g, ' ').trim();
    const list = words(text);
    list.forEach((word, n) => {
      if (n > 0 && !is(word)) return;
      const near = list.slice(n, n + 24);
      const kinds = new Set(near.filter(is).map((one) => one.folded)).size;
      const pairs = near.filter((one, m) => m && one.joined && is(one) && is(near[m - 1])).length;
      const score = kinds * 4 + Math.min(pairs, 6);
      if (score > best.score) best = { score, text, list, n };
    });
  }
  if (!best.text) return;
  const { text, list, n } = best;
  const start = n > 5 ? list[n - 5].start : 0;
  const end = list[Math.min(list.length, n + 26) - 1]?.end ?? text.length;
  const whole = end >= list.at(-1)?.end;
  mark(node.querySelector('.snippet'), (start ? '… ' : '') + text.slice(start, whole ? text.length : end) + (whole ? '' : ' …'), node.words);
}

const utf8 = (bytes) => new TextDecoder().decode(bytes);

// How many results each value of a facet would leave, beside its name.
async function counts(wanted, state, stale) {
  if (!details.open) return;
  let counted;
  try {
    const index = await open();
    state ??= index.ask ? await ask(index, wanted, 0) : await look(index, wanted);
    counted = await state.counts();
  } catch {
    return;
  }
  if (stale()) return;
  for (const select of selects) {
    const { facet } = select.dataset;
    const chosen = wanted.chosen[facet] ?? '';
    let values = (counted[facet] ?? []).filter((value) => value.count || value.id === chosen);
    if (facet === 'commune') {
      const provinces = counted.province ?? [];
      values = values.filter((value) => value.id === chosen || provinces[value.within]?.id === wanted.chosen.province);
    }
    const most = state.mostCounts ? '≤ ' : '';
    const options = values.map((value) => new Option(`${value.label} (${most}${value.count})`, value.id));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen;
    select.closest('label').hidden = !values.length;
  }
}

function go(push) {
  const address = addressOf();
  if (address !== location.search || push) history[push ? 'pushState' : 'replaceState'](null, '', address);
  return find(wantedOf(location.href));
}

let waiting;
box.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => go(false), 120);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  go(true);
});
form.addEventListener('change', (event) => {
  if (event.target.matches('select')) {
    if (event.target.dataset.facet === 'province') form.elements.xa.value = '';
    go(true);
  }
});
more.addEventListener('click', async () => {
  if (!current) return;
  const mine = run;
  const items = await page(() => mine !== run).catch(() => null);
  items?.[0]?.querySelector('a').focus();
});
trouble.querySelector('button').addEventListener('click', () => find(wantedOf(location.href)));
addEventListener('popstate', () => {
  const wanted = wantedOf(location.href);
  show(wanted);
  find(wanted);
});

// Arrows go from the box to the results and between them.
document.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches('select')) return;
  const links = [...list.querySelectorAll('a')];
  const here = links.indexOf(document.activeElement);
  if (here < 0 && document.activeElement !== box) return;
  event.preventDefault();
  (here + step < 0 ? box : links[Math.min(here + step, links.length - 1)])?.focus();
});

details.addEventListener('toggle', () => {
  const mine = run;
  counts(wantedOf(location.href), current, () => mine !== run);
});

const first = wantedOf(location.href);
show(first);
details.open = Object.keys(first.chosen).length > 0 || first.byDate;
find(first);
if (!location.search) box.focus({ preventScroll: true });
