//! Every kind of problem, with its code.
//!
//! A code is stable: it is what people search for and what the editor's guide lists. A new problem
//! takes a new number; a number is never used again for something else.

use serde::{Deserialize, Serialize};

use super::quoted::Quoted;
use super::{Expected, FaultStep, Referent, Severity, Tells, TemplateFault, TextFault, TomlFault};
use crate::text::Legacy;

macro_rules! problems {
    ($($(#[$doc:meta])* $code:literal $severity:ident $name:ident $({ $($(#[$fdoc:meta])* $field:ident : $ty:ty),+ $(,)? })?),+ $(,)?) => {
        /// What is wrong or doubtful.
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

            /// How bad it is.
            pub fn severity(&self) -> Severity {
                match self { $(Problem::$name { .. } => Severity::$severity),+ }
            }

            /// The same, with no more of the sources in it than a message shows.
            pub(super) fn quoted(&self) -> Problem {
                match self {
                    $(Problem::$name $({ $($field),+ })? => Problem::$name $({ $($field: $field.quoted()),+ })?),+
                }
            }

            /// Every code there is, in the order of the source.
            pub const CODES: &[&str] = &[$($code),+];
        }
    };
}

problems! {
    /// `guong.toml` is missing: this is no site folder.
    "E0001" Error NoSite,
    /// The file is not UTF-8.
    "E0002" Error NotUtf8,
    /// The file cannot be read.
    "E0003" Error Unreadable { reason: String },
    /// A link leads out of the site's folder.
    "E0004" Error LinkLeavesSite { target: String },
    /// The file is larger than Guong reads.
    "E0005" Error TooLarge { bytes: u64, limit: u64 },
    /// Two names that some file systems cannot tell apart.
    "E0006" Error NamesClash { other: String },
    /// A file that stands where nothing reads it.
    "W0007" Warning Stray,
    /// A name that some system cannot hold.
    "E0008" Error BadFileName { reason_reserved: bool },
    /// `index.<lang>.md`: reserved for translations.
    "E0009" Error TranslationReserved,
    /// The file changed while it was read.
    "E0010" Error ChangedMeanwhile,
    /// The program itself failed while it worked on the file.
    "E0011" Error ProgramFault { step: FaultStep, reason: String },

    /// The file does not begin with `+++`.
    "E0101" Error NoFrontMatter,
    /// The front matter is never closed.
    "E0102" Error UnclosedFrontMatter,
    /// The TOML cannot be read.
    "E0103" Error TomlSyntax { fault: TomlFault },
    /// A key that means nothing here.
    "E0104" Error UnknownKey { key: String, nearest: Option<String> },
    /// A value of another type.
    "E0105" Error WrongType { key: String, expected: Expected },
    /// A key that must be there is not.
    "E0106" Error MissingKey { key: String },
    /// No such place.
    "E0107" Error UnknownPlace { written: String, nearest: Vec<String> },
    /// Several places fit.
    "E0108" Error AmbiguousPlace { written: String, candidates: Vec<String> },
    /// A code instead of a name.
    "E0109" Error PlaceCode { written: String },
    /// The province is known, the commune is not.
    "W0110" Warning UnknownCommune { written: String, province: String, nearest: Vec<String> },
    /// Today's unit fits, but another of that name was elsewhere then.
    "W0111" Warning Namesake { written: String, now: String, then: Vec<String> },
    /// The unit's type is a different one.
    "W0112" Warning OtherUnitType { written: String, known: String },
    /// No such day.
    "E0113" Error ImpossibleDate { key: String, written: String },
    /// A day that has not come yet.
    "E0114" Error FutureDate { key: String, date: String },
    /// None of the values that may stand here.
    "E0115" Error BadChoice { key: String, written: String, allowed: Vec<String> },
    /// An empty text.
    "E0116" Error EmptyText { key: String },
    /// A number out of its range.
    "E0117" Error OutOfRange { key: String, from: String, to: String },
    /// A slug with other characters than `a-z`, `0-9` and `-`.
    "E0118" Error BadSlug { written: String, proposal: String },
    /// Words of the template of `guong new` that were never replaced.
    "E0145" Error LeftFromTemplate { written: String },
    /// A text that says no figure.
    "E0146" Error NoFigure { key: String, written: String },
    /// A number with three digits behind its point.
    "E0147" Error ThousandsUnclear { key: String, written: String },
    /// A number as Vietnamese writes it, where TOML wants its own way.
    "E0149" Error NumberWritten { written: String, number: String, percent: bool },
    /// An entry that does not say when it began.
    "W0148" Warning NoBeginning,
    /// An alias that is not an address of this site.
    "E0119" Error BadAlias { written: String },
    /// An address of a kind that is not published.
    "E0120" Error RefusedScheme { written: String },
    /// Two dates in the wrong order.
    "E0121" Error DatesOutOfOrder { earlier: String, later: String },
    /// A list that is longer than anybody means.
    "E0122" Error TooMany { key: String, limit: usize },

    /// A unit and what lies around it were never of one time.
    "W0123" Warning MixedEras { written: String, known: String },
    /// A commune without its province.
    "E0124" Error NoProvince { written: String, candidates: Vec<String> },
    /// A place of the site's own that the gazetteer knows already.
    "W0125" Warning AlreadyKnown { name: String },
    /// No address on the web.
    "E0126" Error BadWebAddress { key: String, written: String },
    /// Neither a mail address nor one on the web.
    "E0127" Error BadContact { written: String },
    /// The unit bears other marks.
    "W0128" Warning OtherMarks { written: String, known: String },
    /// A place that is several.
    "E0170" Error SeveralPlaces { written: String, places: Vec<String> },

    /// A synonym that has no other word beside it.
    "E0171" Error SynonymAlone { written: String },
    /// A synonym of itself.
    "E0172" Error SynonymOfItself { written: String },
    /// A synonym of more words than search compares.
    "E0173" Error SynonymTooLong { written: String, limit: usize },

    /// Something that no published folder can keep.
    "E0129" Error BadKept { written: String },

    /// A photo without recorded consent, on a site that requires it.
    "E0130" Error ConsentMissing { file: String },
    /// A photo of a person of whose consent nobody knows.
    "W0131" Warning ConsentUnknown { file: String },
    /// A photo of children without recorded consent.
    "W0132" Warning ChildrenWithoutConsent { file: String, guardian: bool, child: bool },
    /// The same, on a site that requires consent.
    "E0150" Error ChildConsentMissing { file: String, guardian: bool, child: bool },
    /// A photo of a public event, of which people may not have been told.
    "W0151" Warning EventNotInformed { file: String },
    /// A person who is not named, for want of consent.
    "W0152" Warning PersonNotShown { key: String },
    /// A photo without alt text, on a site that requires it.
    "E0153" Error AltMissing { file: String },
    /// A photo without a caption, on a site that requires it.
    "E0154" Error CaptionMissing { file: String },
    /// An entry that nobody signed, on a site that requires it.
    "W0155" Warning NotApproved,
    /// A site that asks for a newer program.
    "E0156" Error TooOld { requires: String, version: String },
    /// A photo whose file tells where it was taken.
    "W0133" Warning PhotoTellsPlace { file: String },
    /// A file of `static/` that tells where it was taken.
    "W0134" Warning StaticTellsPlace,
    /// Text typed in an encoding from before Unicode.
    "E0140" Error LegacyEncoding { encoding: Legacy, meant: String },

    /// A date with a time, of which the day is taken.
    "W0135" Warning DateWithTime { key: String, written: String, expected: Expected, taken: String },

    /// Two names of one unit that differ only in capitals or spaces.
    "W0136" Warning OneUnit { written: String, known: String },

    /// An attached file that tells more than its text.
    "W0137" Warning AttachmentTells { what: Tells },

    /// A reference that leads nowhere.
    "E0201" Error UnknownReference { kind: Referent, written: String, nearest: Option<String> },
    /// Two entries with one slug.
    "E0202" Error SlugClash { slug: String, other: String, proposal: String },
    /// Entries that replicate each other in a circle.
    "E0203" Error ReplicationCycle { chain: Vec<String> },
    /// A link in the text that leads nowhere.
    "E0204" Error BrokenLink { target: String, nearest: Option<String> },
    /// A photo that is not there.
    "E0205" Error MissingPhoto { file: String, nearest: Option<String> },
    /// Two outputs with one address.
    "E0206" Error AddressClash { address: String, other: String },
    /// An address that was published and would be gone.
    "E0207" Error AddressRemoved { address: String },
    /// A reference to something that is hidden.
    "W0208" Warning HiddenReference { target: String },
    /// Raw HTML in an entry.
    "W0209" Warning RawHtml,
    /// A date too coarse to tell the phase.
    "W0210" Warning PhaseUnclear { date: String, candidates: Vec<String> },
    /// No phase holds that date.
    "W0211" Warning NoPhase { date: String },
    /// A photo without alt text.
    "W0212" Warning MissingAlt { file: String },
    /// A photo beside an entry that nothing names.
    "W0213" Warning UnlistedPhoto { file: String },
    /// Two records with one id.
    "E0214" Error DuplicateId { id: String },
    /// Two phases that hold one day.
    "E0215" Error PhasesOverlap { other: String },
    /// A link to a heading that the page does not have.
    "W0216" Warning BrokenAnchor { anchor: String, nearest: Option<String> },
    /// A picture in a format that is not published.
    "E0217" Error PhotoFormat { file: String, format: String },
    /// A picture that cannot be decoded.
    "E0218" Error PhotoDamaged { file: String, reason: String },
    /// A picture of more pixels than is safe.
    "E0219" Error PhotoTooLarge { file: String, megapixels: u32, limit: u32 },
    /// The id would clash with an address of the site's own.
    "E0220" Error ReservedAddress { address: String },
    /// Localities that lie within, or succeed, one another in a circle.
    "E0221" Error LocalityCycle { name: String },
    /// A picture in the page's text from another host.
    "E0222" Error ForeignPicture { target: String },
    /// No entry: the gallery is empty.
    "W0223" Warning EmptyGallery,

    /// A document or a film that is named as a photo.
    "E0227" Error NoPicture { file: String, kind: String },
    /// A link to a photo's own file.
    "E0224" Error PhotoLinked { file: String },
    /// A link to a file that is there and not published.
    "E0225" Error FileNotPublished { file: String },
    /// An attached file that is not what its name says.
    "E0226" Error AttachmentDamaged,
    /// Marks of Markdown that are shown as they are, or notes that belong to nothing.
    "W0240" Warning Misread { fault: TextFault, written: String },
    /// Words that are not on the page.
    "W0241" Warning WordsLost { fault: TextFault, written: String },
    /// A comment in HTML.
    "W0242" Warning CommentDropped,
    /// A comment in HTML that does not end.
    "E0243" Error CommentUnclosed,
    /// An address in raw HTML that leads nowhere, or begins at the root of the host.
    "W0244" Warning RawReference { target: String, rooted: bool },
    /// A photo has a caption in its file and none in the entry.
    "W0245" Warning CaptionOffered { file: String },

    /// A template that Tera cannot read.
    "E0301" Error TemplateSyntax { fault: TemplateFault },
    /// A template that failed while a page was rendered.
    "E0302" Error TemplateFailed { output: String, fault: TemplateFault },
    /// A theme that is not there.
    "E0303" Error UnknownTheme { name: String },
    /// A theme file that replaces nothing and that nothing names.
    "W0304" Warning UnusedThemeFile,
    /// A line of a theme's words that cannot be read.
    "E0160" Error ThemeWords { fault: TomlFault },
    /// A word that the interface does not have.
    "W0330" Warning UnknownThemeWord { key: String, nearest: Vec<String> },
}

impl Problem {
    /// Whether it is a fault of the program, which the content cannot help.
    pub fn is_program_fault(&self) -> bool {
        matches!(self, Problem::ProgramFault { .. })
    }
}
