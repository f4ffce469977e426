//! The texts of a post's blocks: inline HTML, made safe all at once.

use std::borrow::Cow;

use super::delimiters::without_delimiters;
use super::opener::{Value, opener};
use super::pieces::Leaf;
use crate::safe::{Policy, Tag, Token, balanced, is_block, sanitize_pieces, tokens};

/// The texts of a post, clean.
pub(super) struct Inlines<'h>(Vec<Option<Cow<'h, str>>>);

impl<'h> Inlines<'h> {
    /// Cleans the texts that need it, in a post's HTML. One that no block could hold is left out: see
    /// [`only_inline`].
    pub fn of(policy: &Policy, html: &'h str, leaves: &[Leaf]) -> Self {
        let text = |leaf: &Leaf| html.get(leaf.html.clone()).unwrap_or("");
        let tainted: Vec<String> = leaves
            .iter()
            .filter(|leaf| leaf.is_tainted)
            .map(|leaf| format!("<p>{}</p>", without_delimiters(text(leaf))))
            .map(|paragraph| balanced(policy, &paragraph))
            .collect();
        let mut clean = sanitize_pieces(policy, &tainted).into_iter();
        let texts = leaves.iter().map(|leaf| {
            if !leaf.is_tainted {
                return only_inline(text(leaf)).map(Cow::Borrowed);
            }
            let paragraph = clean.next()?;
            let inner = paragraph.strip_prefix("<p>")?.strip_suffix("</p>")?;
            only_inline(inner).map(|text| Cow::Owned(text.to_owned()))
        });
        Self(texts.collect())
    }

    /// The text with that number, if it is only text and inline elements.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.0.get(at)?.as_deref()
    }
}

/// A text, unless it is more than text and inline elements, or less: the editor
/// drops elements that hold nothing, which may be what a link leads to.
fn only_inline(html: &str) -> Option<&str> {
    let inner = html.trim_ascii();
    if !inner.contains('<') {
        return Some(inner);
    }
    let (mut is_inline, mut says_something) = (true, false);
    for token in tokens(inner) {
        match token {
            Token::Start(tag) => {
                is_inline &= !is_block(&tag.name);
                says_something |= tag.name == "img";
            }
            Token::End(name) => is_inline &= !is_block(&name),
            Token::Text(text) => says_something |= !text.trim_ascii().is_empty(),
            Token::Comment(_) => {}
        }
    }
    (is_inline && says_something).then_some(inner)
}

/// A Paragraph block, an Image block if there is nothing but an image, nothing if there is nothing.
pub(super) fn paragraph(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    image(text).unwrap_or_else(|| {
        let start = opener("paragraph", &[]);
        [&start, "<p>", text, "</p>\n<!-- /wp:paragraph -->"].concat()
    })
}

/// The Image block of a text that is only an image, perhaps in a link. A title is the image's `title`
/// (the caption is another thing, and shown). `None` for what the block has no place for: a paragraph
/// can hold any image.
fn image(text: &str) -> Option<String> {
    if !text.starts_with('<') {
        return None;
    }
    let mut pieces = tokens(text);
    let (link, image, end) = match (pieces.next()?, pieces.next(), pieces.next()) {
        (Token::Start(image), None, None) => (None, image, None),
        (Token::Start(link), Some(Token::Start(image)), Some(end)) => {
            (Some(link), image, Some(end))
        }
        _ => return None,
    };
    if pieces.next().is_some() || end.is_some_and(|end| end != Token::End("a".into())) {
        return None;
    }
    let address = held(&image, "img", &["src", "alt", "title"], "src")?;
    let alternative = image.attribute("alt").unwrap_or("");
    let mut html = ["<img src=\"", address, "\" alt=\"", alternative, "\""].concat();
    if let Some(title) = image.attribute("title").filter(|title| !title.is_empty()) {
        html.extend([" title=\"", title, "\""]);
    }
    html.push_str(" />");
    let mut block = String::new();
    if let Some(link) = link {
        let address = held(&link, "a", &["href"], "href")?;
        html = ["<a href=\"", address, "\">", &html, "</a>"].concat();
        block.push_str(&opener(
            "image",
            &[("linkDestination", Value::Text("custom"))],
        ));
    } else {
        block.push_str(&opener("image", &[]));
    }
    block.extend([
        "<figure class=\"wp-block-image\">",
        &html,
        "</figure>\n<!-- /wp:image -->",
    ]);
    Some(block)
}

/// The value of `needed` in an element that has only the attributes of a block.
fn held<'a>(tag: &Tag<'a>, name: &str, attributes: &[&str], needed: &str) -> Option<&'a str> {
    let fits = tag.name == name
        && tag
            .attributes()
            .all(|(name, value)| attributes.contains(&name.as_ref()) && !reads_as_reference(value));
    tag.attribute(needed)
        .filter(|value| fits && !value.is_empty())
}

/// Whether an attribute's value says, escaped, what would be a character reference: the editor writes
/// such an `&amp;eacute;` back as `&eacute;` (`escapeAmpersand` of `@wordpress/escape-html`).
fn reads_as_reference(value: &str) -> bool {
    value.split("&amp;").skip(1).any(|rest| {
        rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')
            .is_some_and(|end| rest.get(end..).is_some_and(|rest| rest.starts_with(';')))
    })
}
