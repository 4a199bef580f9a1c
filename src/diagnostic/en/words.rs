//! English names for parts of messages: types of values, kinds of records, broken lines.

use crate::diagnostic::{Expected, Referent, Revealed, TextFault, TomlFault};

/// Returns the words for an expected type of value.
pub(super) fn value(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "a text in quotes, such as \"…\"",
        Expected::TextOrList => "a text \"…\" or a list [\"…\", \"…\"]",
        Expected::ListOfTexts => "a list [\"…\", \"…\"]",
        Expected::YesOrNo => "true or false",
        Expected::Whole => "a whole number",
        Expected::Figure => "a number, or a text with one, such as \"hơn 1.600\"",
        Expected::TwoNumbers => "two numbers, such as [0.5, 0.4]",
        Expected::Day => "a day, such as 2019-03-05",
        Expected::Date => "a year \"2019\", a month \"2019-03\" or a day 2019-03-05",
        Expected::Table => "a table { … }",
        Expected::Version => "a version, such as \"0.1\"",
        Expected::ListOfTables => "a list of tables [{ … }, { … }]",
    }
}

/// Returns what a file reveals, and how to remove it.
pub(super) fn revealed(what: Revealed) -> (&'static str, &'static str) {
    match what {
        Revealed::Author => (
            "the attached file names its author or the last person who changed it",
            "to remove the name: in Word or Excel, File > Info > Inspect Document; for a PDF, export it again from such a file",
        ),
        Revealed::Comments => (
            "the attached file contains comments",
            "remove them (in Word or Excel: the Review tab), and save or export it again",
        ),
        Revealed::TrackedChanges => (
            "the attached file contains tracked changes",
            "in Word: on the Review tab, accept all changes, then save it again",
        ),
        Revealed::HiddenSheets => (
            "the attached file has hidden sheets",
            "remove them, or unhide them and check their content before publishing",
        ),
    }
}

/// Returns the words for a kind of record.
pub(super) fn referent(kind: Referent) -> &'static str {
    match kind {
        Referent::Field => "field",
        Referent::Phase => "phase",
        Referent::Document => "document",
        Referent::Entry => "entry",
        Referent::Unit => "unit",
        Referent::Source => "source",
    }
}

/// Returns where such a record is declared.
pub(super) fn where_declared(kind: Referent) -> &'static str {
    match kind {
        Referent::Field => "fields are declared in content/fields.toml",
        Referent::Phase => "phases are declared in content/phases.toml",
        Referent::Document => "a document is a file in content/documents",
        Referent::Entry => "give the name of that entry's folder",
        Referent::Unit => "units are declared in content/units.toml; or write the unit's name",
        Referent::Source => "give the id of one of this entry's own sources, or of a document",
    }
}

/// Returns what is wrong with a line of TOML, and how it should read.
pub(super) fn toml(fault: TomlFault) -> (&'static str, &'static str) {
    match fault {
        TomlFault::DuplicateKey => ("the key is already set above", "keep one of the two lines"),
        TomlFault::UnquotedText => ("text must be in quotes", "write key = \"text\""),
        TomlFault::SmartQuotes => (
            "the curly quotes “ ” of word processors do not work here",
            "type straight quotes \"…\" in a plain text editor",
        ),
        TomlFault::UnclosedQuote => {
            ("a quote is opened but not closed", "add \" at the end of the text, on the same line")
        }
        TomlFault::UnclosedText => (
            "the multi-line text opened here is not closed",
            "close it with \"\"\"; none of its lines may be +++",
        ),
        TomlFault::InnerQuotes => (
            "the text contains straight quotes",
            "use curly quotes “…” inside, or put \\ before each inner quote",
        ),
        TomlFault::Backslash => (
            "a \\ in quotes must be doubled",
            "write paths with /; for a photo, write only its name, such as \"photo.jpg\"",
        ),
        TomlFault::ControlCharacter => ("the text contains an invisible character", "type the text again"),
        TomlFault::MissingEquals => ("= is missing after the key", "write key = \"value\""),
        TomlFault::NoKey => ("there is no key before =", "write key = \"value\""),
        TomlFault::MissingValue => ("there is no value after =", "fill it in, or remove the line"),
        TomlFault::MissingComma => ("a comma is missing between two values", "add a comma before this place"),
        TomlFault::MissingBrackets => {
            ("several values must be in square brackets", "write key = [\"one\", \"two\"]")
        }
        TomlFault::UnclosedBracket => {
            ("the bracket opened here is not closed properly", "add the matching ] or }")
        }
        TomlFault::Trailing => {
            ("there is extra text after the value", "remove it, or make it a comment with #")
        }
        TomlFault::BadNumber => (
            "this is not a valid number",
            "use digits only, with a decimal point and no thousands separators: 1234.5",
        ),
        TomlFault::BadFlag => ("only true or false is allowed here, in lower case", "write true or false"),
        TomlFault::BareDate => (
            "a date in this form must be in quotes",
            "write \"2019-03\", \"05/03/2019\", or 2019-03-05 without quotes",
        ),
        TomlFault::Comment => ("a comment begins with #", "write # before it, or remove the line"),
        TomlFault::TooDeep => ("lists are nested too deeply", "remove some of the brackets"),
        TomlFault::Other => ("a character is out of place", "write lines as key = \"value\""),
    }
}

/// Returns how a text does not appear as meant, and what to do.
pub(super) fn misread(fault: TextFault) -> (&'static str, &'static str) {
    match fault {
        TextFault::Emphasis => (
            "the ** is shown literally",
            "write ** in pairs, right next to the words: **bold**; to show it literally, write \\*\\*",
        ),
        TextFault::Address => (
            "this is not a valid link or picture, and is shown literally",
            "write [text](address) or ![what it shows](picture.jpg) without spaces between the parts; to show brackets, write \\[",
        ),
        TextFault::MissingNote => (
            "this footnote has no text, and its mark is shown literally",
            "add a line [^1]: with the footnote's text, and the same name in the brackets",
        ),
        TextFault::UnusedNote => (
            "nothing refers to this footnote: it is shown last, without a number",
            "add its mark to the text, such as [^1], or delete it",
        ),
        TextFault::Heading => (
            "the line begins with # without a space, so it is not a heading",
            "for a heading, add a space after #; otherwise write \\# to silence this warning",
        ),
        TextFault::Table => (
            "these lines are not a valid table",
            "write | House | Sum |, then | --- | --- |, then one line per row, without empty lines between",
        ),
        TextFault::ExtraCells => (
            "the row has more cells than the table's header; the rest is not shown",
            "add cells to the header and to | --- |, or remove the extra cells",
        ),
        TextFault::Definition => (
            "the line is read as a link definition that nothing uses, and is not shown",
            "to show it, begin the line with \\[; otherwise delete it",
        ),
        TextFault::OtherWords => ("these words do not appear on the page", "rephrase or delete them"),
    }
}

/// Returns the first of many names, and the number of the rest.
pub(super) fn some_quoted(names: &[String]) -> String {
    const SHOWN: usize = 12;
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{}; and {more} more", quoted(&names[..SHOWN])),
        _ => quoted(names),
    }
}

pub(super) fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("; ")
}

pub(super) fn did_you_mean(nearest: &[String]) -> Option<String> {
    (!nearest.is_empty()).then(|| format!("did you mean {}?", quoted(nearest)))
}
