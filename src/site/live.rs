//! The gallery as it stands on the disk now, and as it stood when it was last whole.
//!
//! Takes paths that may have changed, reads them again, and assembles the rest anew; gives the last catalogue
//! and theme that nothing forbade, with everything that is wrong now. Never renders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::load_theme;
use crate::date::Day;
use crate::diagnostic::{self, Diagnostic};
use crate::model::{Audience, Catalogue, KnownPlaces, assemble_for, reworded};
use crate::parse::ParsedFile;
use crate::parse::memo::{Memo, ParsedSources, ReadDepth, parse_again, parse_all};
use crate::source::{Source, TOPS, sources};
use crate::theme::Theme;
use crate::world::{DiskWorld, FoundFile, Listing, Stamp, World};

/// What is shown: the last state that nothing forbade.
pub type LastGood = (Arc<Catalogue>, Arc<Theme>);

/// What a full look gives: every file with its stamp, and the paths at which something is wrong with a name or a
/// link, of which there is no file.
#[derive(Debug)]
pub struct SourceListing {
    files: Vec<(String, Stamp)>,
    wrong: BTreeSet<String>,
}

impl SourceListing {
    /// Looks at everything.
    pub fn of(world: &dyn World) -> SourceListing {
        let mut walk = SourceListing { files: Vec::new(), wrong: BTreeSet::new() };
        for Listing { files, problems } in TOPS.map(|top| world.list(top)) {
            walk.files.extend(files.into_iter().map(|found| (found.path, found.stamp)));
            walk.wrong.extend(problems.iter().map(|problem| problem.place.path.to_string()));
        }
        walk.files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        walk
    }
}

/// A file that is not as it was.
struct SourceEdit {
    path: String,
    /// Its place among the parsed files.
    at: usize,
    before: Arc<ParsedFile>,
}

/// A site that follows its folder.
#[derive(Debug)]
pub struct LiveSite {
    /// Where it is read from.
    pub world: Arc<DiskWorld>,
    as_of: Option<Day>,
    audience: Audience,
    listing: BTreeMap<String, FoundFile>,
    /// What was wrong with names and links when they were listed.
    listing_problems: Vec<Diagnostic>,
    parsed: ParsedSources,
    memo: Memo,
    places: KnownPlaces,
    /// What the content makes, and what is wrong with it.
    catalogue: (Option<Arc<Catalogue>>, Vec<Diagnostic>),
    /// What the theme makes, and what is wrong with it.
    theme: (Option<Arc<Theme>>, Vec<Diagnostic>),
    whole: Option<LastGood>,
    /// What the plan of `whole` found wrong.
    pub plan_problems: Vec<Diagnostic>,
}

impl LiveSite {
    /// Reads a site for the first time.
    pub fn open(world: DiskWorld, as_of: Option<Day>, audience: Audience, memo: Memo) -> LiveSite {
        let mut gallery = LiveSite {
            world: Arc::new(world),
            as_of,
            audience,
            listing: BTreeMap::new(),
            listing_problems: Vec::new(),
            parsed: ParsedSources { files: Vec::new(), problems: Vec::new() },
            memo,
            places: KnownPlaces::default(),
            catalogue: (None, Vec::new()),
            theme: (None, Vec::new()),
            whole: None,
            plan_problems: Vec::new(),
        };
        gallery.follow(&TOPS.map(str::to_string).into());
        gallery
    }

    /// The last state that nothing forbade.
    pub fn whole(&self) -> Option<LastGood> {
        self.whole.clone()
    }

    /// Everything that is wrong or doubtful now, sorted.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let parts = [&self.catalogue.1, &self.theme.1, &self.plan_problems];
        let mut all: Vec<Diagnostic> = parts.into_iter().flatten().cloned().collect();
        diagnostic::sort(&mut all);
        all
    }

    /// The paths at which a full look found something else than is known.
    pub fn differing(&self, walk: &SourceListing) -> BTreeSet<String> {
        let mut gone = self.listing.keys().peekable();
        let mut differing = BTreeSet::new();
        for (path, stamp) in &walk.files {
            while let Some(known) = gone.next_if(|known| *known < path) {
                differing.insert(known.clone());
            }
            gone.next_if(|known| *known == path);
            if self.listing.get(path).is_none_or(|known| known.stamp != *stamp) {
                differing.insert(path.clone());
            }
        }
        differing.extend(gone.cloned());
        let wrong: BTreeSet<String> =
            self.listing_problems.iter().map(|problem| problem.place.path.to_string()).collect();
        differing.extend(wrong.symmetric_difference(&walk.wrong).cloned());
        differing
    }

    /// Looks at paths, files or folders, and reads what changed there. Gives the files that did.
    pub fn follow(&mut self, paths: &BTreeSet<String>) -> Vec<String> {
        let looked_at = self.world.now();
        let looks: Vec<(&String, Listing)> = paths.iter().map(|path| (path, self.world.list(path))).collect();
        let changed = match self.in_place(&looks, looked_at) {
            Some(edits) => {
                if let [edit] = edits.as_slice()
                    && self.reword(edit)
                {
                    self.settle();
                    return vec![edit.path.clone()];
                }
                edits.into_iter().map(|edit| edit.path).collect()
            }
            None => self.anew(looks, looked_at),
        };
        // The catalogue knows nothing of a theme, unless a file of it cannot be read at all.
        let of_theme = |path: &str| path.starts_with("themes/");
        let told = self.catalogue.1.iter().any(|problem| of_theme(&problem.place.path));
        let content = told || self.parsed.diagnostics().any(|problem| of_theme(&problem.place.path));
        if changed.iter().any(|path| content || !of_theme(path)) {
            self.assemble();
        }
        if changed.iter().any(|path| of_theme(path) || path == "guong.toml") {
            self.load_theme();
        }
        self.settle();
        changed
    }

    /// Assembles again what was read: a picture at which somebody has looked turned out to be faulty.
    pub fn judge_pictures(&mut self) {
        self.assemble();
        self.settle();
    }

    /// The usual edit: no name came or went, so that every file keeps its role, and only what was looked at
    /// is read. Nothing if it is not that.
    fn in_place(&mut self, looks: &[(&String, Listing)], looked_at: u64) -> Option<Vec<SourceEdit>> {
        let mut read = Vec::with_capacity(looks.len());
        for (path, listing) in looks {
            let [found] = listing.files.as_slice() else { return None };
            if found.path != **path || !listing.problems.is_empty() || !self.listing.contains_key(*path) {
                return None;
            }
            let at = self.parsed.files.iter().position(|(source, _)| source.found.path == **path)?;
            let source = Source { found: found.clone(), role: self.parsed.files[at].0.role.clone() };
            if !source.is_readable() {
                return None;
            }
            let file = parse_again(&*self.world, &source, &mut self.memo, looked_at).ok()?;
            read.push((at, source, file));
        }
        let mut changed = Vec::new();
        for (at, source, file) in read {
            let path = source.found.path.clone();
            self.listing.insert(path.clone(), source.found.clone());
            let digest = file.digest;
            let (_, before) = std::mem::replace(&mut self.parsed.files[at], (Arc::new(source), file));
            if before.digest != digest {
                changed.push(SourceEdit { path, at, before });
            }
        }
        Some(changed)
    }

    /// Takes an edit over into the catalogue, if it changed nothing but words.
    fn reword(&mut self, edit: &SourceEdit) -> bool {
        let (Some(catalogue), told) = &self.catalogue else { return false };
        if catalogue.as_of != self.as_of() {
            return false;
        }
        let (source, file) = &self.parsed.files[edit.at];
        let Some(assembled) = reworded(catalogue, told, &edit.before, (source, file)) else { return false };
        self.catalogue = (assembled.catalogue.map(Arc::new), assembled.diagnostics);
        true
    }

    /// Any edit: what was looked at takes the place of what was known there, and every role is given anew.
    fn anew(&mut self, looks: Vec<(&String, Listing)>, looked_at: u64) -> Vec<String> {
        for (path, listing) in looks {
            let below = format!("{path}/");
            let is_there = |other: &str| other == path || other.starts_with(&below);
            self.listing.retain(|known, _| !is_there(known));
            self.listing_problems.retain(|problem| !is_there(&problem.place.path));
            self.listing.extend(listing.files.into_iter().map(|found| (found.path.clone(), found)));
            self.listing_problems.extend(listing.problems);
        }
        let mut files = Vec::with_capacity(self.listing.len());
        for top in TOPS {
            let below = format!("{top}/");
            files.extend(self.listing.get(top).cloned());
            let range = self.listing.range(below.clone()..).take_while(|(path, _)| path.starts_with(&below));
            files.extend(range.map(|(_, found)| found.clone()));
        }
        let listing = Listing { files, problems: self.listing_problems.clone() };
        let (parsed, memo) =
            parse_all(&*self.world, sources(listing, looked_at), &self.memo, ReadDepth::Texts);
        let before = std::mem::replace(&mut self.parsed, parsed);
        self.memo = memo;
        self.changed_since(&before)
    }

    /// The paths of the files that are not as they were. Where only what is wrong with names changed, the
    /// configuration stands for it.
    fn changed_since(&self, before: &ParsedSources) -> Vec<String> {
        let known: BTreeMap<&str, _> = before
            .files
            .iter()
            .map(|(source, file)| (source.found.path.as_str(), (&source.role, file.digest)))
            .collect();
        let now: BTreeMap<&str, _> = self
            .parsed
            .files
            .iter()
            .map(|(source, file)| (source.found.path.as_str(), (&source.role, file.digest)))
            .collect();
        let mut changed: Vec<String> = now
            .iter()
            .filter(|(path, file)| known.get(*path) != Some(file))
            .map(|(path, _)| path.to_string())
            .collect();
        changed.extend(known.keys().filter(|path| !now.contains_key(*path)).map(|path| path.to_string()));
        if before.problems != self.parsed.problems {
            changed.push("guong.toml".into());
        }
        changed
    }

    fn as_of(&self) -> Day {
        self.as_of.unwrap_or_else(|| self.world.today())
    }

    fn assemble(&mut self) {
        let assembled = assemble_for(&self.parsed, (self.as_of(), self.audience), &mut self.places);
        self.catalogue = (assembled.catalogue.map(Arc::new), assembled.diagnostics);
    }

    fn load_theme(&mut self) {
        let (theme, problems) = load_theme(&self.parsed);
        self.theme = (theme.map(Arc::new), problems);
    }

    /// What is whole now takes the place of what was.
    fn settle(&mut self) {
        if let (Some(catalogue), Some(theme)) = (&self.catalogue.0, &self.theme.0) {
            self.whole = Some((Arc::clone(catalogue), Arc::clone(theme)));
        }
    }
}
