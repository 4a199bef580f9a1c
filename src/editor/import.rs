//! Lists from Excel and reports from Word: received, shown as a table, mended cell by cell, written.
//!
//! The file that was sent last is kept in memory until it is written or another one comes. What it would make of the
//! gallery is worked out by [`office`](crate::office), as for the command.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::SiteContext;
use super::words;
use crate::diagnostic::Severity;
use crate::digest::Digest;
use crate::office::cell::{CellProblem, CellValue, ListCell, ListSheet};
use crate::office::{
    ColumnMap, ColumnTarget, EntryOutcome, ImportOptions, ImportedEntry, LIMIT, ListImport, SAVED,
    SheetSummary, child, columns_for_forms, import,
};
use crate::site::{load_memo, write_all};
use crate::text::harmless;

/// Maximum size of a file in bytes.
pub(super) const LARGEST: usize = LIMIT as usize;
/// How many rows of a sheet are shown, those with mistakes first.
const SHOWN: usize = 100;
/// How many cells can be mended, and how long each may be in bytes.
const MENDED: usize = 10_000;
const LONGEST: usize = 1024 * 1024;

/// The file that was sent last.
#[derive(Debug, Default)]
pub(super) struct LastImport(Mutex<Option<Arc<KeptFile>>>);

#[derive(Debug)]
struct KeptFile {
    token: String,
    name: String,
    sheets: Vec<ListSheet>,
}

impl LastImport {
    fn keep(&self, file: Option<Arc<KeptFile>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = file;
    }

    fn of(&self, token: &str) -> Option<Arc<KeptFile>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|kept| kept.token == token).cloned()
    }
}

/// What a form says of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentImport {
    token: String,
    #[serde(default)]
    publish: bool,
    #[serde(default)]
    convert: bool,
    #[serde(default)]
    document: bool,
    /// Columns by their letters, with keys.
    #[serde(default)]
    map: BTreeMap<String, String>,
    #[serde(default)]
    cells: Vec<MendedCell>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MendedCell {
    sheet: usize,
    row: u32,
    column: u32,
    text: String,
}

/// Answers `/api/import`: receives a file.
pub(super) fn receive(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let language = context.language();
    let split_at = asked.query("split").parse::<u8>().ok().filter(|level| (1..=6).contains(level));
    let program = std::env::current_exe().map_err(|error| context.failed("guong", &error))?;
    let token = Digest::of(&(&asked.body[..], asked.query("name"), split_at)).to_string();
    let sheets = child::read_apart(&program, asked.body.to_vec(), split_at).map_err(|fault| {
        let message = format!("{}: {}", harmless(asked.query("name")), fault.message(language));
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    })?;
    let file = Arc::new(KeptFile { token: token.clone(), name: asked.query("name").into(), sheets });
    context.imports.keep(Some(Arc::clone(&file)));
    let sent = SentImport { token, ..SentImport::default() };
    let result = work_out(context, &file, &sent)?;
    Ok(Answer::ok(described(&result, &file, &file.sheets, context)))
}

/// Answers `/api/import/check`: what the file would make of the gallery, with what was mended.
pub(super) fn check(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let (file, sheets, sent) = sent(context, asked)?;
    let result = work_out_sheets(context, &file, &sheets, &sent)?;
    Ok(Answer::ok(described(&result, &file, &sheets, context)))
}

/// Answers `/api/import/write`: the same, and writes it.
pub(super) fn write(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let (file, sheets, sent) = sent(context, asked)?;
    let _alone = context.write();
    let result = work_out_sheets(context, &file, &sheets, &sent)?;
    let mut answer = described(&result, &file, &sheets, context);
    if result.is_blocked {
        let refusal =
            Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, words::import_blocked(context.language()));
        return Err(refusal.with("state", answer));
    }
    let writes = result.writes();
    write_all(&context.world, &context.root, &writes).map_err(|fault| {
        let mut refusal = context.failed(&fault.path, &fault.error);
        refusal.message =
            format!("{} {}", refusal.message, words::import_left(&fault.left, context.language()));
        refusal
    })?;
    writes.iter().for_each(|write| context.touched(write.path));
    let written = |entry: &&ImportedEntry| entry.outcome != EntryOutcome::Same;
    let entries = result.entries.iter().filter(written);
    answer["written"] = entries.map(|entry| json!({ "path": entry.path, "title": entry.title })).collect();
    context.imports.keep(None);
    Ok(Answer::ok(answer))
}

/// Reads what a form says, and returns the sheets as they were mended.
fn sent(
    context: &SiteContext,
    asked: &EditorRequest,
) -> Result<(Arc<KeptFile>, Vec<ListSheet>, SentImport), Refusal> {
    let sent: SentImport = asked.json()?;
    let gone = || Refusal::new(StatusCode::GONE, words::import_gone(context.language()));
    let file = context.imports.of(&sent.token).ok_or_else(gone)?;
    if sent.cells.len() > MENDED || sent.cells.iter().any(|cell| cell.text.len() > LONGEST) {
        return Err(Refusal::of_status(StatusCode::PAYLOAD_TOO_LARGE, context.language()));
    }
    let mut sheets = file.sheets.clone();
    for MendedCell { sheet, row, column, text } in &sent.cells {
        let cells = sheets.get_mut(*sheet).map(|sheet| &mut sheet.cells);
        let cells = cells.ok_or_else(|| Refusal::malformed(&format!("no sheet: {sheet}")))?;
        cells.retain(|cell| (cell.row, cell.column) != (*row, *column));
        if !text.trim().is_empty() {
            cells.push(ListCell { row: *row, column: *column, value: CellValue::Text(text.clone()) });
        }
    }
    Ok((file, sheets, sent))
}

fn work_out(context: &SiteContext, file: &KeptFile, sent: &SentImport) -> Result<ListImport, Refusal> {
    work_out_sheets(context, file, &file.sheets, sent)
}

fn work_out_sheets(
    context: &SiteContext,
    file: &KeptFile,
    sheets: &[ListSheet],
    sent: &SentImport,
) -> Result<ListImport, Refusal> {
    let options = ImportOptions {
        name: file.name.clone(),
        publish: sent.publish,
        convert: sent.convert,
        document: sent.document,
        columns: columns(context, &sent.map)?,
        as_of: Some(context.ask(|site| site.today())?),
    };
    Ok(import(&context.world, load_memo(&context.root), sheets, &options))
}

/// Returns the columns of `import.toml` and those that the form assigns.
fn columns(context: &SiteContext, map: &BTreeMap<String, String>) -> Result<ColumnMap, Refusal> {
    let refuse = |fault: crate::office::MapFault| {
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, fault.message(context.language()))
    };
    let saved = std::fs::read_to_string(context.root.join(SAVED));
    let mut columns = ColumnMap::from_saved(saved).map_err(refuse)?;
    for (letters, key) in map {
        columns.assign(letters, key).map_err(refuse)?;
    }
    Ok(columns)
}

/// Returns everything that the screen shows.
fn described(result: &ListImport, file: &KeptFile, sheets: &[ListSheet], context: &SiteContext) -> Value {
    let language = context.language();
    let count = |outcome| result.entries.iter().filter(|entry| entry.outcome == outcome).count();
    let errors = result.problems.iter().filter(|problem| is_error(problem)).count();
    let shown: Vec<Value> = (0..)
        .zip(result.sheets.iter().zip(sheets))
        .map(|(index, (summary, sheet))| sheet_of(index, summary, sheet, result, context))
        .collect();
    let notes =
        result.notes.iter().map(|note| json!({ "loss": note.is_loss(), "text": note.message(language) }));
    let document = result
        .document
        .as_ref()
        .map(|own| json!({ "number": own.number, "path": own.path, "exists": own.bytes.is_none() }));
    json!({
        "token": file.token,
        "name": file.name,
        "report": sheets.iter().any(|sheet| sheet.report.is_some()),
        "sheets": shown,
        "notes": notes.collect::<Vec<_>>(),
        "document": document,
        "legacy": result.legacy.is_some(),
        "blocked": result.is_blocked,
        "work": !result.writes().is_empty(),
        "broken": result.broken,
        "counts": {
            "new": count(EntryOutcome::New),
            "changed": count(EntryOutcome::Changed),
            "same": count(EntryOutcome::Same),
            "errors": errors,
            "warnings": result.problems.len() - errors,
        },
        "keys": columns_for_forms(language).map(|(name, label)| json!({ "name": name, "label": label })).collect::<Vec<_>>(),
    })
}

fn is_error(problem: &CellProblem) -> bool {
    problem.diagnostic.severity() == Severity::Error
}

fn sheet_of(
    index: usize,
    summary: &SheetSummary,
    sheet: &ListSheet,
    result: &ListImport,
    context: &SiteContext,
) -> Value {
    let columns: Vec<Value> = summary
        .columns
        .iter()
        .map(|(letters, heading, target)| {
            let key = match target {
                Some(ColumnTarget::Key(key)) => json!(key),
                Some(ColumnTarget::Section | ColumnTarget::Text) => json!("text"),
                Some(ColumnTarget::Id) => json!("id"),
                Some(_) => json!(""),
                None => Value::Null,
            };
            json!({ "letters": letters, "heading": heading, "key": key })
        })
        .collect();
    let mut of_rows: BTreeMap<u32, Vec<&CellProblem>> = BTreeMap::new();
    for problem in result.problems.iter().filter(|problem| problem.place.sheet == index) {
        of_rows.entry(problem.place.row).or_default().push(problem);
    }
    let entries: BTreeMap<u32, &ImportedEntry> = result
        .entries
        .iter()
        .filter(|entry| entry.place.sheet == index)
        .map(|entry| (entry.place.row, entry))
        .collect();
    let rows: BTreeSet<u32> = entries.keys().chain(of_rows.keys()).copied().collect();
    // Rows with errors first, then those with warnings.
    let worst = |row: &u32| of_rows.get(row).map_or(2, |own| u8::from(!own.iter().any(|one| is_error(one))));
    let mut order: Vec<u32> = rows.iter().copied().collect();
    order.sort_by_key(|row| (worst(row), *row));
    order.truncate(SHOWN);
    let wanted: BTreeSet<u32> = order.iter().copied().collect();
    let mut cells: BTreeMap<(u32, u32), String> = BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| wanted.contains(&cell.row)) {
        cells.insert((cell.row, cell.column), cell.value.text());
    }
    let shown: Vec<Value> = order
        .iter()
        .map(|row| {
            let texts = summary.columns.iter().map(|(letters, ..)| {
                let column = column_of(letters);
                json!({ "column": column, "text": cells.get(&(*row, column)).map_or("", String::as_str) })
            });
            let problems = of_rows.get(row).map_or(&[][..], Vec::as_slice);
            let mut shown = row_of(*row, entries.get(row).copied());
            shown["cells"] = texts.collect();
            shown["problems"] = problems.iter().map(|problem| problem_of(problem, context)).collect();
            shown
        })
        .collect();
    json!({
        "index": index,
        "name": summary.name,
        "hidden": summary.hidden,
        "found": summary.heading.is_some(),
        "columns": columns,
        "rows": shown,
        "more": rows.len().saturating_sub(SHOWN),
        "left": summary.left_out.len(),
    })
}

fn row_of(row: u32, entry: Option<&ImportedEntry>) -> Value {
    json!({
        "row": row,
        "title": entry.map(|entry| &entry.title),
        "path": entry.map(|entry| &entry.path),
        "photos": entry.map_or(0, |entry| entry.photos.len()),
        "edits": entry.map_or(0, |entry| entry.edits.len()),
        "outcome": entry.map(|entry| match entry.outcome {
            EntryOutcome::New => "new",
            EntryOutcome::Changed => "changed",
            EntryOutcome::Same => "same",
        }),
    })
}

fn problem_of(problem: &CellProblem, context: &SiteContext) -> Value {
    let language = context.language();
    json!({
        "column": problem.place.column.as_ref().map(|(column, _)| column),
        "place": problem.place.shown(),
        "severity": if is_error(problem) { "error" } else { "warning" },
        "message": problem.message(language),
        "hint": problem.hint(language),
    })
}

/// Returns the number of a column by its letters, from 0.
fn column_of(letters: &str) -> u32 {
    letters.bytes().fold(0, |number, letter| number * 26 + u32::from(letter - b'A' + 1)) - 1
}

#[cfg(test)]
mod tests {
    use super::column_of;
    use crate::office::cell::letters;

    #[test]
    fn columns_are_known_by_their_letters() {
        for column in [0, 25, 26, 701, 702, 16_383] {
            assert_eq!(column_of(&letters(column)), column);
        }
    }
}
