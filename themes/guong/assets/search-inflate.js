// Unpacks raw deflate (RFC 1951). Loaded only in browsers without a stream for it.

// The base length (or distance) of each code, and the number of extra bits that follow it.
const LENGTHS = ranges(
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
  3,
);
const DISTANCES = ranges([0, 0, 0, 0, ...Array.from({ length: 26 }, (_, n) => (n >> 1) + 1)], 1);
LENGTHS[28][0] = 258;
// The order of the code lengths of the code length alphabet (RFC 1951, 3.2.7).
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_BITS = 15;

/** @param {number[]} bits @param {number} from */
function ranges(bits, from) {
  let start = from;
  return bits.map((extra) => {
    const range = [start, extra];
    start += 2 ** extra;
    return range;
  });
}

/**
 * Builds a Huffman code: the number of symbols of each length, and the symbols in the order of their codes.
 * @param {NumberList | Uint8Array} lengths
 */
function code(lengths) {
  const counts = new Uint16Array(MAX_BITS + 1);
  for (const length of lengths) counts[length] += 1;
  counts[0] = 0;
  const starts = new Uint16Array(MAX_BITS + 2);
  for (let n = 1; n <= MAX_BITS; n += 1) starts[n + 1] = starts[n] + counts[n];
  /** @type {number[]} */
  const symbols = [];
  lengths.forEach((length, symbol) => {
    if (length) symbols[starts[length]++] = symbol;
  });
  return { counts, symbols };
}

const FIXED = [
  code(Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8))),
  code(new Array(30).fill(5)),
];

class Bits {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.held = 0;
    this.count = 0;
  }

  /** @param {number} count */
  take(count) {
    while (this.count < count) {
      if (this.at >= this.bytes.length) throw new Error('cut short');
      this.held |= this.bytes[this.at] << this.count;
      this.at += 1;
      this.count += 8;
    }
    const taken = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return taken;
  }

  /** @param {HuffmanCode} code */
  symbol({ counts, symbols }) {
    let [value, first, index] = [0, 0, 0];
    for (let length = 1; length <= MAX_BITS; length += 1) {
      value |= this.take(1);
      if (value - first < counts[length]) return symbols[index + value - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      value <<= 1;
    }
    throw new Error('no such code');
  }

  // Reads a stored (uncompressed) block.
  stored() {
    this.held = 0;
    this.count = 0;
    const length = this.take(16);
    if (this.take(16) !== (length ^ 0xffff) || this.at + length > this.bytes.length)
      throw new Error('cut short');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  // Reads the codes at the start of a block with dynamic Huffman codes.
  codes() {
    const [literals, distances, given] = [this.take(5) + 257, this.take(5) + 1, this.take(4) + 4];
    const own = new Uint8Array(19);
    for (let n = 0; n < given; n += 1) own[ORDER[n]] = this.take(3);
    const of = code(own);
    /** @type {number[]} */
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = this.symbol(of);
      if (symbol < 16) lengths.push(symbol);
      else if (symbol === 16) lengths.push(...new Array(3 + this.take(2)).fill(lengths[lengths.length - 1]));
      else lengths.push(...new Array(symbol === 17 ? 3 + this.take(3) : 11 + this.take(7)).fill(0));
    }
    return [code(lengths.slice(0, literals)), code(lengths.slice(literals))];
  }
}

/** Returns the unpacked bytes. @param {Uint8Array} bytes */
export function inflate(bytes) {
  const bits = new Bits(bytes);
  /** @type {number[]} */
  const out = [];
  for (let isLast = 0; !isLast; ) {
    isLast = bits.take(1);
    const kind = bits.take(2);
    if (kind === 3) throw new Error('no such block');
    if (kind === 0) {
      for (const byte of bits.stored()) out.push(byte);
      continue;
    }
    const [literals, distances] = kind === 1 ? FIXED : bits.codes();
    for (let symbol = bits.symbol(literals); symbol !== 256; symbol = bits.symbol(literals)) {
      if (symbol < 256) {
        out.push(symbol);
        continue;
      }
      const [shortest, extra] = LENGTHS[symbol - 257];
      const length = shortest + bits.take(extra);
      const [nearest, more] = DISTANCES[bits.symbol(distances)];
      const from = out.length - nearest - bits.take(more);
      if (from < 0) throw new Error('nothing to repeat');
      for (let n = 0; n < length; n += 1) out.push(out[from + n]);
    }
  }
  return Uint8Array.from(out);
}
