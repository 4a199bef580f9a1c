//! Random sites as an office might have them.
//!
//! A [`Site`] never has mistakes: after any edit its references resolve. Every entry has a word of its own, so that
//! traces of it can be found.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io::Cursor;

/// A file of a site by its path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The days as of which a site is built, some of them on the days on which embargoes and terms end.
pub const DAYS: [&str; 5] = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-12-01", "2031-01-01"];

const PLACES: [&str; 6] = [
    "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An",
    "Phú Yên",
    "phường Biên Hòa, thành phố Đồng Nai",
    "tỉnh Lai Châu",
    "xã Nam Sơn, huyện Đô Lương, tỉnh Nghệ An",
    "xã Tam Hợp, tỉnh Nghệ An",
];
const STARTED: [&str; 6] = ["2016", "2017-05", "2018-10-15", "2019-03-07", "2020", "2021-12-31"];
const KINDS: [&str; 3] = ["model", "tập thể", "cá nhân"];

/// Who may see an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    Shown,
    Draft,
    /// From one of [`DAYS`] on.
    From(u8),
    /// To one of [`DAYS`].
    To(u8),
    Withdrawn,
}

/// An entry.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Determines its folder and its own word; never reused.
    pub number: u32,
    /// The number of times its folder was renamed.
    pub renamed: u8,
    pub own_folder: bool,
    pub traits: [u8; 10],
    pub sight: Sight,
    /// Photos, by a number that determines their pixels; withdrawn ones are odd.
    pub photos: Vec<u8>,
}

/// A whole site.
#[derive(Clone)]
pub struct Site {
    pub entries: Vec<Entry>,
    pub config: [u8; 8],
    pub fields: [u8; 3],
    pub phases: [u8; 2],
    pub unit: u8,
    pub document: u8,
    pub page: u8,
    pub files: Vec<u8>,
    pub theme: [u8; 5],
    pub day: u8,
    pub made: u32,
}

/// Formats the site as its files, for debugging.
impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = self
            .files()
            .into_iter()
            .filter_map(|(path, bytes)| Some(format!("--- {path}\n{}", String::from_utf8(bytes).ok()?)));
        write!(f, "on {}\n{}", DAYS[self.day as usize], texts.collect::<String>())
    }
}

impl Site {
    /// The site's address.
    pub fn base_url(&self) -> String {
        format!("https://thu.example{}", ["/", "/goc/", "/a/b%20c/"][self.config[0] as usize % 3])
    }

    /// Whether the site has a search of its own.
    pub fn searches(&self) -> bool {
        self.config[3] % 4 != 3
    }

    /// Its files.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        let mut put = |path: String, text: String| drop(files.insert(path, text.into_bytes()));
        put("guong.toml".into(), self.config());
        let field = |n: usize, id: &str| {
            let name = self.fields[n] % 5;
            format!("[[fields]]\nid = \"{id}\"\nname = \"Lĩnh vực {id} {name}\"\n")
        };
        put("content/fields.toml".into(), field(0, "kinh-te") + &field(1, "van-hoa") + &field(2, "an-ninh"));
        put(
            "content/phases.toml".into(),
            format!(
                "[[phases]]\nid = \"dot-1\"\nname = \"Đợt 1.{}\"\nfrom = 2016-01-01\nto = 2018-10-15\n[[phases]]\nid = \"dot-2\"\nname = \"Đợt 2.{}\"\nfrom = 2018-10-15\nto = 2020-10-15\n",
                self.phases[0] % 4,
                self.phases[1] % 4
            ),
        );
        put(
            "content/units.toml".into(),
            format!("[[units]]\nid = \"hnd\"\nname = \"Hội Nông dân {}\"\n", self.unit % 4),
        );
        put(
            "content/documents/05-ct-tu.md".into(),
            format!(
                "+++\nnumber = \"05-CT/TU\"\ntitle = \"Chỉ thị {0}\"\ndate = 2021-05-23\n+++\nNội dung {0}, [trang](../pages/gioi-thieu.md).\n",
                self.document % 4
            ),
        );
        put(
            "content/pages/gioi-thieu.md".into(),
            format!(
                "+++\ntitle = \"Giới thiệu\"\nmenu = \"Giới thiệu\"\n+++\n<b>Chào {}</b> {}\n",
                self.page % 4,
                self.link(0, "../entries/")
            ),
        );
        if (1..=2).contains(&(self.document / 4 % 3)) {
            put("content/targets.toml".into(), self.targets());
        }
        for (n, file) in self.files.iter().enumerate() {
            put(format!("static/tep/tep {n}.txt"), format!("tệp {}", file % 3));
        }
        self.put_theme(&mut put);
        for number in 0..self.entries.len() {
            put(self.entries[number].path(), self.entry(number));
        }
        for entry in &self.entries {
            for photo in &entry.photos {
                files.insert(format!("content/entries/{}/anh-{photo}.jpg", entry.name()), pixels(*photo));
            }
        }
        files
    }

    /// Whether visitors see what is reached of targets.
    pub fn has_public_targets(&self) -> bool {
        self.document / 4 % 3 == 2
    }

    /// Targets of every indicator, one of them due on one of [`DAYS`].
    fn targets(&self) -> String {
        let mut text = format!("public = {}\n", self.has_public_targets());
        let indicators =
            ["nơi có mô hình", "số mô hình", "công nhận", "khen thưởng", "nhân rộng", "được xác minh"];
        for (number, indicator) in indicators.into_iter().enumerate() {
            let aim = 1 + self.document % 4;
            writeln!(
                text,
                "[[targets]]\nname = \"Chỉ tiêu {number}\"\nindicator = \"{indicator}\"\naim = {aim}"
            )
            .unwrap();
            text += ["phase = \"dot-1\"\n", "year = 2019\ndue = 2026-11-21\n"][number % 2];
            text += ["", "within = \"tỉnh Nghệ An\"\n", "units = \"hnd\"\n"][(number + usize::from(aim)) % 3];
        }
        text
    }

    fn config(&self) -> String {
        let [_, title, tagline, _, formats, stale, featured, licence] = self.config;
        let mut text = format!(
            "title = \"Gương {}\"\nbase_url = \"{}\"\nsearch = {}\nstale_after_years = {}\n",
            title % 4,
            self.base_url(),
            self.searches(),
            1 + stale % 3
        );
        if tagline % 2 == 1 {
            writeln!(text, "tagline = \"Lời {tagline}\"").unwrap();
        }
        if licence % 2 == 1 {
            text += "licence = \"CC BY 4.0\"\ncontact = \"gopy@thu.example\"\n";
        }
        // Featured entries must be visible.
        let seen = self.entries.get(featured as usize % self.entries.len().max(1));
        if let Some(entry) = seen.filter(|entry| featured % 2 == 1 && entry.sight == Sight::Shown) {
            writeln!(text, "featured = [\"{}\"]", entry.name()).unwrap();
        }
        if self.theme.iter().any(|part| part % 2 == 1) {
            text += "theme = \"rieng\"\n";
        }
        if formats % 3 == 2 {
            text += "[photos]\nformats = [\"jpeg\"]\nwidths = [64, 200]\n";
        }
        if stale % 2 == 1 {
            text += "[press]\nembeds = true\nkits = true\n";
        }
        text
    }

    fn put_theme(&self, put: &mut impl FnMut(String, String)) {
        let [leaf, part, style, words, asset] = self.theme;
        if leaf % 2 == 1 {
            put("themes/rieng/templates/pages/not-found.html".into(), format!("{{{{ site.title }}}} {leaf}"));
        }
        if part % 2 == 1 {
            put("themes/rieng/templates/parts/logo.html".into(), format!("<b>{part}</b>"));
        }
        if style % 2 == 1 {
            put("themes/rieng/assets/style.css".into(), format!("body {{ margin: {style}px }}"));
        }
        if words % 2 == 1 {
            put("themes/rieng/i18n/vi.toml".into(), format!("motto = \"Khẩu hiệu {words}\"\n"));
        }
        if asset % 2 == 1 {
            put("themes/rieng/assets/them.css".into(), format!("p {{ margin: {asset}px }}"));
        }
    }

    /// A link to the entry with a number.
    fn link(&self, number: usize, up: &str) -> String {
        let target = self.entries.get(number % self.entries.len().max(1));
        target.map_or_else(String::new, |entry| {
            format!("[mô hình]({up}{})", entry.path().trim_start_matches("content/entries/"))
        })
    }

    fn entry(&self, number: usize) -> String {
        let entry = &self.entries[number];
        let [title, body, field, place, started, unit, document, kin, kind, more] = entry.traits;
        let word = word(entry.number);
        let mut text = format!(
            "+++\ntitle = \"Mô hình {} {word}\"\nkind = \"{}\"\nlocality = \"{}\"\nstarted = \"{}\"\nsummary = \"Tóm tắt {word} {}\"\n",
            title % 4,
            KINDS[kind as usize % 3],
            PLACES[place as usize % 6],
            STARTED[started as usize % 6],
            title % 3
        );
        let fields = ["[\"kinh-te\"]", "[\"van-hoa\", \"an-ninh\"]", "[\"an-ninh\"]"][field as usize % 3];
        writeln!(text, "fields = {fields}").unwrap();
        match unit % 3 {
            1 => text += "unit = \"hnd\"\n",
            2 => writeln!(text, "unit = \"Tổ {word}\"").unwrap(),
            _ => {}
        }
        if document % 3 == 1 {
            text += "documents = [\"05-ct-tu\"]\n";
        }
        // Only later entries are replicated, so that there are no cycles.
        if let Some(later) = self.entries.get(number + 1 + kin as usize % 3).filter(|_| kin % 2 == 1) {
            writeln!(text, "replicates = \"{}\"", later.name()).unwrap();
        }
        if more % 4 == 1 {
            text += "results = [{ label = \"Số hộ\", unit = \"hộ\", before = 1, after = 9, source = \"bao\" }]\nsources = [{ id = \"bao\", title = \"Báo\", url = \"https://bao.example/\" }]\n";
        }
        if more % 4 == 2 {
            writeln!(text, "verified = 2024-05-01\nupdated = 2024-06-0{}", 1 + more % 7).unwrap();
        }
        if more % 4 == 3 {
            writeln!(text, "aliases = [\"/cu/{}/\"]", entry.alias()).unwrap();
        }
        match entry.sight {
            Sight::Shown => {}
            Sight::Draft => text += "draft = true\n",
            Sight::From(day) => writeln!(text, "publish_at = {}", DAYS[day as usize]).unwrap(),
            Sight::To(day) => writeln!(text, "expires = {}", DAYS[day as usize]).unwrap(),
            Sight::Withdrawn => text += "withdrawn = { date = 2026-11-01, reason = \"Theo đề nghị.\" }\n",
        }
        for photo in &entry.photos {
            writeln!(text, "[[photos]]\nfile = \"anh-{photo}.jpg\"\nalt = \"Ảnh {word}\"\ncaption = \"Chú thích {word}\"\ncredit = \"Ảnh: {word}\"").unwrap();
            if photo % 2 == 1 {
                text += "withdrawn = true\n";
            }
        }
        write!(text, "+++\nLời kể {word} {}.\n\n## Cách làm {}\n\n", body % 5, body % 2).unwrap();
        let up = if entry.own_folder { "../" } else { "" };
        if body % 3 == 1 {
            writeln!(text, "Xem {}.", self.link(kin as usize, up)).unwrap();
        }
        if let Some(photo) = entry.photos.iter().find(|photo| body % 2 == 1 && *photo % 2 == 0) {
            writeln!(text, "\n![Ảnh {word}](anh-{photo}.jpg)").unwrap();
        }
        text
    }

    /// Returns the texts that must not occur: the words of hidden and withdrawn entries, and the addresses of hidden
    /// ones.
    pub fn unseen(&self) -> Vec<String> {
        let today = DAYS[self.day as usize];
        let unseen = self.entries.iter().map(|entry| match entry.sight {
            Sight::Draft => entry.traces(),
            Sight::From(day) if today < DAYS[day as usize] => entry.traces(),
            Sight::To(day) if today > DAYS[day as usize] => entry.traces(),
            Sight::Withdrawn => vec![word(entry.number)],
            _ => vec![],
        });
        unseen.flatten().collect()
    }
}

impl Entry {
    /// Returns the entry's own word.
    pub fn word(&self) -> String {
        word(self.number)
    }

    fn alias(&self) -> String {
        word(self.number).replace("vt", "cu")
    }

    fn traces(&self) -> Vec<String> {
        vec![word(self.number), self.alias(), self.name()]
    }

    fn name(&self) -> String {
        format!("mo-hinh-{}-{}", self.number, self.renamed)
    }

    fn path(&self) -> String {
        if self.own_folder {
            format!("content/entries/{}/index.md", self.name())
        } else {
            format!("content/entries/{}.md", self.name())
        }
    }
}

/// Returns a word that occurs only in one entry.
fn word(number: u32) -> String {
    let letters: String = number.to_string().bytes().map(|digit| (digit - b'0' + b'a') as char).collect();
    format!("quzx{letters}vt")
}

/// A small photo.
fn pixels(number: u8) -> Vec<u8> {
    let (width, height) = (60 + u32::from(number) * 9, 50);
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 255 / width) as u8, (y * 5) as u8, number * 20])
    });
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}
