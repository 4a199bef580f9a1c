// Opened from a disk by double-click, browsers refuse a page its index: that is said in words.
if (location.protocol === 'file:') {
  document.querySelector('form.find')?.setAttribute('hidden', '');
  document.querySelector('.from-disk')?.removeAttribute('hidden');
}

// `/` goes to the search box, unless somebody is writing.
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
