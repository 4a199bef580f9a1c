//! Photos are published upright, no wider than 1600 pixels, and with nothing in them but pixels.

mod support;

use support::{Gallery, told};

/// A JPEG of a camera: turned on its side, with a place and a maker in its EXIF, a comment, and XMP.
fn camera_jpeg(width: u32, height: u32) -> Vec<u8> {
    let image = image::RgbImage::from_fn(width, height, |x, _| {
        image::Rgb([if x < width / 2 { 250 } else { 5 }, 60, 60])
    });
    let mut plain = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut plain).encode_image(&image).unwrap();
    // TIFF, little-endian: orientation 6 (a quarter turn), a maker, and a GPS directory.
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(3u16.to_le_bytes());
    for (tag, kind, count, value) in
        [(0x010f_u16, 2_u16, 4_u32, *b"Cam\0"), (0x0112, 3, 1, [6, 0, 0, 0]), (0x8825, 4, 1, [50, 0, 0, 0])]
    {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value);
    }
    tiff.extend([0; 4]);
    tiff.extend(1u16.to_le_bytes());
    tiff.extend([1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0]);
    tiff.extend([0; 4]);
    let segment = |marker: u8, body: &[u8]| {
        let mut out = vec![0xff, marker];
        out.extend((body.len() as u16 + 2).to_be_bytes());
        out.extend(body);
        out
    };
    let mut jpeg = plain[..2].to_vec();
    jpeg.extend(segment(0xe1, &[b"Exif\0\0", tiff.as_slice()].concat()));
    jpeg.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:format='secret'/></rdf:RDF></x:xmpmeta>"));
    jpeg.extend(segment(0xfe, b"a comment with a secret"));
    jpeg.extend(&plain[2..]);
    jpeg
}

/// The markers of a JPEG before its pixels.
fn markers(jpeg: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut at = 2;
    while jpeg[at] == 0xff && jpeg[at + 1] != 0xda {
        found.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    found
}

fn published_photo(gallery: &Gallery) -> Vec<u8> {
    let mut photos = gallery.published().into_iter().filter(|(path, _)| path.starts_with("anh/"));
    let photo = photos.find(|(path, bytes)| {
        path.ends_with(".jpg") && image::load_from_memory(bytes).unwrap().height() == 900
    });
    photo.expect("the tall one is published").1
}

#[test]
fn a_camera_s_photo_loses_everything_but_its_pixels() {
    let gallery = Gallery::new();
    std::fs::write(gallery.at("content/entries/e02/ca.jpg"), camera_jpeg(900, 400)).unwrap();
    gallery.build();
    let photo = published_photo(&gallery);
    let image = image::load_from_memory(&photo).unwrap().into_rgb8();
    assert_eq!(image.dimensions(), (400, 900), "upright");
    assert!(
        image.get_pixel(200, 100).0[0] > 200 && image.get_pixel(200, 800).0[0] < 60,
        "turned to the right"
    );
    let application: Vec<u8> =
        markers(&photo).into_iter().filter(|m| (0xe1..=0xef).contains(m) || *m == 0xfe).collect();
    assert!(application.is_empty(), "{application:x?}");
    let page = String::from_utf8(gallery.published()["mo-hinh/e02/index.html"].clone()).unwrap();
    assert!(page.contains("width=\"400\" height=\"900\""));
}

/// What a program that is not ours finds in every published photo: nothing but the file's own format.
#[test]
fn exiftool_finds_no_metadata() {
    let gallery = Gallery::new();
    std::fs::write(gallery.at("content/entries/e02/ca.jpg"), camera_jpeg(900, 400)).unwrap();
    let groups = |folder: &str| {
        let output = std::process::Command::new("exiftool")
            .args(["-r", "-G0", "-s", "-ext", "jpg"])
            .arg(gallery.at(folder))
            .output()
            .expect("tests/run installs exiftool");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut groups: Vec<String> = text
            .lines()
            .filter_map(|line| Some(line.strip_prefix('[')?.split(']').next()?.to_string()))
            .collect();
        groups.sort();
        groups.dedup();
        groups
    };
    let before = groups("content");
    assert!(before.contains(&"EXIF".into()) && before.contains(&"XMP".into()), "{before:?}");
    gallery.build();
    let after = groups("public");
    assert!(
        after.iter().all(|group| ["Composite", "ExifTool", "File", "JFIF"].contains(&group.as_str())),
        "{after:?}"
    );
}

#[test]
fn a_wide_photo_is_made_narrower_and_originals_stay_at_home() {
    let gallery = Gallery::new();
    gallery.build();
    let original = std::fs::read(gallery.at("content/entries/e01/ca.jpg")).unwrap();
    let published = gallery.published();
    assert!(published.values().all(|bytes| *bytes != original));
    let widths: Vec<u32> = published
        .iter()
        .filter(|(path, _)| path.starts_with("anh/"))
        .map(|(_, bytes)| image::load_from_memory(bytes).unwrap().width())
        .collect();
    assert!(widths.contains(&1600) && widths.contains(&400), "{widths:?}");
}

#[test]
fn a_photo_that_is_cut_short_stops_the_build_and_is_named() {
    let gallery = Gallery::new();
    gallery.build();
    let before = gallery.published();
    let whole = std::fs::read(gallery.at("content/entries/e01/ca.jpg")).unwrap();
    std::fs::write(gallery.at("content/entries/e01/ca.jpg"), &whole[..whole.len() / 3]).unwrap();
    let output = gallery.guong(&["build"]).output().unwrap();
    let said = told(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("E0218") && said.contains("content/entries/e01/index.md") && said.contains("ca.jpg"),
        "{said}"
    );
    support::assert_same(&before, &gallery.published(), "after a damaged photo");
}

/// A file's bytes depend on the picture and the recipe, and not on which others were in the cache.
#[test]
fn what_is_derived_alone_is_what_is_derived_with_the_rest() {
    let gallery = Gallery::new();
    gallery.build();
    let whole = gallery.published();
    let cached: Vec<String> = support::tree(&gallery.at(".guong/photos")).into_keys().collect();
    assert!(cached.len() > 8, "{cached:?}");
    for path in &cached {
        gallery.remove(&format!(".guong/photos/{path}"));
        gallery.remove("public");
        gallery.build();
        support::assert_same(&whole, &gallery.published(), path);
    }
}
