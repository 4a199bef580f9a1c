//! Sends a site that was just built to its target, with progress, and looks at it as visitors do.

use std::path::Path;
use std::sync::Mutex;

use serde::Deserialize;
use serde_json::{Value, json};

use super::words;
use super::words::pick;
use crate::deploy::{
    self, DeployAmount, DeployFault, DeployOptions, Deployment, NoConnection, Patience, Sending, sample,
};
use crate::diagnostic::Language;
use crate::publish::state_folder;
use crate::remote::Login;
use crate::site::Site;
use crate::world::instant;

/// A name and a password that were typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentLogin {
    user: String,
    password: String,
}

/// An event of publishing: its kind, and its data.
type PublishEvent = (&'static str, Value);

/// Returns the address of a site's target.
pub(super) fn target(site: &Site) -> Option<&str> {
    let (catalogue, _) = site.ready.as_ref()?;
    deploy::target(&catalogue.config.deploy, None).ok()
}

/// Sends a built site. Returns what was done and what is wrong with it; or the event that ends publishing.
///
/// # Errors
/// The event that ends publishing: a question for the password, or a failure.
pub(super) fn send(
    (site, root, address): (&Site, &Path, &str),
    login: Option<SentLogin>,
    language: Language,
    say: &(dyn Fn(&'static str, Value) + Sync),
) -> Result<(String, Vec<String>), PublishEvent> {
    let failed = |why: String| {
        let message = words::not_sent(address, &why, language);
        ("failed", json!({ "message": message, "problems": [], "built": true }))
    };
    say(
        "progress",
        json!({ "doing": pick(language, "Hỏi nơi nhận", "Asking the target"), "done": 0, "of": 0 }),
    );
    let login = login.map(|SentLogin { user, password }| Login { user, password });
    let connection = deploy::connect(address, root, login).map_err(|why| match why {
        NoConnection::NeedsLogin { server, user, was_refused } => {
            ("login", json!({ "server": server, "user": user, "wrong": was_refused }))
        }
        other => failed(other.say(language)),
    })?;
    let cache = state_folder(root).map_err(|error| failed(error.to_string()))?;
    let public = root.join("public");
    let place = (cache.as_path(), address);
    let of_fault = |fault: DeployFault| failed(fault.say(language));
    let planned = deploy::plan(site, &*connection.remote, &public, place, DeployOptions::default());
    let deployment = planned.map_err(of_fault)?;
    let is_forgotten = connection.keep_password();
    let DeployAmount { files, bytes, removed } = deployment.amount();
    let started = instant();
    let count = Counter::new(pick(language, "Gửi lên mạng", "Sending"), bytes, say);
    let pace = |sent| count.add(sent);
    deployment.carry_out(&Sending { patience: Patience::default(), pace: &pace }).map_err(of_fault)?;
    deploy::remember(&deployment, place, started.elapsed());
    let mut notes = looked_at(site, &deployment, &public, language, say);
    if is_forgotten {
        notes.push(words::password_not_kept(language).to_string());
    }
    Ok((words::sent(files, removed, address, language), notes))
}

/// Fetches a sample as visitors do; returns what is wrong.
fn looked_at(
    site: &Site,
    deployment: &Deployment<'_>,
    public: &Path,
    language: Language,
    say: &(dyn Fn(&'static str, Value) + Sync),
) -> Vec<String> {
    let sent: Vec<usize> = deployment.steps.sent().collect();
    let Some((catalogue, _)) = site.ready.as_ref().filter(|_| !sent.is_empty()) else { return Vec::new() };
    let chosen = sample(&deployment.local, &sent, false);
    let count =
        Counter::new(pick(language, "Xem lại trên mạng", "Fetching the site"), chosen.len() as u64, say);
    let base_url = &catalogue.config.base_url;
    match deploy::verify(base_url, public, &deployment.local, &chosen, &|one| count.add(one)) {
        Ok(found) => {
            let said = found.findings.iter();
            said.map(|(finding, (number, example))| finding.say(*number, example, language)).collect()
        }
        Err(fault) => vec![fault.say(language)],
    }
}

/// Counts what is done, and reports it.
struct Counter<'s> {
    doing: &'static str,
    of: u64,
    done: Mutex<u64>,
    say: &'s (dyn Fn(&'static str, Value) + Sync),
}

impl<'s> Counter<'s> {
    fn new(doing: &'static str, of: u64, say: &'s (dyn Fn(&'static str, Value) + Sync)) -> Counter<'s> {
        say("progress", json!({ "doing": doing, "done": 0, "of": of }));
        Counter { doing, of, done: Mutex::new(0), say }
    }

    fn add(&self, more: u64) {
        let mut done = super::publish::held(&self.done);
        *done += more;
        (self.say)("progress", json!({ "doing": self.doing, "done": *done, "of": self.of }));
    }
}
