// The photo of the card that was clicked becomes the lead photo of the next page, where browsers can do that.
(() => {
  const NAME = 'view-transition-name';
  /** @type {HTMLElement | null | undefined} */
  let photo;
  document.addEventListener('click', ({ target }) => {
    photo = target instanceof Element ? target.closest('.card')?.querySelector('img') : undefined;
  });
  addEventListener('pageswap', () => {
    if (!photo) return;
    // A name must be on one element alone.
    for (const other of document.querySelectorAll('img')) other.style.setProperty(NAME, 'none');
    photo.style.setProperty(NAME, 'lead');
  });
})();
