//! Synonyms: `góp đất` for `hiến đất`, `nông thôn mới` for `NTM`.
//!
//! Writes groups of synonymous texts ([`BUILT_IN`], and the site's own) into the table of names. If a query has a text
//! of a group, entries with the group's other texts match too; within a tier, those that match by synonyms alone come
//! last. The browser's reader follows the same rules (`themes/guong/assets/search-synonyms.js`).

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use serde::Serialize;

use super::inverted::Inverted;
use super::lists::Form;
use super::marks::AGREES;
use super::matcher::Matcher;
use super::names::NameLine;
use super::reader::Fault;
use super::tokens::words;
use super::units::{ALONE, EntryUnits};
use crate::text::fold;

/// Begins the key of a synonym in the table of names, and separates the texts of its line.
pub(crate) const SIGN: &str = "=";
/// Marks a synonym in the table of names, in place of the number of a facet.
pub(super) const SYNONYM: u8 = 99;
/// Maximum number of parts of a query that are expanded.
pub(super) const RUNS: usize = 3;
/// Maximum number of synonyms of each part.
pub(super) const OTHERS: usize = 4;
/// Maximum number of syllables of a synonym.
pub const LONGEST: usize = 8;

/// A built-in group of synonyms.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// The abbreviation and what it stands for, or two names of one thing.
    pub texts: &'static [&'static str],
    /// A law or document that uses them as synonyms.
    pub source: &'static str,
}

const fn usual(texts: &'static [&'static str], source: &'static str) -> BuiltIn {
    BuiltIn { texts, source }
}

/// Synonyms of every gallery, unless its site switches them off. Ambiguous abbreviations (`TP`, `BCH`, `GD`) are left
/// out.
pub const BUILT_IN: &[BuiltIn] = &[
    usual(&["NTM", "nông thôn mới"], "Quyết định 263/QĐ-TTg năm 2022 về Chương trình MTQG xây dựng NTM"),
    usual(&["CCHC", "cải cách hành chính"], "Nghị quyết 76/NQ-CP năm 2021, chỉ số “PAR INDEX” (CCHC)"),
    usual(&["TTHC", "thủ tục hành chính"], "Nghị định 61/2018/NĐ-CP về một cửa trong giải quyết TTHC"),
    usual(&["MTTQ", "Mặt trận Tổ quốc"], "Luật Mặt trận Tổ quốc Việt Nam 2015; tên viết tắt của Mặt trận"),
    usual(&["HTX", "hợp tác xã"], "Luật Hợp tác xã 2023; tên riêng của hợp tác xã mở đầu bằng “HTX”"),
    usual(&["THT", "tổ hợp tác"], "Nghị định 77/2019/NĐ-CP về tổ hợp tác"),
    usual(&["UBND", "ủy ban nhân dân"], "Nghị định 30/2020/NĐ-CP về văn thư, phụ lục viết tắt tên cơ quan"),
    usual(&["HĐND", "hội đồng nhân dân"], "Nghị định 30/2020/NĐ-CP về văn thư, phụ lục viết tắt tên cơ quan"),
    usual(&["KDC", "khu dân cư"], "hướng dẫn của Mặt trận về cuộc vận động ở khu dân cư"),
    usual(&["TDP", "tổ dân phố"], "Thông tư 04/2012/TT-BNV về thôn, tổ dân phố"),
    usual(&["BCĐ", "ban chỉ đạo"], "cách ghi nơi nhận của văn bản hành chính"),
    usual(&["ATGT", "an toàn giao thông"], "tên Ủy ban ATGT Quốc gia, Ban ATGT các tỉnh"),
    usual(&["ANTT", "an ninh trật tự"], "Luật Lực lượng tham gia bảo vệ ANTT ở cơ sở 2023"),
    usual(&["ANTQ", "an ninh Tổ quốc"], "phong trào Toàn dân bảo vệ ANTQ"),
    usual(&["QPAN", "quốc phòng an ninh"], "Luật Giáo dục quốc phòng và an ninh 2013; tên môn học GDQPAN"),
    usual(&["LLVT", "lực lượng vũ trang"], "Luật Quốc phòng 2018; tên phong trào của LLVT nhân dân"),
    usual(&["PCCC", "phòng cháy chữa cháy"], "Luật PCCC và cứu nạn, cứu hộ 2024"),
    usual(&["CNTT", "công nghệ thông tin"], "Luật Công nghệ thông tin 2006"),
    usual(&["CĐS", "chuyển đổi số"], "Quyết định 749/QĐ-TTg năm 2020; tên tổ CĐS cộng đồng"),
    usual(&["VSMT", "vệ sinh môi trường"], "tiêu chí môi trường của bộ tiêu chí nông thôn mới"),
    usual(&["ATTP", "an toàn thực phẩm"], "Luật An toàn thực phẩm 2010; tên Chi cục ATVSTP"),
    usual(&["GTNT", "giao thông nông thôn"], "tiêu chí giao thông của bộ tiêu chí nông thôn mới"),
    usual(&["BHYT", "bảo hiểm y tế"], "Luật Bảo hiểm y tế; chữ in trên thẻ"),
    usual(&["BHXH", "bảo hiểm xã hội"], "Luật Bảo hiểm xã hội; tên cơ quan BHXH"),
    usual(&["ĐVTN", "đoàn viên thanh niên"], "văn bản của Đoàn TNCS Hồ Chí Minh"),
    usual(&["LHPN", "liên hiệp phụ nữ"], "tên Hội LHPN Việt Nam"),
    usual(&["CCB", "cựu chiến binh"], "tên Hội CCB Việt Nam"),
    usual(&["DTTS", "dân tộc thiểu số"], "Quyết định 1719/QĐ-TTg năm 2021 về vùng đồng bào DTTS và miền núi"),
    usual(&["PBGDPL", "phổ biến, giáo dục pháp luật"], "Luật Phổ biến, giáo dục pháp luật 2012"),
    usual(&["QCDC", "quy chế dân chủ"], "văn bản về thực hiện QCDC ở cơ sở"),
    usual(&["GPMB", "giải phóng mặt bằng"], "văn bản bồi thường, GPMB theo pháp luật đất đai"),
    usual(&["VLXD", "vật liệu xây dựng"], "công bố giá VLXD của sở xây dựng"),
    usual(&["CBCCVC", "cán bộ, công chức, viên chức"], "Luật Cán bộ, công chức; Luật Viên chức"),
];

/// The synonyms that were used for a part of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AlsoSearched {
    /// The folded words of the query, which identify the part in an address.
    pub key: String,
    /// What else was found for them.
    pub others: Vec<String>,
}

/// Normalises a text: its syllables, separated by spaces.
pub fn spelled(text: &str) -> String {
    words(text).into_iter().map(|word| word.surface).collect::<Vec<_>>().join(" ")
}

/// The site's own groups, and the built-in ones that share no text with them.
pub fn with_built_in(own: &[Vec<String>]) -> Vec<Vec<String>> {
    let own_words: HashSet<String> = own.iter().flatten().map(|text| spelled(text)).collect();
    let left =
        BUILT_IN.iter().filter(|group| group.texts.iter().all(|text| !own_words.contains(&spelled(text))));
    let left = left.map(|group| group.texts.iter().map(|text| text.to_string()).collect());
    own.iter().cloned().chain(left).collect()
}

/// Groups of synonyms, by which names get variants.
#[derive(Debug)]
pub struct SynonymGroups {
    /// Normalised, with a space before and after.
    groups: Vec<Vec<String>>,
    /// The groups with a text that begins with a syllable, by that syllable: most names have none of them.
    starts: HashMap<String, Vec<usize>>,
}

impl SynonymGroups {
    /// Prepares groups.
    pub fn new(groups: &[Vec<String>]) -> SynonymGroups {
        let bounded = |text: &String| format!(" {} ", spelled(text));
        let groups: Vec<Vec<String>> =
            groups.iter().map(|group| group.iter().map(bounded).collect()).collect();
        let mut starts: HashMap<String, Vec<usize>> = HashMap::default();
        for (number, group) in groups.iter().enumerate() {
            for first in group.iter().filter_map(|text| text.split_whitespace().next()) {
                starts.entry(first.to_string()).or_default().push(number);
            }
        }
        SynonymGroups { groups, starts }
    }

    /// Returns the normalised variants of a name in which one text is replaced by a synonym.
    pub fn renamed(&self, name: &str) -> Vec<String> {
        let name = format!(" {} ", spelled(name));
        let numbers: BTreeSet<usize> =
            name.split(' ').filter_map(|word| self.starts.get(word)).flatten().copied().collect();
        let mut names = Vec::new();
        for group in numbers.into_iter().map(|number| &self.groups[number]) {
            let Some(own) = group.iter().find(|text| name.contains(text.as_str())) else { continue };
            let others = group.iter().filter(|other| *other != own);
            names.extend(others.map(|other| name.replacen(own, other, 1).trim().to_string()));
        }
        names
    }
}

/// The normalised texts of groups of which every pair is in some entry.
pub(super) fn used_texts(groups: &[Vec<String>], inverted: &Inverted, units: &EntryUnits) -> HashSet<String> {
    let texts: Vec<String> = groups.iter().flatten().map(|text| spelled(text)).collect();
    let wanted: HashSet<&str> = texts.iter().flat_map(|text| text.split(' ')).collect();
    let known = units.syllables.iter().map(String::as_str).zip(0u32..);
    let known: HashMap<&str, u32> = known.filter(|(word, _)| wanted.contains(word)).collect();
    let numbers: HashSet<u32> = known.values().copied().chain([ALONE]).collect();
    let used = units.units.iter().enumerate().filter(|(number, _)| inverted.is_used(*number));
    let used = used.map(|(_, unit)| *unit);
    let there: HashSet<(u32, u32)> =
        used.filter(|(first, second)| numbers.contains(first) && numbers.contains(second)).collect();
    let stands = |pair: &str| {
        let (first, second) =
            pair.split_once(' ').map_or((pair, None), |(first, second)| (first, Some(second)));
        let number = |word: &str| known.get(word).copied();
        let unit = number(first).zip(second.map_or(Some(ALONE), number));
        unit.is_some_and(|unit| there.contains(&unit))
    };
    texts.iter().filter(|text| pairs(text).into_iter().all(stands)).cloned().collect()
}

/// The pairs of neighbouring syllables of a normalised text, or the text itself if it is one syllable.
fn pairs(text: &str) -> Vec<&str> {
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let begin = std::iter::once(0).chain(spaces.iter().map(|at| at + 1));
    let ends = spaces.iter().skip(1).copied().chain(std::iter::once(text.len()));
    begin.zip(ends).map(|(from, to)| &text[from..to]).collect()
}

/// The lines of groups in the table of names: one for each text, followed by the other texts of its group that
/// `is_used` accepts.
pub(super) fn lines(groups: &[Vec<String>], is_used: &dyn Fn(&str) -> bool) -> Vec<NameLine> {
    let mut lines = Vec::new();
    for (number, group) in (0..).zip(groups) {
        let texts: Vec<String> = group.iter().map(|text| spelled(text)).collect();
        for own in &texts {
            let mut written = vec![own.as_str()];
            written.extend(texts.iter().filter(|other| *other != own && is_used(other)).map(String::as_str));
            if written.len() > 1 {
                lines.push(NameLine {
                    key: format!("{SIGN}{}", fold(own)),
                    class: 0,
                    facet: SYNONYM,
                    value: number,
                    written: written.join(SIGN),
                });
            }
        }
    }
    lines
}

/// The entries that have a text: in their title, and anywhere.
#[derive(Default)]
struct TextEntries {
    titled: Vec<u32>,
    all: Vec<u32>,
}

impl TextEntries {
    fn of<'f>(forms: impl Iterator<Item = &'f Form>) -> TextEntries {
        let mut found = TextEntries::default();
        for form in forms {
            found.titled.extend(&form.lists[0]);
            found.all.extend(form.lists.iter().flatten());
        }
        for list in [&mut found.titled, &mut found.all] {
            list.sort_unstable();
            list.dedup();
        }
        found
    }

    fn within(mut self, other: &TextEntries) -> TextEntries {
        self.titled.retain(|entry| other.titled.binary_search(entry).is_ok());
        self.all.retain(|entry| other.all.binary_search(entry).is_ok());
        self
    }

    fn form(mut self) -> Form {
        self.all.retain(|entry| self.titled.binary_search(entry).is_err());
        Form { lists: [self.titled, Vec::new(), self.all, Vec::new()], ..Form::default() }
    }
}

impl Matcher<'_> {
    /// Scores synonyms in addition to the words that they replace. Words of `plain`, quoted words and recognised names
    /// are not expanded.
    pub(crate) fn add_synonyms(
        &mut self,
        plain: &[String],
        quoted: &[bool],
    ) -> Result<Vec<AlsoSearched>, Fault> {
        let mut also = Vec::new();
        let mut at = 0;
        while at < self.words.len() && also.len() < RUNS {
            let Some((to, texts)) = self.synonyms_at(at, plain, quoted)? else {
                at += 1;
                continue;
            };
            let mut others = Vec::new();
            for text in texts {
                if others.len() < OTHERS && self.match_synonym(at, to, &text)? {
                    others.push(text);
                }
            }
            if !others.is_empty() {
                also.push(AlsoSearched { key: self.key(at, to), others });
            }
            at = to;
        }
        Ok(also)
    }

    /// Finds the longest run of words from `from` on that has synonyms. Returns its end and the synonyms.
    fn synonyms_at(
        &self,
        from: usize,
        plain: &[String],
        quoted: &[bool],
    ) -> Result<Option<(usize, Vec<String>)>, Fault> {
        let is_free = |word: usize| {
            quoted.get(word) != Some(&true)
                && !self.parts.iter().any(|part| (part.from..part.to).contains(&word))
        };
        if !is_free(from) {
            return Ok(None);
        }
        let mut end = from + 1;
        while self.joined(end) && is_free(end) && end - from < LONGEST {
            end += 1;
        }
        for to in (from + 1..=end).rev() {
            let key = self.key(from, to);
            let line = format!("{SIGN}{key}");
            if plain.contains(&key) || !self.source.is_start(&line) {
                continue;
            }
            let mut others: Vec<String> = Vec::new();
            for line in self.source.names(&line, &line, usize::MAX)? {
                let mut texts = line.written.split(SIGN);
                let mut own = texts.next().unwrap_or_default().split(' ').enumerate();
                if own.all(|(n, written)| self.marks(from + n, written) >= AGREES) {
                    texts.for_each(|text| others.push(text.to_string()));
                }
            }
            if !others.is_empty() {
                return Ok(Some((to, others)));
            }
        }
        Ok(None)
    }

    /// Scores a synonym in place of the words `from..to`. Returns whether any entry has it.
    fn match_synonym(&mut self, from: usize, to: usize, text: &str) -> Result<bool, Fault> {
        let own: Vec<(&str, String)> = text.split(' ').map(|word| (word, fold(word))).collect();
        let mut found: Option<TextEntries> = None;
        for n in 0..own.len().max(2) - 1 {
            let (word, folded) = &own[n];
            let (forms, next) = match own.get(n + 1) {
                Some((next, behind)) => (self.source.pair(folded, behind)?, *next),
                None => (self.source.single(folded)?, ""),
            };
            let here = TextEntries::of(forms.iter().filter(|form| form.own == *word && form.other == next));
            found = Some(match found {
                Some(before) => here.within(&before),
                None => here,
            });
        }
        let found = found.unwrap_or_default();
        if found.all.is_empty() {
            return Ok(false);
        }
        let mut edges = Vec::new();
        if let (true, Some((first, folded))) = (self.joined(from), own.first()) {
            let forms = self.source.pair(&self.words[from - 1].folded, folded)?;
            let here =
                forms.iter().filter(|form| form.other == *first && self.marks(from - 1, &form.own) >= AGREES);
            edges.push((vec![from - 1, from], TextEntries::of(here)));
        }
        if let (true, Some((last, folded))) = (self.joined(to), own.last()) {
            let forms = self.source.pair(folded, &self.words[to].folded)?;
            let here = forms.iter().filter(|form| form.own == *last && self.marks(to, &form.other) >= AGREES);
            edges.push((vec![to - 1, to], TextEntries::of(here)));
        }
        for (words, entries) in edges {
            self.score_text(words, entries.within(&found), true);
        }
        self.score_text((from..to).collect(), found, own.len() > 1 || to - from > 1);
        Ok(true)
    }

    fn score_text(&mut self, words: Vec<usize>, entries: TextEntries, is_beside: bool) {
        let term = self.new_term(words);
        (self.terms[term].is_synonym, self.terms[term].is_beside) = (true, is_beside);
        self.score(term, &[entries.form()], 16, vec![AGREES]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_a_line_with_the_others_that_are_used() {
        let groups = [vec!["Hiến đất".to_string(), "góp đất".into(), "hiến thổ".into()]];
        let lines: Vec<(String, String)> = lines(&groups, &|text| text != "hiến thổ")
            .into_iter()
            .map(|line| (line.key, line.written))
            .collect();
        let line = |key: &str, written: &str| (key.to_string(), written.to_string());
        assert_eq!(
            lines,
            [
                line("=hien dat", "hiến đất=góp đất"),
                line("=gop dat", "góp đất=hiến đất"),
                line("=hien tho", "hiến thổ=hiến đất=góp đất"),
            ]
        );
    }

    #[test]
    fn texts_split_into_pairs() {
        assert_eq!(pairs("nông thôn mới"), ["nông thôn", "thôn mới"]);
        assert_eq!((pairs("ntm"), pairs("góp đất")), (vec!["ntm"], vec!["góp đất"]));
    }

    #[test]
    fn whole_words_of_a_name_are_replaced() {
        let groups = SynonymGroups::new(&[
            vec!["HTX".to_string(), "hợp tác xã".into()],
            vec!["tổ".into(), "đội".into()],
        ]);
        assert_eq!(groups.renamed("HTX Tổ Ong"), ["hợp tác xã tổ ong", "htx đội ong"]);
        assert!(groups.renamed("Tổng công ty").is_empty());
    }

    #[test]
    fn built_in_groups_are_disjoint_and_short() {
        let mut seen = HashSet::default();
        for BuiltIn { texts, source } in BUILT_IN {
            assert!(texts.len() > 1 && !source.is_empty(), "{texts:?}");
            for text in *texts {
                let spelled = spelled(text);
                assert!(spelled.split(' ').count() <= LONGEST && seen.insert(spelled), "{text}");
            }
        }
    }
}
