//! `guong build`: writes the static site to `public/`, whole or not at all.

use std::mem::ManuallyDrop;

use indicatif::ProgressBar;

use super::args::Invocation;
use super::{Outcome, counts, err, open, out, progress, reported, root, say, say_store, stopped};
use crate::build::{self, Built, Options, Stop, StoreOptions, Work};
use crate::diagnostic::{Diagnostic, Format, Location, Problem};
use crate::publish::{Lock, PublishError};
use crate::site::{self, Site};
use crate::world::instant;

/// Runs the command.
pub(super) fn run(options: &Options, invocation: &Invocation) -> Outcome {
    build_site(options, invocation).map_or_else(|outcome| outcome, |_| Outcome::Done)
}

/// Builds the site, and says what was done; returns the site.
pub(super) fn build_site(options: &Options, invocation: &Invocation) -> Result<ManuallyDrop<Site>, Outcome> {
    let started = instant();
    let language = invocation.language;
    let root = root(invocation);
    if !site::is_site(&root) {
        // Check before locking, which would write a state folder where there is no site.
        err(&reported(
            &[Diagnostic { place: Location::file("guong.toml"), problem: Problem::NoSite }],
            invocation,
        ));
        return Err(Outcome::ContentHasErrors);
    }
    let waiting_note = say::pick(
        language,
        "Đang chờ một lệnh guong khác trên trang này…",
        "Waiting for another guong on this site…",
    );
    let lock = match Lock::acquire(&root, || err(&format!("{waiting_note}\n"))) {
        Ok(lock) => lock,
        Err(error) => return Err(failed(&error, invocation)),
    };
    let site = open(&root, invocation)?;
    let observe = |work, total| -> Box<dyn Fn() + Sync> {
        let line = match work {
            _ if invocation.quiet => ProgressBar::hidden(),
            Work::Pages => progress::pages(total, language),
            Work::Photos => progress::photos(total, language),
        };
        Box::new(move || line.inc(1))
    };
    let options = &Options { store: StoreOptions::from_environment(), ..options.clone() };
    let report = build::run(&site, lock, options, &observe);
    err(&reported(&report.diagnostics, invocation));
    match report.result {
        Ok(Built { entries, summary, store, next_change }) => {
            let seconds = started.elapsed().as_secs_f64();
            let out_folder =
                options.out.as_ref().map_or_else(|| "public".into(), |out| out.display().to_string());
            let built = say::BuildSummary { entries, summary, seconds, out: &out_folder, next_change };
            if !invocation.quiet {
                out(&format!("{}\n", say::built(&built, language)));
                if let Some(store) = store {
                    out(&format!("{}\n", say_store::did(&store, language)));
                }
            }
            Ok(site)
        }
        Err(Stop::Content) => {
            if !invocation.quiet && invocation.format == Format::Human {
                let kept = say::pick(
                    language,
                    "Chưa xuất bản; trang cũ vẫn giữ nguyên.",
                    "Nothing was published; the old site is unchanged.",
                );
                err(&format!("{} {kept}\n", counts(&report.diagnostics, language)));
            }
            Err(stopped(&report.diagnostics))
        }
        Err(Stop::Publishing(error)) => Err(failed(&error, invocation)),
    }
}

fn failed(error: &PublishError, invocation: &Invocation) -> Outcome {
    err(&format!("guong: {}\n", say::publish_error(error, invocation.language)));
    if error.is_machine_fault() { Outcome::MachineFailed } else { Outcome::ContentHasErrors }
}
