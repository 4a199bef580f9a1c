// Browsers do not let a page opened from the disk load the index: a notice replaces the search box.
if (location.protocol === 'file:') {
  document.querySelector('form.find')?.setAttribute('hidden', '');
  document.querySelector('.from-disk')?.removeAttribute('hidden');
}

// `/` focuses the search box, unless the visitor is typing in a field.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable]')) return;
  /** @type {NodeListOf<HTMLInputElement>} */
  const all = document.querySelectorAll('input[type=search]');
  const boxes = [...all];
  const box = boxes.find((one) => one.getClientRects().length) ?? boxes[0];
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
