//! The search index as one stage between plan and publication.
//!
//! Takes the plan and what is published, gives the files of the index under their keys. While the key of
//! all that goes in is the published manifest's, the published files stand and nothing is read; else the
//! index is built whole, from the words that are kept between runs and the bodies of what is new.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use super::{say, site};
use crate::diagnostic::{Diagnostic, Language};
use crate::digest::Digest;
use crate::plan::Plan;
use crate::publish::{Line, Reading, Wanted, read_manifest};
use crate::render::html;
use crate::search::build::build;
use crate::search::layout::{FOLDER, MANIFEST};
use crate::search::record::Gallery;
use crate::search::units::Units;
use crate::world::World;

/// Where the words of entries are kept, in the state folder.
const WORDS: &str = "search.words";

/// The files of an index by path.
type Files = BTreeMap<String, Vec<u8>>;

/// The index of a site.
pub(super) struct Index<'p> {
    plan: &'p Plan<'p>,
    world: &'p dyn World,
    state: &'p Path,
    gallery: Gallery,
    key: Digest,
    files: OnceLock<Result<Files, Box<Diagnostic>>>,
}

impl<'p> Index<'p> {
    /// The index that a plan wants; nothing where the site publishes none.
    pub fn new(plan: &'p Plan<'p>, world: &'p dyn World, state: &'p Path) -> Option<Index<'p>> {
        if !plan.catalogue.config.search {
            // What was withdrawn must not linger.
            let _ = fs::remove_file(state.join(WORDS));
            return None;
        }
        let gallery = plan.search_gallery();
        let key = plan.search_key(&gallery);
        Some(Index { plan, world, state, gallery, key, files: OnceLock::new() })
    }

    /// The files under their keys. `published` is what stands now.
    ///
    /// # Errors
    /// A body that cannot be read.
    pub fn wanted(&self, published: &[Line]) -> Result<Vec<Wanted>, Box<Diagnostic>> {
        let stands = published.iter().any(|line| *line.path == *MANIFEST && line.key == self.key);
        let wanted = |path: &str, key| Wanted { path: path.to_string(), key: Some(key) };
        if stands {
            let own = |path: &str| path == MANIFEST || path.starts_with(FOLDER);
            let own = published.iter().filter(|line| own(&line.path));
            return Ok(own.map(|line| wanted(&line.path, line.key)).collect());
        }
        let key =
            |path: &str, bytes: &[u8]| if path == MANIFEST { self.key } else { Digest::of_bytes(bytes) };
        let files = self.files()?;
        Ok(files.iter().map(|(path, bytes)| wanted(path, key(path, bytes))).collect())
    }

    /// The bytes of a file. Asked for although it stands where somebody altered it.
    ///
    /// # Errors
    /// A body that cannot be read.
    pub fn bytes(&self, path: &str) -> Result<&[u8], Box<Diagnostic>> {
        Ok(self.files()?.get(path).map_or(&[], Vec::as_slice))
    }

    fn files(&self) -> Result<&Files, Box<Diagnostic>> {
        self.files.get_or_init(|| self.make()).as_ref().map_err(Clone::clone)
    }

    fn make(&self) -> Result<Files, Box<Diagnostic>> {
        let kept = self.state.join(WORDS);
        let program = crate::plan::build();
        let known = Units::decode(&fs::read(&kept).unwrap_or_default(), program);
        let wanted: Vec<Digest> = self.gallery.records.iter().map(|record| record.words).collect();
        let mut units = known.gather(&wanted, |entry| {
            let body = html(self.plan.search_body(entry as u32), self.world)?;
            Ok::<_, Box<Diagnostic>>(self.plan.search_texts(entry as u32, &body))
        })?;
        let files = build(&self.gallery, &mut units);
        if units.has_news() {
            // A cache: if it cannot be written, the next run reads again.
            let _ = site::replace(&kept, |out| out.write_all(&units.encode(program)));
        }
        Ok(files.into_iter().map(|file| (file.path, file.bytes)).collect())
    }
}

/// What the files of an index hold, by the letter that they begin with, in both languages.
const HOLDS: &[(char, &str, &str)] = &[
    ('t', "một phần mục lục của các khối", "a part of a table of blocks"),
    ('b', "âm tiết và cặp âm tiết, có trong mô hình nào", "which entries have a syllable or a pair"),
    ('o', "những âm tiết rất phổ biến, có trong mô hình nào", "which entries have a very common syllable"),
    ('l', "âm tiết nào đứng cạnh âm tiết nào, để gõ nốt và sửa lỗi gõ", "what stands beside each syllable"),
    ('k', "những gì hiện ra ở mỗi kết quả", "what results show"),
    ('n', "một mục lọc: các giá trị và mô hình của chúng", "a facet: its values and their entries"),
    ('d', "ngày đăng của các mô hình", "the days of publication"),
];

/// What a published file of the index is; nothing for every other path.
pub(super) fn explanation(plan: &Plan<'_>, path: &str, root: &Path, language: Language) -> Option<String> {
    let pick = |vi: &'static str, en: &'static str| say::pick(language, vi, en);
    let name = path.strip_prefix(FOLDER);
    if !plan.catalogue.config.search || (path != MANIFEST && name.is_none()) {
        return None;
    }
    let Ok(Reading::Whole(published)) = read_manifest(&root.join("public")) else { return None };
    published.find(path)?;
    let (_, vi, en) = name.map_or(
        (
            ' ',
            "địa chỉ không đổi mà các trang nhắc tới, cho biết các tệp khác",
            "the address that never changes, which names the others",
        ),
        |name| HOLDS.iter().find(|held| name.starts_with(held.0)).copied().unwrap_or((' ', "", "")),
    );
    let gallery = plan.search_gallery();
    let key = plan.search_key(&gallery);
    let state = match published.find(MANIFEST) {
        Some(line) if line.key == key => pick("đang công bố đúng bản này", "published as it is"),
        _ => pick(
            "bản đang công bố khác: lần dựng tới sẽ ghi lại",
            "published differently: the next build writes it",
        ),
    };
    let (part, of, whole) = (
        pick("phần của chỉ mục tìm kiếm", "a part of the search index"),
        pick("làm từ mọi mô hình đang công bố", "made of all published entries"),
        pick("khóa của cả chỉ mục", "key of the whole index"),
    );
    let entries = gallery.records.len();
    Some(format!("{path}\n  {part}: {}\n  {of}: {entries}\n  {whole}: {key} ({state})\n", pick(vi, en)))
}
