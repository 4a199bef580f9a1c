//! The start page: galleries are opened and made in the browser.

use std::process::Stdio;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::client::page;
use crate::serve::browser::{Page, exchange};
use crate::support::Gallery;

/// Held by each test while its program runs: an editor keeps its port between runs only if no other program takes it.
static PORTS: Mutex<()> = Mutex::new(());

struct Start {
    child: std::process::Child,
    host: String,
    cookie: String,
}

impl Drop for Start {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Start {
    fn ask(&self, method: &str, target: &str, body: &str) -> (u16, Value) {
        let (host, cookie, length) = (&self.host, &self.cookie, body.len());
        let ask = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let page = page(&exchange(host.parse().unwrap(), ask.as_bytes()));
        (page.status, serde_json::from_slice(&page.body).unwrap_or(Value::Null))
    }
}

/// Enters an address with a secret; returns the answer and the cookie.
fn enter(entrance: &str) -> (Page, String) {
    let (host, target) = entrance.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let ask = format!("GET /{target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let page = page(&exchange(host.parse().unwrap(), ask.as_bytes()));
    let cookie = page.header("Set-Cookie").unwrap().split(';').next().unwrap().to_string();
    (page, cookie)
}

/// Starts the program; returns its start page, and the address that lets a browser in.
fn started(gallery: &Gallery) -> (Start, String) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_guong"))
        .args(["start", "--lang", "en"])
        .env("GUONG_CONFIG", gallery.at("settings"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let line = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("/vao?k="))).unwrap().unwrap();
    let entrance = line.split_whitespace().find(|word| word.contains("/vao?k=")).unwrap().to_string();
    let (entered, cookie) = enter(&entrance);
    let host = entrance.split('/').nth(2).unwrap().to_string();
    assert_eq!(entered.header("Location"), Some(format!("http://{host}/mo").as_str()));
    (Start { child, host, cookie }, entrance)
}

#[test]
fn the_editor_of_a_gallery_has_the_same_address_in_the_next_run() {
    let _ports = PORTS.lock().unwrap_or_else(PoisonError::into_inner);
    let gallery = Gallery::empty();
    let here = gallery.path().canonicalize().unwrap();
    let origin = |answer: (u16, Value)| {
        assert_eq!(answer.0, 200, "{answer:?}");
        answer.1["go"].as_str().unwrap().split_once("/vao").unwrap().0.to_string()
    };
    let names = ["mot", "hai"];
    let (start, _) = started(&gallery);
    let first = names.map(|name| {
        let body = json!({ "path": here, "name": name, "title": name });
        origin(start.ask("POST", "/api/make", &body.to_string()))
    });
    drop(start);
    // Opened in another order, each is where the browser has kept what was not saved.
    let (start, _) = started(&gallery);
    for (name, first) in names.iter().zip(&first).rev() {
        let body = json!({ "path": here.join(name) });
        assert_eq!(&origin(start.ask("POST", "/api/open", &body.to_string())), first, "{name}");
    }
}

#[test]
fn the_start_page_leaves_the_ports_of_editors_free() {
    let _ports = PORTS.lock().unwrap_or_else(PoisonError::into_inner);
    let gallery = Gallery::empty();
    let ports = |skip: u16| {
        let known = (1110..1120).filter(|port| *port != skip);
        json!(known.map(|port| json!({ "path": "/khac", "title": "Khác", "port": port })).collect::<Vec<_>>())
    };
    gallery.write("settings/gan-day.json", &ports(1115).to_string());
    let (start, _) = started(&gallery);
    let own: u16 = start.host.rsplit(':').next().unwrap().parse().unwrap();
    assert!(own == 1115 || own >= 1120, "{own}");
}

#[test]
fn a_gallery_is_made_and_opened_without_a_command_line() {
    let _ports = PORTS.lock().unwrap_or_else(PoisonError::into_inner);
    let gallery = Gallery::empty();
    let (start, entrance) = started(&gallery);
    assert_eq!(start.ask("GET", "/api/state", "").1["mode"], "start");
    // A second double-click leads to the page that runs, and ends.
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_guong"))
        .args(["start", "--lang", "en"])
        .env("GUONG_CONFIG", gallery.at("settings"))
        .output()
        .unwrap();
    assert!(second.status.success());
    assert!(String::from_utf8(second.stdout).unwrap().contains(&entrance));
    #[cfg(unix)]
    {
        let file = std::fs::metadata(gallery.at("settings/dang-chay.txt")).unwrap();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.permissions()) & 0o777, 0o600);
    }
    assert_eq!(start.ask("GET", "/api/list", "").0, 409);
    assert_eq!(start.ask("GET", "/api/start", "").1["recent"], json!([]));
    let here = gallery.path().canonicalize().unwrap();
    let make = |name: &str, title: &str, address: &str| {
        let body = json!({ "path": here, "name": name, "title": title, "office": "Ban \"Dân vận\"", "province": "Nghệ An", "base_url": address });
        start.ask("POST", "/api/make", &body.to_string())
    };
    for (name, title, address, field) in [
        ("con", "A", "", "name"),
        ("../x", "A", "", "name"),
        ("a", "", "", "title"),
        ("a", "A", "khong phai", "base_url"),
    ] {
        let (status, refused) = make(name, title, address);
        assert_eq!((status, &refused["field"]), (422, &json!(field)), "{refused}");
    }
    assert!(!gallery.at("a").exists());
    let (status, made) = make("trang", "Trang mới", "https://trang.example/");
    assert_eq!(status, 200, "{made}");
    let config = std::fs::read_to_string(gallery.at("trang/guong.toml")).unwrap();
    for expected in ["\"Trang mới\"", "\\\"Dân vận\\\"", "\"tỉnh Nghệ An\"", "\"https://trang.example/\""]
    {
        assert!(config.contains(expected), "{expected}: {config}");
    }
    assert_eq!(make("trang", "Khác", "").0, 422, "nothing is overwritten");
    // Its editor lets in who comes with its secret, and the gallery is remembered.
    let (entered, _) = enter(made["go"].as_str().unwrap());
    assert_eq!(entered.status, 303);
    let root = gallery.at("trang").canonicalize().unwrap();
    let again = start.ask("POST", "/api/open", &json!({ "path": root }).to_string());
    assert_eq!(again.1["go"], made["go"], "an open gallery is not opened twice");
    let recent = start.ask("GET", "/api/start", "").1["recent"].clone();
    assert_eq!(recent, json!([{ "path": root, "title": "Trang mới", "there": true }]));
    let target = format!("/api/folders?path={}", here.display());
    let folders = start.ask("GET", &target, "").1["folders"].clone();
    assert!(
        folders
            .as_array()
            .unwrap()
            .iter()
            .any(|folder| folder["name"] == "trang" && folder["gallery"] == true)
    );
    assert_eq!(start.ask("POST", "/api/open", &json!({ "path": here }).to_string()).0, 404);
    assert_eq!(start.ask("GET", "/api/folders?path=content", "").0, 400);
}
