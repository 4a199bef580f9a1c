//! The workbook of the open data: a sheet for each table, with its rows; nothing that a program runs.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use crate::leaks::unpacked;
use crate::support::Gallery;

const WORKBOOK: &str = "du-lieu/mo-hinh.xlsx";

fn workbook(gallery: &Gallery) -> BTreeMap<String, String> {
    let files = unpacked(&gallery.published()[WORKBOOK]).into_iter();
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// The texts of all cells.
fn strings(workbook: &BTreeMap<String, String>) -> Vec<String> {
    let sheets = workbook.iter().filter(|(name, _)| name.starts_with("xl/worksheets/"));
    let cells = sheets.flat_map(|(_, sheet)| sheet.split("<is>").skip(1));
    let text = |item: &str| {
        let (_, rest) = item.split_once("<t").unwrap();
        rest.split_once('>').unwrap().1.split_once("</t>").unwrap().0.to_string()
    };
    cells.map(text).collect()
}

#[cfg_attr(not(feature = "office"), ignore)]
#[test]
fn every_table_is_a_sheet_and_no_text_is_run() {
    let gallery = Gallery::new();
    let hostile = "title = \"=HYPERLINK(\\\"https://xau.example\\\")\"\nsummary = \"@SUM(1) ]]> </t> & \\u0001\\u001b _x0041_\"\nresults = [{ label = \"-Lỗ\", after = -5 }]";
    gallery.write(
        "content/entries/bay/index.md",
        &format!("+++\nfields = [\"van-hoa\"]\nlocality = \"Phú Yên\"\n{hostile}\n+++\nLời.\n"),
    );
    gallery.build();
    let workbook = workbook(&gallery);
    for (name, text) in &workbook {
        let mut reader = quick_xml::Reader::from_str(text);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Eof => break,
                Event::Start(tag) => assert_ne!(tag.name().as_ref(), "f", "{name} has a formula"),
                _ => {}
            }
        }
    }
    let strings = strings(&workbook);
    for text in ["'=HYPERLINK(\"https://xau.example\")", "'-Lỗ", "Mô hình số 5", "2016-03-05"] {
        assert!(strings.iter().any(|own| own == text), "{text}: {strings:?}");
    }
    let summary = strings.iter().find(|text| text.contains("@SUM")).unwrap();
    assert!(summary.starts_with("'@SUM(1) ]]&gt; &lt;/t&gt; &amp; "), "{summary}");
    // A spreadsheet reads `_x0041_` as the letter of that number, unless its underscore is written so itself.
    assert!(summary.ends_with("_x005F_x0041_"), "{summary}");
    let list = &workbook["xl/workbook.xml"];
    let names: Vec<&str> =
        list.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let tables = gallery.published().into_keys().filter_map(|path| {
        let name = path.strip_prefix("du-lieu/")?.strip_suffix(".csv")?;
        (!name.contains('/')).then(|| name.to_string())
    });
    assert_eq!(names.len(), 9);
    assert!(tables.into_iter().all(|table| names.contains(&table.as_str())));
    // The second sheet has the results: a heading and one row, with a number in it.
    let results = &workbook["xl/worksheets/sheet2.xml"];
    assert!(results.matches("<row ").count() == 2 && results.contains("<v>-5</v>"), "{results}");
    assert_eq!(workbook["xl/worksheets/sheet1.xml"].matches("<row ").count(), 14);
}

#[cfg_attr(not(feature = "office"), ignore)]
#[test]
fn it_says_that_it_was_made_on_the_day_of_the_data() {
    let gallery = Gallery::new();
    gallery.build();
    let first = workbook(&gallery);
    assert!(first["docProps/core.xml"].contains("2020-03-09T00:00:00Z"), "{}", first["docProps/core.xml"]);
    let page = String::from_utf8(gallery.published()["du-lieu/index.html"].clone()).unwrap();
    assert!(page.contains("href=\"../du-lieu/mo-hinh.xlsx\" download"));
    // Without entries there is no day, and each sheet has its heading.
    for number in 1..=12 {
        gallery.remove(&format!("content/entries/e{number:02}"));
    }
    gallery.edit("content/pages/gioi-thieu.md", "[mô hình](../entries/e01/index.md)", "mô hình");
    gallery.build_with(&["--allow-removed"]);
    let empty = workbook(&gallery);
    assert!(empty["docProps/core.xml"].contains("1970-01-01T00:00:00Z"));
    assert_eq!(empty["xl/worksheets/sheet1.xml"].matches("<row ").count(), 1);
}
