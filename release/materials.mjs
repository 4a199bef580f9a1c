// The crates that the programs are made of: a bill of materials (CycloneDX 1.5), or with --text their licences.
//
// node release/materials.mjs [--text] TRIPLE...: crates of any of these targets; what only builds or tests is left out.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const text = process.argv.includes('--text');
const triples = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** @type {Map<string, any>} */
const crates = new Map();
let program;
for (const triple of triples) {
  const line = ['metadata', '--locked', '--format-version=1', `--filter-platform=${triple}`];
  const metadata = JSON.parse(execFileSync('cargo', line, { encoding: 'utf8', maxBuffer: 1 << 28 }));
  const packages = new Map(metadata.packages.map((/** @type {any} */ found) => [found.id, found]));
  const nodes = new Map(metadata.resolve.nodes.map((/** @type {any} */ node) => [node.id, node]));
  program = packages.get(metadata.resolve.root);
  const ahead = [metadata.resolve.root];
  const seen = new Set(ahead);
  while (ahead.length > 0) {
    for (const edge of nodes.get(ahead.pop()).deps) {
      const isLinked = edge.dep_kinds.some((/** @type {any} */ kind) => kind.kind === null);
      if (!isLinked || seen.has(edge.pkg)) continue;
      seen.add(edge.pkg);
      ahead.push(edge.pkg);
      const found = packages.get(edge.pkg);
      crates.set(`${found.name} ${found.version}`, found);
    }
  }
}
const sorted = [...crates.entries()]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([, found]) => found);

/** @param {any} found */
const component = (found) => ({
  type: found === program ? 'application' : 'library',
  'bom-ref': `pkg:cargo/${found.name}@${found.version}`,
  name: found.name,
  version: found.version,
  purl: `pkg:cargo/${found.name}@${found.version}`,
  // The older spelling of a choice is no expression of SPDX.
  ...(found.license && { licenses: [{ expression: found.license.replaceAll('/', ' OR ') }] }),
  ...(found.repository && { externalReferences: [{ type: 'vcs', url: found.repository }] }),
});

/**
 * The licences in a crate's folder, those of C libraries within it too.
 * @param {string} folder
 * @returns {string[]}
 */
function licences(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return licences(path);
    return /^(licen[cs]e|copying|notice|unlicense)([.-]|$)/i.test(entry.name)
      ? [readFileSync(path, 'utf8')]
      : [];
  });
}

if (text) {
  console.log(
    'Guong is made with the standard library of Rust (MIT OR Apache-2.0, by the Rust Project Developers)',
  );
  console.log('and with these crates, each under its own licence; the texts follow.');
  console.log('It is based in part on the work of the Independent JPEG Group.\n');
  /** @type {Map<string, {text: string, of: Set<string>}>} */
  const texts = new Map();
  for (const found of sorted) {
    console.log(
      `${found.name} ${found.version}: ${found.license ?? 'see below'} <${found.repository ?? ''}>`,
    );
    for (const licence of licences(dirname(found.manifest_path))) {
      const key = licence.replace(/\s+/g, ' ').trim();
      const known = texts.get(key) ?? { text: licence.trim(), of: new Set() };
      texts.set(key, known);
      known.of.add(found.name);
    }
  }
  for (const { text: licence, of } of texts.values()) {
    console.log(`\n${'-'.repeat(80)}\n${[...of].join(', ')}\n\n${licence.replaceAll('\r', '')}`);
  }
} else {
  const timestamp = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? 0) * 1000).toISOString();
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { timestamp, component: component(program) },
    components: sorted.map(component),
  };
  console.log(JSON.stringify(bill, null, 2));
}
