//! `guong photos`: derives photos, or a part of them, and puts them into the shared store.

use clap::Command;
use indicatif::ProgressBar;

use super::args::Invocation;
use super::usage::{BAD, UsageWords};
use super::{Outcome, err, open, out, progress, reported, root, say, say_store, stopped};
use crate::build::{Shard, StoreOptions, StoreStop, derive_shard, plan_shards};
use crate::publish::Lock;
use crate::site;

impl UsageWords {
    pub(super) fn photos(&self) -> Command {
        let shard = |text: &str| Shard::parse(text).ok_or(BAD);
        self.command(
            "photos",
            self.say("guong photos [tùy chọn]", "guong photos [options]"),
            self.say(
                "làm ảnh và cất vào kho chung, chia cho nhiều máy được",
                "derive photos and put them into the shared store, on many machines if need be",
            ),
        )
        .arg(
            self.option(
                "shard",
                "K/N",
                self.say(
                    "chỉ phần thứ K trong N phần; không ghi thì theo Slurm, Kubernetes, AWS, Azure, Google",
                    "only part K of N; by default as Slurm, Kubernetes, AWS, Azure or Google set it",
                ),
            )
            .value_parser(shard),
        )
        .arg(self.switch(
            "plan",
            self.say(
                "chỉ cho biết còn bao nhiêu ảnh và mất bao lâu, không làm",
                "only print how many photos there are and how long they take",
            ),
        ))
        .after_help(self.say(
            "Ví dụ:\n  guong photos --plan\n  guong photos --shard 3/8",
            "Examples:\n  guong photos --plan\n  guong photos --shard 3/8",
        ))
    }
}

/// Runs the command.
pub(super) fn run(shard: Option<Shard>, plan: bool, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let root = root(invocation);
    if !site::is_site(&root) {
        err(&format!("guong: {}\n", say::no_site(language)));
        return Outcome::ContentHasErrors;
    }
    let variable = |name: &str| std::env::var(name).ok();
    let shard = match shard.map_or_else(|| Shard::from_environment(variable), |shard| Ok(Some(shard))) {
        Ok(shard) => shard.unwrap_or(Shard::WHOLE),
        Err(variable) => {
            err(&format!("guong: {}\n", say_store::unclear_shard(variable, language)));
            return Outcome::Misused;
        }
    };
    let site = match open(&root, invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let options = StoreOptions::from_environment();
    if plan {
        // What was read is remembered for the parts, which only read.
        if let Ok(lock) = Lock::acquire(&root, || {}) {
            site.save_memo(lock.state());
        }
        return match plan_shards(&site, &options) {
            Ok(plan) => {
                out(&say_store::planned(&plan, rayon::current_num_threads(), language));
                Outcome::Done
            }
            Err(stop) => refused(&stop, invocation),
        };
    }
    let observe = |_, total| -> Box<dyn Fn() + Sync> {
        let line = if invocation.quiet { ProgressBar::hidden() } else { progress::photos(total, language) };
        Box::new(move || line.inc(1))
    };
    let report = match derive_shard(&site, shard, &options, &observe) {
        Ok(report) => report,
        Err(stop) => return refused(&stop, invocation),
    };
    err(&reported(&report.problems, invocation));
    if !invocation.quiet {
        let part = format!("{}/{}", shard.number, shard.of);
        out(&format!("{}\n", say_store::derived(&part, &report, language)));
    }
    match report.fault {
        Some(fault) => refused(&StoreStop::Remote(fault), invocation),
        None if report.problems.is_empty() => Outcome::Done,
        None => stopped(&report.problems),
    }
}

/// Says why nothing was done, or not everything.
pub(super) fn refused(stop: &StoreStop, invocation: &Invocation) -> Outcome {
    if let StoreStop::Content(problems) = stop {
        err(&reported(problems, invocation));
        return stopped(problems);
    }
    err(&format!("guong: {}\n", say_store::stopped(stop, invocation.language)));
    match stop {
        StoreStop::Remote(_) => Outcome::MachineFailed,
        _ => Outcome::Misused,
    }
}
