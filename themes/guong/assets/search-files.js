// The files of an index: fetched once, checked by the checksums that name them, unpacked.
const FOLDER = 'tim-kiem/chi-muc/';

/** A file of the index that is missing or not what its name says. */
export class IndexFault extends Error {
  constructor(path, damaged) {
    super(path);
    this.damaged = damaged;
  }
}

export function checksum(bytes) {
  let sum = 0x811c9dc5;
  for (let n = 0; n < bytes.length; n += 1) sum = Math.imul(sum ^ bytes[n], 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}

// Safari before 16.4, Chrome before 103 and Firefox before 113 know no such stream.
function inflater() {
  try {
    return new DecompressionStream('deflate-raw');
  } catch {
    return null;
  }
}

async function inflate(bytes) {
  const stream = inflater();
  if (!stream) return (await import('./search-inflate.js')).inflate(bytes);
  const { readable, writable } = stream;
  const writer = writable.getWriter();
  // What goes wrong in here shows where it is read.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = readable.getReader();
  const { value = new Uint8Array(0) } = await reader.read();
  let all = value;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const longer = new Uint8Array(all.length + next.value.length);
    longer.set(all);
    longer.set(next.value, all.length);
    all = longer;
  }
  return all;
}

/** Files by name. `read` gives the bytes of one by its path from the root of the site. */
export class Files {
  constructor(read) {
    this.read = read;
    this.kept = new Map();
  }

  // A file that is damaged is asked for once more, past every cache.
  get(name) {
    if (!this.kept.has(name)) {
      const loading = this.load(`${FOLDER}${name}.bin`, name.slice(2));
      loading.catch(() => this.kept.delete(name));
      this.kept.set(name, loading);
    }
    return this.kept.get(name);
  }

  async load(path, sum) {
    let bytes = await this.read(path, false);
    if (checksum(bytes) !== sum) bytes = await this.read(path, true);
    if (checksum(bytes) !== sum) throw new IndexFault(path, true);
    return inflate(bytes);
  }
}
