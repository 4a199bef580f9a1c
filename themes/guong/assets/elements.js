/**
 * Returns the element that the template is known to contain; throws if it is missing.
 * @template {Element} T @param {ParentNode} within @param {string} selector @param {new () => T} kind
 * @returns {T}
 */
export function the(within, selector, kind) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${selector}`);
  return found;
}
