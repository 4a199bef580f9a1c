// Buttons that copy or save an entry's citation (a sentence, BibTeX, RIS), its link, its figures with their source, and
// the credit lines of photos that may be passed on.
//
// Everything is taken from the page's metadata; without this script the sentence and the links can still be selected.
// Labels come from the data attributes of the script's own element.
(() => {
  const labels = document.currentScript?.dataset ?? {};
  const sentence = document.getElementById('_trich');
  if (!sentence) return;
  /** @param {string} key @param {string} [name] */
  const meta = (key, name = 'name') =>
    document.querySelector(`meta[${name}="${key}"]`)?.getAttribute('content')?.replace(/\s+/g, ' ').trim() ??
    '';
  const url = meta('DC.identifier');
  // Read when they are asked for: beside a form, the page changes in place.
  const read = () => {
    const day = meta('DC.date');
    return {
      title: meta('citation_title'),
      author: meta('citation_author'),
      site: meta('og:site_name', 'property'),
      about: meta('DC.description'),
      language: document.documentElement.lang,
      day,
      // The year of the version that is cited.
      year: day.slice(0, 4),
    };
  };

  // Escapes TeX's special characters. Braces become spaces too: an unbalanced one would end the value.
  /** @param {string} text */
  const tex = (text) =>
    `{{${text.replace(/[\\{}~^]/g, ' ').replace(/[#$%&_]/g, (letter) => `\\${letter}`)}}}`;
  const bibtex = () => {
    const facts = read();
    /** @type {[string, string][]} */
    const rows = [
      ['title', tex(facts.title)],
      ['author', tex(facts.author)],
      ['howpublished', tex(facts.site)],
      ['year', facts.year && `{${facts.year}}`],
      ['date', facts.day && `{${facts.day}}`],
      ['language', `{${facts.language}}`],
      ['url', `{${url}}`],
    ];
    const lines = rows.filter(([, value]) => value).map(([key, value]) => `  ${key} = ${value},\n`);
    return `@misc{${labels.name},\n${lines.join('')}}\n`;
  };
  const ris = () => {
    const facts = read();
    const rows = [
      ['TY', 'ELEC'],
      ['TI', facts.title],
      ['AU', facts.author],
      ['T2', facts.site],
      ['PB', facts.author],
      ['PY', facts.year],
      ['DA', facts.day.replaceAll('-', '/')],
      ['AB', facts.about],
      ['LA', facts.language],
      ['UR', url],
    ];
    const lines = rows.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\r\n`);
    return `${lines.join('')}ER  - \r\n`;
  };

  const outcome = document.createElement('span');
  outcome.setAttribute('role', 'status');
  /** @param {string} text @param {Element} row where the outcome is announced */
  const copy = async (text, row) => {
    outcome.textContent = '';
    row.append(outcome);
    try {
      await navigator.clipboard.writeText(text);
      outcome.textContent = labels.done ?? '';
    } catch {
      // Permission was refused, or the page is not a secure context.
      outcome.textContent = labels.failed ?? '';
    }
  };
  /** @param {string} text @param {string} ending @param {string} type */
  const save = (text, ending, type) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `${labels.name}.${ending}`;
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
    button(labels.cite, () => copy(sentence.textContent?.trim() ?? '', tools)),
    button('BibTeX', () => save(bibtex(), 'bib', 'application/x-bibtex;charset=utf-8')),
    button('RIS', () => save(ris(), 'ris', 'application/x-research-info-systems;charset=utf-8')),
    button(labels.link, () => copy(url, tools)),
  );
  if (navigator.share) {
    // Closing the system's dialog rejects the promise; that is not an error.
    tools.append(button(labels.share, () => navigator.share({ title: read().title, url }).catch(() => {})));
  }
  sentence.after(tools);

  const code = document.getElementById('_ma-nhung');
  if (code) {
    const row = document.createElement('p');
    row.className = 'tools';
    row.append(button(labels.embed, () => copy(code.textContent ?? '', row)));
    code.after(row);
  }

  for (const figure of document.querySelectorAll('[data-quoted]')) {
    const text = `${figure.getAttribute('data-quoted')}. ${url}#${figure.id}`;
    const row = document.createElement('p');
    row.className = 'tools';
    row.append(button(labels.figure, () => copy(text, row)));
    figure.append(row);
  }

  for (const link of document.querySelectorAll('figcaption a[download]')) {
    const row = /** @type {Element} */ (link.parentElement);
    const said = [...row.querySelectorAll('span')].map((part) => part.textContent?.trim()).join(', ');
    // A place that is kept for the button, so that nothing below moves.
    const slot = row.querySelector('.slot') ?? row;
    slot.append(button(labels.credit, () => copy(`${said}. ${url}`, row)));
  }
})();
