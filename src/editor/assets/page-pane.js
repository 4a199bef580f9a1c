// The page as visitors will see it, in a frame of its own origin. It follows what is entered by itself.
import { button, make } from './elements.js';
import { w } from './words.js';

/** @param {EditorState} state @param {string | null} page */
export const pagePane = (state, page) => {
  let shown = page ?? '/';
  const frame = make('iframe', {
    title: w('page'),
    sandbox: 'allow-scripts allow-same-origin allow-forms',
    src: state.preview + shown,
  });
  const link = make('a', { href: state.preview + shown, target: '_blank', rel: 'noopener' }, w('openPage'));
  const element = make(
    'aside',
    { class: 'beside', 'aria-label': w('page') },
    make('p', { class: 'row' }, link),
    frame,
  );
  const toggle = button(w('hidePage'), () => {
    element.hidden = !element.hidden;
    element.parentElement?.classList.toggle('alone', element.hidden);
    toggle.textContent = element.hidden ? w('showPage') : w('hidePage');
  });
  toggle.className = 'quiet';
  return {
    element,
    toggle,
    /** Shows a page, unless the frame shows it already. @param {string} address */
    show: (address) => {
      if (address === shown) return;
      shown = address;
      frame.src = state.preview + address;
      link.href = frame.src;
    },
  };
};
