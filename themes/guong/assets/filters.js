// Closes a list of filters that lies over the page on Escape, and on a click outside. Without this script a click on its name does.
(() => {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const drops = document.querySelectorAll('details:is(.drop, .narrow)');
  /** @param {HTMLDetailsElement} drop */
  const lies = (drop) => drop.open && getComputedStyle(drop.lastElementChild ?? drop).position !== 'static';
  document.addEventListener('keydown', ({ key }) => {
    for (const drop of key === 'Escape' ? drops : []) {
      if (!lies(drop)) continue;
      if (drop.contains(document.activeElement)) drop.querySelector('summary')?.focus();
      drop.open = false;
    }
  });
  document.addEventListener('click', ({ target }) => {
    // Browsers that know no groups of `details` keep the others open.
    for (const drop of drops)
      if (lies(drop) && target instanceof Node && !drop.contains(target)) drop.open = false;
  });
})();
