//! Former addresses of entries.
//!
//! Takes the entries with their aliases, gives each former address with its new target; reports those
//! that are malformed or taken.

use super::Alias;
use super::addresses::{Addresses, join};
use super::entries::Visibility;
use super::identity::EntryIdentity;
use crate::address::{self, check_name};
use crate::diagnostic::{Diagnostic, Located, Location, Problem};
use crate::text::LONGEST_NAME;

/// Returns the former addresses of all entries, sorted. Hidden entries have none: they leave no trace.
pub(super) fn aliases<'p>(
    candidates: &[EntryIdentity<'p>],
    addresses: &mut Addresses<'p>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for candidate in candidates.iter().filter(|candidate| candidate.visibility != Visibility::Hidden) {
        let path = candidate.source.found.path.as_str();
        for at in &candidate.record.aliases {
            let mut report = |problem| problems.push(Diagnostic::new(path, at.position, problem));
            let Some(address) = alias_address(at) else {
                report(Problem::BadAlias { written: at.value.clone() });
                continue;
            };
            match addresses.claim_also(path, &address) {
                Ok(()) => aliases.push(Alias {
                    path: if address.ends_with('/') { address::page_path(&address) } else { address },
                    target: address::entry(&candidate.slug),
                    place: Location { path: path.into(), position: at.position },
                }),
                Err(other) => report(Problem::AddressClash { address: at.value.clone(), other }),
            }
        }
    }
    aliases.sort();
    aliases
}

/// Maximum length of a former address in bytes. Windows and its programs limit a path to 260 characters.
const LONGEST_ALIAS: usize = 400;

/// Returns the address of an alias: a folder of this site, or a page that ends in `.html`. `None` if it is malformed.
fn alias_address(at: &Located<String>) -> Option<String> {
    let path = at.value.strip_prefix('/')?;
    let plain = |c: char| c.is_alphanumeric() || "-_.~/".contains(c);
    let parts = || path.trim_end_matches('/').split('/');
    let sound =
        parts().all(|part| check_name(part).is_ok() && !part.starts_with('.') && part.len() <= LONGEST_NAME);
    if path.is_empty()
        || path.len() > LONGEST_ALIAS
        || !path.chars().all(plain)
        || !sound
        || join("", path)? != path.trim_end_matches('/')
    {
        return None;
    }
    let last = parts().next_back()?;
    if last.ends_with(".html") || last.ends_with(".htm") {
        return (!path.ends_with('/')).then(|| path.to_string());
    }
    Some(format!("{}/", path.trim_end_matches('/')))
}
