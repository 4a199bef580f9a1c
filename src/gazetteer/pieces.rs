//! A text cut into pieces that name one unit each.
//!
//! Takes a tidied text and gives slices of it, in their order: cut at commas, brackets and slashes, and before
//! type words in the middle (`xã Cẩm Bình huyện Cẩm Xuyên`). Words that only join or date a name (`thuộc`, `của`,
//! `cũ`) are left out. Never looks a name up.

/// Words before a unit that join it to what stands before; in lower case, for names hold them too (`xã Trực Ninh`,
/// `xã Các Sơn`).
const BEFORE: [&str; 8] = ["trực thuộc", "thuộc", "của", "tại", "ở", "và", "các", "trên địa bàn"];
/// Words behind a unit that join it to what follows.
const BEHIND: [&str; 6] = ["trực thuộc", "thuộc", "của", "tại", "ở", "và"];
/// Words that say that a unit is no more.
const PAST: [&str; 3] = [" cũ", " trước đây", " trước kia"];
/// Words before what a unit is called now.
const NOW: [&str; 4] = ["nay là", "nay thuộc", "bây giờ là", "hiện nay là"];

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'t> {
    pub(crate) text: &'t str,
    /// Whether no more than a type word parts it from the piece after it.
    pub(crate) front: bool,
}

/// A text in pieces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces<'t> {
    pub(crate) pieces: Vec<Piece<'t>>,
    /// What the text says that the unit is called now.
    pub(crate) now: Option<&'t str>,
}

/// Cuts a tidied text.
pub(crate) fn cut(text: &str) -> Pieces<'_> {
    let mut cut = Pieces::default();
    let mut rest = text;
    while let Some((at, word)) = find_now(rest) {
        add(&rest[..at], &mut cut.pieces);
        let after = &rest[at + word.len()..];
        let end = after.find(')').unwrap_or(after.len());
        cut.now = cut.now.or(Some(after[..end].trim()));
        rest = &after[end..];
    }
    add(rest, &mut cut.pieces);
    cut
}

/// Where a phrase for what a unit is called now begins, at a word's start.
fn find_now(text: &str) -> Option<(usize, &'static str)> {
    let found = NOW.iter().filter_map(|word| {
        let starts =
            |at: &usize| text[..*at].chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
        let ends = |at: &usize| text[at + word.len()..].starts_with(' ');
        text.match_indices(word).map(|(at, _)| at).find(|at| starts(at) && ends(at)).map(|at| (at, *word))
    });
    found.min()
}

fn add<'t>(text: &'t str, pieces: &mut Vec<Piece<'t>>) {
    const SEPARATORS: [char; 10] = [',', ';', '·', '(', ')', '|', '/', '，', '&', '+'];
    // Without marks, type words look like names (`xa My Tinh An`): they part a text only where nothing else does.
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

/// Two names joined by "và", told from a name with that syllable (`Lao Và Chải`) by its lower case before a
/// capital.
fn parted_by_and(text: &str) -> Option<(&str, &str)> {
    let (one, other) = text.split_once(" và ")?;
    other.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit()).then_some((one, other))
}

fn cut_at_type_words<'t>(stretch: &'t str, is_bare: bool, pieces: &mut Vec<Piece<'t>>) {
    let mut rest = stretch;
    while let Some(at) = next_type_word(rest, is_bare) {
        keep(&rest[..at], true, pieces);
        rest = &rest[at..];
    }
    keep(rest, false, pieces);
}

fn keep<'t>(text: &'t str, front: bool, pieces: &mut Vec<Piece<'t>>) {
    let mut text = text.trim();
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
        for past in PAST {
            text = if text == past.trim() { "" } else { text.strip_suffix(past).unwrap_or(text).trim() };
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
    if !text.is_empty() {
        pieces.push(Piece { text, front });
    }
}

/// Whether a joint may follow: a capital or a digit begins the last word, or the text is lower case and has a name
/// of several words already (`xã tam hợp thuộc`, not `xã thân thuộc`).
fn is_whole(text: &str) -> bool {
    let last = text.rsplit(' ').next().and_then(|word| word.chars().next());
    last.is_none_or(|letter| letter.is_uppercase() || letter.is_ascii_digit()) || text.split(' ').count() > 2
}

/// Where a type word begins in the middle of a piece, with a name after it and one before it.
fn next_type_word(text: &str, is_bare: bool) -> Option<usize> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let word = |at: usize| lower.get(at).map_or("", String::as_str);
    let length = |at: usize| match (word(at), word(at + 1)) {
        ("thị", "xã" | "trấn") | ("thành", "phố") | ("đặc", "khu") => 2,
        ("thi", "xa" | "tran") | ("thanh", "pho") if is_bare => 2,
        ("xã" | "phường" | "huyện" | "quận" | "tỉnh", _) => 1,
        ("huyen" | "tinh", _) if is_bare => 1,
        _ => 0,
    };
    let mut at = length(0).max(1);
    // After a type word stands its name, be it one that begins with a type (`phường Phường Đúc`).
    if length(0) > 0 || (is_bare && matches!(word(0), "xa" | "phuong" | "quan")) {
        at += 1;
    }
    while at < words.len() {
        let long = length(at);
        // A name may end with such a syllable (`xã Tứ Quận huyện Yên Sơn`).
        let is_name = |at: usize| length(at) == 0 && word(at).starts_with(char::is_alphanumeric);
        if long > 0 && is_name(at + long) {
            return Some(start(words[at]));
        }
        at += long.max(1);
    }
    None
}
