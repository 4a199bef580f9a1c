//! Splits a text into pieces that name one unit each.
//!
//! Takes a tidied text and gives slices of it, in order: split at commas, brackets and slashes, and before type
//! words in the middle (`xã Cẩm Bình huyện Cẩm Xuyên`). Words that only join or date a name (`thuộc`, `của`,
//! `cũ`) are left out. Never looks a name up.

/// Words before a unit that join it to the text before; in lower case, because names contain them too
/// (`xã Trực Ninh`, `xã Các Sơn`).
const BEFORE: [&str; 8] = ["trực thuộc", "thuộc", "của", "tại", "ở", "và", "các", "trên địa bàn"];
/// Words after a unit that join it to the text after.
const BEHIND: [&str; 6] = ["trực thuộc", "thuộc", "của", "tại", "ở", "và"];
/// Words that say that a unit no longer exists.
const PAST: [&str; 3] = [" cũ", " trước đây", " trước kia"];
/// Words for things that are counted, in lower case.
const COUNTED: [&str; 12] = [
    "xã",
    "phường",
    "thị trấn",
    "thị xã",
    "huyện",
    "quận",
    "thành phố",
    "thôn",
    "bản",
    "những",
    "toàn",
    "khối",
];
/// Words that describe things that are counted.
const DESCRIBED: [&str; 8] =
    ["biên giới", "vùng biên", "vùng cao", "vùng sâu", "miền núi", "ven biển", "bãi ngang", "trọng điểm"];
/// Words before a unit's former name, which only explains the text before.
const WAS: [&str; 6] =
    ["trước đây là", "trước đây thuộc", "trước kia là", "trước là", "trước thuộc", "tên cũ là"];
/// Words before a unit's present-day name.
const NOW: [&str; 4] = ["nay là", "nay thuộc", "bây giờ là", "hiện nay là"];

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlacePiece<'t> {
    pub(crate) text: &'t str,
    /// Whether only a type word separates it from the next piece.
    pub(crate) front: bool,
    /// Whether the text says that the unit no longer exists (`cũ`).
    pub(crate) past: bool,
}

/// A text split into pieces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces<'t> {
    pub(crate) pieces: Vec<PlacePiece<'t>>,
    /// The present-day name, if the text gives one.
    pub(crate) now: Option<&'t str>,
}

/// Splits a tidied text.
pub(crate) fn cut(text: &str) -> Pieces<'_> {
    let mut cut = Pieces::default();
    // A former name at the beginning explains nothing.
    let end = find_words(text, &WAS).map(|(at, _)| at).filter(|at| *at > 0);
    let mut rest = &text[..end.unwrap_or(text.len())];
    while let Some((at, word)) = find_words(rest, &NOW) {
        add(&rest[..at], &mut cut.pieces);
        let after = &rest[at + word.len()..];
        let end = after.find(')').unwrap_or(after.len());
        cut.now = cut.now.or(Some(after[..end].trim()));
        rest = &after[end..];
    }
    add(rest, &mut cut.pieces);
    cut
}

/// Finds one of some phrases at the start of a word.
fn find_words(text: &str, words: &[&'static str]) -> Option<(usize, &'static str)> {
    if !text.contains("là ") && !text.contains("thuộc ") {
        return None;
    }
    let found = words.iter().filter_map(|word| {
        let starts =
            |at: &usize| text[..*at].chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
        let ends = |at: &usize| text[at + word.len()..].starts_with(' ');
        text.match_indices(word).map(|(at, _)| at).find(|at| starts(at) && ends(at)).map(|at| (at, *word))
    });
    found.min()
}

fn add<'t>(text: &'t str, pieces: &mut Vec<PlacePiece<'t>>) {
    const SEPARATORS: [char; 11] = [',', ';', '·', '(', ')', '|', '/', '\\', '，', '&', '+'];
    // Without marks, type words look like names (`xa My Tinh An`), so they separate only if nothing else does.
    let is_bare = text.is_ascii() && !text.contains(SEPARATORS);
    for stretch in text.split(SEPARATORS) {
        let mut rest = stretch;
        while let Some((one, other)) = parted_by_and(rest) {
            cut_at_type_words(one, is_bare, pieces);
            rest = other;
        }
        cut_at_type_words(rest, is_bare, pieces);
    }
}

/// Splits two names joined by "và", distinguished from a name with that syllable (`Lao Và Chải`) by its lower case
/// before a capital.
fn parted_by_and(text: &str) -> Option<(&str, &str)> {
    let (one, other) = text.split_once(" và ")?;
    other.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit()).then_some((one, other))
}

fn cut_at_type_words<'t>(stretch: &'t str, is_bare: bool, pieces: &mut Vec<PlacePiece<'t>>) {
    let mut rest = stretch;
    while let Some(at) = next_type_word(rest, is_bare) {
        keep(&rest[..at], true, pieces);
        rest = &rest[at..];
    }
    keep(rest, false, pieces);
}

fn keep<'t>(text: &'t str, front: bool, pieces: &mut Vec<PlacePiece<'t>>) {
    let (mut text, mut past) = (text.trim(), false);
    loop {
        let before = text;
        for joint in BEFORE {
            let rest = text.strip_prefix(joint).filter(|rest| rest.is_empty() || rest.starts_with(' '));
            text = rest.unwrap_or(text).trim();
        }
        for joint in BEHIND {
            let rest = text.strip_suffix(joint).filter(|rest| rest.is_empty() || rest.ends_with(' '));
            text = rest.map(str::trim).filter(|rest| is_whole(rest)).unwrap_or(text);
        }
        for word in PAST {
            if let Some(rest) = if text == word.trim() { Some("") } else { text.strip_suffix(word) } {
                (text, past) = (rest.trim(), true);
            }
        }
        // A postcode after the last name.
        if let Some((name, code)) = text.rsplit_once(' ')
            && code.len() >= 5
            && code.bytes().all(|byte| byte.is_ascii_digit())
            && name.contains(' ')
        {
            text = name;
        }
        if text == before {
            break;
        }
    }
    let last = pieces.last_mut();
    if text.is_empty() {
        // `(cũ)` after a name.
        last.into_iter().for_each(|piece| piece.past |= past);
    } else if is_count(text) {
        // `14/14 xã` was split at its slash.
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        pieces.pop_if(|piece| is_number(piece.text));
    } else {
        pieces.push(PlacePiece { text, front, past });
    }
}

/// Whether a piece only counts or describes units without naming one: `12 xã`, `03 xã biên giới`, `phường`.
fn is_count(text: &str) -> bool {
    let mut rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    let counted = rest.len() < text.len();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let after =
            |word: &str| rest.strip_prefix(word).filter(|after| after.is_empty() || after.starts_with(' '));
        let types = COUNTED.iter().find_map(|word| after(word));
        // `xã Biên Giới` is a commune.
        let Some(after) = types.or_else(|| DESCRIBED.iter().find_map(|word| after(word)).filter(|_| counted))
        else {
            return false;
        };
        rest = after.trim_start();
    }
    true
}

/// Whether a joining word may follow: the last word begins with a capital or a digit, or the text is in lower case
/// and already has a name of several words (`xã tam hợp thuộc`, not `xã thân thuộc`).
fn is_whole(text: &str) -> bool {
    let last = text.rsplit(' ').next().and_then(|word| word.chars().next());
    last.is_none_or(|letter| letter.is_uppercase() || letter.is_ascii_digit())
        || text.split(' ').count() > 2
        || is_count(text)
}

/// Returns the start of a type word in the middle of a piece, with a name after it and one before it.
fn next_type_word(text: &str, is_bare: bool) -> Option<usize> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    // A number counts what follows (`03 xã biên giới`).
    let first = usize::from(word(0).bytes().all(|byte| byte.is_ascii_digit()));
    let mut at = match type_words(word(first), word(first + 1), is_bare) {
        0 => 1,
        // Two types in a row: `phường thị xã Hồng Lĩnh`. Otherwise a name follows the type, possibly one that begins
        // with a type (`phường Phường Đúc`).
        long if type_words(word(first + long), word(first + long + 1), is_bare) == 2 => first + long,
        long => first + long + 1,
    };
    if is_bare && ["xa", "phuong", "quan"].iter().any(|kind| is(word(0), kind)) {
        at = at.max(2);
    }
    while at < words.len() {
        if follows_number(&words[..at]) && word(at).starts_with(char::is_uppercase) && word(at).len() > 1 {
            return Some(start(words[at]));
        }
        if is_abbreviation(words[at], word(at + 1)) {
            return Some(start(words[at]));
        }
        let long = type_words(word(at), word(at + 1), is_bare);
        // A name may end with such a syllable (`xã Tứ Quận huyện Yên Sơn`).
        let is_name = |at: usize| {
            type_words(word(at), word(at + 1), is_bare) == 0 && word(at).starts_with(char::is_alphanumeric)
        };
        if long > 0 && is_name(at + long) {
            return Some(start(words[at]));
        }
        at += long.max(1);
    }
    None
}

/// Whether these words are a numbered village (`xóm 4 Hưng Thịnh`), so that the next name is another place.
fn follows_number(words: &[&str]) -> bool {
    const VILLAGES: [&str; 12] =
        ["thôn", "xóm", "bản", "ấp", "làng", "tổ", "khối", "khu", "khóm", "đội", "buôn", "kp"];
    let is_number = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    words.last().is_some_and(is_number) && VILLAGES.iter().any(|kind| is(words[0], kind))
}

/// Returns the number of words of the type that begins with this word; 0 if none does.
fn type_words(word: &str, next: &str, is_bare: bool) -> usize {
    let pair = |one: &str, others: &[&str]| is(word, one) && others.iter().any(|other| is(next, other));
    let single = |words: &[&str]| words.iter().any(|other| is(word, other));
    if pair("thị", &["xã", "trấn"]) || pair("thành", &["phố"]) || pair("đặc", &["khu"]) {
        return 2;
    }
    if is_bare && (pair("thi", &["xa", "tran"]) || pair("thanh", &["pho"])) {
        return 2;
    }
    let is_one = single(&["xã", "phường", "huyện", "quận", "tỉnh"]) || is_bare && single(&["huyen", "tinh"]);
    usize::from(is_one)
}

/// Whether a word is this one, ignoring case and a colon after it.
fn is(word: &str, lower: &str) -> bool {
    let word = word.trim_end_matches(':');
    word.len() == lower.len()
        && (word == lower || word.chars().flat_map(char::to_lowercase).eq(lower.chars()))
}

/// Whether an abbreviated type begins here: `TP.HCM`, `H.Củ Chi`, `TX. Hồng Lĩnh`, `TP Vinh`.
fn is_abbreviation(word: &str, next: &str) -> bool {
    if word == "TPHCM" {
        return true;
    }
    let (kind, name) = word.split_once('.').map_or((word, None), |(kind, name)| (kind, Some(name)));
    let is_name =
        |name: &str| name.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
    match (kind, name) {
        ("TP" | "Tp" | "TX" | "Tx" | "TT", None | Some("")) => is_name(next),
        ("P" | "Q" | "H" | "X" | "T", Some("")) => is_name(next),
        ("TP" | "Tp" | "TX" | "Tx" | "TT" | "P" | "Q" | "H" | "X" | "T", Some(name)) => is_name(name),
        _ => false,
    }
}
