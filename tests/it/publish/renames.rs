//! Publishing without an exchange: two renames, and recovery by the next command after half of them.

use std::fs;

use guong::publish::*;

use super::support::*;

fn target(site: &Site) -> Target {
    Target { out: site.out(), keep: vec![".git".into()], method: Method::Renames }
}

/// Returns a site in which generation two was about to replace generation one by renames.
fn about_to_turn() -> Site {
    let (site, other) = (Site::new(), Site::new());
    for files in [&[][..], &[("a.html", "one")]] {
        site.publish_to(&target(&site), files).unwrap();
    }
    other.publish(&[("a.html", "two")]).unwrap();
    fs::create_dir(site.out().join(".git")).unwrap();
    fs::write(site.out().join(".git/HEAD"), "ref").unwrap();
    for name in ["a.html", MANIFEST] {
        fs::remove_file(site.spare().join(name)).unwrap();
        fs::copy(other.out().join(name), site.spare().join(name)).unwrap();
    }
    let journal = site.spare().file_name().unwrap().to_str().unwrap().replace("spare-", "kept-");
    let journal = site.spare().with_file_name(journal);
    fs::write(journal, "guong-kept 1\n.git\nend\n").unwrap();
    site
}

/// Asserts that the next command recovers, whatever its own list of kept files, and that its publication
/// succeeds.
fn next_command_finds(site: &Site, text: &str) {
    let lock = Lock::acquire(site.root(), || ()).unwrap();
    let all = Target { keep: vec![".git".into()], ..site.target() };
    drop(Publisher::open(lock, &all).unwrap());
    assert_eq!(fs::read_to_string(site.out().join("a.html")).unwrap(), text);
    assert_eq!(fs::read_to_string(site.out().join(".git/HEAD")).unwrap(), "ref");
    assert!(!old(site).exists());
    site.publish_to(&target(site), &[("a.html", "three")]).unwrap();
    fs::remove_dir_all(site.out().join(".git")).unwrap();
    site.assert_level();
}

fn old(site: &Site) -> std::path::PathBuf {
    site.root().join(".public.guong-old")
}

#[test]
fn renames_publish_the_same_site() {
    let site = Site::empty();
    for files in [vec![("a", "1"), ("b/c", "C")], vec![("a", "2")], vec![("a", "2"), ("d/e", "E")]] {
        let summary = site.publish_to(&target(&site), &files).unwrap();
        assert!(summary.level);
        let expected: Vec<_> = files.iter().map(|(p, t)| ((*p).into(), (*t).into())).collect();
        assert_eq!(site.files(), expected);
        site.assert_level();
        assert!(!old(&site).exists());
    }
}

#[test]
fn between_two_renames_the_next_command_completes() {
    let site = about_to_turn();
    fs::rename(site.out(), old(&site)).unwrap();
    next_command_finds(&site, "two");
}

#[test]
fn an_empty_folder_made_meanwhile_is_replaced() {
    let site = about_to_turn();
    fs::rename(site.out(), old(&site)).unwrap();
    fs::create_dir(site.out()).unwrap();
    next_command_finds(&site, "two");
}

#[test]
fn after_two_renames_the_next_command_clears_up() {
    let site = about_to_turn();
    let spare = site.spare();
    fs::rename(site.out(), old(&site)).unwrap();
    fs::rename(spare, site.out()).unwrap();
    next_command_finds(&site, "two");
}

#[test]
fn an_incomplete_new_site_is_replaced_by_the_old_one() {
    let site = about_to_turn();
    fs::rename(site.out(), old(&site)).unwrap();
    fs::remove_file(site.spare().join(MANIFEST)).unwrap();
    next_command_finds(&site, "one");
}

#[test]
fn kept_files_are_carried_on_though_the_settings_have_changed() {
    let site = about_to_turn();
    // After the exchange, before the kept files are moved.
    let aside = site.root().join("aside");
    fs::rename(site.out(), &aside).unwrap();
    let spare = site.spare();
    fs::rename(&spare, site.out()).unwrap();
    fs::rename(&aside, &spare).unwrap();
    let lock = Lock::acquire(site.root(), || ()).unwrap();
    let opened = Publisher::open(lock, &site.target());
    assert!(matches!(opened, Err(PublishError::Foreign { .. })), "it is in the site, and not kept");
    next_command_finds(&site, "two");
}

#[test]
fn kept_folders_on_both_sides_are_never_deleted() {
    let site = about_to_turn();
    fs::create_dir(site.spare().join(".git")).unwrap();
    let error = site.publish_to(&target(&site), &[]).unwrap_err();
    assert!(matches!(error, PublishError::KeptTwice { .. }), "{error}");
    assert!(site.out().join(".git/HEAD").exists() && site.spare().join(".git").exists());
}
