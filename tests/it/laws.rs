//! The laws of the architecture, each on a real disk with the real program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::{Dice, Gallery, assert_same, difference, is_long, printed, tree};

/// Makes one random edit, as offices do; returns its description.
fn random_edit(gallery: &Gallery, dice: &mut Dice, step: usize) -> String {
    let number = dice.roll(14) + 1;
    let entry = format!("content/entries/e{number:02}/index.md");
    let there = gallery.at(&entry).exists();
    match dice.roll(9) {
        0 if there => gallery.edit(&entry, "Lời kể", "Lời kể mới"),
        1 if there => gallery.edit(&entry, "title = \"", "title = \"Mới "),
        2 if there && number > 3 => gallery.remove(&format!("content/entries/e{number:02}")),
        3 => gallery.entry(number, ""),
        4 if there && number > 3 => gallery.edit(&entry, "started", "draft = true\nstarted"),
        5 => gallery.photo("content/entries/e01/ca.jpg", 900 + step as u32, 600),
        6 => gallery.edit("content/fields.toml", "name = \"", "name = \"Lĩnh vực "),
        7 => gallery.write("static/tep/them.txt", &format!("{step}")),
        8 => gallery.edit("content/pages/gioi-thieu.md", "</b>", "</b>, xin chào"),
        _ => gallery.edit("guong.toml", "title = \"", "title = \"Trang "),
    }
    entry
}

#[test]
fn law_1_a_warm_build_equals_a_cold_one_after_any_edits() {
    let gallery = Gallery::new().with_embeds();
    let mut dice = Dice(20261121);
    gallery.build();
    for step in 0..if is_long() { 25 } else { 10 } {
        let what = random_edit(&gallery, &mut dice, step);
        // A second `draft` would be a duplicate key, which is not tested here.
        if !gallery.guong(&["check", "--quiet", "--allow-removed"]).output().unwrap().status.success() {
            gallery.entry(what[17..19].parse().unwrap(), "");
        }
        if dice.roll(2) == 0 {
            gallery.settle();
        }
        gallery.build_with(&["--allow-removed"]);
        let cold = gallery.copy();
        cold.build();
        assert_same(&gallery.published(), &cold.published(), &format!("step {step}: {what}"));
    }
}

#[test]
fn law_2_a_second_build_renders_nothing_and_says_so() {
    let gallery = Gallery::new();
    assert!(gallery.build().starts_with("Đã xuất bản 12 mô hình"));
    let stamps = || -> BTreeMap<String, std::time::SystemTime> {
        let paths = tree(&gallery.at("public")).into_keys();
        paths
            .map(|path| {
                (path.clone(), fs::metadata(gallery.at("public").join(path)).unwrap().modified().unwrap())
            })
            .collect()
    };
    let before = stamps();
    let said = gallery.build();
    assert!(said.starts_with("Không có gì thay đổi"), "{said}");
    assert_eq!(before, stamps());
}

/// Returns the outputs that differ.
fn touched(change: impl FnOnce(&Gallery)) -> Vec<String> {
    let gallery = Gallery::new();
    gallery.build();
    let (keys, bytes) = (gallery.keys(), gallery.published());
    change(&gallery);
    gallery.build_with(&["--allow-removed"]);
    let rendered = difference(&keys, &gallery.keys());
    // A key that changes while the bytes do not causes unnecessary work.
    assert_eq!(rendered, difference(&bytes, &gallery.published()), "keys against bytes");
    rendered
}

const E05: &str = "content/entries/e05/index.md";

/// Returns the outputs that are not part of the search index.
fn pages(paths: &[String]) -> Vec<&str> {
    paths.iter().map(String::as_str).filter(|path| !path.starts_with("tim-kiem/chi-muc")).collect()
}

#[test]
fn law_3_a_word_of_a_body_touches_its_page_and_the_index() {
    let paths = touched(|g| g.edit(E05, "Lời kể 5", "Câu chuyện 5"));
    assert_eq!(pages(&paths), ["mo-hinh/e05/index.html"]);
    assert!(paths.contains(&"tim-kiem/chi-muc.json".to_string()), "{paths:?}");
    // Result cards and facets are unchanged.
    assert!(!paths.iter().any(|path| path.contains("/chi-muc/k-") || path.contains("/chi-muc/n-")));
}

#[test]
fn law_3_text_that_is_not_searched_leaves_the_index_alone() {
    let paths = touched(|g| g.edit("content/pages/gioi-thieu.md", "</b>", "</b>, xin chào"));
    assert_eq!(pages(&paths).len(), paths.len(), "{paths:?}");
}

#[test]
fn law_3_a_title_touches_its_page_its_lists_and_its_neighbours() {
    let paths = touched(|g| g.edit(E05, "Mô hình số 5", "Cánh đồng số 5"));
    for path in [
        "index.html",
        "mo-hinh/index.html",
        "mo-hinh/e05/index.html",
        "linh-vuc/van-hoa/index.html",
        "linh-vuc/van-hoa/feed.xml",
        "feed.xml",
        "dong-thoi-gian/index.html",
        "dong-thoi-gian/2016/index.html",
        "giai-doan/dot-1/index.html",
        "dia-phuong/dong-nai/index.html",
    ] {
        assert!(paths.iter().any(|p| p == path), "{path} in {paths:?}");
    }
    for path in [
        "linh-vuc/kinh-te/index.html",
        "giai-doan/dot-2/index.html",
        "van-ban/05-ct-tu/index.html",
        "sitemap.xml",
        "linh-vuc/index.html",
    ] {
        assert!(!paths.iter().any(|p| p == path), "{path} in {paths:?}");
    }
    let entries = paths.iter().filter(|p| p.starts_with("mo-hinh/e")).count();
    assert!(entries <= 6, "itself, two neighbours, a few kin: {paths:?}");
}

#[test]
fn law_3_photo_details_that_cards_do_not_show_touch_only_its_page() {
    let caption = "alt = \"Cá\"\ncaption = \"Thả cá xuống sông\"\ncredit = \"An\"\ndate = 2017-05-01\n";
    let paths = touched(|g| g.edit("content/entries/e02/index.md", "alt = \"Cá\"\n", caption));
    let (copies, other): (Vec<&str>, _) =
        pages(&paths).into_iter().partition(|path| path.starts_with("anh/"));
    // Walls of photos show captions, and a copy carries its own under an address of its own.
    let walls = [
        "thu-vien-anh/dia-phuong/dong-nai/index.html",
        "thu-vien-anh/giai-doan/dot-1/index.html",
        "thu-vien-anh/giay-phep/cc-by-4-0/index.html",
        "thu-vien-anh/index.html",
        "thu-vien-anh/linh-vuc/kinh-te/index.html",
    ];
    let data = ["du-lieu/anh.csv", "du-lieu/mo-hinh.json", "du-lieu/mo-hinh.xlsx", "mo-hinh/e02/index.html"];
    assert_eq!(other, [&data[..], &walls].concat());
    assert!(copies.len() == 2 && copies.iter().all(|path| path.ends_with("-tai-ve.jpg")), "{copies:?}");
    let paths = touched(|g| g.edit("content/entries/e02/index.md", "alt = \"Cá\"", "alt = \"Đàn cá\""));
    assert!(paths.contains(&"mo-hinh/index.html".to_string()), "{paths:?}");
}

#[test]
fn law_3_what_a_chain_of_replication_does_not_show_leaves_its_other_pages_alone() {
    let status = "[[status]]\nstep = \"recognised\"\ndate = 2019-05-01\n+++\nĐoạn đầu 1";
    let paths = touched(|g| g.edit("content/entries/e01/index.md", "+++\nĐoạn đầu 1", status));
    let replicated = "mo-hinh/e03/index.html".to_string();
    assert!(!paths.contains(&replicated), "{paths:?}");
    let paths = touched(|g| g.edit("content/entries/e01/index.md", "Mô hình số 1", "Cánh đồng số 1"));
    assert!(paths.contains(&replicated), "{paths:?}");
}

#[test]
fn law_3_a_style_sheet_or_a_leaf_template_touches_only_its_pages() {
    // Pages refer to style sheets by their digests; some style sheets are used by one kind of page only.
    let all = touched(|g| g.write("themes/guong/assets/style.css", "body { color: red }"));
    let (html, other): (Vec<_>, Vec<_>) = all.iter().partition(|path| path.ends_with(".html"));
    assert_eq!(other, ["assets/style.css"]);
    assert!(
        ["index.html", "404.html", "mo-hinh/e05/index.html"]
            .iter()
            .all(|page| html.iter().any(|p| p == page))
    );
    assert_eq!(
        touched(|g| g.write("themes/guong/assets/timeline.css", "body { color: red }")),
        ["assets/timeline.css", "dong-thoi-gian/index.html"]
    );
    assert_eq!(
        touched(|g| g.write("themes/guong/assets/them.css", "body { color: red }")),
        ["assets/them.css"],
        "no template names it"
    );
    let leaf = "{{ site.title }}: {{ head.title }}";
    assert_eq!(
        touched(|g| g.write("themes/guong/templates/pages/notice.html", leaf)),
        Vec::<String>::new(),
        "no notice here"
    );
    assert_eq!(
        touched(|g| g.write("themes/guong/templates/pages/search.html", leaf)),
        ["tim-kiem/index.html"]
    );
}

#[test]
fn law_3_a_photo_touches_its_variants_and_the_pages_that_show_it() {
    let paths = touched(|g| g.photo("content/entries/e02/ca.jpg", 500, 300));
    let files = |width| paths.iter().filter(|p| p.starts_with("anh/") && p.contains(width)).count();
    assert_eq!((files("-400."), files("-500."), files("-320.")), (2, 2, 2), "one came, one went: {paths:?}");
    let entries = paths.iter().filter(|p| p.starts_with("mo-hinh/e")).count();
    assert!(paths.contains(&"mo-hinh/e02/index.html".to_string()));
    assert!((2..10).contains(&entries), "its own page and those that show its card: {paths:?}");
    assert!(!paths.contains(&"linh-vuc/van-hoa/index.html".to_string()), "{paths:?}");
}

#[test]
fn law_3_a_new_entry_leaves_the_later_pages_alone() {
    let gallery = Gallery::new();
    for number in 13..=80 {
        gallery.write(
            &format!("content/entries/n{number}/index.md"),
            &format!("+++\ntitle = \"Thêm {number}\"\nfields = [\"kinh-te\"]\nlocality = \"Phú Yên\"\nstarted = 2017-01-01\n+++\nBài.\n"),
        );
    }
    gallery.build();
    let keys = gallery.keys();
    gallery.write(
        "content/entries/moi/index.md",
        "+++\ntitle = \"Mới\"\nfields = [\"van-hoa\"]\nlocality = \"Phú Yên\"\nstarted = 2020-09-09\n+++\nBài.\n",
    );
    gallery.build();
    let paths = difference(&keys, &gallery.keys());
    assert!(keys.contains_key("mo-hinh/trang/1/index.html"));
    assert!(!paths.iter().any(|p| p.contains("/trang/")), "{paths:?}");
    assert!(paths.contains(&"mo-hinh/index.html".to_string()));
}

#[test]
fn law_4_threads_folders_and_locales_change_nothing() {
    let gallery = Gallery::new();
    gallery.build();
    let other = gallery.copy();
    for (threads, locale, zone) in
        [("1", "en_US.UTF-8", "America/New_York"), ("7", "tr_TR.UTF-8", "Pacific/Kiritimati")]
    {
        for folder in ["public", ".guong"] {
            let _ = fs::remove_dir_all(other.at(folder));
        }
        let mut command = other.guong(&["build"]);
        let output =
            command.env("RAYON_NUM_THREADS", threads).env("LC_ALL", locale).env("TZ", zone).output().unwrap();
        assert!(output.status.success(), "{}", printed(&output));
        assert_same(&gallery.published(), &other.published(), locale);
    }
}

#[test]
fn law_6_hidden_entries_leave_no_trace() {
    let plain = Gallery::new();
    plain.build();
    let hiding = plain.copy();
    for (name, how) in [
        ("nhap", "draft = true"),
        ("cho-ngay", "publish_at = 2026-12-01"),
        ("het-han", "expires = 2026-11-20"),
    ] {
        hiding.write(
            &format!("content/entries/{name}-khongthay/index.md"),
            &format!(
                "+++\ntitle = \"Khongthay {name}\"\nfields = [\"kinh-te\"]\nlocality = \"phường Khongthay, tỉnh Cà Mau\"\nunit = \"Tổ Khongthay\"\nstarted = 2015-01-01\naliases = [\"/khongthay/\"]\n{how}\n[[photos]]\nfile = \"khongthay.jpg\"\nalt = \"khongthay\"\n+++\nKhongthay.\n"
            ),
        );
        hiding.photo(&format!("content/entries/{name}-khongthay/khongthay.jpg"), 640, 480);
    }
    hiding.build();
    assert_same(&plain.published(), &hiding.published(), "with three hidden entries");
}

#[test]
fn law_6_a_withdrawn_entry_leaves_its_notice_and_nothing_else() {
    let gallery = Gallery::new();
    gallery.build();
    gallery.entry(2, "withdrawn = { date = 2026-11-01, reason = \"Theo đề nghị của gia đình.\" }\n");
    gallery.build();
    let published = gallery.published();
    let notice = String::from_utf8(published["mo-hinh/e02/index.html"].clone()).unwrap();
    assert!(notice.contains("Theo đề nghị của gia đình.") && notice.contains("01/11/2026"), "{notice}");
    for (path, bytes) in &published {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Mô hình số 2<") && !text.contains("Tóm tắt 2."), "{path}");
    }
    // Its photo is removed from the site, the spare tree and the cache, where only that of e01 remains.
    let photos = |folder: &str| -> BTreeSet<String> {
        let paths = tree(&gallery.at(folder)).into_keys();
        let photos = paths.filter(|path| path.ends_with(".jpg") || path.ends_with(".webp"));
        // `anh/<stem>-320.webp` in a tree, `<picture>/<key>.webp` in the cache.
        photos
            .map(|path| path.split("anh/").last().unwrap().split(['-', '/']).next().unwrap().to_string())
            .collect()
    };
    assert_eq!(photos("public").len(), 1);
    assert_eq!(photos(".guong/photos").len(), 1);
    let spare: Vec<String> =
        tree(&gallery.at(".guong")).into_keys().filter(|p| p.contains("/anh/")).collect();
    assert!(spare.iter().all(|path| photos("public").iter().any(|stem| path.contains(stem))), "{spare:?}");
}
