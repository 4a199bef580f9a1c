//! Removes from the store what no recipe asks for, and opens it for commands that only work with it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::bundle::{picture_of, prefix_of_byte, wanted};
use super::{Calls, StoreOptions};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::plan::Plan;
use crate::remote::RemoteFault;
use crate::site::Site;
use crate::world::World as _;

/// How often a command that only works with the store tries a call: for some thirteen seconds.
const TRIES: u32 = 8;

/// Why a command that works with the store did nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreStop {
    /// The content has errors.
    Content(Vec<Diagnostic>),
    /// The site has no store.
    NoStore,
    /// Nothing may be written there.
    ReadOnly,
    /// The site was read as of another day: what is hidden today might be put there.
    NotToday,
    /// The store failed.
    Remote(RemoteFault),
}

impl From<RemoteFault> for StoreStop {
    fn from(fault: RemoteFault) -> StoreStop {
        StoreStop::Remote(fault)
    }
}

/// Opens the store of a site, to be written to.
pub(in crate::build) fn open<'s>(
    site: &'s Site,
    options: &StoreOptions,
) -> Result<(Plan<'s>, Calls), StoreStop> {
    let Some((catalogue, theme)) = &site.ready else {
        return Err(StoreStop::Content(site.diagnostics.clone()));
    };
    let plan = Plan::new(catalogue, theme);
    if has_errors(plan.problems()) {
        return Err(StoreStop::Content(plan.problems().to_vec()));
    }
    let settings = &catalogue.config.cache;
    let place = options.open(settings, site.world.root()).ok_or(StoreStop::NoStore)?;
    if options.read_only || settings.read_only {
        return Err(StoreStop::ReadOnly);
    }
    if catalogue.as_of != site.world.today() {
        return Err(StoreStop::NotToday);
    }
    Ok((plan, Calls::new(place, TRIES)))
}

/// What is in a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sweep {
    /// How many pictures the site asks for, of which the store has the photos.
    pub kept: usize,
    /// How many files were removed, or would be.
    pub removed: usize,
}

/// Removes what no recipe of the site asks for; files that are not the store's own stay. If `is_dry`, nothing is
/// removed.
///
/// # Errors
/// If the site has errors, or the store cannot be written to.
pub fn sweep(site: &Site, options: &StoreOptions, is_dry: bool) -> Result<Sweep, StoreStop> {
    let (plan, calls) = open(site, options)?;
    let wanted: BTreeSet<String> = wanted(&plan);
    let of_byte = |byte: u8| -> Result<Sweep, RemoteFault> {
        let keys = calls.list(&prefix_of_byte(byte))?;
        let own: Vec<&String> = keys.iter().filter(|key| picture_of(key).is_some()).collect();
        let idle: Vec<&&String> = own.iter().filter(|key| !wanted.contains(**key)).collect();
        if !is_dry {
            idle.iter().try_for_each(|key| calls.delete(key))?;
        }
        Ok(Sweep { kept: own.len() - idle.len(), removed: idle.len() })
    };
    let swept: Vec<Sweep> = (0..=u8::MAX).into_par_iter().map(of_byte).collect::<Result<_, _>>()?;
    Ok(Sweep {
        kept: swept.iter().map(|sweep| sweep.kept).sum(),
        removed: swept.iter().map(|sweep| sweep.removed).sum(),
    })
}
