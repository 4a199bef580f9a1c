//! Compiles the gazetteer's tables into one blob, embeds the built-in theme, and names this build.

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

/// Writes a Rust table of the built-in theme's files: `(path within the theme, bytes)`.
fn embed_theme(out: &Path) {
    let root = Path::new("themes/guong");
    println!("cargo::rerun-if-changed=themes/guong");
    let mut table = String::from("&[\n");
    for file in files_below(root) {
        let name = file.strip_prefix(root).expect("it lies below").to_string_lossy().replace('\\', "/");
        let full = fs::canonicalize(&file).expect("it was just listed");
        table.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", full.to_string_lossy()));
    }
    table.push(']');
    fs::write(out.join("theme.rs"), table).expect("OUT_DIR can be written");
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
