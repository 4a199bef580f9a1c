//! Decodes JPEGs with libjpeg.
//!
//! Takes the bytes of a file, returns all of its pixels, at full or reduced size, or an error. Every warning of libjpeg
//! is an error here, such as missing pixels, which libjpeg fills with grey.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::{io, ptr};

use mozjpeg::{ColorSpace, Decompress};
use mozjpeg_sys::{jpeg_common_struct, jpeg_error_mgr};

use super::buffers::PixelBuffer;
use super::colour::Space;
use super::decode::Decoded;
use crate::parse::{JpegLayout, orientation};

/// The payload with which warnings and errors of libjpeg unwind to [`decode`].
struct Aborted;

/// Decodes a picture at `eighths` eighths of its size. Returns it with its full size.
pub(super) fn decode(bytes: &[u8], eighths: u8) -> Result<(Decoded, (u32, u32)), String> {
    let layout = JpegLayout::read(bytes).ok_or("no image in it")?;
    if layout.end.is_none() || !layout.is_complete() {
        return Err("it is cut short".into());
    }
    let image = layout.image(bytes);
    let (mut pixels, space, (width, height)) = match catch_unwind(AssertUnwindSafe(|| read(&image, eighths)))
    {
        Ok(read) => read.map_err(|error| error.to_string())?,
        Err(panic) if panic.is::<Aborted>() => return Err("libjpeg finds it damaged".into()),
        Err(panic) => resume_unwind(panic),
    };
    if space == Space::Cmyk && layout.adobe {
        // Adobe's programs store inverted CMYK.
        pixels.iter_mut().for_each(|ink| *ink = 255 - *ink);
    }
    let decoded = Decoded {
        width,
        height,
        space,
        bytes: pixels,
        profile: layout.profile(bytes),
        orientation: orientation(bytes),
    };
    Ok((decoded, (layout.width, layout.height)))
}

fn read(image: &[u8], eighths: u8) -> io::Result<(PixelBuffer, Space, (u32, u32))> {
    let mut decoder = Decompress::with_err(strict()).from_mem(image)?;
    decoder.scale(eighths);
    let (space, colours) = match decoder.color_space() {
        ColorSpace::JCS_GRAYSCALE => (Space::Gray, ColorSpace::JCS_GRAYSCALE),
        ColorSpace::JCS_CMYK | ColorSpace::JCS_YCCK => (Space::Cmyk, ColorSpace::JCS_CMYK),
        _ => (Space::Rgb, ColorSpace::JCS_RGB),
    };
    let mut decoder = decoder.to_colorspace(colours)?;
    let (width, height) = (decoder.width(), decoder.height());
    let mut pixels = PixelBuffer::new(width * height * space.channels());
    decoder.read_scanlines_into(&mut pixels[..])?;
    decoder.finish()?;
    Ok((pixels, space, (width as u32, height as u32)))
}

/// An error manager that aborts decoding at the first warning.
fn strict() -> jpeg_error_mgr {
    extern "C-unwind" fn abort(_: &mut jpeg_common_struct) {
        // Unlike a panic, this prints nothing to the terminal.
        resume_unwind(Box::new(Aborted));
    }
    extern "C-unwind" fn abort_on_warning(common: &mut jpeg_common_struct, level: i32) {
        // Warnings have negative levels; other messages only trace progress.
        if level < 0 {
            abort(common);
        }
    }
    extern "C-unwind" fn ignore(_: &mut jpeg_common_struct) {}
    jpeg_error_mgr {
        error_exit: Some(abort),
        emit_message: Some(abort_on_warning),
        output_message: Some(ignore),
        format_message: None,
        reset_error_mgr: Some(ignore),
        msg_code: 0,
        msg_parm: Default::default(),
        trace_level: 0,
        num_warnings: 0,
        jpeg_message_table: ptr::null(),
        last_jpeg_message: 0,
        addon_message_table: ptr::null(),
        first_addon_message: 0,
        last_addon_message: 0,
    }
}
