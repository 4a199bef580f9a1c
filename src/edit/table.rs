//! Sets, inserts and removes keys of tables.

use std::ops::Range;

use toml_edit::{InlineTable, Item, Key, Table};

use super::layout::{TomlNode, TomlText};
use super::path::{Declared, KeyPath, PathStep, declared};
use super::splice::Splice;
use super::write::{is_same, name_of, written};
use super::{FieldValue, Splices, list};
use crate::schema::Keys;

/// Sets a value; `None` if the path names a list of tables or an item that is not there.
pub(super) fn set(
    layout: &TomlText<'_>,
    root: &'static Keys,
    found: &Declared,
    path: &KeyPath,
    value: &FieldValue,
) -> Splices {
    let Some(old) = layout.find(path) else { return insert_at(layout, root, found, path, value) };
    if is_same(found.key, layout, old, value) {
        return Some(Vec::new());
    }
    match (old, value) {
        (TomlNode::Array(old), FieldValue::List(new)) if found.keys().is_none() && !new.is_empty() => {
            list::set_values(layout, found.key, old, new)
        }
        (_, FieldValue::List(new)) if new.is_empty() => list::remove(layout, path),
        (TomlNode::Tables(_) | TomlNode::Table(_), _) => None,
        (TomlNode::Array(_), _) if found.keys().is_some() => None,
        _ => {
            let span = old.span()?;
            let with = written(found.key, value, &layout.raw[span.clone()]);
            Some(vec![Splice::replace(span, with)])
        }
    }
}

/// Inserts a key that is not there, with the tables on its way.
fn insert_at(
    layout: &TomlText<'_>,
    root: &'static Keys,
    found: &Declared,
    path: &KeyPath,
    value: &FieldValue,
) -> Splices {
    if matches!(value, FieldValue::List(items) if items.is_empty()) {
        return Some(Vec::new());
    }
    let mut node = TomlNode::Table(layout.root());
    let mut keys = root;
    let mut way = KeyPath::default();
    for (number, step) in path.steps().iter().enumerate() {
        let next = node.step(step);
        way.push(step.clone());
        let Some(next) = next else {
            let PathStep::Key(name) = step else { return None };
            let names = path.steps()[number + 1..].iter().map(|step| match step {
                PathStep::Key(name) => Some(name.as_str()),
                PathStep::Item(_) => None,
            });
            let names: Vec<&str> = names.collect::<Option<_>>()?;
            let mut text = written(found.key, value, "");
            if let (FieldValue::List(items), Some(tables), true) = (value, found.keys(), names.is_empty()) {
                return list::insert_new(layout, node, keys, name, tables, items);
            }
            for name in names.iter().rev() {
                text = format!("{{ {} = {text} }}", name_of(name));
            }
            return insert_key(layout, node, keys, name, &text);
        };
        node = next;
        keys = declared(root, &way).ok().and_then(|found| found.keys()).unwrap_or(keys);
    }
    None
}

/// Inserts `name = text` into a table, behind the key that comes before it in the schema.
pub(super) fn insert_key(
    layout: &TomlText<'_>,
    table: TomlNode<'_>,
    keys: &'static Keys,
    name: &str,
    text: &str,
) -> Splices {
    match table {
        TomlNode::Inline(table) => Some(vec![into_inline(layout, table, &name_of(name), text)?]),
        TomlNode::Table(table) => Some(vec![into_table(layout, table, keys, name, text)?]),
        _ => None,
    }
}

fn into_inline(layout: &TomlText<'_>, table: &InlineTable, name: &str, text: &str) -> Option<Splice> {
    let last = table.get_values().iter().filter_map(|(_, value)| value.span()).map(|span| span.end).max();
    match last {
        Some(last) => Some(Splice::insert(last, format!(", {name} = {text}"))),
        None => {
            let span = table.span()?;
            let inner = span.start + 1..span.end - 1;
            layout.raw[inner.clone()]
                .trim()
                .is_empty()
                .then(|| Splice::replace(inner, format!(" {name} = {text} ")))
        }
    }
}

fn into_table(
    layout: &TomlText<'_>,
    table: &Table,
    keys: &'static Keys,
    name: &str,
    text: &str,
) -> Option<Splice> {
    let rank = |name: &str| keys.find(name).map(|(index, _)| index);
    // The table's own keys, each with its last line.
    let names = table.iter().filter_map(|(own, _)| table.get_key_value(own));
    let mut own: Vec<(&Key, &Item, Range<usize>)> = names
        .filter_map(|(key, item)| {
            let last = layout.own_lines(key, item).into_iter().max_by_key(|range| range.start)?;
            Some((key, item, last))
        })
        .collect();
    own.sort_by_key(|(_, _, lines)| lines.start);
    let before = own.iter().filter(|(own, _, _)| rank(own) < rank(name) && rank(own).is_some());
    if let Some(anchor) = before.max_by_key(|(own, _, _)| rank(own)).or(own.first()) {
        let columns = own.iter().filter_map(|(key, item, _)| column(layout, key, item));
        let line = key_line(layout, anchor, columns.max(), name, text);
        let end = anchor.2.end;
        return Some(Splice::insert(end, [layout.line_break(end), &line].concat()));
    }
    let line = format!("{} = {text}", name_of(name));
    if let Some(header) = layout.header(table) {
        let end = layout.line_end(header.end);
        return Some(Splice::insert(end, [layout.line_break(end), &line].concat()));
    }
    let is_root = std::ptr::eq(table, layout.root());
    is_root.then(|| match layout.first_header() {
        Some(first) => {
            let line_break = layout.line_break(layout.line_end(first));
            Splice::insert(layout.with_comments(first), [&line, line_break, line_break].concat())
        }
        None => {
            let end = layout.raw.len();
            let line_break = layout.line_break(end);
            let before = if end == 0 || layout.raw.ends_with('\n') { "" } else { line_break };
            Splice::insert(end, [before, &line, line_break].concat())
        }
    })
}

/// Returns the column of `=` behind a key, in characters from the start of the key's name; `None` if it is not aligned,
/// that is, has at most one space before it.
fn column(layout: &TomlText<'_>, key: &Key, item: &Item) -> Option<usize> {
    let (key, value) = key.span().zip(item.as_value()?.span())?;
    let (before, _) = layout.raw[key.end..value.start].split_once('=')?;
    (before.chars().count() > 1)
        .then(|| layout.raw[key.start..key.end].chars().count() + before.chars().count())
}

/// Returns the line of a new key, written as its neighbour is: indented, with `=` in the column that other keys have it
/// in, below the same dotted keys.
fn key_line(
    layout: &TomlText<'_>,
    (key, item, lines): &(&Key, &Item, Range<usize>),
    column: Option<usize>,
    name: &str,
    text: &str,
) -> String {
    let line = &layout.raw[lines.start..];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let name = name_of(name);
    let value = item.as_value().and_then(|value| value.span());
    let Some((key, value)) = key.span().zip(value) else { return format!("{indent}{name} = {text}") };
    let dotted = &layout.raw[lines.start + indent.len()..key.start];
    let (before, after) = layout.raw[key.end..value.start].split_once('=').unwrap_or((" ", " "));
    let width = match column {
        Some(column) => column.max(name.chars().count() + 1),
        None if before.is_empty() => 0,
        None => name.chars().count() + 1,
    };
    format!("{indent}{dotted}{name:<width$}={after}{text}")
}

/// Removes a key of a table.
pub(super) fn remove_key(layout: &TomlText<'_>, table: TomlNode<'_>, name: &str) -> Splices {
    match table {
        TomlNode::Inline(table) => {
            let end = table.span()?.end - 1;
            let mut entries: Vec<(bool, Range<usize>)> = Vec::new();
            for (keys, value) in table.get_values() {
                let first = keys.first()?;
                entries.push((first.get() == name, first.span()?.start..value.span()?.end));
            }
            entries.sort_by_key(|(_, range)| range.start);
            let ranges: Vec<Range<usize>> = entries.iter().map(|(_, range)| range.clone()).collect();
            let place = entries.iter().position(|(is_it, _)| *is_it)?;
            // A table of dotted keys in braces is not taken apart.
            let is_one = entries.iter().filter(|(is_it, _)| *is_it).count() == 1;
            is_one.then(|| vec![Splice::delete(list::without(layout, &ranges, place, end))])
        }
        TomlNode::Table(table) => {
            let (key, item) = table.get_key_value(name)?;
            Some(delete_lines(layout, key, item))
        }
        _ => None,
    }
}

/// Deletes every line of a key, its headers included.
fn delete_lines(layout: &TomlText<'_>, key: &Key, item: &Item) -> Vec<Splice> {
    if let Item::ArrayOfTables(tables) = item {
        let blocks: Option<Vec<_>> = tables.iter().map(|table| layout.block(table)).collect();
        if let Some(blocks) = blocks {
            return delete_blocks(layout, blocks);
        }
    }
    if let Item::Table(table) = item
        && let Some(block) = layout.block(table)
    {
        return delete_blocks(layout, vec![block]);
    }
    let lines = layout.lines(key, item).into_iter();
    let mut ranges: Vec<Range<usize>> =
        lines.map(|lines| lines.start..layout.after_line(lines.end)).collect();
    merge(&mut ranges);
    ranges.into_iter().map(Splice::delete).collect()
}

fn delete_blocks(layout: &TomlText<'_>, blocks: Vec<Range<usize>>) -> Vec<Splice> {
    let mut ranges: Vec<_> = blocks.into_iter().map(|block| layout.with_gap(block)).collect();
    merge(&mut ranges);
    ranges.into_iter().map(Splice::delete).collect()
}

/// Joins ranges that touch or overlap.
fn merge(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
}
