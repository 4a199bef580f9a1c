//! Photos that are sent to the editor.

use std::fs;
use std::io::Write;

use serde_json::json;

use super::client::Editor;
use crate::serve::browser::DEADLINE;
use crate::support::Gallery;

const E05: &str = "content/entries/e05/index.md";

#[test]
fn photos_get_safe_names_and_are_listed_by_the_next_save() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let jpeg = fs::read(gallery.at("content/entries/e02/ca.jpg")).unwrap();
    let (status, photo) = editor.upload(E05, "..%2F..%2Fz5%20%E1%BA%A2nh.JPG", &jpeg);
    assert_eq!((status, &photo["file"]), (201, &json!("z5-anh.jpg")), "{photo}");
    assert_eq!((&photo["width"], &photo["height"]), (&json!(400), &json!(300)));
    assert_eq!(fs::read(gallery.at("content/entries/e05/z5-anh.jpg")).unwrap(), jpeg);
    let (_, again) = editor.upload(E05, "z5-anh.jpg", &jpeg);
    assert_eq!(again["file"], "z5-anh-1.jpg");
    let (status, _) = editor.save(E05, json!([
        { "do": "insert", "key": "photos[1]", "value": { "file": "z5-anh.jpg", "alt": "Một" } },
        { "do": "insert", "key": "photos[2]", "value": { "file": "z5-anh-1.jpg", "alt": "Hai", "focus": [0.5, 0.25] } },
        { "do": "move", "key": "photos[2]", "to": 1 },
    ]));
    assert_eq!(status, 200);
    let file = editor.file(E05);
    assert_eq!(file["values"]["photos"][0]["file"], "z5-anh-1.jpg");
    assert_eq!(file["pictures"].as_array().unwrap().len(), 2);
    let shown = editor.raw("GET", "/api/picture?path=content/entries/e05/z5-anh.jpg", &editor.own(), b"");
    assert_eq!((shown.header("Content-Type"), &shown.body), (Some("image/jpeg"), &jpeg));
    gallery.build();
    // A photo goes to the trash by itself.
    assert_eq!(editor.post("delete", &json!({ "path": "content/entries/e05/z5-anh.jpg" })).0, 200);
    assert!(!gallery.at("content/entries/e05/z5-anh.jpg").exists());
    let (_, forgotten) = editor.post("forget", &json!({ "path": "content/entries/e05/z5-anh.jpg" }));
    assert_eq!(forgotten["forgotten"], 1);
}

#[test]
fn what_is_no_picture_is_refused() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let heic = [b"\0\0\0\x18ftypheic".as_slice(), &[0; 100]].concat();
    let cut = fs::read(gallery.at("content/entries/e02/ca.jpg")).unwrap()[..300].to_vec();
    for (name, bytes) in [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".to_vec()),
        ("a.jpg", b"<!doctype html><script>1</script>".to_vec()),
        ("a.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("a.heic", heic),
        ("a.jpg", cut),
        ("a.jpg", Vec::new()),
    ] {
        let (status, refused) = editor.upload(E05, name, &bytes);
        assert_eq!(status, 415, "{name}: {refused}");
        assert!(!refused["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(fs::read_dir(gallery.at("content/entries/e05")).unwrap().count(), 1);
    // A file that only its name makes a picture is not shown either.
    gallery.write("content/entries/e05/x.jpg", "<script>1</script>");
    let shown = editor.raw("GET", "/api/picture?path=content/entries/e05/x.jpg", &editor.own(), b"");
    assert_eq!(shown.status, 404);
}

#[test]
fn too_large_and_too_many_are_refused() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    // Refused by its length, before any of it is read.
    let target = format!("/api/photos?path={E05}&name=a.jpg");
    let head = format!("{}Content-Length: 2147483648\r\n", editor.own());
    let ask = format!("POST {target} HTTP/1.1\r\nHost: {}\r\n{head}\r\n", editor.address);
    let answer = super::client::page(&crate::serve::browser::exchange(editor.address, ask.as_bytes()));
    assert_eq!(answer.status, 413);
    // One that does not say how long it is, is read up to the limit and no further.
    let ask = format!(
        "POST {target} HTTP/1.1\r\nHost: {}\r\n{}Transfer-Encoding: chunked\r\n\r\n",
        editor.address,
        editor.own()
    );
    let mut stream = std::net::TcpStream::connect(editor.address).unwrap();
    stream.set_write_timeout(Some(DEADLINE)).unwrap();
    stream.write_all(ask.as_bytes()).unwrap();
    let chunk = [b"100000\r\n".as_slice(), &vec![b'x'; 1 << 20], b"\r\n"].concat();
    let taken = (0..2048).take_while(|_| stream.write_all(&chunk).is_ok()).count();
    assert!((100..2048).contains(&taken), "{taken} MB were taken");
    assert_eq!(fs::read_dir(gallery.at("content/entries/e05")).unwrap().count(), 1);
    let long = json!({ "path": E05, "text": "a".repeat(300_000) });
    assert_eq!(editor.post("check", &long).0, 413);
    let jpeg = fs::read(gallery.at("content/entries/e02/ca.jpg")).unwrap();
    for number in 0..500 {
        fs::write(gallery.at(&format!("content/entries/e05/{number}.jpg")), "x").unwrap();
    }
    assert_eq!(editor.upload(E05, "a.jpg", &jpeg).0, 409);
    fs::write(gallery.at("content/entries/rieng.md"), fs::read(gallery.at(E05)).unwrap()).unwrap();
    assert_eq!(editor.upload("content/entries/rieng.md", "a.jpg", &jpeg).0, 409);
}
