//! The messages of the commands, in both languages.
//!
//! Takes values, gives sentences. The words of diagnostics are in [`crate::diagnostic`].

use std::path::Path;

use super::args::Misuse;
use crate::date::Day;
use crate::diagnostic::Language;
use crate::publish::{ClashKind, Doing, PublishError, Summary};
use crate::schema::FILES;
use crate::search::reader::Fault;
use crate::text::{harmless, nearest, number};

/// Returns the system's language: English if that comes first, else Vietnamese.
pub(super) fn system_language() -> Language {
    let mut languages = sys_locale::get_locales().peekable();
    let english = languages.peek().is_some_and(|first| first.starts_with("en"));
    // Offices in Viet Nam often run Windows in English, so there Vietnamese anywhere in the user's list counts.
    let vietnamese = cfg!(windows) && languages.any(|language| language.starts_with("vi"));
    if english && !vietnamese { Language::En } else { Language::Vi }
}

/// Picks the text in a language.
pub(super) fn pick<'t>(language: Language, vi: &'t str, en: &'t str) -> &'t str {
    if language == Language::Vi { vi } else { en }
}

/// Describes what is wrong with a command line.
pub(super) fn misuse(misuse: &Misuse, language: Language) -> String {
    let vi = language == Language::Vi;
    let text = match misuse {
        Misuse::NoCommand => pick(language, "chưa có tên lệnh", "no command is given").to_string(),
        Misuse::UnknownCommand { name, near } => match (vi, near) {
            (true, Some(near)) => format!("không có lệnh “{name}”; có phải “{near}”?"),
            (true, None) => format!("không có lệnh “{name}”"),
            (false, Some(near)) => format!("there is no command “{name}”; did you mean “{near}”?"),
            (false, None) => format!("there is no command “{name}”"),
        },
        Misuse::UnknownFlag(flag) if vi => format!("lệnh này không có tùy chọn “{flag}”"),
        Misuse::UnknownFlag(flag) => format!("this command has no option “{flag}”"),
        Misuse::UnexpectedArgument(word) if vi => {
            format!("thừa “{word}”; nếu tên có khoảng trắng, đặt cả tên trong ngoặc kép")
        }
        Misuse::UnexpectedArgument(word) => {
            format!("there is an extra argument “{word}”; put a name with spaces in quotes")
        }
        Misuse::MissingValue(flag) if vi => format!("tùy chọn “{flag}” thiếu giá trị"),
        Misuse::MissingValue(flag) => format!("the option “{flag}” needs a value"),
        Misuse::BadValue { flag, value } if vi => format!("tùy chọn “{flag}” không nhận “{value}”"),
        Misuse::BadValue { flag, value } => format!("the option “{flag}” does not accept “{value}”"),
        Misuse::MissingArgument(name) if vi => format!("lệnh này thiếu {name}"),
        Misuse::MissingArgument(name) => format!("this command needs {name}"),
    };
    let hint = pick(language, "xem cách dùng: guong help", "see how to use it: guong help");
    format!("guong: {text}\n{hint}")
}

/// Says that the current folder is not in a site.
pub(super) fn no_site(language: Language) -> &'static str {
    pick(
        language,
        "không thấy guong.toml: hãy chạy lệnh này trong thư mục của trang",
        "there is no guong.toml here: run this command in the site's folder",
    )
}

/// Says that there is no such kind of file, and lists the kinds.
pub(super) fn unknown_schema(name: &str, language: Language) -> String {
    let names: Vec<&str> = FILES.iter().map(|file| file.name).collect();
    let names = names.join(", ");
    match language {
        Language::Vi => format!("không có loại tệp “{name}”; các loại: {names}"),
        Language::En => format!("there is no kind of file “{name}”; the kinds are: {names}"),
    }
}

/// Says where the schemas were written, and what they are for.
pub(super) fn schemas(folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match language {
        Language::Vi => format!(
            "Đã ghi lược đồ các mục khai vào {folder}\nTrình soạn thảo đọc lược đồ sẽ gợi ý và kiểm tra khi gõ.\n"
        ),
        Language::En => {
            format!(
                "Wrote the schemas to {folder}\nEditors that read them complete and check keys as you type.\n"
            )
        }
    }
}

/// Says that there is no such facet, and lists the facets.
pub(super) fn unknown_facet(name: &str, known: &[&str], language: Language) -> String {
    let known = known.join(", ");
    match language {
        Language::Vi => format!("không lọc được theo “{name}”; các mục lọc: {known}"),
        Language::En => format!("there is no facet “{name}”; the facets are: {known}"),
    }
}

/// Says that a facet has no such value, and lists similar ones, or the first few.
pub(super) fn unknown_value<'v>(
    facet: &str,
    id: &str,
    known: impl Iterator<Item = &'v str>,
    language: Language,
) -> String {
    const SHOWN: usize = 8;
    let known: Vec<&str> = known.collect();
    let mut suggestions = nearest(id, known.iter().copied(), 3);
    if suggestions.is_empty() {
        suggestions.extend(known.iter().take(SHOWN));
        suggestions.extend((known.len() > SHOWN).then_some("…"));
    }
    match language {
        Language::Vi => {
            format!("mục lọc “{facet}” không có giá trị “{id}”; có thể là: {}", suggestions.join(", "))
        }
        Language::En => {
            format!("the facet “{facet}” has no value “{id}”; did you mean: {}", suggestions.join(", "))
        }
    }
}

/// Says how many results there are, or at most.
pub(super) fn results(count: usize, at_most: bool, language: Language) -> String {
    let count_text = number(count as f64, language == Language::En);
    match (count, at_most, language) {
        (0, _, Language::Vi) => "Không có kết quả nào.".into(),
        (0, _, Language::En) => "No results.".into(),
        (_, false, Language::Vi) => format!("{count_text} kết quả"),
        (_, true, Language::Vi) => format!("Nhiều nhất {count_text} kết quả"),
        (1, false, Language::En) => "1 result".into(),
        (_, false, Language::En) => format!("{count_text} results"),
        (_, true, Language::En) => format!("At most {count_text} results"),
    }
}

/// Says why the search index cannot be read, and what to do.
pub(super) fn no_index(fault: &Fault, public: &str, language: Language) -> String {
    match (fault, language) {
        (Fault::Missing(path), Language::Vi) => {
            format!("không thấy chỉ mục tìm kiếm ({public}/{path}); chạy guong build rồi tìm lại")
        }
        (Fault::Missing(path), Language::En) => {
            format!("there is no search index ({public}/{path}); run guong build, then search again")
        }
        (Fault::Damaged(path), Language::Vi) => {
            format!("chỉ mục tìm kiếm bị hỏng ({public}/{path}); chạy guong build để ghi lại")
        }
        (Fault::Damaged(path), Language::En) => {
            format!("the search index is damaged ({public}/{path}); run guong build to write it again")
        }
        (Fault::Foreign, Language::Vi) => {
            "chỉ mục tìm kiếm do một phiên bản khác tạo ra; chạy guong build rồi tìm lại".into()
        }
        (Fault::Foreign, Language::En) => {
            "the search index was made by a different version; run guong build, then search again".into()
        }
    }
}

/// Says how many errors and warnings there are.
pub(super) fn counts(errors: usize, warnings: usize, language: Language) -> String {
    if language == Language::Vi {
        return match (errors, warnings) {
            (0, 0) => "Không có lỗi.".into(),
            (0, warnings) => format!("Không có lỗi, {warnings} lưu ý."),
            (errors, 0) => format!("{errors} lỗi."),
            (errors, warnings) => format!("{errors} lỗi, {warnings} lưu ý."),
        };
    }
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => "No errors.".into(),
        (0, warnings) => format!("No errors, {}.", plural(warnings, "warning")),
        (errors, 0) => format!("{}.", plural(errors, "error")),
        (errors, warnings) => format!("{}, {}.", plural(errors, "error"), plural(warnings, "warning")),
    }
}

/// The numbers of a build.
pub(super) struct BuildSummary<'b> {
    pub entries: usize,
    pub summary: Summary,
    pub seconds: f64,
    pub out: &'b str,
    pub next_change: Option<Day>,
}

/// Returns the line that sums up a build.
pub(super) fn built(built: &BuildSummary<'_>, language: Language) -> String {
    let BuildSummary { entries, summary, seconds, out, next_change } = built;
    let Summary { written, removed, kept, .. } = summary;
    let seconds = format!("{seconds:.1}");
    let unchanged = *written == 0 && *removed == 0;
    match language {
        Language::Vi => {
            let seconds = seconds.replace('.', ",");
            let did = match unchanged {
                true => format!(
                    "Không có gì thay đổi: {kept} tệp trong {out} vẫn đúng ({entries} mô hình, {seconds} giây)."
                ),
                false => format!(
                    "Đã xuất bản {entries} mô hình vào {out}: ghi {written} tệp, xóa {removed}, giữ nguyên {kept} ({seconds} giây)."
                ),
            };
            let next = next_change
                .map(|day| format!(" Trang sẽ tự đổi từ ngày {:02}/{:02}/{}.", day.day, day.month, day.year));
            did + &next.unwrap_or_default()
        }
        Language::En => {
            let did = match unchanged {
                true => format!(
                    "Nothing changed: {kept} files in {out} are up to date ({entries} entries, {seconds} s)."
                ),
                false => format!(
                    "Published {entries} entries to {out}: {written} files written, {removed} removed, {kept} kept ({seconds} s)."
                ),
            };
            let next = next_change.map(|day| format!(" The site will change by itself on {day}."));
            did + &next.unwrap_or_default()
        }
    }
}

/// Says why a site could not be published.
pub(super) fn publish_error(error: &PublishError, language: Language) -> String {
    let text = if language == Language::Vi { publish_error_vi(error) } else { publish_error_en(error) };
    let text = if cfg!(windows) { without_verbatim(&text) } else { text };
    // The text quotes names of files that may be hostile.
    text.split('\n').map(harmless).collect::<Vec<_>>().join("\n")
}

/// Shortens canonical paths of Windows (`\\?\C:\…`, `\\?\UNC\server\share\…`) to the usual form.
fn without_verbatim(text: &str) -> String {
    text.replace(r"\\?\UNC\", r"\\").replace(r"\\?\", "")
}

fn publish_error_vi(error: &PublishError) -> String {
    match error {
        PublishError::Io { path, .. } if error.is_disk_full() => {
            format!(
                "ổ đĩa đã đầy khi ghi {}; trang đang công bố vẫn giữ nguyên. Dọn bớt ổ đĩa rồi chạy lại.",
                path.display()
            )
        }
        PublishError::Io { doing, path, source } => {
            let what = match doing {
                Doing::Lock => "khóa",
                Doing::Create => "tạo",
                Doing::Read => "đọc",
                Doing::Inspect => "xem",
                Doing::Write => "ghi",
                Doing::Link => "liên kết",
                Doing::Remove => "xóa",
                Doing::Move => "chuyển",
                Doing::Exchange => "thay thế",
            };
            format!(
                "không {what} được {}: {source}. Kiểm tra quyền truy cập, và đóng chương trình đang mở tệp này.",
                path.display()
            )
        }
        PublishError::NotOurs { out } => format!(
            "thư mục {} có sẵn tệp và không do Guong tạo, nên không bị thay thế. Chọn thư mục khác bằng --out.",
            out.display()
        ),
        PublishError::NotAFolder { out } => {
            format!("{} không phải là thư mục. Chọn nơi khác bằng --out.", out.display())
        }
        PublishError::Overlap { out, .. } => {
            format!(
                "thư mục {} chứa chính nội dung nguồn của trang. Chọn nơi khác bằng --out.",
                out.display()
            )
        }
        PublishError::InsideSources { out, folder } => format!(
            "thư mục {} nằm trong {folder}, nơi Guong đọc nội dung nguồn. Chọn nơi khác bằng --out.",
            out.display()
        ),
        PublishError::MountPoint { out } => format!(
            "{} là gốc của một ổ đĩa nên không thay thế được. Chọn một thư mục con, ví dụ {}.",
            out.display(),
            out.join("public").display()
        ),
        PublishError::Foreign { out, paths, more } => format!(
            "trong {} có tệp không phải do Guong tạo: {}{}. Chuyển chúng đi nơi khác (tệp cần đăng thì đặt trong static), hoặc liệt kê trong khóa keep của guong.toml.",
            out.display(),
            paths.join(", "),
            if *more > 0 { format!(" và {more} tệp nữa") } else { String::new() }
        ),
        PublishError::BadPath { path, .. } => {
            format!(
                "không đăng được địa chỉ “{path}”: tên có ký tự hoặc từ mà Windows không nhận. Đổi tên tệp nguồn."
            )
        }
        PublishError::Clash { first, second, kind } => format!(
            "hai địa chỉ không thể cùng tồn tại: “{first}” và “{second}”{}. Đổi tên một trong hai.",
            match kind {
                ClashKind::Case => " (chỉ khác chữ hoa, chữ thường)",
                ClashKind::Kept => " (một bên nằm trong khóa keep)",
                ClashKind::Same | ClashKind::FileAndFolder => "",
            }
        ),
        PublishError::KeptTwice { live, spare } => format!(
            "có hai bản của tệp cần giữ: {} và {}. Xóa một bản rồi chạy lại.",
            live.display(),
            spare.display()
        ),
        PublishError::NotPending { .. } | PublishError::NotProduced { .. } => {
            format!("lỗi của chính Guong: {error}")
        }
    }
}

fn publish_error_en(error: &PublishError) -> String {
    match error {
        PublishError::Io { path, .. } if error.is_disk_full() => format!(
            "the disk is full ({}); the published site is untouched. Free some space and run again.",
            path.display()
        ),
        PublishError::Io { doing, path, source } => {
            let what = match doing {
                Doing::Lock => "lock",
                Doing::Create => "create",
                Doing::Read => "read",
                Doing::Inspect => "look at",
                Doing::Write => "write",
                Doing::Link => "link",
                Doing::Remove => "remove",
                Doing::Move => "move",
                Doing::Exchange => "replace",
            };
            format!(
                "cannot {what} {}: {source}. Check the permissions, and close programs that have it open.",
                path.display()
            )
        }
        PublishError::NotOurs { out } => format!(
            "the folder {} holds files that Guong did not make, so it is not replaced. Choose another folder with --out.",
            out.display()
        ),
        PublishError::NotAFolder { out } => {
            format!("{} is not a folder. Choose another place with --out.", out.display())
        }
        PublishError::Overlap { out, .. } => {
            format!(
                "the folder {} holds the site's own sources. Choose another place with --out.",
                out.display()
            )
        }
        PublishError::InsideSources { out, folder } => format!(
            "the folder {} is inside {folder}, where Guong reads the site's sources. Choose another place with --out.",
            out.display()
        ),
        PublishError::MountPoint { out } => format!(
            "{} is the root of a drive, which cannot be replaced. Choose a folder inside it, such as {}.",
            out.display(),
            out.join("public").display()
        ),
        PublishError::Foreign { out, paths, more } => format!(
            "{} holds files that Guong did not make: {}{}. Move them away (files to be published belong in static), or list them under keep in guong.toml.",
            out.display(),
            paths.join(", "),
            if *more > 0 { format!(" and {more} more") } else { String::new() }
        ),
        PublishError::BadPath { path, .. } => format!(
            "the address “{path}” cannot be published: Windows does not allow a character or word in it. Rename the source file."
        ),
        PublishError::Clash { first, second, kind } => format!(
            "two addresses cannot exist together: “{first}” and “{second}”{}. Rename one of the two.",
            match kind {
                ClashKind::Case => " (they differ only in capital letters)",
                ClashKind::Kept => " (one of them is listed under keep)",
                ClashKind::Same | ClashKind::FileAndFolder => "",
            }
        ),
        PublishError::KeptTwice { live, spare } => format!(
            "there are two copies of a file to keep: {} and {}. Remove one and run again.",
            live.display(),
            spare.display()
        ),
        PublishError::NotPending { .. } | PublishError::NotProduced { .. } => {
            format!("this is a bug in Guong: {error}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_in_their_usual_form() {
        assert_eq!(without_verbatim(r"\\?\C:\trang\public: x"), r"C:\trang\public: x");
        assert_eq!(without_verbatim(r"\\?\UNC\may-chu\chung"), r"\\may-chu\chung");
    }
}
