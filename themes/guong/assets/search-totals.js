// Sums the scores of entries over the terms of a query.

/**
 * Returns the entries that match a term, each with its score and coverage: the best of the first three tiers, plus
 * the score of the last.
 * @param {SearchIndex} index @param {QueryTerm} term @returns {Totals}
 */
function sumOf(index, term) {
  if (term.sum) return term.sum;
  // Reset below, but only where entries matched, so that the next term finds them zero.
  index.scratch ??= [0, 1, 2, 3].map(() => new Uint32Array(index.all));
  const [met, best, last, cover] = index.scratch;
  let count = 0;
  for (const { entries, tier, score, covers } of term.lists) {
    const slots = tier === 3 ? last : best;
    for (let at = 0; at < entries.length; at += 1) {
      const n = entries[at];
      if (cover[n] === 0) {
        met[count] = n;
        count += 1;
      }
      if (slots[n] < score) slots[n] = score;
      if (cover[n] < covers) cover[n] = covers;
    }
  }
  const sum = { met: met.slice(0, count), score: new Uint32Array(count), cover: new Uint32Array(count) };
  for (let at = 0; at < count; at += 1) {
    const n = met[at];
    sum.score[at] = best[n] + last[n];
    sum.cover[at] = cover[n];
    best[n] = last[n] = cover[n] = 0;
  }
  term.sum = sum;
  return sum;
}

/**
 * Returns all matching entries; `score` and `cover` are indexed by entry.
 * @param {SearchIndex} index @param {QueryTerm[]} terms @returns {Totals}
 */
export function totalsOf(index, terms) {
  const [score, cover, met] = [0, 1, 2].map(() => new Uint32Array(index.all));
  let count = 0;
  for (const term of terms) {
    const sum = sumOf(index, term);
    for (let at = 0; at < sum.met.length; at += 1) {
      const n = sum.met[at];
      if (cover[n] === 0) {
        met[count] = n;
        count += 1;
      }
      score[n] += sum.score[at];
      cover[n] += sum.cover[at];
    }
  }
  return { met: met.subarray(0, count), score, cover };
}
