//! The segments of a JPEG (ITU-T T.81, annex B): what its decoder does not tell of it.
//!
//! Takes the bytes of a file, gives where its image lies in it; never decodes pixels.

/// What stands around the pixels of a JPEG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JpegLayout {
    /// Pixels across, as stored.
    pub width: usize,
    /// Whether the image comes in several passes.
    pub progressive: bool,
    /// How many passes it comes in.
    pub passes: usize,
    /// Whether a program that follows Adobe's ways wrote it: its inks are then stored the other way round.
    pub adobe: bool,
    /// Where the marker of the image's end stands; nothing where the file is cut short, of which a
    /// decoder would fill the rest with grey and say nothing.
    pub end: Option<usize>,
}

impl JpegLayout {
    /// Looks through the segments; nothing where there is no image in them.
    pub fn read(jpeg: &[u8]) -> Option<JpegLayout> {
        if !jpeg.starts_with(&[0xff, 0xd8]) {
            return None;
        }
        let mut layout = JpegLayout { width: 0, progressive: false, passes: 0, adobe: false, end: None };
        let mut at = 2;
        loop {
            // Some programs leave bytes between segments: the next marker is looked for.
            at += memchr::memchr(0xff, jpeg.get(at..)?)?;
            let marker = *jpeg.get(at + 1)?;
            if matches!(marker, 0x00 | 0x01 | 0xd0..=0xd7 | 0xff) {
                at += if marker == 0xff { 1 } else { 2 };
                continue;
            }
            let body = at + 4;
            let length = usize::from(u16::from_be_bytes([*jpeg.get(at + 2)?, *jpeg.get(at + 3)?]));
            match marker {
                0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                    layout.progressive = marker == 0xc2;
                    let [high, low] = [*jpeg.get(body + 3)?, *jpeg.get(body + 4)?];
                    layout.width = usize::from(u16::from_be_bytes([high, low]));
                }
                0xee => layout.adobe |= jpeg.get(body..)?.starts_with(b"Adobe"),
                // Within the pixels' own bytes the marker of the end cannot occur.
                0xda => {
                    let end = memchr::memmem::find(jpeg.get(body..)?, &[0xff, 0xd9]);
                    layout.end = end.map(|end| body + end);
                    let pixels = &jpeg[body..layout.end.unwrap_or(jpeg.len())];
                    layout.passes = 1 + memchr::memmem::find_iter(pixels, &[0xff, 0xda]).count();
                    return Some(layout);
                }
                0xd9 => return None,
                _ => {}
            }
            at += 2 + length.max(2);
        }
    }
}
