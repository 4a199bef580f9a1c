//! The order in which files are sent, so that every page finds what it needs at every moment.
//!
//! Takes paths, gives their [`Turn`]. What pages load comes before them, lists after the pages that they link to.

use crate::address::{
    ASSETS, ATTACHMENTS, ENTRIES, HOME, PHOTOS, SEARCH_INDEX, SEARCH_MANIFEST, TIMELINE_SHARDS, page_path,
};

/// When a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// What pages load: photos, attachments, blocks of the search index, style sheets, scripts.
    Part,
    /// Pages of one text.
    Page,
    /// Pages and files that list others: lists, feeds, data, the manifest of the search index.
    List,
    /// The home page.
    Home,
}

/// The timeline's first shard, which lists the others.
const OVERVIEW: &str = "tong-quan.json";

/// Returns when the file at a path is sent.
pub fn turn(path: &str) -> Turn {
    if path == page_path(HOME) {
        return Turn::Home;
    }
    if path == SEARCH_MANIFEST || path.strip_prefix(TIMELINE_SHARDS) == Some(OVERVIEW) {
        return Turn::List;
    }
    let below = |folder: &str| path.starts_with(folder);
    if [ASSETS, ATTACHMENTS, PHOTOS, SEARCH_INDEX, TIMELINE_SHARDS].into_iter().any(below) {
        return Turn::Part;
    }
    let is_page = path.ends_with(".html");
    if path.strip_prefix(ENTRIES).is_some_and(|rest| rest.contains('/')) {
        // An entry's page, its card, its press kit; or the further pages and the feed of the list of all.
        return Turn::Page;
    }
    match (is_page, path.rsplit('.').next()) {
        (true, _)
        | (_, Some("xml" | "opml" | "csv" | "json" | "jsonld" | "xlsx" | "txt" | "geojson" | "zip")) => {
            Turn::List
        }
        _ => Turn::Part,
    }
}

/// Whether an open page of an earlier version may load the file at a path, so that it stays for a while.
pub(crate) fn is_loaded_later(path: &str) -> bool {
    [ASSETS, ATTACHMENTS, PHOTOS, SEARCH_INDEX, TIMELINE_SHARDS]
        .into_iter()
        .any(|folder| path.starts_with(folder))
}

/// Whether a path names its content, so that two files at it are equal.
pub(crate) fn is_named_by_content(path: &str) -> bool {
    [ATTACHMENTS, PHOTOS, SEARCH_INDEX].into_iter().any(|folder| path.starts_with(folder))
}

/// Whether visitors get the file at a path. Servers read their own rules, and refuse to send them or not.
#[cfg(feature = "deploy")]
pub(crate) fn is_for_visitors(path: &str) -> bool {
    !["web.config", ".htaccess", "nginx-guong.conf", "_headers"].contains(&path)
}

/// Whether the file at a path, if it is of an earlier version, may show what the present one hides.
pub(crate) fn may_show_hidden(path: &str) -> bool {
    !path.starts_with(ASSETS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_before_pages_before_lists() {
        for (path, expected) in [
            ("anh/0f-960.webp", Turn::Part),
            ("assets/style.css", Turn::Part),
            ("tim-kiem/chi-muc/b-0f.bin", Turn::Part),
            ("dong-thoi-gian/du-lieu/2020.json", Turn::Part),
            ("logo.png", Turn::Part),
            ("mo-hinh/tha-ca/index.html", Turn::Page),
            ("mo-hinh/tha-ca/nhung/oembed.json", Turn::Page),
            ("mo-hinh/index.html", Turn::List),
            ("linh-vuc/x/index.html", Turn::List),
            ("feed.xml", Turn::List),
            ("tim-kiem/chi-muc.json", Turn::List),
            ("dong-thoi-gian/du-lieu/tong-quan.json", Turn::List),
            ("index.html", Turn::Home),
        ] {
            assert_eq!(turn(path), expected, "{path}");
        }
    }
}
