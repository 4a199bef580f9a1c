//! Resolves the links of texts to addresses.
//!
//! Takes the addresses of everything that has one, gives the target of a path as written in a text;
//! reports broken links and addresses that two files claim.

use foldhash::HashMap;

use super::{Attachment, LinkTarget};
use crate::address;
use crate::diagnostic::{Diagnostic, Located, Problem};
use crate::parse::decode;
use crate::text::nearest;

/// What a path or an address refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resource<'p> {
    /// A page or file that visitors see.
    Shown {
        /// The address, relative to the site's root.
        address: String,
        /// The anchors of its headings, sorted; `None` if unknown.
        anchors: Option<&'p [String]>,
        /// The file, if it is an attachment.
        attachment: Option<Attachment>,
    },
    /// A hidden entry or page: no trace of it may appear.
    Hidden,
    /// A file beside a hidden entry.
    HiddenFile,
    /// An original photo, which is never published.
    Original,
    /// A file that is not published.
    Stray,
}

/// Every source file and every address of the site.
#[derive(Debug, Default)]
pub(super) struct Addresses<'p> {
    /// By the path of the source.
    by_source: HashMap<&'p str, Resource<'p>>,
    /// By address, with the source that claimed it first; `None` if the resource is that source's own.
    by_address: HashMap<String, (&'p str, Option<Resource<'p>>)>,
}

/// Maximum number of headings compared to find the nearest one.
const ANCHORS_COMPARED: usize = 200;

impl<'p> Addresses<'p> {
    /// Returns the addresses that every gallery has.
    pub(super) fn new() -> Addresses<'p> {
        let mut addresses = Addresses::default();
        for own in address::PAGES {
            let resource = Resource::Shown { address: own.to_string(), anchors: None, attachment: None };
            addresses.by_address.insert(own.to_string(), ("Guong", Some(resource)));
        }
        addresses
    }

    /// Records the address of a source. If it is taken already, returns its owner as the error.
    pub(super) fn claim(
        &mut self,
        source: &'p str,
        address: &str,
        anchors: Option<&'p [String]>,
    ) -> Result<(), String> {
        let resource = Resource::Shown { address: address.to_string(), anchors, attachment: None };
        self.by_source.insert(source, resource);
        self.insert(source, address, None)
    }

    /// Records a further address of a source: a former one, or that of a record in it.
    pub(super) fn claim_also(&mut self, source: &'p str, address: &str) -> Result<(), String> {
        let resource = Resource::Shown { address: address.to_string(), anchors: None, attachment: None };
        self.insert(source, address, Some(resource))
    }

    fn insert(
        &mut self,
        source: &'p str,
        address: &str,
        resource: Option<Resource<'p>>,
    ) -> Result<(), String> {
        if let Some((owner, _)) = self.by_address.get(address) {
            return Err(owner.to_string());
        }
        self.by_address.insert(address.to_string(), (source, resource));
        Ok(())
    }

    /// Records a file that texts may link to.
    pub(super) fn attach(&mut self, source: &'p str, address: &str, attachment: Attachment) {
        let address = address.to_string();
        let resource = Resource::Shown { address, anchors: None, attachment: Some(attachment) };
        self.by_source.insert(source, resource);
    }

    /// Records a file beside a hidden entry.
    pub(super) fn hide_file(&mut self, source: &'p str) {
        self.by_source.insert(source, Resource::HiddenFile);
    }

    /// Records an original photo; no link may lead to it.
    pub(super) fn add_original(&mut self, source: &'p str) {
        self.by_source.insert(source, Resource::Original);
    }

    /// Records a file that has no role.
    pub(super) fn add_stray(&mut self, source: &'p str) {
        self.by_source.entry(source).or_insert(Resource::Stray);
    }

    /// Records a source that is hidden, and the address that it would have.
    pub(super) fn hide(&mut self, source: &'p str, address: &str) {
        self.by_source.insert(source, Resource::Hidden);
        self.by_address.entry(address.to_string()).or_insert((source, Some(Resource::Hidden)));
    }

    /// Returns the target of a link in the file `from`, as a URL. Returns `None`, with a diagnostic, if the target is
    /// hidden or missing.
    pub(super) fn resolve(
        &self,
        from: &str,
        link: &Located<String>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<LinkTarget> {
        let (path, rest) = match link.value.find(['#', '?']) {
            Some(at) => link.value.split_at(at),
            None => (link.value.as_str(), ""),
        };
        let mut report = |problem| problems.push(Diagnostic::new(from, link.position, problem));
        match self.find(from, &decode(path)) {
            Some(Resource::Hidden) => {
                report(Problem::HiddenReference { target: link.value.clone() });
                None
            }
            Some(Resource::HiddenFile) => {
                // An entry under embargo may link to its own files.
                let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
                if !join(from, &decode(path)).is_some_and(|target| address::overlap(&target, folder)) {
                    report(Problem::HiddenReference { target: link.value.clone() });
                }
                None
            }
            Some(Resource::Original) => {
                report(Problem::PhotoLinked { file: link.value.clone() });
                None
            }
            Some(Resource::Stray) => {
                report(Problem::FileNotPublished { file: link.value.clone() });
                None
            }
            Some(Resource::Shown { address, anchors, attachment }) => {
                let anchor = rest.strip_prefix('#').filter(|anchor| !anchor.is_empty());
                if let (Some(anchor), Some(known)) = (anchor, anchors)
                    && known.binary_search_by(|a| a.as_str().cmp(anchor)).is_err()
                {
                    let near = nearest(anchor, known.iter().take(ANCHORS_COMPARED).map(String::as_str), 1)
                        .first()
                        .map(|n| n.to_string());
                    report(Problem::BrokenAnchor { anchor: anchor.to_string(), nearest: near });
                }
                let address = address::encode(address) + &address::encode_rest(rest);
                Some(LinkTarget { address, attachment: *attachment })
            }
            None => {
                // The file's name may contain `#` or `?`, which ended the path.
                let whole = (!rest.is_empty()).then(|| self.find(from, &decode(&link.value))).flatten();
                let nearest = whole.map(|_| link.value.replace('#', "%23").replace('?', "%3F"));
                report(Problem::BrokenLink { target: link.value.clone(), nearest });
                None
            }
        }
    }

    /// Reports a reference in raw HTML of the page `from` if it is broken, or if it starts with `/` and therefore
    /// works only while the site is at the root of its host: raw references are published as written.
    pub(super) fn refer(&self, from: &str, link: &Located<String>, problems: &mut Vec<Diagnostic>) {
        let Some(Resource::Shown { address: page, .. }) = self.by_source.get(from) else { return };
        let path = link.value.split(['#', '?']).next().unwrap_or_default();
        let rooted = path.starts_with('/');
        let resolves = match path.strip_prefix('/') {
            Some(path) => self.is_public(path),
            None => path.is_empty() || join(page, path).is_some_and(|target| self.is_public(&target)),
        };
        if rooted || !resolves {
            let problem = Problem::RawReference { target: link.value.clone(), rooted: rooted && resolves };
            problems.push(Diagnostic::new(from, link.position, problem));
        }
    }

    /// Whether an address is one that visitors can open.
    fn is_public(&self, address: &str) -> bool {
        let address = address.strip_suffix("index.html").unwrap_or(address).trim_end_matches('/');
        let top = address.split('/').next().unwrap_or_default();
        if address::is_reserved(top) && !["mo-hinh", "van-ban"].contains(&top) {
            return true;
        }
        let known = self.by_address.get(address).or_else(|| self.by_address.get(&format!("{address}/")));
        known.is_some_and(|(source, resource)| {
            let resource = resource.as_ref().or_else(|| self.by_source.get(*source));
            matches!(resource, Some(Resource::Shown { .. }))
        })
    }

    fn find(&self, from: &str, path: &str) -> Option<&Resource<'p>> {
        if let Some(address) = path.strip_prefix('/') {
            let address = address.strip_suffix("index.html").unwrap_or(address);
            let known = self.by_address.get(address);
            let (source, resource) = known.or_else(|| self.by_address.get(&format!("{address}/")))?;
            return resource.as_ref().or_else(|| self.by_source.get(*source));
        }
        let target = join(from, path)?;
        let candidates = [target.clone(), format!("{target}/index.md"), format!("{target}.md")];
        candidates.iter().find_map(|path| self.by_source.get(path.as_str()))
    }

    /// Returns the base names of sources, sorted, each with its source.
    pub(super) fn names(&self) -> Vec<(&str, &str)> {
        let is_addressed =
            |resource: &Resource| matches!(resource, Resource::Shown { .. } | Resource::Hidden);
        let sources = self.by_source.iter().filter(|(_, resource)| is_addressed(resource));
        let mut names: Vec<_> = sources.map(|(source, _)| (base_name(source), *source)).collect();
        names.sort_unstable();
        names
    }

    /// Suggests a target for a broken link: the path, relative to `from`, of the source whose base name is nearest,
    /// or the whole URL if the link is a web address without its scheme.
    pub(super) fn suggest(&self, names: &[(&str, &str)], from: &str, link: &str) -> Option<String> {
        if is_bare_host(link) {
            return Some(format!("https://{link}"));
        }
        let path = decode(link.split(['#', '?']).next().unwrap_or(link));
        let near = *nearest(base_name(&path), names.iter().map(|(name, _)| *name), 1).first()?;
        let at = names.partition_point(|(name, _)| *name < near);
        Some(relative(from, names[at].1).replace('%', "%25").replace('#', "%23").replace('?', "%3F"))
    }
}

/// Whether a link is a web address without its scheme: `www.example.vn/x`.
fn is_bare_host(link: &str) -> bool {
    let host = link.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let known = [".vn", ".com", ".org", ".net"].iter().any(|ending| host.ends_with(ending));
    host.starts_with("www.") || (known && !host.starts_with('.'))
}

/// Returns the name that identifies a file: its stem, or its folder's name for an `index.md`.
fn base_name(path: &str) -> &str {
    let path = path.trim_end_matches("index.md").trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Resolves a path relative to the folder of `from`. Returns `None` if it leaves the site.
pub(super) fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the path of `to` relative to the folder of `from`.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = &from[..from.len() - 1];
    let common = folders.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut path = "../".repeat(folders.len() - common);
    path.push_str(&to[common..].join("/"));
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Position;

    fn link(text: &str) -> Located<String> {
        Located { value: text.into(), position: Position::default() }
    }

    fn site(anchors: &[String]) -> Addresses<'_> {
        let mut addresses = Addresses::new();
        addresses.claim("content/entries/2019/tha-ca/index.md", "mo-hinh/tha-ca/", Some(anchors)).unwrap();
        addresses.claim("static/van-ban.pdf", "van-ban.pdf", None).unwrap();
        addresses.claim("static/mẫu #1 100%.pdf", "mẫu #1 100%.pdf", None).unwrap();
        addresses.hide("content/entries/nhap/index.md", "mo-hinh/nhap/");
        addresses
    }

    #[test]
    fn links_lead_to_addresses() {
        let anchors = ["cach-lam".to_string()];
        let (site, from) = (site(&anchors), "content/entries/ao/index.md");
        let mut problems = Vec::new();
        let mut go = |text: &str| Some(site.resolve(from, &link(text), &mut problems)?.address);
        let there = Some("mo-hinh/tha-ca/".to_string());
        assert_eq!(go("../2019/tha-ca/index.md"), there);
        assert_eq!(go("../2019/tha-ca/"), there);
        assert_eq!(go("../2019/tha-ca/index.md#cach-lam"), Some("mo-hinh/tha-ca/#cach-lam".into()));
        assert_eq!(go("/mo-hinh/tha-ca"), there);
        assert_eq!(go("/van-ban.pdf"), Some("van-ban.pdf".into()));
        assert_eq!(go("/"), Some("".into()));
        assert_eq!(go("/mẫu %231 100%25.pdf"), Some("m%E1%BA%ABu%20%231%20100%25.pdf".into()));
        assert_eq!(go("/mẫu %231 100%.pdf"), Some("m%E1%BA%ABu%20%231%20100%25.pdf".into()));
        assert_eq!(go("/?q=a%23b#ket-qua"), Some("?q=a%23b#ket-qua".into()));
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn raw_references_are_those_of_the_published_page() {
        let mut site = site(&[]);
        site.claim("content/pages/x.md", "x/", None).unwrap();
        let rooted = |text: &str| {
            let mut problems = Vec::new();
            site.refer("content/pages/x.md", &link(text), &mut problems);
            problems.pop().map(|found| matches!(found.problem, Problem::RawReference { rooted: true, .. }))
        };
        for sound in [
            "../mo-hinh/tha-ca/",
            "../mo-hinh/tha-ca/index.html#a",
            "../van-ban.pdf",
            "..",
            "../x/",
            "?a",
            "../feed.xml",
        ] {
            assert_eq!(rooted(sound), None, "{sound}");
        }
        for dead in [
            "anh.jpg",
            "khong-co/",
            "../../x/",
            "../content/entries/2019/tha-ca/index.md",
            "/khong-co/",
            "../mo-hinh/nhap/",
        ] {
            assert_eq!(rooted(dead), Some(false), "{dead}");
        }
        assert_eq!(rooted("/mo-hinh/tha-ca/"), Some(true));
    }

    #[test]
    fn broken_links_suggest_the_nearest_target() {
        let anchors = ["cach-lam".to_string()];
        let site = site(&anchors);
        let mut problems = Vec::new();
        let from = "content/entries/ao/index.md";
        assert_eq!(site.resolve(from, &link("../tha-ca/index.md"), &mut problems), None);
        assert_eq!(
            problems.pop().unwrap().problem,
            Problem::BrokenLink { target: "../tha-ca/index.md".into(), nearest: None }
        );
        let suggest = |link: &str| site.suggest(&site.names(), from, link);
        assert_eq!(suggest("../tha-ca/index.md#a"), Some("../2019/tha-ca/index.md".into()));
        assert_eq!(suggest("www.baonghean.vn/a"), Some("https://www.baonghean.vn/a".into()));
        assert_eq!(site.resolve(from, &link("../../../../../etc/passwd"), &mut problems), None);
        assert_eq!(site.resolve(from, &link("../nhap/index.md"), &mut problems), None);
        assert_eq!(problems.pop().unwrap().problem.code(), "W0208");
        site.resolve(from, &link("/mo-hinh/tha-ca/#x"), &mut problems);
        assert_eq!(problems.pop().unwrap().problem.code(), "W0216");
    }
}
