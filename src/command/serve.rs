//! `guong serve`: a preview in the browser that follows every save, and the editor beside it.

use std::any::Any;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{self, PathBuf};

use super::args::{self, Invocation};
use super::start::title;
use super::{Outcome, err, out, root, say};
use crate::diagnostic::Language;
use crate::editor::{EditorListener, EditorPorts, EditorSettings, OpenSite, editor_ports, remember};
use crate::model::Audience;
use crate::publish::{PhotoCache, state_folder};
use crate::serve::{self, Editing, Settings, WatchSender, ports_from};
use crate::site;

/// The default port.
const PORT: u16 = 1111;

/// A preview that listens but does not answer yet.
pub(super) struct ReadyPreview {
    settings: Settings,
    listener: TcpListener,
    address: SocketAddr,
    /// The address that lets a browser into the editor.
    pub entrance: Option<String>,
    poll: bool,
}

/// Runs the preview until the program is stopped.
pub(super) fn run(flags: &args::Serve, invocation: &Invocation) -> Outcome {
    let failed = |(what, error): (String, io::Error)| {
        err(&format!("guong: {what}: {error}\n"));
        Outcome::MachineFailed
    };
    let ready = match ready(flags, invocation, root(invocation)) {
        Ok(ready) => ready,
        Err(error) => return failed(error),
    };
    let address = ready.address;
    let is_open = !address.ip().is_loopback();
    if !invocation.quiet || is_open {
        let port = flags.port.unwrap_or(PORT);
        let entrance = ready.entrance.as_deref();
        out(&serve::greeting(address, port, is_open, entrance, invocation.language));
    }
    if flags.open {
        let preview = format!("http://{address}/");
        open_browser(ready.entrance.as_deref().unwrap_or(&preview), invocation.language);
    }
    match ready.run() {
        Ok(()) => Outcome::Done,
        Err(error) => failed(error),
    }
}

/// Sets up the preview of a site, and its editor unless other machines can see the preview. The error names what
/// failed.
pub(super) fn ready(
    flags: &args::Serve,
    invocation: &Invocation,
    root: PathBuf,
) -> Result<ReadyPreview, (String, io::Error)> {
    let language = invocation.language;
    let port = flags.port.unwrap_or(PORT);
    let host = flags.host.as_deref();
    let at = |error| (format!("{}:{port}", host.unwrap_or("127.0.0.1")), error);
    let can_edit = host.is_none() && !flags.no_edit && site::is_site(&root);
    let whole = path::absolute(&root).unwrap_or_else(|_| root.clone());
    let known = if can_edit && flags.port.is_none() { editor_ports(&whole) } else { EditorPorts::default() };
    let kept = known.own.and_then(|own| EditorListener::listen(&[own]).ok());
    let listener = serve::listen(host, &ports_from(port, &known.others)).map_err(at)?;
    let address = listener.local_addr().map_err(at)?;
    // People on other machines see what visitors will see.
    let is_open = !address.ip().is_loopback();
    let audience = if flags.as_visitor || is_open { Audience::Visitors } else { Audience::Editors };
    let (editing, entrance) = match can_edit {
        true => {
            let next = if port == 0 { 0 } else { address.port().saturating_add(1) };
            let listen = || EditorListener::listen(&ports_from(next, &known.others));
            let listener = kept.map_or_else(listen, Ok).map_err(at)?;
            if flags.port.is_none() {
                remember(&whole, &title(&root), listener.port());
            }
            let opened = edit(listener, address, whole, language).map_err(at)?;
            (Some(opened.0), Some(opened.1))
        }
        false => (None, None),
    };
    let settings = Settings {
        // Without a site there is no folder for caches.
        photos: site::is_site(&root)
            .then(|| state_folder(&root).ok().map(|state| PhotoCache::new(&state)))
            .flatten(),
        memo: site::load_memo(&root),
        as_of: invocation.as_of,
        audience,
        language,
        follow: flags.follow,
        host: flags.host.clone(),
        root,
        editing,
    };
    Ok(ReadyPreview { settings, listener, address, entrance, poll: flags.poll })
}

/// Opens the editor of a site in preview; returns its address with the secret of this run too.
fn edit(
    listener: EditorListener,
    preview: SocketAddr,
    root: PathBuf,
    language: Language,
) -> io::Result<(Editing, String)> {
    let (origin, cookie, entrance) = (listener.origin(), listener.cookie(), listener.entrance());
    let (gallery, mailbox) = serve::mailbox();
    let site = OpenSite { root, gallery, preview: format!("http://{preview}") };
    listener.open(site, EditorSettings { language, say_failure: say::publish_error })?;
    Ok((Editing { origin, cookie, mailbox }, entrance))
}

impl ReadyPreview {
    /// Serves for as long as the program runs. The error names what failed.
    pub(super) fn run(self) -> Result<(), (String, io::Error)> {
        let (poll, root) = (self.poll, self.settings.root.clone());
        let watched = root.clone();
        let watch = move |sender: WatchSender| {
            if poll {
                return Err("--poll".to_string());
            }
            serve::by_events(&watched, sender).map(|watcher| Box::new(watcher) as Box<dyn Any + Send>)
        };
        serve::run(self.settings, self.listener, watch, &err)
            .map_err(|error| (root.display().to_string(), error))
    }
}

/// Opens the browser, or says that there is none; the address has been printed already.
pub(super) fn open_browser(address: &str, language: Language) {
    if open::that_detached(address).is_err() {
        let hint = say::pick(
            language,
            "Không tìm thấy trình duyệt trên máy này; hãy tự mở địa chỉ trên.",
            "There is no browser on this machine; open the address yourself.",
        );
        err(&format!("{hint}\n"));
    }
}
