//! What keeps a reader near the gallery: the list of its feeds, its search in a browser's address bar, its icon on a
//! telephone.

use serde::Serialize;

/// All feeds (OPML 2.0).
#[derive(Debug, Serialize)]
pub struct FeedsPage {
    /// The site's title.
    pub title: String,
    /// The feed of all entries.
    pub whole: FeedLink,
    /// The feeds of lists, by what the lists are of; no group is empty.
    pub groups: Vec<FeedGroup>,
}

/// Feeds of lists of one sort.
#[derive(Debug, Serialize)]
pub struct FeedGroup {
    /// `Lĩnh vực`.
    pub title: String,
    /// The feeds.
    pub feeds: Vec<FeedLink>,
}

/// A feed in the list of feeds.
#[derive(Debug, Serialize)]
pub struct FeedLink {
    /// What it is of.
    pub title: String,
    /// Its absolute address.
    pub feed: String,
    /// The absolute address of the page that it belongs to.
    pub page: String,
}

/// A description of the search page (OpenSearch 1.1).
#[derive(Debug, Serialize)]
pub struct OpenSearchPage {
    /// The site's title in at most 16 letters.
    pub short: String,
    /// The site's title in at most 48 letters.
    pub long: String,
    /// What is searched.
    pub description: String,
    /// The absolute address of the search page.
    pub search: String,
    /// The absolute address of an icon of 48 pixels.
    pub icon: String,
    /// `vi` or `en`.
    pub language: String,
}

/// A web app manifest (W3C), published as it is. Addresses are relative to it, so that it holds under any base path.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the members of the standard")]
pub struct WebManifest {
    pub name: String,
    pub short_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub lang: String,
    pub start_url: &'static str,
    pub scope: &'static str,
    pub display: &'static str,
    pub icons: Vec<ManifestIcon>,
}

/// An icon of a web app.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the members of the standard")]
pub struct ManifestIcon {
    pub src: String,
    pub sizes: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub purpose: &'static str,
}
