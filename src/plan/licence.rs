//! Licences by the names that people give them.
//!
//! Takes a name (`CC BY 4.0`), gives the licence's address, and what it allows where it is one of Creative Commons.

use super::view::LicenceTerms;

/// Returns the address of a licence, if its name tells it.
pub fn licence_address(name: &str) -> Option<String> {
    let Some(short) = short_name(name) else {
        return name.starts_with("http").then(|| name.to_string());
    };
    Some(match short.rsplit_once(' ')? {
        ("0", version) => format!("https://creativecommons.org/publicdomain/zero/{version}/"),
        (sort, version) => format!("https://creativecommons.org/licenses/{}/{version}/", sort.to_lowercase()),
    })
}

/// Returns what a licence of Creative Commons allows; `None` for any other.
pub(super) fn licence_terms(name: &str) -> Option<LicenceTerms> {
    let (sort, version) = short_name(name)?.rsplit_once(' ')?;
    let parts: Vec<&str> = sort.split('-').collect();
    let has = |part: &str| parts.contains(&part);
    let is_known = match parts.as_slice() {
        ["0"] => true,
        ["BY", rest @ ..] => rest.iter().all(|part| ["SA", "NC", "ND"].contains(part)),
        _ => false,
    };
    let is_version = version.starts_with(|c: char| c.is_ascii_digit());
    (is_known && is_version).then(|| LicenceTerms {
        url: licence_address(name).unwrap_or_default(),
        public_domain: has("0"),
        share_alike: has("SA"),
        non_commercial: has("NC"),
        no_derivatives: has("ND"),
    })
}

/// `BY 4.0` of `CC BY 4.0`, and `0 1.0` of `CC0 1.0`.
fn short_name(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("CC")?;
    rest.strip_prefix(' ').or_else(|| rest.starts_with('0').then_some(rest))
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
        assert_eq!(said("CC BY 4.0"), Some((licence("licenses/by/4.0"), [false; 4])));
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
        }
    }
}
