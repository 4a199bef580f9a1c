//! The command line: mistakes in it, its help and completions, and its options.

use std::fs;
use std::process::Command;

use crate::support::disk::{guong, put, run, site};

#[test]
fn a_wrong_command_line_is_reported_in_both_languages() {
    let folder = site();
    for (arguments, vi, en) in [
        (vec![], "chưa có tên lệnh", "no command is given"),
        (
            vec!["biuld"],
            "không có lệnh “biuld”; có phải “build”?",
            "there is no command “biuld”; did you mean “build”?",
        ),
        (vec!["build", "--fast"], "không có tùy chọn “--fast”", "has no option “--fast”"),
        (vec!["check", "x"], "thừa “x”", "there is an extra argument “x”"),
        (vec!["check", "--format", "xml"], "“--format” không nhận “xml”", "“--format” does not accept “xml”"),
        (vec!["serve", "--open=3"], "thừa “3”", "there is an extra argument “3”"),
        (vec!["serve", "--port", "99999"], "“--port” không nhận “99999”", "“--port” does not accept “99999”"),
        (vec!["search", "x", "--facet", "a"], "“--facet” không nhận “a”", "“--facet” does not accept “a”"),
        (vec!["help", "biuld"], "có phải “build”?", "did you mean “build”?"),
        (vec!["new"], "thiếu TÊN", "needs TITLE"),
        (vec!["photos", "--shard", "9/8"], "“--shard” không nhận “9/8”", "“--shard” does not accept “9/8”"),
        (vec!["store"], "thiếu VIỆC", "needs TASK"),
        (vec!["check", "--as-of"], "“--as-of” thiếu giá trị", "“--as-of” needs a value"),
        (vec!["check", "--as-of", "2026-02-30"], "không nhận “2026-02-30”", "does not accept “2026-02-30”"),
    ] {
        for (language, words) in [("vi", vi), ("en", en)] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_guong"));
            let (status, said) =
                run(command.current_dir(folder.path()).args(["--lang", language]).args(&arguments));
            assert_eq!(status, 2, "{said}");
            assert!(said.contains(words), "{arguments:?}: {said}");
        }
    }
    assert!(!folder.path().join(".guong").exists());
}

/// Returns the output of a command line, which must succeed.
fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_guong")).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_has_help_in_both_languages_only() {
    for name in [
        "init", "new", "check", "build", "search", "serve", "explain", "schema", "rename", "schedule",
        "backup", "export", "import", "report", "photos", "store", "help",
    ] {
        for (language, heading) in [("vi", "Cách dùng: guong"), ("en", "Usage: guong")] {
            let text = printed(&["--lang", language, "help", name]);
            assert!(text.contains(&format!("{heading} {name}")), "{text}");
            assert!(text.contains("--root"), "common options belong to every command: {text}");
            assert_eq!(text, printed(&[name, "--help", "--lang", language]));
        }
        let vi = printed(&["--lang", "vi", "help", name]);
        for english in ["Usage", "Options", "Commands", "Arguments", "Print", "possible", "default:"] {
            assert!(!vi.contains(english), "{english} in {vi}");
        }
    }
    let all = printed(&["--lang=vi", "--help"]);
    assert!(all.contains("Các lệnh:") && all.contains("--as-of <NGÀY>"), "{all}");
    assert!(!all.contains("generate"), "{all}");
}

#[test]
fn the_readme_lists_the_commands() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let help = printed(&["--lang", "en", "--help"]);
    let commands = help.split_once("Commands:").unwrap().1.split("\n\n").next().unwrap();
    for line in commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let name = line.split_whitespace().next().unwrap();
        assert!(readme.contains(&format!("\n| `guong {name}")), "README.md lacks {name}");
    }
}

#[test]
fn completions_and_the_man_page_know_every_command_and_option() {
    for kind in ["bash", "elvish", "fish", "powershell", "zsh", "man"] {
        let text = printed(&["--lang", "vi", "generate", kind]).replace("\\-", "-");
        for word in ["explain", "allow-removed", "as-visitor"] {
            assert!(text.contains(word), "{word} in {kind}");
        }
    }
    assert!(printed(&["--lang", "vi", "generate", "man"]).contains("CÁC LỆNH"));
    assert!(printed(&["--lang", "en", "generate", "man"]).contains("EXIT STATUS"));
    assert!(printed(&["generate", "bash"]).contains("draft full"));
}

#[test]
fn explain_compares_with_the_folder_that_it_is_given() {
    let folder = site();
    let root = folder.path();
    let out = root.join("noi-khac").display().to_string();
    assert_eq!(guong(root, &["build", "--out", &out]).0, 0);
    let (status, said) = guong(root, &["explain", "mo-hinh/tha-ca/", "--out", &out]);
    assert!(status == 0 && said.contains("đang công bố đúng bản này"), "{said}");
    let (status, said) = guong(root, &["explain", "mo-hinh/tha-ca/"]);
    assert!(status == 0 && said.contains("chưa công bố"), "{said}");
}

#[test]
fn a_new_entry_that_cannot_be_written_is_a_failure_of_the_machine() {
    let folder = site();
    let root = folder.path();
    fs::remove_dir_all(root.join("content/entries")).unwrap();
    put(root, "content/entries", "");
    let (status, said) = guong(root, &["new", "Thả cá"]);
    assert_eq!(status, 3, "{said}");
}
