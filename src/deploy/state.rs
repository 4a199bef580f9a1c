//! Reads what is known of a target.
//!
//! Takes a [`Remote`], gives a [`TargetState`]. Lists the target only if its record is missing or damaged, if a
//! deployment was cut, or if asked to look at everything.

use std::collections::BTreeSet;
use std::sync::Mutex;

use super::order::is_named_by_content;
use super::record::{NotARecord, SENDING, SENT, SentFile, SentRecord};
use super::send::{Patience, held, in_parallel};
use super::steps::{LocalFile, TargetState};
use super::{DeployFault, DeployOptions};
use crate::digest::Digest;
use crate::remote::{Remote, RemoteFault};

/// How a target is read.
#[derive(Clone, Debug, Default)]
pub struct TargetReading<'r> {
    /// What is looked at, and what may be replaced.
    pub options: DeployOptions,
    /// The record of the last deployment from this machine.
    pub remembered: Option<SentRecord>,
    /// How long failing requests are repeated.
    pub patience: Patience<'r>,
}

/// How many new paths are looked up one by one; for more, the target is listed.
const LOOKED_UP: usize = 400;

impl TargetState {
    /// Reads the records of a target, and as much of the rest as needed.
    ///
    /// # Errors
    /// If the target does not answer, or has files in the way that Guong did not send.
    pub fn read(
        remote: &dyn Remote,
        local: &[LocalFile],
        reading: &TargetReading<'_>,
    ) -> Result<TargetState, DeployFault> {
        let get = |path: &str| reading.patience.try_at(path, || remote.get(path));
        let list = |record: &SentRecord| -> Result<BTreeSet<String>, DeployFault> {
            let of_record = record.files.iter().map(|file| &*file.path);
            listed(remote, local.iter().map(|file| &*file.path).chain(of_record).collect(), &reading.patience)
        };
        let written = get(SENT)?;
        let base = written.as_deref().map(Digest::of_bytes);
        let mut target = TargetState { base, ..TargetState::default() };
        let mut compares = reading.options.full;
        match written.as_deref().map(SentRecord::of_bytes) {
            Some(Ok(record)) => target.record = record,
            // Those files of the remembered record are Guong's whose bytes are still the same.
            None | Some(Err(NotARecord)) => {
                target.record = reading.remembered.clone().unwrap_or_default();
                let listed = list(&target.record)?;
                target.record.files.retain(|file| listed.contains(&*file.path));
                let altered = altered(remote, &target.record.files, &reading.patience)?;
                target.record.files.retain(|file| !altered.contains(&file.path));
                target.listed = Some(listed);
            }
        }
        match get(SENDING)?.as_deref().map(SentRecord::of_bytes) {
            None => {}
            Some(Ok(cut)) if cut.base == target.base => {
                target.cut.clone_from(&cut.files);
                target.record = std::mem::take(&mut target.record).overlaid(cut);
                target.listed = Some(list(&target.record)?);
            }
            // That deployment was complete but for the removal of its record.
            Some(Ok(_)) => target.is_record_left = true,
            Some(Err(NotARecord)) => compares = true,
        }
        if compares {
            let listed = list(&target.record)?;
            let there = target.record.files.iter().filter(|file| listed.contains(&*file.path));
            let there: Vec<SentFile> = there.cloned().collect();
            target.doubtful = altered(remote, &there, &reading.patience)?;
            target.listed = Some(listed);
        }
        target.refuse_foreign(remote, local, reading)?;
        Ok(target)
    }

    /// Refuses to replace files that Guong did not send.
    fn refuse_foreign(
        &mut self,
        remote: &dyn Remote,
        local: &[LocalFile],
        reading: &TargetReading<'_>,
    ) -> Result<(), DeployFault> {
        let mut new: Vec<&LocalFile> =
            local.iter().filter(|file| self.record.find(&file.path).is_none()).collect();
        let foreign: Vec<String> = if let Some(listed) = &self.listed {
            new.retain(|file| listed.contains(&*file.path));
            new.iter().map(|file| file.path.to_string()).collect()
        } else {
            // Nobody else has files of such names.
            new.retain(|file| !is_named_by_content(&file.path));
            if new.len() > LOOKED_UP {
                let of_record = self.record.files.iter().map(|file| &*file.path);
                let paths = local.iter().map(|file| &*file.path).chain(of_record).collect();
                self.listed = Some(listed(remote, paths, &reading.patience)?);
                return self.refuse_foreign(remote, local, reading);
            }
            let paths: Vec<&str> = new.iter().map(|file| &*file.path).collect();
            let found: Vec<String> = looked_up(remote, &paths, &reading.patience)?.into_iter().collect();
            if !found.is_empty() {
                // The paths of new files count as free only if nothing is there.
                let known = self.record.files.iter().map(|file| file.path.to_string());
                self.listed = Some(known.chain(found.iter().cloned()).collect());
            }
            found
        };
        if foreign.is_empty() || reading.options.replace {
            return Ok(());
        }
        Err(DeployFault::Foreign { paths: foreign })
    }
}

/// Lists the target. If it cannot be listed, as by WebDAV without PROPFIND, the paths that matter are looked up.
fn listed(
    remote: &dyn Remote,
    paths: Vec<&str>,
    patience: &Patience<'_>,
) -> Result<BTreeSet<String>, DeployFault> {
    match patience.try_at("", || remote.list("")) {
        Ok(keys) => Ok(keys.into_iter().collect()),
        Err(DeployFault::Remote { fault: RemoteFault::Answered(405 | 501, _), .. }) => {
            looked_up(remote, &paths, patience)
        }
        Err(fault) => Err(fault),
    }
}

/// Returns those paths at which there is a file.
fn looked_up(
    remote: &dyn Remote,
    paths: &[&str],
    patience: &Patience<'_>,
) -> Result<BTreeSet<String>, DeployFault> {
    let found = Mutex::new(BTreeSet::new());
    in_parallel(paths, |path| {
        if patience.try_at(path, || remote.get(path))?.is_some() {
            held(&found).insert(path.to_string());
        }
        Ok(())
    })?;
    Ok(found.into_inner().unwrap_or_default())
}

/// Returns the paths of those files whose bytes at the target are not the recorded ones.
fn altered(
    remote: &dyn Remote,
    files: &[SentFile],
    patience: &Patience<'_>,
) -> Result<BTreeSet<Box<str>>, DeployFault> {
    let altered = Mutex::new(BTreeSet::new());
    in_parallel(files, |file| {
        let bytes = patience.try_at(&file.path, || remote.get(&file.path))?;
        if bytes.is_none_or(|bytes| Digest::of_bytes(&bytes) != file.digest) {
            held(&altered).insert(file.path.clone());
        }
        Ok(())
    })?;
    Ok(altered.into_inner().unwrap_or_default())
}
