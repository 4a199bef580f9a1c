//! Photos: received one by one, checked, and put beside their entry under a safe name.

use axum::http::StatusCode;
use serde_json::json;

use super::answer::{Answer, Answered, EditorRequest, Refusal};
use super::context::SiteContext;
use super::{diagnostics, words};
use crate::diagnostic::{Diagnostic, Location, Problem};
use crate::parse::{Parsed, PictureFault, parse};
use crate::site::create;
use crate::source::{FileRole, is_picture};
use crate::text::{fold, slug};
use crate::world::World;

/// Maximum size of a photo in bytes.
pub(super) const LARGEST: usize = 100 * 1024 * 1024;
/// Maximum number of pictures in a folder.
const MOST: usize = 500;

/// Answers `/api/photos`.
pub(super) fn upload(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let language = context.language();
    let path = asked.query("path");
    let name = asked.query("name");
    let missing = || Refusal::new(StatusCode::NOT_FOUND, words::no_file(path, language));
    let source = context.found(path)?.ok_or_else(missing)?;
    match source.role {
        FileRole::Entry { own_folder: true, .. } => {}
        FileRole::Entry { .. } => return Err(Refusal::new(StatusCode::CONFLICT, words::no_folder(language))),
        _ => return Err(missing()),
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (ending, facts) = picture_facts(context, name, &asked.body)?;
    let _alone = context.write();
    let beside = context.world.list(folder).files;
    if beside.iter().filter(|found| is_picture(&found.path)).count() >= MOST {
        return Err(Refusal::new(StatusCode::CONFLICT, words::too_many_photos(MOST, language)));
    }
    let taken: Vec<String> = beside.iter().map(|found| fold(&found.path)).collect();
    let file = safe_name(name, asked.query("as"), ending, |file| taken.contains(&format!("{folder}/{file}")));
    let place = context.world.place_of(&source.found).map_err(|error| context.failed(path, &error))?;
    create(&place.with_file_name(&file), &asked.body).map_err(|error| context.failed(&file, &error))?;
    let path = format!("{folder}/{file}");
    context.touched(&path);
    let mut answer = facts;
    answer["file"] = json!(file);
    answer["path"] = json!(path);
    answer["bytes"] = json!(asked.body.len());
    Ok(Answer::Json(StatusCode::CREATED, answer))
}

/// Returns the ending that a picture's bytes have, and what a form says of it.
fn picture_facts(
    context: &SiteContext,
    name: &str,
    bytes: &[u8],
) -> Result<(&'static str, serde_json::Value), Refusal> {
    let refuse = |problem: Problem| {
        let problem = Diagnostic { place: Location::file(name), problem };
        let message = problem.message(context.language());
        let message = [Some(message), problem.hint(context.language())].into_iter().flatten();
        let refusal =
            Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message.collect::<Vec<_>>().join(" – "));
        refusal.with("problems", json!(diagnostics::plain(&[problem], context.language())))
    };
    let file = name.to_string();
    let Some(Parsed::Picture(picture)) = parse(name, &FileRole::Picture, bytes).parsed else {
        return Err(refuse(Problem::PhotoDamaged { file, reason: String::new() }));
    };
    let record = picture.get_or_probe(name, bytes);
    let probe = record.probe.as_ref().map_err(|fault| match fault.clone() {
        PictureFault::Format(format) => refuse(Problem::PhotoFormat { file: file.clone(), format }),
        PictureFault::Damaged(reason) => refuse(Problem::PhotoDamaged { file: file.clone(), reason }),
    })?;
    let limit = context.ask(|site| site.whole().map(|(catalogue, _)| catalogue.config.max_megapixels))?;
    let megapixels = (u64::from(probe.width) * u64::from(probe.height)).div_ceil(1_000_000) as u32;
    if let Some(limit) = limit.filter(|limit| megapixels > *limit) {
        return Err(refuse(Problem::PhotoTooLarge { file, megapixels, limit }));
    }
    let ending = match bytes {
        [0xff, 0xd8, ..] => "jpg",
        [0x89, ..] => "png",
        _ => "webp",
    };
    let offered = &record.metadata.offered;
    let facts = json!({
        "width": probe.width,
        "height": probe.height,
        "gps": record.metadata.located,
        "offer": {
            "caption": offered.caption,
            "date": offered.date.map(|date| date.to_string()),
            "place": offered.place,
        },
    });
    Ok((ending, facts))
}

/// Returns a name that is safe on every system and free.
fn safe_name(name: &str, wanted: &str, ending: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = [slug(wanted), slug(stem)].into_iter().find(|stem| !stem.is_empty());
    let stem = stem.unwrap_or_else(|| "anh".into());
    // A proposed name is that of a series.
    let first = wanted.is_empty().then(|| format!("{stem}.{ending}"));
    let numbered = (1..).map(|number| format!("{stem}-{number}.{ending}"));
    first.into_iter().chain(numbered).find(|file| !is_taken(file)).expect("there are more numbers than files")
}

/// Answers `/api/picture`: the file itself, as it is.
pub(super) fn picture(context: &SiteContext, asked: &EditorRequest) -> Answered {
    let path = asked.query("path");
    let missing = || Refusal::new(StatusCode::NOT_FOUND, words::no_file(path, context.language()));
    let source =
        context.found(path)?.filter(|source| source.role == FileRole::Picture).ok_or_else(missing)?;
    if source.found.stamp.size > LARGEST as u64 {
        return Err(missing());
    }
    let bytes = context.world.read(&source.found).map_err(|_| missing())?;
    // By its bytes, not by its name: nothing but pixels is shown.
    let mime = match image::guess_format(&bytes) {
        Ok(image::ImageFormat::Jpeg) => "image/jpeg",
        Ok(image::ImageFormat::Png) => "image/png",
        Ok(image::ImageFormat::WebP) => "image/webp",
        _ => return Err(missing()),
    };
    Ok(Answer::Picture(mime, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_free() {
        let free = |_: &str| false;
        assert_eq!(safe_name("z5123_Ảnh chụp.JPG", "", "jpg", free), "z5123-anh-chup.jpg");
        assert_eq!(safe_name("../../x/CON.jpeg", "", "jpg", free), "x-con.jpg");
        assert_eq!(safe_name("con.png", "", "png", free), "con-x.png");
        assert_eq!(safe_name("…", "", "png", free), "anh.png");
        assert_eq!(safe_name("a.jpg", "Đại hội thôn", "jpg", free), "dai-hoi-thon-1.jpg");
        assert_eq!(safe_name("a.jpg", "", "jpg", |file| file == "a.jpg"), "a-1.jpg");
    }
}
