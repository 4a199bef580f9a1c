//! A browser that was let into the editor of a running preview.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::serve::browser::{Page, Preview, exchange};
use crate::support::Gallery;

pub struct Editor {
    pub preview: Preview,
    pub address: SocketAddr,
    pub cookie: String,
    pub entrance: String,
}

/// Splits the bytes of an answer.
pub fn page(back: &[u8]) -> Page {
    let at = back.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
    let head = String::from_utf8(back[..at].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Page { status, head, body: back[at + 4..].to_vec() }
}

impl Editor {
    pub fn of(gallery: &Gallery) -> Editor {
        let preview = Preview::of(gallery, &[]);
        let line = preview.says("/vao?k=");
        let entrance = line.split_whitespace().find(|word| word.contains("/vao?k=")).unwrap().to_string();
        let address = entrance.split('/').nth(2).unwrap().parse().unwrap();
        let mut editor = Editor { preview, address, cookie: String::new(), entrance };
        let target = editor.entrance.split_once(&format!("{address}")).unwrap().1.to_string();
        let entered = editor.raw("GET", &target, "", b"");
        assert_eq!(entered.status, 303);
        let cookie = entered.header("Set-Cookie").unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        editor.cookie = cookie.split(';').next().unwrap().to_string();
        editor
    }

    /// Sends a request with these headers alone.
    pub fn raw(&self, method: &str, target: &str, headers: &str, body: &[u8]) -> Page {
        let length = body.len();
        let head = format!(
            "{method} {target} HTTP/1.1\r\nHost: {}\r\nContent-Length: {length}\r\n{headers}\r\n",
            self.address
        );
        page(&exchange(self.address, &[head.as_bytes(), body].concat()))
    }

    /// The headers that a browser sends from the editor's own pages.
    pub fn own(&self) -> String {
        format!(
            "Cookie: {}\r\nOrigin: http://{}\r\nSec-Fetch-Site: same-origin\r\n",
            self.cookie, self.address
        )
    }

    pub fn get(&self, target: &str) -> (u16, Value) {
        let page = self.raw("GET", &format!("/api/{target}"), &self.own(), b"");
        (page.status, serde_json::from_slice(&page.body).unwrap_or(Value::Null))
    }

    pub fn post_with(&self, target: &str, headers: &str, body: &Value) -> (u16, Value) {
        let headers = format!("{}Content-Type: application/json\r\n{headers}", self.own());
        let page = self.raw("POST", &format!("/api/{target}"), &headers, body.to_string().as_bytes());
        (page.status, serde_json::from_slice(&page.body).unwrap_or(Value::Null))
    }

    pub fn post(&self, target: &str, body: &Value) -> (u16, Value) {
        self.post_with(target, "", body)
    }

    pub fn file(&self, path: &str) -> Value {
        let (status, file) = self.get(&format!("file?path={path}"));
        assert_eq!(status, 200, "{file}");
        file
    }

    /// Saves changes of a file that was read just now.
    pub fn save(&self, path: &str, changes: Value) -> (u16, Value) {
        let digest = self.file(path)["digest"].as_str().unwrap().to_string();
        self.save_from(&digest, &json!({ "path": path, "changes": changes }))
    }

    pub fn save_from(&self, digest: &str, body: &Value) -> (u16, Value) {
        self.post_with("save", &format!("If-Match: \"{digest}\"\r\n"), body)
    }

    /// Sends a request and does not wait for its answer.
    pub fn send_only(&self, target: &str, headers: &str, body: &Value) {
        let body = body.to_string();
        let head = format!(
            "POST /api/{target} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n{}Content-Type: application/json\r\n{headers}\r\n",
            self.address,
            body.len(),
            self.own()
        );
        let mut stream = std::net::TcpStream::connect(self.address).unwrap();
        std::io::Write::write_all(&mut stream, [head, body].concat().as_bytes()).unwrap();
    }

    pub fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> (u16, Value) {
        let target = format!("/api/photos?path={path}&name={name}");
        let page = self.raw("POST", &target, &self.own(), bytes);
        (page.status, serde_json::from_slice(&page.body).unwrap_or(Value::Null))
    }
}
