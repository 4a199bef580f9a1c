// Asks the index, or in preview the program.
import { root, selects } from './search-page.js';
import { forgetPages, open } from './search-source.js';
import { withSynonyms } from './search-words.js';

/**
 * What was found, with so many results at first.
 * @param {SearchQuery} wanted @param {number} limit @returns {Promise<SearchState>}
 */
export async function answers(wanted, limit) {
  const { index, answer } = await open();
  if (index.ask) {
    forgetPages();
    return (await import('./search-live.js')).ask(root + index.ask, wanted, limit);
  }
  return stateOf(index, await answer(index, wanted.words, wanted.plain), wanted);
}

/**
 * @param {SearchIndex} index @param {Answered} answered @param {SearchQuery} wanted
 * @returns {Promise<SearchState>}
 */
async function stateOf(index, answered, wanted) {
  const { doubt, instead, understood } = answered;
  /** @param {boolean} byDate @param {string[]} counted */
  const narrow = async (byDate, counted) =>
    (await import('./search-facets.js')).narrow(index, answered, wanted.chosen, byDate, counted);
  const isPlain = answered.ranked && !wanted.byDate && !Object.keys(wanted.chosen).length;
  const { entries, hits } = isPlain ? answered : await narrow(wanted.byDate, []);
  // A longer phrase is checked on pages, as far as results are shown.
  const checked = doubt && new (await import('./search-pages.js')).Checked(entries, hits, doubt);
  return {
    get total() {
      return checked?.total ?? entries.length;
    },
    get hits() {
      return checked?.hits ?? hits;
    },
    get most() {
      return Boolean(checked?.most);
    },
    mostCounts: Boolean(checked),
    instead,
    understood,
    words: withSynonyms(answered.words, understood),
    results: async (from, to) => {
      const some = await (checked ?? entries).slice(from, to);
      return Promise.all(
        Array.from(some, async (entry) => ({ ...(await index.shown(entry)), whys: whys(understood, entry) })),
      );
    },
    counts: async () => {
      const facets = selects.map(({ dataset }) => dataset.facet ?? '');
      return (await narrow(false, facets)).counts;
    },
  };
}

/**
 * The former names of an entry's place that were asked for: its page does not show them.
 * @param {Understood} understood @param {number} entry
 */
function whys({ parts }, entry) {
  return parts
    .filter(({ facet, entries }) => facet === 'former' && entries?.includes(entry))
    .map(({ label }) => label);
}
