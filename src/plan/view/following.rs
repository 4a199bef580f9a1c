//! The views of files that browsers and feed readers use: the list of feeds, the OpenSearch description and the web
//! app manifest.

use serde::Serialize;

/// All feeds (OPML 2.0).
#[derive(Debug, Serialize)]
pub struct FeedsPage {
    pub title: String,
    /// The feed of all entries.
    pub whole: FeedLink,
    /// The feeds of lists, grouped by what the lists are of; no group is empty.
    pub groups: Vec<FeedGroup>,
}

/// The feeds of all lists of one sort.
#[derive(Debug, Serialize)]
pub struct FeedGroup {
    /// What the lists are of: `Lĩnh vực`.
    pub title: String,
    pub feeds: Vec<FeedLink>,
}

/// A feed in the list of feeds.
#[derive(Debug, Serialize)]
pub struct FeedLink {
    pub title: String,
    /// The feed's absolute address.
    pub feed: String,
    /// The absolute address of the page that shows the same list.
    pub page: String,
}

/// A description of the search page (OpenSearch 1.1).
#[derive(Debug, Serialize)]
pub struct OpenSearchPage {
    /// The site's title in at most 16 characters.
    pub short: String,
    /// The site's title in at most 48 characters.
    pub long: String,
    /// What can be searched.
    pub description: String,
    /// The absolute address of the search page.
    pub search: String,
    /// The absolute address of an icon of 48 pixels.
    pub icon: String,
    /// `vi` or `en`.
    pub language: String,
}

/// A web app manifest (W3C), published as JSON. Addresses are relative to it, so that it works under any base path.
#[derive(Debug, Serialize)]
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
pub struct ManifestIcon {
    pub src: String,
    pub sizes: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub purpose: &'static str,
}
