// The elements with links: bands of phases, and cards, which are reused for other entries.
import { overview } from './timeline-overview.js';
import { bandBox, cardBox, HOME } from './timeline-page.js';
import { textWidth } from './timeline-paint.js';
import { draw, seen, x } from './timeline-viewport.js';

/** Maximum number of new cards per frame. */
const FRESH = 6;

/** The entry that each card shows. @type {WeakMap<Element, TimelineShown>} */
export const shownBy = new WeakMap();

/** A positioned link. Writes only the styles that changed. */
export class Placed {
  left = Number.NaN;
  top = Number.NaN;
  width = 0;
  height = 0;

  /** @param {HTMLElement} within */
  constructor(within) {
    this.link = within.appendChild(document.createElement('a'));
  }

  /** @param {number} left @param {number} top @param {number} [width] @param {number} [height] */
  place(left, top, width = 0, height = 0) {
    const { style } = this.link;
    if (this.left !== left || this.top !== top) style.transform = `translate(${left}px, ${top}px)`;
    if (width && this.width !== width) style.width = `${width}px`;
    if (height && this.height !== height) style.height = `${height}px`;
    Object.assign(this, { left, top, width: width || this.width, height: height || this.height });
  }
}

class Card extends Placed {
  order = 0;
  text = '';
  tint = document.createElement('i');
  image = document.createElement('img');
  title = document.createElement('b');
  small = document.createElement('small');

  /** @param {HTMLElement} within */
  constructor(within) {
    super(within);
    const { image, link } = this;
    image.alt = '';
    image.width = image.height = 56;
    image.decoding = 'async';
    link.append(this.tint, image, this.title, this.small);
    link.draggable = image.draggable = false;
  }

  /** @param {TimelineCard} one */
  fill(one) {
    const text = `${one.title}|${one.date}|${one.kind}|${one.photo}|${one.hue}`;
    if (this.text === text) return;
    this.text = text;
    const isNear = one.kind === 'near';
    const { link, image } = this;
    link.href = one.href;
    link.className = `tl-card ${one.kind ? `tl-${one.kind}` : ''}`;
    this.tint.className = one.hue === undefined ? '' : `hue-${one.hue}`;
    this.title.textContent = one.title;
    this.small.textContent = one.date ? `${one.date} · ${one.place}` : '';
    shownBy.set(link, one);
    image.hidden = !(isNear && one.photo);
    if (!image.hidden) image.src = HOME + one.photo;
  }
}

/** @type {Placed[]} */
const bands = [];
/** All cards, in document order. @type {Card[]} */
let rows = [];
/** The cards in use, by key. @type {Map<string, Card>} */
const pool = new Map();
/** @type {Card[]} */
const spare = [];
let origin = 0;
let originScale = 0;

export function placeBands() {
  for (const [n, phase] of overview.phases.entries()) {
    bands[n] ??= new Placed(bandBox);
    const { link } = bands[n];
    if (!link.href) {
      link.href = HOME + phase.path;
      link.title = phase.name;
    }
    const left = Math.round(Math.max(x(phase.from), -2));
    const wide = Math.round(Math.min(x(phase.to), seen.width + 2)) - left - 2;
    if (link.hidden !== wide < 3) link.hidden = wide < 3;
    if (link.hidden) continue;
    bands[n].place(left, 0, wide);
    // The whole name, the years, the first year, its last two digits, or nothing.
    const year = phase.years.slice(0, 4);
    const texts = [phase.name, phase.years, year, year && `’${year.slice(2)}`, ''];
    const text = texts.find((one, shorter) => textWidth(one) + (shorter ? 4 : 22) <= wide) ?? '';
    if (link.textContent === text && link.ariaLabel) continue;
    link.textContent = text;
    link.className = text === phase.name ? '' : 'tl-years';
    link.ariaLabel = text && text !== phase.name ? `${text}: ${phase.name}` : phase.name;
  }
}

/**
 * Places the cards. Panning moves their box instead: restyling many elements in each frame costs more than all the
 * rest. A frame fills a few new cards and leaves the others to the next.
 * @param {TimelineCard[]} cards
 */
export function placeCards(cards) {
  if (originScale !== seen.scale) [origin, originScale] = [seen.at, seen.scale];
  const shift = (seen.at - origin) * seen.scale;
  cardBox.style.transform = `translateX(${-shift}px)`;
  const keys = new Set(cards.map(({ key }) => key));
  for (const [key, card] of pool) {
    if (keys.has(key) || card.link === document.activeElement) continue;
    pool.delete(key);
    spare.push(card);
  }
  let fresh = FRESH;
  for (const one of cards) {
    let card = pool.get(one.key);
    if (!card) {
      if (!fresh) {
        draw();
        continue;
      }
      fresh -= 1;
      card = spare.pop() ?? newCard();
      if (card.link.hidden) card.link.hidden = false;
      pool.set(one.key, card);
    }
    card.fill(one);
    card.order = one.order;
    card.place(Math.round(one.left + shift), one.top, one.width, one.height);
  }
  for (const card of spare) card.place(-9999, 0);
}

function newCard() {
  const card = new Card(cardBox);
  rows.push(card);
  return card;
}

/** Sorts the links by time, and hides the spare ones. */
export function sortCards() {
  if (cardBox.contains(document.activeElement)) return;
  for (const card of spare) card.link.hidden = true;
  const sorted = [...rows].sort((a, b) => Number(a.link.hidden) - Number(b.link.hidden) || a.order - b.order);
  // Moves only what is out of place: a link that moves is styled and laid out anew.
  /** @type {Element | null} */
  let next = null;
  for (const { link } of [...sorted].reverse()) {
    if (link.nextElementSibling !== next) cardBox.insertBefore(link, next);
    next = link;
  }
  rows = sorted;
}
