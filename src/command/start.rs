//! `guong start`, and a double-click: the start page in the browser, where galleries are opened and made.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::args::{Invocation, Serve};
use super::{Outcome, err, out, say, serve};
use crate::edit::{FieldValue, FormValues};
use crate::editor::{EditorListener, EditorSettings, StartPage, announce, announced, editor_ports};
use crate::serve::ports_from;
use crate::source::FileRole;

/// The port of the start page, if it is free.
const PORT: u16 = 1110;

/// Runs the start page until the program is stopped.
pub(super) fn run(opens: bool, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let failed = |error: io::Error| {
        err(&format!("guong: 127.0.0.1:{PORT}: {error}\n"));
        Outcome::MachineFailed
    };
    if let Some(entrance) = announced() {
        out(&match language {
            crate::diagnostic::Language::Vi => format!("Guong đang chạy sẵn. Trang bắt đầu: {entrance}\n"),
            crate::diagnostic::Language::En => {
                format!("Guong is already running. The start page: {entrance}\n")
            }
        });
        if opens {
            serve::open_browser(&entrance, language);
        }
        return Outcome::Done;
    }
    // No gallery has this path, so these are the ports of all editors.
    let editors = editor_ports(Path::new("")).others;
    let listener = match EditorListener::listen(&ports_from(PORT, &editors)) {
        Ok(listener) => listener,
        Err(error) => return failed(error),
    };
    let entrance = listener.entrance();
    let galleries = OpenGalleries { invocation: invocation.clone(), entrances: Mutex::default() };
    let page = StartPage { open: Box::new(move |root| galleries.open(root)) };
    if let Err(error) =
        listener.open_start(page, EditorSettings { language, say_failure: say::publish_error })
    {
        return failed(error);
    }
    announce(&entrance);
    out(&match language {
        crate::diagnostic::Language::Vi => {
            format!("Guong đang chạy. Trang bắt đầu: {entrance}\nMuốn dừng, đóng cửa sổ này.\n")
        }
        crate::diagnostic::Language::En => {
            format!("Guong is running. The start page: {entrance}\nTo end it, close this window.\n")
        }
    });
    if opens {
        serve::open_browser(&entrance, language);
    }
    loop {
        std::thread::park();
    }
}

/// The galleries that this run has opened, each with a preview and an editor of its own.
struct OpenGalleries {
    invocation: Invocation,
    /// The addresses that let a browser into the editors, by folder.
    entrances: Mutex<BTreeMap<PathBuf, String>>,
}

impl OpenGalleries {
    /// Opens a gallery unless it is open; returns the address to go to.
    fn open(&self, root: &Path) -> io::Result<String> {
        let root = as_written(fs::canonicalize(root)?);
        let mut entrances = self.entrances.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = entrances.get(&root) {
            return Ok(known.clone());
        }
        let ready = serve::ready(&Serve::default(), &self.invocation, root.clone());
        let ready = ready.map_err(|(_, error)| error)?;
        let entrance = ready.entrance.clone().ok_or(io::ErrorKind::NotFound)?;
        std::thread::spawn(move || {
            if let Err((what, error)) = ready.run() {
                err(&format!("guong: {what}: {error}\n"));
            }
        });
        entrances.insert(root, entrance.clone());
        Ok(entrance)
    }
}

/// Returns a path as people write it: Windows' full form of it begins with `\\?\`.
fn as_written(path: PathBuf) -> PathBuf {
    let rest = path.to_str().and_then(|text| text.strip_prefix(r"\\?\"));
    let short = rest.filter(|rest| rest.as_bytes().get(1) == Some(&b':')).map(PathBuf::from);
    short.unwrap_or(path)
}

/// Returns the title of the gallery in a folder, or the folder's name.
pub(super) fn title(root: &Path) -> String {
    let bytes = fs::read(root.join("guong.toml")).unwrap_or_default();
    let values = FormValues::read(&FileRole::Config, &bytes).map(|form| form.values).unwrap_or_default();
    let title = values.into_iter().find(|(name, _)| name == "title").map(|(_, value)| value);
    match title {
        Some(FieldValue::Text(title)) => title,
        _ => root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    }
}
