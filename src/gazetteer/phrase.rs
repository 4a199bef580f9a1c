//! Parses a text into the names in it, from the smallest place to the province.
//!
//! Takes any string and gives at most [`PARTS`] parts, each with its type and the location of its
//! name in the index. Never decides which unit a name means: `resolve` does.

use super::fits::UnitTier;
use super::pieces;
use super::wording::{Sureness, TypeWord, is_aside, typed, without_attribute};
use super::{Gazetteer, LONGEST_TEXT, Unresolved, When, blob, key};
use crate::text::nfc;

/// Maximum number of parts; further ones on the left, such as house number and street, stay one text.
const PARTS: usize = 8;

/// One part of a text.
#[derive(Clone, Debug)]
pub(crate) struct PhrasePart<'t> {
    /// The text as written, including the type word.
    pub(crate) written: &'t str,
    /// The type as written.
    pub(crate) kind: Option<TypeWord>,
    /// The location of its name in the index.
    pub(crate) found: NameMatch,
    /// Whether the type word lacked its marks.
    unmarked_kind: bool,
    /// Whether it is not a unit and may be unknown: a house, a village, an office, a number of communes.
    pub(crate) aside: bool,
    /// Whether the text says that the unit no longer exists.
    pub(crate) past: bool,
}

/// The matches of a name among the built-in names and the additions.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameMatch {
    pub(crate) entry: blob::NameEntry,
    /// Additions by number, and whether their marks are as written.
    pub(crate) added: Vec<(u32, bool)>,
    /// The loose key of the name, with its marks.
    pub(crate) loose: String,
}

impl NameMatch {
    pub(crate) fn is_some(&self) -> bool {
        self.entry.folded.is_some() || !self.entry.loose.is_empty() || !self.added.is_empty()
    }

    /// Whether the name is known, but not with the marks as written.
    fn only_folded(&self) -> bool {
        self.is_some() && self.entry.exact.is_none() && self.added.iter().all(|(_, marks)| !marks)
    }
}

/// A parsed text.
#[derive(Clone, Debug)]
pub(crate) struct Phrase<'t> {
    /// The text left of the parts, if there are too many.
    pub(crate) before: Option<&'t str>,
    /// The parts, the smallest place first; at least one.
    pub(crate) parts: Vec<PhrasePart<'t>>,
    /// Whether the writer types without marks, so that marks cannot be relied on: `xa Ba To` may be
    /// Ba Tơ or Ba Tô, though a name without marks might match `Thanh An` exactly.
    pub(crate) bare: bool,
    /// The present-day name, if the text gives one.
    pub(crate) now: Option<&'t str>,
    /// The time of the text.
    pub(crate) when: When,
}

impl<'t> Phrase<'t> {
    /// Returns the same text with other parts.
    pub(crate) fn with(&self, parts: Vec<PhrasePart<'t>>) -> Phrase<'t> {
        Phrase { parts, ..self.clone() }
    }
}

/// Returns the text in form C with single spaces, or an error if it is empty, too long or a code.
pub(crate) fn tidy(text: &str) -> Result<String, Unresolved> {
    let text = text.trim();
    if text.len() > LONGEST_TEXT && text.chars().nth(LONGEST_TEXT).is_some() {
        return Err(Unresolved::TooLong);
    }
    let composed = nfc(text);
    let mut tidied = String::with_capacity(composed.len());
    for word in composed.split_whitespace() {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    if !tidied.contains(|letter: char| letter.is_alphanumeric()) {
        return Err(Unresolved::Empty);
    }
    if !tidied.contains(|letter: char| letter.is_alphabetic()) {
        return Err(Unresolved::BareCode);
    }
    Ok(tidied)
}

/// Parses a tidied text.
pub(crate) fn read<'t>(gazetteer: &Gazetteer, text: &'t str, when: When) -> Phrase<'t> {
    let mut parts: Vec<PhrasePart<'t>> = Vec::with_capacity(PARTS);
    let cut = pieces::cut(text);
    for piece in cut.pieces {
        let first = parts.len();
        for span in dashed(piece.text) {
            push(gazetteer, piece.text, span, first, &mut parts);
        }
        if let Some(last) = parts.last_mut() {
            last.aside |= piece.front && last.kind.is_none();
            last.past |= piece.past;
        }
    }
    if parts.len() > 1 && parts.last().is_some_and(is_country) {
        parts.pop();
    }
    part_from_province(gazetteer, &mut parts);
    let mut before = None;
    if parts.len() > PARTS {
        let extra = parts.len() - PARTS;
        before = Some(covering(text, parts[0].written, parts[extra - 1].written));
        parts.drain(..extra);
    }
    let unsure = |part: &PhrasePart| part.unmarked_kind || part.found.only_folded();
    let bare = text.is_ascii() && parts.iter().any(unsure);
    Phrase { before, parts, bare, now: cut.now, when }
}

/// Adds one stretch of a piece: as a part of its own, as the type of the part before, or joined to it
/// if the dash between them belongs to a name (`Bà Rịa - Vũng Tàu`).
fn push<'t>(
    gazetteer: &Gazetteer,
    piece: &'t str,
    span: &'t str,
    first: usize,
    parts: &mut Vec<PhrasePart<'t>>,
) {
    let written = span.trim_matches(|letter: char| letter.is_whitespace() || letter == '.');
    let key = key::exact_key(written);
    if key.is_empty() {
        return;
    }
    let word = typed(&key);
    let dashed = parts.len() > first;
    match (word, parts.last_mut()) {
        (Some(word), Some(last))
            if word.rest.is_empty() && word.sureness == Sureness::Full && last.kind.is_none() =>
        {
            last.kind = Some(word.kind);
            return;
        }
        (None, Some(last)) if dashed => {
            let joined = read_joined(gazetteer, covering(piece, last.written, written));
            if joined.found.is_some() {
                *last = joined;
                return;
            }
        }
        _ => {}
    }
    parts.push(read_part(gazetteer, written, &key));
}

fn read_joined<'t>(gazetteer: &Gazetteer, written: &'t str) -> PhrasePart<'t> {
    read_part(gazetteer, written, &key::exact_key(written))
}

fn read_part<'t>(gazetteer: &Gazetteer, written: &'t str, key: &str) -> PhrasePart<'t> {
    let aside = is_aside(key);
    let whole = |found: NameMatch| {
        let aside = aside && !found.is_some();
        PhrasePart { written, kind: None, found, unmarked_kind: false, aside, past: false }
    };
    let Some(word) = typed(key).filter(|word| !word.rest.is_empty()) else {
        // A number alone names nothing.
        let is_number = key.bytes().all(|byte| byte.is_ascii_digit());
        return whole(if is_number { NameMatch::default() } else { gazetteer.find(key) });
    };
    if word.sureness != Sureness::Full {
        let found = gazetteer.find(key);
        // `Plei Ku` is Pleiku, but `P.Hạ Long` is not a spelling of `Pha Long`.
        let is_village = matches!(word.kind, TypeWord::Village(_));
        let is_known = found.entry.folded.is_some() || !found.added.is_empty();
        if is_known || is_village && gazetteer.is_spelt_as(&found) {
            return whole(found);
        }
    }
    let mut found = find_name(gazetteer, word.rest);
    let mut aside = aside || matches!(word.kind, TypeWord::Village(_));
    if let Some(rest) = without_attribute(word.rest).filter(|_| !found.is_some()) {
        aside |= rest.is_empty();
        found = find_name(gazetteer, rest);
    }
    if !found.is_some() && word.sureness == Sureness::Full {
        // An addition may have a type of its own, or a name that begins with a type word.
        let found = gazetteer.find(key);
        if found.is_some() {
            return whole(found);
        }
    }
    let unmarked_kind = word.sureness == Sureness::Unmarked;
    PhrasePart { written, kind: Some(word.kind), found, unmarked_kind, aside, past: false }
}

/// Splits a last part without a comma before its province (`xã Hưng Thịnh Hưng Nguyên Nghệ An`): the province, and a
/// district before it.
fn part_from_province<'t>(gazetteer: &Gazetteer, parts: &mut Vec<PhrasePart<'t>>) {
    for tier in [UnitTier::Province, UnitTier::District] {
        // The rest of the last part after its province is split off, else the last part.
        let is_unknown = |at: &usize| !parts[*at].found.is_some();
        let Some(at) = parts.len().checked_sub(1).filter(is_unknown).or(parts.len().checked_sub(2)) else {
            return;
        };
        let part = &parts[at];
        if part.found.is_some() || parts.len() > at + 2 {
            return;
        }
        let written = part.written;
        let ends_in = |space: usize| {
            let name = read_joined(gazetteer, &written[space + 1..]);
            let is_tier = |number: usize| gazetteer.tier(gazetteer.unit(number)) == tier;
            let exact = name.found.entry.exact?;
            (name.kind.is_none() && gazetteer.blob.postings(exact).any(is_tier)).then_some((space, name))
        };
        if let Some((space, name)) = written.match_indices(' ').find_map(|(space, _)| ends_in(space)) {
            parts[at] = read_joined(gazetteer, &written[..space]);
            parts.insert(at + 1, name);
        }
    }
}

/// Whether a part names a unit by initials, which many units share: `Q. PN`.
pub(crate) fn is_initials(part: &PhrasePart) -> bool {
    let name = part.written.rsplit(['.', ' ']).next().unwrap_or_default();
    let is_consonant = |letter: char| letter.is_ascii_uppercase() && !"AEIOUY".contains(letter);
    let is_unit = matches!(part.kind, Some(TypeWord::Unit(_))) && !part.found.is_some();
    is_unit && (1..=4).contains(&name.len()) && name.chars().all(is_consonant)
}

/// Whether a part names the country; no unit has its name.
fn is_country(part: &PhrasePart) -> bool {
    !part.found.is_some() && matches!(blob::keys(part.written).1.as_str(), "viet nam" | "vietnam" | "vn")
}

/// Finds a name by its key. A number of more than two digits is a code, not a name; `01` is `1`.
fn find_name(gazetteer: &Gazetteer, key: &str) -> NameMatch {
    if !key.bytes().all(|byte| byte.is_ascii_digit()) {
        return gazetteer.find(key);
    }
    match key {
        _ if key.len() > 2 => NameMatch::default(),
        _ => gazetteer.find(key.trim_start_matches('0')),
    }
}

/// Splits a piece at its dashes; dashes that belong to names are restored afterwards.
fn dashed(piece: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(piece);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = text.char_indices().find(|(_, letter)| matches!(letter, '-' | '–' | '—' | '‑'));
        match cut {
            None => rest.take(),
            Some((at, letter)) => {
                rest = Some(&text[at + letter.len_utf8()..]);
                Some(&text[..at])
            }
        }
    })
}

/// Returns the stretch of `text` from the start of one slice of it to the end of another.
fn covering<'t>(text: &'t str, from: &'t str, to: &'t str) -> &'t str {
    let start = from.as_ptr() as usize - text.as_ptr() as usize;
    let end = to.as_ptr() as usize + to.len() - text.as_ptr() as usize;
    &text[start..end]
}
