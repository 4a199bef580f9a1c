//! The part of a view that all pages share.
//!
//! Takes the configuration, the theme and the pages of the menu, gives a [`SiteView`]. Never holds what
//! changes often, because that would change every page.

use super::pages::page_record;
use super::view::{Link, SiteView};
use crate::model::Catalogue;
use crate::theme::Theme;

/// Returns the view of the site.
pub(super) fn site(catalogue: &Catalogue, theme: &Theme) -> SiteView {
    let config = &catalogue.config;
    let mut menu: Vec<(i64, Link)> = catalogue
        .pages
        .iter()
        .filter_map(|page| {
            let record = page_record(page);
            let label = record.menu.clone()?;
            Some((record.order, Link { label, path: page.address.clone() }))
        })
        .collect();
    menu.sort_by(|a, b| (a.0, &a.1.path).cmp(&(b.0, &b.1.path)));
    let asset = |address: &str| theme.assets.iter().find(|asset| asset.address == address);
    let logo = ["assets/logo.svg", "assets/logo.png", "assets/logo.webp"].into_iter().find_map(asset);
    SiteView {
        title: config.title.clone(),
        tagline: config.tagline.clone(),
        description: config.description.clone(),
        publisher: config.publisher.clone(),
        contact: config.contact.clone(),
        sample: config.sample,
        search: config.search,
        targets: catalogue.targets.is_public,
        licence: config.licence.clone(),
        language: config.language.clone(),
        base_url: config.base_url.clone(),
        menu: menu.into_iter().map(|(_, link)| link).collect(),
        own_sheet: asset("assets/site.css").is_some(),
        logo: logo.map(|asset| theme.versioned(&asset.address)),
        t: theme.words.clone(),
    }
}
