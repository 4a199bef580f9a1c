//! `guong deploy`: builds the site and sends it to where visitors read it.

use std::io::IsTerminal as _;
use std::path::Path;

use clap::{ArgMatches, Command, value_parser};
use indicatif::ProgressBar;

use super::args::Invocation;
use super::usage::{UsageWords, WORD};
use super::{Outcome, build, err, out, progress, root, say};
use crate::build::Options;
use crate::deploy::{
    self, Connection, DeployAmount, DeployFault, DeployOptions, Deployment, NoConnection, Patience, Sending,
    Verification,
};
use crate::diagnostic::Language;
use crate::publish::state_folder;
use crate::remote::Login;
use crate::text::harmless;
use crate::world::instant;

/// How many paths `--dry-run` lists.
const LISTED: usize = 40;

/// The arguments of `guong deploy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeployArgs {
    /// The name of the target; by default the usual one.
    target: Option<String>,
    options: DeployOptions,
    is_dry: bool,
    /// Whether every file is fetched again, rather than a sample.
    verifies_all: bool,
    no_verify: bool,
}

impl DeployArgs {
    pub(super) fn of(own: &ArgMatches) -> DeployArgs {
        DeployArgs {
            target: own.get_one::<String>(WORD).cloned(),
            options: DeployOptions { full: own.get_flag("full"), replace: own.get_flag("replace") },
            is_dry: own.get_flag("dry-run"),
            verifies_all: own.get_flag("verify"),
            no_verify: own.get_flag("no-verify"),
        }
    }
}

impl UsageWords {
    pub(super) fn deploy(&self) -> Command {
        self.command(
            "deploy",
            self.say("guong deploy [TÊN] [tùy chọn]", "guong deploy [NAME] [options]"),
            self.say(
                "dựng trang rồi gửi phần thay đổi đến nơi ghi ở [deploy] trong guong.toml",
                "build the site, then send what changed to the [deploy] target in guong.toml",
            ),
        )
        .arg(
            self.word(
                self.say("TÊN", "NAME"),
                self.say(
                    "tên nơi nhận, như [deploy.thu-nghiem]",
                    "the name of a target, such as [deploy.test]",
                ),
            )
            .value_parser(value_parser!(String))
            .required(false),
        )
        .arg(self.switch(
            "dry-run",
            self.say("chỉ cho biết sẽ gửi gì, không gửi", "print what would be sent; send nothing"),
        ))
        .arg(self.switch(
            "full",
            self.say(
                "so lại từng tệp ở nơi nhận, không dựa vào sổ gửi lần trước",
                "compare every file at the target, rather than the record of what was sent",
            ),
        ))
        .arg(self.switch(
            "replace",
            self.say(
                "thay cả những tệp trùng tên mà Guong không gửi",
                "replace files of the same names that Guong did not send",
            ),
        ))
        .arg(self.switch(
            "verify",
            self.say(
                "tải lại mọi tệp từ base_url để so (trang lớn thường chỉ so một phần)",
                "fetch every file from base_url again and compare it (by default a sample of a large site)",
            ),
        ))
        .arg(self.switch("no-verify", self.say("không tải lại để so", "fetch nothing again")))
        .after_help(self.say(
            "Tên và mật khẩu: hỏi một lần rồi nhờ hệ điều hành giữ; hoặc lấy từ GUONG_DEPLOY_USER và\n\
             GUONG_DEPLOY_PASSWORD; s3:// dùng AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY.\n\n\
             Ví dụ:\n  guong deploy --dry-run\n  guong deploy\n  guong deploy thu-nghiem --verify",
            "Names and passwords are asked once and kept by the system, or taken from GUONG_DEPLOY_USER and\n\
             GUONG_DEPLOY_PASSWORD; s3:// uses AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.\n\n\
             Examples:\n  guong deploy --dry-run\n  guong deploy\n  guong deploy test --verify",
        ))
    }
}

/// Runs the command.
pub(super) fn run(args: &DeployArgs, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let root = root(invocation);
    let site = match build::build_site(&Options::default(), invocation) {
        Ok(site) => site,
        Err(outcome) => return outcome,
    };
    let Some((catalogue, _)) = &site.ready else { return Outcome::ContentHasErrors };
    let address = match deploy::target(&catalogue.config.deploy, args.target.as_deref()) {
        Ok(address) => address,
        Err(names) => {
            err(&format!("guong: {}\n", no_target(args.target.as_deref(), &names, language)));
            return Outcome::ContentHasErrors;
        }
    };
    let connection = match connect(address, &root, language) {
        Ok(connection) => connection,
        Err(said) => {
            err(&format!("guong: {}: {said}\n", harmless(address)));
            return Outcome::MachineFailed;
        }
    };
    let cache = match state_folder(&root) {
        Ok(cache) => cache,
        Err(error) => {
            err(&format!("guong: {}\n", say::publish_error(&error, language)));
            return Outcome::MachineFailed;
        }
    };
    let public = root.join("public");
    let place = (cache.as_path(), address);
    let deployment = match deploy::plan(&site, &*connection.remote, &public, place, args.options) {
        Ok(deployment) => deployment,
        Err(fault) => return failed(&fault, language),
    };
    if connection.keep_password() {
        err(&format!("{}\n", not_kept(language)));
    }
    if args.is_dry {
        out(&listed(&deployment, place, language));
        return Outcome::Done;
    }
    let outcome = send(&deployment, place, invocation);
    if outcome != Outcome::Done || args.no_verify {
        return outcome;
    }
    verify(&catalogue.config.base_url, &deployment, args.verifies_all, &public, invocation)
}

/// Sends what differs, with a line of progress.
fn send(deployment: &Deployment<'_>, place: (&Path, &str), invocation: &Invocation) -> Outcome {
    let (language, started) = (invocation.language, instant());
    let DeployAmount { files, bytes, removed } = deployment.amount();
    let line = if invocation.quiet { ProgressBar::hidden() } else { progress::bytes(bytes, language) };
    let pace = |sent| line.inc(sent);
    let sent = deployment.carry_out(&Sending { patience: Patience::default(), pace: &pace });
    line.finish_and_clear();
    if let Err(fault) = sent {
        failed(&fault, language);
        err(&format!(
            "{}\n",
            say::pick(
                language,
                "Trang ở nơi nhận vẫn dùng được. Chạy lại guong deploy để gửi nốt.",
                "The site at the target is usable. Run guong deploy again to complete it.",
            )
        ));
        return Outcome::MachineFailed;
    }
    deploy::remember(deployment, place, started.elapsed());
    if !invocation.quiet {
        let seconds = format!("{:.1}", started.elapsed().as_secs_f64());
        let (size, to) = (progress::size(bytes, language), harmless(place.1));
        let same = files == 0 && removed == 0;
        out(&match language {
            Language::Vi if same => format!("Nơi nhận đã đúng, không phải gửi gì: {to}\n"),
            Language::En if same => format!("The target is up to date: {to}\n"),
            Language::Vi => {
                let seconds = seconds.replace('.', ",");
                format!("Đã gửi {files} tệp ({size}) và xóa {removed} tệp ở {to} ({seconds} giây).\n")
            }
            Language::En => {
                format!("Sent {files} files ({size}) and removed {removed} at {to} ({seconds} s).\n")
            }
        });
    }
    Outcome::Done
}

/// Fetches the site as visitors do, and says what is wrong.
fn verify(
    base_url: &str,
    deployment: &Deployment<'_>,
    all: bool,
    public: &Path,
    invocation: &Invocation,
) -> Outcome {
    let language = invocation.language;
    let sent: Vec<usize> = deployment.steps.sent().collect();
    if sent.is_empty() && !all {
        return Outcome::Done;
    }
    let chosen = deploy::sample(&deployment.local, &sent, all);
    let line =
        if invocation.quiet { ProgressBar::hidden() } else { progress::fetched(chosen.len(), language) };
    let found = deploy::verify(base_url, public, &deployment.local, &chosen, &|one| line.inc(one));
    line.finish_and_clear();
    let Verification { fetched, findings } = match found {
        Ok(found) => found,
        Err(fault) => return failed(&fault, language),
    };
    let mut is_wrong = false;
    for (finding, (count, example)) in &findings {
        is_wrong |= finding.is_error();
        let mark = match (finding.is_error(), language) {
            (true, Language::Vi) => "lỗi",
            (true, Language::En) => "error",
            (false, Language::Vi) => "lưu ý",
            (false, Language::En) => "warning",
        };
        err(&format!("{mark}: {}\n", finding.say(*count, example, language)));
    }
    if !invocation.quiet && !is_wrong {
        out(&match language {
            Language::Vi => format!("Đã xem lại {fetched} tệp ở {base_url}: đúng như bản đã gửi.\n"),
            Language::En => format!("Fetched {fetched} files from {base_url}: they are as sent.\n"),
        });
    }
    if is_wrong { Outcome::MachineFailed } else { Outcome::Done }
}

/// Connects to a target; asks for the name and the password if they are not known and somebody is there.
fn connect(address: &str, root: &Path, language: Language) -> Result<Connection, String> {
    let mut typed = None;
    loop {
        match deploy::connect(address, root, typed.take()) {
            Ok(connection) => return Ok(connection),
            Err(NoConnection::NeedsLogin { server, user, was_refused }) => {
                if !std::io::stdin().is_terminal() {
                    return Err(needs_login(&server, language));
                }
                if was_refused {
                    let wrong =
                        say::pick(language, "Tên hoặc mật khẩu không đúng.", "Wrong name or password.");
                    err(&format!("{wrong}\n"));
                }
                typed = Some(ask(&server, user, language).ok_or_else(|| needs_login(&server, language))?);
            }
            Err(other) => return Err(other.say(language)),
        }
    }
}

/// Asks for a name and a password; `None` if there is no answer.
fn ask(server: &str, user: Option<String>, language: Language) -> Option<Login> {
    let user = match user {
        Some(user) => user,
        None => {
            err(&format!("{} {server}: ", say::pick(language, "Tên đăng nhập vào", "User name for")));
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).ok()?;
            line.trim().to_string()
        }
    };
    if user.is_empty() {
        return None;
    }
    let question = match language {
        Language::Vi => format!("Mật khẩu của {user} ở {server} (gõ sẽ không hiện): "),
        Language::En => format!("Password of {user} at {server} (not shown): "),
    };
    let password = rpassword::prompt_password(question).ok().filter(|password| !password.is_empty())?;
    Some(Login { user, password })
}

fn needs_login(server: &str, language: Language) -> String {
    match language {
        Language::Vi => format!(
            "cần tên và mật khẩu của {server}; chạy guong deploy ở cửa sổ dòng lệnh để được hỏi, hoặc đặt GUONG_DEPLOY_USER và GUONG_DEPLOY_PASSWORD"
        ),
        Language::En => format!(
            "the name and the password for {server} are needed; run guong deploy in a terminal to be asked, or set GUONG_DEPLOY_USER and GUONG_DEPLOY_PASSWORD"
        ),
    }
}

fn not_kept(language: Language) -> &'static str {
    say::pick(
        language,
        "Máy này không có nơi giữ mật khẩu; lần sau Guong sẽ hỏi lại.",
        "This system has no store for passwords; Guong will ask again next time.",
    )
}

/// Says that a target is not declared.
fn no_target(name: Option<&str>, names: &[&str], language: Language) -> String {
    let known = names.join(", ");
    match (name, language) {
        (Some(name), Language::Vi) if names.is_empty() => format!("guong.toml không có [deploy.{name}]"),
        (Some(name), Language::Vi) => format!("guong.toml không có [deploy.{name}]; có: {known}"),
        (Some(name), Language::En) if names.is_empty() => format!("guong.toml has no [deploy.{name}]"),
        (Some(name), Language::En) => format!("guong.toml has no [deploy.{name}], but: {known}"),
        (None, Language::Vi) => {
            "chưa biết gửi đi đâu; ghi vào cuối guong.toml:\n\n[deploy]\nto = \"ftps://ten@may-chu.gov.vn/www\"\n\n\
             (hoặc một thư mục, ổ đĩa mạng, sftp://, davs://, s3://)"
                .into()
        }
        (None, Language::En) => "there is no target; write at the end of guong.toml:\n\n[deploy]\nto = \"ftps://name@host/www\"\n\n\
             (or a folder, a network drive, sftp://, davs://, s3://)"
            .into(),
    }
}

fn failed(fault: &DeployFault, language: Language) -> Outcome {
    err(&format!("guong: {}\n", fault.say(language)));
    match fault {
        DeployFault::Foreign { .. } | DeployFault::NothingBuilt => Outcome::ContentHasErrors,
        _ => Outcome::MachineFailed,
    }
}

/// Lists what would be sent and removed, how much, and how long it takes.
fn listed(deployment: &Deployment<'_>, place: (&Path, &str), language: Language) -> String {
    let amount = deployment.amount();
    let steps = &deployment.steps;
    let sent = steps.sent().map(|at| format!("+ {}\n", deployment.local[at].path));
    let removed = steps.hidden.iter().chain(&steps.removed).map(|path| format!("- {path}\n"));
    let mut text: String = removed.chain(sent).take(LISTED).collect();
    let rest = (amount.files + amount.removed).saturating_sub(LISTED);
    if rest > 0 {
        text.push_str(&format!("{} {rest}\n", say::pick(language, "… và", "… and")));
    }
    let DeployAmount { files, bytes, removed } = amount;
    let (size, to) = (progress::size(bytes, language), harmless(place.1));
    if files + removed == 0 {
        return match language {
            Language::Vi => format!("Không có gì để gửi: ở {to} đã là bản này.\n"),
            Language::En => format!("Nothing to send: {to} has this version.\n"),
        };
    }
    let time = deploy::estimate(amount, place).map(|seconds| format!("{}:{:02}", seconds / 60, seconds % 60));
    text.push_str(&match (language, time) {
        (Language::Vi, Some(time)) => format!("Sẽ gửi {files} tệp ({size}), xóa {removed} tệp ở {to}; mất chừng {time}.\n"),
        (Language::Vi, None) => format!("Sẽ gửi {files} tệp ({size}), xóa {removed} tệp ở {to}; chưa gửi lần nào nên chưa rõ mất bao lâu.\n"),
        (Language::En, Some(time)) => format!("Would send {files} files ({size}) and remove {removed} at {to}, in about {time}.\n"),
        (Language::En, None) => format!("Would send {files} files ({size}) and remove {removed} at {to}; how long it takes is not known before the first time.\n"),
    });
    text
}
