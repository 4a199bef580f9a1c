//! JPEGs, decoded by libjpeg.
//!
//! Takes the bytes of a file, gives all of its pixels, at a part of its size if asked, or an error: whatever libjpeg
//! warns of (that pixels are missing, say, of which it makes grey ones) is an error here.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::{io, ptr};

use mozjpeg::{ColorSpace, Decompress};
use mozjpeg_sys::{jpeg_common_struct, jpeg_error_mgr};

use super::colour::Space;
use super::decode::Decoded;
use super::desk::Room;
use crate::parse::{JpegLayout, orientation};

/// What a warning or an error of libjpeg unwinds with, up to where its work began.
struct Refused;

/// A picture decoded at a number of eighths of its size, and its size.
pub(super) fn decode(bytes: &[u8], eighths: u8) -> Result<(Decoded, (u32, u32)), String> {
    let layout = JpegLayout::read(bytes).ok_or("no image in it")?;
    if layout.end.is_none() || !layout.is_complete() {
        return Err("it is cut short".into());
    }
    let image = layout.image(bytes);
    let (mut pixels, space, (width, height)) = match catch_unwind(AssertUnwindSafe(|| read(&image, eighths)))
    {
        Ok(read) => read.map_err(|error| error.to_string())?,
        Err(panic) if panic.is::<Refused>() => return Err("libjpeg finds it damaged".into()),
        Err(panic) => resume_unwind(panic),
    };
    if space == Space::Cmyk && layout.adobe {
        // Adobe's programs store how much ink is left out.
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

fn read(image: &[u8], eighths: u8) -> io::Result<(Room, Space, (u32, u32))> {
    let mut decoder = Decompress::with_err(strict()).from_mem(image)?;
    decoder.scale(eighths);
    let (space, colours) = match decoder.color_space() {
        ColorSpace::JCS_GRAYSCALE => (Space::Gray, ColorSpace::JCS_GRAYSCALE),
        ColorSpace::JCS_CMYK | ColorSpace::JCS_YCCK => (Space::Cmyk, ColorSpace::JCS_CMYK),
        _ => (Space::Rgb, ColorSpace::JCS_RGB),
    };
    let mut decoder = decoder.to_colorspace(colours)?;
    let (width, height) = (decoder.width(), decoder.height());
    let mut pixels = Room::new(width * height * space.channels());
    decoder.read_scanlines_into(&mut pixels[..])?;
    decoder.finish()?;
    Ok((pixels, space, (width as u32, height as u32)))
}

/// Ends decoding at the first warning.
fn strict() -> jpeg_error_mgr {
    extern "C-unwind" fn refuse(_: &mut jpeg_common_struct) {
        // Nothing is said of it on the terminal: it is no fault of the program.
        resume_unwind(Box::new(Refused));
    }
    extern "C-unwind" fn weigh(common: &mut jpeg_common_struct, level: i32) {
        // What is no warning has a level of 0 and more, and only reports progress.
        if level < 0 {
            refuse(common);
        }
    }
    extern "C-unwind" fn nothing(_: &mut jpeg_common_struct) {}
    jpeg_error_mgr {
        error_exit: Some(refuse),
        emit_message: Some(weigh),
        output_message: Some(nothing),
        format_message: None,
        reset_error_mgr: Some(nothing),
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
