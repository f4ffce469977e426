//! What a reader's comment may hold.

use std::sync::LazyLock;

use super::Policy;

/// WordPress' list for comments: `$allowedtags` in `wp-includes/kses.php`.
const COMMENT_TAGS: [(&str, &[&str]); 14] = [
    ("a", &["href", "title"]),
    ("abbr", &["title"]),
    ("acronym", &["title"]),
    ("b", &[]),
    ("blockquote", &["cite"]),
    ("cite", &[]),
    ("code", &[]),
    ("del", &["datetime"]),
    ("em", &[]),
    ("i", &[]),
    ("q", &["cite"]),
    ("s", &[]),
    ("strike", &[]),
    ("strong", &[]),
];

/// A reader's comment as shown: WordPress' list, and the paragraphs and line breaks that its own
/// rendering adds.
pub(crate) static COMMENT: LazyLock<Policy> = LazyLock::new(|| {
    let mut table = COMMENT_TAGS.to_vec();
    table.extend([("p", &[] as &[&str]), ("br", &[])]);
    let rel = Some("nofollow noopener noreferrer");
    Policy::new(&table, &[], rel, false, Vec::new())
});

/// A reply as sent: WordPress' list and nothing else.
pub(crate) static REPLY: LazyLock<Policy> =
    LazyLock::new(|| Policy::new(&COMMENT_TAGS, &[], None, false, Vec::new()));

/// Nothing but text.
pub(crate) static TEXT: LazyLock<Policy> =
    LazyLock::new(|| Policy::new(&[], &[], None, false, Vec::new()));
