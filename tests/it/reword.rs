//! Preview's shortcut for edits of words must give the same result as the full path.

use guong::date::Day;
use guong::diagnostic::Diagnostic;
use guong::digest::Digest;
use guong::model::{Assembled, Audience, Catalogue, KnownPlaces, assemble_for, reworded};
use guong::parse::Parsed;
use guong::parse::memo::{Memo, ParsedSources, ReadDepth, parse_all};
use guong::plan::{Plan, Shape};
use guong::source::scan;
use guong::theme::Theme;
use guong::world::MemoryWorld;

const TODAY: Day = Day { year: 2026, month: 6, day: 1 };
const PATH: &str = "content/entries/a2/index.md";

/// Returns a small site; `own` is in the front matter of the edited entry, `text` below it.
fn site(title: &str, own: &str, text: &str) -> ParsedSources {
    let mut world = MemoryWorld::new();
    world.write(
        "guong.toml",
        "title = \"Thử\"\nbase_url = \"https://a.vn/\"\nfeatured = [\"a2\"]\n[press]\nembeds = true\n",
    );
    world.write("content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n");
    for number in [1, 2, 3] {
        let (title, own, text) = if number == 2 { (title, own, text) } else { ("Khác", "", "Bài.\n") };
        // An ambiguous ward, which is reported at every entry.
        let place = "phường An Phú, thành phố Hồ Chí Minh";
        let head = format!("title = \"{title}\"\nfields = [\"kinh-te\"]\nlocality = \"{place}\"");
        let file = format!("+++\n{head}\npublished = 2024-01-0{number}\n{own}+++\n{text}");
        world.write(&format!("content/entries/a{number}/index.md"), &file);
    }
    parse_all(&world, scan(&world), &Memo::default(), ReadDepth::Whole).0
}

fn assembled(parsed: &ParsedSources) -> Assembled {
    assemble_for(parsed, (TODAY, Audience::Editors), &mut KnownPlaces::default())
}

fn theme(parsed: &ParsedSources) -> Theme {
    let config = parsed.files.iter().find_map(|(_, file)| match &file.parsed {
        Some(Parsed::Config(config)) => Some(&**config),
        _ => None,
    });
    Theme::load(config.unwrap(), parsed).0.unwrap()
}

/// Returns every output with its key, and the shape.
fn planned(shape: Option<Shape>, catalogue: &Catalogue, theme: &Theme) -> (Vec<(String, Digest)>, Shape) {
    let plan = Plan::after(shape, catalogue, theme);
    let keys = plan.outputs().iter().map(|output| (output.path.clone(), plan.key(output.what))).collect();
    (keys, plan.into_shape())
}

/// Applies an edit by the shortcut, if possible, and compares with the full path.
fn is_short(before: (&str, &str, &str), after: (&str, &str, &str)) -> bool {
    let (before, after) = (site(before.0, before.1, before.2), site(after.0, after.1, after.2));
    let at = |parsed: &ParsedSources| {
        parsed.files.iter().find(|(source, _)| source.found.path == PATH).cloned().unwrap()
    };
    let (old, whole) = (assembled(&before), assembled(&after));
    let (source, file) = at(&after);
    let catalogue = old.catalogue.as_ref().unwrap();
    let Some(short) = reworded(catalogue, &old.diagnostics, &at(&before).1, (&source, &file)) else {
        return false;
    };
    let owned = |diagnostics: &[Diagnostic]| diagnostics.to_vec();
    assert_eq!(owned(&short.diagnostics), owned(&whole.diagnostics));
    let theme = theme(&after);
    let (before, shape) = planned(None, catalogue, &theme);
    let (by_short, _) = planned(Some(shape), &short.catalogue.unwrap(), &theme);
    let (by_long, _) = planned(None, &whole.catalogue.unwrap(), &theme);
    assert_eq!(by_short, by_long);
    assert_ne!(by_short, before, "nothing was edited");
    true
}

const OWN: &str = "summary = \"Tóm tắt.\"\n";
const TEXT: &str = "Đầu.\n\n## Cách làm\n\nXem [kia](../a1/index.md).\n";

#[test]
fn edits_of_words_take_the_shortcut() {
    let before = ("Cũ", OWN, TEXT);
    assert!(is_short(before, ("Mới", OWN, TEXT)));
    assert!(is_short(before, ("Cũ", "summary = \"Khác hẳn.\"\n", TEXT)));
    assert!(is_short(
        before,
        ("Cũ", OWN, "Thêm một dòng.\n\nĐầu.\n\n## Cách làm\n\nXem [kia](../a1/index.md).\n")
    ));
    // Warnings about the text itself come and go.
    let doubtful = format!("{TEXT}\n<b>đậm</b>\n");
    assert!(is_short(before, ("Cũ", OWN, &doubtful)));
    assert!(is_short(("Cũ", OWN, &doubtful), before));
    assert!(is_short(before, ("Cũ", OWN, &TEXT.replace("Đầu.", "Đầu. Thêm."))));
    // A warning about a link that stays on its line is reported as before.
    let loose = "Đầu.\n\nXem [kia](../a1/index.md#dau).\n";
    assert!(is_short(("Cũ", OWN, loose), ("Cũ", OWN, &format!("{loose}\nThêm.\n"))));
}

#[test]
fn other_edits_take_the_full_path() {
    let before = ("Cũ", OWN, TEXT);
    let changed = |own: &str| !is_short(before, ("Cũ", own, TEXT));
    for more in [
        "slug = \"khac\"\n",
        "draft = true\n",
        "publish_at = 2027-01-01\n",
        "expires = 2025-01-01\n",
        "started = 2020-01-01\n",
        "unit = \"Hội Nông dân\"\n",
        "aliases = [\"/cu/\"]\n",
        "replicates = \"a1\"\n",
        "verified = 2026-01-01\n",
        "kind = \"collective\"\n",
        "[[results]]\nlabel = \"Hộ nghèo\"\nafter = 1\n",
    ] {
        assert!(changed(&format!("{OWN}{more}")), "{more}");
    }
    let text = |text: &str| !is_short(before, ("Cũ", OWN, text));
    assert!(text(&TEXT.replace("a1", "a3")));
    assert!(text(&TEXT.replace("Cách làm", "Kết quả")));
    assert!(text(&format!("{TEXT}\n![Ảnh](anh.jpg)\n")));
    // A warning about a link is reported with its line, which moves.
    let broken = "Đầu.\n\nXem [kia](../a1/index.md#dau).\n";
    assert!(!is_short(("Cũ", OWN, broken), ("Cũ", OWN, &format!("Thêm.\n\n{broken}"))));
}
