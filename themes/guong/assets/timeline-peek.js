// Shows more of the dot, card or milestone under the pointer or with the focus: its photo, title, date and place.

import { spokenDate } from './timeline-calendar.js';
import { shownBy } from './timeline-cards.js';
import { LINE, MARKS, overview } from './timeline-overview.js';
import { HOME, markBox, peek, view } from './timeline-page.js';
import { seen, x } from './timeline-viewport.js';

const [image, title, small] = ['img', 'b', 'small'].map((name) =>
  peek.appendChild(document.createElement(name)),
);
/** The least width and height of a button on milestones, in pixels. */
const MARK = 24;
/** @type {Element | null} */
let subject = null;
/** Whether the last press was by a finger. */
let isTouch = false;

/** @type {HTMLButtonElement[]} */
const marks = [];

/** Puts a button on the marks of milestones, so that their names can be read where they have no room: one on those
 * that are too near each other to be pointed at. */
export function placeMarks() {
  /** @type {TimelineMilestone[][]} */
  const groups = [];
  for (const one of overview.milestones) {
    if (x(one.at) < 0 || x(one.at) > seen.width) continue;
    const last = groups[groups.length - 1];
    if (last && x(one.at) - x(last[last.length - 1].at) < MARK) last.push(one);
    else groups.push([one]);
  }
  while (marks.length < groups.length) {
    const mark = Object.assign(document.createElement('button'), { type: 'button' });
    marks.push(markBox.appendChild(mark));
  }
  for (const [n, mark] of marks.entries()) {
    const group = groups[n];
    if (mark.hidden !== !group) mark.hidden = !group;
    if (!group) continue;
    const title = group.map(({ date, text }) => `${spokenDate(date)}: ${text}`).join('\n');
    if (mark.textContent !== title) mark.textContent = title;
    shownBy.set(mark, { title });
    const lines = group.map(({ line = 0 }) => line);
    const [left, top] = [x(group[0].at) - MARK / 2, Math.min(...lines) * LINE];
    mark.style.transform = `translate(${left}px, ${MARKS - MARK / 2 + top}px)`;
    mark.style.width = `${x(group[group.length - 1].at) + MARK / 2 - left}px`;
    mark.style.height = `${Math.max(...lines) * LINE - top + MARK}px`;
  }
  if (subject && !subject.getClientRects().length) hide();
}

/** @param {Element} link @param {TimelineShown} one */
function show(link, one) {
  subject = link;
  title.textContent = one.title;
  small.textContent = [one.date, one.place].filter(Boolean).join(' · ');
  image.hidden = !one.photo;
  if (one.photo && image instanceof HTMLImageElement) image.src = HOME + one.photo;
  peek.hidden = false;
  const [box, at, own] = [view, link, peek].map((element) => element.getBoundingClientRect());
  const left = Math.min(
    Math.max(at.left + at.width / 2 - own.width / 2 - box.left, 6),
    box.width - own.width - 6,
  );
  const above = at.top - box.top - own.height - 4;
  peek.style.transform = `translate(${left}px, ${above > 0 ? above : at.bottom - box.top + 4}px)`;
}

function hide() {
  subject = null;
  peek.hidden = true;
}

/** @param {Event} event */
function follow({ target }) {
  if (!(target instanceof Element) || peek.contains(target)) return;
  const link = target.closest('a, button');
  const one = link && shownBy.get(link);
  if (!link || !one) hide();
  else if (link !== subject) show(link, one);
}

export function listenForPeeks() {
  // A finger does not hover: it leaves when it is lifted.
  view.addEventListener('pointerover', (event) => event.pointerType !== 'touch' && follow(event));
  view.addEventListener('focusin', follow);
  view.addEventListener('pointerleave', ({ pointerType }) => pointerType !== 'touch' && hide());
  view.addEventListener('focusout', hide);
  view.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
  view.addEventListener(
    'pointerdown',
    ({ pointerType, target }) => {
      isTouch = pointerType === 'touch' && target !== subject;
    },
    true,
  );
  // The first tap on a dot shows what it is, the second opens it.
  view.addEventListener('click', (event) => {
    if (!isTouch || !(event.target instanceof Element) || !event.target.matches('.tl-dot')) return;
    event.preventDefault();
    follow(event);
  });
}
