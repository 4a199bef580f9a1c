//! The views of entries: on lists, on the timeline, and on their own pages.

use serde::Serialize;

use super::{BodyView, CardPhoto, Date, EmbedOffer, FieldLink, Link, PageHead, PhotoView, SiteView, Term};
use crate::digest::Digested;

/// An entry as lists show it.
#[derive(Debug, Serialize)]
pub struct Card {
    pub title: String,
    pub path: String,
    pub kind: Term,
    /// Where it is, by names of today.
    pub place: String,
    /// The fields; never empty.
    pub fields: Vec<FieldLink>,
    pub phase: Option<Link>,
    /// The last step of its status.
    pub status: Option<Term>,
    /// The start of its summary; `None` if it has a photo.
    pub summary: Option<String>,
    /// The first photo.
    pub photo: Option<CardPhoto>,
}

/// An entry that replicates another one, or is replicated by it, as the page of the other shows it.
#[derive(Debug, Serialize)]
pub struct ReplicationLink {
    pub title: String,
    pub path: String,
    /// Where it is, by names of today.
    pub place: String,
    /// The hue of the first field, as in [`FieldLink`].
    pub hue: u16,
    /// The first photo.
    pub photo: Option<CardPhoto>,
}

/// An entry as the timeline shows it, on one line.
#[derive(Debug, Serialize)]
pub struct TimelineRow {
    pub title: String,
    pub path: String,
    /// Where it is, by names of today.
    pub place: String,
    pub started: Date,
    pub ended: Option<Date>,
    /// The hue of the first field, as in [`FieldLink`].
    pub hue: u16,
}

/// A place of an entry, then and now.
#[derive(Debug, Serialize)]
pub struct PlaceView {
    /// The name as the entry has it.
    pub written: String,
    /// The name of the unit today.
    pub now: String,
    /// Today's province.
    pub province: Link,
    /// Today's communes, the main one first.
    pub communes: Vec<Link>,
    /// How `written` relates to `now`: `is` if they are the same unit, `within` if that is larger; `None` if nothing
    /// changed.
    pub change: Option<&'static str>,
    /// The former unit, with its full name then.
    pub former: Option<Link>,
    /// Where the former unit's name is: `written` if the entry has it, however it is spelled; `apart` if it has another
    /// name than today's unit. `None` if it would only repeat today's.
    pub former_is: Option<&'static str>,
    /// The last day or year of a former unit that ended before July 2025.
    pub until: Option<Date>,
}

/// A dated step of an entry's status.
#[derive(Debug, Serialize)]
pub struct StepView {
    pub step: Term,
    pub date: Date,
    /// Who decided it.
    pub by: Option<String>,
    /// The number of the decision.
    pub number: Option<String>,
    /// The level of the deciding body.
    pub level: Option<String>,
    pub source: Option<Reference>,
}

/// A source or a document that supports a claim.
#[derive(Debug, Serialize)]
pub struct Reference {
    pub label: String,
    /// An anchor on the page (`#nguon_1`), or an address of the site.
    pub path: String,
    /// Whether `path` is an anchor on the same page.
    pub here: bool,
}

/// A figure in the notation of the site's language.
#[derive(Debug, Serialize)]
pub struct FigureView {
    /// The qualifier: `hơn`.
    pub said: Option<String>,
    /// One or two numbers: `1.600`, `14–16`.
    pub number: String,
    /// The scale and the unit: `tỷ đồng`.
    pub unit: Option<String>,
}

impl FigureView {
    /// Returns the figure in words: `hơn 1.600 hộ`.
    pub(crate) fn words(&self) -> String {
        let parts = [self.said.as_deref(), Some(&*self.number), self.unit.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// A result: an indicator before and after.
#[derive(Debug, Serialize)]
pub struct ResultView {
    pub label: String,
    pub before: Option<FigureView>,
    /// The figure after, or the only one.
    pub after: Option<FigureView>,
    /// The lengths of the bars for before and after, in percent.
    pub bars: Option<[u8; 2]>,
    /// Whether the figure rose, fell or stayed, in words.
    pub change: Option<String>,
    /// The date of `before`.
    pub from: Option<Date>,
    /// The date of `after`.
    pub to: Option<Date>,
    pub source: Option<Reference>,
    /// The result as a sentence to quote, with its source.
    pub quoted: String,
}

/// An award.
#[derive(Debug, Serialize)]
pub struct AwardView {
    pub title: String,
    /// Who gave it.
    pub by: Option<String>,
    pub date: Option<Date>,
    /// The number of the decision.
    pub number: Option<String>,
    /// The level of the body that gave it.
    pub level: Option<String>,
}

/// A source of an entry's claims.
#[derive(Debug, Serialize)]
pub struct SourceView {
    pub title: String,
    pub author: Option<String>,
    /// The web address at which it can be read.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// When it was read.
    pub accessed: Option<Date>,
}

/// A correction of an entry.
#[derive(Debug, Serialize)]
pub struct CorrectionView {
    pub date: Date,
    pub note: String,
}

/// A document, as entries and lists show it.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentLink {
    /// `05-CT/TU`.
    pub number: String,
    /// `Chỉ thị`.
    pub kind: Option<String>,
    /// The subject.
    pub title: String,
    pub issuer: Option<String>,
    /// The day on which it was issued.
    pub date: Option<Date>,
    pub path: String,
}

/// People or an organisation with their share of a figure.
#[derive(Debug, Serialize)]
pub struct SharedFigure {
    pub who: String,
    pub figure: Option<FigureView>,
}

/// A role in an entry, and who has it.
#[derive(Debug, Serialize)]
pub struct RoleView {
    pub label: String,
    pub who: Vec<String>,
}

/// A person who consented to being named.
#[derive(Debug, Serialize)]
pub struct PersonView {
    pub name: String,
    pub position: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// A review of an entry.
#[derive(Debug, Serialize)]
pub struct ReviewView {
    pub date: Date,
    /// Who reviewed the entry.
    pub by: Option<String>,
    /// The findings.
    pub note: Option<String>,
}

/// Everything on an entry's page except its text.
#[derive(Debug, Serialize)]
pub struct EntryFacts {
    pub title: String,
    pub slug: String,
    pub kind: Term,
    pub summary: Option<String>,
    pub fields: Vec<FieldLink>,
    pub places: Vec<PlaceView>,
    /// The name of an area that is not an administrative unit.
    pub area: Option<String>,
    /// The units that run it.
    pub units: Vec<Link>,
    pub phase: Option<Link>,
    /// When it began.
    pub started: Option<Date>,
    /// When it ended.
    pub ended: Option<Date>,
    /// When it was published in the gallery.
    pub published: Option<Date>,
    /// When its facts were last verified.
    pub verified: Option<Date>,
    /// Whether `verified` is too long ago.
    pub stale: bool,
    /// Why it was started.
    pub reason: Option<String>,
    /// What it aims at.
    pub goal: Option<String>,
    /// Whom it helps, and how many.
    pub beneficiaries: Vec<SharedFigure>,
    /// Who leads, supports and takes part.
    pub roles: Vec<RoleView>,
    /// The total cost.
    pub cost: Option<FigureView>,
    /// Who pays, and how much.
    pub funding: Vec<SharedFigure>,
    /// The person in charge; `None` without consent.
    pub leader: Option<PersonView>,
    /// The person who answers questions; `None` without consent.
    pub contact: Option<PersonView>,
    /// The reviews, oldest first.
    pub reviews: Vec<ReviewView>,
    /// How many places replicated it.
    pub spread: Option<FigureView>,
    pub status: Vec<StepView>,
    /// The last step of `status`.
    pub stands: Option<Term>,
    pub results: Vec<ResultView>,
    pub awards: Vec<AwardView>,
    pub attachments: Vec<AttachmentLink>,
    /// The documents on which it is based.
    pub documents: Vec<DocumentLink>,
    pub sources: Vec<SourceView>,
    pub corrections: Vec<CorrectionView>,
    /// All photos; the first is shown above the text.
    pub photos: Vec<PhotoView>,
    /// The photos that are neither above the text nor in it.
    pub gallery: Vec<PhotoView>,
    /// The licence of the text.
    pub licence: Option<String>,
}

/// An entry's page.
#[derive(Debug, Serialize)]
pub struct EntryPage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub entry: EntryFacts,
    /// The link that reports a mistake: a `mailto:` to which the template appends the version, or a page.
    pub report: Option<String>,
    pub embed: Option<EmbedOffer>,
    /// The address of its press kit.
    pub kit: Option<String>,
    pub body: BodyView,
    pub replicates: Option<ReplicationLink>,
    pub replicated_by: Vec<ReplicationLink>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
    pub related: Vec<Digested<Card>>,
}

/// The notice in the place of a withdrawn entry.
#[derive(Debug, Serialize)]
pub struct NoticePage {
    pub site: Digested<SiteView>,
    pub head: PageHead,
    pub date: Date,
    pub reason: String,
}

/// A link to an attached file.
#[derive(Debug, Clone, Serialize)]
pub struct AttachmentLink {
    pub name: String,
    pub path: String,
    /// The type and size: `PDF, 1,2 MB`.
    pub label: Option<String>,
}
