//! The theme: templates, words and assets, built in, with the site's own files in their place.
//!
//! Takes the built-in theme and the site's own files, gives a [`Theme`] that is ready to render, with
//! the digests that pages depend on. Never renders.
//!
//! Templates under `pages/` are leaves and those under `parts/` are shared: a page depends on its leaf
//! and on all parts, because Tera does not report which parts a leaf includes.

mod contents;
mod mistakes;
mod versions;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Kwargs, State, Tera};

use crate::diagnostic::{Diagnostic, Position, Problem, TemplateFault};
use crate::digest::Digest;
use crate::parse::memo::ParsedSources;
use crate::parse::{Config, Parsed};
use crate::source::{FileRole, Source};
use crate::text::number;
use versions::Versions;

/// The built-in theme, embedded by the build script.
const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    /// The template engine, with all templates.
    pub tera: Tera,
    /// The digest of each page template (`pages/home.html`) and all parts.
    digests: BTreeMap<String, Digest>,
    /// The digest of the asset versions that each page template and its parts refer to.
    links: BTreeMap<String, Digest>,
    versions: Versions,
    /// The interface words in the site's language.
    pub words: BTreeMap<String, String>,
    /// The published files: style sheets, scripts, pictures, …
    pub assets: Vec<Asset>,
    /// Whether any template includes structured data (JSON-LD).
    pub json_ld: bool,
    /// The path and the text of each template that the site replaced, for messages.
    own: BTreeMap<String, (String, String)>,
}

/// A file that is published below `assets/`.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The address, such as `assets/style.css`.
    pub address: String,
    /// The source of its bytes.
    pub bytes: AssetBytes,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// The source of an asset's bytes.
#[derive(Debug, Clone)]
pub enum AssetBytes {
    /// Embedded in the program.
    BuiltIn(&'static [u8]),
    /// A file of the site's theme.
    File(Arc<Source>),
}

/// The built-in files with the site's own in their place, not parsed yet.
struct ThemeFiles<'s> {
    texts: BTreeMap<&'s str, (&'s str, Option<&'s str>)>,
    assets: BTreeMap<&'s str, Asset>,
}

impl Theme {
    /// Loads a theme; `None` if it has errors.
    pub fn load(config: &Config, sources: &ParsedSources) -> (Option<Theme>, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let files = gather(config, sources, &mut problems);
        let versions = Versions::new(files.assets.values());
        let tera = templates(&files, &versions, &config.language, &mut problems);
        let words = words(&files, &config.language, &mut problems);
        let theme = tera.map(|tera| Theme {
            tera,
            digests: digests(&files),
            links: links(&files, &versions),
            versions,
            words,
            json_ld: files.texts.values().any(|(text, _)| text.contains("json_ld")),
            assets: files.assets.into_values().collect(),
            own: own_paths(&files.texts),
        });
        let broken = crate::diagnostic::has_errors(&problems);
        (theme.filter(|_| !broken), problems)
    }

    /// Returns the digest of everything that the look of a page of this template depends on, except assets.
    pub fn digest(&self, template: &str) -> Digest {
        self.digests.get(template).copied().unwrap_or(Digest([0; 16]))
    }

    /// Returns the digest of the asset versions that a template refers to ([`Theme::versioned`]).
    pub fn links_digest(&self, template: &str) -> Digest {
        self.links.get(template).copied().unwrap_or(Digest([0; 16]))
    }

    /// Returns the address of an asset with its version: `assets/style.css?v=1a2b3c4d`.
    pub fn versioned(&self, address: &str) -> String {
        self.versions.address(address)
    }

    /// Returns the digest of an asset as published. A script includes the version of all scripts.
    pub fn asset_digest(&self, asset: &Asset) -> Digest {
        match asset.is_script() {
            true => Digest::of(&(asset.digest, self.versions.of_scripts())),
            false => asset.digest,
        }
    }

    /// Returns the bytes of an asset as published: scripts import each other by version.
    pub fn published<'b>(&self, asset: &Asset, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        match asset.is_script() {
            true => self.versions.in_script(bytes).into(),
            false => bytes.into(),
        }
    }

    /// Returns an interface word; if the theme lacks it, the key itself, so that the gap is visible.
    pub fn word(&self, key: &str) -> String {
        self.words.get(key).cloned().unwrap_or_else(|| key.to_string())
    }

    /// Returns the diagnostic of a rendering error, at its position in the template.
    pub fn failure(&self, output: &str, error: &tera::Error) -> Diagnostic {
        let mistake = mistakes::mistakes(error, &[]).into_iter().next();
        let (template, position, fault) = mistake.map_or_else(
            || (String::new(), Position::default(), TemplateFault::Other { detail: error.to_string() }),
            |mistake| (mistake.template, mistake.position, mistake.fault),
        );
        let (path, position) = match self.own.get(&template) {
            Some((path, text)) => (path.clone(), self.versions.unversioned(text, position)),
            None => (format!("themes/guong/templates/{template}"), position),
        };
        Diagnostic::new(&path, position, Problem::TemplateFailed { output: output.to_string(), fault })
    }
}

impl Asset {
    /// Whether it is a script, which may import other scripts of the theme.
    pub fn is_script(&self) -> bool {
        versions::is_script(&self.address)
    }
}

/// Returns the name of the theme whose files replace the built-in ones.
fn theme_name(config: &Config) -> &str {
    config.theme.as_ref().map_or("guong", |at| &at.value)
}

fn gather<'s>(
    config: &'s Config,
    sources: &'s ParsedSources,
    problems: &mut Vec<Diagnostic>,
) -> ThemeFiles<'s> {
    let mut files = ThemeFiles { texts: BTreeMap::new(), assets: BTreeMap::new() };
    for (name, bytes) in BUILT_IN {
        if let Some(asset) = name.strip_prefix("assets/") {
            let address = format!("assets/{asset}");
            let digest = Digest::of_bytes(bytes);
            files.assets.insert(name, Asset { address, bytes: AssetBytes::BuiltIn(bytes), digest });
        } else {
            let text = std::str::from_utf8(bytes).expect("the built-in theme is UTF-8, as a test holds");
            files.texts.insert(name, (text, None));
        }
    }
    let mut found = false;
    for (source, parsed) in &sources.files {
        let FileRole::Theme { theme, file } = &source.role else { continue };
        if theme != theme_name(config) {
            continue;
        }
        found = true;
        let path = source.found.path.as_str();
        match &parsed.parsed {
            Some(Parsed::Theme(text)) if file.starts_with("templates/") || file.starts_with("i18n/") => {
                if !files.texts.contains_key(file.as_str()) && !file.starts_with("templates/parts/") {
                    problems.push(Diagnostic::new(path, Position::default(), Problem::UnusedThemeFile));
                }
                files.texts.insert(file, (text, Some(path)));
            }
            Some(Parsed::Static) if file.starts_with("assets/") => {
                let bytes = AssetBytes::File(source.clone());
                files.assets.insert(file, Asset { address: file.clone(), bytes, digest: parsed.digest });
            }
            _ => problems.push(Diagnostic::new(path, Position::default(), Problem::UnusedThemeFile)),
        }
    }
    if let Some(at) = config.theme.as_ref().filter(|_| !found) {
        problems.push(Diagnostic::new(
            "guong.toml",
            at.position,
            Problem::UnknownTheme { name: at.value.clone() },
        ));
    }
    files
}

/// Parses the templates. Each is parsed separately first, because Tera reports only the first syntax error.
fn templates(
    files: &ThemeFiles<'_>,
    versions: &Versions,
    language: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    let all: Vec<(&str, &str)> = files
        .texts
        .iter()
        .filter_map(|(name, (text, _))| Some((name.strip_prefix("templates/")?, *text)))
        .collect();
    let own = own_paths(&files.texts);
    let before = problems.len();
    let report = |error: &tera::Error, texts: &[(&str, &str)], problems: &mut Vec<Diagnostic>| {
        for mistake in mistakes::mistakes(error, texts) {
            let path = own.get(&mistake.template).or_else(|| own.values().next());
            let path = path.map_or("themes/guong", |(path, _)| path);
            let problem = Problem::TemplateSyntax { fault: mistake.fault };
            problems.push(Diagnostic::new(path, mistake.position, problem));
        }
    };
    for (name, text) in all.iter().filter(|(name, _)| own.contains_key(*name)) {
        if let Err(error) = Tera::default().add_raw_template(name, text)
            && matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
        {
            report(&error, &all, problems);
        }
    }
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml"]);
    let english = language == "en";
    tera.register_filter("grouped", move |count: usize, _: Kwargs, _: &State| number(count as f64, english));
    tera.register_filter("contents", |html: &str, _: Kwargs, _: &State| contents::contents(html));
    // Errors are found in the texts as written, where their positions are right.
    if problems.len() == before
        && let Err(error) = tera.add_raw_templates(all.iter().copied())
    {
        report(&error, &all, problems);
    }
    if problems.len() == before {
        let versioned = all.iter().map(|(name, text)| (*name, versions.in_template(text)));
        if let Err(error) = tera.add_raw_templates(versioned) {
            report(&error, &all, problems);
        }
    }
    (problems.len() == before).then_some(tera)
}

/// Returns the words of one language, falling back to Vietnamese.
fn words(files: &ThemeFiles<'_>, language: &str, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let file_name = format!("i18n/{language}.toml");
    let read = |name: &str, (text, own): (&str, Option<&str>), problems: &mut Vec<Diagnostic>| {
        let (read, mistakes) = crate::parse::words(text);
        let path = own.unwrap_or(name);
        problems.extend(mistakes.into_iter().map(|(at, problem)| Diagnostic::new(path, at, problem)));
        read
    };
    for name in ["i18n/vi.toml", file_name.as_str()] {
        let built_in = BUILT_IN.iter().find(|(file, _)| *file == name);
        let built_in = built_in.map(|(_, bytes)| (std::str::from_utf8(bytes).unwrap_or_default(), None));
        if let Some(file) = built_in {
            words.extend(read(name, file, problems).into_iter().map(|(key, _, says)| (key, says)));
        }
        // A site may replace single words, so its file extends the built-in one.
        if let Some(file) = files.texts.get(name).copied().filter(|(_, own)| own.is_some()) {
            let known: Vec<String> = words.keys().cloned().collect();
            for (key, position, says) in read(name, file, problems) {
                // The site's own templates may use words of their own; only a near miss of a known word is a mistake.
                let similar = crate::text::nearest(&key, known.iter().map(String::as_str), 3);
                if !known.contains(&key) && !similar.is_empty() {
                    let nearest = similar.into_iter().map(str::to_string).collect();
                    let problem = Problem::UnknownThemeWord { key: key.clone(), nearest };
                    problems.push(Diagnostic::new(file.1.unwrap_or(name), position, problem));
                }
                words.insert(key, says);
            }
        }
    }
    words
}

fn digests(files: &ThemeFiles<'_>) -> BTreeMap<String, Digest> {
    let templates =
        || files.texts.iter().filter_map(|(name, (text, _))| Some((name.strip_prefix("templates/")?, *text)));
    let parts: Vec<(&str, &str)> = templates().filter(|(name, _)| !name.starts_with("pages/")).collect();
    let parts = Digest::of(&parts);
    templates()
        .filter(|(name, _)| name.starts_with("pages/"))
        .map(|(name, text)| (name.to_string(), Digest::of(&(text, parts))))
        .collect()
}

fn links(files: &ThemeFiles<'_>, versions: &Versions) -> BTreeMap<String, Digest> {
    let templates =
        || files.texts.iter().filter_map(|(name, (text, _))| Some((name.strip_prefix("templates/")?, *text)));
    let is_page = |name: &str| name.starts_with("pages/");
    let parts: Vec<&str> = templates().filter(|(name, _)| !is_page(name)).map(|(_, text)| text).collect();
    let digest = |name: &str, text: &str| {
        // Feeds and the like do not depend on parts; a page does, in whose text a part draws pictures.
        let parts = parts.iter().copied().filter(|_| name.ends_with(".html") || text.contains("parts/"));
        versions.digest(parts.chain([text]))
    };
    let pages = templates().filter(|(name, _)| is_page(name));
    pages.map(|(name, text)| (name.to_string(), digest(name, text))).collect()
}

fn own_paths(texts: &BTreeMap<&str, (&str, Option<&str>)>) -> BTreeMap<String, (String, String)> {
    let own = |(name, (text, own)): (&&str, &(&str, Option<&str>))| {
        let path = own.as_ref()?.to_string();
        Some((name.strip_prefix("templates/")?.to_string(), (path, text.to_string())))
    };
    texts.iter().filter_map(own).collect()
}
