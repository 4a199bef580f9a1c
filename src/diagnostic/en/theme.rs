//! Problems of a site's own theme.

use super::Message;
use super::words::{did_you_mean, toml};
use crate::diagnostic::Problem;

pub(super) fn theme(problem: &Problem) -> Option<Message> {
    use Problem::*;
    Some(match problem {
        TemplateSyntax { fault } => {
            let (message, hint) = fault.en();
            let otherwise = || Some("mend it here, or remove the file to use the built-in one".into());
            (format!("the template cannot be parsed: {message}"), hint.or_else(otherwise))
        }
        TemplateFailed { output, fault } => {
            let (message, hint) = fault.en();
            let otherwise = || Some("mend it here, or remove the file to use the built-in one".into());
            (format!("the template failed on “{output}”: {message}"), hint.or_else(otherwise))
        }
        ThemeWords { fault } => {
            let (message, hint) = toml(*fault);
            (format!("this line of the theme's translations cannot be parsed: {message}"), Some(hint.into()))
        }
        UnknownThemeWord { key, nearest } => (
            format!("the theme has no text “{key}”"),
            did_you_mean(nearest).or_else(|| Some("see the keys in the built-in theme's i18n file".into())),
        ),
        UnknownTheme { name } => (
            format!("there is no theme “{name}”"),
            Some(format!(
                "create the folder themes/{name}, or remove the key theme to use the built-in theme"
            )),
        ),
        UnusedThemeFile => (
            "this file does not replace any file of the built-in theme".into(),
            Some("give it the exact name of the file that it should replace".into()),
        ),
        _ => return None,
    })
}
