//! Values: dates, addresses, units, text in old encodings.

use super::Message;
use super::words::value;
use crate::diagnostic::Problem;

pub(super) fn values(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        ImpossibleDate { key, written } => (
            format!("“{key}”: “{written}” is not a valid date"),
            Some(
                "write a day as 2019-03-05 or \"05/03/2019\", a month as \"2019-03\", a year as \"2019\""
                    .into(),
            ),
        ),
        FutureDate { key, date } => (
            format!("“{key}” is in the future: {date}"),
            Some("check the year and the month".into()),
        ),
        BadSlug { written, proposal } => (
            format!("“{written}” cannot be part of an address: use only a-z, 0-9 and hyphens"),
            (!proposal.is_empty()).then(|| format!("use “{proposal}”, for example")),
        ),
        BadAlias { written } => (
            format!("the alias “{written}” is not an address of this site"),
            Some("write a path that begins with “/”, such as “/cu/tha-ca/”".into()),
        ),
        RefusedScheme { written } => (
            format!("the address “{written}” is not allowed"),
            Some("only http, https, mailto, tel and paths within the site are allowed".into()),
        ),
        DatesOutOfOrder { earlier, later } => (
            format!("“{later}” cannot be before “{earlier}”"),
            Some("check both dates".into()),
        ),
        BadWebAddress { key, written } if key == "base_url" => (
            format!("“{key}” is not the address of a site: “{written}”"),
            Some(
                "write “https://host.gov.vn/”, followed by a folder if need be; write a host with accents in the form xn--…; no user name or password"
                    .into(),
            ),
        ),
        ExampleAddress { base_url } => (
            format!("“base_url” is still the address of the example: {base_url}"),
            Some("write the site's real address: feeds, the sitemap, link previews and citations contain it".into()),
        ),
        EmbedsWithoutAddress { base_url } => (
            format!("entries can be embedded (embeds = true), but “base_url” is still the address of the example: {base_url}"),
            Some("write the site's real address, which the code to embed leads to; or remove embeds = true".into()),
        ),
        DateWithTime { key, written, expected, taken } => (
            format!("“{key}” does not accept a time; “{written}” is read as {taken}, in Viet Nam's time zone"),
            Some(format!("write {taken} if that is right; this key takes {}", value(*expected))),
        ),
        OneUnit { written, known } => (
            format!("“{written}” is read as the same unit as “{known}”"),
            Some("spell a unit's name the same way in every entry; if these are two units, give them distinct names".into()),
        ),
        BadKept { written } => (
            format!("“keep” cannot contain “{written}”"),
            Some("name a file or a folder in the published folder, such as “CNAME” or “.git”".into()),
        ),
        BadStore { written } => (
            format!("“store” is not a place for photos: “{written}”"),
            Some("write the name of a folder, “file:///…” or “s3://bucket/prefix”".into()),
        ),
        BadWebAddress { key, written } => (
            format!("“{key}” is not the address of a web page: “{written}”"),
            Some("copy the whole address from the browser, including “https://”, without spaces".into()),
        ),
        BadContact { written } => (
            format!("“contact” is neither an e-mail address nor a web address: “{written}”"),
            Some("write “name@office.gov.vn” or “https://…”".into()),
        ),
        NoBeginning => (
            "started is missing: the page says that the start is not known; the entry is not on the timeline, and belongs to a phase only if the key phase names one".into(),
            Some("add started = \"2019\", \"tháng 3/2019\" or \"giai đoạn 2016-2020\", as precisely as it is known".into()),
        ),
        TooOld { requires, version } => (
            format!("this site requires Guong {requires} or later; this is {version}"),
            Some("update Guong".into()),
        ),
        _ => return figures(problem),
    })
}

fn figures(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        NoFigure { key, written } => (
            format!("“{key}”: “{written}” does not contain exactly one figure"),
            Some("write a number (1647), or a text such as \"hơn 1.600\", \"14-16\", \"51/107\", \"1,2 tỷ đồng\"; for several figures, add several results; for none, use the text".into()),
        ),
        ThousandsUnclear { key, written } => {
            let (thousands, decimal) = (written.replace('.', ""), written.replace('.', ","));
            (
                format!("“{key}”: {written} may mean {thousands} or {decimal}"),
                Some(format!("write {thousands} if the point separates thousands, \"{decimal}\" if it is a decimal point")),
            )
        }
        NumberWritten { written, number, percent: true } => (
            format!("“{written}” is not how a number is written here"),
            Some(format!("write {number} and unit = \"%\", or put it in quotes: \"{written}\"")),
        ),
        NumberWritten { written, number, percent: false } => {
            (format!("“{written}” is not how a number is written here"), Some(format!("write {number}")))
        }
        _ => return None,
    })
}
