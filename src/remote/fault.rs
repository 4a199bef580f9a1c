//! Why a place could not do what was asked of it, in both languages.

use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Language;

/// Why a [`Remote`](super::Remote) could not do what was asked of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RemoteFault {
    /// The address has a scheme that this program does not know.
    UnknownAddress(String),
    /// A key that could lead out of the place.
    BadKey(String),
    /// There are no credentials for the place, or they are not complete.
    NoCredentials,
    /// The name and the password for this server are not known.
    NoLogin(String),
    /// The key of this SSH server is not known.
    UnknownServer(String),
    /// No connection, no answer in time, or a drive that is not there.
    Unreachable(String),
    /// Nothing came for longer than the caller would wait.
    NoAnswer,
    /// The credentials or permissions do not suffice.
    Refused(String),
    /// There is no room left.
    Full,
    /// The server answered with another error: its status, and the code that it gave.
    Answered(u16, String),
    /// What came back is not what it should be.
    WrongData(String),
}

impl RemoteFault {
    /// Describes the fault: a phrase without a full stop.
    pub fn say(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        match self {
            RemoteFault::UnknownAddress(address) if vi => {
                format!("không hiểu địa chỉ “{address}”: chỉ dùng được một thư mục, hoặc ftps://…, sftp://…, davs://…, s3://…, file:///…")
            }
            RemoteFault::UnknownAddress(address) => {
                format!("the address “{address}” is not a folder, nor ftps://…, sftp://…, davs://…, s3://… or file:///…")
            }
            RemoteFault::BadKey(key) if vi => format!("tên tệp không dùng được: “{key}”"),
            RemoteFault::BadKey(key) => format!("a name that cannot be used: “{key}”"),
            RemoteFault::NoCredentials if vi => {
                "thiếu khóa truy cập: cần AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY trong môi trường hoặc ~/.aws/credentials".into()
            }
            RemoteFault::NoCredentials => {
                "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write ~/.aws/credentials".into()
            }
            RemoteFault::NoLogin(server) if vi => format!("cần tên và mật khẩu của {server}"),
            RemoteFault::NoLogin(server) => format!("the name and the password for {server} are needed"),
            RemoteFault::UnknownServer(host) if vi => format!(
                "máy này chưa biết khóa của máy chủ {host}, hoặc khóa đã đổi; hãy mở cửa sổ dòng lệnh, chạy “ssh {host}” để xác nhận rồi thử lại"
            ),
            RemoteFault::UnknownServer(host) => format!(
                "the key of the server {host} is not known or has changed; run “ssh {host}” in a terminal to confirm it, then try again"
            ),
            RemoteFault::Unreachable(reason) if vi => format!("không liên lạc được ({reason})"),
            RemoteFault::Unreachable(reason) => format!("it cannot be reached ({reason})"),
            RemoteFault::NoAnswer if vi => "không trả lời".into(),
            RemoteFault::NoAnswer => "it does not answer".into(),
            RemoteFault::Refused(reason) if vi => format!("bị từ chối, do khóa hoặc quyền truy cập ({reason})"),
            RemoteFault::Refused(reason) => format!("access was refused ({reason})"),
            RemoteFault::Full if vi => "nơi lưu đã đầy".into(),
            RemoteFault::Full => "it is full".into(),
            RemoteFault::Answered(status, code) if vi => format!("máy chủ báo lỗi {status} {code}").trim_end().into(),
            RemoteFault::Answered(status, code) => format!("the server answered {status} {code}").trim_end().into(),
            RemoteFault::WrongData(reason) if vi => format!("dữ liệu nhận về không đúng ({reason})"),
            RemoteFault::WrongData(reason) => format!("the data is wrong ({reason})"),
        }
    }

    /// Whether every further request would fail too.
    pub fn is_lasting(&self) -> bool {
        use RemoteFault::{Full, NoCredentials, Refused, UnknownAddress};
        matches!(self, UnknownAddress(_) | NoCredentials | Refused(_) | Full)
    }

    /// Whether the same request may succeed a moment later.
    pub fn may_pass(&self) -> bool {
        match self {
            RemoteFault::Unreachable(_) => true,
            RemoteFault::Answered(status, _) => *status == 429 || *status >= 500,
            _ => false,
        }
    }
}

impl fmt::Display for RemoteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::En))
    }
}

impl std::error::Error for RemoteFault {}

impl From<io::Error> for RemoteFault {
    fn from(error: io::Error) -> RemoteFault {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => RemoteFault::Refused(error.to_string()),
            Kind::StorageFull | Kind::QuotaExceeded => RemoteFault::Full,
            Kind::InvalidData => RemoteFault::WrongData(error.to_string()),
            _ => RemoteFault::Unreachable(error.to_string()),
        }
    }
}
