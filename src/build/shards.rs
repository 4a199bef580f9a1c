//! Derives photos in shards, so that any scheduler of independent jobs can spread them over machines.
//!
//! A shard is a range of pictures' digests: which shard a picture belongs to depends on nothing else, and a shard needs
//! only its own part of the store's list. A shard may run twice, be killed, or run beside another one, since a bundle is
//! stored whole, and always with the same bytes.

use std::collections::BTreeSet;
use std::time::Duration;

use rayon::prelude::*;

use super::store::{
    Bundle, Calls, PictureVariants, StoreOptions, StoreStop, from_cache, open_store, planned, prefix_of_byte,
};
use super::{Observe, PhotoDeriver, Work};
use crate::diagnostic::{self, Diagnostic};
use crate::digest::Digest;
use crate::model::Picture;
use crate::plan::{Plan, Variant};
use crate::publish::PhotoCache;
use crate::remote::RemoteFault;
use crate::site::Site;
use crate::world::instant;

/// How many pictures are derived to estimate the time, and for how long at most.
const SAMPLE: (usize, Duration) = (8, Duration::from_secs(15));

/// One of several parts of about the same size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Its number, from 1.
    pub number: u32,
    /// How many parts there are.
    pub of: u32,
}

impl Shard {
    /// All pictures.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// Returns the shard; `None` if there is no such part.
    pub fn new(number: u32, of: u32) -> Option<Shard> {
        (1..=of).contains(&number).then_some(Shard { number, of })
    }

    /// Reads `3/8`.
    pub fn parse(text: &str) -> Option<Shard> {
        let (number, of) = text.split_once('/')?;
        Shard::new(number.parse().ok()?, of.parse().ok()?)
    }

    /// Reads what schedulers of job arrays set for each job. `Ok(None)` if none of them started this process.
    ///
    /// # Errors
    /// The name of the variable that is missing or wrong.
    pub fn from_environment(
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Shard>, &'static str> {
        let number = |name: &'static str| match variable(name) {
            Some(text) => text.parse::<u32>().map(Some).map_err(|_| name),
            None => Ok(None),
        };
        for (index, count, first) in SCHEDULERS {
            let Some(index_value) = number(index)? else { continue };
            let of = match number("GUONG_SHARDS")? {
                Some(of) => of,
                None => number(count)?.ok_or(if count.is_empty() { "GUONG_SHARDS" } else { count })?,
            };
            let base = match first {
                FirstJob::Is(base) => *base,
                FirstJob::In(name) => number(name)?.ok_or(*name)?,
            };
            // Of an array of some tasks only (`--array=1,3,7`), the numbers do not say which part each is.
            let shard = index_value.checked_sub(base).and_then(|index| Shard::new(index + 1, of));
            return shard.map(Some).ok_or(index);
        }
        Ok(None)
    }

    /// Whether a picture belongs to the shard.
    fn owns(self, picture: Digest) -> bool {
        let [a, b, c, d, ..] = picture.0;
        let part = (u64::from(u32::from_be_bytes([a, b, c, d])) * u64::from(self.of)) >> 32;
        part + 1 == u64::from(self.number)
    }
}

/// The number of an array's first job.
enum FirstJob {
    Is(u32),
    In(&'static str),
}

/// What schedulers set: the variable of a job's number, that of the count (empty if they set none), the first number.
const SCHEDULERS: &[(&str, &str, FirstJob)] = &[
    ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", FirstJob::In("SLURM_ARRAY_TASK_MIN")),
    ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", FirstJob::Is(0)),
    ("BATCH_TASK_INDEX", "BATCH_TASK_COUNT", FirstJob::Is(0)),
    ("CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_COUNT", FirstJob::Is(0)),
    ("JOB_COMPLETION_INDEX", "", FirstJob::Is(0)),
    ("AZ_BATCH_TASK_ID", "", FirstJob::Is(0)),
];

/// What was done of a shard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShardReport {
    /// How many pictures belong to the shard.
    pub pictures: usize,
    /// Of how many the store had the photos.
    pub found: usize,
    /// Of how many the photos were put there.
    pub put: usize,
    /// Why the others were not: pictures that cannot be decoded.
    pub problems: Vec<Diagnostic>,
    /// Why the others were not: the store failed.
    pub fault: Option<RemoteFault>,
}

/// What is to be done, and how long it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShardPlan {
    /// How many pictures are published.
    pub pictures: usize,
    /// Of how many the store has the photos.
    pub found: usize,
    /// How many seconds of one core a picture takes, as measured on some.
    pub seconds_each: f64,
}

/// A picture whose photos the store lacks.
struct MissingPicture<'p> {
    picture: &'p Picture,
    variants: Vec<Variant>,
    bundle: Bundle,
}

/// Derives the photos of a shard that the store lacks, and puts them there. Writes nothing on this machine.
///
/// # Errors
/// If nothing could be done.
pub fn derive_shard(
    site: &Site,
    shard: Shard,
    options: &StoreOptions,
    observe: &Observe<'_>,
) -> Result<ShardReport, StoreStop> {
    let (plan, calls) = open_store(site, options)?;
    let (pictures, missing) = missing(&plan, &calls, shard)?;
    let deriver = PhotoDeriver::new(None, rayon::current_num_threads());
    let cache = PhotoCache::new(&site.world.root().join(".guong"));
    let step = observe(Work::Photos, missing.len());
    let derive = |one: &MissingPicture<'_>| -> Result<bool, Box<Diagnostic>> {
        if calls.is_closed() {
            return Ok(false);
        }
        let bytes = match from_cache(&cache, &one.bundle) {
            Some(bytes) => bytes,
            None => {
                let permit = deriver.permit();
                let files = permit.derive(&site.world, one.picture, &one.variants, plan.recipe())?;
                one.bundle.pack(files.iter().map(Vec::as_slice))
            }
        };
        let put = calls.put(&one.bundle.key(), &bytes).is_ok();
        step();
        Ok(put)
    };
    let results: Vec<_> = missing.par_iter().with_max_len(1).map(derive).collect();
    let mut report = ShardReport { pictures, found: pictures - missing.len(), ..ShardReport::default() };
    for result in results {
        match result {
            Ok(is_put) => report.put += usize::from(is_put),
            Err(problem) => report.problems.push(*problem),
        }
    }
    diagnostic::sort(&mut report.problems);
    report.fault = calls.fault().filter(|_| report.found + report.put + report.problems.len() < pictures);
    Ok(report)
}

/// Counts what is to be done, and derives some pictures to see how long it takes. Writes nothing.
///
/// # Errors
/// If the content has errors, or the store cannot be used.
pub fn plan_shards(site: &Site, options: &StoreOptions) -> Result<ShardPlan, StoreStop> {
    let (plan, calls) = open_store(site, options)?;
    let (pictures, missing) = missing(&plan, &calls, Shard::WHOLE)?;
    let deriver = PhotoDeriver::new(None, 1);
    let (begun, mut derived) = (instant(), 0);
    for one in missing.iter().step_by(missing.len().div_ceil(SAMPLE.0).max(1)) {
        // A damaged picture takes time too.
        let _ = deriver.permit().derive(&site.world, one.picture, &one.variants, plan.recipe());
        derived += 1;
        if begun.elapsed() > SAMPLE.1 {
            break;
        }
    }
    let seconds_each = begun.elapsed().as_secs_f64() / f64::from(derived.max(1));
    Ok(ShardPlan { pictures, found: pictures - missing.len(), seconds_each })
}

/// Returns how many pictures a shard has, and those of which the store lacks the photos.
fn missing<'p>(
    plan: &Plan<'p>,
    calls: &Calls,
    shard: Shard,
) -> Result<(usize, Vec<MissingPicture<'p>>), RemoteFault> {
    let own: Vec<(Digest, PictureVariants)> =
        planned(plan).into_iter().filter(|(digest, _)| shard.owns(*digest)).collect();
    let bytes: BTreeSet<u8> = own.iter().map(|(digest, _)| digest.0[0]).collect();
    let listed: Vec<Vec<String>> =
        bytes.into_par_iter().map(|byte| calls.list(&prefix_of_byte(byte))).collect::<Result<_, _>>()?;
    let there: BTreeSet<String> = listed.into_iter().flatten().collect();
    let pictures = own.len();
    let missing = own.into_iter().filter_map(|(_, own)| {
        let picture = &plan.catalogue.pictures[own.picture];
        let bundle = Bundle::of(picture, &own.variants, plan.recipe());
        let is_there = there.contains(&bundle.key());
        (!is_there).then(|| MissingPicture { picture, variants: own.variants.into_iter().collect(), bundle })
    });
    Ok((pictures, missing.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_belongs_to_one_shard() {
        let digests: Vec<Digest> = (0..1000_u32).map(|n| Digest::of_bytes(&n.to_le_bytes())).collect();
        let edges = [Digest([0; 16]), Digest([255; 16])];
        for of in [1, 2, 3, 8, 1000] {
            let mut sizes = Vec::new();
            let mut owned = 0;
            for number in 1..=of {
                let shard = Shard::new(number, of).unwrap();
                let own = digests.iter().chain(&edges).filter(|digest| shard.owns(**digest)).count();
                sizes.push(own);
                owned += own;
            }
            assert_eq!(owned, 1002, "of {of}: {sizes:?}");
        }
    }

    #[test]
    fn schedulers_say_which_shard_a_job_is() {
        let read = |set: &[(&str, &str)]| {
            let set: Vec<(String, String)> = set.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
            Shard::from_environment(|name| {
                set.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
            })
        };
        let slurm = |id| {
            [("SLURM_ARRAY_TASK_ID", id), ("SLURM_ARRAY_TASK_COUNT", "8"), ("SLURM_ARRAY_TASK_MIN", "1")]
        };
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&slurm("3")), Ok(Shard::new(3, 8)));
        assert_eq!(read(&slurm("9")), Err("SLURM_ARRAY_TASK_ID"));
        assert_eq!(read(&slurm("0")), Err("SLURM_ARRAY_TASK_ID"));
        assert_eq!(read(&slurm("x")), Err("SLURM_ARRAY_TASK_ID"));
        let aws = [("AWS_BATCH_JOB_ARRAY_INDEX", "0"), ("AWS_BATCH_JOB_ARRAY_SIZE", "4")];
        assert_eq!(read(&aws), Ok(Shard::new(1, 4)));
        let google = [("BATCH_TASK_INDEX", "3"), ("BATCH_TASK_COUNT", "4")];
        assert_eq!(read(&google), Ok(Shard::new(4, 4)));
        let kubernetes = [("JOB_COMPLETION_INDEX", "7"), ("GUONG_SHARDS", "8")];
        assert_eq!(read(&kubernetes), Ok(Shard::new(8, 8)));
        assert_eq!(read(&kubernetes[..1]), Err("GUONG_SHARDS"));
        assert_eq!(read(&[("AZ_BATCH_TASK_ID", "2"), ("GUONG_SHARDS", "3")]), Ok(Shard::new(3, 3)));
    }

    #[test]
    fn a_shard_is_written_as_a_fraction() {
        assert_eq!(Shard::parse("3/8"), Shard::new(3, 8));
        for not in ["", "3", "0/8", "9/8", "3/0", "-1/8", "a/b", "1/2/3"] {
            assert_eq!(Shard::parse(not), None, "{not}");
        }
    }
}
