//! Replays the fuzzers' corpus: what once broke something, and a few inputs of each kind.

#[path = "fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;

use targets::TARGETS;

#[test]
fn the_corpus_is_taken_in() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    for (name, run) in TARGETS {
        let mut files: Vec<_> =
            fs::read_dir(corpus.join(name)).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{name} has no corpus");
        for file in files {
            println!("{}", file.display());
            run(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn every_target_has_its_fuzzer() {
    let fuzzers = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let mut there: Vec<String> = fs::read_dir(fuzzers)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut named: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    there.sort();
    named.sort();
    assert_eq!(there, named);
}
