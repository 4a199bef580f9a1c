//! Following every internal link of a published site.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::{BTreeMap, BTreeSet};

/// The values of `href`, `src`, `srcset` and `content="0; url=…"` of a page.
fn references(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in [" href=\"", " src=\"", "url="] {
        for piece in html.split(attribute).skip(1) {
            let end = piece.find(['"', '\'']).expect("attributes are quoted");
            found.push(piece[..end].replace("&amp;", "&"));
        }
    }
    found
}

/// The ids of a page.
fn ids(html: &str) -> BTreeSet<&str> {
    html.split(" id=\"").skip(1).filter_map(|piece| piece.split('"').next()).collect()
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

/// Follows a relative reference from the folder of a page; nothing if it leaves the site.
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
    if reference.ends_with('/') || reference.ends_with("..") || reference.is_empty() || path.is_empty() {
        path = if path.is_empty() { "index.html".into() } else { format!("{path}/index.html") };
    }
    Some(path)
}

/// Asserts that every internal link and asset reference resolves; how many there were.
pub fn check(published: &BTreeMap<String, Vec<u8>>, base_path: &str) -> usize {
    let mut checked = 0;
    for (page, bytes) in published.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for reference in references(html) {
            if reference.contains("://") || reference.starts_with("mailto:") || reference.starts_with("tel:")
            {
                continue;
            }
            let (path, anchor) = reference.split_once('#').unwrap_or((&reference, ""));
            let path = path.split('?').next().unwrap();
            // Only the page that may be shown anywhere starts at the root of the host.
            let (from, path) = match path.strip_prefix(base_path) {
                Some(rest) if page == "404.html" => ("index.html", rest),
                _ => (page.as_str(), path),
            };
            assert!(!path.starts_with('/'), "{page}: {reference} leaves the base path");
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
                    ids(std::str::from_utf8(found).unwrap()).contains(anchor),
                    "{page}: there is no {reference}"
                );
            }
            checked += 1;
        }
        for link in html.split("<a ").skip(1) {
            assert!(!link.starts_with("href=\"\""), "{page} has an empty link");
        }
    }
    checked
}
