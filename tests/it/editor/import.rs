//! Lists and reports by the editor: shown, mended, written; attacks refused.

use std::fs;

use serde_json::{Value, json};

use super::client::Editor;
use crate::office_import::made::{packed, workbook};
use crate::support::{Gallery, tree};

fn send(editor: &Editor, name: &str, bytes: &[u8]) -> (u16, Value) {
    let page = editor.raw("POST", &format!("/api/import?name={name}"), &editor.own(), bytes);
    (page.status, serde_json::from_slice(&page.body).unwrap_or(Value::Null))
}

const LIST: [&str; 3] = [
    "Tên mô hình|Lĩnh vực|Địa chỉ|Thời gian bắt đầu|Cách gọi",
    "Ao cá|Văn hoá|tỉnh Nghệ An|31/02/2020|x",
    "Ao sen|Văn hoá|tỉnh Nghệ An|2021|y",
];

#[test]
fn a_list_is_shown_mended_and_written() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let before = tree(&gallery.at("content"));
    let (status, shown) = send(&editor, "a.xlsx", &packed(&workbook(&LIST)));
    assert_eq!(status, 200, "{shown}");
    assert_eq!(
        shown["counts"],
        json!({ "new": 2, "changed": 0, "same": 0, "errors": 1, "warnings": 1 }),
        "{shown}"
    );
    let sheet = &shown["sheets"][0];
    assert_eq!(sheet["columns"][3]["key"], "started");
    assert_eq!(sheet["columns"][4]["key"], Value::Null);
    // The row with the mistake comes first.
    assert_eq!(sheet["rows"][0]["row"], 1);
    assert_eq!(sheet["rows"][0]["problems"][0]["column"], 3);
    let token = &shown["token"];
    let mended = json!([{ "sheet": 0, "row": 1, "column": 3, "text": "10/2020" }]);
    let body = json!({ "token": token, "cells": mended, "map": { "E": "summary" } });
    let (status, shown) = editor.post("import/check", &body);
    assert!(status == 200 && shown["counts"]["errors"] == 0, "{shown}");
    assert_eq!(tree(&gallery.at("content")), before);
    let (status, done) = editor.post("import/write", &body);
    assert_eq!(status, 200, "{done}");
    assert_eq!(done["written"].as_array().unwrap().len(), 2, "{done}");
    let written = fs::read_to_string(gallery.at("content/entries/ao-ca/index.md")).unwrap();
    assert!(written.contains("started = \"10/2020\"") && written.contains("summary = \"x\""), "{written}");
    assert!(written.contains("draft = true"), "{written}");
    // It is in the gallery at once, and the file is not kept.
    assert_eq!(editor.file("content/entries/ao-ca/index.md")["values"]["title"], "Ao cá");
    assert_eq!(editor.post("import/write", &body).0, 410);
}

#[test]
fn errors_keep_published_entries_from_being_written() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let before = tree(&gallery.at("content"));
    let (_, shown) = send(&editor, "a.xlsx", &packed(&workbook(&LIST)));
    let (status, refused) = editor.post("import/write", &json!({ "token": shown["token"], "publish": true }));
    assert!(status == 422 && refused["state"]["blocked"] == true, "{status} {refused}");
    assert_eq!(tree(&gallery.at("content")), before);
}

#[test]
fn attacks_are_refused() {
    let gallery = Gallery::new();
    let editor = Editor::of(&gallery);
    let before = tree(gallery.path());
    let own = format!("http://{}", editor.address);
    let cookie = format!("Cookie: {}\r\n", editor.cookie);
    let list = packed(&workbook(&LIST));
    for (headers, status) in [
        (format!("Origin: {own}\r\n"), 401),
        (cookie.clone(), 403),
        (format!("{cookie}Origin: http://evil.example\r\n"), 403),
        (format!("{cookie}Origin: http://{}\r\n", editor.preview.address), 403),
        (format!("{cookie}Origin: {own}\r\nSec-Fetch-Site: cross-site\r\n"), 403),
    ] {
        assert_eq!(
            editor.raw("POST", "/api/import?name=a.xlsx", &headers, &list).status,
            status,
            "{headers}"
        );
        let json = format!("{headers}Content-Type: application/json\r\n");
        assert_eq!(editor.raw("POST", "/api/import/write", &json, b"{}").status, status, "{headers}");
    }
    assert_eq!(editor.raw("GET", "/api/import", &editor.own(), b"").status, 405);
    assert_eq!(editor.raw("POST", "/api/import/write", &editor.own(), b"{}").status, 415);
    // Two gigabytes are refused before they are read.
    let head = format!(
        "POST /api/import?name=a.xlsx HTTP/1.1\r\nHost: {}\r\nContent-Length: 2147483648\r\n{}\r\n",
        editor.address,
        editor.own()
    );
    assert_eq!(
        super::client::page(&crate::serve::browser::exchange(editor.address, head.as_bytes())).status,
        413
    );
    // Titles and names lead nowhere else.
    let rows =
        ["Tên mô hình|Địa chỉ|Mã bài", "../../../../evil|tỉnh Nghệ An|", "x|tỉnh Nghệ An|../../guong.toml"];
    let (status, shown) = send(&editor, "..%2F..%2Fa.xlsx", &packed(&workbook(&rows)));
    assert_eq!(status, 200, "{shown}");
    assert_eq!(
        shown["sheets"][0]["rows"].as_array().unwrap().iter().find(|row| row["row"] == 1).unwrap()["path"],
        "content/entries/evil/index.md"
    );
    let odd = [
        json!({ "token": shown["token"], "cells": [{ "sheet": 9, "row": 0, "column": 0, "text": "x" }] }),
        json!({ "token": shown["token"], "map": { "A": "slug" } }),
        json!({ "token": shown["token"], "root": "/etc" }),
        json!({ "token": "x" }),
    ];
    for (body, expected) in odd.iter().zip([400, 422, 400, 410]) {
        let (status, answer) = editor.post("import/write", body);
        assert_eq!(status, expected, "{body}: {answer}");
    }
    for (bytes, status) in [(&b"%PDF-1.7"[..], 422), (b"", 200), (b"PK\x03\x04", 422)] {
        assert_eq!(send(&editor, "a.xlsx", bytes).0, status, "{bytes:?}");
    }
    let after = tree(gallery.path());
    let of_site = |path: &String| !path.starts_with(".guong");
    assert!(
        before.iter().filter(|(path, _)| of_site(path)).eq(after.iter().filter(|(path, _)| of_site(path)))
    );
}
