//! A place as an entry's page shows it: as written, and what became of it.
//!
//! Takes a place, gives its view. Never says that a place is a unit of today if that unit is larger than it.

use super::facts::Facts;
use super::view::{Link, PlaceView};
use crate::address;
use crate::gazetteer::{Fate, FormerTier, FormerUnit, Gazetteer, LAST_OF_THREE_TIERS, Place};
use crate::text::fold;

impl Facts<'_> {
    /// Returns the view of a place, then and now.
    pub(super) fn place(&self, place: &Place) -> PlaceView {
        let gazetteer = &self.catalogue.gazetteer;
        let province = gazetteer.province(place.province);
        let commune = |id| {
            let commune = gazetteer.commune(id);
            let path = address::commune(&gazetteer.province(commune.province()).slug(), &commune.slug());
            Link { label: commune.short_name(), path }
        };
        let former = place.former.map(|id| {
            let former = gazetteer.former(id);
            Link { label: former.full_name(), path: address::former(&former.slug()) }
        });
        // A unit's tier tells readers that it ended in July 2025; for one that ended earlier they need the date.
        let gone = place
            .former
            .map(|id| gazetteer.former(id))
            .filter(|former| former.until().is_some_and(|last| last < LAST_OF_THREE_TIERS));
        PlaceView {
            former_is: former_is(gazetteer, place),
            change: change(gazetteer, place),
            until: gone.and_then(FormerUnit::ended).map(|day| self.wording.date(day)),
            written: place.written.clone(),
            now: match place.communes.first() {
                Some(id) => gazetteer.commune(*id).full_name(),
                None => province.full_name(),
            },
            province: Link { label: province.full_name(), path: address::province(&province.slug()) },
            communes: place.communes.iter().map(|id| commune(*id)).collect(),
            former,
        }
    }
}

/// Returns where the name of a place's former unit stands, as in [`PlaceView::former_is`]. Names are compared without
/// regard to case and marks.
fn former_is(gazetteer: &Gazetteer, place: &Place) -> Option<&'static str> {
    let former = gazetteer.former(place.former?);
    let now = match place.communes.first() {
        Some(id) => gazetteer.commune(*id).short_name(),
        None => gazetteer.province(place.province).full_name(),
    };
    // The province may be written by another name: `Thừa Thiên Huế`.
    let (written, full) = (fold(&place.written), fold(&former.full_name()));
    let is_there = |name: &str| written.contains(&format!("{name},"));
    match written.contains(&full) || full.rsplit_once(", ").is_some_and(|(name, _)| is_there(name)) {
        true => Some("written"),
        false => (fold(&former.short_name()) != fold(&now)).then_some("apart"),
    }
}

/// Returns `is` if a place is now a unit of another name, `within` if it lies in a larger one, `None` if unchanged.
fn change(gazetteer: &Gazetteer, place: &Place) -> Option<&'static str> {
    let written = fold(&place.written);
    let province = gazetteer.province(place.province);
    let Some(former) = place.former.map(|id| gazetteer.former(id)) else {
        // One of today's units, a few of which have changed their type.
        let was = match place.communes.first() {
            Some(id) => gazetteer.commune(*id).was(),
            None => province.was(),
        };
        let now = match place.communes.first() {
            Some(id) => gazetteer.commune(*id).short_name(),
            None => province.full_name(),
        };
        return (was.is_some() && !written.contains(&fold(&now))).then_some("is");
    };
    let former_province = former.province().map(|id| gazetteer.former(id));
    match (former.level(), place.communes.as_slice()) {
        (FormerTier::Province, _) if fold(former.name()) == fold(province.name()) => None,
        (FormerTier::Province, _) => Some(if former.fate() == Fate::Renamed { "is" } else { "within" }),
        // A former unit that was divided up, in a province that has kept its name.
        (_, []) if former_province.is_some_and(|then| fold(then.name()) == fold(province.name())) => None,
        // Text before the unit's name, such as a hamlet, names a place within it.
        (_, [_]) if matches!(former.fate(), Fate::Unchanged | Fate::Renamed) => {
            Some(if written.starts_with(&fold(&former.short_name())) { "is" } else { "within" })
        }
        _ => Some("within"),
    }
}
