//! The English words for parts of messages: kinds of values, of references, of broken lines.

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
            "the attached file names who wrote it or changed it last",
            "if that name is not to be published: in Word or Excel, File > Info > Inspect Document; a PDF, made again from a file without it",
        ),
        Revealed::Comments => (
            "the attached file holds its readers' comments",
            "remove them (in Word or Excel: the tab Review), and save or export it again",
        ),
        Revealed::TrackedChanges => (
            "the attached file keeps what was changed or crossed out in it",
            "in Word: the tab Review, accept all changes, and save it again",
        ),
        Revealed::HiddenSheets => (
            "the attached file has sheets that are hidden",
            "remove them, or show them and see what they hold before they are published",
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
        Referent::Unit => "units are declared in content/units.toml; the name of a unit will do as well",
        Referent::Source => "give the id of one of this entry's own sources, or of a document",
    }
}

/// Returns what is wrong with a line of TOML, and how it should read.
pub(super) fn toml(fault: TomlFault) -> (&'static str, &'static str) {
    match fault {
        TomlFault::DuplicateKey => ("the key stands above already", "keep one of the two lines"),
        TomlFault::UnquotedText => ("text must stand in quotes", "write key = \"text\""),
        TomlFault::SmartQuotes => (
            "the curly quotes “ ” of word processors do not work here",
            "type straight quotes \"…\" in a plain text editor",
        ),
        TomlFault::UnclosedQuote => {
            ("a quote is opened and not closed", "add \" at the end of the text, on the same line")
        }
        TomlFault::UnclosedText => (
            "the text of several lines opened here is not closed",
            "close it with \"\"\"; no line of it can be +++",
        ),
        TomlFault::InnerQuotes => (
            "the text itself has straight quotes in it",
            "use curly “…” inside, or put \\ before each inner quote",
        ),
        TomlFault::Backslash => (
            "a \\ in quotes cannot stand alone",
            "write paths with /; of a photo only its name, such as \"photo.jpg\"",
        ),
        TomlFault::ControlCharacter => ("there is an invisible character in the text", "type the text again"),
        TomlFault::MissingEquals => ("= is missing after the key", "write key = \"value\""),
        TomlFault::NoKey => ("there is no key before =", "write key = \"value\""),
        TomlFault::MissingValue => ("there is no value after =", "fill it in, or remove the line"),
        TomlFault::MissingComma => ("a comma is missing between two values", "add a comma before this place"),
        TomlFault::MissingBrackets => {
            ("several values stand in square brackets", "write key = [\"one\", \"two\"]")
        }
        TomlFault::UnclosedBracket => {
            ("the bracket opened here is not closed properly", "add the ] or } that belongs to it")
        }
        TomlFault::Trailing => ("there is more behind the value", "remove it; a comment stands after #"),
        TomlFault::BadNumber => (
            "this is not how a number is written",
            "digits only, a point for decimals, none for thousands: 1234.5",
        ),
        TomlFault::BadFlag => ("only true or false can stand here, in small letters", "write true or false"),
        TomlFault::BareDate => (
            "a date in this form must stand in quotes",
            "write \"2019-03\", \"05/03/2019\", or 2019-03-05 without quotes",
        ),
        TomlFault::Comment => ("a comment begins with #", "write # before it, or remove the line"),
        TomlFault::TooDeep => ("lists are nested too deeply", "remove some of the brackets"),
        TomlFault::Other => ("a character is out of place", "a line reads key = \"value\""),
    }
}

/// Returns how a text does not appear as meant, and what to do.
pub(super) fn misread(fault: TextFault) -> (&'static str, &'static str) {
    match fault {
        TextFault::Emphasis => (
            "the ** is shown as it is",
            "set ** in pairs, close to the words: **bold**; to show the sign, write \\*\\*",
        ),
        TextFault::Address => (
            "this is no link or picture, and is shown as it is",
            "write [words](address) or ![what it shows](picture.jpg) in one piece; to show brackets, write \\[",
        ),
        TextFault::MissingNote => (
            "this note has no text, and its mark is shown as it is",
            "add a line [^1]: and the text of the note, with the same name in the brackets",
        ),
        TextFault::UnusedNote => (
            "nothing mentions this note: it stands last, without a number",
            "add its mark to the text, such as [^1], or delete the note",
        ),
        TextFault::Heading => (
            "the line begins with # and no space, so it is no heading",
            "for a heading, add a space after #; else write \\# to hear no more of it",
        ),
        TextFault::Table => (
            "these lines are no table",
            "first | House | Sum |, then | --- | --- |, then a line for each row, with no empty line between",
        ),
        TextFault::ExtraCells => (
            "the row has more cells than the head of the table; the rest is not shown",
            "add cells to the head and to | --- |, or take the rest away",
        ),
        TextFault::Definition => (
            "the line was taken for the address of a link that is not in the text, and is not shown",
            "to show it, begin the line with \\[; else delete it",
        ),
        TextFault::OtherWords => {
            ("these words are not on the page", "write them in another way, or delete them")
        }
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
