//! A text that is rewritten step by step, with a mapping back to its source.
//!
//! Takes edits, gives the text after them and maps its bytes to those of the source. Never knows what an
//! edit is for.

use std::borrow::Cow;
use std::ops::Range;

/// A replacement of a range of bytes.
#[derive(Debug, Clone)]
pub(super) struct TextEdit {
    /// The bytes to remove.
    pub range: Range<usize>,
    /// The text to insert instead.
    pub with: Cow<'static, str>,
}

impl TextEdit {
    /// Inserts text before a byte.
    pub(super) fn insert(at: usize, with: impl Into<Cow<'static, str>>) -> TextEdit {
        TextEdit { range: at..at, with: with.into() }
    }

    /// Deletes bytes.
    pub(super) fn delete(range: Range<usize>) -> TextEdit {
        TextEdit { range, with: "".into() }
    }

    /// Replaces bytes.
    pub(super) fn replace(range: Range<usize>, with: impl Into<Cow<'static, str>>) -> TextEdit {
        TextEdit { range, with: with.into() }
    }
}

/// A text after any number of rewrites.
#[derive(Debug)]
pub(super) struct Rewritten<'t> {
    /// The current text.
    pub text: Cow<'t, str>,
    /// For each rewrite: the start of each stretch in the new text, and its start in the old one.
    stretches: Vec<Vec<(usize, usize)>>,
}

impl<'t> Rewritten<'t> {
    pub(super) fn new(text: impl Into<Cow<'t, str>>) -> Rewritten<'t> {
        Rewritten { text: text.into(), stretches: Vec::new() }
    }

    /// Applies the edits. If two overlap, the later one is skipped.
    pub(super) fn apply(&mut self, mut edits: Vec<TextEdit>) {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let (mut text, mut stretches) = (String::with_capacity(self.text.len() + 64), vec![(0, 0)]);
        let mut copied = 0;
        for edit in edits.into_iter() {
            if edit.range.start < copied {
                continue;
            }
            text.push_str(&self.text[copied..edit.range.start]);
            stretches.push((text.len(), edit.range.start));
            text.push_str(&edit.with);
            copied = edit.range.end;
            stretches.push((text.len(), copied));
        }
        text.push_str(&self.text[copied..]);
        self.text = text.into();
        self.stretches.push(stretches);
    }

    /// Returns the offset in the source of a byte of the text.
    pub(super) fn origin(&self, offset: usize) -> usize {
        self.stretches.iter().rev().fold(offset, |offset, stretches| {
            let next = stretches.partition_point(|(new, _)| *new <= offset);
            let (new, old) = stretches[next - 1];
            let limit = stretches.get(next).map_or(usize::MAX, |(_, old)| *old);
            (old + (offset - new)).min(limit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_leads_back() {
        let mut text = Rewritten::new("một hai ba");
        text.apply(vec![TextEdit::insert(5, "- "), TextEdit::replace(6..9, "2"), TextEdit::delete(7..8)]);
        assert_eq!(text.text, "một- 2 ba".replace("một- ", "một-  "));
        text.apply(vec![TextEdit::delete(0..5)]);
        let at = text.text.find("ba").unwrap();
        assert_eq!(text.origin(at), "một hai ".len());
        assert_eq!(text.origin(text.text.len()), "một hai ba".len());
        assert_eq!(text.origin(0), 5);
    }
}
