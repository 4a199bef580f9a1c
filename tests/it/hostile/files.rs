//! Files that are not what they seem.

use std::fs;

use super::{Case, Ends::*};
use crate::support::Gallery;

pub const ENTRY: &str =
    "+++\ntitle = \"A\"\nfields = [\"kinh-te\"]\nlocality = \"tỉnh Nghệ An\"\nstarted = 2017\n+++\nA.\n";

/// Replaces a file by a folder, or a folder by a file.
fn instead(gallery: &Gallery, path: &str, folder: bool) {
    gallery.remove(path);
    if folder { fs::create_dir(gallery.at(path)).unwrap() } else { fs::write(gallery.at(path), "").unwrap() }
}

fn theme(gallery: &Gallery, file: &str, text: &str) {
    gallery.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://thu.example/\"\ntheme = \"rieng\"\n");
    gallery.write(&format!("themes/rieng/{file}"), text);
}

/// What a file system of any system can hold.
pub const CASES: &[Case] = &[
    (
        "the longest name of an entry",
        |g| g.write(&format!("content/entries/{}.md", "a".repeat(252)), ENTRY),
        Refused("E01"),
    ),
    ("a file where a page of the site stands", |g| g.write("static/mo-hinh/index.html", ""), Refused("E02")),
    ("a file where a folder of the site stands", |g| g.write("static/mo-hinh", ""), Somehow),
    ("a file that would be the manifest", |g| g.write("static/.guong-manifest", ""), Well),
    (
        "con as a field",
        |g| {
            g.write(
                "content/fields.toml",
                "[[fields]]\nid = \"con\"\nname = \"A\"\n[[fields]]\nid = \"kinh-te\"\nname = \"A\"\n",
            )
        },
        Refused("E"),
    ),
    ("a folder for the settings", |g| instead(g, "guong.toml", true), Refused("E0001")),
    ("a folder for the fields", |g| instead(g, "content/fields.toml", true), Refused("E0")),
    ("a file for the content", |g| instead(g, "content", false), Somehow),
    ("a file for an entry's folder", |g| instead(g, "content/entries", false), Somehow),
    (
        "a theme that is not there",
        |g| {
            g.write("guong.toml", "title = \"A\"\nbase_url = \"https://a.example/\"\ntheme = \"../../etc\"\n")
        },
        Refused("E"),
    ),
    (
        "a template within itself",
        |g| theme(g, "templates/parts/logo.html", "{% include \"parts/logo.html\" %}"),
        Refused("E03"),
    ),
    (
        "templates within each other",
        |g| {
            theme(g, "templates/parts/logo.html", "{% include \"parts/footer.html\" %}");
            theme(g, "templates/parts/footer.html", "{% include \"parts/logo.html\" %}")
        },
        Refused("E03"),
    ),
    (
        "a template that extends itself",
        |g| theme(g, "templates/pages/home.html", "{% extends \"pages/home.html\" %}"),
        Refused("E03"),
    ),
    (
        "a template deep in blocks",
        |g| theme(g, "templates/pages/home.html", &"{% if true %}".repeat(20_000)),
        Refused("E03"),
    ),
    (
        "a template deep in brackets",
        |g| {
            theme(
                g,
                "templates/pages/home.html",
                &format!("{{{{ {}1{} }}}}", "(".repeat(50_000), ")".repeat(50_000)),
            )
        },
        Refused("E03"),
    ),
    (
        "a template of UTF-16",
        |g| {
            theme(g, "templates/pages/home.html", "");
            fs::write(g.at("themes/rieng/templates/pages/home.html"), b"\xff\xfea\0").unwrap()
        },
        Refused("E0002"),
    ),
    ("words that are no table", |g| theme(g, "i18n/vi.toml", "motto = [[[["), Refused("E")),
    (
        "keeping what is outside",
        |g| {
            g.write(
                "guong.toml",
                "title = \"A\"\nbase_url = \"https://a.example/\"\nkeep = [\"../..\", \"/etc\", \"CON\"]\n",
            )
        },
        Refused(""),
    ),
];
