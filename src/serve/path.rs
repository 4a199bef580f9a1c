//! Request paths and media types.
//!
//! Decodes the path of a request, and refuses paths that could lead out of the site; finds the media type of a
//! file by its name. Never checks whether anything exists at a path.

use percent_encoding::percent_decode_str;

/// Decodes the path of a request; the result starts with `/`. Returns `None` if the path is malformed, or if any
/// system could read it as leading out of the site. No file is ever opened by this path; this is a second guard.
pub fn named_path(target: &str) -> Option<String> {
    // A percent sign that encodes nothing would be decoded to itself.
    let is_code =
        |rest: &str| rest.as_bytes().get(..2).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
    if !target.split('%').skip(1).all(is_code) {
        return None;
    }
    let path = percent_decode_str(target).decode_utf8().ok()?;
    let is_plain = path.starts_with('/')
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
        && !path.split('/').any(|part| part == ".." || part == ".");
    is_plain.then(|| path.into_owned())
}

/// The media type of a file, by its name.
pub(super) fn media_type(path: &str) -> &'static str {
    mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream")
}

/// A media type as it is sent: all text of a site is UTF-8.
pub(super) fn with_charset(media_type: &str) -> String {
    let charset = if media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
    format!("{media_type}{charset}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_and_cannot_climb() {
        let path = |target: &str| named_path(target);
        assert_eq!(path("/mo-hinh/tha-ca/").as_deref(), Some("/mo-hinh/tha-ca/"));
        assert_eq!(path("/t%E1%BB%87p.pdf").as_deref(), Some("/tệp.pdf"));
        for bad in [
            "/../x",
            "/%2e%2e/x",
            "/a/%2E%2e/b",
            "/a%00b",
            "/a%5cb",
            "/%ff",
            "/%4",
            "/%zz",
            "/%+1",
            "a",
            "*",
            "",
        ] {
            assert_eq!(path(bad), None, "{bad}");
        }
    }

    #[test]
    fn files_have_the_types_that_browsers_know() {
        for (file, sent) in [
            ("mo-hinh/index.html", "text/html; charset=utf-8"),
            ("assets/style.css", "text/css; charset=utf-8"),
            ("assets/search.js", "text/javascript; charset=utf-8"),
            ("tim-kiem/chi-muc.json", "application/json"),
            ("ban-do.geojson", "application/geo+json"),
            ("site.webmanifest", "application/manifest+json"),
            ("feed.xml", "text/xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("so-lieu.CSV", "text/csv; charset=utf-8"),
            ("lich.ics", "text/calendar; charset=utf-8"),
            ("anh/a.webp", "image/webp"),
            ("anh/a.avif", "image/avif"),
            ("anh/a.jpg", "image/jpeg"),
            ("anh/a.svg", "image/svg+xml"),
            ("favicon.ico", "image/x-icon"),
            ("assets/chu.woff2", "font/woff2"),
            ("phim.mp4", "video/mp4"),
            ("tep/phụ lục.pdf", "application/pdf"),
            ("don.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("bang.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("khong-ten", "application/octet-stream"),
        ] {
            assert_eq!(with_charset(media_type(file)), sent, "{file}");
        }
    }
}
