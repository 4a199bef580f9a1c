//! Further facts of an entry: purpose, beneficiaries, roles, cost, people, reviews.
//!
//! Takes the tables of the front matter, gives records. People who did not consent are read too: the model decides
//! what is published.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::choice::word;
use super::table::TableReader;
use crate::date::{Day, PartialDate};
use crate::diagnostic::Position;
use crate::text::Figure;

/// The level of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each is what it says")]
pub enum DecisionLevel {
    National,
    Province,
    District,
    Commune,
}

/// What a body does for an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each is what it says")]
pub enum BodyRole {
    Lead,
    Partner,
    Participant,
}

/// An entry's further facts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct FactsRecord {
    pub reason: Option<String>,
    pub goal: Option<String>,
    pub beneficiaries: Vec<BeneficiaryRecord>,
    pub roles: Vec<(BodyRole, String)>,
    pub cost: Option<CostRecord>,
    pub leader: Option<PersonRecord>,
    pub contact: Option<PersonRecord>,
    pub review: Vec<ReviewRecord>,
    pub spread: Option<Figure>,
}

/// The further facts of an entry. Most entries have none: then they take no more memory than a pointer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FurtherFacts(Option<Box<FactsRecord>>);

impl From<FactsRecord> for FurtherFacts {
    fn from(facts: FactsRecord) -> FurtherFacts {
        FurtherFacts((facts != FactsRecord::default()).then(|| Box::new(facts)))
    }
}

impl Deref for FurtherFacts {
    type Target = FactsRecord;

    fn deref(&self) -> &FactsRecord {
        static NONE: FactsRecord = FactsRecord {
            reason: None,
            goal: None,
            beneficiaries: Vec::new(),
            roles: Vec::new(),
            cost: None,
            leader: None,
            contact: None,
            review: Vec::new(),
            spread: None,
        };
        self.0.as_deref().unwrap_or(&NONE)
    }
}

/// The people whom an entry benefits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct BeneficiaryRecord {
    pub who: String,
    pub number: Option<Figure>,
}

/// The cost of an entry: its total and its parts by payer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct CostRecord {
    pub total: Option<Figure>,
    pub parts: Vec<(String, Option<Figure>)>,
}

/// A person, published only with consent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct PersonRecord {
    pub name: String,
    pub position: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub consent: bool,
    pub consent_ref: Option<String>,
    pub consent_withdrawn: Option<Day>,
    /// The position of the table.
    pub at: Position,
}

impl PersonRecord {
    /// Whether the person consented and did not withdraw consent.
    pub fn may_be_shown(&self) -> bool {
        self.consent && self.consent_withdrawn.is_none()
    }
}

/// An interim or final review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct ReviewRecord {
    pub date: PartialDate,
    pub by: Option<String>,
    pub note: Option<String>,
}

/// The approval of an entry: who signed it, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the key of the same name in the editor's guide")]
pub struct ApprovedRecord {
    pub by: String,
    pub date: Day,
}

/// Reads the further facts of an entry.
pub(super) fn facts(table: &mut TableReader<'_, '_>) -> FactsRecord {
    FactsRecord {
        reason: table.words("reason"),
        goal: table.words("goal"),
        beneficiaries: table.tables("beneficiaries").into_iter().filter_map(beneficiary).collect(),
        roles: table.tables("roles").into_iter().filter_map(role).collect(),
        cost: table.table("cost").map(cost),
        leader: table.table("leader").and_then(person),
        contact: table.table("contact").and_then(person),
        review: table.tables("review").into_iter().filter_map(review).collect(),
        spread: table.figure("spread"),
    }
}

/// Reads the approval of an entry.
pub(super) fn approved(table: &mut TableReader<'_, '_>) -> Option<ApprovedRecord> {
    let mut table = table.table("approved")?;
    let (by, date) = (table.words("by"), table.day("date"));
    table.finish();
    Some(ApprovedRecord { by: by?, date: date?.value })
}

fn beneficiary(mut table: TableReader<'_, '_>) -> Option<BeneficiaryRecord> {
    let (who, number) = (table.words("who"), table.figure("number"));
    table.finish();
    Some(BeneficiaryRecord { who: who?, number })
}

fn role(mut table: TableReader<'_, '_>) -> Option<(BodyRole, String)> {
    let (role, who) = (table.choice("role").and_then(word), table.words("who"));
    table.finish();
    Some((role?, who?))
}

fn cost(mut table: TableReader<'_, '_>) -> CostRecord {
    let part = |mut table: TableReader<'_, '_>| {
        let (from, amount) = (table.words("from"), table.figure("amount"));
        table.finish();
        Some((from?, amount))
    };
    let record = CostRecord {
        total: table.figure("total"),
        parts: table.tables("parts").into_iter().filter_map(part).collect(),
    };
    table.finish();
    record
}

fn person(mut table: TableReader<'_, '_>) -> Option<PersonRecord> {
    let name = table.words("name");
    let record = PersonRecord {
        name: name.clone().unwrap_or_default(),
        position: table.words("position"),
        phone: table.words("phone"),
        email: table.words("email"),
        consent: table.choice("consent") == Some("recorded"),
        consent_ref: table.words("consent_ref"),
        consent_withdrawn: table.day("consent_withdrawn").map(|at| at.value),
        at: table.position(),
    };
    table.finish();
    name.map(|_| record)
}

fn review(mut table: TableReader<'_, '_>) -> Option<ReviewRecord> {
    let date = table.date("date");
    let (by, note) = (table.words("by"), table.words("note"));
    table.finish();
    Some(ReviewRecord { date: date?.value, by, note })
}
