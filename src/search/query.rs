//! What a visitor typed.
//!
//! Takes the text of a query, gives its words, phrases and exclusions. Knows no index: whether two
//! syllables behind a minus are one word is decided where it is known what there is.

use super::tokens::{QueryWord, words};
use crate::text::nfc;

/// Maximum number of characters of a query that are read: each word costs a lookup.
pub(super) const LONGEST: usize = 200;

/// A query, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, those of phrases included.
    pub words: Vec<QueryWord>,
    /// Whether each of them stands in quotes; those behind the last one do not.
    pub quoted: Vec<bool>,
    /// Names that are to be taken for words, without marks.
    pub plain: Vec<String>,
    /// Whether the last word may be the beginning of one.
    pub unfinished: bool,
    /// What must stand there exactly.
    pub phrases: Vec<Vec<QueryWord>>,
    /// What must not stand there. Of an exclusion without quotes only the first word is meant, or the first
    /// two, where they stand beside each other in any entry; the others are wanted.
    pub excluded: Vec<Excluded>,
}

/// An exclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// Its words.
    pub words: Vec<QueryWord>,
    /// Whether it stands in quotes.
    pub quoted: bool,
}

/// A piece of a query.
struct QueryPiece {
    text: String,
    quoted: bool,
    minus: bool,
}

impl Query {
    /// Reads a query.
    pub fn read(text: &str) -> Query {
        let text: String = nfc(text).chars().take(LONGEST).collect();
        let mut query = Query::default();
        for piece in pieces(&text) {
            let words = words(&piece.text);
            match (piece.minus, piece.quoted) {
                _ if words.is_empty() => {}
                (true, quoted) => query.excluded.push(Excluded { words, quoted }),
                (false, quoted) => {
                    query.words.extend(words.iter().cloned());
                    query.quoted.resize(query.words.len(), quoted);
                    if quoted {
                        query.phrases.push(words);
                    }
                }
            }
        }
        let last = text.chars().next_back();
        query.unfinished = query.excluded.is_empty() && last.is_some_and(char::is_alphanumeric);
        query
    }
}

/// Cuts a query at its quotes and at each minus that begins a word.
fn pieces(text: &str) -> Vec<QueryPiece> {
    let mut pieces = Vec::new();
    let mut piece = QueryPiece { text: String::new(), quoted: false, minus: false };
    let mut before = ' ';
    for letter in text.chars() {
        let quote = matches!(letter, '"' | '“' | '”' | '„' | '«' | '»');
        if quote {
            let minus = !piece.quoted && piece.minus && piece.text.trim().is_empty();
            let next = QueryPiece { text: String::new(), quoted: !piece.quoted, minus };
            pieces.push(std::mem::replace(&mut piece, next));
        } else if letter == '-' && before.is_whitespace() && !piece.quoted {
            pieces.push(std::mem::replace(
                &mut piece,
                QueryPiece { text: String::new(), quoted: false, minus: true },
            ));
        } else {
            piece.text.push(letter);
            // A minus before a space is a dash.
            if piece.minus && !piece.quoted && letter.is_whitespace() && piece.text.trim().is_empty() {
                piece.minus = false;
            }
        }
        before = letter;
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &[QueryWord]) -> String {
        words.iter().map(|word| word.surface.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn quotes_and_minus() {
        let query = Query::read("“hiến đất” làm đường -thủy lợi");
        assert_eq!(told(&query.words), "hiến đất làm đường");
        assert_eq!(told(&query.phrases[0]), "hiến đất");
        assert_eq!(told(&query.excluded[0].words), "thủy lợi");
        let query = Query::read("-\"chi bộ\" văn hóa - xã hội");
        assert!(query.excluded[0].quoted && query.excluded.len() == 1);
        assert_eq!(told(&query.words), "văn hóa xã hội");
        assert!(query.unfinished == query.excluded.is_empty());
    }

    #[test]
    fn of_a_page_that_was_pasted_the_beginning_counts() {
        assert_eq!(Query::read(&"nông thôn ".repeat(9999)).words.len(), 40);
    }

    #[test]
    fn the_last_word_may_be_a_beginning() {
        assert!(Query::read("nông thôn m").unfinished);
        assert!(!Query::read("nông thôn ").unfinished);
        assert!(!Query::read("\"nông thôn\"").unfinished);
    }
}
