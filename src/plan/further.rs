//! An entry's further facts as its page shows them: reason, beneficiaries, roles, cost and outcome.
//!
//! Takes an entry, gives the pieces of its view. People who did not consent are never named.

use super::facts::Facts;
use super::view::{FigureView, PersonView, ReviewView, RoleView, SharedFigure};
use crate::model::Entry;
use crate::parse::{FactsRecord, Part, PersonRecord};
use crate::text::Figure;

impl Facts<'_> {
    /// Returns whom an entry helps.
    pub(super) fn beneficiaries(&self, facts: &FactsRecord) -> Vec<SharedFigure> {
        let share = |who: &String, figure: &Option<Figure>| self.share(who, figure.as_ref());
        facts.beneficiaries.iter().map(|one| share(&one.who, &one.number)).collect()
    }

    /// Returns who pays for an entry.
    pub(super) fn funding(&self, facts: &FactsRecord) -> Vec<SharedFigure> {
        let parts = facts.cost.iter().flat_map(|cost| &cost.parts);
        parts.map(|(from, amount)| self.share(from, amount.as_ref())).collect()
    }

    fn share(&self, who: &str, figure: Option<&Figure>) -> SharedFigure {
        SharedFigure { who: who.to_string(), figure: figure.map(|figure| self.figure(figure)) }
    }

    /// Writes a figure in its own unit.
    pub(super) fn figure(&self, figure: &Figure) -> FigureView {
        self.wording.figure(figure, None)
    }

    /// Returns who has which role, the leaders first.
    pub(super) fn roles(&self, facts: &FactsRecord) -> Vec<RoleView> {
        let view = |part: Part| {
            let who = facts.roles.iter().filter(|(role, _)| *role == part).map(|(_, who)| who.clone());
            RoleView { label: self.wording.part(part), who: who.collect() }
        };
        let views = [Part::Lead, Part::Partner, Part::Participant].map(view);
        views.into_iter().filter(|role| !role.who.is_empty()).collect()
    }

    /// Returns the reviews of an entry, oldest first.
    pub(super) fn reviews(&self, facts: &FactsRecord) -> Vec<ReviewView> {
        let mut reviews: Vec<_> = facts.review.iter().collect();
        reviews.sort_by_key(|review| review.date);
        let view = |review: &&crate::parse::ReviewRecord| ReviewView {
            date: self.wording.date(review.date),
            by: review.by.clone(),
            note: review.note.clone(),
        };
        reviews.iter().map(view).collect()
    }
}

/// Returns a person, if named with consent.
pub(super) fn person(record: Option<&PersonRecord>) -> Option<PersonView> {
    let record = record.filter(|person| person.may_be_shown())?;
    Some(PersonView {
        name: record.name.clone(),
        position: record.position.clone(),
        phone: record.phone.clone(),
        email: record.email.clone(),
    })
}

/// Returns the texts of an entry's further facts, for search.
pub(super) fn words(entry: &Entry) -> Vec<&str> {
    let facts = &entry.record().facts;
    let mut words: Vec<&str> =
        [&facts.reason, &facts.goal].into_iter().flatten().map(String::as_str).collect();
    words.extend(facts.beneficiaries.iter().map(|one| one.who.as_str()));
    words.extend(facts.roles.iter().map(|(_, who)| who.as_str()));
    words.extend(facts.cost.iter().flat_map(|cost| &cost.parts).map(|(from, _)| from.as_str()));
    let people = [&facts.leader, &facts.contact].into_iter().flatten().filter(|person| person.may_be_shown());
    words.extend(
        people
            .flat_map(|person| [Some(&person.name), person.position.as_ref()])
            .flatten()
            .map(String::as_str),
    );
    words.extend(
        facts.review.iter().flat_map(|review| [&review.by, &review.note]).flatten().map(String::as_str),
    );
    let record = entry.record();
    words
        .extend(record.status.iter().flat_map(|step| [&step.by, &step.number]).flatten().map(String::as_str));
    words.extend(
        record.awards.iter().flat_map(|award| [&award.by, &award.number]).flatten().map(String::as_str),
    );
    words.extend(record.sources.iter().filter_map(|source| source.author.as_deref()));
    words
}
