//! The messages of preview, in both languages.

use std::net::SocketAddr;

use crate::diagnostic::Language;
use crate::model::Hidden;

/// Returns the text in one of the two languages.
fn pick<'t>(language: Language, vi: &'t str, en: &'t str) -> &'t str {
    if language == Language::Vi { vi } else { en }
}

/// The address of the preview.
pub(super) fn listening(address: SocketAddr, language: Language) -> String {
    match language {
        Language::Vi => format!("Xem thử tại http://{address}/ – nhấn Ctrl-C để dừng.\n"),
        Language::En => format!("Preview at http://{address}/ – press Ctrl-C to stop.\n"),
    }
}

/// The address of the editor, with the secret of this run.
pub(super) fn editing(address: &str, language: Language) -> String {
    match language {
        Language::Vi => {
            format!(
                "Sửa trong trình duyệt: mở {address}\nĐịa chỉ này chỉ dùng trên máy này; đừng gửi cho người khác.\n"
            )
        }
        Language::En => {
            format!(
                "To edit in the browser, open {address}\nThis address works on this computer only. Do not send it to anybody.\n"
            )
        }
    }
}

/// The requested port is in use.
pub(super) fn port_taken(wanted: u16, got: u16, language: Language) -> String {
    match language {
        Language::Vi => format!("Cổng {wanted} đang có chương trình khác dùng; dùng cổng {got}.\n"),
        Language::En => format!("Port {wanted} is in use; using port {got}.\n"),
    }
}

/// The preview can be seen from other machines.
pub(super) fn open_to_others(address: SocketAddr, language: Language) -> String {
    match language {
        Language::Vi => format!(
            "CHÚ Ý: mọi máy tới được {address} đều xem được trang này. Bản nháp và bài chưa tới ngày công bố không hiện.\n"
        ),
        Language::En => format!(
            "NOTE: any machine that can reach {address} can see this site. Drafts and embargoed entries are hidden.\n"
        ),
    }
}

/// The system does not report changes, so the folder is polled.
pub(super) fn polling(why: &str, language: Language) -> String {
    match language {
        Language::Vi => {
            format!("Hệ thống không báo thay đổi ({why}); chuyển sang tự quét thư mục mỗi giây.\n")
        }
        Language::En => {
            format!("The system does not report changes ({why}); scanning the folder every second.\n")
        }
    }
}

/// The reason why watching stopped, if the system gave none.
pub(super) fn watcher_died(language: Language) -> &'static str {
    pick(language, "bộ theo dõi đã dừng", "the watcher stopped")
}

/// The heading of the list of problems.
pub(super) fn problems(errors: usize, whole: bool, language: Language) -> String {
    let count = match language {
        Language::Vi => format!("{errors} lỗi"),
        Language::En => format!("{errors} error{}", if errors == 1 { "" } else { "s" }),
    };
    let stands = match whole {
        true => pick(
            language,
            "trang đang hiện là bản trước khi có lỗi",
            "the page shown is from before the errors",
        ),
        false => pick(language, "chưa dựng được trang nào", "no page can be shown yet"),
    };
    format!("{count} – {stands}")
}

/// No errors are left.
pub(super) fn mended(language: Language) -> &'static str {
    pick(language, "Hết lỗi.\n", "No errors left.\n")
}

/// The ribbon on a page that visitors do not see.
pub(super) fn ribbon(hidden: Hidden, language: Language) -> String {
    match (hidden, language) {
        (Hidden::Draft, Language::Vi) => "Bản nháp – người xem chưa thấy trang này".into(),
        (Hidden::Unapproved, Language::Vi) => "Chưa được duyệt – người xem chưa thấy trang này".into(),
        (Hidden::Unapproved, Language::En) => "Not approved – visitors do not see this page".into(),
        (Hidden::Draft, Language::En) => "Draft – visitors do not see this page".into(),
        (Hidden::Until(day), Language::Vi) => {
            format!("Chưa tới ngày công bố – người xem thấy trang này từ {}", date(day))
        }
        (Hidden::Until(day), Language::En) => format!("Embargoed – visitors see this page from {day}"),
        (Hidden::After(day), Language::Vi) => {
            format!("Đã hết hạn – người xem thấy trang này đến hết {}", date(day))
        }
        (Hidden::After(day), Language::En) => {
            format!("Expired – visitors saw this page until the end of {day}")
        }
    }
}

/// The ribbon on a page that is in preview alone.
pub(super) fn preview_only(language: Language) -> &'static str {
    pick(
        language,
        "Chỉ thấy khi xem trước – người xem không có trang này",
        "Only in preview – visitors do not have this page",
    )
}

fn date(day: crate::date::Day) -> String {
    format!("{:02}/{:02}/{}", day.day, day.month, day.year)
}

/// The words of the bar that leads to the editor.
pub(super) struct BarWords {
    pub label: &'static str,
    pub edit: &'static str,
    pub add: &'static str,
    pub to_do: &'static str,
    pub publish: &'static str,
}

/// The bar's words.
pub(super) fn bar(language: Language) -> BarWords {
    BarWords {
        label: pick(language, "Soạn thảo", "Editing"),
        edit: pick(language, "Sửa", "Edit"),
        add: pick(language, "Thêm mô hình", "Add an entry"),
        to_do: pick(language, "Việc cần xem", "To review"),
        publish: pick(language, "Xuất bản", "Publish"),
    }
}

/// The search index could not be built.
pub(super) fn no_index(language: Language) -> &'static str {
    pick(
        language,
        "Chưa lập được chỉ mục tìm kiếm để xem thử; tìm lại một lần nữa. Trang vẫn xem được bình thường.\n",
        "The preview's search index could not be built; search again. Pages are not affected.\n",
    )
}

/// The heading of a page that cannot be shown.
pub(super) fn no_page(language: Language) -> &'static str {
    pick(language, "Chưa hiện được trang này", "This page cannot be shown yet")
}
