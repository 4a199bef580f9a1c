//! Signatures of requests to S3 (AWS Signature Version 4).
//!
//! Takes a request and a time, gives the headers that prove who sends it. Pure.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ring::{digest, hmac};

use super::s3::S3Access;
use crate::date::Day;

/// What is encoded in a key's part and in a query.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request, as far as its signature covers it.
pub(super) struct SignedRequest<'r> {
    pub(super) method: &'r str,
    /// The server's name, with its port if that is not the scheme's.
    pub(super) host: &'r str,
    /// The encoded path.
    pub(super) path: &'r str,
    /// The encoded query: sorted, each name with `=`.
    pub(super) query: &'r str,
    pub(super) body: &'r [u8],
}

/// Encodes one part of a path, or a name or a value of a query.
pub(super) fn encoded(part: &str) -> String {
    utf8_percent_encode(part, ENCODED).to_string()
}

impl SignedRequest<'_> {
    /// Returns the headers to add, sorted by name, when the time is `unix` (in seconds since 1970). `further` headers
    /// are signed too; their names are in lower case.
    pub(super) fn headers(
        &self,
        access: &S3Access,
        unix: u64,
        further: &[(&'static str, &str)],
    ) -> Vec<(&'static str, String)> {
        let day = Day::from_unix(unix as i64, 0).to_string().replace('-', "");
        let (hours, minutes, seconds) = (unix / 3600 % 24, unix / 60 % 60, unix % 60);
        let time = format!("{day}T{hours:02}{minutes:02}{seconds:02}Z");
        let mut headers = vec![
            ("host", self.host.to_string()),
            ("x-amz-content-sha256", sha256(self.body)),
            ("x-amz-date", time.clone()),
        ];
        headers.extend(access.token.as_ref().map(|token| ("x-amz-security-token", token.clone())));
        headers.extend(further.iter().map(|(name, value)| (*name, value.trim().to_string())));
        headers.sort();
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let mut canonical = format!("{}\n{}\n{}\n", self.method, self.path, self.query);
        for (name, value) in &headers {
            let _ = writeln!(canonical, "{name}:{value}");
        }
        let _ = write!(canonical, "\n{names}\n{}", sha256(self.body));
        let scope = format!("{day}/{}/s3/aws4_request", access.region);
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", sha256(canonical.as_bytes()));
        let start = format!("AWS4{}", access.secret).into_bytes();
        let parts = [&day, &access.region, "s3", "aws4_request"];
        let key = parts.iter().fold(start, |key, part| mac(&key, part));
        let signature = hex(&mac(&key, &text));
        let value = format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope},SignedHeaders={names},Signature={signature}",
            access.key_id
        );
        headers.push(("authorization", value));
        headers
    }
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of Amazon's own documentation ("Signature calculations: transferring a payload in a single chunk").
    #[test]
    fn the_documented_examples_have_their_signatures() {
        let access = S3Access {
            endpoint: String::new(),
            region: "us-east-1".into(),
            key_id: "AKIAIOSFODNN7EXAMPLE".into(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
            token: None,
        };
        let host = "examplebucket.s3.amazonaws.com";
        let midnight = 1_369_353_600;
        let signature = |request: SignedRequest<'_>, further: &[(&'static str, &str)]| {
            let headers = request.headers(&access, midnight, further);
            headers.last().unwrap().1.rsplit_once('=').unwrap().1.to_string()
        };
        let get = SignedRequest { method: "GET", host, path: "/test.txt", query: "", body: b"" };
        assert_eq!(
            signature(get, &[("range", "bytes=0-9")]),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        );
        let path = format!("/{}", encoded("test$file.text"));
        let body = b"Welcome to Amazon S3.";
        let put = SignedRequest { method: "PUT", host, path: &path, query: "", body };
        let further =
            [("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")];
        assert_eq!(
            signature(put, &further),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        );
        let list = SignedRequest { method: "GET", host, path: "/", query: "max-keys=2&prefix=J", body: b"" };
        assert_eq!(signature(list, &[]), "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }
}
