//! Checks the crate's description of itself against its sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// The modules below the pipeline, which all of it may use.
const GROUND: &[&str] =
    &["address", "date", "diagnostic", "digest", "gazetteer", "remote", "schema", "search", "text"];
/// The pipeline, from left to right: a stage uses the modules below and the stages to its left.
const PIPELINE: &[&str] = &[
    "world", "source", "parse", "edit", "model", "theme", "plan", "render", "publish", "site", "office",
    "build", "deploy", "serve", "editor", "command",
];

/// Returns the Rust files below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    files_with(folder, &["rs"])
}

/// Returns the files below a folder whose names end with one of some endings, without installed packages.
fn files_with(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.path() {
            path if path.ends_with("node_modules") => {}
            path if path.is_dir() => files.extend(files_with(&path, endings)),
            path if endings.iter().any(|ending| path.extension().is_some_and(|own| own == *ending)) => {
                files.push(path)
            }
            _ => {}
        }
    }
    files
}

/// Returns the module that a file belongs to, and the modules that it names as `crate::…`.
fn imports(file: &Path) -> (String, BTreeSet<String>) {
    let relative = file.strip_prefix(SRC).unwrap().with_extension("");
    let module = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    let text = fs::read_to_string(file).unwrap();
    // Tests may use any module.
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code =
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let named = code
        .split("crate::")
        .skip(1)
        .map(|piece| piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>());
    (module, named.filter(|name| !name.is_empty()).collect())
}

#[test]
fn imports_point_to_the_left() {
    let rank = |module: &str| PIPELINE.iter().position(|stage| *stage == module);
    let mut seen = BTreeSet::new();
    for file in files_below(Path::new(SRC)) {
        let (module, named) = imports(&file);
        if module == "lib" || module == "main" || file.ends_with("tests.rs") {
            continue;
        }
        seen.insert(module.clone());
        for other in named.iter().filter(|other| **other != module) {
            let allowed = match (rank(&module), rank(other)) {
                (Some(own), Some(other)) => other < own,
                (Some(_), None) => GROUND.contains(&other.as_str()),
                (None, Some(_)) => false,
                (None, None) => GROUND.contains(&other.as_str()),
            };
            assert!(allowed, "{} uses crate::{other}", file.display());
        }
    }
    let known: BTreeSet<String> = GROUND.iter().chain(PIPELINE).map(|name| name.to_string()).collect();
    assert_eq!(seen, known, "every module has its place");
}

#[test]
fn the_crate_docs_list_the_modules() {
    let lib = fs::read_to_string(format!("{SRC}/lib.rs")).unwrap();
    let listed: BTreeSet<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"))
        .filter_map(|line| line.split('`').next())
        .collect();
    let there: BTreeSet<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "))
        .map(|name| name.trim_end_matches(';'))
        .collect();
    let on_disk: BTreeSet<String> = fs::read_dir(SRC)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| name != "lib" && name != "main")
        .collect();
    assert_eq!(listed, there);
    assert_eq!(there, on_disk.iter().map(String::as_str).collect());
}

/// Returns the Rust items that `keyword` begins, as `(name, lines)`, by indentation: rustfmt closes each at the
/// column of its first line.
fn items<'t>(text: &'t str, keyword: &str) -> Vec<(&'t str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let opens = lines.iter().enumerate().filter_map(|(n, line)| {
        let code = line.trim_start();
        let rest = match code.strip_prefix("pub") {
            Some(rest) => rest.split_once(' ')?.1,
            None => code,
        };
        let rest = rest.strip_prefix("const ").unwrap_or(rest).strip_prefix(keyword)?.strip_prefix(' ')?;
        let name = &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_')?];
        let indent = &line[..line.len() - code.len()];
        let one_line = line.ends_with([';', '}']);
        let closes = |line: &&str| line.strip_prefix(indent).is_some_and(|rest| rest.starts_with('}'));
        let length = if one_line { 1 } else { 1 + lines[n..].iter().position(closes)? };
        Some((name, length))
    });
    opens.collect()
}

/// Of scripts, `tests/browser/style.biome.jsonc` says the same.
#[test]
fn no_function_outgrows_a_screen() {
    for file in [SRC, TESTS].into_iter().flat_map(|folder| files_below(Path::new(folder))) {
        for (name, lines) in items(&fs::read_to_string(&file).unwrap(), "fn") {
            assert!(lines <= 80, "{}: {name} has {lines} lines", file.display());
        }
    }
}

#[test]
fn no_two_types_share_a_name() {
    let mut seen = std::collections::BTreeMap::new();
    for file in files_below(Path::new(SRC)) {
        let text = fs::read_to_string(&file).unwrap();
        // Associated types share the names that their traits give; aliases stand at the margin.
        let margin: Vec<&str> = text.lines().filter(|line| !line.starts_with(' ')).collect();
        let margin = margin.join("\n");
        for (text, keyword) in [(&text, "struct"), (&text, "enum"), (&text, "trait"), (&margin, "type")] {
            for (name, _) in items(text, keyword) {
                if let Some(other) = seen.insert(name.to_string(), file.clone()) {
                    panic!("{name} is defined in {} and in {}", other.display(), file.display());
                }
            }
        }
    }
}

#[test]
fn no_file_outgrows_one_idea() {
    let folders = ["src", "tests", "benches", "release", "themes/guong/assets"];
    let files = folders
        .iter()
        .flat_map(|folder| files_with(&Path::new(ROOT).join(folder), &["rs", "js", "mjs", "ts", "py"]));
    // Others' code, bundled and minified.
    for file in files.filter(|file| !file.ends_with("editor/assets/prosemirror.js")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.display());
    }
}

/// Returns what stands between the backquotes of a text.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn paths_in_the_documents_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in ["README.md", "CONTRIBUTING.md", "SECURITY.md", "tests/README.md", "src/lib.rs"] {
        let text = fs::read_to_string(root.join(document)).unwrap();
        let words = quoted(&text).flat_map(|code| code.split([' ', '=', '\n']));
        let starts = ["src/", "tests/", "benches/", "themes/guong/"];
        for path in words.filter(|word| starts.iter().any(|start| word.starts_with(start))) {
            // `*.txt` and the like stand for files of a folder.
            let path = path.split('*').next().unwrap();
            assert!(root.join(path).exists(), "{document} names {path}");
        }
    }
}

#[test]
fn the_test_guide_lists_the_modules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(root.join("tests/README.md")).unwrap();
    let listed: BTreeSet<&str> = guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('|').next())
        .flat_map(names)
        .collect();
    let main = fs::read_to_string(root.join("tests/it/main.rs")).unwrap();
    for module in main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')) {
        let is_listed = |name: &&str| {
            *name == module || name.strip_suffix('*').is_some_and(|start| module.starts_with(start))
        };
        assert!(listed.iter().any(is_listed), "tests/README.md lacks {module}");
    }
}

/// Returns the names in a cell of a table: `` a`, `b` + `b/*.txt` ``, whose first backquote is cut off.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').step_by(2)
}
