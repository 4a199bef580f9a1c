//! Which template an output has.

use super::data::DataFile;
use super::{ListOf, Plan, What};

impl Plan<'_> {
    /// Returns the template of an output; `None` for files that are copied or derived, and for those that
    /// are their view in JSON.
    pub fn template(what: What) -> Option<&'static str> {
        Some(match what {
            What::Home => "pages/home.html",
            What::Entry(_) => "pages/entry.html",
            What::Notice(_) => "pages/notice.html",
            What::Embed(_) | What::EmbedNotice(_) => "pages/embed.html",
            What::List(ListOf::All, _) => "pages/entries.html",
            What::List(ListOf::Field(_), _) => "pages/field.html",
            What::List(ListOf::Phase(_), _) => "pages/phase.html",
            What::List(ListOf::Unit(_), _) => "pages/unit.html",
            What::List(ListOf::Kind(_) | ListOf::Status(_), _) => "pages/kind-or-status.html",
            What::List(ListOf::Document(_), _) => "pages/document.html",
            What::List(ListOf::Province(_), _) => "pages/province.html",
            What::List(ListOf::Commune(_), _) => "pages/commune.html",
            What::List(ListOf::Former(_), _) => "pages/former.html",
            What::Index(of) => of.template(),
            What::Timeline => "pages/timeline.html",
            What::Year(..) => "pages/timeline-year.html",
            What::Page(_) => "pages/page.html",
            What::NotFound => "pages/not-found.html",
            What::Moved(_) => "pages/moved.html",
            What::PhotoWall(..) | What::PhotoLicences => "pages/photos.html",
            What::Data(DataFile::Page) => "pages/data.html",
            What::Press => "pages/press.html",
            What::Targets => "pages/targets.html",
            What::Feed(_) => "pages/feed.xml",
            What::Feeds => "pages/feeds.xml",
            What::OpenSearch => "pages/opensearch.xml",
            What::Sitemap(_) => "pages/sitemap.xml",
            What::Robots => "pages/robots.txt",
            What::TimelineOverview | What::TimelineShard(..) | What::Kit(_) => return None,
            What::WebManifest | What::Data(_) | What::Oembed(_) | What::TargetsTable => return None,
            What::Rules(_) => return None,
            What::Static(_) | What::Asset(_) | What::Photo(..) | What::PhotoCopy(..) => return None,
        })
    }
}
