//! Values: dates, addresses, units, text in old encodings.

use super::Message;
use super::words::value;
use crate::diagnostic::Problem;

pub(super) fn values(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
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
        BadWebAddress { key, written } if key == "base_url" => (
            format!("“{key}” is no address of a site: “{written}”"),
            Some(
                "write “https://host.gov.vn/”, with a folder behind it if need be; a host with marks in the form xn--…; no user name, no password"
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
            format!("“{key}” takes no time; “{written}” is taken as the day {taken}, on the clocks of Viet Nam"),
            Some(format!("write {taken} if that is meant; this key takes {}", value(*expected))),
        ),
        OneUnit { written, known } => (
            format!("“{written}” is taken as the same unit as “{known}”"),
            Some("write a unit's name alike in every entry; if they are two units, give them names that differ".into()),
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
        NoBeginning => (
            "started is missing: the page says that the beginning is not known; the entry is not on the timeline, and in a phase only if phase names one".into(),
            Some("add started = \"2019\", \"tháng 3/2019\" or \"giai đoạn 2016-2020\", as far as it is known".into()),
        ),
        TooOld { requires, version } => (
            format!("this site needs Guong {requires} or newer; this is {version}"),
            Some("install a newer version of Guong".into()),
        ),
        _ => return figures(problem),
    })
}

fn figures(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
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
        _ => return None,
    })
}
