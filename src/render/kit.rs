//! A press kit: texts, figures and photos in one ZIP (APPNOTE 6.3), the same bytes on any machine.
//!
//! Takes the view of a kit with its text in it, and a way to read a photo's copy; writes the file photo by photo, so that
//! never more than one is in memory. Names in it are made of slugs and numbers, so none leads out of its folder.

use std::convert::Infallible;
use std::io::{self, Seek, Write};

use html_escape::decode_html_entities;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::body::write_body;
use super::data::csv;
use crate::plan::data::TableName;
use crate::plan::view::{KitFile, KitPhoto};

/// Writes a kit.
///
/// # Errors
/// What `photo` fails with, or what writing fails with.
pub fn write_kit<W: Write + Seek, E: From<io::Error>>(
    kit: &KitFile,
    out: W,
    mut photo: impl FnMut(&KitPhoto) -> Result<Vec<u8>, E>,
) -> Result<(), E> {
    let mut zip = ZipWriter::new(out);
    let mut add = |name: &str, method, bytes: &[u8]| -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            // The same on every system.
            .system(System::Unix)
            .unix_permissions(0o644);
        zip.start_file(format!("{}/{name}", kit.name), options)?;
        zip.write_all(bytes)
    };
    let lines = |text: &str| format!("\u{feff}{}\n", text.trim()).replace('\n', "\r\n");
    let slots = kit.body.slots.as_deref().expect("a view that is rendered has its text");
    // Beside the text stand its photos themselves.
    let Ok(body) = write_body(slots, &kit.body, &mut |_| Ok::<_, Infallible>(String::new()));
    let body = plain_text(&body);
    let text = [kit.above.as_str(), &body, kit.below.trim(), &kit.citation].map(str::trim);
    let text: Vec<&str> = text.into_iter().filter(|part| !part.is_empty()).collect();
    let deflated = CompressionMethod::Deflated;
    add("bai-viet.txt", deflated, lines(&text.join("\n\n")).as_bytes())?;
    add("trich-dan.txt", deflated, lines(&kit.citation).as_bytes())?;
    add("giay-phep.txt", deflated, lines(&kit.licences).as_bytes())?;
    if let Some(figures) = &kit.figures {
        let mut table = Vec::new();
        csv::csv(TableName::Results, figures.iter().map(csv::line), &mut table)?;
        add("so-lieu.csv", deflated, &table)?;
    }
    for copy in &kit.photos {
        add(&copy.name, CompressionMethod::Stored, &photo(copy)?)?;
    }
    zip.finish().map_err(io::Error::from)?;
    Ok(())
}

/// The words of a text in HTML: paragraphs with a line between them, items of lists with a dash.
fn plain_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        if text.trim().is_empty() {
            // Between blocks the HTML has line breaks that mean nothing.
            if !text.is_empty() && !out.ends_with(char::is_whitespace) {
                out.push(' ');
            }
        } else {
            out.push_str(&decode_html_entities(text));
        }
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        rest = after;
        match tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap_or_default() {
            // The first paragraph of an item begins beside its dash.
            "p" if out.ends_with("\n- ") => {}
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "ul" | "ol" | "table"
            | "div" | "hr" | "section" => out.push_str("\n\n"),
            "li" if !tag.starts_with('/') => out.push_str("\n- "),
            "br" | "tr" | "dt" => out.push('\n'),
            "td" | "th" if tag.starts_with('/') => out.push_str("  "),
            _ => {}
        }
    }
    out.push_str(&decode_html_entities(rest));
    let mut lines: Vec<&str> = out.lines().map(str::trim).collect();
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines.join("\n").trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_paragraphs_and_lose_their_marks() {
        let html = "<p>Một <a href=\"../x/\">hai</a> &lt;b&gt; &amp; ba.</p>\n<h2 id=\"m\">Mục</h2>\n<ul>\n<li>a</li>\n\
                    <li><p>b</p></li>\n</ul>\n<table><tr><td>1</td>\
                    <td>2</td></tr></table>";
        assert_eq!(plain_text(html), "Một hai <b> & ba.\n\nMục\n\n- a\n- b\n\n1  2");
        assert_eq!(plain_text("a < b <"), "a");
        assert_eq!(plain_text(""), "");
    }
}
