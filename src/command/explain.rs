//! `guong explain PATH`: why an output is what it is: its inputs and its key.

use super::args::Invocation;
use super::{Outcome, err, index, out, say, site, told};
use crate::diagnostic::{self, Language};
use crate::digest::Digest;
use crate::plan::{Output, Plan, What, build};
use crate::publish::{Reading, read_manifest};
use crate::render::whole_view;
use crate::text::harmless;
use crate::world::DiskWorld;
use std::path::Path;

/// How many characters of a value are shown.
const PREVIEW: usize = 100;

/// Runs the command.
pub(super) fn run(path: &str, invocation: &Invocation) -> Outcome {
    let root = site::root(invocation);
    let site = match site::open(&root, invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let Some((catalogue, theme)) = &site.ready else {
        let errors: Vec<_> =
            site.diagnostics.into_iter().filter(|d| d.severity() == diagnostic::Severity::Error).collect();
        err(&told(&errors, invocation));
        return Outcome::ContentHasErrors;
    };
    let plan = Plan::new(catalogue, theme);
    let wanted = normalise(path, &catalogue.config.base_url);
    let found: Vec<&Output> = plan
        .outputs()
        .iter()
        .filter(|output| {
            let is_page = output.path.strip_suffix("index.html") == Some(&*format!("{wanted}/"));
            let is_home = wanted.is_empty() && output.path == "index.html";
            output.path == wanted || is_page || is_home || plan.sources(output.what).contains(&wanted)
        })
        .collect();
    if let Some(text) = index::explanation(&plan, &wanted, &root, invocation.language) {
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
        out(&explanation(&plan, output, &site.world, &root, invocation.language));
    }
    Outcome::Done
}

/// An address, a path in `public/`, an absolute address of the site or a source's path, as the plan
/// names it.
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
    root: &Path,
    language: Language,
) -> String {
    let key = plan.key(output.what);
    let published = match read_manifest(&root.join("public")) {
        Ok(Reading::Whole(manifest)) => manifest.find(&output.path).map(|line| line.key),
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
    if let What::Photo(picture, _) = output.what {
        let picture = &plan.catalogue.pictures[picture];
        let (width, height) = picture.size();
        line(
            say::pick(language, "ảnh gốc", "picture"),
            &format!("{width} × {height} ({})", picture.digest()),
        );
    }
    match whole_view(plan, output.what, world) {
        Ok(Some(view)) => {
            line(say::pick(language, "trang này đọc", "the view"), "");
            if let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(&view) {
                for (name, value) in fields {
                    text.push_str(&format!("    {name} [{}] {}\n", short(&value), preview(&value)));
                }
            }
        }
        Ok(None) => {}
        Err(problem) => line("!", &problem.message(language)),
    }
    text
}

/// Enough of a value's digest to see whether it is another one.
fn short(value: &serde_json::Value) -> String {
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
