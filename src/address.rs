//! The addresses of a site: what each is for, which are permanent, which are reserved, and which conflict.
//!
//! Takes ids, slugs and numbers, gives addresses relative to the site's root. The address of a page ends in `/`;
//! its file is the `index.html` below. Never checks whether anything exists at an address.

mod collisions;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::text::is_reserved_name;

pub use collisions::{Collision, collisions, overlap};

/// The home page.
pub const HOME: &str = "";
/// The list of all entries, and the folder of entries.
pub const ENTRIES: &str = "mo-hinh/";
/// The index of fields.
pub const FIELDS: &str = "linh-vuc/";
/// The index of phases.
pub const PHASES: &str = "giai-doan/";
/// The index of units.
pub const UNITS: &str = "don-vi/";
/// The index of kinds.
pub const KINDS: &str = "loai/";
/// The index of last steps.
pub const STATUSES: &str = "trang-thai/";
/// The index of places.
pub const PLACES: &str = "dia-phuong/";
/// The folder of places that were merged or divided.
pub(crate) const FORMER_PLACES: &str = "dia-phuong/cu/";
/// The index of documents.
pub const DOCUMENTS: &str = "van-ban/";
/// The timeline.
pub const TIMELINE: &str = "dong-thoi-gian/";
/// The folder of data that the drawn timeline fetches.
pub const TIMELINE_SHARDS: &str = "dong-thoi-gian/du-lieu/";
/// The search page.
pub const SEARCH: &str = "tim-kiem/";
/// The manifest of the search index, its only file at a fixed address.
pub const SEARCH_MANIFEST: &str = "tim-kiem/chi-muc.json";
/// The folder of the search index.
pub const SEARCH_INDEX: &str = "tim-kiem/chi-muc/";
/// The address at which preview answers searches.
pub const SEARCH_PREVIEW: &str = "tim-kiem/hoi.json";
/// The folder of the open data, with its page.
pub const DATA: &str = "du-lieu/";
/// The page for newsrooms.
pub const PRESS: &str = "bao-chi/";
/// What is reached of the targets, if there are any.
pub const TARGETS: &str = "theo-doi/";
/// The same as a table.
pub const TARGETS_TABLE: &str = "theo-doi/chi-tieu.csv";
/// The wall of photos, and the folder of its parts.
pub const PHOTO_WALL: &str = "thu-vien-anh/";
/// The index of the licences of photos, and the folder of their walls.
pub const PHOTO_LICENCES: &str = "thu-vien-anh/giay-phep/";
/// The folder of photo variants.
pub const PHOTOS: &str = "anh/";
/// The folder of attached files.
pub const ATTACHMENTS: &str = "tep-kem/";
/// The folder of the theme's files.
pub const ASSETS: &str = "assets/";
/// The page for unknown addresses.
pub const NOT_FOUND: &str = "404.html";
/// The feed of all entries; the feed of a list has the same name in the list's folder.
pub const FEED: &str = "feed.xml";
/// The sitemap, or the index of several.
pub const SITEMAP: &str = "sitemap.xml";
/// The list of all feeds (OPML 2.0).
pub const FEEDS: &str = "feeds.opml";
/// The description of the search page for browsers (OpenSearch 1.1).
pub const OPENSEARCH: &str = "opensearch.xml";
/// The web app manifest: name and icons for home screens.
pub const WEB_MANIFEST: &str = "site.webmanifest";
/// The rules for crawlers.
pub const ROBOTS: &str = "robots.txt";

/// The list of published files, in the root of the published folder.
pub const MANIFEST: &str = ".guong-manifest";

/// The folder of a list's further pages; reserved, so no entry may have this slug.
pub const FURTHER: &str = "trang";
/// What the address of an entry's card ends with, behind the entry's own.
const EMBED: &str = "/nhung/";
/// The file of a page.
const INDEX: &str = "index.html";

/// Pages that every gallery has.
pub const PAGES: &[&str] = &[
    HOME, ENTRIES, FIELDS, PHASES, UNITS, KINDS, STATUSES, PLACES, TIMELINE, SEARCH, DOCUMENTS, DATA, PRESS,
    PHOTO_WALL,
];
/// Files that every gallery has.
const FILES: &[&str] = &[NOT_FOUND, FEED, FEEDS, OPENSEARCH, WEB_MANIFEST, SITEMAP, ROBOTS];
/// Folders reserved for translations.
const LANGUAGES: &[&str] = &["en", "vi"];

/// Returns the address of an entry.
pub fn entry(slug: &str) -> String {
    [ENTRIES, slug, "/"].concat()
}

/// Returns the address of an entry's card for other sites.
pub fn embed(slug: &str) -> String {
    [ENTRIES, slug, EMBED].concat()
}

/// Returns the address at which an entry's card is described for programs (oEmbed).
pub fn oembed(slug: &str) -> String {
    [ENTRIES, slug, EMBED, "oembed.json"].concat()
}

/// Returns the address of an entry's press kit.
pub fn kit(slug: &str) -> String {
    format!("{ENTRIES}{slug}/{slug}.zip")
}

/// Returns the address of a field.
pub fn field(id: &str) -> String {
    [FIELDS, id, "/"].concat()
}

/// Returns the address of a phase.
pub fn phase(id: &str) -> String {
    [PHASES, id, "/"].concat()
}

/// Returns the address of a unit.
pub fn unit(id: &str) -> String {
    [UNITS, id, "/"].concat()
}

/// Returns the address of a kind.
pub fn kind(id: &str) -> String {
    [KINDS, id, "/"].concat()
}

/// Returns the address of a step.
pub fn status(id: &str) -> String {
    [STATUSES, id, "/"].concat()
}

/// Returns the address of a document.
pub fn document(id: &str) -> String {
    [DOCUMENTS, id, "/"].concat()
}

/// Returns the address of a present-day province.
pub fn province(slug: &str) -> String {
    [PLACES, slug, "/"].concat()
}

/// Returns the address of a present-day commune.
pub fn commune(province: &str, slug: &str) -> String {
    [PLACES, province, "/", slug, "/"].concat()
}

/// Returns the address of a place that was merged or divided.
pub fn former(slug: &str) -> String {
    [FORMER_PLACES, slug, "/"].concat()
}

/// Returns the address of the wall of photos of the entries in the list at `base`.
pub fn wall(base: &str) -> String {
    [PHOTO_WALL, base].concat()
}

/// Returns the address of the wall of photos under a licence.
pub fn licence_wall(id: &str) -> String {
    [PHOTO_LICENCES, id, "/"].concat()
}

/// Returns the address of an attached file. The digest of its bytes is part of it, so each version has its own.
pub fn attachment(digest: &str, name: &str) -> String {
    [ATTACHMENTS, digest, "/", name].concat()
}

/// Returns the address of a page of a year's list, counted from 0.
pub fn year(year: u16, page: usize) -> String {
    let base = format!("{TIMELINE}{year}/");
    if page == 0 { base } else { paged(&base, page + 1) }
}

/// Returns the address of a page of the list at `base`, counted from 0.
pub fn paged(base: &str, page: usize) -> String {
    if page == 0 { base.to_string() } else { format!("{base}{FURTHER}/{page}/") }
}

/// Returns the address of the feed of the list at `base`.
pub fn feed(base: &str) -> String {
    [base, FEED].concat()
}

/// Returns the address of one of several sitemaps.
pub fn sitemap(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// Returns the file path of the page at an address.
pub fn page_path(address: &str) -> String {
    [address, INDEX].concat()
}

/// Returns the address of a file: that of its folder for an `index.html`.
pub fn of_path(path: &str) -> &str {
    path.strip_suffix(INDEX).filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path)
}

/// Characters not allowed in a reference (RFC 3986, 2.2 and 2.3), except `%`.
const NOT_IN_QUERIES: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// As [`NOT_IN_QUERIES`], and `%`.
const NOT_IN_REFERENCES: &AsciiSet = &NOT_IN_QUERIES.add(b'%');
/// As [`NOT_IN_REFERENCES`], and the characters that end a path.
const NOT_IN_PATHS: &AsciiSet = &NOT_IN_REFERENCES.add(b'#').add(b'?');

/// Percent-encodes an address for a link: characters not allowed, and those that would end the path
/// (RFC 3986, 3.3).
pub fn encode(address: &str) -> String {
    utf8_percent_encode(address, NOT_IN_PATHS).to_string()
}

/// Percent-encodes a path with query and fragment for a link.
pub fn encode_reference(path: &str) -> String {
    utf8_percent_encode(path, NOT_IN_REFERENCES).to_string()
}

/// Percent-encodes a query or fragment for a link. Existing percent-encoding is kept.
pub fn encode_rest(rest: &str) -> String {
    utf8_percent_encode(rest, NOT_IN_QUERIES).to_string()
}

/// Whether an address is permanent. Pages of lists are not: they come and go with the entries that they list; nor are
/// cards and targets, which come and go with a setting.
pub fn is_lasting(address: &str) -> bool {
    let is_further = matches!(address.trim_end_matches('/').rsplit('/').nth(1), Some(FURTHER));
    let is_card = address.strip_prefix(ENTRIES).is_some_and(|rest| rest.ends_with(EMBED));
    !is_further
        && !is_card
        && ![PLACES, UNITS, KINDS, STATUSES, TIMELINE, PHOTO_WALL, TARGETS]
            .iter()
            .any(|lists| address.starts_with(lists))
}

/// Whether an address is reserved for Guong's own pages, so that no page of the site may have it.
pub fn is_reserved(address: &str) -> bool {
    let top = address.split('/').next().unwrap_or_default();
    let is_of = |page: &&str| page.trim_end_matches('/') == top;
    let is_folder = [ASSETS, PHOTOS, ATTACHMENTS, TARGETS].iter().any(is_of) || LANGUAGES.contains(&top);
    address == INDEX || FILES.contains(&address) || is_folder || PAGES.iter().any(is_of)
}

/// Whether a path is not allowed for a file of `static/`, because the file would replace a page that every
/// gallery has, the search index, or a translation.
pub fn is_reserved_for_files(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or_default();
    let page = path.strip_suffix(INDEX).is_some_and(|folder| PAGES.contains(&folder));
    let index = [SEARCH_MANIFEST, SEARCH_PREVIEW].contains(&path) || path.starts_with(SEARCH_INDEX);
    page || index
        || path.starts_with(TARGETS)
        || LANGUAGES.contains(&top)
        || [NOT_FOUND, FEED, SITEMAP].contains(&path)
}

/// A fault of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// The path is empty, or has an empty part (`a//b`, `a/`).
    Empty,
    /// The path starts with `/`.
    Absolute,
    /// The path has a part `.` or `..`.
    Dots,
    /// The path has a control character, `\`, or one of `<>:"|?*`, which Windows cannot store.
    Character,
    /// A part is a device name on Windows (`con`, `nul.txt`).
    Device,
    /// A part ends in a dot or a space, which Windows drops.
    Ending,
    /// The path is Guong's own manifest.
    Reserved,
    /// The path does not sort after the one before it.
    Order,
}

/// Checks whether a path may be published or kept.
pub fn check_path(path: &str) -> Result<(), PathFault> {
    if path.starts_with('/') {
        return Err(PathFault::Absolute);
    }
    if path == MANIFEST {
        return Err(PathFault::Reserved);
    }
    path.split('/').try_for_each(check_name)
}

/// Whether every system can hold a file or a folder of this name.
///
/// # Errors
/// What is wrong with the name.
pub fn check_name(part: &str) -> Result<(), PathFault> {
    match part {
        "" => return Err(PathFault::Empty),
        "." | ".." => return Err(PathFault::Dots),
        _ => {}
    }
    if part.contains(|c: char| c.is_control() || r#"\<>:"|?*"#.contains(c)) {
        return Err(PathFault::Character);
    }
    if is_reserved_name(part.split('.').next().unwrap_or(part).trim_end()) {
        return Err(PathFault::Device);
    }
    if part.ends_with(['.', ' ']) { Err(PathFault::Ending) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_no_page_of_a_list() {
        for lasting in [
            "",
            "mo-hinh/",
            "mo-hinh/tha-ca/",
            "mo-hinh/nhung/",
            "van-ban/05-ct-tu/",
            "huong-dan/khoa/",
            "trang/",
        ] {
            assert!(is_lasting(lasting), "{lasting}");
        }
        for passing in [
            &paged(ENTRIES, 2),
            &embed("x"),
            &unit("x"),
            &kind("x"),
            &status("x"),
            &province("nghe-an"),
            &commune("nghe-an", "y"),
            &year(2019, 0),
            &wall(&field("x")),
            &licence_wall("cc0"),
            &TARGETS.to_string(),
        ] {
            assert!(!is_lasting(passing), "{passing}");
        }
    }

    #[test]
    fn what_guong_writes_is_reserved() {
        for reserved in [
            "",
            "index.html",
            "404.html",
            "mo-hinh/x/",
            "anh/x.jpg",
            "assets/",
            "en/x/",
            "tim-kiem/",
            "loai/",
            "trang-thai/x/",
            "bao-chi/",
            "theo-doi/",
        ] {
            assert!(is_reserved(reserved), "{reserved}");
        }
        assert!(!is_reserved("huong-dan/") && !is_reserved("mo-hinh-hay/"));
        for reserved in
            ["index.html", "mo-hinh/index.html", "tim-kiem/chi-muc/0.bin", "tim-kiem/chi-muc.json"]
        {
            assert!(is_reserved_for_files(reserved), "{reserved}");
        }
        assert!(!is_reserved_for_files("robots.txt") && !is_reserved_for_files("mo-hinh/mau.docx"));
    }
}
