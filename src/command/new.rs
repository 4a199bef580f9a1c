//! `guong new "TITLE"`: creates a folder for an entry, with a template to fill in.

use std::fs;

use super::args::Invocation;
use super::{Outcome, err, out, root, say};
use crate::diagnostic::Language;
use crate::schema::template::new_entry;
use crate::site::{create, fresh_entry};
use crate::text::nfc;
use crate::world::{DiskWorld, World};

/// Runs the command.
pub(super) fn run(title: &str, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let title = nfc(title.trim()).replace(|c: char| c.is_control(), " ");
    let root = root(invocation);
    let world = match DiskWorld::new(&root) {
        Ok(world) if root.join("guong.toml").is_file() => world,
        _ => {
            err(&format!("guong: {}\n", say::no_site(language)));
            return Outcome::ContentHasErrors;
        }
    };
    let Some(fresh) = fresh_entry(&world, &title) else {
        let text = say::pick(language, "tên mô hình phải có chữ", "the title must contain letters");
        err(&format!("guong: {text}\n"));
        return Outcome::Misused;
    };
    let today = invocation.as_of.unwrap_or_else(|| world.today());
    let text = new_entry(&title, &fresh.field, today);
    let file = root.join(&fresh.path);
    let written = fs::create_dir_all(file.parent().expect("an entry has a folder"))
        .and_then(|()| create(&file, text.as_bytes()));
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
