// A gallery in which every text of every format contains every payload.
import { png } from './make.mjs';

/** Texts that would show if they became an element, an attribute, a script, a request or a template's output. */
export const PAYLOADS = [
  `<xss-el></xss-el>`,
  `"><xss-el xss-x="`,
  `'><xss-el xss-x='`,
  `" xss-at="1`,
  `' xss-at='1`,
  ` xss-at=1 `,
  `<script>globalThis.xss=1</script>`,
  `</script><script>globalThis.xss=1</script>`,
  `"><img src=x onerror=globalThis.xss=1>`,
  `<svg onload=globalThis.xss=1>`,
  `" autofocus onfocus="globalThis.xss=1`,
  `</title><xss-el>`,
  `</textarea></noscript></template></style></option></select><xss-el>`,
  `--><xss-el>`,
  `]]><xss-el>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;xss-el&gt;">`,
  `&lt;xss-el&gt;`,
  `&#60;xss-el&#62;`,
  `\\u003cxss-el\\u003e`,
  `%3Cxss-el%3E`,
  `\\x3cxss-el\\x3e`,
  `{{ 7 * 191 }}`,
  `{% include "parts/base.html" %}`,
  `\${7*191}`,
  `javascript:globalThis.xss=1`,
  `\u2028\u2029\u202e\ufeff`,
  `$&$'$\`{n}`,
  `\`\${globalThis.xss=1}\``,
  `[a](javascript:globalThis.xss=1)`,
  // Character references in every form: to former placeholders in the HTML, to control characters and to markup.
  ...[
    (n) => `&#${n};`,
    (n) => `&#0${n};`,
    (n) => `&#x${n.toString(16)};`,
    (n) => `&#X00${n.toString(16)};`,
    (n) => `&#${n}`,
  ].map(
    (form) =>
      `${form(1)}s0${form(1)} xss-at=1${form(2)} ${form(1)}p0${form(1)}${form(2)} ${form(3)}${form(127)}${form(155)}${form(0xffff)} ${form(60)}xss-el${form(62)} ${form(34)} xss-at=${form(34)}1`,
  ),
  `&lt;xss-el&gt;&quot; xss-at=&quot;1 &lt xss-el &LT;xss-el&GT; &apos; xss-at=&apos;1 &NewLine;&Tab;&nbsp;&shy;&zwnj;`,
];
export const ALL = PAYLOADS.join(' ');
/** As Markdown, without links to scripts and unclosed comments: those are errors, which other tests cover. */
const TEXT = ALL.replace(/\[a\]\(\S*/, '').replaceAll('<!--', '\\<!--');
/** Quotes a text for TOML. */
export const toml = (text) => JSON.stringify(text).replaceAll('\u007f', '\\u007f');
export const X = toml(`Chữ ${ALL}`);
const LINK = `https://vi-du.example/${encodeURI(`"><xss-el>'onx=1`)}?a="b'&lt;xss-el&gt;`.replaceAll(
  '"',
  '%22',
);

/** Returns EXIF with the name of an artist. */
function artist(name) {
  const text = Buffer.from(`${name}\0`);
  const head = Buffer.from([
    0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x3b, 0x01, 2, 0, 0, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0,
  ]);
  head.writeUInt32LE(text.length, 14);
  return Buffer.concat([head, text]);
}

const entry = (number, photos) =>
  `+++
title = ${toml(`Mô hình ${number} ${ALL}`)}
kind = "model"
fields = ["kinh-te"]
locality = ["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", "xã Nam Sơn, huyện Đô Lương, tỉnh Nghệ An"]
unit = ["hnd", ${toml(`Tổ ${number} ${ALL}`)}]
started = "20${15 + (number % 6)}-03-0${(number % 9) + 1}"
verified = 2020-01-01
updated = 2026-01-01
summary = ${X}
status = [{ step = "registered", date = "2019-03", by = ${X}, source = "bao" }]
results = [{ label = ${X}, unit = ${X}, before = 1, after = 2, source = "bao" }]
awards = [{ title = ${X}, by = ${X}, date = 2020-10-15 }]
documents = ["05-ct-tu"]
replicates = "${number === 1 ? 'm2' : 'm1'}"
sources = [{ id = "bao", title = ${X}, url = ${toml(LINK)}, date = 2021-05-29 }]
corrections = [{ date = 2021-06-01, note = ${X} }]
${photos}+++
${TEXT}

## Mục ${TEXT}

- ${TEXT}
- [${TEXT.replaceAll(/[[\]]/g, '')}](${LINK} "${TEXT.replaceAll('"', '&quot;').replaceAll(/[()]/g, '')}") <https://vi-du.example/'onx=1>

| ${TEXT.replaceAll('|', '')} |
| --- |
| ${TEXT.replaceAll('|', '')} |

\`\`\`"><xss-el>
${TEXT}
\`\`\`

Dòng[^1] \`${TEXT.replaceAll('`', '')}\` ![${TEXT.replaceAll(/[[\]]/g, '')}](anh.png "${TEXT.replaceAll('"', '&quot;').replaceAll(/[()]/g, '')}")

[^1]: ${TEXT}
`
    .replace('replicates = "m1"\n', number === 1 ? '' : 'replicates = "m1"\n')
    .replace('replicates = "m2"\n', '');

const photos = (name) => `[[photos]]
file = ${toml(name)}
alt = ${X}
caption = ${X}
credit = ${X}
licence = ${X}
[[photos]]
file = "exif.png"
alt = ${X}
`;

const NAME = `a'"><xss-el> onx=1.png`;
export const FILES = {
  'content/fields.toml': `[[fields]]\nid = "kinh-te"\nname = ${X}\nsummary = ${X}\n`,
  'content/phases.toml': `[[phases]]\nid = "dot-1"\nname = ${X}\nsummary = ${X}\nfrom = 2015-01-01\nto = 2018-10-15\nmilestones = [{ date = 2018-10-15, name = ${X} }]\n[[phases]]\nid = "dot-2"\nname = ${X}\nfrom = 2018-10-15\nto = 2022-01-01\n`,
  'content/units.toml': `[[units]]\nid = "hnd"\nname = ${X}\nsummary = ${X}\n`,
  'content/localities.toml': `[[localities]]\ntype = "xã"\nname = "Nam Sơn"\nwithin = "huyện Đô Lương, tỉnh Nghệ An"\nto = 2019-12-31\nsuccessors = ["xã Bắc Sơn, huyện Đô Lương, tỉnh Nghệ An"]\n`,
  'content/documents/05-ct-tu.md': `+++\nnumber = ${X}\nkind = ${X}\ntitle = ${X}\nissuer = ${X}\ndate = 2021-05-23\nsummary = ${X}\n+++\n${TEXT}\n`,
  'content/pages/trang.md': `+++\ntitle = ${X}\nmenu = ${X}\nsummary = ${X}\n+++\nLời.\n`,
  'content/entries/rut.md': entry(9, `withdrawn = { date = 2026-01-05, reason = ${X} }\n`)
    .replaceAll('anh.png', 'https://a.example/')
    .replace('![', '['),
  [`static/${encodeURI("a' onx=1 &lt;xss-el&gt;")}.txt`]: 'tệp',
};
for (let number = 1; number < 8; number += 1) {
  const name = number === 3 ? NAME : 'anh.png';
  FILES[`content/entries/m${number}/index.md`] = entry(number, photos(name)).replaceAll(
    '(anh.png',
    `(${number === 3 ? 'exif.png' : 'anh.png'}`,
  );
  FILES[`content/entries/m${number}/${name}`] = png(700 + number, 300, [60, 120, 20 * number]);
  FILES[`content/entries/m${number}/exif.png`] = png(
    300 + number,
    200,
    [10, 20 * number, 90],
    artist(`"><xss-el> <script>globalThis.xss=1</script>`),
  );
}
export const CONFIG = `tagline = ${X}\ndescription = ${X}\npublisher = ${X}\nlicence = ${X}\ncontact = "gopy@thu.example"\nfeatured = ["m1"]\ntheme = "rieng"\n[press]\nembeds = true\n`;
// The texts of the interface are payloads too.
export const WORDS = `motto = ${X}\nnewest = ${X}\nsearch_none = ${X}\nsearch_hint = ${X}\nskip = ${X}\n`;
