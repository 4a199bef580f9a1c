// Nothing that an editor writes or a visitor types becomes markup or runs. Every text of every format contains every
// payload, every page of the gallery is opened under the policy, and preview shows the same sources with mistakes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { build, GUONG, write } from './make.mjs';
import { gallery, openFilters, pagesToCheck, scrollThrough, some, window } from './support.mjs';
import { ALL, CONFIG, FILES, PAYLOADS, toml, WORDS, X } from './xss-gallery.mjs';

const built = await build('xss', { ...FILES, 'themes/rieng/i18n/vi.toml': WORDS }, CONFIG);
const site = await gallery(built);

/** Opens a window that records violations before any script runs. */
async function watched(t, options) {
  const page = await window(t, options);
  const seen = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['127.0.0.1', 'localhost'].includes(url.hostname)) seen.push(`request: ${url}`);
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    addEventListener('securitypolicyviolation', (event) =>
      globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
    // Closed shadow roots are inspected too.
    const attach = Element.prototype.attachShadow;
    globalThis.rooms = [];
    Element.prototype.attachShadow = function open(options) {
      const room = attach.call(this, { ...options, mode: 'open' });
      globalThis.rooms.push(room);
      return room;
    };
  });
  return { page, seen };
}

/** Returns what became markup or ran. */
const faults = (page) =>
  page.evaluate(() => {
    const found = [...globalThis.violations.map((what) => `policy: ${what}`)];
    if ('xss' in globalThis) found.push('a script ran');
    const all = [document, ...globalThis.rooms]
      .flatMap((room) => [...room.querySelectorAll('*')])
      .concat(
        [...document.querySelectorAll('template')].flatMap((each) => [...each.content.querySelectorAll('*')]),
      );
    for (const element of all) {
      const tag = element.tagName.toLowerCase();
      if (/^(xss-|iframe|object|embed|base|frame|math|mglyph)/.test(tag)) found.push(`<${tag}>`);
      if (tag === 'script' && !element.src && element.type !== 'application/ld+json')
        found.push('an inline script');
      if (tag === 'script' && element.type === 'application/ld+json') JSON.parse(element.textContent);
      for (const { name, value } of element.attributes) {
        if (/^(on|xss-|srcdoc$)/.test(name)) found.push(`${tag} ${name}=${value.slice(0, 60)}`);
        if (
          /^(href|src|action|formaction|xlink:href)$/.test(name) &&
          /^\s*(javascript|data|vbscript):/i.test(value)
        )
          found.push(`${tag} ${name}=${value.slice(0, 60)}`);
      }
    }
    if (document.documentElement.innerText.includes('1337')) found.push('a template was filled in');
    return [...new Set(found)];
  });

test('every page shows payloads as text', async (t) => {
  const { page, seen } = await watched(t);
  const wrong = [];
  const kinds = new Set();
  for (const { address, kind } of await pagesToCheck(built)) {
    kinds.add(kind);
    await page.goto(new URL(address, site.url).href, { waitUntil: 'load' });
    await scrollThrough(page);
    wrong.push(...(await faults(page)).map((what) => `${address}: ${what}`));
  }
  assert.deepEqual([...wrong, ...seen], []);
  assert.ok(kinds.size >= 18, `kinds of pages: ${[...kinds]}`);
  // The payloads occur, as text.
  await page.goto(`${site.url}mo-hinh/m1/`);
  const text = await page.evaluate(() => document.body.innerText);
  for (const payload of [
    '<xss-el></xss-el>',
    '<script>globalThis.xss=1</script>',
    '{{ 7 * 191 }}',
    '&lt;xss-el&gt;',
  ]) {
    assert.ok(text.includes(payload), payload);
  }
});

test('the metadata of a picture is text', async (t) => {
  const { page } = await watched(t);
  // Without a credit in the front matter, the picture's own is shown.
  const own = await build('xss-exif', {
    'content/entries/m/index.md':
      '+++\ntitle = "A"\nfields = ["kinh-te"]\nlocality = "Nghệ An"\nstarted = 2019\n[[photos]]\nfile = "exif.png"\nalt = "Ảnh"\n+++\nLời.\n',
    'content/entries/m/exif.png': FILES['content/entries/m1/exif.png'],
  });
  const made = await gallery(own);
  await page.goto(`${made.url}mo-hinh/m/`);
  assert.deepEqual(await faults(page), []);
  assert.ok(
    (await page.evaluate(() => document.body.innerText)).includes('<script>globalThis.xss=1</script>'),
  );
});

/** Returns a JPEG with a segment inserted. */
const telling = (jpeg, kind, body) => {
  const head = Buffer.from([0xff, kind, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
};

test('names of the site, of places and of pictures, and every text of the interface', async (t) => {
  const { page, seen } = await watched(t);
  const photo = await readFile(
    new URL('../../content/entries/son-la/nuoc-sach-chieng-khoa/ruong-nuoc.jpg', import.meta.url),
  );
  const credit = `"><xss-el xss-x='1'> <script>globalThis.xss=1</script>`;
  const set = (number, text) =>
    Buffer.concat([Buffer.from([0x1c, 2, number, 0, Buffer.byteLength(text)]), Buffer.from(text)]);
  const sets = Buffer.concat([set(80, `IPTC ${credit}`), set(116, `Phép ${credit}`)]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(sets.length);
  const iptc = Buffer.concat([
    Buffer.from('Photoshop 3.0\0' + '8BIM'),
    Buffer.from([4, 4, 0, 0]),
    size,
    sets,
  ]);
  const escaped = credit.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const xmp = Buffer.from(
    `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator>XMP ${escaped}</dc:creator><dc:rights>Phép ${escaped}</dc:rights></x:xmpmeta>`,
  );
  const words = (await readFile(new URL('../../themes/guong/i18n/vi.toml', import.meta.url), 'utf8'))
    .split('\n')
    .map((line) => /^(\w+) *= *(".*")$/.exec(line))
    .filter(Boolean)
    .map(([, key, text]) => `${key} = ${toml(`${JSON.parse(text)} ${ALL}`)}`);
  assert.ok(words.length > 100, `words: ${words.length}`);
  const place = `Làng "><xss-el xss-x='1'> <script>globalThis.xss=1</script>`;
  const own = (locality, ...files) =>
    `+++\ntitle = "Mô hình"\nfields = ["kinh-te"]\nlocality = ${toml(locality)}\nstarted = 2017\n${files.map((file) => `[[photos]]\nfile = "${file}"\nalt = "Ảnh"\n`).join('')}+++\nLời.\n`;
  const made = await build('xss-names', {
    'guong.toml': `title = ${X}\nbase_url = "https://thu.example/"\npublisher = ${X}\ntagline = ${X}\ncontact = "gopy@thu.example"\ntheme = "rieng"\n`,
    'themes/rieng/i18n/vi.toml': `${words.join('\n')}\n`,
    'content/localities.toml': `[[localities]]\ntype = "xã"\nname = ${toml(place)}\nwithin = "huyện Đô Lương, tỉnh Nghệ An"\nto = 2019-12-31\nsuccessors = ["xã Bắc Sơn, huyện Đô Lương, tỉnh Nghệ An"]\n`,
    'content/entries/o/index.md': own(`xã ${place}, huyện Đô Lương, tỉnh Nghệ An`, 'iptc.jpg', 'xmp.jpg'),
    'content/entries/o/iptc.jpg': telling(photo, 0xed, iptc),
    'content/entries/o/xmp.jpg': telling(photo, 0xe1, xmp),
    'content/entries/p.md': own('Phú Yên'),
  });
  const names = await gallery(made);
  const wrong = [];
  for (const { address } of await pagesToCheck(made)) {
    await page.goto(new URL(address, names.url).href, { waitUntil: 'load' });
    wrong.push(...(await faults(page)).map((what) => `${address}: ${what}`));
  }
  await page.goto(`${names.url}mo-hinh/o/`);
  const text = await page.evaluate(() => document.body.innerText);
  for (const told of [`IPTC ${credit}`, `XMP ${credit}`, place]) assert.ok(text.includes(told), told);
  await page.locator('a.zoom').first().click();
  await page.waitForSelector('dialog.lightbox[open] img');
  wrong.push(...(await faults(page)));
  await page.goto(`${names.url}tim-kiem/?q=lang`);
  await page.waitForFunction(() => document.querySelector('.search-status').textContent);
  wrong.push(...(await faults(page)));
  await page.goto(`${names.url}dong-thoi-gian/#2017`);
  await page.waitForSelector('.tl:not([hidden])');
  wrong.push(...(await faults(page)));
  assert.deepEqual([...wrong, ...seen], []);
});

test('unsafe addresses and ids are refused', async () => {
  for (const address of [
    'https://thu.example/"><xss-el>',
    'javascript:globalThis.xss=1',
    "https://thu.example/' onx=1 a='",
  ]) {
    await assert.rejects(
      build('xss-address', {
        'guong.toml': `title = "A"\nbase_url = ${toml(address)}\n`,
        'content/entries/a.md':
          '+++\ntitle = "A"\nfields = ["kinh-te"]\nlocality = "Nghệ An"\nstarted = 2019\n+++\nLời.\n',
      }),
      /E0126/,
      address,
    );
  }
  for (const id of [`a"b`, `a<b>`, `a'onx=1`]) {
    await assert.rejects(
      build('xss-id', {
        [`content/documents/${id}.md`]: '+++\nnumber = "1"\ntitle = "A"\n+++\nA\n',
        'content/entries/a.md':
          '+++\ntitle = "A"\nfields = ["kinh-te"]\nlocality = "Nghệ An"\nstarted = 2019\n+++\nLời.\n',
      }),
      /E01/,
      id,
    );
  }
});

test('a search for a payload, typed or in the address, and its results', async (t) => {
  const { page, seen } = await watched(t);
  const wrong = [];
  for (const words of [...some(PAYLOADS, 3), 'chữ', 'mô hình', 'xss el', 'globalthis']) {
    await page.goto(`${site.url}tim-kiem/?q=${encodeURIComponent(words)}`);
    await page.waitForFunction(() => document.querySelector('.search-status').textContent);
    wrong.push(...(await faults(page)).map((what) => `${words}: ${what}`));
  }
  await page.goto(`${site.url}tim-kiem/?q=m%C3%B4+h%C3%ACnh`);
  await page.locator('.found li').first().waitFor();
  assert.ok(
    (await page.locator('.found li').first().innerText()).includes('<xss-el>'),
    'a result shows its title as text',
  );
  await openFilters(page);
  await page.waitForFunction(() => document.querySelector('select[data-facet=field]').options.length > 1);
  for (const parameter of ['linh-vuc', 'giai-doan', 'tinh', 'xa', 'don-vi', 'nam', 'xep', 'khac']) {
    await page.goto(
      `${site.url}tim-kiem/?q=chu&${parameter}=${encodeURIComponent(ALL)}#${encodeURIComponent(ALL)}`,
    );
    await page.waitForFunction(() => document.querySelector('.search-status').textContent);
    wrong.push(...(await faults(page)).map((what) => `${parameter}: ${what}`));
  }
  assert.deepEqual([...wrong, ...seen], []);
});

test('the drawn timeline, and the lightbox', async (t) => {
  const { page, seen } = await watched(t);
  const wrong = [];
  for (const hash of [
    '',
    '#2018',
    ...some(PAYLOADS, 3).map((payload) => `#${encodeURIComponent(payload)}`),
  ]) {
    await page.goto('about:blank');
    await page.goto(`${site.url}dong-thoi-gian/${hash}`);
    await page.waitForSelector('.tl:not([hidden], [data-busy])');
    wrong.push(...(await faults(page)).map((what) => `${hash}: ${what}`));
  }
  await page.goto(`${site.url}dong-thoi-gian/#2018`);
  await page.waitForSelector('.tl-cards a');
  wrong.push(...(await faults(page)));
  await page.goto(`${site.url}mo-hinh/m1/`);
  await page.locator('a.zoom').first().click();
  await page.waitForSelector('dialog.lightbox[open] img');
  wrong.push(...(await faults(page)));
  assert.deepEqual([...wrong, ...seen], []);
});

test('feeds, sitemaps and JSON escape payloads by their own rules', async (t) => {
  const { page } = await watched(t);
  await page.goto(site.url);
  const names = (await readdir(built, { recursive: true })).filter((name) => /\.(xml|json)$/.test(name));
  assert.ok(names.length > 10);
  for (const name of names) {
    const text = await readFile(join(built, name), 'utf8');
    if (name.endsWith('.json')) {
      JSON.parse(text);
      continue;
    }
    const found = await page.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, 'application/xml');
      return [...parsed.querySelectorAll('*')]
        .map(({ localName }) => localName)
        .filter((each) => /^(xss-|script|img|svg|parsererror)/.test(each));
    }, text);
    assert.deepEqual(found, [], name);
  }
});

test('raw HTML of a page is markup, and the policy blocks its scripts', async (t) => {
  const raw = await build('xss-raw', {
    'content/pages/tho.md':
      '+++\ntitle = "Thô"\n+++\n<b id="tho">đậm</b><img src="khong-co.png" onerror="globalThis.xss=1"><script>globalThis.xss=1</script><a id="bam" href="javascript:globalThis.xss=1">bấm</a>\n',
  });
  const made = await gallery(raw);
  const { page } = await watched(t, { may: /Content Security Policy|Content-Security-Policy|404/ });
  await page.goto(`${made.url}tho/`);
  assert.equal(await page.locator('#tho').count(), 1);
  await page.locator('#bam').click();
  // The attribute, the script and the link are each refused.
  await page.waitForFunction(() => globalThis.violations.length === 3);
  assert.equal(await page.evaluate(() => 'xss' in globalThis), false);
});

test('preview shows mistakes as text', async (t) => {
  const wrongEntry = `+++\ntitle = ${X}\n${toml(ALL)} = 1\nfields = [${X}]\nlocality = ${X}\nstarted = ${X}\nreplicates = ${X}\n[[photos]]\nfile = ${X}\n+++\n[a](${encodeURI('"><xss-el>')}.md) <xss-el xss-at=1>\n`;
  const files = { ...FILES, 'themes/rieng/i18n/vi.toml': WORDS };
  const root = await write('xss-preview', files, CONFIG);
  const child = spawn(GUONG, [
    'serve',
    '--port',
    '0',
    '--lang',
    'en',
    '--root',
    root,
    '--as-of',
    '2026-11-01',
  ]);
  const url = await new Promise((found) => {
    child.stdout.on('data', (text) => {
      const match = /http:\/\/[^/\s]+\//.exec(text);
      if (match) found(match[0]);
    });
    child.stderr.on('data', (text) => {
      const match = /http:\/\/[^/\s]+\//.exec(text);
      if (match) found(match[0]);
    });
  });
  const { page, seen } = await watched(t);
  // The page is closed first: it complains of a preview that is gone.
  t.after(() => child.kill());
  const wrong = [];
  for (const address of ['', 'mo-hinh/m1/', `tim-kiem/?q=${encodeURIComponent(ALL)}`, 'dong-thoi-gian/']) {
    await page.goto(url + address);
    wrong.push(...(await faults(page)).map((what) => `${address}: ${what}`));
  }
  await page.goto(`${url}mo-hinh/m1/`);
  await write('xss-preview', { ...files, 'content/entries/sai/index.md': wrongEntry }, CONFIG);
  // The messages contain it.
  await page.waitForFunction(() =>
    globalThis.rooms.some((room) => room.querySelector('.problems')?.textContent.includes('<xss-el>')),
  );
  assert.deepEqual([...wrong, ...seen, ...(await faults(page))], []);
});
