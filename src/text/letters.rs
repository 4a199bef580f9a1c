//! The letters of Vietnamese, one by one.
//!
//! Takes a composed character (NFC) and gives its vowel, its tone and its bare Latin letter, or
//! the reverse. Never reads a neighbouring character and needs only `core`: the build script that
//! writes the gazetteer's index includes this file, so that names are folded by the same table at
//! build time and at run time.

/// The twelve vowels, each without a tone mark and with the five: grave, hook, tilde, acute, dot
/// below.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// [`VOWELS`] in upper case.
const UPPER_VOWELS: [[char; 6]; 12] = [
    ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ'],
    ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ'],
    ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ'],
    ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ'],
    ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ'],
    ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị'],
    ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ'],
    ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ'],
    ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ'],
    ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ'],
    ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự'],
    ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ'],
];

/// The bare Latin letter of each row of [`VOWELS`].
const BARE: [u8; 12] = *b"aaaeeiooouuy";

/// The end of the code points below "Latin Extended Additional" that Vietnamese uses (after `ư`).
const LATIN_END: usize = 0x1B1;
/// The Vietnamese letters of "Latin Extended Additional".
const ADDITIONAL: core::ops::Range<usize> = 0x1EA0..0x1EFA;

/// The bit of a packed vowel that marks upper case; a packed 0 means no vowel.
const UPPER: u8 = 0x80;

/// Packed vowels by code point: `1 + row × 6 + tone`, and [`UPPER`].
static PACKED: ([u8; LATIN_END], [u8; 0x5A]) = pack();

const fn pack() -> ([u8; LATIN_END], [u8; 0x5A]) {
    let mut low = [0u8; LATIN_END];
    let mut high = [0u8; 0x5A];
    let mut at = 0;
    while at < 144 {
        let (row, tone, upper) = (at / 2 / 6, at / 2 % 6, at % 2 == 1);
        let letter = if upper { UPPER_VOWELS[row][tone] } else { VOWELS[row][tone] } as usize;
        let packed = (1 + row * 6 + tone) as u8 | if upper { UPPER } else { 0 };
        if letter < LATIN_END {
            low[letter] = packed;
        } else {
            high[letter - ADDITIONAL.start] = packed;
        }
        at += 1;
    }
    (low, high)
}

/// A vowel: `row` is the index in `a ă â e ê i o ô ơ u ư y`, `tone` is 0 for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Vowel {
    row: u8,
    tone: u8,
    upper: bool,
}

impl Vowel {
    /// Returns the vowel that `letter` is; `None` for consonants and foreign letters.
    pub(crate) fn of(letter: char) -> Option<Vowel> {
        let code = letter as usize;
        let packed = if code < LATIN_END {
            PACKED.0[code]
        } else if ADDITIONAL.contains(&code) {
            PACKED.1[code - ADDITIONAL.start]
        } else {
            0
        };
        if packed == 0 {
            return None;
        }
        let at = (packed & !UPPER) - 1;
        Some(Vowel { row: at / 6, tone: at % 6, upper: packed & UPPER != 0 })
    }

    /// Returns the character of this vowel with its tone.
    pub(crate) fn letter(self) -> char {
        let table = if self.upper { &UPPER_VOWELS } else { &VOWELS };
        table[usize::from(self.row)][usize::from(self.tone)]
    }

    /// Returns the lower-case vowel without its tone: `ă` for `Ắ`.
    pub(crate) fn plain(self) -> char {
        VOWELS[usize::from(self.row)][0]
    }

    /// Whether the vowel has a tone mark.
    pub(crate) fn has_tone(self) -> bool {
        self.tone != 0
    }

    /// Returns the vowel with the tone of `other`.
    pub(crate) fn with_tone_of(self, other: Vowel) -> Vowel {
        Vowel { tone: other.tone, ..self }
    }

    /// Returns the vowel without a tone.
    pub(crate) fn without_tone(self) -> Vowel {
        Vowel { tone: 0, ..self }
    }
}

/// Returns an ASCII or Vietnamese letter in lower case; `None` for any other.
pub(crate) fn lower(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return Some(letter.to_ascii_lowercase());
    }
    if matches!(letter, 'đ' | 'Đ') {
        return Some('đ');
    }
    Vowel::of(letter).map(|vowel| VOWELS[usize::from(vowel.row)][usize::from(vowel.tone)])
}

/// Returns the lower-case Latin letter under a Vietnamese one: `a` for `Ậ`, `d` for `Đ`; an ASCII
/// character in lower case; `None` for any other.
pub(crate) fn bare(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return Some(letter.to_ascii_lowercase());
    }
    if matches!(letter, 'đ' | 'Đ') {
        return Some('d');
    }
    Vowel::of(letter).map(|vowel| char::from(BARE[usize::from(vowel.row)]))
}

/// Moves the tone mark of one word, given as composed characters, to this program's convention: on
/// the first vowel of an open `oa`, `oe` and `uy` (`hòa`, `khỏe`, `thủy`; not `hoà`, `khoẻ`,
/// `thuỷ`). The `u` of `qu` belongs to the initial, so `quý` stays. Both conventions are in use;
/// at most the last two letters of the word change.
pub(crate) fn settle_tone(word: &mut [char]) {
    let Some((one, two)) = open_pair(word) else { return };
    if !one.has_tone() && two.has_tone() {
        set_last_two(word, one.with_tone_of(two), two.without_tone());
    }
}

/// Moves the tone mark of one word to the other convention, on the second vowel: `hòa` gives `hoà`.
pub(crate) fn settle_tone_on_second(word: &mut [char]) {
    let Some((one, two)) = open_pair(word) else { return };
    if one.has_tone() && !two.has_tone() {
        set_last_two(word, one.without_tone(), two.with_tone_of(one));
    }
}

/// Applies `settle` to each word of a text in form C.
pub(crate) fn map_words(text: &str, settle: fn(&mut [char])) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    letters.split_mut(|letter| !letter.is_alphabetic()).for_each(settle);
    letters.into_iter().collect()
}

/// Returns the last two letters of a word if they are an open `oa`, `oe` or `uy`, on which conventions differ.
fn open_pair(word: &[char]) -> Option<(Vowel, Vowel)> {
    let [before @ .., first, second] = word else { return None };
    let (one, two) = (Vowel::of(*first)?, Vowel::of(*second)?);
    let is_open = matches!((one.plain(), two.plain()), ('o', 'a' | 'e') | ('u', 'y'));
    let is_part_of_more = before.last().is_some_and(|letter| {
        matches!(letter, 'q' | 'Q') || Vowel::of(*letter).is_some_and(|v| v.plain() != 'i')
    });
    (is_open && !is_part_of_more).then_some((one, two))
}

fn set_last_two(word: &mut [char], one: Vowel, two: Vowel) {
    let end = word.len();
    word[end - 2] = one.letter();
    word[end - 1] = two.letter();
}
