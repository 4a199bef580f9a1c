//! The sentences of `guong import`.

use std::fmt::Write;
use std::io;

use super::args::Invocation;
use super::say::pick;
use crate::diagnostic::{Format, Language, Severity};
use crate::office::cell::CellProblem;
use crate::office::{ColumnTarget, EntryOutcome, ImportedEntry, ListImport, OfferedDocument, SheetSummary};
use crate::site::WriteFault;
use crate::text::{self, harmless};

/// How many new entries, columns or left-out rows are listed.
const LISTED: usize = 30;

fn counted(count: usize, language: Language) -> String {
    text::number(count as f64, language == Language::En)
}

/// Says why the file to import could not be read.
pub(super) fn not_read(file: &str, error: &io::Error, language: Language) -> String {
    let file = harmless(file);
    let why = match error.kind() {
        io::ErrorKind::NotFound => pick(
            language,
            "không có tệp này; xem lại tên tệp và thư mục",
            "there is no such file; check its name and folder",
        ),
        io::ErrorKind::IsADirectory => {
            pick(language, "đây là thư mục; ghi tên một tệp", "this is a folder; name a file")
        }
        _ => return format!("guong: {file}: {error}\n"),
    };
    format!("guong: {file}: {why}\n")
}

/// Says which file could not be written, and what was written nevertheless.
pub(super) fn not_written(fault: &WriteFault, language: Language) -> String {
    let WriteFault { path, error, left } = fault;
    let mut text = format!("guong: {}: {error}\n", harmless(path));
    if left.is_empty() {
        text.push_str(pick(language, "guong: chưa ghi tệp nào\n", "guong: no file was written\n"));
        return text;
    }
    text.push_str(pick(language, "guong: các tệp sau đã ghi rồi:\n", "guong: these files were written:\n"));
    left.iter().for_each(|path| text.push_str(&format!("  {}\n", harmless(path))));
    text
}

/// Says that no sheet has a list.
pub(super) fn no_list(language: Language) -> &'static str {
    pick(
        language,
        "không thấy bảng nào có cột tên mô hình; chỉ cột bằng --map \"Tiêu đề cột=title\"",
        "no sheet has a column of titles; name it with --map \"Heading=title\"",
    )
}

/// Describes what was found on each sheet.
pub(super) fn sheets(result: &ListImport, language: Language) -> String {
    let mut text = String::new();
    for sheet in &result.sheets {
        let _ = write!(text, "{}", described(sheet, language));
    }
    text
}

fn described(sheet: &SheetSummary, language: Language) -> String {
    if sheet.is_report {
        let rows = counted(sheet.rows, language);
        return format!("{}: {rows}\n", pick(language, "Báo cáo, số bài", "Report, entries"));
    }
    let vi = language == Language::Vi;
    let name = if sheet.name.is_empty() {
        pick(language, "Bảng", "The list").to_string()
    } else {
        format!("{} “{}”", pick(language, "Trang tính", "Sheet"), harmless(&sheet.name))
    };
    let Some(heading) = sheet.heading else {
        return match (sheet.hidden, vi) {
            (true, true) => format!("{name}: đang ẩn, không đọc\n"),
            (true, false) => format!("{name}: hidden, not read\n"),
            (false, true) => format!("{name}: không phải danh sách\n"),
            (false, false) => format!("{name}: no list\n"),
        };
    };
    let rows = counted(sheet.rows, language);
    let mut text = match vi {
        true => format!("{name}: tiêu đề ở dòng {}, {rows} dòng\n", heading + 1),
        false => format!("{name}: heading in row {}, {rows} rows\n", heading + 1),
    };
    let mut unused = Vec::new();
    for (letters, heading, target) in &sheet.columns {
        let heading = harmless(heading);
        let key = match target {
            Some(ColumnTarget::Key(key)) => key.as_str(),
            Some(ColumnTarget::Id) => "id",
            Some(ColumnTarget::Section) => pick(language, "phần bài viết", "the entry's text"),
            Some(_) => continue,
            None => {
                unused.push(format!("{letters} “{heading}”"));
                continue;
            }
        };
        let _ = writeln!(text, "  {letters} “{heading}” → {key}");
    }
    let listed = |all: Vec<String>| {
        let rest = all.len().saturating_sub(LISTED);
        let mut shown = all.into_iter().take(LISTED).collect::<Vec<_>>().join(", ");
        if rest > 0 {
            let _ = write!(shown, ", … (+{rest})");
        }
        shown
    };
    if !unused.is_empty() {
        let head = pick(language, "Cột không nhận", "Columns that are not read");
        let _ = writeln!(text, "  {head}: {}", listed(unused));
    }
    if !sheet.left_out.is_empty() {
        let rows = sheet.left_out.iter();
        let rows = rows.map(|(place, text)| format!("{} “{}”", place.row + 1, harmless(text))).collect();
        let head = pick(language, "Dòng không phải bài", "Rows that are no entries");
        let _ = writeln!(text, "  {head}: {}", listed(rows));
    }
    text
}

/// Describes what becomes of the entries.
pub(super) fn entries(result: &ListImport, language: Language) -> String {
    let mut text = String::new();
    for note in &result.notes {
        let head = match note.is_loss() {
            true => pick(language, "Lưu ý", "Note"),
            false => pick(language, "Đã làm", "Done"),
        };
        let _ = writeln!(text, "  {head}: {}", note.message(language));
    }
    if let Some(document) = &result.document {
        let _ = writeln!(text, "  {}", offered(document, language));
    }
    let of = |outcome| result.entries.iter().filter(move |entry| entry.outcome == outcome);
    for entry in of(EntryOutcome::Changed) {
        changed(&mut text, entry, language);
    }
    for entry in of(EntryOutcome::New).take(LISTED) {
        let head = pick(language, "Mới", "New");
        let _ = write!(text, "{head}: {} ({}) → {}", harmless(&entry.title), entry.place.shown(), entry.path);
        match entry.photos.len() {
            0 => text.push('\n'),
            photos => {
                let _ = writeln!(text, " ({photos} {})", pick(language, "ảnh", "photos"));
            }
        }
    }
    let rest = of(EntryOutcome::New).count().saturating_sub(LISTED);
    if rest > 0 {
        let _ = match language {
            Language::Vi => writeln!(text, "… và {} bài mới nữa", counted(rest, language)),
            Language::En => writeln!(text, "… and {} more new entries", counted(rest, language)),
        };
    }
    text
}

fn offered(document: &OfferedDocument, language: Language) -> String {
    let OfferedDocument { number, path, bytes, is_wanted } = document;
    let number = harmless(number);
    match (bytes.is_some(), is_wanted, language) {
        (false, _, Language::Vi) => {
            format!("Văn bản {number} đã có ở {path}; thêm --document để bài dẫn tới")
        }
        (false, _, Language::En) => {
            format!("Document {number} is there: {path}; add --document to refer to it")
        }
        (true, true, Language::Vi) => format!("Văn bản {number} → {path}"),
        (true, true, Language::En) => format!("Document {number} → {path}"),
        (true, false, Language::Vi) => format!("Văn bản {number}: thêm --document để ghi vào {path}"),
        (true, false, Language::En) => format!("Document {number}: add --document to make {path}"),
    }
}

fn changed(text: &mut String, entry: &ImportedEntry, language: Language) {
    let head = pick(language, "Sẽ đổi", "Changes");
    let _ = writeln!(text, "{head}: {} ({})", harmless(&entry.title), entry.path);
    for edit in &entry.edits {
        let before = harmless(&edit.before);
        let place = edit.place.shown();
        let _ = match &edit.after {
            Some(after) if before.is_empty() => {
                writeln!(text, "  + {}: {} [{place}]", edit.key, harmless(after))
            }
            Some(after) => writeln!(text, "  {}: {before} → {} [{place}]", edit.key, harmless(after)),
            None => {
                writeln!(text, "  {} {}: {before} [{place}]", pick(language, "- xóa", "- removes"), edit.key)
            }
        };
    }
}

/// Formats the problems, each at its cell.
pub(super) fn problems(problems: &[CellProblem], invocation: &Invocation) -> String {
    let language = invocation.language;
    let mut text = String::new();
    for problem in problems {
        let found = &problem.diagnostic;
        let is_error = found.severity() == Severity::Error;
        let code = found.problem.code();
        let place = problem.place.shown();
        let place = harmless(&place);
        let message = problem.message(language);
        if invocation.format == Format::Json {
            let column = problem.place.column.as_ref();
            let value = serde_json::json!({
                "path": &*found.place.path,
                "sheet": problem.place.name,
                "line": problem.place.row + 1,
                "column": column.map(|(column, _)| column + 1),
                "heading": column.map(|(_, heading)| heading),
                "severity": if is_error { "error" } else { "warning" },
                "code": code,
                "message": message,
                "hint": problem.hint(language),
            });
            let _ = writeln!(text, "{value}");
            continue;
        }
        let word = match is_error {
            true => pick(language, "lỗi", "error"),
            false => pick(language, "lưu ý", "warning"),
        };
        let _ = writeln!(text, "{place}: {word}[{code}]: {message}");
        if let (Some(hint), Format::Human) = (problem.hint(language), invocation.format) {
            let _ = writeln!(text, "  {}: {hint}", pick(language, "gợi ý", "hint"));
        }
    }
    text
}

/// Counts, and says whether anything was written.
pub(super) fn summary(result: &ListImport, write: bool, language: Language) -> String {
    let count = |outcome| result.entries.iter().filter(|entry| entry.outcome == outcome).count();
    let [new, changed, same] = [EntryOutcome::New, EntryOutcome::Changed, EntryOutcome::Same]
        .map(|outcome| counted(count(outcome), language));
    let errors =
        result.problems.iter().filter(|found| found.diagnostic.severity() == Severity::Error).count();
    let warnings = counted(result.problems.len() - errors, language);
    let errors = counted(errors, language);
    let mut text = match language {
        Language::Vi => format!(
            "{new} bài mới, {changed} bài đổi, {same} bài giữ nguyên; {errors} lỗi, {warnings} lưu ý.\n"
        ),
        Language::En => {
            format!("{new} new, {changed} changed, {same} unchanged; {errors} errors, {warnings} warnings.\n")
        }
    };
    for path in &result.broken {
        let broken = pick(
            language,
            "phần đầu tệp có lỗi nên không so được với bảng",
            "its front matter has errors, so it was not compared with the list",
        );
        let _ = writeln!(text, "{}: {broken}", harmless(path));
    }
    if result.legacy.is_some() {
        text.push_str(pick(
            language,
            "Bảng có chữ gõ bằng phông cũ (TCVN3 hoặc VNI): thêm --convert để chuyển sang Unicode.\n",
            "Some cells were typed in an old font (TCVN3 or VNI): add --convert to convert them to Unicode.\n",
        ));
    }
    let has_work = !result.writes().is_empty();
    text.push_str(match (write, result.is_blocked, has_work) {
        (true, false, true) => pick(
            language,
            "Đã ghi. Bài mới là bản nháp, trừ khi có --publish; chạy guong check để xem lại.\n",
            "Written. New entries are drafts unless --publish is given; run guong check.\n",
        ),
        (_, true, _) => pick(
            language,
            "Chưa ghi gì: sửa các lỗi trên trong tệp rồi chạy lại.\n",
            "Nothing was written: correct these errors in the file, then run this again.\n",
        ),
        (_, _, false) => pick(language, "Không có gì để ghi.\n", "There is nothing to write.\n"),
        (false, false, true) => pick(
            language,
            "Chưa ghi gì; để ghi, thêm --write.\n",
            "Nothing was written; add --write to write.\n",
        ),
    });
    text
}
