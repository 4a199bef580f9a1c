// Runs MiniSearch and Orama on held-out queries. Prints one line of JSON for each: the mean reciprocal rank by class,
// and how many of the queries that have no answer get one when all words are required.
//
// usage: node benches/peers.mjs FOLDER CORPUS QUERIES RELEVANT     FOLDER: where `npm i minisearch @orama/orama` ran
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, corpus, queries, relevant] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const lines = (path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
// Neither folds diacritics: texts and queries are folded as Guong folds them.
const fold = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();
const entries = lines(corpus).map(({ id, title, place, body, locality = '', unit = '', documents = [] }) => ({
  id,
  title: fold(title),
  said: fold([place, locality, unit, ...documents.flat()].join(' ')),
  body: fold(body),
}));
const boost = { title: 5, said: 3 };

async function minisearch() {
  const { default: MiniSearch } = await load('minisearch');
  const index = new MiniSearch({ fields: ['title', 'said', 'body'] });
  index.addAll(entries);
  return (q, allOf) =>
    index
      .search(fold(q), { boost, prefix: true, fuzzy: 0.2, combineWith: allOf ? 'AND' : 'OR' })
      .slice(0, 10)
      .map(({ id }) => id);
}

async function orama() {
  const { create, insertMultiple, search } = await load('@orama/orama');
  const index = create({ schema: { title: 'string', said: 'string', body: 'string' } });
  await insertMultiple(index, entries);
  return async (q, allOf) => {
    const { hits } = await search(index, { term: fold(q), boost, limit: 10, threshold: allOf ? 0 : 1 });
    return hits.map(({ id }) => id);
  };
}

const wanted = JSON.parse(readFileSync(relevant, 'utf8'));
const asked = lines(queries);
for (const [name, make] of Object.entries({ MiniSearch: minisearch, Orama: orama })) {
  const ask = await make();
  const ranks = {};
  let falsely = 0;
  const begun = performance.now();
  for (const { qid, cls, q } of asked) {
    const answer = new Set(wanted[qid]);
    const found = await ask(q, !answer.size);
    if (!answer.size) {
      falsely += found.length ? 1 : 0;
      continue;
    }
    const rank = found.findIndex((id) => answer.has(id)) + 1;
    ranks[cls] ??= [];
    ranks[cls].push(rank ? 1 / rank : 0);
  }
  const ms = (performance.now() - begun) / asked.length;
  const means = Object.entries(ranks).map(([cls, list]) => [
    cls,
    list.reduce((a, b) => a + b, 0) / list.length,
  ]);
  console.log(JSON.stringify({ name, ranks: Object.fromEntries(means), false: falsely, ms }));
}
