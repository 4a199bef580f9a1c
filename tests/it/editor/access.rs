//! Who is let in, and where the bar is.

use serde_json::json;

use super::client::{Editor, page};
use crate::serve::browser::{Preview, exchange, get_with};
use crate::support::Gallery;

const E05: &str = "content/entries/e05/index.md";

#[test]
fn only_the_editors_own_pages_with_the_secret_are_let_in() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let before = std::fs::read(gallery.at(E05)).unwrap();
    let digest = editor.file(E05)["digest"].as_str().unwrap().to_string();
    let body =
        json!({ "path": E05, "changes": [{ "do": "set", "key": "title", "value": "Bị sửa" }] }).to_string();
    let own = format!("http://{}", editor.address);
    let json = format!("Content-Type: application/json\r\nIf-Match: \"{digest}\"\r\n");
    let cookie = format!("Cookie: {}\r\n", editor.cookie);
    let preview = format!("http://{}", editor.preview.address);
    for (headers, status) in [
        // No secret, or a wrong one.
        (format!("{json}Origin: {own}\r\n"), 401),
        (format!("{json}Origin: {own}\r\nCookie: {}0\r\n", editor.cookie), 401),
        // The gallery's own page on the same machine, to which the browser sends the cookie too.
        (format!("{json}{cookie}Origin: {preview}\r\n"), 403),
        (format!("{json}{cookie}Origin: http://evil.example\r\n"), 403),
        (format!("{json}{cookie}Origin: null\r\n"), 403),
        (format!("{json}{cookie}"), 403),
        (format!("{json}{cookie}Origin: {own}\r\nSec-Fetch-Site: same-site\r\n"), 403),
        // A form of another page can send no JSON.
        (format!("{cookie}Origin: {own}\r\nIf-Match: \"{digest}\"\r\nContent-Type: text/plain\r\n"), 415),
    ] {
        let answer = editor.raw("POST", "/api/save", &headers, body.as_bytes());
        assert_eq!(answer.status, status, "{headers}");
        assert_eq!(std::fs::read(gallery.at(E05)).unwrap(), before, "{headers}");
    }
    let read = |headers: &str| editor.raw("GET", "/api/state", headers, b"").status;
    assert_eq!(read(""), 401);
    assert_eq!(read(&format!("{cookie}Sec-Fetch-Site: cross-site\r\n")), 403);
    assert_eq!(read(&format!("{cookie}Origin: {preview}\r\n")), 403);
    assert_eq!(read(&cookie), 200);
    assert_eq!(editor.raw("GET", "/vao?k=0", "", b"").status, 401);
    assert_eq!(editor.raw("PUT", "/api/save", &editor.own(), b"").status, 405);
    for host in ["localhost", "evil.example", &editor.preview.address.to_string()] {
        let ask = format!("GET /api/state HTTP/1.1\r\nHost: {host}\r\n{cookie}\r\n");
        assert_eq!(page(&exchange(editor.address, ask.as_bytes())).status, 421, "{host}");
    }
    // The secret leads to no foreign address.
    let target = editor.entrance.split_once(&editor.address.to_string()).unwrap().1;
    for (to, expected) in [
        ("/viec", format!("{own}/viec")),
        ("//evil.example", format!("{preview}/")),
        ("https://evil.example", format!("{preview}/")),
    ] {
        let entered = editor.raw("GET", &format!("{target}&to={to}"), "", b"");
        assert_eq!(entered.header("Location"), Some(expected.as_str()), "{to}");
    }
}

#[test]
fn the_editors_pages_are_strict_and_hold_no_data() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let shell = editor.raw("GET", "/sua?path=x", "", b"");
    assert_eq!(shell.status, 200);
    assert!(shell.text().contains("<html lang=\"en\""), "{}", shell.text());
    let policy = shell.header("Content-Security-Policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(policy.contains(&format!("frame-src http://{};", editor.preview.address)), "{policy}");
    assert_eq!(editor.raw("GET", "/assets/editor.js", "", b"").status, 200);
    assert_eq!(editor.raw("GET", "/assets/..%2fmod.rs", "", b"").status, 404);
    assert_eq!(editor.raw("GET", "/khong-co", "", b"").status, 404);
}

#[test]
fn only_who_may_edit_sees_the_bar_and_nothing_else_changes() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let plain = editor.preview.get("/mo-hinh/e05/");
    assert!(!plain.text().contains("guong-bar"));
    let cookie = format!("Cookie: {}\r\n", editor.cookie);
    let own = get_with(editor.preview.address, "/mo-hinh/e05/", &cookie);
    let text = own.text();
    let bar = text.split_once("<guong-bar>").unwrap().1.split_once("</guong-bar>").unwrap().0;
    assert!(bar.contains("/sua?path=content%2Fentries%2Fe05%2Findex.md"), "{bar}");
    assert!(!bar.contains("<script") && !bar.contains(&editor.cookie[12..]), "{bar}");
    assert_eq!(text.replace(&format!("<guong-bar>{bar}</guong-bar>"), ""), plain.text());
    assert_ne!(own.header("ETag"), plain.header("ETag"));
    let framed = format!("{cookie}Sec-Fetch-Dest: iframe\r\n");
    assert_eq!(get_with(editor.preview.address, "/mo-hinh/e05/", &framed).text(), plain.text());
    let policy = plain.header("Content-Security-Policy").unwrap();
    assert!(policy.ends_with(&format!("frame-ancestors 'self' http://{}", editor.address)), "{policy}");
}

#[test]
fn there_is_no_editor_where_none_is_wanted() {
    let gallery = Gallery::new();
    for arguments in [&["--no-edit"][..], &["--host", "127.0.0.1"][..]] {
        let preview = Preview::of(&gallery, arguments);
        // What is printed at the start is printed before the first answer.
        let page = preview.get("/");
        assert!(!preview.said().iter().any(|line| line.contains("/vao?k=")), "{arguments:?}");
        assert!(page.header("Content-Security-Policy").unwrap().ends_with("frame-ancestors 'self'"));
    }
}
