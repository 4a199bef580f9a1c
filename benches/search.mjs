// Measures search: quality by class of query, bytes to the first result, latency in Chromium, build time and size.
//
// usage: node benches/search.mjs GUONG [--sizes 1000,10000,100000] [--scratch DIR] [--pagefind] [--other-words] [--built]
//        [--held-out | --unseen [--peers FOLDER]]
//
// Makes the corpus of benches/corpus at each size in DIR (a RAM disk by default), builds it with the program, runs
// every query of gen_queries.py in Chromium on a plain file server, and prints a table. --pagefind also runs the
// queries in Pagefind on the same pages; --other-words uses a different vocabulary, so that nothing is tuned to one;
// --built reuses the sites of an earlier run; --held-out uses the queries of held_out.py, --unseen those of unseen.py,
// and --peers runs them in the engines of peers.py and peers.mjs too (FOLDER: where `npm i minisearch @orama/orama`
// ran, with `venv` in it for tantivy). A line with a bar says whether it is met; the command fails if any is not.
// Needs Python 3, GNU time, and `npm ci --prefix tests/browser`. Bytes are as sent by a host that compresses text.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { FLAGS, PROGRAM } from '../tests/browser/chromium.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../tests/browser/package.json'));
const { chromium } = require('playwright-core');
const [program, ...flags] = process.argv.slice(2);
const flag = (name, otherwise) => (flags.includes(name) ? flags[flags.indexOf(name) + 1] : otherwise);
const sizes = flag('--sizes', '1000,10000,100000').split(',').map(Number);
const other = flags.includes('--other-words');
// The script that plants entries and asks for them.
const heldOut =
  (flags.includes('--held-out') && 'held_out.py') || (flags.includes('--unseen') && 'unseen.py');
const scratch = flag(
  '--scratch',
  `/dev/shm/guong-search${other ? '-other' : ''}${heldOut ? `-${heldOut.slice(0, -3)}` : ''}`,
);
if (other) process.env.GUONG_BENCH_WORDS = 'other';
process.env.PYTHONDONTWRITEBYTECODE = '1';
const corpus = (script, ...more) =>
  execFileSync('python3', [join(here, 'corpus', script), ...more], {
    cwd: scratch,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
mkdirSync(scratch, { recursive: true });

const at = (list, part) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
const mean = (list) => list.reduce((sum, one) => sum + one, 0) / (list.length || 1);
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

// The bars by size: maximum values, or minimum values for ranks.
const BARS = {
  10000: { bytes: [40, 65], build: 2 },
  100000: { bytes: [60, 100], cold: 150, warm: 30, build: 25, memory: 500, size: 0.3 },
};
const RANKS = heldOut
  ? { all: 0.98, 'one slip': 0.95, otherwise: 0.97 }
  : { all: 0.97, typo: 0.9, otherwise: 0.95 };
let missed = 0;

/** Returns what a line says about its bar. */
function bar(value, limit, atLeast = false) {
  if (limit === undefined) return '';
  const met = atLeast ? value >= limit : value <= limit;
  if (!met) missed += 1;
  return `${atLeast ? '≥' : '≤'} ${limit}${met ? '' : ' MISSED'}`;
}

/** Runs a command under GNU time; returns seconds, processor seconds and MiB. */
function timed(command, args) {
  const out = join(scratch, 'time.txt');
  execFileSync('/usr/bin/time', ['-f', '%e %U %S %M', '-o', out, command, ...args], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const [wall, user, system, kilobytes] = readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map(Number);
  return { wall, cpu: user + system, mebibytes: kilobytes / 1024 };
}

function serve(folder) {
  let sent = 0;
  const types = {
    html: 'text/html',
    js: 'text/javascript',
    css: 'text/css',
    json: 'application/json',
    wasm: 'application/wasm',
  };
  const server = createServer((request, response) => {
    let path = join(folder, decodeURIComponent(new URL(request.url, 'http://h').pathname));
    if (existsSync(path) && statSync(path).isDirectory()) path = join(path, 'index.html');
    if (!existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    const type = types[path.split('.').pop()];
    const bytes = type ? gzipSync(readFileSync(path)) : readFileSync(path);
    if (!path.endsWith('.html')) sent += bytes.length;
    response
      .writeHead(200, {
        'content-type': type ?? 'application/octet-stream',
        ...(type ? { 'content-encoding': 'gzip' } : {}),
      })
      .end(bytes);
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () =>
      done({
        url: `http://127.0.0.1:${server.address().port}/`,
        close: () => server.close(),
        taken: () => {
          const bytes = sent;
          sent = 0;
          return bytes;
        },
      }),
    );
  });
}

// In the page: opens the index and runs the query, then runs it again, warm.
const GUONG = async ({ query }) => {
  const start = performance.now();
  const { Index, answer } = await import('/assets/search-index.js');
  const read = async (path) => new Uint8Array(await (await fetch(`/${path}`)).arrayBuffer());
  const index = await Index.open(read);
  const first = await answer(index, query);
  if (first.entries.length) await index.shown(first.entries[0]);
  const cold = performance.now() - start;
  globalThis.again = async () => {
    const begun = performance.now();
    await answer(index, query);
    const warm = performance.now() - begun;
    const results = await Promise.all([...first.entries.slice(0, 10)].map((entry) => index.shown(entry)));
    return { warm, urls: results.map((result) => result.path), hits: first.hits };
  };
  return cold;
};

const PAGEFIND = async ({ query }) => {
  const start = performance.now();
  const pagefind = await import('/pagefind/pagefind.js');
  const { results } = await pagefind.search(query);
  if (results.length) await results[0].data();
  const cold = performance.now() - start;
  globalThis.again = async () => {
    const begun = performance.now();
    await pagefind.search(query);
    const warm = performance.now() - begun;
    const found = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    return { warm, urls: found.map((result) => result.url), hits: results.length };
  };
  return cold;
};

/** Runs the queries in a search engine; returns the results and their cost. */
async function measure(folder, ask, queries, relevant) {
  const site = await serve(folder);
  const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
  const [bytes, colds, warms, ranks, recalls] = [[], [], [], {}, {}];
  let falsely = 0;
  for (const { qid, q, cls } of queries) {
    const wanted = new Set(relevant[qid]);
    if (!wanted.size && cls !== 'no answer') continue;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.url}404.html`);
    await page.waitForLoadState('networkidle');
    site.taken();
    const cold = await page.evaluate(ask, { query: q });
    const taken = site.taken();
    const { warm, urls, hits } = await page.evaluate(() => globalThis.again());
    await context.close();
    if (!wanted.size) {
      falsely += hits ? 1 : 0;
      continue;
    }
    colds.push(cold);
    bytes.push(taken);
    warms.push(warm);
    const ids = urls.map((url) => url.replace(/\/$/, '').split('-').pop());
    const rank = ids.findIndex((id) => wanted.has(id)) + 1;
    ranks[cls] ??= [];
    recalls[cls] ??= [];
    ranks[cls].push(rank ? 1 / rank : 0);
    recalls[cls].push(ids.filter((id) => wanted.has(id)).length / Math.min(10, wanted.size));
  }
  await browser.close();
  site.close();
  const [all, recall] = [Object.values(ranks).flat(), Object.values(recalls).flat()].map(mean);
  const classes = Object.keys(ranks).map((cls) => [cls, mean(ranks[cls]), mean(recalls[cls])]);
  return {
    bytes: [at(bytes, 0.5), at(bytes, 0.95)],
    cold: [at(colds, 0.5), at(colds, 0.95)],
    warm: [at(warms, 0.5), at(warms, 0.95)],
    ranks: [['all', all, recall], ...classes],
    falsely,
  };
}

/** Returns the table's lines: measurements, bars, and the other engine's values. */
function tell(own, other, bars) {
  const beside = (told, value, others) =>
    others === undefined ? ['', ''] : [told(others), `${(value / others).toFixed(2)} ×`];
  const line = (what, unit, kind, bars) => {
    for (const [n, part] of ['p50', 'p95'].entries()) {
      row(`${what}, ${part}`, unit(own[kind][n]), bars[n], ...beside(unit, own[kind][n], other?.[kind][n]));
    }
  };
  const ms = (value) => `${value.toFixed(1)} ms`;
  line(
    'bytes to the first result',
    kib,
    'bytes',
    [0, 1].map((n) => bar(own.bytes[n] / 1024, bars.bytes?.[n])),
  );
  line('Chromium, cold', ms, 'cold', ['', bar(own.cold[1], bars.cold)]);
  line('Chromium, warm', ms, 'warm', ['', bar(own.warm[1], bars.warm)]);
  for (const [cls, rank, recall] of own.ranks) {
    const others = other?.ranks.find((one) => one[0] === cls);
    const said = (one) => `${one[1].toFixed(3)}, ${one[2].toFixed(3)}`;
    const ratio = others ? [said(others), others[1] ? `${(rank / others[1]).toFixed(2)} ×` : '—'] : ['', ''];
    row(
      `MRR@10, recall@10: ${cls}`,
      said([cls, rank, recall]),
      bar(rank, RANKS[cls] ?? RANKS.otherwise, true),
      ...ratio,
    );
  }
}

const weigh = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)))
    .filter((file) => file.isFile())
    .reduce((sum, file) => [sum[0] + file.size, sum[1] + 1], [0, 0]);

// The cost of the index is the difference between a first build with it and one without.
function cost(site) {
  const config = join(site, 'guong.toml');
  const build = () => timed(program, ['build', '--quiet', '--root', site]);
  execFileSync('sh', ['-c', 'echo "search = false" >> "$1"', 'sh', config]);
  const without = build();
  execFileSync('sh', [
    '-c',
    'sed -i "s/^search = false/search = true/" "$1"; rm -rf "$2/.guong" "$2/public"',
    'sh',
    config,
    site,
  ]);
  const whole = build();
  return { without, whole };
}

/** Runs the queries in other engines; returns a table of ranks by class, and of results for unanswerable queries. */
function peers(own, ...files) {
  const folder = flag('--peers');
  const run = (command, script, more) =>
    execFileSync(command, [join(here, script), ...more, ...files], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = [
    run(join(folder, 'venv/bin/python'), 'peers.py', []),
    run('node', 'peers.mjs', [folder]),
  ].join('');
  const all = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  console.log('');
  row('MRR@10', 'guong', ...all.map(({ name }) => name));
  row('---', '---', ...all.map(() => '---'));
  for (const [cls, rank] of own.ranks.slice(1)) {
    row(cls, rank.toFixed(3), ...all.map(({ ranks }) => ranks[cls].toFixed(3)));
  }
  row('answers where there are none', own.falsely, ...all.map((one) => one.false));
}

const largest = Math.max(...sizes);
if (!existsSync(join(scratch, 'corpus.jsonl'))) corpus('gen_corpus.py', String(largest), 'corpus.jsonl');
for (const size of sizes) {
  const [text, site] = [join(scratch, `c${size}.jsonl`), join(scratch, `site-${size}`)];
  const [from, relevantTo] = [heldOut ? `queries-${size}.jsonl` : 'queries.jsonl', `relevant-${size}.json`];
  if (heldOut) {
    corpus(heldOut, 'plant', 'corpus.jsonl', String(size), text);
    corpus(heldOut, 'ask', text, from, relevantTo);
  } else {
    execFileSync('sh', ['-c', 'head -n "$1" corpus.jsonl > "$2"', 'sh', String(size), text], {
      cwd: scratch,
    });
    if (size === Math.min(...sizes)) {
      execFileSync('sh', ['-c', 'head -n 1000 corpus.jsonl > queries-from.jsonl'], { cwd: scratch });
      corpus('gen_queries.py', 'queries-from.jsonl');
    }
    corpus('gen_queries.py', '--qrels', text, relevantTo);
  }
  const built = flags.includes('--built');
  if (!built) {
    rmSync(site, { recursive: true, force: true });
    corpus('gen_site.py', 'guong', text, String(size), site);
  }
  const queries = readFileSync(join(scratch, from), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const relevant = JSON.parse(readFileSync(join(scratch, relevantTo), 'utf8'));
  console.log(`\n${size} entries\n`);
  const bars = BARS[size] ?? {};
  const spent = built ? null : cost(site);
  const [index, files] = weigh(join(site, 'public/tim-kiem/chi-muc'));
  const bodies = readFileSync(text, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((one) => `${one.title}\n${one.body}`);
  const alone = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  const together = gzipSync(bodies.join('\n')).length;
  const own = await measure(join(site, 'public'), GUONG, queries, relevant);
  let pagefind;
  let theirs;
  if (flags.includes('--pagefind')) {
    pagefind = timed('npx', [
      '--yes',
      'pagefind',
      '--site',
      join(site, 'public'),
      '--glob',
      'mo-hinh/**/*.html',
    ]);
    theirs = await measure(join(site, 'public'), PAGEFIND, queries, relevant);
  }
  row('what', 'guong', 'bar', 'pagefind', 'ratio');
  row('---', '---', '---', '---', '---');
  if (spent) {
    const { without, whole } = spent;
    const more = {
      wall: whole.wall - without.wall,
      cpu: whole.cpu - without.cpu,
      mebibytes: whole.mebibytes - without.mebibytes,
    };
    const line = (what, unit, key, limit) =>
      row(
        what,
        unit(more[key]),
        bar(more[key], limit),
        ...(pagefind ? [unit(pagefind[key]), `${(more[key] / pagefind[key]).toFixed(2)} ×`] : ['', '']),
      );
    const seconds = (value) => `${value.toFixed(2)} s`;
    row(
      'build without an index: wall, processor, memory',
      `${without.wall} s, ${without.cpu.toFixed(2)} s, ${without.mebibytes.toFixed(0)} MiB`,
      '',
      '',
      '',
    );
    line('an index takes, wall', seconds, 'wall', bars.build);
    line('an index takes, processor', seconds, 'cpu');
    line('an index takes, memory', (value) => `${value.toFixed(0)} MiB`, 'mebibytes', bars.memory);
  }
  row('index: bytes', kib(index), '', '', '');
  row('index: files', files, '', '', '');
  row('index / text compressed in one piece', (index / together).toFixed(2), '', '', '');
  row(
    'index / texts compressed one by one',
    (index / alone).toFixed(2),
    bar(index / alone, bars.size),
    '',
    '',
  );
  tell(own, theirs, bars);
  if (heldOut)
    row('hits in queries without an answer', own.falsely, bar(own.falsely, 0), theirs?.falsely ?? '', '');
  if (flags.includes('--peers')) peers(own, text, join(scratch, from), join(scratch, relevantTo));
}
if (missed) console.log(`\n${missed} missed`);
process.exitCode = missed ? 1 : 0;
