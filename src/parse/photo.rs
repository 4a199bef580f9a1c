//! The photos that an entry lists.
//!
//! Takes the tables of the front matter, gives records with the consent of the people shown. The model checks
//! whether it suffices.

use serde::{Deserialize, Serialize};

use super::choice::word;
use super::table::TableReader;
use crate::date::{Day, PartialDate};
use crate::diagnostic::Located;

/// Consent of the people in a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// The office has it on record.
    Recorded,
    /// The photo was taken at a public event.
    PublicEvent,
    /// Nobody is recognisable.
    NotNeeded,
    /// It is not known.
    #[default]
    Unknown,
}

/// The recognisable children in a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Children {
    /// There are none.
    #[default]
    None,
    /// All of them are under seven.
    #[serde(rename = "under-7")]
    UnderSeven,
    /// All of them are seven or older.
    #[serde(rename = "7-or-older")]
    SevenOrOlder,
    /// Of both age groups, or of unknown age.
    Both,
}

/// A photo of the front matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct PhotoRecord {
    pub file: Located<String>,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub licence: Option<String>,
    pub date: Option<PartialDate>,
    pub focus: Option<[f32; 2]>,
    pub consent: Consent,
    pub consent_ref: Option<String>,
    pub informed: Option<String>,
    pub children: Children,
    pub guardian_consent: bool,
    pub consent_withdrawn: Option<Day>,
    /// Whether the photo is withdrawn, by `withdrawn` or by `consent_withdrawn`.
    pub withdrawn: bool,
}

/// Reads a photo; `None` if it names no file.
pub(super) fn photo(mut table: TableReader<'_, '_>) -> Option<PhotoRecord> {
    let file = table.text("file");
    let consent = table.choice("consent").and_then(word);
    let found = file.is_some();
    let consent_withdrawn = table.day("consent_withdrawn").map(|at| at.value);
    let withdrawn = table.flag("withdrawn");
    let record = PhotoRecord {
        file: file.unwrap_or_default(),
        alt: table.words("alt"),
        caption: table.words("caption"),
        credit: table.words("credit"),
        licence: table.words("licence"),
        date: table.date("date").map(|at| at.value),
        focus: table.point("focus"),
        consent: consent.unwrap_or_default(),
        consent_ref: table.words("consent_ref"),
        informed: table.words("informed"),
        children: children(&mut table),
        guardian_consent: table.choice("guardian_consent") == Some("recorded"),
        consent_withdrawn,
        withdrawn: withdrawn || consent_withdrawn.is_some(),
    };
    table.finish();
    found.then_some(record)
}

/// Reads `children`; `true` means children of unknown age.
fn children(table: &mut TableReader<'_, '_>) -> Children {
    match table.flag_or_choice("children") {
        Ok(true) => Children::Both,
        Ok(false) => Children::None,
        Err(chosen) => chosen.and_then(word).unwrap_or_default(),
    }
}
