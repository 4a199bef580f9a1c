//! Targets: every indicator against a count by brute force, who sees the page, and the days on which it changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use guong::date::Day;
use guong::diagnostic::has_errors;
use guong::model::{Catalogue, Counting, Progress};
use guong::site;

use crate::support::{Dice, Gallery, printed};

/// Communes of two provinces, the last of a third.
const PLACES: [&str; 7] = [
    "xã Tam Hợp, tỉnh Nghệ An",
    "xã Tam Quang, tỉnh Nghệ An",
    "xã Tương Dương, tỉnh Nghệ An",
    "xã Con Cuông, tỉnh Nghệ An",
    "xã Vân Sơn, tỉnh Phú Thọ",
    "xã Mường Bi, tỉnh Phú Thọ",
    "phường Tân Phong, tỉnh Lai Châu",
];
const UNITS: [&str; 3] = ["hnd", "phu-nu", "doan-xa"];
const STEPS: [&str; 6] = ["registered", "recognised", "commended", "praised", "replicated", "stopped"];

/// What an entry says, as it was written.
#[derive(Debug, Clone)]
struct Written {
    places: BTreeSet<usize>,
    units: BTreeSet<usize>,
    /// The steps with their years, in order.
    steps: Vec<(usize, u16)>,
    started: u16,
    /// Days before today.
    verified: Option<u16>,
    draft: bool,
}

impl Written {
    fn has(&self, step: &str) -> bool {
        self.steps.iter().any(|(at, _)| STEPS[*at] == step)
    }

    fn year(&self) -> u16 {
        self.steps.iter().find(|(at, _)| STEPS[*at] == "registered").map_or(self.started, |(_, year)| *year)
    }

    fn phase(&self) -> u8 {
        u8::from(self.started >= 2021)
    }
}

/// Returns the day so many days before 21/11/2026, up to two years.
fn before(days: u16) -> Day {
    let mut day = Day { year: 2026, month: 11, day: 21 };
    for _ in 0..days {
        let (year, month) = if day.month == 1 { (day.year - 1, 12) } else { (day.year, day.month - 1) };
        let end = || (28..=31).rev().find_map(|last| Day::new(year, month, last));
        day = Day::new(day.year, day.month, day.day - 1).or_else(end).unwrap();
    }
    day
}

fn random(dice: &mut Dice) -> Written {
    let some = |dice: &mut Dice, of: usize, most: usize| -> BTreeSet<usize> {
        let count = dice.roll(most + 1);
        (0..count).map(|_| dice.roll(of)).collect()
    };
    let mut places = some(dice, PLACES.len(), 2);
    places.insert(dice.roll(PLACES.len()));
    let mut years: Vec<u16> = (0..dice.roll(4)).map(|_| 2021 + dice.roll(6) as u16).collect();
    years.sort_unstable();
    Written {
        places,
        units: some(dice, UNITS.len(), 2),
        steps: years.into_iter().map(|year| (dice.roll(STEPS.len()), year)).collect(),
        started: 2017 + dice.roll(9) as u16,
        verified: (dice.roll(3) > 0).then(|| [0, 1, 364, 365, 366, 367, 700][dice.roll(7)]),
        draft: dice.roll(6) == 0,
    }
}

/// Writes a site of these entries and one of each kind of target, over several periods and scopes.
fn written(gallery: &Gallery, entries: &[Written], public: bool) {
    gallery.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://thu.example/\"\n");
    gallery.write("content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n");
    gallery.write("content/phases.toml", "[[phases]]\nid = \"cu\"\nname = \"Cũ\"\nfrom = 2010-01-01\nto = 2021-01-01\n[[phases]]\nid = \"moi\"\nname = \"Mới\"\nfrom = 2021-01-01\nto = 2030-01-01\n");
    let units = UNITS.map(|id| format!("[[units]]\nid = \"{id}\"\nname = \"Tên {id}\"\n"));
    gallery.write("content/units.toml", &units.concat());
    for (number, entry) in entries.iter().enumerate() {
        let quoted = |names: &BTreeSet<usize>, all: &[&str]| {
            names.iter().map(|n| format!("\"{}\"", all[*n])).collect::<Vec<_>>().join(", ")
        };
        let steps =
            entry.steps.iter().map(|(at, year)| format!("{{ step = \"{}\", date = {year} }}", STEPS[*at]));
        let mut text = format!(
            "+++\ntitle = \"Bài {number}\"\nfields = [\"kinh-te\"]\nlocality = [{}]\nunit = [{}]\nstarted = {}\nstatus = [{}]\ndraft = {}\n",
            quoted(&entry.places, &PLACES),
            quoted(&entry.units, &UNITS),
            entry.started,
            steps.collect::<Vec<_>>().join(", "),
            entry.draft
        );
        if let Some(days) = entry.verified {
            text += &format!("verified = {}\n", before(days));
        }
        gallery.write(&format!("content/entries/b{number}.md"), &format!("{text}+++\nLời.\n"));
    }
    let mut text = format!("public = {public}\n");
    for indicator in ["places-with-entries", "entries", "recognised", "commended", "replicated", "verified"] {
        for period in ["phase = \"moi\"", "year = 2023", "phase = \"cu\"\nyear = 2022"] {
            for scope in SCOPES {
                text += &format!(
                    "[[targets]]\nname = \"{indicator}\"\nindicator = \"{indicator}\"\naim = 3\n{period}\n{scope}\nat_least = 1\nat_most = 2\n"
                );
            }
        }
    }
    gallery.write("content/targets.toml", &text);
}

const SCOPES: [&str; 5] = [
    "",
    "within = \"tỉnh Nghệ An\"",
    "within = [\"xã Tam Hợp, tỉnh Nghệ An\", \"xã Mường Bi, tỉnh Phú Thọ\"]",
    "units = [\"doan-xa\", \"hnd\"]",
    "within = \"tỉnh Phú Thọ\"\nunits = [\"phu-nu\"]",
];

/// The places and units of a scope, by their numbers in [`PLACES`] and [`UNITS`].
fn scope(number: usize) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (places, units): (&[usize], &[usize]) = match number {
        0 => (&[0, 1, 2, 3, 4, 5, 6], &[]),
        1 => (&[0, 1, 2, 3], &[]),
        2 => (&[0, 5], &[]),
        3 => (&[0, 1, 2, 3, 4, 5, 6], &[0, 2]),
        _ => (&[4, 5], &[1]),
    };
    (places.iter().copied().collect(), units.iter().copied().collect())
}

fn opened(root: &Path, day: &str) -> Catalogue {
    let day = day.split('-').map(|part| part.parse::<u16>().unwrap()).collect::<Vec<u16>>();
    let day = Day::new(day[0], day[1] as u8, day[2] as u8).unwrap();
    let site = site::open(root, Some(day)).unwrap();
    assert!(!has_errors(&site.diagnostics), "{:?}", site.diagnostics);
    site.ready.unwrap().0
}

/// Returns what is expected of a target: reached, base, and the entries of each place (by full name) or unit.
fn expected(
    entries: &[Written],
    indicator: usize,
    period: usize,
    scope_at: usize,
) -> (usize, usize, BTreeMap<String, usize>) {
    let (places, units) = scope(scope_at);
    let mut each: BTreeMap<String, usize> = BTreeMap::new();
    let (mut reached, mut base) = (0, 0);
    for entry in entries.iter().filter(|entry| !entry.draft) {
        let in_period = match period {
            0 => entry.phase() == 1,
            1 => entry.year() == 2023,
            _ => entry.phase() == 0 && entry.year() == 2022,
        };
        let in_places = entry.places.iter().any(|place| places.contains(place));
        let in_units = units.is_empty() || entry.units.iter().any(|unit| units.contains(unit));
        if !(in_period && in_places && in_units) {
            continue;
        }
        let registered = !entry.steps.is_empty();
        let last = entry.steps.iter().rev().fold(None::<(usize, u16)>, |last, step| match last {
            Some(last) if last.1 >= step.1 => Some(last),
            _ => Some(*step),
        });
        let (could, counts) = match indicator {
            0 | 1 => (true, true),
            2 => (registered, entry.has("recognised")),
            3 => (registered, entry.has("commended") || entry.has("praised")),
            4 => (registered, entry.has("replicated")),
            _ => (
                last.is_none_or(|(at, _)| STEPS[at] != "stopped"),
                entry.verified.is_some_and(|days| days <= 365),
            ),
        };
        if could {
            base += 1;
            reached += usize::from(counts);
            if units.is_empty() && scope_at == 0 {
                let provinces: BTreeSet<&str> =
                    entry.places.iter().map(|place| PLACES[*place].split(", ").nth(1).unwrap()).collect();
                provinces.into_iter().for_each(|name| *each.entry(name.into()).or_default() += 1);
            } else if units.is_empty() {
                let own = entry.places.intersection(&places);
                own.for_each(|place| *each.entry(PLACES[*place].into()).or_default() += 1);
            } else {
                let own = entry.units.intersection(&units);
                own.for_each(|unit| *each.entry(format!("Tên {}", UNITS[*unit])).or_default() += 1);
            }
        }
    }
    if indicator == 0 {
        reached = each.values().filter(|count| (1..=2).contains(*count)).count();
        base = match scope_at {
            0 => 34,
            1 => 130,
            2 | 3 => 2,
            _ => 1,
        };
    }
    (reached, base, each)
}

fn named(catalogue: &Catalogue, progress: &Progress) -> BTreeMap<String, usize> {
    let name = |of: Counting| match of {
        Counting::Province(id) => catalogue.gazetteer.province(id).full_name(),
        Counting::Commune(id) => catalogue.gazetteer.commune(id).full_name(),
        Counting::Unit(n) => catalogue.units[n].name.clone(),
    };
    let tallies = progress.tallies.iter().filter(|tally| tally.entries > 0);
    tallies.map(|tally| (name(tally.of), tally.entries)).collect()
}

#[test]
fn every_indicator_equals_a_count_by_brute_force() {
    let mut dice = Dice(0x51ab_77e1);
    for _ in 0..3 {
        let entries: Vec<Written> = (0..60).map(|_| random(&mut dice)).collect();
        let gallery = Gallery::empty();
        written(&gallery, &entries, false);
        let catalogue = opened(gallery.path(), &gallery.day);
        assert_eq!(catalogue.targets.all.len(), 6 * 3 * SCOPES.len());
        let mut met = BTreeSet::new();
        for (number, target) in catalogue.targets.all.iter().enumerate() {
            let (indicator, period, scope) = (number / 15, number / 5 % 3, number % 5);
            let progress = catalogue.progress(target);
            let (reached, base, each) = expected(&entries, indicator, period, scope);
            let context = format!("{target:?}");
            assert_eq!((progress.reached, progress.base), (reached, base), "{context}");
            assert_eq!(named(&catalogue, &progress), each, "{context}");
            assert_eq!(progress.is_met, reached >= 3, "{context}");
            met.insert(progress.is_met);
        }
        assert_eq!(met.len(), 2, "some targets are met, some not");
    }
}

#[test]
fn percentages_are_compared_exactly() {
    let of = |aim: &str, reached, base| {
        let gallery = Gallery::new();
        gallery.write(
            "content/targets.toml",
            &format!("[[targets]]\nname = \"a\"\nindicator = \"công nhận\"\naim = {aim}\nyear = 2026\n"),
        );
        opened(gallery.path(), &gallery.day).targets.all[0].aim.is_met(reached, base)
    };
    assert!(of("\"60%\"", 3, 5) && !of("\"trên 60%\"", 3, 5) && of("\"trên 60%\"", 4, 5));
    assert!(!of("\"60%\"", 0, 0), "nothing is no share of nothing");
    assert!(of("\"ít nhất 33,3%\"", 1, 3) && !of("\"33,4%\"", 1, 3));
    assert!(of("3", 3, 5) && !of("4", 3, 5) && of("0", 0, 0));
}

fn gallery(public: bool) -> Gallery {
    let gallery = Gallery::new();
    gallery.write(
        "content/targets.toml",
        &format!(
            "public = {public}\n[[targets]]\nname = \"Chỉ tiêu <quzxvankin> & \\\"hai\\\"\"\nindicator = \"nơi có mô hình\"\naim = \"95%\"\nphase = \"dot-1\"\nwithin = \"tỉnh Nghệ An\"\ndue = 2026-12-01\ndocument = \"05-CT/TU\"\n[[targets]]\nname = \"=1+1\"\nindicator = \"được xác minh\"\naim = 3\nyear = 2019\n"
        ),
    );
    gallery
}

#[test]
fn targets_that_are_not_public_are_in_no_output() {
    let gallery = gallery(false);
    gallery.build();
    let hidden = gallery.published();
    for (path, bytes) in &hidden {
        assert!(!bytes.windows(10).any(|text| text == b"quzxvankin"), "{path}");
    }
    fs::remove_file(gallery.at("content/targets.toml")).unwrap();
    gallery.build();
    let keys = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&hidden), keys(&gallery.published()));
    assert!(hidden == gallery.published(), "targets that are not public leave no trace");
}

#[test]
fn public_targets_are_a_page_and_a_table() {
    let gallery = gallery(true);
    gallery.entry(13, "verified = 2026-01-01\nstatus = [{ step = \"registered\", date = 2019 }]\n");
    gallery.build();
    let files = gallery.published();
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let page = text("theo-doi/index.html");
    assert!(page.contains("Chỉ tiêu &lt;quzxvankin&gt; &amp; &quot;hai&quot;"), "{page}");
    assert!(page.contains("1/130") && page.contains("0,8%"), "{page}");
    assert!(page.contains("href=\"../van-ban/05-ct-tu/\""));
    assert!(text("sitemap.xml").contains("/theo-doi/"));
    assert!(text("index.html").contains("href=\"theo-doi/\""));
    let table = text("theo-doi/chi-tieu.csv");
    assert!(table.contains("\r\n'=1+1,"), "{table}");
    assert!(table.contains("Tổng,130,1,chưa"), "{table}");
    // The heading, each target with its total, the communes of Nghệ An and the provinces, and a unit.
    assert_eq!(table.lines().count(), 1 + 1 + 130 + 1 + 34 + usize::from(table.contains("Hội Nông dân xã")));
}

#[test]
fn the_page_changes_on_the_days_that_the_schedule_names() {
    let mut gallery = gallery(true);
    gallery.edit("guong.toml", "title", "stale_after_years = 100\ntitle");
    gallery.entry(3, "verified = 2025-11-25\nstatus = [{ step = \"registered\", date = 2019 }]\n");
    let said = |gallery: &Gallery| {
        let output = gallery.guong(&["schedule", "--lang", "en"]).output().unwrap();
        printed(&output)
    };
    let page = |gallery: &Gallery| {
        gallery.build();
        gallery.published()["theo-doi/index.html"].clone()
    };
    let text = said(&gallery);
    assert!(text.contains("2026-11-26") && text.contains("over a year old"), "{text}");
    let mut last = page(&gallery);
    for (day, changes) in [
        ("2026-11-25", false),
        ("2026-11-26", true),
        ("2026-12-01", false),
        ("2026-12-02", true),
        ("2027-03-01", false),
    ] {
        gallery.day = day.into();
        let now = page(&gallery);
        assert_eq!(now != last, changes, "{day}");
        last = now;
        if day == "2026-12-01" {
            let text = said(&gallery);
            assert!(text.contains("2026-12-02") && text.contains("the target was due"), "{text}");
        }
    }
    // What is not on a page changes nothing.
    gallery.edit("content/targets.toml", "public = true", "public = false");
    gallery.day = "2026-11-21".into();
    assert!(said(&gallery).contains("2125-11-26"), "only the verification goes out of date");
}

#[test]
fn a_page_lists_the_units_with_most_entries_and_the_table_all() {
    let gallery = gallery(true);
    for number in 20..76 {
        let unit = number.min(74);
        gallery.write(
            &format!("content/entries/e{number}.md"),
            &format!("+++\ntitle = \"Bài {number}\"\nfields = [\"kinh-te\"]\nlocality = \"Phú Yên\"\nunit = \"Tổ hợp tác {unit}\"\nstarted = 2017\n+++\nLời.\n"),
        );
    }
    gallery.edit("content/targets.toml", "within = \"tỉnh Nghệ An\"\n", "");
    gallery.build();
    let text = |path: &str| String::from_utf8(gallery.published()[path].clone()).unwrap();
    let (page, table) = (text("theo-doi/index.html"), text("theo-doi/chi-tieu.csv"));
    let all = table.lines().filter(|line| line.contains("Tổ hợp tác")).count();
    // The farmers' union of the first entry is a unit too.
    assert_eq!(all, 55);
    let first = page.split("</section>").next().unwrap();
    assert!(first.matches("Tổ hợp tác").count() == 49 && first.contains("đơn vị nữa"), "{first}");
    assert!(first.contains("Tổ hợp tác 74"), "it has two entries");
}
