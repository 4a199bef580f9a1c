//! The views that machines read: feeds, sitemaps and `robots.txt`.

use super::Plan;
use super::data::DataFile;
use super::index::ListOf;
use super::view::{Date, FeedItem, FeedPage, RobotsPage, SitemapAddress, SitemapPage};
use super::wording::{capitalised, timestamp};
use super::{Output, PhotoWallOf, What};
use crate::address;
use crate::date::Day;
use crate::digest::Digested;

/// The maximum number of entries in a feed.
const ITEMS: usize = 20;
/// The maximum number of addresses in a sitemap (sitemaps.org, 0.9).
pub(super) const SITEMAP_LIMIT: usize = 50_000;
/// The date of a feed without entries: Atom requires one, and the clock would make it differ at every build.
const NEVER: Day = Day { year: 1970, month: 1, day: 1 };

impl Plan<'_> {
    /// Returns the last day on which any entry was published or changed.
    pub(super) fn last_change(&self) -> Option<Date> {
        let days = self.catalogue.entries.iter().filter_map(|entry| entry.updated());
        days.max().map(|day| self.facts.wording.day(day))
    }

    /// Returns the feed of a list.
    pub(super) fn feed_page(&self, of: ListOf) -> FeedPage {
        // Entries without a day of publication come last in lists.
        let numbers = self.shape.lists.get(of);
        let dated = numbers.iter().take(ITEMS).filter_map(|n| Some((*n, self.entry(*n).published?)));
        let dated: Vec<(u32, Day)> = dated.collect();
        let config = &self.catalogue.config;
        let site_title = &config.title;
        let (title, page, feed) = match of {
            ListOf::All => (site_title.clone(), self.absolute(""), address::FEED.to_string()),
            of => {
                let address = self.list_address(of);
                let title = format!("{} – {site_title}", capitalised(&self.list_label(of)));
                (title, self.absolute(&address), address::feed(&address))
            }
        };
        let updated = dated.iter().filter_map(|(n, _)| self.entry(*n).updated()).max().unwrap_or(NEVER);
        FeedPage {
            language: config.language.clone(),
            author: self.facts.issuer().to_string(),
            rights: config.licence.clone(),
            title,
            canonical: self.absolute(&feed),
            page,
            updated: timestamp(updated),
            items: dated.iter().map(|(n, day)| self.feed_item(*n, *day)).collect(),
        }
    }

    fn feed_item(&self, number: u32, published: Day) -> Digested<FeedItem> {
        let entry = self.entry(number);
        let record = entry.record();
        Digested::new(FeedItem {
            title: record.title.value.clone(),
            url: self.absolute(&address::entry(&entry.slug)),
            published: timestamp(published),
            updated: timestamp(entry.updated().unwrap_or(published)),
            summary: self.facts.blurb(entry),
            fields: entry.fields.iter().map(|n| self.facts.field(*n).label).collect(),
            photo: entry.photos.first().and_then(|photo| self.facts.preview(photo)).map(|photo| photo.url),
        })
    }

    /// Whether an output is listed in the sitemap: pages that people search for, without later pages of lists.
    pub(super) fn is_mapped(&self, output: &Output) -> bool {
        match output.what {
            What::Targets => self.catalogue.targets.is_public,
            What::Data(file) => file == DataFile::Page,
            What::Home | What::Entry(_) | What::Index(_) | What::Timeline | What::Page(_) => true,
            What::Press => true,
            What::List(_, page) | What::Year(_, page) => page == 0,
            // Licences stand in files of photos too, which preview does not read before it lists the outputs.
            What::PhotoWall(PhotoWallOf::List(_), page) => page == 0,
            What::PhotoWall(PhotoWallOf::Licence(_), _) | What::PhotoLicences => false,
            What::Notice(_) | What::NotFound | What::Moved(_) => false,
            What::Embed(_) | What::EmbedNotice(_) | What::Oembed(_) | What::Kit(_) => false,
            What::TimelineOverview | What::TimelineShard(..) | What::TargetsTable => false,
            What::Feed(_) | What::Feeds | What::OpenSearch | What::WebManifest => false,
            What::Sitemap(_) | What::Robots | What::Rules(_) => false,
            What::Static(_) | What::Asset(_) | What::Photo(..) | What::PhotoCopy(..) => false,
        }
    }

    /// Returns the sitemap of a number; if there are several, number 0 is their index.
    pub(super) fn sitemap_page(&self, number: usize) -> SitemapPage {
        let mapped: Vec<&Output> = self.outputs().iter().filter(|output| self.is_mapped(output)).collect();
        let sitemaps = mapped.len().div_ceil(SITEMAP_LIMIT);
        if number == 0 && sitemaps > 1 {
            let address = |n| SitemapAddress { url: self.absolute(&address::sitemap(n)), updated: None };
            return SitemapPage { index: true, addresses: (1..=sitemaps).map(address).collect() };
        }
        let chunk = mapped.chunks(SITEMAP_LIMIT).nth(number.saturating_sub(1)).unwrap_or_default();
        let address = |output: &&Output| SitemapAddress {
            url: self.absolute(address::of_path(&output.path)),
            updated: match output.what {
                What::Entry(n) => self.entry(n).updated().map(|day| day.to_string()),
                _ => None,
            },
        };
        SitemapPage { index: false, addresses: chunk.iter().map(address).collect() }
    }

    pub(super) fn robots_page(&self) -> RobotsPage {
        RobotsPage { sitemap: self.absolute(address::SITEMAP) }
    }
}
