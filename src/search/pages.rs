//! Checks phrases of three or more words on the entries' own pages.
//!
//! Takes the HTML of a page, returns whether it has a phrase. An index of pairs knows that an entry has `a b` and
//! `b c`, but not whether it has `a b c`; the page shows that. For words that the index has and the page does not
//! show (former names of a place, or what a theme leaves out), the index alone counts. The browser's reader
//! follows the same rules (`themes/guong/assets/search-pages.js`).
//!
//! If at most [`FEW`] entries are in doubt, all of their pages are read. Otherwise only the pages of the results
//! that are shown are read, and the number of results is an upper bound.

use html_escape::decode_html_entities_to_string;

use super::tokens::{QueryWord, words};

/// Maximum number of pages that are read before a query is answered, so that its number of results is exact. Together
/// with the script they are less than 100 KB.
pub const FEW: usize = 12;

/// Reads the page of an entry; `None` if it cannot be read.
pub type ReadPage<'r> = dyn Fn(u32) -> Option<Vec<u8>> + 'r;

/// A run of words, each directly after the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordRun {
    words: Vec<QueryWord>,
    /// Whether the phrase was typed without any diacritics.
    bare: bool,
}

impl WordRun {
    /// The runs of a phrase that have more than two words.
    pub fn all_of(phrase: &[QueryWord]) -> Vec<WordRun> {
        let bare = phrase.iter().all(|word| word.surface == word.folded);
        let runs = phrase.chunk_by(|_, next| next.joined);
        runs.filter(|run| run.len() > 2).map(|run| WordRun { words: run.to_vec(), bare }).collect()
    }

    fn matches_at(&self, page: &[QueryWord], at: usize) -> bool {
        self.matches(&self.words, page.get(at..).unwrap_or_default())
    }

    fn matches(&self, words: &[QueryWord], page: &[QueryWord]) -> bool {
        let alike = |word: &QueryWord, there: &QueryWord| {
            word.folded == there.folded && (self.bare || word.surface == there.surface)
        };
        page.len() >= words.len()
            && words.iter().zip(page).all(|(word, there)| alike(word, there))
            && page[1..words.len()].iter().all(|there| there.joined)
    }

    /// Whether a page has the run, or does not show all of its pairs, so that the page cannot tell.
    fn is_on(&self, page: &[QueryWord]) -> bool {
        let shown = |pair: &[QueryWord]| (0..page.len()).any(|at| self.matches(pair, &page[at..]));
        (0..page.len()).any(|at| self.matches_at(page, at)) || !self.words.windows(2).all(shown)
    }
}

/// Conditions that an index of pairs cannot decide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhraseDoubt {
    /// Runs that the page must have.
    pub required: Vec<WordRun>,
    /// Phrases that the page must not have, each as its runs, with the entries that may have it.
    pub excluded: Vec<(Vec<WordRun>, Vec<bool>)>,
}

impl PhraseDoubt {
    /// Whether an entry's page must be checked.
    pub(crate) fn is_about(&self, entry: u32) -> bool {
        !self.required.is_empty() || self.excluded.iter().any(|(_, may)| may[entry as usize])
    }

    /// Whether an entry meets the conditions; `None` if its page cannot be read.
    pub fn allows(&self, entry: u32, page: &ReadPage<'_>) -> Option<bool> {
        if !self.is_about(entry) {
            return Some(true);
        }
        let page = page_words(&String::from_utf8_lossy(&page(entry)?));
        let has = |runs: &[WordRun]| runs.iter().all(|run| run.is_on(&page));
        let is_excluded = |(runs, may): &(Vec<WordRun>, Vec<bool>)| may[entry as usize] && has(runs);
        Some(has(&self.required) && !self.excluded.iter().any(is_excluded))
    }
}

/// The words of a page's own content: its `article` element, or else its `main`. Navigation, scripts and styles are
/// left out; the descriptions of pictures are not. Every tag except inline ones separates words.
pub fn page_words(html: &str) -> Vec<QueryWord> {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = article(html);
    while let Some(at) = rest.find('<') {
        decode_html_entities_to_string(&rest[..at], &mut text);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let inside = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            text.push('<');
            rest = &rest[1..];
            continue;
        }
        let closes = rest.as_bytes()[1] == b'/';
        let tag = &inside[..tag_length(inside)];
        rest = inside[tag.len()..].strip_prefix('>').unwrap_or_default();
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "a" | "em" | "strong" | "del" | "sup" | "code" => {}
            "script" | "style" | "template" | "nav" if !closes => {
                text.push_str(". ");
                let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
                rest = &rest[end..];
            }
            "img" => {
                text.push_str(". ");
                let alt = tag.split_once(" alt=\"").and_then(|(_, value)| value.split_once('"'));
                decode_html_entities_to_string(alt.map_or("", |(alt, _)| alt), &mut text);
                text.push_str(". ");
            }
            _ => text.push_str(". "),
        }
    }
    decode_html_entities_to_string(rest, &mut text);
    words(&text)
}

/// The length of a tag: up to the first `>` outside of attribute values.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// The part of a page that is its own content.
fn article(html: &str) -> &str {
    let main = html.find("<main").map_or(html, |at| &html[at..]);
    let main = &main[..main.rfind("</main").unwrap_or(main.len())];
    match (main.find("<article"), main.rfind("</article")) {
        (Some(from), Some(to)) if from < to => &main[from..to],
        _ => main,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(html: &str) -> String {
        let one = |word: &QueryWord| format!("{}{}", if word.joined { "+" } else { "|" }, word.surface);
        page_words(html).iter().map(one).collect()
    }

    #[test]
    fn a_page_is_its_article() {
        let page = "<nav>đường</nav><main><article class=\"e\"><h1>Thả cá</h1><p>Ao <em>nhà</em>.</p></article>\
                    <ul><li>khác</li></ul></main>";
        assert_eq!(joined(page), "|thả+cá|ao+nhà");
        assert_eq!(joined("<main><p>một<br>hai</p></main> ba"), "|một|hai");
        assert_eq!(joined("<b>một</b> hai <i>ba"), "|một|hai|ba");
    }

    #[test]
    fn hidden_text_is_left_out_and_descriptions_are_kept() {
        let page = "một<script>if (a < b) hai</script>ba<!-- bốn > -->năm <img src=\"a.jpg\" alt=\"Ao cá &gt; đẹp\" x='>'> sáu";
        assert_eq!(joined(page), "|một|banăm|ao+cá|đẹp|sáu");
        assert_eq!(
            joined("05-CT&#x2f;TU &amp; 2 < 3 &foo; a&nbsp;b &#99999999; &"),
            "|5+ct+tu|2|3|foo|a+b|99999999"
        );
        assert_eq!(joined("<nav>hai</nav>ba<p title=\"a > b\">tư</p"), "|ba|tư");
    }

    #[test]
    fn a_phrase_is_contiguous_or_not_shown_at_all() {
        let page = page_words("<p>thả cá giống. Nuôi cá lồng, thả cá</p>");
        let is = |phrase: &str| WordRun::all_of(&words(phrase)).iter().all(|run| run.is_on(&page));
        assert!(is("thả cá giống") && is("tha ca giong") && is("Nuôi cá lồng"));
        assert!(!is("thả cá lồng") && !is("tha ca long"));
        assert!(is("lồng thả cá"), "the page shows no such pair: the index knows better");
        assert!(is("hồ xuân hương"));
    }
}
