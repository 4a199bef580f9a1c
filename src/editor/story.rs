//! The story of a file as blocks, for the field that shows it as it will look.

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, Answered, EditorRequest};
use crate::parse::{StoryBlock, story};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentStory {
    text: String,
}

/// Answers `/api/story`: reads a text as the page will read it.
pub(super) fn blocks(asked: &EditorRequest) -> Answered {
    let sent: SentStory = asked.json()?;
    let read = story(&sent.text);
    let block =
        |StoryBlock { source, gap, node }: StoryBlock| json!({ "source": source, "gap": gap, "node": node });
    let blocks: Value = read.blocks.into_iter().map(block).collect();
    Ok(Answer::ok(json!({ "lead": read.lead, "blocks": blocks })))
}
