//! Details of problems, as enums.
//!
//! Takes no text and gives none: each language words these details itself.

use serde::{Deserialize, Serialize};

/// The expected type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expected {
    /// A text.
    Text,
    /// A text, or a list of texts.
    TextOrList,
    /// A list of texts.
    ListOfTexts,
    /// `true` or `false`.
    YesOrNo,
    /// A whole number.
    Whole,
    /// A number, or a text that contains one.
    Figure,
    /// A list of two numbers.
    TwoNumbers,
    /// A day.
    Day,
    /// A year, a month or a day.
    Date,
    /// A table.
    Table,
    /// A list of tables.
    ListOfTables,
    /// The version of a program.
    Version,
}

/// The kind of record that a reference refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Referent {
    /// A field of `fields.toml`.
    Field,
    /// A phase of `phases.toml`.
    Phase,
    /// A document of `content/documents`.
    Document,
    /// An entry.
    Entry,
    /// A unit of `units.toml`.
    Unit,
    /// One of the entry's own sources.
    Source,
}

/// What an attached file reveals beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Revealed {
    /// Its author, or who changed it last.
    Author,
    /// Comments in the margin.
    Comments,
    /// Tracked changes.
    TrackedChanges,
    /// Hidden sheets.
    HiddenSheets,
}

/// A syntax error in a line of TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TomlFault {
    /// A duplicate key.
    DuplicateKey,
    /// A text without quotes.
    UnquotedText,
    /// Quotes that word processors insert.
    SmartQuotes,
    /// A quote that is not closed.
    UnclosedQuote,
    /// A multi-line text that is not closed.
    UnclosedText,
    /// Straight quotes within a text.
    InnerQuotes,
    /// A `\` that begins no escape, as in a path on Windows.
    Backslash,
    /// An invisible character in a text.
    ControlCharacter,
    /// No `=` after a key.
    MissingEquals,
    /// Nothing before `=`.
    NoKey,
    /// Nothing after `=`.
    MissingValue,
    /// No comma between two values.
    MissingComma,
    /// Several values without `[ ]` around them.
    MissingBrackets,
    /// More words after a value.
    Trailing,
    /// A number in a notation other than TOML's: `1,5`, `80%`, `1.234.567`.
    BadNumber,
    /// `True`, `có`, …
    BadFlag,
    /// A month, or a day as offices write it, without quotes.
    BareDate,
    /// A comment that does not begin with `#`.
    Comment,
    /// `[`, `{` or `[[` not closed.
    UnclosedBracket,
    /// Lists nested too deeply.
    TooDeep,
    /// Anything else.
    Other,
}

/// A way in which a text does not appear on its page as meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextFault {
    /// `**` that does not form emphasis.
    Emphasis,
    /// Text that resembles a link or a picture but is not one.
    Address,
    /// A reference to a note that does not exist.
    MissingNote,
    /// A note without a reference.
    UnusedNote,
    /// `#` before a word: a heading, or a tag of a social network.
    Heading,
    /// Rows that do not form a table.
    Table,
    /// More cells than the table's head has.
    ExtraCells,
    /// A definition of a link that is not used.
    Definition,
    /// Any other words.
    OtherWords,
}
