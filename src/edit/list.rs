//! Inserts, moves and removes items of lists: of values in brackets, and of tables in either notation.

use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, Value};

use super::layout::{TomlNode, TomlText};
use super::path::{Declared, KeyPath, PathStep};
use super::splice::Splice;
use super::write::{inline, is_same, name_of, pair, written};
use super::{FieldValue, Splices, table};
use crate::schema::{Key, Keys};

/// Removes a key, or an item of a list; with its last item a list loses its key. What is not there is removed already.
pub(super) fn remove(layout: &TomlText<'_>, path: &KeyPath) -> Splices {
    let (list, last) = path.split_last();
    let PathStep::Item(index) = last else {
        let (table, name) = (layout.find(&list), last);
        let PathStep::Key(name) = name else { return None };
        return match table {
            Some(table) if table.step(last).is_some() => table::remove_key(layout, table, name),
            _ => Some(Vec::new()),
        };
    };
    let found = layout.find(&list)?;
    found.step(last)?;
    match found {
        TomlNode::Tables(tables) if tables.len() > 1 => {
            let block = layout.block(tables.get(*index)?)?;
            Some(vec![Splice::delete(layout.with_gap(block))])
        }
        TomlNode::Array(items) if items.len() > 1 => {
            let list = ItemSpans::of(items)?;
            let range = match list.lines(layout) {
                Some(lines) => lines[*index].start..layout.after_line(lines[*index].end),
                None => without(layout, &list.items, *index, list.list.end - 1),
            };
            Some(vec![Splice::delete(range)])
        }
        _ => remove(layout, &list),
    }
}

/// Inserts an item before the one that the path names, or after the last.
pub(super) fn insert(
    layout: &TomlText<'_>,
    root: &'static Keys,
    found: &Declared,
    path: &KeyPath,
    value: &FieldValue,
) -> Splices {
    let (list, PathStep::Item(index)) = path.split_last() else { return None };
    let Some(node) = layout.find(&list) else {
        let declared = Declared { is_item: false, ..*found };
        let value = FieldValue::List(vec![value.clone()]);
        return (*index == 0).then(|| table::set(layout, root, &declared, &list, &value))?;
    };
    match (node, value) {
        (TomlNode::Tables(tables), FieldValue::Table(values)) => {
            insert_block(layout, tables, found.keys()?, *index, values)
        }
        (TomlNode::Array(items), value) => {
            insert_item(layout, items, *index, &written(found.key, value, "")).map(|splice| vec![splice])
        }
        // One value, which is read as a list of one.
        (TomlNode::Scalar(one), value) if *index <= 1 && found.keys().is_none() => {
            let span = one.span()?;
            let new = written(found.key, value, "");
            let old = &layout.raw[span.clone()];
            let both = if *index == 0 { [new.as_str(), old] } else { [old, new.as_str()] };
            Some(vec![Splice::replace(span, format!("[{}]", both.join(", ")))])
        }
        _ => None,
    }
}

fn insert_block(
    layout: &TomlText<'_>,
    tables: &ArrayOfTables,
    keys: &'static Keys,
    index: usize,
    values: &[(String, FieldValue)],
) -> Splices {
    let blocks: Vec<_> = tables.iter().map(|table| layout.block(table)).collect::<Option<_>>()?;
    let header = &layout.raw[layout.header(tables.get(0)?)?];
    let last = blocks.get(index.saturating_sub(1))?;
    let line_break = layout.line_break(last.end);
    let block = block(header, keys, values, line_break);
    Some(vec![match blocks.get(index) {
        Some(next) => Splice::insert(next.start, [&block, line_break, line_break].concat()),
        None => Splice::insert(last.end, [line_break, line_break, &block].concat()),
    }])
}

/// Returns a table below its header, without a line end at its end.
fn block(header: &str, keys: &'static Keys, values: &[(String, FieldValue)], line_break: &str) -> String {
    let lines = values.iter().map(|(name, value)| pair(keys, name, value));
    std::iter::once(header.to_string()).chain(lines).collect::<Vec<_>>().join(line_break)
}

/// The number of keys from which the tables of a new list get headers: photos, as in the template of a new entry.
pub(super) const MANY_KEYS: usize = 9;

/// Writes a list of tables that was not there: with headers at the end of a root table for what has many keys or is
/// a registry, else in brackets with one table a line.
pub(super) fn insert_new(
    layout: &TomlText<'_>,
    parent: TomlNode<'_>,
    parent_keys: &'static Keys,
    name: &str,
    keys: &'static Keys,
    items: &[FieldValue],
) -> Splices {
    let tables: Vec<&[(String, FieldValue)]> = items
        .iter()
        .map(|item| match item {
            FieldValue::Table(values) => Some(values.as_slice()),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let is_root = matches!(parent, TomlNode::Table(table) if std::ptr::eq(table, layout.root()));
    let end = layout.raw.trim_end().len();
    let line_break = layout.line_break(layout.line_end(end));
    if is_root && (keys.keys.len() >= MANY_KEYS || parent_keys.keys.len() <= 2) {
        let header = format!("[[{}]]", name_of(name));
        let blocks: Vec<_> = tables.iter().map(|values| block(&header, keys, values, line_break)).collect();
        let blocks = blocks.join(&line_break.repeat(2));
        let at = layout.line_end(end);
        let gap = if end == 0 { "" } else { &line_break.repeat(2) };
        let last = if layout.raw[at..].contains('\n') { "" } else { line_break };
        return Some(vec![Splice::insert(at, [gap, &blocks, last].concat())]);
    }
    let tables: Vec<String> = tables.iter().map(|values| inline(keys, values)).collect();
    let text = match parent {
        TomlNode::Inline(_) => format!("[{}]", tables.join(", ")),
        _ => {
            let lines: String = tables.iter().map(|table| format!("  {table},{line_break}")).collect();
            format!("[{line_break}{lines}]")
        }
    };
    table::insert_key(layout, parent, parent_keys, name, &text)
}

/// Moves an item of a list.
pub(super) fn reorder(layout: &TomlText<'_>, path: &KeyPath, to: usize) -> Splices {
    let (list, PathStep::Item(from)) = path.split_last() else { return None };
    let (mut slots, mut splices) = (Vec::new(), Vec::new());
    match layout.find(&list)? {
        TomlNode::Tables(tables) => {
            for table in tables.iter() {
                slots.push(layout.block(table)?);
            }
        }
        TomlNode::Array(items) => {
            let items = ItemSpans::of(items)?;
            match items.lines(layout) {
                Some(lines) => slots = lines,
                None => slots = items.items,
            }
        }
        TomlNode::Scalar(value) => slots.push(value.span()?),
        _ => return None,
    }
    if *from >= slots.len() || to >= slots.len() {
        return None;
    }
    let mut order: Vec<usize> = (0..slots.len()).collect();
    let moved = order.remove(*from);
    order.insert(to, moved);
    for (slot, source) in order.iter().enumerate().filter(|(slot, source)| slot != *source) {
        let text = &layout.raw[slots[*source].clone()];
        splices.push(Splice::replace(slots[slot].clone(), text));
    }
    Some(splices)
}

/// Sets a list of values item by item, so that equal ones at its beginning and end keep their bytes.
pub(super) fn set_values(layout: &TomlText<'_>, key: &Key, old: &Array, new: &[FieldValue]) -> Splices {
    let items: Vec<&Value> = old.iter().collect();
    let same = |(old, new): &(&&Value, &FieldValue)| is_same(key, layout, TomlNode::of_value(old), new);
    let head = items.iter().zip(new).take_while(same).count();
    let tail = items[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
    let (gone, come) = (&items[head..items.len() - tail], &new[head..new.len() - tail]);
    let mut splices = Vec::new();
    for (old, new) in gone.iter().zip(come) {
        let span = old.span()?;
        let with = written(key, new, &layout.raw[span.clone()]);
        splices.push(Splice::replace(span, with));
    }
    let list = ItemSpans::of(old)?;
    if gone.len() > come.len() {
        let lines = list.lines(layout);
        let first = head + come.len();
        let last = head + gone.len() - 1;
        splices.push(Splice::delete(match lines {
            Some(lines) => lines[first].start..layout.after_line(lines[last].end),
            None => without_all(layout, &list.items, first..last + 1, list.list.end - 1),
        }));
    } else if let [first, rest @ ..] = &come[gone.len()..] {
        let texts: Vec<String> = [first].into_iter().chain(rest).map(|new| written(key, new, "")).collect();
        splices.push(insert_items(layout, old, head + gone.len(), &texts)?);
    }
    Some(splices)
}

fn insert_item(layout: &TomlText<'_>, items: &Array, index: usize, text: &str) -> Option<Splice> {
    insert_items(layout, items, index, &[text.to_string()])
}

fn insert_items(layout: &TomlText<'_>, items: &Array, index: usize, texts: &[String]) -> Option<Splice> {
    let span = items.span()?;
    let list = ItemSpans::of(items)?;
    if index > list.items.len() {
        return None;
    }
    let Some(last) = list.items.last() else {
        return Some(Splice::insert(span.end - 1, texts.join(", ")));
    };
    if let Some(lines) = list.lines(layout) {
        let near = &lines[index.min(lines.len() - 1)];
        let item = &list.items[index.min(lines.len() - 1)];
        let indent = &layout.raw[layout.line_start(item.start)..item.start];
        let line_break = layout.line_break(near.end);
        let new: Vec<String> = texts.iter().map(|text| format!("{indent}{text},")).collect();
        let new = new.join(line_break);
        return Some(match index < lines.len() {
            true => Splice::insert(near.start, new + line_break),
            false => Splice::insert(near.end, [line_break, &new].concat()),
        });
    }
    let new = texts.join(", ");
    Some(match list.items.get(index) {
        Some(next) => Splice::insert(next.start, new + ", "),
        None => Splice::insert(last.end, [", ", &new].concat()),
    })
}

/// Returns the range to delete with one of several items, with a comma and the space beside it. `end` is that of the
/// list, before its bracket.
pub(super) fn without(
    layout: &TomlText<'_>,
    items: &[Range<usize>],
    index: usize,
    end: usize,
) -> Range<usize> {
    without_all(layout, items, index..index + 1, end)
}

fn without_all(
    layout: &TomlText<'_>,
    items: &[Range<usize>],
    gone: Range<usize>,
    end: usize,
) -> Range<usize> {
    let (first, last) = (&items[gone.start], &items[gone.end - 1]);
    let holds_comment = |range: Range<usize>| layout.raw[range].contains('#');
    if let Some(next) = items.get(gone.end) {
        if !holds_comment(last.end..next.start) {
            return first.start..next.start;
        }
        let comma = comma(&layout.raw[last.end..next.start]).unwrap_or_default();
        return first.start..last.end + comma;
    }
    match gone.start.checked_sub(1).map(|before| items[before].end) {
        Some(before) if !holds_comment(before..first.start) => before..last.end,
        // The comma before the items is above a comment and stays: the one behind them goes, with the line if it has
        // nothing else.
        _ => {
            let after = last.end + comma(&layout.raw[last.end..end]).unwrap_or_default();
            let line = layout.line_start(first.start);
            let is_alone = layout.raw[line..first.start].trim().is_empty()
                && layout.raw[after..layout.line_end(after)].trim().is_empty();
            if is_alone { line..layout.after_line(after) } else { first.start..after }
        }
    }
}

/// Returns the byte after the comma in a text of spaces and comments.
fn comma(gap: &str) -> Option<usize> {
    let mut start = 0;
    for line in gap.split_inclusive('\n') {
        let code = &line[..line.find('#').unwrap_or(line.len())];
        if let Some(comma) = code.find(',') {
            return Some(start + comma + 1);
        }
        start += line.len();
    }
    None
}

/// The items of a list in brackets.
struct ItemSpans {
    items: Vec<Range<usize>>,
    list: Range<usize>,
}

impl ItemSpans {
    fn of(list: &Array) -> Option<ItemSpans> {
        let items = list.iter().map(Value::span).collect::<Option<_>>()?;
        Some(ItemSpans { items, list: list.span()? })
    }

    /// Returns the lines of each item, with the comments above it, if every item stands on lines of its own and a comma
    /// follows each.
    fn lines(&self, layout: &TomlText<'_>) -> Option<Vec<Range<usize>>> {
        let mut lines = Vec::new();
        let mut before = self.list.start + 1;
        for (number, item) in self.items.iter().enumerate() {
            let line = layout.line_start(item.start);
            let is_first = line >= before && layout.raw[line..item.start].trim().is_empty();
            let end = layout.line_end(item.end);
            let limit = self.items.get(number + 1).map_or(self.list.end - 1, |next| next.start);
            let after = layout.raw[item.end..end].trim_start().strip_prefix(',')?.trim_start();
            if !is_first || end > limit || !(after.is_empty() || after.starts_with('#')) {
                return None;
            }
            let mut start = line;
            while start > before {
                let above = layout.line_start(start - 1);
                if above < before || !layout.raw[above..start].trim_start().starts_with('#') {
                    break;
                }
                start = above;
            }
            lines.push(start..end);
            before = end;
        }
        Some(lines)
    }
}
