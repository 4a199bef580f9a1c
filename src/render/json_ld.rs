//! Describes pages to machines: JSON-LD in the vocabulary of schema.org.
//!
//! Takes a page's view, returns the text of a `script` element of type `application/ld+json`. Depends on the view
//! alone, which the page's key covers. Never writes a `<`, so that no text of an entry can end the element.

mod dataset;

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::plan::view::{
    Date, DocumentLink, EntryPage, LinkPreview, ListPage, PageHead, PhotoView, PlaceView, SiteView,
    SourceView, Subject,
};
use crate::plan::{View, licence_address};

/// A value of the graph. It borrows the view's texts, because every page of a gallery has a graph.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum JsonNode<'v> {
    Text(Cow<'v, str>),
    Number(u64),
    List(Vec<JsonNode<'v>>),
    Object(Members<'v>),
}

/// The members of an object, in order.
#[derive(Debug, PartialEq)]
struct Members<'v>(Vec<(&'static str, JsonNode<'v>)>);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, node)| (key, node)))
    }
}

impl<'v> From<&'v str> for JsonNode<'v> {
    fn from(text: &'v str) -> JsonNode<'v> {
        JsonNode::Text(text.into())
    }
}

impl<'v> From<&'v String> for JsonNode<'v> {
    fn from(text: &'v String) -> JsonNode<'v> {
        JsonNode::Text(text.into())
    }
}

impl From<String> for JsonNode<'_> {
    fn from(text: String) -> Self {
        JsonNode::Text(text.into())
    }
}

impl From<u32> for JsonNode<'_> {
    fn from(number: u32) -> Self {
        JsonNode::Number(number.into())
    }
}

impl<'v> JsonNode<'v> {
    /// An object of a type, with those members that are `Some`.
    fn object<const N: usize>(
        kind: &'v str,
        members: [(&'static str, Option<JsonNode<'v>>); N],
    ) -> JsonNode<'v> {
        let mut all = Vec::with_capacity(N + 1);
        all.push(("@type", kind.into()));
        all.extend(members.into_iter().filter_map(|(key, node)| Some((key, node?))));
        JsonNode::Object(Members(all))
    }

    /// Adds a member to an object, unless it is `None`.
    fn with(mut self, key: &'static str, node: Option<JsonNode<'v>>) -> JsonNode<'v> {
        if let (JsonNode::Object(Members(members)), Some(node)) = (&mut self, node) {
            members.push((key, node));
        }
        self
    }

    /// A list, or `None` if it is empty.
    fn list(nodes: impl IntoIterator<Item = JsonNode<'v>>) -> Option<JsonNode<'v>> {
        let nodes: Vec<_> = nodes.into_iter().collect();
        (!nodes.is_empty()).then_some(JsonNode::List(nodes))
    }
}

/// An optional text as a node.
fn text(text: &Option<String>) -> Option<JsonNode<'_>> {
    text.as_ref().map(JsonNode::from)
}

/// The JSON-LD of a page; `None` if the view is not a page, or one that is not described.
pub(super) fn json_ld(view: &View) -> Option<String> {
    let graph = match view {
        View::Home(page) => {
            vec![website(&page.site), page_node("WebPage", &page.site, &page.head)]
        }
        View::Entry(page) => vec![
            page_node("WebPage", &page.site, &page.head)
                .with("mainEntity", Some(reference(id(&page.head, "entry")))),
            article(page),
            crumbs(&page.site, &page.head),
        ],
        View::List(page) => vec![list(page), crumbs(&page.site, &page.head)],
        View::Index(page) => page_and_crumbs(page.of.schema_type(), &page.site, &page.head),
        View::Timeline(page) => page_and_crumbs("CollectionPage", &page.site, &page.head),
        View::Year(page) => page_and_crumbs("CollectionPage", &page.site, &page.head),
        View::Wall(page) => page_and_crumbs("CollectionPage", &page.site, &page.head),
        View::Data(page) => dataset::dataset(page),
        View::Press(page) => page_and_crumbs("WebPage", &page.site, &page.head),
        View::Notice(page) => page_and_crumbs("WebPage", &page.site, &page.head),
        View::Ordinary(page) => page_and_crumbs("WebPage", &page.site, &page.head),
        View::Targets(_) | View::Plain(_) | View::Embed(_) => return None,
        View::Oembed(_) | View::Kit(_) | View::TimelineOverview(_) | View::TimelineShard(_) => return None,
        View::TargetsTable(_) | View::Tables(_) | View::DataSet(_) | View::Points(_) => return None,
        View::Feed(_) | View::Feeds(_) | View::OpenSearch(_) | View::WebManifest(_) => return None,
        View::Sitemap(_) | View::Robots(_) | View::Rules(_) => return None,
    };
    let whole = Members(vec![("@context", "https://schema.org".into()), ("@graph", JsonNode::List(graph))]);
    let text = serde_json::to_string(&whole).expect("nodes are what JSON can say");
    if memchr::memchr3(b'<', b'>', b'&', text.as_bytes()).is_none() {
        return Some(text);
    }
    Some(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

/// A page without a main entity, and its breadcrumbs.
fn page_and_crumbs<'v>(kind: &'v str, site: &'v SiteView, head: &'v PageHead) -> Vec<JsonNode<'v>> {
    vec![page_node(kind, site, head), crumbs(site, head)]
}

fn id(head: &PageHead, part: &str) -> String {
    format!("{}#{part}", head.canonical)
}

fn site_id(site: &SiteView) -> String {
    format!("{}#site", site.base_url)
}

fn reference<'v>(id: String) -> JsonNode<'v> {
    JsonNode::Object(Members(vec![("@id", id.into())]))
}

fn website(site: &SiteView) -> JsonNode<'_> {
    let search = || {
        let template = format!("{}tim-kiem/?q={{q}}", site.base_url);
        let target = JsonNode::object("EntryPoint", [("urlTemplate", Some(template.into()))]);
        let input = "required name=q".into();
        JsonNode::object("SearchAction", [("target", Some(target)), ("query-input", Some(input))])
    };
    JsonNode::object(
        "WebSite",
        [
            ("@id", Some(site_id(site).into())),
            ("url", Some((&site.base_url).into())),
            ("name", Some((&site.title).into())),
            ("description", text(&site.description).or_else(|| text(&site.tagline))),
            ("inLanguage", Some((&site.language).into())),
            ("publisher", Some(publisher(site))),
            ("license", site.licence.as_deref().map(licence)),
            ("potentialAction", site.search.then(search)),
        ],
    )
}

fn publisher(site: &SiteView) -> JsonNode<'_> {
    let name = site.publisher.as_ref().unwrap_or(&site.title);
    JsonNode::object("Organization", [("name", Some(name.into())), ("url", Some((&site.base_url).into()))])
}

fn page_node<'v>(kind: &'v str, site: &'v SiteView, head: &'v PageHead) -> JsonNode<'v> {
    let image = |image: &'v LinkPreview| {
        let members = [
            ("url", Some((&image.url).into())),
            ("width", Some(pixels(image.width))),
            ("height", Some(pixels(image.height))),
        ];
        JsonNode::object("ImageObject", members)
    };
    JsonNode::object(
        kind,
        [
            ("@id", Some(id(head, "page").into())),
            ("url", Some((&head.canonical).into())),
            ("name", Some((&head.title).into())),
            ("description", text(&head.description)),
            ("inLanguage", Some((&site.language).into())),
            ("isPartOf", Some(reference(site_id(site)))),
            ("dateModified", head.updated.as_ref().map(|date| (&date.iso).into())),
            ("primaryImageOfPage", head.image.as_ref().map(image)),
        ],
    )
}

/// Numbered list items, from names, the key of the address, and addresses.
fn items<'v>(list: impl Iterator<Item = (&'v str, &'static str, String)>) -> Vec<JsonNode<'v>> {
    let item = |(position, (name, key, address)): (u32, (&'v str, &'static str, String))| {
        let members =
            [("position", Some(position.into())), ("name", Some(name.into())), (key, Some(address.into()))];
        JsonNode::object("ListItem", members)
    };
    (1..).zip(list).map(item).collect()
}

/// The breadcrumbs: the pages above, and the page itself.
fn crumbs<'v>(site: &'v SiteView, head: &'v PageHead) -> JsonNode<'v> {
    let above = head.crumbs.iter().map(|link| (link.label.as_str(), "item", absolute(site, &link.path)));
    let here = (head.title.as_str(), "item", head.canonical.clone());
    let items = items(above.chain([here]));
    JsonNode::object("BreadcrumbList", [("itemListElement", Some(JsonNode::List(items)))])
}

fn article(page: &EntryPage) -> JsonNode<'_> {
    let (site, head, entry) = (&*page.site, &page.head, &page.entry);
    let documents = entry.documents.iter().map(|document| document_node(site, document));
    JsonNode::object(
        "Article",
        [
            ("@id", Some(id(head, "entry").into())),
            ("headline", Some((&entry.title).into())),
            ("description", text(&head.description)),
            ("inLanguage", Some((&site.language).into())),
            ("isPartOf", Some(reference(site_id(site)))),
            ("mainEntityOfPage", Some(reference(id(head, "page")))),
            ("articleSection", JsonNode::list(entry.fields.iter().map(|field| (&field.label).into()))),
            ("datePublished", entry.published.as_ref().map(|date| (&date.iso).into())),
            ("dateModified", head.updated.as_ref().map(|date| (&date.iso).into())),
            ("author", Some(publisher(site))),
            ("publisher", Some(publisher(site))),
            ("license", entry.licence.as_deref().map(licence)),
            ("image", JsonNode::list(entry.photos.iter().map(|photo| image(site, photo)))),
            (
                "contentLocation",
                JsonNode::list(entry.places.iter().map(place).chain(entry.area.iter().map(informal_area))),
            ),
            (
                "temporalCoverage",
                entry.started.as_ref().map(|started| coverage(started, entry.ended.as_ref())),
            ),
            (
                "contributor",
                JsonNode::list(entry.roles.iter().flat_map(|role| &role.who).map(|who| organization(who))),
            ),
            ("isBasedOn", page.replicates.as_ref().map(|card| absolute(site, &card.path).into())),
            ("citation", JsonNode::list(documents.chain(entry.sources.iter().map(source)))),
            ("correction", JsonNode::list(entry.corrections.iter().map(|one| (&one.note).into()))),
            ("creativeWorkStatus", site.sample.then(|| "Sample".into())),
        ],
    )
}

fn organization(name: &str) -> JsonNode<'_> {
    JsonNode::object("Organization", [("name", Some(name.into()))])
}

/// The interval from a start to an end, or the start alone (ISO 8601).
fn coverage<'v>(started: &'v Date, ended: Option<&'v Date>) -> JsonNode<'v> {
    match ended {
        Some(ended) => format!("{}/{}", started.iso, ended.iso).into(),
        None => (&started.iso).into(),
    }
}

/// A number of pixels (unit E37 of UN/CEFACT).
fn pixels(number: u32) -> JsonNode<'static> {
    JsonNode::object("QuantitativeValue", [("value", Some(number.into())), ("unitCode", Some("E37".into()))])
}

fn image<'v>(site: &SiteView, photo: &'v PhotoView) -> JsonNode<'v> {
    let (width, height) = photo.size;
    JsonNode::object(
        "ImageObject",
        [
            ("contentUrl", Some(absolute(site, &photo.path).into())),
            ("width", Some(pixels(width))),
            ("height", Some(pixels(height))),
            ("caption", text(&photo.caption)),
            ("creditText", text(&photo.credit)),
            ("license", photo.licence.as_deref().map(licence)),
        ],
    )
}

/// A place under its current name, with the name in the source as an alternate name.
fn place(place: &PlaceView) -> JsonNode<'_> {
    let province = || area(&place.province.label);
    area(&place.now)
        .with("alternateName", (place.written != place.now).then(|| (&place.written).into()))
        .with("containedInPlace", (place.now != place.province.label).then(province))
}

/// An area that is not an administrative unit.
fn informal_area(area: &String) -> JsonNode<'_> {
    JsonNode::object("Place", [("name", Some(area.into()))])
}

fn area(name: &str) -> JsonNode<'_> {
    JsonNode::object("AdministrativeArea", [("name", Some(name.into()))])
}

fn source(source: &SourceView) -> JsonNode<'_> {
    JsonNode::object(
        "CreativeWork",
        [
            ("name", Some((&source.title).into())),
            ("author", text(&source.author)),
            ("url", text(&source.url)),
            ("datePublished", source.date.as_ref().map(|date| (&date.iso).into())),
        ],
    )
}

fn document_node<'v>(site: &SiteView, document: &'v DocumentLink) -> JsonNode<'v> {
    let issuer = |name: &'v String| JsonNode::object("Organization", [("name", Some(name.into()))]);
    JsonNode::object(
        "CreativeWork",
        [
            ("name", Some((&document.title).into())),
            ("identifier", Some((&document.number).into())),
            ("additionalType", text(&document.kind)),
            ("url", Some(absolute(site, &document.path).into())),
            ("datePublished", document.date.as_ref().map(|date| (&date.iso).into())),
            ("publisher", document.issuer.as_ref().map(issuer)),
        ],
    )
}

fn list(page: &ListPage) -> JsonNode<'_> {
    let site = &*page.site;
    let cards = page.cards.iter().map(|card| (card.title.as_str(), "url", absolute(site, &card.path)));
    let listed = JsonNode::list(items(cards));
    let listed = listed.map(|items| JsonNode::object("ItemList", [("itemListElement", Some(items))]));
    let about = match &page.subject {
        Subject::Province { label, .. } | Subject::Commune { label, .. } | Subject::Former { label, .. } => {
            Some(area(label))
        }
        Subject::Unit { label, .. } => Some(JsonNode::object("Organization", [("name", Some(label.into()))])),
        Subject::Document { document, .. } => Some(document_node(site, document)),
        Subject::Field { field, .. } => {
            Some(JsonNode::object("DefinedTerm", [("name", Some((&field.label).into()))]))
        }
        Subject::All { .. } | Subject::Phase { .. } | Subject::KindOrStatus { .. } => None,
    };
    page_node("CollectionPage", site, &page.head).with("about", about).with("mainEntity", listed)
}

/// A licence: its address if its name gives one ([`licence_address`]), otherwise a work of that name.
fn licence(name: &str) -> JsonNode<'_> {
    let work = || JsonNode::object("CreativeWork", [("name", Some(name.into()))]);
    licence_address(name).map_or_else(work, JsonNode::from)
}

fn absolute(site: &SiteView, path: &str) -> String {
    format!("{}{path}", site.base_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn creative_commons_licences_have_addresses() {
        assert_eq!(licence("CC BY-SA 4.0"), "https://creativecommons.org/licenses/by-sa/4.0/".into());
        assert_eq!(licence("CC 0 1.0"), "https://creativecommons.org/publicdomain/zero/1.0/".into());
        let own = serde_json::to_string(&licence("Mọi quyền")).expect("a node is JSON");
        assert_eq!(own, r#"{"@type":"CreativeWork","name":"Mọi quyền"}"#);
    }
}
