//! What the schema of keys drives: the guide, the template, the JSON Schema, and parsing.

use std::fs;
use std::path::Path;

use guong::parse::{ParsedFile, parse};
use guong::schema::{FILES, Key, Keys, Type, guide, json};
use guong::source::FileRole;

use crate::support::{Gallery, printed};

/// The guide's tables. With `GUONG_BLESS=1` they are written again: review them before you commit.
#[test]
fn the_guide_has_the_tables_of_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/pages/huong-dan/khoa.md");
    let guide = fs::read_to_string(&path).unwrap();
    for name in guide::tables() {
        assert!(guide.contains(&format!("<!-- keys: {name} -->")), "khoa.md does not show {name}");
    }
    let right = guide::with_tables(&guide).unwrap();
    if std::env::var_os("GUONG_BLESS").is_some() {
        fs::write(&path, &right).unwrap();
    } else {
        assert!(guide == right, "khoa.md differs from the schema: run with GUONG_BLESS=1");
    }
}

/// Returns a value for a key: its example, or a table of examples.
fn example(key: &Key) -> String {
    let Type::Table(keys) = key.kind else { return key.example.to_string() };
    table_of(key, keys.keys.iter().map(|key| format!("{} = {}", key.name, example(key))).collect())
}

fn table_of(key: &Key, lines: Vec<String>) -> String {
    let table = format!("{{ {} }}", lines.join(", "));
    if key.many { format!("[{table}]") } else { table }
}

fn all_examples(keys: &Keys) -> String {
    keys.keys.iter().map(|key| format!("{} = {}\n", key.name, example(key))).collect()
}

fn role(name: &str) -> FileRole {
    match name {
        "site" => FileRole::Config,
        "fields" => FileRole::Fields,
        "phases" => FileRole::Phases,
        "units" => FileRole::Units,
        "localities" => FileRole::Localities,
        "synonyms" => FileRole::Synonyms,
        "targets" => FileRole::Targets,
        "entry" => FileRole::Entry { name: "a".into(), own_folder: true },
        "document" => FileRole::Document { id: "a".into() },
        "page" => FileRole::Page { address: "a".into() },
        other => panic!("no role reads {other}"),
    }
}

fn problems(name: &str, toml: &str) -> Vec<guong::diagnostic::Problem> {
    read(name, toml).problems.into_iter().map(|diagnostic| diagnostic.problem).collect()
}

fn read(name: &str, toml: &str) -> ParsedFile {
    let role = role(name);
    let front = matches!(role, FileRole::Entry { .. } | FileRole::Document { .. } | FileRole::Page { .. });
    let text = if front { format!("+++\n{toml}+++\nBài.\n") } else { toml.to_string() };
    parse("a", &role, text.as_bytes())
}

#[test]
fn every_example_and_every_default_can_be_written() {
    for file in FILES {
        assert_eq!(problems(file.name, &all_examples(file.keys)), [], "{}", file.name);
        for table in file.keys.tables() {
            for key in table.keys.iter().filter(|key| !key.default.is_empty()) {
                let with_default = |keys: &Keys| {
                    all_examples(keys).replace(
                        &format!("{} = {}", key.name, key.example),
                        &format!("{} = {}", key.name, key.default),
                    )
                };
                assert_eq!(problems(file.name, &with_default(file.keys)), [], "{}.{}", table.name, key.name);
            }
        }
    }
}

/// Returns the lines of a table's examples, with one key as its default at the end, or without it.
fn with_default(keys: &Keys, of: &Keys, one: &Key, is_written: bool) -> Vec<String> {
    let is_there = std::ptr::eq(keys, of);
    let others = keys.keys.iter().filter(|key| !(is_there && key.name == one.name));
    let mut lines: Vec<String> = others
        .map(|key| {
            let value = match key.kind {
                Type::Table(inner) => table_of(key, with_default(inner, of, one, is_written)),
                _ => key.example.to_string(),
            };
            format!("{} = {value}", key.name)
        })
        .collect();
    if is_there && is_written {
        lines.push(format!("{} = {}", one.name, one.default));
    }
    lines
}

#[test]
fn a_key_that_is_left_out_is_as_its_default() {
    let mut compared = 0;
    for file in FILES {
        for table in file.keys.tables() {
            for key in table.keys.iter().filter(|key| !key.default.is_empty()) {
                let [written, left_out] = [true, false].map(|is_written| {
                    let lines = with_default(file.keys, table, key, is_written);
                    // Comments fill the lines, so that the text below has the same position.
                    let rest = "#\n".repeat(file.keys.keys.len() - lines.len());
                    let toml = format!("{}\n{rest}", lines.join("\n"));
                    read(file.name, &toml).parsed.expect(file.name)
                });
                assert_eq!(written, left_out, "{}.{} = {}", table.name, key.name, key.default);
                compared += 1;
            }
        }
    }
    assert!(compared > 25, "{compared} defaults");
}

#[test]
fn a_table_that_is_left_out_is_as_its_defaults() {
    let required = "title = \"A\"\nbase_url = \"https://ten-mien.gov.vn/\"\n";
    let plain = read("site", required).parsed;
    for key in guong::schema::keys_of("site").keys {
        let Type::Table(keys) = key.kind else { continue };
        let defaults = keys.keys.iter().filter(|key| !key.default.is_empty());
        let lines = defaults.map(|key| format!("{} = {}", key.name, key.default)).collect();
        let toml = format!("{required}{} = {}\n", key.name, table_of(key, lines));
        assert_eq!(read("site", &toml).parsed, plain, "{}", key.name);
    }
}

#[test]
fn every_spelling_of_every_word_is_read_however_it_is_written() {
    for file in FILES {
        for key in file.keys.tables().iter().flat_map(|table| table.keys) {
            let Type::Choice(words) = key.kind else { continue };
            for spelling in words.iter().flat_map(|word| word.written.iter().chain([&word.id])) {
                let written = if key.many {
                    format!("[\"{spelling}\"]")
                } else {
                    format!("\"{}\"", spelling.to_uppercase())
                };
                let toml = all_examples(file.keys).replace(
                    &format!("{} = {}", key.name, key.example),
                    &format!("{} = {written}", key.name),
                );
                assert_eq!(problems(file.name, &toml), [], "{} = {written}", key.name);
            }
        }
    }
}

#[test]
fn a_required_key_that_is_missing_is_named() {
    use guong::diagnostic::Problem;
    use guong::schema::Need;
    for file in FILES {
        for key in file.keys.keys.iter().filter(|key| key.need == Need::Required) {
            let mut toml = all_examples(file.keys).replace(&format!("{} = {}\n", key.name, example(key)), "");
            if let Some(other) = key.unless {
                assert_eq!(problems(file.name, &toml), [], "{other} stands instead of {}", key.name);
                let other = file.keys.keys.iter().find(|key| key.name == other).unwrap();
                toml = toml.replace(&format!("{} = {}\n", other.name, example(other)), "");
            }
            assert_eq!(
                problems(file.name, &toml),
                [Problem::MissingKey { key: key.name.into() }],
                "{}",
                file.name
            );
        }
        let toml = format!("{}khong_co = 1\n", all_examples(file.keys));
        assert_eq!(problems(file.name, &toml).len(), 1, "{}: an unknown key", file.name);
    }
}

#[test]
fn the_json_schema_is_printed_and_written_beside_the_site() {
    let gallery = Gallery::empty();
    let made = gallery.guong(&["init"]).arg(gallery.path()).output().unwrap();
    assert!(made.status.success(), "{}", printed(&made));
    for file in FILES {
        let written =
            fs::read_to_string(gallery.at(&format!("{}/{}.json", json::FOLDER, file.name))).unwrap();
        let printed = gallery.guong(&["schema", file.name]).output().unwrap();
        assert_eq!(String::from_utf8(printed.stdout).unwrap(), written);
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        for key in file.keys.keys {
            assert!(read["properties"][key.name]["description"].is_string(), "{}.{}", file.name, key.name);
        }
    }
    // The comment at the top of a file points to its schema.
    for path in ["guong.toml", "content/fields.toml", "content/phases.toml"] {
        let text = fs::read_to_string(gallery.at(path)).unwrap();
        let hint = text.lines().next().unwrap().strip_prefix("#:schema ").unwrap();
        assert!(gallery.at(path).parent().unwrap().join(hint).is_file(), "{path}: {hint}");
    }
    // The folder is not treated as content.
    assert!(gallery.guong(&["check"]).output().unwrap().status.success());
    gallery.build();
    assert!(!gallery.published().keys().any(|path| path.contains("schema")));

    let unknown = gallery.guong(&["schema", "bai"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
    assert!(printed(&unknown).contains("entry"), "{}", printed(&unknown));
    gallery.remove("schema");
    assert!(gallery.guong(&["schema"]).output().unwrap().status.success());
    assert!(gallery.at("schema/entry.json").is_file());
}
