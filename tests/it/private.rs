//! Private values reach no output: a marker is put in every private key, and in everything said about a person
//! without consent.

use std::collections::BTreeSet;

use guong::schema::{FILES, Type};

use crate::leaks::{WORD, found};
use crate::support::Gallery;

const ENTRY: &str = "content/entries/rieng/index.md";

/// Every private key of the schema, by its table: each is marked below.
const PRIVATE: &[&str] = &[
    "approved.by",
    "approved.date",
    "person.consent",
    "person.consent_ref",
    "person.consent_withdrawn",
    "photos.children",
    "photos.consent",
    "photos.consent_ref",
    "photos.consent_withdrawn",
    "photos.guardian_consent",
    "photos.informed",
];

/// Words and dates that occur nowhere else in the gallery.
const MARKS: &[&str] =
    &["2026-03-17", "17/03/2026", "2026-03-18", "18/03/2026", "public-event", "7-or-older"];

fn entry(leader: &str) -> String {
    format!(
        r#"+++
title = "Bài riêng"
fields = ["kinh-te"]
locality = "Phú Yên"
started = 2017-02-03
published = 2019-01-01
approved = {{ by = "Ông {WORD}", date = 2026-03-18 }}
[leader]
name = "Bà {WORD}"
position = "Tổ trưởng {WORD}"
phone = "0238 {WORD}"
email = "{WORD}@thu.example"
{leader}
[contact]
name = "Cô {WORD}"
phone = "0239 {WORD}"
consent = "đã ghi"
consent_ref = "{WORD}"
consent_withdrawn = 2026-03-17
[[photos]]
file = "ca.jpg"
alt = "Cá"
consent = "public-event"
informed = "loa {WORD}"
consent_ref = "{WORD}"
children = "7-or-older"
guardian_consent = "đã ghi"
[[photos]]
file = "rut.jpg"
consent_ref = "=1+1"
alt = "Ảnh {WORD}"
caption = "Chú thích {WORD}"
consent = "đã ghi"
consent_withdrawn = 2026-03-17
+++
Lời kể.
"#
    )
}

#[test]
fn private_values_are_in_no_output() {
    let mut private = BTreeSet::new();
    for table in FILES.iter().flat_map(|file| file.keys.tables()) {
        let own = table.keys.iter().filter(|key| key.private && !matches!(key.kind, Type::Table(_)));
        private.extend(own.map(|key| format!("{}.{}", table.name, key.name)));
    }
    assert_eq!(private.iter().map(String::as_str).collect::<Vec<_>>(), PRIVATE, "mark the new key below");
    let gallery = Gallery::new();
    for photo in ["ca.jpg", "rut.jpg"] {
        gallery.photo(&format!("content/entries/rieng/{photo}"), 400, 300);
    }
    gallery.write(ENTRY, &entry("consent_ref = \"HS\""));
    gallery.build();
    assert_eq!(found(&gallery), Vec::<String>::new());
    for (path, bytes) in gallery.published() {
        let text = String::from_utf8_lossy(&bytes);
        for mark in MARKS {
            assert!(!text.contains(mark), "{path}: {mark}");
        }
        assert!(!path.contains("rut"), "a photo whose consent was withdrawn: {path}");
    }
    // Persons who consented are named, on the page and in the index; the record of their consent is not.
    gallery.write(ENTRY, &entry("consent = \"đã ghi\"\nconsent_ref = \"HS-quzxvan\""));
    gallery.build();
    let paths = found(&gallery);
    assert!(paths.iter().any(|path| path == "mo-hinh/rieng/index.html"), "{paths:?}");
    let page = String::from_utf8(gallery.published()["mo-hinh/rieng/index.html"].clone()).unwrap();
    assert!(page.contains(&format!("0238 {WORD}")) && !page.contains("0239") && !page.contains("HS-quzxvan"));
    // The register has everything, and is only printed.
    let output = gallery.guong(&["check", "--consents"]).output().unwrap();
    let register = String::from_utf8(output.stdout).unwrap();
    for row in [
        format!("{ENTRY}\tca.jpg\tpublic-event\t7-or-older\trecorded\tloa {WORD}\t{WORD}\t\tx\n"),
        format!("{ENTRY}\trut.jpg\trecorded\t\t\t\t'=1+1\t2026-03-17\t\n"),
        format!("{ENTRY}\tcontact: Cô {WORD}\trecorded\t\t\t\t{WORD}\t2026-03-17\t\n"),
    ] {
        assert!(register.contains(&row), "{row}: {register}");
    }
}

#[test]
fn if_approval_is_required_only_signed_entries_are_published() {
    let gallery = Gallery::new();
    gallery.edit("guong.toml", "title", "require_approval = true\ntitle");
    gallery.entry(4, "approved = { by = \"Bí thư\", date = 2026-01-02 }\n");
    gallery.build();
    let published = gallery.published();
    assert!(published.contains_key("mo-hinh/e04/index.html"));
    assert!(!published.contains_key("mo-hinh/e05/index.html"));
    for (path, bytes) in &published {
        assert!(!String::from_utf8_lossy(bytes).contains("Mô hình số 5"), "{path}");
    }
    let output = gallery.guong(&["check", "--format", "short"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("e05/index.md:1:1: lưu ý[W0155]") && !said.contains("e04/index.md:1:1"), "{said}");
    gallery.edit("guong.toml", "title", "requires = \"99.1\"\ntitle");
    let output = gallery.guong(&["build", "--format", "short"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("E0156")
            || String::from_utf8_lossy(&output.stderr).contains("E0156")
    );
}
