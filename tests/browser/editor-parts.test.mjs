// Parts of the editor's scripts by themselves: what is pasted, which changes a list's new order comes to, dates.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gallery } from './support.mjs';

const folder = fileURLToPath(new URL('../../src/editor/assets', import.meta.url));
const site = await gallery(folder, { base: '/assets/' });
// Chromium reports handlers even in a document in which they cannot run, and asks for an icon.
/** Opens a page that may load the editor's modules, and nothing else of it. */
const bench = (t) => site.open(t, 'editor.css', { may: /404|inline event handler/ });

/** Returns the Markdown of pieces of HTML. */
const pasted = async (t, pieces) => {
  const page = await bench(t);
  return page.evaluate(async (all) => {
    const { markdownOf } = await import('/assets/paste.js');
    return all.map((html) => {
      const { markdown, pictures } = markdownOf(html);
      return { markdown, pictures: pictures.length };
    });
  }, pieces);
};

test('headings, lists, tables, bold, italics and links of a web page become Markdown', async (t) => {
  const [{ markdown, pictures }] = await pasted(t, [
    `<h1 style="color:red">Việc  hay</h1><p>Bà <b>con</b> góp <i>công</i>,<br>góp <a href="https://example.org/a b">của</a>.</p>
     <ul><li>một<ul><li>một rưỡi</li></ul></li><li>hai</li></ul><ol start="3"><li>ba</li></ol>
     <table><tr><th>Năm</th><th>Hộ</th></tr><tr><td>2019</td><td>12|13</td></tr></table>
     <blockquote><p>Cấm mình mới khó.</p></blockquote><p></p><p>&nbsp;</p><img src="x.png">`,
  ]);
  assert.equal(
    markdown,
    [
      '## Việc hay',
      'Bà **con** góp *công*,\\\ngóp [của](<https://example.org/a%20b>).',
      '- một\n  - một rưỡi\n- hai',
      '3. ba',
      '| Năm | Hộ |\n| --- | --- |\n| 2019 | 12\\|13 |',
      '> Cấm mình mới khó.',
    ].join('\n\n'),
  );
  assert.equal(pictures, 1);
});

test('a text of Word loses its fonts, tracked changes and list marks, and keeps its lists', async (t) => {
  const item = (level, mark, text) =>
    `<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${mark}<span>&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`;
  const [{ markdown }] = await pasted(t, [
    `<html><head><style>p{color:red}</style><meta name=Generator content="Microsoft Word 15"></head><body><!--StartFragment-->
     <p class=MsoNormal><b><span style='font-family:"Times New Roman"'>Kết quả </span></b><del><span>bỏ</span></del><ins><span>thêm</span></ins><o:p></o:p></p>
     <p class=MsoNormal><o:p>&nbsp;</o:p></p>
     ${item(1, '·', 'Góp công')}${item(2, 'o', 'ngày công')}${item(1, '·', 'Góp của')}
     ${item(1, '1.', 'Họp bản')}
     <b style="font-weight:normal"><p>Xong.</p></b><!--EndFragment--></body></html>`,
  ]);
  assert.equal(markdown, '**Kết quả** thêm\n\n- Góp công\n   - ngày công\n- Góp của\n1. Họp bản\n\nXong.');
});

test('nothing of a pasted page runs, and its signs are no Markdown', async (t) => {
  const page = await bench(t);
  const got = await page.evaluate(async () => {
    globalThis.ran = false;
    const { markdownOf } = await import('/assets/paste.js');
    const evil = [
      '<img src=x onerror="ran=true"><script>ran=true</scr' + 'ipt><p>* a_b_ &lt;script&gt; [x](y)</p>',
      '<a href="javascript:ran=true">bấm</a>',
      '<p># không</p><p>1. cũng không</p>',
      '<svg><script>ran=true</scr' +
        'ipt></svg><iframe srcdoc="<script>parent.ran=true</scr' +
        'ipt>"></iframe>',
      '',
    ].map((html) => markdownOf(html).markdown);
    return { evil, ran: globalThis.ran };
  });
  assert.equal(got.ran, false);
  assert.deepEqual(got.evil, [
    '\\* a\\_b\\_ \\<script> \\[x\\](y)',
    'bấm',
    '\\# không\n\n1\\. cũng không',
    '',
    '',
  ]);
});

test('every new order of a list is reached by its changes', async (t) => {
  const page = await bench(t);
  const wrong = await page.evaluate(async () => {
    const { listChanges } = await import('/assets/lists.js');
    /** Applies changes as the program does. */
    const apply = (list, changes) => {
      const now = [...list];
      for (const change of changes) {
        const at = Number(change.key.match(/\[(\d+)\]/)[1]) - 1;
        if (at > now.length || (change.do !== 'insert' && at === now.length)) return `no ${change.key}`;
        if (change.do === 'remove') now.splice(at, 1);
        if (change.do === 'insert') now.splice(at, 0, change.value.n);
        if (change.do === 'move') now.splice(change.to - 1, 0, ...now.splice(at, 1));
      }
      return now.join();
    };
    let seed = 7;
    const random = (below) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    const wrong = [];
    for (let round = 0; round < 500; round += 1) {
      const count = random(6);
      const old = Array.from({ length: count }, (_, at) => `o${at}`);
      const kept = old.map((_, at) => at).filter(() => random(3) > 0);
      const next = [...kept, ...Array.from({ length: random(3) }, () => null)];
      for (let at = next.length - 1; at > 0; at -= 1) {
        const other = random(at + 1);
        [next[at], next[other]] = [next[other], next[at]];
      }
      const items = next.map((origin, at) => ({
        origin,
        group: { value: () => ({ n: `n${at}` }), changes: () => undefined },
      }));
      const changes = [];
      listChanges('list', items, count, changes);
      const expected = next.map((origin, at) => (origin === null ? `n${at}` : `o${origin}`)).join();
      const got = apply(old, changes);
      if (got !== expected) wrong.push({ old, expected, got, changes });
    }
    return wrong;
  });
  assert.deepEqual(wrong, []);
});

test('dates are read as offices write them', async (t) => {
  const page = await bench(t);
  const got = await page.evaluate(async () => {
    const { pasted } = await import('/assets/dates.js');
    return [
      '15/10/2020',
      ' 3-2019 ',
      'ngày 5 tháng 3 năm 2019',
      'tháng 3 năm 2019',
      '2019-03-05',
      '2019-03',
      '2019',
      'quý III/2019',
      '15/10/20',
    ].map((text) => pasted(text)?.join('/') ?? null);
  });
  assert.deepEqual(got, [
    '15/10/2020',
    '/3/2019',
    '5/3/2019',
    '/3/2019',
    '05/03/2019',
    '/03/2019',
    null,
    null,
    null,
  ]);
});
