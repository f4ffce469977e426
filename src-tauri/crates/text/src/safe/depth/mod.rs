//! Balances HTML in one linear scan before any HTML parser sees it.
//!
//! html5ever's time is quadratic in the depth of nesting, and its repair of wrong nesting (open
//! `<b>`s repeated in every later paragraph, text moved out of tables) can multiply the input. So
//! what reaches it here has only known elements, each one closed in order, at most
//! [`MAX_DEPTH`] deep, and tables made of rows and cells. Text is never lost.

mod tables;
mod texts;

use std::borrow::Cow;
use std::collections::HashMap;

use super::elements::{is_block, is_void};
use super::policy::{Element, Policy};
use super::tag::Tag;
use super::tokens::{Token, tokens};
use tables::{is_cell, is_table_part};
use texts::{TEXT_PIECE, divided, escape};

pub(crate) use texts::is_too_dense;

/// How deep elements may stand in each other; deeper tags are left out, their text stays.
pub(crate) const MAX_DEPTH: usize = 128;

/// `html` with balanced tags, only those of `policy`.
pub(crate) fn balanced(policy: &Policy, html: &str) -> String {
    let mut balance = Balance::new(policy);
    balance.feed(html);
    balance.finish()
}

/// A scan that may be fed piece by piece.
pub(crate) struct Balance<'p> {
    policy: &'p Policy,
    out: String,
    /// The length of the text since the last tag that was written.
    text_len: usize,
    open: Vec<&'static str>,
    /// Start tags left out for their depth, whose end tags are to be left out too.
    too_deep: HashMap<&'static str, usize>,
    /// How many these are.
    buried: usize,
}

impl<'p> Balance<'p> {
    /// Nothing fed yet.
    pub fn new(policy: &'p Policy) -> Self {
        Self {
            policy,
            out: String::new(),
            text_len: 0,
            open: Vec::new(),
            too_deep: HashMap::new(),
            buried: 0,
        }
    }

    /// Whether every element is closed.
    pub fn is_closed(&self) -> bool {
        self.open.is_empty()
    }

    /// Closes what is open and returns the HTML.
    pub fn finish(mut self) -> String {
        self.close_to(0);
        self.out
    }

    /// Reads a piece; markup does not go on from one piece into the next.
    pub fn feed(&mut self, html: &str) {
        for token in tokens(html) {
            match token {
                Token::Text(text) => self.text(text),
                Token::Start(tag) => self.start(&tag),
                Token::End(name) => self.end(&name),
                Token::Comment(text) if self.policy.keeps_marks && is_mark(text) => {
                    self.out.push_str("<!--");
                    self.out.push_str(text);
                    self.out.push_str("-->");
                }
                Token::Comment(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_table_frame() && !text.trim_ascii().is_empty() {
            self.open_cell();
        }
        let mut rest = text;
        while let Some((piece, after)) = divided(rest, TEXT_PIECE.saturating_sub(self.text_len)) {
            escape(&mut self.out, piece, '<');
            self.out.push_str("<!---->");
            self.text_len = 0;
            rest = after;
        }
        self.text_len += rest.len();
        escape(&mut self.out, rest, '<');
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let Some(element) = self.policy.element(&tag.name) else {
            return self.left_out(&tag.name);
        };
        let name = element.name;
        // What a buried element holds must not close what stands above it.
        if self.buried > 0 && is_block(name) && !is_void(name) {
            return self.bury(name);
        }
        if is_table_part(name) {
            if !self.open_table_part(name) {
                return self.left_out(name);
            }
        } else {
            if name == "input" && !is_checkbox(tag) {
                return;
            }
            let in_media = matches!(self.open.last(), Some(&("audio" | "video")));
            if matches!(name, "source" | "track") && !in_media {
                return;
            }
            if self.in_table_frame() {
                self.open_cell();
            }
            self.close_implied(name);
        }
        if is_void(name) {
            return self.write_tag(element, tag);
        }
        if name == "iframe" {
            return self.embed(element, tag);
        }
        if self.open.len() >= MAX_DEPTH {
            return self.bury(name);
        }
        self.write_tag(element, tag);
        self.open.push(name);
    }

    /// An embedded page, or a link to it where it may not be embedded.
    fn embed(&mut self, element: Element, tag: &Tag<'_>) {
        let Some(address) = tag.attribute("src") else {
            return;
        };
        if self.policy.embeds(&address.replace("&amp;", "&")) {
            self.write_tag(element, tag);
            self.out.push_str("</iframe>");
        } else if !self.open.contains(&"a") && !is_too_dense(address) {
            self.text_len = 0;
            self.out.push_str("<a href=\"");
            escape(&mut self.out, address, '"');
            self.out.push_str("\">");
            escape(&mut self.out, address, '<');
            self.out.push_str("</a>");
        }
    }

    fn bury(&mut self, name: &'static str) {
        *self.too_deep.entry(name).or_default() += 1;
        self.buried += 1;
        self.left_out(name);
    }

    fn end(&mut self, name: &str) {
        let Some(element) = self.policy.element(name) else {
            return self.left_out(name);
        };
        if let Some(count) = self.too_deep.get_mut(name)
            && *count > 0
        {
            *count -= 1;
            self.buried -= 1;
            return self.left_out(name);
        }
        let stops = |open: &str| match name {
            "table" => false,
            _ if is_table_part(name) => open == "table",
            "li" => matches!(open, "ul" | "ol" | "table") || is_cell(open),
            _ if !is_block(name) => is_block(open),
            _ => open == "table" || is_cell(open),
        };
        if let Some(at) = self.find(element.name, stops) {
            self.close_to(at);
        }
    }

    /// Where the innermost open `name` stands, looking no further than an element that `stops`.
    fn find(&self, name: &str, stops: impl Fn(&str) -> bool) -> Option<usize> {
        for (at, &open) in self.open.iter().enumerate().rev() {
            if open == name {
                return Some(at);
            }
            if stops(open) {
                return None;
            }
        }
        None
    }

    /// Closes what HTML closes by itself before a start tag
    /// (<https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody>).
    fn close_implied(&mut self, name: &str) {
        let in_cell = |open: &str| is_cell(open) || open == "table";
        let found = match name {
            "li" => self.find("li", is_wall),
            "dd" | "dt" => self.find("dd", is_wall).max(self.find("dt", is_wall)),
            "a" => self.find("a", in_cell),
            "rp" | "rt" => self.open.len().checked_sub(1).filter(|&last| {
                self.open
                    .get(last)
                    .is_some_and(|open| matches!(*open, "rp" | "rt"))
            }),
            _ => None,
        };
        if let Some(at) = found {
            self.close_to(at);
        }
        if is_block(name)
            && let Some(at) = self.find("p", in_cell)
        {
            self.close_to(at);
        }
        if is_heading(name) && self.open.last().is_some_and(|open| is_heading(open)) {
            self.close_to(self.open.len() - 1);
        }
    }

    fn write_plain(&mut self, name: &'static str) {
        self.text_len = 0;
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        self.open.push(name);
    }

    fn close_to(&mut self, len: usize) {
        while self.open.len() > len {
            if let Some(name) = self.open.pop() {
                self.text_len = 0;
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
        if self.open.is_empty() {
            self.too_deep.clear();
            self.buried = 0;
        }
    }

    /// Keeps the words on both sides of a tag apart that is left out.
    fn left_out(&mut self, name: &str) {
        let separates = is_block(name) || name == "br";
        if separates && !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.out.push('\n');
        }
    }

    fn write_tag(&mut self, element: Element, tag: &Tag<'_>) {
        self.text_len = 0;
        self.out.push('<');
        self.out.push_str(element.name);
        // Few names are allowed, so this list stays short whatever the tag holds.
        let mut written: Vec<Cow<'_, str>> = Vec::new();
        for (name, value) in tag.attributes() {
            let unknown = !self.policy.allows(element, &name);
            if unknown || written.contains(&name) || is_too_dense(value) {
                continue;
            }
            self.out.push(' ');
            self.out.push_str(&name);
            written.push(name);
            self.out.push_str("=\"");
            escape(&mut self.out, value, '"');
            self.out.push('"');
        }
        self.out.push('>');
    }
}

/// WordPress' own comments: where the summary ends, where a page ends, where its blocks begin.
pub(crate) fn is_mark(text: &str) -> bool {
    let named = |name: &str| {
        text.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let known = named("more") || named("nextpage") || named("noteaser");
    let block = text.starts_with(" wp:") || text.starts_with(" /wp:");
    (known || block) && !text.contains(['<', '>']) && !text.contains("--") && !text.ends_with('-')
}

fn is_checkbox(tag: &Tag<'_>) -> bool {
    tag.attribute("type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
        && tag.attribute("disabled").is_some()
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements beyond which no list item is looked for: "special" in HTML, but for the three it names.
fn is_wall(name: &str) -> bool {
    is_block(name) && !matches!(name, "address" | "div" | "p" | "li" | "dd" | "dt")
}

#[cfg(test)]
mod tests;
