//! Units: those of the registry, and those that entries name in plain text.
//!
//! Takes the registry and the texts with the places of their entries, gives every unit once. A plain text is scoped to
//! the commune, district or province that it implies: `Hội Cựu chiến binh xã` in two communes is two units.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::Unit;
use crate::digest::Digest;
use crate::gazetteer::{CommuneId, FormerId, Gazetteer, Place, ProvinceId};
use crate::text::{Collator, canonical_tones, slug};

/// First words of bodies that cover a whole province, and of bodies that belong to no province.
const PROVINCIAL: &[&str] = &["đồn biên phòng", "bộ đội biên phòng", "bộ chỉ huy", "sở ", "công ty", "báo "];
const NATIONAL: &[&str] = &[
    "quân khu",
    "quân đoàn",
    "binh đoàn",
    "sư đoàn",
    "lữ đoàn",
    "trung đoàn",
    "bộ tư lệnh",
    "tập đoàn",
    "tổng công ty",
];

/// The area in which a plain text names one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Scope {
    Everywhere,
    Province(ProvinceId),
    Former(FormerId),
    Commune(CommuneId),
}

/// A unit named in plain text: its normalised name and its scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Plain {
    spelling: String,
    scope: Scope,
    /// Whether the text omits the name of its place.
    is_bare: bool,
}

impl Plain {
    fn new(text: &str, place: Option<&Place>, gazetteer: &Gazetteer) -> Plain {
        let spelling = spelling(text);
        let (scope, is_bare) = scope(&spelling, place, gazetteer);
        Plain { spelling, scope, is_bare }
    }
}

/// Every unit of a gallery.
pub(super) struct UnitRegistry {
    /// The registry's units, then the rest in the order of their names.
    pub units: Vec<Unit>,
    /// Indices of the registry's units by id and by name.
    declared: HashMap<String, usize>,
    plain: HashMap<Plain, usize>,
    count_declared: usize,
}

impl UnitRegistry {
    /// Adds every plain text that names no unit of the registry, each with the first place of its entry.
    pub(super) fn new<'r>(
        registry: Vec<Unit>,
        written: impl Iterator<Item = (&'r str, Option<Place>)>,
        gazetteer: &Gazetteer,
        collator: &Collator,
    ) -> UnitRegistry {
        let mut declared: HashMap<String, usize> =
            registry.iter().enumerate().map(|(n, unit)| (unit.id.clone(), n)).collect();
        for (n, unit) in registry.iter().enumerate().filter(|(_, unit)| !unit.name.is_empty()) {
            declared.entry(spelling(&unit.name)).or_insert(n);
        }
        let mut written_as: BTreeMap<Plain, BTreeMap<&str, usize>> = BTreeMap::new();
        for (text, place) in written {
            if declared.contains_key(text) || declared.contains_key(&spelling(text)) {
                continue;
            }
            let plain = Plain::new(text, place.as_ref(), gazetteer);
            *written_as.entry(plain).or_default().entry(text).or_default() += 1;
        }
        let mut places_of: HashMap<&str, usize> = HashMap::new();
        for plain in written_as.keys() {
            *places_of.entry(plain.spelling.as_str()).or_default() += 1;
        }
        let named = |(plain, spellings): (&Plain, &BTreeMap<&str, usize>)| {
            let most_common = spellings.iter().max_by_key(|(text, count)| (**count, Reverse(**text)));
            let name =
                most_common.map_or("", |(text, _)| text).split_whitespace().collect::<Vec<_>>().join(" ");
            let is_one_of_several = places_of[plain.spelling.as_str()] > 1;
            let of = of(plain.scope, gazetteer).filter(|_| plain.is_bare || is_one_of_several);
            (plain.clone(), Unit { id: String::new(), name, of, within: None, summary: None })
        };
        let mut units: Vec<(Plain, Unit)> = written_as.iter().map(named).collect();
        give_ids(&mut units, &registry, gazetteer);
        let order = |(_, unit): &(Plain, Unit)| (unit.name.clone(), unit.of.clone());
        units.sort_by(|a, b| collator.compare(&a.1.name, &b.1.name).then_with(|| order(a).cmp(&order(b))));
        let count_declared = registry.len();
        let plain = units.iter().zip(count_declared..).map(|((plain, _), n)| (plain.clone(), n)).collect();
        let units = registry.into_iter().chain(units.into_iter().map(|(_, unit)| unit)).collect();
        UnitRegistry { units, declared, plain, count_declared }
    }

    /// Whether the registry declares a unit.
    pub(super) fn is_declared(&self, index: usize) -> bool {
        index < self.count_declared
    }

    /// Returns the registry's units.
    pub(super) fn declared(&self) -> &[Unit] {
        &self.units[..self.count_declared]
    }

    /// Finds the unit that a text names in an entry at a place: by id, or by name in any capitalisation.
    pub(super) fn find(&self, text: &str, place: Option<&Place>, gazetteer: &Gazetteer) -> Option<usize> {
        let declared = self.declared.get(text).or_else(|| self.declared.get(&spelling(text)));
        declared.or_else(|| self.plain.get(&Plain::new(text, place, gazetteer))).copied()
    }

    /// Returns the name of a unit if `text` spells it differently. The placement of tone marks makes no difference.
    pub(super) fn other_spelling(&self, index: usize, text: &str) -> Option<&str> {
        let Unit { id, name, .. } = &self.units[index];
        (text != id && canonical_tones(text) != canonical_tones(name)).then_some(name.as_str())
    }
}

/// Normalises a name: case, whitespace and the placement of tone marks do not distinguish units.
pub(super) fn spelling(name: &str) -> String {
    canonical_tones(&name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

/// Returns the scope of a text, and whether it omits the name of its place.
fn scope(text: &str, place: Option<&Place>, gazetteer: &Gazetteer) -> (Scope, bool) {
    let Some(place) = place.filter(|_| !NATIONAL.iter().any(|word| text.starts_with(word))) else {
        return (Scope::Everywhere, false);
    };
    let province = Scope::Province(place.province);
    let province_name = spelling(gazetteer.province(place.province).name());
    let names_place = |name: &str| text.contains(&spelling(name));
    let level = level(text);
    if level == BodyTier::Province
        || PROVINCIAL.iter().any(|word| text.starts_with(word))
        || (level == BodyTier::City && names_place(&province_name))
    {
        return (province, false);
    }
    let district = place.former.and_then(|id| gazetteer.former(id).district());
    if matches!(level, BodyTier::District | BodyTier::City) {
        return match district {
            Some(id) if names_place(gazetteer.former(id).name()) => (province, false),
            Some(id) => (Scope::Former(id), true),
            None => (place.communes.first().map_or(province, |id| Scope::Commune(*id)), false),
        };
    }
    let commune = place.communes.first().filter(|_| place.former != district || district.is_none());
    let names_former = place.former.is_some_and(|id| names_place(gazetteer.former(id).name()));
    let names_commune = commune.is_some_and(|id| names_place(gazetteer.commune(*id).name()));
    match (place.former, commune) {
        (_, Some(id)) if names_former || names_commune => (Scope::Commune(*id), false),
        (Some(id), _) => (Scope::Former(id), !names_former),
        (None, Some(id)) => (Scope::Commune(*id), true),
        (None, None) => (province, false),
    }
}

/// The tier of a body, by the first word in its name that names_place so.
#[derive(Debug, PartialEq)]
enum BodyTier {
    Province,
    /// A city, of the first tier or the second.
    City,
    District,
    Commune,
}

fn level(text: &str) -> BodyTier {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        match (*word, words.get(at + 1).copied().unwrap_or_default()) {
            ("tỉnh", _) => return BodyTier::Province,
            ("thành", "phố" | "ủy" | "đoàn") => return BodyTier::City,
            ("huyện" | "quận", _) | ("thị", "xã" | "ủy" | "đoàn") => return BodyTier::District,
            ("thị", "trấn") | ("phường", _) => return BodyTier::Commune,
            ("xã", next) if next != "hội" => return BodyTier::Commune,
            _ => {}
        }
    }
    BodyTier::Commune
}

/// Returns the full name of a scope's area.
fn of(scope: Scope, gazetteer: &Gazetteer) -> Option<String> {
    match scope {
        Scope::Everywhere => None,
        Scope::Province(id) => Some(gazetteer.province(id).full_name()),
        Scope::Former(id) => Some(gazetteer.former(id).full_name()),
        Scope::Commune(id) => Some(gazetteer.commune(id).full_name()),
    }
}

/// Assigns plain units their addresses; a bare name includes its place. Names with the same slug are distinguished by
/// a digest, not by a number, so that a new unit changes no other address.
fn give_ids(units: &mut [(Plain, Unit)], registry: &[Unit], gazetteer: &Gazetteer) {
    let address = |plain: &Plain, unit: &Unit| match plain.scope {
        Scope::Former(id) if plain.is_bare => slug(&format!("{} {}", unit.name, gazetteer.former(id).slug())),
        Scope::Commune(id) if plain.is_bare => {
            slug(&format!("{} {}", unit.name, gazetteer.commune(id).slug()))
        }
        _ => slug(&unit.name),
    };
    let slugs: Vec<String> = units.iter().map(|(plain, unit)| address(plain, unit)).collect();
    let mut taken: HashMap<&str, usize> = HashMap::new();
    for id in registry.iter().map(|unit| unit.id.as_str()).chain(slugs.iter().map(String::as_str)) {
        *taken.entry(id).or_default() += 1;
    }
    for ((plain, unit), slug) in units.iter_mut().zip(&slugs) {
        unit.id = slug.clone();
        if slug.is_empty() || taken[slug.as_str()] > 1 {
            let of = of(plain.scope, gazetteer).unwrap_or_default();
            let short = &Digest::of(&(&unit.name, of)).to_string()[..8];
            unit.id = if slug.is_empty() { short.to_string() } else { format!("{slug}-{short}") };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(written: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
        let gazetteer = Gazetteer::built_in();
        let place = |text: &str| gazetteer.resolve(text, BEFORE).ok().map(|resolution| resolution.place);
        let texts = written.iter().map(|(unit, at)| (*unit, place(at)));
        let units = UnitRegistry::new(Vec::new(), texts, &gazetteer, &Collator::vietnamese());
        let found = |(unit, at): &(&str, &str)| {
            let index = units.find(unit, place(at).as_ref(), &gazetteer).expect("it was gathered");
            (units.units[index].id.clone(), units.units[index].of.clone())
        };
        written.iter().map(found).collect()
    }

    const BEFORE: bool = true;
    const TAM_HOP: &str = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An";
    const LUONG_MINH: &str = "xã Lượng Minh, huyện Tương Dương, tỉnh Nghệ An";
    const QUY_HOP: &str = "xã Tam Hợp, huyện Quỳ Hợp, tỉnh Nghệ An";

    #[test]
    fn a_bare_name_belongs_to_its_commune() {
        let found = ids(&[
            ("Hội Cựu chiến binh xã", TAM_HOP),
            ("Hội cựu chiến binh  xã", TAM_HOP),
            ("Hội Cựu chiến binh xã", LUONG_MINH),
            ("Ban Dân vận Huyện ủy", TAM_HOP),
            ("Ban Dân vận Huyện uỷ", LUONG_MINH),
            ("Ban Dân vận Huyện ủy", QUY_HOP),
            ("Công an tỉnh", TAM_HOP),
            ("Công an tỉnh", QUY_HOP),
        ]);
        assert_eq!(found[0], found[1]);
        assert_ne!(found[0].0, found[2].0);
        assert_eq!(found[0].1.as_deref(), Some(TAM_HOP));
        assert_eq!(found[3], found[4]);
        assert_ne!(found[3].0, found[5].0);
        assert_eq!(found[6], found[7]);
    }

    #[test]
    fn a_unit_is_identified_by_name_and_place() {
        let found = ids(&[
            ("Hội Nông dân xã Tam Hợp", TAM_HOP),
            ("HỘI NÔNG DÂN XÃ TAM HỢP", TAM_HOP),
            ("Hội Nông dân xã Tam Hợp", QUY_HOP),
            ("Đồn Biên phòng Tam Hợp", TAM_HOP),
            ("Đồn Biên phòng Tam Hợp", LUONG_MINH),
            ("Trung đoàn 335", TAM_HOP),
            ("Trung đoàn 335", "tỉnh Phú Thọ"),
        ]);
        assert_eq!(found[0], found[1]);
        assert_ne!(found[0].0, found[2].0);
        assert_eq!(found[3], found[4]);
        assert_eq!((found[3].0.as_str(), &found[3].1), ("don-bien-phong-tam-hop", &None));
        assert_eq!(found[5], found[6]);
    }
}
