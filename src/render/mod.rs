//! Renders an output of the plan to bytes.
//!
//! Depends only on the output's view, and on the HTML of its text. Views leave the HTML out; it is inserted here, if
//! necessary by parsing the file again, whose digest must be the one in the output's key.

mod body;
mod data;
mod hosting;
mod json_ld;
mod kit;
pub mod photo;

#[cfg(feature = "office")]
pub(crate) use data::mark_as_made_on_unix;
pub use hosting::{cache_control, is_compressible, media_type, with_charset};
pub use kit::write_kit;

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Location, Problem};
use crate::digest::Digest;
use crate::model::Text;
use crate::parse::{Html, body_again};
use crate::plan::view::{BodyView, EntryPage, Subject};
use crate::plan::{Output, Plan, View, What};
use crate::source::Source;
use crate::theme::AssetBytes;
use crate::world::World;
use body::write_body;

/// The part of the theme that draws the pictures of a text.
const TEXT_PHOTOS: &str = "parts/text-photos.html";

/// Renders an output that has a view, or reads one that is copied. Photos are derived by [`photo::derive`] instead,
/// because they are cached.
///
/// # Errors
/// A diagnostic if the template fails, or if a source changed or vanished since it was read.
pub fn render(plan: &Plan<'_>, output: &Output, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
    match whole_view(plan, output.what, world)? {
        Some(mut view) => render_view(plan, output, &mut view),
        None => copy(plan, output, world),
    }
}

/// The source path of an output, for diagnostics; its own path if it has no single source.
pub fn origin<'p>(plan: &'p Plan<'_>, output: &'p Output) -> &'p str {
    plan.text(output.what).map_or(&output.path, |text| &text.source.found.path)
}

/// Renders an output from its view, including its text. Without a template, writes open data in its own format, and
/// any other view as JSON.
///
/// # Errors
/// A diagnostic if the template fails.
pub fn render_view(plan: &Plan<'_>, output: &Output, view: &mut View) -> Result<Vec<u8>, Box<Diagnostic>> {
    draw_text(plan, output, view)?;
    let view = &*view;
    let Some(template) = Plan::template(output.what) else {
        return Ok(match view {
            view if is_long(view) => {
                let mut bytes = Vec::new();
                write_long(plan, output.what, view, &mut bytes).map_err(|error| unwritten(output, &error))?;
                bytes
            }
            View::TargetsTable(table) => data::csv::targets(table),
            View::DataSet(file) => data::description(file),
            View::Rules(rules) => hosting::rules(rules).into_bytes(),
            View::Kit(_) => unreachable!("a kit is written where its photos are"),
            view => serde_json::to_vec(view).expect("views hold only what JSON can say"),
        });
    };
    let failure = |error: tera::Error| Box::new(plan.theme.failure(&output.path, &error));
    let mut context = tera::Context::from_serialize(view).map_err(failure)?;
    if plan.theme.json_ld
        && let Some(json_ld) = json_ld::json_ld(view)
    {
        context.insert("json_ld", &json_ld);
    }
    if let View::Entry(page) = view {
        context.insert("version", &version(page));
    }
    let mut bytes = Vec::with_capacity(8 * 1024);
    plan.theme.tera.render_to(template, &context, &mut bytes).map_err(failure)?;
    Ok(bytes)
}

/// Whether an output grows with the gallery, so that it is written piece by piece ([`write_long`]).
pub fn is_long(view: &View) -> bool {
    matches!(view, View::Tables(_) | View::Points(_))
}

/// Writes an output that [is long](is_long).
///
/// # Errors
/// The error of `out`, or of the temporary files of a workbook.
pub fn write_long(plan: &Plan<'_>, what: What, view: &View, out: &mut dyn Write) -> io::Result<()> {
    match view {
        View::Tables(file) => data::tables(file, &plan.rows(what), out),
        View::Points(file) => data::geo(file, out),
        _ => unreachable!("it is not long"),
    }
}

fn unwritten(output: &Output, error: &io::Error) -> Box<Diagnostic> {
    let problem = Problem::Unreadable { reason: error.to_string() };
    Box::new(Diagnostic { place: Location::file(&output.path), problem })
}

/// A short version id of an entry's page. It is a digest of the published text, because one of the source text would
/// reveal a link to something hidden.
fn version(page: &EntryPage) -> String {
    let text = serde_json::to_string(&page.body).expect("a view that is rendered has its text");
    Digest::of(&(&page.entry, text)).to_string()[..8].to_string()
}

/// The view of an output including the HTML of its text, whose slots [`draw_text`] fills; `None` for files that are
/// copied or derived.
///
/// # Errors
/// A diagnostic if a source changed or vanished since it was read.
pub fn whole_view(plan: &Plan<'_>, what: What, world: &dyn World) -> Result<Option<View>, Box<Diagnostic>> {
    let mut view = plan.view(what);
    if let (Some(text), Some(view)) = (plan.text(what), view.as_mut())
        && let Some(body) = body_of(view)
    {
        body.slots = Some(html(text, world)?);
    }
    Ok(view)
}

/// Fills the slots of a page's text: the theme draws its pictures. Does nothing if the page has no text.
///
/// # Errors
/// A diagnostic if the theme fails.
pub fn draw_text(plan: &Plan<'_>, output: &Output, view: &mut View) -> Result<(), Box<Diagnostic>> {
    fill(plan, view).map_err(|error| Box::new(plan.theme.failure(&output.path, &error)))
}

fn fill(plan: &Plan<'_>, view: &mut View) -> Result<(), tera::Error> {
    let Some(body) = body_of(view) else { return Ok(()) };
    let Some(slots) = body.slots.take() else { return Ok(()) };
    let has_pictures = body.pictures.iter().any(Option::is_some);
    // What the parts of the theme see is the page without its text.
    body.html = Some(String::new());
    let mut page = match has_pictures {
        true => Some(tera::Context::from_serialize(&*view)?),
        false => None,
    };
    let mut draw = |photos: body::TextPhotos| {
        let Some(page) = &mut page else { return Ok(String::new()) };
        page.extend(tera::Context::from_serialize(&photos)?);
        plan.theme.tera.render(TEXT_PHOTOS, page)
    };
    let body = body_of(view).expect("it was there");
    body.html = Some(write_body(&slots, body, &mut draw)?);
    Ok(())
}

/// Returns the text of an output; `None` if it shows none.
fn body_of(view: &mut View) -> Option<&mut BodyView> {
    match view {
        View::Entry(page) => Some(&mut page.body),
        View::Kit(kit) => Some(&mut kit.body),
        View::Ordinary(page) => Some(&mut page.body),
        View::List(page) => match &mut page.subject {
            Subject::Document { body, .. } => body.as_mut(),
            _ => None,
        },
        _ => None,
    }
}

/// The HTML of a text: cached if it was parsed in this run, otherwise parsed again from the file.
///
/// # Errors
/// A diagnostic if the source changed or vanished since it was read.
pub fn html(text: &Text, world: &dyn World) -> Result<Arc<Html>, Box<Diagnostic>> {
    if let Some(html) = text.body().html.get() {
        return Ok(html);
    }
    let path = &text.source.found.path;
    let bytes = read(&text.source, world)?;
    let again = body_again(path, &text.source.role, &bytes, text.body().digest);
    let html = again.and_then(|body| body.html.get());
    html.ok_or_else(|| {
        Box::new(Diagnostic { place: Location::file(path), problem: Problem::ChangedMeanwhile })
    })
}

fn read(source: &Source, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
    world.read(&source.found).map_err(|error| {
        let problem = Problem::Unreadable { reason: error.to_string() };
        Box::new(Diagnostic { place: Location::file(&source.found.path), problem })
    })
}

fn copy(plan: &Plan<'_>, output: &Output, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
    let (source, digest) = match output.what {
        What::Static(number) => {
            let file = &plan.catalogue.statics[number];
            (&file.source, file.digest)
        }
        What::Asset(number) => {
            let asset = plan.asset(number);
            let bytes = match &asset.bytes {
                AssetBytes::BuiltIn(bytes) => Cow::Borrowed(*bytes),
                AssetBytes::File(source) => read_unchanged(source, asset.digest, world)?.into(),
            };
            return Ok(plan.theme.published(asset, &bytes).into_owned());
        }
        _ => unreachable!("everything else has a template or is a photo"),
    };
    read_unchanged(source, digest, world)
}

/// Reads a source, whose bytes must have the digest that the plan knows.
fn read_unchanged(source: &Source, digest: Digest, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
    let bytes = read(source, world)?;
    if Digest::of_bytes(&bytes) != digest {
        let problem = Problem::ChangedMeanwhile;
        return Err(Box::new(Diagnostic { place: Location::file(&source.found.path), problem }));
    }
    Ok(bytes)
}
