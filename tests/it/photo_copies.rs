//! Copies of photos that may be passed on: the words that they carry, and their addresses.

use crate::photos::{camera_jpeg, exiftool, write_all_metadata};
use crate::support::Gallery;

/// A copy that may be passed on carries the words beside it on its page, and nothing else.
#[test]
fn a_copy_says_who_took_it_and_nothing_else() {
    let gallery = Gallery::new();
    std::fs::write(gallery.at("content/entries/e02/ca.jpg"), camera_jpeg(900, 400)).unwrap();
    write_all_metadata(&gallery, "content/entries/e02/ca.jpg");
    let words = "alt = \"Cá\"\ncaption = \"Bà con “thả” <cá> & tôm ]]>\"\nlicence = \"CC BY 4.0\"";
    gallery.edit("content/entries/e02/index.md", "alt = \"Cá\"", words);
    gallery.build();
    let copy = |gallery: &Gallery, slug: &str| {
        let page =
            String::from_utf8(gallery.published()[&format!("mo-hinh/{slug}/index.html")].clone()).unwrap();
        let (before, name) = page.split_once("\" download=\"").expect("it offers a copy");
        assert!(name.starts_with(&format!("{slug}-1.jpg\"")), "{}", &name[..30]);
        before.rsplit("../").next().unwrap().to_string()
    };
    let path = copy(&gallery, "e02");
    let output = exiftool(&["-a", "-G0", "-s", "-s"], &gallery.at(&format!("public/{path}")));
    let said: Vec<&str> =
        output.lines().filter_map(|line| line.strip_prefix("[XMP] ")).map(str::trim).collect();
    let expected = [
        "XMPToolkit",
        "Description: Bà con “thả” <cá> & tôm ]]>",
        "Credit: Lê An",
        "UsageTerms: CC BY 4.0",
        "WebStatement: https://thu.example/goc/mo-hinh/e02/",
    ];
    assert_eq!(said, expected[1..], "{output}");
    let other =
        output.lines().filter_map(|line| Some(line.strip_prefix('[')?.split(']').next()?.to_string()));
    let own = ["Composite", "ExifTool", "File", "JFIF", "XMP"];
    assert!(other.into_iter().all(|group| own.contains(&group.as_str())), "{output}");
    // The pixels are those of the cache, where no words stand; a second build finds all of it in its place.
    for (path, bytes) in crate::support::tree(&gallery.at(".guong/photos")) {
        assert!(!bytes.windows(9).any(|found| found == b"x:xmpmeta"), "{path}");
    }
    assert!(gallery.build().starts_with("Không có gì thay đổi"));
    // Other words are another address; so is the same photo on another page.
    gallery.edit("content/entries/e02/index.md", "Bà con “thả”", "Bà con thả");
    std::fs::copy(gallery.at("content/entries/e02/ca.jpg"), gallery.at("content/entries/e03/ca.jpg"))
        .unwrap();
    gallery.entry(3, "[[photos]]\nfile = \"ca.jpg\"\nalt = \"Cá\"\nlicence = \"CC0\"\n");
    gallery.build();
    let (changed, third) = (copy(&gallery, "e02"), copy(&gallery, "e03"));
    assert!(changed != path && third != changed && !gallery.at(&format!("public/{path}")).exists());
    let licence = exiftool(&["-s3", "-UsageTerms"], &gallery.at(&format!("public/{third}")));
    assert_eq!(licence.trim(), "CC0");
}

#[test]
fn a_picture_that_is_listed_twice_has_one_copy() {
    let gallery = Gallery::new();
    gallery.photo("content/entries/e02/ca.jpg", 400, 300);
    let photo =
        |alt: &str| format!("[[photos]]\nfile = \"ca.jpg\"\nalt = \"{alt}\"\nlicence = \"CC BY 4.0\"\n");
    gallery.entry(2, &format!("{}caption = \"Một\"\n{}caption = \"Hai\"\n", photo("Cá"), photo("Ao")));
    gallery.build();
    let published = gallery.published();
    let page = String::from_utf8(published["mo-hinh/e02/index.html"].clone()).unwrap();
    let offered: Vec<&str> = page
        .split("\" download=\"")
        .filter_map(|before| before.rsplit_once("href=\"../../anh/"))
        .map(|(_, name)| name)
        .filter(|name| name.ends_with("-tai-ve.jpg"))
        .collect();
    assert!(offered.len() > 1 && offered.iter().all(|name| *name == offered[0]), "{offered:?}");
    assert!(published.contains_key(&format!("anh/{}", offered[0])), "{offered:?}");
}
