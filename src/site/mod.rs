//! Opening a site: from its folder to the catalogue and the theme.
//!
//! Takes a folder, gives the gallery that its files make and everything that is wrong or doubtful: once, as a
//! [`Site`], or after every edit, as a [`LiveSite`]. Keeps what it learnt by reading for the next run. Never
//! renders.

mod adopt;
mod consents;
mod live;

use std::io;
use std::path::Path;

use crate::date::Day;
use crate::diagnostic::{self, Diagnostic};
use crate::model::{Catalogue, assemble};
use crate::parse::Parsed;
use crate::parse::memo::{Memo, ParsedSources, ReadDepth, parse_all};
use crate::plan;
use crate::publish::state;
use crate::source::scan;
use crate::theme::Theme;
use crate::world::{DiskWorld, World};

pub use adopt::{Offer, adopted};
pub use consents::{COLUMNS, ConsentRow};
pub use live::{LastGood, LiveSite, SourceListing};

/// The name of the configuration file: the folder that holds it is a site.
pub const CONFIG: &str = "guong.toml";
/// Where the parse memo stands, in the state folder.
const MEMO: &str = "parse.memo";

/// A site that was read.
#[derive(Debug)]
pub struct Site<W = DiskWorld> {
    /// Where it was read from.
    pub world: W,
    /// The gallery and its look, unless something forbids them.
    pub ready: Option<(Catalogue, Theme)>,
    /// Everything that reading found wrong or doubtful, sorted.
    pub diagnostics: Vec<Diagnostic>,
    memo: Memo,
    /// What the catalogue was made of. Taking it apart costs time: a program that ends with the site should
    /// [forget](std::mem::forget) it.
    read: (ParsedSources, Memo),
}

/// Reads the site in `root`, as it is on the day `as_of` (by default, today).
///
/// # Errors
/// If the folder cannot be entered.
pub fn open(root: &Path, as_of: Option<Day>) -> io::Result<Site> {
    Ok(Site::read(DiskWorld::new(root)?, as_of, load_memo(root)))
}

/// The nearest folder with a `guong.toml`, from `here` upwards.
pub fn find(here: &Path) -> Option<&Path> {
    here.ancestors().find(|folder| is_site(folder))
}

/// Whether a folder is a site's.
#[allow(clippy::disallowed_methods, reason = "there is no `World` before the site is found")]
pub fn is_site(folder: &Path) -> bool {
    folder.join(CONFIG).is_file()
}

impl<W: World> Site<W> {
    /// Reads a site through `world`. What is in `known` need not be parsed again.
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
        Site { world, ready, diagnostics, memo, read: (parsed, known) }
    }

    /// What the files of photos say and the entries do not.
    pub fn offers(&self) -> Vec<Offer> {
        adopt::offers(&self.read.0.files)
    }

    /// The register of consents, for the office's own use.
    pub fn consents(&self) -> Vec<ConsentRow> {
        consents::register(&self.read.0.files)
    }

    /// Keeps what was learnt by reading, in the state folder. It is a cache: if it cannot be written, the next
    /// run reads again.
    pub fn save_memo(&self, state: &Path) {
        if self.memo.is_changed() {
            let _ = state::replace(&state.join(MEMO), |out| self.memo.write(plan::build(), out));
        }
    }
}

/// Forgets what was learnt by reading: a file turned out not to be what its stamp promised, and where the system
/// notes no change times, nothing else would ever bring it to be read again.
pub(crate) fn forget_memo(state: &Path) {
    state::forget(&state.join(MEMO));
}

/// What earlier runs learnt by reading the site in `root`.
pub fn load_memo(root: &Path) -> Memo {
    let bytes = state::read(&root.join(".guong").join(MEMO)).unwrap_or_default();
    Memo::decode(&bytes, plan::build())
}

/// The theme that the configuration names, and what is wrong with it; `None` without a configuration, too.
fn load_theme(parsed: &ParsedSources) -> (Option<Theme>, Vec<Diagnostic>) {
    let config = parsed.files.iter().find_map(|(_, file)| match &file.parsed {
        Some(Parsed::Config(config)) => Some(&**config),
        _ => None,
    });
    config.map_or_else(|| (None, Vec::new()), |config| Theme::load(config, parsed))
}
