//! The mistakes of a list: those that checking the site would find if its entries were published.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::files::EntryFile;
use super::{EntryOutcome, Importer, ListImport};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::{FormValues, KeyPath};
use crate::office::cell::{CellPlace, CellProblem};
use crate::office::overlay::OverlayWorld;
use crate::parse::memo::Memo;
use crate::parse::parse;
use crate::site::Site;
use crate::world::World;

impl Importer<'_> {
    /// Makes the files, checks them, and returns everything in the order of the list.
    pub(super) fn finish(mut self, world: &dyn World, memo: Memo) -> ListImport {
        let today = self.options.as_of.unwrap_or_else(|| world.today());
        let files = self.files(today);
        let changed: Vec<&EntryFile> =
            files.iter().filter(|file| file.entry.outcome != EntryOutcome::Same).collect();
        // What breaks a draft breaks the site.
        let broken: Vec<bool> = changed
            .par_iter()
            .map(|file| {
                let problems = parse(&file.entry.path, &file.role, &file.entry.bytes).problems;
                problems.iter().any(|problem| problem.severity() == Severity::Error)
            })
            .collect();
        let mut found = Vec::new();
        if !changed.is_empty() {
            let own = |file: &&EntryFile| (file.entry.path.clone(), file.public.clone());
            let mut over: BTreeMap<String, Vec<u8>> = changed.iter().map(own).collect();
            over.extend(changed.iter().flat_map(|file| file.entry.photos.iter().cloned()));
            let offered = self.result.document.iter().filter(|_| self.options.document);
            over.extend(offered.filter_map(|own| Some((own.path.clone(), own.bytes.clone()?))));
            let site = Site::read(OverlayWorld { below: world, files: over }, Some(today), memo);
            found = problems(&changed, &site.diagnostics, &self.options.name);
            // Freeing the many small values of a site takes longer than the program has left to run.
            std::mem::forget(site);
        }
        let is_live = |file: &&EntryFile| file.entry.outcome == EntryOutcome::Changed || self.options.publish;
        let live: Vec<&str> =
            changed.iter().copied().filter(is_live).map(|file| file.entry.path.as_str()).collect();
        let stops = |(path, problem): &(&str, CellProblem)| {
            problem.diagnostic.severity() == Severity::Error && live.contains(path)
        };
        self.result.is_blocked =
            self.is_stopped || broken.contains(&true) || (!live.is_empty() && found.iter().any(stops));
        self.result.problems.extend(found.into_iter().map(|(_, problem)| problem));
        let order = |problem: &CellProblem| (problem.place.clone(), problem.diagnostic.problem.code());
        self.result.problems.sort_by_cached_key(order);
        self.result.problems.dedup();
        self.result.broken = self.known.broken.clone();
        self.result.entries = files.into_iter().map(|file| file.entry).collect();
        self.result.entries.sort_by(|one, other| one.place.cmp(&other.place));
        self.result
    }
}

/// Returns the diagnostics of files, each at the cell that it is about, with the path of the file.
fn problems<'f>(
    files: &[&'f EntryFile],
    diagnostics: &[Diagnostic],
    list: &str,
) -> Vec<(&'f str, CellProblem)> {
    let by_path: HashMap<&str, &EntryFile> =
        files.iter().map(|file| (file.entry.path.as_str(), *file)).collect();
    let mut of_files: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        if let Some((path, _)) = by_path.get_key_value(&*diagnostic.place.path) {
            of_files.entry(path).or_default().push(diagnostic);
        }
    }
    let of_files: Vec<(&str, Vec<&Diagnostic>)> = of_files.into_iter().collect();
    let found = of_files.into_par_iter().flat_map_iter(|(path, diagnostics)| {
        let file = by_path[path];
        let form = FormValues::read(&file.role, &file.public);
        diagnostics.into_iter().map(move |found| {
            let key = found
                .problem
                .key()
                .map(String::from)
                .or_else(|| form.as_ref()?.key_at(found.place.position).map(KeyPath::to_string));
            let place = key.and_then(|key| cell(&file.cells, &key)).unwrap_or(&file.entry.place);
            (file.entry.path.as_str(), CellProblem::new(list, place, found.problem.clone()))
        })
    });
    found.collect()
}

/// Returns the cell of a key, of the first key within it, or of the nearest table or list around it that has one.
fn cell<'c>(cells: &'c HashMap<String, CellPlace>, key: &str) -> Option<&'c CellPlace> {
    let is_within = |path: &str| path.strip_prefix(key).is_some_and(|rest| rest.starts_with(['.', '[']));
    let within = || cells.iter().filter(|(path, _)| is_within(path)).map(|(_, cell)| cell).min();
    if let Some(cell) = cells.get(key).or_else(within) {
        return Some(cell);
    }
    let mut key = key;
    loop {
        if let Some(cell) = cells.get(key) {
            return Some(cell);
        }
        let end = key.rfind(['.', '['])?;
        key = &key[..end];
    }
}
