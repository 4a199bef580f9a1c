//! Looking up what a reference can name, without accents.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::SiteContext;
use super::rows::ListRow;
use super::words::pick;
use crate::address;
use crate::diagnostic::Language;
use crate::gazetteer::{AdminUnit, Gazetteer, Place, When};
use crate::model::relative;
use crate::parse::{LocalityRecord, Parsed};
use crate::site::LiveSite;
use crate::text::bare_words;

/// Maximum number of answers.
const MOST: usize = 20;

/// Every unit of the gazetteer by the words of its full name: `xa-tam-hop-huyen-tuong-duong-tinh-nghe-an`.
#[derive(Default)]
pub(super) struct PlaceIndex(OnceLock<Vec<(String, AdminUnit)>>);

/// Something that a reference can name.
struct FoundName {
    value: String,
    label: String,
    note: Option<String>,
}

impl FoundName {
    fn json(self) -> Value {
        json!({ "value": self.value, "label": self.label, "note": self.note })
    }
}

/// Answers `/api/find`.
pub(super) fn find(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let query = asked.query("q").to_string();
    let language = context.language();
    if asked.query("of") == "place" {
        return places(context, query);
    }
    let (of, path) = (asked.query("of").to_string(), asked.query("path").to_string());
    if of == "entry" || of == "text" {
        let index = context.rows()?;
        let items: Vec<Value> =
            texts(&index.rows, &of, &path, &query).into_iter().map(FoundName::json).collect();
        return Ok(Answer::ok(json!({ "items": items, "exact": false })));
    }
    let names = context.ask(move |site| names(site, &of, &path))?;
    let names =
        names.ok_or_else(|| Refusal::malformed(pick(language, "không có danh mục này", "no such list")))?;
    let items: Vec<Value> = matching(names, &query).into_iter().map(FoundName::json).collect();
    Ok(Answer::ok(json!({ "items": items, "exact": false })))
}

/// Returns what a kind of reference can name.
fn names(site: &LiveSite, of: &str, path: &str) -> Option<Vec<FoundName>> {
    let plain = |value: &str, label: &str| FoundName { value: value.into(), label: label.into(), note: None };
    let files = || site.files().iter().filter_map(|(source, file)| Some((source, file.parsed.as_ref()?)));
    Some(match of {
        "field" => {
            let fields = files().filter_map(|(_, parsed)| match parsed {
                Parsed::Fields(fields) => Some(fields),
                _ => None,
            });
            fields.flatten().map(|field| plain(&field.id.value, &field.name)).collect()
        }
        "phase" => {
            let phases = files().filter_map(|(_, parsed)| match parsed {
                Parsed::Phases(phases) => Some(phases),
                _ => None,
            });
            phases.flatten().map(|phase| plain(&phase.id.value, &phase.name)).collect()
        }
        "unit" => units(site),
        "document" => {
            let (catalogue, _) = site.whole()?;
            let documents = catalogue.documents.iter().filter_map(|document| {
                let Some(Parsed::Document(record)) = &document.text.file.parsed else { return None };
                let label = format!("{} – {}", record.number, record.title);
                Some(FoundName { value: document.id.clone(), label, note: None })
            });
            documents.collect()
        }
        "source" => {
            let own = files().find(|(source, _)| source.found.path == path);
            let Some((_, Parsed::Entry(record))) = own else { return Some(Vec::new()) };
            let sources = record.sources.iter().filter_map(|one| Some(plain(one.id.as_ref()?, &one.title)));
            sources.collect()
        }
        _ => return None,
    })
}

/// Returns the best of the texts that have a page: entries by their slugs, or any text by its path as a link in the file
/// `from` names it.
fn texts(rows: &[ListRow], of: &str, from: &str, query: &str) -> Vec<FoundName> {
    let query = bare_words(query);
    let slug = |page: &str| {
        page.strip_prefix('/')?.strip_prefix(address::ENTRIES)?.strip_suffix('/').map(str::to_string)
    };
    let mut ranked: Vec<(usize, &ListRow, String)> = rows
        .iter()
        .filter(|row| of == "text" || row.text.kind == "entry")
        .filter_map(|row| {
            let page = row.page.as_deref()?;
            let value = if of == "entry" { slug(page)? } else { relative(from, row.path()) };
            let own = if of == "entry" { bare_words(&value) } else { String::new() };
            let rank = [&row.text.folded, &own].into_iter().filter_map(|name| rank(name, &query)).min()?;
            Some((rank, row, value))
        })
        .collect();
    ranked.sort_by_key(|(rank, ..)| *rank);
    let found = |(_, row, value): (usize, &ListRow, String)| FoundName {
        value,
        label: row.text.title.clone(),
        note: row.text.place.clone(),
    };
    ranked.into_iter().take(MOST).map(found).collect()
}

/// Returns the units of the registry, then those that entries name.
fn units(site: &LiveSite) -> Vec<FoundName> {
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for (_, file) in site.files() {
        if let Some(Parsed::Units(units)) = &file.parsed {
            for unit in units {
                seen.extend([bare_words(&unit.id.value), bare_words(&unit.name)]);
                let note = unit.within.as_ref().map(|place| place.value.clone());
                names.push(FoundName { value: unit.id.value.clone(), label: unit.name.clone(), note });
            }
        }
    }
    for (_, file) in site.files() {
        let Some(Parsed::Entry(record)) = &file.parsed else { continue };
        for unit in record.units.iter().filter(|unit| !unit.value.contains('…')) {
            if seen.insert(bare_words(&unit.value)) {
                names.push(FoundName { value: unit.value.clone(), label: unit.value.clone(), note: None });
            }
        }
    }
    names
}

/// Returns the best of the names that contain every word of a query, or words that begin so.
fn matching(names: Vec<FoundName>, query: &str) -> Vec<FoundName> {
    let query = bare_words(query);
    let ranked = names.into_iter().filter_map(|name| {
        let rank = [&name.label, &name.value]
            .into_iter()
            .filter_map(|text| rank(&bare_words(text), &query))
            .min()?;
        Some((rank, name))
    });
    let mut ranked: Vec<(usize, FoundName)> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// Returns how well the words of a name fit those of a query, 0 best; `None` if a word is missing. Both are joined by
/// hyphens.
fn rank(name: &str, query: &str) -> Option<usize> {
    let words: Vec<&str> = query.split('-').filter(|word| !word.is_empty()).collect();
    let has = |word: &&str| name.split('-').any(|own| own.starts_with(*word));
    if !words.iter().all(has) {
        return None;
    }
    let padded = format!("-{name}-");
    let rank = if name == query {
        0
    } else if name.starts_with(query) {
        1
    } else if padded.contains(&format!("-{query}-")) {
        2
    } else if padded.contains(&format!("-{query}")) {
        3
    } else {
        4
    };
    Some(rank)
}

/// Answers with places: those that the text means by the gazetteer's rules first, then those whose names fit.
fn places(context: &SiteContext, query: String) -> Answered {
    let language = context.language();
    let index = &context.places;
    let (gazetteer, own, today) = context.ask(|site| {
        let gazetteer = site.whole().map(|(catalogue, _)| catalogue.gazetteer.clone());
        let own: Vec<LocalityRecord> = site
            .files()
            .iter()
            .filter_map(|(_, file)| match &file.parsed {
                Some(Parsed::Localities(records)) => Some(records.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        (gazetteer.unwrap_or_else(Gazetteer::built_in), own, site.today())
    })?;
    let read = gazetteer.resolve(&query, When::undated(today)).ok();
    let exact = read.as_ref().is_some_and(|read| read.doubts.is_empty());
    let meant = read.filter(|read| read.doubts.is_empty()).map(|read| unit_of(&read.place));
    let mut items: Vec<FoundName> = meant.iter().map(|unit| found(&gazetteer, *unit, language)).collect();
    let wanted = bare_words(&query);
    let own = own.iter().map(|record| format!("{} {}, {}", record.kind, record.name, record.within.value));
    let own = own.filter(|name| rank(&bare_words(name), &wanted).is_some());
    items.extend(own.map(|name| FoundName { value: name.clone(), label: name, note: None }));
    if !wanted.is_empty() {
        let mut fits: Vec<(usize, bool, usize, AdminUnit)> = index
            .units(&gazetteer)
            .iter()
            .filter_map(|(name, unit)| {
                // `tam hop` fits `xã Tam Hợp` as well as `tam hợp` itself would.
                let rank = name.split_once('-').and_then(|(_, rest)| rank(rest, &wanted));
                let rank = rank.into_iter().chain(self::rank(name, &wanted)).min()?;
                Some((rank, matches!(unit, AdminUnit::Former(_)), name.len(), *unit))
            })
            .filter(|(.., unit)| Some(*unit) != meant)
            .collect();
        fits.sort_by_key(|(rank, former, length, _)| (*rank, *former, *length));
        items.extend(fits.into_iter().take(MOST).map(|(.., unit)| found(&gazetteer, unit, language)));
    }
    items.truncate(MOST);
    let items: Vec<Value> = items.into_iter().map(FoundName::json).collect();
    Ok(Answer::ok(json!({ "items": items, "exact": exact })))
}

fn unit_of(place: &Place) -> AdminUnit {
    match (place.former, place.communes.first()) {
        (Some(former), _) => AdminUnit::Former(former),
        (None, Some(commune)) => AdminUnit::Commune(*commune),
        (None, None) => AdminUnit::Province(place.province),
    }
}

/// Returns a unit by its full name, with what a former one is now.
fn found(gazetteer: &Gazetteer, unit: AdminUnit, language: Language) -> FoundName {
    let name = gazetteer.full_name(unit);
    let note = match unit {
        AdminUnit::Former(id) => {
            let now = gazetteer.former(id).successors();
            let now: Vec<String> = now.into_iter().take(3).map(|unit| gazetteer.full_name(unit)).collect();
            let is_now = pick(language, "nay là", "now");
            (!now.is_empty()).then(|| format!("{is_now} {}", now.join("; ")))
        }
        _ => None,
    };
    FoundName { value: name.clone(), label: name, note }
}

impl PlaceIndex {
    /// Returns every built-in unit, indexed at the first call.
    fn units(&self, gazetteer: &Gazetteer) -> &[(String, AdminUnit)] {
        self.0.get_or_init(|| {
            let mut units: BTreeSet<AdminUnit> = gazetteer.provinces().map(AdminUnit::Province).collect();
            units.extend(gazetteer.former_provinces().map(AdminUnit::Former));
            for id in gazetteer.communes() {
                units.insert(AdminUnit::Commune(id));
                for former in gazetteer.commune(id).former_units() {
                    units.insert(AdminUnit::Former(former));
                    units.extend(gazetteer.former(former).district().map(AdminUnit::Former));
                }
            }
            units.into_iter().map(|unit| (bare_words(&gazetteer.full_name(unit)), unit)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ranked_by_how_they_fit() {
        let rank = |query: &str| rank("hoi-nong-dan-xa-tam-hop", query);
        assert_eq!(rank("hoi-nong"), Some(1));
        assert_eq!(rank("tam-hop"), Some(2));
        assert_eq!(rank("tam-h"), Some(3));
        assert_eq!(rank("hop-nong"), Some(4));
        assert_eq!(rank("phu-nu"), None);
        assert_eq!(rank(""), Some(1));
    }
}
