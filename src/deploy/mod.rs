//! Sends the published site to where visitors read it, and only what differs.
//!
//! Takes the published folder and a [`Remote`], gives a target that equals the folder. Never removes or replaces a
//! file that Guong did not send, unless asked to; never leaves a page without what it loads.
//!
//! # Every moment is consistent
//!
//! Files are replaced whole or not at all, by the transport. They are sent in an order ([`order`]): what pages load,
//! pages, lists, the home page; what is gone is removed last. What an open page of an earlier version may still load
//! (photos, blocks of the search index) stays for two versions or a day, whichever is longer.
//!
//! Withdrawal is different: if anything that the target shows is hidden now, its files are removed first, and nothing
//! of an earlier version stays.
//!
//! # When a deployment is cut
//!
//! The target holds two records ([`record`]). The one of the deployment in progress is written before its first file,
//! so the next deployment knows which files may be there, and completes what was cut.
//!
//! | cut at | the next deployment |
//! | --- | --- |
//! | before the record of what is sent | begins |
//! | between files | sends those that are missing or may be of either version |
//! | removing | removes the rest |
//! | before the old record is removed | does nothing: the new one is complete |

mod fault;
#[cfg(feature = "deploy")]
mod findings;
mod local;
pub mod order;
#[cfg(feature = "deploy")]
mod passwords;
pub mod record;
#[cfg(feature = "deploy")]
mod run;
mod send;
mod state;
pub mod steps;
#[cfg(feature = "deploy")]
mod verify;

use std::path::Path;

use crate::remote::Remote;
use crate::site::Site;

pub use fault::DeployFault;
#[cfg(feature = "deploy")]
pub use findings::Finding;
pub use local::{Shown, local_files};
#[cfg(feature = "deploy")]
pub use passwords::keep_password;
#[cfg(feature = "deploy")]
use passwords::{forget_password, kept_password};
use record::SentRecord;
#[cfg(feature = "deploy")]
pub use run::{Connection, NoConnection, connect, estimate, plan, remember, target};
pub use send::{Pace, Patience, Sending};
pub use state::TargetReading;
use steps::{DeploySteps, LocalFile, TargetState};
#[cfg(feature = "deploy")]
pub use verify::{Verification, sample, verify};

/// How a site is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeployOptions {
    /// Whether every file at the target is compared, rather than the record of what was sent.
    pub full: bool,
    /// Whether files at the target that Guong did not send may be replaced.
    pub replace: bool,
}

/// A deployment that was planned, and not yet carried out.
pub struct Deployment<'d> {
    /// The target.
    pub remote: &'d dyn Remote,
    /// The published folder.
    pub out: &'d Path,
    /// The files of the site.
    pub local: Vec<LocalFile>,
    /// What will be done.
    pub steps: DeploySteps,
}

/// What a deployment sends and removes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeployAmount {
    /// How many files are sent.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many files are removed.
    pub removed: usize,
}

impl<'d> Deployment<'d> {
    /// Compares a published site with a target. `remembered` is the record of the last deployment from this machine,
    /// used only if the target's own is lost; `now` is in seconds since 1970.
    ///
    /// # Errors
    /// If either cannot be read, or if files that Guong did not send are in the way.
    pub fn plan(
        remote: &'d dyn Remote,
        out: &'d Path,
        local: Vec<LocalFile>,
        reading: &TargetReading<'_>,
        now: u64,
    ) -> Result<Deployment<'d>, DeployFault> {
        let target = TargetState::read(remote, &local, reading)?;
        let steps = DeploySteps::between(&local, &target, now);
        Ok(Deployment { remote, out, local, steps })
    }

    /// Returns how much is sent and removed.
    pub fn amount(&self) -> DeployAmount {
        let steps = &self.steps;
        DeployAmount {
            files: steps.sent().count(),
            bytes: steps.sent().map(|at| self.local[at].size).sum(),
            removed: steps.hidden.len() + steps.removed.len(),
        }
    }

    /// Returns the record of the target after the deployment.
    pub fn outcome(&self) -> &SentRecord {
        &self.steps.outcome
    }
}

/// Returns what the outputs of a site show that may be withdrawn; `None` if the site has errors.
pub fn shown(site: &Site) -> Option<Shown> {
    let (catalogue, theme) = site.ready.as_ref()?;
    Some(Shown::of(&crate::plan::Plan::new(catalogue, theme)))
}
