//! The map: provinces shaded by their number of entries, communes with entries as points.
//!
//! Takes the lists and the gazetteer, gives the [`MapView`]. The outlines are an asset of the theme
//! (`assets/provinces.svg`, drawn by `examples/map/outlines.py`), so pages do not contain them; only
//! positions on it are computed here. Points are rounded to whole units of the drawing, about two kilometres.

use std::collections::BTreeMap;

use super::Plan;
use super::index::ListOf;
use super::view::{MapPoints, MapProvince, MapStep, MapView};
use super::within::bare_name;
use crate::gazetteer::{Commune, Gazetteer, ProvinceId};

/// The drawing's western and northern edge in degrees, and its units per degree of latitude, the same
/// as in `examples/map/outlines.py`.
const WEST: f64 = 101.9;
const NORTH: f64 = 23.6;
const UNITS: f64 = 60.0;
/// The latitude at which the drawing is true to scale, in degrees.
const TRUE_AT: f64 = 16.0;
/// The greatest number of shades.
const SHADES: usize = 5;
/// The bounds of the shades where no province has as many entries as [`MANY`].
const FEW: [usize; 4] = [1, 2, 4, 10];
const MANY: usize = 40;
/// A map with more points than this draws them small.
const DENSE: usize = 400;

/// Projects a point of the earth onto the drawing (equirectangular projection).
fn project(latitude: f64, longitude: f64) -> (i32, i32) {
    let x = (longitude - WEST) * UNITS * TRUE_AT.to_radians().cos();
    let y = (NORTH - latitude) * UNITS;
    (x.round() as i32, y.round() as i32)
}

/// Returns the position of a commune on the drawing.
pub(super) fn position(commune: Commune<'_>) -> (i32, i32) {
    project(commune.latitude(), commune.longitude())
}

impl Plan<'_> {
    /// Returns the map, with or without points for communes.
    pub(super) fn map(&self, with_points: bool) -> MapView {
        let gazetteer = &self.catalogue.gazetteer;
        let count = |id| self.shape.lists.get(ListOf::Province(id)).len();
        let ids: Vec<ProvinceId> = gazetteer.provinces().collect();
        let steps = steps(ids.iter().map(|id| count(*id)).collect());
        let province = |id: ProvinceId| {
            let province = gazetteer.province(id);
            let (x, y) = middle(gazetteer, id);
            let has = |commune: &_| !self.shape.lists.get(ListOf::Commune(*commune)).is_empty();
            MapProvince {
                code: province.code(),
                label: province.full_name(),
                path: (count(id) > 0).then(|| self.list_address(ListOf::Province(id))),
                count: count(id),
                communes: province.communes().filter(has).count(),
                step: steps.iter().rfind(|step| step.from <= count(id)).map_or(0, |step| step.step),
                x,
                y,
            }
        };
        let mut provinces: Vec<MapProvince> = ids.into_iter().map(province).collect();
        self.sort_by_label(&mut provinces, |province| bare_name(&province.label));
        let points = if with_points { self.points() } else { Vec::new() };
        let dense = provinces.iter().map(|province| province.communes).sum::<usize>() > DENSE;
        MapView { provinces, steps, points, dense }
    }

    /// Returns the communes that have entries, by size of point. Communes that round to the same point share it.
    fn points(&self) -> Vec<MapPoints> {
        let mut counts: BTreeMap<(i32, i32), usize> = BTreeMap::new();
        for (of, entries) in self.shape.lists.iter() {
            if let ListOf::Commune(id) = of {
                let commune = self.catalogue.gazetteer.commune(id);
                let (x, y) = position(commune);
                *counts.entry((y, x)).or_default() += entries.len();
            }
        }
        let mut points: BTreeMap<u8, Vec<(i32, i32)>> = BTreeMap::new();
        for ((y, x), count) in counts {
            points.entry(1 + u8::from(count > 1) + u8::from(count > 9)).or_default().push((x, y));
        }
        points.into_iter().map(|(size, points)| MapPoints { size, d: dots(&points) }).collect()
    }
}

/// Writes points as SVG path data: relative moves, each followed by a zero-length line, which round caps show.
pub(super) fn dots(points: &[(i32, i32)]) -> String {
    let mut d = String::new();
    let mut at = (0, 0);
    for (x, y) in points {
        let gap = if *y < at.1 { "" } else { " " };
        d.push_str(&format!("m{}{gap}{}h0", x - at.0, y - at.1));
        at = (*x, *y);
    }
    d
}

/// Returns the median position of a province's communes, which far islands do not move.
fn middle(gazetteer: &Gazetteer, id: ProvinceId) -> (i32, i32) {
    let communes = gazetteer.province(id).communes().map(|id| gazetteer.commune(id));
    let points = communes.map(|commune| project(commune.latitude(), commune.longitude()));
    let (mut xs, mut ys): (Vec<i32>, Vec<i32>) = points.unzip();
    xs.sort_unstable();
    ys.sort_unstable();
    (xs[xs.len() / 2], ys[ys.len() / 2])
}

/// Returns the shades for these counts: the first of [`FEW`] where no province has many entries, else at most
/// [`SHADES`], each for about as many provinces, with round bounds.
fn steps(mut counts: Vec<usize>) -> Vec<MapStep> {
    counts.retain(|count| *count > 0);
    counts.sort_unstable();
    let most = counts.last().copied().unwrap_or(0);
    if most < MANY {
        let shade = |n: usize| MapStep { step: n + 1, from: FEW[n], to: FEW.get(n + 1).map(|next| next - 1) };
        return (0..FEW.len()).map(shade).filter(|shade| shade.from <= most).collect();
    }
    let mut from: Vec<usize> =
        (0..SHADES).filter_map(|n| counts.get(n * counts.len() / SHADES)).map(|n| rounded(*n)).collect();
    from.dedup();
    if let Some(first) = from.first_mut() {
        *first = 1;
    }
    let to = |n: usize| from.get(n + 1).map(|next| next - 1);
    // Fewer shades are spread over the whole range of depths.
    let step = |n: usize| match from.len() - 1 {
        0 => SHADES.div_ceil(2),
        last => 1 + n * (SHADES - 1) / last,
    };
    (0..from.len()).map(|n| MapStep { step: step(n), from: from[n], to: to(n) }).collect()
}

/// Rounds a number down to its first digit.
fn rounded(number: usize) -> usize {
    let unit = 10_usize.pow(number.ilog10());
    number / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses the rings of an outline: `m`, `l`, `h`, `v` and `z` with relative whole numbers.
    fn rings(d: &str) -> Vec<Vec<(i32, i32)>> {
        let mut rings: Vec<Vec<(i32, i32)>> = Vec::new();
        let mut start = (0, 0);
        let mut at = (0, 0);
        for piece in d.replace('z', "").replace('-', " -").split_inclusive(char::is_alphabetic).scan(
            ' ',
            |letter, piece| {
                let numbers = piece.trim_end_matches(char::is_alphabetic);
                let here = (*letter, numbers.to_string());
                *letter = piece.chars().last().unwrap();
                Some(here)
            },
        ) {
            let (letter, numbers) = piece;
            let numbers: Vec<i32> = numbers.split_whitespace().map(|n| n.parse().unwrap()).collect();
            let steps: Vec<(i32, i32)> = match letter {
                'h' => numbers.iter().map(|x| (*x, 0)).collect(),
                'v' => numbers.iter().map(|y| (0, *y)).collect(),
                _ => numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect(),
            };
            for (n, (dx, dy)) in steps.into_iter().enumerate() {
                if letter == 'm' && n == 0 {
                    start = (start.0 + dx, start.1 + dy);
                    at = start;
                    rings.push(Vec::new());
                } else {
                    at = (at.0 + dx, at.1 + dy);
                }
                rings.last_mut().unwrap().push(at);
            }
        }
        rings
    }

    /// Whether a point lies within a ring, or within rounding distance of its corners.
    fn holds(ring: &[(i32, i32)], (x, y): (i32, i32)) -> bool {
        let mut inside = false;
        for (n, &(ax, ay)) in ring.iter().enumerate() {
            let (bx, by) = ring[(n + 1) % ring.len()];
            let crosses = (ay > y) != (by > y);
            inside ^= crosses
                && f64::from(x) < f64::from(bx - ax) * f64::from(y - ay) / f64::from(by - ay) + f64::from(ax);
        }
        inside || ring.iter().any(|(px, py)| (px - x).abs() <= 3 && (py - y).abs() <= 3)
    }

    #[test]
    fn every_commune_lies_in_the_outline_of_its_province() {
        let drawing = include_str!("../../themes/guong/assets/provinces.svg");
        let gazetteer = Gazetteer::built_in();
        let mut outside = Vec::new();
        for id in gazetteer.provinces() {
            let opening = format!("<path id=\"p{}\" d=\"", gazetteer.province(id).code());
            let outline = drawing.split(&opening).nth(1).expect("every province has an outline");
            let rings = rings(outline.split('"').next().unwrap());
            for commune in gazetteer.province(id).communes().map(|id| gazetteer.commune(id)) {
                let point = project(commune.latitude(), commune.longitude());
                if !rings.iter().any(|ring| holds(ring, point)) {
                    outside.push(commune.full_name());
                }
            }
        }
        // Four are on sandbanks that the simplified coast leaves out, one is on an island that the
        // outlines lack.
        let known = [
            "xã Triệu Cơ, tỉnh Quảng Trị",
            "xã Vĩnh Định, tỉnh Quảng Trị",
            "xã Mỹ Thủy, tỉnh Quảng Trị",
            "phường Thuận An, thành phố Huế",
            "xã Nhơn Châu, tỉnh Gia Lai",
        ];
        assert_eq!(outside, known);
    }

    #[test]
    fn shades_begin_at_one_and_have_round_limits() {
        let from = |counts: &[usize]| steps(counts.to_vec()).iter().map(|s| s.from).collect::<Vec<_>>();
        assert_eq!(from(&[]), Vec::<usize>::new());
        assert_eq!(from(&[0, 0, 7]), [1, 2, 4]);
        assert_eq!(from(&[1, 1, 1, 2, 2, 3]), [1, 2]);
        assert_eq!(from(&[1, 2, 5, 17]), [1, 2, 4, 10]);
        assert_eq!(from(&[411, 433, 528, 590, 641, 702, 730, 788, 804, 955]), [1, 500, 600, 700, 800]);
        let few = steps(vec![1, 1, 3, 3]);
        assert_eq!((few[0].to, few[1].to), (Some(1), Some(3)));
        assert_eq!(steps(vec![12]).last().map(|step| (step.step, step.to)), Some((4, None)));
        let many = steps(vec![40, 40, 300, 300]);
        assert_eq!((many[0].to, many[1].to), (Some(299), None));
        assert_eq!((many[0].step, many[1].step), (1, 5));
    }

    #[test]
    fn dots_are_written_short() {
        assert_eq!(dots(&[(10, 20), (12, 20), (5, 19)]), "m10 20h0m2 0h0m-7-1h0");
    }
}
