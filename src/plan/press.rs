//! The page for newsrooms.
//!
//! Takes the configuration, gives what the page says of data, citing, photos, embeds and questions.

use super::Plan;
use super::licence::licence_terms;
use super::view::PressPage;
use crate::address;

impl Plan<'_> {
    /// Returns the page for newsrooms.
    pub(super) fn press_page(&self) -> PressPage {
        let config = &self.catalogue.config;
        let wording = &self.facts.wording;
        let mut head = self.head("press", wording.word("press"), address::PRESS.into());
        head.description = Some(wording.word("press_lead"));
        head.crumbs = vec![self.home_crumb()];
        let contact = config.contact.as_ref();
        let host_ends = config.base_url.match_indices('/').nth(2).map_or(config.base_url.len(), |(at, _)| at);
        PressPage {
            site: self.site.clone(),
            head,
            embeds: config.press.embeds,
            origin: config.base_url[..host_ends].to_string(),
            contact: contact.map(|contact| contact.trim_start_matches("mailto:").to_string()),
            licence: config.licence.as_deref().and_then(licence_terms),
        }
    }
}
