//! Checks the crates that the program and its tests stand on against `deny.toml`: their licences, and that none is there
//! in two versions without a reason. The nightly definition has cargo-deny check the same for all platforms.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value as Json;
use spdx::{Expression, ParseMode};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const LINUX: &str = "x86_64-unknown-linux-gnu";

/// The crates that Linux needs, without the project itself.
fn crates() -> Vec<Json> {
    let line = ["metadata", "--locked", "--format-version=1", "--filter-platform", LINUX];
    let output = Command::new(env!("CARGO")).args(line).current_dir(ROOT).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut metadata: Json = serde_json::from_slice(&output.stdout).unwrap();
    let Json::Array(mut packages) = metadata["packages"].take() else { panic!("no packages") };
    packages.retain(|package| !package["source"].is_null());
    packages
}

fn rules() -> toml::Table {
    fs::read_to_string(format!("{ROOT}/deny.toml")).unwrap().parse().unwrap()
}

/// The strings of a list.
fn strings(list: &toml::Value) -> BTreeSet<&str> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

#[test]
fn every_licence_is_permissive() {
    let rules = rules();
    let allowed = strings(&rules["licenses"]["allow"]);
    let is_allowed = |licence: &str| {
        Expression::parse_mode(licence, ParseMode::LAX)
            .is_ok_and(|all| all.evaluate(|one| allowed.contains(one.to_string().as_str())))
    };
    assert!(is_allowed("GPL-3.0 OR MIT") && !is_allowed("MIT AND GPL-3.0") && !is_allowed("LGPL-2.1"));
    let crates = crates();
    assert!(crates.len() > 100, "{} crates", crates.len());
    let others: Vec<String> = crates
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(is_allowed))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert_eq!(others, [""; 0]);
}

#[test]
fn no_crate_is_there_twice_without_a_reason() {
    let rules = rules();
    let skipped = rules["bans"]["skip"].as_array().unwrap().iter();
    let skipped: BTreeSet<&str> = skipped.map(|skip| skip["crate"].as_str().unwrap()).collect();
    // `cargo metadata` names optional crates too that no feature switches on.
    let line =
        ["tree", "--duplicates", "--locked", "--all-features", "--prefix=none", "--depth=0", "--format={p}"];
    let output =
        Command::new(env!("CARGO")).args(line).args(["--target", LINUX]).current_dir(ROOT).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    // The same version may be listed twice, for the program and for what only compiles it.
    let versions: BTreeSet<(&str, &str)> = lines.lines().filter_map(|line| line.split_once(' ')).collect();
    assert!(!versions.is_empty(), "the reasons are no longer needed");
    let versions: Vec<(&str, &str)> = versions.into_iter().collect();
    let doubled = versions.windows(2).filter(|two| two[0].0 == two[1].0).map(|two| two[0].0);
    let doubled: Vec<&str> = doubled.filter(|name| !skipped.contains(name)).collect();
    assert_eq!(doubled, [""; 0]);
}
