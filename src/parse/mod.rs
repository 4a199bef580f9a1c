//! Parses the bytes of one file into one typed value, with spans and diagnostics.
//!
//! Takes a path, its role and its bytes; gives a [`ParsedFile`]. Never reads another file, the
//! clock, or state of an earlier run, so that results can be cached by content ([`memo`]).

mod attachment;
mod bare;
mod cells;
mod choice;
mod comments;
mod config;
mod document;
mod entry;
mod facts;
mod footnotes;
mod front;
mod habits;
mod jpeg;
mod lines;
mod link;
mod link_addresses;
mod lost;
mod markdown;
mod marks;
pub mod memo;
mod nesting;
mod page;
mod photo;
mod picture;
mod registry;
mod rewrite;
mod rows;
mod said;
mod slots;
mod story;
mod synonyms;
mod syntax;
mod syntax_line;
mod table;
mod target;
mod words;
mod writer;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Lines, Location, Position, Problem};
use crate::digest::Digest;
use crate::schema::keys_of;
use crate::schema::template::is_placeholder;
use crate::source::FileRole;
use crate::text::{has_foreign, legacy};

pub use attachment::AttachmentRecord;
pub use config::{
    CacheSettings, Config, DeploySettings, PhotoFormat, PhotoSettings, PressSettings, WebServer,
};
pub use entry::{
    AwardRecord, CorrectionRecord, EntryRecord, Kind, ResultRecord, SourceRecord, StatusRecord, Step,
    WithdrawnRecord,
};
pub use facts::{
    ApprovedRecord, BeneficiaryRecord, BodyRole as Part, CostRecord, DecisionLevel, FactsRecord,
    PersonRecord, ReviewRecord,
};
pub(crate) use front::is_invisible;
pub use jpeg::JpegLayout;
pub use link::decode;
pub use link_addresses::{LinkAddress, link_addresses};
pub use markdown::{Body, PictureRef};
pub use page::{DocumentRecord, PageRecord};
pub use photo::{Children, Consent, PhotoRecord};
pub use picture::{PictureFault, PictureFile, PictureRecord, Probe, limits, orientation, swaps_sides};
pub use registry::{FieldRecord, LocalityRecord, Milestone, PhaseRecord, UnitRecord};
pub use said::{EmbeddedMetadata, OfferedWords};
pub use slots::{Html, HtmlPiece, HtmlSlot, escape};
pub use story::{Story, StoryBlock, story};
pub use synonyms::SynonymsRecord;
pub use target::{Aim, Indicator, TargetRecord, TargetsRecord};
pub use words::{InterfaceWord, words};

use document::TomlDocument;
use markdown::RawHtml;

/// The parsed content of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "named as the roles are")]
pub enum Parsed {
    Config(Box<Config>),
    Fields(Vec<FieldRecord>),
    Phases(Vec<PhaseRecord>),
    Units(Vec<UnitRecord>),
    Localities(Vec<LocalityRecord>),
    Synonyms(SynonymsRecord),
    Targets(TargetsRecord),
    Document(Box<DocumentRecord>),
    Entry(Box<EntryRecord>),
    Page(Box<PageRecord>),
    Picture(PictureFile),
    Attachment(AttachmentRecord),
    /// A file that is only copied.
    Static,
    /// A theme's file, as text.
    Theme(String),
}

/// A parsed file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParsedFile {
    /// The digest of its bytes.
    pub digest: Digest,
    /// The digest of what other pages can show of it: of a text, its front matter, its references and its beginning;
    /// of any other file, its bytes.
    pub outline: Digest,
    /// The content; `None` if mistakes leave nothing usable.
    pub parsed: Option<Parsed>,
    /// The problems found.
    pub problems: Vec<Diagnostic>,
}

impl ParsedFile {
    /// Drops the HTML of the text, which [`body_again`] can produce.
    pub fn drop_html(&self) {
        match &self.parsed {
            Some(Parsed::Entry(record)) => record.body.html.clear(),
            Some(Parsed::Page(record)) => record.body.html.clear(),
            Some(Parsed::Document(record)) => record.body.html.clear(),
            _ => {}
        }
    }
}

/// Parses one file.
pub fn parse(path: &str, role: &FileRole, bytes: &[u8]) -> ParsedFile {
    let digest = Digest::of_bytes(bytes);
    let whole = |parsed, problems| ParsedFile { digest, outline: digest, parsed: Some(parsed), problems };
    match role {
        FileRole::Picture => {
            let picture = PictureFile::default();
            picture.get_or_probe(path, bytes);
            whole(Parsed::Picture(picture), Vec::new())
        }
        FileRole::Attachment { kind } => {
            let record = attachment::attachment(*kind, bytes);
            whole(Parsed::Attachment(record), Vec::new())
        }
        FileRole::Theme { file, .. } if file.starts_with("assets/") => whole(Parsed::Static, Vec::new()),
        FileRole::Static { .. } => {
            // It is published unchanged, with its metadata.
            let located = said::is_located(bytes)
                .then(|| Diagnostic { place: Location::file(path), problem: Problem::StaticRevealsPlace });
            whole(Parsed::Static, located.into_iter().collect())
        }
        _ => {
            let (mut problems, mut outline) = (Vec::new(), digest);
            let parsed = text(path, role, bytes, &mut outline, &mut problems);
            ParsedFile { digest, outline, parsed, problems }
        }
    }
}

fn text(
    path: &str,
    role: &FileRole,
    bytes: &[u8],
    outline: &mut Digest,
    problems: &mut Vec<Diagnostic>,
) -> Option<Parsed> {
    let text = match front::decode(bytes) {
        Ok(text) => text,
        Err((position, problem)) => {
            problems.push(Diagnostic::new(path, position, problem));
            return None;
        }
    };
    if let FileRole::Theme { .. } = role {
        return Some(Parsed::Theme(text.into_owned()));
    }
    let text = match front::split(&text) {
        Ok(front) => with_plain_blanks(text, front.toml),
        Err(_) => {
            let whole = 0..text.len();
            with_plain_blanks(text, whole)
        }
    };
    let lines = Lines::new(&text);
    problems.extend(legacy_text(path, &lines, &text));
    if matches!(role, FileRole::Entry { .. } | FileRole::Page { .. } | FileRole::Document { .. }) {
        let front = match front::split(&text) {
            Ok(front) => front,
            Err(problem) => {
                let start = text.len() - text.trim_start().len();
                problems.push(Diagnostic::new(path, lines.position(start), problem));
                return None;
            }
        };
        let body = body(path, role, &lines, &text, &front, problems);
        *outline = Digest::of(&(&text[..front.body.start], body.without_words()));
        let mended = OnceCell::new();
        let top = lines.position(front.fence);
        let document = TomlDocument::new(path, &lines, front.toml, top, &mended);
        if !document.is_draft() {
            report_template(path, &lines, front.body.clone(), problems);
        }
        let top = |name| document.top(keys_of(name));
        let parsed = match role {
            FileRole::Entry { .. } => Parsed::Entry(Box::new(entry::entry(top("entry"), body))),
            FileRole::Page { .. } => Parsed::Page(Box::new(page::page(top("page"), body))),
            _ => Parsed::Document(Box::new(page::document(top("document"), body))),
        };
        problems.extend(document.into_problems());
        return Some(parsed);
    }
    let mended = OnceCell::new();
    let document = TomlDocument::new(path, &lines, 0..text.len(), Position { line: 1, column: 1 }, &mended);
    let top = |name| document.top(keys_of(name));
    let parsed = match role {
        FileRole::Config => Some(Parsed::Config(Box::new(config::config(top("site"))))),
        FileRole::Fields => Some(Parsed::Fields(registry::fields(top("fields")))),
        FileRole::Phases => Some(Parsed::Phases(registry::phases(top("phases")))),
        FileRole::Units => Some(Parsed::Units(registry::units(top("units")))),
        FileRole::Localities => Some(Parsed::Localities(registry::localities(top("localities")))),
        FileRole::Targets => Some(Parsed::Targets(target::targets(top("targets")))),
        _ => Some(Parsed::Synonyms(synonyms::synonyms(top("synonyms")))),
    };
    problems.extend(document.into_problems());
    parsed
}

/// Reports placeholder lines that `guong new` wrote.
fn report_template(path: &str, lines: &Lines<'_>, body: Range<usize>, problems: &mut Vec<Diagnostic>) {
    let mut start = body.start;
    for line in lines.text()[body].split_inclusive('\n') {
        if is_placeholder(line) {
            let problem = Problem::LeftFromTemplate { written: line.trim().to_string() };
            problems.push(Diagnostic::new(path, lines.position(start), problem));
        }
        start += line.len();
    }
}

/// Reports the first line in an encoding from before Unicode. One is enough: the rest of the file has the same.
fn legacy_text(path: &str, lines: &Lines<'_>, text: &str) -> Option<Diagnostic> {
    if !has_foreign(text) {
        return None;
    }
    let mut start = 0;
    text.split_inclusive('\n').find_map(|line| {
        let at = start;
        start += line.len();
        let found = legacy(line)?;
        let problem = Problem::LegacyEncoding { encoding: found.encoding, meant: found.meant };
        Some(Diagnostic::new(path, lines.position(at + found.at), problem))
    })
}

/// Returns the range of the front matter in a file's text as it is on disk; `None` if it has none.
pub fn front_matter(text: &str) -> Option<Range<usize>> {
    front_matter_and_text(text).map(|(toml, _)| toml)
}

/// Returns the ranges of the front matter and of the text below it in a file's text as it is on disk; `None` if it has
/// no front matter.
pub fn front_matter_and_text(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let front::Front { toml, body, .. } = front::split(&text[start..]).ok()?;
    Some((toml.start + start..toml.end + start, body.start + start..body.end + start))
}

/// Returns a TOML text as it is read: with blanks of the same length for foreign spaces, and strings of the same length
/// for dates without quotes.
pub fn readable_toml(toml: &str) -> String {
    let plain = front::plain_blanks(toml);
    if toml::de::DeTable::parse_recoverable(&plain).1.is_empty() {
        return plain.into_owned();
    }
    bare::quoted(&plain).map_or_else(|| plain.into_owned(), |(text, _)| text)
}

/// Returns the position that a diagnostic has at a byte of a file's text as it is on disk.
pub fn position_of(text: &str, offset: usize) -> Position {
    let before = front::decode(&text.as_bytes()[..offset]).unwrap_or_default();
    Lines::new(&before).position(before.len())
}

/// Replaces foreign spaces in the TOML of a text.
fn with_plain_blanks(text: Cow<'_, str>, toml: Range<usize>) -> Cow<'_, str> {
    match front::plain_blanks(&text[toml.clone()]) {
        Cow::Borrowed(_) => text,
        Cow::Owned(plain) => Cow::Owned([&text[..toml.start], &plain, &text[toml.end..]].concat()),
    }
}

fn body(
    path: &str,
    role: &FileRole,
    lines: &Lines<'_>,
    text: &str,
    front: &front::Front,
    problems: &mut Vec<Diagnostic>,
) -> Body {
    let raw = if matches!(role, FileRole::Page { .. }) { RawHtml::Kept } else { RawHtml::Shown };
    markdown::parse(path, lines, front.body.start, &text[front.body.clone()], raw, problems)
}

/// Parses only the text of a file again, to render a page whose record came from a memo without HTML.
/// Returns `None` if the file changed.
pub fn body_again(path: &str, role: &FileRole, bytes: &[u8], digest: Digest) -> Option<Body> {
    let text = front::decode(bytes).ok()?;
    let front = front::split(&text).ok()?;
    let body = body(path, role, &Lines::new(&text), &text, &front, &mut Vec::new());
    (body.digest == digest).then_some(body)
}
