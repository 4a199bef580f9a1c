//! Units from 2004 to 2025 that were abolished, renamed or moved before July 2025.
//!
//! Takes the rows of `history-2004-2025.csv` and the later tables, gives each row its parent among former
//! units and its successor, if the data names one.

use std::collections::BTreeMap;
use std::path::Path;

use super::UnitType;
use super::key;
use super::tables::{Tables, Ward, display_name, rows, unit_type};

/// The number that stands for no former unit.
pub const NONE: u16 = u16::MAX;

/// A unit of the history; `parent` and `next` are numbers of former units.
pub struct Unit {
    pub code: u32,
    pub kind: UnitType,
    pub name: String,
    /// 0 for a province, 1 for a district, 2 for a ward.
    pub level: u8,
    pub parent: u16,
    /// Days since 01/01/2000; 0 if the unit existed before the list begins.
    pub from: u16,
    pub to: u16,
    /// Whether a decree gives the last day; else only its year is known.
    pub exact: bool,
    pub next: u16,
    /// Whether `next` is the same place under the same name.
    pub same: bool,
}

struct Row {
    is_district: bool,
    code: String,
    kind: UnitType,
    name: String,
    district: (String, String),
    province: String,
    from: String,
    to: String,
    next: String,
    decree: String,
}

/// Reads the history: provinces first, then districts, then wards.
pub fn read(folder: &Path, tables: &Tables) -> Vec<Unit> {
    let mut all: Vec<Row> = rows(folder, "history-2004-2025.csv").map(row).collect();
    all.sort_by(|one, other| {
        let order = |row: &Row| (!row.is_district, row.province.clone(), row.code.clone(), row.to.clone());
        order(one).cmp(&order(other))
    });
    let first = tables.former_count();
    // All of Hà Tây joined Hà Nội on 01/08/2008 (resolution 15/2008/QH12); the table has no row for it.
    let ha_noi = province(tables, first, "Hà Nội");
    let mut units = vec![Unit {
        code: 28,
        kind: UnitType::Province,
        name: "Hà Tây".to_owned(),
        level: 0,
        parent: NONE,
        from: 0,
        to: days("2008-08-01"),
        exact: true,
        next: ha_noi,
        same: false,
    }];
    let mut rows_of: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
    for (at, row) in all.iter().enumerate() {
        rows_of.entry((row.is_district, &row.code)).or_default().push(at);
    }
    for row in &all {
        let province = province(tables, first, &row.province);
        let parent = if row.is_district { province } else { district(tables, first, &units, row, province) };
        let next = follow(tables, &all, &rows_of, row).or_else(|| namesake(tables, row, usize::from(parent)));
        let same = next.is_some_and(|next| loose(&tables.former_name(next)) == loose(&row.name));
        units.push(Unit {
            code: row.code.parse().expect("a code is a number"),
            kind: row.kind,
            name: row.name.clone(),
            level: if row.is_district { 1 } else { 2 },
            parent,
            from: days(&row.from),
            to: days(&row.to),
            exact: !row.decree.is_empty(),
            next: next.map_or(NONE, |next| next as u16),
            same,
        });
    }
    units
}

fn row(fields: [String; 11]) -> Row {
    let [level, code, kind, name, district_type, district, province, from, to, next, decree] = fields;
    let kind = unit_type(&kind);
    Row {
        is_district: level == "district",
        code,
        name: numbered(&name, kind),
        district: (district_type, district),
        kind,
        province,
        from,
        to,
        next,
        decree,
    }
}

/// Returns `9` as `Phường 9`, as in the later tables.
fn numbered(name: &str, kind: UnitType) -> String {
    if !name.bytes().all(|byte| byte.is_ascii_digit()) {
        return name.to_owned();
    }
    let mut word = kind.word().to_owned();
    let first = word.chars().next().expect("no type is empty");
    word.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    format!("{word} {}", name.trim_start_matches('0'))
}

/// Returns a key that ignores differences of spelling.
fn loose(name: &str) -> String {
    key::loose_key(&key::folded_key(&key::exact_key(name)))
}

fn province(tables: &Tables, first: usize, name: &str) -> u16 {
    let name = if name == "Thừa Thiên Huế" { "Huế" } else { name };
    let same = |other: &str| key::exact_key(other) == key::exact_key(name);
    match tables.former_provinces.iter().position(|province| same(&province.name)) {
        Some(at) => at as u16,
        None if name == "Hà Tây" => first as u16,
        None => panic!("the history names an unknown province {name}"),
    }
}

/// Returns the district of a ward of the history: one of the history that existed on the ward's last day, else
/// a later one of that name.
fn district(tables: &Tables, first: usize, units: &[Unit], row: &Row, province: u16) -> u16 {
    let (kind, name) = (unit_type(&row.district.0), &row.district.1);
    let name = numbered(name, kind);
    let to = days(&row.to);
    let former = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.level == 1 && unit.parent == province && unit.to >= to)
        .filter(|(_, unit)| unit.kind == kind && loose(&unit.name) == loose(&name))
        .min_by_key(|(_, unit)| unit.to)
        .map(|(at, _)| (first + at) as u16);
    let later = |exact: bool| {
        let districts = tables.districts.iter().position(|unit| {
            unit.province == usize::from(province)
                && (!exact || unit.kind == kind)
                && loose(&display_name(&unit.name, unit.kind)) == loose(&name)
        });
        districts.map(|at| (tables.former_provinces.len() + at) as u16)
    };
    former
        .or_else(|| later(true))
        .or_else(|| later(false))
        .unwrap_or_else(|| panic!("{} {name} of the history is in no table", row.district.0))
}

/// Returns the number of the former unit in the later tables that continues a row's unit.
fn follow(
    tables: &Tables,
    all: &[Row],
    rows_of: &BTreeMap<(bool, &str), Vec<usize>>,
    row: &Row,
) -> Option<usize> {
    let (mut code, mut day) = (row.next.as_str(), row.to.as_str());
    while !code.is_empty() {
        let later = rows_of.get(&(row.is_district, code)).into_iter().flatten().map(|at| &all[*at]);
        match later.filter(|row| row.to.as_str() > day).min_by(|one, other| one.to.cmp(&other.to)) {
            Some(next) => (code, day) = (&next.next, &next.to),
            None if row.is_district => {
                let at = tables.districts.iter().position(|unit| unit.code == code)?;
                return Some(tables.former_provinces.len() + at);
            }
            None => {
                let at = tables.wards.iter().position(|unit| unit.code == code)?;
                return Some(tables.former_provinces.len() + tables.districts.len() + at);
            }
        }
    }
    None
}

/// Returns the number of the later commune of the same type, name and district: one that was joined with its
/// neighbours under its own name has a new code, and the table does not say that it continues.
fn namesake(tables: &Tables, row: &Row, parent: usize) -> Option<usize> {
    let district = parent.checked_sub(tables.former_provinces.len()).filter(|_| !row.is_district)?;
    // What was in an island district that ended without communes is where the district is.
    if tables.islands.contains_key(&district) {
        return Some(parent);
    }
    let name = |ward: &Ward| key::exact_key(&display_name(&ward.name, ward.kind));
    let at = tables.wards.iter().position(|ward| {
        ward.district == district && ward.kind == row.kind && name(ward) == key::exact_key(&row.name)
    })?;
    Some(tables.former_provinces.len() + tables.districts.len() + at)
}

/// Returns days since 01/01/2000, by Howard Hinnant's `days_from_civil`; 0 for an empty date.
fn days(date: &str) -> u16 {
    if date.is_empty() {
        return 0;
    }
    let mut parts = date.split('-').map(|part| part.parse::<i64>().expect("a date is of numbers"));
    let mut next = || parts.next().expect("a date has three parts");
    let (year, month, day) = (next(), next(), next());
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let since = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 730_425;
    u16::try_from(since).expect("the history begins after 2000")
}
