//! Groups the parsed files by what they hold.
//!
//! Takes every parsed file, gives the records of each kind, and whether each registry was read
//! completely. Never compares records.

use std::sync::Arc;

use crate::diagnostic::Problem;
use crate::parse::memo::ParsedSources;
use crate::parse::{
    AttachmentRecord, Config, DocumentRecord, FieldRecord, LocalityRecord, PageRecord, Parsed, ParsedFile,
    PhaseRecord, SynonymsRecord, TargetsRecord, UnitRecord,
};
use crate::source::{FileRole, Source};

/// The parsed files, grouped by what they hold.
#[derive(Default)]
pub(super) struct ParsedFiles<'p> {
    pub config: Option<&'p Config>,
    pub fields: &'p [FieldRecord],
    pub phases: &'p [PhaseRecord],
    pub units: &'p [UnitRecord],
    pub localities: &'p [LocalityRecord],
    pub synonyms: Option<&'p SynonymsRecord>,
    pub targets: Option<&'p TargetsRecord>,
    pub documents: Vec<(&'p Arc<Source>, &'p Arc<ParsedFile>, &'p DocumentRecord)>,
    pub entries: Vec<(&'p Arc<Source>, &'p Arc<ParsedFile>)>,
    pub pages: Vec<(&'p Arc<Source>, &'p Arc<ParsedFile>, &'p PageRecord)>,
    pub pictures: Vec<(&'p Arc<Source>, &'p Arc<ParsedFile>)>,
    pub statics: Vec<(&'p Arc<Source>, &'p ParsedFile)>,
    pub attachments: Vec<(&'p Arc<Source>, &'p ParsedFile, &'p AttachmentRecord)>,
    /// The paths of files that have no role.
    pub strays: Vec<&'p str>,
    pub whole: Completeness,
}

/// Whether every id of each registry could be read. If not, a broken reference may refer to an unreadable
/// record, so only the registry's own mistakes are reported.
#[derive(Debug)]
pub(super) struct Completeness {
    pub fields: bool,
    pub phases: bool,
    pub units: bool,
    pub documents: bool,
}

impl Default for Completeness {
    fn default() -> Completeness {
        Completeness { fields: true, phases: true, units: true, documents: true }
    }
}

impl Completeness {
    /// Updates the flags for one problem of a file.
    fn note(&mut self, path: &str, problem: &Problem) {
        let hides_id = match problem {
            Problem::TomlSyntax { .. }
            | Problem::NotUtf8
            | Problem::Unreadable { .. }
            | Problem::TooLarge { .. } => true,
            Problem::MissingKey { key } | Problem::EmptyText { key } => key.ends_with("].id"),
            Problem::WrongType { key, .. } => key.ends_with("].id") || !key.contains('.'),
            Problem::UnknownKey { key, nearest } => !key.contains('.') || nearest.as_deref() == Some("id"),
            _ => false,
        };
        match path {
            "content/fields.toml" => self.fields &= !hides_id,
            "content/phases.toml" => self.phases &= !hides_id,
            "content/units.toml" => self.units &= !hides_id,
            _ if path.starts_with("content/documents/") => {
                let hides = [Problem::NotUtf8, Problem::NoFrontMatter, Problem::UnclosedFrontMatter]
                    .contains(problem);
                let gone = matches!(problem, Problem::Unreadable { .. } | Problem::TooLarge { .. });
                self.documents &= !hides && !gone;
            }
            _ => {}
        }
    }
}

impl<'p> ParsedFiles<'p> {
    pub(super) fn sort(parsed: &'p ParsedSources) -> ParsedFiles<'p> {
        let mut files = ParsedFiles::default();
        for diagnostic in parsed.diagnostics() {
            files.whole.note(&diagnostic.place.path, &diagnostic.problem);
            if diagnostic.problem == Problem::Stray {
                files.strays.push(&diagnostic.place.path);
            }
        }
        for (source, file) in &parsed.files {
            if let FileRole::Entry { .. } = source.role {
                files.entries.push((source, file));
            }
            match &file.parsed {
                Some(Parsed::Config(config)) => files.config = Some(config),
                Some(Parsed::Fields(records)) => files.fields = records,
                Some(Parsed::Phases(records)) => files.phases = records,
                Some(Parsed::Units(records)) => files.units = records,
                Some(Parsed::Localities(records)) => files.localities = records,
                Some(Parsed::Synonyms(record)) => files.synonyms = Some(record),
                Some(Parsed::Targets(record)) => files.targets = Some(record),
                Some(Parsed::Document(record)) => files.documents.push((source, file, record)),
                Some(Parsed::Page(record)) => files.pages.push((source, file, record)),
                Some(Parsed::Picture(_)) => files.pictures.push((source, file)),
                Some(Parsed::Attachment(record)) => files.attachments.push((source, file, record)),
                Some(Parsed::Static) if matches!(source.role, FileRole::Static { .. }) => {
                    files.statics.push((source, file));
                }
                Some(Parsed::Entry(_) | Parsed::Static | Parsed::Theme(_)) | None => {}
            }
        }
        files
    }
}
