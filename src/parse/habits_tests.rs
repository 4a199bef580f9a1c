use super::super::markdown::{RawHtml, parse};
use super::super::slots::HtmlPiece;
use crate::diagnostic::{Lines, Problem};

/// Returns the HTML of an entry's text, with slots in brackets, and the code and line of each problem.
fn html(text: &str) -> (String, Vec<String>) {
    let mut problems = Vec::new();
    let body = parse("a.md", &Lines::new(text), 0, text, RawHtml::Shown, &mut problems);
    let show = |piece: &HtmlPiece| match piece {
        HtmlPiece::Markup(html) => html.to_string(),
        HtmlPiece::LinkStart(n, title) => format!("[{}{title}>", body.links[*n].value),
        HtmlPiece::LinkEnd(_) => "]".to_string(),
        HtmlPiece::Picture(n, _, title) => {
            format!("[{}|{}|{title}]", body.pictures[*n].value.file, body.pictures[*n].value.alt)
        }
    };
    let html = body.html.get().unwrap().pieces.iter().map(show).collect();
    (html, problems.iter().map(|d| format!("{}:{}", d.problem.code(), d.place.position.line)).collect())
}

/// Returns the HTML without blanks between elements; asserts that there is no problem.
fn clean(text: &str) -> String {
    let (html, problems) = html(text);
    assert_eq!(problems, [""; 0], "{text}\n{html}");
    html.replace(">\n", ">").replace("\n<", "<").trim().to_string()
}

#[test]
fn what_is_indented_like_code_is_a_paragraph() {
    assert_eq!(
        clean("\tThực hiện Nghị quyết.\n\n\tĐến nay đã xong.\n"),
        "<p>Thực hiện Nghị quyết.</p><p>Đến nay đã xong.</p>"
    );
    assert_eq!(clean("      Dòng một\n      dòng hai\n"), "<p>Dòng một\ndòng hai</p>");
    assert_eq!(
        clean("\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}Thụt bằng dấu cách cứng.\n\u{a0}\nSau."),
        "<p>Thụt bằng dấu cách cứng.</p><p>Sau.</p>"
    );
    assert_eq!(clean("\t- một\n\t- hai\n"), "<ul><li>một</li><li>hai</li></ul>");
    assert_eq!(
        clean("- a\n\n      b\n\n> \tc\n"),
        "<ul><li><p>a</p><p>b</p></li></ul><blockquote><p>c</p></blockquote>"
    );
    assert!(clean("```\n\tmã\n```\n").contains("<pre><code>\tmã"));
    let stairs: String = (0..40).map(|n| format!("{}bậc{n}\n\n", " ".repeat(4 + n * 5))).collect();
    let (html, _) = html(&stairs);
    assert!(!html.contains("<pre>") && (0..40).all(|n| html.contains(&format!("bậc{n}"))), "{html}");
}

#[test]
fn messages_quote_what_was_written() {
    // The address gets its brackets before the open `**` is found.
    let text = "Xem [liên kết](bờ suối.md) và **đậm.\n";
    let mut problems = Vec::new();
    parse("a.md", &Lines::new(text), 0, text, RawHtml::Shown, &mut problems);
    let quoted: Vec<&str> = problems
        .iter()
        .map(|d| match &d.problem {
            Problem::Misread { written, .. } => written.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(quoted, ["suối.md) và **đậm."]);
}

#[test]
fn markers_without_their_space() {
    assert_eq!(
        clean("#Cách làm\n\nLời.\n\n##Kết quả\n###1. Một\n"),
        "<h2 id=\"cach-lam\">Cách làm</h2><p>Lời.</p><h2 id=\"ket-qua\">Kết quả</h2><h3 id=\"1-mot\">1. Một</h3>"
    );
    assert_eq!(clean("-Việc một\n-Việc hai\n"), "<ul><li>Việc một</li><li>Việc hai</li></ul>");
    assert_eq!(clean("+Việc một\n+**Việc** hai\n").matches("<li>").count(), 1);
    assert_eq!(clean("Gồm:\n1.Một\n2.Hai\n"), "<p>Gồm:</p><ol><li>Một</li><li>Hai</li></ol>");
    assert_eq!(clean("• Một\n• Hai\n"), "<ul><li>Một</li><li>Hai</li></ul>");
    assert_eq!(
        clean("Gồm:\n•\tMột\n\u{f0b7}\u{a0}Hai\no\tBa\n"),
        "<p>Gồm:</p><ul><li>Một</li><li>Hai</li><li>Ba</li></ul>"
    );
    assert_eq!(
        clean("-\u{a0}Một\n\u{a0}\u{a0}-\u{a0}con\n#\u{a0}Mục\n"),
        "<ul><li>Một<ul><li>con</li></ul></li></ul><h2 id=\"muc\">Mục</h2>"
    );
    assert_eq!(
        clean("-5 độ và #xuanmoi #tet, 2.300 m², 1.1. Mục"),
        "<p>-5 độ và #xuanmoi #tet, 2.300 m², 1.1. Mục</p>"
    );
    assert_eq!(clean("#danvankheo #nghean"), "<p>#danvankheo #nghean</p>");
    assert_eq!(html("Lời.\n\n#danvan").1, ["W0240:3"]);
    assert_eq!(clean("a) Một\nb) Hai\n– Ba\nthường\n"), "<p>a) Một<br />b) Hai<br />– Ba\nthường</p>");
    assert_eq!(clean("\\#Cách làm\n"), "<p>#Cách làm</p>");
    assert!(clean("```\n#Cách làm\n-Việc\n• a\n```\n").contains("#Cách làm\n-Việc\n• a"));
}

#[test]
fn emphasis_that_ends_before_a_letter() {
    assert_eq!(clean("**Cách làm:**Bà con góp."), "<p><strong>Cách làm:</strong>Bà con góp.</p>");
    assert_eq!(
        clean("**A:**b và **C**, **D:**e."),
        "<p><strong>A:</strong>b và <strong>C</strong>, <strong>D:</strong>e.</p>"
    );
    assert_eq!(clean("**Cách làm: **Bà con"), "<p><strong>Cách làm:</strong> Bà con</p>");
    assert_eq!(clean("** Cách làm:** Bà con"), "<p><strong>Cách làm:</strong> Bà con</p>");
    assert_eq!(
        clean("Xã**“Tam Hợp”** và *Nguồn:*Báo, __Ghi:__chú"),
        "<p>Xã<strong>“Tam Hợp”</strong> và <em>Nguồn:</em>Báo, <strong>Ghi:</strong>chú</p>"
    );
    assert_eq!(clean("5*7 và 8*10, 5~7 và 8~10"), "<p>5*7 và 8*10, 5~7 và 8~10</p>");
    assert_eq!(clean("5 ** 3 ** 2, \\*\\*a:\\*\\*b"), "<p>5 ** 3 ** 2, **a:**b</p>");
    assert_eq!(html("Lời.\n\nMột **hai ba").1, ["W0240:3"]);
}

#[test]
fn addresses_with_spaces() {
    assert_eq!(clean("Ảnh: ![bờ suối](bờ suối.jpg)"), "<p>Ảnh: [bờ suối.jpg|bờ suối|]</p>");
    assert_eq!(clean("Xem [bài ấy](../bài khác/index.md)."), "<p>Xem [../bài khác/index.md>bài ấy].</p>");
    assert_eq!(clean("![a](ảnh (1) đẹp.jpg “Chú thích”)\n\nb"), "[ảnh (1) đẹp.jpg|a|Chú thích]<p>b</p>");
    assert_eq!(clean("![a] (b.jpg) [c] (../d/index.md)"), "<p>[b.jpg|a|] [../d/index.md>c]</p>");
    assert_eq!(clean("Mục [1] (xem trên)"), "<p>Mục [1] (xem trên)</p>");
    assert_eq!(html("a\n\n![b](c.jpg").1, ["W0240:3"]);
    assert_eq!(clean("`![a](b c.jpg)`"), "<p><code>![a](b c.jpg)</code></p>");
}

#[test]
fn tables_as_they_are_drawn() {
    let table = "<div class=\"table\"><table><thead><tr><th>Hộ</th><th>Số</th></tr></thead><tbody><tr><td>A</td><td>1</td></tr></tbody></table></div>";
    assert_eq!(clean("| Hộ | Số |\n| A | 1 |\n"), table);
    assert_eq!(clean("| Hộ | Số |\n|---|---|---|\n| A | 1 |\n"), table);
    assert_eq!(
        clean("Bảng:\n| Hộ | Số |\n| A | 1 |\nSau bảng."),
        format!("<p>Bảng:</p>{table}<p>Sau bảng.</p>")
    );
    assert_eq!(clean("| Hộ | Số |\n| --- | --- |\n| A | 1 |\nSau bảng."), format!("{table}<p>Sau bảng.</p>"));
    assert_eq!(clean("> | Hộ | Số |\n> | A | 1 |\n"), format!("<blockquote>{table}</blockquote>"));
    assert_eq!(html("| Hộ | Số |\n").1, ["W0240:1"]);
    assert_eq!(html("Lời.\n\nHộ\tSố\nA\t1\n").1, ["W0240:3"]);
    let (shown, reported) = html("| Hộ | Số |\n| --- | --- |\n| A | 1 | đã trả hết nợ |\n");
    assert!(!shown.contains("trả") && reported == ["W0241:3"], "{shown} {reported:?}");
}

#[test]
fn a_line_under_a_sentence_is_no_heading() {
    assert_eq!(clean("Một đoạn văn\nhai dòng\n---\nSau."), "<p>Một đoạn văn\nhai dòng</p><hr /><p>Sau.</p>");
    assert_eq!(clean("Một câu.\n-----\n"), "<p>Một câu.</p><hr />");
    assert_eq!(clean("> Một câu.\n> ---\n"), "<blockquote><p>Một câu.</p><hr /></blockquote>");
    assert_eq!(clean("Một câu.\n=====\n"), "<p>Một câu.</p><hr />");
    assert_eq!(clean("Cách làm\n--------\n"), "<h2 id=\"cach-lam\">Cách làm</h2>");
}

#[test]
fn lists_nest_by_two_spaces_and_keep_their_numbers() {
    assert_eq!(
        clean("1. a\n  - b\n  - c\n2. d\n"),
        "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>"
    );
    assert_eq!(clean("-   a\n  -   b\n"), "<ul><li>a<ul><li>b</li></ul></li></ul>");
    assert_eq!(
        clean("- a\n        - b\n                - c\n"),
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"
    );
    assert_eq!(clean("1. a\n3. b\n4. c\n"), "<ol><li>a</li><li value=\"3\">b</li><li>c</li></ol>");
    assert_eq!(clean("1. a\n1. b\n1. c\n"), "<ol><li>a</li><li>b</li><li>c</li></ol>");
}

#[test]
fn addresses_of_the_web_are_links() {
    assert_eq!(
        clean("Theo https://baonghean.vn/a_b_c?x=1&y=2."),
        "<p>Theo <a href=\"https://baonghean.vn/a_b_c?x=1&amp;y=2\">https://baonghean.vn/a_b_c?x=1&amp;y=2</a>.</p>"
    );
    assert_eq!(clean("[https://a.vn](https://b.vn) `https://c.vn`").matches("<a ").count(), 1);
}

#[test]
fn braces_of_a_heading_are_text_unless_they_hold_an_anchor() {
    assert_eq!(
        clean("## Kết quả {2019}\n\n## Thôn {Đông}\n\n## A {#b}\n\n## C {.d}\n"),
        "<h2 id=\"ket-qua-2019\">Kết quả {2019}</h2><h2 id=\"thon-dong\">Thôn {Đông}</h2><h2 id=\"b\">A</h2><h2 id=\"c-d\">C {.d}</h2>"
    );
}

#[test]
fn comments_are_dropped_with_a_note() {
    let (shown, reported) =
        html("Trước.\n\n<!-- Ghi chú nội bộ -->\n\nGiữa <!-- x --> sau.\n\n<!-- a\n\nb --> Cuối.\n");
    assert!(!shown.contains("Ghi chú") && !shown.contains("--") && shown.contains("Cuối."), "{shown}");
    assert_eq!(reported, ["W0242:3", "W0242:5", "W0242:7"]);
    assert_eq!(html("a\n\n<!-- b\n\nc\n").1, ["E0243:3"]);
    assert_eq!(html("a <!-- b\n\nc -->\n").1, ["E0243:1"]);
    assert!(clean("`<!-- a -->` và \\<!-- b -->").contains("&lt;!-- b"));
}

#[test]
fn words_that_are_dropped_are_reported() {
    assert_eq!(html("[Lưu ý]: Bà-con\n\nLời.").1, ["W0241:1"]);
    assert_eq!(html("Xem [bài][a].\n\n[a]: https://a.vn\n[a]: Bà-con\n").1, ["W0241:4"]);
    assert_eq!(clean("Xem [bài][a], [A].\n\n[a]: https://a.vn \"tên\"\n").matches("<a ").count(), 2);
    assert_eq!(html("Lời[^1].\n").1, ["W0240:1"]);
    assert_eq!(html("Lời.\n\n[^1]: Chú.\n").1, ["W0240:3"]);
    assert_eq!(html("```Ghi chú quan trọng\nx\n```\n").1, ["W0241:1"]);
}

/// A random number generator with a fixed seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }
}

/// The parts of random texts.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "\n", "\n", "\n\n", "\n\n", " ", " ", "  ", "\t", "\u{a0}", "    ", "- ", "-", "• ", "1. ", "7) ", "1.",
    "> ", "# ", "##", "#", "**", "*", "_", "__", "~~", "~", "`", "```", "```\n", "|", " | ",
    "| --- | --- |\n", "|---|\n", "---\n", "===\n", "[", "]", "](", "(", ")", "![", "[^a]", "[^a]: ",
    "[^A]", "[x]: ", "[x]", "{", "}", "{#y}", "<", ">", "<b>", "</b>", "<!--", "-->", "&amp;", "&#1;", "\\",
    ".", ":", "“", "”", "\"", "https://a.vn/", "www.", ".jpg", "\r\n", "–", "a) ", "\u{1}",
];

#[test]
fn every_word_of_a_random_text_is_shown_or_reported() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..4000 {
        let mut text = String::new();
        for number in 0..2 + dice.roll(14) {
            for _ in 0..dice.roll(4) {
                text.push_str(PARTS[dice.roll(PARTS.len())]);
            }
            text.push_str(&format!("từ{number}x"));
        }
        let mut problems = Vec::new();
        let body = parse("a.md", &Lines::new(&text), 0, &text, RawHtml::Shown, &mut problems);
        let mut shown = String::new();
        for piece in &body.html.get().unwrap().pieces {
            match piece {
                HtmlPiece::Markup(words) => shown.push_str(words),
                HtmlPiece::LinkStart(_, words) | HtmlPiece::Picture(_, _, words) => shown.push_str(words),
                HtmlPiece::LinkEnd(_) => {}
            }
        }
        // Link targets are not words of the text; the content of a refused picture is an error.
        shown.extend(body.links.iter().map(|link| link.value.as_str()));
        shown.extend(body.pictures.iter().flat_map(|p| [p.value.file.as_str(), p.value.alt.as_str()]));
        shown.extend(body.anchors.iter().map(String::as_str));
        let reported: String = problems.iter().map(|d| format!("{:?} ", d.problem)).collect();
        let refused = ["RefusedScheme", "ForeignPicture", "CommentDropped", "CommentUnclosed"];
        let excused = refused.iter().any(|problem| reported.contains(problem));
        for word in text.match_indices("từ").map(|(at, _)| text[at..].split_inclusive('x').next().unwrap())
        {
            let known =
                shown.contains(word) || reported.contains(word) || shown.contains(&crate::text::slug(word));
            assert!(known || excused, "{round}: {word} is lost of {text:?}\n{shown}\n{reported}");
        }
    }
}
