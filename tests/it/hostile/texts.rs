//! Texts: encodings, sizes, depths, numbers.

use super::{Case, Ends::*};
use crate::support::Gallery;

const HEAD: &str =
    "+++\ntitle = \"A\"\nfields = [\"kinh-te\"]\nlocality = \"tỉnh Nghệ An\"\nstarted = 2017\n";

/// Almost the maximum number of bytes of an entry.
const MOST: usize = 254 << 10;

/// Repeats a piece of text up to the size of an entry.
fn full(piece: &str) -> String {
    piece.repeat(MOST / piece.len())
}

/// Repeats a piece with increasing numbers up to the size of an entry.
fn numbered(piece: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for number in 0.. {
        let next = piece(number);
        if all.len() + next.len() > MOST {
            break;
        }
        all += &next;
    }
    all
}

/// Writes an entry with further front matter and a text.
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

/// Returns a table of columns and rows, the rows as short as possible.
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
        "front matter of the most that is read",
        |g| entry(g, &format!("summary = \"{}\"\n", full("a")), ""),
        Well,
    ),
    (
        "a title of the most that is read",
        |g| {
            g.write(
                "content/entries/a.md",
                &format!("{}+++\nA", HEAD.replace("\"A\"", &format!("\"{}\"", full("a")))),
            )
        },
        Well,
    ),
    ("a unit of the most that is read", |g| entry(g, &format!("unit = \"{}\"\n", full("tổ ")), "A"), Well),
    (
        "a place of the most that is read",
        |g| {
            g.write(
                "content/entries/a.md",
                &format!("{}+++\nA", HEAD.replace("tỉnh Nghệ An", &full("tỉnh Nghệ An, "))),
            )
        },
        Refused("E01"),
    ),
    (
        "a former address of the most that is read",
        |g| entry(g, &format!("aliases = [\"/{}/\"]\n", full("a")), "A"),
        Refused("E0119"),
    ),
    (
        "a former address of many folders",
        |g| entry(g, &format!("aliases = [\"/{}\"]\n", full("a/")), "A"),
        Refused("E0119"),
    ),
    ("nothing but headings", |g| text(g, &full("# \n")), Well),
    ("headings of one name", |g| text(g, &full("# Cách làm\n")), Well),
    ("lists in lists on one line", |g| text(g, &full("- ")), Somehow),
    (
        "lists in lists below each other",
        |g| text(g, &numbered(|n| format!("{}- a\n", "  ".repeat(n)))),
        Somehow,
    ),
    ("quotes in quotes", |g| text(g, &full(">")), Somehow),
    ("quotes in quotes on many lines", |g| text(g, &full(&format!("{}\n", ">".repeat(700)))), Somehow),
    ("stress in stress", |g| text(g, &full("**a _b ")), Well),
    ("stress that ends nowhere", |g| text(g, &full("*")), Well),
    ("brackets", |g| text(g, &full("[")), Well),
    ("brackets of pictures", |g| text(g, &full("![")), Well),
    (
        "a page of brackets",
        |g| g.write("content/pages/a.md", &format!("+++\ntitle = \"A\"\n+++\n{}", full("["))),
        Well,
    ),
    ("brackets and parentheses", |g| text(g, &full("[a](")), Somehow),
    ("ticks of every length", |g| text(g, &numbered(|n| format!("{}a", "`".repeat(n + 1)))), Well),
    ("nothing but links", |g| text(g, &full("[a](../gioi-thieu.md) ")), Refused("E0204")),
    ("nothing but links out", |g| text(g, &full("[a](https://a.example/) ")), Well),
    (
        "one address, long, thousands of times",
        |g| {
            text(
                g,
                &format!("{}\n\n[a]: https://a.example/{}\n", "[a] ".repeat(30_000), "a".repeat(130 << 10)),
            )
        },
        Well,
    ),
    (
        "one note, long, thousands of times",
        |g| text(g, &format!("{}\n\n[^a]: {}\n", "[^a] ".repeat(25_000), "a".repeat(120 << 10))),
        Well,
    ),
    ("thousands of notes", |g| text(g, &numbered(|n| format!("[^{n}]\n\n[^{n}]: a\n\n"))), Well),
    ("tens of thousands of columns", |g| text(g, &table(60_000, 10)), Well),
    ("a table of many short rows", |g| text(g, &table(3_000, 120_000)), Well),
    ("raw HTML without end", |g| text(g, &full("<b><!-- ")), Somehow),
    ("entities", |g| text(g, &full("&amp;&#x41;&nosuch;")), Well),
    ("accents on one letter", |g| text(g, &format!("a{}", full("\u{301}"))), Well),
    ("one word of the most that is read", |g| text(g, &full("a")), Well),
    ("nothing but words", |g| text(g, &numbered(|n| format!("w{n} "))), Well),
    ("arrays in arrays", |g| entry(g, &format!("aliases = {}\n", full("[")), ""), Refused("E01")),
    (
        "arrays in arrays that end",
        |g| entry(g, &format!("aliases = {}{}\n", "[".repeat(MOST / 2), "]".repeat(MOST / 2)), ""),
        Refused("E01"),
    ),
    ("tables in tables", |g| entry(g, &format!("k = {}\n", full("{a=")), ""), Refused("E01")),
    ("a key of many parts", |g| entry(g, &format!("a{} = 1\n", full(".a")), ""), Refused("E01")),
    ("a heading of many parts", |g| entry(g, &format!("[a{}]\nb = 1\n", full(".a")), ""), Refused("E01")),
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
        |g| entry(g, &format!("aliases = [{}]\n", full("\"/a/\",")), "A"),
        Refused("E0122"),
    ),
];

/// Registries and other tables, which may be larger.
pub const TABLES: &[Case] = &[
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
        "a registry of four megabytes of arrays",
        |g| g.write("content/units.toml", &format!("units = {}", "[".repeat(4_000_000))),
        Refused("E0103"),
    ),
    (
        "a registry of four megabytes of keys",
        |g| g.write("content/units.toml", &(0..350_000).map(|n| format!("k{n} = 1\n")).collect::<String>()),
        Refused("E0104"),
    ),
    (
        "a registry of four megabytes of names",
        |g| {
            let name = "Tổ ".repeat(400_000);
            g.write("content/units.toml", &format!("[[units]]\nid = \"a\"\nname = \"{name}\"\n"))
        },
        Well,
    ),
    (
        "words of four megabytes",
        |g| {
            g.write("guong.toml", "title = \"A\"\nbase_url = \"https://a.example/\"\ntheme = \"rieng\"\n");
            g.write("themes/rieng/i18n/vi.toml", &format!("motto = \"{}\"\n", "a".repeat(4_000_000)))
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
