//! Figures as offices write them: `hơn 1.600`, `14-16`, `51/107`, `1,2 tỷ đồng`.
//!
//! Takes a text, gives its qualifier, one or two numbers, their scale and their unit. As in Vietnamese, a dot before
//! three digits groups thousands and a comma begins the decimals. A text with two figures, or with none, is not a
//! figure.

use serde::{Deserialize, Serialize};

use super::fold::fold;

/// A figure.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Figure {
    /// How exact the figure is.
    pub qualifier: Option<Qualifier>,
    /// The direction, if the figure is a change.
    pub trend: Option<Trend>,
    /// The words for trend and qualifier, as written: `trên`.
    pub qualifier_text: String,
    /// The number, or the lower end of a range.
    pub low: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// The total of a share: 107 in `51/107`.
    pub whole: Option<f64>,
    /// The scale of the numbers.
    pub scale: Option<Scale>,
    /// The unit.
    pub unit: Option<String>,
}

/// How exact a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is what it says")]
pub enum Qualifier {
    Over,
    Nearly,
    About,
    Below,
    AtLeast,
    AtMost,
}

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is what it says")]
pub enum Trend {
    Up,
    Down,
}

/// The scale of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is what it says")]
pub enum Scale {
    Thousand,
    Million,
    Billion,
}

impl Scale {
    /// Returns the scale as a factor.
    fn ones(self) -> f64 {
        match self {
            Scale::Thousand => 1e3,
            Scale::Million => 1e6,
            Scale::Billion => 1e9,
        }
    }
}

const QUALIFIERS: &[(&str, Qualifier)] = &[
    ("hơn", Qualifier::Over),
    ("trên", Qualifier::Over),
    (">", Qualifier::Over),
    ("gần", Qualifier::Nearly),
    ("khoảng", Qualifier::About),
    ("chừng", Qualifier::About),
    ("xấp xỉ", Qualifier::About),
    ("ước tính", Qualifier::About),
    ("ước", Qualifier::About),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
    ("dưới", Qualifier::Below),
    ("<", Qualifier::Below),
    ("ít nhất", Qualifier::AtLeast),
    ("tối thiểu", Qualifier::AtLeast),
    ("≥", Qualifier::AtLeast),
    ("không quá", Qualifier::AtMost),
    ("tối đa", Qualifier::AtMost),
    ("nhiều nhất", Qualifier::AtMost),
    ("≤", Qualifier::AtMost),
];
const TRENDS: &[(&str, Trend)] = &[("tăng", Trend::Up), ("giảm", Trend::Down)];
const SCALES: &[(&str, Scale)] = &[
    ("nghìn", Scale::Thousand),
    ("ngàn", Scale::Thousand),
    ("triệu", Scale::Million),
    ("tỷ", Scale::Billion),
    ("tỉ", Scale::Billion),
];

/// A number with its scale and unit.
struct Amount {
    number: f64,
    scale: Option<Scale>,
    unit: String,
}

impl Figure {
    /// Returns a figure of a number alone.
    pub fn plain(number: f64) -> Figure {
        Figure { low: number, ..Figure::default() }
    }

    /// Parses a figure; `None` if the text is not one.
    pub fn parse(text: &str) -> Option<Figure> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut figure = Figure::default();
        let mut rest = text.as_str();
        if let Some((trend, after)) = strip(rest, TRENDS) {
            (figure.trend, rest) = (Some(trend), after);
        }
        // `ước khoảng 3.000`: the same said twice.
        while let Some((qualifier, after)) = strip(rest, QUALIFIERS)
            && figure.qualifier.is_none_or(|before| before == qualifier)
        {
            (figure.qualifier, rest) = (Some(qualifier), after);
        }
        figure.qualifier_text = qualifier_text(&text[..text.len() - rest.len()], figure.qualifier);
        let rest = strip(rest, &[("từ", ())]).map_or(rest, |((), after)| after);
        let (first, rest) = amount(rest)?;
        if let Some(rest) = rest.strip_prefix('/') {
            let (second, rest) = amount(rest.trim_start())?;
            let is_share = first.unit.is_empty() && first.scale.is_none() && second.scale.is_none();
            return (is_share && rest.is_empty()).then_some(Figure {
                low: first.number,
                whole: Some(second.number),
                unit: unit(&second.unit),
                ..figure
            });
        }
        if rest.is_empty() {
            return figure.of(first);
        }
        let (second, rest) = amount(range(rest)?)?;
        rest.is_empty().then_some(())?;
        figure.between(first, second)
    }

    /// Completes the figure with one amount.
    fn of(self, amount: Amount) -> Option<Figure> {
        let folded = fold(&amount.unit);
        for (words, qualifier, qualifier_text) in
            [("tro len", Qualifier::AtLeast, "ít nhất"), ("tro xuong", Qualifier::AtMost, "không quá")]
        {
            if let Some(before) = folded.strip_suffix(words)
                && self.qualifier.is_none()
            {
                let length = before.trim_end().chars().count();
                let unit: String = amount.unit.chars().take(length).collect();
                let figure =
                    Figure { qualifier: Some(qualifier), qualifier_text: qualifier_text.into(), ..self };
                return figure.of(Amount { unit, ..amount });
            }
        }
        Some(Figure { low: amount.number, scale: amount.scale, unit: unit(&amount.unit), ..self })
    }

    /// Completes the figure with a range; the second number's scale and unit apply to both.
    fn between(self, first: Amount, second: Amount) -> Option<Figure> {
        if !first.unit.is_empty() && fold(&first.unit) != fold(&second.unit) {
            return None;
        }
        let low = match (first.scale, second.scale) {
            (Some(low), Some(high)) => first.number * low.ones() / high.ones(),
            (Some(_), None) => return None,
            (None, _) => first.number,
        };
        let high = Some(second.number);
        let figure = Figure { low, high, scale: second.scale, unit: unit(&second.unit), ..self };
        (low < second.number).then_some(figure)
    }

    /// Returns the number with its scale applied; `None` for ranges, shares and changes, which do not compare.
    pub fn value(&self) -> Option<f64> {
        let is_single = self.high.is_none() && self.whole.is_none() && self.trend.is_none();
        is_single.then(|| self.low * self.scale.map_or(1.0, Scale::ones))
    }
}

/// Strips one of some words from the start of a text, ignoring case and marks.
fn strip<'t, T: Copy>(text: &'t str, words: &[(&str, T)]) -> Option<(T, &'t str)> {
    words.iter().find_map(|(word, meaning)| {
        let length: usize = text.chars().take(word.chars().count()).map(char::len_utf8).sum();
        let (head, rest) = text.split_at(length);
        let ends = !word.ends_with(char::is_alphabetic) || rest.starts_with(|c: char| !c.is_alphabetic());
        (fold(head) == fold(word) && ends).then(|| (*meaning, rest.trim_start()))
    })
}

/// Returns the words before a number as they are shown: symbols are replaced by words.
fn qualifier_text(words: &str, qualifier: Option<Qualifier>) -> String {
    let words = words.trim().to_lowercase();
    let is_sign = words.ends_with(|c: char| !c.is_alphabetic());
    match qualifier.filter(|_| is_sign).and_then(|q| QUALIFIERS.iter().find(|(_, other)| *other == q)) {
        Some((word, _)) => words.replace(|c: char| !c.is_alphabetic() && c != ' ', word),
        None => words,
    }
}

/// Parses a number at the start of a text, with its scale and unit; returns the rest, which begins at a range sign or
/// at a slash between numbers.
fn amount(text: &str) -> Option<(Amount, &str)> {
    let (mut number, mut rest) = leading_number(text)?;
    let mut scale = None;
    // `1 tỷ 200 triệu` is 1.2 billion.
    while let Some((next, after)) = strip(rest.trim_start(), SCALES) {
        (scale, rest) = (scale.or(Some(next)), after);
        let Some((more, behind)) = leading_number(after) else { break };
        let Some((smaller, _)) = strip(behind.trim_start(), SCALES) else { break };
        if smaller >= next {
            return None;
        }
        number += more * smaller.ones() / scale.map_or(1.0, Scale::ones);
        rest = behind;
    }
    let mut end = rest.len();
    let mut before = ' ';
    for (at, letter) in rest.char_indices() {
        let begins_range = range(&rest[at..]).is_some_and(|after| leading_number(after).is_some());
        let is_share = letter == '/' && rest[..at].trim().is_empty();
        if begins_range || is_share {
            end = at;
            break;
        }
        // A second figure: `12 hộ, 50 khẩu`. The 2 in `m2` is part of the unit.
        if letter.is_ascii_digit() && !before.is_alphanumeric() {
            return None;
        }
        before = letter;
    }
    let unit = rest[..end].trim().to_string();
    let over = unit.strip_prefix('+').map(|unit| unit.trim().to_string());
    Some((Amount { number, scale, unit: over.unwrap_or(unit) }, rest[end..].trim_start()))
}

/// Returns the text after the sign or the word of a range.
fn range(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let after = text.strip_prefix(['-', '–', '—']);
    after.map(str::trim_start).or_else(|| strip(text, &[("đến", ()), ("tới", ())]).map(|((), rest)| rest))
}

/// Parses the number at the start of a text; returns the rest.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
    let unsigned = text.strip_prefix(['-', '−']).unwrap_or(text);
    let mut length = unsigned.find(|letter| !is_part(letter)).unwrap_or(unsigned.len());
    // Spaces group thousands if nothing else does: `1 647 000`.
    let first = unsigned[..length].len();
    while unsigned[..first].bytes().all(|b| b.is_ascii_digit()) && (1..=3).contains(&first) {
        let Some(group) = unsigned[length..].strip_prefix(' ') else { break };
        if group.find(|letter: char| !is_part(letter)).unwrap_or(group.len()) != 3
            || !group[..3].bytes().all(|b| b.is_ascii_digit())
        {
            break;
        }
        length += 4;
    }
    // A full stop or comma at the end is punctuation.
    let digits = unsigned[..length].trim_end_matches(['.', ',']);
    let number = number(digits)?;
    let rest = &unsigned[digits.len()..];
    Some((if unsigned.len() < text.len() { -number } else { number }, rest))
}

/// Parses a number without a sign in Vietnamese notation.
fn number(digits: &str) -> Option<f64> {
    let plain = |text: &str| text.parse::<f64>().ok();
    let grouped = |text: &str, sign: char| {
        let mut groups = text.split(sign);
        let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && group != "0");
        (first && groups.all(|group| group.len() == 3)).then(|| text.replace(sign, ""))
    };
    let dots = digits.matches('.').count();
    let commas = digits.matches(',').count();
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if digits.contains(' ') {
        return plain(&grouped(digits, ' ')?);
    }
    match (dots, commas) {
        (0, 0) => plain(digits),
        (0, 1) => plain(&digits.replace(',', ".")),
        (0, _) => plain(&grouped(digits, ',')?),
        (_, 0) => grouped(digits, '.').and_then(|whole| plain(&whole)).or_else(|| plain(digits)),
        (1.., 1) if digits.rfind('.') < digits.find(',') => {
            let (whole, rest) = digits.split_once(',')?;
            plain(&format!("{}.{rest}", grouped(whole, '.')?))
        }
        (1, 1..) if digits.rfind(',') < digits.find('.') => {
            let (whole, rest) = digits.split_once('.')?;
            plain(&format!("{}.{rest}", grouped(whole, ',')?))
        }
        _ => None,
    }
}

fn unit(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Figure {
        Figure::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn numbers_are_read_the_vietnamese_way() {
        for (text, value) in [
            ("1.647", 1647.0),
            ("36,6", 36.6),
            ("1.647,5", 1647.5),
            ("1,647.5", 1647.5),
            ("1.5", 1.5),
            ("0.125", 0.125),
            ("1.250.000", 1_250_000.0),
            ("1,250,000", 1_250_000.0),
            ("1 647", 1647.0),
            ("-3", -3.0),
            ("05", 5.0),
            ("1.234.567,25", 1_234_567.25),
        ] {
            assert_eq!(read(text).value(), Some(value), "{text}");
        }
        for none in
            ["", "nhiều", "1.23.4", "1,2,3", "12 hộ, 50 khẩu", "hơn", "16-14", "1.647.50", ".5", "5 - hộ 6"]
        {
            assert_eq!(Figure::parse(none), None, "{none}");
        }
    }

    #[test]
    fn units_and_scales_are_kept() {
        let money = read("1,2 tỷ đồng");
        assert_eq!(
            (money.low, money.scale, money.unit.as_deref()),
            (1.2, Some(Scale::Billion), Some("đồng"))
        );
        assert_eq!(read("1 tỉ 200 triệu đồng").value(), Some(1.2e9));
        assert_eq!(read("85%").unit.as_deref(), Some("%"));
        assert_eq!(read("1.647 m2").unit.as_deref(), Some("m2"));
        assert_eq!(read("1,5 triệu đồng/tháng").unit.as_deref(), Some("đồng/tháng"));
        let share = read("51/107 hộ");
        assert_eq!((share.low, share.whole, share.unit.as_deref()), (51.0, Some(107.0), Some("hộ")));
        assert_eq!(share.value(), None);
    }

    #[test]
    fn qualifiers_and_ranges_are_kept() {
        for (text, qualifier, qualifier_text, low) in [
            ("hơn 1.600", Qualifier::Over, "hơn", 1600.0),
            ("Trên 1.600 hộ", Qualifier::Over, "trên", 1600.0),
            ("gần 3", Qualifier::Nearly, "gần", 3.0),
            ("~ 20", Qualifier::About, "khoảng", 20.0),
            (">100", Qualifier::Over, "hơn", 100.0),
            ("ước khoảng 3.000 lượt", Qualifier::About, "ước khoảng", 3000.0),
            ("ước tính 3.000 lượt", Qualifier::About, "ước tính", 3000.0),
            ("100 hộ trở lên", Qualifier::AtLeast, "ít nhất", 100.0),
            ("tăng hơn 20%", Qualifier::Over, "tăng hơn", 20.0),
        ] {
            let figure = read(text);
            assert_eq!(
                (figure.qualifier, figure.qualifier_text.as_str(), figure.low),
                (Some(qualifier), qualifier_text, low),
                "{text}"
            );
        }
        assert_eq!(read("100 hộ trở lên").unit.as_deref(), Some("hộ"));
        for (text, low, high) in [
            ("14-16", 14.0, 16.0),
            ("60 - 70%", 60.0, 70.0),
            ("60% - 70%", 60.0, 70.0),
            ("từ 14 đến 16 hộ", 14.0, 16.0),
            ("800 triệu - 1,2 tỷ đồng", 0.8, 1.2),
            ("1,2 – 1,5 tỷ đồng", 1.2, 1.5),
        ] {
            let figure = read(text);
            assert_eq!((figure.low, figure.high), (low, Some(high)), "{text}");
        }
    }
}
