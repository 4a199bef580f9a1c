//! HTTP/1.1 as far as preview needs it: one request a connection, GET and HEAD.
//!
//! Takes a stream, gives the head of a request, or the status that refuses it; writes answers. Never looks
//! at what a path means. One request a connection keeps a slow or broken client from disturbing another
//! one, and costs a browser on the same machine a fraction of a millisecond.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// A head may be so long: browsers send some kilobytes, and a watching tab lists its pages.
const LONGEST_HEAD: usize = 64 * 1024;
/// Maximum number of header lines that are read.
const MOST_HEADERS: usize = 64;
/// A whole head must be here after so long, however slowly it trickles.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// A client that takes nothing for so long is gone.
const WRITE_TIME: Duration = Duration::from_secs(20);

/// What this server allows on every page: what a strict host would, so that editors see what visitors will.
const POLICY: &str = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'";

/// A request.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Whether only the head of the answer is wanted.
    pub head_only: bool,
    /// Its path, decoded, starting with `/`.
    pub path: String,
    /// What stands behind `?`, as it came.
    pub query: String,
    /// The host that the client believes it speaks to.
    pub host: Option<String>,
    /// The entity tags that the client has.
    pub known: Option<String>,
}

/// A status with its reason.
pub type Status = (u16, &'static str);

pub(super) const OK: Status = (200, "OK");
pub(super) const MOVED: Status = (301, "Moved Permanently");
pub(super) const NOT_MODIFIED: Status = (304, "Not Modified");
pub(super) const BAD_REQUEST: Status = (400, "Bad Request");
pub(super) const NOT_FOUND: Status = (404, "Not Found");
pub(super) const NOT_ALLOWED: Status = (405, "Method Not Allowed");
pub(super) const TIMEOUT: Status = (408, "Request Timeout");
pub(super) const MISDIRECTED: Status = (421, "Misdirected Request");
pub(super) const TOO_LARGE: Status = (431, "Request Header Fields Too Large");
pub(super) const FAILED: Status = (500, "Internal Server Error");
pub(super) const BUSY: Status = (503, "Service Unavailable");

/// Reads the head of a request. Nothing if the client left, or sent nothing, which needs no answer.
pub(super) fn read(stream: &mut TcpStream) -> Result<Option<Request>, Status> {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(WRITE_TIME));
    let until = Instant::now() + HEAD_TIME;
    let mut bytes = Vec::with_capacity(2048);
    let mut chunk = [0; 4096];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(TIMEOUT);
        }
        let _ = stream.set_read_timeout(Some(left));
        match stream.read(&mut chunk) {
            Ok(0) => return Ok(None),
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if is_timeout(&error) && !bytes.is_empty() => return Err(TIMEOUT),
            Err(_) => return Ok(None),
        }
        if let Some(request) = parse(&bytes)? {
            return Ok(Some(request));
        }
        if bytes.len() > LONGEST_HEAD {
            return Err(TOO_LARGE);
        }
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// The request, once its head is whole.
///
/// # Errors
/// The status that refuses it.
pub fn parse(bytes: &[u8]) -> Result<Option<Request>, Status> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    match head.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(TOO_LARGE),
        Err(_) => return Err(BAD_REQUEST),
    }
    let head_only = match head.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(NOT_ALLOWED),
    };
    let target = head.path.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = decoded(path).filter(|path| is_plain(path)).ok_or(BAD_REQUEST)?;
    let mut request = Request { head_only, path, query: query.to_string(), ..Request::default() };
    for header in head.headers.iter() {
        let value = || std::str::from_utf8(header.value).map(str::to_string).map_err(|_| BAD_REQUEST);
        if header.name.eq_ignore_ascii_case("host") {
            // Two hosts are an attempt to be two things at once (RFC 9112, 3.2).
            if request.host.replace(value()?).is_some() {
                return Err(BAD_REQUEST);
            }
        } else if header.name.eq_ignore_ascii_case("if-none-match") {
            request.known = Some(value()?);
        }
    }
    Ok(Some(request))
}

/// A path without its percent signs; nothing if they stand for no text.
pub(super) fn decoded(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let digit = |byte: Option<&u8>| byte.and_then(|byte| (*byte as char).to_digit(16));
            let (high, low) = (digit(bytes.get(at + 1))?, digit(bytes.get(at + 2))?);
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

/// Whether a path can only name something below the root: answers are looked up by it and no file is, but
/// what cannot be a name is refused before anybody sees it.
fn is_plain(path: &str) -> bool {
    path.starts_with('/')
        && !path.contains(['\\', '\0'])
        && !path.chars().any(char::is_control)
        && !path.split('/').any(|part| part == ".." || part == ".")
}

/// The head of an answer.
#[derive(Debug)]
pub(super) struct ResponseHead<'h> {
    /// How it went.
    pub status: Status,
    /// What follows.
    pub mime: &'h str,
    /// The entity tag of this content.
    pub tag: Option<&'h str>,
    /// Where to go instead.
    pub location: Option<&'h str>,
}

impl ResponseHead<'_> {
    /// As it is sent, before a body of the given length in bytes, or of unknown length.
    pub(super) fn lines(&self, length: Option<u64>) -> String {
        let (code, reason) = self.status;
        let mut lines =
            format!("HTTP/1.1 {code} {reason}\r\nConnection: close\r\nCache-Control: no-cache\r\n");
        lines.push_str(&format!("Content-Security-Policy: {POLICY}\r\n"));
        lines.push_str("Cross-Origin-Resource-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\n");
        lines.push_str("Referrer-Policy: same-origin\r\n");
        if code == NOT_ALLOWED.0 {
            lines.push_str("Allow: GET, HEAD\r\n");
        }
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                lines.push_str(&format!("{name}: {value}\r\n"));
            }
        };
        line("Content-Type", self.mime);
        line("ETag", &self.tag.map(|tag| format!("\"{tag}\"")).unwrap_or_default());
        line("Location", self.location.unwrap_or_default());
        line("Content-Length", &length.map(|length| length.to_string()).unwrap_or_default());
        lines.push_str("\r\n");
        lines
    }
}

/// Writes an answer that is at hand.
pub(super) fn write(
    stream: &mut TcpStream,
    head: &ResponseHead<'_>,
    body: &[u8],
    head_only: bool,
) -> io::Result<()> {
    let mut bytes = head.lines(Some(body.len() as u64)).into_bytes();
    if !head_only {
        bytes.extend_from_slice(body);
    }
    stream.write_all(&bytes)
}

/// Answers with a status and its reason.
pub(super) fn refuse(stream: &mut TcpStream, status: Status) -> io::Result<()> {
    let head = ResponseHead { status, mime: "text/plain; charset=utf-8", tag: None, location: None };
    write(stream, &head, format!("{} {}\n", status.0, status.1).as_bytes(), false)
}

/// Ends a connection so that the client gets all of the answer: closing while something that it sent is
/// unread would take the answer back (RFC 9112, 9.6).
pub(super) fn close(mut stream: TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let until = Instant::now() + Duration::from_secs(1);
    let mut chunk = [0; 4096];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return;
        }
        if !matches!(stream.read(&mut chunk), Ok(1..)) {
            return;
        }
    }
}

/// The type of a file, by its name.
pub(super) fn mime(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/vnd.microsoft.icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "zip" => "application/zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Result<Option<Request>, Status> {
        parse(text.as_bytes())
    }

    #[test]
    fn paths_are_decoded_and_cannot_climb() {
        let path = |target: &str| request(&format!("GET {target} HTTP/1.1\r\n\r\n")).map(|r| r.unwrap().path);
        assert_eq!(path("/mo-hinh/tha-ca/?x=1"), Ok("/mo-hinh/tha-ca/".into()));
        assert_eq!(path("/t%E1%BB%87p.pdf"), Ok("/tệp.pdf".into()));
        for bad in [
            "/../x",
            "/%2e%2e/x",
            "/a/%2E%2e/b",
            "/a%00b",
            "/a%5cb",
            "/%ff",
            "/%4",
            "/%zz",
            "a",
            "http://x/",
            "*",
        ] {
            assert_eq!(path(bad), Err(BAD_REQUEST), "{bad}");
        }
    }

    #[test]
    fn heads_come_in_pieces_and_may_be_wrong() {
        assert_eq!(request("GET / HTTP/1.1\r\nHost: x"), Ok(None));
        let host = request("GET / HTTP/1.1\r\nhOsT: localhost:1111\r\n\r\n").unwrap().unwrap().host;
        assert_eq!(host.as_deref(), Some("localhost:1111"));
        assert_eq!(request("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), Err(BAD_REQUEST));
        assert_eq!(request("POST / HTTP/1.1\r\n\r\n"), Err(NOT_ALLOWED));
        assert_eq!(request("\u{16}\u{3}\u{1}"), Err(BAD_REQUEST));
        let many = "a: b\r\n".repeat(MOST_HEADERS + 1);
        assert_eq!(request(&format!("GET / HTTP/1.1\r\n{many}\r\n")), Err(TOO_LARGE));
    }
}
