//! `guong import` of reports: the layout of state documents, hostile files, what cannot be read.

use std::collections::BTreeMap;
use std::fs;

use crate::office_import::made::{packed, put};
use crate::support::{Gallery, tree};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The parts of a report with this body.
fn report(body: &str) -> BTreeMap<String, Vec<u8>> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let file = |name: &str, text: String| (name.to_string(), text.into_bytes());
    BTreeMap::from([
        file("[Content_Types].xml", "<Types/>".into()),
        file(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r\" Type=\"{relations}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        file(
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"p1\" Type=\"{relations}/image\" Target=\"media/image1.jpg\"/>\
                 <Relationship Id=\"p2\" Type=\"{relations}/image\" Target=\"https://xau.example/a.jpg\" TargetMode=\"External\"/>\
                 <Relationship Id=\"p3\" Type=\"{relations}/image\" Target=\"../../../../etc/passwd\"/></Relationships>"
            ),
        ),
        file(
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{relations}\"><w:body>{body}</w:body></w:document>"
            ),
        ),
    ])
}

/// A paragraph; `*` at the beginning makes it bold and centred, `!` bold.
fn line(text: &str) -> String {
    let (text, look, place) = match (text.strip_prefix('*'), text.strip_prefix('!')) {
        (Some(text), _) => (text, "<w:rPr><w:b/></w:rPr>", "<w:pPr><w:jc w:val=\"center\"/></w:pPr>"),
        (_, Some(text)) => (text, "<w:rPr><w:b/></w:rPr>", ""),
        _ => (text, "", ""),
    };
    format!("<w:p>{place}<w:r>{look}<w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn lines(texts: &[&str]) -> String {
    texts.iter().map(|text| line(text)).collect()
}

fn row(cells: &[String]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn picture(id: &str) -> String {
    format!("<w:p><w:r><w:drawing><blip r:embed=\"{id}\"/></w:drawing></w:r></w:p>")
}

fn import(gallery: &Gallery, more: &[&str]) -> (i32, String) {
    let file = gallery.at("a.docx");
    let output = gallery.guong(&[&["import", file.to_str().unwrap()], more].concat()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

fn with_photo(gallery: &Gallery, parts: &mut BTreeMap<String, Vec<u8>>) {
    gallery.photo("a.jpg", 120, 90);
    parts.insert("word/media/image1.jpg".into(), fs::read(gallery.at("a.jpg")).unwrap());
    fs::remove_file(gallery.at("a.jpg")).unwrap();
}

#[test]
fn a_state_document_becomes_a_draft_with_its_photos_and_its_document() {
    let gallery = Gallery::new();
    let head = row(&[
        lines(&["ĐẢNG BỘ TỈNH NGHỆ AN", "ĐẢNG ỦY XÃ TAM HỢP", "*", "Số: 45-BC/ĐU"]),
        lines(&["ĐẢNG CỘNG SẢN VIỆT NAM", "Tam Hợp, ngày 15 tháng 10 năm 2024"]),
    ]);
    let sign = row(&[lines(&["Nơi nhận:", "- Lưu VP."]), lines(&["T/M BAN THƯỜNG VỤ", "Nguyễn Văn A"])]);
    let tracked = "<w:p><w:r><w:t xml:space=\"preserve\">Dài </w:t></w:r><w:del><w:r><w:delText>7</w:delText></w:r></w:del>\
                   <w:ins><w:r><w:t>12 km.</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẨN</w:t></w:r></w:p>";
    let old =
        "<w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr><w:t>Nh©n d©n ®ång thuËn.</w:t></w:r></w:p>";
    let body = [
        format!("<w:tbl>{head}</w:tbl>"),
        lines(&[
            "*BÁO CÁO",
            "*Mô hình thắp sáng",
            "*đường quê",
            "*-----",
            "Địa chỉ: xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An",
        ]),
        lines(&["Thời gian: năm 2023", "!I. ĐẶC ĐIỂM", "!1. Thuận lợi", "- Có 85 hộ;", "+ 12 hộ nghèo."]),
        old.into(),
        tracked.into(),
        picture("p1"),
        lines(&["Ảnh 1: Bà con mở đường. Nguồn ảnh: Hội Nông dân", "!II. KẾT QUẢ", "Tốt."]),
        format!("<w:tbl>{sign}</w:tbl>"),
    ];
    let mut parts = report(&body.concat());
    with_photo(&gallery, &mut parts);
    put(&gallery, "a.docx", &parts);
    let before = tree(&gallery.at("content"));
    let (status, said) = import(&gallery, &[]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(tree(&gallery.at("content")), before, "a dry run");
    for expected in [
        "bỏ phần đầu văn bản (ĐẢNG ỦY XÃ TAM HỢP, 45-BC/ĐU, Tam Hợp, ngày 15 tháng 10 năm 2024)",
        "bỏ phần ký, nơi nhận",
        "dòng “Địa chỉ” → Địa bàn",
        "bỏ 1 đoạn chữ ẩn",
        "thêm --document để ghi vào content/documents/45-bc-du.md",
        "(1 ảnh)",
        "1 bài mới",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let (status, said) = import(&gallery, &["--write", "--document"]);
    assert_eq!(status, 0, "{said}");
    let read = |path: &str| fs::read_to_string(gallery.at(path)).unwrap();
    let written = read("content/entries/mo-hinh-thap-sang-duong-que/index.md");
    assert_eq!(
        written.split_once("\n+++\n").unwrap().1,
        "\n## I. ĐẶC ĐIỂM\n\n### 1. Thuận lợi\n\n- Có 85 hộ;\n  - 12 hộ nghèo.\n\nNhân dân đồng thuận.\n\nDài 12 km.\n\n## II. KẾT QUẢ\n\nTốt.\n"
    );
    for key in [
        "title = \"Mô hình thắp sáng đường quê\"\n",
        "documents = [\"45-bc-du\"]\n",
        "file = \"ba-con-mo-duong.jpg\"\ncaption = \"Bà con mở đường.\"\ncredit = \"Hội Nông dân\"\n",
        "draft = true\n",
    ] {
        assert!(written.contains(key), "{key}: {written}");
    }
    let document = read("content/documents/45-bc-du.md");
    assert!(
        document.contains("kind = \"Báo cáo\"\n") && document.contains("date = 2024-10-15\n"),
        "{document}"
    );
    assert!(gallery.at("content/entries/mo-hinh-thap-sang-duong-que/ba-con-mo-duong.jpg").is_file());
    let output = gallery.guong(&["check"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    // A second time, the entry is there, and keeps what it has.
    let (status, said) = import(&gallery, &["--write"]);
    assert!(status == 0 && said.contains("đã có bài này") && said.contains("Không có gì để ghi"), "{said}");
}

#[test]
fn headings_of_a_level_begin_entries() {
    let gallery = Gallery::new();
    let texts = [
        "*Tổng hợp",
        "Mở đầu.",
        "!I. Ao cá",
        "1. Thời gian: 2021",
        "Lời một.",
        "!II. Thư viện",
        "!1. Nội dung",
        "Lời hai.",
    ];
    put(&gallery, "a.docx", &report(&lines(&texts)));
    let (status, said) = import(&gallery, &["--split-at", "1", "--write"]);
    assert!(
        status == 0 && said.contains("2 bài mới") && said.contains("bài 1: dòng “Thời gian” → Bắt đầu"),
        "{said}"
    );
    let read =
        |name: &str| fs::read_to_string(gallery.at(&format!("content/entries/{name}/index.md"))).unwrap();
    assert!(
        read("ao-ca").contains("started = \"2021\"") && read("ao-ca").ends_with("\n\nLời một.\n"),
        "{}",
        read("ao-ca")
    );
    assert!(read("thu-vien").ends_with("\n\n## 1. Nội dung\n\nLời hai.\n"), "{}", read("thu-vien"));
    let (_, said) = import(&gallery, &["--split-at", "3"]);
    assert!(said.contains("không có tiêu đề cấp 3"), "{said}");
}

#[test]
fn hostile_reports_are_harmless_or_refused() {
    let gallery = Gallery::new();
    let before = tree(&gallery.at("content"));
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let dde = format!(
        "<w:p>{}<w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r>{}<w:r><w:t>hiện</w:t></w:r>{}</w:p>",
        field("begin"),
        field("separate"),
        field("end")
    );
    let object = "<w:p><w:r><w:object><OLEObject/></w:object></w:r></w:p>";
    let own = [
        lines(&["*Bài", "&lt;script&gt;alert(1)&lt;/script&gt;"]),
        dde,
        picture("p2"),
        picture("p3"),
        object.into(),
    ];
    let mut parts = report(&own.concat());
    parts.insert("word/vbaProject.bin".into(), vec![0; 100]);
    put(&gallery, "a.docx", &parts);
    let (status, said) = import(&gallery, &[]);
    assert_eq!(status, 0, "{said}");
    for expected in [
        "tệp có macro",
        "1 trường lấy dữ liệu",
        "bỏ 1 ảnh không nằm trong tệp",
        "bỏ ảnh passwd",
        "bỏ 1 đối tượng",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(import(&gallery, &["--write"]).0, 0);
    let written = fs::read_to_string(gallery.at("content/entries/bai/index.md")).unwrap();
    assert!(written.ends_with("\n\n\\<script>alert(1)\\</script>\n\nhiện\n"), "{written}");
    fs::remove_dir_all(gallery.at("content/entries/bai")).unwrap();
    let main = |text: String| {
        let mut parts = report("");
        parts.insert("word/document.xml".into(), text.into_bytes());
        packed(&parts)
    };
    let whole = packed(&report(&lines(&["*Bài", "Lời."])));
    let refused: [(&str, Vec<u8>, &str); 9] = [
        (
            "entities",
            main(format!("<!DOCTYPE a [<!ENTITY x \"y\">]><w:document xmlns:w=\"{MAIN}\"/>")),
            "tệp hỏng",
        ),
        ("a bomb", main(" ".repeat(60 << 20)), "tốn quá nhiều"),
        ("elements", main(format!("<a><body>{}</body></a>", "<p/>".repeat(1_200_000))), "tốn quá nhiều"),
        ("levels", main("<a>".repeat(100_000)), "tốn quá nhiều"),
        ("no text", packed(&report("")), "không có phần văn bản"),
        ("cut short", whole[..whole.len() / 2].to_vec(), "tệp hỏng"),
        ("a PDF", b"%PDF-1.7\n".to_vec(), "PDF"),
        ("rich text", b"{\\rtf1 a}".to_vec(), "không phải của Word"),
        ("a scan", vec![0xff, 0xd8, 0xff, 0xe0], "ảnh hoặc bản quét"),
    ];
    for (name, bytes, why) in refused {
        fs::write(gallery.at("a.docx"), bytes).unwrap();
        let (status, said) = import(&gallery, &["--write"]);
        assert!(status != 0 && said.contains(why), "{name}: {status} {said}");
    }
    assert_eq!(tree(&gallery.at("content")), before);
}
