//! The program's preview, and a minimal browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::support::Gallery;

/// The deadline of every wait; a test that reaches it has failed.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// A response of the server.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Page {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let line = |line: &'_ str| {
            line.to_ascii_lowercase().starts_with(&format!("{}: ", name.to_ascii_lowercase()))
        };
        self.head.lines().find(|l| line(l)).and_then(|line| line.split_once(": ")).map(|(_, value)| value)
    }

    /// The key that the script of a page was given.
    fn key(&self) -> String {
        let text = self.text();
        let key = text.split("data-key=\"").nth(1).expect("a page has the script");
        key.split('"').next().unwrap().to_string()
    }

    /// Returns the page as a build would write it.
    pub fn without_script(&self) -> Vec<u8> {
        let begin = b"<script defer src=\"/__guong/live.js\"";
        let Some(at) = memmem(&self.body, begin) else { return self.body.clone() };
        let end = at + memmem(&self.body[at..], b"</script>").unwrap() + b"</script>".len();
        [&self.body[..at], &self.body[end..]].concat()
    }
}

fn memmem(text: &[u8], piece: &[u8]) -> Option<usize> {
    text.windows(piece.len()).position(|window| window == piece)
}

/// Sends bytes and returns the whole response.
pub fn exchange(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.write_all(bytes).unwrap();
    let mut back = Vec::new();
    stream.read_to_end(&mut back).unwrap();
    back
}

pub fn get_with(address: SocketAddr, path: &str, more: &str) -> Page {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{more}\r\n");
    let back = exchange(address, request.as_bytes());
    let at = memmem(&back, b"\r\n\r\n").expect("a whole head");
    let head = String::from_utf8(back[..at].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Page { status, head, body: back[at + 4..].to_vec() }
}

/// A running preview.
pub struct Preview {
    child: Child,
    pub address: SocketAddr,
    said: Receiver<String>,
}

impl Preview {
    /// Starts a preview of a gallery on a port of its own.
    pub fn of(gallery: &Gallery, arguments: &[&str]) -> Preview {
        Preview::in_environment(gallery, arguments, &[])
    }

    pub fn in_environment(gallery: &Gallery, arguments: &[&str], variables: &[(&str, &str)]) -> Preview {
        let mut command = gallery.guong(&[&["serve", "--lang", "en", "--port", "0"], arguments].concat());
        command.envs(variables.iter().copied());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, said) = channel();
        collect(child.stdout.take().unwrap(), sender.clone());
        collect(child.stderr.take().unwrap(), sender);
        let mut preview = Preview { child, address: ([127, 0, 0, 1], 0).into(), said };
        let line = preview.says("http://");
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_string();
        preview.address = address.parse().unwrap();
        preview
    }

    /// Waits for a line on the terminal that contains these words, and returns it.
    pub fn says(&self, words: &str) -> String {
        loop {
            let line = self.said.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("it never says {words:?}"));
            assert!(!line.contains("panicked"), "{line}");
            if line.contains(words) {
                return line;
            }
        }
    }

    #[allow(dead_code, reason = "the tests of hostile sites use it")]
    /// Returns the terminal's output since the last call.
    pub fn said(&self) -> Vec<String> {
        self.said.try_iter().collect()
    }

    pub fn get(&self, path: &str) -> Page {
        get_with(self.address, path, "")
    }

    /// Opens a page in a tab that listens for events.
    pub fn open(&self, path: &str) -> Tab {
        Tab::open(self.address, path)
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the process to end and returns its exit status.
    pub fn ended(&mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(from: impl Read + Send + 'static, sender: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
}

/// A tab with one page, and its events.
pub struct Tab {
    address: SocketAddr,
    path: String,
    events: Receiver<(String, Value)>,
    pub shown: Page,
}

impl Tab {
    pub fn open(address: SocketAddr, path: &str) -> Tab {
        let shown = get_with(address, path, "");
        let events = listen(address, path, &shown.key());
        let tab = Tab { address, path: path.to_string(), events, shown };
        // The current state is sent at once; from then on the tab receives events.
        tab.receive("problems");
        tab
    }

    /// Waits for an event of a kind.
    pub fn receive(&self, kind: &str) -> Value {
        loop {
            let (event, value) = self
                .events
                .recv_timeout(DEADLINE)
                .unwrap_or_else(|_| panic!("{}: no event of kind {kind}", self.path));
            if event == kind {
                return value;
            }
        }
    }

    /// Whether it received an event to reload its page.
    pub fn was_asked_to_reload(&self) -> bool {
        loop {
            match self.events.try_recv() {
                Ok((kind, _)) if kind == "change" => return true,
                Ok(_) => {}
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => return false,
            }
        }
    }

    /// Reloads the page at every such event until it is as expected.
    pub fn until(&mut self, wanted: impl Fn(&Page) -> bool) {
        while !wanted(&self.shown) {
            self.receive("change");
            self.shown = get_with(self.address, &self.path, "");
        }
    }

    pub fn until_it_says(&mut self, words: &str) {
        self.until(|page| page.status == 200 && page.text().contains(words));
    }
}

/// Listens to a server's events for a page.
fn listen(address: SocketAddr, path: &str, key: &str) -> Receiver<(String, Value)> {
    let (sender, events) = channel();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET /__guong/events?p={path}&k={key} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    thread::spawn(move || {
        let mut kind = String::new();
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if let Some(name) = line.strip_prefix("event: ") {
                kind = name.to_string();
            } else if let Some(data) = line.strip_prefix("data: ")
                && sender.send((kind.clone(), serde_json::from_str(data).unwrap())).is_err()
            {
                return;
            }
        }
    });
    events
}
