//! What the search page's script asks of preview.
//!
//! Takes the parameters of an address, gives what is wanted. Answers nothing itself.

use super::answer::{Sort, Wanted};

/// Results that are given where nothing else is asked for.
const LIMIT: usize = 20;

/// What a page's script asks.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// What is wanted,
    pub wanted: Wanted,
    /// how many results of it,
    pub limit: usize,
    /// and whether the counts of facets are.
    pub counts: bool,
}

impl Asked {
    /// Reads parameters: `q`, `limit`, `xep=ngay`, `dem` for the counts of facets, `chu` for each
    /// name that is to be taken for words, and facets by name.
    pub fn read(parameters: &[(String, String)]) -> Asked {
        let get =
            |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let own = ["q", "limit", "xep", "dem", "chu"];
        let chosen =
            parameters.iter().filter(|(key, value)| !own.contains(&key.as_str()) && !value.is_empty());
        let wanted = Wanted {
            words: get("q").unwrap_or_default().to_string(),
            chosen: chosen.cloned().collect(),
            sort: if get("xep") == Some("ngay") { Sort::Date } else { Sort::Relevance },
            plain: parameters.iter().filter(|(key, _)| key == "chu").map(|(_, name)| name.clone()).collect(),
        };
        let limit = get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(LIMIT);
        Asked { wanted, limit, counts: get("dem").is_some() }
    }
}
