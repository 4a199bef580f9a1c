//! Fetches a site as visitors do, and compares it with what was sent.
//!
//! Takes the published folder and the site's address, gives what is wrong: bytes that differ, and headers that hosts
//! often get wrong. Never changes anything.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::sync::Mutex;

use flate2::read::GzDecoder;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

use super::DeployFault;
use super::findings::Finding;
use super::order::{Turn, is_for_visitors, is_named_by_content, turn};
use super::send::{held, in_parallel};
use super::steps::LocalFile;
use crate::address::{NOT_FOUND, encode, of_path};
use crate::digest::Digest;
use crate::render::{is_compressible, media_type};

/// How many files are fetched from a large site.
const SAMPLE: usize = 60;
/// The largest answer that is read, in bytes.
const LARGEST: u64 = 1 << 30;
/// From this size on, texts should be compressed.
const WORTH_COMPRESSING: u64 = 4096;
/// The longest time in seconds for which a page may be kept unasked.
const FRESH: u64 = 600;
/// The time in seconds for which files that are named by their content should be kept at least.
const KEPT: u64 = 24 * 60 * 60;

/// What was found at a site's address, each with the number of files and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many files were fetched.
    pub fetched: usize,
    /// What is wrong.
    pub findings: BTreeMap<Finding, (usize, String)>,
}

/// Returns which files to fetch: all, or of a large site a sample of every kind, what was just sent first.
pub fn sample(local: &[LocalFile], sent: &[usize], all: bool) -> Vec<usize> {
    let is_fetched = |at: &usize| is_for_visitors(&local[*at].path);
    if all || local.len() <= SAMPLE {
        return (0..local.len()).filter(is_fetched).collect();
    }
    let mut by_kind: BTreeMap<(Turn, &str), Vec<usize>> = BTreeMap::new();
    let rest = 0..local.len();
    for at in sent.iter().copied().chain(rest).filter(is_fetched) {
        let path = &*local[at].path;
        by_kind.entry((turn(path), path.rsplit('.').next().unwrap_or_default())).or_default().push(at);
    }
    let each = (SAMPLE / by_kind.len()).max(1);
    let mut chosen: Vec<usize> = Vec::new();
    for kind in by_kind.values() {
        // From the beginning, and then evenly.
        let (first, others) = kind.split_at(each.div_ceil(2).min(kind.len()));
        chosen.extend(first);
        chosen.extend(others.iter().step_by((others.len() / (each / 2).max(1)).max(1)).take(each / 2));
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Fetches files from below `base_url`, and compares them with those in `out`.
///
/// # Errors
/// If a file of the published folder cannot be read.
pub fn verify(
    base_url: &str,
    out: &Path,
    local: &[LocalFile],
    chosen: &[usize],
    pace: &(dyn Fn(u64) + Sync),
) -> Result<Verification, DeployFault> {
    let agent = crate::remote::agent();
    let findings: Mutex<BTreeMap<Finding, Vec<&str>>> = Mutex::default();
    let fetch = |at: &usize| {
        let file = &local[*at];
        for finding in look(&agent, base_url, out, file)? {
            held(&findings).entry(finding).or_default().push(&file.path);
        }
        pace(1);
        Ok(())
    };
    let (first, rest) = chosen.split_at(chosen.len().min(1));
    in_parallel(first, fetch)?;
    // A site that is not on the web yet would be waited for once for each file.
    if !held(&findings).keys().any(|finding| matches!(finding, Finding::Unreachable(_))) {
        in_parallel(rest, fetch)?;
    }
    let findings = std::mem::take(&mut *held(&findings));
    let counted = findings.into_iter().map(|(finding, mut paths)| {
        paths.sort_unstable();
        (finding, (paths.len(), of_path(paths[0]).to_string()))
    });
    Ok(Verification { fetched: chosen.len(), findings: counted.collect() })
}

/// Fetches one file.
fn look(agent: &Agent, base_url: &str, out: &Path, file: &LocalFile) -> Result<Vec<Finding>, DeployFault> {
    let address = format!("{base_url}{}", encode(of_path(&file.path)));
    let request = Request::builder()
        .uri(&address)
        .header("accept-encoding", "gzip")
        .header("cache-control", "no-cache");
    let Ok(request) = request.body(()) else { return Ok(vec![Finding::Unreachable("URL".into())]) };
    let mut answer = match agent.run(request) {
        Ok(answer) => answer,
        Err(error) => return Ok(vec![Finding::Unreachable(error.to_string())]),
    };
    let headers = answer.headers().clone();
    match answer.status().as_u16() {
        200 => {}
        300..400 => {
            let to = text(&headers, "location");
            let lower = address.to_lowercase();
            let is_lowered = address != lower && (to.ends_with(&lower) || lower.ends_with(to));
            return Ok(vec![if is_lowered { Finding::LowerCased } else { Finding::Redirected(host_of(to)) }]);
        }
        // Servers say so for the page of that name.
        404 if *file.path == *NOT_FOUND => return Ok(Vec::new()),
        status => return Ok(vec![Finding::Status(status)]),
    }
    let body = match answer.body_mut().with_config().limit(LARGEST).read_to_vec() {
        Ok(body) => body,
        Err(error) => return Ok(vec![Finding::Unreachable(error.to_string())]),
    };
    let is_packed = text(&headers, "content-encoding").eq_ignore_ascii_case("gzip");
    let mut findings = of_headers(&headers, file, is_packed);
    let body = if is_packed { unpacked(&body).unwrap_or_default() } else { body };
    if Digest::of_bytes(&body) != file.digest {
        // Without the file, nothing can be said.
        let path = &*file.path;
        let own = fs::read(out.join(path));
        let own =
            own.map_err(|error| DeployFault::Unreadable { path: path.into(), error: error.to_string() })?;
        if Digest::of_bytes(&own) != file.digest {
            return Err(DeployFault::Changed { path: path.into() });
        }
        findings.insert(0, Finding::Different);
    }
    Ok(findings)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn host_of(address: &str) -> String {
    address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

fn unpacked(body: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    GzDecoder::new(body).take(LARGEST).read_to_end(&mut plain).ok()?;
    Some(plain)
}

/// Finds what is wrong with the headers of a file.
pub(super) fn of_headers(headers: &HeaderMap, file: &LocalFile, is_packed: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let path = &*file.path;
    let expected = media_type(path);
    let sent = text(headers, "content-type").to_ascii_lowercase();
    let (kind, parameters) = sent.split_once(';').unwrap_or((&sent, ""));
    let ending = || path.rsplit('.').next().unwrap_or_default().to_string();
    if !is_same_type(kind.trim(), expected) {
        findings.push(Finding::Type { ending: ending(), sent: kind.trim().into(), expected });
    } else if expected.starts_with("text/")
        && parameters.contains("charset=")
        && !parameters.contains("utf-8")
    {
        findings.push(Finding::Charset(ending()));
    }
    if is_compressible(expected) && file.size >= WORTH_COMPRESSING && !is_packed {
        findings.push(Finding::Uncompressed);
    }
    let control = text(headers, "cache-control").to_ascii_lowercase();
    let age = control.split(',').find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
    let is_checked = ["no-cache", "no-store"].iter().any(|word| control.contains(word));
    if is_named_by_content(path) {
        if is_checked || age.is_none_or(|age| age < KEPT) {
            findings.push(Finding::NotKept);
        }
    } else if expected == "text/html" && !is_checked && age.is_some_and(|age| age > FRESH) {
        findings.push(Finding::KeptTooLong);
    }
    findings
}

/// Whether a type is the expected one, or another name of it.
fn is_same_type(sent: &str, expected: &str) -> bool {
    let plain = |kind: &str| {
        kind.replace("application/javascript", "text/javascript").replace("application/xml", "text/xml")
    };
    let feeds = ["application/atom+xml", "application/rss+xml"];
    plain(sent) == plain(expected)
        || (expected == "text/xml" && feeds.contains(&sent))
        || (expected == "text/x-opml" && ["text/xml", "application/xml"].contains(&sent))
        || (expected == "image/x-icon" && sent == "image/vnd.microsoft.icon")
        // Files of no known type are not interpreted.
        || expected == "application/octet-stream"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> LocalFile {
        LocalFile { path: path.into(), digest: Digest([0; 16]), size: 10_000, shows: None }
    }

    fn found(path: &str, headers: &[(&'static str, &str)], is_packed: bool) -> Vec<Finding> {
        let pairs = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        of_headers(&pairs.collect(), &file(path), is_packed)
    }

    #[test]
    fn headers_that_hosts_get_wrong_are_found() {
        let json = found("tim-kiem/chi-muc.json", &[("content-type", "text/plain")], true);
        let expected =
            Finding::Type { ending: "json".into(), sent: "text/plain".into(), expected: "application/json" };
        assert_eq!(json, [expected]);
        let html = ("content-type", "text/html; charset=windows-1258");
        assert_eq!(
            found("index.html", &[html], false),
            [Finding::Charset("html".into()), Finding::Uncompressed]
        );
        let kept = [("content-type", "text/html"), ("cache-control", "max-age=86400")];
        assert_eq!(found("index.html", &kept, true), [Finding::KeptTooLong]);
        let photo = [("content-type", "image/webp"), ("cache-control", "no-cache")];
        assert_eq!(found("anh/a.webp", &photo, false), [Finding::NotKept]);
        let right = [("content-type", "image/webp"), ("cache-control", "public, max-age=31536000")];
        assert_eq!(found("anh/a.webp", &right, false), []);
        assert_eq!(found("feed.xml", &[("content-type", "application/atom+xml")], true), []);
    }

    #[test]
    fn a_sample_has_every_kind_and_what_was_sent() {
        let local: Vec<LocalFile> = (0..2000)
            .flat_map(|n| {
                [file(&format!("anh/{n}.webp")), file(&format!("mo-hinh/{n}/index.html")), file("feed.xml")]
            })
            .collect();
        let chosen = sample(&local, &[1999], false);
        assert!(chosen.contains(&1999) && chosen.len() <= SAMPLE, "{}", chosen.len());
        for ending in [".webp", ".html", ".xml"] {
            assert!(chosen.iter().any(|at| local[*at].path.ends_with(ending)), "{ending}");
        }
        assert_eq!(sample(&local, &[], true).len(), local.len());
    }
}
