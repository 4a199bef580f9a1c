//! What a page says of itself to machines: JSON-LD in the vocabulary of schema.org.
//!
//! Takes a page's view, gives the text of a `script` element of type `application/ld+json`; so it is a
//! function of what the page's key covers. Never looks anything up, and never gives a `<`: no text of an
//! entry can end the element.

use serde_json::{Map, Value, json};

use crate::plan::View;
use crate::plan::view::{
    Card, DocumentLink, EntryPage, Head, ListPage, PhotoView, PlaceView, Site, SourceView, Subject,
};

/// The JSON-LD of a page; nothing for what is no page of its own.
pub(super) fn json_ld(view: &View) -> Option<String> {
    let graph = match view {
        View::Home(page) => {
            vec![website(&page.site), page_node("WebPage", &page.site, &page.head)]
        }
        View::Entry(page) => vec![
            with(
                page_node("WebPage", &page.site, &page.head),
                "mainEntity",
                Some(reference(&page.head, "entry")),
            ),
            article(page),
            crumbs(&page.site, &page.head),
        ],
        View::List(page) => vec![list(page), crumbs(&page.site, &page.head)],
        View::Index(page) => {
            let sort = if page.head.kind == "search" { "SearchResultsPage" } else { "CollectionPage" };
            plain(sort, &page.site, &page.head)
        }
        View::Timeline(page) => plain("CollectionPage", &page.site, &page.head),
        View::Year(page) => plain("CollectionPage", &page.site, &page.head),
        View::Notice(page) => plain("WebPage", &page.site, &page.head),
        View::Ordinary(page) => plain("WebPage", &page.site, &page.head),
        _ => return None,
    };
    let text = serde_json::to_string(&json!({ "@context": "https://schema.org", "@graph": graph }));
    let text = text.expect("values are what JSON can say");
    if memchr::memchr3(b'<', b'>', b'&', text.as_bytes()).is_none() {
        return Some(text);
    }
    Some(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

/// A page that is nothing more than that, and the way to it.
fn plain(sort: &str, site: &Site, head: &Head) -> Vec<Value> {
    vec![page_node(sort, site, head), crumbs(site, head)]
}

fn reference(head: &Head, part: &str) -> Value {
    json!({ "@id": format!("{}#{part}", head.canonical) })
}

fn site_reference(site: &Site) -> Value {
    json!({ "@id": format!("{}#site", site.base_url) })
}

fn website(site: &Site) -> Value {
    let about = site.description.as_ref().or(site.tagline.as_ref());
    object([
        ("@type", Some(json!("WebSite"))),
        ("@id", Some(json!(format!("{}#site", site.base_url)))),
        ("url", Some(json!(site.base_url))),
        ("name", Some(json!(site.title))),
        ("description", about.map(|text| json!(text))),
        ("inLanguage", Some(json!(site.language))),
        ("publisher", Some(publisher(site))),
        ("license", site.licence.as_deref().map(licence)),
        (
            "potentialAction",
            site.search.then(|| {
                json!({
                    "@type": "SearchAction",
                    "target": {
                        "@type": "EntryPoint",
                        "urlTemplate": format!("{}tim-kiem/?q={{q}}", site.base_url),
                    },
                    "query-input": "required name=q",
                })
            }),
        ),
    ])
}

fn publisher(site: &Site) -> Value {
    let name = site.publisher.as_ref().unwrap_or(&site.title);
    json!({ "@type": "Organization", "name": name, "url": site.base_url })
}

fn page_node(sort: &str, site: &Site, head: &Head) -> Value {
    object([
        ("@type", Some(json!(sort))),
        ("@id", Some(reference(head, "page")["@id"].clone())),
        ("url", Some(json!(head.canonical))),
        ("name", Some(json!(head.title))),
        ("description", head.description.as_ref().map(|text| json!(text))),
        ("inLanguage", Some(json!(site.language))),
        ("isPartOf", Some(site_reference(site))),
        ("dateModified", head.updated.as_ref().map(|date| json!(date.iso))),
        ("primaryImageOfPage", head.image.as_ref().map(|url| json!({ "@type": "ImageObject", "url": url }))),
    ])
}

/// The pages above, and the page itself.
fn crumbs(site: &Site, head: &Head) -> Value {
    let above = head.crumbs.iter().map(|link| (link.label.as_str(), absolute(site, &link.path)));
    let here = [(head.title.as_str(), head.canonical.clone())];
    let items: Vec<Value> = above
        .chain(here)
        .enumerate()
        .map(|(index, (name, item))| {
            json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": item })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

fn article(page: &EntryPage) -> Value {
    let (site, head, entry) = (&page.site, &page.head, &page.entry);
    let fields: Vec<&str> = entry.fields.iter().map(|field| field.label.as_str()).collect();
    let mut cited: Vec<Value> = entry.documents.iter().map(|document| self_of(site, document)).collect();
    cited.extend(entry.sources.iter().map(source));
    object([
        ("@type", Some(json!("Article"))),
        ("@id", Some(reference(head, "entry")["@id"].clone())),
        ("headline", Some(json!(entry.title))),
        ("description", head.description.as_ref().map(|text| json!(text))),
        ("inLanguage", Some(json!(site.language))),
        ("isPartOf", Some(site_reference(site))),
        ("mainEntityOfPage", Some(reference(head, "page"))),
        ("articleSection", some(fields)),
        ("datePublished", Some(json!(entry.published.iso))),
        ("dateModified", head.updated.as_ref().map(|date| json!(date.iso))),
        ("author", Some(publisher(site))),
        ("publisher", Some(publisher(site))),
        ("license", entry.licence.as_deref().map(licence)),
        ("image", some(entry.photos.iter().map(|photo| image(site, photo)).collect())),
        ("contentLocation", some(entry.places.iter().map(place).collect())),
        ("temporalCoverage", Some(json!(entry.started.iso))),
        ("isBasedOn", page.replicates.as_ref().map(|card| json!(absolute(site, &card.path)))),
        ("citation", some(cited)),
        ("correction", some(entry.corrections.iter().map(|one| one.note.as_str()).collect())),
        ("creativeWorkStatus", site.sample.then(|| json!("Sample"))),
    ])
}

fn image(site: &Site, photo: &PhotoView) -> Value {
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    object([
        ("@type", Some(json!("ImageObject"))),
        ("contentUrl", Some(json!(absolute(site, &photo.path)))),
        ("width", Some(json!({ "@type": "QuantitativeValue", "value": photo.width, "unitCode": "E37" }))),
        ("height", Some(json!({ "@type": "QuantitativeValue", "value": photo.height, "unitCode": "E37" }))),
        ("caption", text(&photo.caption)),
        ("creditText", text(&photo.credit)),
        ("license", photo.licence.as_deref().map(licence)),
    ])
}

/// A place as it is now, and by the name that the writer has.
fn place(place: &PlaceView) -> Value {
    object([
        ("@type", Some(json!("AdministrativeArea"))),
        ("name", Some(json!(place.now))),
        ("alternateName", (place.written != place.now).then(|| json!(place.written))),
        (
            "containedInPlace",
            (place.now != place.province.label)
                .then(|| json!({ "@type": "AdministrativeArea", "name": place.province.label })),
        ),
    ])
}

fn source(source: &SourceView) -> Value {
    object([
        ("@type", Some(json!("CreativeWork"))),
        ("name", Some(json!(source.title))),
        ("url", source.url.as_ref().map(|url| json!(url))),
        ("datePublished", source.date.as_ref().map(|date| json!(date.iso))),
    ])
}

fn self_of(site: &Site, document: &DocumentLink) -> Value {
    object([
        ("@type", Some(json!("CreativeWork"))),
        ("name", Some(json!(document.title))),
        ("identifier", Some(json!(document.number))),
        ("additionalType", document.kind.as_ref().map(|kind| json!(kind))),
        ("url", Some(json!(absolute(site, &document.path)))),
        ("datePublished", document.date.as_ref().map(|date| json!(date.iso))),
        ("publisher", document.issuer.as_ref().map(|name| json!({ "@type": "Organization", "name": name }))),
    ])
}

fn list(page: &ListPage) -> Value {
    let item = |(index, card): (usize, &Card)| {
        json!({
            "@type": "ListItem", "position": index + 1, "name": card.title,
            "url": absolute(&page.site, &card.path),
        })
    };
    let items: Vec<Value> = page.cards.iter().map(|card| &**card).enumerate().map(item).collect();
    let area = |name: &str| Some(json!({ "@type": "AdministrativeArea", "name": name }));
    let about = match &page.subject {
        Subject::Province { label, .. } | Subject::Commune { label, .. } | Subject::Former { label, .. } => {
            area(label)
        }
        Subject::Unit { label, .. } => Some(json!({ "@type": "Organization", "name": label })),
        Subject::Document { document, .. } => Some(self_of(&page.site, document)),
        Subject::Field { field, .. } => Some(json!({ "@type": "DefinedTerm", "name": field.label })),
        Subject::All { .. } | Subject::Phase { .. } => None,
    };
    let mut node = with(page_node("CollectionPage", &page.site, &page.head), "about", about);
    if !items.is_empty() {
        let listed = json!({ "@type": "ItemList", "itemListElement": items });
        node = with(node, "mainEntity", Some(listed));
    }
    node
}

/// A licence: the address of a Creative Commons licence that is named by its usual short name, else a
/// work of that name.
fn licence(name: &str) -> Value {
    let Some(short) = name.strip_prefix("CC ") else {
        if name.starts_with("http") {
            return json!(name);
        }
        return json!({ "@type": "CreativeWork", "name": name });
    };
    match short.rsplit_once(' ') {
        Some(("0", version)) => json!(format!("https://creativecommons.org/publicdomain/zero/{version}/")),
        Some((sort, version)) => {
            json!(format!("https://creativecommons.org/licenses/{}/{version}/", sort.to_lowercase()))
        }
        None => json!({ "@type": "CreativeWork", "name": name }),
    }
}

fn absolute(site: &Site, path: &str) -> String {
    format!("{}{path}", site.base_url)
}

/// A list, unless it is empty.
fn some<T: serde::Serialize>(list: Vec<T>) -> Option<Value> {
    (!list.is_empty()).then(|| json!(list))
}

fn with(mut node: Value, key: &str, value: Option<Value>) -> Value {
    if let (Some(map), Some(value)) = (node.as_object_mut(), value) {
        map.insert(key.to_string(), value);
    }
    node
}

/// An object of what is there.
fn object<const N: usize>(pairs: [(&str, Option<Value>); N]) -> Value {
    let pairs = pairs.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?)));
    Value::Object(pairs.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn creative_commons_licences_have_addresses() {
        assert_eq!(licence("CC BY-SA 4.0"), json!("https://creativecommons.org/licenses/by-sa/4.0/"));
        assert_eq!(licence("CC 0 1.0"), json!("https://creativecommons.org/publicdomain/zero/1.0/"));
        assert_eq!(licence("Mọi quyền"), json!({ "@type": "CreativeWork", "name": "Mọi quyền" }));
    }
}
