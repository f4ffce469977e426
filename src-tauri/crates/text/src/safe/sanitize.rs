//! Makes HTML safe: balanced by [`super::depth`], cleaned by ammonia, then written the way a blog
//! stores it.

use super::depth::balanced;
use super::elements::{is_block, is_void};
use super::policy::{COMMENT, Policy};
use super::tokens::{Token, tokens};
use crate::blocks::guarded;

/// Makes a reader's comment safe to show.
///
/// What stays is exactly WordPress' list for comments (`$allowedtags` in `wp-includes/kses.php`),
/// with the paragraphs and line breaks that its rendering adds. There are no images, so showing a
/// comment asks no server for anything. Links get `rel="nofollow noopener noreferrer"`.
pub fn sanitize_comment(html: &str) -> String {
    sanitize(&COMMENT, html)
}

/// What remains of any HTML under a policy. Doing it again changes nothing.
pub(crate) fn sanitize(policy: &Policy, html: &str) -> String {
    tidy(policy, &policy.clean(&balanced(policy, html)))
}

/// Clean HTML read and written once more, without [`super::depth`] before it: what a browser would see.
#[cfg(any(test, fuzzing))]
pub(crate) fn reparsed(policy: &Policy, html: &str) -> String {
    tidy(policy, &policy.clean(html))
}

/// Stands between pieces that are cleaned together. Nobody else's comment can be this one: only
/// WordPress' own pass [`super::depth`].
const SEAM: &str = "<!--|-->";

/// What remains of many balanced pieces, each complete on its own: one parser for all takes a fraction of the
/// time of one parser for each.
pub(crate) fn sanitize_pieces(policy: &Policy, pieces: &[String]) -> Vec<String> {
    let clean = policy.clean(&pieces.join(SEAM));
    clean.split(SEAM).map(|piece| tidy(policy, piece)).collect()
}

/// Writes clean HTML as WordPress does: `<br />`, no-break spaces as characters, and, for posts, no
/// line breaks inside paragraphs (its `wpautop` would turn each into `<br />`).
fn tidy(policy: &Policy, html: &str) -> String {
    // What `depth` divides long texts with; nobody else's empty comments come so far.
    let html = html.replace("<!---->", "");
    // Both are what the serializer writes for the character alone: a written "&nbsp;" that means
    // these six letters is "&amp;nbsp;".
    let mut html = html.replace("&nbsp;", "\u{a0}");
    if html.contains('\r') {
        html = html.replace("\r\n", "\n").replace('\r', "\n");
    }
    let mut out = String::with_capacity(html.len());
    let mut depth = 0_usize;
    let mut pre = 0_usize;
    let mut before = Edge::Mark;
    let mut pre_begins = false;
    let mut is_code_block = false;
    let mut pieces = tokens(&html).peekable();
    while let Some(piece) = pieces.next() {
        let after = Edge::of(pieces.peek());
        let begins = std::mem::take(&mut pre_begins);
        match &piece {
            // A parser drops the first line break of a <pre>, so one that is kept is lost later.
            Token::Text(text) if pre > 0 => {
                let text = if begins {
                    text.trim_start_matches('\n')
                } else {
                    text
                };
                if is_code_block {
                    guarded(&mut out, text);
                } else {
                    out.push_str(text);
                }
            }
            Token::Text(text) if policy.joins_lines && depth > 0 => {
                join_lines(&mut out, text, before, after);
            }
            Token::Text(text) => out.push_str(text),
            Token::Start(tag) if is_void(&tag.name) => {
                out.push_str(tag.source.trim_end_matches('>'));
                out.push_str(" />");
            }
            // What it holds is not read: its end was passed over.
            Token::Start(tag) if tag.name == "iframe" => {
                out.push_str(tag.source);
                out.push_str("</iframe>");
            }
            Token::Start(tag) => {
                depth += 1;
                if tag.name == "pre" {
                    pre += 1;
                    pre_begins = true;
                    is_code_block |= tag.attribute("class").is_some_and(is_code_class);
                }
                out.push_str(tag.source);
            }
            Token::End(name) => {
                depth = depth.saturating_sub(1);
                if name == "pre" {
                    pre = pre.saturating_sub(1);
                    is_code_block &= pre > 0;
                }
                out.push_str("</");
                out.push_str(name);
                out.push('>');
            }
            Token::Comment(text) => {
                out.push_str("<!--");
                out.push_str(text);
                out.push_str("-->");
            }
        }
        before = Edge::of(Some(&piece));
    }
    without_mark(out)
}

/// HTML whose first word does not begin with a byte order mark: at the beginning a parser takes it
/// for one, and away.
fn without_mark(html: String) -> String {
    let words = html.trim_ascii_start();
    if !words.starts_with('\u{feff}') {
        return html;
    }
    let space = html.get(..html.len() - words.len()).unwrap_or("");
    let is_none = |c: char| c == '\u{feff}' || c.is_ascii_whitespace();
    [space, words.trim_start_matches(is_none)].concat()
}

/// Whether a `<pre>` is WordPress' Code block.
fn is_code_class(classes: &str) -> bool {
    classes
        .split_ascii_whitespace()
        .any(|class| class == "wp-block-code")
}

/// What stands beside a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Nothing, or a comment.
    Mark,
    Block,
    Break,
    Inline,
}

impl Edge {
    fn of(piece: Option<&Token<'_>>) -> Self {
        let name = match piece {
            None | Some(Token::Comment(_)) => return Self::Mark,
            Some(Token::Text(_)) => return Self::Inline,
            Some(Token::Start(tag)) => tag.name.as_ref(),
            Some(Token::End(name)) => name,
        };
        match name {
            "br" => Self::Break,
            _ if is_block(name) => Self::Block,
            _ => Self::Inline,
        }
    }

    /// What white space with a line break becomes beside this.
    fn space(self) -> &'static str {
        match self {
            Self::Mark | Self::Block => "\n",
            Self::Break => "",
            Self::Inline => " ",
        }
    }
}

fn join_lines(out: &mut String, text: &str, before: Edge, after: Edge) {
    if !text.contains('\n') {
        out.push_str(text);
        return;
    }
    let is_white = |c: char| c.is_ascii_whitespace();
    let words = text.trim_matches(is_white);
    if words.is_empty() {
        out.push_str(match (before, after) {
            (Edge::Break, _) | (_, Edge::Break) => "",
            // WordPress writes an empty line between the blocks in a block.
            (Edge::Mark, Edge::Mark) => text,
            (Edge::Mark | Edge::Block, _) | (_, Edge::Mark | Edge::Block) => "\n",
            _ => " ",
        });
        return;
    }
    let start = text.len() - text.trim_start_matches(is_white).len();
    let (lead, rest) = text.split_at_checked(start).unwrap_or(("", text));
    let trail = rest.get(words.len()..).unwrap_or("");
    out.push_str(if lead.contains('\n') {
        before.space()
    } else {
        lead
    });
    let mut first = true;
    for line in words.split('\n') {
        let line = if first {
            line.trim_end_matches(is_white)
        } else {
            line.trim_matches(is_white)
        };
        if line.is_empty() {
            continue;
        }
        if !first {
            out.push(' ');
        }
        out.push_str(line);
        first = false;
    }
    out.push_str(if trail.contains('\n') {
        after.space()
    } else {
        trail
    });
}

#[cfg(test)]
#[path = "../../tests/texts/built.rs"]
mod built;

#[cfg(test)]
#[path = "../../tests/texts/mod.rs"]
mod texts;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::built::built;
    use super::texts::texts;
    use super::*;
    use crate::safe::policy::{POST, REPLY, TEXT};
    use crate::{comment_html, post_blocks, post_html};

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 1_500, failure_persistence: None, ..ProptestConfig::default()
        })]

        #[test]
        fn sanitizing_again_changes_nothing(text in texts()) {
            for policy in [&POST, &COMMENT, &REPLY, &TEXT] {
                let once = sanitize(policy, &text);
                prop_assert_eq!(sanitize(policy, &once), once.as_str());
                // Not even what a browser does with it: it is well-formed.
                prop_assert_eq!(reparsed(policy, &once), once);
            }
        }

        #[test]
        fn what_is_sent_is_safe_as_a_whole(text in prop_oneof![texts(), built()]) {
            let post = post_html(&text);
            prop_assert_eq!(sanitize(&POST, &post), post);
            let blocks = post_blocks(&text);
            prop_assert_eq!(sanitize(&POST, &blocks), blocks);
            let reply = comment_html(&text);
            prop_assert_eq!(sanitize(&REPLY, &reply), reply);
        }
    }
}
