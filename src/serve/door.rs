//! The door: who is let in, and what they get.
//!
//! Takes connections, one thread each; refuses what does not belong to this site; asks the loop what stands
//! at a path, and writes it. Files and photos are read here, so that the loop waits for no disk and no
//! client, and no file stays open while a slow client takes it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use super::http::{self, Request, ResponseHead};
use super::shown::Response;
use super::tabs::Tab;
use super::{Event, PathRequest, words};
use crate::build::Darkroom;
use crate::diagnostic::Language;
use crate::diagnostic::Problem::{ChangedMeanwhile, Unreadable};
use crate::digest::Digest;
use crate::world::DiskWorld;

/// Maximum number of concurrent requests; further ones get 503. Tabs that watch for changes do not count.
const MOST_REQUESTS: usize = 256;
/// A file is opened, read and closed again for each piece of this size.
const PIECE: u64 = 4 * 1024 * 1024;

const SCRIPT: &[u8] = include_bytes!("live.js");
const STYLE: &[u8] = include_bytes!("live.css");

/// What every connection needs.
pub(super) struct Door {
    pub world: Arc<DiskWorld>,
    pub darkroom: Darkroom,
    pub events: Sender<Event>,
    /// The host that `--host` names, besides this machine's own names.
    pub host: Option<String>,
}

/// Listens on the first free port from `port` on, at most twenty further.
///
/// # Errors
/// As the system gives them.
pub fn listen(host: Option<&str>, port: u16) -> io::Result<TcpListener> {
    let ports = if port == 0 { 0..=0 } else { port..=port.saturating_add(20) };
    let mut last = io::ErrorKind::AddrInUse.into();
    for port in ports {
        let bound = match host {
            None => TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)),
            Some(host) => TcpListener::bind((host, port)),
        };
        match bound {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// What preview says when it begins.
pub fn greeting(address: SocketAddr, wanted: u16, open: bool, language: Language) -> String {
    let mut text = String::new();
    if wanted != 0 && address.port() != wanted {
        text += &words::port_taken(wanted, address.port(), language);
    }
    text += &words::listening(address, language);
    if open {
        text += &words::open_to_others(address, language);
    }
    text
}

/// Lets connections in for as long as the program runs.
pub(super) fn open(listener: TcpListener, door: Door) {
    let door = Arc::new(door);
    let inside = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else {
            // No more files may be opened, for one: a pause lets others close theirs.
            std::thread::sleep(Duration::from_millis(20));
            continue;
        };
        if inside.load(Ordering::Relaxed) >= MOST_REQUESTS {
            let _ = stream.set_write_timeout(Some(Duration::from_millis(50)));
            let _ = http::refuse(&mut stream, http::BUSY);
            continue;
        }
        let (door, count) = (Arc::clone(&door), Arc::clone(&inside));
        inside.fetch_add(1, Ordering::Relaxed);
        let serve = move || {
            // A fault of the program ends one request, and not the right to the next.
            let _ = catch_unwind(AssertUnwindSafe(|| door.serve(stream)));
            count.fetch_sub(1, Ordering::Relaxed);
        };
        if std::thread::Builder::new().name("request".into()).spawn(serve).is_err() {
            inside.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Door {
    fn serve(&self, mut stream: TcpStream) {
        let written = match http::read(&mut stream) {
            Ok(None) => return,
            Err(status) => http::refuse(&mut stream, status),
            Ok(Some(request)) if !self.is_ours(request.host.as_deref()) => {
                http::refuse(&mut stream, http::MISDIRECTED)
            }
            Ok(Some(request)) if request.path == "/__guong/events" && !request.head_only => {
                return self.watch(stream, &request);
            }
            Ok(Some(request)) => self.answer(&mut stream, &request),
        };
        if written.is_ok() {
            http::close(stream);
        }
    }

    /// Whether a client means this server. A page from elsewhere whose name was pointed at this machine (DNS
    /// rebinding) still says its own name.
    fn is_ours(&self, host: Option<&str>) -> bool {
        let Some(host) = host else { return false };
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((name, _)) => name,
            None => host.split(':').next().unwrap_or_default(),
        };
        let address = name.parse::<IpAddr>().ok();
        let loopback = name.eq_ignore_ascii_case("localhost") || address.is_some_and(|ip| ip.is_loopback());
        // Shown to others, it is reached by whatever address this machine has: a number is no name.
        let shown = |own: &String| own.eq_ignore_ascii_case(name) || address.is_some();
        loopback || self.host.as_ref().is_some_and(shown)
    }

    fn watch(&self, mut stream: TcpStream, request: &Request) {
        let head = ResponseHead { status: http::OK, mime: "text/event-stream", tag: None, location: None };
        let begun = stream.write_all(format!("{}retry: 300\n\n", head.lines(None)).as_bytes());
        if let Ok(tab) = begun.and_then(|()| Tab::new(stream, &request.query)) {
            let _ = self.events.send(Event::Watches(tab));
        }
    }

    fn answer(&self, stream: &mut TcpStream, request: &Request) -> io::Result<()> {
        let own = match request.path.as_str() {
            "/__guong/live.js" => Some((SCRIPT, "text/javascript; charset=utf-8")),
            "/__guong/live.css" => Some((STYLE, "text/css; charset=utf-8")),
            _ => None,
        };
        if let Some((bytes, mime)) = own {
            let tag = Digest::of_bytes(bytes).to_string();
            return write(
                stream,
                request,
                &ResponseHead { status: http::OK, mime, tag: Some(&tag), location: None },
                bytes,
            );
        }
        let (reply, answered) = channel();
        let asked = PathRequest { path: request.path.clone(), query: request.query.clone(), reply, tries: 0 };
        let answer = self.events.send(Event::Asked(asked)).ok().and_then(|()| answered.recv().ok());
        match answer {
            None => http::refuse(stream, http::BUSY),
            Some(Response::Elsewhere(path)) => {
                let path = crate::address::encode_reference(&path);
                let head = ResponseHead { status: http::MOVED, mime: "", tag: None, location: Some(&path) };
                http::write(stream, &head, b"", request.head_only)
            }
            Some(Response::Bytes { status, mime, tag, bytes }) => {
                let tag = Some(tag.as_str()).filter(|tag| !tag.is_empty());
                write(stream, request, &ResponseHead { status, mime, tag, location: None }, &bytes)
            }
            Some(Response::Photo { asked, mime }) => {
                let tag = asked.key().to_string();
                let head = ResponseHead { status: http::OK, mime, tag: Some(&tag), location: None };
                match asked.bytes(&self.darkroom, &*self.world) {
                    Ok(bytes) => write(stream, request, &head, &bytes),
                    // The loop sees for itself what became of the file.
                    Err(problem) if matches!(problem.problem, ChangedMeanwhile | Unreadable { .. }) => {
                        http::refuse(stream, http::NOT_FOUND)
                    }
                    Err(problem) => {
                        let _ = self.events.send(Event::Failed(problem));
                        http::refuse(stream, http::FAILED)
                    }
                }
            }
            Some(Response::File { found, mime, tag }) => match self.world.place_of(&found) {
                Ok(path) => {
                    let head = ResponseHead { status: http::OK, mime, tag: Some(&tag), location: None };
                    copy(stream, request, &head, &path)
                }
                Err(_) => http::refuse(stream, http::NOT_FOUND),
            },
        }
    }
}

/// Writes bytes, or that the client has them.
fn write(stream: &mut TcpStream, request: &Request, head: &ResponseHead<'_>, bytes: &[u8]) -> io::Result<()> {
    if is_known(request, head) {
        return http::write(
            stream,
            &ResponseHead { status: http::NOT_MODIFIED, mime: "", ..*head },
            b"",
            true,
        );
    }
    http::write(stream, head, bytes, request.head_only)
}

fn is_known(request: &Request, head: &ResponseHead<'_>) -> bool {
    let (Some(known), Some(tag)) = (&request.known, head.tag) else { return false };
    let quoted = format!("\"{tag}\"");
    head.status == http::OK && known.split(',').any(|one| one.trim().trim_start_matches("W/") == quoted)
}

/// Writes a file, piece by piece.
#[allow(clippy::disallowed_methods, reason = "a film must not stand in memory")]
fn copy(stream: &mut TcpStream, request: &Request, head: &ResponseHead<'_>, path: &Path) -> io::Result<()> {
    if is_known(request, head) {
        return write(stream, request, head, b"");
    }
    let Ok(metadata) = path.metadata() else { return http::refuse(stream, http::NOT_FOUND) };
    let length = metadata.len();
    stream.write_all(head.lines(Some(length)).as_bytes())?;
    let mut at = 0;
    while at < length && !request.head_only {
        let mut piece = Vec::new();
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(at))?;
        file.take(PIECE.min(length - at)).read_to_end(&mut piece)?;
        if piece.is_empty() {
            // It is shorter by now: the client sees that something is missing.
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        stream.write_all(&piece)?;
        at += piece.len() as u64;
    }
    Ok(())
}
