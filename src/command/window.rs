//! The console window that Windows opens when the program is double-clicked. It closes with the program, before
//! anyone can read the output.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use super::err;
use super::say::pick;
use crate::diagnostic::Language;

/// Whether the window was opened for this program alone.
pub(super) fn is_own() -> bool {
    cfg!(windows)
        && io::stdin().is_terminal()
        && io::stdout().is_terminal()
        && !has_shell(|name| std::env::var_os(name).is_some_and(|value| value != OsStr::new("")))
}

/// Whether a shell started the program. `cmd` sets `PROMPT`; Unix shells on Windows set `SHELL`. PowerShell sets
/// neither, so there a line without a command waits for Enter too.
fn has_shell(is_set: impl Fn(&str) -> bool) -> bool {
    ["PROMPT", "SHELL"].into_iter().any(is_set)
}

/// Returns instructions for a person who double-clicked the program outside a site.
pub(super) fn usage(language: Language) -> &'static str {
    pick(
        language,
        "Đây là Guong. Để tạo trang mới: mở thư mục chứa guong.exe, gõ cmd trên thanh địa chỉ rồi Enter, sau đó gõ: guong init trang\nChép guong.exe vào thư mục của trang (nơi có tệp guong.toml) rồi bấm đúp để xem thử trang ấy.\n",
        "This is Guong. To create a new site: open the folder of guong.exe, type cmd into the address bar and press Enter, then type: guong init site\nTo preview a site, copy guong.exe into its folder (where guong.toml is) and double-click it.\n",
    )
}

/// Waits for Enter.
pub(super) fn keep_open(language: Language) {
    let text = pick(language, "Nhấn Enter để đóng cửa sổ này.", "Press Enter to close this window.");
    err(&format!("{text}\n"));
    let _ = io::stdin().read_line(&mut String::new());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_is_detected_by_its_variables() {
        assert!(has_shell(|name| name == "PROMPT"));
        assert!(has_shell(|name| name == "SHELL"));
        assert!(!has_shell(|name| name == "PSModulePath"));
    }
}
