//! The views of files that browsers and feed readers use: the list of feeds, the OpenSearch description and the web
//! app manifest; and which of Guong's files a site may replace by its own.

use super::index::ListOf;
use super::view::{FeedGroup, FeedLink, FeedsPage, ManifestIcon, OpenSearchPage, ServerRules, WebManifest};
use super::wording::{capitalised, excerpt};
use super::{Plan, What};
use crate::address;
use crate::parse::WebServer;

/// The maximum length of OpenSearch's `ShortName`, and of a name on a home screen, in characters.
const SHORT: usize = 16;
/// The maximum length of OpenSearch's `LongName`, in characters.
const LONG: usize = 48;
/// The maximum length of OpenSearch's `Description`, in characters.
const DESCRIPTION: usize = 1024;

/// Returns the path of the rules for a web server.
fn rules_path(server: WebServer) -> &'static str {
    match server {
        WebServer::Iis => "web.config",
        WebServer::Apache => ".htaccess",
        WebServer::Nginx => "nginx-guong.conf",
        WebServer::Headers => "_headers",
    }
}

impl Plan<'_> {
    /// Returns what the rules for a web server depend on.
    pub(super) fn server_rules(&self, server: WebServer) -> ServerRules {
        let base_url = &self.catalogue.config.base_url;
        let path = base_url.splitn(4, '/').nth(3).unwrap_or_default();
        ServerRules { server, base: format!("/{path}") }
    }

    /// Returns the files that Guong writes unless the site has its own in `static/`.
    pub(super) fn own_unless_the_site_has_one(&self) -> impl Iterator<Item = (&'static str, What)> {
        let search = self.catalogue.config.search.then_some((address::OPENSEARCH, What::OpenSearch));
        let files = [
            (address::ROBOTS, What::Robots),
            (address::FEEDS, What::Feeds),
            (address::WEB_MANIFEST, What::WebManifest),
        ];
        let is_own = |path: &str| self.catalogue.statics.iter().any(|file| file.address == path);
        let rules = self.catalogue.config.deploy.rules.iter();
        let rules = rules.map(|server| (rules_path(*server), What::Rules(*server)));
        files.into_iter().chain(search).chain(rules).filter(move |(path, _)| !is_own(path))
    }

    /// Returns the list of all feeds.
    pub(super) fn feeds_page(&self) -> FeedsPage {
        let link = |title: String, page: &str, feed: &str| FeedLink {
            title,
            feed: self.absolute(feed),
            page: self.absolute(page),
        };
        let group = |word: &str, is_it: fn(&ListOf) -> bool| {
            let lists = self.shape.lists.iter().map(|(of, _)| of);
            let mut feeds: Vec<FeedLink> = lists
                .filter(|of| is_it(of) && Self::has_feed(*of))
                .map(|of| {
                    let page = self.list_address(of);
                    link(capitalised(&self.list_label(of)), &page, &address::feed(&page))
                })
                .collect();
            if word == "units" || word == "places" {
                self.sort_by_label(&mut feeds, |feed| &feed.title);
            }
            FeedGroup { title: self.facts.wording.word(word), feeds }
        };
        let groups = [
            group("fields", |of| matches!(of, ListOf::Field(_))),
            group("phases", |of| matches!(of, ListOf::Phase(_))),
            group("places", |of| matches!(of, ListOf::Province(_))),
            group("units", |of| matches!(of, ListOf::Unit(_))),
            group("kinds", |of| matches!(of, ListOf::Kind(_))),
            group("statuses", |of| matches!(of, ListOf::Status(_))),
        ];
        let title = self.catalogue.config.title.clone();
        FeedsPage {
            whole: link(title.clone(), address::HOME, address::FEED),
            title,
            groups: groups.into_iter().filter(|group| !group.feeds.is_empty()).collect(),
        }
    }

    /// Returns the OpenSearch description of the search page.
    pub(super) fn open_search_page(&self) -> OpenSearchPage {
        let config = &self.catalogue.config;
        let description = config.description.as_ref().or(config.tagline.as_ref()).unwrap_or(&config.title);
        OpenSearchPage {
            short: within(&config.title, SHORT),
            long: within(&config.title, LONG),
            description: within(description, DESCRIPTION),
            search: self.absolute(address::SEARCH),
            icon: self.absolute(&self.theme.versioned("assets/icon-48.png")),
            language: config.language.clone(),
        }
    }

    /// Returns the web app manifest.
    pub(super) fn web_manifest(&self) -> WebManifest {
        let config = &self.catalogue.config;
        let icon = |name: &str, sizes, purpose| ManifestIcon {
            src: self.theme.versioned(&[address::ASSETS, name].concat()),
            sizes,
            kind: if name.ends_with(".svg") { "image/svg+xml" } else { "image/png" },
            purpose,
        };
        WebManifest {
            name: config.title.clone(),
            short_name: within(&config.title, SHORT),
            description: config.description.clone().or_else(|| config.tagline.clone()),
            lang: config.language.clone(),
            start_url: "./",
            scope: "./",
            display: "minimal-ui",
            icons: vec![
                icon("icon-192.png", "192x192", "any"),
                icon("icon-512.png", "512x512", "maskable"),
                icon("favicon.svg", "any", "any"),
            ],
        }
    }
}

/// Shortens a text to at most `limit` characters, including the `…` if it was cut.
fn within(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit { text.to_string() } else { excerpt(text, limit - 1) }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_name_is_never_longer_than_allowed() {
        for title in
            ["Gương điển hình", "Gương điển hình!", "Gương điển hình Nghệ An", "Gươngđiểnhìnhdânvậnkhéo"]
        {
            assert!(within(title, 16).chars().count() <= 16, "{title}");
        }
        assert_eq!(within("Gương điển hình!", 16), "Gương điển hình!");
        assert_eq!(within("Gương điển hình Nghệ An", 16), "Gương điển…");
    }
}
