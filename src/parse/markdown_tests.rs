use super::super::slots::Piece;
use super::*;

fn body(text: &str, raw_html: RawHtml) -> (Body, Vec<&'static str>) {
    let mut problems = Vec::new();
    let body = parse("a.md", &Lines::new(text), 0, text, raw_html, &mut problems);
    (body, problems.iter().map(|d| d.problem.code()).collect())
}

fn flat(body: &Body) -> String {
    let show = |piece: &Piece| match piece {
        Piece::Markup(html) => html.clone(),
        Piece::LinkStart(n, title) => format!("[{n}{title}>"),
        Piece::LinkEnd(n) => format!("<{n}]"),
        Piece::Picture(n, alone) => format!("[picture {n} {alone}]"),
    };
    body.html.as_ref().unwrap().pieces.iter().map(show).collect()
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
fn a_link_to_a_heading_that_is_not_there_is_told() {
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
    assert_eq!(problems.len(), 2, "an end tag is told of with its beginning");
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
fn the_lead_is_the_first_paragraph_with_words() {
    let (body, _) = body("![x](x.jpg)\n\nĐoạn **đầu**\ntiên.\n\nĐoạn sau.", RawHtml::Shown);
    assert_eq!(body.lead, "Đoạn đầu tiên.");
}

#[test]
fn hostile_controls_do_not_make_slots() {
    let (body, _) = body("a\u{1}s0\u{1}\u{2}b \u{0}", RawHtml::Shown);
    assert!(body.html.as_ref().unwrap().pieces.iter().all(|p| matches!(p, Piece::Markup(_))));
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
