//! Compiles the gazetteer's tables into one blob, embeds the built-in theme, and names this build.
#![allow(clippy::disallowed_methods, reason = "a build script reads the sources of the crate")]

#[path = "build/gazetteer.rs"]
mod gazetteer;

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

/// Scripts that no page loads one without the others; each stands behind what it imports. Visitors get them as
/// one, by the name of the last, so that nobody waits for one after the other.
const TOGETHER: [&str; 7] = [
    "search-words.js",
    "search-bits.js",
    "search-files.js",
    "search-lists.js",
    "search-tiers.js",
    "search-answer.js",
    "search-index.js",
];

/// Writes a Rust table of the built-in theme's files: `(path within the theme, bytes)`. Visitors get the
/// scripts without indentation and without lines that only explain something.
fn embed_theme(out: &Path) {
    let root = Path::new("themes/guong");
    println!("cargo::rerun-if-changed=themes/guong");
    let mut table = String::from("&[\n");
    for file in files_below(root) {
        let name = file.strip_prefix(root).expect("it lies below").to_string_lossy().replace('\\', "/");
        let mut full = fs::canonicalize(&file).expect("it was just listed");
        if let Some(script) = name.strip_prefix("assets/").filter(|name| name.ends_with(".js")) {
            let read =
                |name: &str| fs::read_to_string(root.join("assets").join(name)).expect("scripts are text");
            let published = match TOGETHER.iter().position(|part| *part == script) {
                Some(at) if at + 1 < TOGETHER.len() => continue,
                Some(_) => TOGETHER.iter().map(|part| without_imports(&read(part))).collect(),
                None => TOGETHER.iter().fold(read(script), |text, part| {
                    text.replace(&format!("'./{part}'"), "'./search-index.js'")
                }),
            };
            full = out.join(name.replace('/', "-"));
            fs::write(&full, bare(&published)).expect("OUT_DIR can be written");
        }
        table.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", full.to_string_lossy()));
    }
    table.push(']');
    fs::write(out.join("theme.rs"), table).expect("OUT_DIR can be written");
}

/// A script without its imports and what it only passes on, a line each.
fn without_imports(script: &str) -> String {
    let imports = |line: &&str| line.starts_with("import ") || line.starts_with("export { ");
    script.lines().filter(|line| !imports(line)).flat_map(|line| [line, "\n"]).collect()
}

/// A script without indentation and comment lines. No text in a script of the theme goes over several lines.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let comment = |line: &&str| line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/");
    lines.filter(|line| !line.is_empty() && !comment(line)).flat_map(|line| [line, "\n"]).collect()
}

/// A digest of everything that decides what the program writes. Two builds of the same sources have
/// the same name, wherever they were compiled.
fn name_build() {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    // FNV-1a, 64 bits: enough to tell builds apart, and in the standard library's reach.
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
