//! Hostile sites: each would never end, or would crash the program, if some step were quadratic in its input
//! or recursive in its nesting. Sizes are such that a debug build takes seconds; no time is measured.

use guong::diagnostic::Diagnostic;
use guong::world::MemoryWorld;

use super::case::check;

const HEAD: &str =
    "+++\ntitle = \"A\"\nfields = [\"kinh-te\"]\nlocality = \"tỉnh Nghệ An\"\nstarted = 2017\n";

fn site() -> MemoryWorld {
    let mut world = MemoryWorld::new();
    world.write("guong.toml", "title = \"Gương\"\nbase_url = \"https://guong.example/\"\n");
    world.write("content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n");
    world
}

fn entry(more: &str, text: &str) -> String {
    format!("{HEAD}{more}+++\n{text}")
}

fn count(diagnostics: &[Diagnostic], code: &str) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.problem.code() == code).count()
}

fn check_text(text: &str) -> Vec<Diagnostic> {
    let mut world = site();
    world.write("content/entries/a.md", entry("", text));
    check(&world)
}

#[test]
fn markdown_within_markdown() {
    for text in [
        ">".repeat(100_000),
        "[".repeat(100_000),
        "![".repeat(100_000),
        format!("{}a.png{}", "![a](".repeat(14_000), ")".repeat(14_000)),
        format!("{}x{}", "![".repeat(14_000), "](a.png)".repeat(14_000)),
        "*a _b ".repeat(36_000),
        "`".repeat(100_000),
        "<b>".repeat(20_000),
        "- ".repeat(36_000),
        "|a".repeat(100_000),
        format!("{}\n", "x".repeat(250_000)),
    ] {
        check_text(&text);
    }
}

#[test]
fn headings_and_links_by_the_thousand() {
    let headings = "# a\n".repeat(15_000);
    let links = "[a](#b-15001) [b](khong-co.md) ".repeat(5_000);
    let diagnostics = check_text(&format!("{headings}\n{links}"));
    assert_eq!(count(&diagnostics, "W0216"), 5_000);
    assert_eq!(count(&diagnostics, "E0204"), 5_000);
    assert_eq!(diagnostics.last().unwrap().place.position.line, 15_008, "all of them on one line");
}

#[test]
fn invisible_characters() {
    assert_eq!(check_text(&"\0\u{1}\u{2}\u{85}".repeat(10_000)), []);
}

#[test]
fn front_matter_with_thousands_of_mistakes() {
    let mut world = site();
    let unknown: String = (0..18_000).map(|n| format!("k{n} = 1\n")).collect();
    world.write("content/entries/unknown.md", entry(&unknown, ""));
    world.write("content/entries/unquoted.md", entry(&"title = a b\n".repeat(18_000), ""));
    let broken: String = (0..18_000).map(|n| format!("k{n} [\n")).collect();
    world.write("content/entries/broken.md", entry(&broken, ""));
    world.write(
        "content/entries/one-line.md",
        entry(&format!("aliases = [{}]\n", "\"/a/\" ".repeat(36_000)), ""),
    );
    world.write("content/entries/deep.md", entry(&format!("aliases = {}\n", "[".repeat(100_000)), ""));
    world.write("content/entries/tables.md", entry(&"[[status]]\nstep = \"x\"\n".repeat(11_000), ""));
    world.write("content/entries/quotes.md", entry(&"summary = \"\"\"\n".repeat(20_001), ""));
    let diagnostics = check(&world);
    assert_eq!(count(&diagnostics, "E0104"), 18_000);
    assert_eq!(count(&diagnostics, "E0122"), 1);
    let of = |name: &str| diagnostics.iter().filter(|d| d.place.path.ends_with(name)).count();
    assert!(of("deep.md") == 1 && of("one-line.md") == 1, "{} {}", of("deep.md"), of("one-line.md"));
    // A construct that is opened in the first line and never closed is one mistake.
    assert_eq!((of("broken.md"), of("unquoted.md")), (1, 18_000));
}

#[test]
fn thousands_of_photos_and_missing_photos() {
    let mut world = site();
    let mut photos = String::new();
    let mut shown = String::new();
    for n in 0..1_500 {
        world.write(&format!("content/entries/a/anh-{n}.svg"), "x");
        photos.push_str(&format!("[[photos]]\nfile = \"anh-{n}.svg\"\nwithdrawn = {}\n", n % 2 == 0));
        photos.push_str(&format!("[[photos]]\nfile = \"thieu-{n}.svg\"\n"));
        shown.push_str(&format!("![x](anh-{n}.svg)\n\n"));
    }
    world.write("content/entries/a/index.md", entry(&photos, &shown));
    let diagnostics = check(&world);
    assert_eq!(count(&diagnostics, "E0205"), 1_500);
    assert_eq!(count(&diagnostics, "E0217"), 1_500, "half of them, in the list and in the text");
}

#[test]
fn thousands_of_dead_references() {
    let mut world = site();
    for n in 0..5_000 {
        let more = format!("replicates = \"khong-co-{n}\"\n");
        let text = format!("[a](../mat-{n}.md) [b](/mo-hinh/mat-{n}/)");
        world.write(&format!("content/entries/mo-hinh-{n}.md"), entry(&more, &text));
    }
    let diagnostics = check(&world);
    assert_eq!(count(&diagnostics, "E0204"), 10_000);
    assert_eq!(count(&diagnostics, "E0201"), 5_000);
}

#[test]
fn thousands_of_unknown_places() {
    let mut world = site();
    let place = |n: usize| format!("\"xã Chưa Ai Biết {n}, tỉnh Nghệ An\", \"xã A, tỉnh Không Có {n}\"");
    for n in 0..2_000 {
        let text = entry("", "").replace("\"tỉnh Nghệ An\"", &format!("[{}]", place(n)));
        world.write(&format!("content/entries/mo-hinh-{n}.md"), text);
    }
    let diagnostics = check(&world);
    assert_eq!((count(&diagnostics, "W0110"), count(&diagnostics, "E0107")), (2_000, 2_000));
}

#[test]
fn a_chain_of_replication_as_long_as_the_site() {
    let mut world = site();
    for n in 0..5_000 {
        let more = format!("replicates = \"mo-hinh-{}\"\n", (n + 1) % 5_000);
        world.write(&format!("content/entries/mo-hinh-{n}.md"), entry(&more, ""));
    }
    assert_eq!(count(&check(&world), "E0203"), 1);
}
