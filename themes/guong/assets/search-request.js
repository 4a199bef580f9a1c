// Queries the index or, in preview, the program.
import { root, selects } from './search-page.js';
import { forgetPages, open } from './search-source.js';
import { withSynonyms } from './search-words.js';

/**
 * Searches, with up to `limit` results at first.
 * @param {SearchQuery} query @param {number} limit @returns {Promise<SearchState>}
 */
export async function answers(query, limit) {
  const { index, answer } = await open();
  if (index.ask) {
    forgetPages();
    return (await import('./search-live.js')).ask(root + index.ask, query, limit);
  }
  return stateOf(index, await answer(index, query.words, query.plain), query);
}

/**
 * @param {SearchIndex} index @param {Answered} answered @param {SearchQuery} query
 * @returns {Promise<SearchState>}
 */
async function stateOf(index, answered, query) {
  const { doubt, instead, understood } = answered;
  /** @param {boolean} byDate @param {string[]} counted */
  const narrow = async (byDate, counted) =>
    (await import('./search-facets.js')).narrow(index, answered, query.chosen, byDate, counted);
  const isPlain = answered.ranked && !query.byDate && !Object.keys(query.chosen).length;
  const { entries, hits } = isPlain ? answered : await narrow(query.byDate, []);
  // Longer phrases are checked on pages, only as far as results are shown.
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
 * Returns the former names of an entry's place that the query contains; the page does not show them.
 * @param {Understood} understood @param {number} entry
 */
function whys({ parts }, entry) {
  return parts
    .filter(({ facet, entries }) => facet === 'former' && entries?.includes(entry))
    .map(({ label }) => label);
}
