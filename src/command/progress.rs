//! Progress on a terminal, as one line that is overwritten. Prints nothing if the output is not a terminal.

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::say;
use crate::diagnostic::Language;

/// Returns a progress line that counts pages; dropping its last handle removes it.
pub(super) fn pages(total: usize, language: Language) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {pos}/{len}").expect("a template of known keys");
    let label = say::pick(language, "Đang dựng", "Rendering");
    ProgressBar::new(total as u64).with_style(style).with_message(label)
}

/// Returns a progress line that counts photos, with their pace and the time left.
pub(super) fn photos(total: usize, language: Language) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {pos}/{len} · {pace}")
        .expect("a template of known keys")
        .with_key("pace", move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = out.write_str(&pace(state.per_sec(), state.eta().as_secs(), language));
        });
    let label = say::pick(language, "Đang làm ảnh", "Making photos");
    ProgressBar::new(total as u64).with_style(style).with_message(label)
}

/// Returns a progress line that counts bytes, with the time left.
#[cfg(feature = "deploy")]
pub(super) fn bytes(total: u64, language: Language) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {sent} · {left}")
        .expect("a template of known keys")
        .with_key("sent", move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let of = size(state.len().unwrap_or_default(), language);
            let _ = write!(out, "{} / {of}", size(state.pos(), language));
        })
        .with_key("left", move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let (minutes, seconds) = (state.eta().as_secs() / 60, state.eta().as_secs() % 60);
            let _ = match language {
                Language::Vi => write!(out, "còn {minutes}:{seconds:02}"),
                Language::En => write!(out, "{minutes}:{seconds:02} left"),
            };
        });
    let label = say::pick(language, "Đang gửi", "Sending");
    ProgressBar::new(total).with_style(style).with_message(label)
}

/// Formats a number of bytes: `812 KB`, `3,4 MB`.
#[cfg(feature = "deploy")]
pub(super) fn size(bytes: u64, language: Language) -> String {
    let kilobytes = bytes.div_ceil(1000);
    if kilobytes < 1000 {
        return format!("{kilobytes} KB");
    }
    let megabytes = format!("{:.1} MB", bytes as f64 / 1e6);
    if language == Language::Vi { megabytes.replace('.', ",") } else { megabytes }
}

/// Returns a progress line that counts files that are fetched.
#[cfg(feature = "deploy")]
pub(super) fn fetched(total: usize, language: Language) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {pos}/{len}").expect("a template of known keys");
    let label = say::pick(language, "Đang xem lại trên mạng", "Fetching the site");
    ProgressBar::new(total as u64).with_style(style).with_message(label)
}

/// Formats the number of photos per second and the seconds left.
fn pace(each_second: f64, left: u64, language: Language) -> String {
    let (minutes, seconds) = (left / 60, left % 60);
    match language {
        Language::Vi => {
            let each_second = format!("{each_second:.1}").replace('.', ",");
            format!("{each_second} ảnh/giây · còn {minutes}:{seconds:02}")
        }
        Language::En => format!("{each_second:.1} photos/s · {minutes}:{seconds:02} left"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_and_the_time_left() {
        assert_eq!(pace(3.0, 100, Language::Vi), "3,0 ảnh/giây · còn 1:40");
        assert_eq!(pace(4.0, 1, Language::En), "4.0 photos/s · 0:01 left");
    }
}
