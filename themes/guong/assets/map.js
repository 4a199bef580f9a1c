// The map of the provinces and its table: a card for the province under the pointer or with the focus, the row and the
// outline that belong together, and rows sorted by a tap on a column's name.
(() => {
  const map = document.querySelector('.mapped .map');
  const table = document.querySelector('.mapped table');
  const script = document.currentScript;
  const figure = map?.parentElement;
  if (!(map && figure && table instanceof HTMLTableElement && script)) return;
  const [body] = table.tBodies;
  const { sort = '', unit = '', communes = '' } = script.dataset;

  /** The elements of each province, by the address of its page. @type {Map<string, { row: HTMLTableRowElement, shape: Element }>} */
  const provinces = new Map();
  for (const row of body.rows) {
    const href = row.querySelector('a')?.getAttribute('href') ?? '';
    const shape = map.querySelector(`a[href="${CSS.escape(href)}"]`);
    if (shape) provinces.set(href, { row, shape });
  }
  const card = document.createElement('div');
  card.className = 'map-card';
  card.setAttribute('aria-hidden', 'true');
  card.hidden = true;
  map.after(card);
  /** @type {{ row: HTMLTableRowElement, shape: Element } | undefined} */
  let shown;

  /** @param {{ target: EventTarget | null }} event */
  const follow = ({ target }) => {
    const inside = target instanceof Element ? target : null;
    const href = (inside?.closest('.map a') ?? inside?.closest('tr')?.querySelector('a'))?.getAttribute(
      'href',
    );
    const next = provinces.get(href ?? '');
    if (next === shown) return;
    for (const part of shown ? [shown.row, shown.shape] : []) part.classList.remove('pointed');
    shown = next;
    card.hidden = !next;
    if (!next) return;
    const [name, count, places] = [...next.row.cells].map((cell) => cell.textContent ?? '');
    const title = document.createElement('b');
    title.textContent = name;
    card.replaceChildren(title, `${count} ${unit}`, document.createElement('br'), `${communes}: ${places}`);
    for (const part of [next.row, next.shape]) part.classList.add('pointed');
    const [box, at] = [figure, next.shape].map((element) => element.getBoundingClientRect());
    const left = at.left + at.width / 2 - box.left - card.offsetWidth / 2;
    const below = at.bottom - box.top + 6;
    const isLow = at.bottom + card.offsetHeight + 12 > innerHeight;
    card.style.left = `${Math.max(0, Math.min(left, box.width - card.offsetWidth))}px`;
    card.style.top = `${isLow ? at.top - box.top - card.offsetHeight - 6 : below}px`;
  };
  // Not on the map itself: Chromium lets an SVG element that listens to the focus take it.
  for (const place of [figure, body]) {
    for (const kind of ['pointerover', 'focusin', 'pointerleave', 'focusout']) {
      place.addEventListener(kind, (event) => follow(/leave|out/.test(kind) ? { target: null } : event));
    }
  }
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') follow({ target: null });
  });

  const collator = new Intl.Collator('vi', { numeric: true });
  for (const [column, head] of [...(table.tHead?.rows[0].cells ?? [])].entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = sort;
    button.append(...head.childNodes);
    head.append(button);
    if (!column) head.setAttribute('aria-sort', 'ascending');
    button.addEventListener('click', () => {
      const isNumber = column > 0;
      const was = head.getAttribute('aria-sort');
      const isUp = was ? was === 'descending' : !isNumber;
      for (const other of head.parentElement?.children ?? []) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
      /** @param {HTMLTableRowElement} row */
      const text = (row) =>
        (row.cells[column].textContent ?? '').replace(isNumber ? /\D/g : /^(tỉnh|thành phố) /, '');
      const rows = [...body.rows].sort((a, b) => collator.compare(text(a), text(b)));
      body.append(...(isUp ? rows : rows.reverse()));
    });
  }
})();
