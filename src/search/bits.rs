//! Numbers and lists of numbers as bytes.
//!
//! Writes ascending lists of entry numbers and reads them back. Lists are interpolative codes (Moffat and
//! Stuiver, "Binary Interpolative Coding for Effective Index Compression", 2000): runs of neighbouring numbers
//! take almost no space, and similar entries have neighbouring numbers. Damaged bytes give wrong numbers but no
//! error; callers check a block's checksum first.

/// Appends a number in LEB128: seven bits a byte, lowest first.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a string, preceded by its length in bytes.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

/// Reads numbers and strings back from bytes.
#[derive(Debug, Clone)]
pub struct Bytes<'b> {
    bytes: &'b [u8],
    /// Position of the next byte.
    pub at: usize,
}

impl<'b> Bytes<'b> {
    /// Starts at the first byte.
    pub fn new(bytes: &'b [u8]) -> Bytes<'b> {
        Bytes { bytes, at: 0 }
    }

    /// Whether all bytes were read.
    pub(crate) fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Reads a number; past the end, bytes read as 0.
    pub fn number(&mut self) -> u32 {
        let mut number = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.bytes.get(self.at).copied().unwrap_or(0);
            self.at += 1;
            number |= u32::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// Reads a string; empty if it is not UTF-8.
    pub fn text(&mut self) -> &'b str {
        let length = self.number() as usize;
        std::str::from_utf8(self.slice(length)).unwrap_or_default()
    }

    /// Reads the next `length` bytes, or as many as are left.
    pub fn slice(&mut self, length: usize) -> &'b [u8] {
        let start = self.at.min(self.bytes.len());
        self.at = (start + length).min(self.bytes.len());
        &self.bytes[start..self.at]
    }
}

/// Appends a strictly ascending list of numbers below `universe`. The caller stores its length.
pub(crate) fn put_list(out: &mut Vec<u8>, list: &[u32], universe: u32) {
    let mut bits = BitWriter { out, waiting: 0, count: 0 };
    if universe > 0 {
        bits.list(list, 0, universe - 1);
    }
    bits.finish();
}

struct BitWriter<'o> {
    out: &'o mut Vec<u8>,
    waiting: u64,
    count: u32,
}

impl BitWriter<'_> {
    fn list(&mut self, list: &[u32], low: u32, high: u32) {
        if list.is_empty() || high - low + 1 == list.len() as u32 {
            return;
        }
        let middle = list.len() / 2;
        let (before, behind) = (middle as u32, (list.len() - 1 - middle) as u32);
        let value = list[middle];
        self.below(value - low - before, high - behind - low - before + 1);
        if middle > 0 {
            self.list(&list[..middle], low, value - 1);
        }
        if behind > 0 {
            self.list(&list[middle + 1..], value + 1, high);
        }
    }

    /// Writes a number below `range` in truncated binary.
    fn below(&mut self, value: u32, range: u32) {
        let bits = range.ilog2();
        let short = (2u64 << bits) as u32 - range;
        if value < short { self.put(value, bits) } else { self.put(value + short, bits + 1) }
    }

    fn put(&mut self, value: u32, bits: u32) {
        // Fewer than 32 bits are waiting, and no number has more.
        self.waiting = self.waiting << bits | u64::from(value);
        self.count += bits;
        if self.count >= 32 {
            self.count -= 32;
            self.out.extend_from_slice(&((self.waiting >> self.count) as u32).to_be_bytes());
        }
    }

    fn finish(mut self) {
        while self.count >= 8 {
            self.count -= 8;
            self.out.push((self.waiting >> self.count) as u8);
        }
        if self.count > 0 {
            self.out.push((self.waiting << (8 - self.count)) as u8);
        }
    }
}

/// Reads a list of `count` numbers below `universe`, written by [`put_list`].
pub(crate) fn take_list(bytes: &mut Bytes<'_>, count: u32, universe: u32) -> Vec<u32> {
    let mut list = vec![0; count.min(universe) as usize];
    let mut bits = BitReader { bytes, waiting: 0, count: 0 };
    if let Some(high) = universe.checked_sub(1) {
        bits.list(&mut list, 0, high);
    }
    list
}

struct BitReader<'r, 'b> {
    bytes: &'r mut Bytes<'b>,
    waiting: u64,
    count: u32,
}

impl BitReader<'_, '_> {
    fn list(&mut self, list: &mut [u32], low: u32, high: u32) {
        if list.is_empty() || high < low {
            return;
        }
        if high - low + 1 == list.len() as u32 {
            list.iter_mut().zip(low..).for_each(|(slot, value)| *slot = value);
            return;
        }
        let middle = list.len() / 2;
        let (before, behind) = (middle as u32, (list.len() - 1 - middle) as u32);
        let range = (high + 1).saturating_sub(behind + low + before).max(1);
        let value = low + before + self.below(range);
        list[middle] = value;
        if middle > 0 {
            self.list(&mut list[..middle], low, value - 1);
        }
        if behind > 0 {
            self.list(&mut list[middle + 1..], value + 1, high);
        }
    }

    fn below(&mut self, range: u32) -> u32 {
        let bits = range.ilog2();
        let short = (2u64 << bits) as u32 - range;
        let value = self.take(bits);
        if value < short { value } else { (value << 1 | self.take(1)) - short }
    }

    fn take(&mut self, bits: u32) -> u32 {
        while self.count < bits {
            let byte = self.bytes.slice(1).first().copied().unwrap_or(0);
            self.waiting = self.waiting << 8 | u64::from(byte);
            self.count += 8;
        }
        self.count -= bits;
        let value = self.waiting >> self.count & ((1 << bits) - 1);
        value as u32
    }
}

/// Sixteen times the binary logarithm, in integers, so that every reader computes the same scores.
pub(crate) fn log16(number: u32) -> u32 {
    let number = u64::from(number.max(1));
    let whole = number.ilog2();
    16 * whole + (((number - (1 << whole)) * 16) >> whole) as u32
}

/// The checksum of a file (32-bit FNV-1a), which also names it.
pub fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_back() {
        for step in 1..40u32 {
            for universe in [1, 2, 7, 100, 1000] {
                let list: Vec<u32> = (0..universe).filter(|n| (n * 7 + n / 3) % step == 0).collect();
                let mut out = vec![];
                put_list(&mut out, &list, universe);
                let mut bytes = Bytes::new(&out);
                assert_eq!(take_list(&mut bytes, list.len() as u32, universe), list);
                assert!(bytes.is_done());
            }
        }
    }

    #[test]
    fn runs_cost_nothing() {
        let mut out = Vec::new();
        put_list(&mut out, &(500..900).collect::<Vec<_>>(), 10_000);
        assert!(out.len() < 30, "{}", out.len());
    }

    #[test]
    fn logarithms_rise() {
        assert!((1..5000).all(|n| log16(n) <= log16(n + 1)));
        assert_eq!((log16(1), log16(2), log16(3), log16(1 << 20)), (0, 16, 24, 320));
    }
}
