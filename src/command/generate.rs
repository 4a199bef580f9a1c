//! `guong generate KIND`: prints completions for a shell, or the man page, for packagers.

use clap::{Arg, Command};
use clap_complete::Shell;
use roff::{Roff, bold, italic, roman};

use super::args::Invocation;
use super::say::pick;
use super::usage::command;
use super::{Outcome, out};
use crate::diagnostic::Language;

/// Runs the command; `None` prints the man page.
pub(super) fn run(shell: Option<Shell>, invocation: &Invocation) -> Outcome {
    out(&match shell {
        Some(shell) => completions(shell, invocation.language),
        None => man_page(invocation.language),
    });
    Outcome::Done
}

fn completions(shell: Shell, language: Language) -> String {
    let mut written = Vec::new();
    clap_complete::generate(shell, &mut command(language), "guong", &mut written);
    String::from_utf8(written).expect("names and sentences are text")
}

/// Returns one page for all commands, with the sections in the order of man-pages(7).
fn man_page(language: Language) -> String {
    let say = |vi, en| pick(language, vi, en);
    let program = command(language);
    let text =
        |styled: Option<&clap::builder::StyledStr>| styled.map(ToString::to_string).unwrap_or_default();
    let mut page = Roff::new();
    page.control("TH", ["GUONG", "1", "", &format!("guong {}", env!("CARGO_PKG_VERSION")), ""]);
    page.control("SH", [say("TÊN", "NAME")]);
    let about = text(program.get_about());
    page.text([roman(about.replacen("Guong – ", "guong - ", 1))]);
    page.control("SH", [say("CÁCH DÙNG", "SYNOPSIS")]);
    page.text([roman(text(program.get_overridden_usage()))]);
    page.control("SH", [say("CÁC LỆNH", "COMMANDS")]);
    for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
        // A quote would end the heading.
        page.control("SS", [text(command.get_overridden_usage()).replace('"', "").as_str()]);
        page.text([roman(text(command.get_about()))]);
        arguments(&mut page, command);
        for line in text(command.get_after_help()).lines() {
            let layout = if line.starts_with(' ') { "br" } else { "PP" };
            page.control(layout, []);
            page.text([roman(line)]);
        }
    }
    page.control("SH", [say("TÙY CHỌN CHUNG", "COMMON OPTIONS")]);
    arguments(&mut page, &program);
    page.control("SH", [say("KẾT QUẢ TRẢ VỀ", "EXIT STATUS")]);
    page.text([roman(text(program.get_after_help()))]);
    page.render()
}

fn arguments(page: &mut Roff, command: &Command) {
    let values = |arg: &Arg| arg.get_value_names().map(|names| names.join(" ")).unwrap_or_default();
    for arg in command.get_arguments() {
        let short = arg.get_short().map(|letter| format!("-{letter}, ")).unwrap_or_default();
        let name = arg.get_long().map(|name| format!("{short}--{name} ")).unwrap_or_default();
        let takes = arg.get_action().takes_values();
        page.control("TP", []);
        page.text([bold(name), italic(if takes { values(arg) } else { String::new() })]);
        page.text([roman(arg.get_help().map(ToString::to_string).unwrap_or_default())]);
    }
}
