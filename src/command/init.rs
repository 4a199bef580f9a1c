//! `guong init DIR`: creates a new site, ready to build.

use std::fs;
use std::path::Path;

use super::args::Invocation;
use super::{Outcome, err, out, say};
use crate::diagnostic::Language;
use crate::site::{NewSite, NewSiteFault, create_site};

/// Runs the command.
pub(super) fn run(folder: &Path, province: Option<&str>, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let is_taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file();
    if is_taken {
        let text = say::pick(
            language,
            "thư mục này đã có tệp; hãy chọn một thư mục mới hoặc còn trống",
            "this folder already contains files; choose a new or empty one",
        );
        err(&format!("guong: {}: {text}\n", folder.display()));
        return Outcome::Misused;
    }
    let site = NewSite { province: province.map(str::to_string), ..NewSite::default() };
    match create_site(folder, &site, language) {
        Ok(()) => {}
        Err(NewSiteFault::Io(error)) => {
            err(&format!("guong: {}: {error}\n", folder.display()));
            return Outcome::MachineFailed;
        }
        Err(NewSiteFault::UnknownProvince | NewSiteFault::BadValue(..)) => {
            let text = say::pick(
                language,
                "không có tỉnh, thành phố tên như vậy; viết như hiện nay hoặc như trước 01/07/2025",
                "unknown province; use its name of today, or the one before 01/07/2025",
            );
            err(&format!("guong: --province {}: {text}\n", province.unwrap_or_default()));
            return Outcome::Misused;
        }
    }
    if !invocation.quiet {
        let shown = folder.display();
        out(&match language {
            Language::Vi => {
                format!("Đã tạo trang mới trong {shown}\nTiếp theo: cd {shown}, rồi guong build\n")
            }
            Language::En => format!("Created a new site in {shown}\nNext: cd {shown}, then guong build\n"),
        });
    }
    Outcome::Done
}
