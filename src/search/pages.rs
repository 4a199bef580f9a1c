//! Phrases of three words and more, checked on entries' own pages.
//!
//! Takes the HTML of a page, returns whether a phrase stands there. An index of pairs knows that `a b` and
//! `b c` stand in an entry, not that they stand together; the page knows. What the index knows and the page
//! does not show (former names of a place, or what a theme leaves out) counts as it is in the index. The
//! reader in the browser does the same, rule for rule (`themes/guong/assets/search-pages.js`).
//!
//! So many pages are read as leave no doubt, where they are few ([`FEW`]); else as many as results are
//! shown, and the number of results is an upper bound.

use html_escape::decode_html_entities_to_string;

use super::tokens::{QueryWord, words};

/// So many pages are read before an answer is given: then it says exactly how many results there are. With
/// the reader they are less than 100 KB.
pub const FEW: usize = 12;

/// Reads the page of an entry; nothing if it cannot be read.
pub type ReadPage<'r> = dyn Fn(u32) -> Option<Vec<u8>> + 'r;

/// Words in a row, each right behind the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordRun {
    words: Vec<QueryWord>,
    /// Whether the phrase was typed without any marks.
    bare: bool,
}

impl WordRun {
    /// The runs of a phrase that are longer than a pair.
    pub fn all_of(phrase: &[QueryWord]) -> Vec<WordRun> {
        let bare = phrase.iter().all(|word| word.surface == word.folded);
        let runs = phrase.chunk_by(|_, next| next.joined);
        runs.filter(|run| run.len() > 2).map(|run| WordRun { words: run.to_vec(), bare }).collect()
    }

    fn stands_at(&self, page: &[QueryWord], at: usize) -> bool {
        self.stands(&self.words, page.get(at..).unwrap_or_default())
    }

    fn stands(&self, words: &[QueryWord], page: &[QueryWord]) -> bool {
        let alike = |word: &QueryWord, there: &QueryWord| {
            word.folded == there.folded && (self.bare || word.surface == there.surface)
        };
        page.len() >= words.len()
            && words.iter().zip(page).all(|(word, there)| alike(word, there))
            && page[1..words.len()].iter().all(|there| there.joined)
    }

    /// Whether it stands among the words of a page, or somewhere that the page does not show.
    fn is_on(&self, page: &[QueryWord]) -> bool {
        let shown = |pair: &[QueryWord]| (0..page.len()).any(|at| self.stands(pair, &page[at..]));
        (0..page.len()).any(|at| self.stands_at(page, at)) || !self.words.windows(2).all(shown)
    }
}

/// What an index cannot tell of some entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhraseDoubt {
    /// What must stand on the page.
    pub wanted: Vec<WordRun>,
    /// Of each of these phrases one run, or more, must not. With the entries that may have it.
    pub unwanted: Vec<(Vec<WordRun>, Vec<bool>)>,
}

impl PhraseDoubt {
    /// Whether anything is to be asked of an entry.
    pub fn is_about(&self, entry: u32) -> bool {
        !self.wanted.is_empty() || self.unwanted.iter().any(|(_, may)| may[entry as usize])
    }

    /// Whether an entry is an answer; nothing is known where its page cannot be read.
    pub fn allows(&self, entry: u32, page: &ReadPage<'_>) -> Option<bool> {
        if !self.is_about(entry) {
            return Some(true);
        }
        let page = page_words(&String::from_utf8_lossy(&page(entry)?));
        let has = |runs: &[WordRun]| runs.iter().all(|run| run.is_on(&page));
        let unwanted = |(runs, may): &(Vec<WordRun>, Vec<bool>)| may[entry as usize] && has(runs);
        Some(has(&self.wanted) && !self.unwanted.iter().any(unwanted))
    }
}

/// The words of a page's own content: its article, or else its main part. Navigation, scripts and styles
/// are left out, the descriptions of pictures are not; every tag parts but those inside a line.
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

/// Where a tag ends: at the first `>` that stands in no value.
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

/// The part of a page that is its own.
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

    fn told(html: &str) -> String {
        let one = |word: &QueryWord| format!("{}{}", if word.joined { "+" } else { "|" }, word.surface);
        page_words(html).iter().map(one).collect()
    }

    #[test]
    fn a_page_is_its_article() {
        let page = "<nav>đường</nav><main><article class=\"e\"><h1>Thả cá</h1><p>Ao <em>nhà</em>.</p></article>\
                    <ul><li>khác</li></ul></main>";
        assert_eq!(told(page), "|thả+cá|ao+nhà");
        assert_eq!(told("<main><p>một<br>hai</p></main> ba"), "|một|hai");
        assert_eq!(told("<b>một</b> hai <i>ba"), "|một|hai|ba");
    }

    #[test]
    fn what_is_not_shown_is_left_out_and_what_is_described_is_not() {
        let page = "một<script>if (a < b) hai</script>ba<!-- bốn > -->năm <img src=\"a.jpg\" alt=\"Ao cá &gt; đẹp\" x='>'> sáu";
        assert_eq!(told(page), "|một|banăm|ao+cá|đẹp|sáu");
        assert_eq!(
            told("05-CT&#x2f;TU &amp; 2 < 3 &foo; a&nbsp;b &#99999999; &"),
            "|5+ct+tu|2|3|foo|a+b|99999999"
        );
        assert_eq!(told("<nav>hai</nav>ba<p title=\"a > b\">tư</p"), "|ba|tư");
    }

    #[test]
    fn a_phrase_stands_together_or_is_not_shown_at_all() {
        let page = page_words("<p>thả cá giống. Nuôi cá lồng, thả cá</p>");
        let is = |phrase: &str| WordRun::all_of(&words(phrase)).iter().all(|run| run.is_on(&page));
        assert!(is("thả cá giống") && is("tha ca giong") && is("Nuôi cá lồng"));
        assert!(!is("thả cá lồng") && !is("tha ca long"));
        assert!(is("lồng thả cá"), "the page shows no such pair: the index knows better");
        assert!(is("hồ xuân hương"));
    }
}
