//! FTP over TLS (RFC 4217) as a place of files. FTP without TLS is not spoken: it shows the password to the network.
//!
//! A file is put under a name of its own and renamed, so that none is partial. Connections are kept and used again.

use std::collections::BTreeSet;
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use suppaftp::list::ListParser;
use suppaftp::types::FileType;
use suppaftp::{FtpError, RustlsConnector, RustlsFtpStream, Status};

use super::{Headers, Login, Remote, RemoteFault, is_sound, part_of, walk};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a server may be silent.
const SILENCE: Duration = Duration::from_secs(30);

/// A folder of an FTP server.
pub struct FtpsRemote {
    host: String,
    port: u16,
    /// The folder, without a final `/`; empty for the one after the login.
    root: String,
    login: Login,
    tls: Arc<ClientConfig>,
    idle: Mutex<Vec<RustlsFtpStream>>,
    /// The folders that are there.
    folders: Mutex<BTreeSet<String>>,
}

impl FtpsRemote {
    /// Takes a server and the folder in it.
    ///
    /// # Errors
    /// If the system's certificates cannot be used.
    pub fn new(host: &str, port: Option<u16>, root: &str, login: Login) -> Result<FtpsRemote, RemoteFault> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let wrong = |error: rustls::Error| RemoteFault::Unreachable(error.to_string());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(BuilderVerifierExt::with_platform_verifier)
            .map_err(wrong)?
            .with_no_client_auth();
        Ok(FtpsRemote {
            host: host.into(),
            port: port.unwrap_or(21),
            root: root.trim_end_matches('/').into(),
            login,
            tls: Arc::new(tls),
            idle: Mutex::default(),
            folders: Mutex::default(),
        })
    }

    fn connect(&self) -> Result<RustlsFtpStream, RemoteFault> {
        let unreachable = |error: std::io::Error| RemoteFault::Unreachable(error.to_string());
        let mut addresses = (self.host.as_str(), self.port).to_socket_addrs().map_err(unreachable)?;
        let mut stream = Err(RemoteFault::Unreachable(self.host.clone()));
        while let (Err(_), Some(address)) = (&stream, addresses.next()) {
            stream = TcpStream::connect_timeout(&address, CONNECT).map_err(unreachable);
        }
        let stream = stream?;
        stream.set_read_timeout(Some(SILENCE)).map_err(unreachable)?;
        stream.set_write_timeout(Some(SILENCE)).map_err(unreachable)?;
        let ftp = RustlsFtpStream::connect_with_stream(stream).map_err(fault)?;
        let ftp = ftp.passive_stream_builder(|address| {
            let stream = TcpStream::connect_timeout(&address, CONNECT).map_err(FtpError::ConnectionError)?;
            stream.set_read_timeout(Some(SILENCE)).map_err(FtpError::ConnectionError)?;
            stream.set_write_timeout(Some(SILENCE)).map_err(FtpError::ConnectionError)?;
            Ok(stream)
        });
        let connector = RustlsConnector::from(Arc::clone(&self.tls));
        let mut ftp = ftp.into_secure(connector, &self.host).map_err(fault)?;
        // Many hosts are behind a router and name an address of their own network.
        ftp.set_passive_nat_workaround(true);
        ftp.login(self.login.user.as_str(), self.login.password.as_str()).map_err(fault)?;
        ftp.transfer_type(FileType::Binary).map_err(fault)?;
        // Servers that know only UTF-8 may refuse this.
        let _ = ftp.opts("UTF8", Some("ON"));
        Ok(ftp)
    }

    /// Does something over a connection, which is kept if it is still in order.
    fn over<T>(
        &self,
        each: impl Fn(&mut RustlsFtpStream) -> Result<T, FtpError>,
    ) -> Result<Result<T, FtpError>, RemoteFault> {
        let kept = held(&self.idle).pop();
        let was_kept = kept.is_some();
        let mut ftp = kept.map_or_else(|| self.connect(), Ok)?;
        let done = each(&mut ftp);
        match &done {
            Ok(_) | Err(FtpError::UnexpectedResponse(_)) => held(&self.idle).push(ftp),
            // The server may have closed a connection that was idle for long.
            Err(_) if was_kept => {
                held(&self.idle).clear();
                let mut ftp = self.connect()?;
                let again = each(&mut ftp);
                if again.is_ok() {
                    held(&self.idle).push(ftp);
                }
                return Ok(again);
            }
            Err(_) => {}
        }
        Ok(done)
    }

    /// Returns the path of a key on the server.
    fn path(&self, key: &str) -> Result<String, RemoteFault> {
        // A line break would begin another command.
        if !is_sound(key) || key.contains(['\r', '\n']) {
            return Err(RemoteFault::BadKey(key.into()));
        }
        Ok(if self.root.is_empty() { key.into() } else { format!("{}/{key}", self.root) })
    }

    /// Makes the folder of a path, and those around it. Whether they were there is not asked.
    fn make_folders(&self, path: &str) -> Result<(), RemoteFault> {
        let ends = path.match_indices('/').map(|(end, _)| end).filter(|end| *end > 0);
        for folder in ends.map(|end| &path[..end]) {
            if held(&self.folders).contains(folder) {
                continue;
            }
            let _ = self.over(|ftp| ftp.mkdir(folder))?;
            held(&self.folders).insert(folder.to_string());
        }
        Ok(())
    }

    fn list_folder(&self, folder: &str) -> Result<Vec<(String, bool)>, RemoteFault> {
        // Without `-a` most servers hide names that begin with a dot; some know no options.
        let asked = |options: &str| format!("{options}{folder}");
        let lines = match self.over(|ftp| ftp.list(Some(&asked("-a "))))? {
            Ok(lines) if !lines.is_empty() => lines,
            _ => match self.over(|ftp| ftp.list(Some(&asked(""))))? {
                Ok(lines) => lines,
                Err(error) if is_missing(&error) => Vec::new(),
                Err(error) => return Err(fault(error)),
            },
        };
        let mut entries = Vec::new();
        for line in lines.iter().filter(|line| !line.starts_with("total ")) {
            let read = ListParser::parse_posix(line).or_else(|_| ListParser::parse_dos(line));
            let file = read.map_err(|_| RemoteFault::WrongData(line.clone()))?;
            // Links are neither followed nor touched.
            if !(file.is_symlink() || matches!(file.name(), "." | "..")) {
                entries.push((file.name().to_string(), file.is_directory()));
            }
        }
        Ok(entries)
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the server says that there is no such file.
fn is_missing(error: &FtpError) -> bool {
    matches!(error, FtpError::UnexpectedResponse(response) if response.status == Status::FileUnavailable)
}

fn fault(error: FtpError) -> RemoteFault {
    match &error {
        FtpError::UnexpectedResponse(response) => {
            let code = response.status.code();
            let said = response.as_string().unwrap_or_default().trim().to_string();
            match code {
                530 | 532 | 550 | 553 => RemoteFault::Refused(said),
                452 | 552 => RemoteFault::Full,
                // Transient by definition (RFC 959, 4.2.1), like the 5xx of HTTP.
                400..500 => RemoteFault::Unreachable(said),
                _ => RemoteFault::WrongData(said),
            }
        }
        _ => RemoteFault::Unreachable(error.to_string()),
    }
}

impl Remote for FtpsRemote {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        let path = self.path(key)?;
        match self.over(|ftp| ftp.retr_as_buffer(&path))? {
            Ok(bytes) => Ok(Some(bytes.into_inner())),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    fn put(&self, key: &str, bytes: &[u8], _: &Headers<'_>) -> Result<(), RemoteFault> {
        let (path, part) = (self.path(key)?, self.path(&part_of(key))?);
        let send = |ftp: &mut RustlsFtpStream| ftp.put_file(&part, &mut &*bytes);
        let sent = match self.over(send)? {
            Err(error) if is_missing(&error) || matches!(fault_code(&error), Some(553)) => {
                self.make_folders(&path)?;
                self.over(send)?
            }
            sent => sent,
        };
        sent.map_err(fault)?;
        let renamed = match self.over(|ftp| ftp.rename(&part, &path))? {
            // Some servers do not rename onto a file that is there.
            Err(FtpError::UnexpectedResponse(_)) => {
                let _ = self.over(|ftp| ftp.rm(&path))?;
                self.over(|ftp| ftp.rename(&part, &path))?
            }
            renamed => renamed,
        };
        renamed.map_err(fault)
    }

    fn delete(&self, key: &str) -> Result<(), RemoteFault> {
        let path = self.path(key)?;
        match self.over(|ftp| ftp.rm(&path))? {
            Ok(()) => {}
            // A file that is there and cannot be removed is refused with the same code.
            Err(error) if is_missing(&error) => {
                if self.over(|ftp| ftp.size(&path))?.is_ok() {
                    return Err(fault(error));
                }
            }
            Err(error) => return Err(fault(error)),
        }
        // Empty folders go too; removing one that is not empty fails.
        let ends: Vec<usize> = key.match_indices('/').map(|(end, _)| end).collect();
        for end in ends.into_iter().rev() {
            let folder = self.path(&key[..end])?;
            if self.over(|ftp| ftp.rmdir(&folder))?.is_err() {
                break;
            }
            held(&self.folders).remove(&folder);
        }
        Ok(())
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault> {
        walk(prefix, |folder| {
            self.list_folder(&match folder {
                "" if self.root.is_empty() => ".".to_string(),
                "" => self.root.clone(),
                folder => self.path(folder)?,
            })
        })
    }
}

fn fault_code(error: &FtpError) -> Option<u32> {
    match error {
        FtpError::UnexpectedResponse(response) => Some(response.status.code()),
        _ => None,
    }
}
