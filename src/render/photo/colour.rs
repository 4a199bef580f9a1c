//! Converts a picture's colours to sRGB.
//!
//! Takes pixels and their ICC profile, returns red, green and blue as screens without colour management show them.
//! Ignores a profile that cannot be read.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::buffers::PhotoBuffers;

/// The colour space of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// One channel: lightness.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow and black; 0 is no ink.
    Cmyk,
}

impl Space {
    /// Number of channels of a pixel.
    pub fn channels(self) -> usize {
        match self {
            Space::Gray => 1,
            Space::Rgb => 3,
            Space::Cmyk => 4,
        }
    }
}

/// Converts pixels to sRGB.
pub(super) fn to_srgb(
    bytes: Vec<u8>,
    space: Space,
    profile: Option<&[u8]>,
    buffers: &mut PhotoBuffers,
) -> Vec<u8> {
    let profile = profile.and_then(|icc| ColorProfile::new_from_slice(icc).ok());
    if let Some(shown) = profile.and_then(|profile| by_profile(&bytes, space, &profile, buffers)) {
        buffers.give_back(bytes);
        return shown;
    }
    match space {
        Space::Rgb => bytes,
        Space::Gray => bytes.iter().flat_map(|light| [*light; 3]).collect(),
        Space::Cmyk => {
            let light = |ink: u8, black: u8| {
                ((255 - u32::from(ink)) * (255 - u32::from(black)) + 127).div_euclid(255) as u8
            };
            bytes
                .chunks_exact(4)
                .flat_map(|p| [light(p[0], p[3]), light(p[1], p[3]), light(p[2], p[3])])
                .collect()
        }
    }
}

/// Converts pixels by their profile. Returns `None` if the profile is for a different colour space, or if the pixels
/// are sRGB already.
fn by_profile(
    bytes: &[u8],
    space: Space,
    profile: &ColorProfile,
    buffers: &mut PhotoBuffers,
) -> Option<Vec<u8>> {
    let (expected, layout) = match space {
        Space::Gray => (DataColorSpace::Gray, Layout::Gray),
        Space::Rgb => (DataColorSpace::Rgb, Layout::Rgb),
        Space::Cmyk => (DataColorSpace::Cmyk, Layout::Rgba),
    };
    if profile.color_space != expected {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    let transform =
        profile.create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    if space == Space::Rgb {
        // Most profiles describe sRGB; skip the conversion if it would change no value by more than 1.
        let probe: Vec<u8> = (0..729_u32)
            .flat_map(|n| [n % 9, n / 9 % 9, n / 81].map(|step| (step * 255 / 8) as u8))
            .collect();
        let mut seen = vec![0; probe.len()];
        transform.transform(&probe, &mut seen).ok()?;
        if probe.iter().zip(&seen).all(|(one, other)| one.abs_diff(*other) <= 1) {
            return None;
        }
    }
    let mut out = buffers.buffer(bytes.len() / space.channels() * 3);
    transform.transform(bytes, &mut out).ok()?;
    Some(out)
}
