//! Publishing: what will change, then the build itself with its progress.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use futures_util::stream::{Stream, unfold};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch::{Receiver, Sender, channel};

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::{EditorSettings, SiteContext};
#[cfg(feature = "deploy")]
use super::send;
use super::words::pick;
use super::{diagnostics, words};
use crate::build::{self, Built, Options, Stop, StoreOptions, Work};
use crate::diagnostic::{self, Diagnostic, Language, Severity};
use crate::model::{Catalogue, Hidden};
use crate::publish::Lock;
use crate::site;

/// How many addresses and problems an answer lists.
const LISTED: usize = 200;

/// The latest event of publishing: its kind, and its data; `None` before the first one.
type LatestEvent = Option<(&'static str, Value)>;

/// The publication in progress, or the last one.
pub(super) struct PublishContext {
    latest: Mutex<Sender<LatestEvent>>,
    running: Mutex<bool>,
}

impl Default for PublishContext {
    fn default() -> PublishContext {
        PublishContext { latest: Mutex::new(channel(None).0), running: Mutex::new(false) }
    }
}

pub(super) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl PublishContext {
    fn say(&self, kind: &'static str, data: Value) {
        held(&self.latest).send_replace(Some((kind, data)));
    }

    /// Streams the progress, from the latest event on.
    pub(super) fn stream(&self) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
        let mut events: Receiver<LatestEvent> = held(&self.latest).subscribe();
        events.mark_changed();
        let next = async |mut events: Receiver<LatestEvent>| {
            loop {
                events.changed().await.ok()?;
                let latest = events.borrow_and_update().clone();
                if let Some((kind, data)) = latest {
                    let event = Event::default().event(kind).data(data.to_string());
                    return Some((Ok(event), events));
                }
            }
        };
        Sse::new(unfold(events, next))
    }
}

/// Answers `/api/publish`: what would change.
pub(super) fn changes(context: &SiteContext) -> Answered {
    let language = context.language();
    let as_of = context.ask(|site| site.today())?;
    let root = context.root.display().to_string();
    let site = site::open(&context.root, Some(as_of)).map_err(|error| context.failed(&root, &error))?;
    let changes = build::changes(&site);
    let errors: Vec<Diagnostic> =
        changes.diagnostics.into_iter().filter(|problem| problem.severity() == Severity::Error).collect();
    let hidden = context.ask(move |site| {
        site.whole().map(|(catalogue, _)| hidden(&catalogue, language)).unwrap_or_default()
    })?;
    let catalogue = site.ready.as_ref().map(|(catalogue, _)| catalogue);
    let listed = |addresses: &[String]| -> Value {
        addresses
            .iter()
            .take(LISTED)
            .map(|address| {
                let title = catalogue.and_then(|catalogue| title_at(catalogue, address));
                json!({ "address": address, "title": title })
            })
            .collect()
    };
    let shown = &errors[..errors.len().min(LISTED)];
    Ok(Answer::ok(json!({
        "errors": errors.len(),
        "problems": diagnostics::plain(shown, language),
        "new": listed(&changes.new),
        "changed": listed(&changes.changed),
        "gone": listed(&changes.lost),
        "dropped": listed(&changes.gone),
        "same": changes.same,
        "counts": { "new": changes.new.len(), "changed": changes.changed.len(), "gone": changes.lost.len(), "dropped": changes.gone.len() },
        "hidden": hidden,
        "folder": context.root.join("public").display().to_string(),
        "target": target(&site),
        "never": changes.is_first,
    })))
}

/// Returns the title of the text whose page is at an address.
fn title_at(catalogue: &Catalogue, address: &str) -> Option<String> {
    let slug = address.strip_prefix(crate::address::ENTRIES)?.strip_suffix('/')?;
    let entry = catalogue.entries.iter().find(|entry| entry.slug == slug)?;
    Some(entry.record().title.value.clone())
}

/// Returns what visitors will not see, and why.
fn hidden(catalogue: &Catalogue, language: Language) -> Vec<Value> {
    let why = |hidden: Hidden| match hidden {
        Hidden::Draft => pick(language, "Bản nháp", "Draft").to_string(),
        Hidden::Unapproved => pick(language, "Chưa được duyệt", "Not approved").to_string(),
        Hidden::Until(day) => format!("{} {day}", pick(language, "Hiện từ ngày", "Shown from")),
        Hidden::After(day) => format!("{} {day}", pick(language, "Hết hạn ngày", "Expired on")),
    };
    let entries = catalogue.entries.iter().filter_map(|entry| {
        Some((&entry.text.source.found.path, &entry.record().title.value, entry.hidden?))
    });
    entries
        .take(LISTED)
        .map(|(path, title, hidden)| json!({ "path": path, "title": title, "why": why(hidden) }))
        .collect()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentPublish {
    #[serde(default)]
    allow_removed: bool,
    /// What was typed for the target, if it was asked for.
    #[cfg(feature = "deploy")]
    login: Option<send::SentLogin>,
}

#[cfg(feature = "deploy")]
use send::target;

/// Returns the address of a site's target; none without the feature.
#[cfg(not(feature = "deploy"))]
fn target(_: &site::Site) -> Option<&str> {
    None
}

/// Answers `/api/publish`: begins a build on a thread of its own.
pub(super) fn start(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let sent: SentPublish = asked.json()?;
    let as_of = context.ask(|site| site.today())?;
    {
        let mut running = held(&context.publish.running);
        if *running {
            return Err(Refusal::new(StatusCode::CONFLICT, words::publishing(context.language())));
        }
        *running = true;
    }
    let (root, settings, publish) =
        (context.root.clone(), context.settings.clone(), Arc::clone(&context.publish));
    publish.say(
        "progress",
        json!({ "doing": pick(context.language(), "Đọc nội dung", "Reading"), "done": 0, "of": 0 }),
    );
    std::thread::spawn(move || {
        let work = || run(&root, as_of, sent, &settings, &publish);
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        let fault = || ("failed", json!({ "message": words::fault(settings.language), "problems": [] }));
        let (kind, data) = ended.unwrap_or_else(|_| fault());
        *held(&publish.running) = false;
        publish.say(kind, data);
    });
    Ok(Answer::Json(StatusCode::ACCEPTED, json!({})))
}

fn run(
    root: &std::path::Path,
    as_of: crate::date::Day,
    sent: SentPublish,
    settings: &EditorSettings,
    publish: &Arc<PublishContext>,
) -> (&'static str, Value) {
    let language = settings.language;
    let failed = |message: String| ("failed", json!({ "message": message, "problems": [] }));
    let lock = match Lock::acquire(root, || {}) {
        Ok(lock) => lock,
        Err(error) => return failed((settings.say_failure)(&error, language)),
    };
    let site = match site::open(root, Some(as_of)) {
        Ok(site) => site,
        Err(error) => return failed(error.to_string()),
    };
    let observe = |work, of| -> Box<dyn Fn() + Sync> {
        let doing = match work {
            Work::Pages => pick(language, "Dựng trang", "Rendering pages"),
            Work::Photos => pick(language, "Làm ảnh", "Making photos"),
        };
        let (done, publish) = (Mutex::new(0_usize), Arc::clone(publish));
        publish.say("progress", json!({ "doing": doing, "done": 0, "of": of }));
        Box::new(move || {
            let mut done = held(&done);
            *done += 1;
            publish.say("progress", json!({ "doing": doing, "done": *done, "of": of }));
        })
    };
    let store = StoreOptions::from_environment();
    let options = Options { allow_removed: sent.allow_removed, store, ..Options::default() };
    let report = build::run(&site, lock, &options, &observe);
    match report.result {
        Ok(Built { entries, summary, .. }) => {
            let message = words::published(entries, summary.written, summary.removed, language);
            let done = json!({ "message": message, "folder": root.join("public").display().to_string() });
            #[cfg(feature = "deploy")]
            if let Some(address) = target(&site) {
                let say = |kind, data| publish.say(kind, data);
                return match send::send((&site, root, address), sent.login, language, &say) {
                    Ok((message, notes)) => {
                        ("done", json!({ "message": message, "target": address, "notes": notes }))
                    }
                    Err(event) => event,
                };
            }
            ("done", done)
        }
        Err(Stop::Publishing(error)) => failed((settings.say_failure)(&error, language)),
        Err(Stop::Content) => {
            let mut errors = report.diagnostics;
            errors.retain(|problem| problem.severity() == Severity::Error);
            diagnostic::sort(&mut errors);
            let message = words::has_errors(errors.len(), language);
            errors.truncate(LISTED);
            ("failed", json!({ "message": message, "problems": diagnostics::plain(&errors, language) }))
        }
    }
}

/// Answers `/api/publish/open`: shows the published folder in the system's own program.
pub(super) fn open_folder(context: &SiteContext) -> Answered {
    let folder = context.root.join("public");
    let failed = |error| context.failed("public", &error);
    open::that_detached(&folder).map_err(failed)?;
    Ok(Answer::ok(json!({})))
}
