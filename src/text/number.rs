//! Numbers in the notation of a language.

/// Formats a number with a language's separators, Vietnamese `1.250,5` or English `1,250.5`, with up to three decimals.
pub fn number(number: f64, english: bool) -> String {
    let (group, point) = if english { (',', '.') } else { ('.', ',') };
    let plain = format!("{:.3}", number.abs());
    let plain = plain.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = plain.split_once('.').map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::new();
    if number < 0.0 && plain != "0" {
        out.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push(point);
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_decimals() {
        assert_eq!(number(20_000.0, false), "20.000");
        assert_eq!(number(1250.5, false), "1.250,5");
        assert_eq!(number(-1250.5, true), "−1,250.5");
        assert_eq!(number(-0.0001, true), "0");
    }
}
