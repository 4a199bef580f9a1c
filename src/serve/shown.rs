//! One state of the gallery, rendered on request.
//!
//! Takes a path, gives what a build would write there, by the same plan and renderers. Pages are rendered when
//! they are requested and cached by their key; pictures are read when a page shows them. Preview adds one script
//! to each page when it is served.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use axum::http::StatusCode;
use rayon::prelude::*;

use super::photos::{DerivedRequest, PhotoRequest};
use super::search::{Search, SearchQuestion, manifest, question};
use super::words;
use crate::address;
use crate::diagnostic::{Diagnostic, FaultStep, Format, Language, Location, Problem, guarded, report};
use crate::digest::Digest;
use crate::model::Picture;
use crate::parse::escape;
use crate::plan::view::KitPhoto;
use crate::plan::{Output, Plan, ShownOn, View, What};
use crate::render::{media_type, origin, render, render_view, whole_view};
use crate::theme::AssetBytes;
use crate::world::{DiskWorld, FoundFile, World};

/// Maximum size of the cached pages, in bytes; beyond it, pages are rendered again.
const KEPT: usize = 16 * 1024 * 1024;

/// The content of a path.
pub(super) enum Content {
    /// Bytes in memory.
    Bytes { status: StatusCode, mime: &'static str, tag: String, bytes: Arc<[u8]> },
    /// A file of the site, which the request handler reads.
    File { found: FoundFile, mime: &'static str, tag: String },
    /// A photo or a press kit, which the request handler derives.
    Derived { asked: Box<DerivedRequest>, mime: &'static str },
    /// A redirect to another path.
    Elsewhere(String),
}

impl Content {
    /// Returns bytes without an entity tag.
    pub(super) fn untagged(status: StatusCode, mime: &'static str, bytes: Vec<u8>) -> Content {
        Content::Bytes { status, mime, tag: String::new(), bytes: bytes.into() }
    }
}

/// The caches that outlive one state.
#[derive(Default)]
pub(super) struct RenderCache {
    pages: Pages,
    /// The search index, once it is built.
    pub search: Option<Box<Search>>,
}

/// Rendered pages by path, with their tag and bytes.
#[derive(Default)]
struct Pages {
    pages: HashMap<String, (String, Arc<[u8]>)>,
    bytes: usize,
}

impl Pages {
    fn get(&self, path: &str, tag: &str) -> Option<Arc<[u8]>> {
        self.pages.get(path).filter(|(known, _)| known == tag).map(|(_, bytes)| Arc::clone(bytes))
    }

    fn put(&mut self, path: &str, tag: &str, bytes: &Arc<[u8]>) {
        if self.bytes > KEPT {
            *self = Pages::default();
        }
        self.bytes += bytes.len();
        if let Some((_, old)) = self.pages.insert(path.to_string(), (tag.to_string(), Arc::clone(bytes))) {
            self.bytes -= old.len();
        }
    }
}

/// One state of the gallery.
pub(super) struct Snapshot<'s> {
    plan: &'s Plan<'s>,
    world: &'s DiskWorld,
    language: Language,
    /// The tags that were computed in this state, by path.
    tags: HashMap<String, String>,
    /// Whether a picture that was read cannot be published.
    pub faulty: Cell<bool>,
}

impl<'s> Snapshot<'s> {
    pub(super) fn new(plan: &'s Plan<'s>, world: &'s DiskWorld, language: Language) -> Snapshot<'s> {
        Snapshot { plan, world, language, tags: HashMap::new(), faulty: Cell::new(false) }
    }

    /// Returns the tag of the page at a path, or of the not-found page if there is none.
    pub(super) fn tag(&mut self, path: &str) -> Result<String, Box<Diagnostic>> {
        let origin = self.origin(path);
        guarded(FaultStep::Render, &origin, || self.tag_unguarded(path))?
    }

    /// Returns the path of the file whose text the page at a path shows.
    pub(super) fn source(&mut self, path: &str) -> Option<String> {
        let what = self.find(path)?.what;
        self.plan.text(what).map(|text| text.source.found.path.clone())
    }

    /// Returns the file to name in the diagnostic if the page at a path cannot be rendered.
    fn origin(&mut self, path: &str) -> String {
        let output = self.find(path);
        output.map_or_else(|| path.into(), |output| origin(self.plan, &output).to_string())
    }

    fn tag_unguarded(&mut self, path: &str) -> Result<String, Box<Diagnostic>> {
        if let Some(tag) = self.tags.get(path) {
            return Ok(tag.clone());
        }
        let what = self.find(path).map_or(What::NotFound, |output| output.what);
        let tag = match what {
            What::Static(_) | What::Asset(_) | What::Photo(..) | What::PhotoCopy(..) => {
                self.plan.key(what).to_string()
            }
            what => self.tag_of(what, &self.view(what)?),
        };
        self.tags.insert(path.to_string(), tag.clone());
        Ok(tag)
    }

    /// Returns whether a search request needs the index; `None` if the path is not a search request.
    pub(super) fn needs_search(&self, path: &str, query: &str) -> Option<bool> {
        question(self.plan, path, query).map(|question| matches!(question, SearchQuestion::Results(_)))
    }

    /// Returns the content of a path.
    ///
    /// # Errors
    /// A diagnostic, if a source changed (the loop must read it first), or if the program panicked.
    pub(super) fn answer(
        &mut self,
        path: &str,
        query: &str,
        kept: &mut RenderCache,
    ) -> Result<Content, Box<Diagnostic>> {
        let origin = self.origin(path);
        let answer = guarded(FaultStep::Render, &origin, || self.answer_unguarded(path, query, kept));
        if answer.is_err() {
            // The index may be half updated.
            kept.search = None;
        }
        answer?
    }

    fn answer_unguarded(
        &mut self,
        path: &str,
        query: &str,
        kept: &mut RenderCache,
    ) -> Result<Content, Box<Diagnostic>> {
        if let Some(question) = question(self.plan, path, query) {
            let (plan, world) = (self.plan, self.world);
            let bytes = match &question {
                SearchQuestion::Manifest => manifest(plan),
                SearchQuestion::Results(asked) => {
                    let search = kept.search.get_or_insert_default();
                    search.answer(asked, plan, world, &|pictures| self.read_pictures(pictures))?
                }
            };
            return Ok(Content::untagged(StatusCode::OK, "application/json", bytes));
        }
        let Some(output) = self.find(path) else {
            let folder = format!("{path}/");
            if !path.ends_with('/') && self.find(&folder).is_some() {
                return Ok(Content::Elsewhere(folder));
            }
            if let Some(rest) = self.below_base(path) {
                return self.answer_unguarded(&rest, query, kept);
            }
            let missing = Output { path: address::NOT_FOUND.into(), what: What::NotFound };
            return self.page(path, &missing, StatusCode::NOT_FOUND, &mut kept.pages);
        };
        let (plan, catalogue) = (self.plan, self.plan.catalogue);
        let mime = media_type(&output.path);
        let tag = || plan.key(output.what).to_string();
        Ok(match output.what {
            What::Static(number) => {
                Content::File { found: catalogue.statics[number].source.found.clone(), mime, tag: tag() }
            }
            What::Asset(number) => {
                let asset = plan.asset(number);
                match &asset.bytes {
                    AssetBytes::File(source) if !asset.is_script() => {
                        Content::File { found: source.found.clone(), mime, tag: tag() }
                    }
                    _ => {
                        let bytes = render(plan, &output, self.world)?.into();
                        Content::Bytes { status: StatusCode::OK, mime, tag: tag(), bytes }
                    }
                }
            }
            What::Photo(..) | What::PhotoCopy(..) => {
                let asked = DerivedRequest::Photo(PhotoRequest::new(plan, output.what));
                Content::Derived { asked: Box::new(asked), mime }
            }
            What::Kit(number) => {
                let view = self.whole_view(output.what)?;
                let tag = self.tag_of(output.what, &view);
                let View::Kit(kit) = view else { unreachable!("it is that of a kit") };
                let photo = |photo: &KitPhoto| What::PhotoCopy(ShownOn::Entry(number), photo.number);
                let photos = kit.photos.iter().map(|at| PhotoRequest::new(plan, photo(at))).collect();
                Content::Derived { asked: Box::new(DerivedRequest::Kit { kit, photos, tag }), mime }
            }
            _ => return self.page(path, &output, StatusCode::OK, &mut kept.pages),
        })
    }

    /// The output at a path.
    fn find(&mut self, path: &str) -> Option<Output> {
        let file = path.strip_prefix('/')?;
        let file =
            if file.is_empty() || file.ends_with('/') { address::page_path(file) } else { file.to_string() };
        // Which licences there are is known only when every picture has been read.
        if file.starts_with(address::PHOTO_LICENCES) {
            self.read_pictures(self.plan.pictures(What::PhotoLicences)).ok()?;
            return self.plan.licence_wall_at(&file);
        }
        if file.ends_with(".zip")
            && let Some(Output { what: what @ What::Kit(number), path }) = self.plan.kit_at(&file)
        {
            self.read_pictures(self.plan.pictures(what)).ok()?;
            return self.plan.has_kit(number).then_some(Output { path, what });
        }
        let outputs = &self.plan.outputs();
        if let Ok(at) = outputs.binary_search_by(|output| output.path.as_str().cmp(&file)) {
            return Some(outputs[at].clone());
        }
        if !file.starts_with(address::PHOTOS) {
            return None;
        }
        // Photos are named by a digest of their content. Those of pages that were shown are known; any other
        // address is found only by reading every picture, once.
        self.plan.photo_at(&file).or_else(|| {
            self.read_pictures((0..self.plan.catalogue.pictures.len()).collect()).ok()?;
            self.plan.photo_at(&file)
        })
    }

    /// Returns the rest of a path below the path of `base_url`, with which the links of the not-found page begin.
    fn below_base(&self, path: &str) -> Option<String> {
        let after_scheme = self.plan.catalogue.config.base_url.split("://").nth(1)?;
        let base = &after_scheme[after_scheme.find('/')?..];
        let rest = path.strip_prefix(base).filter(|_| base.len() > 1)?;
        Some(format!("/{rest}"))
    }

    fn page(
        &mut self,
        path: &str,
        output: &Output,
        status: StatusCode,
        pages: &mut Pages,
    ) -> Result<Content, Box<Diagnostic>> {
        let mime = media_type(&output.path);
        // Tabs do not reload for a changed style sheet, but the next load of the page must link the new one.
        let plan = self.plan;
        let with_links = |tag: &str| Digest::of(&(tag, plan.links_digest(output.what))).to_string();
        let tag = with_links(&self.tag_unguarded(path)?);
        if let Some(bytes) = pages.get(path, &tag) {
            return Ok(Content::Bytes { status, mime, tag, bytes });
        }
        let mut view = self.whole_view(output.what)?;
        // The file may have been saved after the tag was computed.
        let tag = self.tag_of(output.what, &view);
        let ribbon = self.ribbon(output.what);
        let script = script(path, &tag, ribbon.as_deref());
        let tag = with_links(&tag);
        let rendered = match render_view(self.plan, output, &mut view) {
            Ok(bytes) => bytes,
            Err(problem) => {
                let page = problem_page(&[*problem], &script, self.language);
                return Ok(Content::untagged(StatusCode::INTERNAL_SERVER_ERROR, mime, page));
            }
        };
        let bytes: Arc<[u8]> =
            if mime == "text/html" { with_script(rendered, &script) } else { rendered }.into();
        pages.put(path, &tag, &bytes);
        Ok(Content::Bytes { status, mime, tag, bytes })
    }

    fn tag_of(&self, what: What, view: &View) -> String {
        let key = self.plan.content_key(what, view);
        match self.ribbon(what) {
            Some(ribbon) => Digest::of(&(key, ribbon)).to_string(),
            None => key.to_string(),
        }
    }

    /// Returns the ribbon of a page that visitors do not see.
    fn ribbon(&self, what: What) -> Option<String> {
        let catalogue = self.plan.catalogue;
        let hidden = match what {
            What::Entry(number) | What::Embed(number) => catalogue.entries[number as usize].hidden?,
            What::Page(number) => catalogue.pages[number].hidden?,
            What::Targets if !catalogue.targets.is_public => {
                return Some(words::preview_only(self.language).into());
            }
            _ => return None,
        };
        Some(words::ribbon(hidden, self.language))
    }

    fn view(&self, what: What) -> Result<View, Box<Diagnostic>> {
        self.read_pictures(self.plan.pictures(what))?;
        Ok(self.plan.view(what).expect("what has a template has a view"))
    }

    fn whole_view(&self, what: What) -> Result<View, Box<Diagnostic>> {
        self.read_pictures(self.plan.pictures(what))?;
        Ok(whole_view(self.plan, what, self.world)?.expect("what has a template has a view"))
    }

    /// Reads those of these pictures that have not been read.
    fn read_pictures(&self, pictures: BTreeSet<usize>) -> Result<(), Box<Diagnostic>> {
        let pictures = pictures.into_iter().map(|number| &self.plan.catalogue.pictures[number]);
        let unknown: Vec<&Picture> = pictures.filter(|picture| picture.file().record().is_none()).collect();
        let limit = u64::from(self.plan.catalogue.config.max_megapixels) * 1_000_000;
        let probe = |picture: &&Picture| {
            let found = &picture.source.found;
            let bytes = self.world.read(found).map_err(|error| {
                let problem = Problem::Unreadable { reason: error.to_string() };
                Box::new(Diagnostic { place: Location::file(&found.path), problem })
            })?;
            let record =
                guarded(FaultStep::Read, &found.path, || picture.file().get_or_probe(&found.path, &bytes))?;
            let pixels = record.probe.as_ref().map(|probe| u64::from(probe.width) * u64::from(probe.height));
            Ok(!pixels.is_ok_and(|pixels| pixels <= limit))
        };
        let faulty: Result<Vec<bool>, Box<Diagnostic>> = unknown.par_iter().map(probe).collect();
        if faulty?.contains(&true) {
            self.faulty.set(true);
        }
        Ok(())
    }
}

/// Returns the script element that preview adds to a page, which makes it follow edits.
fn script(path: &str, tag: &str, ribbon: Option<&str>) -> String {
    let ribbon = ribbon.map(|text| format!(" data-ribbon=\"{}\"", escape(text))).unwrap_or_default();
    format!(
        "<script defer src=\"/__guong/live.js\" data-path=\"{}\" data-key=\"{tag}\"{ribbon}></script>",
        escape(path)
    )
}

fn with_script(mut page: Vec<u8>, script: &str) -> Vec<u8> {
    let at = memchr::memmem::find(&page, b"</head>").unwrap_or(page.len());
    page.splice(at..at, script.bytes());
    page
}

/// Renders the page that is shown instead of one with errors. Diagnostics are escaped.
pub(super) fn problem_page(problems: &[Diagnostic], script: &str, language: Language) -> Vec<u8> {
    let title = words::no_page(language);
    let text = report(problems, language, Format::Human, false);
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{title}</title>{script}</head>\
         <body><h1>{title}</h1><pre>{}</pre></body></html>\n",
        escape(&text)
    )
    .into_bytes()
}

/// Returns the response for a page at which the program panicked.
pub(super) fn failed(path: &str, problem: &Diagnostic, language: Language) -> Content {
    let page = problem_page(std::slice::from_ref(problem), &script(path, "", None), language);
    Content::untagged(StatusCode::INTERNAL_SERVER_ERROR, "text/html", page)
}

/// Returns the response for every path while the site has never been free of errors.
pub(super) fn nothing_yet(path: &str, problems: &[Diagnostic], language: Language) -> Content {
    let page = problem_page(problems, &script(path, "", None), language);
    Content::untagged(StatusCode::SERVICE_UNAVAILABLE, "text/html", page)
}
