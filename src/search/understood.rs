//! Recognises names in a query: of a field, a phase, a place, a kind, a status, a year, a unit, a document.
//!
//! Takes the words of a query, returns the parts that are recognised as names, and suggestions. If a place's name also
//! occurs as ordinary words (more entries have it in their text than are in that place), it is only suggested, unless
//! the word of its type precedes it. The name of a field, a phase, a kind or a status is recognised if the whole query
//! consists of names and one of them is certain. Recognised names rank entries within a tier and are never required.
//! The browser's reader follows the same rules (`themes/guong/assets/search-parts.js`).

use super::bits::log16;
use super::facet::FacetKind;
use super::marks::AGREES;
use super::matcher::Matcher;
use super::names::{NameLine, ValueOf};
use super::reader::Fault;
use super::synonyms::AlsoSearched;
use super::tokens::{QueryWord, is_year};

/// The class of names that are certain.
pub const SURE: u8 = 0;
/// The class of names of current and former provinces.
pub const PROVINCE: u8 = 1;
/// The class of names of other places.
pub const PLACE: u8 = 2;
/// The class of names that are ordinary words too.
pub const ORDINARY: u8 = 3;
/// Maximum number of syllables of a name.
pub(super) const LONGEST: usize = 12;
/// [`log16`] of two: a province's name of one syllable is ordinary if twice as many entries have the syllable.
pub(super) const TWICE: u32 = 16;
/// [`log16`] of one and a half, the same for other places.
pub(super) const HALF_MORE: u32 = 8;
/// Maximum number of suggestions.
pub(super) const OFFERED: usize = 3;
/// Words before a name that belong to it (“in”, “year”).
pub(super) const BEFORE: [&str; 4] = ["nam", "o", "tai", "thuoc"];
/// Words before a year that open a span: the folded word, whether it means later years, and whether it includes the
/// named one.
pub(super) const OPEN: [(&str, bool, bool); 5] = [
    ("tu", true, true),
    ("sau", true, false),
    ("truoc", false, false),
    ("den", false, true),
    ("toi", false, true),
];

/// Abbreviations of the types of places before their names (`TP. Vinh`), with the folded words that names have.
pub(super) const PLACE_TYPES: [(&str, &str); 8] = [
    ("t", "tinh"),
    ("tp", "thanh pho"),
    ("tx", "thi xa"),
    ("tt", "thi tran"),
    ("q", "quan"),
    ("h", "huyen"),
    ("p", "phuong"),
    ("x", "xa"),
];

/// A part of a query that is recognised as a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnderstoodPart {
    /// The index of its first word.
    pub from: usize,
    /// The index after its last word.
    pub to: usize,
    /// Its folded words, which identify it in an address.
    pub key: String,
    /// The number of the facet.
    pub facet: u8,
    /// The value: the first one of this name, with the entries of all.
    pub value: ValueOf,
    /// Number of values of this name.
    pub count: usize,
}

/// The names and synonyms of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Understood {
    /// The recognised names, in the order of their words.
    pub parts: Vec<UnderstoodPart>,
    /// Suggestions: a facet's number and a value that the words may name.
    pub offered: Vec<(u8, ValueOf)>,
    /// The synonyms that were used.
    pub also: Vec<AlsoSearched>,
}

impl Matcher<'_> {
    /// Recognises names, except those in `plain` and quoted words.
    pub fn understand(&self, plain: &[String], quoted: &[bool]) -> Result<Understood, Fault> {
        let count = self.words.len();
        let is_quoted = |word: usize| quoted.get(word).copied().unwrap_or(false);
        let (mut parts, mut may, mut offered) = (Vec::new(), Vec::new(), Vec::new());
        let mut at = 0;
        while at < count {
            let found = if is_quoted(at) { None } else { self.part(at, plain, &is_quoted)? };
            let Some((part, class)) = found else {
                at += 1;
                continue;
            };
            at = part.to;
            match class {
                ORDINARY => may.push(part),
                PROVINCE | PLACE if self.is_ordinary(&part, class)? => offered.push((part.facet, part.value)),
                _ => parts.push(part),
            }
        }
        let is_filler = |word: usize| BEFORE.contains(&self.words[word].folded.as_str());
        let covered = |word: usize| {
            let in_part =
                parts.iter().chain(&may).any(|part: &UnderstoodPart| (part.from..part.to).contains(&word));
            in_part || is_filler(word) && word + 1 < count
        };
        if !parts.is_empty() && offered.is_empty() && (0..count).all(covered) {
            parts.append(&mut may);
            parts.sort_by_key(|part| part.from);
        }
        offered.extend(may.into_iter().map(|part| (part.facet, part.value)));
        if !(0..count).any(is_quoted) {
            offered.extend(self.meant_by_all()?);
        }
        for number in 0..parts.len() {
            let first = if number == 0 { 0 } else { parts[number - 1].to };
            if parts[number].from > first && is_filler(parts[number].from - 1) {
                parts[number].from -= 1;
            }
        }
        let mut seen = Vec::new();
        offered.retain(|(facet, value): &(u8, ValueOf)| {
            let is_new = !value.path.is_empty() && !seen.contains(&(*facet, value.id.clone()));
            seen.push((*facet, value.id.clone()));
            is_new
        });
        offered.truncate(OFFERED);
        Ok(Understood { parts, offered, also: Vec::new() })
    }

    /// The folded words `from..to`, separated by spaces, as in addresses.
    pub fn key(&self, from: usize, to: usize) -> String {
        self.words[from..to].iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The longest name that begins at a word, or a span of years, with its class. A place without the word of its
    /// type gives way to a surer name that overlaps its end: `an ninh Tây Ninh` is no place named An Ninh Tây.
    fn part(
        &self,
        from: usize,
        plain: &[String],
        is_quoted: &dyn Fn(usize) -> bool,
    ) -> Result<Option<(UnderstoodPart, u8)>, Fault> {
        let mut limit = LONGEST;
        while let Some((part, class)) = self.longest_name(from, limit, plain, is_quoted)? {
            let mut gives_way = false;
            for inner in (from + 1..part.to).filter(|_| class == PLACE) {
                let other = self.longest_name(inner, LONGEST, plain, is_quoted)?;
                gives_way |= other.is_some_and(|(other, class)| class < PLACE && other.to > part.to);
            }
            if !gives_way {
                return Ok(Some((part, class)));
            }
            limit = part.to - from - 1;
        }
        Ok(None)
    }

    /// The longest name of at most `limit` words that begins at a word, or a span of years, with its class.
    fn longest_name(
        &self,
        from: usize,
        limit: usize,
        plain: &[String],
        is_quoted: &dyn Fn(usize) -> bool,
    ) -> Result<Option<(UnderstoodPart, u8)>, Fault> {
        if let Some((to, first, last)) = self.span(from)
            && !plain.contains(&self.key(from, to))
            && let Some(part) = self.years(from, to, first, last)?
        {
            return Ok(Some((part, SURE)));
        }
        let mut end = from + 1;
        while end < self.words.len() && self.joined(end) && !is_quoted(end) && end - from < limit {
            end += 1;
        }
        for to in (from + 1..=end).rev() {
            let key = self.key(from, to);
            if plain.contains(&key) {
                continue;
            }
            let mut lines = self.spelled_out(from, to)?;
            if self.may_begin(from, to)? {
                let own = self.source.names(&key, &key, usize::MAX)?;
                lines.extend(own.into_iter().filter(|line| self.agrees(from, 0, line)));
            }
            let Some(class) = lines.iter().map(|line| line.class).min() else { continue };
            lines.retain(|line| line.class == class);
            if let Some(part) = self.of_lines(from, to, key, &lines)? {
                return Ok(Some((part, class)));
            }
        }
        Ok(None)
    }

    /// The names of which the words `from..to` are the name of a place after an abbreviation of its type.
    fn spelled_out(&self, from: usize, to: usize) -> Result<Vec<NameLine>, Fault> {
        let place_type = PLACE_TYPES.iter().find(|(short, _)| *short == self.words[from].folded);
        let Some((_, long)) = place_type.filter(|_| to > from + 1) else { return Ok(Vec::new()) };
        let key = format!("{long} {}", self.key(from + 1, to));
        let mut lines = self.source.names(&key, &key, usize::MAX)?;
        lines.retain(|line| self.agrees(from + 1, long.split(' ').count(), line));
        Ok(lines)
    }

    /// Whether the diacritics of a name, without its first `skipped` words, agree with the words from `from` on.
    fn agrees(&self, from: usize, skipped: usize, line: &NameLine) -> bool {
        let written = line.written.split(' ').skip(skipped);
        written.enumerate().all(|(n, written)| self.marks(from + n, written) >= AGREES)
    }

    fn of_lines(
        &self,
        from: usize,
        to: usize,
        key: String,
        lines: &[NameLine],
    ) -> Result<Option<UnderstoodPart>, Fault> {
        let mut values = Vec::new();
        for line in lines {
            let value = self.source.value(line.facet, line.value)?;
            values.extend(value.filter(|value| !value.entries.is_empty()).map(|value| (line.facet, value)));
        }
        let mut entries: Vec<u32> = values.iter().flat_map(|(_, value)| &value.entries).copied().collect();
        entries.sort_unstable();
        entries.dedup();
        let count = values.len();
        let first = values.into_iter().next();
        Ok(first.map(|(facet, value)| UnderstoodPart {
            from,
            to,
            key,
            facet,
            value: ValueOf { entries, ..value },
            count,
        }))
    }

    /// Whether a name may start with these words; does not read the names.
    fn may_begin(&self, from: usize, to: usize) -> Result<bool, Fault> {
        let start = self.key(from, to.min(from + 2));
        if self.source.is_start(&start) {
            return Ok(true);
        }
        if to - from < 2 {
            return Ok(false);
        }
        let forms = self.source.pair(&self.words[from].folded, &self.words[from + 1].folded)?;
        Ok(forms.iter().any(|form| !form.lists[1].is_empty() || !form.lists[3].is_empty()))
    }

    /// Whether a name is more common as ordinary words than as a facet value.
    fn is_ordinary(&self, part: &UnderstoodPart, class: u8) -> Result<bool, Fault> {
        let is_single = part.to - part.from == 1;
        let weight = self.source.weight(&self.words[part.from].folded);
        // Its lists would be long, and their number of entries is known.
        if is_single && self.bare && weight > 0 {
            let more = if class == PROVINCE { TWICE } else { HALF_MORE };
            return Ok(weight > log16(part.value.entries.len() as u32) + more);
        }
        let mut held = vec![true; self.source.size() as usize];
        let pairs = (part.from + 1..part.to).map(Some);
        let lookups: Vec<Option<usize>> = if is_single { vec![None] } else { pairs.collect() };
        for second in lookups {
            let mut here = vec![false; held.len()];
            let (first, forms) = match second {
                None => {
                    let QueryWord { folded, surface, .. } = &self.words[part.from];
                    (part.from, self.source.agreeing(folded, surface, self.bare)?)
                }
                Some(n) => (n - 1, self.source.pair(&self.words[n - 1].folded, &self.words[n].folded)?),
            };
            for form in &forms {
                let marks = self.marks(first, &form.own);
                if second.map_or(marks, |n| marks.min(self.marks(n, &form.other))) >= AGREES {
                    let lists = form.lists[0].iter().chain(&form.lists[2]);
                    lists.for_each(|entry| here[*entry as usize] = true);
                }
            }
            held.iter_mut().zip(here).for_each(|(held, here)| *held &= here);
        }
        part.value.entries.iter().for_each(|entry| held[*entry as usize] = false);
        let (outside, inside) = (held.iter().filter(|held| **held).count(), part.value.entries.len());
        Ok(if class == PROVINCE { outside > inside + 3 } else { outside > 1 && outside * 2 > inside })
    }

    /// The span of years that begins at a word: the index after it, its first year and its last.
    fn span(&self, from: usize) -> Option<(usize, u32, u32)> {
        let word = |n: usize| self.words.get(n).map_or("", |word| word.folded.as_str());
        let year = |n: usize| is_year(word(n)).then(|| word(n).parse::<u32>().ok()).flatten();
        let skip = |n: usize| if word(n) == "nam" { n + 1 } else { n };
        if let Some(first) = year(from) {
            let next = if matches!(word(from + 1), "den" | "toi") { skip(from + 2) } else { from + 1 };
            let last = year(next).filter(|last| self.joined(next) && *last > first);
            return Some(last.map_or((from + 1, first, first), |last| (next + 1, first, last)));
        }
        let (_, later, included) = OPEN.iter().find(|open| open.0 == word(from))?;
        let at = skip(from + 1);
        let named = year(at)?;
        if let Some((to, first, last)) = self.span(at).filter(|span| span.2 > span.1) {
            return Some((to, first, last));
        }
        let shift = u32::from(!included);
        Some(if *later { (at + 1, named + shift, 2099) } else { (at + 1, 1900, named - shift) })
    }

    fn years(&self, from: usize, to: usize, first: u32, last: u32) -> Result<Option<UnderstoodPart>, Fault> {
        let mut lines = self.source.names(&first.to_string(), &last.to_string(), usize::MAX)?;
        lines.retain(|line| line.facet == FacetKind::Year.number());
        let part = self.of_lines(from, to, self.key(from, to), &lines)?;
        let label = match (first, last) {
            (first, last) if first == last => first.to_string(),
            (first, 2099) => format!("{first}–"),
            (1900, last) => format!("–{last}"),
            (first, last) => format!("{first}–{last}"),
        };
        Ok(part.map(|part| {
            let many = if first == last { part.value.path.clone() } else { String::new() };
            UnderstoodPart {
                count: 1,
                value: ValueOf { id: label.clone(), label, path: many, ..part.value },
                ..part
            }
        }))
    }

    /// The values that the whole query names or begins to name.
    fn meant_by_all(&self) -> Result<Vec<(u8, ValueOf)>, Fault> {
        let count = self.words.len();
        if count > LONGEST || (1..count).any(|word| !self.joined(word)) || !self.may_begin(0, count)? {
            return Ok(Vec::new());
        }
        let key = self.key(0, count);
        // A space sorts before all letters and digits, and `~` after them.
        let to = if count > 1 { format!("{key} ~") } else { key.clone() };
        let mut lines = self.source.names(&key, &to, OFFERED * 4)?;
        lines.retain(|line| line.key.split(' ').count() >= count && self.begins_as(line, count));
        lines.sort_by_key(|line| (line.key != key, line.class));
        let mut values = Vec::new();
        for line in lines.iter().take(OFFERED) {
            let value = self.source.value(line.facet, line.value)?;
            values.extend(value.filter(|value| !value.entries.is_empty()).map(|value| (line.facet, value)));
        }
        Ok(values)
    }

    fn begins_as(&self, line: &NameLine, count: usize) -> bool {
        let written = line.written.split(' ').take(count);
        written.enumerate().all(|(n, written)| self.marks(n, written) >= AGREES)
    }
}
