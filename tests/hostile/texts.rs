//! Texts: encodings, sizes, depths, numbers.

use super::support::Gallery;
use super::{Case, Ends::*};

const HEAD: &str =
    "+++\ntitle = \"A\"\nfields = [\"kinh-te\"]\nlocality = \"tỉnh Nghệ An\"\nstarted = 2017\n";

/// An entry with more front matter and a text.
fn entry(gallery: &Gallery, more: &str, text: &str) {
    gallery.write("content/entries/a.md", &format!("{HEAD}{more}+++\n{text}"));
}

fn bytes(gallery: &Gallery, path: &str, bytes: impl AsRef<[u8]>) {
    gallery.write(path, "");
    std::fs::write(gallery.at(path), bytes).unwrap();
}

fn text(gallery: &Gallery, text: &str) {
    entry(gallery, "", text);
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let order = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(order).collect()
}

/// A table of columns and rows, the rows as short as may be.
fn table(columns: usize, rows: usize) -> String {
    format!("{}\n{}\n{}", "|a".repeat(columns), "|-".repeat(columns), "|\n".repeat(rows))
}

pub const CASES: &[Case] = &[
    ("an empty file", |g| g.write("content/entries/a.md", ""), Refused("E0101")),
    (
        "cut off in its front matter",
        |g| g.write("content/entries/a.md", "+++\ntitle = \"A"),
        Refused("E0102"),
    ),
    ("settings cut off", |g| g.write("guong.toml", "title = \"Th"), Refused("E0103")),
    (
        "UTF-16 of Windows",
        |g| bytes(g, "content/entries/a.md", utf16(&format!("\u{feff}{HEAD}+++\nA"), true)),
        Refused("E0002"),
    ),
    (
        "UTF-16 without a mark",
        |g| bytes(g, "content/entries/a.md", utf16(&format!("{HEAD}+++\nA"), false)),
        Somehow,
    ),
    (
        "settings in UTF-16",
        |g| bytes(g, "guong.toml", utf16("\u{feff}title = \"A\"\n", true)),
        Refused("E0002"),
    ),
    (
        "Windows-1258",
        |g| bytes(g, "content/entries/a.md", [HEAD.as_bytes(), b"+++\nVi\xea\xf2t Nam\n"].concat()),
        Refused("E0002"),
    ),
    ("NUL bytes in a text", |g| text(g, "A\0B\0"), Well),
    (
        "NUL bytes in a title",
        |g| g.write("content/entries/a.md", &HEAD.replace("\"A\"", "\"A\0\"")),
        Refused("E0"),
    ),
    (
        "an escape in a title",
        |g| {
            g.write(
                "content/entries/a.md",
                &format!("{}+++\nA", HEAD.replace("\"A\"", "\"A\\u0000\\u001b[2J\\u202e\"")),
            )
        },
        Somehow,
    ),
    ("fifty megabytes", |g| text(g, &"Bà con. ".repeat(6 << 20)), Refused("E0005")),
    (
        "front matter of ten megabytes",
        |g| entry(g, &format!("summary = \"{}\"\n", "a".repeat(10 << 20)), ""),
        Refused("E0005"),
    ),
    (
        "front matter of almost four",
        |g| entry(g, &format!("summary = \"{}\"\n", "a".repeat(4_100_000)), ""),
        Well,
    ),
    (
        "a title of a megabyte",
        |g| {
            g.write(
                "content/entries/a.md",
                &format!("{}+++\nA", HEAD.replace("\"A\"", &format!("\"{}\"", "a".repeat(1 << 20)))),
            )
        },
        Well,
    ),
    ("a unit of a megabyte", |g| entry(g, &format!("unit = \"{}\"\n", "tổ ".repeat(200_000)), "A"), Well),
    (
        "a place of a megabyte",
        |g| {
            g.write(
                "content/entries/a.md",
                &format!("{}+++\nA", HEAD.replace("tỉnh Nghệ An", &"tỉnh Nghệ An, ".repeat(60_000))),
            )
        },
        Refused("E01"),
    ),
    (
        "a former address of a megabyte",
        |g| entry(g, &format!("aliases = [\"/{}/\"]\n", "a".repeat(1 << 20)), "A"),
        Refused("E0119"),
    ),
    (
        "a former address of many folders",
        |g| entry(g, &format!("aliases = [\"/{}\"]\n", "a/".repeat(100_000)), "A"),
        Refused("E0119"),
    ),
    ("a million headings", |g| text(g, &"# \n".repeat(1_000_000)), Well),
    ("two hundred thousand headings of one name", |g| text(g, &"# Cách làm\n".repeat(200_000)), Well),
    ("lists in lists on one line", |g| text(g, &"- ".repeat(1_000_000)), Somehow),
    (
        "lists in lists below each other",
        |g| text(g, &(0..1500).map(|n| format!("{}- a\n", "  ".repeat(n))).collect::<String>()),
        Somehow,
    ),
    ("quotes in quotes", |g| text(g, &">".repeat(2_000_000)), Somehow),
    ("quotes in quotes on many lines", |g| text(g, &format!("{}\n", ">".repeat(700)).repeat(5_000)), Somehow),
    ("stress in stress", |g| text(g, &"**a _b ".repeat(500_000)), Well),
    ("stress that ends nowhere", |g| text(g, &"*".repeat(4_000_000)), Well),
    ("brackets", |g| text(g, &"[".repeat(4_000_000)), Well),
    ("brackets and parentheses", |g| text(g, &"[a](".repeat(1_000_000)), Somehow),
    (
        "ticks of every length",
        |g| text(g, &(1..2500).map(|n| format!("{}a", "`".repeat(n))).collect::<String>()),
        Well,
    ),
    ("a hundred thousand links", |g| text(g, &"[a](../gioi-thieu.md) ".repeat(100_000)), Refused("E0204")),
    ("a hundred thousand links out", |g| text(g, &"[a](https://a.example/) ".repeat(100_000)), Well),
    (
        "one address, long, a hundred thousand times",
        |g| {
            text(
                g,
                &format!("{}\n\n[a]: https://a.example/{}\n", "[a] ".repeat(100_000), "a".repeat(1 << 20)),
            )
        },
        Well,
    ),
    (
        "one note, long, a hundred thousand times",
        |g| text(g, &format!("{}\n\n[^a]: {}\n", "[^a] ".repeat(100_000), "a".repeat(1 << 20))),
        Well,
    ),
    (
        "a hundred thousand notes",
        |g| text(g, &(0..100_000).map(|n| format!("[^{n}]\n\n[^{n}]: a\n\n")).collect::<String>()),
        Well,
    ),
    ("a hundred thousand columns", |g| text(g, &table(100_000, 10)), Well),
    ("a table of many short rows", |g| text(g, &table(3_000, 500_000)), Well),
    ("raw HTML without end", |g| text(g, &"<b><!-- ".repeat(400_000)), Somehow),
    ("entities", |g| text(g, &"&amp;&#x41;&nosuch;".repeat(200_000)), Well),
    ("accents on one letter", |g| text(g, &format!("a{}", "\u{301}".repeat(1_500_000))), Well),
    ("one word of four megabytes", |g| text(g, &"a".repeat(4_000_000)), Well),
    ("half a million words", |g| text(g, &(0..500_000).map(|n| format!("w{n} ")).collect::<String>()), Well),
    ("arrays in arrays", |g| entry(g, &format!("aliases = {}\n", "[".repeat(1_000_000)), ""), Refused("E01")),
    (
        "arrays in arrays that end",
        |g| entry(g, &format!("aliases = {}{}\n", "[".repeat(1_000_000), "]".repeat(1_000_000)), ""),
        Refused("E01"),
    ),
    ("tables in tables", |g| entry(g, &format!("k = {}\n", "{a=".repeat(1_000_000)), ""), Refused("E01")),
    ("a key of many parts", |g| entry(g, &format!("a{} = 1\n", ".a".repeat(1_000_000)), ""), Refused("E01")),
    (
        "a heading of many parts",
        |g| entry(g, &format!("[a{}]\nb = 1\n", ".a".repeat(1_000_000)), ""),
        Refused("E01"),
    ),
    (
        "days at the ends of time",
        |g| entry(g, "publish_at = 0001-01-01\nexpires = 9999-12-31\npublished = 0001-01-01\n", "A"),
        Somehow,
    ),
    (
        "a year of none",
        |g| g.write("content/entries/a.md", &format!("{}+++\nA", HEAD.replace("2017", "\"0000\""))),
        Somehow,
    ),
    (
        "a year beyond all",
        |g| {
            g.write("content/entries/a.md", &format!("{}+++\nA", HEAD.replace("2017", "9223372036854775807")))
        },
        Refused("E01"),
    ),
    (
        "numbers that are none",
        |g| {
            entry(
                g,
                "results = [{ label = \"a\", before = nan, after = inf }, { label = \"b\", before = -1e308, after = 1e308 }, { label = \"c\", after = -9223372036854775808 }]\n",
                "A",
            )
        },
        Somehow,
    ),
    (
        "a thousand former addresses",
        |g| {
            entry(
                g,
                &format!(
                    "aliases = [{}]\n",
                    (0..1_000).map(|n| format!("\"/cu/{n}/\",")).collect::<String>()
                ),
                "A",
            )
        },
        Well,
    ),
    (
        "thousands of former addresses",
        |g| entry(g, &format!("aliases = [{}]\n", "\"/a/\",".repeat(100_000)), "A"),
        Refused("E0122"),
    ),
    (
        "thousands of units",
        |g| {
            g.write(
                "content/units.toml",
                &(0..40_000)
                    .map(|n| format!("[[units]]\nid = \"u{n}\"\nname = \"Tổ {n}\"\n"))
                    .collect::<String>(),
            )
        },
        Somehow,
    ),
    (
        "a thousand fields",
        |g| {
            g.write(
                "content/fields.toml",
                &format!(
                    "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n{}",
                    (0..1_000)
                        .map(|n| format!("[[fields]]\nid = \"f{n}\"\nname = \"Lĩnh vực {n}\"\n"))
                        .collect::<String>()
                ),
            )
        },
        Well,
    ),
    (
        "thousands of places",
        |g| {
            g.write("content/localities.toml", &(0..20_000).map(|n| format!("[[localities]]\ntype = \"xã\"\nname = \"Làng {n}\"\nwithin = \"huyện Đô Lương, tỉnh Nghệ An\"\nto = 2019-12-31\n")).collect::<String>())
        },
        Somehow,
    ),
    (
        "a circle of places",
        |g| {
            g.write("content/localities.toml", "[[localities]]\ntype = \"xã\"\nname = \"Một\"\nwithin = \"huyện Đô Lương, tỉnh Nghệ An\"\nto = 2019-12-31\nsuccessors = [\"xã Hai, huyện Đô Lương, tỉnh Nghệ An\"]\n[[localities]]\ntype = \"xã\"\nname = \"Hai\"\nwithin = \"huyện Đô Lương, tỉnh Nghệ An\"\nto = 2019-12-31\nsuccessors = [\"xã Một, huyện Đô Lương, tỉnh Nghệ An\"]\n")
        },
        Refused("E0"),
    ),
    (
        "units within each other",
        |g| {
            g.write("content/units.toml", "[[units]]\nid = \"a\"\nname = \"A\"\nwithin = \"b\"\n[[units]]\nid = \"b\"\nname = \"B\"\nwithin = \"a\"\n")
        },
        Somehow,
    ),
];
