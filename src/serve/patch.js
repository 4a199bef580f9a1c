// Puts what changed in a page in its place, without loading the page again.
//
// Only what scripts of the page cannot have noticed: its texts, a few attributes, and elements that hold nothing but
// text. Everything else needs the page to be loaded again. The page is changed only where it still is what was served.

/** Elements that are replaced as they are. */
const PLAIN = new Set(
  'A ABBR B BLOCKQUOTE BR CITE CODE DD DEL DIV DL DT EM H2 H3 H4 H5 H6 HR I INS LI MARK META OL P PRE Q S SMALL SPAN STRONG SUB SUP TABLE TBODY TD TH THEAD TIME TR U UL'.split(
    ' ',
  ),
);
/** Attributes that are set again. */
const SET = new Set(['alt', 'aria-label', 'content', 'datetime', 'href', 'title']);

/** @param {Node} node */
const isPlain = (node) =>
  !(node instanceof Element) ||
  [node, ...node.querySelectorAll('*')].every(
    (one) =>
      PLAIN.has(one.nodeName) && !one.getAttributeNames().some((name) => /^(data-|on|style)/.test(name)),
  );

/**
 * Lists what leads from the page as it was served to the page as it is served now; returns whether it can be done.
 * @param {Node | undefined} shown @param {Node} old @param {Node} now @param {(() => void)[]} steps
 * @returns {boolean}
 */
const compare = (shown, old, now, steps) => {
  if (old.isEqualNode(now)) return true;
  if (shown?.nodeName !== old.nodeName) return false;
  if (old.nodeName !== now.nodeName) return replace(shown.parentNode, [shown], [old], [now], steps);
  if (!(shown instanceof Element && old instanceof Element && now instanceof Element)) {
    if (shown.nodeValue !== old.nodeValue) return false;
    steps.push(() => {
      shown.nodeValue = now.nodeValue;
    });
    return true;
  }
  if (old.localName === 'script') {
    // That of preview has the key of the page.
    if (old.hasAttribute('data-key')) return true;
    if (old.getAttribute('type') !== 'application/ld+json') return false;
  }
  for (const name of new Set([...old.getAttributeNames(), ...now.getAttributeNames()])) {
    const [is, was, willBe] = [shown, old, now].map((one) => one.getAttribute(name));
    if (was === willBe) continue;
    if (!SET.has(name) || is !== was) return replace(shown.parentNode, [shown], [old], [now], steps);
    steps.push(() =>
      willBe === null ? shown.removeAttribute(name) : shown.setAttribute(name, willBe ?? ''),
    );
  }
  return compareChildren(shown, old, now, steps);
};

/** @param {Element} shown @param {Element} old @param {Element} now @param {(() => void)[]} steps */
const compareChildren = (shown, old, now, steps) => {
  const [there, before, after] = [shown, old, now].map((one) => [...one.childNodes]);
  if (!there || !before || !after) return false;
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from]?.isEqualNode(after[from] ?? null)) from += 1;
  let rest = 0;
  while (rest < most - from && before.at(-1 - rest)?.isEqualNode(after.at(-1 - rest) ?? null)) rest += 1;
  // Scripts add elements too. Those after the place do no harm.
  if (before.slice(0, from).some((one, at) => there[at]?.nodeName !== one.nodeName)) return false;
  const gone = before.slice(from, before.length - rest);
  const come = after.slice(from, after.length - rest);
  if (gone.length === come.length) {
    return gone.every((one, at) => compare(there[from + at], one, /** @type {Node} */ (come[at]), steps));
  }
  return replace(shown, there.slice(from, from + gone.length), gone, come, steps, there[from + gone.length]);
};

/**
 * @param {Node | null} parent @param {Node[]} shown @param {Node[]} gone @param {Node[]} come
 * @param {(() => void)[]} steps @param {Node} [next] what follows them
 */
const replace = (parent, shown, gone, come, steps, next = shown.at(-1)?.nextSibling ?? undefined) => {
  if (!gone.every((one, at) => shown[at]?.isEqualNode(one)) || ![...gone, ...come].every(isPlain))
    return false;
  steps.push(() => {
    for (const one of shown) one.parentNode?.removeChild(one);
    for (const one of come) parent?.insertBefore(document.importNode(one, true), next ?? null);
  });
  return true;
};

/**
 * Changes the page that is shown from one version to another; returns whether that could be done. If not, nothing has
 * changed. @param {Document} old @param {Document} now
 */
export const patch = (old, now) => {
  /** @type {(() => void)[]} */
  const steps = [];
  const isDone = compare(document.documentElement, old.documentElement, now.documentElement, steps);
  if (isDone) for (const step of steps) step();
  return isDone;
};
