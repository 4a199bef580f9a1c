//! `guong report`: its numbers against the site's, its form, hostile names, and the same bytes every time.

use std::collections::BTreeMap;
use std::fs;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::leaks::unpacked;
use crate::support::{Gallery, printed};

/// Runs the command on a gallery; returns the files in what it wrote.
fn reported(gallery: &Gallery, arguments: &[&str], name: &str) -> BTreeMap<String, String> {
    let file = gallery.at(name);
    let own = ["report", "--force", "-o", file.to_str().unwrap()];
    let output = gallery.guong(&[&own[..], arguments].concat()).output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    unpacked(&fs::read(&file).unwrap())
        .into_iter()
        .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
        .collect()
}

/// The tables of a Word document: each row's cells as texts, under the caption above the table.
type Tables = Vec<(String, Vec<Vec<String>>)>;

/// Returns the paragraphs outside tables and the tables of a Word document.
fn read(document: &str) -> (Vec<String>, Tables) {
    let mut reader = Reader::from_str(document);
    let (mut paragraphs, mut tables): (Vec<String>, Tables) = (Vec::new(), Vec::new());
    let (mut text, mut depth) = (String::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => match tag.name().as_ref() {
                "w:tbl" => {
                    depth += 1;
                    tables.push((paragraphs.last().cloned().unwrap_or_default(), Vec::new()));
                }
                "w:tr" => tables.last_mut().unwrap().1.push(Vec::new()),
                "w:p" => text.clear(),
                _ => {}
            },
            Event::Text(words) => text += &words,
            Event::GeneralRef(name) => {
                text += match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    other => panic!("{other}"),
                };
            }
            Event::End(tag) => match tag.name().as_ref() {
                "w:tbl" => depth -= 1,
                "w:p" if depth == 0 => paragraphs.push(text.clone()),
                "w:tc" => tables.last_mut().unwrap().1.last_mut().unwrap().push(text.clone()),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    (paragraphs, tables)
}

/// Returns the table below the caption that begins so.
fn table<'t>(tables: &'t Tables, caption: &str) -> &'t Vec<Vec<String>> {
    let found = tables.iter().find(|(own, _)| own.starts_with(caption));
    &found.unwrap_or_else(|| panic!("no table {caption}: {tables:?}")).1
}

/// A gallery with steps in 2026 and one name that would be a formula, markup or a control character.
fn gallery() -> Gallery {
    let gallery = Gallery::new();
    for (number, steps) in [
        (1, "{ step = \"registered\", date = 2026-02-01 }, { step = \"recognised\", date = 2026-10-01 }"),
        (2, "{ step = \"recognised\", date = 2025 }, { step = \"commended\", date = 2026 }"),
        (3, "{ step = \"replicated\", date = 2026-03 }, { step = \"stopped\", date = 2026-05 }"),
        (4, "{ step = \"praised\", date = 2026-03 }, { step = \"commended\", date = 2026-04 }"),
    ] {
        gallery.entry(number, &format!("status = [{steps}]\nverified = 2026-0{number}-01\n"));
    }
    gallery.edit("content/entries/e05/index.md", "Mô hình số 5", "=HYPERLINK(1) </w:t> & _x0041_ ]]>");
    gallery.entry(13, "draft = true\n");
    gallery.write(
        "content/targets.toml",
        "[[targets]]\nname = \"@Chỉ tiêu <một>\"\nindicator = \"nơi có mô hình\"\naim = \"trên 95%\"\nyear = 2026\nwithin = \"tỉnh Nghệ An\"\ndocument = \"05-ct-tu\"\n[[targets]]\nname = \"Năm khác\"\nindicator = \"số mô hình\"\naim = 1\nyear = 2025\n",
    );
    gallery
}

#[test]
fn the_numbers_are_those_of_the_site() {
    let gallery = gallery();
    gallery.build();
    let files = reported(&gallery, &["--year", "2026"], "bao-cao.docx");
    let (paragraphs, tables) = read(&files["word/document.xml"]);
    let published = gallery.published();
    let count = |path: &str| {
        let text = String::from_utf8(published[path].clone()).unwrap();
        (text.lines().count() - 1).to_string()
    };
    let fields = table(&tables, "Theo lĩnh vực");
    assert_eq!(
        fields[0],
        ["TT", "Lĩnh vực", "Tổng số", "Mới", "Công nhận", "Khen thưởng", "Nhân rộng", "Dừng"]
    );
    assert_eq!(fields[1][1..3], ["Kinh tế".to_string(), count("du-lieu/linh-vuc/kinh-te.csv")]);
    assert_eq!(fields[2][1..3], ["Văn hóa".to_string(), count("du-lieu/linh-vuc/van-hoa.csv")]);
    assert_eq!(fields[3], ["", "Tổng", &count("du-lieu/mo-hinh.csv"), "1", "1", "2", "1", "1"]);
    let places = table(&tables, "Theo địa bàn");
    for row in &places[1..places.len() - 1] {
        let slug = ["dak-lak", "dong-nai", "nghe-an"]
            .into_iter()
            .find(|slug| guong::text::slug(&row[1]).ends_with(slug))
            .unwrap();
        assert_eq!(row[2], count(&format!("du-lieu/dia-phuong/{slug}.csv")), "{row:?}");
    }
    assert_eq!(places.len(), 5);
    let phases = table(&tables, "Theo giai đoạn");
    assert_eq!(phases[1][1..3], ["Đợt 1".to_string(), count("du-lieu/giai-doan/dot-1.csv")]);
    let statuses = table(&tables, "Theo trạng thái gần nhất");
    assert!(
        statuses.iter().any(|row| row[1..] == ["Công nhận", "1", "1", "1", "0", "0", "0"]),
        "{statuses:?}"
    );
    let list = table(&tables, "Mô hình, điển hình đang công bố");
    assert_eq!(list.len(), 1 + 12, "the draft is left out");
    // One of four verified entries has stopped; eight never were.
    assert_eq!(table(&tables, "Cần xác minh lại").len(), 1 + 8);
    let targets = table(&tables, "Mức đạt được");
    assert_eq!(targets.len(), 2, "a target of another year is left out");
    assert_eq!(targets[1][1], "@Chỉ tiêu <một> (05-CT/TU)");
    assert_eq!(targets[1][3..5], ["trên 95%", "0/130 (0%)"]);
    let text = paragraphs.join("\n");
    assert!(
        text.contains("Tính đến ngày 21/11/2026, có 12 mô hình, điển hình. Trong năm 2026: 1 mô hình"),
        "{text}"
    );
    for heading in ["I. Số liệu", "II. Danh sách", "III. Mô hình, điển hình chưa", "IV. Thực hiện chỉ tiêu"]
    {
        assert!(text.contains(heading), "{text}");
    }
    let head = &tables[0].1[0];
    assert_eq!(head.len(), 2);
    assert!(files["word/document.xml"].contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
}

#[test]
fn a_report_of_a_place_has_its_entries_alone() {
    let gallery = gallery();
    let files = reported(&gallery, &["--within", "nghe an"], "bao-cao.docx");
    let (paragraphs, tables) = read(&files["word/document.xml"]);
    assert_eq!(table(&tables, "Mô hình, điển hình đang công bố").len(), 1 + 4);
    assert!(table(&tables, "Theo địa bàn")[0][1] == "Xã, phường");
    assert!(
        paragraphs.iter().any(|text| text.ends_with("năm 2026 trên địa bàn tỉnh Nghệ An")),
        "{paragraphs:?}"
    );
    assert!(files["word/document.xml"].contains("Nghệ An, ngày …… tháng …… năm 2026"));
    let mistaken = |within: &str, words: &str| {
        let output = gallery.guong(&["report", "--lang", "en", "--within", within]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(printed(&output).contains(words), "{}", printed(&output));
    };
    mistaken("tỉnh Nghệ Am", "did you mean “tỉnh Nghệ An”?");
    mistaken("xã Tam Hợp", "does not name a province");
    let output = gallery.guong(&["report", "--lang", "en", "-o", "a.pdf"]).output().unwrap();
    assert!(output.status.code() == Some(2) && printed(&output).contains("must end in .docx or .xlsx"));
}

#[test]
fn the_workbook_says_the_same_and_computes_nothing() {
    let gallery = gallery();
    let files = reported(&gallery, &[], "bao-cao.xlsx");
    let names: Vec<&str> = files["xl/workbook.xml"]
        .split("<sheet name=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(names, ["Báo cáo", "Danh sách", "Chưa xác minh", "Chỉ tiêu"]);
    for (name, text) in &files {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name} has a formula");
    }
    let strings = &files["xl/sharedStrings.xml"];
    assert!(strings.contains("=HYPERLINK(1) &lt;/w:t&gt; &amp; _x005F_x0041_ ]]&gt;"), "{strings}");
    assert!(strings.contains("@Chỉ tiêu &lt;một&gt;"));
    // The heading, the caption and twelve entries; numbers are numbers.
    let list = &files["xl/worksheets/sheet2.xml"];
    assert_eq!(list.matches("<row ").count(), 14);
    assert!(list.contains("<v>12</v>") && list.contains("paperSize=\"9\""), "{list}");
}

#[test]
fn the_same_site_gives_the_same_bytes_and_an_empty_one_a_report() {
    let gallery = gallery();
    for ending in ["docx", "xlsx"] {
        let file = format!("bao-cao.{ending}");
        reported(&gallery, &[], &file);
        let first = fs::read(gallery.at(&file)).unwrap();
        reported(&gallery, &[], &file);
        assert_eq!(first, fs::read(gallery.at(&file)).unwrap(), "{ending}");
        let path = gallery.at(&file);
        let again = ["report", "--lang", "en", "-o", path.to_str().unwrap()];
        let output = gallery.guong(&again).output().unwrap();
        assert!(output.status.code() == Some(3), "{}", printed(&output));
        assert!(printed(&output).contains("the file is there already"), "{}", printed(&output));
    }
    let files = reported(&gallery, &["--within", "tỉnh Cà Mau"], "trong.docx");
    assert!(files["word/document.xml"].contains("Chưa có mô hình, điển hình nào."));
    reported(&gallery, &["--within", "tỉnh Cà Mau"], "trong.xlsx");
}
