//! Parses a query.
//!
//! Takes the text of a query, returns its words, phrases and exclusions. Does not know the index: whether two
//! syllables after a minus are one word is decided in `phrases`.

use super::tokens::{QueryWord, words};
use crate::text::nfc;

/// Maximum number of characters of a query; the rest is ignored, because each word costs a lookup.
pub(super) const LONGEST: usize = 200;

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, including those of phrases.
    pub words: Vec<QueryWord>,
    /// Whether each word is quoted; missing items are `false`.
    pub quoted: Vec<bool>,
    /// Recognised names to treat as ordinary words instead, without diacritics.
    pub plain: Vec<String>,
    /// Whether the last word may be incomplete.
    pub unfinished: bool,
    /// Phrases that entries must have exactly.
    pub phrases: Vec<Vec<QueryWord>>,
    /// What entries must not have. An unquoted exclusion excludes only its first word, or its first two if they are
    /// a pair in any entry; its other words are searched for.
    pub excluded: Vec<Excluded>,
}

/// An exclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// The words after the minus.
    pub words: Vec<QueryWord>,
    /// Whether they are quoted.
    pub quoted: bool,
}

/// A stretch of a query with one quoting and sign.
struct QueryPiece {
    text: String,
    quoted: bool,
    minus: bool,
}

impl Query {
    /// Parses a query.
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
            // A minus before whitespace is a dash.
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

    fn joined(words: &[QueryWord]) -> String {
        words.iter().map(|word| word.surface.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn quotes_and_minus() {
        let query = Query::read("“hiến đất” làm đường -thủy lợi");
        assert_eq!(joined(&query.words), "hiến đất làm đường");
        assert_eq!(joined(&query.phrases[0]), "hiến đất");
        assert_eq!(joined(&query.excluded[0].words), "thủy lợi");
        let query = Query::read("-\"chi bộ\" văn hóa - xã hội");
        assert!(query.excluded[0].quoted && query.excluded.len() == 1);
        assert_eq!(joined(&query.words), "văn hóa xã hội");
        assert!(query.unfinished == query.excluded.is_empty());
    }

    #[test]
    fn a_pasted_page_is_cut_off() {
        assert_eq!(Query::read(&"nông thôn ".repeat(9999)).words.len(), 40);
    }

    #[test]
    fn the_last_word_may_be_a_beginning() {
        assert!(Query::read("nông thôn m").unfinished);
        assert!(!Query::read("nông thôn ").unfinished);
        assert!(!Query::read("\"nông thôn\"").unfinished);
    }
}
