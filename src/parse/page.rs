//! Ordinary pages and documents.
//!
//! Takes the front matter and the text of one file, gives its record; missing values are reported and
//! left empty, so that the rest is still checked against other files.

use serde::{Deserialize, Serialize};

use super::markdown::Body;
use super::table::TableReader;
use crate::date::{Day, PartialDate};
use crate::diagnostic::Located;

/// A page of `content/pages`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageRecord {
    /// The title.
    pub title: Located<String>,
    /// A short summary.
    pub summary: Option<String>,
    /// The label in the site's menu, if the page is listed there.
    pub menu: Option<String>,
    /// The sort key among siblings and in the menu; small numbers first.
    pub order: i64,
    /// The day of the last change.
    pub updated: Option<Day>,
    /// Whether the page is a draft, which is not published.
    pub draft: bool,
    /// The text.
    pub body: Body,
}

/// An official document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// The official number, such as `05-CT/TU`.
    pub number: String,
    /// The type of document: `Chỉ thị`, `Kế hoạch`, …
    pub kind: Option<String>,
    /// The subject.
    pub title: String,
    /// The body that issued it.
    pub issuer: Option<String>,
    /// The date of issue.
    pub date: Option<Located<PartialDate>>,
    /// A web address at which it can be read.
    pub url: Option<String>,
    /// A short summary.
    pub summary: Option<String>,
    /// The abstract.
    pub body: Body,
}

/// Reads the front matter of a page.
pub(super) fn page(mut table: TableReader<'_, '_>, body: Body) -> PageRecord {
    let title = table.text("title");
    let summary = table.words("summary");
    let menu = table.words("menu");
    let order = table.whole_or_default("order");
    let updated = table.day("updated").map(|at| at.value);
    let draft = table.flag("draft");
    table.finish();
    PageRecord { title: title.unwrap_or_default(), summary, menu, order, updated, draft, body }
}

/// Reads the front matter of a document.
pub(super) fn document(mut table: TableReader<'_, '_>, body: Body) -> DocumentRecord {
    let number = table.text("number");
    let kind = table.words("kind");
    let title = table.text("title");
    let issuer = table.words("issuer");
    let date = table.date("date");
    let url = table.words("url");
    let summary = table.words("summary");
    table.finish();
    let [number, title] = [number, title].map(|at| at.unwrap_or_default().value);
    DocumentRecord { number, kind, title, issuer, date, url, summary, body }
}
