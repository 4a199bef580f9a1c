//! Compiles the gazetteer's tables, embeds the built-in theme, and computes the build's identifier.
#![allow(clippy::disallowed_methods, reason = "a build script reads the sources of the crate")]

#[path = "build/gazetteer.rs"]
mod gazetteer;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    gazetteer::generate(Path::new("src/gazetteer/data"), &out.join("gazetteer.bin"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    embed_theme(&out);
    name_build();
}

/// Scripts that are always loaded together. They are published as one file, under the name of the last, so that
/// browsers need not load them one after the other. Each follows what it imports; top-level names are unique.
const BUNDLES: [&[&str]; 5] = [
    &[
        "addresses.js",
        "search-constants.js",
        "search-words.js",
        "search-bits.js",
        "search-files.js",
        "search-lists.js",
        "search-tiers.js",
        "search-totals.js",
        "search-matcher.js",
        "search-names.js",
        "search-parts.js",
        "search-answer.js",
        "search-index.js",
    ],
    &[
        "addresses.js",
        "elements.js",
        "search-page.js",
        "search-source.js",
        "search-query.js",
        "search-request.js",
        "search-results.js",
        "search.js",
    ],
    &["search-slips-constants.js", "search-slips.js"],
    &[
        "addresses.js",
        "elements.js",
        "timeline-page.js",
        "timeline-calendar.js",
        "timeline-overview.js",
        "timeline-viewport.js",
        "timeline-shards.js",
        "timeline-bins.js",
        "timeline-paint.js",
        "timeline-cells.js",
        "timeline-cards.js",
        "timeline-moves.js",
        "timeline-input.js",
        "timeline.js",
    ],
    &[
        "elements.js",
        "timeline-dots.js",
        "timeline-peek.js",
        "timeline-map.js",
        "timeline-empty.js",
        "timeline-spans.js",
        "timeline-more.js",
    ],
];

/// Writes a Rust table of the built-in theme's files: `(path within the theme, bytes)`. Scripts are
/// embedded without indentation and without comment lines.
fn embed_theme(out: &Path) {
    let root = Path::new("themes/guong");
    println!("cargo::rerun-if-changed=themes/guong");
    let mut table = String::from("&[\n");
    for file in files_below(root) {
        let name = file.strip_prefix(root).expect("it lies below").to_string_lossy().replace('\\', "/");
        let mut full = fs::canonicalize(&file).expect("it was just listed");
        if let Some(script) = name.strip_prefix("assets/").filter(|name| name.ends_with(".js")) {
            let Some(published) = published(&root.join("assets"), script) else { continue };
            full = out.join(name.replace('/', "-"));
            fs::write(&full, published).expect("OUT_DIR can be written");
        }
        table.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", full.to_string_lossy()));
    }
    table.push(']');
    fs::write(out.join("theme.rs"), table).expect("OUT_DIR can be written");
}

/// Returns the published text of a script; `None` if it is published only as part of a bundle.
fn published(assets: &Path, script: &str) -> Option<String> {
    let read = |name: &str| bare(&fs::read_to_string(assets.join(name)).expect("scripts are text"));
    let mut text = match BUNDLES.iter().find(|parts| parts.contains(&script)) {
        None => read(script),
        Some(parts) if parts.last() == Some(&script) => {
            let whole: String = parts.iter().map(|part| without_imports(&read(part), parts)).collect();
            // A bundle that no other script imports needs no exports.
            let is_imported = imports_any(assets, parts);
            let inner = |line| if is_imported { line } else { str::trim_start_matches(line, "export ") };
            whole.lines().flat_map(|line| [inner(line), "\n"]).collect()
        }
        Some(_) => return None,
    };
    for parts in BUNDLES {
        let whole = format!("'./{}'", parts[parts.len() - 1]);
        for part in parts {
            text = text.replace(&format!("'./{part}'"), &whole);
        }
    }
    Some(with_merged_imports(&text))
}

/// Puts the imports of a script in front, one for each other script: parts of a bundle may import the same names.
fn with_merged_imports(script: &str) -> String {
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let (mut own, mut rest) = (String::new(), script);
    while let Some(start) =
        rest.strip_prefix("import {").map(|_| 0).or_else(|| rest.find("\nimport {").map(|at| at + 1))
    {
        let end = start + rest[start..].find(';').expect("an import ends");
        let (names, from) = rest[start + 8..end].split_once("} from ").expect("it names a script");
        imports
            .entry(from)
            .or_default()
            .extend(names.split(',').map(str::trim).filter(|name| !name.is_empty()));
        own.push_str(&rest[..start]);
        rest = rest[end + 1..].trim_start_matches('\n');
    }
    let line = |(from, names): (&str, BTreeSet<&str>)| {
        format!("import {{ {} }} from {from};\n", names.into_iter().collect::<Vec<_>>().join(", "))
    };
    imports.into_iter().map(line).collect::<String>() + &own + rest
}

/// Whether a script that is not one of `parts` imports one of them.
fn imports_any(assets: &Path, parts: &[&str]) -> bool {
    let is_shared = |part: &&str| BUNDLES.iter().filter(|all| all.contains(part)).count() > 1;
    let own: Vec<String> =
        parts.iter().filter(|part| !is_shared(part)).map(|part| format!("'./{part}'")).collect();
    files_below(assets).iter().any(|file| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let text = || fs::read_to_string(file).unwrap_or_default();
        name.ends_with(".js") && !parts.contains(&name) && own.iter().any(|part| text().contains(part))
    })
}

/// Removes a script's imports and re-exports of parts of its bundle.
fn without_imports(script: &str, parts: &[&str]) -> String {
    let (mut own, mut import) = (String::new(), String::new());
    for line in script.lines() {
        let begins = line.starts_with("import ") || line.starts_with("export {");
        let text = if begins || !import.is_empty() { &mut import } else { &mut own };
        text.extend([line, "\n"]);
        if line.ends_with(';') && !import.is_empty() {
            let is_inside = parts.iter().any(|part| import.ends_with(&format!(" from './{part}';\n")));
            own.push_str(if is_inside { "" } else { &import });
            import.clear();
        }
    }
    own
}

/// Removes indentation, empty lines and comment lines from a script. No string in a script of the theme spans
/// several lines.
fn bare(script: &str) -> String {
    let mut is_inside = false;
    let says = |line: &&str| {
        let is_comment = is_inside || line.starts_with("/**");
        is_inside = is_comment && !line.ends_with("*/");
        !line.is_empty() && !is_comment && !line.starts_with("//")
    };
    script.lines().map(str::trim).filter(says).flat_map(|line| [line, "\n"]).collect()
}

/// Sets the build's identifier, a digest of everything that determines the program's output. Two builds of the
/// same sources have the same identifier, wherever they were compiled.
fn name_build() {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    // FNV-1a, 64 bits: enough to distinguish builds, and needs no dependency.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    };
    let mut sources = files_below(Path::new("src"));
    sources.push(PathBuf::from("Cargo.lock"));
    for file in sources {
        feed(file.to_string_lossy().replace('\\', "/").as_bytes());
        feed(&fs::read(&file).unwrap_or_default());
    }
    // Some features change what is published.
    feed(std::env::var("CARGO_FEATURE_OFFICE").unwrap_or_default().as_bytes());
    println!("cargo::rustc-env=GUONG_BUILD={hash:016x}");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
