//! The views of feeds, sitemaps, `robots.txt` and the rules for web servers.

use serde::Serialize;

use crate::digest::Digested;
use crate::parse::WebServer;

/// A feed (Atom, RFC 4287).
#[derive(Debug, Serialize)]
pub struct FeedPage {
    /// `vi` or `en`.
    pub language: String,
    /// The site's publisher, or else its title.
    pub author: String,
    /// The site's licence.
    pub rights: Option<String>,
    pub title: String,
    /// The feed's absolute address.
    pub canonical: String,
    /// The absolute address of the page that shows the same list.
    pub page: String,
    /// When an entry in the feed last changed: RFC 3339, midnight in Viet Nam.
    pub updated: String,
    /// The newest entries.
    pub items: Vec<Digested<FeedItem>>,
}

/// An entry in a feed.
#[derive(Debug, Serialize)]
pub struct FeedItem {
    pub title: String,
    /// The entry's absolute address, which is also its Atom id.
    pub url: String,
    /// RFC 3339.
    pub published: String,
    /// RFC 3339.
    pub updated: String,
    pub summary: String,
    /// The names of the entry's fields.
    pub fields: Vec<String>,
    /// The absolute address of the first photo, as link previews show it.
    pub photo: Option<String>,
}

/// A sitemap (sitemaps.org, 0.9), or an index of sitemaps.
#[derive(Debug, Serialize)]
pub struct SitemapPage {
    /// Whether it is an index.
    pub index: bool,
    pub addresses: Vec<SitemapAddress>,
}

/// An address in a sitemap.
#[derive(Debug, Serialize)]
pub struct SitemapAddress {
    /// The absolute address.
    pub url: String,
    /// The day of the last change, ISO 8601.
    pub updated: Option<String>,
}

/// `robots.txt`.
#[derive(Debug, Serialize)]
pub struct RobotsPage {
    /// The absolute address of the sitemap.
    pub sitemap: String,
}

/// The rules for a web server.
#[derive(Debug, Serialize)]
pub struct ServerRules {
    pub server: WebServer,
    /// The path of the site's address, with slashes around it.
    pub base: String,
}
