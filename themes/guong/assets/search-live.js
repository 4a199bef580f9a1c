// Search in preview: the answers come from the program, which knows what is being edited.
import { withSynonyms, words } from './search-words.js';

/**
 * Asks the program at an address for so many results.
 * @param {string} address @param {SearchQuery} wanted @param {number} limit @returns {Promise<SearchState>}
 */
export async function ask(address, wanted, limit) {
  /** @param {number} many @param {Record<string, string>} [more] */
  const load = async (many, more = {}) => {
    const params = new URLSearchParams({ q: wanted.words, ...wanted.chosen, limit: `${many}`, ...more });
    for (const name of wanted.plain) params.append('chu', name);
    if (wanted.byDate) params.set('xep', 'ngay');
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
    words: withSynonyms(words(wanted.words), answered),
    results: async (from, to) => {
      if (to > answered.results.length && answered.results.length < answered.total) answered = await load(to);
      return answered.results.slice(from, to);
    },
    counts: async () => (await load(0, { dem: '1' })).counts,
  };
}
