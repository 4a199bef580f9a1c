//! What an entry's page offers for quoting: the publisher, each result as a sentence with its source, and a mail that
//! reports a mistake.
//!
//! Takes the catalogue and what the page shows, gives pieces of its view. The template writes the citation of the
//! whole entry; scripts in the browser make BibTeX and RIS from the page.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::Plan;
use super::facts::Facts;
use super::view::{Date, FigureView, PageHead, Reference};
use crate::date::Day;

impl Facts<'_> {
    /// Returns the publisher, to whom claims without a source are attributed; else the site's title.
    pub(super) fn issuer(&self) -> &str {
        let config = &self.catalogue.config;
        config.publisher.as_ref().unwrap_or(&config.title)
    }

    /// Writes a result to quote: `Số hộ: trước 12 hộ (2016), sau 85 hộ (2020), theo Báo cáo năm 2020`.
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
    /// How an entry is cited, as its page has it.
    pub(super) fn citation(&self, title: &str, path: &str, updated: Option<Day>) -> String {
        let config = &self.catalogue.config;
        let wording = &self.facts.wording;
        let mut parts = vec![self.facts.issuer().to_string(), format!("“{title}”")];
        parts.extend(config.publisher.is_some().then(|| config.title.clone()));
        parts
            .extend(updated.map(|day| format!("{} {}", wording.word("cite_updated"), wording.day(day).text)));
        parts.push(self.absolute(path));
        parts.join(", ")
    }

    /// Returns the link that reports a mistake in an entry: the site's contact page, or a mail with the entry's title,
    /// address and day, to which the template appends the version.
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
        // Lines of a mail end in CRLF (RFC 6068, section 5).
        Some(format!("{contact}?subject={}&body={}", encode(&subject), encode(&lines.join("\r\n"))))
    }
}
