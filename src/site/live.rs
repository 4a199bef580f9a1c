//! A site that follows its folder: its current state, and its last good one.
//!
//! Takes paths that may have changed, reads them again and reassembles; gives the last catalogue and theme
//! without errors, and all current diagnostics. Never renders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::judge::Judgement;
use super::load_theme;
use crate::date::Day;
use crate::diagnostic::{self, Diagnostic};
use crate::model::{Audience, Catalogue, KnownPlaces, assemble_for, reworded};
use crate::parse::memo::{Memo, ParsedSources, ReadDepth, parse_again, parse_all};
use crate::parse::{Parsed, ParsedFile, parse};
use crate::source::{Source, TOPS, sources};
use crate::theme::Theme;
use crate::world::{DiskWorld, FoundFile, Listing, Stamp, World};

/// The last catalogue and theme without errors.
pub type LastGood = (Arc<Catalogue>, Arc<Theme>);

/// The result of a full scan: every file with its stamp, and the paths with a bad name or link, which have no
/// file.
#[derive(Debug)]
pub struct SourceListing {
    files: Vec<(String, Stamp)>,
    faulty: BTreeSet<String>,
}

impl SourceListing {
    /// Scans the whole site folder.
    pub fn of(world: &dyn World) -> SourceListing {
        let mut walk = SourceListing { files: Vec::new(), faulty: BTreeSet::new() };
        for Listing { files, problems } in TOPS.map(|top| world.list(top)) {
            walk.files.extend(files.into_iter().map(|found| (found.path, found.stamp)));
            walk.faulty.extend(problems.iter().map(|problem| problem.place.path.to_string()));
        }
        walk.files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        walk
    }
}

/// A changed file.
struct SourceEdit {
    path: String,
    /// The index among the parsed files.
    at: usize,
    before: Arc<ParsedFile>,
}

/// A site that follows its folder.
#[derive(Debug)]
pub struct LiveSite {
    /// The folder it is read from.
    pub world: Arc<DiskWorld>,
    as_of: Option<Day>,
    audience: Audience,
    listing: BTreeMap<String, FoundFile>,
    /// The problems with names and links found by listing.
    listing_problems: Vec<Diagnostic>,
    parsed: ParsedSources,
    memo: Memo,
    places: KnownPlaces,
    /// The catalogue, if it has no errors, and its diagnostics.
    catalogue: (Option<Arc<Catalogue>>, Vec<Diagnostic>),
    /// The theme, if it has no errors, and its diagnostics.
    theme: (Option<Arc<Theme>>, Vec<Diagnostic>),
    whole: Option<LastGood>,
    /// The diagnostics of planning `whole`.
    pub plan_problems: Vec<Diagnostic>,
    version: u64,
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
            version: 0,
        };
        gallery.follow(&TOPS.map(str::to_string).into());
        gallery
    }

    /// Returns the last catalogue and theme without errors.
    pub fn whole(&self) -> Option<LastGood> {
        self.whole.clone()
    }

    /// Returns a number that is different after every change of files and diagnostics.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Returns all current diagnostics, sorted.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let parts = [&self.catalogue.1, &self.theme.1, &self.plan_problems];
        let mut all: Vec<Diagnostic> = parts.into_iter().flatten().cloned().collect();
        diagnostic::sort(&mut all);
        all
    }

    /// Returns every file with a role, in the order of the sources, with what was read in it.
    pub fn files(&self) -> &[(Arc<Source>, Arc<ParsedFile>)] {
        &self.parsed.files
    }

    /// Returns the day that counts as today.
    pub fn today(&self) -> Day {
        self.as_of()
    }

    /// Prepares to judge a file with other bytes. A draft is judged as if it were to be published. Nothing of the site
    /// changes.
    pub fn judging(&self, source: &Source, bytes: &[u8]) -> Judgement {
        let path = source.found.path.as_str();
        let mut file = parse(path, &source.role, bytes);
        let digest = file.digest;
        let mut is_draft = false;
        if let Some(Parsed::Entry(record)) = &mut file.parsed {
            is_draft = std::mem::replace(&mut record.draft, false);
        }
        let known = self.parsed.files.iter().position(|(known, _)| known.found.path == path);
        let is_current = known.is_some_and(|at| self.parsed.files[at].1.digest == digest);
        if !is_draft && is_current {
            return Judgement::known(source, self.diagnostics());
        }
        let mut files = self.parsed.files.clone();
        let of_content = |source: &Source| source.found.path.starts_with("content/");
        let own = (Arc::new(source.clone()), Arc::new(file));
        match known {
            Some(at) => files[at] = own,
            None => {
                let is_before =
                    |(known, _): &(Arc<Source>, _)| !of_content(known) || *known.found.path < *path;
                let at = files.iter().take_while(|known| is_before(known)).count();
                files.insert(at, own);
            }
        }
        let parsed = ParsedSources { files, problems: self.parsed.problems.clone() };
        let further = if is_current { self.plan_problems.clone() } else { Vec::new() };
        Judgement::open(source, further, (parsed, self.as_of(), self.audience))
    }

    /// Returns the paths at which a scan differs from the known listing.
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
        let faulty: BTreeSet<String> =
            self.listing_problems.iter().map(|problem| problem.place.path.to_string()).collect();
        differing.extend(faulty.symmetric_difference(&walk.faulty).cloned());
        differing
    }

    /// Lists paths, files or folders, and reads what changed there. Returns the paths of changed files.
    pub fn follow(&mut self, paths: &BTreeSet<String>) -> Vec<String> {
        let listed_at = self.world.now();
        let listings: Vec<(&String, Listing)> =
            paths.iter().map(|path| (path, self.world.list(path))).collect();
        let changed = match self.in_place(&listings, listed_at) {
            Some(edits) => {
                if let [edit] = edits.as_slice()
                    && self.reword(edit)
                {
                    self.keep_if_whole();
                    return vec![edit.path.clone()];
                }
                edits.into_iter().map(|edit| edit.path).collect()
            }
            None => self.list_again(listings, listed_at),
        };
        // The catalogue does not depend on theme files, but reports those that cannot be read.
        let of_theme = |path: &str| path.starts_with("themes/");
        let problems = self.catalogue.1.iter().any(|problem| of_theme(&problem.place.path));
        let content = problems || self.parsed.diagnostics().any(|problem| of_theme(&problem.place.path));
        if changed.iter().any(|path| content || !of_theme(path)) {
            self.assemble();
        }
        if changed.iter().any(|path| of_theme(path) || path == "guong.toml") {
            self.load_theme();
        }
        self.keep_if_whole();
        changed
    }

    /// Assembles again after a picture was read for the first time and turned out to be faulty.
    pub fn judge_pictures(&mut self) {
        self.assemble();
        self.keep_if_whole();
    }

    /// Handles the usual edit: no file was added or removed, so roles stay and only the listed files are read.
    /// Returns `None` in any other case.
    fn in_place(&mut self, listings: &[(&String, Listing)], listed_at: u64) -> Option<Vec<SourceEdit>> {
        let mut read = Vec::with_capacity(listings.len());
        for (path, listing) in listings {
            let [found] = listing.files.as_slice() else { return None };
            if found.path != **path || !listing.problems.is_empty() || !self.listing.contains_key(*path) {
                return None;
            }
            let at = self.parsed.files.iter().position(|(source, _)| source.found.path == **path)?;
            let source = Source { found: found.clone(), role: self.parsed.files[at].0.role.clone() };
            if !source.is_readable() {
                return None;
            }
            let file = parse_again(&*self.world, &source, &mut self.memo, listed_at).ok()?;
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

    /// Applies an edit to the catalogue if only words changed; returns whether it did.
    fn reword(&mut self, edit: &SourceEdit) -> bool {
        let (Some(catalogue), problems) = &self.catalogue else { return false };
        if catalogue.as_of != self.as_of() {
            return false;
        }
        let (source, file) = &self.parsed.files[edit.at];
        let Some(assembled) = reworded(catalogue, problems, &edit.before, (source, file)) else {
            return false;
        };
        self.catalogue = (assembled.catalogue.map(Arc::new), assembled.diagnostics);
        true
    }

    /// Handles any edit: replaces the listing below `listings` and assigns all roles again.
    fn list_again(&mut self, listings: Vec<(&String, Listing)>, listed_at: u64) -> Vec<String> {
        for (path, listing) in listings {
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
            parse_all(&*self.world, sources(listing, listed_at), &self.memo, ReadDepth::Texts);
        let before = std::mem::replace(&mut self.parsed, parsed);
        self.memo = memo;
        self.changed_since(&before)
    }

    /// Returns the paths of changed files. If only problems with names changed, `guong.toml` stands for them.
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

    /// Ends a change: replaces the last good state if the current one has no errors.
    fn keep_if_whole(&mut self) {
        self.version += 1;
        if let (Some(catalogue), Some(theme)) = (&self.catalogue.0, &self.theme.0)
            && !self.drops_unsaved(catalogue)
        {
            self.whole = Some((Arc::clone(catalogue), Arc::clone(theme)));
        }
    }

    /// Returns whether an entry that is being edited would disappear. A draft that refers to what does not exist is
    /// left out of the catalogue, and in the middle of a word it often does.
    fn drops_unsaved(&self, catalogue: &Catalogue) -> bool {
        let Some((before, _)) = &self.whole else { return false };
        let has = |catalogue: &Catalogue, path: &str| {
            catalogue.entries.iter().any(|entry| entry.text.source.found.path == path)
        };
        let unsaved = self.world.unsaved_paths();
        let mut listed = unsaved.iter().filter(|path| self.listing.contains_key(*path));
        listed.any(|path| has(before, path) && !has(catalogue, path))
    }
}
