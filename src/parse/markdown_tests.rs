use super::super::slots::HtmlPiece;
use super::*;
use crate::diagnostic::Position;

fn body(text: &str, raw_html: RawHtml) -> (Body, Vec<&'static str>) {
    let mut problems = Vec::new();
    let body = parse("a.md", &Lines::new(text), 0, text, raw_html, &mut problems);
    (body, problems.iter().map(|d| d.problem.code()).collect())
}

fn flat(body: &Body) -> String {
    let show = |piece: &HtmlPiece| match piece {
        HtmlPiece::Markup(html) => html.to_string(),
        HtmlPiece::LinkStart(n, title) => format!("[{n}{title}>"),
        HtmlPiece::LinkEnd(n) => format!("<{n}]"),
        HtmlPiece::Picture(n, alone, _) => format!("[picture {n} {alone}]"),
    };
    body.html.get().unwrap().pieces.iter().map(show).collect()
}

#[test]
fn headings_get_stable_unique_anchors_below_the_title() {
    let (body, problems) =
        body("# Cách làm\n\n## Cách làm\n\n### Đường {#duong-di}\n\n[x](#cach-lam-2)", RawHtml::Shown);
    let html = flat(&body);
    assert!(html.contains("<h2 id=\"cach-lam\">") && html.contains("<h2 id=\"cach-lam-2\">"), "{html}");
    assert!(html.contains("<h3 id=\"duong-di\">"));
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn a_link_to_a_missing_heading_is_reported() {
    let (_, problems) = body("## Kết quả\n\n[xem](#ket-qa)", RawHtml::Shown);
    assert_eq!(problems, ["W0216"]);
}

#[test]
fn links_and_pictures_become_slots() {
    let (body, _) =
        body("Xem [mô hình](../b/index.md \"tên\") và ![cá](ca.jpg).\n\n![sông](song.jpg)", RawHtml::Shown);
    assert_eq!(flat(&body), "<p>Xem [0 title=\"tên\">mô hình<0] và [picture 0 false].</p>\n[picture 1 true]");
    assert_eq!(body.links[0].value, "../b/index.md");
    assert_eq!(body.links[0].position, Position { line: 1, column: 5 });
    assert_eq!(body.pictures[1].value, PictureRef { file: "song.jpg".into(), alt: "sông".into() });
}

#[test]
fn raw_html_is_shown_in_entries_and_kept_in_pages() {
    let text = "a <b onclick=x>b</b>\n\n<script>alert(1)</script>\n";
    let (entry, problems) = body(text, RawHtml::Shown);
    let html = flat(&entry);
    assert!(!html.contains("<script") && !html.contains("<b "), "{html}");
    assert!(html.contains("&lt;script&gt;"));
    assert_eq!(problems.len(), 2, "an end tag is reported with its beginning");
    let (page, problems) = body(text, RawHtml::Kept);
    assert!(flat(&page).contains("<script>") && problems.is_empty());
}

#[test]
fn foreign_pictures_and_schemes_are_refused() {
    let (_, problems) = body("![x](https://a.example/x.jpg) [y](javascript:alert(1))", RawHtml::Shown);
    assert_eq!(problems, ["E0222", "E0120"]);
}

#[test]
fn footnotes_are_numbered_by_mention_and_lead_back() {
    let (body, _) = body("Một[^b] hai[^a] ba[^b].\n\n[^a]: chú A\n[^b]: chú B\n", RawHtml::Shown);
    let html = flat(&body);
    assert_eq!(html.matches("id=\"fnref_1\"").count(), 1, "{html}");
    assert!(html.find("chú B").unwrap() < html.find("chú A").unwrap());
    assert!(html.contains("<li id=\"fn_2\">"));
}

#[test]
fn notes_within_notes_and_notes_by_any_case_lose_no_word() {
    let text =
        "Cả đoạn này[^a] khỏi[^D].\n\n[^A]:\n    > trích\n    >\n    > [^d]: chú D\n\n    đuôi A\n\nCuối.\n";
    let html = flat(&body(text, RawHtml::Shown).0);
    for words in ["Cả đoạn này", "khỏi", "trích", "đuôi A", "Cuối.", "<li id=\"fn_2\">\n<p>chú D"]
    {
        assert!(html.contains(words), "{words}: {html}");
    }
    let nested = "Mất[^a][^d].\n\n- mục\n\n  [^a]: chú A\n\n      - con\n\n        [^d]: chú D\n\n      sau con\n\nCuối.\n";
    let html = flat(&body(nested, RawHtml::Shown).0);
    for words in ["Mất", "mục", "chú A", "con", "chú D", "sau con", "Cuối."] {
        assert!(html.contains(words), "{words}: {html}");
    }
    for tag in ["ul", "ol", "li", "p", "div"] {
        let open = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(open, html.matches(&format!("</{tag}>")).count(), "{tag}: {html}");
    }
}

#[test]
fn unreferenced_notes_come_last() {
    let html = flat(&body("Một[^a].\n\n[^b]: chú B\n[^a]: chú A\n[^a]: chú A lần hai\n", RawHtml::Shown).0);
    let at = |words: &str| html.find(words).expect(words);
    assert!(at("chú A") < at("chú B") && at("chú B") < at("lần hai"), "{html}");
}

#[test]
fn the_lead_is_the_first_paragraph_with_words() {
    let (body, _) = body("![x](x.jpg)\n\nĐoạn **đầu**\ntiên.\n\nĐoạn sau.", RawHtml::Shown);
    assert_eq!(body.lead, "Đoạn đầu tiên.");
}

#[test]
fn no_text_names_a_slot_or_holds_a_control_character() {
    let forms = |code: u32| {
        let c = char::from_u32(code).unwrap();
        [
            c.to_string(),
            format!("&#{code};"),
            format!("&#{code:07};"),
            format!("&#x{code:X};"),
            format!("&#X{code:06x};"),
        ]
    };
    for code in [0, 1, 2, 3, 0xb, 0x1b, 0x1f, 0x7f, 0x80, 0x9f, 0xfdd0, 0xfffe, 0xffff, 0x1ffff] {
        for at in 0..5 {
            let [open, close] = [code, code + 1]
                .map(|code| char::from_u32(code).map_or("&#2;".into(), |_| forms(code)[at].clone()));
            let text = format!(
                "Lời a{open}b. {open}s0{open} onclick=alert(1){close}hi [x](/a/{open} \"t{open}s0{open} onclick=x{close}\")\n\n\
                 [y](https://a.vn/{open}e0{open}{close}) ![z{open}](z{open}.jpg \"{open}\") `{open}p0{open}{close}`\n\n\
                 ```{open}s0{open} x{close}\n{open}f0{open}{close}\n```\n\n## {open}s0{open}{close} {{#a{open}s0{open}{close}}}\n\n\
                 [q{open}s0{open}{close}](#%01s0%01%02) | [^{open}]\n\n[^{open}]: {open}s0{open} onclick=x{close}\n"
            );
            let (body, _) = body(&text, RawHtml::Shown);
            for piece in &body.html.get().unwrap().pieces {
                let words = match piece {
                    HtmlPiece::Markup(words) => &**words,
                    HtmlPiece::LinkStart(_, words) => words,
                    _ => continue,
                };
                assert!(!words.contains(is_unfit), "{words:?} of {text:?}");
                let tags = words.split('<').skip(1).map(|tag| tag.split('>').next().unwrap());
                assert!(tags.clone().all(|tag| !tag.contains("onclick")), "{words:?} of {text:?}");
            }
            assert_eq!(body.links.len(), 1, "{text:?}");
            assert!(!body.lead.contains(is_unfit), "{:?}", body.lead);
        }
    }
}

#[test]
fn a_reference_to_a_control_character_is_no_slot() {
    let (body, _) = body("Xem [x](/gioi-thieu/). &#1;s0&#1; onclick=alert(1)&#2;hi", RawHtml::Shown);
    assert_eq!(flat(&body), "<p>Xem [0>x<0]. \u{fffd}s0\u{fffd} onclick=alert(1)\u{fffd}hi</p>\n");
    assert_eq!(body.lead, "Xem x. \u{fffd}s0\u{fffd} onclick=alert(1)\u{fffd}hi");
}

#[test]
fn a_hundred_thousand_headings_take_linear_time() {
    let text = "# a\n".repeat(100_000);
    let (body, _) = body(&text, RawHtml::Shown);
    assert!(flat(&body).contains("id=\"a-100000\""));
}

#[test]
fn tables_are_aligned_by_classes() {
    let (body, _) = body("| Hộ | Số |\n| --- | ---: |\n| A | 1 |\n", RawHtml::Shown);
    let html = flat(&body);
    assert_eq!(
        html,
        "<div class=\"table\"><table><thead><tr><th>Hộ</th><th class=\"right\">Số</th></tr></thead><tbody>\n\
         <tr><td>A</td><td class=\"right\">1</td></tr>\n</tbody></table></div>\n"
    );
}
