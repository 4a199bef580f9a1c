// The oldest supported browsers (`browserslist` in package.json). They all know every feature that style sheets, pages
// and scripts use, or the feature is listed here with its fallback. The last tests run in a browser without those
// features.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import * as csstree from 'css-tree';
import ts from 'typescript';
import { inflate } from '../../themes/guong/assets/search-inflate.js';
import { DEMO, gallery, openFilters, pages, window } from './support.mjs';

const ASSETS = fileURLToPath(new URL('../../themes/guong/assets/', import.meta.url));
const { browserslist } = JSON.parse(readFileSync(new URL('package.json', import.meta.url)));
const OLDEST = browserslist
  .map((line) => line.split(' >= '))
  .map(([name, version]) => [name.replace('ios_saf', 'safari_ios'), version]);

// The features that older browsers lack, and the fallback of each.
const MISSED = {
  '@media scripting': 'what needs a script is shown by the script as well',
  '@view-transition': 'pages follow each other at once',
  'view-transition-name': 'pages follow each other at once',
  '@supports selector': 'what it guards is a fallback for browsers that know it',
  ':popover-open': 'the menu is a row of links',
  '::backdrop': 'nothing is dimmed',
  'popover=': 'the menu is a row of links',
  'popovertarget=': 'the button is hidden',
  'popovertargetaction=': 'the button is hidden',
  'fetchpriority=': 'the browser decides',
  'text-wrap': 'lines break where they do',
  'text-wrap: balance': 'lines break where they do',
  'text-wrap: pretty': 'lines break where they do',
  'text-size-adjust': 'its prefixed name stands beside it',
  'align-content: end': 'the row stands at its start',
  'paint-order': 'a label has no edge of the colour of the paper',
  outline: 'its corners are square',
  '::marker': 'numbers and dots have the colour of the text',
  'font-family: ui-monospace': 'the fonts behind it',
  'break-after: avoid': 'a heading may end a page of paper',
  '@page': 'the browser’s own size of paper',
  size: 'the browser’s own size of paper',
  '@media forced-colors': 'no forced colours there',
  'forced-color-adjust': 'no forced colours there',
  'forced-color-adjust: none': 'no forced colours there',
  'name=': 'a list of filters stays open until a script closes it',
  'overscroll-behavior': 'the page behind scrolls on',
  'overscroll-behavior: contain': 'the page behind scrolls on',
  'scrollbar-width': 'a scroll bar is shown',
  'scrollbar-width: none': 'a scroll bar is shown',
  'print-color-adjust': 'its prefixed name stands beside it',
  'print-color-adjust: exact': 'its prefixed name stands beside it',
  'user-select': 'its prefixed name stands beside it',
  'line-clamp': 'its prefixed name stands beside it',
  DecompressionStream: 'search-inflate.js',
  'KeyboardEvent.isComposing': 'the code of the key (229)',
  'Navigator.share': 'there is no button to share',
};

/** Whether all of the oldest browsers support a feature. */
function isKnown({ support }) {
  return OLDEST.every(([name, oldest]) => {
    const stated = [support[name]]
      .flat()
      .find((one) => !one.flags && !one.prefix && !one.alternative_name && !one.partial_implementation);
    const added = stated?.version_added;
    if (typeof added !== 'string' || added === 'preview') return false;
    const [have, need] = [oldest, added.replace('≤', '')].map((version) => version.split('.').map(Number));
    return have[0] !== need[0] ? have[0] > need[0] : (have[1] ?? 0) >= (need[1] ?? 0);
  });
}

/** Collects unsupported features: `check(name, feature, where)`. */
function checker() {
  const missing = new Map();
  let checked = 0;
  const check = (name, feature, where) => {
    const compat = feature?.__compat;
    if (!compat) return;
    checked += 1;
    if (!(name in MISSED) && !isKnown(compat)) missing.set(name, where);
  };
  return {
    check,
    end: (least) => {
      assert.ok(checked >= least, `only ${checked} features were looked at`);
      assert.deepEqual(
        [...missing].map(([name, where]) => `${name} (${where})`),
        [],
      );
    },
  };
}

const named = (tree, name) =>
  Object.entries(tree).flatMap(([key, value]) => {
    if (key === '__compat' || typeof value !== 'object') return [];
    return key === name && value.__compat ? [value] : named(value, name);
  });

test('style sheets use what the oldest browsers support, or have a fallback', () => {
  const { check, end } = checker();
  for (const file of readdirSync(ASSETS).filter((name) => name.endsWith('.css'))) {
    const sheet = csstree.parse(readFileSync(join(ASSETS, file), 'utf8'), {
      positions: true,
      filename: file,
    });
    csstree.walk(sheet, function visit(node) {
      const where = `${file}:${node.loc?.start.line}`;
      if (node.type === 'Atrule') check(`@${node.name}`, bcd.css['at-rules'][node.name], where);
      if (node.type === 'Feature') check(`@media ${node.name}`, bcd.css['at-rules'].media[node.name], where);
      if (/^Pseudo/.test(node.type)) {
        check(
          `${node.type === 'PseudoClassSelector' ? ':' : '::'}${node.name}`,
          bcd.css.selectors[node.name],
          where,
        );
      }
      if (node.type !== 'Declaration' || node.property.startsWith('--') || node.property.startsWith('-'))
        return;
      // Phones have no cursor.
      if (node.property === 'cursor') return;
      // Inside @supports, or after a declaration that older browsers accept, nothing is lost.
      if (this.atrule?.name === 'supports') return;
      const earlier = this.block.children.toArray().findIndex((one) => one.property === node.property);
      if (this.block.children.toArray()[earlier] !== node) return;
      const property = bcd.css.properties[node.property];
      check(node.property, property, where);
      csstree.walk(node.value, (part) => {
        const name = part.name ?? part.unit;
        if (part.type === 'Identifier') check(`${node.property}: ${name}`, property?.[name], where);
        if (part.type === 'Function')
          for (const known of named(bcd.css.types, name)) check(`${name}()`, known, where);
        if (part.type === 'Dimension' && /^[sld]v/.test(name)) {
          check(
            name,
            bcd.css.types.length[
              `viewport_percentage_units_${{ s: 'small', l: 'large', d: 'dynamic' }[name[0]]}`
            ],
            where,
          );
        }
        if (part.type === 'Operator' && part.value === '/' && node.property === 'content')
          check('content: /', property.alternative_text, where);
      });
    });
  }
  end(500);
});

test('pages use elements and attributes that the oldest browsers support or may ignore', async () => {
  const { check, end } = checker();
  const seen = new Set();
  for (const { address, html } of await pages()) {
    for (const [, element, attributes] of html.matchAll(
      /<([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/g,
    )) {
      const known = bcd.html.elements[element];
      for (const [, name] of [...attributes.matchAll(/\s([a-z-]+)(?:="[^"]*")?/g)]) {
        if (seen.has(`${element} ${name}`)) continue;
        seen.add(`${element} ${name}`);
        check(`${name}=`, known?.[name] ?? bcd.html.global_attributes[name], address);
      }
      if (!seen.has(element)) check(`<${element}>`, known, address);
      seen.add(element);
    }
  }
  end(100);
});

test('scripts use interfaces that the oldest browsers have, or guard them', () => {
  const { check, end } = checker();
  const files = readdirSync(ASSETS)
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(ASSETS, name));
  const program = ts.createProgram(files, {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    types: [],
  });
  const types = program.getTypeChecker();
  const visit = (node, file) => {
    if (ts.isIdentifier(node)) {
      for (const declaration of types.getSymbolAtLocation(node)?.declarations ?? []) {
        if (!/\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().fileName)) continue;
        const owner = ts.isInterfaceDeclaration(declaration.parent)
          ? declaration.parent.name.text.replace(/^Readonly|Constructor$/, '')
          : node.text;
        const known = bcd.api[owner] ?? bcd.javascript.builtins[owner];
        const line = file.getLineAndCharacterOfPosition(node.pos).line + 1;
        const name = owner === node.text ? owner : `${owner}.${node.text}`;
        check(
          name,
          owner === node.text ? known : known?.[node.text],
          `${file.fileName.split('/').pop()}:${line}`,
        );
      }
    }
    // The syntax of regular expressions that Safari supports since 16.4.
    if (ts.isRegularExpressionLiteral(node)) assert.doesNotMatch(node.text, /\(\?<[=!]/, file.fileName);
    ts.forEachChild(node, (child) => visit(child, file));
  };
  for (const name of files) visit(program.getSourceFile(name), program.getSourceFile(name));
  end(300);
});

test('the inflater without a stream unpacks everything', () => {
  let seed = 7;
  const roll = (many) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % many;
  };
  const inputs = [0, 1, 2, 300, 70_000].flatMap((length) =>
    [2, 16, 256].map((many) => Buffer.from(Array.from({ length }, () => roll(many)))),
  );
  inputs.push(Buffer.alloc(100_000, 'đường làng '), Buffer.from('a'.repeat(258) + 'b'.repeat(259)));
  for (const input of inputs) {
    for (const options of [{ level: 0 }, { level: 1 }, { level: 9 }, { strategy: 4 }, { strategy: 2 }]) {
      const packed = deflateRawSync(input, options);
      assert.ok(Buffer.from(inflate(packed)).equals(input), `${input.length} ${JSON.stringify(options)}`);
    }
    const packed = deflateRawSync(input);
    assert.throws(() => inflate(packed.subarray(0, packed.length - 1)));
  }
  assert.throws(() => inflate(Uint8Array.of(7)), 'no block of this kind');
});

test('search, its facets, the menu and the timeline in an old browser', async (t) => {
  const site = await gallery();
  const page = await site.open(t, '404.html');
  await page.addInitScript(() => {
    delete globalThis.DecompressionStream;
    delete URLSearchParams.prototype.size;
    delete Element.prototype.checkVisibility;
    delete Element.prototype.ariaDisabled;
    for (const name of ['at', 'findLast', 'toSorted', 'toSpliced', 'with'])
      if (name !== 'at') delete Array.prototype[name];
  });
  await page.goto(`${site.url}gioi-thieu/`);
  await page.keyboard.press('/');
  await page.keyboard.type('tha ca');
  await page.keyboard.press('Enter');
  await page.locator('.found mark').first().waitFor();
  await openFilters(page);
  await page.locator('select[data-facet=field] option').nth(1).waitFor({ state: 'attached' });
  await page.getByRole('searchbox').fill('làm đường');
  await page.waitForFunction(
    () => /q=l/.test(location.search) && document.querySelector('.found mark')?.textContent.startsWith('làm'),
  );
  await page.goto(`${site.url}dong-thoi-gian/`);
  await page.waitForFunction(
    () => document.querySelector('[data-do=out]')?.getAttribute('aria-disabled') === 'true',
  );
  // The years load after the first view.
  await page.waitForSelector('.tl:not([data-busy])');
});

test('opened from the disk, search says that it cannot read its index', async (t) => {
  const page = await window(t, { may: /CORS|ERR_FAILED|file:/ });
  await page.goto(`${pathToFileURL(DEMO)}/tim-kiem/index.html`);
  await page.locator('.from-disk').waitFor();
  assert.match(await page.locator('.from-disk').textContent(), /mở thẳng từ đĩa/);
  assert.equal(await page.locator('form.find').isVisible(), false);
  assert.ok((await page.locator('.facet-pages a').count()) > 10);
});
