//! Tests of [`story`].

use super::*;

/// The types of blocks, with their Markdown.
fn blocks(text: &str) -> Vec<(String, String)> {
    let story = story(text);
    let whole: String = std::iter::once(story.lead.as_str())
        .chain(story.blocks.iter().flat_map(|block| [block.source.as_str(), block.gap.as_str()]))
        .collect();
    assert_eq!(whole, text, "the blocks with what is between them are the text");
    let kind = |block: &StoryBlock| block.node["type"].as_str().unwrap().to_string();
    story.blocks.iter().map(|block| (kind(block), block.source.clone())).collect()
}

#[test]
fn blocks_keep_their_markdown() {
    let text = "\n\n# Đầu #\n\nMột *hai*\nba.\n\n\n  - a\n  - b\n    - c\n\n> lời\nnói\n\n| A | B |\n|---|--:|\n| 1 | 2 |\n***\n1) x\n\n2) y\n";
    let found = blocks(text);
    let kinds: Vec<&str> = found.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["heading", "paragraph", "bullet_list", "blockquote", "table", "horizontal_rule", "ordered_list"]
    );
    assert_eq!(found[2].1, "  - a\n  - b\n    - c");
}

#[test]
fn what_cannot_be_shown_is_left_as_markdown() {
    let text = "A[^1] và [b][c].\n\n```\nmã\n```\n\n<div>\nx\n</div>\n\n[^1]: Chú.\n\n[c]: https://example.org/\n\n- a\n\n  ```\n  mã\n  ```\n";
    let found = blocks(text);
    assert_eq!(found[0].0, "paragraph");
    assert!(found[1..].iter().all(|(kind, _)| kind == "raw_block"), "{found:?}");
    let first = story(text).blocks.remove(0).node;
    assert_eq!(first["content"][1], json!({ "type": "raw", "attrs": { "source": "[^1]" }, "marks": [] }));
    assert_eq!(first["content"][3]["marks"][0]["attrs"]["href"], "https://example.org/");
}

#[test]
fn words_have_their_marks_in_order() {
    let node =
        story("**a *b*** [**c**](d.md \"t\") ![x **y**](z.jpg) `e` <a@b.vn>\\\nf").blocks.remove(0).node;
    let content = node["content"].as_array().unwrap();
    let marks = |at: usize| -> Vec<&str> {
        content[at]["marks"].as_array().unwrap().iter().map(|mark| mark["type"].as_str().unwrap()).collect()
    };
    assert_eq!(marks(1), ["em", "strong"]);
    assert_eq!(marks(3), ["link", "strong"]);
    assert_eq!(content[5]["attrs"], json!({ "src": "z.jpg", "alt": "x y", "title": "" }));
    assert_eq!(marks(7), ["code"]);
    assert_eq!(content[9]["marks"][0]["attrs"]["href"], "mailto:a@b.vn");
    assert_eq!(content[10]["type"], "hard_break");
    assert_eq!(content.len(), 12);
}

#[test]
fn a_word_processors_habits_are_read_as_the_page_reads_them() {
    let found = blocks("•\tmột\n•\thai\n\n**Kết quả:**tốt\n\nA|B\n1|2\n");
    assert_eq!(found[0].0, "bullet_list", "{found:?}");
    let node = &story("**Kết quả:**tốt").blocks[0].node;
    assert_eq!(node["content"][0]["marks"][0]["type"], "strong");
    assert_eq!(node["content"][1]["text"], "tốt");
}

#[test]
fn any_text_is_given_back() {
    for text in [
        "",
        "\n",
        " ",
        "a",
        "\r\nA\r\n\r\n- b\r\n- c\r\n",
        "- ",
        "> ",
        "\u{a0}x\u{a0}\n",
        "#",
        "[a]: b",
        "***",
        "\t- a\n\tb",
    ] {
        blocks(text);
    }
}
