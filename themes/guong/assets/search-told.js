// What a search says above its results: which parts of the query it understood and what it searched as
// well, each to be dropped, what may be meant, and what was taken instead. Loaded where there is any of it.

/**
 * Shows parts and offers in `place`; `drop` takes a part for words.
 * @param {HTMLElement} place @param {HTMLFormElement} form @param {(key: string) => string} told
 * @param {Understood} understood @param {(key: string) => void} drop
 */
export function above(place, form, told, { parts, offered, also }, drop) {
  const synonyms = also.map(({ key, others }) => ({ facet: 'also', key, label: others.join(', ') }));
  /** What the form calls a facet. @param {string} facet */
  const named = (facet) =>
    form.querySelector(`select[data-facet="${facet}"]`)?.closest('label')?.querySelector('span')
      ?.textContent ?? told(facet);
  const chips = [...parts, ...synonyms].map(({ facet, key, label }) => {
    const chip = Object.assign(document.createElement('button'), { type: 'button', className: 'part' });
    const [name, sign] = [document.createElement('span'), document.createElement('span')];
    name.textContent = `${named(facet)}: ${label}`;
    sign.textContent = '×';
    sign.setAttribute('aria-hidden', 'true');
    chip.append(name, ' ', sign);
    chip.setAttribute('aria-label', `${name.textContent}. ${told('drop')}`);
    chip.title = told('drop');
    chip.addEventListener('click', () => drop(key));
    return chip;
  });
  const links = offered.map(({ facet, label, path }) => {
    const link = Object.assign(document.createElement('a'), {
      href: told('root') + path,
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
  if (chips.length) lists.push(list(chips, told('understood')));
  if (links.length) lists.push(list(links, told('offered')));
  place.replaceChildren(...lists);
  place.hidden = !lists.length;
}

/**
 * Says what was taken instead of what was typed, with a way to search exactly that.
 * @param {HTMLElement} status @param {(key: string) => string} told @param {string} typed
 * @param {string} taken
 */
export function instead(status, told, typed, taken) {
  const [before, between, behind] = told('instead').split(/\{q\}|\{instead\}/);
  const exactly = document.createElement('a');
  exactly.href = `?${new URLSearchParams({ q: `"${typed.replace(/["“”„«»]/g, '')}"` })}`;
  exactly.textContent = told('exactly').replace('{q}', typed);
  status.replaceChildren(before + typed + between + taken + behind, ' ', exactly);
}
