//! The fuzz targets and their invariants: no panic, valid positions, and no markup but Guong's own. `fuzz/`
//! searches for inputs that violate them; `tests/it/fuzz.rs` replays past findings and a small corpus in every
//! test run.

pub mod index;

use std::io::Cursor;
use std::str;

use guong::date::Day;
use guong::diagnostic::{Diagnostic, Format, Language, report};
use guong::digest::Digest;
use guong::gazetteer::Gazetteer;
use guong::model::assemble;
use guong::parse::memo::{Memo, ReadDepth, parse_all};
use guong::parse::{HtmlPiece, Parsed, ParsedFile, parse};
use guong::serve::named_path;
use guong::source::{FileRole, scan};
use guong::world::MemoryWorld;

/// A fuzz target: its name, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("entry", entry),
    ("markdown", markdown),
    ("registry", registry),
    ("locality", locality),
    ("picture", picture),
    ("memo", memo),
    ("request", request),
    ("search", search),
];

/// Parses a whole entry file: front matter and text.
pub fn entry(bytes: &[u8]) {
    let role = FileRole::Entry { name: "a".into(), own_folder: true };
    let file = parse("content/entries/a/index.md", &role, bytes);
    is_sound(&file, bytes);
    assemble_with("content/entries/a/index.md", bytes);
}

/// Parses the text of an entry below a correct front matter.
pub fn markdown(bytes: &[u8]) {
    const HEAD: &str =
        "+++\ntitle = \"A\"\nfields = [\"kinh-te\"]\nlocality = \"tỉnh Nghệ An\"\nstarted = 2017\n+++\n";
    let text = [HEAD.as_bytes(), bytes].concat();
    let role = FileRole::Entry { name: "a".into(), own_folder: true };
    let file = parse("content/entries/a/index.md", &role, &text);
    is_sound(&file, &text);
    if let Some(Parsed::Entry(record)) = &file.parsed {
        let html = record.body.html.get().expect("a text that was just read has its HTML");
        for piece in &html.pieces {
            if let HtmlPiece::Markup(markup) = piece {
                is_own_markup(markup);
            }
        }
    }
}

/// Parses a registry or the site's settings, chosen by the first byte.
pub fn registry(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let (path, role) = match which % 7 {
        0 => ("guong.toml", FileRole::Config),
        1 => ("content/fields.toml", FileRole::Fields),
        2 => ("content/phases.toml", FileRole::Phases),
        3 => ("content/units.toml", FileRole::Units),
        4 => ("content/localities.toml", FileRole::Localities),
        5 => ("content/synonyms.toml", FileRole::Synonyms),
        _ => ("content/targets.toml", FileRole::Targets),
    };
    is_sound(&parse(path, &role, bytes), bytes);
    assemble_with(path, bytes);
}

/// Resolves the text of a locality; the first byte chooses whether its entry is older than the reform.
pub fn locality(bytes: &[u8]) {
    let Some((era, bytes)) = bytes.split_first() else { return };
    let Ok(text) = str::from_utf8(bytes) else { return };
    let gazetteer = Gazetteer::built_in();
    if let Ok(found) = gazetteer.resolve(text, era % 2 == 0) {
        // The name of a place resolves to the place, because pages link by it.
        let province = gazetteer.province(found.place.province);
        let again = gazetteer.resolve(&province.full_name(), false).expect("a province is found by its name");
        assert_eq!(again.place.province, found.place.province);
    }
}

/// Reads a picture: its header and, if that is sound and small, its pixels.
pub fn picture(bytes: &[u8]) {
    let file = parse("content/entries/a/a.jpg", &FileRole::Picture, bytes);
    is_sound(&file, bytes);
    let small = image::ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()
        .and_then(|reader| reader.into_dimensions().ok())
        .is_some_and(|(width, height)| u64::from(width) * u64::from(height) <= 1 << 20);
    if !small {
        return;
    }
    assemble_with("content/entries/a/a.jpg", bytes);
}

/// Decodes a damaged memo. Its digests are corrected first, so that the input reaches the decoder.
pub fn memo(bytes: &[u8]) {
    const BUILD: Digest = Digest([7; 16]);
    let mut whole = BUILD.0.to_vec();
    whole.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    whole.extend_from_slice(&Digest::of_bytes(bytes).0);
    whole.extend_from_slice(bytes);
    let memo = Memo::decode(&whole, BUILD);
    let written = |memo: &Memo| {
        let mut bytes = Vec::new();
        memo.write(BUILD, &mut bytes).unwrap();
        bytes
    };
    let again = Memo::decode(&written(&memo), BUILD);
    assert_eq!(written(&memo), written(&again));
}

/// Parses the target of a request, which any program on the machine may send.
pub fn request(bytes: &[u8]) {
    let Some(path) = std::str::from_utf8(bytes).ok().and_then(named_path) else { return };
    assert!(path.starts_with('/'), "{path:?}");
    assert!(!path.split('/').any(|part| part == ".." || part == "."), "{path:?}");
    assert!(!path.contains(char::is_control) && !path.contains('\\'), "{path:?}");
    // The redirect stays on one line, and has the same meaning.
    let encoded = guong::address::encode(&path);
    assert!(encoded.bytes().all(|byte| byte.is_ascii_graphic()), "{path:?}");
    assert_eq!(named_path(&encoded), Some(path));
}

/// Reads a file of a search index.
pub fn search(bytes: &[u8]) {
    index::search(bytes);
}

/// Assembles a small site in which one file holds the bytes.
fn assemble_with(path: &str, bytes: &[u8]) {
    let mut world = MemoryWorld::new();
    world.write("guong.toml", "title = \"Gương\"\nbase_url = \"https://guong.example/\"\n");
    world.write("content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n");
    world.write(path, bytes);
    let (sources, _) = parse_all(&world, scan(&world), &Memo::default(), ReadDepth::Whole);
    assemble(&sources, Day::new(2026, 11, 21).expect("a day of the calendar"));
}

/// Asserts that every problem has a message in both languages, and a valid position.
fn is_sound(file: &ParsedFile, bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n').count();
    for Diagnostic { place, .. } in &file.problems {
        assert!(place.position.line as usize <= lines + 1, "line {} of {lines}", place.position.line);
    }
    for language in [Language::Vi, Language::En] {
        report(&file.problems, language, Format::Human, false);
    }
}

/// Asserts that markup contains only Markdown's own elements.
fn is_own_markup(markup: &str) {
    const OWN: &[&str] = &[
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "input",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    for tag in markup.split('<').skip(1) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(OWN.contains(&name.as_str()), "<{tag}");
        let inside = tag.split('>').next().unwrap_or_default();
        for attribute in inside.split('"').step_by(2).filter_map(|between| between.split_whitespace().last())
        {
            assert!(!attribute.starts_with("on"), "<{tag}");
        }
        assert!(!inside.contains("=\"javascript:") && !inside.contains("=\"data:"), "<{tag}");
    }
}
