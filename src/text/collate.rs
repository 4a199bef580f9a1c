//! Vietnamese alphabetical order.
//!
//! Takes texts and gives their order, or a sort key for it. Never treats two different texts as equal,
//! so that every sort is total.

use std::cmp::Ordering;

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_locale_core::locale;

/// Vietnamese collation (CLDR, locale `vi`): `a ă â b c d đ e ê …`, and tones after letters.
#[derive(Debug)]
pub struct Collator {
    icu: CollatorBorrowed<'static>,
}

impl Collator {
    /// Returns the collation of Vietnamese, from data compiled into the program.
    pub fn vietnamese() -> Collator {
        let icu = CollatorBorrowed::try_new(locale!("vi").into(), CollatorOptions::default())
            .expect("the collation of vi is compiled in");
        Collator { icu }
    }

    /// Compares two texts. Texts that collate as equal but differ (composed and decomposed) are ordered
    /// by their bytes.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.icu.compare(one, other).then_with(|| one.cmp(other))
    }

    /// Returns a key whose bytes sort as [`compare`](Self::compare) does; useful if a list is sorted more
    /// than once.
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(3 * text.len() + 8);
        let Ok(()) = self.icu.write_sort_key_to(text, &mut key);
        // No byte of the key proper is 0, so a shorter key still sorts before a longer one.
        key.push(0);
        key.extend_from_slice(text.as_bytes());
        key
    }
}

impl Default for Collator {
    fn default() -> Collator {
        Collator::vietnamese()
    }
}
