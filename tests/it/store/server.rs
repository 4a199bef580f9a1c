//! A server of S3 in memory, which fails as it is told to.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// How the server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Well,
    /// Every other request is answered with 503.
    Half,
    /// All are.
    Down,
    /// 403 to everything.
    Refuses,
    /// 403 to whatever would change something.
    ReadOnly,
    /// There is no room for what is put.
    Full,
    /// 200, and bytes that mean nothing.
    Garbage,
}

type Files = BTreeMap<String, Vec<u8>>;

struct State {
    mood: Mutex<Mood>,
    files: Mutex<Files>,
    requests: AtomicUsize,
}

/// A running server, until the test ends.
pub struct S3Server {
    /// `http://127.0.0.1:PORT`
    pub address: String,
    state: Arc<State>,
}

impl S3Server {
    pub fn start() -> S3Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (mood, files) = (Mutex::new(Mood::Well), Mutex::default());
        let state = Arc::new(State { mood, files, requests: AtomicUsize::new(0) });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || serve(&connection, &state));
            }
        });
        S3Server { address, state }
    }

    pub fn set(&self, mood: Mood) {
        *self.state.mood.lock().unwrap() = mood;
    }

    pub fn files(&self) -> Files {
        self.state.files.lock().unwrap().clone()
    }

    pub fn clear(&self) {
        self.state.files.lock().unwrap().clear();
    }
}

/// Answers the requests of a connection, until it closes.
fn serve(connection: &TcpStream, state: &State) -> Option<()> {
    let mut reader = BufReader::new(connection);
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first).ok()? == 0 {
            return None;
        }
        let mut words = first.split(' ');
        let (method, target) = (words.next()?.to_string(), words.next()?.to_string());
        let (mut length, mut is_signed) = (0, false);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let lower = line.trim_end().to_lowercase();
            if lower.is_empty() {
                break;
            }
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            is_signed |= lower.starts_with("authorization: aws4-hmac-sha256 credential=khoa/");
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let (status, answer) =
            if is_signed { answer(state, &method, &target, body) } else { (403, Vec::new()) };
        let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n\r\n", answer.len());
        (&mut &*connection).write_all(&[head.as_bytes(), &answer].concat()).ok()?;
    }
}

fn answer(state: &State, method: &str, target: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
    let number = state.requests.fetch_add(1, Ordering::Relaxed);
    let changes = method != "GET";
    let mood = *state.mood.lock().unwrap();
    match mood {
        Mood::Half if number.is_multiple_of(2) => {
            return (503, b"<Error><Code>SlowDown</Code></Error>".to_vec());
        }
        Mood::Down => return (503, Vec::new()),
        Mood::Refuses => return (403, b"<Error><Code>AccessDenied</Code></Error>".to_vec()),
        Mood::ReadOnly if changes => return (403, Vec::new()),
        Mood::Full if method == "PUT" => return (507, Vec::new()),
        Mood::Garbage if method == "PUT" => return (500, b"\xff\xfe<".to_vec()),
        Mood::Garbage => return (200, b"\x00\xff<ListBucketResult><Key>".repeat(100)),
        _ => {}
    }
    let mut files = state.files.lock().unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match method {
        "GET" if query.contains("list-type=2") => (200, list(&files, path, query).into_bytes()),
        "GET" => match files.get(path) {
            Some(bytes) => (200, bytes.clone()),
            None => (404, b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
        },
        "PUT" => {
            files.insert(path.into(), body);
            (200, Vec::new())
        }
        "DELETE" => {
            files.remove(path);
            (204, Vec::new())
        }
        _ => (405, Vec::new()),
    }
}

/// Lists one key at a time, so that every list of more has several pages.
fn list(files: &Files, bucket: &str, query: &str) -> String {
    let value = |name: &str| {
        let value = query.split('&').find_map(|part| part.strip_prefix(&format!("{name}=")));
        value.unwrap_or_default().replace("%2F", "/")
    };
    let (prefix, after) = (bucket.to_string() + &value("prefix"), value("continuation-token"));
    let mut keys = files.keys().filter(|key| key.starts_with(&prefix) && **key > after);
    let key = keys.next().map(|key| format!("<Contents><Key>{}</Key></Contents>", &key[bucket.len()..]));
    let more = keys.next().is_some();
    let next = files.keys().find(|key| key.starts_with(&prefix) && **key > after).filter(|_| more);
    let next = next.map(|key| format!("<NextContinuationToken>{key}</NextContinuationToken>"));
    format!("<ListBucketResult>{}{}</ListBucketResult>", key.unwrap_or_default(), next.unwrap_or_default())
}
