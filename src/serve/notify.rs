//! Notifies tabs, and the terminal, of a new state.

use std::collections::BTreeMap;

use super::shown::Snapshot;
use super::{PreviewServer, words};
use crate::address;
use crate::diagnostic::{self, Diagnostic, Format, Severity, report};
use crate::digest::Digest;
use crate::model::Catalogue;
use crate::plan::{Plan, What};
use crate::theme::Theme;

impl PreviewServer<'_> {
    /// Notifies watching tabs of what changed.
    pub(super) fn notify_tabs(&mut self, plan: &Plan<'_>, shown: &mut Snapshot<'_>) {
        self.tabs.notify_pages(|path| shown.tag(path).ok());
        self.notify_assets(plan.catalogue, plan.theme);
        if let Some(saved) = self.saved.take().filter(|_| self.follow) {
            let is_of = |what: What| plan.text(what).is_some_and(|text| text.source.found.path == saved);
            if let Some(output) = plan.outputs().iter().find(|output| is_of(output.what)) {
                let path = address::of_path(&output.path);
                self.tabs.notify_follow(&format!("/{path}"));
            }
        }
        self.notify_problems();
    }

    fn notify_assets(&mut self, catalogue: &Catalogue, theme: &Theme) {
        let of_theme = theme.assets.iter().map(|asset| (format!("/{}", asset.address), asset.digest));
        let copied = catalogue.statics.iter().map(|file| (format!("/{}", file.address), file.digest));
        let assets: BTreeMap<String, Digest> = of_theme.chain(copied).collect();
        for (path, digest) in &assets {
            if self.assets.get(path).is_some_and(|before| before != digest) {
                self.tabs.notify_asset(path, &digest.to_string());
            }
        }
        self.assets = assets;
    }

    pub(super) fn fail(&mut self, problem: Diagnostic) {
        if !self.failures.contains(&problem) {
            self.failures.push(problem);
            self.notify_problems();
        }
    }

    pub(super) fn notify_problems(&mut self) {
        let mut problems = self.gallery.diagnostics();
        problems.extend(self.failures.iter().cloned());
        diagnostic::sort(&mut problems);
        if problems == self.reported {
            return;
        }
        let text = report(&problems, self.language, Format::Human, false);
        let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
        if errors > 0 {
            let title = words::problems(errors, self.gallery.whole().is_some(), self.language);
            self.tabs.notify_problems(title, text.clone());
        } else if self.tabs.notify_problems(String::new(), String::new()) {
            (self.say)(words::mended(self.language));
        }
        (self.say)(&text);
        self.reported = problems;
    }
}
