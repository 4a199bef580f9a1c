//! Files to edit: those of the demo, and entries in a random notation.

use std::path::{Path, PathBuf};

use guong::schema::{FILES, Keys, SchemaFile};
use guong::source::FileRole;
use walkdir::WalkDir;

use crate::support::Dice;

/// A file with its role, and the kind of file that it is in the schema.
pub struct Sample {
    pub name: String,
    pub role: FileRole,
    pub keys: &'static Keys,
    pub text: String,
}

fn role(file: &SchemaFile) -> FileRole {
    match file.name {
        "site" => FileRole::Config,
        "entry" => FileRole::Entry { name: "a".into(), own_folder: true },
        "document" => FileRole::Document { id: "a".into() },
        "page" => FileRole::Page { address: "a/".into() },
        "fields" => FileRole::Fields,
        "phases" => FileRole::Phases,
        "units" => FileRole::Units,
        "localities" => FileRole::Localities,
        "synonyms" => FileRole::Synonyms,
        "targets" => FileRole::Targets,
        other => panic!("no role for {other}"),
    }
}

/// Every file of the demo that has keys.
pub fn demo() -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut samples = Vec::new();
    for file in FILES {
        let (folder, pattern) = file.path.split_once('*').unwrap_or((file.path, ""));
        let paths = match pattern {
            "" => vec![root.join(folder)],
            _ => files_in(&root.join(folder)),
        };
        for path in paths {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.display().to_string();
            samples.push(Sample { name, role: role(file), keys: file.keys, text });
        }
    }
    assert!(samples.len() > 60, "{} files", samples.len());
    samples
}

/// Every Markdown file in a folder, in the order of their paths.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(|file| file.unwrap().into_path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

pub fn pick<'a, T>(dice: &mut Dice, from: &'a [T]) -> &'a T {
    &from[dice.roll(from.len())]
}

/// An entry in a random notation: quotes, columns, comments, notation of tables and lists, line ends, unknown keys.
pub fn generated(dice: &mut Dice) -> Sample {
    let mut lines: Vec<String> = Vec::new();
    let width = [0, 10][dice.roll(2)];
    let quoted = |dice: &mut Dice, text: &str| match dice.roll(3) {
        0 => format!("'{text}'"),
        _ => format!("\"{text}\""),
    };
    let pair = |dice: &mut Dice, name: &str, value: &str| {
        let comment = ["", "", " # ghi chú = \"x\" ]"][dice.roll(3)];
        format!("{name:width$} = {value}{comment}")
    };
    for (name, value) in [
        ("title", "Thả cá +++"),
        ("kind", "mô hình"),
        ("area", "Quân khu 4"),
        ("unit", "Hội Nông dân"),
        ("summary", "Một # hai"),
        ("slug", "tha-ca"),
    ] {
        if dice.roll(3) > 0 {
            let value = quoted(dice, value);
            lines.push(pair(dice, name, &value));
        }
        match dice.roll(6) {
            0 => lines.push("# [[photos]]".into()),
            1 => lines.push(String::new()),
            2 => lines.push(format!("la-{name} = \"\"\"\n# không phải ghi chú\n[[photos]]\n\"\"\"")),
            _ => {}
        }
    }
    let date = *pick(dice, &["2019", "2019-03-05", "\"2019-03\"", "2019-03", "05/03/2019"]);
    lines.push(pair(dice, "started", date));
    lines.push(match dice.roll(6) {
        0 => "fields = \"kinh-te\"".into(),
        1 => "fields = ['kinh-te', \"van-hoa\" ] # x".into(),
        2 => "fields = [ # x\n  # một\n  'kinh-te', # y\n  \"van-hoa\",\n]".into(),
        3 => "fields = ['kinh-te', # x\n  'van-hoa',\n]".into(),
        4 => "fields = ['kinh-te', # x\n  'van-hoa', 'an-ninh', # y\n  ]".into(),
        _ => "fields = ['kinh-te' # y, z\n, 'van-hoa'\n]".into(),
    });
    let result =
        |number: usize| format!("{{ label = 'a{number}', la = [1, {{ x = ']' }}], after = {number} }}");
    lines.push(match dice.roll(5) {
        0 => String::new(),
        1 => format!("results = [{}, {}]", result(1), result(2)),
        3 => format!("results = [{}, # x\n  {},\n]", result(1), result(2)),
        2 => format!("results = [\n  # một\n  {}, # x\n\n  {},\n]", result(1), result(2)),
        _ => format!("results = [{},\n  {} # x\n]", result(1), result(2)),
    });
    let cost = dice.roll(5);
    match cost {
        0 => lines.push("cost = { total = 5 }".into()),
        1 => lines.push("cost.total = 5\n# giữa\ncost.la = 'x'".into()),
        _ => {}
    }
    let gap = ["", "\n"][dice.roll(2)];
    for photo in 0..dice.roll(4) {
        lines.push(format!(
            "{gap}# ảnh {photo}\n[[photos]] # x\nfile = 'a{photo}.jpg'\nla = {photo}\nalt = \"Ảnh\""
        ));
    }
    if cost == 2 {
        lines.push(format!("{gap}[cost]\ntotal = 5\n[[cost.parts]]\nfrom = 'dân'"));
    }
    let text = format!("+++\n{}\n+++\n\nBài.\n\n+++\n", lines.join("\n"));
    let text = if dice.roll(2) == 0 { text.replace('\n', "\r\n") } else { text };
    let text = if dice.roll(3) == 0 { format!("\u{feff}{text}") } else { text };
    let keys = FILES.iter().find(|file| file.name == "entry").unwrap().keys;
    let role = FileRole::Entry { name: "a".into(), own_folder: true };
    Sample { name: format!("generated:\n{text}"), role, keys, text }
}
