// Decodes the numbers, texts and lists that the program encodes (src/search/bits.rs).

export const utf8 = new TextDecoder();

/** Returns 16 · log2 of a number, interpolated linearly between powers of two. @param {number} number */
export function log16(number) {
  const n = Math.max(number, 1);
  const whole = 31 - Math.clz32(n);
  return 16 * whole + Math.floor(((n - 2 ** whole) * 16) / 2 ** whole);
}

/** Reads numbers, texts and lists in sequence. */
export class Bytes {
  /** @param {Uint8Array} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
    this.waiting = 0;
    this.held = 0;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  number() {
    const byte = this.bytes[this.at] ?? 0;
    this.at += 1;
    return byte < 128 ? byte : this.longer(byte & 127);
  }

  /** @param {number} first */
  longer(first) {
    let number = first;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.bytes[this.at] ?? 0;
      this.at += 1;
      number += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    return number;
  }

  text() {
    const length = this.number();
    this.at += length;
    return utf8.decode(this.bytes.subarray(this.at - length, this.at));
  }

  /**
   * Skips a text; returns whether its bytes are `sought`. Decoding every text of a block would be slow.
   * @param {Uint8Array} sought
   */
  passes(sought) {
    const length = this.number();
    const start = this.at;
    this.at += length;
    if (length !== sought.length) return false;
    for (let n = 0; n < length; n += 1) if (this.bytes[start + n] !== sought[n]) return false;
    return true;
  }

  /**
   * Reads an ascending list of numbers below `universe`, in binary interpolative code.
   * @param {number} count @param {number} universe
   */
  list(count, universe) {
    const list = new Uint32Array(Math.min(count, universe));
    this.held = 0;
    this.waiting = 0;
    if (universe > 0) this.part(list, 0, list.length, 0, universe - 1);
    return list;
  }

  /**
   * @param {Uint32Array} list @param {number} from @param {number} to @param {number} low
   * @param {number} high
   */
  part(list, from, to, low, high) {
    const count = to - from;
    if (count <= 0 || high < low) return;
    const range = high - low - count + 2;
    if (range <= 1) {
      for (let n = 0; n < count; n += 1) list[from + n] = low + n;
      return;
    }
    const middle = from + (count >> 1);
    const value = low + middle - from + this.below(range);
    list[middle] = value;
    if (middle > from) this.part(list, from, middle, low, value - 1);
    if (to - middle > 1) this.part(list, middle + 1, to, value + 1, high);
  }

  /** Reads a number below `range` in truncated binary code. @param {number} range */
  below(range) {
    const bits = 31 - Math.clz32(range);
    const short = 2 ** (bits + 1) - range;
    const value = this.take(bits);
    return value < short ? value : value * 2 + this.take(1) - short;
  }

  /** @param {number} bits */
  take(bits) {
    while (this.held < bits) {
      this.waiting = (this.waiting << 8) | this.bytes[this.at];
      this.at += 1;
      this.held += 8;
    }
    this.held -= bits;
    return (this.waiting >>> this.held) & ((1 << bits) - 1);
  }
}

/** Returns the union of ascending lists, sorted and without duplicates. @param {NumberList[]} lists */
export function union(lists) {
  const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let end = 0;
  for (const list of lists) {
    all.set(list, end);
    end += list.length;
  }
  all.sort();
  let count = 0;
  for (let n = 0; n < end; n += 1) {
    if (n === 0 || all[n] !== all[count - 1]) {
      all[count] = all[n];
      count += 1;
    }
  }
  return all.subarray(0, count);
}

/** Whether an ascending list contains a number. @param {NumberList} list @param {number} number */
export function has(list, number) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < number) low = middle + 1;
    else high = middle;
  }
  return list[low] === number;
}
