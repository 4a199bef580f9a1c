//! The list of entries, pages and documents with what there is to do: search, filters, order.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::SiteContext;
use super::diagnostics;
use super::rows::{FILTERS, ListRow};
use super::words::pick;
use crate::address;
use crate::diagnostic::Language;
use crate::text::bare_words;

/// Maximum number of rows in an answer.
const MOST: usize = 200;

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
pub(super) fn list(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let show = asked.query("show");
    let filter = FILTERS.iter().position(|filter| *filter == show);
    if filter.is_none() && !show.is_empty() {
        return Err(Refusal::malformed(pick(context.language(), "không có cách lọc này", "no such filter")));
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
    let index = context.rows()?;
    let mut answer = answer(&index.rows, &wanted, context.language());
    if index.has_targets {
        answer["targets"] = json!(format!("{}/{}", context.preview, address::TARGETS));
    }
    Ok(Answer::ok(answer))
}

fn answer(rows: &[ListRow], wanted: &Wanted, language: Language) -> Value {
    let is_kind = |row: &&ListRow| ["", "all", row.text.kind].contains(&wanted.kind.as_str());
    let rows: Vec<&ListRow> = rows.iter().filter(is_kind).collect();
    let mut counts = Map::new();
    counts.insert("all".into(), json!(rows.len()));
    for (at, filter) in FILTERS.iter().enumerate() {
        counts.insert((*filter).into(), json!(rows.iter().filter(|row| row.is[at]).count()));
    }
    let is_shown =
        |row: &&ListRow| wanted.filter.is_none_or(|filter| row.is[filter]) && fits(row, &wanted.words);
    let mut shown: Vec<&ListRow> = rows.into_iter().filter(is_shown).collect();
    match wanted.sort.as_str() {
        "title" => shown.sort_by_key(|row| (&row.text.folded, row.path())),
        "published" => shown.sort_by_key(|row| (Reverse(row.text.published), row.path())),
        "verified" => shown.sort_by_key(|row| (row.text.verified, row.path())),
        _ => shown.sort_by_key(|row| {
            (Reverse(row.errors > 0), Reverse(row.warnings > 0), Reverse(row.text.published), row.path())
        }),
    }
    let page = shown.iter().skip(wanted.from).take(wanted.count);
    let items: Vec<Value> = page.map(|row| item(row, language)).collect();
    json!({ "total": shown.len(), "counts": counts, "items": items })
}

/// Whether every word begins a word of the title, the name or the place.
fn fits(row: &ListRow, words: &[String]) -> bool {
    let begins = |own: &str, word: &str| {
        own.match_indices(word).any(|(at, _)| at == 0 || own.as_bytes()[at - 1] == b'-')
    };
    let text = &row.text;
    words.iter().all(|word| begins(&text.folded, word) || begins(&text.folded_rest, word))
}

fn item(row: &ListRow, language: Language) -> Value {
    let text = &row.text;
    json!({
        "path": row.path(),
        "kind": text.kind,
        "title": text.title,
        "page": row.page,
        "draft": text.draft,
        "place": text.place,
        "field": row.field,
        "step": text.step,
        "verified": text.verified.map(|day| day.to_string()),
        "published": text.published.map(|day| day.to_string()),
        "errors": row.errors,
        "warnings": row.warnings,
        "first": row.first.as_ref().map(|problem| diagnostics::one(problem, None, language)),
    })
}
