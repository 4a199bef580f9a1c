//! Licences by the names that people give them.
//!
//! Takes a name (`CC BY 4.0`), gives the licence's address, and what it allows where it is one of Creative Commons.

use super::view::LicenceTerms;

/// Returns the address of a licence, if its name tells it.
pub fn licence_address(name: &str) -> Option<String> {
    match creative_commons(name) {
        Some(("0", version)) => Some(format!("https://creativecommons.org/publicdomain/zero/{version}/")),
        Some((kind, version)) => {
            Some(format!("https://creativecommons.org/licenses/{}/{version}/", kind.to_lowercase()))
        }
        None => name.starts_with("http").then(|| name.to_string()),
    }
}

/// Returns what a licence of Creative Commons allows; `None` for any other.
pub(super) fn licence_terms(name: &str) -> Option<LicenceTerms> {
    let (kind, _) = creative_commons(name)?;
    let has = |part: &str| kind.split('-').any(|own| own == part);
    Some(LicenceTerms {
        url: licence_address(name)?,
        public_domain: has("0"),
        share_alike: has("SA"),
        non_commercial: has("NC"),
        no_derivatives: has("ND"),
    })
}

/// Returns the kind and the version of a licence of Creative Commons: `BY` and `4.0` of `CC BY 4.0 Quốc tế`, `0` and
/// `1.0` of `CC0 1.0`.
fn creative_commons(name: &str) -> Option<(&str, &str)> {
    let rest = name.strip_prefix("CC").filter(|rest| rest.starts_with([' ', '0']))?;
    let mut words = rest.split_whitespace();
    let (kind, version) = (words.next()?, words.next()?);
    let is_known = match kind.split('-').collect::<Vec<_>>().as_slice() {
        ["0"] => true,
        ["BY", rest @ ..] => rest.iter().all(|part| ["SA", "NC", "ND"].contains(part)),
        _ => false,
    };
    let is_version = version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_known && is_version).then_some((kind, version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_of_creative_commons_are_understood_and_no_others() {
        let said = |name: &str| {
            let terms = licence_terms(name)?;
            let flags = [terms.public_domain, terms.share_alike, terms.non_commercial, terms.no_derivatives];
            Some((terms.url, flags))
        };
        let licence = |path: &str| format!("https://creativecommons.org/{path}/");
        for name in ["CC BY 4.0", "CC BY 4.0 Quốc tế"] {
            assert_eq!(said(name), Some((licence("licenses/by/4.0"), [false; 4])), "{name}");
        }
        assert_eq!(
            said("CC BY-NC-SA 3.0"),
            Some((licence("licenses/by-nc-sa/3.0"), [false, true, true, false]))
        );
        assert_eq!(said("CC BY-ND 4.0"), Some((licence("licenses/by-nd/4.0"), [false, false, false, true])));
        for zero in ["CC0 1.0", "CC 0 1.0"] {
            assert_eq!(
                said(zero),
                Some((licence("publicdomain/zero/1.0"), [true, false, false, false])),
                "{zero}"
            );
        }
        for other in
            ["Mọi quyền", "CC", "CC BY", "CC BY-XX 4.0", "CC SA 4.0", "CC BY mới", "https://a.example/"]
        {
            assert_eq!(said(other), None, "{other}");
            let address = other.starts_with("http").then(|| other.to_string());
            assert_eq!(licence_address(other), address, "{other}");
        }
    }
}
