//! Which present-day communes correspond to an addition.
//!
//! Takes resolved additions with their successors and gives each the communes of its successors, or of
//! the unit that it is in. Cycles are reported and broken.

use super::Gazetteer;
use super::additions::{AdditionPart, AdditionProblem, Trouble, first_id};
use super::ids::{AdminUnit, CommuneId};

/// The progress of resolving an addition's communes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InheritState {
    New,
    Open,
    Done,
}

impl Gazetteer {
    /// Gives every addition its present-day communes, from its successors or, if it has none, from the
    /// unit that it is in. Uses a stack of its own instead of recursion, because chains may be long.
    pub(crate) fn resolve_communes(&mut self, first: usize, problems: &mut Vec<AdditionProblem>) {
        let count = self.additions.units.len();
        let mut state = vec![InheritState::New; count];
        for root in first..count {
            let mut path = vec![root];
            while let Some(&at) = path.last() {
                if state[at] == InheritState::Done {
                    path.pop();
                    continue;
                }
                state[at] = InheritState::Open;
                match self
                    .depends_on(at)
                    .into_iter()
                    .find(|other| *other >= first && state[*other] != InheritState::Done)
                {
                    Some(other) if state[other] == InheritState::Open => {
                        self.break_ring(at, &path, other, problems)
                    }
                    Some(other) => path.push(other),
                    None => {
                        self.additions.units[at].communes = self.communes_of(at);
                        state[at] = InheritState::Done;
                    }
                }
            }
        }
    }

    /// Reports the cycle that `at` closes by its reference to `other`, and drops that reference.
    fn break_ring(&mut self, at: usize, path: &[usize], other: usize, problems: &mut Vec<AdditionProblem>) {
        let start = path.iter().position(|number| *number == other).unwrap_or(0);
        let ring = path[start..].iter().map(|number| self.additions.units[*number].row).collect();
        let link = self.additions.unit(&self.blob, other as u32);
        let added = &mut self.additions.units[at];
        let place = added.successors.iter().position(|unit| *unit == link);
        let part = match place {
            Some(place) => {
                added.successors.remove(place);
                AdditionPart::Successor(place)
            }
            None => {
                added.within = None;
                AdditionPart::Within
            }
        };
        problems.push(AdditionProblem { addition: added.row, part, trouble: Trouble::Cycle(ring) });
    }

    /// Returns the numbers of the additions from which this one takes its communes.
    fn depends_on(&self, number: usize) -> Vec<usize> {
        let first = first_id(&self.blob);
        let added = &self.additions.units[number];
        let sources =
            if added.successors.is_empty() { added.within.as_slice() } else { added.successors.as_slice() };
        let addition = |unit: &AdminUnit| match unit {
            AdminUnit::Former(id) => id.0.checked_sub(first).map(|number| number as usize),
            _ => None,
        };
        sources.iter().filter_map(addition).collect()
    }

    fn communes_of(&self, number: usize) -> Vec<CommuneId> {
        let added = &self.additions.units[number];
        let sources =
            if added.successors.is_empty() { added.within.as_slice() } else { added.successors.as_slice() };
        let mut communes: Vec<CommuneId> = Vec::new();
        for unit in sources {
            let more = match unit {
                AdminUnit::Province(_) => Vec::new(),
                AdminUnit::Commune(id) => vec![*id],
                AdminUnit::Former(id) => self.former(*id).main_communes(),
            };
            for commune in more {
                if !communes.contains(&commune) {
                    communes.push(commune);
                }
            }
        }
        communes
    }
}
