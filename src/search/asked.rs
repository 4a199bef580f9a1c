//! What the search page's script asks of preview.
//!
//! Takes the parameters of an address, gives what is wanted. Finds nothing itself.

use serde_json::{Value as Json, json};

use super::answer::{SearchQuery, SortOrder};
use super::names::ValueOf;
use super::understood::UnderstoodPart;

/// Results that are given where nothing else is asked for.
const LIMIT: usize = 20;

/// What a page's script asks.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest {
    /// What is wanted,
    pub wanted: SearchQuery,
    /// how many results of it,
    pub limit: usize,
    /// and whether the counts of facets are.
    pub counts: bool,
}

impl SearchRequest {
    /// Reads parameters: `q`, `limit`, `xep=ngay`, `dem` for the counts of facets, `chu` for each
    /// name that is to be taken for words, and facets by name.
    pub fn read(parameters: &[(String, String)]) -> SearchRequest {
        let get =
            |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let own = ["q", "limit", "xep", "dem", "chu"];
        let chosen =
            parameters.iter().filter(|(key, value)| !own.contains(&key.as_str()) && !value.is_empty());
        let wanted = SearchQuery {
            words: get("q").unwrap_or_default().to_string(),
            chosen: chosen.cloned().collect(),
            sort: if get("xep") == Some("ngay") { SortOrder::Date } else { SortOrder::Relevance },
            plain: parameters.iter().filter(|(key, _)| key == "chu").map(|(_, name)| name.clone()).collect(),
        };
        let limit = get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(LIMIT);
        SearchRequest { wanted, limit, counts: get("dem").is_some() }
    }
}

/// A part that is understood, as the script reads it.
pub(super) fn told(facet: &str, UnderstoodPart { key, value, .. }: &UnderstoodPart) -> Json {
    json!({ "facet": facet, "key": key, "label": value.label })
}

/// A value that is offered, as the script reads it.
pub(super) fn offer(facet: &str, ValueOf { label, path, .. }: &ValueOf) -> Json {
    json!({ "facet": facet, "label": label, "path": path })
}
