//! An entry's card for other sites: the page in their frame, the code that puts it there, and its description.

use serde::Serialize;

use super::{Card, Date, PageHead, SiteView};
use crate::digest::Digested;

/// The page in a frame of another site.
#[derive(Debug, Serialize)]
pub struct EmbedPage {
    /// The site.
    pub site: Digested<SiteView>,
    /// The page; its canonical address is that of the entry's own page.
    pub head: PageHead,
    /// The entry's address.
    pub path: String,
    /// The entry; `None` if it was withdrawn.
    pub card: Option<Digested<Card>>,
    /// A few words about the entry.
    pub summary: Option<String>,
    /// Who took the photo.
    pub credit: Option<String>,
    /// Under what licence the photo stands.
    pub licence: Option<String>,
    /// When the entry was withdrawn, and why.
    pub withdrawn: Option<(Date, String)>,
}

/// What an entry's page says of its card.
#[derive(Debug, Serialize)]
pub struct EmbedOffer {
    /// The address of the card.
    pub path: String,
    /// The absolute address of its description.
    pub oembed: String,
    /// The HTML that shows the card on another site.
    pub code: String,
}

/// The description of a card (oEmbed 1.0, type `rich`), published as it is.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the members of the standard")]
pub struct Oembed {
    pub version: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: String,
    pub author_name: String,
    pub provider_name: String,
    pub provider_url: String,
    pub html: String,
    pub width: u32,
    pub height: u32,
    // The three of a picture, or none of them, as the standard asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_height: Option<u32>,
}
