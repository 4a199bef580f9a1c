//! Judges a version of a file that is not saved, away from the gallery: assembling a large one takes a while, in which
//! preview goes on.

use crate::date::Day;
use crate::diagnostic::{self, Diagnostic};
use crate::model::{Audience, KnownPlaces, assemble_for};
use crate::parse::memo::ParsedSources;
use crate::source::Source;

/// A version of a file that is to be judged, with everything that this takes.
#[derive(Debug)]
pub struct Judgement {
    path: String,
    /// The folder that the file owns.
    folder: Option<String>,
    /// The diagnostics that are known without assembling.
    known: Vec<Diagnostic>,
    /// The site with this version, if it must be assembled.
    site: Option<(ParsedSources, Day, Audience)>,
}

impl Judgement {
    /// A version whose diagnostics are among these.
    pub(super) fn known(source: &Source, known: Vec<Diagnostic>) -> Judgement {
        let path = source.found.path.clone();
        let folder = path.rsplit_once('/').filter(|_| source.role.owns_folder());
        let folder = folder.map(|(folder, _)| format!("{folder}/"));
        Judgement { path, folder, known, site: None }
    }

    /// A version that has further diagnostics once its site is assembled.
    pub(super) fn open(
        source: &Source,
        known: Vec<Diagnostic>,
        site: (ParsedSources, Day, Audience),
    ) -> Judgement {
        Judgement { site: Some(site), ..Judgement::known(source, known) }
    }

    /// Returns the diagnostics of the file, and of the files beside it if it owns its folder, sorted.
    pub fn diagnostics(self, places: &mut KnownPlaces) -> Vec<Diagnostic> {
        let Judgement { path, folder, known, site } = self;
        let assembled = site
            .map(|(parsed, as_of, audience)| assemble_for(&parsed, (as_of, audience), places).diagnostics);
        let mut problems: Vec<Diagnostic> =
            known.into_iter().chain(assembled.into_iter().flatten()).collect();
        problems.retain(|problem| {
            let at = &*problem.place.path;
            at == path || folder.as_ref().is_some_and(|folder| at.starts_with(folder))
        });
        diagnostic::sort(&mut problems);
        problems
    }
}
