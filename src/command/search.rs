//! `guong search "words"`: searches the built gallery in the terminal.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::args::{Invocation, SearchArgs};
use super::{Outcome, err, out, root, say};
use crate::diagnostic::Language;
use crate::search::answer::{SearchQuery, SortOrder, ask, meets};
use crate::search::facet::FacetKind;
use crate::search::layout::MANIFEST;
use crate::search::reader::{Fault, IndexReader};
use crate::search::synonyms::AlsoSearched;
use crate::text::harmless;

/// Runs the command.
pub(super) fn run(args: &SearchArgs, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let public = args.out.clone().unwrap_or_else(|| root(invocation).join("public"));
    let read = |path: &str| fs::read(public.join(Path::new(path))).ok();
    let query = SearchQuery {
        words: args.words.clone(),
        chosen: args.facets.clone(),
        sort: if args.by_date { SortOrder::Date } else { SortOrder::Relevance },
        plain: Vec::new(),
    };
    match answer(&read, &query, args, language) {
        Ok(Ok(text)) => {
            out(&text);
            Outcome::Done
        }
        Ok(Err(facet)) => {
            err(&format!("guong: {facet}\n"));
            Outcome::Misused
        }
        Err(fault) => {
            err(&format!("guong: {}\n", say::no_index(&fault, &public.display().to_string(), language)));
            match fault {
                Fault::Missing(path) if path == MANIFEST => Outcome::ContentHasErrors,
                _ => Outcome::MachineFailed,
            }
        }
    }
}

fn answer(
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
    query: &SearchQuery,
    args: &SearchArgs,
    language: Language,
) -> Result<Result<String, String>, Fault> {
    let index = IndexReader::open(read)?;
    let mut found = match ask(&index, query)? {
        Ok(found) => found,
        Err(facet) => {
            let known: Vec<&str> = FacetKind::with_param().map(FacetKind::key).collect();
            return Ok(Err(say::unknown_facet(&facet, &known, language)));
        }
    };
    for (name, id) in &query.chosen {
        let values = index.facet(name)?.map(|facet| facet.values).unwrap_or_default();
        if !values.iter().any(|value| meets(&value.0, id)) {
            let known = values.iter().map(|value| value.0.as_str());
            return Ok(Err(say::unknown_value(name, id, known, language)));
        }
    }
    found.check_pages(args.limit, &|entry| index.page(entry));
    let mut results = Vec::new();
    for (entry, score) in found.entries.iter().take(args.limit) {
        results.push((index.shown(*entry)?, *score));
    }
    if args.json {
        let list: Vec<_> = results
            .iter()
            .enumerate()
            .map(|(number, (shown, score))| {
                let related = number >= found.hits;
                let whys = found.entries.get(number).map_or(Vec::new(), |(entry, _)| found.whys(*entry));
                json!({
                    "url": shown.path, "title": shown.title, "score": score, "related": related, "former": whys,
                })
            })
            .collect();
        let named_only = FacetKind::named_only().map(|facet| facet.key());
        let names: Vec<&str> = index.facets().chain(named_only).collect();
        let offered = found.understood.offered.iter().map(|(facet, value)| {
            json!({ "facet": names.get(usize::from(*facet)), "label": value.label, "url": value.path })
        });
        let offered: Vec<_> = offered.collect();
        let understood = found.understood.parts.iter().map(|part| {
            let facet = names.get(usize::from(part.facet));
            json!({ "facet": facet, "words": part.key, "id": part.value.id, "label": part.value.label })
        });
        let understood: Vec<_> = understood.collect();
        let answer = json!({
            "hits": found.hits, "at_most": found.at_most, "total": found.entries.len(),
            "instead": found.instead, "understood": understood, "offered": offered,
            "also": found.understood.also, "results": list,
        });
        return Ok(Ok(format!("{answer}\n")));
    }
    let lines = results.iter().map(|(shown, _)| {
        let about = [&shown.place, &shown.field, &shown.year].map(String::as_str);
        let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
        let about = about.join(" · ");
        let [title, about, path] = [&shown.title, &about, &shown.path].map(|text| harmless(text));
        format!("{title}\n  {about}\n  {path}\n")
    });
    let mut lines: Vec<String> = lines.collect();
    if (1..lines.len()).contains(&found.hits) {
        lines.insert(found.hits, format!("{}\n", related(language)));
    }
    let head = match &found.instead {
        Some(taken) => instead(&harmless(&query.words), &harmless(taken), language),
        None if found.hits == 0 && !lines.is_empty() => only_related(language),
        None => say::results(found.hits, found.at_most, language),
    };
    let also = also(&found.understood.also, language);
    Ok(Ok(format!("{head}\n{also}{}", lines.concat())))
}

/// Returns the line between results and related entries.
fn related(language: Language) -> &'static str {
    match language {
        Language::Vi => "Có thể liên quan:",
        Language::En => "Possibly related:",
    }
}

/// Returns the line of synonyms that were searched as well.
fn also(also: &[AlsoSearched], language: Language) -> String {
    let synonyms: Vec<_> = also.iter().flat_map(|also| &also.others).map(|text| harmless(text)).collect();
    match language {
        _ if synonyms.is_empty() => String::new(),
        Language::Vi => format!("Cũng tìm: {}\n", synonyms.join(", ")),
        Language::En => format!("Also searched: {}\n", synonyms.join(", ")),
    }
}

/// Says that there are no results, but related entries.
fn only_related(language: Language) -> String {
    match language {
        Language::Vi => "Không có kết quả nào có đủ các từ này. Có thể liên quan:".into(),
        Language::En => "No entry has all of these words. Possibly related:".into(),
    }
}

/// Says which query was searched instead of the typed one.
fn instead(typed: &str, instead: &str, language: Language) -> String {
    match language {
        Language::Vi => format!("Không có “{typed}”. Đang hiện kết quả của “{instead}”."),
        Language::En => format!("Nothing has “{typed}”. Showing results for “{instead}”."),
    }
}
