// The drawn timeline above the plain list: phases as bands, entries from afar as a histogram or, if they are few, as
// dots, and as cards close up, each at its date and as precise as that is.
//
// Reads the section `.tl` with its messages in data attributes, the overview and, on zooming in, the shards.
// Elements with links (bands, cards) are DOM, as few as fit; the numerous ones (bars, marks, ticks) share a canvas:
// moving 168 bars and 60 labels took 3.8 ms per frame as SVG and 1.3 ms on a canvas (Chromium 148, 22/11/2026).
import { cells, dateName, dateParts } from './timeline-calendar.js';
import { placeBands, placeCards, sortCards } from './timeline-cards.js';
import { drawCells, drawFar } from './timeline-cells.js';
import { listen, markButtons } from './timeline-input.js';
import { goToAddress, writeAddress } from './timeline-moves.js';
import { overview } from './timeline-overview.js';
import { output, root, word } from './timeline-page.js';
import { clear, drawAxis, drawMilestones, measure } from './timeline-paint.js';
import { fetchPending, loadOverview } from './timeline-shards.js';
import { draw, FEW, further, hold, level, on, release, rightEdge, seen } from './timeline-viewport.js';

on.frame = () => {
  const depth = level();
  clear();
  drawAxis();
  drawMilestones();
  if (depth < 0) drawFar(seen.at, rightEdge());
  const spans = depth < 0 ? [] : further.spans(depth);
  seen.lines = spans.length;
  const cards = depth < 0 ? [] : [...spans, ...drawCells(depth)];
  placeBands();
  placeCards(cards);
  further.frame();
};

// When the view has settled: fetches missing shards, sorts the links, announces the span.
on.settled = () => {
  fetchPending();
  sortCards();
  const text = spanInWords(seen.at + 0.5, rightEdge() - 0.5);
  if (output.textContent !== text) output.textContent = text;
  markButtons();
  writeAddress();
  further.settled();
};

// The cards of shards that came after the view had settled are sorted too.
on.rested = sortCards;

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
    // Until the dots are loaded, nothing is drawn in their place.
    if (overview.total < FEW) further.dots = () => true;
    goToAddress();
    root.hidden = false;
    hold();
    import('./timeline-more.js')
      .then(({ begin }) => begin())
      .catch(() => {
        further.dots = undefined;
        draw();
      })
      .finally(release);
  })
  .catch(() => root.remove());
