//! Pictures with wrong headers, and small files that decompress to gigabytes.

use flate2::{Compress, Compression, FlushCompress};

use super::{Case, Ends::*};
use crate::support::Gallery;

/// Writes an entry that shows a picture of these bytes.
fn show(gallery: &Gallery, name: &str, bytes: &[u8]) {
    gallery.entry(4, &format!("[[photos]]\nfile = \"{name}\"\nalt = \"Ảnh\"\n"));
    std::fs::write(gallery.at(&format!("content/entries/e04/{name}")), bytes).unwrap();
}

/// Returns compressed zeros, `count` of them in whole MiB: blocks that need nothing before them, so that one is repeated.
fn zeros(count: usize) -> Vec<u8> {
    const BLOCK: usize = 1 << 20;
    let mut block = Vec::with_capacity(BLOCK);
    let mut compress = Compress::new(Compression::fast(), false);
    compress.compress_vec(&[0; BLOCK], &mut block, FlushCompress::Full).unwrap();
    assert_eq!(compress.total_in(), BLOCK as u64);
    // The sum (Adler-32) of zeros counts them; an empty last block ends the stream.
    let sum = ((count % 65_521) as u32) << 16 | 1;
    [&[0x78, 0x01][..], &block.repeat(count / BLOCK), &[0x03, 0], &sum.to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn chunk(kind: &[u8; 4], bytes: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), bytes].concat();
    [&(bytes.len() as u32).to_be_bytes(), body.as_slice(), &crc(&body).to_be_bytes()].concat()
}

/// Returns a small PNG with a chunk after its header that decompresses to gigabytes.
fn unfolding(kind: &[u8; 4], head: &[u8]) -> Vec<u8> {
    png(64, 64, 8, &chunk(kind, &[head, &zeros(2 << 30)].concat()), &zeros(1 << 20))
}

/// A PNG of a size, of colour type 2 or 6, with chunks before its pixels.
fn png(width: u32, height: u32, depth: u8, between: &[u8], pixels: &[u8]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, 2, 0, 0, 0]].concat();
    let parts = [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &head), between];
    [&parts.concat()[..], &chunk(b"IDAT", pixels), &chunk(b"IEND", b"")].concat()
}

/// Returns a small JPEG whose header declares a different size.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = image::RgbImage::from_pixel(64, 64, image::Rgb([9, 9, 9]));
    image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&image).unwrap();
    let at = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// Returns the header of an extended WebP of a size, without data.
fn webp(width: u32, height: u32) -> Vec<u8> {
    let size = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let body = [&[0x10, 0, 0, 0][..], &size(width), &size(height)].concat();
    let mut out = b"RIFF".to_vec();
    out.extend((4 + 8 + body.len() as u32).to_le_bytes());
    out.extend(b"WEBPVP8X");
    out.extend((body.len() as u32).to_le_bytes());
    [out, body].concat()
}

/// Returns EXIF whose directories refer back to the first.
fn looping() -> Vec<u8> {
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    tiff.extend([1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    tiff.extend(8u32.to_le_bytes());
    let plain = jpeg(64, 64);
    let length = (tiff.len() as u16 + 2).to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &tiff, &plain[2..]].concat()
}

/// Returns a progressive JPEG whose last scan is repeated thousands of times; each covers all pixels.
fn passes(times: usize) -> Vec<u8> {
    let (side, mut bytes) = (1000_u16, Vec::new());
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
    encoder.set_progressive(true);
    let pixels = vec![120; usize::from(side) * usize::from(side)];
    encoder.encode(&pixels, side, side, jpeg_encoder::ColorType::Luma).unwrap();
    let last = bytes.windows(2).rposition(|pair| pair == [0xff, 0xda]).unwrap();
    let end = bytes.len() - 2;
    [&bytes[..end], &bytes[last..end].repeat(times), &bytes[end..]].concat()
}

/// Returns a small JPEG with segments of a kind after its first marker.
fn with_segments(kind: u8, segments: &[Vec<u8>]) -> Vec<u8> {
    let plain = jpeg(64, 64);
    let each = |body: &Vec<u8>| [&[0xff, kind], &(body.len() as u16 + 2).to_be_bytes()[..], body].concat();
    [&plain[..2], &segments.iter().map(each).collect::<Vec<_>>().concat(), &plain[2..]].concat()
}

/// Returns EXIF whose only field declares four billion values.
fn boundless() -> Vec<u8> {
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\xff\xff".to_vec();
    for _ in 0..5_000 {
        tiff.extend([0x3b, 1, 2, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
    }
    tiff
}

/// Returns an animated WebP with many frames.
fn moving() -> Vec<u8> {
    let mut config = webp::WebPConfig::new().unwrap();
    config.quality = 1.0;
    let frames: Vec<Vec<u8>> = (0..300_u32).map(|n| vec![(n % 251) as u8; 64 * 64 * 3]).collect();
    let mut encoder = webp::AnimEncoder::new(64, 64, &config);
    for (frame, at) in frames.iter().zip(0..) {
        encoder.add_frame(webp::AnimFrame::from_rgb(frame, 64, 64, at * 40));
    }
    encoder.encode().to_vec()
}

pub const CASES: &[Case] = &[
    ("an empty picture", |g| show(g, "a.jpg", b""), Refused("E02")),
    ("a text that is called a picture", |g| show(g, "a.png", b"+++\ntitle"), Refused("E0218")),
    ("a PNG that is called a JPEG", |g| show(g, "a.jpg", &png(2, 2, 8, b"", &zeros(1 << 20))), Somehow),
    (
        "a JPEG cut in half",
        |g| {
            let all = jpeg(64, 64);
            show(g, "a.jpg", &all[..all.len() / 2])
        },
        Somehow,
    ),
    (
        "a JPEG of its head alone",
        |g| {
            let all = jpeg(640, 640);
            show(g, "a.jpg", &all[..200])
        },
        Refused("E0218"),
    ),
    ("a JPEG that says 60,000 by 60,000", |g| show(g, "a.jpg", &jpeg(60_000, 60_000)), Refused("E0219")),
    ("a JPEG that says 10,000 by 9,999", |g| show(g, "a.jpg", &jpeg(10_000, 9_999)), Somehow),
    ("a JPEG of no width", |g| show(g, "a.jpg", &jpeg(0, 64)), Refused("E0218")),
    ("a JPEG of one pixel by 65,535", |g| show(g, "a.jpg", &jpeg(1, 65_535)), Somehow),
    (
        "a PNG that says 60,000 by 60,000",
        |g| show(g, "a.png", &png(60_000, 60_000, 8, b"", &zeros(1 << 20))),
        Refused("E0219"),
    ),
    (
        "a PNG of four billion by four billion",
        |g| show(g, "a.png", &png(u32::MAX, u32::MAX, 8, b"", b"")),
        Refused("E0218"),
    ),
    (
        "a PNG of as many pixels as are allowed, of sixteen bits",
        |g| show(g, "a.png", &png(9_990, 9_990, 16, b"", &zeros(600 << 20))),
        Somehow,
    ),
    (
        "a PNG of more pixels than it says",
        |g| show(g, "a.png", &png(64, 64, 8, b"", &zeros(2 << 30))),
        Somehow,
    ),
    (
        "a PNG with a colour profile of a gigabyte",
        |g| show(g, "a.png", &unfolding(b"iCCP", b"a\0\0")),
        Somehow,
    ),
    (
        "a PNG with a comment of a gigabyte",
        |g| show(g, "a.png", &unfolding(b"zTXt", b"Comment\0\0")),
        Somehow,
    ),
    (
        "a PNG with a text of a gigabyte",
        |g| show(g, "a.png", &unfolding(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0")),
        Somehow,
    ),
    (
        "a PNG whose chunk has no end",
        |g| {
            let mut all = png(64, 64, 8, b"", b"");
            all.truncate(33);
            all.extend(u32::MAX.to_be_bytes());
            all.extend(b"IDAT");
            show(g, "a.png", &all)
        },
        Refused("E02"),
    ),
    ("a WebP of 16,384 by 16,384", |g| show(g, "a.webp", &webp(1 << 14, 1 << 14)), Refused("E02")),
    (
        "a WebP of sixteen million by sixteen million",
        |g| show(g, "a.webp", &webp(1 << 24, 1 << 24)),
        Refused("E02"),
    ),
    ("EXIF in a circle", |g| show(g, "a.jpg", &looping()), Well),
    (
        "a drawing with a script",
        |g| show(g, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        Refused("E02"),
    ),
    ("a JPEG of thousands of passes", |g| show(g, "a.jpg", &passes(2_000)), Refused("E0218")),
    ("a JPEG of a few passes", |g| show(g, "a.jpg", &passes(20)), Somehow),
    (
        "a JPEG with a colour profile of sixteen megabytes",
        |g| {
            let part = |n: u8| [b"ICC_PROFILE\0".as_slice(), &[n, 255], &vec![n; 65_000]].concat();
            show(g, "a.jpg", &with_segments(0xe2, &(1..=255).map(part).collect::<Vec<_>>()))
        },
        Somehow,
    ),
    ("EXIF of boundless fields", |g| show(g, "a.jpg", &with_segments(0xe1, &[boundless()])), Well),
    (
        "a PNG with EXIF of thirty megabytes",
        |g| {
            show(g, "a.png", &png(64, 64, 8, &chunk(b"eXIf", &boundless()[6..].repeat(500)), &zeros(1 << 20)))
        },
        Somehow,
    ),
    (
        "XMP without end",
        |g| {
            let xmp = [b"<x:xmpmeta>".as_slice(), &b"<dc:creator <rdf:li ".repeat(1_500_000)].concat();
            show(g, "a.jpg", &[jpeg(64, 64), xmp, b"</x:xmpmeta>".to_vec()].concat())
        },
        Well,
    ),
    (
        "IPTC without end",
        |g| {
            let mut block = b"8BIM\x04\x04\0\0\x7f\xff\xff\xff".to_vec();
            block.extend(b"\x1c\x02\x01\0\0".repeat(4_000_000));
            show(g, "a.jpg", &[jpeg(64, 64), block].concat())
        },
        Well,
    ),
    ("a WebP of three hundred images", |g| show(g, "a.webp", &moving()), Well),
    ("a GIF that is called a JPEG", |g| show(g, "a.jpg", b"GIF89a\xff\xff\xff\xff\0\0\0;"), Refused("E0217")),
    (
        "a BMP of four billion pixels that is called a JPEG",
        |g| show(g, "a.jpg", &[b"BM".as_slice(), &[0xff; 120]].concat()),
        Refused("E0217"),
    ),
    ("a TIFF in a circle that is called a JPEG", |g| show(g, "a.jpg", &looping()[12..60]), Refused("E0217")),
    (
        "a HEIC that is called a JPEG",
        |g| show(g, "a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        Refused("E0217"),
    ),
    (
        "a drawing that is called a JPEG",
        |g| show(g, "a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        Refused("E0218"),
    ),
];
