//! Where the parts of a TOML text stand.
//!
//! Takes a TOML text, gives the nodes of its tree and the lines that each occupies. Never changes anything.

use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, Document, InlineTable, Item, Key, Table, Value};

use super::path::{KeyPath, PathStep};
use crate::parse::readable_toml;

/// A TOML text with its tree.
pub(super) struct TomlText<'t> {
    /// The text as it is in the file.
    pub raw: &'t str,
    /// Whether the file's lines end as on Windows.
    is_windows: bool,
    tree: Document<String>,
    /// The lines of every key and header, in order.
    occupied: Vec<Range<usize>>,
}

/// A node of the tree.
#[derive(Clone, Copy)]
pub(super) enum TomlNode<'d> {
    /// A table with a header, of dotted keys, or the root.
    Table(&'d Table),
    /// A table in braces.
    Inline(&'d InlineTable),
    /// Tables with headers in double brackets.
    Tables(&'d ArrayOfTables),
    /// A list in brackets.
    Array(&'d Array),
    /// Any other value.
    Scalar(&'d Value),
}

impl<'d> TomlNode<'d> {
    fn of_item(item: &'d Item) -> Option<TomlNode<'d>> {
        Some(match item {
            Item::Table(table) => TomlNode::Table(table),
            Item::ArrayOfTables(tables) => TomlNode::Tables(tables),
            Item::Value(value) => TomlNode::of_value(value),
            Item::None => return None,
        })
    }

    pub(super) fn of_value(value: &'d Value) -> TomlNode<'d> {
        match value {
            Value::InlineTable(table) => TomlNode::Inline(table),
            Value::Array(array) => TomlNode::Array(array),
            value => TomlNode::Scalar(value),
        }
    }

    /// Returns the node one step below.
    pub(super) fn step(self, step: &PathStep) -> Option<TomlNode<'d>> {
        match (self, step) {
            (TomlNode::Table(table), PathStep::Key(name)) => TomlNode::of_item(table.get(name)?),
            (TomlNode::Inline(table), PathStep::Key(name)) => Some(TomlNode::of_value(table.get(name)?)),
            (TomlNode::Tables(tables), PathStep::Item(index)) => Some(TomlNode::Table(tables.get(*index)?)),
            (TomlNode::Array(array), PathStep::Item(index)) => Some(TomlNode::of_value(array.get(*index)?)),
            // One value is read as a list of one.
            (TomlNode::Scalar(_), PathStep::Item(0)) => Some(self),
            _ => None,
        }
    }

    /// Returns the range of a value; `None` for what is no value.
    pub(super) fn span(self) -> Option<Range<usize>> {
        match self {
            TomlNode::Inline(table) => table.span(),
            TomlNode::Array(array) => array.span(),
            TomlNode::Scalar(value) => value.span(),
            TomlNode::Table(_) | TomlNode::Tables(_) => None,
        }
    }
}

impl<'t> TomlText<'t> {
    /// Parses a part of a file; `None` if its syntax is broken.
    pub(super) fn parse(raw: &'t str, file: &str) -> Option<TomlText<'t>> {
        let tree = Document::parse(readable_toml(raw)).ok()?;
        let mut layout = TomlText { raw, is_windows: file.contains("\r\n"), tree, occupied: Vec::new() };
        let root = layout.tree.as_table();
        let mut occupied = layout.all_lines(root);
        occupied.sort_by_key(|range| range.start);
        layout.occupied = occupied;
        Some(layout)
    }

    /// Returns the root table.
    pub(super) fn root(&self) -> &Table {
        self.tree.as_table()
    }

    /// Returns the node that a path leads to.
    pub(super) fn find(&self, path: &KeyPath) -> Option<TomlNode<'_>> {
        path.steps().iter().try_fold(TomlNode::Table(self.root()), |node, step| node.step(step))
    }

    /// Returns the start of the line that contains a byte.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.raw[..at].rfind('\n').map_or(0, |line_end| line_end + 1)
    }

    /// Returns the end of the line that contains a byte, before its line end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let end = self.raw[at..].find('\n').map_or(self.raw.len(), |line_end| at + line_end);
        if self.raw[at..end].ends_with('\r') { end - 1 } else { end }
    }

    /// Returns the byte after the line end at the end of a line.
    pub(super) fn after_line(&self, end: usize) -> usize {
        end + self.raw[end..].find('\n').map_or(self.raw.len() - end, |line_end| line_end + 1)
    }

    /// Returns the line end that a line inserted at `end` is to have: that of its neighbour.
    pub(super) fn line_break(&self, end: usize) -> &'static str {
        let rest = &self.raw[end..];
        let is_windows = rest.starts_with("\r\n") || (!rest.starts_with('\n') && self.is_windows);
        if is_windows { "\r\n" } else { "\n" }
    }

    /// Returns the lines of a key with a value or with dotted keys below it; none for tables with headers.
    pub(super) fn own_lines(&self, key: &Key, item: &Item) -> Vec<Range<usize>> {
        match item {
            Item::Value(value) => {
                let spans = key.span().zip(value.span()).into_iter();
                spans.map(|(key, value)| self.line_start(key.start)..self.line_end(value.end)).collect()
            }
            Item::Table(table) if table.is_dotted() => {
                let children = table.iter().filter_map(|(name, _)| table.get_key_value(name));
                children.flat_map(|(key, item)| self.own_lines(key, item)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the lines of a key with all that is below it, headers included.
    pub(super) fn lines(&self, key: &Key, item: &Item) -> Vec<Range<usize>> {
        match item {
            Item::Table(table) => self.all_lines(table),
            Item::ArrayOfTables(tables) => tables.iter().flat_map(|table| self.all_lines(table)).collect(),
            item => self.own_lines(key, item),
        }
    }

    /// Returns the lines of a table, its header included.
    pub(super) fn all_lines(&self, table: &Table) -> Vec<Range<usize>> {
        let header = self.header(table).map(|span| self.line_start(span.start)..self.line_end(span.end));
        let children = table.iter().filter_map(|(name, _)| table.get_key_value(name));
        header.into_iter().chain(children.flat_map(|(key, item)| self.lines(key, item))).collect()
    }

    /// Returns the range of a table's header; `None` if it has none.
    pub(super) fn header(&self, table: &Table) -> Option<Range<usize>> {
        let has_header = !table.is_dotted() && !table.is_implicit();
        table.span().filter(|span| has_header && !span.is_empty())
    }

    /// Returns the start of the first line with a header.
    pub(super) fn first_header(&self) -> Option<usize> {
        self.occupied
            .iter()
            .map(|range| range.start)
            .find(|start| self.raw[*start..].trim_start_matches([' ', '\t']).starts_with('['))
    }

    /// Returns the start of the comment lines directly above a line; the line itself if there are none.
    pub(super) fn with_comments(&self, start: usize) -> usize {
        let mut start = start;
        while start > 0 {
            let above = self.line_start(start - 1);
            let holds = |range: &Range<usize>| range.start <= above && above < range.end;
            if !self.raw[above..start].trim_start().starts_with('#') || self.occupied.iter().any(holds) {
                break;
            }
            start = above;
        }
        start
    }

    /// Returns the block of a table with a header: from the comments above it to its last line. `None` if lines of
    /// a different table stand between its lines.
    pub(super) fn block(&self, table: &Table) -> Option<Range<usize>> {
        self.header(table)?;
        let mut own = self.all_lines(table);
        own.sort_by_key(|range| range.start);
        let hull = own.first()?.start..own.last()?.end;
        let inside = self.occupied.iter().filter(|range| hull.start <= range.start && range.start < hull.end);
        let is_whole = inside.count() == own.len();
        is_whole.then(|| self.with_comments(hull.start)..hull.end)
    }

    /// Returns the range to delete with a block, so that the empty lines above it do not add to those below it.
    pub(super) fn with_gap(&self, block: Range<usize>) -> Range<usize> {
        let end = self.after_line(block.end);
        let mut start = block.start;
        let below = &self.raw[end..];
        if below.is_empty() || below.starts_with(['\n', '\r']) {
            let before = &self.raw[..start];
            let tail = before.trim_end_matches(['\n', '\r', ' ', '\t']).len();
            start = if tail == 0 { start } else { self.after_line(self.line_end(tail)) };
        }
        start..end
    }
}
