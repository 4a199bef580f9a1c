//! What an entry's page gives to those who quote it: who speaks, each figure as a sentence with its source, and a
//! mail that reports a mistake.
//!
//! Takes the catalogue and what the page shows, gives pieces of its view. The sentence of the whole entry is the
//! template's, and BibTeX and RIS are made in the browser, of what the page says of itself.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::Plan;
use super::facts::Facts;
use super::view::{Date, FigureView, PageHead, Reference};

impl Facts<'_> {
    /// Who says what no source is named for: who publishes the site.
    pub(super) fn issuer(&self) -> &str {
        let config = &self.catalogue.config;
        config.publisher.as_ref().unwrap_or(&config.title)
    }

    /// A result as it is quoted: `Số hộ: trước 12 hộ (2016), sau 85 hộ (2020), theo Báo cáo năm 2020`.
    pub(super) fn quoted_result(
        &self,
        label: &str,
        (before, from): (Option<&FigureView>, Option<&Date>),
        (after, to): (Option<&FigureView>, Option<&Date>),
        source: Option<&Reference>,
    ) -> String {
        let dated = |figure: &FigureView, date: Option<&Date>| match date {
            Some(date) => format!("{} ({})", figure.words(), date.text),
            None => figure.words(),
        };
        let before = before.map(|figure| dated(figure, from));
        let after = after.map(|figure| dated(figure, to));
        let word = |key: &str| self.wording.word(key).to_lowercase();
        let figures = match (before, after) {
            (Some(before), Some(after)) => format!("{} {before}, {} {after}", word("before"), word("after")),
            (Some(before), None) => format!("{} {before}", word("before")),
            (None, Some(after)) => after,
            (None, None) => return label.to_string(),
        };
        let source = source.map_or(self.issuer(), |source| &source.label);
        format!("{label}: {figures}, {} {source}", self.wording.word("according_to"))
    }
}

impl Plan<'_> {
    /// Where a mistake of an entry is reported: a mail with the entry's title, address and day in it, which ends where
    /// the version belongs; or the page that the site names.
    pub(super) fn report_link(&self, head: &PageHead, title: &str) -> Option<String> {
        let contact = self.catalogue.config.contact.as_ref()?;
        if !contact.starts_with("mailto:") {
            return Some(contact.clone());
        }
        let word = |key: &str| self.facts.wording.word(key);
        let day = head.updated.as_ref().map_or_else(|| word("not_known"), |day| day.text.clone());
        let lines = [
            format!("{}: ", word("report_what")),
            String::new(),
            format!("{}: {}", word("report_address"), head.canonical),
            format!("{}: {day}", word("report_day")),
            format!("{}: ", word("report_version")),
        ];
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let subject = format!("{}: {title}", word("report"));
        // Lines of a mail end in CRLF (RFC 6068, 5).
        Some(format!("{contact}?subject={}&body={}", encode(&subject), encode(&lines.join("\r\n"))))
    }
}
