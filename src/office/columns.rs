//! Columns and the keys that they hold: those of an export, and those that other lists have.
//!
//! Takes the schema and a heading as somebody wrote it, gives a key. Never reads a cell below a heading.

use crate::diagnostic::Language;
use crate::schema::{Key, Keys, Need, Type, keys_of};
use crate::text::bare_words;

/// What the cells below a heading are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnTarget {
    /// The value of a key, by its path in the table of the sheet: `started`, `leader.name`.
    Key(String),
    /// A section of the text below the front matter, with the heading as its title.
    Section,
    /// The whole text below the front matter, as Markdown.
    Text,
    /// The id of an entry.
    Id,
    /// The title of the entry that a row of another sheet belongs to.
    Title,
    /// The number of a row among those of its entry, from 1.
    Order,
    /// The marks of an exported row, for these columns.
    Marks(Vec<String>),
    /// Nothing that an entry has: a running number.
    Nothing,
}

/// The keys of an entry that have no column: an address is moved by `guong rename`, and approval is given in person.
const WITHOUT_COLUMN: &[&str] = &["slug", "aliases", "attachments"];

/// Keys within tables that a list of entries may have a column for.
const NESTED: &[&str] = &["leader.name", "leader.position", "contact.name", "contact.phone", "cost.total"];

/// Returns the keys of an entry that a column of a list of entries holds, in the order of the schema.
pub(super) fn entry_keys() -> impl Iterator<Item = &'static Key> {
    keys_of("entry").keys.iter().filter(|key| is_flat(key) && !WITHOUT_COLUMN.contains(&key.name))
}

/// Returns the keys of an entry that have a sheet of their own, with the keys of their rows.
pub(super) fn sheets() -> impl Iterator<Item = (&'static Key, &'static Keys)> {
    keys_of("entry").keys.iter().filter_map(|key| match key.kind {
        Type::Table(keys) if key.many && !key.private => Some((key, keys)),
        _ => None,
    })
}

/// Returns the keys of a sheet's rows that have a column.
pub(super) fn row_keys(keys: &'static Keys) -> impl Iterator<Item = &'static Key> {
    keys.keys.iter().filter(|key| is_flat(key))
}

fn is_flat(key: &Key) -> bool {
    !key.private && !matches!(key.kind, Type::Table(_) | Type::Point)
}

/// Whether units that register entries are asked for a key.
pub(super) fn is_asked(key: &Key) -> bool {
    key.need <= Need::Advised
        && !matches!(key.name, "draft" | "published" | "verified" | "updated" | "replicates")
}

pub(super) fn is_importable(path: &str) -> bool {
    NESTED.contains(&path) || entry_keys().any(|key| key.name == path)
}

/// Returns every key that a column of a list of entries can have.
pub(super) fn importable() -> Vec<String> {
    entry_keys().map(|key| key.name).chain(NESTED.iter().copied()).map(String::from).collect()
}

/// Returns what a form offers for a column, with its words: keys by their paths, the text, the id.
pub fn columns_for_forms(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    let keys = entry_keys().map(|key| key.name).chain(NESTED.iter().copied());
    let keys = keys.filter_map(move |path| {
        let outer = path.split_once('.').map_or(path, |(outer, _)| outer);
        let shown = if outer == path {
            declared(keys_of("entry"), path)?.label
        } else {
            keys_of("entry").find(outer)?.1.label
        };
        Some((path, shown.of(language)))
    });
    let text = if language == Language::Vi { "Bài viết" } else { "Story" };
    keys.chain([("text", text), ("id", id_heading(language))])
}

/// Returns the declaration of a key by its path in the table of a sheet.
pub(super) fn declared(root: &'static Keys, path: &str) -> Option<&'static Key> {
    match path.split_once('.') {
        None => root.find(path).map(|(_, key)| key),
        Some((outer, inner)) => match root.find(outer)?.1.kind {
            Type::Table(keys) => keys.find(inner).map(|(_, key)| key),
            _ => None,
        },
    }
}

/// The heading of the column of ids.
pub(super) fn id_heading(language: Language) -> &'static str {
    if language == Language::Vi { "Mã bài" } else { "Entry id" }
}

/// The heading of the column of titles on the sheets of results, photos and so on.
pub(super) fn title_heading(language: Language) -> &'static str {
    if language == Language::Vi { "Tên mô hình" } else { "Entry title" }
}

/// The heading of the column of row numbers on those sheets.
pub(super) fn order_heading(language: Language) -> &'static str {
    if language == Language::Vi { "Thứ tự" } else { "Order" }
}

/// What the heading of the column of marks begins with; the names of the marked columns follow.
pub(super) const MARKS: &str = "guong-1:";

/// Headings of lists that offices keep, as bare words, with the key that each means. Of several that a longer heading
/// begins with, the longest counts.
const USUAL: &[(&str, &str)] = &[
    ("ten-mo-hinh", "title"),
    ("ten-mo-hinh-dien-hinh", "title"),
    ("ten-dien-hinh", "title"),
    ("ten-goi", "title"),
    ("ten-bai", "title"),
    ("ten-cach-lam", "title"),
    ("ten-cong-trinh", "title"),
    ("ten-phan-viec", "title"),
    ("ten-tap-the-ca-nhan", "title"),
    ("mo-hinh", "title"),
    ("mo-hinh-dien-hinh", "title"),
    ("mo-hinh-dan-van-kheo", "title"),
    ("ten-va-noi-dung-mo-hinh", "title"),
    ("loai-hinh", "kind"),
    ("loai-mo-hinh", "kind"),
    ("hinh-thuc-mo-hinh", "kind"),
    ("doi-tuong", "kind"),
    ("linh-vuc", "fields"),
    ("thuoc-linh-vuc", "fields"),
    ("nhom-linh-vuc", "fields"),
    ("nhom-noi-dung", "fields"),
    ("dia-chi", "locality"),
    ("dia-ban", "locality"),
    ("dia-ban-thuc-hien", "locality"),
    ("dia-phuong", "locality"),
    ("dia-diem", "locality"),
    ("noi-thuc-hien", "locality"),
    ("xa-phuong", "locality"),
    ("xa-phuong-thi-tran", "locality"),
    ("xa-phuong-dac-khu", "locality"),
    ("ten-xa-phuong", "locality"),
    ("don-vi", "unit"),
    ("ten-don-vi", "unit"),
    ("don-vi-thuc-hien", "unit"),
    ("don-vi-dang-ky", "unit"),
    ("don-vi-chu-tri", "unit"),
    ("don-vi-xay-dung", "unit"),
    ("co-quan-don-vi", "unit"),
    ("co-quan-thuc-hien", "unit"),
    ("co-quan-chu-tri", "unit"),
    ("chu-the-thuc-hien", "unit"),
    ("tap-the-ca-nhan-thuc-hien", "unit"),
    ("thoi-gian", "started"),
    ("thoi-gian-bat-dau", "started"),
    ("thoi-gian-thuc-hien", "started"),
    ("thoi-gian-trien-khai", "started"),
    ("thoi-gian-xay-dung", "started"),
    ("thoi-diem-bat-dau", "started"),
    ("thoi-gian-ra-mat", "started"),
    ("nam", "started"),
    ("nam-bat-dau", "started"),
    ("nam-thuc-hien", "started"),
    ("nam-xay-dung", "started"),
    ("thang-nam", "started"),
    ("ngay-bat-dau", "started"),
    ("tu-ngay", "started"),
    ("tu-nam", "started"),
    ("thoi-gian-ket-thuc", "ended"),
    ("ngay-ket-thuc", "ended"),
    ("nam-ket-thuc", "ended"),
    ("den-ngay", "ended"),
    ("den-nam", "ended"),
    ("tom-tat-noi-dung", "summary"),
    ("noi-dung-tom-tat", "summary"),
    ("mo-ta", "summary"),
    ("mo-ta-ngan", "summary"),
    ("giai-doan", "phase"),
    ("dot", "phase"),
    ("ly-do-xay-dung", "reason"),
    ("su-can-thiet", "reason"),
    ("muc-dich", "goal"),
    ("muc-tieu", "goal"),
    ("kinh-phi", "cost.total"),
    ("tong-kinh-phi", "cost.total"),
    ("kinh-phi-thuc-hien", "cost.total"),
    ("nguoi-phu-trach", "leader.name"),
    ("nguoi-dung-dau", "leader.name"),
    ("dau-moi-lien-he", "contact.name"),
    ("nguoi-lien-he", "contact.name"),
    ("ngay-kiem-tra", "verified"),
    ("so-van-ban", "documents"),
    ("van-ban-lien-quan", "documents"),
    ("so-noi-nhan-rong", "spread"),
];

/// Headings of what becomes sections of the text.
const SECTIONS: &[&str] = &[
    "noi-dung",
    "cach-lam",
    "noi-dung-thuc-hien",
    "noi-dung-mo-hinh",
    "ket-qua",
    "ket-qua-dat-duoc",
    "ket-qua-thuc-hien",
    "hieu-qua",
    "hieu-qua-mang-lai",
    "kinh-nghiem",
    "bai-hoc-kinh-nghiem",
];

/// Headings of running numbers.
const NOTHING: &[&str] = &["stt", "tt", "so-tt", "so-thu-tu", "no"];

/// How well a heading names a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HeadingFit {
    /// It begins with a usual heading of at least two words, of this length.
    Begins(usize),
    /// It is a usual heading, the key's label or its name.
    Is,
}

/// Returns what the cells below a heading of a list of entries are.
pub(super) fn of_heading(heading: &str) -> Option<(ColumnTarget, HeadingFit)> {
    let whole = bare_words(heading);
    // `Lĩnh vực (kinh tế, xã hội…)`
    let (outside, _) = heading.split_once('(').unwrap_or((heading, ""));
    [whole, bare_words(outside)].iter().find_map(|words| of_words(words))
}

fn of_words(words: &str) -> Option<(ColumnTarget, HeadingFit)> {
    let key = |path: &str| ColumnTarget::Key(path.into());
    if words.is_empty() {
        return None;
    }
    if NOTHING.contains(&words) {
        return Some((ColumnTarget::Nothing, HeadingFit::Is));
    }
    if [Language::Vi, Language::En].iter().any(|language| bare_words(id_heading(*language)) == words) {
        return Some((ColumnTarget::Id, HeadingFit::Is));
    }
    let is_named = |named: &&Key| {
        [named.name, named.label.vi, named.label.en].iter().any(|name| bare_words(name) == words)
    };
    // `Địa chỉ` is the label of an address on the web, which has no column, and where lists say where an entry is.
    if let Some(named) = entry_keys().find(is_named) {
        return Some((key(named.name), HeadingFit::Is));
    }
    if let Some(path) = NESTED.iter().find(|path| **path == words.replace('-', ".")) {
        return Some((key(path), HeadingFit::Is));
    }
    if let Some((_, path)) = USUAL.iter().find(|(usual, _)| *usual == words) {
        return Some((key(path), HeadingFit::Is));
    }
    if SECTIONS.contains(&words) {
        return Some((ColumnTarget::Section, HeadingFit::Is));
    }
    let begins = |usual: &str| {
        usual.contains('-') && words.strip_prefix(usual).is_some_and(|rest| rest.starts_with('-'))
    };
    let keys = USUAL.iter().map(|(usual, path)| (*usual, key(path)));
    let sections = SECTIONS.iter().map(|usual| (*usual, ColumnTarget::Section));
    let longest =
        keys.chain(sections).filter(|(usual, _)| begins(usual)).max_by_key(|(usual, _)| usual.len());
    longest.map(|(usual, target)| (target, HeadingFit::Begins(usual.len())))
}

/// Returns what the cells below a heading of a sheet of results, photos and so on are.
pub(super) fn of_row_heading(keys: &'static Keys, heading: &str) -> Option<ColumnTarget> {
    let words = bare_words(heading);
    let is = |of: fn(Language) -> &'static str| {
        [Language::Vi, Language::En].iter().any(|language| bare_words(of(*language)) == words)
    };
    match () {
        () if words.is_empty() => None,
        () if is(id_heading) => Some(ColumnTarget::Id),
        () if is(title_heading) => Some(ColumnTarget::Title),
        () if is(order_heading) => Some(ColumnTarget::Order),
        () => {
            let is_named = |named: &&Key| {
                [named.name, named.label.vi, named.label.en].iter().any(|name| bare_words(name) == words)
            };
            row_keys(keys).find(is_named).map(|key| ColumnTarget::Key(key.name.into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_column_has_a_heading_of_its_own() {
        for language in [Language::Vi, Language::En] {
            let mut own = BTreeSet::from([bare_words(id_heading(language))]);
            assert!(entry_keys().all(|key| own.insert(bare_words(key.label.of(language)))));
            for (of, keys) in sheets() {
                let mut own: BTreeSet<String> = [id_heading, title_heading, order_heading]
                    .iter()
                    .map(|of| bare_words(of(language)))
                    .collect();
                assert!(
                    row_keys(keys).all(|key| own.insert(bare_words(key.label.of(language)))),
                    "{}",
                    of.name
                );
            }
        }
    }

    #[test]
    fn usual_headings_are_bare_and_name_keys() {
        for (usual, path) in USUAL {
            assert_eq!(bare_words(usual), *usual);
            assert!(is_importable(path), "{path}");
        }
        assert!(SECTIONS.iter().chain(NOTHING).all(|usual| bare_words(usual) == **usual));
    }

    #[test]
    fn headings_are_read_as_offices_write_them() {
        let target = |heading| match of_heading(heading) {
            Some((ColumnTarget::Key(path), _)) => path,
            other => format!("{other:?}"),
        };
        for (heading, key) in [
            ("TÊN MÔ HÌNH, ĐIỂN HÌNH", "title"),
            ("Tên mô hình “Dân vận khéo” đăng ký năm 2024", "title"),
            ("Lĩnh vực (KT, VH-XH, QP-AN)", "fields"),
            ("Dia chi", "locality"),
            ("Thời gian bắt đầu", "started"),
            ("Đơn vị thực hiện", "unit"),
            ("Title", "title"),
            ("leader.name", "leader.name"),
        ] {
            assert_eq!(target(heading), key, "{heading}");
        }
        assert_eq!(of_heading("Ghi chú"), None);
        assert_eq!(of_heading(""), None);
        assert_eq!(of_heading("Kết quả").unwrap().0, ColumnTarget::Section);
    }
}
