//! Follows every internal link of a published site: those of pages, their pictures in every width, style sheets,
//! scripts, feeds, sitemaps, and the full addresses in pages.

use std::collections::{BTreeMap, BTreeSet};

/// The attributes of a page, and the elements of feeds and sitemaps, that hold addresses.
const PAGES: &[(&str, &[char])] = &[
    (" href=\"", &['"']),
    (" src=\"", &['"']),
    ("; url=", &['"']),
    ("property=\"og:url\" content=\"", &['"']),
    ("property=\"og:image\" content=\"", &['"']),
];
const FEEDS: &[(&str, &[char])] = &[(" href=\"", &['"']), ("<id>", &['<']), ("<loc>", &['<'])];
const OEMBED: &[(&str, &[char])] =
    &[(" src=\\\"", &['\\']), ("\"provider_url\":\"", &['"']), ("\"thumbnail_url\":\"", &['"'])];
const ROBOTS: &[(&str, &[char])] = &[("Sitemap: ", &['\n'])];
const STYLES: &[(&str, &[char])] = &[("url(", &[')'])];
const SCRIPTS: &[(&str, &[char])] =
    &[("from './", &['\'']), ("import './", &['\'']), ("import('./", &['\''])];

/// Returns the texts between one of these beginnings and its end.
fn between(text: &str, marks: &[(&str, &[char])]) -> Vec<String> {
    let mut found = Vec::new();
    for (begin, end) in marks {
        for piece in text.split(begin).skip(1) {
            let end = piece.find(*end).expect("what holds an address ends");
            let plain = piece[..end].replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<");
            found.push(plain.replace("&gt;", ">").replace("&amp;", "&"));
        }
    }
    found
}

/// The addresses in a file.
fn references(path: &str, text: &str) -> Vec<String> {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => {
            let sets = between(text, &[(" srcset=\"", &['"'])]);
            let each = |set: &String| -> Vec<String> {
                let of = |candidate: &str| {
                    let (address, width) = candidate.trim().rsplit_once(' ').expect("address and width");
                    assert!(width.ends_with('w'), "{path}: {candidate}");
                    address.to_string()
                };
                set.split(", ").map(of).collect()
            };
            between(text, PAGES).into_iter().chain(sets.iter().flat_map(each)).collect()
        }
        "xml" => between(text, FEEDS),
        "opml" => between(text, &[(" xmlUrl=\"", &['"']), (" htmlUrl=\"", &['"'])]),
        "json" if path.ends_with("/oembed.json") => between(text, OEMBED),
        "txt" if path == "robots.txt" => between(text, ROBOTS),
        "css" => between(text, STYLES).iter().map(|one| one.trim_matches(['"', '\'']).to_string()).collect(),
        "js" => between(text, SCRIPTS).iter().map(|one| format!("./{one}")).collect(),
        _ => Vec::new(),
    }
}

/// The ids of a page.
fn ids(html: &str) -> BTreeSet<&str> {
    html.split(" id=\"").skip(1).filter_map(|piece| piece.split('"').next()).collect()
}

/// Whether an address is valid without a browser's corrections (RFC 3986).
fn is_address(reference: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte);
    let bytes = reference.as_bytes();
    let hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    (0..bytes.len()).all(|at| plain(bytes[at]) || bytes[at] == b'%' && hex(at + 1) && hex(at + 2))
}

fn decode(path: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let pair = [bytes.next().unwrap(), bytes.next().unwrap()];
            out.push(u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).unwrap()
}

/// Resolves a relative reference from the folder of a page; `None` if it leaves the site.
fn follow(page: &str, reference: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    let folder = reference.ends_with('/') || reference.ends_with("..") || reference == ".";
    if folder || reference.is_empty() || path.is_empty() {
        path = if path.is_empty() { "index.html".into() } else { format!("{path}/index.html") };
    }
    Some(path)
}

/// Asserts that every internal link and asset reference resolves in a site at `base_url`; returns how many
/// there were.
pub fn check(published: &BTreeMap<String, Vec<u8>>, base_url: &str) -> usize {
    assert!(base_url.ends_with('/'));
    let host = base_url.match_indices('/').nth(2).map_or(base_url, |(at, _)| &base_url[..=at]);
    let base_path = &base_url[host.len() - 1..];
    let mut checked = 0;
    for (page, bytes) in published {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for reference in references(page, text) {
            // A full address of this site, which may be in any file.
            let own = reference.strip_prefix(base_url);
            if own.is_none() {
                assert!(!reference.starts_with(host), "{page}: {reference} stands beside {base_url}");
                assert!(
                    !page.ends_with(".xml") && page != "robots.txt",
                    "{page}: {reference} is not of this site"
                );
                let outside = ["mailto:", "tel:"].iter().any(|scheme| reference.starts_with(scheme));
                if outside || reference.contains("://") {
                    continue;
                }
            }
            assert!(is_address(&reference), "{page}: {reference} is written as no address is");
            let (path, anchor) = reference.split_once('#').unwrap_or((&reference, ""));
            let path = path.split('?').next().unwrap();
            // Only the 404 page, which is shown at any address, has references from the root of the host.
            let (from, path) = match path.strip_prefix(base_path) {
                _ if own.is_some() => ("index.html", path.strip_prefix(base_url).unwrap_or_default()),
                Some(rest) if page == "404.html" => ("index.html", rest),
                _ => (page.as_str(), path),
            };
            assert!(!path.starts_with('/'), "{page}: {reference} leaves the base path");
            assert!(
                page != "404.html" || from != page || path.is_empty(),
                "{page}: {reference} depends on where it is shown"
            );
            let target = if path.is_empty() && !reference.is_empty() && from == page {
                page.clone()
            } else {
                follow(from, &decode(path)).unwrap_or_else(|| panic!("{page}: {reference} leaves the site"))
            };
            let found = published
                .get(&target)
                .unwrap_or_else(|| panic!("{page}: {reference} leads to {target}, which is not there"));
            if !anchor.is_empty() {
                assert!(
                    ids(std::str::from_utf8(found).unwrap()).contains(&*decode(anchor)),
                    "{page}: there is no {reference}"
                );
            }
            checked += 1;
        }
        for link in text.split("<a ").skip(1).filter(|_| page.ends_with(".html")) {
            assert!(!link.starts_with("href=\"\""), "{page} has an empty link");
        }
    }
    checked
}
