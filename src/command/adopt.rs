//! `guong adopt`: lists the descriptions in photos' files, and copies them into entries.

use std::fs;
use std::io;
use std::path::Path;

use super::args::Invocation;
use super::{Outcome, err, open, out, root, say};
use crate::diagnostic::Language;
use crate::site::{Offer, adopted, replace};
use crate::text::harmless;

/// Runs the command: lists all offers, and adopts those for the named entries, or all of them.
pub(super) fn run(names: &[String], all: bool, invocation: &Invocation) -> Outcome {
    let root = root(invocation);
    let offers = match open(&root, invocation) {
        Ok(site) => site.offers(),
        Err(outcome) => return outcome,
    };
    let language = invocation.language;
    let slug =
        |path: &str| path.strip_suffix("/index.md").unwrap_or(path).rsplit('/').next().map(String::from);
    let is_of =
        |offer: &Offer, name: &String| *name == offer.path || slug(&offer.path).as_ref() == Some(name);
    if let Some(name) = names.iter().find(|name| !offers.iter().any(|offer| is_of(offer, name))) {
        let text = say::pick(language, "không có gì để nhận cho bài", "nothing is offered for the entry");
        err(&format!("guong: {text} “{}”\n", harmless(name)));
        return Outcome::Misused;
    }
    let (mut adopted, mut failed) = (0, false);
    for offer in &offers {
        out(&listed(offer, language));
        if all || names.iter().any(|name| is_of(offer, name)) {
            match adopt(&root.join(&offer.path), offer) {
                Ok(()) => adopted += 1,
                Err(error) => {
                    failed = true;
                    let reason = match error.kind() {
                        io::ErrorKind::InvalidData => say::pick(
                            language,
                            "phần đầu tệp (giữa hai dòng +++) có lỗi nên chưa ghi; chạy guong check để xem",
                            "the front matter has errors, so nothing was written; run guong check to see them",
                        )
                        .to_string(),
                        _ => error.to_string(),
                    };
                    err(&format!("guong: {}: {reason}\n", harmless(&offer.path)));
                }
            }
        }
    }
    if !invocation.quiet {
        out(&summary(offers.len(), adopted, all || !names.is_empty(), language));
    }
    if failed { Outcome::MachineFailed } else { Outcome::Done }
}

/// Formats an offer as lines of text.
fn listed(offer: &Offer, language: Language) -> String {
    let words = &offer.words;
    let date = words.date.map(|date| date.to_string());
    let lines = [("caption", &words.caption), ("date", &date), ("locality", &words.place)];
    let lines =
        lines.iter().filter_map(|(key, text)| Some(format!("  {key}: {}\n", harmless(text.as_ref()?))));
    let photo = say::pick(language, "ảnh", "photo");
    format!("{}: {photo} “{}”\n{}", harmless(&offer.path), harmless(&offer.file), lines.collect::<String>())
}

fn summary(offered: usize, taken: usize, takes: bool, language: Language) -> String {
    match (language, offered, takes) {
        (Language::Vi, 0, _) => "Tệp ảnh không có gì mà bài chưa ghi.\n".into(),
        (Language::En, 0, _) => "The photo files contain nothing that the entries lack.\n".into(),
        (Language::Vi, _, true) => {
            format!("Đã nhận vào bài cho {taken} ảnh; hãy đọc lại rồi chạy guong check.\n")
        }
        (Language::En, _, true) => {
            format!("Copied for {taken} photos; review the entries, then run guong check.\n")
        }
        (Language::Vi, _, false) => format!(
            "{offered} ảnh có sẵn lời trong tệp. Chưa ghi gì; để nhận: guong adopt TÊN-BÀI, hoặc guong adopt --all\n"
        ),
        (Language::En, _, false) => format!(
            "{offered} photos have captions, dates or places in their files. Nothing was written; to copy them: guong adopt ENTRY, or guong adopt --all\n"
        ),
    }
}

/// Adds an offer to the entry at `path`, atomically.
fn adopt(path: &Path, offer: &Offer) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let text = adopted(&text, offer).ok_or(io::ErrorKind::InvalidData)?;
    replace(path, text.as_bytes())
}
