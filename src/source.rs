//! Lists the files of a site and assigns each a role.
//!
//! Takes the [`World`], gives every file of the site with its role, and problems with names and links; never
//! parses.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::address::{self, PathFault, check_name};
use crate::diagnostic::{Diagnostic, Problem};
use crate::world::{FoundFile, Listing, World};

/// Maximum size in bytes of an entry, page or document, several times that of any written by hand. For a text of
/// nothing but quotes or brackets, the Markdown parser needs up to 600 bytes per character.
pub const MARKDOWN_LIMIT: u64 = 256 * 1024;
/// Maximum size in bytes of a registry or a theme's text.
pub const TEXT_LIMIT: u64 = 4 * 1024 * 1024;
/// Maximum size in bytes of a photo or a file of `static/`.
pub(crate) const FILE_LIMIT: u64 = 512 * 1024 * 1024;

/// Maximum size in bytes of an attached file, several times what offices send by mail.
pub const ATTACHMENT_LIMIT: u64 = 20 * 1024 * 1024;

/// A type of file that may be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttachmentKind {
    /// A PDF.
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
}

impl AttachmentKind {
    /// Returns the type by the extension of a file name.
    fn of_name(name: &str) -> Option<AttachmentKind> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "pdf" => Some(AttachmentKind::Pdf),
            "docx" => Some(AttachmentKind::Docx),
            "xlsx" => Some(AttachmentKind::Xlsx),
            _ => None,
        }
    }

    /// Returns the type's common name.
    pub fn name(self) -> &'static str {
        match self {
            AttachmentKind::Pdf => "PDF",
            AttachmentKind::Docx => "DOCX",
            AttachmentKind::Xlsx => "XLSX",
        }
    }
}

/// The role of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileRole {
    /// `guong.toml`.
    Config,
    /// `content/fields.toml`.
    Fields,
    /// `content/phases.toml`.
    Phases,
    /// `content/units.toml`.
    Units,
    /// `content/localities.toml`.
    Localities,
    /// `content/synonyms.toml`.
    Synonyms,
    /// `content/targets.toml`.
    Targets,
    /// `content/documents/<id>.md`.
    Document {
        /// The file's stem.
        id: String,
    },
    /// An entry: an `index.md` with its photos beside it, or a single file.
    Entry {
        /// The name of the folder or the file's stem.
        name: String,
        /// Whether the folder belongs to this entry alone.
        own_folder: bool,
    },
    /// An ordinary page.
    Page {
        /// The address relative to the site's root, ending in `/` (`huong-dan/khoa/`).
        address: String,
    },
    /// A picture below `content/`.
    Picture,
    /// A file below `content/` that a text may attach.
    Attachment {
        /// The file type, by its extension.
        kind: AttachmentKind,
    },
    /// A file to copy.
    Static {
        /// The address, relative to the site's root.
        address: String,
    },
    /// A file of the site's own theme.
    Theme {
        /// The theme's name.
        theme: String,
        /// The file's path within the theme.
        file: String,
    },
}

impl FileRole {
    /// Whether the file is an entry with a folder of its own.
    pub fn owns_folder(&self) -> bool {
        matches!(self, FileRole::Entry { own_folder: true, .. })
    }
}

/// A file with its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file as listed.
    pub found: FoundFile,
    /// Its role.
    pub role: FileRole,
}

impl Source {
    /// Returns the maximum size in bytes at which the file is read.
    fn limit(&self) -> u64 {
        match self.role {
            FileRole::Picture | FileRole::Static { .. } | FileRole::Attachment { .. } => FILE_LIMIT,
            FileRole::Entry { .. } | FileRole::Page { .. } | FileRole::Document { .. } => MARKDOWN_LIMIT,
            _ => TEXT_LIMIT,
        }
    }

    /// Whether the file is small enough to be read.
    pub fn is_readable(&self) -> bool {
        self.found.stamp.size <= self.limit()
    }
}

/// Every file of a site, sorted by path.
#[derive(Debug, Default)]
pub struct Sources {
    /// The files that have a role.
    pub files: Vec<Source>,
    /// The problems of the remaining files.
    pub problems: Vec<Diagnostic>,
    /// The time at which the scan began, in nanoseconds since 1970.
    pub listed_at: u64,
}

/// The files and folders in a site's root that contain sources, in order.
pub const TOPS: [&str; 4] = ["guong.toml", "content", "static", "themes"];

/// Scans the whole site folder.
pub fn scan(world: &dyn World) -> Sources {
    let listed_at = world.now();
    let mut whole = Listing::default();
    for listing in TOPS.map(|top| world.list(top)) {
        whole.files.extend(listing.files);
        whole.problems.extend(listing.problems);
    }
    sources(whole, listed_at)
}

/// Assigns every file of a listing its role. The listing must be in the order of [`TOPS`], then by path.
pub fn sources(listing: Listing, listed_at: u64) -> Sources {
    let mut sources = Sources { files: Vec::new(), problems: listing.problems, listed_at };
    sources.files.reserve(listing.files.len());
    let folders = entry_folders(&listing.files);
    for found in listing.files {
        match role(&found.path, &folders) {
            Ok(role) => sources.add(Source { found, role }),
            Err(problem) => sources.problems.push(at(&found.path, problem)),
        }
    }
    clashes(&sources.files, &mut sources.problems);
    sources
}

impl Sources {
    fn add(&mut self, source: Source) {
        if source.is_readable() {
            self.files.push(source);
        } else {
            let (bytes, limit) = (source.found.stamp.size, source.limit());
            self.problems.push(at(&source.found.path, Problem::TooLarge { bytes, limit }));
        }
    }
}

fn at(path: &str, problem: Problem) -> Diagnostic {
    Diagnostic { place: crate::diagnostic::Location::file(path), problem }
}

/// Returns the folders that contain an `index.md`, sorted.
fn entry_folders(files: &[FoundFile]) -> Vec<String> {
    let indexes = files.iter().filter_map(|f| f.path.strip_prefix("content/entries/"));
    let mut folders: Vec<String> = indexes
        .filter_map(|path| path.rsplit_once('/'))
        .filter(|(_, name)| name.eq_ignore_ascii_case("index.md"))
        .map(|(folder, _)| folder.to_string())
        .collect();
    folders.sort();
    folders
}

fn role(path: &str, entry_folders: &[String]) -> Result<FileRole, Problem> {
    if let Some(address) = path.strip_prefix("static/") {
        return checked_name(address).map(|()| FileRole::Static { address: address.to_string() });
    }
    if let Some(rest) = path.strip_prefix("themes/") {
        let (theme, file) = rest.split_once('/').ok_or(Problem::Stray)?;
        if file.starts_with(address::ASSETS) {
            checked_name(file)?;
        }
        return Ok(FileRole::Theme { theme: theme.to_string(), file: file.to_string() });
    }
    match path {
        "guong.toml" => return Ok(FileRole::Config),
        "content/fields.toml" => return Ok(FileRole::Fields),
        "content/phases.toml" => return Ok(FileRole::Phases),
        "content/units.toml" => return Ok(FileRole::Units),
        "content/localities.toml" => return Ok(FileRole::Localities),
        "content/synonyms.toml" => return Ok(FileRole::Synonyms),
        "content/targets.toml" => return Ok(FileRole::Targets),
        _ => {}
    }
    let (folder, name) = path.rsplit_once('/').ok_or(Problem::Stray)?;
    if is_picture(name) {
        return Ok(FileRole::Picture);
    }
    if let Some(kind) = AttachmentKind::of_name(name).filter(|_| folder.starts_with("content/")) {
        return Ok(FileRole::Attachment { kind });
    }
    let stem = markdown_stem(name).ok_or(Problem::Stray)?;
    if is_translation(stem) {
        return Err(Problem::TranslationReserved);
    }
    if folder == "content/documents" || folder.starts_with("content/documents/") {
        return Ok(FileRole::Document { id: stem.to_string() });
    }
    if let Some(rest) = path.strip_prefix("content/pages/") {
        return Ok(FileRole::Page { address: page_address(rest) });
    }
    let below = path.strip_prefix("content/entries/").ok_or(Problem::Stray)?;
    let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
    if stem.eq_ignore_ascii_case("index") {
        let name = folder.rsplit('/').next().filter(|name| !name.is_empty()).ok_or(Problem::Stray)?;
        return Ok(FileRole::Entry { name: name.to_string(), own_folder: true });
    }
    // Notes beside an entry are not entries: a folder holds one entry.
    let own = |ancestor: &str| entry_folders.binary_search_by(|f| f.as_str().cmp(ancestor)).is_ok();
    let mut ancestor = folder;
    while !ancestor.is_empty() {
        if own(ancestor) {
            return Err(Problem::Stray);
        }
        ancestor = ancestor.rsplit_once('/').map_or("", |(up, _)| up);
    }
    Ok(FileRole::Entry { name: stem.to_string(), own_folder: false })
}

fn page_address(path: &str) -> String {
    let stem = &path[..path.len() - ".md".len()];
    match stem.rsplit_once('/') {
        _ if stem.eq_ignore_ascii_case("index") => String::new(),
        Some((folder, last)) if last.eq_ignore_ascii_case("index") => format!("{folder}/"),
        _ => format!("{stem}/"),
    }
}

fn markdown_stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    ending.eq_ignore_ascii_case("md").then_some(stem)
}

/// Whether a stem ends in a language: `index.en`, `hien-dat.fr`.
fn is_translation(stem: &str) -> bool {
    stem.rsplit_once('.')
        .is_some_and(|(_, language)| language.len() == 2 && language.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Whether a file name has the extension of a picture, of any format.
pub fn is_picture(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "avif", "heic", "heif", "tif", "tiff", "bmp",
        "svg", "mpo", "jp2", "jxl", "dng", "cr2", "cr3", "nef", "arw", "raf", "orf", "rw2",
    ];
    name.rsplit_once('.').is_some_and(|(_, ending)| {
        let ending = ending.to_ascii_lowercase();
        ENDINGS.contains(&ending.as_str())
    })
}

/// Checks that Windows and web hosts can store each part of a path.
fn checked_name(path: &str) -> Result<(), Problem> {
    let fault = path.split('/').try_for_each(check_name);
    fault.map_err(|fault| Problem::BadFileName { reason_reserved: fault == PathFault::Device })
}

/// Reports paths that differ only by case, which Windows and macOS do not distinguish. Paths are NFC already,
/// so two encodings of one accent are the same path.
fn clashes(files: &[Source], problems: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, &str> = HashMap::with_capacity(files.len());
    for file in files {
        let path = file.found.path.as_str();
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            problems.push(at(path, Problem::NamesClash { other: other.to_string() }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    fn roles(paths: &[&str]) -> (Vec<FileRole>, Vec<&'static str>) {
        let mut world = MemoryWorld::new();
        for path in paths {
            world.write(path, "");
        }
        let sources = scan(&world);
        let codes = sources.problems.iter().map(|d| d.problem.code()).collect();
        (sources.files.into_iter().map(|s| s.role).collect(), codes)
    }

    #[test]
    fn files_know_what_they_are_for() {
        let (roles, problems) = roles(&[
            "guong.toml",
            "content/fields.toml",
            "content/documents/05-ct-tu.md",
            "content/entries/2019/tha-ca/index.md",
            "content/entries/2019/tha-ca/anh.JPG",
            "content/entries/hien-dat.md",
            "content/pages/huong-dan/index.md",
            "content/pages/gop-y.md",
            "static/logo.svg",
            "themes/rieng/templates/pages/home.html",
        ]);
        assert!(problems.is_empty(), "{problems:?}");
        assert!(roles.contains(&FileRole::Entry { name: "tha-ca".into(), own_folder: true }));
        assert!(roles.contains(&FileRole::Entry { name: "hien-dat".into(), own_folder: false }));
        assert!(roles.contains(&FileRole::Page { address: "huong-dan/".into() }));
        assert!(roles.contains(&FileRole::Page { address: "gop-y/".into() }));
        assert!(roles.contains(&FileRole::Picture));
    }

    #[test]
    fn unread_files_are_reported() {
        let (_, problems) =
            roles(&["content/entries/a/index.md", "content/entries/a/notes.md", "content/x.docm"]);
        assert_eq!(problems, ["W0007", "W0007"]);
        let (_, problems) = roles(&["content/entries/a/index.md", "content/entries/a/index.en.md"]);
        assert_eq!(problems, ["E0009"]);
        let (_, problems) = roles(&["static/con.txt", "static/a|b.txt"]);
        assert_eq!(problems, ["E0008", "E0008"]);
    }

    #[test]
    fn names_that_windows_confuses_clash() {
        let (_, problems) = roles(&["static/Anh.jpg", "static/anh.jpg", "static/ảnh.jpg"]);
        assert_eq!(problems, ["E0006"]);
    }
}
