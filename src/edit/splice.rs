//! Replacements of ranges of a text.

use std::ops::Range;

/// A replacement of a range of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub range: Range<usize>,
    pub with: String,
}

impl Splice {
    pub(super) fn insert(at: usize, with: impl Into<String>) -> Splice {
        Splice { range: at..at, with: with.into() }
    }

    pub(super) fn delete(range: Range<usize>) -> Splice {
        Splice { range, with: String::new() }
    }

    pub(super) fn replace(range: Range<usize>, with: impl Into<String>) -> Splice {
        Splice { range, with: with.into() }
    }

    /// Returns the splice for a text in which this one's text begins at `start`.
    pub(super) fn moved(self, start: usize) -> Splice {
        Splice { range: self.range.start + start..self.range.end + start, ..self }
    }
}

/// Applies splices, which must not overlap; returns the new text and the ranges that they have in it.
pub(super) fn apply(text: &str, mut splices: Vec<Splice>) -> (String, Vec<Range<usize>>) {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let (mut new, mut ranges, mut copied) = (String::with_capacity(text.len() + 256), Vec::new(), 0);
    for Splice { range, with } in splices {
        new.push_str(&text[copied..range.start]);
        ranges.push(new.len()..new.len() + with.len());
        new.push_str(&with);
        copied = range.end;
    }
    new.push_str(&text[copied..]);
    (new, ranges)
}
