//! Why a site was not sent, in both languages.

use crate::diagnostic::Language;
use crate::remote::RemoteFault;
use crate::text::harmless;

/// How many paths a message names.
const NAMED: usize = 5;

/// Why a site was not sent, or not all of it. What was sent stays consistent, and the next deployment completes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeployFault {
    /// The target could not do what was asked of it.
    Remote {
        /// The file concerned.
        path: String,
        /// Why not.
        fault: RemoteFault,
    },
    /// The published folder holds no site.
    NothingBuilt,
    /// A file of the published folder cannot be read.
    Unreadable {
        /// Its path.
        path: String,
        /// What the system answered.
        error: String,
    },
    /// A file of the published folder changed during the deployment.
    Changed {
        /// Its path.
        path: String,
    },
    /// The target has files of the same names that Guong did not send. Nothing was sent.
    Foreign {
        /// Their paths.
        paths: Vec<String>,
    },
}

impl DeployFault {
    /// Describes the fault: sentences without the final full stop.
    pub fn say(&self, language: Language) -> String {
        let vi = language == Language::Vi;
        match self {
            DeployFault::Remote { path, fault } => format!("{}: {}", harmless(path), fault.say(language)),
            DeployFault::NothingBuilt if vi => "chưa có trang nào được dựng ở thư mục public".into(),
            DeployFault::NothingBuilt => "there is no built site in public/".into(),
            DeployFault::Unreadable { path, error } if vi => {
                format!("không đọc được {}: {error}", harmless(path))
            }
            DeployFault::Unreadable { path, error } => format!("cannot read {}: {error}", harmless(path)),
            DeployFault::Changed { path } if vi => {
                format!("{} vừa đổi trong lúc gửi; hãy chạy lại", harmless(path))
            }
            DeployFault::Changed { path } => {
                format!("{} changed during the deployment; run it again", harmless(path))
            }
            DeployFault::Foreign { paths } => foreign(paths, vi),
        }
    }
}

fn foreign(paths: &[String], vi: bool) -> String {
    let named: Vec<String> = paths.iter().take(NAMED).map(|path| harmless(path).into_owned()).collect();
    let (named, count) = (named.join(", "), paths.len());
    if vi {
        format!(
            "nơi nhận đã có {count} tệp trùng tên mà Guong không gửi: {named}{}. Chưa gửi gì. \
             Nếu đúng là trang cũ của mình và muốn thay, chạy: guong deploy --replace",
            if count > NAMED { "…" } else { "" }
        )
    } else {
        format!(
            "the target has {count} files of the same names that Guong did not send: {named}{}. Nothing was sent. \
             If they are an older copy of this site, replace them: guong deploy --replace",
            if count > NAMED { "…" } else { "" }
        )
    }
}
