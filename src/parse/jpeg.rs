//! The segments of a JPEG (ITU-T T.81, annex B): what is known without decoding pixels.
//!
//! Takes the bytes of a file, gives its size, its scans, its colour profile and the end of its image.

use std::borrow::Cow;
use std::ops::Range;

/// Number of coefficients of a block.
const COEFFICIENTS: usize = 64;
/// The number of missing bits of a coefficient that no scan contains yet.
const ABSENT: u8 = u8::MAX;
/// The prefix of a colour profile segment (ICC.1, annex B.4); its number and the number of segments follow.
const PROFILE: &[u8] = b"ICC_PROFILE\0";

/// The structure of a JPEG file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JpegLayout {
    /// The width in pixels, as stored.
    pub width: u32,
    /// The height in pixels, as stored; 0 if it follows the pixels, which no camera does.
    pub height: u32,
    /// The number of scans.
    pub scans: usize,
    /// Whether the file has Adobe's marker, which means that CMYK values are inverted.
    pub adobe: bool,
    /// The offset of the end-of-image marker; `None` if the file is truncated.
    pub end: Option<usize>,
    progressive: bool,
    /// Whether it can be decoded: Huffman codes, eight bits.
    supported: bool,
    components: Vec<Component>,
    profile: Vec<Range<usize>>,
    /// The ranges of segments and pixels; bytes between them are ignored.
    parts: Vec<Range<usize>>,
}

/// A colour component.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Component {
    id: u8,
    /// The number of low bits of each coefficient that no scan has contained yet.
    missing: [u8; COEFFICIENTS],
}

impl JpegLayout {
    /// Reads the segments up to the end of the image; `None` if they contain no image.
    pub fn read(jpeg: &[u8]) -> Option<JpegLayout> {
        if !jpeg.starts_with(&[0xff, 0xd8]) {
            return None;
        }
        let mut layout = JpegLayout::default();
        layout.read_segments(jpeg);
        (layout.scans > 0 && !layout.components.is_empty()).then_some(layout)
    }

    /// Reads up to the end of the image; returns `None` if the file ends first.
    fn read_segments(&mut self, jpeg: &[u8]) -> Option<()> {
        let mut at = 2;
        let mut in_scan = false;
        self.keep(0..2);
        loop {
            // Some programs leave bytes between segments.
            at += memchr::memchr(0xff, jpeg.get(at..)?)?;
            let marker = *jpeg.get(at + 1)?;
            if matches!(marker, 0x00 | 0x01 | 0xd0..=0xd8 | 0xff) {
                at += if marker == 0xff { 1 } else { 2 };
                continue;
            }
            if in_scan {
                let from = self.parts.last().map_or(at, |part| part.end);
                self.keep(from..at);
            }
            if marker == 0xd9 {
                self.keep(at..at + 2);
                self.end = Some(at);
                return Some(());
            }
            let length = usize::from(u16::from_be_bytes([*jpeg.get(at + 2)?, *jpeg.get(at + 3)?]));
            let (start, end) = (at + 4, at + 2 + length.max(2));
            let body = jpeg.get(start..end)?;
            self.keep(at..end);
            in_scan = marker == 0xda;
            match marker {
                0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => self.read_frame(marker, body)?,
                0xda => self.read_scan(body)?,
                0xe2 if body.len() > PROFILE.len() + 2 && body.starts_with(PROFILE) => {
                    self.profile.push(start + PROFILE.len()..end);
                }
                0xee => self.adobe |= body.starts_with(b"Adobe"),
                _ => {}
            }
            at = end;
        }
    }

    fn keep(&mut self, part: Range<usize>) {
        match self.parts.last_mut() {
            Some(last) if last.end == part.start => last.end = part.end,
            _ => self.parts.push(part),
        }
    }

    fn read_frame(&mut self, marker: u8, body: &[u8]) -> Option<()> {
        let [precision, high, low, wide, narrow, count, components @ ..] = body else { return None };
        self.supported = *precision == 8 && marker <= 0xc2;
        self.progressive = marker == 0xc2;
        self.height = u32::from(u16::from_be_bytes([*high, *low]));
        self.width = u32::from(u16::from_be_bytes([*wide, *narrow]));
        let ids = components.chunks_exact(3).take(usize::from(*count)).map(|component| component[0]);
        self.components = ids.map(|id| Component { id, missing: [ABSENT; COEFFICIENTS] }).collect();
        Some(())
    }

    fn read_scan(&mut self, body: &[u8]) -> Option<()> {
        self.scans += 1;
        let (count, body) = body.split_first()?;
        let (shown, rest) = body.split_at_checked(usize::from(*count) * 2)?;
        let [first, last, bits, ..] = rest else { return None };
        let range = if self.progressive {
            usize::from(*first)..(usize::from(*last) + 1).min(COEFFICIENTS)
        } else {
            0..COEFFICIENTS
        };
        let missing = if self.progressive { bits & 0xf } else { 0 };
        for component in &mut self.components {
            if shown.chunks_exact(2).any(|pair| pair[0] == component.id) {
                component.missing.get_mut(range.clone())?.fill(missing);
            }
        }
        Some(())
    }

    /// Returns the image without the bytes after its end or between its segments, of which decoders complain.
    pub fn image<'b>(&self, jpeg: &'b [u8]) -> Cow<'b, [u8]> {
        match self.parts.as_slice() {
            [whole] => Cow::Borrowed(&jpeg[whole.clone()]),
            parts => parts.iter().flat_map(|part| &jpeg[part.clone()]).copied().collect(),
        }
    }

    /// Whether every component has every coefficient to its last bit. The standard allows missing scans: a file cut
    /// between two scans, and closed, decodes without its details or its colours.
    pub fn is_complete(&self) -> bool {
        self.components.iter().all(|component| component.missing == [0; COEFFICIENTS])
    }

    /// Whether the image can be decoded: eight bits, Huffman codes, and one, three or four components.
    pub(crate) fn is_supported(&self) -> bool {
        self.supported && matches!(self.components.len(), 1 | 3 | 4)
    }

    /// Returns the number of values of a decoded pixel.
    pub fn channels(&self) -> usize {
        self.components.len()
    }

    /// Whether all coefficients have to be in memory before the first pixel is known.
    pub fn is_buffered(&self) -> bool {
        self.progressive || self.scans > 1
    }

    /// Returns the colour profile, if all of its parts exist.
    pub fn profile(&self, jpeg: &[u8]) -> Option<Vec<u8>> {
        let mut parts: Vec<&[u8]> = self.profile.iter().filter_map(|part| jpeg.get(part.clone())).collect();
        parts.sort_by_key(|part| part[0]);
        let whole = parts.iter().zip(1..).all(|(part, number)| usize::from(part[0]) == number)
            && parts.first().is_some_and(|part| usize::from(part[1]) == parts.len());
        whole.then(|| parts.iter().flat_map(|part| &part[2..]).copied().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        [&[0xff, marker], &(body.len() as u16 + 2).to_be_bytes()[..], body].concat()
    }

    fn frame(marker: u8) -> Vec<u8> {
        segment(marker, &[8, 0, 16, 0, 24, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])
    }

    fn scan(components: &[u8], first: u8, last: u8, bits: u8) -> Vec<u8> {
        let pairs = components.iter().flat_map(|id| [*id, 0]);
        let body: Vec<u8> =
            [components.len() as u8].into_iter().chain(pairs).chain([first, last, bits]).collect();
        [segment(0xda, &body), vec![0x12, 0xff, 0x00, 0xd9, 0xff, 0xd3, 0x34]].concat()
    }

    fn layout(parts: &[Vec<u8>]) -> JpegLayout {
        JpegLayout::read(&[&[0xff, 0xd8], &parts.concat()[..], &[0xff, 0xd9]].concat()).unwrap()
    }

    #[test]
    fn scans_are_counted_and_the_end_is_found() {
        let read = layout(&[frame(0xc0), scan(&[1], 0, 63, 0), scan(&[2], 0, 63, 0), scan(&[3], 0, 63, 0)]);
        assert_eq!((read.width, read.height, read.scans, read.channels()), (24, 16, 3, 3));
        assert!(read.is_complete() && read.is_supported() && read.is_buffered() && read.end.is_some());
        let parts = [b"stray\xff\x00".to_vec(), frame(0xc0), vec![0, 7], scan(&[1, 2, 3], 0, 63, 0)];
        let jpeg = [&[0xff, 0xd8], &parts.concat()[..], &[0xff, 0xd9, 1, 2]].concat();
        let read = JpegLayout::read(&jpeg).unwrap();
        assert!(read.is_complete() && !read.is_buffered());
        let image = [&[0xff, 0xd8], &parts[1][..], &parts[3], &[0xff, 0xd9]].concat();
        assert_eq!(*read.image(&jpeg), image);
        assert_eq!(*JpegLayout::read(&image).unwrap().image(&image), image);
    }

    #[test]
    fn a_scan_that_lacks_is_missed() {
        assert!(!layout(&[frame(0xc0), scan(&[1], 0, 63, 0), scan(&[3], 0, 63, 0)]).is_complete());
        let whole = [
            scan(&[1, 2, 3], 0, 0, 1),
            scan(&[1], 1, 63, 2),
            scan(&[2], 1, 63, 0),
            scan(&[3], 1, 63, 0),
            scan(&[1], 1, 63, 0x21),
            scan(&[1], 1, 63, 0x10),
            scan(&[1, 2, 3], 0, 0, 0x10),
        ];
        let without = |gone: usize| {
            let kept = whole.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, scan)| scan.clone());
            layout(&[vec![frame(0xc2)], kept.collect()].concat())
        };
        assert!(without(usize::MAX).is_complete());
        // Without the refinement from two missing bits to one, the next one is of another picture: the decoder says so.
        for gone in [1, 2, 3, 5, 6] {
            assert!(gone == 1 || !without(gone).is_complete(), "{gone}");
        }
    }

    #[test]
    fn what_is_cut_has_no_end_and_what_is_no_image_has_no_layout() {
        let whole = [&[0xff, 0xd8], &frame(0xc1)[..], &scan(&[1, 2, 3], 0, 63, 0), &[0xff, 0xd9]].concat();
        for cut in 0..whole.len() {
            assert!(JpegLayout::read(&whole[..cut]).is_none_or(|layout| layout.end.is_none()), "{cut}");
        }
        assert_eq!(JpegLayout::read(b"\xff\xd8\xff\xd9"), None);
        assert!(!layout(&[frame(0xc9), scan(&[1, 2, 3], 0, 63, 0)]).is_supported());
    }

    #[test]
    fn a_profile_is_put_together_in_its_order_or_absent() {
        let part = |number: u8, of: u8, text: &[u8]| segment(0xe2, &[PROFILE, &[number, of], text].concat());
        let read = |parts: &[Vec<u8>]| {
            let rest = [frame(0xc0), scan(&[1, 2, 3], 0, 63, 0)].concat();
            let jpeg = [&[0xff, 0xd8], &parts.concat()[..], &rest].concat();
            JpegLayout::read(&jpeg).unwrap().profile(&jpeg)
        };
        assert_eq!(read(&[part(2, 2, b"cd"), part(1, 2, b"ab")]).as_deref(), Some(b"abcd".as_slice()));
        assert_eq!(read(&[part(2, 2, b"cd")]), None);
        assert_eq!(read(&[part(1, 3, b"ab"), part(2, 3, b"cd")]), None);
        assert_eq!(read(&[]), None);
    }
}
