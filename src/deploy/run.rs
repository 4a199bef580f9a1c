//! A deployment from the site's folder to one of its targets, as the command and the editor make it.
//!
//! Takes a site and the address of a target, gives a [`Deployment`]; remembers beside the site what was sent and how fast.

use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::record::SentRecord;
use super::{DeployAmount, DeployFault, DeployOptions, Deployment, TargetReading, local_files, shown};
use crate::diagnostic::Language;
use crate::digest::Digest;
use crate::parse::DeploySettings;
use crate::publish::{state, state_folder};
use crate::remote::{self, Login, Remote, RemoteFault, ServerAddress};
use crate::site::Site;
use crate::world::World as _;

/// The environment's name and password for the target.
const USER: &str = "GUONG_DEPLOY_USER";
const PASSWORD: &str = "GUONG_DEPLOY_PASSWORD";

/// Returns the address of a target: the usual one, or the one with a name.
///
/// # Errors
/// The names that there are.
pub fn target<'s>(settings: &'s DeploySettings, name: Option<&str>) -> Result<&'s str, Vec<&'s str>> {
    let found = match name {
        None => settings.to.as_ref(),
        Some(name) => settings.named.iter().find(|(own, _)| own == name).map(|(_, to)| to),
    };
    let names = || settings.named.iter().map(|(name, _)| name.as_str()).collect();
    found.map(|to| to.value.as_str()).ok_or_else(names)
}

/// A target that was reached.
pub struct Connection {
    /// The target.
    pub remote: Box<dyn Remote>,
    /// Held until the end: one deployment at a time.
    _lock: File,
    /// The account whose password is to be kept, with the password, if it was just typed.
    typed: Option<(String, String)>,
}

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoConnection {
    /// A name or a password has to be asked for. If the name is known, it is there.
    NeedsLogin {
        /// The server.
        server: String,
        /// The name to log in with.
        user: Option<String>,
        /// Whether a password that was kept, or just typed, was refused.
        was_refused: bool,
    },
    /// The target is a folder of the site itself, or around it.
    OwnFolder,
    /// Another deployment from this machine is in progress.
    Busy,
    /// Something else.
    Fault(RemoteFault),
}

/// Whether a target is a folder that the site itself needs.
fn is_own_folder(address: &str, root: &Path) -> bool {
    let path = address.strip_prefix("file://").unwrap_or(address);
    if path.contains("://") {
        return false;
    }
    let plain = |path: &Path| {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        std::fs::canonicalize(&absolute).unwrap_or(absolute)
    };
    let (root, target) = (plain(root), plain(&root.join(path)));
    let is_within = |own: &str| target.starts_with(root.join(own));
    root.starts_with(&target)
        || ["content", "public", "static", "themes", ".guong"].into_iter().any(is_within)
}

/// Connects to a target. The password comes from what was typed, from the environment, or from the system's store.
///
/// # Errors
/// If the target does not answer, or lets nobody in with these.
pub fn connect(address: &str, root: &Path, typed: Option<Login>) -> Result<Connection, NoConnection> {
    if is_own_folder(address, root) {
        return Err(NoConnection::OwnFolder);
    }
    let lock = lock(root)?;
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let mut login = None;
    let mut account = None;
    let mut is_kept = false;
    let server = ServerAddress::of(address);
    if let Some(server) = &server {
        let user = server.user.clone().or_else(|| set(USER)).or_else(|| Some(typed.as_ref()?.user.clone()));
        let user = user.filter(|user| !user.is_empty());
        // SSH knows other names, and other ways to prove who one is.
        let is_ssh = server.scheme == "sftp";
        let needs = |user| NoConnection::NeedsLogin { server: server.server(), user, was_refused: false };
        if let Some(user) = user {
            let name = server.server().replacen("://", &format!("://{user}@"), 1);
            let own = typed.as_ref().map(|typed| typed.password.clone());
            let password = own.or_else(|| set(PASSWORD)).or_else(|| {
                let kept = super::kept_password(&name);
                is_kept = kept.is_some();
                kept
            });
            let Some(password) = password.or_else(|| is_ssh.then(String::new)) else {
                return Err(needs(Some(user)));
            };
            login = Some(Login { user, password });
            account = Some(name);
        } else if !is_ssh {
            return Err(needs(None));
        }
    }
    let user = login.as_ref().map(|login| login.user.clone());
    let remote = remote::open_with(address, root, login).map_err(NoConnection::Fault)?;
    match (remote.get(super::record::SENT), &server) {
        (Err(RemoteFault::Refused(_) | RemoteFault::NoLogin(_)), Some(server))
            if is_kept || typed.is_some() || server.scheme == "sftp" =>
        {
            account.as_deref().filter(|_| is_kept).into_iter().for_each(super::forget_password);
            let was_refused = is_kept || typed.is_some();
            Err(NoConnection::NeedsLogin { server: server.server(), user, was_refused })
        }
        (Err(fault), _) if !fault.may_pass() => Err(NoConnection::Fault(fault)),
        _ => Ok(Connection { remote, _lock: lock, typed: account.zip(typed.map(|typed| typed.password)) }),
    }
}

fn lock(root: &Path) -> Result<File, NoConnection> {
    let failed =
        |error: &dyn std::fmt::Display| NoConnection::Fault(RemoteFault::Unreachable(error.to_string()));
    let path = state_folder(root).map_err(|error| failed(&error))?.join("deploy.lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(|error| failed(&error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(NoConnection::Busy),
        Err(TryLockError::Error(error)) => Err(failed(&error)),
    }
}

impl NoConnection {
    /// Describes why: a phrase without a full stop.
    pub fn say(&self, language: Language) -> String {
        let pick = |vi: &str, en: &str| if language == Language::Vi { vi } else { en }.to_string();
        match self {
            NoConnection::NeedsLogin { server, .. } => RemoteFault::NoLogin(server.clone()).say(language),
            NoConnection::OwnFolder => pick(
                "nơi nhận phải ở ngoài các thư mục của chính trang này",
                "the target must lie outside the folders of the site itself",
            ),
            NoConnection::Busy => pick(
                "đang có một lần gửi khác từ máy này; chờ xong rồi chạy lại",
                "another deployment from this machine is in progress; wait for it",
            ),
            NoConnection::Fault(fault) => fault.say(language),
        }
    }
}

impl Connection {
    /// Has the system keep the password that was typed; returns whether there is one that it does not keep.
    pub fn keep_password(&self) -> bool {
        self.typed.as_ref().is_some_and(|(account, password)| !super::keep_password(account, password))
    }
}

/// What is remembered of a target, in the state folder.
#[derive(Debug, Default, Serialize, Deserialize)]
struct TargetMemory {
    sent: Option<SentRecord>,
    /// Bytes and files in how many milliseconds.
    pace: Option<(u64, u64, u64)>,
}

fn memory(cache: &Path, address: &str) -> std::path::PathBuf {
    cache.join(format!("deploy-{}", &Digest::of_bytes(address.as_bytes()).to_string()[..16]))
}

fn remembered(cache: &Path, address: &str) -> TargetMemory {
    let bytes = state::read(&memory(cache, address)).unwrap_or_default();
    postcard::from_bytes(&bytes).unwrap_or_default()
}

/// Plans to send a built site to a target.
///
/// # Errors
/// If there is no built site, or the target cannot be compared with it.
pub fn plan<'d>(
    site: &Site,
    remote: &'d dyn Remote,
    out: &'d Path,
    (cache, address): (&Path, &str),
    options: DeployOptions,
) -> Result<Deployment<'d>, DeployFault> {
    let shown = shown(site).ok_or(DeployFault::NothingBuilt)?;
    let local = local_files(out, cache, &shown)?;
    let remembered = remembered(cache, address).sent;
    let reading = TargetReading { options, remembered, ..TargetReading::default() };
    Deployment::plan(remote, out, local, &reading, site.world.now() / 1_000_000_000)
}

/// Remembers a complete deployment, and how long it took.
pub fn remember(deployment: &Deployment<'_>, (cache, address): (&Path, &str), took: Duration) {
    let DeployAmount { files, bytes, .. } = deployment.amount();
    let before = remembered(cache, address).pace;
    let pace = (files > 0).then_some((bytes, files as u64, took.as_millis() as u64)).or(before);
    let memory_of = TargetMemory { sent: Some(deployment.outcome().clone()), pace };
    let bytes = postcard::to_stdvec(&memory_of).expect("it has no type that postcard lacks");
    // Without it, only a target whose record is lost is compared in full.
    let _ = state::replace(&memory(cache, address), |file| file.write_all(&bytes));
}

/// Estimates how many seconds a deployment takes, from the last one to this target; `None` if it is the first.
pub fn estimate(amount: DeployAmount, (cache, address): (&Path, &str)) -> Option<u64> {
    let (bytes, files, took) = remembered(cache, address).pace?;
    // Small files take as long as what it costs to ask for them: as much as 20 KB.
    let weight = |bytes: u64, files: u64| bytes + files * 20_000;
    Some(weight(amount.bytes, amount.files as u64) * took / weight(bytes, files).max(1) / 1000)
}
