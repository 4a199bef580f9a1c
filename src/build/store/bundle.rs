//! What the store holds: one file for each picture, with all variants that a plan asks for.
//!
//! A bundle's key is made of the keys of its variants, so it never changes once it is written, and writing it twice
//! writes the same. It begins with a digest of the rest: what was cut off, altered or put elsewhere is recognised.

use std::collections::{BTreeMap, BTreeSet};

use crate::digest::Digest;
use crate::model::Picture;
use crate::plan::{Effort, Original, Plan, Recipe, Variant};

/// The version of the format, which is part of every key.
const FORMAT: &str = "guong-photos-1";
/// The extension of a bundle's key.
const ENDING: &str = ".photos";
/// How the names of files begin that a folder holds while they are written.
const PART: &str = ".guong-";

/// A picture and the variants that a plan makes of it.
#[derive(Debug, Clone)]
pub(in crate::build) struct PictureVariants {
    /// The index of the picture in the catalogue.
    pub(in crate::build) picture: usize,
    pub(in crate::build) variants: BTreeSet<Variant>,
}

/// Returns the pictures that a plan publishes, by digest, with all of their variants.
pub(in crate::build) fn planned(plan: &Plan<'_>) -> BTreeMap<Digest, PictureVariants> {
    let mut pictures: BTreeMap<Digest, PictureVariants> = BTreeMap::new();
    for (picture, variant) in plan.outputs().iter().filter_map(|output| plan.derived(output.what)) {
        let digest = plan.catalogue.pictures[picture].digest();
        let own = PictureVariants { picture, variants: BTreeSet::new() };
        pictures.entry(digest).or_insert(own).variants.insert(variant);
    }
    pictures
}

/// The name of a bundle, and the names of its files in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::build) struct Bundle {
    pub(super) picture: Digest,
    /// The key and the extension of each variant, in the variants' order.
    pub(super) files: Vec<(Digest, &'static str)>,
}

impl Bundle {
    pub(in crate::build) fn of(
        picture: &Picture,
        variants: &BTreeSet<Variant>,
        recipe: Recipe<'_>,
    ) -> Bundle {
        let key = |variant: &Variant| recipe.key(Original::of(picture), *variant);
        let files = variants.iter().map(|variant| (key(variant), variant.ending())).collect();
        Bundle { picture: picture.digest(), files }
    }

    /// Returns the key in the store: `ab/ab…/….photos`.
    pub(in crate::build) fn key(&self) -> String {
        let keys: Vec<Digest> = self.files.iter().map(|(key, _)| *key).collect();
        format!("{}{}{ENDING}", folder(self.picture), Digest::of(&(FORMAT, keys)))
    }

    /// Returns the bytes of a bundle of these files, in the order of its variants.
    pub(in crate::build) fn pack<'f>(&self, files: impl Iterator<Item = &'f [u8]>) -> Vec<u8> {
        let mut bytes = vec![0; 16];
        for ((key, _), file) in self.files.iter().zip(files) {
            bytes.extend(key.0);
            bytes.extend((file.len() as u64).to_le_bytes());
            bytes.extend(file);
        }
        let digest = Digest::of_bytes(&bytes[16..]);
        bytes[..16].copy_from_slice(&digest.0);
        bytes
    }

    /// Returns the files of a bundle; `None` if the bytes are not exactly this bundle.
    pub(super) fn unpack<'b>(&self, bytes: &'b [u8]) -> Option<Vec<&'b [u8]>> {
        let (digest, mut rest) = bytes.split_first_chunk::<16>()?;
        if Digest::of_bytes(rest).0 != *digest {
            return None;
        }
        let mut files = Vec::with_capacity(self.files.len());
        for (expected, _) in &self.files {
            let (key, after) = rest.split_first_chunk::<16>()?;
            let (length, after) = after.split_first_chunk::<8>()?;
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let (file, after) = after.split_at_checked(length)?;
            if *key != expected.0 {
                return None;
            }
            files.push(file);
            rest = after;
        }
        rest.is_empty().then_some(files)
    }
}

/// Returns what the keys of a picture's bundles begin with.
fn folder(picture: Digest) -> String {
    let name = picture.to_string();
    format!("{}/{name}/", &name[..2])
}

/// Returns what the keys of all pictures begin with whose digests have this first byte.
pub(in crate::build) fn prefix_of_byte(byte: u8) -> String {
    format!("{byte:02x}/")
}

/// Returns the picture of a key; `None` if the file is none of the store's own.
pub(super) fn picture_of(key: &str) -> Option<Digest> {
    let (_, rest) = key.split_once('/')?;
    let (picture, name) = rest.split_once('/')?;
    let is_bundle = |name: &str| name.strip_suffix(ENDING).is_some_and(|set| set.parse::<Digest>().is_ok());
    let picture: Digest = picture.parse().ok()?;
    (key.starts_with(&folder(picture)) && (is_bundle(name) || name.starts_with(PART))).then_some(picture)
}

/// Returns the keys of the bundles that a plan asks for at any effort.
pub(super) fn wanted(plan: &Plan<'_>) -> BTreeSet<String> {
    let of_effort = |effort| {
        let recipe = Recipe { effort, ..plan.recipe() };
        let pictures = planned(plan).into_values();
        pictures
            .map(move |own| Bundle::of(&plan.catalogue.pictures[own.picture], &own.variants, recipe).key())
            .collect::<Vec<String>>()
    };
    of_effort(Effort::Draft).into_iter().chain(of_effort(Effort::Full)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle() -> Bundle {
        let [one, two] = [b"1", b"2"].map(|bytes| Digest::of_bytes(bytes));
        Bundle { picture: Digest::of_bytes(b"p"), files: vec![(one, "webp"), (two, "jpg")] }
    }

    #[test]
    fn what_was_packed_is_unpacked_and_nothing_else() {
        let bundle = bundle();
        let whole = bundle.pack([b"abc".as_slice(), b""].into_iter());
        assert_eq!(bundle.unpack(&whole), Some(vec![b"abc".as_slice(), b""]));
        for cut in 0..whole.len() {
            assert_eq!(bundle.unpack(&whole[..cut]), None, "cut at {cut}");
        }
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            assert_eq!(bundle.unpack(&altered), None, "altered at {at}");
        }
        // A whole bundle of other variants is not this one.
        let other = Bundle { files: bundle.files.iter().rev().copied().collect(), ..bundle.clone() };
        assert_eq!(bundle.unpack(&other.pack([b"abc".as_slice(), b""].into_iter())), None);
        let more = Bundle { files: [bundle.files.clone(), bundle.files.clone()].concat(), ..bundle.clone() };
        assert_eq!(bundle.unpack(&more.pack([b"a".as_slice(); 4].into_iter())), None);
        // Lengths that add up to anything are no reason to panic.
        let mut huge = bundle.pack([b"abc".as_slice(), b""].into_iter());
        huge[32..40].copy_from_slice(&u64::MAX.to_le_bytes());
        let digest = Digest::of_bytes(&huge[16..]);
        huge[..16].copy_from_slice(&digest.0);
        assert_eq!(bundle.unpack(&huge), None);
    }

    #[test]
    fn only_the_keys_of_bundles_are_recognised() {
        let bundle = bundle();
        let key = bundle.key();
        assert_eq!(picture_of(&key), Some(bundle.picture));
        assert!(key.starts_with(&prefix_of_byte(bundle.picture.0[0])));
        let part = format!("{}.guong-x.part", folder(bundle.picture));
        assert_eq!(picture_of(&part), Some(bundle.picture));
        let foreign =
            ["x", "ab/x", "ghi-chu.txt", &key[3..], &format!("{key}.bak"), &format!("00/{}", &key[3..])];
        for foreign in foreign {
            assert_eq!(picture_of(foreign), None, "{foreign}");
        }
    }
}
