// The photos of a page, large, one beside the other. Without this script each photo is a link to its file.
//
// The strip scrolls and snaps by itself, so touch needs nothing here. Opening it is a step in the browser's
// history: the back button closes it. Words come from the attributes of the script's own element.
(() => {
  const words = document.currentScript.dataset;
  const links = [...document.querySelectorAll('a.zoom')];
  if (!links.length || !window.HTMLDialogElement) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let box;
  let strip;
  let count;
  let steps;
  let at = 0;
  // Where a smooth scroll is going, so that what it passes does not count as arrived at.
  let bound = -1;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const button = (label, sign, action) => {
    const made = make('button', { type: 'button', 'aria-label': label, title: label }, sign);
    made.addEventListener('click', action);
    return made;
  };

  const build = () => {
    strip = make('ul', { tabindex: '0', 'aria-label': words.label });
    for (const link of links) {
      const caption = link.closest('figure')?.querySelector('figcaption')?.cloneNode(true);
      strip.append(make('li', {}, make('figure', {}, ...(caption ? [caption] : []))));
    }
    count = make('p', { 'aria-live': 'polite' });
    steps = [button(words.previous, '←', () => go(at - 1)), button(words.next, '→', () => go(at + 1))];
    box = make(
      'dialog',
      { class: 'lightbox', 'aria-label': words.label },
      strip,
      make('div', {}, count, ...steps, button(words.close, '✕', leave)),
    );
    document.body.append(box);
    box.addEventListener('cancel', (event) => {
      event.preventDefault();
      leave();
    });
    box.addEventListener('click', ({ target }) => {
      if (target === strip || target.parentNode === strip || target.localName === 'figure') leave();
    });
    box.addEventListener('keydown', (event) => {
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(to);
    });
    new ResizeObserver(() => box.open && place(at, 'instant')).observe(strip);
    strip.addEventListener(
      'scroll',
      () => {
        const now = Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth);
        if (bound >= 0 && now !== bound) return;
        bound = -1;
        if (now !== at && links[now]) arrive(now);
      },
      { passive: true },
    );
    for (const by of ['wheel', 'touchstart', 'pointerdown']) {
      strip.addEventListener(
        by,
        () => {
          bound = -1;
        },
        { passive: true },
      );
    }
  };

  // The photo itself, in the width that fits the window, before the caption.
  const fill = (number) => {
    const figure = strip.children[number]?.firstChild;
    if (!figure || figure.querySelector('img')) return;
    const picture = links[number].querySelector('picture, img').cloneNode(true);
    for (const each of [picture, ...picture.querySelectorAll('*')]) {
      if (each.hasAttribute('sizes')) each.setAttribute('sizes', '100vw');
      for (const name of ['loading', 'fetchpriority', 'class']) each.removeAttribute(name);
    }
    figure.prepend(picture);
  };

  const arrive = (number) => {
    at = number;
    [number, number + 1, number - 1].forEach(fill);
    count.textContent = `${number + 1} / ${links.length}`;
    steps[0].disabled = number === 0;
    steps[1].disabled = number === links.length - 1;
    if (document.activeElement?.disabled || document.activeElement === document.body) strip.focus();
  };
  const place = (number, behavior) => strip.scrollTo({ left: number * strip.clientWidth, behavior });
  const go = (number) => {
    if (!links[number]) return;
    arrive(number);
    bound = number;
    place(number, still.matches ? 'instant' : 'smooth');
  };

  const show = (number) => {
    if (!box) build();
    if (!box.open) box.showModal();
    arrive(number);
    place(number, 'instant');
    strip.focus({ preventScroll: true });
  };
  const hide = () => box?.open && box.close();
  // Closed at once, so that another key press meanwhile is not another step back.
  const leave = () => {
    if (!box.open) return;
    hide();
    if (history.state?.photo !== undefined) history.back();
  };

  links.forEach((link, number) => {
    link.addEventListener('click', (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      history.pushState({ photo: number }, '');
      show(number);
      box.addEventListener('close', () => link.focus({ preventScroll: true }), { once: true });
    });
  });
  const follow = ({ state }) => (links[state?.photo] ? show(state.photo) : hide());
  addEventListener('popstate', follow);
  // Reloaded with the lightbox open.
  follow(history);
})();
