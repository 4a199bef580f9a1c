// What the drawn timeline adds after its first view: dots, entries that last into it, the names of what is pointed at, the
// small map, and ways out of an empty span.
import { drawDots, placeDots } from './timeline-dots.js';
import { listenToEmpty, sayEmpty } from './timeline-empty.js';
import { listenToMap, placeFrame } from './timeline-map.js';
import { overview } from './timeline-overview.js';
import { listenForPeeks, placeMarks } from './timeline-peek.js';
import { spansOf } from './timeline-spans.js';
import { draw, FEW, further, settleSoon } from './timeline-viewport.js';

export function begin() {
  further.dots = (from, to) => overview.total < FEW && drawDots(from, to);
  further.spans = spansOf;
  further.frame = () => {
    placeDots();
    placeMarks();
    placeFrame();
  };
  further.settled = sayEmpty;
  listenForPeeks();
  listenToMap();
  listenToEmpty();
  draw();
  settleSoon();
}
