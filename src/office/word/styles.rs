//! Styles and numbering: what a paragraph looks like without saying so itself.
//!
//! Takes the parts of both, gives the look of a style and the label of a numbered paragraph as Word prints it.

use std::collections::{HashMap, HashSet};

use super::body::has_borders;
use super::xml::Element;

/// How many styles a style may be based on, one on another.
const DEEPEST: usize = 20;

/// How a run of text looks; `None` where nothing is said.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RunLook {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) capitals: Option<bool>,
    pub(super) font: Option<String>,
}

impl RunLook {
    /// Reads the properties of a run.
    pub(super) fn of(properties: Option<&Element>) -> RunLook {
        let Some(own) = properties else { return RunLook::default() };
        let fonts = own.child("rFonts");
        let font = fonts.and_then(|fonts| fonts.attribute("ascii").or_else(|| fonts.attribute("hAnsi")));
        RunLook {
            bold: own.toggle("b"),
            italic: own.toggle("i"),
            hidden: own.toggle("vanish").or(own.toggle("webHidden")),
            capitals: own.toggle("caps"),
            font: font.map(String::from),
        }
    }

    /// Returns this look, with another where it says nothing.
    pub(super) fn over(self, below: &RunLook) -> RunLook {
        RunLook {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            hidden: self.hidden.or(below.hidden),
            capitals: self.capitals.or(below.capitals),
            font: self.font.or_else(|| below.font.clone()),
        }
    }
}

/// How a paragraph looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct StyleLook {
    /// The style's own name, in lower case.
    pub(super) name: String,
    pub(super) run: RunLook,
    /// The level of the heading, from 0.
    pub(super) outline: Option<u8>,
    pub(super) alignment: Option<String>,
    /// The list and the level in it.
    pub(super) list: (Option<String>, Option<u8>),
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: HashMap<String, StyleLook>,
    default: StyleLook,
    /// The styles of tables that draw borders.
    bordered: HashSet<String>,
}

impl Styles {
    pub(super) fn read(root: Option<&Element>) -> Styles {
        let Some(root) = root else { return Styles::default() };
        let plain = root
            .child("docDefaults")
            .and_then(|all| all.child("rPrDefault"))
            .and_then(|own| own.child("rPr"));
        let below = StyleLook { run: RunLook::of(plain), ..StyleLook::default() };
        let by_id: HashMap<&str, &Element> =
            root.all("style").filter_map(|style| Some((style.attribute("styleId")?, style))).collect();
        let looks =
            by_id.iter().map(|(id, style)| (id.to_string(), look(style, &by_id, &below, 0))).collect();
        let is_default = |style: &&Element| {
            style.attribute("type") == Some("paragraph")
                && matches!(style.attribute("default"), Some("1" | "true"))
        };
        let default = root.all("style").find(is_default);
        let default = default.map_or_else(|| below.clone(), |style| look(style, &by_id, &below, 0));
        let draws = |style: &&Element| has_borders(style.child("tblPr"), "tblBorders");
        let bordered = root.all("style").filter(draws).filter_map(|style| style.attribute("styleId"));
        Styles { looks, default, bordered: bordered.map(String::from).collect() }
    }

    /// Returns the look of a style.
    pub(super) fn look(&self, id: Option<&str>) -> &StyleLook {
        id.and_then(|id| self.looks.get(id)).unwrap_or(&self.default)
    }

    /// Whether a style of tables draws borders.
    pub(super) fn has_borders(&self, id: &str) -> bool {
        self.bordered.contains(id)
    }

    /// Returns the look of a character style; one that says nothing if there is none.
    pub(super) fn character(&self, id: Option<&str>) -> RunLook {
        id.and_then(|id| self.looks.get(id)).map(|look| look.run.clone()).unwrap_or_default()
    }
}

fn look(style: &Element, by_id: &HashMap<&str, &Element>, below: &StyleLook, depth: usize) -> StyleLook {
    let based = style.value("basedOn").and_then(|id| by_id.get(id)).filter(|_| depth < DEEPEST);
    let is_paragraph = style.attribute("type") != Some("character");
    let below = match based {
        Some(based) => look(based, by_id, below, depth + 1),
        None if is_paragraph => below.clone(),
        None => StyleLook::default(),
    };
    let properties = style.child("pPr");
    let property = |name: &str| properties.and_then(|own| own.value(name));
    let list = properties.and_then(|own| own.child("numPr"));
    StyleLook {
        name: style.value("name").unwrap_or_default().to_lowercase(),
        run: RunLook::of(style.child("rPr")).over(&below.run),
        outline: property("outlineLvl").and_then(|level| level.parse().ok()).or(below.outline),
        alignment: property("jc").map(String::from).or(below.alignment),
        list: (
            list.and_then(|list| list.value("numId")).map(String::from).or(below.list.0),
            list.and_then(|list| list.value("ilvl")).and_then(|level| level.parse().ok()).or(below.list.1),
        ),
    }
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    /// How its numbers are written: `decimal`, `lowerLetter`, `bullet`…
    format: String,
    /// The label, with `%1` for the number of the first level.
    text: String,
    start: u32,
}

/// The lists of a file, and how far each is counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each list, with the list that it shares its counters with.
    lists: HashMap<String, (String, Vec<Level>)>,
    counters: HashMap<String, Vec<Option<u32>>>,
}

/// Maximum number of levels of a list, as of Word.
const LEVELS: usize = 9;

impl Numbering {
    pub(super) fn read(root: Option<&Element>) -> Numbering {
        let Some(root) = root else { return Numbering::default() };
        let levels = |list: &Element| {
            let mut levels = vec![Level::default(); LEVELS];
            list.all("lvl").for_each(|level| put(&mut levels, level));
            levels
        };
        let shared: HashMap<&str, Vec<Level>> = root
            .all("abstractNum")
            .filter_map(|list| Some((list.attribute("abstractNumId")?, levels(list))))
            .collect();
        let mut lists = HashMap::new();
        for list in root.all("num") {
            let (Some(id), Some(base)) = (list.attribute("numId"), list.value("abstractNumId")) else {
                continue;
            };
            let mut levels = shared.get(base).cloned().unwrap_or_else(|| vec![Level::default(); LEVELS]);
            let mut counts = format!("abstract {base}");
            for over in list.all("lvlOverride") {
                over.all("lvl").for_each(|level| put(&mut levels, level));
                let at = over.attribute("ilvl").and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
                if let (Some(start), Some(level)) = (over.value("startOverride"), levels.get_mut(at)) {
                    level.start = start.parse().unwrap_or(1);
                    counts = format!("own {id}");
                }
            }
            lists.insert(id.to_string(), (counts, levels));
        }
        Numbering { lists, counters: HashMap::new() }
    }

    /// Counts on, and returns the label of the next paragraph of a list; `None` if it has none.
    pub(super) fn label(&mut self, list: &str, level: u8) -> Option<String> {
        let (counts, levels) = self.lists.get(list)?;
        let at = usize::from(level).min(LEVELS - 1);
        let own = &levels[at];
        if own.format == "bullet" {
            return Some("•".into());
        }
        if own.format == "none" || own.format.is_empty() {
            return None;
        }
        let counters = self.counters.entry(counts.clone()).or_insert_with(|| vec![None; LEVELS]);
        counters[at] = Some(counters[at].map_or(own.start, |count| count.saturating_add(1)));
        counters[at + 1..].fill(None);
        let mut label = own.text.clone();
        for (number, (level, count)) in levels.iter().zip(counters.iter()).enumerate().take(at + 1) {
            let shown = written(count.unwrap_or(level.start), &level.format);
            label = label.replace(&format!("%{}", number + 1), &shown);
        }
        Some(label.trim().to_string()).filter(|label| !label.is_empty())
    }
}

fn put(levels: &mut [Level], level: &Element) {
    let at = level.attribute("ilvl").and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
    if let Some(own) = levels.get_mut(at) {
        own.format = level.value("numFmt").unwrap_or("decimal").into();
        own.text = level.value("lvlText").unwrap_or_default().into();
        own.start = level.value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    }
}

/// Returns a number as a list writes it.
fn written(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" | "upperLetter" if number > 0 => {
            let letter = char::from(b'a' + ((number - 1) % 26) as u8);
            let word = letter.to_string().repeat((((number - 1) / 26) + 1).min(9) as usize);
            if format == "upperLetter" { word.to_uppercase() } else { word }
        }
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

fn roman(mut number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut text = String::new();
    for (value, part) in PARTS {
        while number >= value {
            text.push_str(part);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::xml::read;
    use super::*;

    #[test]
    fn labels_are_those_that_word_prints() {
        let root = read(
            "<numbering><abstractNum abstractNumId='0'><lvl ilvl='0'><start val='1'/><numFmt val='upperRoman'/><lvlText val='%1.'/></lvl>\
             <lvl ilvl='1'><start val='1'/><numFmt val='decimal'/><lvlText val='%1.%2'/></lvl>\
             <lvl ilvl='2'><start val='1'/><numFmt val='lowerLetter'/><lvlText val='%3)'/></lvl>\
             <lvl ilvl='3'><numFmt val='bullet'/><lvlText val=''/></lvl></abstractNum>\
             <num numId='5'><abstractNumId val='0'/></num></numbering>",
        );
        let mut lists = Numbering::read(Some(&root.unwrap()));
        let mut labels = |levels: &[u8]| -> Vec<String> {
            levels.iter().filter_map(|level| lists.label("5", *level)).collect()
        };
        assert_eq!(labels(&[0, 1, 1, 2, 2, 3, 0, 1]), ["I.", "I.1", "I.2", "a)", "b)", "•", "II.", "II.1"]);
        assert_eq!(lists.label("6", 0), None);
        assert_eq!(written(28, "lowerLetter"), "bb");
        assert_eq!(written(1994, "upperRoman"), "MCMXCIV");
    }

    #[test]
    fn styles_take_what_they_do_not_say_from_those_below() {
        let root = read(
            "<styles><docDefaults><rPrDefault><rPr><rFonts ascii='.VnTime'/></rPr></rPrDefault></docDefaults>\
             <style type='paragraph' default='1' styleId='N'><name val='Normal'/></style>\
             <style type='paragraph' styleId='H'><name val='Heading 1'/><basedOn val='N'/><pPr><outlineLvl val='0'/></pPr><rPr><b/></rPr></style>\
             <style type='paragraph' styleId='X'><basedOn val='H'/><rPr><b val='0'/></rPr></style>\
             <style type='paragraph' styleId='L'><basedOn val='L'/></style></styles>",
        );
        let styles = Styles::read(Some(&root.unwrap()));
        assert_eq!(styles.look(None).run.font.as_deref(), Some(".VnTime"));
        assert_eq!((styles.look(Some("H")).run.bold, styles.look(Some("H")).outline), (Some(true), Some(0)));
        assert_eq!((styles.look(Some("X")).run.bold, styles.look(Some("X")).outline), (Some(false), Some(0)));
        assert_eq!(styles.look(Some("L")).outline, None);
    }
}
