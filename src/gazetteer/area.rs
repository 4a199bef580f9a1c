//! The area of some places: which communes of today it has, and which other places lie in it.
//!
//! Takes resolved places, gives an [`Area`]. A former unit covers every commune of today that a part of it went to.

use std::collections::BTreeSet;

use super::{CommuneId, FormerId, Gazetteer, Place, ProvinceId};

/// Some provinces, communes and former units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    provinces: BTreeSet<ProvinceId>,
    formers: BTreeSet<FormerId>,
    communes: BTreeSet<CommuneId>,
}

impl Area {
    /// Returns the communes of today that the area covers, by province, then code.
    pub fn communes(&self) -> &BTreeSet<CommuneId> {
        &self.communes
    }
}

impl Gazetteer {
    /// Returns the area that places cover together.
    pub fn area<'p>(&self, places: impl IntoIterator<Item = &'p Place>) -> Area {
        let mut area = Area::default();
        for place in places {
            match place.former {
                _ if !place.communes.is_empty() => area.communes.extend(&place.communes),
                Some(id) => {
                    area.formers.insert(id);
                    area.communes.extend(self.former(id).all_communes());
                }
                None => {
                    area.provinces.insert(place.province);
                    area.communes.extend(self.province(place.province).communes());
                }
            }
        }
        area
    }

    /// Whether a place, or a part of it, lies in an area.
    pub fn is_in(&self, place: &Place, area: &Area) -> bool {
        let around = || {
            let former = place.former.map(|id| self.former(id));
            former.into_iter().flat_map(|unit| [Some(unit.id), unit.district(), unit.province()]).flatten()
        };
        area.provinces.contains(&place.province)
            || place.communes.iter().any(|id| area.communes.contains(id))
            || around().any(|id| area.formers.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(gazetteer: &Gazetteer, text: &str) -> Place {
        gazetteer.resolve(text, false).or_else(|_| gazetteer.resolve(text, true)).unwrap().place
    }

    #[test]
    fn an_area_covers_what_lies_in_it() {
        let gazetteer = Gazetteer::built_in();
        let area = |texts: &[&str]| {
            let places: Vec<Place> = texts.iter().map(|text| place(&gazetteer, text)).collect();
            gazetteer.area(&places)
        };
        let is_in = |text: &str, area: &Area| gazetteer.is_in(&place(&gazetteer, text), area);
        let province = area(&["tỉnh Nghệ An"]);
        assert_eq!(province.communes().len(), 130);
        for inside in
            ["tỉnh Nghệ An", "xã Tam Hợp, huyện Quỳ Hợp, tỉnh Nghệ An", "huyện Tương Dương, tỉnh Nghệ An"]
        {
            assert!(is_in(inside, &province), "{inside}");
        }
        assert!(!is_in("tỉnh Phú Thọ", &province));
        let district = area(&["huyện Tương Dương, tỉnh Nghệ An"]);
        assert!(!district.communes().is_empty() && district.communes().len() < 20);
        assert!(is_in("xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", &district));
        assert!(is_in("huyện Tương Dương, tỉnh Nghệ An", &district));
        assert!(!is_in("xã Tam Hợp, huyện Quỳ Hợp, tỉnh Nghệ An", &district));
        assert!(!is_in("tỉnh Nghệ An", &district), "the province is not within one of its districts");
        let former = area(&["tỉnh Hoà Bình"]);
        assert!(is_in("huyện Tân Lạc, tỉnh Hoà Bình", &former) && !is_in("tỉnh Phú Thọ", &former));
        assert!(area(&[]).communes().is_empty());
    }
}
