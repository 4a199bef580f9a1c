// The files of the index: each is fetched once, verified by the checksum in its name, and unpacked.
import { SEARCH_INDEX } from './addresses.js';

/** A file of the index whose version or checksum is wrong. */
export class IndexFault extends Error {
  /** @param {string} path @param {boolean} damaged */
  constructor(path, damaged) {
    super(path);
    this.damaged = damaged;
  }
}

/** @param {Uint8Array} bytes */
export function checksum(bytes) {
  let sum = 0x811c9dc5;
  for (let n = 0; n < bytes.length; n += 1) sum = Math.imul(sum ^ bytes[n], 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}

// Returns `null` in Safari before 16.4, Chrome before 103 and Firefox before 113.
function inflater() {
  try {
    return new DecompressionStream('deflate-raw');
  } catch {
    return null;
  }
}

/** @param {Octets} bytes @returns {Promise<Octets>} */
async function inflate(bytes) {
  const stream = inflater();
  if (!stream) return (await import('./search-inflate.js')).inflate(bytes);
  const { readable, writable } = stream;
  const writer = writable.getWriter();
  // Errors of the writer surface in the reader.
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

/** Files of the index by name. `read` returns the bytes of a path below the site's root. */
export class Files {
  /** @param {ReadFile} read */
  constructor(read) {
    this.read = read;
    /** @type {Map<string, Promise<Octets>>} */
    this.kept = new Map();
  }

  /**
   * Returns an unpacked file. A damaged one is fetched once more, past stale caches.
   * @param {string} name @returns {Promise<Octets>}
   */
  get(name) {
    const kept = this.kept.get(name);
    if (kept) return kept;
    const loading = this.load(`${SEARCH_INDEX}${name}.bin`, name.slice(2));
    loading.catch(() => this.kept.delete(name));
    this.kept.set(name, loading);
    return loading;
  }

  /** @param {string} path @param {string} sum */
  async load(path, sum) {
    let bytes = await this.read(path, false);
    if (checksum(bytes) !== sum) bytes = await this.read(path, true);
    if (checksum(bytes) !== sum) throw new IndexFault(path, true);
    return inflate(bytes);
  }
}
