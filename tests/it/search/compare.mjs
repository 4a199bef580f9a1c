// The browser's reader against the program's: reads an index below a folder and the program's answers to many
// queries, and reports the first that differs. usage: node compare.mjs FOLDER
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { narrow } from '../../../themes/guong/assets/search-facets.js';
import { answer, Index } from '../../../themes/guong/assets/search-index.js';

const [folder] = process.argv.slice(2);
const index = await Index.open(async (path) => new Uint8Array(await readFile(join(folder, path))));
const asked = JSON.parse(await readFile(join(folder, 'asked.json'), 'utf8'));
let differing = 0;
for (const { q, plain, entries, hits, instead, parts, offered, also } of asked) {
  const answered = await answer(index, q, plain);
  const found = await narrow(index, answered, {}, false, []);
  const mine = {
    entries: [...found.entries].map((entry) => [entry, answered.ranked ? answered.score[entry] : 0]),
    hits: found.hits,
    instead: answered.instead ?? null,
    parts: answered.understood.parts.map(({ key, label, entries: held }) => [key, label, held.length]),
    offered: answered.understood.offered.map(({ label }) => label),
    also: answered.understood.also.map(({ key, others }) => [key, ...others].join('=')),
  };
  const [one, other] = [mine, { entries, hits, instead, parts, offered, also }].map((said) =>
    JSON.stringify(said),
  );
  if (one !== other) {
    differing += 1;
    if (differing <= 3)
      console.log(`${q}\n  browser: ${one.slice(0, 600)}\n  program: ${other.slice(0, 600)}`);
  }
}
console.log(`${asked.length} queries, ${differing} differ`);
process.exitCode = differing > 0 ? 1 : 0;
