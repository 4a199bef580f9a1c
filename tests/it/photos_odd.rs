//! Photos of every file type that people use: each is published correctly, or rejected with a message that names it.

use std::io::Cursor;

use crate::support::{Gallery, printed};
use image::codecs::png::PngEncoder;
use image::{ColorType, DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage};
use jpeg_encoder::{ColorType as Inks, Encoder};

const WIDTH: u32 = 480;
const HEIGHT: u32 = 360;
/// The colours of the left and the right half of the picture in every file.
const LEFT: [u8; 3] = [200, 40, 60];
const RIGHT: [u8; 3] = [30, 90, 200];

fn picture() -> RgbImage {
    RgbImage::from_fn(WIDTH, HEIGHT, |x, _| Rgb(if x < WIDTH / 2 { LEFT } else { RIGHT }))
}

/// A picture in which every block differs, so that half of its bytes are half of its pixels.
fn busy() -> RgbImage {
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let noise = (x * 7919 + y * 104_729) ^ (x * y * 31);
        Rgb([(noise % 256) as u8, (noise / 7 % 256) as u8, (noise / 13 % 256) as u8])
    })
}

fn as_format(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn jpeg(pixels: &[u8], inks: Inks, progressive: bool) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 92);
    encoder.set_progressive(progressive);
    encoder.encode(pixels, WIDTH as u16, HEIGHT as u16, inks).unwrap();
    file
}

fn inks(image: &RgbImage) -> Vec<u8> {
    image.pixels().flat_map(|Rgb([r, g, b])| [255 - r, 255 - g, 255 - b, 0]).collect()
}

fn png(bytes: &[u8], colour: ColorType) -> Vec<u8> {
    let mut file = Vec::new();
    let colour = ExtendedColorType::from(colour);
    PngEncoder::new(&mut file).write_image(bytes, WIDTH, HEIGHT, colour).unwrap();
    file
}

/// Returns a gallery in which entry 2 shows a file under a name.
fn showing(name: &str, bytes: &[u8]) -> Gallery {
    let gallery = Gallery::new();
    gallery.edit("content/entries/e02/index.md", "file = \"ca.jpg\"", &format!("file = \"{name}\""));
    gallery.remove("content/entries/e02/ca.jpg");
    std::fs::write(gallery.at("content/entries/e02").join(name), bytes).unwrap();
    gallery
}

/// The published JPEG and WebP of `WIDTH` pixels.
fn published(gallery: &Gallery) -> Vec<RgbImage> {
    let photos = gallery.published().into_iter().filter(|(path, _)| path.starts_with("anh/"));
    let photos = photos.map(|(path, bytes)| (path, image::load_from_memory(&bytes).unwrap().into_rgb8()));
    let right = photos.filter(|(_, image)| image.dimensions() == (WIDTH, HEIGHT));
    right.map(|(_, image)| image).collect()
}

fn is_near(image: &RgbImage, x: u32, expected: [u8; 3], tolerance: u8, what: &str) {
    let found = image.get_pixel(x, HEIGHT / 2).0;
    let near = found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= tolerance);
    assert!(near, "{what}: {found:?} at {x} instead of {expected:?}");
}

/// Builds a gallery with the file, and checks the colours of what was published.
fn shows(what: &str, name: &str, bytes: &[u8], [left, right]: [[u8; 3]; 2], tolerance: u8) {
    let gallery = showing(name, bytes);
    gallery.build();
    let images = published(&gallery);
    assert!(!images.is_empty(), "{what}: nothing of its size was published");
    for image in images {
        is_near(&image, WIDTH / 4, left, tolerance, what);
        is_near(&image, WIDTH * 3 / 4, right, tolerance, what);
    }
}

/// Checks and builds a gallery with the file: nothing is published, and the code and the name are reported.
fn refuses(what: &str, name: &str, bytes: &[u8], code: &str, word: &str) {
    let gallery = showing(name, bytes);
    let output = gallery.guong(&["build"]).output().unwrap();
    let said = printed(&output);
    assert_eq!(output.status.code(), Some(1), "{what}: {said}");
    assert!(said.contains(code) && said.contains(name) && said.contains(word), "{what}: {said}");
    assert!(!gallery.at("public").exists(), "{what}");
}

#[test]
fn every_kind_of_jpeg_keeps_its_colours() {
    let image = picture();
    let colours = [LEFT, RIGHT];
    shows("progressive", "a.jpg", &jpeg(&image, Inks::Rgb, true), colours, 6);
    let gray: Vec<u8> = image.pixels().map(|pixel| if pixel.0 == LEFT { 70 } else { 180 }).collect();
    shows("gray", "a.jpg", &jpeg(&gray, Inks::Luma, false), [[70; 3], [180; 3]], 4);
    shows("gray, progressive", "a.jpg", &jpeg(&gray, Inks::Luma, true), [[70; 3], [180; 3]], 4);
    // Without a profile, inks are the complements of red, green and blue. Adobe's programs store them inverted.
    let cmyk = inks(&image);
    shows("CMYK of Adobe", "a.jpg", &jpeg(&cmyk, Inks::Cmyk, false), colours, 8);
    shows("YCCK of Adobe", "a.jpg", &jpeg(&cmyk, Inks::CmykAsYcck, false), colours, 8);
    let plain =
        without_adobe(&jpeg(&cmyk.iter().map(|ink| 255 - ink).collect::<Vec<_>>(), Inks::Cmyk, false));
    shows("CMYK of others", "a.jpg", &plain, colours, 8);
    // Phones append a second picture to the first.
    let first = jpeg(&image, Inks::Rgb, false);
    let mpo = [first.clone(), jpeg(&busy(), Inks::Rgb, false)].concat();
    shows("MPO", "a.jpg", &mpo, colours, 6);
    shows("bytes behind its end", "a.jpg", &[first, vec![0; 4096]].concat(), colours, 6);
}

/// Removes the segment by which Adobe's programs mark a JPEG.
fn without_adobe(jpeg: &[u8]) -> Vec<u8> {
    let at = jpeg.windows(9).position(|bytes| bytes.starts_with(&[0xff, 0xee]) && &bytes[4..] == b"Adobe");
    let at = at.expect("the encoder writes one");
    let length = usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    [&jpeg[..at], &jpeg[at + 2 + length..]].concat()
}

#[test]
fn every_kind_of_png_and_webp_keeps_its_colours() {
    let image = picture();
    let colours = [LEFT, RIGHT];
    let deep: Vec<u8> =
        image.as_raw().iter().flat_map(|part| (u16::from(*part) * 257).to_ne_bytes()).collect();
    shows("16 bits", "a.png", &png(&deep, ColorType::Rgb16), colours, 6);
    let gray: Vec<u8> =
        image.pixels().flat_map(|p| (if p.0 == LEFT { 18_000_u16 } else { 46_000 }).to_ne_bytes()).collect();
    shows("16 bits of gray", "a.png", &png(&gray, ColorType::L16), [[70; 3], [179; 3]], 5);
    // The right half is half transparent, and the page behind it is white.
    let half: Vec<u8> = image
        .pixels()
        .flat_map(|Rgb([r, g, b])| [*r, *g, *b, if [*r, *g, *b] == LEFT { 255 } else { 0 }])
        .collect();
    shows("alpha", "a.png", &png(&half, ColorType::Rgba8), [LEFT, [255; 3]], 6);
    let webp = as_format(image.clone(), ImageFormat::WebP);
    shows("WebP", "a.webp", &webp, colours, 6);
    shows("WebP that moves", "a.webp", &moving_webp(), colours, 8);
    shows("PNG that moves", "a.png", &moving_png(&image), colours, 6);
}

/// Two images, of which the first is the picture.
fn moving_webp() -> Vec<u8> {
    let (first, second) = (picture(), busy());
    let config = webp::WebPConfig::new().unwrap();
    let mut encoder = webp::AnimEncoder::new(WIDTH, HEIGHT, &config);
    encoder.add_frame(webp::AnimFrame::from_rgb(&first, WIDTH, HEIGHT, 0));
    encoder.add_frame(webp::AnimFrame::from_rgb(&second, WIDTH, HEIGHT, 500));
    encoder.encode().to_vec()
}

/// Returns an animated PNG: its own image is the first of two.
fn moving_png(image: &RgbImage) -> Vec<u8> {
    let plain = png(image, ColorType::Rgb8);
    let data = plain.windows(4).position(|name| name == b"IDAT").unwrap() - 4;
    let end = plain.len() - 12;
    let chunk = |name: &[u8; 4], body: &[u8]| {
        let named = [name.as_slice(), body].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&named);
        [&(body.len() as u32).to_be_bytes(), named.as_slice(), &sum.sum().to_be_bytes()].concat()
    };
    let control = |number: u32| {
        let mut body = number.to_be_bytes().to_vec();
        for part in [WIDTH, HEIGHT, 0, 0] {
            body.extend(part.to_be_bytes());
        }
        body.extend([0, 1, 0, 2, 0, 0]);
        chunk(b"fcTL", &body)
    };
    let pixels = &plain[data + 8..end - 4];
    let length = u32::from_be_bytes(plain[data..data + 4].try_into().unwrap()) as usize;
    let again = [&2_u32.to_be_bytes(), &pixels[..length.min(pixels.len())]].concat();
    [
        &plain[..data],
        &chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        &control(0),
        &plain[data..end],
        &control(1),
        &chunk(b"fdAT", &again),
        &plain[end..],
    ]
    .concat()
}

#[test]
fn a_wrong_file_extension_does_no_harm() {
    let colours = [LEFT, RIGHT];
    shows("PNG called .jpg", "a.jpg", &as_format(picture(), ImageFormat::Png), colours, 6);
    shows("JPEG called .png", "a.png", &jpeg(&picture(), Inks::Rgb, false), colours, 6);
    shows("WebP called .JPEG", "A.JPEG", &as_format(picture(), ImageFormat::WebP), colours, 6);
}

#[test]
fn a_truncated_photo_is_never_partly_published() {
    for (what, whole) in [
        ("baseline", jpeg(&busy(), Inks::Rgb, false)),
        ("progressive", jpeg(&busy(), Inks::Rgb, true)),
        ("png", as_format(busy(), ImageFormat::Png)),
        ("webp", as_format(busy(), ImageFormat::WebP)),
    ] {
        for part in [10, 4, 2] {
            let cut = &whole[..whole.len() - whole.len() / part];
            refuses(what, "a.jpg", cut, "E0218", "a.jpg");
            if !["png", "webp"].contains(&what) {
                // Some programs append the end marker to a truncated file.
                let closed = [cut, &[0xff, 0xd9]].concat();
                refuses(&format!("{what} with an end, 1/{part} gone"), "a.jpg", &closed, "E0218", "a.jpg");
                let stray = [&closed[..2], b"stray", &closed[2..]].concat();
                refuses(
                    &format!("{what} with bytes between, 1/{part} gone"),
                    "a.jpg",
                    &stray,
                    "E0218",
                    "a.jpg",
                );
            }
        }
    }
}

/// Returns a JPEG with EXIF blocks, each with an orientation of a type (1 to 4: byte, ASCII, short, long).
fn with_orientations(blocks: &[(u16, u8)]) -> Vec<u8> {
    let plain = jpeg(&picture(), Inks::Rgb, false);
    let mut file = plain[..2].to_vec();
    for (kind, orientation) in blocks {
        let mut block = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01".to_vec();
        block.extend(kind.to_le_bytes());
        block.extend([1, 0, 0, 0, *orientation, 0, 0, 0, 0, 0, 0, 0]);
        file.extend([&[0xff, 0xe1], &(block.len() as u16 + 2).to_be_bytes()[..], &block].concat());
    }
    [&file, &plain[2..]].concat()
}

#[test]
fn a_photo_is_turned_by_its_first_exif_in_any_number_type() {
    let cases: [(&[(u16, u8)], bool); 7] = [
        (&[(3, 6)], true),
        (&[(4, 6)], true),
        (&[(1, 8)], true),
        (&[(3, 6), (3, 1)], true),
        (&[(3, 1), (3, 6)], false),
        (&[(4, 1), (4, 8)], false),
        (&[(3, 9)], false),
    ];
    for (blocks, turned) in cases {
        let gallery = showing("a.jpg", &with_orientations(blocks));
        gallery.build();
        let upright = if turned { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
        let photos = gallery.published().into_iter().filter(|(path, _)| path.starts_with("anh/"));
        let mut sizes =
            photos.map(|(_, bytes)| image::load_from_memory(&bytes).unwrap().into_rgb8().dimensions());
        assert!(sizes.any(|size| size == upright), "{blocks:?}");
    }
}

/// Returns a valid but unusual JPEG: each component in a scan of its own.
#[test]
fn separate_scans_are_combined() {
    let jpegs = ["apart", "apart-fine"].map(|name| {
        std::fs::read(format!("{}/tests/it/photos_odd/{name}.jpg", env!("CARGO_MANIFEST_DIR"))).unwrap()
    });
    for jpeg in jpegs {
        shows("scans apart", "a.jpg", &jpeg, [LEFT, RIGHT], 8);
    }
}

#[test]
fn unsupported_formats_are_reported_with_a_remedy() {
    let tiff = b"II*\0\x08\0\0\0\0\0\0\0\0\0";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let mut bmp = b"BM".to_vec();
    bmp.resize(128, 0);
    for (name, bytes, format) in [
        ("a.heic", heic.as_slice(), "HEIC"),
        ("b.jpg", heic, "HEIC"),
        ("a.tiff", tiff, "TIFF"),
        ("a.dng", tiff, "TIFF"),
        ("a.bmp", &bmp, "BMP"),
        ("a.gif", b"GIF89a\x04\0\x03\0\0\0\0;", "GIF"),
        ("a.svg", svg, "SVG"),
        ("a.cr3", b"\0\0\0\x18ftypcrx \0\0\0\0crx isom", "CR3"),
    ] {
        refuses(name, name, bytes, "E0217", format);
    }
}

#[test]
fn a_decompression_bomb_is_rejected_by_its_header() {
    // A header of 60,000 × 60,000 pixels without any data.
    let mut bomb = jpeg(&picture(), Inks::Rgb, false);
    let frame = bomb.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
    refuses("JPEG", "a.jpg", &bomb, "E0219", "3600");
    let mut bomb = as_format(picture(), ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let mut sum = flate2::Crc::new();
    sum.update(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    refuses("PNG", "a.png", &bomb, "E0219", "3600");
    // The header declares the maximum size, and the data has a few thousand pixels.
    let mut liar = jpeg(&picture(), Inks::Rgb, false);
    liar[frame + 5..frame + 9].copy_from_slice(&[0x20, 0, 0x20, 0]);
    refuses("a header that lies", "a.jpg", &liar, "E0218", "a.jpg");
}

#[test]
fn file_names_of_every_kind_are_found() {
    let bytes = jpeg(&picture(), Inks::Rgb, false);
    let long = format!("{}.jpg", "ả".repeat(65));
    for name in ["ảnh bìa 1.jpg", "🐟 cá.jpg", "a#b%c&d'e.jpg", &long, &"x".repeat(196)] {
        let name = if name.ends_with(".jpg") { name.to_string() } else { format!("{name}.jpg") };
        shows(&name, &name, &bytes, [LEFT, RIGHT], 6);
    }
    // Macs decompose file names (NFD); the entry's text is composed.
    let gallery = showing("ảnh.jpg", &bytes);
    let folder = gallery.at("content/entries/e02");
    std::fs::rename(folder.join("ảnh.jpg"), folder.join("a\u{309}nh.jpg")).unwrap();
    gallery.build();
    assert!(!published(&gallery).is_empty());
    // Two names that Windows and Macs treat as equal.
    let gallery = showing("Anh.jpg", &bytes);
    if std::fs::exists(gallery.at("content/entries/e02/anh.jpg")).unwrap() {
        return;
    }
    std::fs::write(gallery.at("content/entries/e02/anh.jpg"), &bytes).unwrap();
    let output = gallery.guong(&["check"]).output().unwrap();
    let said = printed(&output);
    assert!(said.contains("E0006") && said.contains("anh.jpg"), "{said}");
}
