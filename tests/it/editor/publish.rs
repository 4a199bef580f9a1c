//! Publishing from the browser.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::client::Editor;
use crate::serve::browser::DEADLINE;
use crate::support::Gallery;

/// Publishes, and waits for how it ends.
fn publish(editor: &Editor, allow_removed: bool) -> (String, Value) {
    publish_with(editor, &json!({ "allow_removed": allow_removed }))
}

fn publish_with(editor: &Editor, sent: &Value) -> (String, Value) {
    let (status, answer) = editor.post("publish", sent);
    assert_eq!(status, 202, "{answer}");
    let mut stream = TcpStream::connect(editor.address).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    let ask = format!("GET /api/publish/events HTTP/1.1\r\nHost: {}\r\n{}\r\n", editor.address, editor.own());
    stream.write_all(ask.as_bytes()).unwrap();
    let mut kind = String::new();
    for line in BufReader::new(stream).lines().map(Result::unwrap) {
        if let Some(event) = line.strip_prefix("event: ") {
            kind = event.to_string();
        } else if let Some(data) = line.strip_prefix("data: ").filter(|_| kind != "progress") {
            return (kind, serde_json::from_str(data).unwrap());
        }
    }
    panic!("it never ends");
}

#[test]
fn what_changes_is_shown_first_and_lost_addresses_are_asked_for() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let (_, first) = editor.get("publish");
    assert_eq!((&first["never"], &first["counts"]["changed"]), (&json!(true), &json!(0)), "{first}");
    assert!(first["counts"]["new"].as_u64().unwrap() > 20);
    assert_eq!(publish(&editor, false).0, "done");
    let published = gallery.published();
    // What a build writes is the same with and without the editor.
    gallery.remove("public");
    gallery.build();
    assert_eq!(gallery.published(), published);
    let change = json!([{ "do": "set", "key": "title", "value": "Tên mới" }]);
    assert_eq!(editor.save("content/entries/e05/index.md", change).0, 200);
    editor.preview.open("/mo-hinh/e05/").until_it_says("Tên mới");
    let (_, changes) = editor.get("publish");
    let changed = changes["changed"].as_array().unwrap();
    assert!(changed.contains(&json!({ "address": "mo-hinh/e05/", "title": "Tên mới" })), "{changes}");
    assert_eq!(editor.post("delete", &json!({ "path": "content/entries/e06/index.md" })).0, 200);
    let (_, changes) = editor.get("publish");
    assert_eq!(changes["gone"][0]["address"], "mo-hinh/e06/", "{changes}");
    let (kind, failed) = publish(&editor, false);
    assert_eq!((kind.as_str(), &failed["problems"][0]["code"]), ("failed", &json!("E0207")), "{failed}");
    assert!(gallery.at("public/mo-hinh/e06/index.html").exists());
    assert_eq!(publish(&editor, true).0, "done");
    assert!(!gallery.at("public/mo-hinh/e06/index.html").exists());
    assert!(!gallery.at("public/thung-rac").exists());
}

/// Starts a server that answers every request with 400, which no deployment repeats; returns its address.
#[cfg(feature = "deploy")]
fn server_that_refuses() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map(Result::unwrap) {
            BufReader::new(&stream)
                .lines()
                .take_while(|line| line.as_ref().is_ok_and(|line| !line.is_empty()))
                .for_each(drop);
            let _ = stream
                .write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    address
}

#[cfg(feature = "deploy")]
#[test]
fn a_site_with_a_target_is_sent_and_a_password_is_asked_for() {
    let gallery = Gallery::new();
    let target = tempfile::tempdir().unwrap();
    let place = target.path().join("www");
    let address = place.display().to_string().replace('\\', "/");
    // Nothing listens there, as before a site is on the web.
    gallery.edit("guong.toml", "https://thu.example/goc/", "http://127.0.0.1:1/");
    let config = std::fs::read_to_string(gallery.at("guong.toml")).unwrap();
    gallery.write("guong.toml", &format!("{config}[deploy]\nto = \"{address}\"\n"));
    let editor = Editor::of(&gallery);
    assert_eq!(editor.get("publish").1["target"], json!(address));
    let (kind, done) = publish(&editor, false);
    assert_eq!((kind.as_str(), &done["target"]), ("done", &json!(address)), "{done}");
    assert_eq!(done["notes"].as_array().map(Vec::len), Some(1), "{done}");
    let mut sent = crate::support::tree(&place);
    assert!(sent.remove(guong::deploy::record::SENT).is_some());
    let mut published = gallery.published();
    published.remove(guong::publish::MANIFEST);
    assert_eq!(sent, published);

    let server = format!("dav://{}", server_that_refuses());
    gallery.write("guong.toml", &format!("{config}[deploy]\nto = \"{server}/www\"\n"));
    let (kind, asked) = publish(&editor, false);
    assert_eq!((kind.as_str(), &asked["server"]), ("login", &json!(server)), "{asked}");
    let login = json!({ "allow_removed": false, "login": { "user": "a", "password": "b" } });
    let (kind, failed) = publish_with(&editor, &login);
    assert_eq!((kind.as_str(), &failed["built"]), ("failed", &json!(true)), "{failed}");
}
