// The notes above results: the names understood and the synonyms searched (each can be dropped), the values offered,
// and the correction. Loaded if there are any.

/**
 * Shows parts and offers in `place`; `drop` makes a part count as ordinary words.
 * @param {HTMLElement} place @param {HTMLFormElement} form @param {(key: string) => string} message
 * @param {Understood} understood @param {(key: string) => void} drop
 */
export function above(place, form, message, { parts, offered, also }, drop) {
  const synonyms = also.map(({ key, others }) => ({ facet: 'also', key, label: others.join(', ') }));
  /** Returns the form's label of a facet. @param {string} facet */
  const named = (facet) =>
    form.querySelector(`select[data-facet="${facet}"]`)?.closest('label')?.querySelector('span')
      ?.textContent ?? message(facet);
  const chips = [...parts, ...synonyms].map(({ facet, key, label }) => {
    const chip = Object.assign(document.createElement('button'), { type: 'button', className: 'part' });
    const [name, sign] = [document.createElement('span'), document.createElement('span')];
    name.textContent = `${named(facet)}: ${label}`;
    sign.textContent = '×';
    sign.setAttribute('aria-hidden', 'true');
    chip.append(name, ' ', sign);
    chip.setAttribute('aria-label', `${name.textContent}. ${message('drop')}`);
    chip.title = message('drop');
    chip.addEventListener('click', () => drop(key));
    return chip;
  });
  const links = offered.map(({ facet, label, path }) => {
    const link = Object.assign(document.createElement('a'), {
      href: message('root') + path,
      className: 'offer',
    });
    const name = Object.assign(document.createElement('span'), { textContent: `${named(facet)}: ` });
    link.append(name, label);
    return link;
  });
  /** @param {Node[]} nodes @param {string} label */
  const list = (nodes, label) => {
    const node = document.createElement('ul');
    node.setAttribute('aria-label', label);
    node.append(
      ...nodes.map((one) => {
        const item = document.createElement('li');
        item.append(one);
        return item;
      }),
    );
    return node;
  };
  const lists = [];
  if (chips.length) lists.push(list(chips, message('understood')));
  if (links.length) {
    const pages = list(links, message('offered'));
    pages.className = 'offers';
    lists.push(pages);
  }
  place.replaceChildren(...lists);
  place.hidden = !lists.length;
}

/**
 * Says what was searched instead of what was typed, with a link that searches for exactly that.
 * @param {HTMLElement} status @param {(key: string) => string} message @param {string} typed
 * @param {string} taken
 */
export function instead(status, message, typed, taken) {
  const [before, between, behind] = message('instead').split(/\{q\}|\{instead\}/);
  const exactly = document.createElement('a');
  exactly.href = `?${new URLSearchParams({ q: `"${typed.replace(/["“”„«»]/g, '')}"` })}`;
  exactly.textContent = message('exactly').replace('{q}', typed);
  status.replaceChildren(before + typed + between + taken + behind, ' ', exactly);
}
