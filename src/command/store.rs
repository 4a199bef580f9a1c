//! `guong store sweep`: removes from the shared store what this site no longer uses.

use clap::Command;

use super::args::Invocation;
use super::photos::refused;
use super::usage::{UsageWords, choice};
use super::{Outcome, err, open, out, root, say, say_store};
use crate::build::{StoreOptions, sweep};
use crate::site;

impl UsageWords {
    pub(super) fn store(&self) -> Command {
        self.command(
            "store",
            self.say("guong store sweep [tùy chọn]", "guong store sweep [options]"),
            self.say(
                "dọn kho chung: bỏ những ảnh mà trang này không còn dùng",
                "sweep the shared store: remove photos that this site no longer uses",
            ),
        )
        .arg(
            self.word(self.say("VIỆC", "TASK"), self.say("sweep: dọn kho", "sweep: remove what is not used"))
                .hide_possible_values(true)
                .value_parser(choice(&[("sweep", ())])),
        )
        .arg(self.switch(
            "dry-run",
            self.say("chỉ cho biết sẽ bỏ bao nhiêu", "only print how much would be removed"),
        ))
        .after_help(
            self.say("Ví dụ:\n  guong store sweep --dry-run", "Example:\n  guong store sweep --dry-run"),
        )
    }
}

/// Runs the command.
pub(super) fn run(is_dry: bool, invocation: &Invocation) -> Outcome {
    let root = root(invocation);
    if !site::is_site(&root) {
        err(&format!("guong: {}\n", say::no_site(invocation.language)));
        return Outcome::ContentHasErrors;
    }
    let site = match open(&root, invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    match sweep(&site, &StoreOptions::from_environment(), is_dry) {
        Ok(swept) => {
            if !invocation.quiet {
                out(&format!("{}\n", say_store::swept(&swept, is_dry, invocation.language)));
            }
            Outcome::Done
        }
        Err(stop) => refused(&stop, invocation),
    }
}
