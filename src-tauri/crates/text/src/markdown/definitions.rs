//! Lines of a reply that happen to look like the definition of a link: `[ok]: merci`.

use std::borrow::Cow;
use std::collections::HashSet;

use pulldown_cmark::{Event, OffsetIter, Parser, Tag};

use super::reply_options;

/// A reply in which what looks like a definition that nothing refers to is text, as its writer meant
/// it: a parser would leave it out. So is what looks like a footnote, which a reply has none of.
pub(crate) fn with_unused_as_text(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("]:") {
        return Cow::Borrowed(markdown);
    }
    let events = Parser::new_ext(markdown, reply_options()).into_offset_iter();
    let mut unused = definitions(markdown, &events);
    if unused.is_empty() {
        return Cow::Borrowed(markdown);
    }
    let used: HashSet<String> = events.filter_map(|(event, _)| referred(&event)).collect();
    unused.retain(|(label, _)| label.starts_with('^') || !used.contains(label));
    unused.sort_unstable_by_key(|(_, at)| *at);
    let mut out = String::with_capacity(markdown.len() + unused.len());
    let mut from = 0;
    for (_, at) in unused {
        out.push_str(markdown.get(from..at).unwrap_or(""));
        out.push('\\');
        from = at;
    }
    out.push_str(markdown.get(from..).unwrap_or(""));
    Cow::Owned(out)
}

/// The label of each definition, and where its bracket stands.
fn definitions(markdown: &str, events: &OffsetIter<'_>) -> Vec<(String, usize)> {
    events
        .reference_definitions()
        .iter()
        .filter_map(|(name, definition)| {
            let text = markdown.get(definition.span.clone())?;
            Some((label(name), definition.span.start + text.find('[')?))
        })
        .collect()
}

/// The label that a link or an image refers to.
fn referred(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) if !id.is_empty() => {
            Some(label(id))
        }
        _ => None,
    }
}

/// A label as it is compared with others.
fn label(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
