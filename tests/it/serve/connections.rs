//! Access control, and requests that must not disturb anyone.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::browser::{DEADLINE, Preview, exchange, get_with};
use crate::support::Gallery;

fn status(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer).split(' ').nth(1).unwrap_or_default().to_string()
}

#[test]
fn hostile_requests_get_nothing() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let host = format!("Host: {}\r\n", preview.address);
    let ask = |line: &str, headers: &str| {
        status(&exchange(preview.address, format!("{line}\r\n{headers}\r\n").as_bytes()))
    };
    for path in [
        "/../guong.toml",
        "/%2e%2e/guong.toml",
        "/..%2fguong.toml",
        "/a%00.html",
        "/a%5c..%5cb",
        "/%ff%fe",
        "/%",
    ] {
        assert_eq!(ask(&format!("GET {path} HTTP/1.1"), &host), "400", "{path}");
    }
    for path in
        ["/guong.toml", "/content/entries/e01/index.md", "/.guong/lock", "//etc/passwd", "/__guong/../x"]
    {
        let status = ask(&format!("GET {path} HTTP/1.1"), &host);
        assert!(["400", "404"].contains(&status.as_str()), "{path}: {status}");
    }
    for foreign in [
        "Host: evil.example\r\n",
        "Host: 127.0.0.1.evil.example\r\n",
        "Host: 10.0.0.1\r\n",
        "",
        "Host: \r\n",
        "Host: localhost.evil.example:80\r\n",
    ] {
        assert_eq!(ask("GET / HTTP/1.1", foreign), "421", "{foreign:?}");
        assert_eq!(ask("GET /__guong/events HTTP/1.1", foreign), "421", "{foreign:?}");
    }
    for own in ["Host: localhost:9\r\n", "Host: 127.0.0.1\r\n", "Host: [::1]:1111\r\n"] {
        assert_eq!(ask("GET / HTTP/1.1", own), "200", "{own:?}");
    }
    assert_eq!(ask("POST / HTTP/1.1", &host), "405");
    assert_eq!(ask("GET http://127.0.0.1/ HTTP/1.1", &host), "400");
    assert_eq!(ask("\u{16}\u{3}\u{1}", ""), "400");
    let long = format!("GET /{} HTTP/1.1", "a".repeat(100_000));
    assert_eq!(ask(&long, &host), "431");
    let many = format!("{host}{}", "x: y\r\n".repeat(200));
    assert_eq!(ask("GET / HTTP/1.1", &many), "431");
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn answers_are_as_a_strict_host_gives_them() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let page = preview.get("/mo-hinh/e01/");
    assert!(page.header("Content-Security-Policy").unwrap().contains("default-src 'self'"));
    assert_eq!(page.header("Cross-Origin-Resource-Policy"), Some("same-origin"));
    assert_eq!(page.header("Access-Control-Allow-Origin"), None);
    assert_eq!(page.header("Content-Length"), Some(page.body.len().to_string().as_str()));
    let known = format!("If-None-Match: W/\"x\", {}\r\n", page.header("ETag").unwrap());
    let again = get_with(preview.address, "/mo-hinh/e01/", &known);
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head =
        exchange(preview.address, format!("HEAD / HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address).as_bytes());
    assert!(head.starts_with(b"HTTP/1.1 200 OK\r\n") && head.ends_with(b"\r\n\r\n"));
    let moved = preview.get("/mo-hinh");
    assert_eq!((moved.status, moved.header("Location")), (301, Some("/mo-hinh/")));
    // The site will be published below `/goc/`, as the 404 page says.
    assert_eq!(preview.get("/goc/mo-hinh/e01/").status, 200);
    assert_eq!(preview.get("/khong-co/").status, 404);
    assert_eq!(preview.get("/tep/phu%20luc.txt").text(), "phụ lục");
}

#[test]
fn slow_and_broken_clients_do_not_block_others() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let mut slow: Vec<TcpStream> = (0..50).map(|_| TcpStream::connect(preview.address).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HT").unwrap();
    }
    for _ in 0..50 {
        let mut gone = TcpStream::connect(preview.address).unwrap();
        gone.write_all(format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address).as_bytes()).unwrap();
    }
    assert_eq!(preview.get("/").status, 200);
    // Slow clients are answered once their requests are complete.
    let stream = &mut slow[0];
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.write_all(b"TP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert_eq!(status(&answer), "200");
}

#[test]
fn requests_beyond_the_limit_get_503_and_tabs_do_not_count() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let open = |line: &str| {
        let mut stream = TcpStream::connect(preview.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.write_all(line.as_bytes()).unwrap();
        stream
    };
    // A tab that listens for events has received the head of its response.
    let tabs = (0..300).map(|_| {
        let mut stream = open("GET /__guong/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        assert_eq!(&head, b"HTTP/1.1 200");
        stream
    });
    let tabs: Vec<_> = tabs.collect();
    assert_eq!(preview.get("/").status, 200);
    let slow: Vec<_> = (0..256).map(|_| open("GET / HT")).collect();
    assert_eq!(preview.get("/").status, 503);
    drop(slow);
    while preview.get("/").status != 200 {}
    drop(tabs);
}

#[test]
fn a_large_file_is_sent_whole() {
    let gallery = Gallery::new();
    let film: Vec<u8> = (0..3_000_001_u32).map(|number| (number % 251) as u8).collect();
    std::fs::write(gallery.at("static/tep/phim.mp4"), &film).unwrap();
    let preview = Preview::of(&gallery, &[]);
    let page = preview.get("/tep/phim.mp4");
    assert_eq!((page.status, page.header("Content-Type")), (200, Some("video/mp4")));
    assert_eq!(page.header("Content-Length"), Some("3000001"));
    assert!(page.body == film);
}

#[test]
fn two_hundred_tabs_are_all_notified() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    let tabs: Vec<_> = (0..200).map(|_| preview.open("/mo-hinh/e05/")).collect();
    gallery.edit("content/entries/e05/index.md", "Lời kể 5", "Lời kể đã sửa");
    for mut tab in tabs {
        tab.until_it_says("Lời kể đã sửa");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_replaces_a_file_is_not_followed() {
    let gallery = Gallery::new();
    let preview = Preview::of(&gallery, &[]);
    assert_eq!(preview.get("/tep/phu%20luc.txt").status, 200);
    gallery.remove("static/tep/phu luc.txt");
    std::os::unix::fs::symlink("/etc/hostname", gallery.at("static/tep/phu luc.txt")).unwrap();
    assert_eq!(preview.get("/tep/phu%20luc.txt").status, 404);
}

#[test]
fn the_next_free_port_is_used_and_printed() {
    let gallery = Gallery::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let preview = Preview::of(&gallery, &["--port", &port]);
    assert_ne!(preview.address.port().to_string(), port);
    assert_eq!(preview.get("/").status, 200);
    let second = Preview::of(&gallery, &["--port", &port]);
    assert_ne!(second.address, preview.address);
    second.get("/");
}

#[test]
fn a_public_preview_warns_and_shows_only_what_visitors_see() {
    let gallery = Gallery::new();
    gallery.entry(13, "draft = true\n");
    let preview = Preview::of(&gallery, &["--host", "0.0.0.0", "--quiet"]);
    preview.says("any machine");
    let address = ([127, 0, 0, 1], preview.address.port()).into();
    assert_eq!(get_with(address, "/mo-hinh/e13/", "").status, 404);
    assert_eq!(get_with(address, "/mo-hinh/e05/", "").status, 200);
    let foreign = exchange(address, b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assert_eq!(status(&foreign), "421");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_at_once() {
    use std::os::unix::process::ExitStatusExt;
    let gallery = Gallery::new();
    let mut preview = Preview::of(&gallery, &[]);
    let _tab = preview.open("/");
    let number = crate::support::interrupt(preview.pid());
    assert_eq!(preview.ended().signal(), Some(number));
}
