//! Exchanges the new tree and the old one.
//!
//! Takes two whole trees and swaps their places; never copies, and never leaves `out` half-made.
//!
//! Guarantees:
//!
//! - Linux and macOS, on file systems that can exchange two names: one system call. Readers
//!   find the old site or the new one at every moment, even if the process is killed.
//! - Elsewhere (Windows, some network file systems): two renames, `out` to [`PublishPaths::old`] and the
//!   spare to `out`. Between them `out` is missing for some microseconds; if the process dies right
//!   there, the next command ([`recover`]) puts the new tree in place.
//!
//! If `out` does not exist yet, one rename is enough on every system.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{Doing, IoContext, PublishError, Result, if_there};
use super::keep::{Keep, carry, link_ahead};
use super::manifest::{ManifestReading, read_manifest};
use super::place::PublishPaths;
use super::tree::{create_with, discard};
use crate::world::{first_held, move_patiently};

/// How the trees are exchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// In one step where the system can, else in two renames.
    #[default]
    Best,
    /// In two renames, as on Windows.
    Renames,
}

/// Exchanges the spare and the published tree. On an error the old tree is still at `out`, or at
/// [`PublishPaths::old`] for [`recover`]. The caller must call [`carry_kept`] afterwards.
pub(super) fn exchange(place: &PublishPaths, keep: &Keep, method: Method) -> Result<()> {
    let PublishPaths { out, spare, .. } = place;
    let empty = if_there(fs::remove_dir(out));
    let turned = if empty.is_ok() {
        move_patiently(spare, out)
    } else {
        if !keep.is_empty() {
            write_journal(&place.journal, keep)?;
            link_ahead(keep, out, spare)?;
        }
        match method {
            Method::Best => match in_one_step(out, spare) {
                Err(error) if cannot_exchange(&error) => in_two_renames(place),
                turned => turned,
            },
            Method::Renames => in_two_renames(place),
        }
    };
    turned.map_err(|source| match source.kind() {
        io::ErrorKind::ResourceBusy if cfg!(unix) => PublishError::MountPoint { out: out.clone() },
        _ => {
            if source.kind() == io::ErrorKind::CrossesDevices {
                // The spare is on the wrong file system (a mount has changed): the next command
                // must choose its place again. The first failure is the one to report.
                let _ = discard(spare);
            }
            let path = first_held(out).unwrap_or_else(|| out.clone());
            PublishError::Io { doing: Doing::Exchange, path, source }
        }
    })
}

/// Moves the kept files from the old tree to the new one, after the exchange.
pub(super) fn carry_kept(place: &PublishPaths, keep: &Keep) -> Result<()> {
    if keep.is_empty() {
        return Ok(());
    }
    carry(keep, &place.spare, &place.out)?;
    if_there(fs::remove_file(&place.journal)).map(drop).at(Doing::Remove, &place.journal)
}

/// Completes the exchange that a killed process began. `keep` is used only if the journal is unreadable.
pub(super) fn recover(place: &PublishPaths, keep: &Keep) -> Result<()> {
    let PublishPaths { out, spare, old, journal } = place;
    let moved = |from: &Path, to: &Path| move_patiently(from, to).at(Doing::Move, from);
    let written = if_there(fs::read(journal)).at(Doing::Read, journal)?;
    let journalled = written.map(|text| parse_journal(&text).unwrap_or_else(|| keep.clone()));

    if stands(old)? {
        // An empty folder that was made in the meantime may be replaced.
        if if_there(fs::remove_dir(out)).is_ok() {
            if matches!(read_manifest(spare), Ok(ManifestReading::Whole(_))) {
                moved(spare, out)?;
            } else {
                moved(old, out)?;
            }
        }
        if stands(old)? && stands(spare)? {
            // Another site was put into place in the meantime.
            carry(journalled.as_ref().unwrap_or(keep), old, out)?;
            discard(old)?;
        } else if stands(old)? {
            moved(old, spare)?;
        }
    }
    if let Some(keep) = journalled {
        if stands(out)? {
            carry(&keep, spare, out)?;
        }
        if_there(fs::remove_file(journal)).at(Doing::Remove, journal)?;
    }
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn in_one_step(out: &Path, spare: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, spare, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn in_one_step(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the system or this file system lacks the exchange, rather than refusing this one.
/// Linux answers EINVAL for a file system without it, old kernels ENOSYS, macOS ENOTSUP.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

fn in_two_renames(place: &PublishPaths) -> io::Result<()> {
    let PublishPaths { out, spare, old, .. } = place;
    move_patiently(out, old)?;
    if let Err(error) = move_patiently(spare, out) {
        // If this fails too, the next command restores it; the first failure is the one to report.
        let _ = move_patiently(old, out);
        return Err(error);
    }
    move_patiently(old, spare)
}

fn stands(path: &Path) -> Result<bool> {
    Ok(if_there(fs::symlink_metadata(path)).at(Doing::Inspect, path)?.is_some())
}

const JOURNAL: &str = "guong-kept 1\n";

/// Records the kept paths, since the site's settings may have changed by the time of recovery.
fn write_journal(path: &Path, keep: &Keep) -> Result<()> {
    let mut text = JOURNAL.to_owned();
    keep.iter().for_each(|kept| text.extend([kept, "\n"]));
    text.push_str("end\n");
    let draft = path.with_extension("new");
    create_with(&draft, |file| io::Write::write_all(file, text.as_bytes())).at(Doing::Write, &draft)?;
    fs::rename(&draft, path).at(Doing::Move, &draft)
}

fn parse_journal(text: &[u8]) -> Option<Keep> {
    let text = std::str::from_utf8(text).ok()?;
    let paths = text.strip_prefix(JOURNAL)?.strip_suffix("end\n")?;
    let paths: Vec<String> = paths.lines().map(str::to_owned).collect();
    Keep::new(&paths).ok()
}
