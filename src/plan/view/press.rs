//! The page for newsrooms.

use serde::Serialize;

use super::{PageHead, SiteView};
use crate::digest::Digested;

/// The page for newsrooms. It depends on the site's settings alone.
#[derive(Debug, Serialize)]
pub struct PressPage {
    /// The site.
    pub site: Digested<SiteView>,
    /// The page.
    pub head: PageHead,
    /// Whether entries have cards for other sites.
    pub embeds: bool,
    /// What another site's policy must allow for a card: scheme, host and port.
    pub origin: String,
    /// The site's contact, as it is shown: an address of mail or of a page.
    pub contact: Option<String>,
    /// What the site's licence allows, if that is known.
    pub licence: Option<LicenceTerms>,
}

/// What a licence of Creative Commons allows.
#[derive(Debug, Serialize)]
pub struct LicenceTerms {
    /// Where it can be read.
    pub url: String,
    /// Whether no rights are reserved.
    pub public_domain: bool,
    /// Whether changed versions must be under the same licence.
    pub share_alike: bool,
    /// Whether commercial use needs consent.
    pub non_commercial: bool,
    /// Whether changed versions may not be published.
    pub no_derivatives: bool,
}
