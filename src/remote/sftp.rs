//! SFTP as a place of files, over the system's own `ssh`.
//!
//! `ssh` (on Windows since 10, on macOS and on Linux) brings everything that depends on its user: known servers, keys, the
//! agent, `~/.ssh/config`. Only the file protocol is spoken here (version 3, draft-ietf-secsh-filexfer-02). A server whose
//! key is not known is refused. A file is put under a name of its own and renamed, so that none is partial.

mod session;

use std::ffi::OsString;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use session::{NO_SUCH_FILE, PERMISSION_DENIED, SftpFault, SftpSession};

use super::{Headers, Login, Remote, RemoteFault, ServerAddress, is_sound, part_of, walk};

/// The environment variable that has the password for [`answer_ssh`].
const ASKED: &str = "GUONG_ASKPASS";
/// The command to run instead of `ssh`, with options.
const SSH: &str = "GUONG_SSH";

/// A folder of an SSH server.
pub struct SftpRemote {
    server: ServerAddress,
    login: Option<Login>,
    idle: Mutex<Vec<SftpSession>>,
}

/// Answers `ssh` if it asks this program for a password: prints it and returns true.
pub fn answer_ssh() -> bool {
    let password = std::env::var(ASKED).ok();
    if let Some(password) = &password {
        println!("{password}");
    }
    password.is_some()
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

fn fault(path: &str, fault: SftpFault) -> RemoteFault {
    match fault {
        SftpFault::Status(PERMISSION_DENIED, said) => RemoteFault::Refused(format!("{path}: {said}")),
        SftpFault::Status(_, said) => RemoteFault::WrongData(format!("{path}: {said}")),
        SftpFault::Broken(why) => RemoteFault::Unreachable(why),
    }
}

impl SftpRemote {
    /// Takes a server and the folder in it. Without a login, the keys that `ssh` knows are used.
    pub fn new(server: ServerAddress, login: Option<Login>) -> SftpRemote {
        SftpRemote { server, login, idle: Mutex::default() }
    }

    fn command(&self) -> Command {
        let written = std::env::var(SSH).unwrap_or_else(|_| "ssh".into());
        let mut words = written.split_whitespace();
        let mut ssh = Command::new(words.next().unwrap_or("ssh"));
        ssh.args(words);
        let options = [
            "StrictHostKeyChecking=yes",
            "ConnectTimeout=10",
            "ServerAliveInterval=15",
            "ServerAliveCountMax=2",
        ];
        options.iter().for_each(|option| {
            ssh.args(["-o", option]);
        });
        match self.login.as_ref().filter(|login| !login.password.is_empty()) {
            Some(login) => {
                // `ssh` runs this program, which finds the password in its environment.
                ssh.args(["-o", "NumberOfPasswordPrompts=1"]);
                ssh.env(
                    "SSH_ASKPASS",
                    std::env::current_exe().map_or_else(|_| OsString::new(), OsString::from),
                );
                ssh.env("SSH_ASKPASS_REQUIRE", "force").env(ASKED, &login.password);
                if std::env::var_os("DISPLAY").is_none() {
                    ssh.env("DISPLAY", ":0");
                }
            }
            None => {
                ssh.args(["-o", "BatchMode=yes"]);
            }
        }
        if let Some(port) = self.server.port {
            ssh.args(["-p", &port.to_string()]);
        }
        if let Some(user) = self.login.as_ref().map(|login| &login.user).or(self.server.user.as_ref()) {
            ssh.args(["-l", user]);
        }
        ssh.args(["-s", "--", &self.server.host, "sftp"]);
        ssh
    }

    fn connect(&self) -> Result<SftpSession, RemoteFault> {
        let unreachable = |error: std::io::Error| RemoteFault::Unreachable(format!("ssh: {error}"));
        let mut ssh = self.command();
        ssh.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = ssh.spawn().map_err(unreachable)?;
        let said = child.stderr.take();
        let mut said = said.expect("it is piped");
        let begun = SftpSession::begin(child);
        match begun {
            Ok(session) => {
                // What is said later is of no use, and must not fill the pipe.
                std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
                Ok(session)
            }
            Err(_) => {
                let mut text = String::new();
                let _ = said.take(4096).read_to_string(&mut text);
                let last = text.trim().lines().last().unwrap_or_default().to_string();
                Err(match () {
                    () if text.contains("ost key verification failed") => {
                        RemoteFault::UnknownServer(self.server.host.clone())
                    }
                    () if text.contains("Permission denied") => RemoteFault::Refused(last),
                    () => RemoteFault::Unreachable(format!("ssh: {last}")),
                })
            }
        }
    }

    /// Does something over a connection, which is kept if it is still in order.
    fn over<T>(
        &self,
        each: impl Fn(&mut SftpSession) -> Result<T, SftpFault>,
    ) -> Result<Result<T, SftpFault>, RemoteFault> {
        let kept = held(&self.idle).pop();
        let was_kept = kept.is_some();
        let mut session = kept.map_or_else(|| self.connect(), Ok)?;
        let mut done = each(&mut session);
        if was_kept && matches!(done, Err(SftpFault::Broken(_))) {
            session = self.connect()?;
            done = each(&mut session);
        }
        if !matches!(done, Err(SftpFault::Broken(_))) {
            held(&self.idle).push(session);
        }
        Ok(done)
    }

    fn path(&self, key: &str) -> Result<String, RemoteFault> {
        if !is_sound(key) {
            return Err(RemoteFault::BadKey(key.into()));
        }
        let folder = &self.server.folder;
        Ok(if folder.is_empty() { key.into() } else { format!("{folder}/{key}") })
    }

    /// Makes the folder of a path, and those around it. Whether they were there is not asked.
    fn make_folders(&self, path: &str) -> Result<(), RemoteFault> {
        let ends = path.match_indices('/').map(|(end, _)| end).filter(|end| *end > 0);
        for folder in ends.map(|end| &path[..end]) {
            let _ = self.over(|session| session.make_folder(folder))?;
        }
        Ok(())
    }
}

impl Remote for SftpRemote {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        let path = self.path(key)?;
        match self.over(|session| session.get(&path))? {
            Ok(bytes) => Ok(Some(bytes)),
            Err(SftpFault::Status(NO_SUCH_FILE, _)) => Ok(None),
            Err(error) => Err(fault(&path, error)),
        }
    }

    fn put(&self, key: &str, bytes: &[u8], _: &Headers<'_>) -> Result<(), RemoteFault> {
        let (path, part) = (self.path(key)?, self.path(&part_of(key))?);
        let put =
            |session: &mut SftpSession| session.put(&part, bytes).and_then(|()| session.rename(&part, &path));
        let done = match self.over(put)? {
            Err(SftpFault::Status(NO_SUCH_FILE, _)) => {
                self.make_folders(&path)?;
                self.over(put)?
            }
            done => done,
        };
        done.map_err(|error| fault(&path, error))
    }

    fn delete(&self, key: &str) -> Result<(), RemoteFault> {
        let path = self.path(key)?;
        match self.over(|session| session.remove(&path))? {
            Ok(_) | Err(SftpFault::Status(NO_SUCH_FILE, _)) => {}
            Err(error) => return Err(fault(&path, error)),
        }
        // Empty folders go too; removing one that is not empty fails.
        let ends: Vec<usize> = key.match_indices('/').map(|(end, _)| end).collect();
        for end in ends.into_iter().rev() {
            let folder = self.path(&key[..end])?;
            if self.over(|session| session.remove_folder(&folder))?.is_err() {
                break;
            }
        }
        Ok(())
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault> {
        walk(prefix, |folder| {
            let path = match folder {
                "" if self.server.folder.is_empty() => ".".into(),
                "" => self.server.folder.clone(),
                folder => self.path(folder)?,
            };
            match self.over(|session| session.list(&path))? {
                Err(SftpFault::Status(NO_SUCH_FILE, _)) => Ok(Vec::new()),
                listed => listed.map_err(|error| fault(&path, error)),
            }
        })
    }
}
