//! What the problems of an entry's values say in English.

use super::Problem;

/// The problems of figures, dates and further facts.
pub(super) fn values(problem: &Problem) -> (String, Option<String>) {
    use Problem::*;
    match problem {
        NoFigure { key, written } => (
            format!("“{key}”: no single figure can be read in “{written}”"),
            Some("write a number (1647), or a text such as \"hơn 1.600\", \"14-16\", \"51/107\", \"1,2 tỷ đồng\"; several figures are several results; without a figure, tell it in the text".into()),
        ),
        ThousandsUnclear { key, written } => {
            let (thousands, decimal) = (written.replace('.', ""), written.replace('.', ","));
            (
                format!("“{key}”: is {written} {thousands} or {decimal}?"),
                Some(format!("write {thousands} if the point parts thousands, \"{decimal}\" if it begins decimals")),
            )
        }
        NumberWritten { written, number, percent: true } => (
            format!("“{written}” is not how a number is written here"),
            Some(format!("write {number} and unit = \"%\", or put it in quotes: \"{written}\"")),
        ),
        NumberWritten { written, number, percent: false } => {
            (format!("“{written}” is not how a number is written here"), Some(format!("write {number}")))
        }
        NoPicture { file, kind } => (
            format!("“{file}” is not a photo ({kind})"),
            Some(match kind.as_str() {
                "MP4" | "MOV" | "AVI" | "WMV" | "MKV" | "3GP" | "MP3" => {
                    "films and sound cannot be published here: put them elsewhere and link to them".into()
                }
                _ => format!("link to a document in the text: [its name]({file}); save a picture in it as JPEG"),
            }),
        ),
        ChildConsentMissing { file, guardian, child } | ChildrenWithoutConsent { file, guardian, child } => (
            format!("the photo “{file}” shows children, without the recorded consent of {}", match (guardian, child) {
                (true, true) => "those who are seven or older and of a parent or guardian",
                (false, _) => "those who are seven or older",
                (true, false) => "a parent or guardian",
            }),
            Some("ask all of them (law 91/2025/QH15, article 24), then write consent and guardian_consent = \"recorded\"; else choose another photo".into()),
        ),
        EventNotInformed { file } => (
            format!("the photo “{file}” is of a public event, and does not say how people were told"),
            Some("add informed = \"announced by loudspeaker\" or what was done; it is not published".into()),
        ),
        PersonNotShown { key } => (
            format!("“{key}” has no recorded consent, so that name and contact are not published"),
            Some("ask that person, then write consent = \"recorded\"".into()),
        ),
        AltMissing { file } => (
            format!("the photo “{file}” has no alt text, which this site requires"),
            Some("add alt = \"…\" with what is to be seen".into()),
        ),
        CaptionMissing { file } => (
            format!("the photo “{file}” has no caption, which this site requires"),
            Some("add caption = \"…\"".into()),
        ),
        NotApproved => (
            "the entry is not approved and so not published: this site publishes approved entries only".into(),
            Some("once it is signed, add approved = { by = \"…\", date = 2026-03-01 }".into()),
        ),
        TooOld { requires, version } => (
            format!("this site needs Guong {requires} or newer; this is {version}"),
            Some("install a newer version of Guong".into()),
        ),
        NoBeginning => (
            "started is missing: the page says that the beginning is not known; the entry is not on the timeline, and in a phase only if phase names one".into(),
            Some("add started = \"2019\", \"tháng 3/2019\" or \"giai đoạn 2016-2020\", as far as it is known".into()),
        ),
        _ => unreachable!("only the problems of values come here"),
    }
}
