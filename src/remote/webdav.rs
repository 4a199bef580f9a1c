//! WebDAV (RFC 4918) as a place of files.
//!
//! A file is put under a name of its own and moved to its place, so that none is partial. Folders are made as needed and
//! never deleted, because deleting a folder deletes all that is in it.

use std::collections::BTreeSet;
use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::events::Event;
use ureq::Agent;
use ureq::http::Request;
use ureq::http::request::Builder;

use super::http::{agent, exchange};
use super::sign::encoded;
use super::{Headers, Login, Remote, RemoteFault, is_sound, part_of};

/// What a list asks of each file: only its kind.
const QUESTION: &str =
    r#"<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>"#;

/// A folder of a WebDAV server.
pub struct WebDavRemote {
    agent: Agent,
    /// The address of the folder, encoded, without a final `/`.
    root: String,
    /// The header `Authorization`.
    authorization: Option<String>,
    /// The folders that are there.
    folders: Mutex<BTreeSet<String>>,
}

impl WebDavRemote {
    /// Takes the address of a folder, `http://…` or `https://…`.
    pub fn new(root: &str, login: Option<&Login>) -> WebDavRemote {
        let authorization = login.map(|Login { user, password }| {
            format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
        });
        let root = root.trim_end_matches('/').to_string();
        WebDavRemote { agent: agent(), root, authorization, folders: Mutex::default() }
    }

    /// Returns the address of a key.
    fn address(&self, key: &str) -> Result<String, RemoteFault> {
        if !is_sound(key) {
            return Err(RemoteFault::BadKey(key.into()));
        }
        let parts: Vec<String> = key.split('/').map(encoded).collect();
        Ok(format!("{}/{}", self.root, parts.join("/")))
    }

    fn request(&self, method: &str, uri: &str) -> Builder {
        let request = Request::builder().method(method).uri(uri);
        match &self.authorization {
            Some(authorization) => request.header("authorization", authorization),
            None => request,
        }
    }

    fn send(&self, request: Builder) -> Result<(u16, Vec<u8>), RemoteFault> {
        exchange(&self.agent, request.body(()).map_err(unfit)?)
    }

    fn send_with(&self, request: Builder, body: &[u8]) -> Result<(u16, Vec<u8>), RemoteFault> {
        exchange(&self.agent, request.body(body).map_err(unfit)?)
    }

    /// Makes the folder of a key, and those around it.
    fn make_folders(&self, key: &str) -> Result<(), RemoteFault> {
        let ends = key.match_indices('/').map(|(end, _)| end);
        for folder in ends.map(|end| &key[..end]) {
            let is_known = || self.folders.lock().is_ok_and(|folders| folders.contains(folder));
            if is_known() {
                continue;
            }
            match self.send(self.request("MKCOL", &format!("{}/", self.address(folder)?)))? {
                // 405: it is there (RFC 4918, 9.3.1).
                (200..300 | 405, _) => {}
                // Some servers let nobody make a folder that is there.
                (status @ (401 | 403), _) => return Err(RemoteFault::Refused(status.to_string())),
                (status, _) => return Err(RemoteFault::Answered(status, "MKCOL".into())),
            }
            if let Ok(mut folders) = self.folders.lock() {
                folders.insert(folder.to_string());
            }
        }
        Ok(())
    }

    /// Puts the bytes under a name of their own, and moves them to their place.
    fn try_put(&self, key: &str, bytes: &[u8], headers: &Headers<'_>) -> Result<(), RemoteFault> {
        let (part, place) = (self.address(&part_of(key))?, self.address(key)?);
        let mut request = self.request("PUT", &part);
        if let Some(kind) = headers.content_type {
            request = request.header("content-type", kind);
        }
        accepted(self.send_with(request, bytes)?, "PUT")?;
        let moved = self.request("MOVE", &part).header("destination", &place).header("overwrite", "T");
        let moved = self.send(moved).and_then(|answer| accepted(answer, "MOVE"));
        if moved.is_err() {
            // What was put is of no use; the first fault is the one to report.
            let _ = self.send(self.request("DELETE", &part));
        }
        moved
    }
}

fn unfit(error: ureq::http::Error) -> RemoteFault {
    RemoteFault::UnknownAddress(error.to_string())
}

/// Returns the fault of an answer that is not a success.
fn accepted((status, _): (u16, Vec<u8>), method: &str) -> Result<(), RemoteFault> {
    match status {
        200..300 => Ok(()),
        401 | 403 => Err(RemoteFault::Refused(format!("{status} {method}"))),
        507 => Err(RemoteFault::Full),
        _ => Err(RemoteFault::Answered(status, method.into())),
    }
}

impl Remote for WebDavRemote {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        match self.send(self.request("GET", &self.address(key)?))? {
            (200, body) => Ok(Some(body)),
            (404 | 410, _) => Ok(None),
            answer => accepted(answer, "GET").and(Err(RemoteFault::WrongData(key.into()))),
        }
    }

    fn put(&self, key: &str, bytes: &[u8], headers: &Headers<'_>) -> Result<(), RemoteFault> {
        match self.try_put(key, bytes, headers) {
            // 409: its folder is not there (RFC 4918, 9.7.1); some servers answer 403 or 404, nginx 500.
            Err(RemoteFault::Answered(404 | 409 | 500, _) | RemoteFault::Refused(_)) if key.contains('/') => {
                self.make_folders(key)?;
                self.try_put(key, bytes, headers)
            }
            done => done,
        }
    }

    fn delete(&self, key: &str) -> Result<(), RemoteFault> {
        match self.send(self.request("DELETE", &self.address(key)?))? {
            (404 | 410, _) => Ok(()),
            answer => accepted(answer, "DELETE"),
        }
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault> {
        // Many servers refuse to list more than one folder at a time (RFC 4918, 9.1.1).
        let mut folders = vec![String::new()];
        let mut keys = Vec::new();
        let path = self.root.splitn(4, '/').nth(3).unwrap_or_default();
        let root = percent_encoding::percent_decode_str(&format!("/{path}")).decode_utf8_lossy().into_owned();
        let root = format!("{}/", root.trim_end_matches('/'));
        while let Some(folder) = folders.pop() {
            let encoded: String =
                folder.split_inclusive('/').map(|part| encoded(part.trim_end_matches('/')) + "/").collect();
            let address = format!("{}/{encoded}", self.root);
            let asked = self
                .request("PROPFIND", &address)
                .header("depth", "1")
                .header("content-type", "application/xml");
            let body = match self.send_with(asked, QUESTION.as_bytes())? {
                (207, body) => body,
                // The root is made with its first file.
                (404, _) if folder.is_empty() => return Ok(Vec::new()),
                (status, _) => {
                    return accepted((status, Vec::new()), "PROPFIND")
                        .and(Err(RemoteFault::Answered(status, "PROPFIND".into())));
                }
            };
            for (path, is_folder) in entries(&body)? {
                let key = path.strip_prefix(&root).unwrap_or_default().trim_end_matches('/');
                if key == folder.trim_end_matches('/') || key.is_empty() {
                    continue;
                }
                // An entry that is not directly below its folder would lead elsewhere.
                let name = key.strip_prefix(folder.as_str()).filter(|name| !name.contains('/'));
                if name.is_none() || !is_sound(key) {
                    return Err(RemoteFault::WrongData(path));
                }
                if is_folder {
                    folders.push(format!("{key}/"));
                } else if key.starts_with(prefix) {
                    keys.push(key.to_string());
                }
            }
        }
        keys.sort();
        Ok(keys)
    }
}

/// Reads the answer to a list: each path, decoded, and whether it is a folder.
fn entries(xml: &[u8]) -> Result<Vec<(String, bool)>, RemoteFault> {
    let wrong = |error: &dyn std::fmt::Display| RemoteFault::WrongData(error.to_string());
    let xml = std::str::from_utf8(xml).map_err(|error| wrong(&error))?;
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut entries = Vec::new();
    let (mut path, mut is_folder, mut is_path) = (String::new(), false, false);
    loop {
        match reader.read_event().map_err(|error| wrong(&error))? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "response" => (path, is_folder) = (String::new(), false),
                "href" => is_path = path.is_empty(),
                "collection" => is_folder = true,
                _ => {}
            },
            Event::Text(text) if is_path => path.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if is_path => {
                path.push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or_default());
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "href" => is_path = false,
                "response" => {
                    // Either a path or a whole address.
                    let plain = match path.split_once("://") {
                        Some((_, rest)) => rest.find('/').map_or("/", |start| &rest[start..]),
                        None => path.trim(),
                    };
                    let plain = percent_encoding::percent_decode_str(plain).decode_utf8_lossy();
                    entries.push((plain.into_owned(), is_folder));
                }
                _ => {}
            },
            Event::Eof => return Ok(entries),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_with_paths_or_addresses() {
        let answer = br#"<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">
            <D:response><D:href>/trang/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop></D:propstat></D:response>
            <D:response><D:href>http://may-chu/trang/%E1%BA%A3nh%20a&amp;b</D:href><D:propstat><D:prop><D:resourcetype/></D:prop></D:propstat></D:response>
            </D:multistatus>"#;
        let expected = [("/trang/".to_string(), true), ("/trang/ảnh a&b".to_string(), false)];
        assert_eq!(entries(answer).unwrap(), expected);
        assert!(entries(b"<D:a").is_err() && entries(b"\xff").is_err());
    }
}
