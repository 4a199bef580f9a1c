//! The theme: templates, words and assets, built in, with what a site puts in their place.
//!
//! Takes the built-in theme and the files of the site's own, gives a [`Theme`] that is ready to
//! render and that knows what each page's look depends on. Never renders.
//!
//! Templates under `pages/` are leaves and those under `parts/` are shared: a page depends on its leaf
//! and on all parts, for Tera does not tell which parts a leaf includes.

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

/// The built-in theme, as the build script embedded it.
const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    /// The templates.
    pub tera: Tera,
    /// Template name (`pages/home.html`) to the digest of it and of all parts.
    digests: BTreeMap<String, Digest>,
    /// Template name to the digest of the versions of the assets that it and all parts address.
    links: BTreeMap<String, Digest>,
    versions: Versions,
    /// The words of the interface in the site's language.
    pub words: BTreeMap<String, String>,
    /// Style sheets, pictures, …
    pub assets: Vec<Asset>,
    /// Whether any template shows what a page says of itself to machines.
    pub json_ld: bool,
    /// Where a template that the site replaced stands, and what it says, for messages.
    own: BTreeMap<String, (String, String)>,
}

/// A file that is published below `assets/`.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its address: `assets/style.css`.
    pub address: String,
    /// Where its bytes come from.
    pub bytes: AssetBytes,
    /// Their digest.
    pub digest: Digest,
}

/// Where an asset's bytes come from.
#[derive(Debug, Clone)]
pub enum AssetBytes {
    /// From the program.
    BuiltIn(&'static [u8]),
    /// From the site's theme.
    File(Arc<Source>),
}

/// The built-in files with the site's own in their place, before they are understood.
struct ThemeFiles<'s> {
    texts: BTreeMap<&'s str, (&'s str, Option<&'s str>)>,
    assets: BTreeMap<&'s str, Asset>,
}

impl Theme {
    /// Puts a theme together. `None` if there are errors.
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

    /// The digest of everything that a template's look depends on, what stands in assets aside.
    pub fn digest(&self, template: &str) -> Digest {
        self.digests.get(template).copied().unwrap_or(Digest([0; 16]))
    }

    /// The digest of the versions by which a template addresses assets ([`Theme::versioned`]).
    pub fn links_digest(&self, template: &str) -> Digest {
        self.links.get(template).copied().unwrap_or(Digest([0; 16]))
    }

    /// The address of an asset with its version: `assets/style.css?v=1a2b3c4d`.
    pub fn versioned(&self, address: &str) -> String {
        self.versions.address(address)
    }

    /// The digest of what is published of an asset. A script carries the version of all scripts.
    pub fn asset_digest(&self, asset: &Asset) -> Digest {
        match asset.is_script() {
            true => Digest::of(&(asset.digest, self.versions.of_scripts())),
            false => asset.digest,
        }
    }

    /// What is published of the bytes of an asset: scripts import each other by version.
    pub fn published<'b>(&self, asset: &Asset, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        match asset.is_script() {
            true => self.versions.in_script(bytes).into(),
            false => bytes.into(),
        }
    }

    /// A word of the interface; the key itself where the theme has none, which shows.
    pub fn word(&self, key: &str) -> String {
        self.words.get(key).cloned().unwrap_or_else(|| key.to_string())
    }

    /// What went wrong while a page was rendered, where the template says it.
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

/// The name of the theme whose files stand in for the built-in ones.
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

/// Reads the templates. One by one first, because Tera reports only the first mistake that it meets.
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
    // What is wrong is looked for in the texts as they were written, where its place is right.
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

/// The words of one language, with Vietnamese where it has none.
fn words(files: &ThemeFiles<'_>, language: &str, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let wanted = format!("i18n/{language}.toml");
    let read = |name: &str, (text, own): (&str, Option<&str>), problems: &mut Vec<Diagnostic>| {
        let (read, mistakes) = crate::parse::words(text);
        let path = own.unwrap_or(name);
        problems.extend(mistakes.into_iter().map(|(at, problem)| Diagnostic::new(path, at, problem)));
        read
    };
    for name in ["i18n/vi.toml", wanted.as_str()] {
        let built_in = BUILT_IN.iter().find(|(file, _)| *file == name);
        let built_in = built_in.map(|(_, bytes)| (std::str::from_utf8(bytes).unwrap_or_default(), None));
        if let Some(file) = built_in {
            words.extend(read(name, file, problems).into_iter().map(|(key, _, says)| (key, says)));
        }
        // A site replaces single words, so its file lies over the built-in one.
        if let Some(file) = files.texts.get(name).copied().filter(|(_, own)| own.is_some()) {
            let known: Vec<String> = words.keys().cloned().collect();
            for (key, position, says) in read(name, file, problems) {
                // A site may have words of its own for templates of its own; a slip looks like one of ours.
                let like = crate::text::nearest(&key, known.iter().map(String::as_str), 3);
                if !known.contains(&key) && !like.is_empty() {
                    let nearest = like.into_iter().map(str::to_string).collect();
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
    let digest = |text: &str| {
        // Feeds and the like have no parts.
        let parts = parts.iter().copied().filter(|_| text.contains("parts/"));
        versions.digest(parts.chain([text]))
    };
    let pages = templates().filter(|(name, _)| is_page(name));
    pages.map(|(name, text)| (name.to_string(), digest(text))).collect()
}

fn own_paths(texts: &BTreeMap<&str, (&str, Option<&str>)>) -> BTreeMap<String, (String, String)> {
    let own = |(name, (text, own)): (&&str, &(&str, Option<&str>))| {
        let path = own.as_ref()?.to_string();
        Some((name.strip_prefix("templates/")?.to_string(), (path, text.to_string())))
    };
    texts.iter().filter_map(own).collect()
}
