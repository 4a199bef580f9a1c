// Search in preview: the program answers, since it knows the current edits.
import { withSynonyms, words } from './search-words.js';

/**
 * Asks the program at an address for up to `limit` results.
 * @param {string} address @param {SearchQuery} query @param {number} limit @returns {Promise<SearchState>}
 */
export async function ask(address, query, limit) {
  /** @param {number} many @param {Record<string, string>} [more] */
  const load = async (many, more = {}) => {
    const params = new URLSearchParams({ q: query.words, ...query.chosen, limit: `${many}`, ...more });
    for (const name of query.plain) params.append('chu', name);
    if (query.byDate) params.set('xep', 'ngay');
    const response = await fetch(`${address}?${params}`, { cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  let answered = await load(limit);
  return {
    get total() {
      return answered.total;
    },
    get hits() {
      return answered.hits;
    },
    get instead() {
      return answered.instead;
    },
    get understood() {
      return { parts: answered.understood, offered: answered.offered, also: answered.also };
    },
    get most() {
      return answered.most;
    },
    get mostCounts() {
      return answered.most_counts;
    },
    words: withSynonyms(words(query.words), answered),
    results: async (from, to) => {
      if (to > answered.results.length && answered.results.length < answered.total) answered = await load(to);
      return answered.results.slice(from, to);
    },
    counts: async () => (await load(0, { dem: '1' })).counts,
  };
}
