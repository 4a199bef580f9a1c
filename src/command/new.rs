//! `guong new "TITLE"`: creates a folder for an entry, with a template to fill in.

use std::fs;

use super::args::Invocation;
use super::{Outcome, err, out, root, say};
use crate::diagnostic::Language;
use crate::schema::template::new_entry;
use crate::text::{nfc, slug};
use crate::world::{DiskWorld, World};

/// Runs the command.
pub(super) fn run(title: &str, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let title = nfc(title.trim()).replace(|c: char| c.is_control(), " ");
    let name = slug(&title);
    if name.is_empty() {
        let text = say::pick(language, "tên mô hình phải có chữ", "the title must contain letters");
        err(&format!("guong: {text}\n"));
        return Outcome::Misused;
    }
    let root = root(invocation);
    let world = match DiskWorld::new(&root) {
        Ok(world) if root.join("guong.toml").is_file() => world,
        _ => {
            err(&format!("guong: {}\n", say::no_site(language)));
            return Outcome::ContentHasErrors;
        }
    };
    let entries = root.join("content/entries");
    let taken = taken_names(&world);
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    let name = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name));
    let name = name.expect("there are more numbers than folders");
    let folder = entries.join(&name);
    let today = invocation.as_of.unwrap_or_else(|| world.today());
    let field = first_field(&world).unwrap_or_else(|| "kinh-te".into());
    let text = new_entry(&title, &field, today);
    let file = folder.join("index.md");
    let written = fs::create_dir_all(&folder).and_then(|()| {
        let mut options = fs::OpenOptions::new();
        let mut opened = options.write(true).create_new(true).open(&file)?;
        std::io::Write::write_all(&mut opened, text.as_bytes())
    });
    if let Err(error) = written {
        err(&format!("guong: {}: {error}\n", file.display()));
        return Outcome::MachineFailed;
    }
    if !invocation.quiet {
        let shown = file.display();
        out(&match language {
            Language::Vi => format!(
                "Đã tạo {shown}\nMở tệp này, điền các dòng có “…”, đặt ảnh vào cùng thư mục, rồi xóa dòng draft = true.\n"
            ),
            Language::En => format!(
                "Created {shown}\nOpen it, fill in the lines with “…”, put photos in the same folder, then remove the line draft = true.\n"
            ),
        });
    }
    Outcome::Done
}

/// Returns the names that entries have already, in any folder.
fn taken_names(world: &DiskWorld) -> Vec<String> {
    let files = world.list("content/entries").files;
    let parts = files.iter().flat_map(|file| file.path.split('/'));
    parts.map(|part| part.strip_suffix(".md").unwrap_or(part).to_string()).collect()
}

/// Returns the id of the first field in the registry.
fn first_field(world: &DiskWorld) -> Option<String> {
    let listing = world.list("content/fields.toml");
    let bytes = world.read(listing.files.first()?).ok()?;
    let file = crate::parse::parse("content/fields.toml", &crate::source::FileRole::Fields, &bytes);
    match file.parsed? {
        crate::parse::Parsed::Fields(fields) => fields.first().map(|field| field.id.value.clone()),
        _ => None,
    }
}
