//! Compares our decoder with libjpeg-turbo's own programs (`cjpeg`, `djpeg`) on JPEGs of every kind.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use super::colour::Space;
use super::decode::Decoded;
use super::jpeg::decode;

/// Sampling factors for `cjpeg`: usual ones, different ones per component, chroma finer than luma, and fractions.
const SAMPLINGS: [&str; 16] = [
    "1x1,1x1,1x1",
    "2x1,1x1,1x1",
    "1x2,1x1,1x1",
    "2x2,1x1,1x1",
    "4x1,1x1,1x1",
    "1x4,1x1,1x1",
    "4x2,1x1,1x1",
    "2x2,2x1,2x1",
    "2x2,1x2,1x2",
    "2x2,2x1,1x2",
    "1x1,2x1,2x1",
    "1x1,1x2,2x1",
    "1x1,2x2,2x2",
    "2x1,1x2,1x1",
    "2x2,2x2,1x1",
    "3x2,1x1,1x1",
];
const SIZES: [(usize, usize); 6] = [(1, 1), (9, 7), (16, 33), (97, 61), (200, 150), (480, 40)];

/// Options of `cjpeg`, and a script of scans if it takes one.
const ORDERS: [(&[&str], &str); 8] = [
    (&["-baseline"], ""),
    (&["-optimize", "-restart", "3B"], ""),
    (&[], "0; 1; 2;"),
    (&[], "2; 1; 0;"),
    (&[], "0; 1 2;"),
    (&["-progressive"], ""),
    (&[], "0: 0-0, 0, 0; 2: 0-0, 0, 0; 1: 0-0, 0, 0; 2: 1-63, 0, 0; 1: 1-63, 0, 0; 0: 1-63, 0, 0;"),
    (
        &[],
        "0 1 2: 0-0, 0, 1; 1: 1-63, 0, 0; 0: 1-5, 0, 2; 2: 1-63, 0, 0; 0: 6-63, 0, 2; 0: 1-63, 2, 1; 0 1 2: 0-0, 1, 0; 0: 1-63, 1, 0;",
    ),
];

fn run(program: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("libjpeg-turbo-progs is installed");
    // A program that rejects its input does not read it to the end.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// A PPM picture with edges, flat areas and fine detail.
fn picture((width, height): (usize, usize)) -> Vec<u8> {
    let mut file = format!("P6 {width} {height} 255\n").into_bytes();
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let wave = ((x * x / 40 + y * y / 30) % 64) as u8;
        let inside = (x / 50 + y / 40) % 2 == 0;
        file.extend([
            if inside { 200 } else { 90 } - wave,
            60 + wave,
            if inside { 70 } else { 150 } + wave / 2,
        ]);
    }
    file
}

/// A JPEG encoded by `cjpeg`; `None` if it rejects the options.
fn encoded(size: (usize, usize), sampling: &str, order: usize) -> Option<Vec<u8>> {
    let (options, scans) = ORDERS[order];
    let mut script = tempfile::NamedTempFile::new().unwrap();
    script.write_all(scans.as_bytes()).unwrap();
    let mut arguments = vec!["-quality", "90", "-sample", sampling];
    arguments.extend(options);
    if !scans.is_empty() {
        arguments.extend(["-scans", script.path().to_str().unwrap()]);
    }
    let output = run("cjpeg", &arguments, &picture(size));
    output.status.success().then_some(output.stdout)
}

/// The pixels decoded by `djpeg`; `None` if it fails or warns.
fn expected(jpeg: &[u8], (width, height): (usize, usize)) -> Option<Vec<u8>> {
    let output = run("djpeg", &["-ppm"], jpeg);
    let head = output.stdout.len().checked_sub(width * height * 3);
    (output.status.success() && output.stderr.is_empty()).then(|| output.stdout[head.unwrap()..].to_vec())
}

/// The peak signal-to-noise ratio of two pictures, in decibels.
fn psnr(one: &[u8], other: &[u8]) -> f64 {
    assert_eq!(one.len(), other.len());
    let squares = one.iter().zip(other).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum::<f64>();
    10.0 * (255.0 * 255.0 * one.len() as f64 / squares.max(1e-9)).log10()
}

fn decoded(jpeg: &[u8], eighths: u8) -> Result<Decoded, String> {
    decode(jpeg, eighths).map(|(decoded, _)| decoded)
}

#[test]
fn agrees_with_libjpeg_turbo() {
    let (mut alike, mut rejected) = (0, 0);
    for (order, size) in (0..ORDERS.len()).flat_map(|order| SIZES.map(|size| (order, size))) {
        for sampling in SAMPLINGS {
            let Some(jpeg) = encoded(size, sampling, order) else { continue };
            let what = format!("{sampling} in order {order} at {size:?}");
            match (expected(&jpeg, size), decoded(&jpeg, 8)) {
                (Some(expected), Ok(found)) => {
                    assert!(found.space == Space::Rgb && found.width as usize == size.0, "{what}");
                    let psnr = psnr(&found.bytes, &expected);
                    assert!(psnr >= 35.0, "{what}: {psnr} dB");
                    alike += 1;
                }
                (Some(_), Err(reason)) => panic!("{what} is rejected: {reason}"),
                (None, Ok(_)) => panic!("{what} is decoded"),
                (None, Err(_)) => rejected += 1,
            }
        }
    }
    assert!(alike > 500 && alike + rejected > 700, "{alike} alike, {rejected} rejected");
}

#[test]
fn truncated_files_are_rejected_at_every_width() {
    let end = [0xff, 0xd9];
    for order in 0..ORDERS.len() {
        for size in [(1, 600), (8, 90), (40, 200), (200, 300), (255, 64), (256, 64), (257, 64), (480, 100)] {
            let jpeg = encoded(size, "2x2,1x1,1x1", order).unwrap();
            assert!(decoded(&jpeg, 8).is_ok());
            let pixels = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap() + 14;
            let lengths = (1..8).map(|part| pixels + (jpeg.len() - 2 - pixels) * part / 8);
            for length in lengths.chain((jpeg.len() - 6)..(jpeg.len() - 2)) {
                let cut = [&jpeg[..length], &end].concat();
                for eighths in [8, 3] {
                    assert!(decoded(&cut, eighths).is_err(), "order {order}, {size:?}, {length}");
                }
                // Stray bytes between segments are skipped, and do not hide a truncation.
                let stray = |jpeg: &[u8]| [&jpeg[..2], b"stray", &jpeg[2..]].concat();
                assert!(decoded(&stray(&cut), 8).is_err(), "order {order}, {size:?}, {length}");
                assert!(decoded(&stray(&jpeg), 8).is_ok());
            }
        }
    }
}

#[test]
fn a_missing_scan_is_rejected() {
    for order in 2..ORDERS.len() {
        let jpeg = encoded((97, 61), "2x2,1x1,1x1", order).unwrap();
        // A scan goes with the tables before it.
        let starts: Vec<usize> =
            (2..jpeg.len() - 1).filter(|at| jpeg[*at..].starts_with(&[0xff, 0xda])).collect();
        assert!(starts.len() > 1);
        for (number, start) in starts.iter().enumerate() {
            let after =
                jpeg[start + 2..].windows(2).position(|pair| pair[0] == 0xff && pair[1] != 0).unwrap();
            let without = [&jpeg[..*start], &jpeg[start + 2 + after..]].concat();
            assert!(decoded(&without, 8).is_err(), "order {order}, scan {number}");
        }
    }
}

#[test]
fn a_picture_decoded_smaller_looks_the_same() {
    for sampling in ["1x1,1x1,1x1", "2x1,1x1,1x1", "2x2,1x1,1x1", "1x1,2x2,2x2"] {
        // So smooth that the quality of the resizing makes no difference.
        let (width, height) = (397_usize, 301_usize);
        let mut ppm = format!("P6 {width} {height} 255\n").into_bytes();
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            ppm.extend([(x / 2) as u8, (y / 2) as u8, ((x + y) / 4) as u8]);
        }
        let jpeg = run("cjpeg", &["-quality", "95", "-sample", sampling], &ppm).stdout;
        for eighths in 1..=8_usize {
            let found = decoded(&jpeg, eighths as u8).unwrap();
            let (across, down) = ((width * eighths).div_ceil(8), (height * eighths).div_ceil(8));
            assert_eq!((found.width as usize, found.height as usize), (across, down));
            let shown: Vec<u8> = (0..down)
                .flat_map(|y| (0..across).map(move |x| (y, x)))
                .flat_map(|(y, x)| {
                    let at = |step: usize| (step * 8 + 4) as f64 / eighths as f64 - 0.5;
                    [at(x) / 2.0, at(y) / 2.0, (at(x) + at(y)) / 4.0].map(|light| light.min(255.0) as u8)
                })
                .collect();
            let psnr = psnr(&found.bytes, &shown);
            assert!(psnr >= 35.0, "{sampling} at {eighths}/8: {psnr} dB");
        }
    }
}
