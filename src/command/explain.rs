//! `guong explain PATH`: shows what an output depends on and whether it is published.

use super::args::Invocation;
use super::{Outcome, err, open, out, reported, root, say, stopped};
use crate::diagnostic::{Language, Severity};
use crate::digest::Digest;
use crate::plan::{Output, Plan, build};
use crate::publish::{ManifestReading, read_manifest};
use crate::render::{draw_text, whole_view};
use crate::search::layout::{FOLDER, FileKind, MANIFEST};
use crate::text::harmless;
use crate::world::DiskWorld;
use std::path::Path;

/// The maximum number of characters shown of a value.
const PREVIEW: usize = 100;

/// Runs the command.
pub(super) fn run(path: &str, published: Option<&Path>, invocation: &Invocation) -> Outcome {
    let root = root(invocation);
    let published = published.map_or_else(|| root.join("public"), Path::to_path_buf);
    let site = match open(&root, invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let Some((catalogue, theme)) = &site.ready else {
        let errors = site.diagnostics.iter().filter(|d| d.severity() == Severity::Error);
        let errors: Vec<_> = errors.cloned().collect();
        err(&reported(&errors, invocation));
        return stopped(&errors);
    };
    let plan = Plan::new(catalogue, theme);
    let path = normalise(path, &catalogue.config.base_url);
    let found: Vec<&Output> = plan
        .outputs()
        .iter()
        .filter(|output| {
            let is_page = output.path.strip_suffix("index.html") == Some(&*format!("{path}/"));
            let is_home = path.is_empty() && output.path == "index.html";
            output.path == path || is_page || is_home || plan.sources(output.what).contains(&path)
        })
        .collect();
    if let Some(text) = index_file(&plan, &path, &published, invocation.language) {
        out(&text);
        return Outcome::Done;
    }
    if found.is_empty() {
        let text = say::pick(
            invocation.language,
            "không có trang hay tệp nguồn nào như thế; ghi địa chỉ như mo-hinh/tha-ca/ hoặc đường dẫn tệp trong content",
            "there is no such output or source; give an address such as mo-hinh/tha-ca/ or a path in content",
        );
        err(&format!("guong: {path}: {text}\n"));
        return Outcome::ContentHasErrors;
    }
    for output in found {
        out(&explanation(&plan, output, &site.world, &published, invocation.language));
    }
    Outcome::Done
}

/// Converts what a person may give (an address, also an absolute one, a path in `public/`, or a source's path)
/// to an output's or a source's path.
fn normalise(path: &str, base_url: &str) -> String {
    let path = path.strip_prefix(base_url).unwrap_or(path).replace('\\', "/");
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let path = path.strip_prefix("public/").unwrap_or(path);
    let path = path.strip_suffix("index.html").filter(|rest| !rest.is_empty()).unwrap_or(path);
    path.trim_end_matches('/').to_string()
}

fn explanation(
    plan: &Plan<'_>,
    output: &Output,
    world: &DiskWorld,
    published: &Path,
    language: Language,
) -> String {
    let key = plan.key(output.what);
    let published = match read_manifest(published) {
        Ok(ManifestReading::Whole(manifest)) => manifest.find(&output.path).map(|line| line.key),
        _ => None,
    };
    let state = match published {
        Some(old) if old == key => say::pick(language, "đang công bố đúng bản này", "published as it is"),
        Some(_) => say::pick(
            language,
            "bản đang công bố khác: lần dựng tới sẽ ghi lại",
            "published differently: the next build writes it",
        ),
        None => say::pick(language, "chưa công bố", "not published"),
    };
    let mut text =
        format!("{}\n  {}: {key} ({state})\n", harmless(&output.path), say::pick(language, "khóa", "key"));
    let mut line = |name: &str, value: &str| text.push_str(&format!("  {name}: {}\n", harmless(value)));
    for source in plan.sources(output.what) {
        line(say::pick(language, "tệp nguồn", "source"), &source);
    }
    if let Some(template) = Plan::template(output.what) {
        let digest = plan.theme.digest(template);
        line(say::pick(language, "mẫu trang", "template"), &format!("{template}, parts/* ({digest})"));
        line(say::pick(language, "bản chương trình", "program"), &build().to_string());
    }
    if let Some((picture, _)) = plan.derived(output.what) {
        let picture = &plan.catalogue.pictures[picture];
        let (width, height) = picture.size();
        line(
            say::pick(language, "ảnh gốc", "picture"),
            &format!("{width} × {height} ({})", picture.digest()),
        );
    }
    let view = whole_view(plan, output.what, world);
    let drawn = view
        .and_then(|view| view.map(|mut view| draw_text(plan, output, &mut view).map(|()| view)).transpose());
    match drawn {
        Ok(Some(view)) => {
            line(say::pick(language, "trang này đọc", "the view"), "");
            if let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(&view) {
                for (name, value) in fields {
                    text.push_str(&format!("    {name} [{}] {}\n", short_digest(&value), preview(&value)));
                }
            }
        }
        Ok(None) => {}
        Err(problem) => line("!", &problem.message(language)),
    }
    text
}

/// Returns the start of a value's digest, enough to see whether the value changed.
fn short_digest(value: &serde_json::Value) -> String {
    Digest::of_bytes(value.to_string().as_bytes()).to_string()[..8].to_string()
}

fn preview(value: &serde_json::Value) -> String {
    let text = match value {
        serde_json::Value::Array(items) => {
            let titles: Vec<&str> = items.iter().filter_map(|item| item.get("title")?.as_str()).collect();
            if titles.is_empty() {
                value.to_string()
            } else {
                format!("{}: {}", items.len(), titles.join(" · "))
            }
        }
        serde_json::Value::String(text) => text.replace('\n', " "),
        other => other.to_string(),
    };
    match text.char_indices().nth(PREVIEW) {
        Some((end, _)) => format!("{}…", harmless(&text[..end])),
        None => harmless(&text).into_owned(),
    }
}

/// What a file of the search index contains, in Vietnamese and in English.
fn contents(kind: FileKind) -> (&'static str, &'static str) {
    match kind {
        FileKind::TablePart => ("một phần mục lục của các khối", "a part of the table of blocks"),
        FileKind::Postings => {
            ("âm tiết và cặp âm tiết, có trong mô hình nào", "which entries have a syllable or a pair")
        }
        FileKind::LongLists => {
            ("những âm tiết rất phổ biến, có trong mô hình nào", "which entries have a very common syllable")
        }
        FileKind::Neighbours => (
            "âm tiết nào đứng cạnh âm tiết nào, để gõ nốt và sửa lỗi gõ",
            "which syllables are next to each other, to complete words and correct slips",
        ),
        FileKind::Cards => ("những gì hiện ra ở mỗi kết quả", "what each result shows"),
        FileKind::Facet => {
            ("một mục lọc: các giá trị và mô hình của chúng", "a facet: its values and their entries")
        }
        FileKind::Names => (
            "tên lĩnh vực, nơi chốn, đơn vị, văn bản mà ô tìm nhận ra, và các từ đồng nghĩa",
            "names of fields, places, units and documents that a query may contain, and synonyms",
        ),
        FileKind::Values => {
            ("những mô hình mà mỗi tên ấy chỉ tới", "the entries that each of those names stands for")
        }
        FileKind::Days => ("ngày đăng của các mô hình", "the entries' days of publication"),
    }
}

/// Explains a published file of the search index; returns `None` for other paths.
fn index_file(plan: &Plan<'_>, path: &str, published: &Path, language: Language) -> Option<String> {
    let pick = |vi: &'static str, en: &'static str| say::pick(language, vi, en);
    let name = path.strip_prefix(FOLDER);
    if !plan.catalogue.config.search || (path != MANIFEST && name.is_none()) {
        return None;
    }
    let Ok(ManifestReading::Whole(published)) = read_manifest(published) else { return None };
    published.find(path)?;
    let (vi, en) = match name {
        Some(name) => contents(FileKind::of_name(name)?),
        None => (
            "địa chỉ không đổi mà các trang nhắc tới, cho biết các tệp khác",
            "the entry point at a fixed address, which names the other files",
        ),
    };
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
