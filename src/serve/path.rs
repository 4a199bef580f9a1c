//! Request paths.
//!
//! Decodes the path of a request, and refuses paths that could lead out of the site. Never checks whether anything exists at a path.

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
}
