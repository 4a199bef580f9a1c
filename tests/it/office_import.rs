//! `guong export` and `guong import`: round trips, edited cells, lists as offices send them, hostile workbooks.

use std::collections::BTreeMap;
use std::fs;

use crate::leaks::unpacked;
use crate::support::{Gallery, tree};

pub mod made;

use made::{packed, put, replaced, sheet, workbook};

/// Runs the program; returns its exit status and everything that it printed.
fn run(gallery: &Gallery, arguments: &[&str]) -> (i32, String) {
    let output = gallery.guong(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

fn import(gallery: &Gallery, list: &str, more: &[&str]) -> (i32, String) {
    run(gallery, &[&["import", gallery.at(list).to_str().unwrap()], more].concat())
}

fn export(gallery: &Gallery, file: &str) -> BTreeMap<String, Vec<u8>> {
    let (status, said) = run(gallery, &["export", gallery.at(file).to_str().unwrap()]);
    assert_eq!(status, 0, "{said}");
    unpacked(&fs::read(gallery.at(file)).unwrap())
}

/// The files of `content/` that differ from an earlier state, with their text; empty for one that is gone.
fn changed(gallery: &Gallery, before: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let after = tree(&gallery.at("content"));
    let text =
        |bytes: Option<&Vec<u8>>| String::from_utf8_lossy(bytes.map_or(&[], |bytes| bytes)).into_owned();
    let paths = before.keys().chain(after.keys());
    paths
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| (path.clone(), text(after.get(path))))
        .collect()
}

const ODD: &str = "+++\n# ghi chú\ntitle = '=HYPERLINK(\"https://xau.example\")'\nkind='cá nhân'\nfields = [\"kinh-te\", \"van-hoa\"]\nlocality = [\"Phú Yên\", \"xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An\"]\nstarted = \"giai đoạn 2016-2020\"\nended = 2021-03\npublished = 2022-01-05\nsummary = \"\"\"\nHai dòng \\u0001 _x0041_\nnữa\"\"\"\nspread = \"hơn 1.600 hộ\"\ncost = { total = \"1,2 tỷ đồng\" }\nresults = [\n  { label = \"-Lỗ\", after = -5 }, # một\n  { label = \"+Lãi\", before = 1.5, after = \"85%\", to = 2020 },\n]\n\n[[awards]]\ntitle = \"Bằng khen\"\ndate = 2020-10-15\n\n[[photos]]\nfile = \"ca.jpg\"\nfocus = [0.5, 0.5]\nconsent = \"not-needed\"\n+++\nLời.\n";

#[test]
fn a_round_trip_without_an_edit_changes_no_byte() {
    let gallery = Gallery::new();
    gallery.write("content/entries/la/index.md", &ODD.replace('\n', "\r\n"));
    gallery.photo("content/entries/la/ca.jpg", 40, 30);
    gallery.write("content/entries/nhap.md", "+++\ntitle = \"Nháp\"\nfields = [\"…\"]\ndraft = true\n+++\n");
    let before = tree(&gallery.at("content"));
    for language in ["vi", "en"] {
        let list = format!("{language}.xlsx");
        let file = gallery.at(&list);
        assert_eq!(run(&gallery, &["export", file.to_str().unwrap(), "--lang", language]).0, 0);
        let (status, said) = import(&gallery, &list, &["--write"]);
        assert_eq!(status, 0, "{said}");
        assert!(said.contains("0 bài mới, 0 bài đổi, 14 bài giữ nguyên; 0 lỗi"), "{said}");
        assert_eq!(changed(&gallery, &before), BTreeMap::new(), "{said}");
    }
    // Private keys stay in the gallery, and texts are no formulas.
    let parts = unpacked(&fs::read(gallery.at("vi.xlsx")).unwrap());
    for (name, bytes) in &parts {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("not-needed") && !text.contains("<f>"), "{name}");
    }
}

#[test]
fn edited_cells_change_their_keys_and_nothing_else() {
    let gallery = Gallery::new();
    gallery.write("content/entries/la/index.md", ODD);
    gallery.photo("content/entries/la/ca.jpg", 40, 30);
    let before = tree(&gallery.at("content"));
    let mut list = export(&gallery, "a.xlsx");
    for (old, new) in
        [("Tóm tắt 3.", "Tóm tắt mới 3."), ("hơn 1.600 hộ", "12 xã"), (">+Lãi<", "> <"), ("Tóm tắt 4.", "")]
    {
        replaced(&mut list, "xl/sharedStrings.xml", old, new);
    }
    put(&gallery, "a.xlsx", &list);
    let (status, said) = import(&gallery, "a.xlsx", &[]);
    assert_eq!(status, 1, "a result needs its label: {said}");
    assert!(said.contains("Kết quả!D3 (Chỉ tiêu): lỗi[E0106]"), "{said}");
    assert!(said.contains("- xóa summary: Tóm tắt 4."), "{said}");
    assert_eq!(changed(&gallery, &before), BTreeMap::new(), "a dry run");
    replaced(&mut list, "xl/sharedStrings.xml", "> <", ">Lãi ròng<");
    put(&gallery, "a.xlsx", &list);
    let (status, said) = import(&gallery, "a.xlsx", &["--write"]);
    assert_eq!(status, 0, "{said}");
    let old = |path: &str| String::from_utf8(before[path].clone()).unwrap();
    assert_eq!(
        changed(&gallery, &before),
        BTreeMap::from([
            (
                "entries/e03/index.md".into(),
                old("entries/e03/index.md").replace("Tóm tắt 3.", "Tóm tắt mới 3.")
            ),
            (
                "entries/e04/index.md".into(),
                old("entries/e04/index.md").replace("summary = \"Tóm tắt 4.\"\n", "")
            ),
            ("entries/la/index.md".into(), ODD.replace("hơn 1.600 hộ", "12 xã").replace("+Lãi", "Lãi ròng")),
        ])
    );
    // The same list again: the gallery says so already.
    let (status, said) = import(&gallery, "a.xlsx", &[]);
    assert!(status == 0 && said.contains("0 bài đổi"), "{said}");
}

#[test]
fn what_was_changed_meanwhile_is_not_overwritten() {
    let gallery = Gallery::new();
    let mut list = export(&gallery, "a.xlsx");
    gallery.edit("content/entries/e03/index.md", "Tóm tắt 3.", "Người khác sửa.");
    gallery.edit("content/entries/e04/index.md", "Tóm tắt 4.", "Người khác cũng sửa.");
    replaced(&mut list, "xl/sharedStrings.xml", "Tóm tắt 3.", "Tôi sửa.");
    put(&gallery, "a.xlsx", &list);
    let before = tree(&gallery.at("content"));
    let (status, said) = import(&gallery, "a.xlsx", &["--write"]);
    assert_eq!(status, 1, "{said}");
    assert_eq!(said.matches("lỗi[E0405]").count(), 1, "{said}");
    assert!(said.contains("bài đang ghi: “Người khác sửa.”"), "{said}");
    assert_eq!(changed(&gallery, &before), BTreeMap::new());
}

#[test]
fn an_office_list_becomes_drafts_with_every_mistake_at_its_cell() {
    let gallery = Gallery::new();
    let lines = [
        "UBND HUYỆN A||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM 2024",
        "",
        "STT|Tên mô hình, điển hình|Lĩnh vực|Địa chỉ|Thời gian bắt đầu|Nội dung|Ghi chú",
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)",
        "I|Lĩnh vực kinh tế",
        "1|Thắp sáng đường quê||xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An|2019|- Mỗi nhà một bóng đèn|x",
        "2|Ao cá|Văn hoá|xã Tam Hop Xa Xoi, tỉnh Nghệ An|31/02/2020||",
        "II|Lĩnh vực văn hóa",
        "3|Sân chơi thiếu nhi||tỉnh Nghệ An|quý II/2022||",
        "3|Sân chơi thiếu nhi||tỉnh Nghệ An|quý II/2022||",
        "4|Mô hình số 3|Văn hóa|xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An|2019|Thêm lời|",
        "||||||",
        "|Tổng cộng||||5|",
        "||||NGƯỜI LẬP BIỂU",
    ];
    put(&gallery, "a.xlsx", &workbook(&lines));
    let (status, said) = import(&gallery, "a.xlsx", &[]);
    assert_eq!(status, 1, "{said}");
    for expected in [
        "Trang tính “Sheet1”: tiêu đề ở dòng 4, 5 dòng",
        "B “Tên mô hình, điển hình” → title",
        "D “Địa chỉ” → locality",
        "Cột không nhận: G “Ghi chú”",
        "6 “I”, 9 “II”, 14 “Tổng cộng”, 15 “NGƯỜI LẬP BIỂU”",
        "Sheet1!E8 (Thời gian bắt đầu): lỗi[E0113]",
        "Sheet1!11: lỗi[E0402]",
        "Chưa ghi gì",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(said.contains("Sheet1!D8 (Địa chỉ): "), "{said}");
    let mended: Vec<String> = lines.iter().map(|line| line.replace("31/02/2020", "10/2020")).collect();
    let mut mended: Vec<&str> = mended.iter().map(String::as_str).collect();
    mended.remove(10);
    put(&gallery, "a.xlsx", &workbook(&mended));
    let before = tree(&gallery.at("content"));
    let (status, said) = import(&gallery, "a.xlsx", &["--write"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(
        changed(&gallery, &before),
        BTreeMap::from([
            ("entries/thap-sang-duong-que/index.md".into(), "+++\ntitle = \"Thắp sáng đường quê\"\nfields = \"kinh-te\"\nlocality = \"xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An\"\nstarted = \"2019\"\ndraft = true\n+++\n\n## Nội dung\n\n- Mỗi nhà một bóng đèn\n".into()),
            ("entries/ao-ca/index.md".into(), "+++\ntitle = \"Ao cá\"\nfields = \"van-hoa\"\nlocality = \"xã Tam Hop Xa Xoi, tỉnh Nghệ An\"\nstarted = \"10/2020\"\ndraft = true\n+++\n".into()),
            ("entries/san-choi-thieu-nhi/index.md".into(), "+++\ntitle = \"Sân chơi thiếu nhi\"\nfields = \"van-hoa\"\nlocality = \"tỉnh Nghệ An\"\nstarted = \"quý II/2022\"\ndraft = true\n+++\n".into()),
        ])
    );
    assert_eq!(run(&gallery, &["check"]).0, 0);
    // A second time, every row is an entry already.
    let (status, said) = import(&gallery, "a.xlsx", &["--write"]);
    assert!(status == 0 && said.contains("0 bài mới, 0 bài đổi, 4 bài giữ nguyên"), "{said}");
}

#[test]
fn columns_can_be_assigned_and_old_fonts_are_converted_if_wanted() {
    let gallery = Gallery::new();
    gallery.write("import.toml", "[columns]\n\"Làm gì\" = \"title\"\n");
    gallery.write("a.csv", "Làm gì;Chỗ nào;Mã số\nHiÕn ®Êt lµm ®\u{ad}êng;tỉnh Nghệ An;7\n");
    let (_, said) =
        import(&gallery, "a.csv", &["--map", "B=locality", "--map", "Mã số=", "--map", "Năm=started"]);
    assert!(said.contains("A “Làm gì” → title") && said.contains("B “Chỗ nào” → locality"), "{said}");
    assert!(!said.contains("Cột không nhận") && said.contains("thêm --convert"), "{said}");
    let (status, said) = import(&gallery, "a.csv", &["--map", "B=locality", "--convert", "--write"]);
    assert_eq!(status, 0, "{said}");
    assert!(gallery.at("content/entries/hien-dat-lam-duong/index.md").is_file(), "{said}");
    let (status, said) = import(&gallery, "a.csv", &["--map", "B=localty"]);
    assert!(status == 2 && said.contains("có phải locality"), "{said}");
    assert_eq!(import(&gallery, "a.csv", &["--map", "B"]).0, 2);
}

#[test]
fn rows_of_results_and_photos_belong_to_entries_by_title() {
    let gallery = Gallery::new();
    let (status, said) = run(&gallery, &["export", "--template", gallery.at("mau.xlsx").to_str().unwrap()]);
    assert_eq!(status, 0, "{said}");
    let parts = unpacked(&fs::read(gallery.at("mau.xlsx")).unwrap());
    let names = String::from_utf8(parts["xl/workbook.xml"].clone()).unwrap();
    for name in ["Mô hình", "Kết quả", "Ảnh", "Khen thưởng", "Nguồn", "Hướng dẫn", "Danh mục"]
    {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name}: {names}");
    }
    let validations = String::from_utf8(parts["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(validations.contains("type=\"list\"") && validations.contains("Danh mục"), "{validations}");
    let (status, said) = import(&gallery, "mau.xlsx", &[]);
    assert!(status == 0 && said.contains("0 bài mới, 0 bài đổi, 0 bài giữ nguyên; 0 lỗi"), "{said}");
    // An export with a row added to the results of an entry, one removed, and one of nobody.
    gallery.write("content/entries/la/index.md", ODD);
    gallery.photo("content/entries/la/ca.jpg", 40, 30);
    let mut list = export(&gallery, "a.xlsx");
    let results = list.iter().find(|(name, bytes)| {
        name.starts_with("xl/worksheets/") && String::from_utf8_lossy(bytes).matches("<row ").count() == 3
    });
    let (part, bytes) = results.map(|(part, bytes)| (part.clone(), bytes.clone())).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let second = text.find("<row r=\"3\"").unwrap();
    let end = text.find("</sheetData>").unwrap();
    let inline =
        |cell: &str, words: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{words}</t></is></c>");
    let row = |number: usize, title: &str| {
        format!(
            "<row r=\"{number}\">{}{}<c r=\"G{number}\"><v>7</v></c></row>",
            inline(&format!("B{number}"), title),
            inline(&format!("D{number}"), "Số hộ")
        )
    };
    let rows = row(3, "Mô hình số 5") + &row(4, "Không ai");
    list.insert(part.clone(), [&text[..second], &rows, &text[end..]].concat().into_bytes());
    put(&gallery, "a.xlsx", &list);
    let (status, said) = import(&gallery, "a.xlsx", &[]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("Kết quả!4: lỗi[E0404]: không có bài “Không ai”"), "{said}");
    list.insert(part, [&text[..second], &row(3, "Mô hình số 5"), &text[end..]].concat().into_bytes());
    put(&gallery, "a.xlsx", &list);
    let before = tree(&gallery.at("content"));
    let (status, said) = import(&gallery, "a.xlsx", &["--write"]);
    assert_eq!(status, 0, "{said}");
    let changed = changed(&gallery, &before);
    assert_eq!(changed.keys().collect::<Vec<_>>(), ["entries/e05/index.md", "entries/la/index.md"]);
    assert!(changed["entries/e05/index.md"].contains("{ label = \"Số hộ\", after = 7 }"), "{changed:?}");
    let gone = "  { label = \"+Lãi\", before = 1.5, after = \"85%\", to = 2020 },\n";
    assert_eq!(changed["entries/la/index.md"], ODD.replace(gone, ""));
}

#[test]
fn unclear_rows_and_faulty_formulas_are_reported() {
    let gallery = Gallery::new();
    gallery.entry(13, "");
    gallery.edit("content/entries/e13/index.md", "Mô hình số 13", "Mô hình số 3");
    gallery.edit("content/entries/e13/index.md", "started = 2019-03-13", "started = 2019-03");
    gallery.edit("content/entries/e13/index.md", "Phú Yên", "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An");
    let mut list =
        workbook(&["Mã bài|Tên mô hình|Bắt đầu", "|Mô hình số 3|2019", "khong-co|Mô hình|2019", "|Mới|"]);
    replaced(
        &mut list,
        "xl/worksheets/sheet1.xml",
        "</row></sheetData>",
        "<c r=\"C4\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>",
    );
    put(&gallery, "a.xlsx", &list);
    let (status, said) = import(&gallery, "a.xlsx", &["--format", "short"]);
    assert_eq!(status, 1);
    for expected in [
        "Sheet1!2: lỗi[E0403]: chưa rõ dòng này là bài nào: e03, e13\n",
        "Sheet1!3: lỗi[E0404]: không có bài “khong-co”\n",
        "Sheet1!C4 (Bắt đầu): lỗi[E0401]: công thức trong ô bị lỗi: “#DIV/0!”\n",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn a_file_that_is_not_there_is_said_in_plain_words() {
    let gallery = Gallery::new();
    let (status, said) = import(&gallery, "khong-co.xlsx", &[]);
    assert!(status == 3 && said.contains("không có tệp này") && !said.contains("os error"), "{said}");
    let (status, said) = import(&gallery, "content", &[]);
    // Windows only says that access is denied.
    assert!(status == 3 && (said.contains("đây là thư mục") || cfg!(windows)), "{said}");
}

#[test]
fn hostile_workbooks_are_refused_or_harmless() {
    let gallery = Gallery::new();
    let before = tree(gallery.path());
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("xau.xlsx");
    let list = list.to_str().unwrap();
    let refused = |bytes: &[u8], reason: &str| {
        fs::write(list, bytes).unwrap();
        let (status, said) = import(&gallery, list, &["--write"]);
        assert!(status != 0 && said.contains(reason), "{reason}: {status} {said}");
    };
    let heading = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Tên mô hình</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Địa chỉ</t></is></c></row>";
    // Entities that would grow without end.
    let bomb = format!("<!DOCTYPE x [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;&a;&a;\">]><c/>", "a".repeat(1000));
    let mut files = sheet("<sheetData/>");
    files.insert(
        "xl/sharedStrings.xml".into(),
        format!("<?xml version=\"1.0\"?>{bomb}<sst><si><t>&b;</t></si></sst>").into_bytes(),
    );
    refused(&packed(&files), "tệp hỏng");
    refused(b"PK\x03\x04 rest", "tệp hỏng");
    refused(b"%PDF-1.7", "tệp PDF không nhận được");
    refused(b"<html><table><tr><td>a</td></tr></table></html>", "trang web");
    refused(b"", "không thấy bảng nào");
    let password: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused(&[&[0xd0, 0xcf, 0x11, 0xe0], &password[..]].concat(), "mật khẩu");
    // A cell at the last place of the largest sheet, and a million rows without cells.
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    refused(
        &packed(&sheet(&format!("<dimension ref=\"A1:XFD1048576\"/><sheetData>{far}</sheetData>"))),
        "không thấy bảng nào",
    );
    let rows = format!("<dimension ref=\"A1:XFD1048576\"/><sheetData>{heading}{far}</sheetData>");
    fs::write(list, packed(&sheet(&rows))).unwrap();
    let (status, said) = import(&gallery, list, &[]);
    assert!(status == 0 && said.contains("0 bài mới"), "{said}");
    // A sheet that unpacks to more than any list.
    let mut bytes = packed(&sheet("<sheetData/>"));
    let entry = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    // The size of the unpacked file, in the archive's directory.
    bytes[entry + 24..entry + 28].copy_from_slice(&0x7fff_ffffu32.to_le_bytes());
    refused(&bytes, "quá nhiều bộ nhớ");
    // Formulas, links and macros are words.
    let formula = "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>DDE(\"cmd\";\"/c calc\")</f><v>=cmd|'/c calc'!A0</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>tỉnh Nghệ An</t></is></c></row>";
    let links = "<hyperlinks><hyperlink ref=\"A2\" r:id=\"rId9\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/></hyperlinks>";
    let mut files = sheet(&format!("<sheetData>{heading}{formula}</sheetData>{links}"));
    files.insert("xl/vbaProject.bin".into(), vec![0xd0, 0xcf, 0x11, 0xe0]);
    files.insert("xl/externalLinks/externalLink1.xml".into(), b"<externalLink/>".to_vec());
    fs::write(list, packed(&files)).unwrap();
    let (status, said) = import(&gallery, list, &[]);
    assert!(status == 0 && said.contains("Mới: =cmd|'/c calc'!A0"), "{said}");
    assert_eq!(tree(gallery.path()), before);
}

#[test]
fn the_form_for_units_is_the_one_that_the_program_makes() {
    let root = env!("CARGO_MANIFEST_DIR");
    let kept = format!("{root}/static/tai-ve/mau-dang-ky-mo-hinh.xlsx");
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("mau.xlsx");
    let arguments = ["--lang", "vi", "--root", root, "export", "--template", made.to_str().unwrap()];
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_guong")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let made = fs::read(made).unwrap();
    if std::env::var_os("GUONG_BLESS").is_some() {
        fs::write(&kept, &made).unwrap();
    }
    assert!(
        unpacked(&fs::read(&kept).unwrap()) == unpacked(&made),
        "run with GUONG_BLESS=1 to write it again"
    );
}
