//! Photos are published upright, at most 1600 pixels wide, and without metadata.

use std::collections::BTreeSet;

use crate::support::{Gallery, printed};

/// Returns a JPEG as from a camera: rotated, with a location and a maker in its EXIF, a comment, and XMP.
pub(crate) fn camera_jpeg(width: u32, height: u32) -> Vec<u8> {
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
    let shown = |path: &str| path.starts_with("anh/") && !path.ends_with("-tai-ve.jpg");
    let mut photos = gallery.published().into_iter().filter(|(path, _)| shown(path));
    let photo = photos.find(|(path, bytes)| {
        path.ends_with(".jpg") && image::load_from_memory(bytes).unwrap().height() == 900
    });
    photo.expect("the tall one is published").1
}

#[test]
fn a_cameras_photo_loses_everything_but_its_pixels() {
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

/// Runs exiftool, which tests/run installs.
pub(crate) fn exiftool(arguments: &[&str], at: &std::path::Path) -> String {
    let output = std::process::Command::new("exiftool").args(arguments).arg(at).output();
    let output = output.expect("tests/run installs exiftool");
    assert!(output.status.success(), "{}", printed(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Returns the groups of tags that exiftool finds in the photos below a folder.
fn groups(folder: &std::path::Path) -> BTreeSet<String> {
    let text = exiftool(&["-r", "-G0", "-s", "-ext", "jpg", "-ext", "webp"], folder);
    text.lines().filter_map(|line| Some(line.strip_prefix('[')?.split(']').next()?.to_string())).collect()
}

/// Writes all metadata of phones and office programs into a photo.
pub(crate) fn write_all_metadata(gallery: &Gallery, photo: &str) {
    let small = gallery.at("small.jpg");
    image::RgbImage::from_pixel(160, 120, image::Rgb([1, 2, 3])).save(&small).unwrap();
    let thumbnail = format!("-ThumbnailImage<={}", small.display());
    let profile = gallery.at("profile.icc");
    std::fs::write(&profile, moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    let profile = format!("-ICC_Profile<={}", profile.display());
    let arguments = [
        "-overwrite_original",
        "-q",
        "-GPSLatitude=20.1",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=105.2",
        "-GPSLongitudeRef=E",
        "-EXIF:SerialNumber=bi-mat-1",
        "-EXIF:Artist=Camera",
        "-IPTC:By-line=Trần Bình",
        "-IPTC:CopyrightNotice=© Báo Nghệ An",
        "-IPTC:Keywords=bi-mat-2",
        "-codedcharacterset=utf8",
        "-XMP-dc:Creator=Lê An",
        "-XMP-xmp:Label=bi-mat-3",
        "-XMP-mwg-rs:RegionInfo={AppliedToDimensions={W=900,H=400,Unit=pixel},RegionList=[{Area={X=0.5,Y=0.5,W=0.1,H=0.1,Unit=normalized},Name=bi-mat-4,Type=Face}]}",
        &thumbnail,
        &profile,
    ];
    exiftool(&arguments, &gallery.at(photo));
    let output = exiftool(&["-a", "-G0", "-s"], &gallery.at(photo));
    for tag in
        ["GPSLatitude", "SerialNumber", "RegionName", "By-line", "ThumbnailImage", "ProfileDescription"]
    {
        assert!(output.contains(tag), "{tag} in {output}");
    }
}

/// An independent program finds nothing in any photo that pages show but the file format itself.
#[test]
fn exiftool_finds_no_metadata() {
    let gallery = Gallery::new();
    // Both formats in every width, a crop for link previews and a copy to download.
    gallery.edit(
        "guong.toml",
        "licence = \"CC BY 4.0\"\n",
        "licence = \"CC BY 4.0\"\n[photos]\nformats = [\"webp\", \"jpeg\"]\n",
    );
    gallery.edit("content/entries/e01/index.md", "alt = \"Cá\"", "alt = \"Cá\"\nlicence = \"CC BY 4.0\"");
    gallery.photo("content/entries/e01/ca.jpg", 1800, 2000);
    std::fs::write(gallery.at("content/entries/e02/ca.jpg"), camera_jpeg(900, 400)).unwrap();
    write_all_metadata(&gallery, "content/entries/e01/ca.jpg");
    write_all_metadata(&gallery, "content/entries/e02/ca.jpg");
    let before = groups(&gallery.at("content"));
    assert!(["EXIF", "XMP", "IPTC", "ICC_Profile"].iter().all(|group| before.contains(*group)), "{before:?}");
    gallery.build();
    let photos: Vec<String> =
        gallery.published().into_keys().filter(|path| path.starts_with("anh/")).collect();
    for ending in ["-320.webp", "-960.webp", "-1600.webp", "-1600.jpg", "-xem-truoc-7.jpg", "-tai-ve.jpg"] {
        assert!(photos.iter().any(|path| path.ends_with(ending)), "{ending} in {photos:?}");
    }
    // What copies carry is another test's.
    for path in photos.iter().filter(|path| path.ends_with("-tai-ve.jpg")) {
        gallery.remove(&format!("public/{path}"));
    }
    let after = groups(&gallery.at("public"));
    let own = ["Composite", "ExifTool", "File", "JFIF", "RIFF"];
    assert!(after.iter().all(|group| own.contains(&group.as_str())), "{after:?}");
    let output = exiftool(
        &["-r", "-a", "-s", "-RIFF:all", "-JFIF:all", "-ext", "jpg", "-ext", "webp"],
        &gallery.at("public"),
    );
    let size = ["VP8Version", "ImageWidth", "ImageHeight", "HorizontalScale", "VerticalScale", "JFIFVersion"];
    let resolution = ["ResolutionUnit", "XResolution", "YResolution"];
    for line in output.lines().filter_map(|line| line.split_once(" :")) {
        let name = line.0.trim();
        assert!(size.contains(&name) || resolution.contains(&name), "{name}");
    }
    for (path, bytes) in gallery.published() {
        for number in 1..=4 {
            let secret = format!("bi-mat-{number}");
            assert!(!bytes.windows(8).any(|found| found == secret.as_bytes()), "{secret} in {path}");
        }
    }
}

/// If the entry names no photographer, the one in the metadata is used; a location causes a warning.
#[test]
fn a_photos_credit_is_shown_and_its_location_causes_a_warning() {
    let gallery = Gallery::new();
    std::fs::write(gallery.at("content/entries/e02/ca.jpg"), camera_jpeg(900, 400)).unwrap();
    write_all_metadata(&gallery, "content/entries/e02/ca.jpg");
    std::fs::copy(gallery.at("content/entries/e02/ca.jpg"), gallery.at("static/tep/ca.jpg")).unwrap();
    let said = printed(&gallery.guong(&["check", "--format", "short"]).output().unwrap());
    assert!(said.contains("W0133") && said.contains("content/entries/e02/ca.jpg"), "{said}");
    assert!(said.contains("W0134") && said.contains("static/tep/ca.jpg"), "{said}");
    assert!(!said.contains("20.1") && !said.contains("105.2"), "{said}");
    let page = |gallery: &Gallery| {
        gallery.build();
        String::from_utf8(gallery.published()["mo-hinh/e02/index.html"].clone()).unwrap()
    };
    let shown = page(&gallery);
    assert!(shown.contains("Lê An") && shown.contains("© Báo Nghệ An"), "{shown}");
    assert!(!shown.contains("-tai-ve.jpg"), "its own licence allows no copies");
    gallery.edit("content/entries/e02/index.md", "alt = \"Cá\"", "alt = \"Cá\"\ncredit = \"Ban biên tập\"");
    let shown = page(&gallery);
    assert!(shown.contains("Ban biên tập") && !shown.contains("Lê An"), "{shown}");
    // Without XMP, the credit is read from IPTC, and without that, from EXIF.
    for (gone, next) in [("-XMP:all=", "Trần Bình"), ("-IPTC:all=", "Camera")] {
        gallery.entry(2, "");
        exiftool(&["-overwrite_original", "-q", gone], &gallery.at("content/entries/e02/ca.jpg"));
        let shown = page(&gallery);
        assert!(shown.contains(next), "{next} in {shown}");
    }
}

#[test]
fn photo_metadata_is_suggested_and_copied_on_request() {
    let gallery = Gallery::new();
    let photo = gallery.at("content/entries/e02/ca.jpg");
    std::fs::write(&photo, camera_jpeg(900, 400)).unwrap();
    let said =
        ["-q", "-overwrite_original", "-XMP-dc:Description=Bà con thả cá", "-IPTC:DateCreated=2019:03:05"];
    exiftool(&said, &photo);
    let entry = "content/entries/e02/index.md";
    let before = std::fs::read_to_string(gallery.at(entry)).unwrap();
    let checked = printed(&gallery.guong(&["check", "--format", "short"]).output().unwrap());
    assert!(checked.contains("W0245") && !checked.contains("Bà con thả cá"), "{checked}");
    let listed = printed(&gallery.guong(&["adopt"]).output().unwrap());
    assert!(listed.contains("caption: Bà con thả cá\n  date: 2019-03-05\n"), "{listed}");
    assert_eq!(std::fs::read_to_string(gallery.at(entry)).unwrap(), before);
    gallery.build();
    assert!(
        !gallery.published().values().any(|bytes| String::from_utf8_lossy(bytes).contains("Bà con thả cá"))
    );
    let other = gallery.guong(&["adopt", "e03"]).output().unwrap();
    assert_eq!(other.status.code(), Some(2), "{}", printed(&other));
    assert!(gallery.guong(&["adopt", "e02"]).status().unwrap().success());
    let after = std::fs::read_to_string(gallery.at(entry)).unwrap();
    let added = "caption = \"Bà con thả cá\"\ndate = 2019-03-05\n";
    assert_eq!(after.replace(added, ""), before);
    assert_ne!(after, before);
    let checked = printed(&gallery.guong(&["check", "--format", "short"]).output().unwrap());
    assert!(!checked.contains("W0245"), "{checked}");
    gallery.build();
    let page = String::from_utf8(gallery.published()["mo-hinh/e02/index.html"].clone()).unwrap();
    assert!(page.contains("Bà con thả cá"));
}

#[test]
fn a_wide_photo_is_made_narrower_and_originals_stay_at_home() {
    let gallery = Gallery::new();
    gallery.photo("content/entries/e01/ca.jpg", 2000, 1000);
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
fn a_truncated_photo_fails_the_build_and_is_named() {
    let gallery = Gallery::new();
    gallery.build();
    let before = gallery.published();
    let whole = std::fs::read(gallery.at("content/entries/e01/ca.jpg")).unwrap();
    std::fs::write(gallery.at("content/entries/e01/ca.jpg"), &whole[..whole.len() / 3]).unwrap();
    let output = gallery.guong(&["build"]).output().unwrap();
    let said = printed(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("E0218") && said.contains("content/entries/e01/index.md") && said.contains("ca.jpg"),
        "{said}"
    );
    crate::support::assert_same(&before, &gallery.published(), "after a damaged photo");
}

/// A file's bytes depend on the picture and the recipe only, not on what else is in the cache.
#[test]
fn a_photo_derived_alone_has_the_same_bytes() {
    let gallery = Gallery::new();
    gallery.build();
    let whole = gallery.published();
    let cached: Vec<String> = crate::support::tree(&gallery.at(".guong/photos")).into_keys().collect();
    assert!(cached.len() >= 8, "{cached:?}");
    for path in &cached {
        gallery.remove(&format!(".guong/photos/{path}"));
        gallery.remove("public");
        gallery.build();
        crate::support::assert_same(&whole, &gallery.published(), path);
    }
}

/// A gallery whose entries 1 to `count` each show a photo of their own: the same one, with different bytes behind its end.
#[cfg(unix)]
fn with_photos(count: usize, width: u32, height: u32) -> Gallery {
    let gallery = Gallery::new();
    gallery.photo("content/entries/e01/ca.jpg", width, height);
    let first = std::fs::read(gallery.at("content/entries/e01/ca.jpg")).unwrap();
    for number in 2..=count {
        if number > 2 {
            gallery.entry(number, "[[photos]]\nfile = \"ca.jpg\"\nalt = \"Cá\"\n");
        }
        let bytes = [&first[..], &number.to_be_bytes()].concat();
        std::fs::write(gallery.at(&format!("content/entries/e{number:02}/ca.jpg")), bytes).unwrap();
    }
    gallery
}

/// Interrupts a build of `photos` photos once some variants are cached; `None` if the build was faster.
#[cfg(unix)]
fn interrupted(photos: usize) -> Option<Gallery> {
    let gallery = with_photos(photos, 1200, 900);
    let mut build = gallery.guong(&["build", "-q"]).env("RAYON_NUM_THREADS", "1").spawn().unwrap();
    while kept_photos(&gallery).len() < 2 && build.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    crate::support::interrupt(build.id());
    (!build.wait().unwrap().success()).then_some(gallery)
}

/// The paths of the variants in the cache.
#[cfg(unix)]
fn kept_photos(gallery: &Gallery) -> Vec<String> {
    let cache = gallery.at(".guong/photos");
    // A build may be writing there: a file that has just been renamed is no error.
    let files = walkdir::WalkDir::new(&cache).sort_by_file_name().into_iter().filter_map(Result::ok);
    let paths = files.map(|file| file.path().strip_prefix(&cache).unwrap().to_str().unwrap().to_string());
    paths.filter(|path| path.ends_with(".webp") || path.ends_with(".jpg")).collect()
}

/// Ctrl-C during a build: variants already made are kept, and not made again.
#[cfg(unix)]
#[test]
fn a_build_that_is_interrupted_keeps_what_it_derived() {
    // If a build ends before the signal, try again with more photos.
    let (photos, gallery) = [6, 24, 96]
        .into_iter()
        .find_map(|photos| interrupted(photos).map(|gallery| (photos, gallery)))
        .expect("no build was interrupted");
    assert!(!gallery.at("public").exists(), "nothing is published by halves");
    let kept = kept_photos(&gallery);
    assert!(kept.len() >= 2, "{}", kept.len());
    let written = |path: &String| {
        std::fs::metadata(gallery.at(".guong/photos").join(path)).unwrap().modified().unwrap()
    };
    let before: Vec<_> = kept.iter().map(written).collect();
    gallery.build();
    let after: Vec<_> = kept.iter().map(written).collect();
    assert_eq!(before, after, "what was there is not made again");
    let whole = with_photos(photos, 1200, 900);
    whole.build();
    crate::support::assert_same(&whole.published(), &gallery.published(), "after an interruption");
}

/// Memory holds at most one decoded photo per worker, with its variants, the large copy and the crop.
#[cfg(target_os = "linux")]
#[test]
fn memory_holds_one_photo_for_each_worker() {
    let gallery = with_photos(3, 4000, 3000);
    gallery.edit("guong.toml", "licence", "photos.formats = [\"webp\", \"jpeg\"]\nlicence");
    for workers in [1_u64, 2] {
        for made in [".guong", "public"].iter().filter(|made| gallery.at(made).exists()) {
            gallery.remove(made);
        }
        let threads = workers.to_string();
        let mut build = gallery.guong(&["build", "-q"]).env("RAYON_NUM_THREADS", &threads).spawn().unwrap();
        let mut most = 0;
        let status = loop {
            // The kernel's high-water mark, so that no peak is missed between two samples.
            let output = std::fs::read_to_string(format!("/proc/{}/status", build.id())).unwrap_or_default();
            let mark =
                output.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
            most = mark.and_then(|mark| mark.trim().parse::<u64>().ok()).unwrap_or(0).max(most);
            if let Some(status) = build.try_wait().unwrap() {
                break status;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        };
        assert!(status.success());
        assert!(most > 40_000, "sampled while it worked: {most} kB");
        assert!(most < 40_000 + 110_000 * workers, "{most} kB with {workers} at work");
    }
    let made = gallery.published();
    for ending in ["-tai-ve.jpg", "-1600.webp", "-1600.jpg"] {
        assert!(made.keys().any(|path| path.ends_with(ending)), "{ending}");
    }
}
