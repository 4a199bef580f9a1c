//! What problems say in more detail than their kind.
//!
//! Takes no text and gives none: each language has its own words for these.

use serde::{Deserialize, Serialize};

/// What a value should have been.
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
    /// A number, or a text that says one.
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

/// What a reference should have led to.
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

/// What a file tells beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tells {
    /// Who wrote it, or changed it last.
    Author,
    /// Remarks at its margin.
    Comments,
    /// What was crossed out or put in.
    TrackedChanges,
    /// Sheets that do not show.
    HiddenSheets,
}

/// What is wrong with a line of TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TomlFault {
    /// A key twice.
    DuplicateKey,
    /// A text without quotes.
    UnquotedText,
    /// Quotes as word processors make them.
    SmartQuotes,
    /// A quote that is opened and not closed.
    UnclosedQuote,
    /// A text of several lines that is opened and not closed.
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
    /// A number with signs that no number has: `1,5`, `80%`, `1.234.567`.
    BadNumber,
    /// `True`, `có`, …
    BadFlag,
    /// A month, or a day as offices write it, without quotes.
    BareDate,
    /// A comment that does not begin with `#`.
    Comment,
    /// `[`, `{` or `[[` not closed.
    UnclosedBracket,
    /// Lists within lists beyond all reason.
    TooDeep,
    /// Anything else.
    Other,
}

/// What of a text does not come onto its page as it was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextFault {
    /// `**` that marks nothing.
    Emphasis,
    /// Text that looks like a link or a picture and is not.
    Address,
    /// A mark of a note that stands nowhere.
    MissingNote,
    /// A note that nothing mentions.
    UnusedNote,
    /// `#` before a word: a heading, or a tag of a social network.
    Heading,
    /// Rows that are no table.
    Table,
    /// Cells beyond those of the table's head.
    ExtraCells,
    /// A line that defines the address of a link which is not there.
    Definition,
    /// Any other words.
    OtherWords,
}
