//! Requests of the search page's script to preview.
//!
//! Parses the parameters of an address, and formats parts of the answer as JSON. Does not search.

use serde_json::{Value as Json, json};

use super::answer::{SearchQuery, SortOrder};
use super::names::ValueOf;
use super::understood::UnderstoodPart;

/// Default number of results.
const LIMIT: usize = 20;

/// A request of the search page's script.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest {
    /// The query.
    pub query: SearchQuery,
    /// Maximum number of results.
    pub limit: usize,
    /// Whether facet counts are requested.
    pub counts: bool,
}

impl SearchRequest {
    /// Reads the parameters `q`, `limit`, `xep=ngay` (by date), `dem` (facet counts) and `chu` (a name to treat
    /// as ordinary words, repeatable); every other parameter is a facet with the chosen value.
    pub fn read(parameters: &[(String, String)]) -> SearchRequest {
        let get =
            |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let reserved = ["q", "limit", "xep", "dem", "chu"];
        let chosen =
            parameters.iter().filter(|(key, value)| !reserved.contains(&key.as_str()) && !value.is_empty());
        let query = SearchQuery {
            words: get("q").unwrap_or_default().to_string(),
            chosen: chosen.cloned().collect(),
            sort: if get("xep") == Some("ngay") { SortOrder::Date } else { SortOrder::Relevance },
            plain: parameters.iter().filter(|(key, _)| key == "chu").map(|(_, name)| name.clone()).collect(),
        };
        let limit = get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(LIMIT);
        SearchRequest { query, limit, counts: get("dem").is_some() }
    }
}

/// A recognised name, as the script reads it.
pub(super) fn part_json(facet: &str, UnderstoodPart { key, value, .. }: &UnderstoodPart) -> Json {
    json!({ "facet": facet, "key": key, "label": value.label })
}

/// A suggested value, as the script reads it.
pub(super) fn offer_json(facet: &str, ValueOf { label, path, .. }: &ValueOf) -> Json {
    json!({ "facet": facet, "label": label, "path": path })
}
