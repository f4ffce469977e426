//! HTML that no Markdown wrote, as blocks.

use std::ops::Range;

use super::delimiters::{is_markup, without_delimiters};
use super::opener::{Value, opener};
use crate::safe::{Policy, Token, balanced, is_void, sanitize_pieces, tokens};

/// Pieces of HTML, to be cleaned all at once.
pub(super) struct Foreign<'p> {
    policy: &'p Policy,
    html: &'p str,
    pieces: Vec<(Kind, Html)>,
    balanced: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Html,
    Island,
    Markup,
}

enum Html {
    Safe(String),
    /// The next of those to be cleaned.
    Tainted,
}

impl<'p> Foreign<'p> {
    /// Nothing yet of a post's HTML.
    pub fn new(policy: &'p Policy, html: &'p str) -> Self {
        Self {
            policy,
            html,
            pieces: Vec::new(),
            balanced: Vec::new(),
        }
    }

    /// Adds the piece in that place; its number among what [`Foreign::clean`] gives.
    pub fn add(&mut self, place: &Range<usize>, is_tainted: bool, is_island: bool) -> usize {
        let html = self.html.get(place.clone()).unwrap_or("");
        if is_tainted {
            let kind = match is_markup(html) {
                true => Kind::Markup,
                false if is_island => Kind::Island,
                false => Kind::Html,
            };
            self.balanced.push(match kind {
                Kind::Markup => balanced(self.policy, html),
                Kind::Html | Kind::Island => balanced(self.policy, &without_delimiters(html)),
            });
            self.pieces.push((kind, Html::Tainted));
        } else {
            self.pieces.push((Kind::Html, Html::Safe(html.to_owned())));
        }
        self.pieces.len() - 1
    }

    /// The block markup of each piece, safe.
    pub fn clean(self) -> Vec<String> {
        let mut clean = sanitize_pieces(self.policy, &self.balanced).into_iter();
        let blocks = self.pieces.into_iter().map(|(kind, html)| {
            let html = match html {
                Html::Safe(html) => html,
                Html::Tainted => clean.next().unwrap_or_default(),
            };
            let html = trimmed(&html);
            match kind {
                Kind::Markup => html.to_owned(),
                Kind::Island if is_shortcode(html) => {
                    let start = opener("shortcode", &[]);
                    [&start, html, "\n<!-- /wp:shortcode -->"].concat()
                }
                Kind::Island | Kind::Html => html_blocks(html),
            }
        });
        blocks.collect()
    }
}

/// Without the space at its ends that the editor's `trim()` takes off, no-break spaces included.
fn trimmed(html: &str) -> &str {
    html.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Whether a text is one shortcode: `[name …]`, or `[name …]…[/name]`.
fn is_shortcode(html: &str) -> bool {
    let Some(inner) = html
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    else {
        return false;
    };
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))
        .unwrap_or(inner.len());
    let (name, rest) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_closed = rest
        .strip_suffix(name)
        .is_some_and(|rest| rest.ends_with("[/"));
    is_name && (is_closed || !rest.contains([']', '[']))
}

/// Custom HTML blocks, and the marks between them that are blocks of their own.
fn html_blocks(html: &str) -> String {
    let mut blocks = Vec::new();
    let mut current = String::new();
    let mut depth = 0_usize;
    for token in tokens(html) {
        match token {
            Token::Comment(text) if depth == 0 => {
                if let Some(block) = mark(text) {
                    flush(&mut blocks, &mut current);
                    blocks.push(block);
                    continue;
                }
                current.extend(["<!--", text, "-->"]);
            }
            Token::Comment(text) => current.extend(["<!--", text, "-->"]),
            Token::Text(text) => current.push_str(text),
            // What it holds is not read: its end was passed over.
            Token::Start(tag) if tag.name == "iframe" => {
                current.extend([tag.source, "</iframe>"]);
            }
            Token::Start(tag) => {
                depth += usize::from(!is_void(&tag.name));
                current.push_str(tag.source);
            }
            Token::End(name) => {
                depth = depth.saturating_sub(1);
                current.extend(["</", &name, ">"]);
            }
        }
    }
    flush(&mut blocks, &mut current);
    blocks.join("\n\n")
}

fn flush(blocks: &mut Vec<String>, html: &mut String) {
    let inner = trimmed(html);
    if !inner.is_empty() {
        let start = opener("html", &[]);
        blocks.push([&start, inner, "\n<!-- /wp:html -->"].concat());
    }
    html.clear();
}

/// The block that a mark of WordPress' is: where the summary ends, where a page ends.
fn mark(comment: &str) -> Option<String> {
    if comment.trim_ascii() == "nextpage" {
        let start = opener("nextpage", &[]);
        return Some([&start, "<!--nextpage-->\n<!-- /wp:nextpage -->"].concat());
    }
    let text = comment.strip_prefix("more")?;
    if !text.is_empty() && !text.starts_with(' ') {
        return None;
    }
    let text = text.trim_ascii();
    Some(if text.is_empty() {
        [&opener("more", &[]), "<!--more-->\n<!-- /wp:more -->"].concat()
    } else {
        let start = opener("more", &[("customText", Value::Text(text))]);
        [&start, "<!--more ", text, "-->\n<!-- /wp:more -->"].concat()
    })
}

#[cfg(test)]
mod tests {
    use super::is_shortcode;

    #[test]
    fn one_shortcode_is_told_from_text_in_brackets() {
        for (text, expected) in [
            ("[gallery ids=\"1,2\"]", true),
            ("[contact-form-7 id=\"x\"]", true),
            ("[caption]<img src=\"a\" /> b[/caption]", true),
            ("[a] and [b]", false),
            ("[1]", false),
            ("[]", false),
            ("gallery", false),
        ] {
            assert_eq!(is_shortcode(text), expected, "{text}");
        }
    }
}
