//! The format of cases, and how they are run.
//!
//! ```text
//! === a name
//! --- content/entries/a/index.md (crlf bom)     a file; flags may follow it
//! its lines
//! --- expect                                    the output, short and in Vietnamese; or:
//! --- expect en, --- expect human, --- expect json
//! ```
//!
//! Flags: `crlf`, `bom`, `nfd` (the file's text), `latin1` (each character is one byte), `utf16`,
//! `x1000` (the text a thousand times), `png 4 3` and `jpeg 4 3` (a picture of that size), `cut` (half of
//! it), `hex` (bytes), `gone` (the base's file is left out). In a text, `\u{1}` is a character.

use std::io::Cursor;

use guong::build::{self, Options};
use guong::date::Day;
use guong::diagnostic::{Diagnostic, Format, Language, report};
use guong::parse::memo::Memo;
use guong::site::Site;
use guong::world::MemoryWorld;
use unicode_normalization::UnicodeNormalization;

/// The day on which every case is checked.
pub const TODAY: Day = Day { year: 2026, month: 6, day: 1 };

/// A small site and the expected output.
#[derive(Default)]
pub struct Case {
    pub name: String,
    files: Vec<File>,
    pub expected: Vec<Expected>,
}

struct File {
    /// The text after `---`.
    heading: String,
    text: String,
}

/// The expected output, in one format.
pub struct Expected {
    heading: String,
    pub text: String,
}

impl Expected {
    /// Formats the diagnostics.
    pub fn report(&self, diagnostics: &[Diagnostic]) -> String {
        let (language, format) = match self.heading.as_str() {
            "expect" => (Language::Vi, Format::Short),
            "expect en" => (Language::En, Format::Short),
            "expect human" => (Language::Vi, Format::Human),
            "expect human en" => (Language::En, Format::Human),
            "expect json" => (Language::Vi, Format::Json),
            other => panic!("no such way to say it: {other}"),
        };
        report(diagnostics, language, format, false)
    }
}

/// Reads a file of cases.
pub fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut text_of: Option<&mut String> = None;
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("=== ") {
            cases.push(Case { name: name.trim_end().to_string(), ..Case::default() });
            text_of = None;
        } else if let Some(heading) = line.strip_prefix("--- ") {
            let case = cases.last_mut().expect("a case begins with ===");
            let heading = heading.trim_end().to_string();
            text_of = Some(if heading.starts_with("expect") {
                case.expected.push(Expected { heading, text: String::new() });
                &mut case.expected.last_mut().unwrap().text
            } else {
                case.files.push(File { heading, text: String::new() });
                &mut case.files.last_mut().unwrap().text
            });
        } else if let Some(text) = &mut text_of {
            text.push_str(line);
        } else {
            assert!(line.trim().is_empty() || line.starts_with('#'), "belongs to nothing: {line}");
        }
    }
    cases
}

/// Writes cases in the format in which they were read.
pub fn write(cases: &[Case]) -> String {
    let mut out = String::new();
    for case in cases {
        out.push_str(&format!("=== {}\n", case.name));
        for File { heading, text } in &case.files {
            out.push_str(&format!("--- {heading}\n{text}"));
        }
        for Expected { heading, text } in &case.expected {
            out.push_str(&format!("--- {heading}\n{text}"));
        }
    }
    out
}

impl File {
    fn path_and_flags(&self) -> (&str, Vec<&str>) {
        match self.heading.split_once(" (") {
            Some((path, flags)) => (path, flags.trim_end_matches(')').split(' ').collect()),
            None => (&self.heading, Vec::new()),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let (_, flags) = self.path_and_flags();
        let mut text = self.text.clone();
        while let Some((before, rest)) = text.split_once("\\u{") {
            let (code, after) = rest.split_once('}').expect("\\u{…} ends");
            let character = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
            text = format!("{before}{character}{after}");
        }
        let mut bytes = text.clone().into_bytes();
        let mut rest = flags.iter();
        while let Some(flag) = rest.next() {
            let mut size = || -> u32 { rest.next().unwrap().parse().unwrap() };
            bytes = match *flag {
                "crlf" => String::from_utf8(bytes).unwrap().replace('\n', "\r\n").into_bytes(),
                "bom" => [b"\xef\xbb\xbf".as_slice(), &bytes].concat(),
                "nfd" => text.nfd().collect::<String>().into_bytes(),
                "latin1" => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
                "utf16" => {
                    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
                }
                "png" => picture(size(), size(), image::ImageFormat::Png),
                "jpeg" => picture(size(), size(), image::ImageFormat::Jpeg),
                "cut" => bytes[..bytes.len() / 20].to_vec(),
                "hex" => hex(&text),
                times => bytes.repeat(times[1..].parse().expect("a flag that is known")),
            };
        }
        bytes
    }
}

fn picture(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

impl Case {
    /// Returns all diagnostics of `guong check` for the site.
    pub fn diagnostics(&self, base: &Case) -> Vec<Diagnostic> {
        let mut world = MemoryWorld::new();
        for file in base.files.iter().chain(&self.files) {
            let (path, flags) = file.path_and_flags();
            match flags.as_slice() {
                ["gone"] => world.remove(path),
                _ => world.write(path, file.bytes()),
            };
        }
        check(&world)
    }
}

/// Checks a site as `guong check` does.
pub fn check(world: &MemoryWorld) -> Vec<Diagnostic> {
    build::check(&Site::read(world.clone(), Some(TODAY), Memo::default()), None, &Options::default())
}
