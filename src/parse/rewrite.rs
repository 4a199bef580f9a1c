//! A text while it is rewritten, with the way back to where each byte was written.
//!
//! Takes edits, gives the text after them and, for a byte of it, the byte of the source. Never knows what
//! an edit is for.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of the text, and what stands in its place.
#[derive(Debug, Clone)]
pub(super) struct TextEdit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes instead.
    pub with: Cow<'static, str>,
}

impl TextEdit {
    /// Puts something before a byte.
    pub(super) fn insert(at: usize, with: impl Into<Cow<'static, str>>) -> TextEdit {
        TextEdit { range: at..at, with: with.into() }
    }

    /// Takes bytes away.
    pub(super) fn delete(range: Range<usize>) -> TextEdit {
        TextEdit { range, with: "".into() }
    }

    /// Puts something in the place of bytes.
    pub(super) fn replace(range: Range<usize>, with: impl Into<Cow<'static, str>>) -> TextEdit {
        TextEdit { range, with: with.into() }
    }
}

/// A text, rewritten any number of times.
#[derive(Debug)]
pub(super) struct Rewritten<'t> {
    /// The text as it is now.
    pub text: Cow<'t, str>,
    /// For each time: where a stretch begins in the new text, and where it began in the old one.
    stretches: Vec<Vec<(usize, usize)>>,
}

impl<'t> Rewritten<'t> {
    pub(super) fn new(text: impl Into<Cow<'t, str>>) -> Rewritten<'t> {
        Rewritten { text: text.into(), stretches: Vec::new() }
    }

    /// The text after the edits. Of two that overlap, the later one is left out.
    pub(super) fn apply(&mut self, mut edits: Vec<TextEdit>) {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let (mut text, mut stretches) = (String::with_capacity(self.text.len() + 64), vec![(0, 0)]);
        let mut done = 0;
        for edit in edits.into_iter() {
            if edit.range.start < done {
                continue;
            }
            text.push_str(&self.text[done..edit.range.start]);
            stretches.push((text.len(), edit.range.start));
            text.push_str(&edit.with);
            done = edit.range.end;
            stretches.push((text.len(), done));
        }
        text.push_str(&self.text[done..]);
        self.text = text.into();
        self.stretches.push(stretches);
    }

    /// Where a byte of the text was written.
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
