//! `guong.toml`: the site's settings.
//!
//! Takes the TOML table, gives the configuration with every default filled in.

use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::choice::word;
use super::link::is_web_address;
use super::table::TableReader;
use crate::address;
use crate::diagnostic::{Expected, Located, Problem};
use crate::remote::{self, ServerAddress};

/// The site's configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// The gallery's name.
    pub title: String,
    /// The address it will be published at, ending in `/`.
    pub base_url: String,
    /// The language of the interface: `vi` or `en`.
    pub language: String,
    /// One line below the title.
    pub tagline: Option<String>,
    /// A description for the home page and for link previews.
    pub description: Option<String>,
    /// The publishing office.
    pub publisher: Option<String>,
    /// The province of the office, assumed for places that name none.
    pub province: Option<Located<String>>,
    /// Whether names of administrative units are spelled `Hoà`, not `Hòa`.
    pub tones_on_second: bool,
    /// The address for feedback: a mail address or a web address.
    pub contact: Option<String>,
    /// Whether the whole site is sample content, which every page then states.
    pub sample: bool,
    /// Whether a search index is published.
    pub search: bool,
    /// The default licence of texts and photos.
    pub licence: Option<String>,
    /// The slugs of the entries shown first on the home page.
    pub featured: Vec<Located<String>>,
    /// The name of the site's own theme.
    pub theme: Option<Located<String>>,
    /// Names in the published folder that belong to the user (`.git`, `CNAME`).
    pub keep: Vec<Located<String>>,
    /// The number of years without verification after which an entry is marked as stale.
    pub stale_after_years: u16,
    /// The maximum size of a photo in megapixels.
    pub max_megapixels: u32,
    /// Whether only approved entries are published.
    pub require_approval: bool,
    /// The settings for photos.
    pub photos: PhotoSettings,
    /// The shared store of derived photos.
    pub cache: CacheSettings,
    /// What is published for newsrooms.
    pub press: PressSettings,
    /// Where the site is sent.
    pub deploy: DeploySettings,
}

/// Where the site is sent: `[deploy]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploySettings {
    /// The address of the usual target.
    pub to: Option<Located<String>>,
    /// Other targets: their names and addresses, in order of the names.
    pub named: Vec<(String, Located<String>)>,
    /// The web servers for which rules are published.
    pub rules: Vec<WebServer>,
}

/// A web server that reads rules from the published folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WebServer {
    /// Microsoft's.
    Iis,
    /// The Apache HTTP Server.
    Apache,
    /// nginx.
    Nginx,
    /// Hosts that read a file `_headers`: Netlify, Cloudflare Pages.
    #[serde(rename = "_headers")]
    Headers,
}

/// Where derived photos are kept: `[cache]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CacheSettings {
    /// The address of the store that machines share.
    pub store: Option<String>,
    /// Whether nothing is written there.
    pub read_only: bool,
}

/// What is published for newsrooms beside the pages: `[press]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PressSettings {
    /// Whether every entry has a card that other sites can show in a frame.
    pub embeds: bool,
    /// Whether entries have press kits.
    pub kits: bool,
}

/// A format that photos are published in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhotoFormat {
    /// Small files, read by every current browser.
    Webp,
    /// Read by every program.
    Jpeg,
}

/// How photos are converted, and what is required of them: `[photos]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoSettings {
    /// The formats of all widths. One JPEG is made in any case.
    pub formats: Vec<PhotoFormat>,
    /// The widths in pixels, ascending.
    pub widths: Vec<u32>,
    /// The quality of WebP, on libwebp's scale.
    pub webp_quality: u8,
    /// The quality of JPEG, on libjpeg's scale.
    pub jpeg_quality: u8,
    /// Whether photos whose licence allows it are offered for download in full size.
    pub downloads: bool,
    /// Whether a photo without recorded consent is an error.
    pub require_consent: bool,
    /// Whether a photo without alt text is an error.
    pub require_alt: bool,
    /// Whether a photo without a caption is an error.
    pub require_caption: bool,
}

impl Default for PhotoSettings {
    fn default() -> PhotoSettings {
        PhotoSettings {
            formats: vec![PhotoFormat::Webp],
            widths: vec![320, 640, 960, 1600],
            webp_quality: 80,
            jpeg_quality: 80,
            downloads: true,
            require_consent: false,
            require_alt: false,
            require_caption: false,
        }
    }
}

impl Default for Config {
    /// Returns settings for a site whose `guong.toml` cannot be read, so that its other files are still checked.
    fn default() -> Config {
        Config {
            title: String::new(),
            base_url: String::new(),
            language: "vi".into(),
            tagline: None,
            description: None,
            publisher: None,
            province: None,
            tones_on_second: false,
            contact: None,
            sample: false,
            search: true,
            licence: None,
            featured: Vec::new(),
            theme: None,
            keep: Vec::new(),
            stale_after_years: 2,
            max_megapixels: u32::MAX,
            require_approval: false,
            photos: PhotoSettings::default(),
            cache: CacheSettings::default(),
            press: PressSettings::default(),
            deploy: DeploySettings::default(),
        }
    }
}

/// Reads `guong.toml`. A missing or wrong value is reported and left empty, so that the rest of the site is
/// still checked.
pub(super) fn config(mut table: TableReader<'_, '_>) -> Config {
    check_version(&mut table);
    let title = table.text("title");
    let written = table.text("base_url");
    let base_url = written.clone().and_then(|at| base_url(&table, at)).unwrap_or_default();
    let record = Config {
        title: title.unwrap_or_default().value,
        base_url,
        language: table.choice("language").unwrap_or("vi").into(),
        tagline: table.words("tagline"),
        description: table.words("description"),
        publisher: table.words("publisher"),
        province: table.text("province"),
        tones_on_second: table.choice("tone_marks") == Some("second"),
        contact: contact(&mut table),
        sample: table.flag("sample"),
        search: table.flag("search"),
        licence: table.words("licence"),
        featured: table.texts("featured"),
        theme: table.text("theme"),
        keep: kept(&mut table),
        stale_after_years: table.whole_or_default("stale_after_years") as u16,
        max_megapixels: table.whole_or_default("max_megapixels") as u32,
        require_approval: table.flag("require_approval"),
        photos: table.table("photos").map(photos).unwrap_or_default(),
        cache: table.table("cache").map(cache).unwrap_or_default(),
        press: table.table("press").map(press).unwrap_or_default(),
        deploy: table.table("deploy").map(deploy).unwrap_or_default(),
    };
    if let Some(at) = written.filter(|_| is_example(&record.base_url)) {
        let base_url = at.value;
        table.problem(
            at.position,
            match record.press.embeds {
                true => Problem::EmbedsWithoutAddress { base_url },
                false => Problem::ExampleAddress { base_url },
            },
        );
    }
    table.finish();
    record
}

/// Whether an address is one that belongs to nobody, reserved for examples (RFC 2606, 3), as `guong init` writes it.
fn is_example(base_url: &str) -> bool {
    let host =
        base_url.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or_default();
    ["example.org", "example.com", "example.net"].contains(&host.trim_start_matches("www."))
}

fn cache(mut table: TableReader<'_, '_>) -> CacheSettings {
    let mut store = table.text("store");
    if let Some(at) = store.take_if(|at| !remote::is_address(&at.value)) {
        table.problem(at.position, Problem::BadStore { written: at.value });
    }
    let settings = CacheSettings { store: store.map(|at| at.value), read_only: table.flag("read_only") };
    table.finish();
    settings
}

fn press(mut table: TableReader<'_, '_>) -> PressSettings {
    let settings = PressSettings { embeds: table.flag("embeds"), kits: table.flag("kits") };
    table.finish();
    settings
}

/// Reads the address of a target, which never has a password in it.
fn target(table: &mut TableReader<'_, '_>) -> Option<Located<String>> {
    let at = table.text("to")?;
    let server = ServerAddress::of(&at.value);
    let problem = match &server {
        Some(server) if server.has_password => Problem::PasswordWritten { key: table.key("to") },
        None if !remote::is_address(&at.value) => Problem::BadTarget { written: at.value.clone() },
        _ => return Some(at),
    };
    table.problem(at.position, problem);
    None
}

fn deploy(mut table: TableReader<'_, '_>) -> DeploySettings {
    let to = target(&mut table);
    let mut rules: Vec<WebServer> = table.choices("rules").into_iter().filter_map(word).collect();
    rules.sort();
    rules.dedup();
    let mut named = Vec::new();
    for (name, mut other) in table.others() {
        named.extend(target(&mut other).map(|to| (name.to_string(), to)));
        other.finish();
    }
    table.finish();
    DeploySettings { to, named, rules }
}

/// Reports a site that requires a newer version of the program.
fn check_version(table: &mut TableReader<'_, '_>) {
    let Some(requires) = table.text("requires") else { return };
    let parts = |version: &str| -> Option<Vec<u32>> {
        let plain = version.split(['-', '+']).next().unwrap_or_default();
        plain.trim_start_matches('v').split('.').map(|part| part.parse().ok()).collect()
    };
    let own = env!("CARGO_PKG_VERSION");
    let problem = match parts(&requires.value) {
        None => Problem::WrongType { key: "requires".into(), expected: Expected::Version },
        required if required > parts(own) => {
            Problem::TooOld { requires: requires.value, version: own.into() }
        }
        Some(_) => return,
    };
    table.problem(requires.position, problem);
}

fn photos(mut table: TableReader<'_, '_>) -> PhotoSettings {
    let default = PhotoSettings::default();
    let mut formats: Vec<PhotoFormat> = table.choices("formats").into_iter().filter_map(word).collect();
    formats.sort();
    formats.dedup();
    let mut widths: Vec<u32> = table.wholes("widths").into_iter().map(|n| n as u32).collect();
    widths.sort();
    widths.dedup();
    let settings = PhotoSettings {
        webp_quality: table.whole_or_default("webp_quality") as u8,
        jpeg_quality: table.whole_or_default("jpeg_quality") as u8,
        formats: if formats.is_empty() { default.formats } else { formats },
        widths: if widths.is_empty() { default.widths } else { widths },
        downloads: table.flag("downloads"),
        require_consent: table.flag("require_consent"),
        require_alt: table.flag("require_alt"),
        require_caption: table.flag("require_caption"),
    };
    table.finish();
    settings
}

/// Reads the names to keep in the published folder; each must be a valid path on every system.
fn kept(table: &mut TableReader<'_, '_>) -> Vec<Located<String>> {
    let mut kept = table.texts("keep");
    kept.retain(|at| {
        let is_sound = address::check_path(at.value.trim_end_matches('/')).is_ok();
        if !is_sound {
            table.problem(at.position, Problem::BadKept { written: at.value.clone() });
        }
        is_sound
    });
    kept
}

/// Reads the address at which the site will be published, and adds a final `/`: scheme and host, optionally with
/// a port and a folder, but without anything that addresses below it would inherit (RFC 3986, 3). Non-ASCII
/// characters are percent-encoded.
fn base_url(table: &TableReader<'_, '_>, at: Located<String>) -> Option<String> {
    let strange = ['?', '#', '"', '<', '>', '\\', '^', '`', '{', '|', '}', '@'];
    let parsed = is_web_address(&at.value) && !at.value.contains(strange);
    let url = parsed.then(|| at.value.split_once("://")).flatten().and_then(|(scheme, rest)| {
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
        let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
        let is_host = is_host(name) && port.is_none_or(is_port);
        let path = path.trim_matches('/');
        let is_path = path.is_empty() || !path.split('/').any(|part| matches!(part, "" | "." | ".."));
        (is_host && is_path).then(|| {
            let path = encode(path);
            let end = if path.is_empty() { "" } else { "/" };
            format!("{}://{}/{path}{end}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase())
        })
    });
    if url.is_none() {
        table.problem(at.position, Problem::BadWebAddress { key: table.key("base_url"), written: at.value });
    }
    url
}

/// Whether a name is a valid domain name in ASCII (RFC 1123, 2.1).
fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

/// Percent-encodes every non-ASCII byte of a path (RFC 3987, 3.1), and every `%` that encodes nothing.
fn encode(path: &str) -> String {
    let mut parts = path.split('%').map(|part| utf8_percent_encode(part, &AsciiSet::EMPTY).to_string());
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |encoded, part| {
        let encodes = part.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        encoded + if encodes { "%" } else { "%25" } + &part
    })
}

/// Reads the contact; a mail address becomes a `mailto:` URL.
fn contact(table: &mut TableReader<'_, '_>) -> Option<String> {
    let at = table.text("contact")?;
    let address = at.value.strip_prefix("mailto:").unwrap_or(&at.value);
    let is_mail = address.split_once('@').is_some_and(|(name, host)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        !name.is_empty() && host.contains('.') && name.chars().all(plain) && host.chars().all(plain)
    });
    if is_mail {
        return Some(format!("mailto:{address}"));
    }
    if is_web_address(&at.value) {
        return Some(at.value);
    }
    table.problem(at.position, Problem::BadContact { written: at.value });
    None
}
