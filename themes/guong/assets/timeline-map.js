// The small map below the view: all years as bars, and the part in view as a frame that can be dragged.
import { the } from './elements.js';
import { steer, stopFlying } from './timeline-moves.js';
import { overview } from './timeline-overview.js';
import { mapBox } from './timeline-page.js';
import { rightEdge, seen } from './timeline-viewport.js';

const canvas = the(mapBox, 'canvas', HTMLCanvasElement);
const frame = the(mapBox, 'div', HTMLElement);
/** What the map was drawn for. */
let drawn = '';
let width = 0;

/** Returns the day at a distance from the map's left edge. @param {number} at */
const dayAt = (at) => overview.first + (at / width) * (overview.last - overview.first);

function drawYears() {
  const box = mapBox.getBoundingClientRect();
  const { color } = getComputedStyle(canvas);
  const wanted = `${box.width} ${color} ${overview.total} ${overview.first}`;
  if (wanted === drawn || !box.width) return;
  drawn = wanted;
  width = box.width;
  const dots = Math.min(devicePixelRatio || 1, 2);
  canvas.width = Math.round(width * dots);
  canvas.height = Math.round(box.height * dots);
  const paint = canvas.getContext('2d');
  if (!paint) return;
  paint.scale(dots, dots);
  paint.fillStyle = color;
  const years = [...overview.years.values()];
  const most = Math.max(1, ...years.flatMap(({ counts }) => counts.slice(1).map((n) => n + counts[0] / 12)));
  const scale = width / (overview.last - overview.first);
  for (const { year, counts } of years) {
    for (let m = 0; m < 12; m += 1) {
      const count = counts[m + 1] + counts[0] / 12;
      const tall = count && Math.max(2, (count / most) * (box.height - 8));
      const left = (Date.UTC(year, m) / 864e5 - overview.first) * scale;
      paint.fillRect(left, box.height - tall, Math.max(1.5, 30 * scale - 0.5), tall);
    }
  }
}

/** Draws the frame around what is in view. */
export function placeFrame() {
  drawYears();
  if (!width) return;
  const scale = width / (overview.last - overview.first);
  const from = Math.max(0, (seen.at - overview.first) * scale);
  const to = Math.min(width, (rightEdge() - overview.first) * scale);
  frame.style.transform = `translateX(${from}px)`;
  frame.style.width = `${Math.max(to - from, 6)}px`;
}

export function listenToMap() {
  let grip = 0;
  /** @param {PointerEvent} event */
  const move = ({ clientX }) =>
    steer(dayAt(clientX - mapBox.getBoundingClientRect().left - grip), seen.scale);
  mapBox.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    stopFlying();
    const box = frame.getBoundingClientRect();
    const isInside = event.clientX >= box.left && event.clientX <= box.right;
    // A press beside the frame brings its middle there.
    grip = isInside ? event.clientX - box.left : box.width / 2;
    mapBox.setPointerCapture(event.pointerId);
    move(event);
  });
  mapBox.addEventListener('pointermove', (event) => {
    if (mapBox.hasPointerCapture(event.pointerId)) move(event);
  });
}
