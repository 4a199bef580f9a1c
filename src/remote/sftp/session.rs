//! A session of the file protocol (version 3, draft-ietf-secsh-filexfer-02) over a run of `ssh`.
//!
//! Takes paths and bytes; reads and writes files of the server. Never trusts the lengths that a server gives.

use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

/// How many bytes are written or read at a time, which every server takes.
const CHUNK: usize = 32 * 1024;
/// How many writes may be unanswered.
const AHEAD: usize = 32;
/// The longest answer that is read: a list of a part of a folder.
const LONGEST: u32 = 1 << 20;

/// The types of messages.
mod message {
    pub const INIT: u8 = 1;
    pub const VERSION: u8 = 2;
    pub const OPEN: u8 = 3;
    pub const CLOSE: u8 = 4;
    pub const READ: u8 = 5;
    pub const WRITE: u8 = 6;
    pub const OPENDIR: u8 = 11;
    pub const READDIR: u8 = 12;
    pub const REMOVE: u8 = 13;
    pub const MKDIR: u8 = 14;
    pub const RMDIR: u8 = 15;
    pub const RENAME: u8 = 18;
    pub const STATUS: u8 = 101;
    pub const HANDLE: u8 = 102;
    pub const DATA: u8 = 103;
    pub const NAME: u8 = 104;
    pub const EXTENDED: u8 = 200;
}
use message::{
    CLOSE, DATA, EXTENDED, HANDLE, INIT, MKDIR, NAME, OPEN, OPENDIR, READ, READDIR, REMOVE, RENAME, RMDIR,
    STATUS, VERSION, WRITE,
};

/// Rename that replaces, which OpenSSH adds to the protocol.
const POSIX_RENAME: &[u8] = b"posix-rename@openssh.com";
/// Flags of [`OPEN`]: read; write, create, truncate.
const TO_READ: u32 = 0x01;
const TO_WRITE: u32 = 0x02 | 0x08 | 0x10;
/// Statuses.
const OK: u32 = 0;
const EOF: u32 = 1;
pub(super) const NO_SUCH_FILE: u32 = 2;
pub(super) const PERMISSION_DENIED: u32 = 3;

/// Why a request was not carried out.
pub(super) enum SftpFault {
    /// The server said no, with this status.
    Status(u32, String),
    /// The connection is of no use any more.
    Broken(String),
}

impl From<std::io::Error> for SftpFault {
    fn from(error: std::io::Error) -> SftpFault {
        SftpFault::Broken(error.to_string())
    }
}

/// One run of `ssh`.
pub(super) struct SftpSession {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next: u32,
    replaces: bool,
}

impl Drop for SftpSession {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn string(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
}

/// Takes a number from the start of a message.
fn take_u32(body: &mut &[u8]) -> Result<u32, SftpFault> {
    let (number, rest) = body.split_first_chunk::<4>().ok_or_else(malformed)?;
    *body = rest;
    Ok(u32::from_be_bytes(*number))
}

fn take_string<'b>(body: &mut &'b [u8]) -> Result<&'b [u8], SftpFault> {
    let length = take_u32(body)? as usize;
    let (text, rest) = body.split_at_checked(length).ok_or_else(malformed)?;
    *body = rest;
    Ok(text)
}

fn malformed() -> SftpFault {
    SftpFault::Broken("SFTP".into())
}

impl SftpSession {
    /// Begins a session with a run of `ssh`.
    pub fn begin(mut child: Child) -> Result<SftpSession, SftpFault> {
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let output = BufReader::new(output.expect("it is piped"));
        let mut session = SftpSession { child, input, output, next: 0, replaces: false };
        // The version stands where other messages have the number of the request.
        session.write(&[&[0, 0, 0, 5, INIT][..], &3_u32.to_be_bytes()].concat())?;
        let (VERSION, extensions) = session.receive()? else { return Err(malformed()) };
        session.replaces = extensions.windows(POSIX_RENAME.len()).any(|name| name == POSIX_RENAME);
        Ok(session)
    }

    fn send(&mut self, kind: u8, body: &[u8]) -> Result<(), SftpFault> {
        let id = self.next.to_be_bytes();
        self.next = self.next.wrapping_add(1);
        self.write(&[&(body.len() as u32 + 5).to_be_bytes(), &[kind][..], &id, body].concat())
    }

    fn write(&mut self, packet: &[u8]) -> Result<(), SftpFault> {
        let input = self.input.as_mut().ok_or_else(malformed)?;
        input.write_all(packet)?;
        Ok(input.flush()?)
    }

    /// Reads a message: its type, and its body without the number of the request.
    fn receive(&mut self) -> Result<(u8, Vec<u8>), SftpFault> {
        let mut length = [0; 4];
        self.output.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        if !(5..=LONGEST).contains(&length) {
            return Err(malformed());
        }
        let mut packet = vec![0; length as usize];
        self.output.read_exact(&mut packet)?;
        Ok((packet[0], packet.split_off(5)))
    }

    /// Makes a request; returns the type and the body of the answer, unless it is a status that is not a success.
    fn ask(&mut self, kind: u8, body: &[u8]) -> Result<(u8, Vec<u8>), SftpFault> {
        self.send(kind, body)?;
        self.answer()
    }

    fn answer(&mut self) -> Result<(u8, Vec<u8>), SftpFault> {
        let (kind, body) = self.receive()?;
        if kind == STATUS {
            let mut rest = &body[..];
            let status = take_u32(&mut rest)?;
            if status != OK {
                let said = take_string(&mut rest).unwrap_or_default();
                return Err(SftpFault::Status(status, String::from_utf8_lossy(said).into_owned()));
            }
        }
        Ok((kind, body))
    }

    fn open(&mut self, path: &str, flags: u32) -> Result<Vec<u8>, SftpFault> {
        let body =
            [string(path.as_bytes()), flags.to_be_bytes().to_vec(), 0_u32.to_be_bytes().to_vec()].concat();
        self.handle(OPEN, &body)
    }

    fn handle(&mut self, kind: u8, body: &[u8]) -> Result<Vec<u8>, SftpFault> {
        match self.ask(kind, body)? {
            (HANDLE, body) => Ok(string(take_string(&mut &body[..])?)),
            _ => Err(malformed()),
        }
    }

    pub fn get(&mut self, path: &str) -> Result<Vec<u8>, SftpFault> {
        let handle = self.open(path, TO_READ)?;
        let mut bytes = Vec::new();
        let read = loop {
            let place = (bytes.len() as u64).to_be_bytes();
            let body = [&handle[..], &place, &(CHUNK as u32).to_be_bytes()].concat();
            match self.ask(READ, &body) {
                Ok((DATA, body)) => bytes.extend_from_slice(take_string(&mut &body[..])?),
                Ok(_) => return Err(malformed()),
                Err(SftpFault::Status(EOF, _)) => break Ok(bytes),
                Err(fault) => break Err(fault),
            }
        };
        self.ask(CLOSE, &handle)?;
        read
    }

    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), SftpFault> {
        let handle = self.open(path, TO_WRITE)?;
        let mut written = Ok(());
        let mut unanswered = 0;
        for (number, chunk) in bytes.chunks(CHUNK).enumerate() {
            let place = ((number * CHUNK) as u64).to_be_bytes();
            self.send(WRITE, &[&handle[..], &place, &string(chunk)].concat())?;
            unanswered += 1;
            if unanswered == AHEAD {
                written = written.and(answered(self.answer())?);
                unanswered -= 1;
            }
        }
        for _ in 0..unanswered {
            written = written.and(answered(self.answer())?);
        }
        let closed = answered(self.ask(CLOSE, &handle))?;
        written.and(closed)
    }

    pub fn rename(&mut self, from: &str, to: &str) -> Result<(), SftpFault> {
        let both = [string(from.as_bytes()), string(to.as_bytes())].concat();
        if self.replaces {
            return self.ask(EXTENDED, &[string(POSIX_RENAME), both].concat()).map(drop);
        }
        match self.ask(RENAME, &both) {
            // Version 3 does not rename onto a file that is there.
            Err(SftpFault::Status(..)) => {
                let _ = answered(self.ask(REMOVE, &string(to.as_bytes())))?;
                self.ask(RENAME, &both).map(drop)
            }
            done => done.map(drop),
        }
    }

    pub fn remove(&mut self, path: &str) -> Result<(), SftpFault> {
        self.ask(REMOVE, &string(path.as_bytes())).map(drop)
    }

    pub(crate) fn make_folder(&mut self, path: &str) -> Result<(), SftpFault> {
        self.ask(MKDIR, &[string(path.as_bytes()), 0_u32.to_be_bytes().to_vec()].concat()).map(drop)
    }

    pub(crate) fn remove_folder(&mut self, path: &str) -> Result<(), SftpFault> {
        self.ask(RMDIR, &string(path.as_bytes())).map(drop)
    }

    /// Lists a folder: names, and whether each is a folder; only files and folders.
    pub fn list(&mut self, path: &str) -> Result<Vec<(String, bool)>, SftpFault> {
        let handle = self.handle(OPENDIR, &string(path.as_bytes()))?;
        let mut entries = Vec::new();
        let listed = loop {
            match self.ask(READDIR, &handle) {
                Ok((NAME, body)) => entries.extend(names(&body)?),
                Ok(_) => return Err(malformed()),
                Err(SftpFault::Status(EOF, _)) => break Ok(entries),
                Err(fault) => break Err(fault),
            }
        };
        self.ask(CLOSE, &handle)?;
        listed
    }
}

/// Separates what the server refused from what breaks the connection.
fn answered<T>(answer: Result<T, SftpFault>) -> Result<Result<(), SftpFault>, SftpFault> {
    match answer {
        Ok(_) => Ok(Ok(())),
        Err(fault @ SftpFault::Status(..)) => Ok(Err(fault)),
        Err(fault) => Err(fault),
    }
}

/// Reads the entries of an answer to a list.
fn names(mut body: &[u8]) -> Result<Vec<(String, bool)>, SftpFault> {
    let mut entries = Vec::new();
    for _ in 0..take_u32(&mut body)? {
        let name = String::from_utf8_lossy(take_string(&mut body)?).into_owned();
        take_string(&mut body)?;
        let flags = take_u32(&mut body)?;
        let mut skip = |count: usize| (0..count).try_for_each(|_| take_u32(&mut body).map(drop));
        skip(if flags & 1 != 0 { 2 } else { 0 } + if flags & 2 != 0 { 2 } else { 0 })?;
        let mode = if flags & 4 != 0 { take_u32(&mut body)? } else { 0 };
        if flags & 8 != 0 {
            take_u32(&mut body)?;
            take_u32(&mut body)?;
        }
        if flags & 0x8000_0000 != 0 {
            for _ in 0..2 * take_u32(&mut body)? {
                take_string(&mut body)?;
            }
        }
        match mode & 0o170_000 {
            0o040_000 if !matches!(name.as_str(), "." | "..") => entries.push((name, true)),
            0o100_000 => entries.push((name, false)),
            _ => {}
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_never_past_their_end() {
        let entry = |name: &str, mode: u32| {
            [
                string(name.as_bytes()),
                string(b"-rw-"),
                0x0d_u32.to_be_bytes().to_vec(),
                vec![0; 8],
                mode.to_be_bytes().to_vec(),
                vec![0; 8],
            ]
            .concat()
        };
        let entries = [
            entry(".", 0o040_755),
            entry("anh", 0o040_755),
            entry("a.html", 0o100_644),
            entry("x", 0o120_777),
        ];
        let body = [4_u32.to_be_bytes().to_vec(), entries.concat()].concat();
        let read = names(&body).unwrap_or_default();
        assert_eq!(read, [("anh".to_string(), true), ("a.html".to_string(), false)]);
        for end in 0..body.len() {
            assert!(names(&body[..end]).is_err(), "cut at {end}");
        }
    }
}
