//! Which entry replicates which.
//!
//! Takes entries that name each other by slug, gives them in their final order with references as
//! indices; reports cycles. Hidden entries are checked too, so that no cycle appears on the day an
//! embargo ends.

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::Entry;
use super::entries::Unordered;
use super::identity::EntryIdentity;
use crate::diagnostic::{Diagnostic, Position, Problem};

/// Sorts entries newest first and turns the references between them into indices.
pub(super) fn ordered(mut shown: Vec<Unordered>) -> Vec<Arc<Entry>> {
    let newest = |a: &Unordered, b: &Unordered| {
        let (a, b) = (&a.entry, &b.entry);
        let undated = |entry: &Entry| entry.started.filter(|_| entry.published.is_none());
        let dates = b.published.cmp(&a.published).then_with(|| undated(b).cmp(&undated(a)));
        dates.then_with(|| a.slug.cmp(&b.slug))
    };
    if !shown.is_sorted_by(|a, b| newest(a, b).is_le()) {
        shown.par_sort_by(newest);
    }
    if shown.iter().all(|unordered| unordered.replicates.is_none()) {
        return shown.into_iter().map(|unordered| unordered.entry).collect();
    }
    let places: HashMap<String, usize> =
        shown.iter().enumerate().map(|(n, unordered)| (unordered.entry.slug.clone(), n)).collect();
    let targets: Vec<Option<usize>> = shown
        .iter()
        .map(|unordered| unordered.replicates.as_ref().and_then(|slug| places.get(slug).copied()))
        .collect();
    let mut entries: Vec<Arc<Entry>> = shown.into_iter().map(|unordered| unordered.entry).collect();
    for (follower, target) in targets.iter().enumerate() {
        if let Some(target) = *target {
            Arc::make_mut(&mut entries[follower]).replicates = Some(target);
            Arc::make_mut(&mut entries[target]).replicated_by.push(follower);
        }
    }
    entries
}

/// Reports cycles. Every entry replicates at most one other, so following references finds each cycle.
pub(super) fn report_cycles(candidates: &[EntryIdentity<'_>], problems: &mut Vec<Diagnostic>) {
    let places: HashMap<&str, usize> =
        candidates.iter().enumerate().map(|(n, c)| (c.slug.as_str(), n)).collect();
    let target = |candidate: &EntryIdentity<'_>| {
        let at = candidate.record.replicates.as_ref().filter(|_| !candidate.record.draft)?;
        places.get(at.value.as_str()).copied()
    };
    let targets: Vec<Option<usize>> = candidates.iter().map(target).collect();
    let mut walked_from = vec![usize::MAX; candidates.len()];
    for start in 0..candidates.len() {
        let mut at = start;
        while walked_from[at] == usize::MAX {
            walked_from[at] = start;
            match targets[at] {
                Some(next) => at = next,
                None => break,
            }
        }
        if walked_from[at] != start || targets[at].is_none() {
            continue;
        }
        let mut chain = vec![at];
        let mut next = targets[at];
        while let Some(step) = next.filter(|step| *step != at) {
            chain.push(step);
            next = targets[step];
        }
        problems.push(cycle(chain, candidates));
    }
}

/// Returns the diagnostic of one cycle, at the entry whose slug comes first.
fn cycle(mut chain: Vec<usize>, candidates: &[EntryIdentity<'_>]) -> Diagnostic {
    let least = chain.iter().copied().min_by_key(|n| &candidates[*n].slug).expect("a cycle has entries");
    let turn = chain.iter().position(|n| *n == least).expect("it is one of them");
    chain.rotate_left(turn);
    chain.push(least);
    let names = chain.iter().map(|n| candidates[*n].slug.clone()).collect();
    let position =
        candidates[least].record.replicates.as_ref().map_or_else(Position::default, |at| at.position);
    let path = &candidates[least].source.found.path;
    Diagnostic::new(path, position, Problem::ReplicationCycle { chain: names })
}
