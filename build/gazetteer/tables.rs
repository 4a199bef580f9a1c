//! The CSVs as typed rows, in the order of the blob's unit numbers.
//!
//! Takes the folder and gives [`Tables`]. Never writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::kind::UnitType;
use super::letters;

/// A province, present-day or former.
pub struct Province {
    pub code: String,
    pub kind: UnitType,
    pub name: String,
}

/// A present-day commune; `province` is a code, coordinates are ten-thousandths of a degree.
pub struct Commune {
    pub code: String,
    pub kind: UnitType,
    pub name: String,
    pub province: String,
    pub latitude: i32,
    pub longitude: i32,
}

/// A district until 2025; `province` is an index into the former provinces.
pub struct District {
    pub code: String,
    pub kind: UnitType,
    pub name: String,
    pub province: usize,
}

/// A ward, township or commune until 2025; `district` is an index into the districts, `successors`
/// are indices into the communes, the main one first.
pub struct Ward {
    pub code: String,
    pub kind: UnitType,
    pub name: String,
    pub district: usize,
    pub successors: Vec<usize>,
}

/// All rows, in the order of `layout.rs`.
#[derive(Default)]
pub struct Tables {
    pub provinces: Vec<Province>,
    pub communes: Vec<Commune>,
    pub former_provinces: Vec<Province>,
    pub districts: Vec<District>,
    pub wards: Vec<Ward>,
    /// The communes of districts without wards, by district.
    pub islands: BTreeMap<usize, usize>,
    /// Units that were abolished, renamed or moved before July 2025.
    pub history: Vec<super::history::Unit>,
    /// The numbers of the units that became each commune.
    pub predecessors: Vec<Vec<usize>>,
    /// Types before 30/04/2026, by code of commune and by name of province.
    was: Vec<(String, UnitType, String, UnitType)>,
}

impl Tables {
    /// Reads all files.
    pub fn read(folder: &Path) -> Tables {
        let mut tables = Tables::default();
        for [code, kind, name] in rows(folder, "provinces.csv") {
            tables.provinces.push(Province { code, kind: unit_type(&kind), name });
        }
        tables.provinces.sort_by(|one, other| one.code.cmp(&other.code));
        for [code, kind, name, province, latitude, longitude] in rows(folder, "communes.csv") {
            let (latitude, longitude) = (degrees(&latitude), degrees(&longitude));
            tables.communes.push(Commune {
                code,
                kind: unit_type(&kind),
                name,
                province,
                latitude,
                longitude,
            });
        }
        tables.communes.sort_by(|one, other| (&one.province, &one.code).cmp(&(&other.province, &other.code)));
        for [code, was, _, province_was, province, ..] in rows::<9>(folder, "changes-2026-04-30.csv") {
            tables.was.push((code, unit_type(&was), province, unit_type(&province_was)));
        }
        tables.read_former(folder);
        tables.read_changes(folder);
        tables.history = super::history::read(folder, &tables);
        tables
    }

    fn read_former(&mut self, folder: &Path) {
        let mut rows: Vec<[String; 9]> = rows(folder, "units-before-2025-07-01.csv").collect();
        rows.sort_by(|one, other| (&one[6], &one[3], &one[0]).cmp(&(&other[6], &other[3], &other[0])));
        for [
            code,
            kind,
            name,
            district,
            district_type,
            district_name,
            province,
            province_type,
            province_name,
        ] in rows
        {
            if self.former_provinces.last().is_none_or(|last| last.code != province) {
                self.former_provinces.push(Province {
                    code: province,
                    kind: unit_type(&province_type),
                    name: province_name,
                });
            }
            if self.districts.last().is_none_or(|last| last.code != district) {
                let province = self.former_provinces.len() - 1;
                self.districts.push(District {
                    code: district,
                    kind: unit_type(&district_type),
                    name: district_name,
                    province,
                });
            }
            if !code.is_empty() {
                let kind = ward_type(&kind, &name);
                self.wards.push(Ward {
                    code,
                    kind,
                    name,
                    district: self.districts.len() - 1,
                    successors: Vec::new(),
                });
            }
        }
    }

    fn read_changes(&mut self, folder: &Path) {
        let communes: BTreeMap<&str, usize> =
            self.communes.iter().enumerate().map(|(at, commune)| (commune.code.as_str(), at)).collect();
        let wards: BTreeMap<String, usize> =
            self.wards.iter().enumerate().map(|(at, ward)| (ward.code.clone(), at)).collect();
        let mut predecessors = vec![Vec::new(); self.communes.len()];
        for [ward, district, _, commune, main] in rows(folder, "changes-2025-07-01.csv") {
            let commune =
                communes.get(commune.as_str()).copied().unwrap_or_else(|| panic!("no commune {commune}"));
            if ward.is_empty() {
                let at = self
                    .districts
                    .iter()
                    .position(|unit| unit.code == district)
                    .unwrap_or_else(|| panic!("no district {district}"));
                self.islands.insert(at, commune);
                predecessors[commune].push(self.first_district() + at);
                continue;
            }
            let at = wards.get(&ward).copied().unwrap_or_else(|| panic!("no ward {ward}"));
            predecessors[commune].push(self.first_district() + self.districts.len() + at);
            let successors = &mut self.wards[at].successors;
            let place = if main == "1" { 0 } else { successors.len() };
            successors.insert(place, commune);
        }
        predecessors.iter_mut().for_each(|units| units.sort_unstable());
        self.predecessors = predecessors;
        assert!(self.wards.iter().all(|ward| !ward.successors.is_empty()), "every ward went somewhere");
    }

    /// Returns the number of former units in the later tables.
    pub fn former_count(&self) -> usize {
        self.former_provinces.len() + self.districts.len() + self.wards.len()
    }

    /// Returns the name of a former unit in the later tables.
    pub fn former_name(&self, number: usize) -> String {
        let (provinces, districts) = (self.former_provinces.len(), self.districts.len());
        match number.checked_sub(provinces) {
            None => self.former_provinces[number].name.clone(),
            Some(at) if at < districts => display_name(&self.districts[at].name, self.districts[at].kind),
            Some(at) => {
                let ward = &self.wards[at - districts];
                display_name(&ward.name, ward.kind)
            }
        }
    }

    /// Returns the number of the first district among all units.
    pub fn first_district(&self) -> usize {
        self.provinces.len() + self.communes.len() + self.former_provinces.len()
    }

    /// Returns the name and type of every unit, by unit number.
    pub fn units(&self) -> Vec<(String, UnitType)> {
        let provinces = self.provinces.iter().map(|unit| (unit.name.clone(), unit.kind));
        let communes = self.communes.iter().map(|unit| (unit.name.clone(), unit.kind));
        let former = self.former_provinces.iter().map(|unit| (unit.name.clone(), unit.kind));
        let districts = self.districts.iter().map(|unit| (display_name(&unit.name, unit.kind), unit.kind));
        let wards = self.wards.iter().map(|unit| (display_name(&unit.name, unit.kind), unit.kind));
        let history = self.history.iter().map(|unit| (unit.name.clone(), unit.kind));
        provinces.chain(communes).chain(former).chain(districts).chain(wards).chain(history).collect()
    }

    /// Returns the index of the present-day province with this code.
    pub fn province(&self, code: &str) -> usize {
        self.provinces
            .iter()
            .position(|province| province.code == code)
            .unwrap_or_else(|| panic!("no province {code}"))
    }

    /// Returns the index of the present-day province of a former one. No former province was divided.
    pub fn province_now(&self, former: usize) -> usize {
        let mut found = self
            .wards
            .iter()
            .filter(|ward| self.districts[ward.district].province == former)
            .flat_map(|ward| &ward.successors)
            .map(|commune| self.province(&self.communes[*commune].province));
        let now = found.next().expect("a former province had wards");
        assert!(found.all(|other| other == now), "no former province was divided");
        now
    }

    /// Returns the type of a commune before 30/04/2026, if it was different.
    pub fn commune_was(&self, code: &str) -> Option<UnitType> {
        self.was.iter().find(|row| row.0 == code).map(|row| row.1)
    }

    /// Returns the type of a province before 30/04/2026, if it was different.
    pub fn province_was(&self, name: &str) -> Option<UnitType> {
        self.was.iter().find(|row| row.2 == name).map(|row| row.3)
    }
}

/// Returns a name without the type that the table appends if two units of a district would have the
/// same name: `Chi Lăng (Thị trấn)`.
pub fn display_name(name: &str, kind: UnitType) -> String {
    match name.split_once(" (") {
        None => name.to_owned(),
        Some((bare, suffix)) => {
            assert_eq!(suffix.to_lowercase(), format!("{})", kind.word()), "{name}");
            bare.to_owned()
        }
    }
}

/// Returns the type of a former ward. Two wards of quận Phú Nhuận, `Phường 5` and `Phường 15`, are
/// listed as `xã` by mistake; their names are right (21/11/2026).
fn ward_type(kind: &str, name: &str) -> UnitType {
    if name.starts_with("Phường ") { UnitType::Ward } else { unit_type(kind) }
}

pub fn unit_type(word: &str) -> UnitType {
    UnitType::from_word(word).unwrap_or_else(|| panic!("{word} is no type of unit"))
}

/// Parses `21.0394` as 210394.
fn degrees(text: &str) -> i32 {
    let degrees: f64 = text.parse().unwrap_or_else(|_| panic!("{text} is no coordinate"));
    (degrees * 10_000.0).round() as i32
}

/// Returns the rows of a table without its header. The tables have no quoted fields; a row with a
/// different number of fields stops the build.
pub fn rows<const N: usize>(folder: &Path, file: &str) -> impl Iterator<Item = [String; N]> {
    let path = folder.join(file);
    println!("cargo::rerun-if-changed={}", path.display());
    let table =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    assert!(!table.contains('"'), "{} quotes a field", path.display());
    let rows: Vec<[String; N]> = table
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<String> = line.split(',').map(same_tones).collect();
            fields.try_into().unwrap_or_else(|_| panic!("{}: {line}", path.display()))
        })
        .collect();
    rows.into_iter()
}

/// Returns the field with its tone marks placed by one convention: the tables come from registers that differ.
fn same_tones(field: &str) -> String {
    let mut letters: Vec<char> = field.chars().collect();
    letters.split_mut(|letter| !letter.is_alphabetic()).for_each(letters::settle_tone);
    letters.into_iter().collect()
}
