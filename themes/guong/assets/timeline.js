// The drawn timeline above the plain list: phases as bands, entries as a histogram from afar and as cards close up,
// each at the precision of its date.
//
// Reads the section `.tl` with its messages in data attributes, the overview and, on zooming in, the shards.
// Elements with links (bands, cards) are DOM, as few as fit; the numerous ones (bars, marks, ticks) share a canvas:
// moving 168 bars and 60 labels took 3.8 ms per frame as SVG and 1.3 ms on a canvas (Chromium 148, 22/11/2026).
import { cells, dateName, dateParts } from './timeline-calendar.js';
import { placeBands, placeCards, sortCards } from './timeline-cards.js';
import { drawCells } from './timeline-cells.js';
import { listen, markButtons } from './timeline-input.js';
import { goToAddress, writeAddress } from './timeline-moves.js';
import { overview } from './timeline-overview.js';
import { output, root, word } from './timeline-page.js';
import { clear, drawAxis, drawBars, drawMilestones, measure } from './timeline-paint.js';
import { fetchPending, loadOverview } from './timeline-shards.js';
import { NARROW, on, rightEdge, seen } from './timeline-viewport.js';

on.frame = () => {
  const { at, scale } = seen;
  const level = scale * 365 < NARROW ? -1 : scale * 30.4 < NARROW ? 0 : scale < NARROW ? 1 : 2;
  clear();
  drawAxis();
  drawMilestones();
  if (level < 0) drawBars(at, rightEdge());
  const cards = level < 0 ? [] : drawCells(level);
  placeBands();
  placeCards(cards);
};

// When the view has settled: fetches missing shards, sorts the links, announces the span.
on.settled = () => {
  fetchPending();
  sortCards();
  const text = spanInWords(seen.at + 0.5, rightEdge() - 0.5);
  if (output.textContent !== text) output.textContent = text;
  markButtons();
  writeAddress();
};

/**
 * Names the first and the last visible day; from afar, counts the entries between them too.
 * @param {number} from @param {number} to
 */
function spanInWords(from, to) {
  const level = seen.scale >= 20 ? 2 : 1;
  const [first, last] = [dateParts(from), dateParts(to)];
  const ends = [...new Set([dateName(level, ...first), dateName(level, ...last)])].join(' – ');
  if (level > 1) return ends;
  let count = 0;
  for (const { y, m } of cells(1, from, to)) {
    const counts = overview.years.get(y)?.counts;
    if (!counts) continue;
    const isFirstOfYear = m === 0 || (y === first[0] && m === first[1]);
    count += counts[m + 1] + (isFirstOfYear ? counts[0] : 0);
  }
  return `${ends}: ${count} ${word('unit')}`;
}

loadOverview()
  .then((isSome) => {
    if (!isSome) throw new Error('nothing to draw');
    measure();
    listen();
    goToAddress();
    root.hidden = false;
  })
  .catch(() => root.remove());
