// The lightbox: a page's photos at full size, side by side. Without this script each photo links to its file.
//
// The strip scrolls and snaps natively, so touch needs no code. Opening the lightbox adds a history entry, so that
// the back button closes it. Below the strip are small copies of the photos; a button shows the photo in its own size,
// to be panned. Labels come from the data attributes of the script's own element.
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

  /** Copies a photo for another displayed width. @param {Element | null} picture @param {string} sizes */
  const copied = (picture, sizes) => {
    const copy = /** @type {Element | undefined} */ (picture?.cloneNode(true));
    for (const each of copy ? [copy, ...copy.querySelectorAll('*')] : []) {
      if (each.hasAttribute('sizes')) each.setAttribute('sizes', sizes);
      for (const name of ['loading', 'fetchpriority', 'class']) each.removeAttribute(name);
    }
    return copy;
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
    const actual = button(labels.actual, '⤢', () => enlarge(!built?.box.classList.contains('actual')));
    const close = button(labels.close, '✕', leave);
    const row = make('div', {}, count, back, next, actual, close);
    const thumbs = make('ol', { class: 'thumbs', tabindex: '-1' });
    for (const [number, link] of links.entries()) {
      const thumb = button(labels.photo?.replace('{n}', `${number + 1}`), '', () => go(number));
      const copy = copied(link.querySelector('picture, img'), '4rem');
      if (copy) thumb.append(copy);
      thumbs.append(make('li', {}, thumb));
    }
    const box = make('dialog', { class: 'lightbox', 'aria-label': labels.label }, strip, row);
    if (links.length > 1) {
      box.classList.add('several');
      box.append(thumbs);
    }
    document.body.append(box);
    box.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (box.classList.contains('actual')) enlarge(false);
      else leave();
    });
    box.addEventListener('click', ({ target }) => {
      if (!(target instanceof Element)) return;
      if (target.localName === 'img' && strip.contains(target)) enlarge(!box.classList.contains('actual'));
      else if (box.classList.contains('actual')) return;
      else if (target === strip || target.parentNode === strip || target.localName === 'figure') leave();
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
      // The photo in its own size is scrolled by the arrow keys.
      if (!to || event.altKey || event.ctrlKey || event.metaKey || box.classList.contains('actual')) return;
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
    return { box, strip, count, back, next, actual, thumbs };
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
    const copy = copied(picture, '100vw');
    if (copy) figure.prepend(copy);
  };

  /** Shows the current photo in its own size, or within the window again. @param {boolean} large */
  const enlarge = (large) => {
    const { box, strip, actual } = lightbox();
    const figure = strip.children[at]?.querySelector('figure');
    const image = figure?.querySelector('img');
    box.classList.toggle('actual', large);
    actual.setAttribute('aria-pressed', `${large}`);
    if (!figure || !image) return;
    const width = `${image.getAttribute('width')}px`;
    for (const each of figure.querySelectorAll('[sizes]'))
      each.setAttribute('sizes', large ? width : '100vw');
    image.style.width = large ? width : '';
    if (!large) {
      figure.removeAttribute('tabindex');
      strip.focus({ preventScroll: true });
      return;
    }
    figure.tabIndex = 0;
    figure.scrollTo(
      (figure.scrollWidth - figure.clientWidth) / 2,
      (figure.scrollHeight - figure.clientHeight) / 2,
    );
    figure.focus({ preventScroll: true });
  };

  /** @param {number} number */
  const arrive = (number) => {
    const { box, strip, count, back, next, thumbs } = lightbox();
    if (box.classList.contains('actual')) enlarge(false);
    at = number;
    for (const near of [number, number + 1, number - 1]) fill(near);
    count.textContent = `${number + 1} / ${links.length}`;
    for (const [n, thumb] of [...thumbs.children].entries()) {
      if (n !== number) thumb.firstElementChild?.removeAttribute('aria-current');
      else thumb.firstElementChild?.setAttribute('aria-current', 'true');
      // Not scrollIntoView, which would also scroll the strip.
      if (n === number && thumb instanceof HTMLElement)
        thumbs.scrollLeft = thumb.offsetLeft - (thumbs.clientWidth - thumb.offsetWidth) / 2;
    }
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
  const hide = () => {
    if (!built?.box.open) return;
    if (built.box.classList.contains('actual')) enlarge(false);
    built.box.close();
  };
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
