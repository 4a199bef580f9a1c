//! Law 7: every internal link and asset reference in the output resolves, under any base path.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::support::Gallery;
use crate::support::links::check;

/// Base URLs of a site.
const BASES: [&str; 4] = [
    "https://thu.example/goc/",
    "https://thu.example/",
    "https://thu.example/a/b/c/",
    "https://thu.example/th%C6%B0%20vi%E1%BB%87n/",
];

#[test]
fn every_link_of_a_small_gallery_resolves_under_any_base_path() {
    let gallery = Gallery::new().with_embeds();
    // File names that must be escaped in addresses, at the root and below it.
    for name in ["phụ lục (1) & 100%.txt", "a+b='c'.txt", "tep/đơn,xin[1].txt"] {
        gallery.write(&format!("static/{name}"), "tệp");
    }
    gallery.edit(
        "content/entries/e01/index.md",
        "Xem [e02]",
        "Xem [một](</phụ lục (1) & 100%25.txt>), [hai](</a+b='c'.txt>), [ba](/tep/%C4%91%C6%A1n,xin%5B1%5D.txt?x=1&y=2), [nhà](/), [tất cả](/mo-hinh/#_noi-dung), [mục](#cach-lam), [e02]",
    );
    let mut published: Vec<BTreeMap<String, Vec<u8>>> = Vec::new();
    for base in BASES {
        gallery.edit("guong.toml", published.last().map_or(BASES[0], |_| "BASE"), base);
        gallery.build();
        published.push(gallery.published());
        assert!(check(published.last().unwrap(), base) > 800, "{base}");
        gallery.edit("guong.toml", base, "BASE");
    }
    // Pages differ only in their full addresses, except for the 404 page, which is shown at any address.
    for (base, other) in BASES.iter().zip(&published).skip(1) {
        for (path, bytes) in other.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html") {
            let here = |bytes: &[u8], base: &str| {
                // The mail link for reporting a mistake contains the page's address, too.
                let in_mail = utf8_percent_encode(base, NON_ALPHANUMERIC).to_string();
                String::from_utf8_lossy(bytes).replace(base, "BASE/").replace(&in_mail, "BASE/")
            };
            assert_eq!(here(bytes, base), here(&published[0][path], BASES[0]), "{path} under {base}");
        }
    }
}

#[test]
fn every_link_of_the_demo_resolves() {
    let out = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    // The demo is built in place, into a folder elsewhere.
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_guong"))
        .args(["build", "--quiet", "--root", root, "--as-of", "2026-11-21", "--out"])
        .arg(out.path().join("public"))
        .status()
        .unwrap();
    assert!(status.success());
    let published = crate::support::tree(&out.path().join("public"));
    let config = std::fs::read_to_string(format!("{root}/guong.toml")).unwrap();
    let base = config.lines().find(|line| line.starts_with("base_url")).unwrap().split('"').nth(1).unwrap();
    assert!(check(&published, base) > 5_000);
    // The demo is an illustration, which every page states.
    for (page, bytes) in published.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(String::from_utf8_lossy(bytes).contains("class=\"sample\""), "{page} is not marked");
    }
}
