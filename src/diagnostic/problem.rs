//! Every kind of problem, with its code.
//!
//! A code is stable: people search for it, and the editor's guide lists it. A new problem gets a
//! new number; numbers are never reused.

use serde::{Deserialize, Serialize};

use super::quoted::Quoted;
use super::{Expected, FaultStep, Referent, Revealed, Severity, TemplateFault, TextFault, TomlFault};
use crate::remote::RemoteFault;
use crate::text::Legacy;

macro_rules! problems {
    ($($(#[$doc:meta])* $code:literal $severity:ident $name:ident $({ $($(#[$fdoc:meta])* $field:ident : $ty:ty),+ $(,)? })?),+ $(,)?) => {
        /// The kinds of problems.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each field is named for what it holds")]
        pub enum Problem {
            $($(#[$doc])* $name $({ $($(#[$fdoc])* $field: $ty),+ })?),+
        }

        impl Problem {
            /// The stable code, `E` for errors and `W` for warnings.
            pub fn code(&self) -> &'static str {
                match self { $(Problem::$name { .. } => $code),+ }
            }

            /// Returns the severity.
            pub fn severity(&self) -> Severity {
                match self { $(Problem::$name { .. } => Severity::$severity),+ }
            }

            /// Returns the problem with its quotations shortened to what a message shows.
            pub(super) fn quoted(&self) -> Problem {
                match self {
                    $(Problem::$name $({ $($field),+ })? => Problem::$name $({ $($field: $field.quoted()),+ })?),+
                }
            }

            /// All codes, in the order of the source.
            pub const CODES: &[&str] = &[$($code),+];
        }
    };
}

problems! {
    /// `guong.toml` is missing: this is not a site folder.
    "E0001" Error NoSite,
    /// The file is not UTF-8.
    "E0002" Error NotUtf8,
    /// The file cannot be read.
    "E0003" Error Unreadable { reason: String },
    /// A symbolic link leaves the site's folder.
    "E0004" Error LinkLeavesSite { target: String },
    /// The file is too large.
    "E0005" Error TooLarge { bytes: u64, limit: u64 },
    /// Two names that some file systems do not distinguish.
    "E0006" Error NamesClash { other: String },
    /// A file at a path where nothing is read.
    "W0007" Warning Stray,
    /// A name that some system cannot store.
    "E0008" Error BadFileName { reason_reserved: bool },
    /// `index.<lang>.md`: reserved for translations.
    "E0009" Error TranslationReserved,
    /// The file changed while it was read.
    "E0010" Error ChangedMeanwhile,
    /// The program itself failed while working on the file.
    "E0011" Error ProgramFault { step: FaultStep, reason: String },
    /// The shared store of photos failed; the build went on without it.
    "W0012" Warning StoreFailed { fault: RemoteFault },
    /// Photos that became hidden could not be deleted from the shared store.
    "W0013" Warning StoreKeeps { photos: usize, fault: RemoteFault },

    /// The file does not begin with `+++`.
    "E0101" Error NoFrontMatter,
    /// The front matter is never closed.
    "E0102" Error UnclosedFrontMatter,
    /// The TOML cannot be read.
    "E0103" Error TomlSyntax { fault: TomlFault },
    /// An unknown key.
    "E0104" Error UnknownKey { key: String, nearest: Option<String> },
    /// A value of the wrong type.
    "E0105" Error WrongType { key: String, expected: Expected },
    /// A required key is missing.
    "E0106" Error MissingKey { key: String },
    /// An unknown place.
    "E0107" Error UnknownPlace { written: String, nearest: Vec<String> },
    /// A place name that fits several places.
    "E0108" Error AmbiguousPlace { written: String, candidates: Vec<String> },
    /// A code instead of a place name.
    "E0109" Error PlaceCode { written: String },
    /// A known province with an unknown commune.
    "W0110" Warning UnknownCommune { written: String, province: String, nearest: Vec<String> },
    /// A present-day unit fits, but one of that name was elsewhere at the time.
    "W0111" Warning Namesake { written: String, now: String, then: Vec<String> },
    /// The unit's type is a different one.
    "W0112" Warning OtherUnitType { written: String, known: String },
    /// A date that does not exist.
    "E0113" Error ImpossibleDate { key: String, written: String },
    /// A date in the future.
    "E0114" Error FutureDate { key: String, date: String },
    /// A value that is not one of the allowed choices.
    "E0115" Error BadChoice { key: String, written: String, allowed: Vec<String> },
    /// An empty text.
    "E0116" Error EmptyText { key: String },
    /// A number out of its range.
    "E0117" Error OutOfRange { key: String, from: String, to: String },
    /// A slug with other characters than `a-z`, `0-9` and `-`.
    "E0118" Error BadSlug { written: String, proposal: String },
    /// Words of the template of `guong new` that were never replaced.
    "E0145" Error LeftFromTemplate { written: String },
    /// A text that is not a figure.
    "E0146" Error NoFigure { key: String, written: String },
    /// A number with three digits after its point, which is ambiguous.
    "E0147" Error ThousandsUnclear { key: String, written: String },
    /// A number in Vietnamese notation instead of TOML's.
    "E0149" Error NumberWritten { written: String, number: String, percent: bool },
    /// An entry without the date when it began.
    "W0148" Warning NoBeginning,
    /// An alias that is not an address of this site.
    "E0119" Error BadAlias { written: String },
    /// A link with a scheme that is not published.
    "E0120" Error RefusedScheme { written: String },
    /// Two dates in the wrong order.
    "E0121" Error DatesOutOfOrder { earlier: String, later: String },
    /// A list that is too long.
    "E0122" Error TooMany { key: String, limit: usize },

    /// A unit and its surrounding units that never existed at the same time.
    "W0123" Warning MixedEras { written: String, known: String },
    /// A commune without its province.
    "E0124" Error NoProvince { written: String, candidates: Vec<String> },
    /// A locality of the site that the gazetteer already contains.
    "W0125" Warning AlreadyKnown { name: String },
    /// A value that is not a web address.
    "E0126" Error BadWebAddress { key: String, written: String },
    /// A value that is neither a mail address nor a web address.
    "E0127" Error BadContact { written: String },
    /// A unit whose name has different marks.
    "W0128" Warning OtherMarks { written: String, known: String },
    /// A text that names several places.
    "E0170" Error SeveralPlaces { written: String, places: Vec<String> },

    /// A synonym group of a single word.
    "E0171" Error SynonymAlone { written: String },
    /// A synonym that is equal to another of its group after folding.
    "E0172" Error SynonymOfItself { written: String },
    /// A synonym with more words than search compares.
    "E0173" Error SynonymTooLong { written: String, limit: usize },
    /// An aim that is neither a number nor a percentage.
    "E0174" Error BadAim { key: String },
    /// A percentage of entries, which have nothing that they are a share of.
    "E0175" Error ShareOfEntries { key: String },

    /// A name to keep that is not a valid path.
    "E0129" Error BadKept { written: String },
    /// An address of a store that is none.
    "E0159" Error BadStore { written: String },

    /// An address that a site cannot be sent to.
    "E0160" Error BadTarget { written: String },
    /// An address with a password in it.
    "E0161" Error PasswordWritten { key: String },

    /// A photo without recorded consent, on a site that requires it.
    "E0130" Error ConsentMissing { file: String },
    /// A photo in an individual's entry whose consent is not known.
    "W0131" Warning ConsentUnknown { file: String },
    /// A photo of children without recorded consent.
    "W0132" Warning ChildrenWithoutConsent { file: String, guardian: bool, child: bool },
    /// A photo of children without recorded consent, on a site that requires consent.
    "E0150" Error ChildConsentMissing { file: String, guardian: bool, child: bool },
    /// A photo of a public event without a record that people were informed.
    "W0151" Warning EventNotInformed { file: String },
    /// A person who is not shown because consent is missing.
    "W0152" Warning PersonNotShown { key: String },
    /// A photo without alt text, on a site that requires it.
    "E0153" Error AltMissing { file: String },
    /// A photo without a caption, on a site that requires it.
    "E0154" Error CaptionMissing { file: String },
    /// An entry without approval, on a site that requires it.
    "W0155" Warning NotApproved,
    /// A site that requires a newer version of the program.
    "E0156" Error TooOld { requires: String, version: String },
    /// A site whose address is that of an example.
    "W0157" Warning ExampleAddress { base_url: String },
    /// A site whose entries can be embedded, though its address is that of an example.
    "E0158" Error EmbedsWithoutAddress { base_url: String },
    /// A photo whose file contains its location.
    "W0133" Warning PhotoRevealsPlace { file: String },
    /// A file of `static/` that contains its location.
    "W0134" Warning StaticRevealsPlace,
    /// Text in an encoding from before Unicode.
    "E0140" Error LegacyEncoding { encoding: Legacy, meant: String },

    /// A date with a time, which is reduced to the day.
    "W0135" Warning DateWithTime { key: String, written: String, expected: Expected, taken: String },

    /// Two spellings of one unit that differ only by case or spaces.
    "W0136" Warning OneUnit { written: String, known: String },

    /// An attached file that reveals more than its text.
    "W0137" Warning AttachmentReveals { what: Revealed },

    /// A reference to an unknown record.
    "E0201" Error UnknownReference { kind: Referent, written: String, nearest: Option<String> },
    /// Two entries with one slug.
    "E0202" Error SlugClash { slug: String, other: String, proposal: String },
    /// Entries that replicate each other in a cycle.
    "E0203" Error ReplicationCycle { chain: Vec<String> },
    /// A broken link in a text.
    "E0204" Error BrokenLink { target: String, nearest: Option<String> },
    /// A photo file that does not exist.
    "E0205" Error MissingPhoto { file: String, nearest: Option<String> },
    /// Two outputs with one address.
    "E0206" Error AddressClash { address: String, other: String },
    /// A published address that would disappear.
    "E0207" Error AddressRemoved { address: String },
    /// A reference to something hidden.
    "W0208" Warning HiddenReference { target: String },
    /// Raw HTML in an entry.
    "W0209" Warning RawHtml,
    /// A date too coarse to determine the phase.
    "W0210" Warning PhaseUnclear { date: String, candidates: Vec<String> },
    /// A date outside every phase.
    "W0211" Warning NoPhase { date: String },
    /// A photo without alt text.
    "W0212" Warning MissingAlt { file: String },
    /// A photo beside an entry that nothing refers to.
    "W0213" Warning UnlistedPhoto { file: String },
    /// Two records with one id.
    "E0214" Error DuplicateId { id: String },
    /// Two phases that overlap.
    "E0215" Error PhasesOverlap { other: String },
    /// A link to a heading that the page does not have.
    "W0216" Warning BrokenAnchor { anchor: String, nearest: Option<String> },
    /// A picture in a format that is not published.
    "E0217" Error PhotoFormat { file: String, format: String },
    /// A picture that is damaged.
    "E0218" Error PhotoDamaged { file: String, reason: String },
    /// A picture with too many pixels.
    "E0219" Error PhotoTooLarge { file: String, megapixels: u32, limit: u32 },
    /// An address that is reserved for the site's own pages.
    "E0220" Error ReservedAddress { address: String },
    /// Localities that contain or succeed one another in a cycle.
    "E0221" Error LocalityCycle { name: String },
    /// A picture from another host in a text.
    "E0222" Error ForeignPicture { target: String },
    /// A gallery without entries.
    "W0223" Warning EmptyGallery,

    /// A document or video listed as a photo.
    "E0227" Error NoPicture { file: String, kind: String },
    /// A link to an original photo, which is not published.
    "E0224" Error PhotoLinked { file: String },
    /// A link to a file that exists but is not published.
    "E0225" Error FileNotPublished { file: String },
    /// An attached file that is not of the type that its name says.
    "E0226" Error AttachmentDamaged,
    /// Markdown marks that are shown literally, or notes without their counterpart.
    "W0240" Warning Misread { fault: TextFault, written: String },
    /// Words that do not appear on the page.
    "W0241" Warning WordsLost { fault: TextFault, written: String },
    /// An HTML comment, which is dropped.
    "W0242" Warning CommentDropped,
    /// An HTML comment that is not closed.
    "E0243" Error CommentUnclosed,
    /// A reference in raw HTML that is broken, or that begins at the root of the host.
    "W0244" Warning RawReference { target: String, rooted: bool },
    /// A photo whose file has a caption that the entry lacks.
    "W0245" Warning CaptionOffered { file: String },

    /// An error of a formula in a cell of an imported list.
    "E0401" Error CellFault { written: String },
    /// Two rows of an imported list that are one entry.
    "E0402" Error RowRepeated { first: String },
    /// A row of an imported list that may be any of several entries.
    "E0403" Error RowUnclear { candidates: Vec<String> },
    /// A row of an imported list that belongs to an entry that is not there.
    "E0404" Error RowWithoutEntry { written: String },
    /// An edited cell whose value was also changed in the gallery since the export.
    "E0405" Error EditedTwice { key: String, now: String },
    /// A value that is written in the entry's file in a way that an import cannot change.
    "E0406" Error NotEditable { key: String },

    /// A template with a syntax error.
    "E0301" Error TemplateSyntax { fault: TemplateFault },
    /// A template that failed during rendering.
    "E0302" Error TemplateFailed { output: String, fault: TemplateFault },
    /// A theme that does not exist.
    "E0303" Error UnknownTheme { name: String },
    /// A theme file that is not used.
    "W0304" Warning UnusedThemeFile,
    /// A line of a theme's words that cannot be parsed.
    "E0305" Error ThemeWords { fault: TomlFault },
    /// An unknown interface word.
    "W0330" Warning UnknownThemeWord { key: String, nearest: Vec<String> },
}

impl Problem {
    /// Returns the path of the key that the problem is about, if the problem itself names it.
    pub fn key(&self) -> Option<&str> {
        match self {
            Problem::UnknownKey { key, .. }
            | Problem::WrongType { key, .. }
            | Problem::MissingKey { key }
            | Problem::ImpossibleDate { key, .. }
            | Problem::FutureDate { key, .. }
            | Problem::BadChoice { key, .. }
            | Problem::EmptyText { key }
            | Problem::OutOfRange { key, .. }
            | Problem::NoFigure { key, .. }
            | Problem::ThousandsUnclear { key, .. }
            | Problem::TooMany { key, .. }
            | Problem::BadAim { key }
            | Problem::ShareOfEntries { key }
            | Problem::BadWebAddress { key, .. }
            | Problem::DateWithTime { key, .. }
            | Problem::PersonNotShown { key } => Some(key),
            _ => None,
        }
    }

    /// Whether the problem is a bug in the program rather than in the content.
    pub fn is_program_fault(&self) -> bool {
        matches!(self, Problem::ProgramFault { .. })
    }
}
