// Phrases of three or more words, checked on pages: the script agrees with the program.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pageWords } from '../../themes/guong/assets/search-pages.js';
import { gallery, openFilters, results, some, window } from './support.mjs';

const program = process.env.GUONG ?? 'guong';

// A gallery of few syllables: every pair is common, longer phrases are rare.
async function build() {
  const folder = await mkdtemp(join(tmpdir(), 'guong-phrases-'));
  after(() => rm(folder, { recursive: true }));
  const syllables = ['cá', 'ca', 'đất', 'làm', 'ao'];
  let seed = 20261122;
  const roll = (sides) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % sides;
  };
  const text = (count) => Array.from({ length: count }, () => syllables[roll(syllables.length)]).join(' ');
  const put = async (path, words) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), words);
  };
  await put('guong.toml', 'title = "Thử"\nbase_url = "https://thu.example/"\n');
  await put(
    'content/fields.toml',
    '[[fields]]\nid = "kinh-te"\nname = "Kinh tế"\n[[fields]]\nid = "van-hoa"\nname = "Văn hóa"\n',
  );
  for (let n = 0; n < 200; n += 1) {
    const head = `title = "${text(3)}"\nfields = ["${n % 2 ? 'kinh-te' : 'van-hoa'}"]\nlocality = "tỉnh Lai Châu"\nstarted = ${2010 + (n % 9)}`;
    await put(
      `content/entries/p${n}/index.md`,
      `+++\n${head}\n+++\n${text(16 + roll(14))}\n\n## ${text(3)}\n\n- ${text(6)}\n`,
    );
  }
  execFileSync(program, ['build', '--root', folder], { stdio: 'pipe' });
  return [folder, Array.from({ length: 14 }, (_, n) => text(3 + (n % 2)))];
}

const [folder, phrases] = await build();
const site = await gallery(join(folder, 'public'));
const output = (words, ...more) =>
  execFileSync(program, ['search', '--root', folder, ...more, '--', words], { encoding: 'utf8' });
const expected = (words, ...more) =>
  JSON.parse(output(words, '--json', ...more)).results.map(({ url }) => url);

async function found(page, words, more = '') {
  await page.goto(`${site.url}tim-kiem/?q=${encodeURIComponent(words)}${more}`);
  return results(page);
}

test('the script reads pages as the program does', async () => {
  // The same lines are read by tests/it/search_phrases.rs.
  const table = await readFile(new URL('../it/search/pages.txt', import.meta.url), 'utf8');
  for (const line of table.split('\n').filter(Boolean)) {
    const [html, right] = line.split(' => ');
    const read = pageWords(html)
      .map((word) => (word.joined ? '+' : '|') + word.surface)
      .join('');
    assert.equal(read || '(nothing)', right, html);
  }
});

test('the page finds and excludes phrases as the program does', async (t) => {
  const page = await site.open(t, 'tim-kiem/');
  let [exact, most] = [0, 0];
  for (const phrase of some(phrases, 3)) {
    for (const words of [`"${phrase}"`, `ao -"${phrase}"`]) {
      assert.deepEqual(await found(page, words), expected(words, '--limit', '20'), words);
      const status = await page.getByRole('status').textContent();
      const [summary] = output(words, '--limit', '20').split('\n');
      assert.equal(
        status.replace('. Thử ít từ hơn, bỏ ngoặc kép, hoặc bớt điều kiện lọc', ''),
        summary,
        words,
      );
      if (/nhiều nhất/i.test(status)) most += 1;
      else exact += 1;
    }
  }
  assert.ok(exact > 1 && most > 1, `${exact} ${most}`);
});

test('the number of results is exact once all are checked; facets show upper bounds', async (t) => {
  const page = await site.open(t, 'tim-kiem/');
  const words = 'ao -"cá đất làm"';
  const all = expected(words, '--limit', '1000');
  await found(page, words);
  assert.match(await page.getByRole('status').textContent(), /^Nhiều nhất/);
  const more = page.locator('.more-results');
  while (await more.isVisible()) {
    const before = await page.locator('.found li').count();
    await more.click();
    await page.waitForFunction(
      (count) =>
        document.querySelectorAll('.found li').length > count ||
        document.querySelector('.more-results').hidden,
      before,
    );
  }
  assert.equal(await page.locator('.found li').count(), all.length);
  assert.equal(await page.getByRole('status').textContent(), `${all.length} kết quả`);
  await openFilters(page);
  await page.waitForFunction(() => document.querySelector('select[data-facet=year]').options.length > 1);
  assert.match(await page.locator('select[data-facet=year] option').nth(1).textContent(), /\(≤ \d+\)$/);
  const narrowed = await found(page, words, '&nam=2012');
  const right = expected(words, '--facet', 'year=2012', '--limit', '1000');
  assert.deepEqual(narrowed, right.slice(0, 20));
  assert.equal(await page.getByRole('status').textContent(), `${right.length} kết quả`);
});

test('in preview the program gives the same answers on the same page', async (t) => {
  const child = spawn(program, ['serve', '--port', '0', '--root', folder]);
  const url = await new Promise((known) => {
    const parse = (text) => known(/http:\/\/[^/\s]+\//.exec(text)?.[0]);
    child.stdout.on('data', parse);
    child.stderr.on('data', parse);
  });
  const page = await window(t);
  // After the page is closed, since it may still be loading.
  t.after(() => child.kill());
  for (const words of ['đất làm', `"${phrases[0]}"`, `ao -"${phrases[1]}"`]) {
    await page.goto(`${url}tim-kiem/?q=${encodeURIComponent(words)}`);
    assert.deepEqual(await results(page), expected(words, '--limit', '20'), words);
  }
  await openFilters(page);
  await page.waitForFunction(() => document.querySelector('select[data-facet=year]').options.length > 1);
  const more = page.locator('.more-results');
  if (await more.isVisible()) {
    await more.click();
    await page.waitForFunction(() => document.querySelectorAll('.found li').length > 20);
  }
});
