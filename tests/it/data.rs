//! The open data: tables agree with the pages, contain nothing hidden and no formula, and an edit changes only the
//! tables that show it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::{Gallery, difference};

const DATA: &str = "du-lieu/";
const TABLES: [&str; 9] = [
    "mo-hinh",
    "ket-qua",
    "trang-thai",
    "khen-thuong",
    "nguon",
    "anh",
    "dia-phuong",
    "mo-hinh-van-ban",
    "van-ban",
];

/// Parses a CSV file (RFC 4180) with a byte order mark.
fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("a mark");
    assert!(text.ends_with("\r\n"));
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut letters) = (false, text.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => field.push(letters.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'));
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(letter),
        }
    }
    assert!(!quoted && rows.iter().all(|row: &Vec<String>| row.len() == rows[0].len()));
    rows
}

/// The rows of a table, each as a map from column names.
fn table(published: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<BTreeMap<String, String>> {
    let rows = read(&published[&format!("{DATA}{name}.csv")]);
    let named = |row: &Vec<String>| rows[0].iter().cloned().zip(row.iter().cloned()).collect();
    rows[1..].iter().map(named).collect()
}

/// Replaces an entry by its front matter alone.
fn entry(gallery: &Gallery, slug: &str, more: &str) {
    let text = format!(
        "+++\nfields = [\"van-hoa\"]\nlocality = \"xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An\"\n{more}\n+++\nLời.\n"
    );
    gallery.write(&format!("content/entries/{slug}/index.md"), &text);
}

/// The outputs of the open data that an edit of `e05` rendered.
fn touched(gallery: &Gallery, old: &str, new: &str) -> Vec<String> {
    let before = gallery.keys();
    gallery.edit("content/entries/e05/index.md", old, new);
    gallery.build();
    let touched = difference(&before, &gallery.keys()).into_iter();
    touched.filter_map(|path| path.strip_prefix(DATA).map(str::to_string)).collect()
}

/// An entry with something in every table.
const NIGHT: &str = r#"title = "Đêm hội"
kind = "tập thể"
started = "quý II/2019"
published = 2020-01-02
updated = 2020-05-06
verified = 2021-01-01
summary = "Một, hai, \"ba\"."
unit = ["hoi-nong-dan", "Tổ hát"]
documents = ["05-ct-tu"]
replicates = "e03"
status = [
  { step = "đăng ký", date = 2019-05-01, by = "UBND xã", number = "12/QĐ" },
  { step = "công nhận", date = "2020-02" },
]
results = [
  { label = "Số hộ", unit = "hộ", before = "hơn 1.600", after = 1700, from = "2019", to = "2020", source = "bc" },
  { label = "Tăng thêm", after = "tăng 5-7", unit = "%" },
]
awards = [{ title = "Bằng khen", by = "UBND tỉnh", date = "2020" }]
sources = [{ id = "bc", title = "Báo cáo", url = "https://bao.example/1", accessed = 2020-03-04 }]"#;
/// Its row in the table of entries.
const NIGHT_ROW: &[(&str, &str)] = &[
    ("url", "https://thu.example/goc/mo-hinh/dem/"),
    ("title", "Đêm hội"),
    ("kind", "Tập thể"),
    ("fields", "Văn hóa"),
    ("field_ids", "van-hoa"),
    ("places_written", "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"),
    ("places_now", "xã Tam Thái, tỉnh Nghệ An"),
    ("provinces", "tỉnh Nghệ An"),
    ("province_codes", "40"),
    ("units", "Hội Nông dân xã; Tổ hát"),
    ("started", "2019"),
    ("started_precision", "quý II/2019"),
    ("ended", ""),
    ("status", "Công nhận"),
    ("status_date", "2020-02"),
    ("recognised", "2020-02"),
    ("commended", ""),
    ("verified", "2021-01-01"),
    ("published", "2020-01-02"),
    ("updated", "2020-05-06"),
    ("summary", "Một, hai, \"ba\"."),
    ("photos", "0"),
    ("documents", "05-ct-tu"),
    ("replicates", "e03"),
    ("results", "2"),
    ("result_1", "Số hộ"),
    ("result_1_before", "hơn 1.600 hộ"),
    ("result_1_after", "1.700 hộ"),
    ("result_2_after", "tăng 5–7 %"),
    ("result_3", ""),
];

#[test]
fn a_row_says_what_the_page_says() {
    let gallery = Gallery::new();
    entry(&gallery, "dem", NIGHT);
    gallery.build();
    let published = gallery.published();
    let entries = table(&published, "mo-hinh");
    let row = entries.iter().find(|row| row["id"] == "dem").unwrap();
    for (name, value) in NIGHT_ROW {
        assert_eq!(row[*name], *value, "{name}");
    }
    let of = |name: &str| {
        let rows = table(&published, name);
        rows.into_iter().filter(|row| row["entry"] == "dem").collect::<Vec<_>>()
    };
    let results = of("ket-qua");
    assert_eq!((results[0]["before_number"].as_str(), results[0]["after_number"].as_str()), ("1600", "1700"));
    assert_eq!((results[0]["source"].as_str(), results[1]["after_number"].as_str()), ("Báo cáo", ""));
    let steps = of("trang-thai");
    assert_eq!((steps[0]["number"].as_str(), steps[1]["order"].as_str()), ("12/QĐ", "2"));
    assert_eq!(of("khen-thuong")[0]["award"], "Bằng khen");
    assert_eq!(of("nguon")[0]["link"], "https://bao.example/1");
    assert_eq!(of("mo-hinh-van-ban")[0]["document"], "05-ct-tu");
    let place = &of("dia-phuong")[0];
    assert_eq!(place["former"], "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An");
    assert_eq!(
        (place["former_until"].as_str(), place["now"].as_str()),
        ("2025-06-30", "xã Tam Thái, tỉnh Nghệ An")
    );
    let photos = table(&published, "anh");
    assert_eq!(photos.len(), 2);
    for photo in photos {
        let path = photo["url"].strip_prefix("https://thu.example/goc/").unwrap();
        assert!(published.contains_key(path), "{path}");
    }
    assert_eq!(table(&published, "van-ban")[0]["entries"], "2");
}

#[test]
fn every_part_holds_the_rows_of_its_page() {
    let gallery = Gallery::new();
    gallery.build();
    let published = gallery.published();
    let all = table(&published, "mo-hinh");
    assert_eq!(all.len(), 12);
    let page = String::from_utf8(published["du-lieu/index.html"].clone()).unwrap();
    for name in TABLES {
        let rows = table(&published, name).len();
        assert!(page.contains(&format!("href=\"../{DATA}{name}.csv\" download")), "{name}");
        assert!(page.contains(&format!("<small>{rows} dòng</small>")), "{name}: {rows}");
    }
    let rows = |name: &str, column: &str, value: &str| {
        let part = table(&published, name);
        let wanted: Vec<_> = all.iter().filter(|row| row[column] == value).cloned().collect();
        assert_eq!(part, wanted, "{name}");
        let list = String::from_utf8(published[&format!("{name}/index.html")].clone()).unwrap();
        assert!(list.contains(&format!("href=\"../../{DATA}{name}.csv\" download")), "{name}");
        assert!(list.contains(&format!("<b>{}</b>", part.len())), "{name}");
    };
    rows("linh-vuc/kinh-te", "field_ids", "kinh-te");
    rows("giai-doan/dot-1", "phase_id", "dot-1");
    rows("dia-phuong/nghe-an", "province_codes", "40");
    // The second page of a list has no download, and neither do lists without a table.
    assert!(!String::from_utf8_lossy(&published["don-vi/hoi-nong-dan/index.html"]).contains(".csv"));
}

#[test]
fn spreadsheets_run_no_text_as_a_formula() {
    let gallery = Gallery::new();
    entry(
        &gallery,
        "cong-thuc",
        "title = \"=HYPERLINK(\\\"https://xau.example\\\";\\\"Xem\\\")\"\nsummary = \"@SUM(1+1)\"\nunit = [\"Tổ một\", \"+84 tổ\"]\nresults = [{ label = \"-Lỗ\", after = -5 }]",
    );
    gallery.build();
    let published = gallery.published();
    for name in TABLES {
        for cell in read(&published[&format!("{DATA}{name}.csv")]).iter().flatten() {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
        }
    }
    let entries = table(&published, "mo-hinh");
    let row = entries.iter().find(|row| row["id"] == "cong-thuc").unwrap();
    assert_eq!(row["title"], "'=HYPERLINK(\"https://xau.example\";\"Xem\")");
    assert_eq!((row["summary"].as_str(), row["units"].as_str()), ("'@SUM(1+1)", "Tổ một; '+84 tổ"));
    let results = table(&published, "ket-qua");
    assert_eq!((results[0]["label"].as_str(), results[0]["after_number"].as_str()), ("'-Lỗ", "-5"));
}

#[test]
fn an_edit_touches_the_tables_that_show_it() {
    let gallery = Gallery::new();
    gallery.build();
    assert_eq!(touched(&gallery, "Lời kể 5.", "Lời kể khác."), [""; 0]);
    let of_entries = [
        "dia-phuong/dong-nai.csv",
        "giai-doan/dot-1.csv",
        "linh-vuc/van-hoa.csv",
        "mo-hinh.csv",
        "mo-hinh.geojson",
        "mo-hinh.json",
        "mo-hinh.xlsx",
    ];
    assert_eq!(touched(&gallery, "Mô hình số 5", "Mô hình số năm"), of_entries);
    let award = "awards = [{ title = \"Bằng khen\" }]\n+++\nĐoạn đầu 5.";
    let with_award = [
        "catalog.jsonld",
        "datapackage.json",
        "index.html",
        "khen-thuong.csv",
        "mo-hinh.json",
        "mo-hinh.xlsx",
    ];
    let touched_by_award = touched(&gallery, "+++\nĐoạn đầu 5.", award);
    assert!(touched_by_award.iter().all(|path| with_award.contains(&path.as_str())), "{touched_by_award:?}");
    let by = "awards = [{ title = \"Bằng khen\", by = \"UBND\" }]";
    let shown = touched(&gallery, "awards = [{ title = \"Bằng khen\" }]", by);
    assert_eq!(shown, ["khen-thuong.csv", "mo-hinh.json", "mo-hinh.xlsx"]);
}

fn json(published: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&published[&format!("{DATA}{name}")]).unwrap()
}

#[test]
fn the_json_says_what_the_tables_say() {
    let gallery = Gallery::new();
    gallery.edit("content/entries/e05/index.md", "Mô hình số 5", "=Mô \\\"hình\\\" số 5");
    let results = "results = [{ label = \"Hộ\", after = 12.5 }]\n+++\nĐoạn đầu 5.";
    gallery.edit("content/entries/e05/index.md", "+++\nĐoạn đầu 5.", results);
    gallery.build();
    let published = gallery.published();
    let whole = json(&published, "mo-hinh.json");
    let entries = whole["entries"].as_array().unwrap();
    let rows = table(&published, "mo-hinh");
    assert_eq!(entries.len(), rows.len());
    for (entry, row) in entries.iter().zip(&rows) {
        assert_eq!(entry["id"].as_str().unwrap(), row["id"]);
        assert_eq!(entry["results"].as_array().unwrap().len().to_string(), row["results"]);
        assert_eq!(entry["photos"].as_array().unwrap().len().to_string(), row["photos"]);
        assert!(
            entry["fields"].is_array() && entry["documents"].is_array() && entry.get("result_1").is_none()
        );
    }
    let five = entries.iter().find(|entry| entry["id"] == "e05").unwrap();
    assert_eq!(five["title"], "=Mô \"hình\" số 5", "JSON is run by nothing");
    assert_eq!(five["results"][0]["after_number"], 12.5);
    assert_eq!((&five["ended"], &five["results"][0]["before"]), (&Value::Null, &Value::Null));
    assert_eq!(whole["documents"][0]["id"], "05-ct-tu");
}

#[test]
fn the_package_declares_the_columns_that_are_there() {
    let gallery = Gallery::new();
    gallery.build();
    let published = gallery.published();
    let package = json(&published, "datapackage.json");
    assert_eq!(package["licenses"][0]["path"], "https://creativecommons.org/licenses/by/4.0/");
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), TABLES.len());
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let head = &read(&published[&format!("{DATA}{path}")])[0];
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(&names, head, "{path}");
        // Every column has a label, not the key of a missing one.
        assert!(
            fields.iter().all(|field| !field["title"].as_str().unwrap().starts_with("column_")),
            "{path}"
        );
        assert!(!resource["title"].as_str().unwrap().starts_with("table_"), "{path}");
    }
    let refers = &resources[1]["schema"]["foreignKeys"][0];
    assert_eq!(
        (&refers["fields"][0], &refers["reference"]["resource"]),
        (&"entry".into(), &"entries".into())
    );
}

#[test]
fn catalogues_find_every_file() {
    let gallery = Gallery::new();
    gallery.build();
    let published = gallery.published();
    let exists = |address: &Value| {
        let path = address.as_str().unwrap().strip_prefix("https://thu.example/goc/").unwrap();
        assert!(published.contains_key(path), "{path}");
    };
    let dataset = &json(&published, "catalog.jsonld")["dcat:dataset"];
    assert_eq!(dataset["dct:modified"]["@value"], "2020-03-09");
    let files = dataset["dcat:distribution"].as_array().unwrap();
    files.iter().for_each(|file| exists(&file["dcat:downloadURL"]["@id"]));
    let page = String::from_utf8(published["du-lieu/index.html"].clone()).unwrap();
    let script = page.split("<script type=\"application/ld+json\">").nth(1).unwrap();
    let graph: Value = serde_json::from_str(script.split("</script>").next().unwrap()).unwrap();
    let graph = graph["@graph"].as_array().unwrap();
    let dataset = graph.iter().find(|node| node["@type"] == "Dataset").unwrap();
    assert_eq!(dataset["dateModified"], "2020-03-09");
    let downloads = dataset["distribution"].as_array().unwrap();
    assert_eq!(downloads.len(), files.len());
    downloads.iter().for_each(|file| exists(&file["contentUrl"]));
}

#[test]
fn points_are_in_viet_nam_and_count_their_entries() {
    let gallery = Gallery::new();
    gallery.build();
    let points = json(&gallery.published(), "mo-hinh.geojson");
    let features = points["features"].as_array().unwrap();
    // Tam Hợp and Biên Hòa; Phú Yên names no commune.
    assert_eq!(features.len(), 2);
    for feature in features {
        let (x, y) = (
            feature["geometry"]["coordinates"][0].as_f64().unwrap(),
            feature["geometry"]["coordinates"][1].as_f64().unwrap(),
        );
        assert!((102.0..118.0).contains(&x) && (6.0..24.0).contains(&y), "{x} {y}");
        assert_eq!(feature["properties"]["count"], 4);
        assert_eq!(feature["properties"]["entries"].as_array().unwrap().len(), 4);
    }
}

#[test]
fn a_gallery_without_entries_has_tables_without_rows() {
    let gallery = Gallery::empty();
    gallery.write("guong.toml", "title = \"Trống\"\nbase_url = \"https://thu.example/\"\n");
    gallery.write("content/fields.toml", "[[fields]]\nid = \"kinh-te\"\nname = \"Kinh tế\"\n");
    gallery.write("content/phases.toml", "");
    gallery.build();
    let published = gallery.published();
    for name in TABLES.iter().copied().chain(["linh-vuc/kinh-te"]) {
        assert!(table(&published, name).is_empty(), "{name}");
    }
}

#[test]
fn the_date_of_the_data_does_not_depend_on_the_build() {
    let mut gallery = Gallery::new();
    gallery.build();
    let before = gallery.published();
    gallery.day = "2026-12-01".into();
    gallery.build();
    let changed = difference(&before, &gallery.published());
    let changed: BTreeSet<&String> = changed.iter().filter(|path| path.starts_with(DATA)).collect();
    assert!(changed.is_empty(), "{changed:?}");
    let page = String::from_utf8(before["du-lieu/index.html"].clone()).unwrap();
    assert!(page.contains("<time datetime=\"2020-03-09\">09/03/2020</time>"), "the newest of twelve");
}
