//! What the problems say in English: what is wrong, and how to mend it.

use super::en_values::values;
use super::en_words::{expected_en, referent_en, tells_en, toml_en, where_en};
use super::quoted::{as_list, size, way};
use super::{Problem, Step, en_theme::theme};
use crate::text::Legacy;

/// The message, and the hint where there is one.
pub(super) fn text(problem: &Problem) -> (String, Option<String>) {
    use Problem::*;
    match problem {
        NoSite => (
            "there is no guong.toml: this folder is not a Guong site yet".into(),
            Some("make a site with “guong init DIR”, or point to one with --root".into()),
        ),
        NotUtf8 => (
            "the file is not saved as UTF-8".into(),
            Some("open it, choose Save As, choose the encoding UTF-8 and save again".into()),
        ),
        Unreadable { reason } => (
            format!("the file cannot be read: {reason}"),
            Some("check that you may read it, and close the program that holds it".into()),
        ),
        LinkLeavesSite { target } => (
            format!("a symbolic link leads out of the site's folder: “{target}”"),
            Some("copy the file into the site's folder".into()),
        ),
        TooLarge { bytes, limit } => (
            format!("the file is too large: {}, at most {} are read", size(*bytes), size(*limit)),
            Some("split the text, or keep pictures in files of their own".into()),
        ),
        NamesClash { other } => (
            format!(
                "on Windows and macOS this file name is the same as “{other}” (only case or accents' encoding differ)"
            ),
            Some("rename one of the two".into()),
        ),
        Stray => (
            "Guong makes no use of this file".into(),
            Some(
                "entries belong in content/entries, ordinary pages in content/pages, files to copy in static"
                    .into(),
            ),
        ),
        BadFileName { reason_reserved } => (
            if *reason_reserved {
                "the file name is reserved by Windows (con, nul, aux…)".into()
            } else {
                "the file name has a character that Windows or a web host refuses".into()
            },
            Some("rename the file with letters, digits, hyphens and dots".into()),
        ),
        TranslationReserved => (
            "this file name is reserved for translations, which do not exist yet".into(),
            Some("rename the file; an entry has one index.md".into()),
        ),
        ChangedMeanwhile => (
            "the file changed while the site was being built".into(),
            Some("run the command again once it is saved".into()),
        ),
        ProgramFault { step, reason } => (
            match step {
                Step::Read => "Guong itself failed while reading this file".into(),
                Step::Render => "Guong itself failed while rendering the page of this file".into(),
                Step::Photo => "Guong itself failed while working on this photo".into(),
            },
            Some(format!("the content is not to blame; please report it to the makers of Guong, with this file and this line: {reason}")),
        ),
        NoFrontMatter => (
            "the file must begin with a line “+++”, followed by keys such as title and locality".into(),
            Some("make a new entry with “guong new \"TITLE\"” to have a template".into()),
        ),
        UnclosedFrontMatter => (
            "the front matter opens with “+++” and is never closed".into(),
            Some("add a line “+++” after the last key, before the text".into()),
        ),
        LegacyEncoding { encoding, meant } => {
            let name = match encoding {
                Legacy::Tcvn3 => "TCVN3",
                Legacy::Vni => "VNI",
            };
            (
                format!("this text is typed in the old encoding {name} and could not be read on the page; it means “{meant}”"),
                Some(format!("convert it from {name} to Unicode, with UniKey's toolkit for instance, and paste it again")),
            )
        }
        TomlSyntax { fault } => {
            let (message, hint) = toml_en(*fault);
            (format!("this line cannot be read: {message}"), Some(hint.into()))
        }
        UnknownKey { key, nearest } => (
            format!("there is no key “{key}”"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “{n}”?"))
                .or_else(|| Some("see the keys in the editor's guide, or remove the line".into())),
        ),
        WrongType { key, expected } => {
            (format!("“{key}” must be {}", expected_en(*expected)), Some("correct the value after =".into()))
        }
        MissingKey { key } => {
            let last = key.rsplit('.').next().unwrap_or(key);
            (format!("the key “{key}” is missing"), Some(format!("add {last} = … with its value")))
        }
        UnknownPlace { written, nearest } => (
            format!("there is no locality “{written}”"),
            did_you_mean(nearest).or_else(|| {
                Some("name the province or city as it is now, or as it was before 01/07/2025".into())
            }),
        ),
        AmbiguousPlace { written, candidates } => (
            format!("there are several localities “{written}”"),
            Some(format!("write one of them in full: {}", some_quoted(candidates))),
        ),
        SeveralPlaces { written, places } => (
            format!("“{written}” names several localities"),
            Some(format!("write a list: {}", as_list(places))),
        ),
        PlaceCode { written } => (
            format!("“{written}” is a code: codes of administrative units have changed their meaning"),
            Some("write the name, such as “xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An”".into()),
        ),
        UnknownCommune { written, province, nearest } => (
            format!("“{written}” is not in the gazetteer; the entry stands under {province} for now"),
            did_you_mean(nearest).or_else(|| {
                Some("if the name is right and not in the gazetteer, declare it in content/localities.toml".into())
            }),
        ),
        Namesake { written, now, then } => (
            format!(
                "“{written}” is read as {now}, but before 01/07/2025 another place had that name: {}",
                quoted(then)
            ),
            Some("if the former one is meant, write all three tiers".into()),
        ),
        OtherUnitType { written, known } => {
            (format!("“{written}” is read as {known}"), Some("correct the type of the unit".into()))
        }
        ImpossibleDate { key, written } => (
            format!("“{key}”: there is no day “{written}”"),
            Some(
                "write a day as 2019-03-05 or \"05/03/2019\", a month as \"2019-03\", a year as \"2019\""
                    .into(),
            ),
        ),
        FutureDate { key, date } => (
            format!("“{key}” is a day that has not come yet: {date}"),
            Some("check the year and the month".into()),
        ),
        BadChoice { key, written, allowed } => {
            (format!("“{key}” cannot be “{written}”"), Some(format!("choose one of: {}", quoted(allowed))))
        }
        EmptyText { key } => (format!("“{key}” is empty"), Some("fill it in, or remove the line".into())),
        OutOfRange { key, from, to } => {
            (format!("“{key}” must lie between {from} and {to}"), Some("correct the value".into()))
        }
        LeftFromTemplate { written } => (
            format!("“{written}” is the template's text and was not replaced"),
            Some("write what is so in its place, or remove it; keep draft = true until it is done".into()),
        ),
        BadSlug { written, proposal } => (
            format!("“{written}” cannot be an address: only a-z, 0-9 and hyphens can"),
            (!proposal.is_empty()).then(|| format!("“{proposal}” would do")),
        ),
        BadAlias { written } => (
            format!("the alias “{written}” is not an address of this site"),
            Some("write a path that begins with “/”, such as “/cu/tha-ca/”".into()),
        ),
        RefusedScheme { written } => (
            format!("the address “{written}” is refused"),
            Some("only http, https, mailto, tel and paths within the site are published".into()),
        ),
        DatesOutOfOrder { earlier, later } => (
            format!("the day of “{later}” cannot come before that of “{earlier}”"),
            Some("check both dates".into()),
        ),
        TooMany { key, limit } => (
            format!("“{key}” has more than {limit} items"),
            Some("remove some, or use several entries".into()),
        ),
        BadWebAddress { key, written } if key == "base_url" => (
            format!("“{key}” is no address of a site: “{written}”"),
            Some(
                "write “https://host.gov.vn/”, with a folder behind it if need be; a host with marks in the form xn--…; no user name, no password"
                    .into(),
            ),
        ),
        DateWithTime { key, written, expected, taken } => (
            format!("“{key}” takes no time; “{written}” is taken as the day {taken}, on the clocks of Viet Nam"),
            Some(format!("write {taken} if that is meant; this key takes {}", expected_en(*expected))),
        ),
        OneUnit { written, known } => (
            format!("“{written}” is taken as the same unit as “{known}”"),
            Some("write a unit's name alike in every entry; if they are two units, give them names that differ".into()),
        ),
        AttachmentTells { what } => {
            let (message, hint) = tells_en(*what);
            (message.into(), Some(hint.into()))
        }
        PhotoLinked { file } => (
            format!("“{file}” is a photo: a photo's own file is never published"),
            Some(format!("show it in the text with ![what it shows]({file})")),
        ),
        FileNotPublished { file } => (
            format!("“{file}” is there, but such a file is not published from a text's folder"),
            Some("attach a PDF, DOCX or XLSX; move other files into static/ and write an address that begins with “/”".into()),
        ),
        AttachmentDamaged => (
            "the attached file is damaged, or is not what its name says".into(),
            Some("open it and look, then save or export it again".into()),
        ),
        BadKept { written } => (
            format!("“keep” cannot keep “{written}”"),
            Some("name a file or a folder in the published folder, such as “CNAME” or “.git”".into()),
        ),
        BadWebAddress { key, written } => (
            format!("“{key}” is no address of a web page: “{written}”"),
            Some("copy the whole address from the browser, from “https://” on, without spaces".into()),
        ),
        BadContact { written } => (
            format!("“contact” is neither a mail address nor one of a web page: “{written}”"),
            Some("write “name@office.gov.vn” or “https://…”".into()),
        ),
        OtherMarks { written, known } => {
            (format!("“{written}” is read as {known}"), Some("correct the marks of the name".into()))
        }
        MixedEras { written, known } => (
            format!("“{written}” mixes the names of two times; it is read as {known}"),
            Some("write three tiers as before 01/07/2025, or two as today".into()),
        ),
        NoProvince { written, candidates } => (
            format!("“{written}” names no province or city"),
            Some(match candidates.as_slice() {
                [] => "add the province or city at the end".into(),
                _ => format!("write it in full, such as: {}", some_quoted(candidates)),
            }),
        ),
        AlreadyKnown { name } => (
            format!("the gazetteer knows {name} already; this record is left out"),
            Some("remove it from content/localities.toml".into()),
        ),
        UnknownReference { kind, written, nearest } => (
            format!("there is no {} “{written}”", referent_en(*kind)),
            nearest.as_ref().map(|n| format!("did you mean “{n}”?")).or_else(|| Some(where_en(*kind).into())),
        ),
        SlugClash { slug, other, proposal } => (
            format!("the address “{slug}” is already taken by {other}"),
            Some(format!("rename the folder (or the key slug) to “{proposal}”")),
        ),
        ReplicationCycle { chain } => (
            match chain.as_slice() {
                [one, _] => format!("the entry “{one}” says that it replicates itself"),
                _ => format!("entries replicate each other in a circle: {}", way(chain)),
            },
            Some("remove the key replicates from the one that came first".into()),
        ),
        BrokenLink { target, nearest } => (
            format!("the link leads to a file that is not there: “{target}”"),
            nearest.as_ref().map(|n| format!("did you mean “{n}”?")).or_else(|| {
                Some("write the path from this file's folder, such as ../name-of-entry/index.md".into())
            }),
        ),
        MissingPhoto { file, nearest } => (
            format!("there is no photo “{file}” beside the entry"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “{n}”?"))
                .or_else(|| Some("put the photo in the folder of index.md".into())),
        ),
        AddressClash { address, other } => {
            (format!("the address “{address}” is also that of {other}"), Some("rename one of the two".into()))
        }
        AddressRemoved { address } => (
            format!("the published address “{address}” would be gone"),
            Some(
                "add it to the aliases of what replaces it, or run again with --allow-removed if it is meant"
                    .into(),
            ),
        ),
        HiddenReference { target } => (
            format!(
                "“{target}” is hidden (a draft, embargoed, expired or withdrawn), so what refers to it is left out"
            ),
            Some("nothing need be done if it is meant so; else remove what refers to it".into()),
        ),
        RawHtml => (
            "HTML in an entry is shown as plain text".into(),
            Some("use Markdown; HTML works in content/pages only".into()),
        ),
        PhaseUnclear { date, candidates } => (
            format!("“{date}” does not tell which phase is meant: {}", quoted(candidates)),
            Some("add the key phase, or a more precise started".into()),
        ),
        NoPhase { date } => (
            format!("no phase holds “{date}”"),
            Some("add a phase to content/phases.toml, or give the key phase".into()),
        ),
        MissingAlt { file } => (
            format!("the photo “{file}” has no alt text for people who cannot see it"),
            Some("add alt = \"…\" that says in short what the photo shows".into()),
        ),
        ConsentMissing { file } => (
            format!("no consent is recorded for the photo “{file}”, and this site requires it"),
            Some("declare it in [[photos]] with consent = \"recorded\"; or \"not-needed\" if nobody can be recognised".into()),
        ),
        ConsentUnknown { file } => (
            format!("no consent is recorded for the photo “{file}” of an entry about one person"),
            Some("ask the person, then write consent = \"recorded\" in [[photos]]".into()),
        ),
        PhotoTellsPlace { file } => (
            format!("the file of the photo “{file}” holds the GPS position where it was taken"),
            Some("published photos do not have it; remove it from the original too before you pass that on".into()),
        ),
        StaticTellsPlace => (
            "this picture holds the GPS position where it was taken, and is published as it is".into(),
            Some("remove the position first, or put the picture beside an entry: there it is cleaned".into()),
        ),
        UnlistedPhoto { file } => (
            format!("the photo “{file}” lies beside the entry, but nothing names it, so it is not published"),
            Some("add [[photos]] with file, alt and caption; or move the photo away".into()),
        ),
        DuplicateId { id } => {
            (format!("“{id}” is declared above already"), Some("give it another id, or remove it".into()))
        }
        PhasesOverlap { other } => (
            format!("this phase overlaps the phase “{other}”"),
            Some("a phase lasts from the day of from until before the day of to".into()),
        ),
        BrokenAnchor { anchor, nearest } => (
            format!("the page has no heading “#{anchor}”"),
            nearest
                .as_ref()
                .map(|n| format!("did you mean “#{n}”?"))
                .or_else(|| Some("remove what follows #, or name a heading of that page".into())),
        ),
        PhotoFormat { file, format } => (
            format!("the photo “{file}” is of type {format}, which cannot be published"),
            Some("export it as JPEG (on a phone: share or save as JPEG)".into()),
        ),
        PhotoDamaged { file, .. } => (
            format!("the photo “{file}” is damaged, cut short, or no picture at all"),
            Some("copy it again from where it was taken".into()),
        ),
        PhotoTooLarge { file, megapixels, limit } => (
            format!("the photo “{file}” has {megapixels} megapixels, at most {limit} are read"),
            Some("make the photo smaller first".into()),
        ),
        ReservedAddress { address } => (
            format!("the address “{address}” is reserved for Guong"),
            Some("rename the file or the folder, or change the key slug".into()),
        ),
        LocalityCycle { name } => {
            (format!("“{name}” lies within, or succeeds, itself"), Some("check within and successors".into()))
        }
        ForeignPicture { target } => (
            format!("a picture in the text must be a file beside it, not from elsewhere: “{target}”"),
            Some("save the picture beside the entry (if that is allowed), with credit and licence".into()),
        ),
        EmptyGallery => {
            ("no entry is published yet".into(), Some("add one with “guong new \"TITLE\"”".into()))
        }
        NoFigure { .. }
        | ThousandsUnclear { .. }
        | NumberWritten { .. }
        | NoPicture { .. }
        | ChildConsentMissing { .. }
        | ChildrenWithoutConsent { .. }
        | EventNotInformed { .. }
        | PersonNotShown { .. }
        | AltMissing { .. }
        | CaptionMissing { .. }
        | NotApproved
        | TooOld { .. }
        | NoBeginning => values(problem),
        TemplateSyntax { .. }
        | TemplateFailed { .. }
        | ThemeWords { .. }
        | UnknownThemeWord { .. }
        | UnknownTheme { .. }
        | UnusedThemeFile => theme(problem),
    }
}

pub(super) fn did_you_mean(nearest: &[String]) -> Option<String> {
    (!nearest.is_empty()).then(|| format!("did you mean {}?", quoted(nearest)))
}

/// The first of many names, and how many there are besides.
fn some_quoted(names: &[String]) -> String {
    const SHOWN: usize = 12;
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{}; and {more} more", quoted(&names[..SHOWN])),
        _ => quoted(names),
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("; ")
}
