//! Front matter of an entry.
//!
//! Takes the TOML table, gives the record with the position of everything that may yet turn out to
//! be wrong; never resolves a reference.

use serde::{Deserialize, Serialize};

use super::link::is_web_address;
use super::markdown::Body;
use super::table::{Table, required_past_day};
use crate::date::{Day, PartialDate};
use crate::diagnostic::{At, Problem};
use crate::text::{is_slug, nearest, slug};

/// What sort of exemplar an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A way of working.
    #[default]
    Model,
    /// A group of people.
    Collective,
    /// One person.
    Individual,
}

/// A step of an entry's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// An office wrote it down as one to be built.
    Registered,
    /// An office found that it is one.
    Recognised,
    /// An office gave a commendation for it.
    Commended,
    /// Others follow it.
    Replicated,
    /// It came to its end.
    Stopped,
    /// It was taken back.
    Withdrawn,
}

/// Whether the people in a photo agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Consent {
    /// It is written down at the office.
    Recorded,
    /// Nobody can be recognised.
    NotNeeded,
    /// Nobody knows.
    #[default]
    Unknown,
}

/// An entry as its file has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct EntryRecord {
    pub title: At<String>,
    pub slug: Option<At<String>>,
    pub kind: Kind,
    pub fields: Vec<At<String>>,
    pub localities: Vec<At<String>>,
    pub units: Vec<At<String>>,
    pub started: Option<At<PartialDate>>,
    pub published: Option<At<Day>>,
    pub updated: Option<At<Day>>,
    pub phase: Option<At<String>>,
    pub summary: Option<String>,
    pub verified: Option<At<Day>>,
    pub status: Vec<StatusRecord>,
    pub results: Vec<ResultRecord>,
    pub awards: Vec<AwardRecord>,
    pub documents: Vec<At<String>>,
    pub replicates: Option<At<String>>,
    pub sources: Vec<SourceRecord>,
    pub corrections: Vec<CorrectionRecord>,
    pub aliases: Vec<At<String>>,
    pub draft: bool,
    pub publish_at: Option<At<Day>>,
    pub expires: Option<At<Day>>,
    pub withdrawn: Option<WithdrawnRecord>,
    pub photos: Vec<PhotoRecord>,
    /// Every date that cannot lie ahead, with its key.
    pub past: Vec<(String, At<PartialDate>)>,
    /// Every `source` of a step or a result.
    pub cited: Vec<At<String>>,
    pub body: Body,
}

/// A dated step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct StatusRecord {
    pub step: Step,
    pub date: At<PartialDate>,
    pub by: Option<String>,
    pub source: Option<At<String>>,
}

/// An indicator before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct ResultRecord {
    pub label: String,
    pub unit: Option<String>,
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
    pub source: Option<At<String>>,
}

/// An award.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct AwardRecord {
    pub title: String,
    pub by: Option<String>,
    pub date: Option<PartialDate>,
}

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct SourceRecord {
    pub id: Option<String>,
    pub title: String,
    pub url: Option<String>,
    pub date: Option<PartialDate>,
    pub accessed: Option<Day>,
}

/// A correction after publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct CorrectionRecord {
    pub date: At<Day>,
    pub note: String,
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct WithdrawnRecord {
    pub date: Day,
    pub reason: String,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct PhotoRecord {
    pub file: At<String>,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub licence: Option<String>,
    pub date: Option<PartialDate>,
    pub focus: Option<[f32; 2]>,
    pub consent: Consent,
    pub consent_ref: Option<String>,
    pub children: bool,
    pub withdrawn: bool,
}

/// Reads the front matter of an entry. What is missing is reported and left empty, so that the rest is
/// still compared with other files.
pub(super) fn entry(mut table: Table<'_, '_>, body: Body) -> EntryRecord {
    let undated = !table.has("started") && !table.has("published");
    let record = EntryRecord {
        title: table.required_text("title").unwrap_or_default(),
        slug: table.text("slug").inspect(|at| check_slug(&table, at)),
        kind: kind(&mut table),
        fields: table.required_texts("fields"),
        localities: table.required_texts("locality"),
        units: table.texts("unit"),
        started: table.date("started"),
        published: table.day("published"),
        updated: table.past_day("updated"),
        phase: table.text("phase"),
        summary: table.text("summary").map(|at| at.value),
        verified: table.past_day("verified"),
        status: table.tables("status").into_iter().filter_map(status).collect(),
        results: table.tables("results").into_iter().filter_map(result).collect(),
        awards: table.tables("awards").into_iter().filter_map(award).collect(),
        documents: table.texts("documents"),
        replicates: table.text("replicates"),
        sources: table.tables("sources").into_iter().filter_map(source).collect(),
        corrections: table.tables("corrections").into_iter().filter_map(correction).collect(),
        aliases: table.texts("aliases"),
        draft: table.flag("draft"),
        publish_at: table.day("publish_at"),
        expires: table.day("expires"),
        withdrawn: table.table("withdrawn").and_then(withdrawn),
        photos: table.tables("photos").into_iter().filter_map(photo).collect(),
        past: table.take_past(),
        cited: table.take_cited(),
        body,
    };
    if undated && !record.draft {
        table.missing("started");
    }
    table.finish();
    record
}

fn check_slug(table: &Table<'_, '_>, at: &At<String>) {
    if !is_slug(&at.value) {
        let problem = Problem::BadSlug { written: at.value.clone(), proposal: slug(&at.value) };
        table.problem(at.position, problem);
    }
}

/// Reads one of several words, in either language, whatever its case.
fn choice<T: Copy>(table: &Table<'_, '_>, key: &str, at: &At<String>, words: &[(&str, T)]) -> Option<T> {
    let written = at.value.to_lowercase();
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == written) {
        return Some(*value);
    }
    let names = words.iter().map(|(word, _)| *word);
    let near = nearest(&written, names.clone(), 1);
    let allowed =
        near.iter().copied().chain(names.filter(|name| !near.contains(name))).map(String::from).collect();
    table
        .problem(at.position, Problem::BadChoice { key: table.key(key), written: at.value.clone(), allowed });
    None
}

fn kind(table: &mut Table<'_, '_>) -> Kind {
    const WORDS: &[(&str, Kind)] = &[
        ("model", Kind::Model),
        ("collective", Kind::Collective),
        ("individual", Kind::Individual),
        ("mô hình", Kind::Model),
        ("tập thể", Kind::Collective),
        ("cá nhân", Kind::Individual),
    ];
    table.text("kind").and_then(|at| choice(table, "kind", &at, WORDS)).unwrap_or_default()
}

fn status(mut table: Table<'_, '_>) -> Option<StatusRecord> {
    const WORDS: &[(&str, Step)] = &[
        ("registered", Step::Registered),
        ("recognised", Step::Recognised),
        ("commended", Step::Commended),
        ("replicated", Step::Replicated),
        ("stopped", Step::Stopped),
        ("withdrawn", Step::Withdrawn),
        ("đăng ký", Step::Registered),
        ("công nhận", Step::Recognised),
        ("khen thưởng", Step::Commended),
        ("biểu dương", Step::Commended),
        ("nhân rộng", Step::Replicated),
        ("dừng", Step::Stopped),
        ("rút", Step::Withdrawn),
    ];
    let step = table.required_text("step").and_then(|at| choice(&table, "step", &at, WORDS));
    let date = required_date(&mut table);
    let by = table.text("by").map(|at| at.value);
    let source = table.cited("source");
    table.finish();
    Some(StatusRecord { step: step?, date: date?, by, source })
}

fn required_date(table: &mut Table<'_, '_>) -> Option<At<PartialDate>> {
    if !table.has("date") {
        table.missing("date");
    }
    table.past_date("date")
}

fn result(mut table: Table<'_, '_>) -> Option<ResultRecord> {
    let label = table.required_text("label");
    let (from, to) = (table.date("from"), table.date("to"));
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value.last_day() < from.value.first_day()
    {
        let problem = Problem::DatesOutOfOrder { earlier: table.key("from"), later: table.key("to") };
        table.problem(to.position, problem);
    }
    let record = ResultRecord {
        label: label.as_ref().map(|at| at.value.clone()).unwrap_or_default(),
        unit: table.text("unit").map(|at| at.value),
        before: table.number("before").map(|at| at.value),
        after: table.number("after").map(|at| at.value),
        from: from.map(|at| at.value),
        to: to.map(|at| at.value),
        source: table.cited("source"),
    };
    table.finish();
    label.map(|_| record)
}

fn award(mut table: Table<'_, '_>) -> Option<AwardRecord> {
    let title = table.required_text("title");
    let by = table.text("by").map(|at| at.value);
    let date = table.past_date("date").map(|at| at.value);
    table.finish();
    Some(AwardRecord { title: title?.value, by, date })
}

fn source(mut table: Table<'_, '_>) -> Option<SourceRecord> {
    let id = table.text("id").map(|at| at.value);
    let title = table.required_text("title");
    let url = web_address(&mut table, "url");
    let date = table.past_date("date").map(|at| at.value);
    let accessed = table.past_day("accessed").map(|at| at.value);
    table.finish();
    Some(SourceRecord { id, title: title?.value, url, date, accessed })
}

/// An address on the web; anything else that a browser might run is refused.
pub(super) fn web_address(table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
    let at = table.text(key)?;
    if is_web_address(&at.value) {
        return Some(at.value);
    }
    table.problem(at.position, Problem::BadWebAddress { key: table.key(key), written: at.value });
    None
}

fn correction(mut table: Table<'_, '_>) -> Option<CorrectionRecord> {
    let date = required_past_day(&mut table, "date");
    let note = table.required_text("note");
    table.finish();
    Some(CorrectionRecord { date: date?, note: note?.value })
}

fn withdrawn(mut table: Table<'_, '_>) -> Option<WithdrawnRecord> {
    let date = required_past_day(&mut table, "date");
    let reason = table.required_text("reason");
    table.finish();
    Some(WithdrawnRecord { date: date?.value, reason: reason?.value })
}

fn photo(mut table: Table<'_, '_>) -> Option<PhotoRecord> {
    const WORDS: &[(&str, Consent)] =
        &[("recorded", Consent::Recorded), ("not-needed", Consent::NotNeeded), ("unknown", Consent::Unknown)];
    let file = table.required_text("file");
    let consent = table.text("consent").and_then(|at| choice(&table, "consent", &at, WORDS));
    let found = file.is_some();
    let record = PhotoRecord {
        file: file.unwrap_or_default(),
        alt: table.text("alt").map(|at| at.value),
        caption: table.text("caption").map(|at| at.value),
        credit: table.text("credit").map(|at| at.value),
        licence: table.text("licence").map(|at| at.value),
        date: table.past_date("date").map(|at| at.value),
        focus: table.point("focus"),
        consent: consent.unwrap_or_default(),
        consent_ref: table.text("consent_ref").map(|at| at.value),
        children: table.flag("children"),
        withdrawn: table.flag("withdrawn"),
    };
    table.finish();
    found.then_some(record)
}
