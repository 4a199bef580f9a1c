//! A site replaces one part of the theme and keeps the rest.

use std::fs;
use std::path::Path;

use crate::support::Gallery;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/giao-dien-rieng/themes/co-quan");

fn copy_below(from: &Path, gallery: &Gallery, to: &str) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = format!("{to}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            copy_below(&entry.path(), gallery, &to);
        } else {
            gallery.write(&to, &fs::read_to_string(entry.path()).unwrap());
        }
    }
}

fn text(gallery: &Gallery, path: &str) -> String {
    String::from_utf8(gallery.published()[path].clone()).unwrap()
}

#[test]
fn the_example_replaces_a_colour_a_word_a_template_and_the_logo() {
    let gallery = Gallery::new();
    gallery.build();
    let before = text(&gallery, "index.html");
    assert!(!before.contains("site.css"), "no sheet of the site's own is asked for where there is none");
    copy_below(Path::new(EXAMPLE), &gallery, "themes/co-quan");
    let config = fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("theme = \"co-quan\"\n{config}"));
    gallery.build();
    let home = text(&gallery, "index.html");
    assert!(home.contains("href=\"assets/site.css?v="));
    assert!(home.contains("src=\"assets/logo.svg?v="));
    assert!(home.contains("Dễ mười lần không dân cũng chịu"));
    assert!(text(&gallery, "assets/site.css").contains("#7a2e1d"));
    // Everything else is the built-in theme's.
    assert!(text(&gallery, "assets/style.css").contains("--accent"));
    assert!(home.contains("class=\"bar\""));
    assert!(text(&gallery, "404.html").contains("bộ phận một cửa"));
}

#[test]
fn the_theme_draws_photos_in_texts_too() {
    let gallery = Gallery::new();
    for name in ["mot", "hai", "ba"] {
        gallery.photo(&format!("content/entries/anh/{name}.png"), 40, 30);
    }
    let head = "+++\ntitle = \"Ảnh\"\nfields = [\"kinh-te\"]\nlocality = \"Nghệ An\"\nstarted = 2020\n+++\n";
    let body = "Trong dòng ![Một](mot.png \"Tên một\").\n\n![Hai](hai.png \"Lời hai\")\n\n![Ba](ba.png)\n";
    gallery.write("content/entries/anh/index.md", &format!("{head}{body}"));
    gallery.build();
    let page = text(&gallery, "mo-hinh/anh/index.html");
    let (_, row) = page.split_once("<div class=\"row\">").expect("photos beside each other stand in a row");
    let row = row.split_once("</div>").unwrap().0;
    assert_eq!(row.matches("<figure class=\"ratio-13 small\"><a class=\"zoom\"").count(), 2);
    assert!(row.contains("<figcaption>Lời hai "), "a title is the caption of a photo that stands alone");
    assert!(page.contains("alt=\"Một\" title=\"Tên một\" loading=\"lazy\""));
    assert!(page.contains("</picture>.</p>"), "no space after a photo in a line");
    let config = fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("theme = \"rieng\"\n{config}"));
    gallery.write(
        "themes/rieng/templates/parts/figcaption.html",
        "<figcaption>{{ root }} {{ t.enlarge }}: {{ p.alt }}</figcaption>",
    );
    gallery.build();
    let page = text(&gallery, "mo-hinh/anh/index.html");
    assert!(page.contains(": Hai</figcaption>") && page.contains(": Ba</figcaption>"), "{page}");
    // A mistake in the part is told at its place.
    gallery.write("themes/rieng/templates/parts/figcaption.html", "<b>\n{{ p.khong_co.gi }}</b>");
    let output = gallery.guong(&["build", "--lang", "en"]).output().unwrap();
    let told = crate::support::printed(&output);
    assert!(!output.status.success() && told.contains("figcaption.html:2"), "{told}");
}

/// Every page's JSON-LD stays within its element, whatever a title contains.
#[test]
fn no_text_ends_the_element_of_the_json_ld() {
    let gallery = Gallery::new();
    let hostile = "Bẫy </script><script>alert(1)</script> & <!-- \u{2028} \\\" '";
    gallery.write(
        "content/entries/bay/index.md",
        &format!("+++\ntitle = '''{hostile}'''\nfields = [\"kinh-te\"]\nlocality = \"Nghệ An\"\nstarted = 2020\n+++\nLời.\n"),
    );
    gallery.build();
    let page = text(&gallery, "mo-hinh/bay/index.html");
    let opening = "<script type=\"application/ld+json\">";
    let (_, rest) = page.split_once(opening).expect("the page has JSON-LD");
    let (json, after) = rest.split_once("</script>").expect("it ends");
    let graph: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    let headline = graph["@graph"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|node| node["headline"].as_str())
        .expect("the article has a headline");
    assert_eq!(headline, hostile);
    assert!(!after.contains("alert(1)</script>"), "the title is text everywhere else too");
}

#[test]
fn counts_have_thousands_separators_in_the_language_of_the_site() {
    assert_eq!(guong::text::number(20_000.0, false), "20.000");
    let gallery = Gallery::new();
    gallery.write("themes/guong/templates/pages/not-found.html", "{{ 20000 | grouped }}");
    gallery.build();
    assert_eq!(text(&gallery, "404.html"), "20.000");
    let config = fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("language = \"en\"\n{config}"));
    gallery.build();
    assert_eq!(text(&gallery, "404.html"), "20,000");
}

/// The benchmarks compare with a theme as plain as the layouts of their peers: it must follow the views too.
#[test]
fn the_theme_of_the_benchmarks_shows_every_entry() {
    let gallery = Gallery::new();
    copy_below(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/plain-theme")),
        &gallery,
        "themes/plain",
    );
    let config = fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("theme = \"plain\"\nsearch = false\n{config}"));
    gallery.build();
    let list = text(&gallery, "mo-hinh/index.html");
    assert!(!list.contains("class=\"bar\""), "the list is made by the plain theme");
    for number in 1..=12 {
        let page = text(&gallery, &format!("mo-hinh/e{number:02}/index.html"));
        assert!(
            page.contains(&format!("<h1>Mô hình số {number}</h1>"))
                && page.contains(&format!("Lời kể {number}."))
        );
        assert!(list.contains(&format!("mo-hinh/e{number:02}/")), "e{number:02} is in no list");
    }
}

#[test]
fn both_languages_have_the_same_words() {
    let [vi, en] = ["vi", "en"].map(|language| {
        let path = format!("{}/themes/guong/i18n/{language}.toml", env!("CARGO_MANIFEST_DIR"));
        let words: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        words.keys().cloned().collect::<Vec<String>>()
    });
    assert_eq!(vi, en);
}
