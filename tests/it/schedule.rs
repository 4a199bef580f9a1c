//! `guong schedule`: the next day with its causes, and the task.

use crate::support::Gallery;

fn run(gallery: &Gallery, arguments: &[&str]) -> (i32, String) {
    let output = gallery.guong(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

fn schedule(gallery: &mut Gallery, as_of: &str) -> String {
    gallery.day = as_of.into();
    let (status, said) = run(gallery, &["schedule", "--lang", "en", "--for", "cron"]);
    assert_eq!(status, 0, "{said}");
    said
}

/// What is said of the first day.
fn first_day(said: &str) -> &str {
    said.split("The site will change").nth(1).unwrap_or(said)
}

/// The days that are foretold.
fn days(said: &str) -> Vec<String> {
    said.lines()
        .filter_map(|line| Some(line.split_once("by itself on ")?.1.trim_end_matches(':').to_string()))
        .collect()
}

#[test]
fn the_next_day_is_printed_with_its_causes_and_a_task() {
    let mut gallery = Gallery::new();
    let quiet = schedule(&mut gallery, "2026-11-21");
    assert!(quiet.contains("never changes by itself"), "{quiet}");

    gallery.entry(1, "publish_at = 2027-03-01\n");
    gallery.entry(2, "expires = 2027-02-28\n");
    gallery.entry(3, "verified = 2026-06-01\n");
    gallery.entry(4, "draft = true\npublish_at = 2026-12-01\n");
    let first = schedule(&mut gallery, "2026-11-21");
    assert!(first.contains("on 2027-03-01:"), "{first}");
    assert!(first.contains("e01/index.md: it is published"), "{first}");
    assert!(first.contains("e02/index.md: its term is over"), "{first}");
    assert!(!first_day(&first).contains("e03") && !first.contains("e04"), "{first}");
    assert_eq!(days(&first), ["2027-03-01", "2028-06-02"], "{first}");
    assert!(first.contains("5 0 1 3 * '") && first.contains("\n5 0 2 6 * '"), "{first}");
    let built = gallery.build_with(&["--lang", "en"]);
    assert!(built.contains("2027-03-01"), "the same day as a build says: {built}");

    let later = schedule(&mut gallery, "2027-03-01");
    assert!(later.contains("on 2028-06-02:") && later.contains("e03/index.md: its verification"), "{later}");
    gallery.write(
        "content/phases.toml",
        "[[phases]]\nid = \"dot-1\"\nname = \"Đợt 1\"\nfrom = 2016-01-01\nto = 2030-01-01\n[[phases]]\nid = \"dot-2\"\nname = \"Đợt 2\"\nfrom = 2030-01-01\nto = 2031-01-01\n",
    );
    let phases = schedule(&mut gallery, "2028-07-01");
    assert!(phases.contains("on 2030-01-01:"), "{phases}");
    assert!(
        phases.contains("Đợt 2: the phase begins") && phases.contains("Đợt 1: the phase ends"),
        "{phases}"
    );

    gallery.day = "2026-11-21".into();
    let task = gallery.at("lich.xml");
    let arguments = ["schedule", "--for", "windows", "--task", task.to_str().unwrap()];
    let (status, said) = run(&gallery, &arguments);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("01/03/2027") && said.contains("schtasks /Create /F /TN Guong /XML"), "{said}");
    let units: Vec<u16> =
        std::fs::read(&task).unwrap().chunks(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    let xml = String::from_utf16(&units).unwrap();
    assert!(xml.contains("<StartBoundary>2027-03-01T00:05:00+07:00</StartBoundary>"), "{xml}");
    assert!(xml.contains("<StartBoundary>2028-06-02T00:05:00+07:00</StartBoundary>"), "{xml}");
    assert!(xml.contains(&gallery.path().display().to_string()), "{xml}");

    // A file that is there may be anything.
    let config = gallery.at("guong.toml");
    let before = std::fs::read(&config).unwrap();
    let (status, said) = run(&gallery, &["schedule", "--task", config.to_str().unwrap()]);
    assert!(status == 3 && said.contains("tệp đã có"), "{status} {said}");
    assert_eq!(std::fs::read(&config).unwrap(), before);

    gallery.edit("content/entries/e05/index.md", "title = ", "tittle = ");
    let (status, said) = run(&gallery, &["schedule", "--lang", "en"]);
    assert_eq!(status, 1, "{said}");
}

/// Only entries that change are listed: neither withdrawn ones nor those that nobody has approved.
#[test]
fn entries_that_do_not_change_that_day_are_no_cause() {
    let mut gallery = Gallery::new();
    let approved = "approved = { by = \"Bí thư\", date = 2026-01-02 }\n";
    let withdrawn = "withdrawn = { date = 2026-01-05, reason = \"Thôi\" }\n";
    gallery.entry(1, &format!("{approved}expires = 2027-02-28\n"));
    gallery.entry(2, &format!("{withdrawn}expires = 2027-02-28\n"));
    gallery.entry(3, "publish_at = 2027-03-01\n");
    gallery.entry(4, &format!("{approved}publish_at = 2027-03-01\n"));
    gallery.entry(5, &format!("{approved}verified = 2025-02-28\n"));
    gallery.entry(6, &format!("{withdrawn}verified = 2025-02-28\n"));
    gallery.entry(7, &format!("{approved}publish_at = 2027-03-01\nexpires = 2027-12-31\n"));
    let config = std::fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("{config}require_approval = true\n"));
    let said = schedule(&mut gallery, "2026-11-21");
    assert!(said.contains("on 2027-03-01:"), "{said}");
    let said = first_day(&said);
    for (entry, why) in [
        ("e01", Some("its term is over")),
        ("e02", None),
        ("e03", None),
        ("e04", Some("it is published")),
        ("e05", Some("its verification")),
        ("e06", None),
        ("e07", Some("it is published")),
    ] {
        let line = said.lines().find(|line| line.contains(&format!("{entry}/index.md")));
        assert_eq!(line.is_some(), why.is_some(), "{entry}: {said}");
        assert!(line.zip(why).is_none_or(|(line, why)| line.contains(why)), "{entry}: {said}");
    }
}

/// A build on a day that is foretold changes the site; one on the day before does not.
#[test]
fn the_site_changes_on_the_days_that_are_foretold_and_on_no_other() {
    let mut gallery = Gallery::new();
    gallery.entry(1, "publish_at = 2027-03-01\nexpires = 2027-03-05\n");
    gallery.entry(2, "expires = 2027-03-09\n");
    gallery.entry(3, "publish_at = 2027-03-02\n");
    gallery.entry(4, "verified = 2026-06-01\n");
    let foretold = days(&schedule(&mut gallery, "2026-11-21"));
    assert_eq!(foretold, ["2027-03-01", "2027-03-02", "2027-03-06", "2027-03-10", "2028-06-02"]);
    let build = |gallery: &mut Gallery, day: &str| {
        gallery.day = day.into();
        gallery.build_with(&["--allow-removed"]);
        gallery.published()
    };
    let mut before = build(&mut gallery, "2026-11-21");
    for day in &foretold {
        let (year_month, date) = day.rsplit_once('-').unwrap();
        let eve = match date {
            "01" => "2027-02-28".to_string(),
            date => format!("{year_month}-{:02}", date.parse::<u8>().unwrap() - 1),
        };
        assert_eq!(build(&mut gallery, &eve), before, "{eve}");
        let after = build(&mut gallery, day);
        assert_ne!(after, before, "{day}");
        before = after;
    }
}
