//! Opening a site: from its folder to the catalogue and the theme, with the parse memo.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::args::Invocation;
use super::{Outcome, err, say};
use crate::diagnostic::{self, Diagnostic};
use crate::model::{Catalogue, assemble};
use crate::parse::Parsed;
use crate::parse::memo::{Memo, Reading, parse_all};
use crate::plan;
use crate::source::scan;
use crate::theme::Theme;
use crate::world::{DiskWorld, World};

/// Where the parse memo stands, in the state folder.
const MEMO: &str = "parse.memo";

/// A site that was read.
pub(super) struct Site {
    pub world: DiskWorld,
    /// The gallery and its look, unless something forbids them.
    pub ready: Option<(Catalogue, Theme)>,
    /// Everything that is wrong or doubtful, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// What was learnt by reading, for the next run.
    pub memo: Memo,
}

/// The site's folder: the one given, else the nearest one with a `guong.toml`, from here upwards.
pub(super) fn root(invocation: &Invocation) -> PathBuf {
    if let Some(root) = &invocation.root {
        return root.clone();
    }
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let with_config = here.ancestors().find(|folder| folder.join("guong.toml").is_file());
    with_config.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Reads the site in `root`.
pub(super) fn open(root: &Path, invocation: &Invocation) -> Result<Site, Outcome> {
    let world = DiskWorld::new(root).map_err(|error| {
        err(&format!("guong: {}: {error}\n", root.display()));
        let hint = say::pick(
            invocation.language,
            "không mở được thư mục của trang; kiểm tra lại tên sau --root",
            "the site's folder cannot be opened; check what stands behind --root",
        );
        err(&format!("{hint}\n"));
        Outcome::MachineFailed
    })?;
    let as_of = invocation.as_of.unwrap_or_else(|| world.today());
    let known = load_memo(root);
    let (parsed, memo) = parse_all(&world, scan(&world), &known, Reading::Whole);
    let assembled = assemble(&parsed, as_of);
    let mut diagnostics = assembled.diagnostics;
    // The theme's mistakes are told in the same run as the content's.
    let config = parsed.files.iter().find_map(|(_, file)| match &file.parsed {
        Some(Parsed::Config(config)) => Some(&**config),
        _ => None,
    });
    let theme = config.and_then(|config| {
        let (theme, problems) = Theme::load(config, &parsed);
        diagnostics.extend(problems);
        theme
    });
    let ready = assembled.catalogue.zip(theme);
    diagnostic::sort(&mut diagnostics);
    // A command opens one site and ends: taking everything apart piece by piece would only delay that.
    std::mem::forget((parsed, known));
    Ok(Site { world, ready, diagnostics, memo })
}

pub(super) fn load_memo(root: &Path) -> Memo {
    let bytes = fs::read(root.join(".guong").join(MEMO)).unwrap_or_default();
    Memo::decode(&bytes, plan::build())
}

/// Keeps what was learnt by reading. It is a cache: if it cannot be written, the next run reads again.
pub(super) fn save_memo(state: &Path, memo: &Memo) {
    if memo.has_news() {
        let _ = replace(&state.join(MEMO), |out| memo.write(plan::build(), out));
    }
}

/// Writes a file whole or not at all. Whoever does holds the lock: what one that was killed left halfway is
/// written over by the next.
pub(super) fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let part = path.with_extension("part");
    let written = File::create(&part).and_then(|mut file| write(&mut file));
    written.and_then(|()| fs::rename(&part, path)).inspect_err(|_| {
        let _ = fs::remove_file(&part);
    })
}
