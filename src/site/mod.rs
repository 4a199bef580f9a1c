//! Opening a site, from its folder to the catalogue and the theme; creating, archiving and renaming what it is made of.
//!
//! Takes a folder, gives its catalogue and theme, and all diagnostics: once, as a [`Site`], or after every edit,
//! as a [`LiveSite`]. Caches parsed files for the next run. Never renders.

mod adopt;
mod archive;
#[allow(clippy::disallowed_methods, reason = "it writes files of the site")]
mod batch;
mod consents;
mod fresh;
mod judge;
mod live;
#[allow(clippy::disallowed_methods, reason = "it writes the files of a new site")]
mod new_site;
mod rename;
#[allow(clippy::disallowed_methods, reason = "it writes files of the site")]
mod replace;
mod upcoming;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::date::Day;
use crate::diagnostic::{self, Diagnostic};
use crate::digest::Digest;
use crate::model::{Catalogue, assemble};
use crate::parse::Parsed;
use crate::parse::memo::{Memo, ParsedSources, ReadDepth, parse_all};
use crate::plan;
use crate::publish::state;
use crate::source::scan;
use crate::theme::Theme;
use crate::world::{DiskWorld, World};

pub use adopt::{Offer, adopted};
pub use archive::archive;
pub use batch::{FileWrite, WriteFault, write_all};
pub use consents::{COLUMNS, ConsentRow};
pub use fresh::{FreshEntry, fresh_entry};
pub use judge::Judgement;
pub use live::{LastGood, LiveSite, SourceListing};
pub use new_site::{NewSite, NewSiteFault, create_site, write_schemas};
pub use rename::{RenameRefusal, Renaming};
pub use replace::{create, replace};
pub use upcoming::{Upcoming, UpcomingCause};

/// The name of the configuration file, which marks the folder of a site.
pub const CONFIG: &str = "guong.toml";
/// The name of the parse memo in the state folder.
const MEMO: &str = "parse.memo";

/// A site that was read.
#[derive(Debug)]
pub struct Site<W = DiskWorld> {
    /// The world it was read from.
    pub world: W,
    /// The catalogue and the theme; `None` if there are errors.
    pub ready: Option<(Catalogue, Theme)>,
    /// All diagnostics of reading, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The day as of which it was read.
    as_of: Day,
    /// Taken when it is saved, because a large site needs the memory.
    memo: Mutex<Memo>,
    /// The sources of the catalogue. Dropping them costs time: a program that ends with the site should
    /// [forget](std::mem::forget) it.
    read: (ParsedSources, Memo),
}

/// Reads the site in `root` as of the day `as_of` (default: today).
///
/// # Errors
/// Returns an error if the folder cannot be opened.
pub fn open(root: &Path, as_of: Option<Day>) -> io::Result<Site> {
    Ok(Site::read(DiskWorld::new(root)?, as_of, load_memo(root)))
}

/// Returns the nearest folder with a `guong.toml`, from `here` upwards.
pub fn find(here: &Path) -> Option<&Path> {
    here.ancestors().find(|folder| is_site(folder))
}

/// Whether a folder is the root of a site.
#[allow(clippy::disallowed_methods, reason = "there is no `World` before the site is found")]
pub fn is_site(folder: &Path) -> bool {
    folder.join(CONFIG).is_file()
}

impl<W: World> Site<W> {
    /// Reads a site through `world`. Files in `known` are not parsed again.
    pub fn read(world: W, as_of: Option<Day>, known: Memo) -> Site<W> {
        let as_of = as_of.unwrap_or_else(|| world.today());
        let (parsed, memo) = parse_all(&world, scan(&world), &known, ReadDepth::Whole);
        let assembled = assemble(&parsed, as_of);
        let mut diagnostics = assembled.diagnostics;
        // The theme's mistakes are reported in the same run as the content's.
        let (theme, problems) = load_theme(&parsed);
        diagnostics.extend(problems);
        diagnostic::sort(&mut diagnostics);
        let ready = assembled.catalogue.zip(theme);
        Site { world, ready, diagnostics, as_of, memo: Mutex::new(memo), read: (parsed, known) }
    }

    /// Returns the digest of everything that outputs depend on, except the words of texts, the program and its options.
    pub fn outline(&self) -> Digest {
        let files: Vec<(&str, Digest)> =
            self.read.0.files.iter().map(|(source, file)| (&*source.found.path, file.outline)).collect();
        Digest::of(&(self.as_of, files))
    }

    /// Returns the descriptions that photo files contain and entries lack.
    pub fn offers(&self) -> Vec<Offer> {
        adopt::offers(&self.read.0.files)
    }

    /// Returns the path that a file of the site, or a folder with files, has on disk, relative to the site's root.
    pub fn on_disk(&self, path: &str) -> Option<PathBuf> {
        self.read.0.files.iter().find_map(|(source, _)| {
            let rest = source.found.path.strip_prefix(path)?;
            let below = rest.matches('/').count();
            let own = source.found.on_disk.clone().unwrap_or_else(|| source.found.path.clone().into());
            let is_it = rest.is_empty() || rest.starts_with('/');
            is_it.then(|| own.ancestors().nth(below).map(Path::to_path_buf))?
        })
    }

    /// Returns the register of consents, which is private to the office.
    pub fn consents(&self) -> Vec<ConsentRow> {
        consents::register(&self.read.0.files)
    }

    /// Saves the parse memo to the state folder, once. It is only a cache: if it cannot be written, the next run parses
    /// again.
    pub fn save_memo(&self, state: &Path) {
        let memo = std::mem::take(&mut *self.memo.lock().unwrap_or_else(PoisonError::into_inner));
        if memo.is_changed() {
            let _ = state::replace(&state.join(MEMO), |out| memo.write(plan::build(), out));
        }
    }
}

/// Deletes the parse memo: a file's content differed although its stamp was unchanged, and on a system without
/// change times nothing else would cause it to be read again.
pub(crate) fn forget_memo(state: &Path) {
    state::forget(&state.join(MEMO));
}

/// Loads the parse memo of the site in `root`; empty if there is none.
pub fn load_memo(root: &Path) -> Memo {
    let bytes = state::read(&root.join(".guong").join(MEMO)).unwrap_or_default();
    Memo::decode(&bytes, plan::build())
}

/// Loads the theme that the configuration names; `None` if it has errors or there is no configuration.
fn load_theme(parsed: &ParsedSources) -> (Option<Theme>, Vec<Diagnostic>) {
    let config = parsed.files.iter().find_map(|(_, file)| match &file.parsed {
        Some(Parsed::Config(config)) => Some(&**config),
        _ => None,
    });
    config.map_or_else(|| (None, Vec::new()), |config| Theme::load(config, parsed))
}
