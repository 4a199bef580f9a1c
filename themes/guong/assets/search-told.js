// What a search says above its results: which parts of the query it understood, each to be taken for words again,
// what may be meant, and what was taken instead. Loaded where there is any of it.

function named(form, facet) {
  const own = form
    .querySelector(`select[data-facet="${facet}"]`)
    ?.closest('label')
    .querySelector('span').textContent;
  return own ?? form.dataset[facet];
}

/** Shows parts and offers in `place`; `drop` takes a part for words. */
export function above(place, form, { parts, offered }, drop) {
  const root = form.dataset.root;
  const chips = parts.map(({ facet, key, label }) => {
    const chip = Object.assign(document.createElement('button'), { type: 'button', className: 'part' });
    const [name, sign] = [document.createElement('span'), document.createElement('span')];
    name.textContent = `${named(form, facet)}: ${label}`;
    sign.textContent = '×';
    sign.setAttribute('aria-hidden', 'true');
    chip.append(name, ' ', sign);
    chip.setAttribute('aria-label', `${name.textContent}. ${form.dataset.drop}`);
    chip.title = form.dataset.drop;
    chip.addEventListener('click', () => drop(key));
    return chip;
  });
  const links = offered.map(({ facet, label, path }) => {
    const link = Object.assign(document.createElement('a'), { href: root + path, className: 'offer' });
    const name = Object.assign(document.createElement('span'), { textContent: `${named(form, facet)}: ` });
    link.append(name, label);
    return link;
  });
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
  if (chips.length) lists.push(list(chips, form.dataset.understood));
  if (links.length) lists.push(list(links, form.dataset.offered));
  place.replaceChildren(...lists);
  place.hidden = !lists.length;
}

/** Says what was taken instead of what was typed, with a way to search exactly that. */
export function instead(status, told, typed, taken) {
  const [before, between, behind] = told.instead.split(/\{q\}|\{instead\}/);
  const exactly = document.createElement('a');
  exactly.href = `?${new URLSearchParams({ q: `"${typed.replace(/["“”„«»]/g, '')}"` })}`;
  exactly.textContent = told.exactly.replace('{q}', typed);
  status.replaceChildren(before + typed + between + taken + behind, ' ', exactly);
}
