//! Encodes pixels as a file without any metadata.

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder};
use webp::WebPConfig;

use super::Pixels;
use super::buffers::PhotoBuffers;
use crate::parse::PhotoFormat;
use crate::plan::Effort;

/// Encodes pixels as a WebP or a JPEG.
pub(super) fn encode(
    pixels: &Pixels,
    format: PhotoFormat,
    quality: u8,
    effort: Effort,
    buffers: &mut PhotoBuffers,
) -> Vec<u8> {
    match format {
        PhotoFormat::Webp => webp(pixels, quality, effort),
        PhotoFormat::Jpeg => jpeg(pixels, quality, buffers),
    }
}

fn webp(pixels: &Pixels, quality: u8, effort: Effort) -> Vec<u8> {
    let mut config = WebPConfig::new().expect("the headers are those of the library that is linked");
    config.quality = f32::from(quality);
    config.method = match effort {
        Effort::Draft => 2,
        Effort::Full => 4,
    };
    let encoder = webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height);
    encoder.encode_advanced(&config).expect("no side is longer than WebP knows").to_vec()
}

fn jpeg(pixels: &Pixels, quality: u8, buffers: &mut PhotoBuffers) -> Vec<u8> {
    let out = &mut buffers.file;
    out.clear();
    // Use the standard Huffman tables: some decoders misread those that jpeg-encoder (0.7.1) optimises for pictures
    // of very few colours, and they save only 3 %.
    let mut encoder = Encoder::new(&mut *out, quality);
    // By default, four pixels take the chroma of the first one, which frays edges.
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    let side = |pixels: u32| u16::try_from(pixels).expect("no side is longer than JPEG knows");
    encoder
        .encode(&pixels.bytes, side(pixels.width), side(pixels.height), ColorType::Rgb)
        .expect("a buffer takes all bytes, and every size above 0 can be encoded");
    out.to_vec()
}
