//! Cuts Markdown into the units that are rendered alone.

use std::ops::Range;

use super::draft::rendered;
use super::island::islands;
use crate::safe::PostPolicy;

/// What is rendered alone.
pub(super) struct Unit {
    pub range: Range<usize>,
    pub content: Content,
}

pub(super) enum Content {
    Html(String),
    /// An island's source.
    Island(String),
}

impl Unit {
    /// Its HTML, or an island's source.
    pub fn shows(&self) -> &str {
        match &self.content {
            Content::Html(html) => html,
            Content::Island(source) => source,
        }
    }

    /// What makes it the same as another.
    pub fn key<'t>(&'t self, markdown: &'t str) -> (&'t str, &'t str) {
        match &self.content {
            Content::Html(html) => {
                let text = markdown.get(self.range.clone()).unwrap_or("");
                (text.trim_ascii_end(), html.trim_ascii_end())
            }
            // No Markdown is empty but the footnotes', whose HTML begins with a tag.
            Content::Island(source) => ("```island", source),
        }
    }
}

/// The units of a Markdown text, in order; the footnotes last.
pub(super) fn units(policy: &PostPolicy, markdown: &str) -> Vec<Unit> {
    let mut islands = islands(markdown).into_iter().peekable();
    let mut units: Vec<Unit> = Vec::new();
    let mut end = 0;
    for block in rendered(policy, markdown) {
        while let Some(island) =
            islands.next_if(|island| island.range.start < block.range.end.max(1))
        {
            // Raw HTML around it made one block of it and its neighbours.
            let within = block.range.start < island.range.start && !block.range.is_empty();
            if !within || block.range.start >= island.range.start {
                end = island.range.end;
                units.push(Unit {
                    range: island.range,
                    content: Content::Island(island.source),
                });
            }
        }
        if block.range.start < end && !block.range.is_empty() {
            // How an island was rendered.
            continue;
        }
        units.push(Unit {
            range: block.range,
            content: Content::Html(block.html),
        });
    }
    units.extend(islands.map(|island| Unit {
        range: island.range,
        content: Content::Island(island.source),
    }));
    units
}
