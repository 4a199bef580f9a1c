//! A small gallery on a real disk, the real program, and its output.

pub mod disk;
pub mod links;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use guong::publish::{MANIFEST, ManifestReading, read_manifest};
use tempfile::TempDir;

/// Returns whether the long tests run too, as `tests/all` has it.
pub fn is_long() -> bool {
    std::env::var_os("GUONG_LONG").is_some()
}

/// Returns what a test goes through: everything in the long tests, else the first of every `step` items.
pub fn some<T>(all: impl IntoIterator<Item = T>, step: usize) -> impl Iterator<Item = T> {
    all.into_iter().step_by(if is_long() { 1 } else { step })
}

/// A pseudorandom number generator (xorshift64), so that a failing sequence can be repeated.
pub struct Dice(pub u64);

impl Dice {
    /// Returns a number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// A site in a folder of its own.
pub struct Gallery {
    folder: TempDir,
    /// Today.
    pub day: String,
}

impl Gallery {
    /// Returns an empty folder.
    pub fn empty() -> Gallery {
        Gallery { folder: tempfile::tempdir().unwrap(), day: "2026-11-21".into() }
    }

    /// Returns a dozen entries of every kind, with photos, documents, pages and a static file.
    pub fn new() -> Gallery {
        let gallery = Gallery::empty();
        gallery.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://thu.example/goc/\"\ncontact = \"gopy@thu.example\"\nlicence = \"CC BY 4.0\"\n");
        gallery.write("content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n[[fields]]\nid = \"van-hoa\"\nname = \"Văn hóa\"\n");
        gallery.write("content/phases.toml", "[[phases]]\nid = \"dot-1\"\nname = \"Đợt 1\"\nfrom = 2016-01-01\nto = 2018-10-15\nmilestones = [{ date = 2018-10-15, name = \"Sơ kết\" }]\n[[phases]]\nid = \"dot-2\"\nname = \"Đợt 2\"\nfrom = 2018-10-15\nto = 2020-10-15\n");
        gallery.write("content/units.toml", "[[units]]\nid = \"hoi-nong-dan\"\nname = \"Hội Nông dân xã\"\n");
        gallery.write("content/documents/05-ct-tu.md", "+++\nnumber = \"05-CT/TU\"\ntitle = \"Chỉ thị thử\"\nissuer = \"Tỉnh ủy\"\ndate = 2021-05-23\n+++\nTóm tắt, xem [giới thiệu](../pages/gioi-thieu.md).\n");
        gallery.write("content/pages/gioi-thieu.md", "+++\ntitle = \"Giới thiệu\"\nmenu = \"Giới thiệu\"\n+++\n<b>Chào</b> [mô hình](../entries/e01/index.md).\n");
        gallery.write("static/tep/phu luc.txt", "phụ lục");
        for number in 1..=12 {
            gallery.entry(number, "");
        }
        gallery.photo("content/entries/e01/ca.jpg", 1000, 500);
        gallery.photo("content/entries/e02/ca.jpg", 400, 300);
        gallery
    }

    /// Switches on the cards of entries for other sites.
    pub fn with_embeds(self) -> Gallery {
        let config = fs::read_to_string(self.at("guong.toml")).unwrap();
        self.write("guong.toml", &format!("{config}[press]\nembeds = true\n"));
        self
    }

    /// Writes entry number `number` in its initial state, optionally with further front matter.
    pub fn entry(&self, number: usize, more: &str) {
        let field = if number.is_multiple_of(2) { "kinh-te" } else { "van-hoa" };
        let place =
            ["xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", "Phú Yên", "phường Biên Hòa, thành phố Đồng Nai"]
                [number % 3];
        let year = 2016 + number % 5;
        let extra = match number {
            1 => {
                "documents = [\"05-ct-tu\"]\nunit = \"hoi-nong-dan\"\naliases = [\"/cu/e01/\"]\nreplicates = \"e03\"\n[[photos]]\nfile = \"ca.jpg\"\nalt = \"Cá\"\nfocus = [0.1, 0.9]\n"
            }
            2 => "[[photos]]\nfile = \"ca.jpg\"\nalt = \"Cá\"\n",
            _ => "",
        };
        let links = if number == 1 {
            "Xem [e02](../e02/index.md) và [phụ lục](/tep/phu%20luc.txt).\n\n![Cá](ca.jpg)\n"
        } else {
            ""
        };
        self.write(
            &format!("content/entries/e{number:02}/index.md"),
            &format!("+++\ntitle = \"Mô hình số {number}\"\nfields = [\"{field}\"]\nlocality = \"{place}\"\nstarted = {year}-03-{number:02}\npublished = {year}-03-{number:02}\nsummary = \"Tóm tắt {number}.\"\n{more}{extra}+++\nĐoạn đầu {number}.\n\n## Cách làm\n\nLời kể {number}.\n\n{links}"),
        );
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        put(&path, text.as_bytes());
    }

    /// Replaces a piece of a file.
    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.at(path)).unwrap();
        assert!(text.contains(old), "{path} has no {old:?}");
        put(&self.at(path), text.replacen(old, new, 1).as_bytes());
    }

    pub fn remove(&self, path: &str) {
        let path = self.at(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    /// Writes a picture with a gradient, which shows its size and orientation.
    pub fn photo(&self, path: &str, width: u32, height: u32) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let extension = path.extension().unwrap().to_str().unwrap().to_string();
        // Tests share the bytes, since they take longer to make than a small gallery to build.
        static MADE: Mutex<BTreeMap<(String, u32, u32), Vec<u8>>> = Mutex::new(BTreeMap::new());
        let mut made = MADE.lock().unwrap();
        // Made before the file is opened: preview must not read half of it.
        let bytes = made.entry((extension, width, height)).or_insert_with(|| {
            let image = image::RgbImage::from_fn(width, height, |x, y| {
                image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 90])
            });
            let mut bytes = std::io::Cursor::new(Vec::new());
            image.write_to(&mut bytes, image::ImageFormat::from_path(&path).unwrap()).unwrap();
            bytes.into_inner()
        });
        put(&path, bytes);
    }

    /// Returns a command that runs the program on this site; today is 21/11/2026 unless the test sets another day.
    pub fn guong(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guong"));
        command.args(arguments).arg("--root").arg(self.path()).args(["--as-of", &self.day]);
        command
    }

    /// Runs a build that must succeed; returns its output.
    pub fn build(&self) -> String {
        self.build_with(&[])
    }

    pub fn build_with(&self, arguments: &[&str]) -> String {
        let output = self.guong(&[&["build"], arguments].concat()).output().unwrap();
        assert!(output.status.success(), "{}", printed(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Returns every published file with its bytes.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.at("public"))
    }

    /// Returns every published path with its key.
    pub fn keys(&self) -> BTreeMap<String, String> {
        let Ok(ManifestReading::Whole(manifest)) = read_manifest(&self.at("public")) else {
            panic!("there is no manifest")
        };
        manifest.lines().iter().map(|line| (line.path.to_string(), line.key.to_string())).collect()
    }

    /// Copies the sources alone into a different folder.
    pub fn copy(&self) -> Gallery {
        let copy = Gallery { day: self.day.clone(), ..Gallery::empty() };
        for (path, bytes) in tree(self.path()) {
            if !path.starts_with("public/") && !path.starts_with(".guong/") {
                let to = copy.at(&path);
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::write(to, bytes).unwrap();
            }
        }
        copy
    }

    /// Waits until the stamps of all sources are settled.
    pub fn settle(&self) {
        for path in tree(self.path()).into_keys().filter(|path| !path.starts_with("public/")) {
            let file = fs::File::options().append(true).open(self.at(&path)).unwrap();
            let earlier = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
            file.set_modified(earlier).unwrap();
        }
    }
}

/// Writes a file whole, so that a preview never reads one that is emptied but not yet written. A link is written through.
fn put(path: &Path, bytes: &[u8]) {
    if cfg!(windows) || path.is_symlink() {
        return fs::write(path, bytes).unwrap();
    }
    // Preview ignores names that begin with a dot.
    let beside = path.with_file_name(".new");
    fs::write(&beside, bytes).unwrap();
    fs::rename(beside, path).unwrap();
}

/// Returns every file below a folder with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    };
    files.map(read).collect()
}

/// Returns the differences between two trees, by path.
pub fn difference<T: PartialEq>(before: &BTreeMap<String, T>, after: &BTreeMap<String, T>) -> Vec<String> {
    let mut paths: Vec<String> = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .cloned()
        .collect();
    paths.sort();
    paths.dedup();
    paths.retain(|path| path != MANIFEST);
    paths
}

/// Asserts that two trees are the same, and says where they are not.
pub fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, when: &str) {
    assert_eq!(difference(one, other), Vec::<String>::new(), "{when}");
    assert_eq!(one.get(MANIFEST), other.get(MANIFEST), "{when}: the manifests");
}

pub fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Sends a program the signal of Ctrl-C, or of termination if this process ignores that one, as all programs do that a
/// shell starts in the background; returns its number.
#[cfg(unix)]
pub fn interrupt(id: u32) -> i32 {
    // Only Linux says which signals are ignored.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let is_ignored = mask.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).unwrap() & 2 != 0);
    let (name, number) = if is_ignored { ("-TERM", 15) } else { ("-INT", 2) };
    // A program that has ended already cannot be signalled.
    let _ = Command::new("kill").args([name, &id.to_string()]).status().unwrap();
    number
}
