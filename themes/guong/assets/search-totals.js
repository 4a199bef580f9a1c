// The scores of entries, summed over what was asked.

/**
 * The entries that one thing asked met, with the score of each and how much it covers: the best of the first
 * three tiers, and what the last adds.
 * @param {SearchIndex} index @param {Asked} asked @returns {Totals}
 */
function sumOf(index, asked) {
  if (asked.sum) return asked.sum;
  // Only entries that were met are ever looked at again, so that the next one finds these empty.
  index.desk ??= [0, 1, 2, 3].map(() => new Uint32Array(index.all));
  const [met, best, last, cover] = index.desk;
  let count = 0;
  for (const { entries, tier, score, covers } of asked.lists) {
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
  asked.sum = sum;
  return sum;
}

/**
 * Every entry that was met; score and cover are by entry.
 * @param {SearchIndex} index @param {Asked[]} all @returns {Totals}
 */
export function totalsOf(index, all) {
  const [score, cover, met] = [0, 1, 2].map(() => new Uint32Array(index.all));
  let count = 0;
  for (const asked of all) {
    const sum = sumOf(index, asked);
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
