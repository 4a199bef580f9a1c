//! The commands and their own options, in both languages.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use clap_complete::Shell;

use super::usage::{BAD, UsageWords, choice};
use crate::plan::Effort;

/// What `generate` prints: completions for a shell, or the man page.
const KINDS: &[(&str, Option<Shell>)] = &[
    ("bash", Some(Shell::Bash)),
    ("elvish", Some(Shell::Elvish)),
    ("fish", Some(Shell::Fish)),
    ("powershell", Some(Shell::PowerShell)),
    ("zsh", Some(Shell::Zsh)),
    ("man", None),
];

impl UsageWords {
    pub(super) fn init(&self) -> Command {
        self.command(
            "init",
            self.say("guong init THƯ-MỤC [tùy chọn]", "guong init DIR [options]"),
            self.say("tạo một trang mới, dựng được ngay", "create a new site, ready to build"),
        )
        .arg(
            self.word(
                self.say("THƯ-MỤC", "DIR"),
                self.say("thư mục mới, hoặc còn trống", "a new folder, or an empty one"),
            )
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath),
        )
        .arg(
            self.option(
                "province",
                self.say("TÊN", "NAME"),
                self.say(
                    "tỉnh, thành phố của cơ quan; tên địa phương không ghi tỉnh thì hiểu là ở đây",
                    "the office's province, which is assumed for places that name none",
                ),
            )
            .value_parser(value_parser!(OsString)),
        )
        .after_help(self.say(
            "Ví dụ:\n  guong init trang-cua-toi --province \"Nghệ An\"",
            "Example:\n  guong init my-site --province \"Nghệ An\"",
        ))
    }

    pub(super) fn new_entry(&self) -> Command {
        self.command(
            "new",
            self.say("guong new \"TÊN MÔ HÌNH\" [tùy chọn]", "guong new \"TITLE\" [options]"),
            self.say(
                "tạo thư mục cho một mô hình, có sẵn mẫu để điền",
                "create a folder for a new entry, with a template to fill in",
            ),
        )
        .arg(
            self.word(
                self.say("TÊN", "TITLE"),
                self.say("tên mô hình, đặt trong ngoặc kép", "the entry's title, in quotes"),
            )
            .value_parser(value_parser!(OsString)),
        )
        .after_help(self.say(
            "Ví dụ:\n  guong new \"Thả cá vì cộng đồng\"",
            "Example:\n  guong new \"Fish for the community\"",
        ))
    }

    pub(super) fn check(&self) -> Command {
        self.command(
            "check",
            self.say("guong check [tùy chọn]", "guong check [options]"),
            self.say(
                "kiểm tra toàn bộ nội dung, không ghi gì",
                "report everything that is wrong or doubtful; write nothing",
            ),
        )
        .arg(self.out(self.say(
            "so với trang đã dựng ở thư mục khác",
            "compare with the site that was built into another folder",
        )))
        .arg(self.allow_removed())
        .arg(self.switch(
            "consents",
            self.say(
                "in sổ theo dõi sự đồng ý (ảnh và người), các cột cách nhau bằng dấu tab",
                "print the register of consents (photos and people), with tabs between columns",
            ),
        ))
    }

    fn allow_removed(&self) -> Arg {
        self.switch(
            "allow-removed",
            self.say(
                "đồng ý để những địa chỉ đã công bố không còn nữa",
                "allow published addresses to vanish",
            ),
        )
    }

    pub(super) fn adopt(&self) -> Command {
        self.command(
            "adopt",
            self.say("guong adopt [BÀI…] [tùy chọn]", "guong adopt [ENTRY…] [options]"),
            self.say(
                "nhận vào bài chú thích, ngày, nơi chụp có sẵn trong tệp ảnh (IPTC, XMP)",
                "take captions, dates and places from photos' own files (IPTC, XMP) into entries",
            ),
        )
        .arg(
            self.word(
                self.say("BÀI", "ENTRY"),
                self.say(
                    "tên thư mục của bài; không có thì chỉ liệt kê, không ghi gì",
                    "an entry's folder; without one, offers are listed and nothing is written",
                ),
            )
            .value_parser(value_parser!(OsString))
            .required(false)
            .num_args(0..),
        )
        .arg(self.switch("all", self.say("nhận cho mọi bài", "adopt them for every entry")))
        .after_help(self.say(
            "Ví dụ:\n  guong adopt\n  guong adopt tha-ca-tam-hop",
            "Example:\n  guong adopt\n  guong adopt tha-ca-tam-hop",
        ))
    }

    pub(super) fn build(&self) -> Command {
        let effort = choice(&[("draft", Effort::Draft), ("full", Effort::Full)]);
        self.command(
            "build",
            self.say("guong build [tùy chọn]", "guong build [options]"),
            self.say(
                "dựng trang vào thư mục public, trọn vẹn hoặc không gì cả",
                "build the static site into public/, whole or not at all",
            ),
        )
        .arg(self.out(self.say("dựng vào thư mục khác", "build into another folder")))
        .arg(self.allow_removed())
        .arg(
            self.option(
                "photos",
                "draft|full",
                self.say(
                    "draft: làm ảnh nhanh, để xem; mặc định là full, để công bố",
                    "draft: make photos quickly, for trying out; the default is full, for publishing",
                ),
            )
            .value_parser(effort),
        )
        .after_help(self.say(
            "Ví dụ:\n  guong build\n  guong build --photos draft --out /tmp/xem-thu",
            "Examples:\n  guong build\n  guong build --photos draft --out /tmp/preview",
        ))
    }

    pub(super) fn search(&self) -> Command {
        self.command(
            "search",
            self.say("guong search \"TỪ\" [tùy chọn]", "guong search \"WORDS\" [options]"),
            self.say(
                "tìm trong trang đã dựng, như ô tìm kiếm trên trang",
                "search the built site, as its search page does",
            ),
        )
        .arg(
            self.word(
                self.say("TỪ", "WORDS"),
                self.say("những từ cần tìm, đặt trong ngoặc kép", "the words to search for, in quotes"),
            )
            .value_parser(value_parser!(OsString)),
        )
        .arg(
            self.option(
                "facet",
                self.say("MỤC=GIÁ-TRỊ", "KEY=VALUE"),
                self.say(
                    "chỉ lấy một lĩnh vực, tỉnh, năm…; viết được nhiều lần (field=kinh-te, year=2019)",
                    "only one field, province, year…; may be given more than once (field=kinh-te, year=2019)",
                ),
            )
            .value_parser(facet)
            .action(ArgAction::Append),
        )
        .arg(
            self.option(
                "limit",
                self.say("SỐ", "NUMBER"),
                self.say("số kết quả (mặc định: 10)", "how many results (default: 10)"),
            )
            .value_parser(value_parser!(usize)),
        )
        .arg(self.switch("by-date", self.say("mới nhất trước", "the newest first")))
        .arg(self.switch(
            "json",
            self.say(
                "cho chương trình khác đọc: {hits, total, understood, offered, also, instead, results}",
                "for other programs: {hits, total, understood, offered, also, instead, results}",
            ),
        ))
        .arg(
            self.out(
                self.say("tìm trong thư mục khác thay cho public", "search in a folder other than public"),
            ),
        )
        .after_help(self.say(
            "Ví dụ:\n  guong search \"nuôi cá\" --facet province=nghe-an",
            "Example:\n  guong search \"nuôi cá\" --facet province=nghe-an",
        ))
    }

    pub(super) fn serve(&self) -> Command {
        self.command(
            "serve",
            self.say("guong serve [tùy chọn]", "guong serve [options]"),
            self.say(
                "xem thử tại http://127.0.0.1:1111/; lưu tệp là trang đổi theo",
                "preview at http://127.0.0.1:1111/; the page follows every save",
            ),
        )
        .arg(self.switch("open", self.say("mở trình duyệt", "open the browser")))
        .arg(
            self.option(
                "port",
                self.say("SỐ", "NUMBER"),
                self.say(
                    "dùng cổng khác (mặc định 1111, bận thì lấy cổng trống kế tiếp)",
                    "the port to use (default: 1111, or the next free one)",
                ),
            )
            .value_parser(value_parser!(u16)),
        )
        .arg(self.switch(
            "follow",
            self.say(
                "vừa lưu bài nào, trình duyệt mở trang của bài đó",
                "the browser opens the page of the file that was just saved",
            ),
        ))
        .arg(self.switch(
            "no-edit",
            self.say("chỉ xem, không mở phần soạn thảo", "preview only, without the editor"),
        ))
        .arg(self.switch(
            "as-visitor",
            self.say(
                "ẩn bản nháp và bài chưa tới ngày công bố, như người xem thấy",
                "hide drafts and embargoed entries, as visitors see the site",
            ),
        ))
        .arg(
            self.option(
                "host",
                self.say("ĐỊA-CHỈ", "ADDRESS"),
                self.say(
                    "cho máy khác xem cùng, như người xem; 0.0.0.0 là mọi mạng",
                    "let other machines see it, as visitors; 0.0.0.0 for every network",
                ),
            )
            .value_parser(value_parser!(OsString)),
        )
        .arg(self.switch(
            "poll",
            self.say(
                "tự quét thư mục mỗi giây: dùng cho ổ đĩa mạng, OneDrive",
                "scan the folder every second: for network drives, OneDrive",
            ),
        ))
        .after_help(self.say("Ví dụ:\n  guong serve --open", "Example:\n  guong serve --open"))
    }

    pub(super) fn start(&self) -> Command {
        self.command(
            "start",
            self.say("guong start [tùy chọn]", "guong start [options]"),
            self.say(
                "trang bắt đầu: mở hoặc tạo phòng trưng bày trong trình duyệt",
                "the start page: open or make a gallery in the browser",
            ),
        )
        .arg(self.switch("open", self.say("mở trình duyệt", "open the browser")))
        .after_help(self.say("Ví dụ:\n  guong start --open", "Example:\n  guong start --open"))
    }

    pub(super) fn explain(&self) -> Command {
        self.command(
            "explain",
            self.say("guong explain ĐỊA-CHỈ [tùy chọn]", "guong explain PATH [options]"),
            self.say(
                "vì sao một trang đã dựng lại như thế: nó làm từ những gì",
                "why an output is what it is: its inputs and its key",
            ),
        )
        .arg(
            self.word(
                self.say("ĐỊA-CHỈ", "PATH"),
                self.say(
                    "địa chỉ một trang, hoặc đường dẫn một tệp trong content",
                    "the address of a page, or the path of a file in content",
                ),
            )
            .value_parser(value_parser!(OsString)),
        )
        .arg(self.out(self.say(
            "thư mục đã công bố để so (mặc định: public)",
            "the published folder to compare with (default: public)",
        )))
        .after_help(
            self.say("Ví dụ:\n  guong explain mo-hinh/tha-ca/", "Example:\n  guong explain mo-hinh/tha-ca/"),
        )
    }

    pub(super) fn schema(&self) -> Command {
        self.command(
            "schema",
            self.say("guong schema [LOẠI]", "guong schema [KIND]"),
            self.say(
                "lược đồ JSON của các mục khai, cho trình soạn thảo gợi ý và kiểm tra",
                "print a JSON Schema of the keys, for editors to complete and check",
            ),
        )
        .arg(
            self.word(
                self.say("LOẠI", "KIND"),
                self.say(
                    "tên một lược đồ; không ghi thì in danh sách",
                    "the name of a schema; without it, a list",
                ),
            )
            .value_parser(value_parser!(OsString))
            .required(false),
        )
    }

    pub(super) fn help_command(&self) -> Command {
        self.command(
            "help",
            self.say("guong help [LỆNH]", "guong help [COMMAND]"),
            self.say("bản hướng dẫn này, hoặc của một lệnh", "print this help, or that of one command"),
        )
        .arg(
            self.word(self.say("LỆNH", "COMMAND"), self.say("tên một lệnh", "the name of a command"))
                .value_parser(value_parser!(OsString))
                .required(false),
        )
    }

    /// Hidden, because only packagers need it.
    pub(super) fn generate(&self) -> Command {
        self.command(
            "generate",
            "guong generate bash|elvish|fish|powershell|zsh|man",
            self.say(
                "in ra phần gợi ý lệnh cho một trình dòng lệnh, hoặc trang hướng dẫn man",
                "print completions for a shell, or the man page",
            ),
        )
        .hide(true)
        .arg(
            self.word(self.say("LOẠI", "KIND"), "bash, elvish, fish, powershell, zsh, man")
                .hide_possible_values(true)
                .value_parser(choice(KINDS)),
        )
    }

    fn out(&self, help: &'static str) -> Arg {
        self.option("out", self.say("THƯ-MỤC", "DIR"), help)
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath)
    }
}

fn facet(text: &str) -> Result<(String, String), &'static str> {
    text.split_once('=').map(|(name, value)| (name.to_string(), value.to_string())).ok_or(BAD)
}
