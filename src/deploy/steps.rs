//! What a deployment does, in which order.
//!
//! Takes the files of the built site and what is known of the target, gives [`DeploySteps`]; never sends anything.

use std::collections::BTreeSet;

use super::order::{Turn, is_loaded_later, may_show_hidden, turn};
use super::record::{SENDING, SentFile, SentRecord, SentState};
use crate::digest::Digest;
use crate::remote::is_part;

/// How many versions a file stays that open pages of an earlier version may load.
const VERSIONS: u64 = 2;
/// How many seconds it stays at least.
const SECONDS: u64 = 24 * 60 * 60;

/// A file of the built site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFile {
    /// Relative to the published folder, with slashes.
    pub path: Box<str>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its length in bytes.
    pub size: u64,
    /// What it shows that may be withdrawn.
    pub shows: Option<u64>,
}

/// What is known of the target.
#[derive(Clone, Debug, Default)]
pub struct TargetState {
    /// The record of the last complete deployment, with that of one that was cut.
    pub record: SentRecord,
    /// The digest of the first of them, if there is one.
    pub base: Option<Digest>,
    /// The files of a deployment that was cut; empty if none was.
    pub cut: Vec<SentFile>,
    /// Whether the record of a deployment that was completed is still there.
    pub is_record_left: bool,
    /// The paths at which there are files, if they were listed.
    pub listed: Option<BTreeSet<String>>,
    /// The paths whose bytes differ from the record, or are unknown.
    pub doubtful: BTreeSet<Box<str>>,
}

/// The steps of a deployment. Files are named by their index among the local ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeploySteps {
    /// Removed first: what shows something that is hidden now.
    pub hidden: Vec<Box<str>>,
    /// Sent next: pages in the place of what is hidden now.
    pub notices: Vec<usize>,
    /// Sent then, each group after the one before it.
    pub turns: Vec<Vec<usize>>,
    /// Removed last.
    pub removed: Vec<Box<str>>,
    /// To be written first: what may be at the target during the deployment.
    pub intent: SentRecord,
    /// To be written at the end.
    pub outcome: SentRecord,
}

impl DeploySteps {
    /// Compares the built site with the target. `local` is sorted by path; `now` is in seconds since 1970.
    pub fn between(local: &[LocalFile], target: &TargetState, now: u64) -> DeploySteps {
        let comparison = Comparison::new(local, target);
        let mut steps = DeploySteps::default();
        let to_send: Vec<usize> = (0..local.len()).filter(|at| comparison.is_to_be_sent(*at)).collect();
        let gone = target.record.files.iter().filter(|file| comparison.local(&file.path).is_none());
        let gone: Vec<&SentFile> = gone.collect();
        let is_current = |file: &&&SentFile| !matches!(file.state, SentState::Dropped { .. });
        let changes = !to_send.is_empty() || gone.iter().any(|file| is_current(&file));
        let version = target.record.version + u64::from(changes);
        let mut kept = Vec::new();
        for file in gone {
            match comparison.fate(file, version, now) {
                SentFate::Stays(state) => kept.push(SentFile { state, ..file.clone() }),
                SentFate::GoesFirst => steps.hidden.push(file.path.clone()),
                SentFate::GoesLast => steps.removed.push(file.path.clone()),
            }
        }
        steps.removed.extend(target.is_record_left.then(|| SENDING.into()));
        // What cut connections left.
        let parts = target.listed.iter().flatten().filter(|path| is_part(path));
        steps.removed.extend(parts.map(|path| path.as_str().into()));
        let replaces_hidden = |at: &usize| {
            let before = target.record.find(&local[*at].path);
            before.and_then(|file| file.shows).is_some_and(|shown| comparison.hidden.contains(&shown))
        };
        let (notices, others): (Vec<usize>, Vec<usize>) = to_send.into_iter().partition(replaces_hidden);
        steps.notices = notices;
        for each in [Turn::Part, Turn::Page, Turn::List, Turn::Home] {
            let of_turn = |at: &usize| turn(&local[*at].path) == each;
            steps.turns.push(others.iter().copied().filter(of_turn).collect());
        }
        let current = local.iter().map(|file| sent(file, SentState::Current));
        let mut files: Vec<SentFile> = current.chain(kept).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        steps.outcome = SentRecord { version, base: None, files };
        let mut pending: Vec<SentFile> = steps
            .sent()
            .map(|at| sent(&local[at], SentState::Pending { is_new: comparison.is_free(&local[at].path) }))
            .collect();
        pending.sort_by(|a, b| a.path.cmp(&b.path));
        let cut = SentRecord { files: target.cut.clone(), ..SentRecord::default() };
        let pending = SentRecord { version, base: target.base, files: pending };
        steps.intent = SentRecord { base: target.base, version, ..cut.overlaid(pending) };
        steps
    }

    /// Returns the files to be sent, in order.
    pub fn sent(&self) -> impl Iterator<Item = usize> {
        self.notices.iter().chain(self.turns.iter().flatten()).copied()
    }

    /// Whether the target is as it should be.
    pub(crate) fn is_nothing(&self) -> bool {
        self.hidden.is_empty() && self.removed.is_empty() && self.sent().next().is_none()
    }
}

/// What becomes of a file that is not in the built site.
enum SentFate {
    Stays(SentState),
    GoesFirst,
    GoesLast,
}

struct Comparison<'s> {
    local: &'s [LocalFile],
    target: &'s TargetState,
    /// What the target shows, or may show, and the built site does not.
    hidden: BTreeSet<u64>,
}

impl<'s> Comparison<'s> {
    fn new(local: &'s [LocalFile], target: &'s TargetState) -> Comparison<'s> {
        let shown: BTreeSet<u64> = local.iter().filter_map(|file| file.shows).collect();
        let before = target.record.files.iter().filter_map(|file| file.shows);
        let hidden = before.filter(|shows| !shown.contains(shows)).collect();
        Comparison { local, target, hidden }
    }

    fn local(&self, path: &str) -> Option<&LocalFile> {
        let at = self.local.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        Some(&self.local[at])
    }

    fn is_listed(&self, path: &str) -> Option<bool> {
        self.target.listed.as_ref().map(|listed| listed.contains(path))
    }

    /// Whether the target has no file at a path.
    fn is_free(&self, path: &str) -> bool {
        match (self.target.record.find(path), self.is_listed(path)) {
            (_, Some(is_listed)) => !is_listed,
            (before, None) => before.is_none(),
        }
    }

    fn is_to_be_sent(&self, at: usize) -> bool {
        let file = &self.local[at];
        let Some(before) = self.target.record.find(&file.path) else { return true };
        if before.digest != file.digest || self.target.doubtful.contains(&file.path) {
            return true;
        }
        match before.state {
            // It was written whole or not at all, so it is the wanted one if anything is there.
            SentState::Pending { is_new } => !(is_new && self.is_listed(&file.path) == Some(true)),
            SentState::Current | SentState::Dropped { .. } => self.is_listed(&file.path) == Some(false),
        }
    }

    fn fate(&self, file: &SentFile, version: u64, now: u64) -> SentFate {
        if file.shows.is_some_and(|shows| self.hidden.contains(&shows)) {
            return SentFate::GoesFirst;
        }
        if !is_loaded_later(&file.path) || (!self.hidden.is_empty() && may_show_hidden(&file.path)) {
            return SentFate::GoesLast;
        }
        match file.state {
            SentState::Dropped { version: since, at } => {
                let is_over = version >= since + VERSIONS && now.saturating_sub(at) >= SECONDS;
                if is_over { SentFate::GoesLast } else { SentFate::Stays(file.state) }
            }
            _ => SentFate::Stays(SentState::Dropped { version, at: now }),
        }
    }
}

fn sent(file: &LocalFile, state: SentState) -> SentFile {
    SentFile { path: file.path.clone(), digest: file.digest, size: file.size, shows: file.shows, state }
}
