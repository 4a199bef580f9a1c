//! Law 3 for every key: an edit of it renders exactly the outputs whose bytes change.
//!
//! Each line of `laws_keys.txt` changes the value of a key, and lists the kinds of outputs whose bytes change. A test
//! checks that the schema and the lines have the same keys. A private key changes no output. With `GUONG_BLESS=1` the
//! kinds are written again: review them before you commit.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use guong::schema::{FILES, Type};

use crate::support::{Gallery, difference, printed};

/// An edit of a key and its effect.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// The key by its table.
    name: String,
    /// The new value.
    value: String,
    /// Whether it also renders outputs whose bytes stay the same, because their view contains what they do not show.
    idle: bool,
    /// The kinds of outputs that change: see [`kind_of`].
    kinds: String,
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/laws_keys.txt")
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(path()).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let (name, rest) = line.split_once(" = ").unwrap();
        let (value, kinds) = rest.rsplit_once(" ->").unwrap();
        Row {
            idle: name.ends_with('*'),
            name: name.trim_end_matches('*').into(),
            value: value.into(),
            kinds: kinds.trim().into(),
        }
    };
    lines.map(row).collect()
}

fn write(rows: &[Row]) {
    let text = fs::read_to_string(path()).unwrap();
    let head = text.lines().filter(|line| line.starts_with('#')).map(str::to_string);
    let lines = rows.iter().map(|Row { name, value, idle, kinds }| {
        format!("{name}{} = {value} -> {kinds}", if *idle { "*" } else { "" }).trim_end().to_string()
    });
    fs::write(path(), head.chain(lines).map(|line| line + "\n").collect::<String>()).unwrap();
}

const MAIN: &str = "content/entries/e05/index.md";
const GONE: &str = "content/entries/e07/index.md";

/// Returns the file of a key's table, and the heading of its block there. Ids are changed where nothing refers to them.
fn place(table: &str, key: &str) -> (&'static str, &'static str) {
    match table {
        "field" if key == "id" => ("content/fields.toml", "[[fields]] # unused"),
        "unit" if key == "id" => ("content/units.toml", "[[units]] # unused"),
        "sources" if key == "id" => (MAIN, "[[sources]] # unused"),
        "site" => ("guong.toml", ""),
        "site.photos" => ("guong.toml", "[photos]"),
        "site.cache" => ("guong.toml", "[cache]"),
        "site.press" => ("guong.toml", "[press]"),
        "site.deploy" => ("guong.toml", "[deploy]"),
        "site.deploy.*" => ("guong.toml", "[deploy.thu]"),
        "entry" => (MAIN, ""),
        "status" => (MAIN, "[[status]]"),
        "results" => (MAIN, "[[results]]"),
        "awards" => (MAIN, "[[awards]]"),
        "sources" => (MAIN, "[[sources]]"),
        "corrections" => (MAIN, "[[corrections]]"),
        "photos" => (MAIN, "[[photos]]"),
        "beneficiaries" => (MAIN, "[[beneficiaries]]"),
        "roles" => (MAIN, "[[roles]]"),
        "cost" => (MAIN, "[cost]"),
        "cost.parts" => (MAIN, "[[cost.parts]]"),
        "person" => (MAIN, "[leader]"),
        "review" => (MAIN, "[[review]]"),
        "approved" => (MAIN, "[approved]"),
        "withdrawn" => (GONE, "[withdrawn]"),
        "document" => ("content/documents/05-ct-tu.md", ""),
        "page" => ("content/pages/gioi-thieu.md", ""),
        "field" => ("content/fields.toml", "[[fields]]"),
        "phase" => ("content/phases.toml", "[[phases]]"),
        "milestone" => ("content/phases.toml", "[[phases.milestones]]"),
        "unit" => ("content/units.toml", "[[units]]"),
        "locality" => ("content/localities.toml", "[[localities]]"),
        "synonyms.toml" => ("content/synonyms.toml", ""),
        "synonym" => ("content/synonyms.toml", "[[synonyms]]"),
        "targets.toml" => ("content/targets.toml", ""),
        "target" => ("content/targets.toml", "[[targets]]"),
        other => panic!("no file has {other}"),
    }
}

/// An entry with every kind of table.
const WHOLE: &str = r#"+++
title = "Mô hình số 5"
fields = ["van-hoa"]
locality = "xã Lũng Khoai, huyện Tương Dương, tỉnh Nghệ An"
unit = "hoi-nong-dan"
started = 2016-03-05
published = 2020-03-01
summary = "Tóm tắt 5."
documents = ["05-ct-tu"]
[[status]]
step = "registered"
date = "2016-03"
[[results]]
label = "Số hộ"
before = 12
after = 85
source = "bc"
[[awards]]
title = "Bằng khen"
[[sources]]
id = "bc"
title = "Báo cáo"
[[sources]] # unused
id = "phu"
title = "Phụ lục"
[[corrections]]
date = 2021-06-01
note = "Sửa số hộ."
[[beneficiaries]]
who = "hộ nghèo"
[[roles]]
role = "lead"
who = "Hội Nông dân"
[cost]
total = "1,2 tỷ đồng"
[[cost.parts]]
from = "Nhân dân"
[leader]
name = "Lò Văn A"
consent = "recorded"
[[review]]
date = 2019
[approved]
by = "Trưởng khối"
date = 2019-01-01
[[photos]]
file = "ca.jpg"
alt = "Cá"
+++
Đoạn đầu 5. Về đích NTM.
"#;

/// A dozen entries, one with every kind of table and one that was withdrawn.
fn gallery() -> Gallery {
    let gallery = Gallery::new().with_embeds();
    gallery.write(MAIN, WHOLE);
    gallery.photo("content/entries/e05/ca.jpg", 400, 300);
    gallery.photo("content/entries/e05/ao.jpg", 300, 400);
    gallery.write("content/entries/e05/ke-hoach.pdf", "%PDF-1.7\n%%EOF\n");
    gallery.write(
        GONE,
        "+++\ntitle = \"Mô hình số 7\"\nfields = [\"van-hoa\"]\nlocality = \"Phú Yên\"\nstarted = 2018-03-07\n[withdrawn]\ndate = 2026-01-05\nreason = \"Theo đề nghị.\"\n+++\nĐoạn đầu 7.\n",
    );
    gallery.write(
        "content/localities.toml",
        "[[localities]]\ntype = \"xã\"\nname = \"Lũng Khoai\"\nwithin = \"huyện Tương Dương, tỉnh Nghệ An\"\nto = 2019-12-31\nsuccessors = [\"xã Tam Hợp, tỉnh Nghệ An\"]\n",
    );
    gallery.write(
        "content/synonyms.toml",
        "builtin = true\n[[synonyms]]\nwords = [\"tóm tắt\", \"tổng quát\"]\n",
    );
    gallery.write(
        "content/targets.toml",
        "public = true\n[[targets]]\nname = \"Mỗi nơi một mô hình\"\nindicator = \"nơi có mô hình\"\naim = 12\nphase = \"dot-1\"\n",
    );
    gallery.write("content/phases.toml", "[[phases]]\nid = \"dot-1\"\nname = \"Đợt 1\"\nfrom = 2016-01-01\nto = 2018-10-15\n[[phases.milestones]]\ndate = 2018-10-10\nname = \"Sơ kết\"\n[[phases]]\nid = \"dot-2\"\nname = \"Đợt 2\"\nfrom = 2018-10-15\nto = 2020-10-15\n");
    for (path, id) in [("fields", "an-ninh"), ("units", "doan-xa")] {
        let path = format!("content/{path}.toml");
        let text = fs::read_to_string(gallery.at(&path)).unwrap();
        let list = path.trim_start_matches("content/").trim_end_matches(".toml");
        gallery.write(&path, &format!("{text}[[{list}]] # unused\nid = \"{id}\"\nname = \"Tên {id}\"\n"));
    }
    gallery.write("themes/khac/assets/style.css", "body { color: red }");
    gallery.edit("guong.toml", "title", "max_megapixels = 50\ntitle");
    gallery.edit("guong.toml", "embeds = true", "embeds = true\nkits = true");
    gallery
}

/// Returns the text with a key of a block set to a value: its line replaced, or one added.
fn with(text: &str, block: &str, key: &str, value: &str) -> String {
    let line = format!("{key} = {value}");
    let mut lines: Vec<&str> = text.lines().collect();
    let start = match block {
        "" => usize::from(text.starts_with("+++")),
        _ => match lines.iter().position(|line| *line == block) {
            Some(at) => at + 1,
            None => {
                lines.push(block);
                lines.len()
            }
        },
    };
    let length = lines[start..].iter().take_while(|line| !line.starts_with('[') && **line != "+++").count();
    let is_it = |line: &&str| line.split('=').next().is_some_and(|name| name.trim() == key);
    match lines[start..start + length].iter().position(is_it) {
        Some(at) => lines[start + at] = &line,
        None => lines.insert(start + length, &line),
    }
    lines.join("\n") + "\n"
}

/// Returns the kind of an output, in a word. `self` is the page of the edited entry, document or page.
fn kind_of(path: &str, edited: &str) -> &'static str {
    let own = match edited {
        MAIN => "mo-hinh/e05/index.html",
        GONE => "mo-hinh/e07/index.html",
        "content/documents/05-ct-tu.md" => "van-ban/05-ct-tu/index.html",
        "content/pages/gioi-thieu.md" => "gioi-thieu/index.html",
        _ => "",
    };
    match path {
        _ if path == own => "self",
        _ if path.ends_with(".zip") => "kits",
        "index.html" => "home",
        "404.html" => "404",
        "robots.txt" => "robots",
        "web.config" => "rules",
        "van-ban/index.html" => "document-index",
        "mo-hinh/index.html" => "all-list",
        "gioi-thieu/index.html" => "page",
        "tim-kiem/index.html" => "search-page",
        "du-lieu/index.html" => "data-page",
        "bao-chi/index.html" => "press-page",
        _ if path.starts_with("theo-doi/") => "targets",
        _ if path.starts_with("du-lieu/") => "data",
        _ if path.starts_with("thu-vien-anh/") => "photo-walls",
        "ban-do/index.html" => "map",
        "cu/e01/index.html" | "cu/e05/index.html" => "moved",
        "feeds.opml" | "opensearch.xml" | "site.webmanifest" => "following",
        _ if path.ends_with("feed.xml") => "feeds",
        _ if path.starts_with("mo-hinh/") && path.contains("/nhung/") => "cards",
        _ if path.starts_with("mo-hinh/") => "entries",
        _ if path.starts_with("tim-kiem/") => "search",
        _ if path.starts_with("linh-vuc/") => "field-lists",
        _ if path.starts_with("giai-doan/") => "phase-lists",
        _ if path.starts_with("don-vi/") => "unit-lists",
        _ if path.starts_with("loai/") => "kind-lists",
        _ if path.starts_with("trang-thai/") => "status-lists",
        _ if path.starts_with("dia-phuong/") => "place-lists",
        _ if path.starts_with("dong-thoi-gian/") => "timeline",
        _ if path.starts_with("van-ban/") => "documents",
        _ if path.starts_with("anh/") => "photos",
        _ if path.starts_with("sitemap") => "sitemap",
        _ if path.starts_with("assets/") || path.starts_with("tep/") || path.starts_with("tep-kem/") => {
            "files"
        }
        other => panic!("no word for {other}"),
    }
}

#[test]
fn the_rows_are_the_keys_of_the_schema() {
    let rows = rows();
    let names: BTreeSet<String> = rows.iter().map(|row| row.name.clone()).collect();
    assert_eq!(names.len(), rows.len(), "a key twice");
    let mut keys = BTreeSet::new();
    for table in FILES.iter().flat_map(|file| file.keys.tables()) {
        for key in table.keys.iter().filter(|key| !matches!(key.kind, Type::Table(_))) {
            let name = format!("{}.{}", table.name, key.name);
            let row = rows.iter().find(|row| row.name == name);
            // A withdrawn consent removes what it was for, and is not published itself.
            let is_quiet = row.is_none_or(|row| row.kinds.is_empty()) || key.name == "consent_withdrawn";
            assert!(!key.private || is_quiet, "{name} is private");
            keys.insert(name);
        }
    }
    assert_eq!(names, keys);
}

/// Returns the actual effect of some rows, with an explanation where that is a mistake.
fn tried(rows: &[Row]) -> Vec<(Row, Option<String>)> {
    let gallery = gallery();
    gallery.build();
    let (keys, bytes) = (gallery.keys(), gallery.published());
    let try_one = |row: &Row| {
        let (table, key) = row.name.rsplit_once('.').unwrap();
        let (file, block) = place(table, key);
        let before = fs::read_to_string(gallery.at(file)).unwrap();
        gallery.write(file, &with(&before, block, key, &row.value));
        let built = gallery.guong(&["build", "--allow-removed"]).output().unwrap();
        gallery.write(file, &before);
        if !built.status.success() {
            return (row.clone(), Some(printed(&built)));
        }
        let rendered = difference(&keys, &gallery.keys());
        let changed = difference(&bytes, &gallery.published());
        let kinds: BTreeSet<&str> = changed.iter().map(|path| kind_of(path, file)).collect();
        let kinds = kinds.into_iter().collect::<Vec<_>>().join(" ");
        let idle = rendered.iter().filter(|path| !changed.contains(path)).cloned().collect::<Vec<_>>();
        let silent: Vec<_> = changed.iter().filter(|path| !rendered.contains(path)).cloned().collect();
        let wrong = if !silent.is_empty() {
            Some(format!("changed under the same key: {silent:?}"))
        } else if !idle.is_empty() && !row.idle {
            Some(format!("rendered though its bytes stay: {idle:?}"))
        } else {
            None
        };
        (Row { kinds, idle: !idle.is_empty(), ..row.clone() }, wrong)
    };
    rows.iter().map(try_one).collect()
}

#[test]
fn an_edit_of_a_key_renders_what_it_should() {
    let rows = rows();
    let tried: Vec<(Row, Option<String>)> = std::thread::scope(|scope| {
        let parts = rows.chunks(rows.len().div_ceil(4));
        let threads: Vec<_> = parts.map(|part| scope.spawn(|| tried(part))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let (real, wrong): (Vec<Row>, Vec<Option<String>>) = tried.into_iter().unzip();
    if std::env::var_os("GUONG_BLESS").is_some() {
        write(&real);
    }
    let explain = |((row, real), wrong): ((&Row, &Row), &Option<String>)| {
        let differs = (row.kinds != real.kinds).then(|| format!("it changes {}", real.kinds));
        let all: Vec<String> = wrong.iter().cloned().chain(differs).collect();
        (!all.is_empty()).then(|| format!("{}: {}", row.name, all.join("; ")))
    };
    let wrong: Vec<String> = rows.iter().zip(&real).zip(&wrong).filter_map(explain).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
