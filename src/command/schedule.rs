//! `guong schedule`: on which days the site changes by itself next, and a task that builds it then, and sends it if it
//! has a target.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{Command, ValueHint, value_parser};

use super::args::{Invocation, Scheduler};
use super::usage::{UsageWords, choice};
use super::{Outcome, err, open, out, reported, root, say};
use crate::date::Day;
use crate::diagnostic::Language;
use crate::site::{Upcoming, UpcomingCause};
use crate::text::harmless;

/// The time at which the task builds, a few minutes into the day, in Viet Nam.
const TIME: &str = "00:05";
/// How many days one task covers at most.
const DAYS: usize = 12;
/// How many causes are listed for a day.
const LISTED: usize = 8;

impl UsageWords {
    pub(super) fn schedule(&self) -> Command {
        let kinds = choice(&[("windows", Scheduler::Windows), ("cron", Scheduler::Cron)]);
        self.command(
            "schedule",
            self.say("guong schedule [tùy chọn]", "guong schedule [options]"),
            self.say(
                "cho biết những ngày tới trang tự đổi, và cách hẹn máy dựng lại các hôm ấy",
                "print the next days on which the site changes by itself, and a task that builds it then",
            ),
        )
        .arg(
            self.option(
                "for",
                "windows|cron",
                self.say("hẹn bằng Windows hay cron", "the scheduler: Windows' own, or cron"),
            )
            .value_parser(kinds),
        )
        .arg(
            self.option(
                "task",
                self.say("TỆP", "FILE"),
                self.say("ghi lịch hẹn vào tệp này", "write the task to this file"),
            )
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath),
        )
        .after_help(
            self.say(
                "Ví dụ:\n  guong schedule --task lich.xml",
                "Example:\n  guong schedule --task task.xml",
            ),
        )
    }
}

/// Runs the command.
pub(super) fn run(scheduler: Option<Scheduler>, to: Option<&Path>, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let root = root(invocation);
    let (coming, work) = match coming(&root, invocation) {
        Ok(coming) => coming,
        Err(outcome) => return outcome,
    };
    if coming.is_empty() {
        out(say::pick(
            language,
            "Trang không tự đổi vào ngày nào; không cần hẹn.\n",
            "The site never changes by itself; there is nothing to schedule.\n",
        ));
        return Outcome::Done;
    }
    let days: Vec<Day> = coming.iter().map(|(day, _)| *day).collect();
    let program = std::env::current_exe().unwrap_or_else(|_| "guong".into());
    let folder = std::path::absolute(&root).unwrap_or(root);
    let (program, folder) = (program.display().to_string(), folder.display().to_string());
    let default = if cfg!(windows) { Scheduler::Windows } else { Scheduler::Cron };
    let scheduler = scheduler.unwrap_or(default);
    let task = match scheduler {
        Scheduler::Windows => windows_task(&days, &program, work, &folder),
        Scheduler::Cron => days.iter().map(|day| cron_line(*day, &program, work, &folder)).collect(),
    };
    if let Some(to) = to {
        let bytes: Vec<u8> = match scheduler {
            // schtasks reads UTF-16 as that version's own export does.
            Scheduler::Windows => {
                [0xfeff].into_iter().chain(task.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            Scheduler::Cron => task.clone().into_bytes(),
        };
        if let Err(error) = File::create_new(to).and_then(|mut file| file.write_all(&bytes)) {
            let why = match error.kind() {
                ErrorKind::AlreadyExists => say::pick(
                    language,
                    "tệp đã có; hãy xóa tệp ấy hoặc chọn tên khác",
                    "the file already exists; remove it or choose another name",
                )
                .to_string(),
                _ => error.to_string(),
            };
            err(&format!("guong: {}: {why}\n", to.display()));
            return Outcome::MachineFailed;
        }
    }
    for (day, changes) in &coming {
        out(&announced(*day, changes, language));
    }
    out(&advice(scheduler, to, &task, language));
    Outcome::Done
}

/// Days, with what changes on them.
type ComingDays = Vec<(Day, Vec<Upcoming>)>;

/// The next days on which the site changes, with what changes on them: on each, the site is what it will be then. Also
/// the command that the task runs.
fn coming(root: &Path, invocation: &Invocation) -> Result<(ComingDays, &'static str), Outcome> {
    let mut at = invocation.clone();
    let mut coming = Vec::new();
    let mut work = "build";
    while coming.len() < DAYS {
        let site = open(root, &at)?;
        if cfg!(feature = "deploy")
            && let Some((catalogue, _)) = &site.ready
            && catalogue.config.deploy.to.is_some()
        {
            work = "deploy";
        }
        if site.ready.is_none() {
            // What is wrong only later will be said then.
            if !coming.is_empty() {
                break;
            }
            err(&reported(&site.diagnostics, invocation));
            return Err(Outcome::ContentHasErrors);
        }
        let Some((day, changes)) = site.upcoming() else { break };
        at.as_of = Some(day);
        coming.push((day, changes));
    }
    Ok((coming, work))
}

/// A day and what changes on it.
fn announced(day: Day, changes: &[Upcoming], language: Language) -> String {
    let shown = format!("{:02}/{:02}/{}", day.day, day.month, day.year);
    let mut text = match language {
        Language::Vi => format!("Trang sẽ tự đổi vào ngày {shown}:\n"),
        Language::En => format!("The site will change by itself on {day}:\n"),
    };
    for change in changes.iter().take(LISTED) {
        let why = match change.cause {
            UpcomingCause::Published => say::pick(language, "đến ngày đăng", "it is published"),
            UpcomingCause::Expired => say::pick(language, "hết hạn đăng", "its term is over"),
            UpcomingCause::Stale => {
                say::pick(language, "quá hạn kiểm tra lại", "its verification goes out of date")
            }
            UpcomingCause::PhaseBegins => say::pick(language, "giai đoạn bắt đầu", "the phase begins"),
            UpcomingCause::PhaseEnds => say::pick(language, "giai đoạn kết thúc", "the phase ends"),
            UpcomingCause::TargetDue => say::pick(language, "chỉ tiêu hết hạn", "the target was due"),
            UpcomingCause::TargetWindow => {
                say::pick(language, "lần xác minh đã quá một năm", "its verification is over a year old")
            }
        };
        let name = if change.name.is_empty() { &change.path } else { &change.name };
        text += &format!("  {}: {why}\n", harmless(name));
    }
    if let Some(more) = changes.len().checked_sub(LISTED).filter(|more| *more > 0) {
        text += &match language {
            Language::Vi => format!("  và {more} thay đổi nữa\n"),
            Language::En => format!("  and {more} more\n"),
        };
    }
    text
}

/// How the task is set up.
fn advice(scheduler: Scheduler, to: Option<&Path>, task: &str, language: Language) -> String {
    match (scheduler, to) {
        (Scheduler::Windows, Some(to)) => {
            let command = format!("schtasks /Create /F /TN Guong /XML \"{}\"", to.display());
            match language {
                Language::Vi => format!(
                    "Đã ghi lịch hẹn vào {}. Để Windows tự dựng trang các hôm ấy, gõ:\n  {command}\n",
                    to.display()
                ),
                Language::En => {
                    format!(
                        "Wrote the task to {}. To let Windows build on these days:\n  {command}\n",
                        to.display()
                    )
                }
            }
        }
        (Scheduler::Windows, None) => say::pick(
            language,
            "Để Windows tự dựng trang các hôm ấy: guong schedule --task lich.xml\n",
            "To let Windows build on these days: guong schedule --task task.xml\n",
        )
        .into(),
        (Scheduler::Cron, _) => {
            let head = say::pick(
                language,
                "Để máy tự dựng trang các hôm ấy (giờ Việt Nam), thêm vào crontab -e:",
                "To build on these days (on the clocks of Viet Nam), add this with crontab -e:",
            );
            format!("{head}\n{task}")
        }
    }
}

/// A task of Windows' Task Scheduler (version 1.2 of its schema), which also starts later if the machine was off.
fn windows_task(days: &[Day], program: &str, work: &str, folder: &str) -> String {
    let xml = |text: &str| html_escape::encode_text(text).into_owned();
    // A backslash before the closing quote would escape it.
    let quoted = if folder.ends_with('\\') { format!("{folder}\\") } else { folder.to_string() };
    let arguments = xml(&format!("{work} --quiet --root \"{quoted}\""));
    let triggers = days.iter().flat_map(|day| {
        [
            "    <TimeTrigger>".to_string(),
            format!("      <StartBoundary>{day}T{TIME}:00+07:00</StartBoundary>"),
            "      <Enabled>true</Enabled>".into(),
            "    </TimeTrigger>".into(),
        ]
    });
    let head = [
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>".to_string(),
        "<Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">".into(),
        "  <Triggers>".into(),
    ];
    let rest = [
        "  </Triggers>".to_string(),
        "  <Principals>".into(),
        "    <Principal id=\"Author\">".into(),
        "      <LogonType>InteractiveToken</LogonType>".into(),
        "      <RunLevel>LeastPrivilege</RunLevel>".into(),
        "    </Principal>".into(),
        "  </Principals>".into(),
        "  <Settings>".into(),
        "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>".into(),
        "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>".into(),
        "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>".into(),
        "    <StartWhenAvailable>true</StartWhenAvailable>".into(),
        "  </Settings>".into(),
        "  <Actions Context=\"Author\">".into(),
        "    <Exec>".into(),
        format!("      <Command>{}</Command>", xml(program)),
        format!("      <Arguments>{arguments}</Arguments>"),
        format!("      <WorkingDirectory>{}</WorkingDirectory>", xml(folder)),
        "    </Exec>".into(),
        "  </Actions>".into(),
        "</Task>".into(),
    ];
    head.into_iter().chain(triggers).chain(rest).map(|line| line + "\r\n").collect()
}

/// A line of a crontab (crontab(5)), where `%` would end the command.
fn cron_line(day: Day, program: &str, work: &str, folder: &str) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "'\\''").replace('%', "\\%"));
    let (program, folder) = (quoted(program), quoted(folder));
    format!("5 0 {} {} * {program} {work} --quiet --root {folder}\n", day.day, day.month)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Day = Day { year: 2026, month: 12, day: 1 };

    #[test]
    fn tasks_keep_every_path_whole() {
        let xml = windows_task(&[DAY], r"C:\Công cụ & khác\guong.exe", "build", r"D:\");
        assert!(xml.contains("<StartBoundary>2026-12-01T00:05:00+07:00</StartBoundary>"));
        assert!(xml.contains(r"<Command>C:\Công cụ &amp; khác\guong.exe</Command>"), "{xml}");
        assert!(xml.contains(r#"--root "D:\\"</Arguments>"#), "{xml}");
        let line = cron_line(DAY, "/opt/guong", "build", "/srv/100% 'a'");
        assert_eq!(line, "5 0 1 12 * '/opt/guong' build --quiet --root '/srv/100\\% '\\''a'\\'''\n");
    }
}
