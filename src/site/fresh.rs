//! The place of a new entry.
//!
//! Takes a title, gives a path that no entry has, and the field to begin with. Never writes a file.

use crate::parse::{Parsed, parse};
use crate::source::FileRole;
use crate::text::slug;
use crate::world::World;

/// The place of a new entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshEntry {
    /// The path of its file, relative to the site's folder.
    pub path: String,
    /// The id of the site's first field.
    pub field: String,
}

/// Returns a free place for an entry; `None` if its title has no letters.
pub fn fresh_entry(world: &dyn World, title: &str) -> Option<FreshEntry> {
    let name = slug(title);
    if name.is_empty() {
        return None;
    }
    // The names that entries have already, in any folder.
    let files = world.list("content/entries").files;
    let parts = files.iter().flat_map(|file| file.path.split('/'));
    let taken: Vec<&str> = parts.map(|part| part.strip_suffix(".md").unwrap_or(part)).collect();
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    let name =
        names.find(|name| !taken.contains(&name.as_str())).expect("there are more numbers than folders");
    let field = first_field(world).unwrap_or_else(|| "kinh-te".into());
    Some(FreshEntry { path: format!("content/entries/{name}/index.md"), field })
}

/// Returns the id of the first field in the registry.
fn first_field(world: &dyn World) -> Option<String> {
    let listing = world.list("content/fields.toml");
    let bytes = world.read(listing.files.first()?).ok()?;
    match parse("content/fields.toml", &FileRole::Fields, &bytes).parsed? {
        Parsed::Fields(fields) => fields.first().map(|field| field.id.value.clone()),
        _ => None,
    }
}
