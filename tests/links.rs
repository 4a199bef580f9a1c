//! Law 8: every internal link and asset reference in the output resolves, under any base path.

mod support;

#[path = "support/links.rs"]
mod links;

use links::check;
use support::Gallery;

#[test]
fn every_link_of_a_small_gallery_resolves() {
    let gallery = Gallery::new();
    gallery.build();
    assert!(check(&gallery.published(), "/goc/") > 500);
}

#[test]
fn every_link_of_the_demo_resolves() {
    let out = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    // The demo is built where it stands, into a folder elsewhere.
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_guong"))
        .args(["build", "--quiet", "--root", root, "--as-of", "2026-11-21", "--out"])
        .arg(out.path().join("public"))
        .status()
        .unwrap();
    assert!(status.success());
    let published = support::tree(&out.path().join("public"));
    assert!(check(&published, "/") > 5_000);
    // The demo is an illustration, and every page of it says so.
    for (page, bytes) in published.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(String::from_utf8_lossy(bytes).contains("class=\"sample\""), "{page} is not marked");
    }
}
