//! Quotations in messages: shortened to what a person reads, and without control characters.
//!
//! Takes the fields of a problem one by one, of any type, so that messages need not shorten them
//! themselves.

use super::{Expected, FaultStep, Referent, Revealed, TemplateFault, TextFault, TomlFault};
use crate::remote::RemoteFault;
use crate::text::{Legacy, harmless};

/// Maximum number of characters shown of a value.
const SHOWN: usize = 160;

/// A field of a problem that can be shortened for a message.
pub(super) trait Quoted {
    fn quoted(&self) -> Self;
}

impl Quoted for String {
    fn quoted(&self) -> String {
        match self.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", harmless(&self[..end])),
            None => harmless(self).into_owned(),
        }
    }
}

impl Quoted for Option<String> {
    fn quoted(&self) -> Option<String> {
        self.as_ref().map(Quoted::quoted)
    }
}

impl Quoted for Vec<String> {
    fn quoted(&self) -> Vec<String> {
        self.iter().map(Quoted::quoted).collect()
    }
}

macro_rules! plain {
    ($($ty:ty),+) => { $(impl Quoted for $ty { fn quoted(&self) -> $ty { *self } })+ };
}

plain!(bool, u32, u64, usize, Expected, Legacy, Referent, FaultStep, Revealed, TextFault, TomlFault);

impl Quoted for TemplateFault {
    fn quoted(&self) -> TemplateFault {
        use TemplateFault::*;
        match self {
            Unexpected { found, expected } => {
                Unexpected { found: found.quoted(), expected: expected.quoted() }
            }
            UnknownTool { name } => UnknownTool { name: name.quoted() },
            UnknownTemplate { name, nearest } => {
                UnknownTemplate { name: name.quoted(), nearest: nearest.quoted() }
            }
            UnknownBlock { name } => UnknownBlock { name: name.quoted() },
            BlockTwice { name } => BlockTwice { name: name.quoted() },
            Circle { name } => Circle { name: name.quoted() },
            Undefined { name, nearest } => Undefined { name: name.quoted(), nearest: nearest.quoted() },
            Other { detail } => Other { detail: detail.quoted() },
            Unfinished | UnknownTag | NoList => self.clone(),
        }
    }
}

impl Quoted for RemoteFault {
    fn quoted(&self) -> RemoteFault {
        use RemoteFault::*;
        match self {
            UnknownAddress(text) => UnknownAddress(text.quoted()),
            BadKey(text) => BadKey(text.quoted()),
            Unreachable(text) => Unreachable(text.quoted()),
            Refused(text) => Refused(text.quoted()),
            Answered(status, text) => Answered(*status, text.quoted()),
            NoLogin(text) => NoLogin(text.quoted()),
            UnknownServer(text) => UnknownServer(text.quoted()),
            WrongData(text) => WrongData(text.quoted()),
            NoCredentials | NoAnswer | Full => self.clone(),
        }
    }
}

/// Formats a cycle; the middle of a long one is omitted.
pub(super) fn way(steps: &[String]) -> String {
    match steps {
        [first @ .., _, last] if first.len() > 10 => format!("{} → … → {last}", first[..10].join(" → ")),
        _ => steps.join(" → "),
    }
}

/// Formats a file size, rounded up.
pub(super) fn size(bytes: u64) -> String {
    const MEGABYTE: u64 = 1 << 20;
    match bytes {
        whole if whole % MEGABYTE == 0 || whole > 10 * MEGABYTE => format!("{} MB", whole.div_ceil(MEGABYTE)),
        _ => format!("{} KB", bytes.div_ceil(1 << 10)),
    }
}

/// Formats a list as in an entry: `["xã A, tỉnh B", "xã C, tỉnh B"]`.
pub(super) fn as_list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| format!("{text:?}")).collect::<Vec<_>>().join(", "))
}
