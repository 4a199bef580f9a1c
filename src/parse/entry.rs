//! Front matter of an entry.
//!
//! Takes the TOML table, gives the record with the position of everything that later stages may
//! report; never resolves a reference.

use serde::{Deserialize, Serialize};

use super::choice::word;
use super::facts::{ApprovedRecord, DecisionLevel, FurtherFacts, approved, facts};
use super::markdown::Body;
use super::photo::{PhotoRecord, photo};
use super::table::TableReader;
use crate::date::{Day, PartialDate};
use crate::diagnostic::{Located, Problem};
use crate::text::{Figure, fold};

/// What sort of exemplar an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A way of working (mô hình).
    #[default]
    Model,
    /// A group of people (tập thể).
    Collective,
    /// One person (cá nhân).
    Individual,
}

impl Kind {
    /// Every kind, in display order.
    pub const ALL: [Kind; 3] = [Kind::Model, Kind::Collective, Kind::Individual];
}

/// A step in an entry's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// An office registered it as to be built.
    Registered,
    /// It was launched in public.
    Launched,
    /// An office recognised it.
    Recognised,
    /// An office commended it.
    Commended,
    /// It was praised in public.
    Praised,
    /// It is being kept up.
    Maintained,
    /// Others replicate it.
    Replicated,
    /// It had an interim review.
    Reviewed,
    /// It had a final review.
    Concluded,
    /// It ended.
    Stopped,
    /// It was withdrawn.
    Withdrawn,
}

impl Step {
    /// Every step, in display order.
    pub const ALL: [Step; 11] = [
        Step::Registered,
        Step::Launched,
        Step::Recognised,
        Step::Commended,
        Step::Praised,
        Step::Maintained,
        Step::Replicated,
        Step::Reviewed,
        Step::Concluded,
        Step::Stopped,
        Step::Withdrawn,
    ];
}

/// The front matter and text of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct EntryRecord {
    pub title: Located<String>,
    pub slug: Option<Located<String>>,
    pub kind: Kind,
    pub fields: Vec<Located<String>>,
    pub localities: Vec<Located<String>>,
    pub area: Option<String>,
    pub units: Vec<Located<String>>,
    pub started: Option<Located<PartialDate>>,
    pub ended: Option<Located<PartialDate>>,
    pub published: Option<Located<Day>>,
    pub updated: Option<Located<Day>>,
    pub phase: Option<Located<String>>,
    pub summary: Option<String>,
    pub verified: Option<Located<Day>>,
    pub status: Vec<StatusRecord>,
    pub results: Vec<ResultRecord>,
    pub awards: Vec<AwardRecord>,
    pub documents: Vec<Located<String>>,
    /// Names of attached files, as written.
    pub attachments: Vec<Located<String>>,
    pub replicates: Option<Located<String>>,
    pub sources: Vec<SourceRecord>,
    pub corrections: Vec<CorrectionRecord>,
    pub aliases: Vec<Located<String>>,
    pub draft: bool,
    pub approved: Option<ApprovedRecord>,
    pub facts: FurtherFacts,
    pub publish_at: Option<Located<Day>>,
    pub expires: Option<Located<Day>>,
    pub withdrawn: Option<WithdrawnRecord>,
    pub photos: Vec<PhotoRecord>,
    /// Every date that must not be in the future, with its key.
    pub past: Vec<(String, Located<PartialDate>)>,
    /// The `source` of every step and result.
    pub cited: Vec<Located<String>>,
    pub body: Body,
}

/// A dated step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct StatusRecord {
    pub step: Step,
    pub date: Located<PartialDate>,
    pub by: Option<String>,
    pub number: Option<String>,
    pub level: Option<DecisionLevel>,
    pub source: Option<Located<String>>,
}

/// An indicator before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct ResultRecord {
    pub label: String,
    pub unit: Option<String>,
    pub before: Option<Figure>,
    pub after: Option<Figure>,
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
    pub source: Option<Located<String>>,
}

/// An award.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct AwardRecord {
    pub title: String,
    pub by: Option<String>,
    pub date: Option<PartialDate>,
    pub number: Option<String>,
    pub level: Option<DecisionLevel>,
}

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct SourceRecord {
    pub id: Option<String>,
    pub title: String,
    pub author: Option<String>,
    pub url: Option<String>,
    pub date: Option<PartialDate>,
    pub accessed: Option<Day>,
}

/// A correction after publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct CorrectionRecord {
    pub date: Located<Day>,
    pub note: String,
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct WithdrawnRecord {
    pub date: Day,
    pub reason: String,
}

/// Reads the front matter of an entry. Missing values are reported and left empty, so that the rest is
/// still checked against other files.
pub(super) fn entry(mut table: TableReader<'_, '_>, body: Body) -> EntryRecord {
    let (has_start, top) = (table.has("started") || table.is_misspelt("started"), table.position());
    let (started, ended) = life(&mut table);
    let record = EntryRecord {
        title: table.text("title").unwrap_or_default(),
        slug: table.text("slug"),
        kind: table.choice("kind").and_then(word).unwrap_or_default(),
        fields: table.texts("fields"),
        localities: table.texts("locality"),
        area: table.words("area"),
        units: table.texts("unit"),
        started,
        ended,
        published: table.day("published"),
        updated: table.day("updated"),
        phase: table.text("phase"),
        summary: table.words("summary"),
        verified: table.day("verified"),
        status: table.tables("status").into_iter().filter_map(status).collect(),
        results: table.tables("results").into_iter().filter_map(result).collect(),
        awards: table.tables("awards").into_iter().filter_map(award).collect(),
        documents: table.texts("documents"),
        attachments: table.texts("attachments"),
        replicates: table.text("replicates"),
        sources: table.tables("sources").into_iter().filter_map(source).collect(),
        corrections: table.tables("corrections").into_iter().filter_map(correction).collect(),
        aliases: table.texts("aliases"),
        draft: table.flag("draft"),
        approved: approved(&mut table),
        facts: facts(&mut table).into(),
        publish_at: table.day_from("publish_at"),
        expires: table.day("expires"),
        withdrawn: table.table("withdrawn").and_then(withdrawn),
        photos: table.tables("photos").into_iter().filter_map(photo).collect(),
        past: table.take_past(),
        cited: table.take_cited(),
        body,
    };
    if !has_start && !record.draft && record.withdrawn.is_none() {
        table.problem(top, Problem::NoBeginning);
    }
    table.finish();
    record
}

/// Reads the start and end of an entry; `started` may be a range that gives both.
fn life(table: &mut TableReader<'_, '_>) -> (Option<Located<PartialDate>>, Option<Located<PartialDate>>) {
    let span = table.span("started");
    let ended = table.date("ended");
    let Some(Located { value: (started, end), position }) = span else { return (None, ended) };
    let (started, end) = (Located { value: started, position }, end.map(|value| Located { value, position }));
    let ended = ended.or(end);
    if let Some(ended) = &ended
        && ended.value.last_day() < started.value.first_day()
    {
        let problem = Problem::DatesOutOfOrder { earlier: table.key("started"), later: table.key("ended") };
        table.problem(ended.position, problem);
    }
    (Some(started), ended)
}

fn status(mut table: TableReader<'_, '_>) -> Option<StatusRecord> {
    let step = table.choice("step").and_then(word);
    let date = table.date("date");
    let by = table.words("by");
    let (number, level) = (decision(&mut table), table.choice("level").and_then(word));
    let source = table.text("source");
    table.finish();
    Some(StatusRecord { step: step?, date: date?, by, number, level, source })
}

/// Returns the number of a decision without the word `số`, which pages add.
fn decision(table: &mut TableReader<'_, '_>) -> Option<String> {
    let number = table.words("number")?;
    let is_word = |word: &str| fold(word.trim_end_matches(':')) == "so";
    match number.split_once(' ') {
        Some((word, rest)) if is_word(word) => Some(rest.trim_start().to_string()),
        _ => Some(number),
    }
}

fn result(mut table: TableReader<'_, '_>) -> Option<ResultRecord> {
    let label = table.text("label");
    let (from, to) = (table.date("from"), table.date("to"));
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value.last_day() < from.value.first_day()
    {
        let problem = Problem::DatesOutOfOrder { earlier: table.key("from"), later: table.key("to") };
        table.problem(to.position, problem);
    }
    let record = ResultRecord {
        label: label.as_ref().map(|at| at.value.clone()).unwrap_or_default(),
        unit: table.words("unit"),
        before: table.figure("before"),
        after: table.figure("after"),
        from: from.map(|at| at.value),
        to: to.map(|at| at.value),
        source: table.text("source"),
    };
    table.finish();
    label.map(|_| record)
}

fn award(mut table: TableReader<'_, '_>) -> Option<AwardRecord> {
    let title = table.text("title");
    let by = table.words("by");
    let date = table.date("date").map(|at| at.value);
    let (number, level) = (decision(&mut table), table.choice("level").and_then(word));
    table.finish();
    Some(AwardRecord { title: title?.value, by, date, number, level })
}

fn source(mut table: TableReader<'_, '_>) -> Option<SourceRecord> {
    let id = table.words("id");
    let title = table.text("title");
    let author = table.words("author");
    let url = table.words("url");
    let date = table.date("date").map(|at| at.value);
    let accessed = table.day("accessed").map(|at| at.value);
    table.finish();
    Some(SourceRecord { id, title: title?.value, author, url, date, accessed })
}

fn correction(mut table: TableReader<'_, '_>) -> Option<CorrectionRecord> {
    let date = table.day("date");
    let note = table.text("note");
    table.finish();
    Some(CorrectionRecord { date: date?, note: note?.value })
}

fn withdrawn(mut table: TableReader<'_, '_>) -> Option<WithdrawnRecord> {
    let date = table.day("date");
    let reason = table.text("reason");
    table.finish();
    Some(WithdrawnRecord { date: date?.value, reason: reason?.value })
}
