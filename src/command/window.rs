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
