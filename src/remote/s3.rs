//! S3, and the many servers that speak it, as a place of files.
//!
//! Only GET, PUT, DELETE and ListObjectsV2 are used, addressed by path, which all of them know.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use ureq::Agent;
use ureq::http::Request;

use super::http::{agent, exchange};
use super::sign::{SignedRequest, encoded};
use super::{Headers, Remote, RemoteFault, is_sound};

/// A server of S3, and who asks it.
#[derive(Clone)]
pub struct S3Access {
    /// The server's address: scheme, name, perhaps a port.
    pub endpoint: String,
    /// The region, of which each signature is one.
    pub region: String,
    /// The public part of the key.
    pub key_id: String,
    /// The secret part.
    pub secret: String,
    /// What comes with keys that are valid for some hours.
    pub token: Option<String>,
}

impl fmt::Debug for S3Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Access").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

/// A part of a bucket.
#[derive(Debug)]
pub struct S3Remote {
    agent: Agent,
    access: S3Access,
    /// The server's name, as in the header `Host`.
    host: String,
    /// The path of the bucket, encoded, without a final `/`.
    bucket: String,
    /// What the keys of all files begin with: empty, or ending in `/`.
    prefix: String,
}

impl S3Remote {
    /// Takes a bucket with an optional prefix (`anh/trang-2026`).
    ///
    /// # Errors
    /// If there is no bucket, or the server's address is none.
    pub fn new(place: &str, access: S3Access) -> Result<S3Remote, RemoteFault> {
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let prefix = prefix.trim_matches('/');
        if bucket.is_empty() || !(prefix.is_empty() || is_sound(prefix)) {
            return Err(RemoteFault::UnknownAddress(format!("s3://{place}")));
        }
        let endpoint = access.endpoint.trim_end_matches('/');
        let Some((scheme @ ("http" | "https"), rest)) = endpoint.split_once("://") else {
            return Err(RemoteFault::UnknownAddress(access.endpoint));
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        // Clients leave out the port that belongs to the scheme.
        let usual = if scheme == "http" { ":80" } else { ":443" };
        let host = host.strip_suffix(usual).unwrap_or(host).to_ascii_lowercase();
        let below = if path.is_empty() { String::new() } else { format!("/{path}") };
        let bucket = format!("{below}/{}", encoded(bucket));
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        let access = S3Access { endpoint: format!("{scheme}://{host}"), ..access };
        Ok(S3Remote { agent: agent(), access, host, bucket, prefix })
    }

    /// Returns the encoded path of a key.
    fn path(&self, key: &str) -> Result<String, RemoteFault> {
        if !is_sound(key) {
            return Err(RemoteFault::BadKey(key.into()));
        }
        let whole = [&self.prefix, key].concat();
        let parts: Vec<String> = whole.split('/').map(encoded).collect();
        Ok(format!("{}/{}", self.bucket, parts.join("/")))
    }

    /// Sends one request; returns the status and the body of the answer.
    fn send(
        &self,
        method: &'static str,
        path: &str,
        query: &str,
        body: Option<&[u8]>,
        further: &[(&'static str, &str)],
    ) -> Result<(u16, Vec<u8>), RemoteFault> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let signed = SignedRequest { method, host: &self.host, path, query, body: body.unwrap_or_default() };
        let mark = if query.is_empty() { "" } else { "?" };
        let uri = format!("{}{path}{mark}{query}", self.access.endpoint);
        let mut request = Request::builder().method(method).uri(&uri);
        for (name, value) in signed.headers(&self.access, now, further) {
            // The client writes this one itself.
            if name != "host" {
                request = request.header(name, value);
            }
        }
        let bad = |_| RemoteFault::UnknownAddress(uri.clone());
        match body {
            Some(body) => exchange(&self.agent, request.body(body).map_err(bad)?),
            None => exchange(&self.agent, request.body(()).map_err(bad)?),
        }
    }
}

/// Returns the fault of an answer that is not a success.
fn refused(status: u16, body: &[u8]) -> RemoteFault {
    let code = elements(body, &["Code"]).ok().and_then(|found| found.into_iter().next());
    let code = code.map(|(_, text)| text).unwrap_or_default();
    match status {
        401 | 403 => RemoteFault::Refused(format!("{status} {code}").trim_end().into()),
        507 => RemoteFault::Full,
        _ => RemoteFault::Answered(status, code),
    }
}

/// Returns the texts of the elements with one of these names, in their order.
fn elements(xml: &[u8], names: &[&'static str]) -> Result<Vec<(&'static str, String)>, RemoteFault> {
    let wrong = |error: &dyn fmt::Display| RemoteFault::WrongData(error.to_string());
    let xml = std::str::from_utf8(xml).map_err(|error| wrong(&error))?;
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found: Vec<(&'static str, String)> = Vec::new();
    let mut is_inside = false;
    loop {
        match reader.read_event().map_err(|error| wrong(&error))? {
            Event::Start(tag) => {
                let local = tag.local_name();
                let name = names.iter().find(|name| **name == local.as_ref());
                is_inside = name.is_some();
                found.extend(name.map(|name| (*name, String::new())));
            }
            Event::Text(text) if is_inside => last(&mut found).push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if is_inside => match reference.resolve_char_ref() {
                Ok(Some(letter)) => last(&mut found).push(letter),
                _ => last(&mut found).push_str(resolve_predefined_entity(&reference).unwrap_or_default()),
            },
            Event::End(_) => is_inside = false,
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn last<'f>(found: &'f mut [(&'static str, String)]) -> &'f mut String {
    &mut found.last_mut().expect("an element is open").1
}

impl Remote for S3Remote {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, RemoteFault> {
        let (status, body) = self.send("GET", &self.path(key)?, "", None, &[])?;
        match status {
            200 => Ok(Some(body)),
            404 => match refused(status, &body) {
                // A bucket that is not there is a mistake, a key that is not there is an answer.
                RemoteFault::Answered(_, code) if code == "NoSuchBucket" => {
                    Err(RemoteFault::Answered(status, code))
                }
                _ => Ok(None),
            },
            _ => Err(refused(status, &body)),
        }
    }

    fn put(&self, key: &str, bytes: &[u8], headers: &Headers<'_>) -> Result<(), RemoteFault> {
        let kind = headers.content_type.map(|kind| ("content-type", kind));
        let cached = headers.cache_control.map(|cached| ("cache-control", cached));
        let further: Vec<_> = kind.into_iter().chain(cached).collect();
        match self.send("PUT", &self.path(key)?, "", Some(bytes), &further)? {
            (200..300, _) => Ok(()),
            (status, body) => Err(refused(status, &body)),
        }
    }

    fn delete(&self, key: &str) -> Result<(), RemoteFault> {
        match self.send("DELETE", &self.path(key)?, "", None, &[])? {
            (200..300 | 404, _) => Ok(()),
            (status, body) => Err(refused(status, &body)),
        }
    }

    fn list(&self, prefix: &str) -> Result<Vec<String>, RemoteFault> {
        let whole = [&self.prefix, prefix].concat();
        let mut keys = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let token = after.as_ref().map(|token| format!("continuation-token={}&", encoded(token)));
            let query = format!("{}list-type=2&prefix={}", token.unwrap_or_default(), encoded(&whole));
            let (status, body) = self.send("GET", &format!("{}/", self.bucket), &query, None, &[])?;
            if status != 200 {
                return Err(refused(status, &body));
            }
            let mut next = None;
            for (name, text) in elements(&body, &["Key", "NextContinuationToken"])? {
                match text.strip_prefix(&self.prefix) {
                    _ if name != "Key" => next = Some(text),
                    Some(key) if key.starts_with(prefix) => keys.push(key.to_string()),
                    _ => return Err(RemoteFault::WrongData(text)),
                }
            }
            // A server that repeats itself would be asked for ever.
            match next {
                Some(next) if after.as_ref() != Some(&next) => after = Some(next),
                Some(next) => return Err(RemoteFault::WrongData(next)),
                None => break,
            }
        }
        keys.sort();
        keys.dedup();
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(endpoint: &str) -> S3Access {
        let [region, key_id, secret] = ["hanoi", "a", "b"].map(String::from);
        S3Access { endpoint: endpoint.into(), region, key_id, secret, token: None }
    }

    #[test]
    fn keys_are_addressed_by_path() {
        let remote = S3Remote::new("anh/trang/2026/", access("https://S3.example.org:443/")).unwrap();
        assert_eq!(remote.host, "s3.example.org");
        assert_eq!(remote.path("ab/ảnh+1").unwrap(), "/anh/trang/2026/ab/%E1%BA%A3nh%2B1");
        assert_eq!(remote.path("../x"), Err(RemoteFault::BadKey("../x".into())));
        assert!(S3Remote::new("", access("http://127.0.0.1:9000")).is_err());
        assert!(S3Remote::new("anh", access("127.0.0.1:9000")).is_err());
    }

    #[test]
    fn lists_and_errors_are_read() {
        let list = b"<?xml version='1.0'?><ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>\
            <Contents><Key>a&amp;b/&#x1EA3;nh</Key><Size>1</Size></Contents><Contents><Key>c</Key></Contents>\
            <NextContinuationToken>t=</NextContinuationToken></ListBucketResult>";
        let found = elements(list, &["Key", "NextContinuationToken"]).unwrap();
        let expected = [("Key", "a&b/ảnh"), ("Key", "c"), ("NextContinuationToken", "t=")];
        assert_eq!(found, expected.map(|(name, text)| (name, text.to_string())));
        let error = b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>";
        assert_eq!(refused(403, error), RemoteFault::Refused("403 AccessDenied".into()));
        assert_eq!(refused(503, b"garbage <"), RemoteFault::Answered(503, String::new()));
        assert!(elements(b"\xff", &["Key"]).is_err());
    }
}
