//! The open data as a `Dataset`, for dataset search (schema.org, Google's guide for datasets).

use super::{JsonNode, absolute, crumbs, id, licence, page_node, publisher, reference, text};
use crate::plan::view::{DataLink, DataPage};

/// The graph of the open data page.
pub(super) fn dataset(page: &DataPage) -> Vec<JsonNode<'_>> {
    let (site, head) = (&*page.site, &page.head);
    let set = &page.set;
    let file = |label: &'_ str, path: &str, mime: &'static str| {
        JsonNode::object(
            "DataDownload",
            [
                ("name", Some(label.to_string().into())),
                ("contentUrl", Some(absolute(site, path).into())),
                ("encodingFormat", Some(mime.into())),
            ],
        )
    };
    let tables = set.tables.iter().map(|table| file(&table.title, &table.path, "text/csv"));
    let files = set.files.iter().map(|DataLink { label, path, mime }| file(label, path, mime));
    let columns = set.tables.iter().take(1).flat_map(|table| &table.columns);
    let variable = |name: &'static str, says: &'_ String| {
        JsonNode::object(
            "PropertyValue",
            [("name", Some(name.into())), ("description", Some(says.clone().into()))],
        )
    };
    let whole = JsonNode::object(
        "Dataset",
        [
            ("@id", Some(id(head, "data").into())),
            ("url", Some((&head.canonical).into())),
            ("name", Some((&set.title).into())),
            ("description", text(&head.description)),
            ("inLanguage", Some((&site.language).into())),
            ("isAccessibleForFree", Some("https://schema.org/True".into())),
            ("isPartOf", Some(reference(super::site_id(site)))),
            ("creator", Some(publisher(site))),
            ("publisher", Some(publisher(site))),
            ("license", site.licence.as_deref().map(licence)),
            ("dateModified", set.day.as_ref().map(|day| (&day.iso).into())),
            ("spatialCoverage", Some(JsonNode::object("Country", [("name", Some("Việt Nam".into()))]))),
            ("variableMeasured", JsonNode::list(columns.map(|column| variable(column.name, &column.says)))),
            ("distribution", JsonNode::list(tables.chain(files))),
        ],
    );
    let page = page_node("WebPage", site, head).with("mainEntity", Some(reference(id(head, "data"))));
    vec![page, whole, crumbs(site, head)]
}
