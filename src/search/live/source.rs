//! The index in memory as a [`ListSource`] of [`matcher`](crate::search::matcher).

use std::collections::BTreeMap;

use super::LiveIndex;
use crate::search::layout::{NEIGHBOURS, weight};
use crate::search::lists::Form;
use crate::search::lists::ListSource;
use crate::search::names::{NameLine, ValueOf};
use crate::search::reader::Fault;
use crate::search::synonyms::SYNONYM;
use crate::search::units::ALONE;
use crate::text::fold;

impl ListSource for LiveIndex {
    fn all(&self) -> u32 {
        self.order.len() as u32
    }

    fn size(&self) -> u32 {
        self.slots.len() as u32
    }

    fn weight(&self, folded: &str) -> u32 {
        let first = self.written(folded).first();
        let entries = first.map_or(0, |first| self.entries[self.folded[*first as usize] as usize]);
        if entries == 0 { 0 } else { weight(folded, entries, self.all()) }
    }

    fn single(&self, folded: &str) -> Result<Vec<Form>, Fault> {
        let mut forms: Vec<Form> =
            self.written(folded).iter().filter_map(|number| self.form((*number, ALONE))).collect();
        forms.sort_by(|a, b| a.own.cmp(&b.own));
        Ok(forms)
    }

    fn pair(&self, first: &str, second: &str) -> Result<Vec<Form>, Fault> {
        let seconds = self.written(second);
        let pairs = self.written(first).iter().flat_map(|a| seconds.iter().map(|b| (*a, *b)));
        Ok(pairs.filter_map(|key| self.form(key)).collect())
    }

    fn neighbours(&self, folded: &str) -> Result<[Vec<String>; 2], Fault> {
        let mut sides = [BTreeMap::new(), BTreeMap::new()];
        for own in self.written(folded) {
            for (side, others) in self.beside[*own as usize].iter().enumerate() {
                for other in others {
                    let key = if side == 0 { (*own, *other) } else { (*other, *own) };
                    let often: usize = self.lists[&key].iter().map(Vec::len).sum();
                    if often > 0 {
                        *sides[side].entry(fold(&self.names[*other as usize])).or_default() += often;
                    }
                }
            }
        }
        Ok(sides.map(|side: BTreeMap<String, usize>| {
            let mut side: Vec<(String, usize)> = side.into_iter().collect();
            side.sort_by_key(|(_, often)| usize::MAX - often);
            side.into_iter().take(NEIGHBOURS).map(|(word, _)| word).collect()
        }))
    }

    fn is_start(&self, _: &str) -> bool {
        true
    }

    fn names(&self, from: &str, to: &str, limit: usize) -> Result<Vec<NameLine>, Fault> {
        let first = self.lines.partition_point(|line| *line.key < *from);
        let lines = self.lines[first..].iter().take_while(|line| *line.key <= *to);
        let has_entries =
            |line: &&NameLine| line.facet == SYNONYM || self.value_of(line.facet, line.value).is_some();
        let lines = lines.filter(has_entries);
        Ok(lines.take(limit).cloned().collect())
    }

    fn value(&self, facet: u8, value: u32) -> Result<Option<ValueOf>, Fault> {
        let own = self.facets[usize::from(facet)].values.get(value as usize);
        let own = own.map_or(String::new(), |value| value.path.clone());
        Ok(self.value_of(facet, value).map(|(id, label, _, entries)| ValueOf {
            id: id.clone(),
            label: label.clone(),
            path: own,
            entries: entries.clone(),
        }))
    }

    fn common(&self, accept: &dyn Fn(&str) -> bool) -> Vec<(String, u32)> {
        let words = self.written.keys().filter(|word| accept(word));
        words.map(|word| (word.clone(), self.weight(word))).filter(|(_, weight)| *weight > 0).collect()
    }

    fn place(&self, entry: u32) -> u32 {
        self.places()[entry as usize]
    }
}
