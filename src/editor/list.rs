//! The list of entries, pages and documents with what there is to do: search, filters, order.

use std::cmp::Reverse;

use foldhash::{HashMap, HashMapExt};
use serde_json::{Map, Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::desk::SiteDesk;
use super::diagnostics;
use super::file::page_of;
use super::words::pick;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::model::Catalogue;
use crate::parse::{Parsed, Step};
use crate::schema::{Type, keys_of};
use crate::site::LiveSite;
use crate::source::{FileRole, Source};
use crate::text::bare_words;
use crate::world::World;

/// A draft is old after this time, in nanoseconds.
const OLD: u64 = 30 * 86_400 * 1_000_000_000;
/// Maximum number of rows in an answer.
const MOST: usize = 200;
/// Codes of diagnostics that are about consent.
const CONSENT: [&str; 6] = ["E0130", "W0131", "W0132", "E0150", "W0151", "W0152"];
/// What rows can be filtered by.
const FILTERS: [&str; 6] = ["errors", "warnings", "drafts", "old_drafts", "stale", "consent"];

/// A file in the list.
struct ListRow {
    path: String,
    kind: &'static str,
    title: String,
    draft: bool,
    place: Option<String>,
    field: Option<String>,
    step: Option<&'static str>,
    verified: Option<Day>,
    published: Option<Day>,
    /// Which of [`FILTERS`] the file belongs to.
    is: [bool; 6],
    errors: usize,
    warnings: usize,
    first: Option<Diagnostic>,
}

/// What the list is to show.
struct Wanted {
    kind: String,
    words: Vec<String>,
    /// An index into [`FILTERS`].
    filter: Option<usize>,
    sort: String,
    from: usize,
    count: usize,
}

/// Answers `/api/list`.
pub(super) fn list(desk: &SiteDesk, asked: &EditorRequest) -> Answered {
    let show = asked.query("show");
    let filter = FILTERS.iter().position(|filter| *filter == show);
    if filter.is_none() && !show.is_empty() {
        return Err(Refusal::malformed(pick(desk.language(), "không có cách lọc này", "no such filter")));
    }
    let number = |name: &str, default: usize| asked.query(name).parse().unwrap_or(default);
    let words = bare_words(asked.query("q"));
    let wanted = Wanted {
        kind: asked.query("kind").to_string(),
        words: words.split('-').filter(|word| !word.is_empty()).map(str::to_string).collect(),
        filter,
        sort: asked.query("sort").to_string(),
        from: number("from", 0),
        count: number("count", 50).min(MOST),
    };
    let language = desk.language();
    let (answer, rest) = desk.ask(move |site| answer(site, &wanted, language))?;
    // Dropping what is not shown is not the gallery's work.
    drop(rest);
    Ok(Answer::ok(answer))
}

fn answer(site: &LiveSite, wanted: &Wanted, language: Language) -> (Value, Vec<ListRow>) {
    let rows = rows(site, &wanted.kind);
    let mut counts = Map::new();
    counts.insert("all".into(), json!(rows.len()));
    for (at, filter) in FILTERS.iter().enumerate() {
        counts.insert((*filter).into(), json!(rows.iter().filter(|row| row.is[at]).count()));
    }
    let mut shown: Vec<&ListRow> = rows
        .iter()
        .filter(|row| wanted.filter.is_none_or(|filter| row.is[filter]) && row.fits(&wanted.words))
        .collect();
    match wanted.sort.as_str() {
        "title" => shown.sort_by_cached_key(|row| bare_words(&row.title)),
        "published" => shown.sort_by_key(|row| (Reverse(row.published), &row.path)),
        "verified" => shown.sort_by_key(|row| (row.verified, &row.path)),
        _ => shown.sort_by_key(|row| {
            (Reverse(row.errors > 0), Reverse(row.warnings > 0), Reverse(row.published), &row.path)
        }),
    }
    let catalogue = site.whole().map(|(catalogue, _)| catalogue);
    let page = shown.iter().skip(wanted.from).take(wanted.count);
    let items: Vec<Value> = page.map(|row| row.json(catalogue.as_deref(), language)).collect();
    let answer = json!({ "total": shown.len(), "counts": counts, "items": items });
    (answer, rows)
}

/// Returns a row for every file of a kind.
fn rows(site: &LiveSite, kind: &str) -> Vec<ListRow> {
    let fields = field_names(site);
    let problems = site.diagnostics();
    let problems = by_file(site, &problems);
    let year_ago = years_before(site.today());
    let now = site.world.now();
    let mut rows = Vec::new();
    for (source, file) in site.files() {
        let Some(own) = kind_of(&source.role).filter(|own| kind.is_empty() || kind == "all" || kind == *own)
        else {
            continue;
        };
        let mut row = ListRow::new(source, own);
        match file.parsed.as_ref() {
            Some(Parsed::Entry(record)) => {
                row.title = record.title.value.clone();
                row.draft = record.draft;
                row.place = record.localities.first().map(|at| at.value.clone()).or(record.area.clone());
                let field = record.fields.first().map(|at| at.value.as_str());
                row.field = field.map(|field| fields.get(field).copied().unwrap_or(field).to_string());
                let last = record.status.iter().max_by_key(|step| step.date.value.first_day());
                row.step = last.and_then(|step| word_of(step.step));
                row.verified = record.verified.as_ref().map(|at| at.value);
                row.published = record.published.as_ref().map(|at| at.value);
                row.is[4] = !record.draft && row.verified.is_none_or(|day| day <= year_ago);
            }
            Some(Parsed::Page(record)) => {
                row.title = record.title.value.clone();
                row.draft = record.draft;
            }
            Some(Parsed::Document(record)) => {
                row.title = record.title.clone();
                row.published = record.date.as_ref().map(|at| at.value.first_day());
            }
            _ => {}
        }
        if row.title.is_empty() {
            row.title = row.path.clone();
        }
        row.is[2] = row.draft;
        row.is[3] = row.draft && source.found.stamp.modified.saturating_add(OLD) < now;
        if let Some(own) = problems.get(source.found.path.as_str()) {
            row.take(own);
        }
        rows.push(row);
    }
    rows
}

fn kind_of(role: &FileRole) -> Option<&'static str> {
    match role {
        FileRole::Entry { .. } => Some("entry"),
        FileRole::Page { .. } => Some("page"),
        FileRole::Document { .. } => Some("document"),
        _ => None,
    }
}

/// Returns the day one year before another.
fn years_before(today: Day) -> Day {
    let day = Day::new(today.year - 1, today.month, today.day);
    day.unwrap_or(Day { year: today.year - 1, month: today.month, day: 28 })
}

/// Returns the proposed word for a step.
fn word_of(step: Step) -> Option<&'static str> {
    let (_, status) = keys_of("entry").find("status")?;
    let Type::Table(keys) = status.kind else { return None };
    let (_, key) = keys.find("step")?;
    let Type::Choice(words) = key.kind else { return None };
    let at = Step::ALL.iter().position(|known| *known == step)?;
    words.get(at).map(|word| word.proposed())
}

fn field_names(site: &LiveSite) -> HashMap<&str, &str> {
    let fields = site.files().iter().filter_map(|(_, file)| match file.parsed.as_ref() {
        Some(Parsed::Fields(fields)) => Some(fields),
        _ => None,
    });
    fields.flatten().map(|field| (field.id.value.as_str(), field.name.as_str())).collect()
}

/// Returns the diagnostics of each file; those of a picture belong to the entry that owns its folder.
fn by_file<'d>(site: &LiveSite, problems: &'d [Diagnostic]) -> HashMap<String, Vec<&'d Diagnostic>> {
    let owners = site.files().iter().filter(|(source, _)| source.role.owns_folder());
    let owner = |(source, _): &(std::sync::Arc<Source>, _)| {
        let path = &source.found.path;
        path.rsplit_once('/').map(|(folder, _)| (folder.to_string(), path.clone()))
    };
    let owners: HashMap<String, String> = owners.filter_map(owner).collect();
    let mut by_file: HashMap<String, Vec<&Diagnostic>> = HashMap::new();
    for problem in problems {
        let path = &*problem.place.path;
        let is_text = path.ends_with(".md");
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]).filter(|_| !is_text);
        let owner = folders.find_map(|folder| owners.get(folder));
        by_file.entry(owner.map_or(path, String::as_str).to_string()).or_default().push(problem);
    }
    by_file
}

impl ListRow {
    fn new(source: &Source, kind: &'static str) -> ListRow {
        ListRow {
            path: source.found.path.clone(),
            kind,
            title: String::new(),
            draft: false,
            place: None,
            field: None,
            step: None,
            verified: None,
            published: None,
            is: [false; 6],
            errors: 0,
            warnings: 0,
            first: None,
        }
    }

    fn take(&mut self, problems: &[&Diagnostic]) {
        self.errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
        self.warnings = problems.len() - self.errors;
        self.is[0] = self.errors > 0;
        self.is[1] = self.warnings > 0;
        self.is[5] = problems.iter().any(|problem| CONSENT.contains(&problem.problem.code()));
        self.first =
            problems.iter().min_by_key(|problem| problem.severity()).map(|problem| (**problem).clone());
    }

    /// Whether every word begins a word of the title, the name or the place.
    fn fits(&self, words: &[String]) -> bool {
        if words.is_empty() {
            return true;
        }
        let own = [
            bare_words(&self.title),
            bare_words(&self.path),
            self.place.as_deref().map_or_else(String::new, bare_words),
        ];
        let begins = |word: &String| {
            own.iter().flat_map(|own| own.split('-')).any(|own| own.starts_with(word.as_str()))
        };
        words.iter().all(begins)
    }

    fn json(&self, catalogue: Option<&Catalogue>, language: Language) -> Value {
        json!({
            "path": self.path,
            "kind": self.kind,
            "title": self.title,
            "page": catalogue.and_then(|catalogue| page_of(catalogue, &self.path)),
            "draft": self.draft,
            "place": self.place,
            "field": self.field,
            "step": self.step,
            "verified": self.verified.map(|day| day.to_string()),
            "published": self.published.map(|day| day.to_string()),
            "errors": self.errors,
            "warnings": self.warnings,
            "first": self.first.as_ref().map(|problem| diagnostics::one(problem, None, language)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_its_word() {
        let words: Vec<_> = Step::ALL.into_iter().filter_map(word_of).collect();
        assert_eq!(words.len(), Step::ALL.len());
        assert_eq!(word_of(Step::Recognised), Some("công nhận"));
        assert_eq!(word_of(Step::Withdrawn), Some("rút"));
    }
}
