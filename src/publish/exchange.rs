//! Putting the new tree in the old one's place.
//!
//! Takes two whole trees; gives the new one where the old one stood, and the old one where the
//! new one stood; never copies, and never leaves `out` half-made.
//!
//! What is promised, and where:
//!
//! - Linux and macOS, on file systems that can exchange two names: one system call. Readers
//!   find the old site or the new one at every moment, even after a power cut
//!   on the process.
//! - Elsewhere (Windows, some network file systems): two renames, `out` to [`PublishPaths::old`] and the
//!   spare to `out`. Between them `out` is missing for some microseconds; if the process dies right
//!   there, the next command ([`recover`]) puts the new tree in place.
//!
//! Where nothing stands at `out` yet, one rename does it everywhere.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{Doing, IoContext, PublishError, Result, if_there};
use super::keep::{Keep, carry, link_ahead};
use super::manifest::{ManifestReading, read_manifest};
use super::place::PublishPaths;
use super::tree::{create_with, discard};
use crate::world::{first_held, patiently_if};

/// How the trees are exchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// In one step where the system can, else in two renames.
    #[default]
    Best,
    /// In two renames, as on Windows.
    Renames,
}

/// Puts the whole tree at the spare's place in place. On an error the old one stands, or stands
/// at [`PublishPaths::old`] for [`recover`]. Afterwards [`settle`] is due.
pub(super) fn exchange(place: &PublishPaths, keep: &Keep, method: Method) -> Result<()> {
    let PublishPaths { out, spare, .. } = place;
    let empty = if_there(fs::remove_dir(out));
    let turned = if empty.is_ok() {
        patiently(|| fs::rename(spare, out))
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

/// After the exchange: what is kept goes from the old tree to the new one.
pub(super) fn settle(place: &PublishPaths, keep: &Keep) -> Result<()> {
    if keep.is_empty() {
        return Ok(());
    }
    carry(keep, &place.spare, &place.out)?;
    if_there(fs::remove_file(&place.journal)).map(drop).at(Doing::Remove, &place.journal)
}

/// Completes what a killed process has begun. `keep` serves only where the journal is illegible.
pub(super) fn recover(place: &PublishPaths, keep: &Keep) -> Result<()> {
    let PublishPaths { out, spare, old, journal } = place;
    let moved = |from: &Path, to: &Path| patiently(|| fs::rename(from, to)).at(Doing::Move, from);
    let written = if_there(fs::read(journal)).at(Doing::Read, journal)?;
    let journalled = written.map(|text| parse_journal(&text).unwrap_or_else(|| keep.clone()));

    if stands(old)? {
        // A folder that somebody made in the meantime and left empty is not in the way.
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
    patiently(|| fs::rename(out, old))?;
    if let Err(error) = patiently(|| fs::rename(spare, out)) {
        // If this fails too, the next command restores it; the first failure is the one to report.
        let _ = patiently(|| fs::rename(old, out));
        return Err(error);
    }
    patiently(|| fs::rename(old, spare))
}

/// Windows refuses to rename a folder while a virus scanner or an indexer looks into it, which
/// they do right after it was written and for moments only.
fn patiently(rename: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    patiently_if(|error| error.kind() != io::ErrorKind::NotFound, rename)
}

fn stands(path: &Path) -> Result<bool> {
    Ok(if_there(fs::symlink_metadata(path)).at(Doing::Look, path)?.is_some())
}

const JOURNAL: &str = "guong-kept 1\n";

/// Says which paths are on their way, whatever the site's settings say by the time it is read.
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
