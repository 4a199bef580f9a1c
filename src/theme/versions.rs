//! Versioned addresses of the theme's files, for cache busting.
//!
//! Hosts let browsers cache style sheets and scripts for weeks. A template's `assets/style.css` is therefore
//! published as `assets/style.css?v=1a2b3c4d`, where the version is a digest of the file. The file resolves
//! with any version or none, and no cache holds a new version yet. Scripts import each other, so they all
//! share one version, and an old script never loads a new one.

use std::collections::BTreeMap;

use super::Asset;
use crate::diagnostic::Position;
use crate::digest::Digest;

/// The folder of the files.
const FOLDER: &str = "assets/";
/// Characters that end a file name in a template or a script.
const ENDS: &[char] = &['"', '\'', '`', '?', '#', '<', '>', '(', ')', '{', '}', ',', ' ', '\t', '\r', '\n'];

/// The version of each file of a theme.
#[derive(Debug)]
pub(super) struct Versions {
    /// The query string (`?v=1a2b3c4d`) of each file (`style.css`).
    suffixes: BTreeMap<String, String>,
    scripts: String,
}

impl Versions {
    pub(super) fn new<'a>(assets: impl Iterator<Item = &'a Asset> + Clone) -> Versions {
        let suffix = |digest: Digest| format!("?v={}", &digest.to_string()[..8]);
        let digests: Vec<(&str, Digest)> = assets
            .clone()
            .filter(|asset| is_script(&asset.address))
            .map(|asset| (asset.address.as_str(), asset.digest))
            .collect();
        let scripts = suffix(Digest::of(&digests));
        let suffixes = assets.map(|asset| {
            let is_script = is_script(&asset.address);
            let name = asset.address.strip_prefix(FOLDER).unwrap_or(&asset.address).to_string();
            (name, if is_script { scripts.clone() } else { suffix(asset.digest) })
        });
        Versions { suffixes: suffixes.collect(), scripts }
    }

    /// Returns the address of a file with its version.
    pub(super) fn address(&self, address: &str) -> String {
        let name = address.strip_prefix(FOLDER).unwrap_or(address);
        format!("{address}{}", self.suffixes.get(name).map_or("", String::as_str))
    }

    /// Finds the theme's files in a template; returns the offset after each name, and its query string.
    fn named<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &str)> + use<'t, '_> {
        memchr::memmem::find_iter(text.as_bytes(), FOLDER).filter_map(move |at| {
            let before = text[..at].chars().next_back();
            let rest = &text[at + FOLDER.len()..];
            let name = &rest[..rest.find(ENDS).unwrap_or(rest.len())];
            let has_query = rest[name.len()..].starts_with('?');
            let is_whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
            let suffix = self.suffixes.get(name).filter(|_| is_whole && !has_query)?;
            Some((at + FOLDER.len() + name.len(), suffix.as_str()))
        })
    }

    /// Adds versions to all addresses of the theme's files in a template.
    pub(super) fn in_template(&self, text: &str) -> String {
        let mut written = String::with_capacity(text.len() + 64);
        let mut from = 0;
        for (at, suffix) in self.named(text) {
            written.extend([&text[from..at], suffix]);
            from = at;
        }
        written + &text[from..]
    }

    /// Converts a position in a template with versions to one in the site's own text.
    pub(super) fn unversioned(&self, text: &str, position: Position) -> Position {
        let line = text.lines().nth((position.line as usize).saturating_sub(1)).unwrap_or_default();
        let mut column = position.column as usize;
        for (at, suffix) in self.named(line) {
            if line[..at].chars().count() < column.saturating_sub(suffix.len()) {
                column -= suffix.len();
            }
        }
        Position { column: column as u32, ..position }
    }

    /// Returns the digest of the versions that templates refer to.
    pub(super) fn digest<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Digest {
        let mut named: Vec<&str> =
            texts.flat_map(|text| self.named(text).map(|(_, suffix)| suffix)).collect();
        named.sort_unstable();
        named.dedup();
        Digest::of(&named)
    }

    /// Returns the version of all scripts.
    pub(super) fn of_scripts(&self) -> &str {
        &self.scripts
    }

    /// Adds versions to the imports (`'./search-words.js'`) of a script.
    pub(super) fn in_script(&self, script: &[u8]) -> Vec<u8> {
        let mut written = Vec::with_capacity(script.len() + 256);
        let mut from = 0;
        for at in memchr::memmem::find_iter(script, "./") {
            let quote = at.checked_sub(1).map(|before| script[before]);
            let Some(quote) = quote.filter(|quote| b"'\"".contains(quote)) else { continue };
            let name = &script[at + 2..];
            let Some(length) = memchr::memchr(quote, name) else { continue };
            let name = str::from_utf8(&name[..length]).unwrap_or_default();
            if is_script(name) && self.suffixes.contains_key(name) {
                let end = at + 2 + length;
                written.extend_from_slice(&script[from..end]);
                written.extend_from_slice(self.scripts.as_bytes());
                from = end;
            }
        }
        written.extend_from_slice(&script[from..]);
        written
    }
}

/// Whether a file is a script, which may import other scripts.
pub(super) fn is_script(name: &str) -> bool {
    name.ends_with(".js")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::AssetBytes;

    fn versions(files: &[(&str, &str)]) -> Versions {
        let asset = |(name, bytes): &(&str, &'static str)| Asset {
            address: format!("assets/{name}"),
            bytes: AssetBytes::BuiltIn(bytes.as_bytes()),
            digest: Digest::of_bytes(bytes.as_bytes()),
        };
        let files: Vec<(&str, &'static str)> =
            files.iter().map(|(name, text)| (*name, &*text.to_string().leak())).collect();
        let assets: Vec<Asset> = files.iter().map(asset).collect();
        Versions::new(assets.iter())
    }

    #[test]
    fn a_template_addresses_what_there_is_once() {
        let versions = versions(&[("style.css", "a"), ("chữ/phông.woff2", "b"), ("a.js", "c")]);
        let style = versions.address("assets/style.css");
        assert_eq!(style.len(), "assets/style.css?v=12345678".len());
        let written = |text: &str| versions.in_template(text);
        assert_eq!(
            written("<a href=\"{{ root }}assets/style.css\">"),
            format!("<a href=\"{{{{ root }}}}{style}\">")
        );
        assert_eq!(
            written("/assets/chữ/phông.woff2#a"),
            format!("/{}#a", versions.address("assets/chữ/phông.woff2"))
        );
        for text in [
            "assets/style.css?v=1",
            "assets/style.css.map",
            "my-assets/style.css",
            "assets/",
            "assets/no.css",
        ] {
            assert_eq!(written(text), text);
        }
    }

    #[test]
    fn mistakes_stand_where_the_site_wrote_them() {
        let versions = versions(&[("style.css", "a")]);
        let text = "một\n<i href=\"assets/style.css\">ắ {{ sai }} assets/style.css";
        let shown = versions.in_template(text);
        let column = |text: &str| {
            let line = text.lines().nth(1).expect("two lines");
            line[..line.find("sai").expect("it is there")].chars().count() as u32 + 1
        };
        let position = Position { line: 2, column: column(&shown) };
        assert_eq!(versions.unversioned(text, position), Position { line: 2, column: column(text) });
        let before = Position { line: 2, column: 3 };
        assert_eq!(versions.unversioned(text, before), before);
    }

    #[test]
    fn scripts_share_a_version_and_import_by_it() {
        let one = versions(&[("a.js", "import './b.js'"), ("b.js", "1"), ("style.css", "a")]);
        let other = versions(&[("a.js", "import './b.js'"), ("b.js", "2"), ("style.css", "a")]);
        assert_ne!(one.address("assets/a.js"), other.address("assets/a.js"));
        assert_eq!(one.address("assets/style.css"), other.address("assets/style.css"));
        let v = one.of_scripts();
        let script = "import { x } from './b.js'; import(\"./a.js\"); './c.js'; `./a.js`; '../b.js'; './";
        let expected = format!(
            "import {{ x }} from './b.js{v}'; import(\"./a.js{v}\"); './c.js'; `./a.js`; '../b.js'; './"
        );
        assert_eq!(String::from_utf8(one.in_script(script.as_bytes())).expect("UTF-8"), expected);
    }
}
