//! How a published site is to be served: media types, caching, and the rules that tell web servers so.
//!
//! Takes paths and views, gives header values and the text of rules. Preview, deployment and rules agree, because all
//! ask here.

use std::fmt::Write;

use crate::address::{ASSETS, ATTACHMENTS, NOT_FOUND, PHOTOS, SEARCH_INDEX};
use crate::parse::WebServer;
use crate::plan::view::ServerRules;

/// For files whose names change with their content.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// For style sheets and scripts, whose links carry a version.
const HOUR: &str = "public, max-age=3600";
/// For pages and lists: kept, but checked before each use.
const CHECKED: &str = "no-cache";

/// The folders of files whose names change with their content.
const NAMED_BY_CONTENT: [&str; 3] = [PHOTOS, ATTACHMENTS, SEARCH_INDEX];

/// Types that servers often lack, by extension.
const TYPES: [(&str, &str); 10] = [
    ("csv", "text/csv"),
    ("geojson", "application/geo+json"),
    ("json", "application/json"),
    ("jsonld", "application/ld+json"),
    ("opml", "text/x-opml"),
    ("svg", "image/svg+xml"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// The media type of a file, by its name.
pub fn media_type(path: &str) -> &'static str {
    mime_guess::from_path(path).first_raw().unwrap_or("application/octet-stream")
}

/// A media type as it is sent: all text of a site is UTF-8.
pub fn with_charset(media_type: &str) -> String {
    let charset = if media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
    format!("{media_type}{charset}")
}

/// How long a file may be kept by browsers (RFC 9111).
pub fn cache_control(path: &str) -> &'static str {
    match path {
        _ if NAMED_BY_CONTENT.iter().any(|folder| path.starts_with(folder)) => FOREVER,
        _ if path.starts_with(ASSETS) => HOUR,
        _ => CHECKED,
    }
}

/// Whether a server should compress files of a media type.
pub fn is_compressible(media_type: &str) -> bool {
    let ends = ["json", "xml", "javascript"];
    media_type.starts_with("text/") || ends.iter().any(|end| media_type.ends_with(end))
}

/// Writes the rules for a web server.
pub(super) fn rules(rules: &ServerRules) -> String {
    match rules.server {
        WebServer::Iis => iis(),
        WebServer::Apache => apache(&rules.base),
        WebServer::Nginx => nginx(&rules.base),
        WebServer::Headers => headers(&rules.base),
    }
}

/// Rules for IIS 7 and later. An unknown extension is answered with 404 there, so that types are declared.
fn iis() -> String {
    let mut types = String::new();
    for (ending, media_type) in TYPES {
        let _ = write!(
            types,
            "      <remove fileExtension=\".{ending}\" />\n      <mimeMap fileExtension=\".{ending}\" mimeType=\"{media_type}\" />\n"
        );
    }
    let cached = |folder: &str, days: &str| {
        format!(
            "  <location path=\"{}\">\n    <system.webServer>\n      <staticContent>\n        \
             <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"{days}\" />\n      \
             </staticContent>\n    </system.webServer>\n  </location>\n",
            folder.trim_end_matches('/')
        )
    };
    let folders: String = NAMED_BY_CONTENT.iter().map(|folder| cached(folder, "365.00:00:00")).collect();
    let assets = cached(ASSETS, "0.01:00:00");
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n  <system.webServer>\n    \
         <defaultDocument>\n      <files>\n        <clear />\n        <add value=\"index.html\" />\n      </files>\n    \
         </defaultDocument>\n    <staticContent>\n{types}      <clientCache cacheControlMode=\"DisableCache\" />\n    \
         </staticContent>\n    <urlCompression doStaticCompression=\"true\" />\n    \
         <httpErrors errorMode=\"Custom\">\n      <remove statusCode=\"404\" />\n      \
         <error statusCode=\"404\" path=\"{NOT_FOUND}\" responseMode=\"File\" />\n    </httpErrors>\n    \
         <security>\n      <requestFiltering>\n        <hiddenSegments>\n          <add segment=\".guong-sent\" />\n          \
         <add segment=\".guong-sending\" />\n        </hiddenSegments>\n      </requestFiltering>\n    </security>\n  \
         </system.webServer>\n{folders}{assets}</configuration>\n"
    )
}

/// Rules for Apache 2.4, where the host lets `.htaccess` set them (`AllowOverride FileInfo Indexes AuthConfig`).
fn apache(base: &str) -> String {
    let types: String = TYPES.iter().map(|(ending, kind)| format!("AddType {kind} .{ending}\n")).collect();
    let folders = pattern(&NAMED_BY_CONTENT);
    format!(
        "AddDefaultCharset utf-8\nAddCharset utf-8 .css .csv .js .json .opml .txt .xml\n{types}\
         DirectoryIndex index.html\nErrorDocument 404 {base}{NOT_FOUND}\n\
         <FilesMatch \"^\\.guong-\">\n  Require all denied\n</FilesMatch>\n\
         <IfModule mod_setenvif.c>\n  SetEnvIf Request_URI \"^{path}({folders})\" guong_forever\n  \
         SetEnvIf Request_URI \"^{path}{ASSETS}\" guong_hour\n</IfModule>\n\
         <IfModule mod_headers.c>\n  Header set Cache-Control \"{CHECKED}\"\n  \
         Header set Cache-Control \"{FOREVER}\" env=guong_forever\n  \
         Header set Cache-Control \"{HOUR}\" env=guong_hour\n  \
         Header set X-Content-Type-Options \"nosniff\"\n</IfModule>\n\
         <IfModule mod_deflate.c>\n  AddOutputFilterByType DEFLATE text/html text/css text/javascript text/plain \
         text/xml text/csv application/json application/ld+json application/manifest+json application/geo+json image/svg+xml\n</IfModule>\n",
        path = escaped(base),
    )
}

/// Rules for nginx, to be included in the block of the server.
fn nginx(base: &str) -> String {
    let path = escaped(base);
    let typed = |(ending, kind): &(&str, &str)| {
        format!(
            "location ~ \\.{ending}$ {{\n    types {{ }}\n    default_type {kind};\n    \
             add_header Cache-Control \"{CHECKED}\";\n    add_header X-Content-Type-Options nosniff;\n}}\n"
        )
    };
    // nginx knows the others.
    let lacking = ["csv", "geojson", "jsonld", "opml", "webmanifest"];
    let types: String = TYPES.iter().filter(|(ending, _)| lacking.contains(ending)).map(typed).collect();
    let cached = |pattern: &str, control: &str| {
        format!(
            "location ~ ^{path}{pattern} {{\n    add_header Cache-Control \"{control}\";\n    \
             add_header X-Content-Type-Options nosniff;\n}}\n"
        )
    };
    format!(
        "# Trong khối server {{ }} của nginx: include {base_file};\n\
         charset utf-8;\ncharset_types text/css text/csv text/javascript text/plain text/xml text/x-opml application/javascript;\n\
         gzip on;\ngzip_vary on;\ngzip_types text/css text/csv text/javascript text/plain text/xml text/x-opml \
         application/javascript application/json application/ld+json application/manifest+json application/geo+json image/svg+xml;\n\
         index index.html;\nerror_page 404 {base}{NOT_FOUND};\nlocation ~ /\\.guong- {{\n    return 404;\n}}\n\
         {forever}{hour}{types}{rest}",
        base_file = "/…/nginx-guong.conf",
        forever = cached(&format!("({})", pattern(&NAMED_BY_CONTENT)), FOREVER),
        hour = cached(ASSETS, HOUR),
        rest = cached("", CHECKED),
    )
}

/// Rules for hosts that read `_headers`. Headers of several matching rules are joined there, so that only folders that
/// do not overlap have any; pages have what these hosts set by themselves, which is right.
fn headers(base: &str) -> String {
    let rule = |folder: &str, control| format!("{base}{folder}*\n  Cache-Control: {control}\n");
    NAMED_BY_CONTENT.iter().map(|folder| rule(folder, FOREVER)).chain([rule(ASSETS, HOUR)]).collect()
}

/// Returns a regular expression that matches one of the folders.
fn pattern(folders: &[&str]) -> String {
    folders.join("|")
}

/// Returns a path as a regular expression.
fn escaped(path: &str) -> String {
    path.replace('.', "\\.").replace('+', "\\+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_change_with_the_content_are_kept_forever() {
        assert_eq!(cache_control("anh/0f-960.webp"), FOREVER);
        assert_eq!(cache_control("tim-kiem/chi-muc/b-0f.bin"), FOREVER);
        assert_eq!(cache_control("assets/style.css"), HOUR);
        for checked in ["index.html", "tim-kiem/chi-muc.json", "mo-hinh/anh/index.html", "feed.xml"] {
            assert_eq!(cache_control(checked), CHECKED, "{checked}");
        }
    }

    #[test]
    fn declared_types_are_those_that_preview_sends() {
        for (ending, declared) in TYPES {
            assert_eq!(media_type(&format!("a.{ending}")), declared);
        }
    }

    #[test]
    fn rules_name_the_path_of_the_site() {
        for server in [WebServer::Apache, WebServer::Nginx, WebServer::Headers] {
            let text = rules(&ServerRules { server, base: "/dan.van/".into() });
            assert!(text.contains("/dan.van/") || text.contains("/dan\\.van/"), "{text}");
        }
        let iis = rules(&ServerRules { server: WebServer::Iis, base: "/".into() });
        assert!(iis.contains("<location path=\"tim-kiem/chi-muc\">"), "{iis}");
    }

    #[test]
    fn files_have_the_types_that_browsers_know() {
        for (file, sent) in [
            ("mo-hinh/index.html", "text/html; charset=utf-8"),
            ("assets/style.css", "text/css; charset=utf-8"),
            ("assets/search.js", "text/javascript; charset=utf-8"),
            ("tim-kiem/chi-muc.json", "application/json"),
            ("ban-do.geojson", "application/geo+json"),
            ("site.webmanifest", "application/manifest+json"),
            ("feed.xml", "text/xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("so-lieu.CSV", "text/csv; charset=utf-8"),
            ("lich.ics", "text/calendar; charset=utf-8"),
            ("anh/a.webp", "image/webp"),
            ("anh/a.avif", "image/avif"),
            ("anh/a.jpg", "image/jpeg"),
            ("anh/a.svg", "image/svg+xml"),
            ("favicon.ico", "image/x-icon"),
            ("assets/chu.woff2", "font/woff2"),
            ("phim.mp4", "video/mp4"),
            ("tep/phụ lục.pdf", "application/pdf"),
            ("don.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("bang.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("khong-ten", "application/octet-stream"),
        ] {
            assert_eq!(with_charset(media_type(file)), sent, "{file}");
        }
    }
}
