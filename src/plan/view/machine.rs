//! What machines read: feeds, sitemaps, `robots.txt`.

use serde::Serialize;

use crate::digest::Digested;

/// A feed (Atom, RFC 4287).
#[derive(Debug, Serialize)]
pub struct FeedPage {
    /// `vi` or `en`.
    pub language: String,
    /// Who publishes the site; where it does not say, its title.
    pub author: String,
    /// The licence of what names none.
    pub rights: Option<String>,
    /// Its title.
    pub title: String,
    /// Its own absolute address.
    pub canonical: String,
    /// The absolute address of the page that it belongs to.
    pub page: String,
    /// When the newest of what it shows was changed: RFC 3339, midnight in Viet Nam.
    pub updated: String,
    /// The newest entries.
    pub items: Vec<Digested<FeedItem>>,
}

/// An entry in a feed.
#[derive(Debug, Serialize)]
pub struct FeedItem {
    /// Its title.
    pub title: String,
    /// Its absolute address, which is also its id.
    pub url: String,
    /// RFC 3339.
    pub published: String,
    /// RFC 3339.
    pub updated: String,
    /// A few words about it.
    pub summary: String,
    /// The names of its fields.
    pub fields: Vec<String>,
    /// The absolute address of its first photo, as link previews show it.
    pub photo: Option<String>,
}

/// A sitemap (sitemaps.org, 0.9), or an index of sitemaps.
#[derive(Debug, Serialize)]
pub struct SitemapPage {
    /// Whether it is an index.
    pub index: bool,
    /// The addresses.
    pub addresses: Vec<SitemapAddress>,
}

/// An address in a sitemap.
#[derive(Debug, Serialize)]
pub struct SitemapAddress {
    /// Absolute.
    pub url: String,
    /// ISO 8601.
    pub updated: Option<String>,
}

/// `robots.txt`.
#[derive(Debug, Serialize)]
pub struct RobotsPage {
    /// The absolute address of the sitemap.
    pub sitemap: String,
}
