// The lightbox: a page's photos at full size, side by side. Without this script each photo links to its file.
//
// The strip scrolls and snaps natively, so touch needs no code. Opening the lightbox adds a history entry, so that
// the back button closes it. Labels come from the data attributes of the script's own element.
(() => {
  const labels = document.currentScript?.dataset ?? {};
  /** @type {HTMLElement[]} */
  const links = [...document.querySelectorAll('a')].filter((link) => link.classList.contains('zoom'));
  if (!links.length || !window.HTMLDialogElement) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {ReturnType<typeof build> | undefined} */
  let built;
  let at = 0;
  // The photo that a smooth scroll is heading for, so that those it passes do not become current; -1 if none.
  let bound = -1;

  /**
   * @template {keyof HTMLElementTagNameMap} T @param {T} name
   * @param {Record<string, string | undefined>} attributes @param {(Node | string)[]} children
   */
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value = ''] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  /** @param {string | undefined} label @param {string} sign @param {() => void} action */
  const button = (label, sign, action) => {
    const made = make('button', { type: 'button', 'aria-label': label, title: label }, sign);
    made.addEventListener('click', action);
    return made;
  };

  const build = () => {
    const strip = make('ul', { tabindex: '0', 'aria-label': labels.label });
    for (const link of links) {
      const shown = link.closest('figure')?.querySelector('figcaption');
      const caption = /** @type {Element | undefined} */ (shown?.cloneNode(true));
      // Copies of buttons would do nothing, and what they reported is over.
      for (const copy of caption?.querySelectorAll('button, [role=status]') ?? []) copy.remove();
      strip.append(make('li', {}, make('figure', {}, ...(caption ? [caption] : []))));
    }
    const count = make('p', { 'aria-live': 'polite' });
    const back = button(labels.previous, '←', () => go(at - 1));
    const next = button(labels.next, '→', () => go(at + 1));
    const close = button(labels.close, '✕', leave);
    const row = make('div', {}, count, back, next, close);
    const box = make('dialog', { class: 'lightbox', 'aria-label': labels.label }, strip, row);
    document.body.append(box);
    box.addEventListener('cancel', (event) => {
      event.preventDefault();
      leave();
    });
    box.addEventListener('click', ({ target }) => {
      if (!(target instanceof Element)) return;
      if (target === strip || target.parentNode === strip || target.localName === 'figure') leave();
    });
    /** @type {Record<string, () => number>} */
    const steps = {
      ArrowLeft: () => at - 1,
      ArrowRight: () => at + 1,
      Home: () => 0,
      End: () => links.length - 1,
    };
    box.addEventListener('keydown', (event) => {
      const to = steps[event.key];
      if (!to || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(to());
    });
    new ResizeObserver(() => box.open && place(at, 'instant')).observe(strip);
    const arriveThere = () => {
      const now = Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth);
      if (bound >= 0 && now !== bound) return;
      bound = -1;
      if (now !== at && links[now]) arrive(now);
    };
    const unbind = () => {
      bound = -1;
    };
    strip.addEventListener('scroll', arriveThere, { passive: true });
    for (const by of ['wheel', 'touchstart', 'pointerdown']) {
      strip.addEventListener(by, unbind, { passive: true });
    }
    return { box, strip, count, back, next };
  };
  const lightbox = () => {
    built ??= build();
    return built;
  };

  /** Puts a copy of a photo, sized for the window, before its caption. @param {number} number */
  const fill = (number) => {
    const figure = lightbox().strip.children[number]?.firstElementChild;
    const picture = figure?.querySelector('img') ? null : links[number]?.querySelector('picture, img');
    if (!figure || !picture) return;
    const copy = /** @type {Element} */ (picture.cloneNode(true));
    for (const each of [copy, ...copy.querySelectorAll('*')]) {
      if (each.hasAttribute('sizes')) each.setAttribute('sizes', '100vw');
      for (const name of ['loading', 'fetchpriority', 'class']) each.removeAttribute(name);
    }
    figure.prepend(copy);
  };

  /** @param {number} number */
  const arrive = (number) => {
    const { strip, count, back, next } = lightbox();
    at = number;
    for (const near of [number, number + 1, number - 1]) fill(near);
    count.textContent = `${number + 1} / ${links.length}`;
    back.disabled = number === 0;
    next.disabled = number === links.length - 1;
    const focused = document.activeElement;
    if (focused === document.body || (focused instanceof HTMLButtonElement && focused.disabled)) {
      strip.focus();
    }
  };
  /** @param {number} number @param {ScrollBehavior} behavior */
  const place = (number, behavior) => {
    const { strip } = lightbox();
    strip.scrollTo({ left: number * strip.clientWidth, behavior });
  };
  /** @param {number} number */
  const go = (number) => {
    if (!links[number]) return;
    arrive(number);
    bound = number;
    place(number, still.matches ? 'instant' : 'smooth');
  };

  /** @param {number} number */
  const show = (number) => {
    const { box, strip } = lightbox();
    if (!box.open) box.showModal();
    arrive(number);
    place(number, 'instant');
    strip.focus({ preventScroll: true });
    return box;
  };
  const hide = () => built?.box.open && built.box.close();
  // Closes at once, so that a second key press before `popstate` does not go back twice.
  const leave = () => {
    if (!built?.box.open) return;
    hide();
    if (history.state?.photo !== undefined) history.back();
  };

  for (const [number, link] of links.entries()) {
    link.addEventListener('click', (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      history.pushState({ photo: number }, '');
      const back = () => link.focus({ preventScroll: true });
      show(number).addEventListener('close', back, { once: true });
    });
  }
  /** @param {{ state: { photo?: number } | null }} step */
  const follow = ({ state }) => {
    const number = state?.photo ?? -1;
    if (links[number]) show(number);
    else hide();
  };
  addEventListener('popstate', follow);
  // The page may have been reloaded with the lightbox open.
  follow(history);
})();
