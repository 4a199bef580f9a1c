//! Entries: on lists, on the timeline, and on pages of their own.

use serde::Serialize;

use super::{BodyView, CardPhoto, Date, FieldLink, Link, PageHead, PhotoView, SiteView, Term};
use crate::digest::Digested;

/// An entry as lists show it.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Its kind.
    pub kind: Term,
    /// Where it is now.
    pub place: String,
    /// Its fields; never empty.
    pub fields: Vec<FieldLink>,
    /// Its phase.
    pub phase: Option<Link>,
    /// The last step of its life.
    pub status: Option<Term>,
    /// A few words about it, where no photo stands for them.
    pub summary: Option<String>,
    /// Its first photo.
    pub photo: Option<CardPhoto>,
}

/// An entry as the timeline shows it: one line.
#[derive(Debug, Serialize)]
pub struct TimelineRow {
    /// Its title.
    pub title: String,
    /// Its address.
    pub path: String,
    /// Where it is now.
    pub place: String,
    /// When it began.
    pub started: Date,
    /// When it came to its end.
    pub ended: Option<Date>,
    /// The hue of its first field.
    pub hue: u16,
}

/// A place of an entry, then and now.
#[derive(Debug, Serialize)]
pub struct PlaceView {
    /// As the writer has it.
    pub written: String,
    /// As it is now.
    pub now: String,
    /// Today's province.
    pub province: Link,
    /// Today's communes, the main one first.
    pub communes: Vec<Link>,
    /// What is said of the place now: `is` where it is that unit, `within` where that is larger, none where
    /// nothing changed.
    pub change: Option<&'static str>,
    /// The former unit, by its full name then.
    pub former: Option<Link>,
    /// The last day or year of a former unit that was gone before July 2025.
    pub until: Option<Date>,
}

/// A dated step.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// Which.
    pub step: Term,
    /// When.
    pub date: Date,
    /// By whom.
    pub by: Option<String>,
    /// The number of the decision.
    pub number: Option<String>,
    /// Of which level.
    pub level: Option<String>,
    /// What says so.
    pub source: Option<Reference>,
}

/// A source or a document that stands behind a claim.
#[derive(Debug, Serialize)]
pub struct Reference {
    /// What it is called.
    pub label: String,
    /// An anchor of the page (`#nguon_1`), or an address of the site.
    pub path: String,
    /// Whether `path` is an anchor of the same page.
    pub here: bool,
}

/// A figure.
#[derive(Debug, Serialize)]
pub struct FigureView {
    /// How exact it is: `hơn`.
    pub said: Option<String>,
    /// The number, or two, as the site's language writes numbers: `1.600`, `14–16`.
    pub number: String,
    /// What it counts by, and in what: `tỷ đồng`.
    pub unit: Option<String>,
}

impl FigureView {
    /// Returns the figure in words: `hơn 1.600 hộ`.
    pub(crate) fn words(&self) -> String {
        let parts = [self.said.as_deref(), Some(&*self.number), self.unit.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// An indicator before and after.
#[derive(Debug, Serialize)]
pub struct ResultView {
    /// What is counted.
    pub label: String,
    /// Before.
    pub before: Option<FigureView>,
    /// After, or the only figure.
    pub after: Option<FigureView>,
    /// Before and after as parts of a hundred of the greater, for a chart.
    pub bars: Option<[u8; 2]>,
    /// When before was.
    pub from: Option<Date>,
    /// When after was.
    pub to: Option<Date>,
    /// What says so.
    pub source: Option<Reference>,
    /// All of it as a sentence to quote, with its source.
    pub quoted: String,
}

/// An award.
#[derive(Debug, Serialize)]
pub struct AwardView {
    /// Which.
    pub title: String,
    /// By whom.
    pub by: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// The number of the decision.
    pub number: Option<String>,
    /// Of which level.
    pub level: Option<String>,
}

/// Where a claim comes from.
#[derive(Debug, Serialize)]
pub struct SourceView {
    /// What it is called.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// When it was read.
    pub accessed: Option<Date>,
}

/// A correction.
#[derive(Debug, Serialize)]
pub struct CorrectionView {
    /// When.
    pub date: Date,
    /// What.
    pub note: String,
}

/// A document, as entries and lists show it.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentLink {
    /// `05-CT/TU`.
    pub number: String,
    /// `Chỉ thị`.
    pub kind: Option<String>,
    /// Its subject.
    pub title: String,
    /// Who issued it.
    pub issuer: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Its address.
    pub path: String,
}

/// Some people or a body, and a figure.
#[derive(Debug, Serialize)]
pub struct SharedFigure {
    /// Who.
    pub who: String,
    /// How much, or how many.
    pub figure: Option<FigureView>,
}

/// A role, and those who have it.
#[derive(Debug, Serialize)]
pub struct RoleView {
    /// The role's name.
    pub label: String,
    /// Who has it.
    pub who: Vec<String>,
}

/// A person who agreed to be named.
#[derive(Debug, Serialize)]
pub struct PersonView {
    /// The name.
    pub name: String,
    /// The position.
    pub position: Option<String>,
    /// The phone.
    pub phone: Option<String>,
    /// The mail address.
    pub email: Option<String>,
}

/// A review.
#[derive(Debug, Serialize)]
pub struct ReviewView {
    /// When.
    pub date: Date,
    /// Who held it.
    pub by: Option<String>,
    /// What it found.
    pub note: Option<String>,
}

/// Everything that an entry's page says beside its text.
#[derive(Debug, Serialize)]
pub struct EntryFacts {
    /// Its title.
    pub title: String,
    /// Its identity.
    pub slug: String,
    /// Its kind.
    pub kind: Term,
    /// A few words, if the writer gave them.
    pub summary: Option<String>,
    /// Its fields.
    pub fields: Vec<FieldLink>,
    /// Its places.
    pub places: Vec<PlaceView>,
    /// An area that is not an administrative unit.
    pub area: Option<String>,
    /// Who runs it.
    pub units: Vec<Link>,
    /// Its phase.
    pub phase: Option<Link>,
    /// When it began, if that is known.
    pub started: Option<Date>,
    /// When it came to its end.
    pub ended: Option<Date>,
    /// When it entered the gallery, if that is known.
    pub published: Option<Date>,
    /// When somebody last checked it.
    pub verified: Option<Date>,
    /// Whether that is long ago.
    pub stale: bool,
    /// Why it was begun.
    pub reason: Option<String>,
    /// What it is to reach.
    pub goal: Option<String>,
    /// Whom it helps: who, and how many.
    pub beneficiaries: Vec<SharedFigure>,
    /// Who leads, supports and takes part: the role, and those who have it.
    pub roles: Vec<RoleView>,
    /// What it costs.
    pub cost: Option<FigureView>,
    /// Who pays, and how much.
    pub funding: Vec<SharedFigure>,
    /// Who is in charge, if that person agreed to be named.
    pub leader: Option<PersonView>,
    /// Who answers questions, if that person agreed to be named.
    pub contact: Option<PersonView>,
    /// The reviews.
    pub reviews: Vec<ReviewView>,
    /// To how many places it spread.
    pub spread: Option<FigureView>,
    /// Its life.
    pub status: Vec<StepView>,
    /// The last step.
    pub stands: Option<Term>,
    /// What came of it.
    pub results: Vec<ResultView>,
    /// What it was given.
    pub awards: Vec<AwardView>,
    /// The files that it names.
    pub attachments: Vec<AttachmentLink>,
    /// The documents that it stands under.
    pub documents: Vec<DocumentLink>,
    /// Where its claims come from.
    pub sources: Vec<SourceView>,
    /// What was corrected.
    pub corrections: Vec<CorrectionView>,
    /// Its photos; the first leads.
    pub photos: Vec<PhotoView>,
    /// Those that stand neither above the text nor in it.
    pub gallery: Vec<PhotoView>,
    /// The licence of its text.
    pub licence: Option<String>,
}

/// An entry's page.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct EntryPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub entry: EntryFacts,
    /// Where a mistake is reported: a mail that ends where the version belongs, or a page.
    pub report: Option<String>,
    pub body: BodyView,
    pub replicates: Option<Digested<Card>>,
    pub replicated_by: Vec<Digested<Card>>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
    pub related: Vec<Digested<Card>>,
}

/// What is left of a withdrawn entry.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "each field is what its type says")]
pub struct NoticePage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub date: Date,
    pub reason: String,
}

/// A link to an attached file.
#[derive(Debug, Clone, Serialize)]
pub struct AttachmentLink {
    /// Its name.
    pub name: String,
    /// Its address.
    pub path: String,
    /// Its type and size.
    pub label: Option<String>,
}
