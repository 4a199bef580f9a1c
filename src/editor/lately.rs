//! What is remembered between runs, in the folder of a person's settings: the galleries that were opened lately, and the
//! start page that runs.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::site::{create, replace};

/// How many galleries are remembered.
const REMEMBERED: usize = 20;
/// The file of the galleries opened lately.
const FILE: &str = "gan-day.json";
/// The file with the address of the start page that runs, beside it.
const RUNNING: &str = "dang-chay.txt";
/// How long a start page that runs may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// A gallery that was opened before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RecentGallery {
    pub path: PathBuf,
    pub title: String,
    /// The port of its editor.
    #[serde(default)]
    port: Option<u16>,
}

/// The ports of editors in earlier runs.
#[derive(Debug, Default)]
pub struct EditorPorts {
    /// That of this gallery.
    pub own: Option<u16>,
    /// Those of the other galleries.
    pub others: BTreeSet<u16>,
}

/// Returns the folder of a person's settings for this program.
fn settings_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let own = variable("GUONG_CONFIG");
    let of_system = || match cfg!(windows) {
        true => variable("APPDATA").map(|folder| folder.join("Guong")),
        false => variable("XDG_CONFIG_HOME")
            .or_else(|| variable("HOME").map(|home| home.join(".config")))
            .map(|folder| folder.join("guong")),
    };
    own.or_else(of_system)
}

/// Returns the galleries that were opened lately, the last one first.
pub(super) fn recent() -> Vec<RecentGallery> {
    let read = |folder: PathBuf| serde_json::from_slice(&fs::read(folder.join(FILE)).ok()?).ok();
    settings_folder().and_then(read).unwrap_or_default()
}

/// Writes down the address of the start page that runs, for a second double-click. Only its owner can read it: the address
/// has the secret. It is only a convenience, as below.
pub fn announce(entrance: &str) {
    let Some(folder) = settings_folder() else { return };
    let file = folder.join(RUNNING);
    let _ = fs::create_dir_all(&folder);
    let _ = fs::remove_file(&file);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(file).and_then(|mut file| io::Write::write_all(&mut file, entrance.as_bytes()));
}

/// Returns the address of a start page that runs already.
pub fn announced() -> Option<String> {
    let entrance = fs::read_to_string(settings_folder()?.join(RUNNING)).ok()?;
    let rest = entrance.strip_prefix("http://127.0.0.1:")?;
    let (port, target) =
        rest.split_once('/').filter(|_| entrance.bytes().all(|byte| byte.is_ascii_graphic()))?;
    let address = SocketAddr::from(([127, 0, 0, 1], port.parse().ok()?));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let ask = format!("GET /{target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    io::Write::write_all(&mut stream, ask.as_bytes()).ok()?;
    let mut head = [0; 12];
    io::Read::read_exact(&mut stream, &mut head).ok()?;
    // Another program that listens there now does not know the secret.
    (&head == b"HTTP/1.1 303").then_some(entrance)
}

/// Returns the ports of editors in earlier runs. Browsers keep what is not saved by the editor's address, so that a
/// gallery's editor needs the port that it had.
pub fn editor_ports(root: &Path) -> EditorPorts {
    let mut ports = EditorPorts::default();
    for gallery in recent() {
        match gallery.port {
            Some(port) if gallery.path == root => ports.own = Some(port),
            Some(port) => drop(ports.others.insert(port)),
            None => {}
        }
    }
    ports
}

/// Remembers that a gallery was opened, and the port of its editor unless one is known. It is only a convenience: if it
/// cannot be written, nothing is remembered.
pub fn remember(root: &Path, title: &str, port: u16) {
    let Some(folder) = settings_folder() else { return };
    let mut all = recent();
    let known = all.iter().position(|known| known.path == root).map(|at| all.remove(at));
    let port = known.and_then(|known| known.port).or(Some(port));
    all.insert(0, RecentGallery { path: root.into(), title: title.into(), port });
    all.truncate(REMEMBERED);
    let Ok(bytes) = serde_json::to_vec_pretty(&all) else { return };
    let file = folder.join(FILE);
    let _ = fs::create_dir_all(&folder);
    let _ = if file.is_file() { replace(&file, &bytes) } else { create(&file, &bytes) };
}
