//! Other words for what was typed: `góp đất` for `hiến đất`, `nông thôn mới` for `NTM`.
//!
//! Takes groups of texts that say the same ([`BUILT_IN`], and those of the site), gives their lines in the table of
//! names; lets the other texts of a group count where a query has one of them. What was typed comes first: of one
//! tier, what is in it by a synonym alone stands behind the rest. The browser's reader does the same, rule for rule
//! (`themes/guong/assets/search-synonyms.js`).

use std::collections::HashSet;

use serde::Serialize;

use super::inverted::Inverted;
use super::lists::Form;
use super::marks::AGREES;
use super::matcher::Matcher;
use super::names::NameLine;
use super::reader::Fault;
use super::tokens::words;
use super::units::EntryUnits;
use crate::text::fold;

/// Begins the key of a group's text in the table of names, and parts the texts of its line.
pub const SIGN: &str = "=";
/// The number that stands for synonyms where names have that of their facet.
pub(super) const SYNONYM: u8 = 99;
/// Maximum number of places in a query for which synonyms are searched,
pub(super) const RUNS: usize = 3;
/// and of synonyms that count at each of them.
pub(super) const OTHERS: usize = 4;
/// Maximum number of syllables of a text of a group.
pub const LONGEST: usize = 8;

/// Words that say the same, and why they are taken to.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// The abbreviation and what it stands for, or two names of one thing.
    pub texts: &'static [&'static str],
    /// Where they are used so.
    pub source: &'static str,
}

const fn usual(texts: &'static [&'static str], source: &'static str) -> BuiltIn {
    BuiltIn { texts, source }
}

/// Pairs that every gallery of the movement has, unless its site switches them off. An abbreviation that may be
/// read in two ways (`TP`, `BCH`, `GD`) is not here.
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

/// What was searched beside what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AlsoSearched {
    /// The words of the query without marks, by which they are known in an address.
    pub key: String,
    /// What else was found for them.
    pub others: Vec<String>,
}

/// The one form of a text, its syllables parted by spaces.
pub fn spelled(text: &str) -> String {
    words(text).into_iter().map(|word| word.surface).collect::<Vec<_>>().join(" ")
}

/// The groups that hold: a site's own and the built-in ones, but for those of which it says something itself.
pub fn with_built_in(own: &[Vec<String>]) -> Vec<Vec<String>> {
    let said: HashSet<String> = own.iter().flatten().map(|text| spelled(text)).collect();
    let left = BUILT_IN.iter().filter(|group| group.texts.iter().all(|text| !said.contains(&spelled(text))));
    let left = left.map(|group| group.texts.iter().map(|text| text.to_string()).collect());
    own.iter().cloned().chain(left).collect()
}

/// A name with other words for some of its own; in one form.
pub fn renamed<'g>(name: &str, groups: &'g [Vec<String>]) -> impl Iterator<Item = String> + use<'g> {
    let name = format!(" {} ", spelled(name));
    groups.iter().flat_map(move |group| {
        let texts: Vec<String> = group.iter().map(|text| format!(" {} ", spelled(text))).collect();
        let own = texts.iter().find(|text| name.contains(text.as_str())).cloned();
        let name = name.clone();
        own.into_iter().flat_map(move |own| {
            let others: Vec<String> = texts.iter().filter(|other| **other != own).cloned().collect();
            let name = name.clone();
            others.into_iter().map(move |other| name.replacen(&own, &other, 1).trim().to_string())
        })
    })
}

/// The texts of groups, in their one form, all of whose pairs stand in entries.
pub(super) fn standing(groups: &[Vec<String>], inverted: &Inverted, units: &EntryUnits) -> HashSet<String> {
    let texts: Vec<String> = groups.iter().flatten().map(|text| spelled(text)).collect();
    let wanted: HashSet<&str> = texts.iter().flat_map(|text| pairs(text)).collect();
    let used = units.units.iter().enumerate().filter(|(number, _)| inverted.is_used(*number));
    let there = used.filter_map(|(_, (first, second))| {
        let first = units.syllables.get(*first as usize)?;
        let own = match units.syllables.get(*second as usize) {
            Some(second) => format!("{first} {second}"),
            None => first.clone(),
        };
        wanted.contains(own.as_str()).then_some(own)
    });
    let there: HashSet<String> = there.collect();
    texts.iter().filter(|text| pairs(text).iter().all(|pair| there.contains(*pair))).cloned().collect()
}

/// The pairs of neighbours in a text of one form; the text itself where it is one syllable.
fn pairs(text: &str) -> Vec<&str> {
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let begin = std::iter::once(0).chain(spaces.iter().map(|at| at + 1));
    let ends = spaces.iter().skip(1).copied().chain(std::iter::once(text.len()));
    begin.zip(ends).map(|(from, to)| &text[from..to]).collect()
}

/// The lines of groups in the table of names: one for each text, with the others behind it. Texts of which `stands`
/// says that no entry has them stand behind none.
pub(super) fn lines(groups: &[Vec<String>], stands: &dyn Fn(&str) -> bool) -> Vec<NameLine> {
    let mut lines = Vec::new();
    for (number, group) in (0..).zip(groups) {
        let texts: Vec<String> = group.iter().map(|text| spelled(text)).collect();
        for own in &texts {
            let mut written = vec![own.as_str()];
            written.extend(texts.iter().filter(|other| *other != own && stands(other)).map(String::as_str));
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

/// The entries that have a text: those that have it in their title, and all.
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
    /// Lets synonyms count beside the words for which they stand; those of `plain` and what stands in quotes have
    /// none, nor do the parts that are understood.
    pub fn add_synonyms(&mut self, plain: &[String], quoted: &[bool]) -> Result<Vec<AlsoSearched>, Fault> {
        let mut also = Vec::new();
        let mut at = 0;
        while at < self.words.len() && also.len() < RUNS {
            let Some((to, texts)) = self.synonyms_at(at, plain, quoted)? else {
                at += 1;
                continue;
            };
            let mut others = Vec::new();
            for text in texts {
                if others.len() < OTHERS && self.count_synonym(at, to, &text)? {
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

    /// The longest run of words from one on that has synonyms: where it ends, and these.
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

    /// Lets a text count as some words; whether any entry has it.
    fn count_synonym(&mut self, from: usize, to: usize, text: &str) -> Result<bool, Fault> {
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
            self.count_text(words, entries.within(&found), true);
        }
        self.count_text((from..to).collect(), found, own.len() > 1 || to - from > 1);
        Ok(true)
    }

    fn count_text(&mut self, words: Vec<usize>, entries: TextEntries, is_beside: bool) {
        let asked = self.new_asked(words);
        (self.asked[asked].is_synonym, self.asked[asked].is_beside) = (true, is_beside);
        self.count(asked, &[entries.form()], 16, vec![AGREES]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_a_line_with_the_others_that_stand_somewhere() {
        let groups = [vec!["Hiến đất".to_string(), "góp đất".into(), "hiến thổ".into()]];
        let told: Vec<(String, String)> = lines(&groups, &|text| text != "hiến thổ")
            .into_iter()
            .map(|line| (line.key, line.written))
            .collect();
        let line = |key: &str, written: &str| (key.to_string(), written.to_string());
        assert_eq!(
            told,
            [
                line("=hien dat", "hiến đất=góp đất"),
                line("=gop dat", "góp đất=hiến đất"),
                line("=hien tho", "hiến thổ=hiến đất=góp đất"),
            ]
        );
    }

    #[test]
    fn a_text_falls_into_its_pairs() {
        assert_eq!(pairs("nông thôn mới"), ["nông thôn", "thôn mới"]);
        assert_eq!((pairs("ntm"), pairs("góp đất")), (vec!["ntm"], vec!["góp đất"]));
    }

    #[test]
    fn what_is_built_in_is_sound() {
        let mut seen = std::collections::HashSet::new();
        for BuiltIn { texts, source } in BUILT_IN {
            assert!(texts.len() > 1 && !source.is_empty(), "{texts:?}");
            for text in *texts {
                let spelled = spelled(text);
                assert!(spelled.split(' ').count() <= LONGEST && seen.insert(spelled), "{text}");
            }
        }
    }
}
