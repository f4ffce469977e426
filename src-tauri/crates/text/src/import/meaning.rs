//! What a tree means, as one string: two blocks mean the same if and only if the strings are equal.
//!
//! Left out are only differences that no reader, no style sheet and no screen reader meets: white
//! space that HTML collapses, the order of attributes and classes, how characters are escaped in
//! addresses, `alt=""` against no `alt`, `<b>` for `<strong>`, `<i>` for `<em>` and `<s>` for
//! `<del>` (Markdown has one mark for each pair), and empty marks such as `<strong></strong>`.

use std::borrow::Cow;

use super::elements::is_inline;
use super::tree::{Element, Item};

/// Stands before every tag; regular HTML has no such character.
const MARK: char = '\0';

/// What the items mean.
pub(crate) fn meaning(items: &[Item<'_>]) -> String {
    let mut writer = Meaning::default();
    for item in items {
        match item {
            Item::Text(text) => writer.text(text),
            Item::Open(element) => writer.open(element),
            Item::Void(element) => writer.void(element),
            Item::Close => writer.close(),
            Item::Comment(text) => writer.tag(&["!", text]),
        }
    }
    writer.out
}

#[derive(Default)]
struct Meaning {
    out: String,
    /// Each open element: whether it is inline, and where it began if it would mean nothing empty.
    open: Vec<(Kind, usize)>,
    /// Collapsed white space that is a space if text follows.
    space: bool,
    /// Something stands on this line.
    inked: bool,
    /// How many `<pre>` are open.
    pre: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Pre,
    Inline,
    /// A mark without attributes: empty, it means nothing.
    Bare,
}

impl Meaning {
    fn text(&mut self, text: &str) {
        if self.pre > 0 {
            self.out.push_str(text);
            return;
        }
        let mut words = text.split(|c: char| c.is_ascii_whitespace()).peekable();
        while let Some(word) = words.next() {
            if !word.is_empty() {
                if self.space && self.inked {
                    self.out.push(' ');
                }
                self.space = false;
                self.inked = true;
                self.out.push_str(word);
            }
            if words.peek().is_some() {
                self.space = true;
            }
        }
    }

    fn tag(&mut self, parts: &[&str]) {
        self.out.push(MARK);
        self.out.extend(parts.iter().copied());
        self.out.push(MARK);
    }

    /// The line ends.
    fn edge(&mut self) {
        self.space = false;
        self.inked = false;
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name.as_ref();
        let kind = match name {
            "pre" => Kind::Pre,
            _ if !is_inline(name) => Kind::Block,
            "b" | "strong" | "i" | "em" | "s" | "strike" | "del" | "u" | "span"
                if element.attributes.is_empty() =>
            {
                Kind::Bare
            }
            _ => Kind::Inline,
        };
        match kind {
            Kind::Pre => {
                self.edge();
                self.pre += 1;
            }
            Kind::Block => self.edge(),
            Kind::Inline | Kind::Bare => {}
        }
        self.open.push((kind, self.out.len()));
        self.element(element);
    }

    fn void(&mut self, element: &Element<'_>) {
        match element.name.as_ref() {
            "br" | "hr" => self.edge(),
            _ => {
                if self.space && self.inked {
                    self.out.push(' ');
                }
                self.space = false;
                self.inked = true;
            }
        }
        self.element(element);
    }

    fn close(&mut self) {
        let Some((kind, start)) = self.open.pop() else {
            return;
        };
        match kind {
            Kind::Pre => {
                self.pre = self.pre.saturating_sub(1);
                self.edge();
            }
            Kind::Block => self.edge(),
            Kind::Bare => {
                // Nothing but its own tag was written since it began.
                let written = self.out.get(start..).unwrap_or("");
                if written.matches(MARK).count() == 2 && written.ends_with(MARK) {
                    self.out.truncate(start);
                    return;
                }
            }
            Kind::Inline => {}
        }
        // The last line break of a listing means nothing: Markdown always has one.
        if self.pre > 0 && self.out.ends_with('\n') {
            self.out.pop();
        }
        self.tag(&["/"]);
    }

    fn element(&mut self, element: &Element<'_>) {
        let bare = element.attributes.is_empty();
        let name = match element.name.as_ref() {
            "b" if bare => "strong",
            "i" if bare => "em",
            "s" | "strike" if bare => "del",
            name => name,
        };
        self.out.push(MARK);
        self.out.push_str(name);
        let mut attributes: Vec<(&str, Cow<'_, str>)> = element
            .attributes
            .iter()
            .filter_map(|(attribute, value)| {
                let attribute = attribute.as_ref();
                value_of(name, attribute, value).map(|value| (attribute, value))
            })
            .collect();
        attributes.sort_unstable();
        for (attribute, value) in attributes {
            self.out.extend(["\u{1}", attribute, "=", value.as_ref()]);
        }
        self.out.push(MARK);
    }
}

/// The canonical value of an attribute; `None` if it says what its absence says.
fn value_of<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match (element, attribute) {
        ("img", "alt") if value.is_empty() => None,
        ("ol", "start") if value.trim() == "1" => None,
        (_, "title") if value.is_empty() => None,
        (_, "class") => {
            let mut classes: Vec<&str> = value.split_ascii_whitespace().collect();
            classes.sort_unstable();
            (!classes.is_empty()).then(|| Cow::Owned(classes.join(" ")))
        }
        (_, "href" | "src" | "cite") => Some(address(value.trim_ascii())),
        ("input", "checked" | "disabled") => Some(Cow::Borrowed("")),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// An address with what browsers encode by themselves encoded.
fn address(value: &str) -> Cow<'_, str> {
    let safe = |byte: u8| {
        byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'"' | b'<' | b'>' | b'[' | b'\\' | b']' | b'^' | b'`' | b'{' | b'|' | b'}'
            )
    };
    if value.bytes().all(safe) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len() + 16);
    for byte in value.bytes() {
        if safe(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(out)
}
