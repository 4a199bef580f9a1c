//! The views of an entry's card for other sites: the page in their frame, and what programs read of it.
//!
//! Takes entries and notices of withdrawal, gives views; nothing unless the site has `embeds` on.

use super::view::{EmbedOffer, EmbedPage, Oembed, PageHead};
use super::{Plan, What};
use crate::address;
use crate::model::Notice;
use crate::parse::escape;

/// The size that the card is laid out for, in CSS pixels. The width is where a frame is as wide as its place allows.
const WIDTH: u32 = 600;
const HEIGHT: u32 = 320;

impl Plan<'_> {
    /// The cards of all entries, with their descriptions, and what stands in the place of withdrawn ones.
    pub(super) fn embed_outputs(&self) -> Vec<(String, What)> {
        if !self.catalogue.config.press.embeds {
            return Vec::new();
        }
        let card = |(number, slug): (u32, &str)| {
            let page = (address::page_path(&address::embed(slug)), What::Embed(number));
            [page, (address::oembed(slug), What::Oembed(number))]
        };
        let slugs = self.catalogue.entries.iter().map(|entry| entry.slug.as_str());
        let notice = |(number, notice): (usize, &Notice)| {
            (address::page_path(&address::embed(&notice.slug)), What::EmbedNotice(number))
        };
        let notices = self.catalogue.notices.iter().enumerate().map(notice);
        (0..).zip(slugs).flat_map(card).chain(notices).collect()
    }

    /// The card of an entry.
    pub(super) fn embed_page(&self, number: u32) -> EmbedPage {
        let entry = self.entry(number);
        let photo = entry.photos.first();
        EmbedPage {
            site: self.site.clone(),
            head: self.embed_head(&entry.slug, entry.record().title.value.clone()),
            path: address::entry(&entry.slug),
            card: Some(self.card(number)),
            summary: Some(self.facts.blurb(entry)).filter(|words| !words.is_empty()),
            credit: photo.and_then(|photo| self.facts.credit(photo)),
            licence: photo.and_then(|photo| self.facts.licence(photo)).map(str::to_string),
            withdrawn: None,
        }
    }

    /// What frames show after an entry was withdrawn.
    pub(super) fn embed_notice(&self, notice: &Notice) -> EmbedPage {
        EmbedPage {
            site: self.site.clone(),
            head: self.embed_head(&notice.slug, self.facts.wording.word("withdrawn")),
            path: address::entry(&notice.slug),
            card: None,
            summary: None,
            credit: None,
            licence: None,
            withdrawn: Some((self.facts.wording.day(notice.date), notice.reason.clone())),
        }
    }

    fn embed_head(&self, slug: &str, title: String) -> PageHead {
        let canonical = self.absolute(&address::entry(slug));
        PageHead { canonical, ..self.head("embed", title, address::embed(slug)) }
    }

    /// What an entry's page says of its card; `None` if there is none.
    pub(super) fn embed_offer(&self, number: u32) -> Option<EmbedOffer> {
        let slug = &self.entry(number).slug;
        self.catalogue.config.press.embeds.then(|| EmbedOffer {
            path: address::embed(slug),
            oembed: self.absolute(&address::oembed(slug)),
            code: self.embed_code(number),
        })
    }

    /// The description of an entry's card.
    pub(super) fn oembed(&self, number: u32) -> Oembed {
        let entry = self.entry(number);
        let config = &self.catalogue.config;
        let preview = entry.photos.first().and_then(|photo| self.facts.preview(photo));
        Oembed {
            version: "1.0",
            kind: "rich",
            title: entry.record().title.value.clone(),
            author_name: self.facts.issuer().to_string(),
            provider_name: config.title.clone(),
            provider_url: config.base_url.clone(),
            html: self.embed_code(number),
            width: WIDTH,
            height: HEIGHT,
            thumbnail_width: preview.as_ref().map(|photo| photo.width),
            thumbnail_height: preview.as_ref().map(|photo| photo.height),
            thumbnail_url: preview.map(|photo| photo.url),
        }
    }

    /// The HTML that shows a card. It has no style of its own, so that it stands under any policy of its page.
    fn embed_code(&self, number: u32) -> String {
        let entry = self.entry(number);
        let source = self.absolute(&address::embed(&entry.slug));
        format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{HEIGHT}\" frameborder=\"0\" loading=\"lazy\"></iframe>",
            escape(&source),
            escape(&entry.record().title.value),
        )
    }
}
