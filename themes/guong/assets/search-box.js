// Opened from a disk by double-click, browsers refuse a page its index: that is said in words.
if (location.protocol === 'file:') {
  document.querySelector('form.find')?.setAttribute('hidden', '');
  document.querySelector('.from-disk')?.removeAttribute('hidden');
}

// `/` goes to the search box, unless somebody is writing.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.('input, textarea, select, [contenteditable]')) return;
  const boxes = [...document.querySelectorAll('input[type=search]')];
  const box = boxes.find((one) => one.getClientRects().length) ?? boxes[0];
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
