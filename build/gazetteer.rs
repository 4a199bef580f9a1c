//! Writes the compiled gazetteer at build time.
//!
//! Takes the folder of CSVs (see its README) and gives one binary file in the format of
//! `src/gazetteer/layout.rs`. A row that it does not understand stops the build. Uses only `std`
//! and the program's own key functions, so that names are indexed and looked up by the same keys.
//!

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[path = "gazetteer/history.rs"]
mod history;
#[path = "../src/gazetteer/key.rs"]
#[allow(dead_code)]
mod key;
#[path = "../src/gazetteer/kind.rs"]
#[allow(dead_code)]
mod kind;
#[path = "../src/gazetteer/layout.rs"]
#[allow(dead_code)]
mod layout;
#[path = "../src/text/letters.rs"]
#[allow(dead_code)]
mod letters;
#[path = "gazetteer/tables.rs"]
mod tables;

use kind::UnitType;
use tables::{Tables, display_name};

/// Other names of provinces. Names that differ only in tone placement, dashes or case need no
/// entry.
const ALIASES: [(&str, &str); 15] = [
    ("Huế", "Thừa Thiên Huế"),
    ("Huế", "TT Huế"),
    ("Huế", "TTHuế"),
    ("Hồ Chí Minh", "HCM"),
    ("Hồ Chí Minh", "TPHCM"),
    ("Hồ Chí Minh", "Sài Gòn"),
    ("Hà Nội", "HN"),
    ("Bà Rịa - Vũng Tàu", "BRVT"),
    ("Bà Rịa - Vũng Tàu", "BR VT"),
    ("Đắk Lắk", "Đắc Lắc"),
    ("Đắk Lắk", "Đak Lak"),
    ("Đắk Nông", "Đắc Nông"),
    ("Đắk Nông", "Đak Nông"),
    ("Bắc Kạn", "Bắc Cạn"),
    ("Kon Tum", "Kontum"),
];

/// Other names of districts that differ by more than letters that sound alike. `Mê Thuột` and `Soup` are older
/// spellings still in use; `Cang`, `Si` and `Pác` are the spellings of the districts' own offices.
const DISTRICT_ALIASES: [(&str, &str); 7] = [
    ("Buôn Ma Thuột", "Buôn Mê Thuột"),
    ("Buôn Ma Thuột", "Ban Mê Thuột"),
    ("Ea Súp", "Ea Soup"),
    ("Mù Căng Chải", "Mù Cang Chải"),
    ("Si Ma Cai", "Xi Ma Cai"),
    ("Pác Nặm", "Pắc Nặm"),
    ("Mang Yang", "Măng Yang"),
];

/// Other names of communes: the table abbreviates one, and has another vowel than the communes themselves in two.
const COMMUNE_ALIASES: [(&str, &str); 3] =
    [("NT Mộc Châu", "Nông trường Mộc Châu"), ("Thần Xa", "Thần Sa"), ("Pa Vệ Sủ", "Pa Vệ Sử")];

/// Reads the CSVs in `data_dir` and writes the blob to `out`; prints cargo's `rerun-if-changed`
/// lines.
pub fn generate(data_dir: &Path, out: &Path) {
    let tables = Tables::read(data_dir);
    let mut writer = Writer::default();
    writer.provinces(&tables);
    writer.communes(&tables);
    writer.former_units(&tables);
    writer.history(&tables);
    writer.index(&tables);
    let blob = writer.finish();
    fs::write(out, blob).unwrap_or_else(|error| panic!("cannot write {}: {error}", out.display()));
}

/// The sections written so far.
#[derive(Default)]
struct Writer {
    sections: [Vec<u8>; layout::SECTIONS],
    /// The index in `NAMES` of each name.
    names: BTreeMap<String, u16>,
}

impl Writer {
    fn u8(&mut self, section: usize, value: u8) {
        self.sections[section].push(value);
    }

    fn u16(&mut self, section: usize, value: usize) {
        let value = u16::try_from(value).expect("the layout leaves 16 bits for it");
        self.sections[section].extend(value.to_le_bytes());
    }

    fn u32(&mut self, section: usize, value: u32) {
        self.sections[section].extend(value.to_le_bytes());
    }

    /// Appends a string and returns its packed location, as the layout defines it.
    fn string(&mut self, text: &str) -> u32 {
        let start = u32::try_from(self.sections[layout::TEXT].len()).expect("the text is small");
        let length = u8::try_from(text.len()).expect("a name is shorter than 256 bytes");
        assert!(start < 1 << 24, "the text is smaller than 16 MB");
        self.sections[layout::TEXT].extend(text.as_bytes());
        start | u32::from(length) << 24
    }

    fn name(&mut self, section: usize, name: &str) {
        let number = match self.names.get(name) {
            Some(&number) => number,
            None => {
                let number = u16::try_from(self.names.len()).expect("fewer names than 65,536");
                let place = self.string(name);
                self.u32(layout::NAMES, place);
                self.names.insert(name.to_owned(), number);
                number
            }
        };
        self.u16(section, usize::from(number));
    }

    fn provinces(&mut self, tables: &Tables) {
        use layout::PROVINCES as SECTION;
        for province in &tables.provinces {
            let first = tables.communes.partition_point(|commune| commune.province < province.code);
            let former = tables
                .former_provinces
                .iter()
                .position(|former| key::exact_key(&former.name) == key::exact_key(&province.name));
            self.u8(SECTION, number(&province.code));
            self.u8(SECTION, province.kind as u8);
            self.name(SECTION, &province.name);
            self.u16(SECTION, first);
            self.u8(SECTION, tables.province_was(&province.name).map_or(0, |kind| kind as u8));
            let former = former.unwrap_or_else(|| panic!("no former province is called {}", province.name));
            self.u8(SECTION, u8::try_from(former).expect("63 former provinces"));
        }
    }

    fn communes(&mut self, tables: &Tables) {
        use layout::COMMUNES as SECTION;
        let mut predecessors = 0;
        for (at, commune) in tables.communes.iter().enumerate() {
            self.u32(SECTION, number(&commune.code));
            self.name(SECTION, &commune.name);
            self.u8(SECTION, commune.kind as u8);
            self.u8(SECTION, u8::try_from(tables.province(&commune.province)).expect("34 provinces"));
            self.sections[SECTION].extend(commune.latitude.to_le_bytes());
            self.sections[SECTION].extend(commune.longitude.to_le_bytes());
            self.u16(SECTION, predecessors);
            self.u8(SECTION, tables.commune_was(&commune.code).map_or(0, |kind| kind as u8));
            self.u8(SECTION, 0);
            for unit in &tables.predecessors[at] {
                self.u16(layout::PREDECESSORS, *unit);
                predecessors += 1;
            }
        }
    }

    fn former_units(&mut self, tables: &Tables) {
        for (at, province) in tables.former_provinces.iter().enumerate() {
            use layout::FORMER_PROVINCES as SECTION;
            self.u8(SECTION, number(&province.code));
            self.u8(SECTION, province.kind as u8);
            self.name(SECTION, &province.name);
            self.u16(SECTION, tables.districts.partition_point(|district| district.province < at));
            self.u8(SECTION, u8::try_from(tables.province_now(at)).expect("34 provinces"));
            self.u8(SECTION, 0);
        }
        for (at, district) in tables.districts.iter().enumerate() {
            use layout::DISTRICTS as SECTION;
            self.u16(SECTION, number(&district.code));
            self.name(SECTION, &display_name(&district.name, district.kind));
            self.u16(SECTION, tables.wards.partition_point(|ward| ward.district < at));
            self.u8(SECTION, district.kind as u8);
            self.u8(SECTION, u8::try_from(district.province).expect("63 former provinces"));
            if let Some(commune) = tables.islands.get(&at) {
                self.u16(layout::ISLANDS, at);
                self.u16(layout::ISLANDS, *commune);
            }
        }
        let mut successors = 0;
        for ward in &tables.wards {
            use layout::WARDS as SECTION;
            self.u32(SECTION, number(&ward.code));
            self.name(SECTION, &display_name(&ward.name, ward.kind));
            self.u16(SECTION, ward.district);
            self.u16(SECTION, successors);
            self.u8(SECTION, ward.kind as u8);
            self.u8(SECTION, 0);
            for commune in &ward.successors {
                self.u16(layout::SUCCESSORS, *commune);
                successors += 1;
            }
        }
    }

    fn history(&mut self, tables: &Tables) {
        use layout::HISTORY as SECTION;
        for unit in &tables.history {
            self.u32(SECTION, unit.code);
            self.name(SECTION, &unit.name);
            self.u8(SECTION, unit.kind as u8);
            self.u8(SECTION, unit.level | u8::from(unit.exact) << 2 | u8::from(unit.same) << 3);
            for number in [unit.parent, unit.from, unit.to, unit.next] {
                self.u16(SECTION, usize::from(number));
            }
        }
    }

    /// Writes the index: every unit under each spelling of its name.
    fn index(&mut self, tables: &Tables) {
        let mut keys: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (unit, (name, kind)) in tables.units().into_iter().enumerate() {
            let is_province = kind.is_province() && unit < tables.first_district();
            let aliases = ALIASES
                .iter()
                .filter(|_| is_province)
                .chain(DISTRICT_ALIASES.iter().filter(|_| kind.is_district()))
                .chain(COMMUNE_ALIASES.iter().filter(|_| !kind.is_province() && !kind.is_district()))
                .filter(|(of, _)| key::exact_key(of) == key::exact_key(&name))
                .map(|(_, alias)| key::exact_key(alias));
            for exact in spellings(&name, kind).into_iter().chain(aliases) {
                keys.entry((key::folded_key(&exact), exact)).or_default().push(unit);
            }
        }
        let (mut exacts, mut postings, mut last) = (0, 0, None);
        for ((folded, exact), units) in &keys {
            let digest = key::digest(exact);
            if last.as_ref() != Some(folded) {
                let place = self.string(folded);
                self.u32(layout::FOLDED, place);
                self.u16(layout::FOLDED_FIRST, exacts);
                last = Some(folded.clone());
            }
            self.u32(layout::EXACT, digest);
            self.u16(layout::EXACT_FIRST, postings);
            exacts += 1;
            for unit in units {
                self.u16(layout::POSTINGS, *unit);
                postings += 1;
            }
        }
        self.u16(layout::FOLDED_FIRST, exacts);
        self.u16(layout::EXACT_FIRST, postings);
        let folded: BTreeSet<&String> = keys.keys().map(|(folded, _)| folded).collect();
        let mut loose: Vec<(String, usize)> =
            folded.into_iter().enumerate().map(|(at, folded)| (key::loose_key(folded), at)).collect();
        loose.sort();
        loose.into_iter().for_each(|(_, at)| self.u16(layout::LOOSE, at));
        refuse_equal_digests(keys.keys());
    }

    fn finish(self) -> Vec<u8> {
        let mut offset = 4 * (layout::SECTIONS + 1);
        let mut blob = Vec::new();
        for (section, width) in self.sections.iter().zip(layout::WIDTHS) {
            assert!(section.len() % width == 0, "a section holds whole records");
            blob.extend(u32::try_from(offset).expect("the blob is small").to_le_bytes());
            offset += section.len();
        }
        blob.extend(u32::try_from(offset).expect("the blob is small").to_le_bytes());
        for section in self.sections {
            blob.extend(section);
        }
        blob
    }
}

/// Returns the exact keys under which a name is indexed: the name, and the name without its type if
/// it contains that (`Phường 12` is written `P.12`; `Phường Đúc` may be written `phường Đúc`).
fn spellings(name: &str, kind: UnitType) -> Vec<String> {
    let whole = key::exact_key(name);
    let bare = whole.strip_prefix(kind.word()).and_then(|rest| rest.strip_prefix(' ')).map(str::to_owned);
    match bare {
        // A number alone identifies the ward; the whole name is never looked up.
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => vec![number],
        Some(bare) => vec![whole, bare],
        None => vec![whole],
    }
}

fn refuse_equal_digests<'a>(keys: impl Iterator<Item = &'a (String, String)>) {
    let mut seen: BTreeMap<(&str, u32), &str> = BTreeMap::new();
    for (folded, exact) in keys {
        if let Some(other) = seen.insert((folded, key::digest(exact)), exact) {
            panic!("{exact} and {other} have one digest: choose another in key.rs");
        }
    }
}

fn number<T: std::str::FromStr>(code: &str) -> T {
    code.parse().unwrap_or_else(|_| panic!("{code} is no code of a unit"))
}
