//! Search in real galleries with the real program: queries that visitors type, and the entries they must find.

use std::fs;
use std::time::{Duration, SystemTime};

use guong::search::layout::FileKind;

use crate::support::{Gallery, printed, tree};

/// A gallery of a few entries with known words.
pub(crate) fn gallery() -> Gallery {
    let gallery = empty();
    entry(
        &gallery,
        "hien-dat",
        "Vận động hiến đất làm đường",
        "kinh-te",
        "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An",
        2017,
        "Bà con góp công.",
    );
    entry(
        &gallery,
        "hien-dat-roi",
        "Mở lối đi chung",
        "kinh-te",
        "Phú Yên",
        2018,
        "Nhiều hộ hiến đất, rồi cùng nhau làm đường.",
    );
    entry(
        &gallery,
        "roi-rac",
        "Góp sức",
        "van-hoa",
        "Phú Yên",
        2019,
        "Có đất. Có đường. Có người hiến và người làm.",
    );
    entry(
        &gallery,
        "nong-thon",
        "Xây dựng nông thôn mới",
        "kinh-te",
        "tỉnh Lai Châu",
        2019,
        "## Cách làm\n\nNạo vét thủy lợi.",
    );
    entry(
        &gallery,
        "van-nghe",
        "Đội văn nghệ thôn",
        "van-hoa",
        "tỉnh Lai Châu",
        2019,
        "Hát dân ca, không nói chuyện kinh tế.",
    );
    entry(&gallery, "hoa-binh", "Tổ tự quản hoà bình", "van-hoa", "tỉnh Đắk Lắk", 2016, "Theo Chỉ thị.\n");
    entry(
        &gallery,
        "vung-tau",
        "Thu gom rác bãi biển",
        "van-hoa",
        "tỉnh Bà Rịa - Vũng Tàu",
        2020,
        "Mỗi sáng chủ nhật.",
    );
    gallery.edit("content/entries/hoa-binh/index.md", "+++\ntitle", "+++\ndocuments = [\"05-ct-tu\"]\ntitle");
    gallery.build_with(&["--allow-removed"]);
    gallery
}

/// A gallery without entries.
pub(crate) fn empty() -> Gallery {
    let gallery = Gallery::new();
    for number in 1..=12 {
        gallery.remove(&format!("content/entries/e{number:02}"));
    }
    gallery.edit("content/pages/gioi-thieu.md", "[mô hình](../entries/e01/index.md)", "mô hình");
    gallery
}

pub(crate) fn entry(
    gallery: &Gallery,
    slug: &str,
    title: &str,
    field: &str,
    place: &str,
    year: u32,
    body: &str,
) {
    gallery.write(
        &format!("content/entries/{slug}/index.md"),
        &format!("+++\ntitle = \"{title}\"\nfields = [\"{field}\"]\nlocality = \"{place}\"\nstarted = {year}-03-01\npublished = {year}-04-01\n+++\n{body}\n"),
    );
}

/// Returns the slugs that a search finds, in order.
fn found(gallery: &Gallery, words: &str, more: &[&str]) -> Vec<String> {
    // Arguments after `--` are words; the site comes before it.
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_guong"));
    command.args(["search", "--json", "--root"]).arg(gallery.path()).args(more).args(["--", words]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let slug = |result: &serde_json::Value| {
        let url = result["url"].as_str().unwrap();
        url.strip_prefix("mo-hinh/").unwrap().trim_end_matches('/').to_string()
    };
    list["results"].as_array().unwrap().iter().map(slug).collect()
}

#[test]
fn a_phrase_comes_first_then_its_parts() {
    let gallery = gallery();
    let all = found(&gallery, "hiến đất làm đường", &[]);
    assert_eq!(all[..2], ["hien-dat", "hien-dat-roi"], "{all:?}");
    assert_eq!(found(&gallery, "hien dat lam duong", &[])[..2], ["hien-dat", "hien-dat-roi"]);
}

#[test]
fn a_tier_is_never_overtaken() {
    let gallery = empty();
    for (slug, title) in
        [("nha", "Sổ tay nhà nông"), ("hoc", "Sổ tay học tập"), ("bien", "Sổ tay biên phòng")]
    {
        entry(&gallery, slug, title, "van-hoa", "Phú Yên", 2018, "Mỗi nhà một cuốn.");
    }
    let body = "Mỗi hộ ghi số liệu vào một cuốn sổ tay nước.";
    entry(&gallery, "nuoc", "Giữ nguồn", "van-hoa", "Phú Yên", 2018, body);
    for number in 1..=20 {
        let (slug, title) = (format!("rung-{number}"), format!("Trồng rừng {number}"));
        entry(&gallery, &slug, &title, "kinh-te", "Phú Yên", 2018, "Có nước sạch.");
    }
    entry(&gallery, "nam-16", "Kinh tế Lai Châu", "kinh-te", "tỉnh Lai Châu", 2016, "Chuyện cũ.");
    entry(&gallery, "nam-19", "Nuôi ong", "kinh-te", "tỉnh Lai Châu", 2019, "Chuyện mới.");
    gallery.build_with(&["--allow-removed"]);
    // A whole phrase ranks before a part of it, in whichever tier.
    assert_eq!(found(&gallery, "sổ tay nước", &[])[0], "nuoc");
    assert_eq!(found(&gallery, "so tay nuoc", &[])[0], "nuoc");
    // Entries with all words rank before those with some.
    assert_eq!(found(&gallery, "kinh tế Lai Châu 2019", &[])[..2], ["nam-19", "nam-16"]);
    assert_eq!(found(&gallery, "2016 lai chau kinh te", &[])[..2], ["nam-16", "nam-19"]);
}

/// Returns the summary of a search.
pub(crate) fn answer(gallery: &Gallery, words: &str) -> serde_json::Value {
    let output = gallery.guong(&["search", "--json", words]).output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_word_without_diacritics_is_exact_among_words_with_them() {
    let gallery = empty();
    entry(&gallery, "voi", "Cứu thú", "van-hoa", "Phú Yên", 2018, "Đàn voi con về rừng.");
    entry(&gallery, "ga", "Nuôi gà", "kinh-te", "Phú Yên", 2018, "Đàn gà lớn nhanh, cùng với bà con.");
    gallery.build_with(&["--allow-removed"]);
    let hits = |words: &str| answer(&gallery, words)["hits"].as_u64().unwrap();
    assert_eq!((hits("đàn voi con"), hits("con voi đàn")), (1, 1));
}

#[test]
fn related_results_follow_hits_after_a_line() {
    let gallery = gallery();
    let found = answer(&gallery, "hiến đất làm đường");
    assert_eq!(found["hits"], 3, "{found}");
    assert_eq!(found["results"][2]["related"], false, "{found}");
    // No entry has all of these words.
    let found = answer(&gallery, "văn nghệ thủy lợi");
    assert_eq!((&found["hits"], &found["instead"]), (&0.into(), &serde_json::Value::Null), "{found}");
    assert!(found["results"].as_array().unwrap().iter().all(|one| one["related"] == true), "{found}");
    let output = gallery.guong(&["search", "văn nghệ thủy lợi"]).output().unwrap();
    assert!(printed(&output).contains("Không có kết quả nào có đủ các từ này. Có thể liên quan:"));
}

#[test]
fn a_misspelt_phrase_is_corrected_if_its_words_are_apart() {
    let gallery = empty();
    let apart = "Bà con giao thông thuận lợi. Nhà nông có nhà mới.";
    entry(&gallery, "roi", "Đường làng", "kinh-te", "Phú Yên", 2018, apart);
    entry(&gallery, "lien", "Về đích", "kinh-te", "Phú Yên", 2018, "Xây dựng nông thôn mới.");
    gallery.build_with(&["--allow-removed"]);
    let found = answer(&gallery, "nông thông mới");
    assert_eq!((&found["instead"], &found["hits"]), (&"nông thôn mới".into(), &0.into()), "{found}");
    // In a different order, the typed words match.
    let found = answer(&gallery, "mới nông thôn");
    assert_eq!((&found["instead"], &found["hits"]), (&serde_json::Value::Null, &1.into()), "{found}");
}

#[test]
fn the_corrected_query_is_reported() {
    let gallery = gallery();
    entry(&gallery, "tien", "Góp tiền đất màu", "kinh-te", "Phú Yên", 2018, "Mỗi nhà một phần.");
    gallery.build();
    // Typed diacritics are not ignored.
    let found = answer(&gallery, "hiện đất");
    assert_eq!(found["hits"], 0, "{found}");
    assert!(found["instead"].is_string(), "{found}");
    let found = answer(&gallery, "hiến đấy làm đường ");
    assert_eq!((&found["instead"], &found["hits"]), (&"hiến đất làm đường".into(), &0.into()), "{found}");
    assert_eq!(found["results"][0]["url"], "mo-hinh/hien-dat/");
    let output = gallery.guong(&["search", "xây dựng nông thông mới"]).output().unwrap();
    assert!(
        printed(&output)
            .contains("Không có “xây dựng nông thông mới”. Đang hiện kết quả của “xây dựng nông thôn mới”."),
        "{}",
        printed(&output)
    );
    assert_eq!(answer(&gallery, "hiến đất")["instead"], serde_json::Value::Null);
}

#[test]
fn dates_and_decrees_are_found_in_every_usual_writing() {
    let gallery = empty();
    let body = "Theo Quyết định số 1719/QĐ-TTg, dịp 2/9 đạt 98,5% số hộ.";
    entry(&gallery, "le", "Ngày hội", "van-hoa", "Phú Yên", 2018, body);
    entry(&gallery, "khac", "Việc khác", "van-hoa", "Phú Yên", 2018, "Có 9 hộ và 2 ao, 98 ha, 5 bò.");
    gallery.build_with(&["--allow-removed"]);
    for words in [
        "\"2/9\"",
        "\"02/9\"",
        "\"02/09\"",
        "\"2-9\"",
        "\"98,5%\"",
        "\"98.5\"",
        "\"1719/QĐ-TTg\"",
        "\"1719/qd-ttg\"",
    ] {
        assert_eq!(found(&gallery, words, &[]), ["le"], "{words}");
    }
    assert_eq!(found(&gallery, "02/9", &[])[0], "le");
}

#[test]
fn units_after_numbers_and_dashes_may_be_written_in_any_way() {
    let gallery = empty();
    entry(&gallery, "vuon", "Vườn 600m²", "kinh-te", "Phú Yên", 2018, "Thêm 24 m2 đất.");
    entry(&gallery, "dep", "Xanh – Sạch – Đẹp", "van-hoa", "Phú Yên", 2018, "Ở Ea ƀông.");
    gallery.build_with(&["--allow-removed"]);
    for words in ["\"600m2\"", "\"600 m2\"", "\"600m²\"", "\"24m2\"", "\"24m²\""] {
        assert_eq!(found(&gallery, words, &[]), ["vuon"], "{words}");
    }
    for words in ["\"xanh sạch đẹp\"", "\"xanh-sạch-đẹp\"", "\"ea bong\""] {
        assert_eq!(found(&gallery, words, &[]), ["dep"], "{words}");
    }
}

#[test]
fn every_spelling_finds_the_same() {
    let gallery = gallery();
    for words in ["hoà bình", "hòa bình", "ho\u{300}a bi\u{300}nh", "hoa binh", "HÒA BÌNH"] {
        assert_eq!(found(&gallery, words, &[])[0], "hoa-binh", "{words}");
    }
    for words in ["dak lak", "Đăk Lăk", "Đắc Lắc", "Đắk Lắk"] {
        assert_eq!(found(&gallery, words, &[]).first().map(String::as_str), Some("hoa-binh"), "{words}");
    }
}

#[test]
fn a_word_may_be_half_typed_or_mistyped() {
    let gallery = gallery();
    for words in [
        "nông thôn m",
        "nong thon mo",
        "xây dựng nông thông mới",
        "sây dựng nông thôn mới",
        "xây dựng nôgn thôn mới",
        "xaay duwngj noong thoon mowis",
    ] {
        assert_eq!(found(&gallery, words, &[]).first().map(String::as_str), Some("nong-thon"), "{words}");
    }
    for words in ["hiến đấy làm đường", "hiến ddaats làm đường", "hien dat61 lam duong", "hiến đất nàm đường"]
    {
        assert_eq!(found(&gallery, words, &[]).first().map(String::as_str), Some("hien-dat"), "{words}");
    }
}

#[test]
fn old_places_documents_and_years_are_words() {
    let gallery = gallery();
    assert_eq!(found(&gallery, "Bà Rịa", &[]), ["vung-tau"]);
    assert_eq!(found(&gallery, "Hồ Chí Minh", &[]), ["vung-tau"]);
    assert_eq!(found(&gallery, "Tương Dương", &[]), ["hien-dat"]);
    assert_eq!(found(&gallery, "05-CT/TU", &[]), ["hoa-binh"]);
    assert_eq!(found(&gallery, "kinh tế Lai Châu 2019", &[])[0], "nong-thon");
}

#[test]
fn quotes_and_minus_mean_exactly_that() {
    let gallery = gallery();
    assert_eq!(found(&gallery, "\"hiến đất\"", &[]), ["hien-dat", "hien-dat-roi"]);
    assert_eq!(found(&gallery, "\"hiến đạt\"", &[]), Vec::<String>::new());
    assert!(!found(&gallery, "Lai Châu -thủy lợi", &[]).contains(&"nong-thon".to_string()));
    assert!(found(&gallery, "Lai Châu -thủy lợi", &[]).contains(&"van-nghe".to_string()));
}

#[test]
fn facets_narrow_alone_and_together() {
    let gallery = gallery();
    assert_eq!(found(&gallery, "Lai Châu", &["--facet", "field=van-hoa"]), ["van-nghe"]);
    let economy = found(&gallery, "", &["--facet", "linh-vuc=kinh-te", "--facet", "year=2019"]);
    assert_eq!(economy, ["nong-thon"]);
    // The years from one on, alone and with a field.
    assert_eq!(found(&gallery, "", &["--facet", "nam=2020-"]), ["vung-tau"]);
    let since = found(&gallery, "", &["--facet", "nam=2017-", "--facet", "field=van-hoa", "--limit", "100"]);
    assert_eq!(since.len(), 3, "{since:?}");
    assert!(!since.contains(&"hoa-binh".to_string()), "{since:?}");
    let output = gallery.guong(&["search", "--facet", "nam=3000-", "tha"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    assert_eq!(found(&gallery, "", &["--limit", "100"]).len(), 7);
    let output = gallery.guong(&["search", "--facet", "field=kinh-tee", "tha"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    assert!(printed(&output).contains("có thể là: kinh-te"), "{}", printed(&output));
    assert_eq!(found(&gallery, "", &["--by-date"])[0], "vung-tau");
}

#[test]
fn a_damaged_index_is_reported_and_not_treated_as_empty() {
    let gallery = gallery();
    damage(&gallery, "b-");
    let output = gallery.guong(&["search", "hiến đất"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", printed(&output));
    assert!(printed(&output).contains("bị hỏng"), "{}", printed(&output));
    gallery.build();
    assert_eq!(found(&gallery, "\"hiến đất\"", &[]).len(), 2, "a build writes it again");
}

#[test]
fn damaged_files_of_an_index_that_changes_are_written_again() {
    let gallery = gallery();
    damage(&gallery, "");
    gallery.edit(
        "content/entries/hien-dat/index.md",
        "title = \"Vận",
        "summary = \"Xóm mới.\"\ntitle = \"Vận",
    );
    gallery.build();
    let whole = gallery.copy();
    whole.build();
    assert_eq!(tree(&gallery.at("public/tim-kiem")), tree(&whole.at("public/tim-kiem")));
}

/// Changes the last byte of files of the published index.
fn damage(gallery: &Gallery, start: &str) {
    let folder = gallery.at("public/tim-kiem/chi-muc");
    for (path, mut bytes) in tree(&folder) {
        if path.starts_with(start) {
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
            fs::remove_file(folder.join(&path)).unwrap();
            fs::write(folder.join(&path), bytes).unwrap();
            // Certainly later than the manifest, although the file system's clock may not have ticked since.
            let damaged = fs::File::options().append(true).open(folder.join(&path)).unwrap();
            damaged.set_modified(SystemTime::now() + Duration::from_secs(1)).unwrap();
        }
    }
}

#[test]
fn explain_describes_index_files() {
    let gallery = gallery();
    let names: Vec<String> = tree(&gallery.at("public/tim-kiem/chi-muc")).into_keys().collect();
    assert!(names.iter().all(|name| FileKind::of_name(name).is_some()), "{names:?}");
    // A gallery as small as this one has no lists that are too long for a block.
    let kinds: Vec<FileKind> =
        FileKind::ALL.into_iter().filter(|kind| *kind != FileKind::LongLists).collect();
    let first_of_each = kinds.iter().map(|kind| {
        let name = names.iter().find(|name| FileKind::of_name(name) == Some(*kind));
        format!("tim-kiem/chi-muc/{}", name.unwrap_or_else(|| panic!("no {kind:?} in {names:?}")))
    });
    for path in first_of_each.chain(["tim-kiem/chi-muc.json".to_string()]) {
        let output = gallery.guong(&["explain", &path]).output().unwrap();
        assert!(output.status.success(), "{}", printed(&output));
        assert!(printed(&output).contains("mọi mô hình đang công bố: 7"), "{}", printed(&output));
        assert!(printed(&output).contains("đang công bố đúng bản này"), "{}", printed(&output));
        assert!(!printed(&output).contains("tìm kiếm: \n"), "{path} is described: {}", printed(&output));
    }
    let output = gallery.guong(&["explain", "tim-kiem/chi-muc/b-00000000.bin"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", printed(&output));
}

#[test]
fn a_site_may_switch_search_off() {
    let gallery = Gallery::new();
    gallery.edit("guong.toml", "title", "search = false\ntitle");
    gallery.build();
    assert!(!gallery.at("public/tim-kiem/chi-muc.json").exists());
    assert!(!fs::read_to_string(gallery.at("public/index.html")).unwrap().contains("role=\"search\""));
    assert!(gallery.at("public/tim-kiem/index.html").exists(), "the way to the facet pages stays");
}
