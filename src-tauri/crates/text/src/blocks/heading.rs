//! Heading blocks.

use pulldown_cmark::HeadingLevel;

use super::code::is_plain_class;
use super::opener::{Value, opener};

/// A heading up to its text; `None` for an anchor or a class that the block could not hold.
pub(super) fn heading<'c>(
    level: HeadingLevel,
    anchor: Option<&str>,
    classes: impl Iterator<Item = &'c str>,
) -> Option<String> {
    // The block has this one already.
    let own = "wp-block-heading";
    let classes: Vec<&str> = classes.filter(|class| *class != own).collect();
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    if !classes.iter().all(|class| is_plain_class(class)) || !anchor.is_none_or(is_plain_class) {
        return None;
    }
    let classes = classes.join(" ");
    let mut attributes = Vec::new();
    if level != HeadingLevel::H2 {
        attributes.push(("level", Value::Number(level as u64)));
    }
    if let Some(anchor) = anchor {
        attributes.push(("anchor", Value::Text(anchor)));
    }
    if !classes.is_empty() {
        attributes.push(("className", Value::Text(&classes)));
    }
    let mut markup = opener("heading", &attributes);
    markup.extend(["<", &level.to_string()]);
    if let Some(anchor) = anchor {
        markup.extend([" id=\"", anchor, "\""]);
    }
    markup.extend([" class=\"", own]);
    if !classes.is_empty() {
        markup.extend([" ", &classes]);
    }
    markup.push_str("\">");
    Some(markup)
}
