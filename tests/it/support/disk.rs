//! A site of two entries on disk, and the program run on it.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Runs the program in Vietnamese, if no other language is given: Windows has a setting of its own. Returns its exit
/// status and its output.
pub fn guong(root: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guong"));
    command.arg("--root").arg(root).args(["--as-of", "2026-06-01"]).args(arguments);
    if !arguments.contains(&"--lang") {
        command.args(["--lang", "vi"]);
    }
    run(&mut command)
}

pub fn run(command: &mut Command) -> (i32, String) {
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

pub fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

pub const ENTRY: &str = "+++\ntitle = \"Thả cá\"\nfields = [\"kinh-te\"]\nlocality = \"tỉnh Nghệ An\"\nstarted = 2017\n+++\nBài.\n";

pub fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(root, "guong.toml", "title = \"Gương\"\nbase_url = \"https://guong.example/\"\n");
    put(root, "content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n");
    put(root, "content/entries/tha-ca.md", ENTRY);
    put(root, "content/entries/hien-dat.md", ENTRY);
    folder
}
