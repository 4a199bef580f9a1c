//! The texts of the site as rows of the list, kept from one request to the next.
//!
//! Rows are made on the thread of a request, not by the gallery; of a text that did not change, only what depends on
//! other files is made again.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::{HashMap, HashMapExt};

use super::answer::Refusal;
use super::context::SiteContext;
use crate::address;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Catalogue;
use crate::parse::{Parsed, ParsedFile, Step};
use crate::schema::{Type, keys_of};
use crate::source::{FileRole, Source};
use crate::text::bare_words;
use crate::world::World;

/// A draft is old after this time, in nanoseconds.
const OLD: u64 = 30 * 86_400 * 1_000_000_000;
/// Codes of diagnostics that are about consent.
const CONSENT: [&str; 6] = ["E0130", "W0131", "W0132", "E0150", "W0151", "W0152"];
/// Codes of diagnostics about something that is not there, or not published: a record, a text, a photo, a heading.
const REFERENCES: [&str; 6] = ["E0201", "E0204", "E0205", "E0225", "W0208", "W0216"];
/// What rows can be filtered by.
pub(super) const FILTERS: [&str; 7] =
    ["errors", "warnings", "drafts", "old_drafts", "stale", "consent", "references"];

/// What a row says of its text alone.
pub(super) struct RowText {
    source: Arc<Source>,
    file: Arc<ParsedFile>,
    pub kind: &'static str,
    pub title: String,
    /// The title without accents, its words joined by hyphens.
    pub folded: String,
    /// The name of the file and the place, likewise.
    pub folded_rest: String,
    pub draft: bool,
    pub place: Option<String>,
    field: Option<String>,
    pub step: Option<&'static str>,
    pub verified: Option<Day>,
    pub published: Option<Day>,
}

/// A row of the list.
pub(super) struct ListRow {
    pub text: Arc<RowText>,
    /// The address of its page, as a path.
    pub page: Option<String>,
    /// The name of its first field.
    pub field: Option<String>,
    /// Which of [`FILTERS`] it belongs to.
    pub is: [bool; FILTERS.len()],
    pub errors: usize,
    pub warnings: usize,
    pub first: Option<Diagnostic>,
}

/// All rows, in the order of the sources.
pub(super) struct RowIndex {
    /// The state of the gallery that they show, and the day.
    of: (u64, Day),
    pub rows: Vec<ListRow>,
    /// Whether the site has a page of targets.
    pub has_targets: bool,
}

/// The rows that were made last.
#[derive(Default)]
pub(super) struct KeptRows(Mutex<Option<Arc<RowIndex>>>);

/// What rows are made from.
struct SiteState {
    of: (u64, Day),
    now: u64,
    files: Vec<(Arc<Source>, Arc<ParsedFile>)>,
    problems: Vec<Diagnostic>,
    catalogue: Option<Arc<Catalogue>>,
}

impl SiteContext {
    /// Returns the rows of the site as it is now.
    pub(super) fn rows(&self) -> Result<Arc<RowIndex>, Refusal> {
        let mut kept = self.rows.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.as_ref().map(|index| index.of);
        let state = self.ask(move |site| {
            let of = (site.version(), site.today());
            (known != Some(of)).then(|| SiteState {
                of,
                now: site.world.now(),
                files: site.files().to_vec(),
                problems: site.diagnostics(),
                catalogue: site.whole().map(|(catalogue, _)| catalogue),
            })
        })?;
        match (state, &*kept) {
            (None, Some(index)) => Ok(Arc::clone(index)),
            (state, before) => {
                let state = state.expect("without rows there is a state to make them from");
                let index = Arc::new(RowIndex::new(state, before.as_deref()));
                *kept = Some(Arc::clone(&index));
                Ok(index)
            }
        }
    }
}

impl RowIndex {
    fn new(state: SiteState, before: Option<&RowIndex>) -> RowIndex {
        let known: HashMap<*const ParsedFile, &Arc<RowText>> = before
            .iter()
            .flat_map(|index| &index.rows)
            .map(|row| (Arc::as_ptr(&row.text.file), &row.text))
            .collect();
        let problems = by_file(&state);
        let pages = state.catalogue.as_deref().map(pages).unwrap_or_default();
        let fields = field_names(&state.files);
        let year_ago = years_before(state.of.1);
        let row = |(source, file): &(Arc<Source>, Arc<ParsedFile>)| {
            let kind = kind_of(&source.role)?;
            let text =
                known.get(&Arc::as_ptr(file)).filter(|text| text.source.found.path == source.found.path);
            let text =
                text.map_or_else(|| Arc::new(RowText::new(source, file, kind)), |text| Arc::clone(text));
            let path = source.found.path.as_str();
            let field = text.field.as_deref().map(|id| fields.get(id).copied().unwrap_or(id).to_string());
            let mut row = ListRow {
                page: pages.get(path).cloned(),
                field,
                is: [false; FILTERS.len()],
                errors: 0,
                warnings: 0,
                first: None,
                text,
            };
            let text = &row.text;
            row.is[2] = text.draft;
            row.is[3] = text.draft && source.found.stamp.modified.saturating_add(OLD) < state.now;
            row.is[4] = kind == "entry"
                && file.parsed.is_some()
                && !text.draft
                && text.verified.is_none_or(|day| day <= year_ago);
            if let Some(own) = problems.get(path) {
                row.take(own);
            }
            Some(row)
        };
        let rows = state.files.iter().filter_map(row).collect();
        let has_targets = state.catalogue.as_deref().is_some_and(|catalogue| catalogue.targets.has_page);
        RowIndex { of: state.of, rows, has_targets }
    }
}

impl RowText {
    fn new(source: &Arc<Source>, file: &Arc<ParsedFile>, kind: &'static str) -> RowText {
        let path = &source.found.path;
        let mut row = RowText {
            source: Arc::clone(source),
            file: Arc::clone(file),
            kind,
            title: String::new(),
            folded: String::new(),
            folded_rest: String::new(),
            draft: false,
            place: None,
            field: None,
            step: None,
            verified: None,
            published: None,
        };
        match file.parsed.as_ref() {
            Some(Parsed::Entry(record)) => {
                row.title = record.title.value.clone();
                row.draft = record.draft;
                row.place = record.localities.first().map(|at| at.value.clone()).or(record.area.clone());
                row.field = record.fields.first().map(|at| at.value.clone());
                let last = record.status.iter().max_by_key(|step| step.date.value.first_day());
                row.step = last.and_then(|step| word_of(step.step));
                row.verified = record.verified.as_ref().map(|at| at.value);
                row.published = record.published.as_ref().map(|at| at.value);
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
            row.title = path.clone();
        }
        row.folded = bare_words(&row.title);
        row.folded_rest =
            [bare_words(path), row.place.as_deref().map_or_else(String::new, bare_words)].join("-");
        row
    }
}

impl ListRow {
    pub(super) fn path(&self) -> &str {
        &self.text.source.found.path
    }

    fn take(&mut self, problems: &[&Diagnostic]) {
        self.errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
        self.warnings = problems.len() - self.errors;
        self.is[0] = self.errors > 0;
        self.is[1] = self.warnings > 0;
        let has = |codes: &[&str]| problems.iter().any(|problem| codes.contains(&problem.problem.code()));
        self.is[5] = has(&CONSENT);
        self.is[6] = has(&REFERENCES);
        self.first =
            problems.iter().min_by_key(|problem| problem.severity()).map(|problem| (**problem).clone());
    }
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

fn field_names(files: &[(Arc<Source>, Arc<ParsedFile>)]) -> HashMap<&str, &str> {
    let fields = files.iter().filter_map(|(_, file)| match file.parsed.as_ref() {
        Some(Parsed::Fields(fields)) => Some(fields),
        _ => None,
    });
    fields.flatten().map(|field| (field.id.value.as_str(), field.name.as_str())).collect()
}

/// Returns the address of the page of each file, as a path.
fn pages(catalogue: &Catalogue) -> HashMap<&str, String> {
    let entries = catalogue.entries.iter().map(|entry| (&entry.text, address::entry(&entry.slug)));
    let documents = catalogue.documents.iter().map(|one| (&one.text, address::document(&one.id)));
    let pages = catalogue.pages.iter().map(|page| (&page.text, page.address.clone()));
    let all = entries.chain(documents).chain(pages);
    all.map(|(text, address)| (text.source.found.path.as_str(), format!("/{address}"))).collect()
}

/// Returns the diagnostics of each file; those of a picture belong to the entry that owns its folder.
fn by_file(state: &SiteState) -> HashMap<&str, Vec<&Diagnostic>> {
    let is_text = |problem: &Diagnostic| problem.place.path.ends_with(".md");
    let mut owners: HashMap<&str, &str> = HashMap::new();
    if !state.problems.iter().all(is_text) {
        let owning = state.files.iter().filter(|(source, _)| source.role.owns_folder());
        let paths = owning.map(|(source, _)| source.found.path.as_str());
        owners.extend(paths.filter_map(|path| Some((path.rsplit_once('/')?.0, path))));
    }
    let mut by_file: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for problem in &state.problems {
        let path = &*problem.place.path;
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]).filter(|_| !is_text(problem));
        let owner = folders.find_map(|folder| owners.get(folder).copied());
        by_file.entry(owner.unwrap_or(path)).or_default().push(problem);
    }
    by_file
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
