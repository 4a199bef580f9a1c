//! Names, links and special files.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::{Case, Ends::*};
use crate::support::Gallery;

const ENTRY: &str =
    "+++\ntitle = \"A\"\nfields = [\"kinh-te\"]\nlocality = \"tỉnh Nghệ An\"\nstarted = 2017\n+++\nA.\n";

fn link(gallery: &Gallery, to: &str, at: &str) {
    let at = gallery.at(at);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    symlink(to, at).unwrap();
}

fn pipe(gallery: &Gallery, at: &str) {
    let at = gallery.at(at);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
}

/// Replaces a file by a folder, or a folder by a file.
fn instead(gallery: &Gallery, path: &str, folder: bool) {
    gallery.remove(path);
    if folder { fs::create_dir(gallery.at(path)).unwrap() } else { fs::write(gallery.at(path), "").unwrap() }
}

fn theme(gallery: &Gallery, file: &str, text: &str) {
    gallery.write("guong.toml", "title = \"Thử\"\nbase_url = \"https://thu.example/\"\ntheme = \"rieng\"\n");
    gallery.write(&format!("themes/rieng/{file}"), text);
}

pub const CASES: &[Case] = &[
    (
        "the longest name of an entry",
        |g| g.write(&format!("content/entries/{}.md", "a".repeat(252)), ENTRY),
        Refused("E01"),
    ),
    ("the longest name of a file", |g| g.write(&format!("static/{}", "a".repeat(255)), ""), Somehow),
    (
        "folders as deep as the system has them",
        |g| g.write(&format!("static/{}a", format!("{}/", "d".repeat(200)).repeat(18)), ""),
        Somehow,
    ),
    (
        "a thousand folders in each other",
        |g| g.write(&format!("static/{}a", "d/".repeat(1_000)), ""),
        Somehow,
    ),
    (
        "entries that capitals tell apart",
        |g| {
            g.write("content/entries/tha-ca.md", ENTRY);
            g.write("content/entries/Tha-ca.md", ENTRY)
        },
        Refused("E0006"),
    ),
    (
        "files that capitals tell apart",
        |g| {
            g.write("static/a.txt", "");
            g.write("static/A.txt", "")
        },
        Refused("E0006"),
    ),
    ("a file where a page of the site stands", |g| g.write("static/mo-hinh/index.html", ""), Refused("E02")),
    ("a file where a folder of the site stands", |g| g.write("static/mo-hinh", ""), Somehow),
    ("a file that would be the manifest", |g| g.write("static/.guong-manifest", ""), Well),
    ("CON", |g| g.write("static/CON", ""), Refused("E0008")),
    ("aux.md", |g| g.write("content/entries/aux.md", ENTRY), Refused("E01")),
    ("nul as a page", |g| g.write("content/pages/nul.md", "+++\ntitle = \"A\"\n+++\nA"), Refused("E")),
    (
        "com1 as a document",
        |g| g.write("content/documents/com1.md", "+++\nnumber = \"1\"\ntitle = \"A\"\n+++\nA"),
        Refused("E"),
    ),
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
    ("a dot at the end", |g| g.write("static/a.", ""), Refused("E0008")),
    ("a space at the end", |g| g.write("static/a ", ""), Refused("E0008")),
    ("a line break in a name", |g| g.write("static/a\nb", ""), Refused("E0008")),
    ("a line break in an entry's name", |g| g.write("content/entries/a\nb.md", ENTRY), Refused("E01")),
    (
        "a name that is no text",
        |g| {
            use std::os::unix::ffi::OsStrExt;
            fs::write(g.at("content").join(std::ffi::OsStr::from_bytes(b"entries/\xff\xfe.md")), ENTRY)
                .unwrap()
        },
        Somehow,
    ),
    ("a link to itself", |g| link(g, "a.md", "content/entries/a.md"), Refused("E0004")),
    (
        "two links to each other",
        |g| {
            link(g, "b.md", "content/entries/a.md");
            link(g, "a.md", "content/entries/b.md")
        },
        Refused("E0004"),
    ),
    ("a folder in itself", |g| link(g, ".", "content/entries/a"), Refused("E0004")),
    (
        "two folders in each other",
        |g| {
            link(g, "../b", "content/entries/a/b");
            link(g, "../a", "content/entries/b/a")
        },
        Somehow,
    ),
    ("a link to the whole machine", |g| link(g, "/", "static/a"), Refused("E0004")),
    ("a link to a password file", |g| link(g, "/etc/passwd", "static/a"), Refused("E0004")),
    ("a link to what never ends", |g| link(g, "/dev/zero", "content/entries/a.md"), Refused("E0004")),
    ("a link to the published site", |g| link(g, "../public", "static/a"), Somehow),
    ("a pipe for an entry", |g| pipe(g, "content/entries/a.md"), Somehow),
    (
        "a pipe for the settings",
        |g| {
            g.remove("guong.toml");
            pipe(g, "guong.toml")
        },
        Refused("E0001"),
    ),
    (
        "a pipe behind a link",
        |g| {
            pipe(g, "content/ong");
            link(g, "../ong", "content/entries/a.md")
        },
        Somehow,
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
