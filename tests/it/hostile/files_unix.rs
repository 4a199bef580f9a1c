//! Names that Windows refuses, links, and special files.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::files::ENTRY;
use super::{Case, Ends::*};
use crate::support::Gallery;

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

pub const CASES: &[Case] = &[
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
    ("CON", |g| g.write("static/CON", ""), Refused("E0008")),
    ("aux.md", |g| g.write("content/entries/aux.md", ENTRY), Refused("E01")),
    ("nul as a page", |g| g.write("content/pages/nul.md", "+++\ntitle = \"A\"\n+++\nA"), Refused("E")),
    (
        "com1 as a document",
        |g| g.write("content/documents/com1.md", "+++\nnumber = \"1\"\ntitle = \"A\"\n+++\nA"),
        Refused("E"),
    ),
    ("a dot at the end", |g| g.write("static/a.", ""), Refused("E0008")),
    ("a space at the end", |g| g.write("static/a ", ""), Refused("E0008")),
    ("a line break in a name", |g| g.write("static/a\nb", ""), Refused("E0008")),
    ("a line break in an entry's name", |g| g.write("content/entries/a\nb.md", ENTRY), Refused("E01")),
    (
        "a name that is no text",
        |g| {
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
];
