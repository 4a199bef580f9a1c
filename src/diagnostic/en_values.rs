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
        NoBeginning => (
            "started is missing: the page says that the beginning is not known; the entry is not on the timeline, and in a phase only if phase names one".into(),
            Some("add started = \"2019\", \"tháng 3/2019\" or \"giai đoạn 2016-2020\", as far as it is known".into()),
        ),
        _ => unreachable!("only the problems of values come here"),
    }
}
