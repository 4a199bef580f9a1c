//! Vietnamese text: normal forms, folding, slugs, suggestions, order, numbers.
//!
//! Takes strings and gives strings or orders. Never reads a file, knows nothing of entries or
//! places, and never fails: every text has a result.

#[cfg(feature = "office")]
mod cell;
mod collate;
mod figure;
mod fit;
mod fold;
mod harmless;
mod legacy;
pub(crate) mod letters;
mod nearest;
mod number;
mod slug;

#[cfg(feature = "office")]
pub(crate) use cell::cell_text;
pub use collate::Collator;
pub use figure::{Figure, Qualifier, Scale, Trend};
pub(crate) use fit::holds;
pub use fit::{blank_unfit, is_unfit};
pub use fold::{bare_words, canonical_tones, fold, nfc, tones_on_second};
pub use harmless::harmless;
pub use legacy::{Legacy, LegacyText, has_foreign, legacy, unlegacy};
pub use nearest::nearest;
pub use number::number;
pub use slug::{LONGEST_NAME, LONGEST_SLUG, is_reserved_name, is_slug, slug};
