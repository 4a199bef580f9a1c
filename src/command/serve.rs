//! `guong serve`: a preview in the browser that follows every save.

use std::any::Any;

use super::args::{self, Invocation};
use super::{Outcome, err, out, root, say};
use crate::model::Audience;
use crate::publish::{PhotoCache, state_folder};
use crate::serve::{self, Settings, WatchSender};
use crate::site;

/// The default port.
const PORT: u16 = 1111;

/// Runs the preview until the program is stopped.
pub(super) fn run(flags: &args::Serve, invocation: &Invocation) -> Outcome {
    let language = invocation.language;
    let root = root(invocation);
    let failed = |what: &str, error: &dyn std::fmt::Display| {
        err(&format!("guong: {what}: {error}\n"));
        Outcome::MachineFailed
    };
    let port = flags.port.unwrap_or(PORT);
    let listener = match serve::listen(flags.host.as_deref(), port) {
        Ok(listener) => listener,
        Err(error) => {
            let host = flags.host.as_deref().unwrap_or("127.0.0.1");
            return failed(&format!("{host}:{port}"), &error);
        }
    };
    let address = match listener.local_addr() {
        Ok(address) => address,
        Err(error) => return failed("127.0.0.1", &error),
    };
    // People on other machines see what visitors will see.
    let is_open = !address.ip().is_loopback();
    let audience = if flags.as_visitor || is_open { Audience::Visitors } else { Audience::Editors };
    if !invocation.quiet || is_open {
        out(&serve::greeting(address, port, is_open, language));
    }
    if flags.open {
        open_browser(&format!("http://{address}/"), invocation);
    }
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
        root: root.clone(),
    };
    let (poll, watched) = (flags.poll, root.clone());
    let watch = move |sender: WatchSender| {
        if poll {
            return Err("--poll".to_string());
        }
        serve::by_events(&watched, sender).map(|watcher| Box::new(watcher) as Box<dyn Any + Send>)
    };
    match serve::run(settings, listener, watch, &err) {
        Ok(()) => Outcome::Done,
        Err(error) => failed(&root.display().to_string(), &error),
    }
}

/// Opens the browser, or says that there is none; the address has been printed already.
fn open_browser(address: &str, invocation: &Invocation) {
    if open::that_detached(address).is_err() {
        let hint = say::pick(
            invocation.language,
            "Không tìm thấy trình duyệt trên máy này; hãy tự mở địa chỉ trên.",
            "There is no browser on this machine; open the address yourself.",
        );
        err(&format!("{hint}\n"));
    }
}
