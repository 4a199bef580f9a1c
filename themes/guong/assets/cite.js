// Quoting an entry: its citation as a sentence, BibTeX or RIS, its link, and each figure with its source.
//
// All of it is made of what the page says of itself; without this script the sentence and the links are there to
// select. Words come from the attributes of the script's own element.
(() => {
  const words = document.currentScript?.dataset ?? {};
  const sentence = document.getElementById('_trich');
  if (!sentence) return;
  /** @param {string} key @param {string} [name] */
  const meta = (key, name = 'name') =>
    document.querySelector(`meta[${name}="${key}"]`)?.getAttribute('content')?.replace(/\s+/g, ' ').trim() ??
    '';
  const url = meta('DC.identifier');
  const day = meta('DC.date');
  const facts = {
    title: meta('citation_title'),
    author: meta('citation_author'),
    site: meta('og:site_name', 'property'),
    about: meta('DC.description'),
    language: document.documentElement.lang,
    // Of the version that is quoted.
    year: day.slice(0, 4),
  };

  // What TeX reads as more than a letter; braces in pairs are kept by the outer pair, so they go as well.
  /** @param {string} text */
  const tex = (text) =>
    `{{${text.replace(/[\\{}~^]/g, ' ').replace(/[#$%&_]/g, (letter) => `\\${letter}`)}}}`;
  const bibtex = () => {
    /** @type {[string, string][]} */
    const rows = [
      ['title', tex(facts.title)],
      ['author', tex(facts.author)],
      ['howpublished', tex(facts.site)],
      ['year', facts.year && `{${facts.year}}`],
      ['date', day && `{${day}}`],
      ['language', `{${facts.language}}`],
      ['url', `{${url}}`],
    ];
    const lines = rows.filter(([, value]) => value).map(([key, value]) => `  ${key} = ${value},\n`);
    return `@misc{${words.name},\n${lines.join('')}}\n`;
  };
  const ris = () => {
    const rows = [
      ['TY', 'ELEC'],
      ['TI', facts.title],
      ['AU', facts.author],
      ['T2', facts.site],
      ['PB', facts.author],
      ['PY', facts.year],
      ['DA', day.replaceAll('-', '/')],
      ['AB', facts.about],
      ['LA', facts.language],
      ['UR', url],
    ];
    const lines = rows.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\r\n`);
    return `${lines.join('')}ER  - \r\n`;
  };

  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  /** @param {string} text @param {Element} row where it is said how it went */
  const copy = async (text, row) => {
    said.textContent = '';
    row.append(said);
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = words.done ?? '';
    } catch {
      // Refused, or the page did not come by a safe way.
      said.textContent = words.failed ?? '';
    }
  };
  /** @param {string} text @param {string} ending @param {string} type */
  const save = (text, ending, type) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `${words.name}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  /** @param {string | undefined} label @param {() => void} action */
  const button = (label, action) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label ?? '';
    made.addEventListener('click', action);
    return made;
  };

  const tools = document.createElement('p');
  tools.className = 'tools';
  tools.append(
    button(words.cite, () => copy(sentence.textContent?.trim() ?? '', tools)),
    button('BibTeX', () => save(bibtex(), 'bib', 'application/x-bibtex;charset=utf-8')),
    button('RIS', () => save(ris(), 'ris', 'application/x-research-info-systems;charset=utf-8')),
    button(words.link, () => copy(url, tools)),
  );
  if (navigator.share) {
    // To close the system's dialog is no mistake.
    tools.append(button(words.share, () => navigator.share({ title: facts.title, url }).catch(() => {})));
  }
  sentence.after(tools);

  for (const figure of document.querySelectorAll('[data-quoted]')) {
    const text = `${figure.getAttribute('data-quoted')}. ${url}#${figure.id}`;
    const row = document.createElement('p');
    row.className = 'tools';
    row.append(button(words.figure, () => copy(text, row)));
    figure.append(row);
  }
})();
