// Makes small sites for a test.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';

const run = promisify(execFile);
export const { GUONG } = process.env;
if (!GUONG) throw new Error('set GUONG to the program');

const folder = await mkdtemp(join(tmpdir(), 'guong-made-'));
after(() => rm(folder, { recursive: true }));

/** Returns a PNG of one colour, optionally with EXIF. */
export function png(width, height, colour, exif) {
  const chunk = (type, bytes) => {
    const body = Buffer.concat([Buffer.from(type), bytes]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(bytes.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(checksum(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()]);
  const pixels = Buffer.concat(Array.from({ length: height }, () => line));
  const sign = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const between = exif ? [chunk('eXIf', exif)] : [];
  return Buffer.concat([
    sign,
    chunk('IHDR', head),
    ...between,
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function checksum(bytes) {
  if (crc32) return crc32(bytes);
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** Writes a site of these files and returns its folder. */
export async function write(name, files, config = '') {
  const root = join(folder, name);
  const all = {
    'guong.toml': `title = "Thử"\nbase_url = "https://thu.example/"\n${config}`,
    'content/fields.toml':
      '[[fields]]\nid = "kinh-te"\nname = "Kinh tế"\n[[fields]]\nid = "dai"\nname = "Lĩnh vực có cái tên dài đến mức không ô nào chứa hết trên một dòng"\n',
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Builds a site of these files and returns the folder of the built gallery. */
export async function build(name, files, config) {
  const root = await write(name, files, config);
  await run(GUONG, ['build', '--root', root, '--lang', 'en', '--quiet', '--as-of', '2026-11-01']);
  return join(root, 'public');
}
