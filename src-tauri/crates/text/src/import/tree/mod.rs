//! Reads HTML into a flat list of opened and closed elements, in one linear pass.
//!
//! HTML that browsers read without repairs (every element closed where the standard lets it close,
//! rows in tables, no `<a>` in an `<a>`…) is *regular*: there is but one tree it can mean, and this
//! pass finds the same as any HTML parser. What a browser would repair is irregular: an import
//! keeps it as it is, only a paste takes the best guess. So no parser whose time grows with the
//! depth of its input is needed, and none is used. Nothing here decides what is safe.

mod ends;

use std::borrow::Cow;

use super::elements::{has_optional_end, in_table_frame, is_foreign};
use crate::safe::{MAX_DEPTH, Tag, Token, is_unreadable, is_void, tokens};

/// One step of a tree in document order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item<'a> {
    /// An element begins; a [`Item::Close`] follows.
    Open(Element<'a>),
    /// The innermost open element ends.
    Close,
    /// An element without content.
    Void(Element<'a>),
    /// Text, entities resolved.
    Text(Cow<'a, str>),
    /// What stands between `<!--` and `-->`.
    Comment(&'a str),
}

/// An element's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    /// In lower case.
    pub name: Cow<'a, str>,
    /// Names in lower case, each once; values with entities resolved.
    pub attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl Element<'_> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_ref())
    }

    /// Whether it has that class.
    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class")
            .is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
    }
}

/// The tree of regular HTML; `None` for HTML that a browser would repair, that has elements whose
/// content is no HTML, or that is nested deeper than [`MAX_DEPTH`].
pub(crate) fn regular(html: &str) -> Option<Vec<Item<'_>>> {
    if memchr::memchr2(0, b'\r', html.as_bytes()).is_some() || is_lone_start(html) {
        return None;
    }
    let mut tree = Tree::new(true);
    tree.read(html)?;
    Some(tree.items)
}

/// Whether HTML is one start tag whose element has to be closed, or to stand in another.
fn is_lone_start(html: &str) -> bool {
    let tag = html.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
    tag.is_some_and(|name| {
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase())
            && !is_void(name)
            && name != "p"
    })
}

/// The best guess at any HTML's tree: no words are lost, deep nesting is flattened.
pub(crate) fn guessed(html: &str) -> Vec<Item<'_>> {
    let mut tree = Tree::new(false);
    // Lenient reading does not give up.
    let _ = tree.read(html);
    tree.items
}

struct Tree<'a> {
    items: Vec<Item<'a>>,
    /// The open elements, and whether each stands in `items` (not beyond the depth).
    open: Vec<(Cow<'a, str>, bool)>,
    paragraphs: usize,
    links: usize,
    strict: bool,
    /// A `<pre>` was just opened: one line break after it means nothing.
    pre_begins: bool,
}

impl<'a> Tree<'a> {
    fn new(strict: bool) -> Self {
        Self {
            items: Vec::new(),
            open: Vec::new(),
            paragraphs: 0,
            links: 0,
            strict,
            pre_begins: false,
        }
    }

    /// Something irregular: the end of a strict reading.
    fn irregular(&self) -> Option<()> {
        (!self.strict).then_some(())
    }

    fn top(&self) -> &str {
        self.open.last().map_or("", |(name, _)| name)
    }

    fn read(&mut self, html: &'a str) -> Option<()> {
        for token in tokens(html) {
            let pre_begins = std::mem::take(&mut self.pre_begins);
            match token {
                Token::Text(text) => {
                    let text = if pre_begins {
                        text.strip_prefix('\n').unwrap_or(text)
                    } else {
                        text
                    };
                    self.text(text)?;
                }
                Token::Start(tag) => self.start(tag)?,
                Token::End(name) => self.end(&name)?,
                Token::Comment(text) => {
                    // Declarations and the like have no text; an empty comment means nothing.
                    if text.is_empty() || text.starts_with('>') || text.contains("--!>") {
                        self.irregular()?;
                    }
                    self.items.push(Item::Comment(text));
                }
            }
        }
        while let Some((name, _)) = self.open.last() {
            if !has_optional_end(name) {
                self.irregular()?;
            }
            self.pop();
        }
        Some(())
    }

    fn text(&mut self, text: &'a str) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        if self.strict && begins_markup(text) {
            return None;
        }
        if in_table_frame(self.top()) && !text.trim_ascii().is_empty() {
            self.irregular()?;
        }
        self.items.push(Item::Text(unescaped(text)));
        Some(())
    }

    fn start(&mut self, tag: Tag<'a>) -> Option<()> {
        let name = tag.name.clone();
        let void = is_void(&name);
        if is_foreign(&name) || (!void && tag.source.ends_with("/>")) {
            self.irregular()?;
        }
        self.make_room(&name)?;
        if name == "a" && self.links > 0 {
            self.irregular()?;
            self.close("a");
        }
        let mut attributes: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::new();
        for (attribute, value) in tag.attributes() {
            // Real tags have few; a hundred thousand would take time quadratic in their number.
            if attributes.len() >= 64 {
                self.irregular()?;
                break;
            }
            if !attributes.iter().any(|(n, _)| *n == attribute) {
                attributes.push((attribute, unescaped_value(value)));
            }
        }
        let element = Element {
            name: name.clone(),
            attributes,
        };
        // What is no HTML was read to its end with its tag.
        if void || is_unreadable(&name) {
            self.items.push(Item::Void(element));
            return Some(());
        }
        let shown = self.open.len() < MAX_DEPTH;
        if shown {
            self.pre_begins = name == "pre";
            self.items.push(Item::Open(element));
        } else {
            self.irregular()?;
        }
        self.push(name, shown);
        Some(())
    }

    fn push(&mut self, name: Cow<'a, str>, shown: bool) {
        match name.as_ref() {
            "p" => self.paragraphs += 1,
            "a" => self.links += 1,
            _ => {}
        }
        self.open.push((name, shown));
    }

    fn pop(&mut self) {
        let Some((name, shown)) = self.open.pop() else {
            return;
        };
        match name.as_ref() {
            "p" => self.paragraphs = self.paragraphs.saturating_sub(1),
            "a" => self.links = self.links.saturating_sub(1),
            _ => {}
        }
        if shown {
            self.items.push(Item::Close);
        }
    }
}

/// Whether text holds a `<` that opens markup which never ends.
fn begins_markup(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        text.as_bytes()
            .get(at + 1)
            .is_some_and(|&b| b.is_ascii_alphabetic() || matches!(b, b'!' | b'?' | b'/'))
    })
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_some() {
        htmlize::unescape(text)
    } else {
        Cow::Borrowed(text)
    }
}

fn unescaped_value(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_some() {
        htmlize::unescape_attribute(text)
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests;
