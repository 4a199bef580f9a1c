//! The messages of the editor, in both languages.
//!
//! Takes values, gives sentences. The words of diagnostics are in [`crate::diagnostic`].

use std::io;

use axum::http::StatusCode;

use crate::diagnostic::Language;
use crate::text::harmless;

/// Picks the text in a language.
pub(super) fn pick<'t>(language: Language, vi: &'t str, en: &'t str) -> &'t str {
    if language == Language::Vi { vi } else { en }
}

/// Why a request was not let in, or that there is nothing at its address.
pub(super) fn refused(status: StatusCode, language: Language) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => pick(
            language,
            "Chưa vào được phần soạn thảo. Hãy mở địa chỉ mà chương trình Guong đã in ra khi chạy.",
            "You are not let in. Open the address that Guong printed when it started.",
        ),
        StatusCode::FORBIDDEN => pick(
            language,
            "Yêu cầu này không đến từ trang soạn thảo nên bị từ chối.",
            "This request did not come from the editor's own pages, so it was refused.",
        ),
        StatusCode::NOT_FOUND => pick(language, "Không có trang này.", "There is no such page."),
        StatusCode::INTERNAL_SERVER_ERROR => fault(language),
        _ => pick(language, "Yêu cầu không hợp lệ.", "The request is not valid."),
    }
}

/// The program itself failed.
pub(super) fn fault(language: Language) -> &'static str {
    pick(
        language,
        "Chính chương trình Guong bị lỗi; chưa ghi gì. Xin báo cho nhóm làm Guong, kèm các dòng trong cửa sổ của chương trình.",
        "Guong itself failed; nothing was written. Please report it to the makers of Guong, with the lines in the program's window.",
    )
}

/// There is no gallery on the start page.
pub(super) fn no_gallery(language: Language) -> &'static str {
    pick(language, "Chưa mở phòng trưng bày nào.", "No gallery is open.")
}

/// A request is too large.
pub(super) fn too_large(limit: usize, language: Language) -> String {
    let megabytes = limit / 1024 / 1024;
    match language {
        Language::Vi => format!("Quá lớn: tối đa {megabytes} MB mỗi lần gửi."),
        Language::En => format!("Too large: at most {megabytes} MB at a time."),
    }
}

/// The file that was sent is not kept any more.
#[cfg(feature = "office")]
pub(super) fn import_gone(language: Language) -> &'static str {
    pick(
        language,
        "Chương trình không còn giữ tệp này (đã ghi rồi, hoặc có tệp khác gửi sau); hãy chọn lại tệp.",
        "The file is not kept any more (it was written, or another one came after it); choose it again.",
    )
}

/// A list or a report has mistakes that keep it from being written.
#[cfg(feature = "office")]
pub(super) fn import_blocked(language: Language) -> &'static str {
    pick(
        language,
        "Chưa ghi gì: sửa các ô có lỗi trước.",
        "Nothing was written: correct the cells with errors first.",
    )
}

/// What was written before the disk refused.
#[cfg(feature = "office")]
pub(super) fn import_left(left: &[String], language: Language) -> String {
    if left.is_empty() {
        return pick(language, "Chưa ghi tệp nào.", "No file was written.").into();
    }
    let files = left.iter().map(|path| harmless(path)).collect::<Vec<_>>().join(", ");
    format!("{} {files}", pick(language, "Các tệp sau đã ghi rồi:", "These files were written:"))
}

/// A file is too large to be read again.
pub(super) fn file_too_large(limit: u64, language: Language) -> String {
    let kilobytes = limit / 1024;
    match language {
        Language::Vi => format!("Chưa lưu: bài dài quá {kilobytes} KB."),
        Language::En => format!("Nothing was saved: the text is longer than {kilobytes} KB."),
    }
}

/// The disk refused something.
pub(super) fn disk(path: &str, error: &io::Error, language: Language) -> String {
    let path = harmless(path);
    match language {
        Language::Vi => {
            format!(
                "Không ghi được {path}: {error}. Tệp cũ vẫn nguyên; hãy đóng chương trình đang mở tệp này rồi thử lại."
            )
        }
        Language::En => format!(
            "Cannot write {path}: {error}. The old file is unchanged. Close the program that has it open and try again."
        ),
    }
}

/// There is no such file, or none that can be edited.
pub(super) fn no_file(path: &str, language: Language) -> String {
    let path = harmless(path);
    match language {
        Language::Vi => format!("Không có tệp {path}, hoặc không sửa được ở đây."),
        Language::En => format!("There is no file {path}, or it cannot be edited here."),
    }
}

/// A path that a form never sends.
pub(super) fn bad_path(language: Language) -> &'static str {
    pick(
        language,
        "Đường dẫn này không thuộc nội dung của phòng trưng bày.",
        "This path is not in the gallery's content.",
    )
}

/// The file was changed by somebody else since the form was made.
pub(super) fn conflict(language: Language) -> &'static str {
    pick(
        language,
        "Tệp này vừa được sửa ở nơi khác. Hãy chọn giữ bản nào.",
        "This file was changed elsewhere in the meantime. Choose which version to keep.",
    )
}

/// Values that the file cannot have.
pub(super) fn refused_values(language: Language) -> &'static str {
    pick(
        language,
        "Chưa lưu: có mục điền chưa đúng.",
        "Nothing was saved: a field has a value that it cannot have.",
    )
}

/// What a change is about is not in the file.
pub(super) fn not_there(key: &str, language: Language) -> String {
    let key = harmless(key);
    match language {
        Language::Vi => format!(
            "Chưa lưu: trong tệp, mục “{key}” không có hoặc viết theo cách không sửa được ở đây; hãy sửa nguyên văn tệp."
        ),
        Language::En => format!(
            "Nothing was saved: “{key}” is not in the file, or written in a way that cannot be edited here. Edit the file as text."
        ),
    }
}

/// A title without letters.
pub(super) fn no_title(language: Language) -> &'static str {
    pick(language, "Tên phải có chữ.", "The title must contain letters.")
}

/// No province has the name that is given.
pub(super) fn no_province(language: Language) -> &'static str {
    pick(
        language,
        "Không có tỉnh, thành phố tên như vậy; viết như hiện nay hoặc như trước 01/07/2025.",
        "There is no province of this name; use its name of today, or the one before 01/07/2025.",
    )
}

/// Something stands where something is to be put.
pub(super) fn taken(path: &str, language: Language) -> String {
    let path = harmless(path);
    match language {
        Language::Vi => format!("{path} đã có rồi."),
        Language::En => format!("{path} already exists."),
    }
}

/// Files of other entries are in the folder of an entry.
pub(super) fn holds_others(language: Language) -> &'static str {
    pick(
        language,
        "Thư mục của bài này chứa cả bài khác nên không xóa được ở đây.",
        "The folder of this entry contains other entries, so it cannot be deleted here.",
    )
}

/// The trash has no such item.
pub(super) fn not_in_trash(language: Language) -> &'static str {
    pick(language, "Thùng rác không còn mục này.", "The trash does not contain this item any more.")
}

/// A folder has as many photos as it may have.
pub(super) fn too_many_photos(limit: usize, language: Language) -> String {
    match language {
        Language::Vi => format!("Thư mục này đã có {limit} ảnh, không thêm được nữa."),
        Language::En => format!("This folder already contains {limit} photos; no more can be added."),
    }
}

/// An entry that has no folder of its own.
pub(super) fn no_folder(language: Language) -> &'static str {
    pick(
        language,
        "Bài này là một tệp riêng, không có thư mục để đặt ảnh. Hãy chuyển tệp vào một thư mục cùng tên, đổi tên tệp thành index.md.",
        "This entry is a single file without a folder for photos. Move it into a folder of the same name and call it index.md.",
    )
}

/// A folder that cannot be listed.
pub(super) fn no_folder_there(path: &str, error: &io::Error, language: Language) -> String {
    let path = harmless(path);
    match language {
        Language::Vi => format!("Không mở được thư mục {path}: {error}"),
        Language::En => format!("Cannot open the folder {path}: {error}"),
    }
}

/// A folder that is no gallery.
pub(super) fn no_site(language: Language) -> &'static str {
    pick(
        language,
        "Thư mục này không phải phòng trưng bày: không có tệp guong.toml.",
        "This folder is no gallery: it contains no guong.toml.",
    )
}

/// A name that no folder can have.
pub(super) fn bad_name(language: Language) -> &'static str {
    pick(
        language,
        "Tên thư mục không dùng được; hãy đặt tên khác, chẳng hạn trang-dan-van.",
        "A folder cannot have this name; choose a different one, such as gallery.",
    )
}

/// A build is running.
pub(super) fn publishing(language: Language) -> &'static str {
    pick(language, "Đang xuất bản; xin đợi cho xong.", "Publishing is in progress; wait until it is done.")
}

/// Errors stop publishing.
pub(super) fn has_errors(errors: usize, language: Language) -> String {
    match language {
        Language::Vi => format!("Chưa xuất bản: còn {errors} lỗi. Trang cũ vẫn giữ nguyên."),
        Language::En => {
            let plural = if errors == 1 { "" } else { "s" };
            format!("Nothing was published: {errors} error{plural} left. The old site is unchanged.")
        }
    }
}

/// What was published.
pub(super) fn published(entries: usize, written: usize, removed: usize, language: Language) -> String {
    match language {
        Language::Vi => format!("Đã xuất bản {entries} bài: ghi {written} tệp, bỏ {removed} tệp."),
        Language::En => format!("Published {entries} entries: {written} files written, {removed} removed."),
    }
}

/// The site was built and sent.
#[cfg(feature = "deploy")]
pub(super) fn sent(files: usize, removed: usize, address: &str, language: Language) -> String {
    let to = harmless(address);
    match language {
        Language::Vi if files + removed == 0 => format!("Nơi nhận đã đúng, không phải gửi gì: {to}"),
        Language::En if files + removed == 0 => format!("The target is up to date: {to}"),
        Language::Vi => format!("Đã dựng trang, gửi {files} tệp và xóa {removed} tệp ở {to}"),
        Language::En => format!("The site was built; {files} files were sent and {removed} removed at {to}"),
    }
}

/// The site was built, and could not be sent.
#[cfg(feature = "deploy")]
pub(super) fn not_sent(address: &str, why: &str, language: Language) -> String {
    let to = harmless(address);
    match language {
        Language::Vi => format!(
            "Đã dựng xong trang trên máy này, nhưng chưa gửi hết đến {to}: {why}. Trang trên mạng vẫn dùng được; xuất bản lại để gửi nốt."
        ),
        Language::En => format!(
            "The site was built on this machine, but not wholly sent to {to}: {why}. The site on the web is usable; publish again to complete it."
        ),
    }
}

/// There is no store of passwords.
#[cfg(feature = "deploy")]
pub(super) fn password_not_kept(language: Language) -> &'static str {
    pick(
        language,
        "Máy này không có nơi giữ mật khẩu; lần sau sẽ phải gõ lại.",
        "This system has no store for passwords; it has to be typed again next time.",
    )
}
