//! Checks the JavaScript modules with the numbers, words and addresses that the browser's scripts share with the
//! program. With `GUONG_BLESS=1` it writes them.

use std::fmt::Write as _;
use std::fs;

use serde::Serialize;

use super::facet::FacetKind;
use super::{layout, marks, matcher, mend, pages, query, slips, synonyms, tiers, tokens, understood};
use crate::address;

/// A JavaScript module of constants.
#[derive(Default)]
struct Module(String);

impl Module {
    fn with(mut self, name: &str, value: impl Serialize) -> Module {
        let value = serde_json::to_string(&value).unwrap().replace('"', "'").replace(',', ", ");
        writeln!(self.0, "export const {name} = {value};").unwrap();
        self
    }

    /// Adds a constant whose type TypeScript cannot infer.
    fn typed(mut self, kind: &str, name: &str, value: impl Serialize) -> Module {
        writeln!(self.0, "/** @type {{{kind}}} */").unwrap();
        self.with(name, value)
    }
}

fn addresses() -> Module {
    Module::default()
        .with("DATA", address::DATA)
        .with("ENTRIES", address::ENTRIES)
        .with("FIELDS", address::FIELDS)
        .with("FURTHER", address::FURTHER)
        .with("PHASES", address::PHASES)
        .with("PLACES", address::PLACES)
        .with("SEARCH", address::SEARCH)
        .with("SEARCH_INDEX", address::SEARCH_INDEX)
        .with("SEARCH_MANIFEST", address::SEARCH_MANIFEST)
        .with("TIMELINE", address::TIMELINE)
}

fn search() -> Module {
    Module::default()
        .with("INDEX_VERSION", layout::VERSION)
        .with("EXACT", marks::EXACT)
        .with("BARE", marks::BARE)
        .with("UNBARRED", marks::UNBARRED)
        .with("AGREES", marks::AGREES)
        .with("TONELESS", [marks::TONELESS.start(), marks::TONELESS.end()])
        .with("DIFFERS", marks::DIFFERS)
        .with("TIER_WEIGHTS", matcher::TIER_WEIGHTS)
        .with("BESIDE", matcher::BESIDE)
        .with("COMPLETED", matcher::COMPLETED)
        .with("COMPLETIONS", matcher::COMPLETIONS)
        .with("HELD", matcher::HELD)
        .with("ENOUGH", matcher::ENOUGH)
        .with("RAREST", tiers::RAREST)
        .with("RARE", tiers::RARE)
        .with("EVERYWHERE", matcher::EVERYWHERE)
        .with("LONG_LISTS", matcher::LONG)
        .with("SUSPECTS", mend::SUSPECTS)
        .with("AT_ONCE", tiers::AT_ONCE)
        .with("NEAR", tiers::NEAR)
        .with("ALL", tiers::ALL)
        .with("FEWER", tiers::FEWER)
        .with("RELATED", tiers::RELATED)
        .with("LONGEST_QUERY", query::LONGEST)
        .with("LONGEST_WORD", tokens::LONGEST)
        .with("FEW_PAGES", pages::FEW)
        .with("SURE", understood::SURE)
        .with("PROVINCE", understood::PROVINCE)
        .with("PLACE", understood::PLACE)
        .with("ORDINARY", understood::ORDINARY)
        .with("YEAR", FacetKind::Year.number())
        .with("NAMED_ONLY", FacetKind::named_only().map(FacetKind::key).collect::<Vec<_>>())
        .with("TWICE", understood::TWICE)
        .with("HALF_MORE", understood::HALF_MORE)
        .with("LONGEST_NAME", understood::LONGEST)
        .with("OFFERED", understood::OFFERED)
        .with("SYNONYM_SIGN", synonyms::SIGN)
        .with("SYNONYM_RUNS", synonyms::RUNS)
        .with("SYNONYMS", synonyms::OTHERS)
        .with("LONGEST_SYNONYM", synonyms::LONGEST)
        .with("BEFORE_PARTS", understood::BEFORE)
        .typed("[string, string][]", "PLACE_TYPES", understood::PLACE_TYPES)
        .typed("[string, boolean, boolean][]", "OPEN_SPANS", understood::OPEN)
}

fn slips() -> Module {
    Module::default()
        .with("MENDED", mend::MENDED)
        .with("MENDINGS", mend::MENDINGS)
        .with("INITIALS", slips::INITIALS)
        .with("FINALS", slips::FINALS)
        .with("ROWS", slips::ROWS)
}

#[test]
fn scripts_know_what_the_program_knows() {
    for (name, module, source) in [
        ("addresses.js", addresses(), "src/address.rs"),
        ("search-constants.js", search(), "src/search/"),
        ("search-slips-constants.js", slips(), "src/search/"),
    ] {
        let path = format!("{}/themes/guong/assets/{name}", env!("CARGO_MANIFEST_DIR"));
        let bless = "GUONG_BLESS=1 cargo test --lib search::scripts";
        let right = format!("// Written from {source}: `{bless}`.\n{}", module.0);
        if std::env::var_os("GUONG_BLESS").is_some() {
            fs::write(&path, &right).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), right, "{name}: run {bless}");
    }
}
