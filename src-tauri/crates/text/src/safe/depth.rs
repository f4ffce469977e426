//! Balances HTML in one linear scan before any HTML parser sees it.
//!
//! html5ever's time is quadratic in the depth of nesting, and its repair of wrong nesting (open
//! `<b>`s repeated in every later paragraph, text moved out of tables) can multiply the input. So
//! what reaches it here has only known elements, each one closed in order, at most
//! [`MAX_DEPTH`] deep, and tables made of rows and cells. Text is never lost.

use std::borrow::Cow;
use std::collections::HashMap;

use super::elements::{is_block, is_void};
use super::policy::{Element, Policy};
use super::tag::Tag;
use super::tokens::{Token, tokens};

/// How deep elements may stand in each other; deeper tags are left out, their text stays.
pub(crate) const MAX_DEPTH: usize = 128;

/// Text is divided by empty comments about this often, in bytes: html5ever's serializer takes time
/// quadratic in a single text's `&`s and Latin-1 signs such as `«`. [`super::sanitize`] takes them out
/// again.
const TEXT_PIECE: usize = 1024;

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

    /// Whether the place is inside a table but in none of its cells, where only rows may stand.
    fn in_table_frame(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| is_table_part(open) && !is_cell(open))
            || self.open.last() == Some(&"table")
    }

    fn open_cell(&mut self) {
        if self.open_table_part("td") {
            self.write_plain("td");
        }
    }

    fn write_plain(&mut self, name: &'static str) {
        self.text_len = 0;
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        self.open.push(name);
    }

    /// Makes the place fit for a part of a table; `false` if there is no table.
    fn open_table_part(&mut self, name: &str) -> bool {
        let Some(table) = self.open.iter().rposition(|open| *open == "table") else {
            return false;
        };
        let innermost = |wanted: &[&str]| {
            self.open
                .iter()
                .rposition(|open| wanted.contains(open))
                .filter(|at| *at > table)
        };
        let parent = match name {
            "td" | "th" => innermost(&["tr"]).or_else(|| innermost(&["thead", "tbody", "tfoot"])),
            "tr" => innermost(&["thead", "tbody", "tfoot"]),
            "col" => innermost(&["colgroup"]),
            _ => None,
        };
        self.close_to(parent.unwrap_or(table) + 1);
        if matches!(name, "td" | "th") && self.open.last() != Some(&"tr") {
            self.write_plain("tr");
        }
        true
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

/// Writes text (`special` is `<`) or a quoted value (`"`) that may hold entities already.
fn escape(out: &mut String, text: &str, special: char) {
    let entity = if special == '<' { "&lt;" } else { "&quot;" };
    for (at, part) in text.split(special).enumerate() {
        if at > 0 {
            out.push_str(entity);
        }
        out.push_str(part);
    }
}

/// Text up to the first place after `room` bytes that is not inside an entity, and what follows.
fn divided(text: &str, room: usize) -> Option<(&str, &str)> {
    let tail = text.as_bytes().get(room..)?;
    let part_of_entity = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'#' | b';');
    // At a character's first byte.
    let at = tail
        .iter()
        .position(|b| !part_of_entity(b) && (b.is_ascii() || *b >= 0xc0))?;
    text.split_at_checked(room + at)
}

/// Whether a value would take the serializer too long, which no real description or address does:
/// see [`TEXT_PIECE`].
pub(crate) fn is_too_dense(value: &str) -> bool {
    let special = value
        .bytes()
        .filter(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | 0xc2))
        .count();
    special.saturating_mul(value.len()) > TEXT_PIECE * TEXT_PIECE
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

fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th" | "caption")
}

fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "caption" | "col" | "colgroup" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr"
    )
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements beyond which no list item is looked for: "special" in HTML, but for the three it names.
fn is_wall(name: &str) -> bool {
    is_block(name) && !matches!(name, "address" | "div" | "p" | "li" | "dd" | "dt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safe::policy::POST;

    fn depth_of(html: &str) -> usize {
        let (mut depth, mut deepest) = (0_usize, 0);
        for token in tokens(html) {
            match token {
                Token::Start(tag) if !is_void(&tag.name) => depth += 1,
                Token::End(_) => depth -= 1,
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        assert_eq!(depth, 0, "everything is closed");
        deepest
    }

    #[test]
    fn tags_beyond_the_depth_are_left_out_with_their_ends() {
        let deep = format!("{}mot{}", "<div>".repeat(1_000), "</div>".repeat(1_000));
        let html = balanced(&POST, &format!("{deep}<p>après</p>"));
        assert_eq!(depth_of(&html), MAX_DEPTH);
        assert!(html.ends_with("</div><p>après</p>"));
        assert!(html.contains("mot"));
    }

    #[test]
    fn each_element_is_closed_in_order() {
        for (html, expected) in [
            ("<p><b>un<p>deux", "<p><b>un</b></p><p>deux</p>"),
            ("<b><i>un</b>deux</i>", "<b><i>un</i></b>deux"),
            ("<b><div>un</b>deux</div>", "<b><div>undeux</div></b>"),
            (
                "<ul><li>un<li>deux<ul><li>trois</ul><li>quatre</ul>",
                "<ul><li>un</li><li>deux<ul><li>trois</li></ul></li><li>quatre</li></ul>",
            ),
            (
                "<dl><dt>a<dd>b<dt>c",
                "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>",
            ),
            ("<h1>un<h2>deux", "<h1>un</h1><h2>deux</h2>"),
            ("<ruby>a<rt>b<rt>c", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
            ("<tr><td>un", "un"),
            (
                "<table><td>un<table><tr>deux</table>trois",
                "<table><tr><td>un<table><tr><td>deux</td></tr></table>trois</td></tr></table>",
            ),
        ] {
            assert_eq!(balanced(&POST, html).trim(), expected, "{html}");
        }
    }

    #[test]
    fn long_texts_are_divided_outside_of_entities() {
        for text in [
            "&amp;".repeat(1_000),
            "&".repeat(3_000),
            "é\u{a0}".repeat(2_000),
        ] {
            let html = balanced(&POST, &text);
            let longest = html.split("<!---->").map(str::len).max();
            assert!(longest.is_some_and(|len| len < 6 * TEXT_PIECE));
            assert_eq!(html.replace("<!---->", ""), text);
            assert!(
                !html
                    .split("<!---->")
                    .skip(1)
                    .any(|piece| piece.starts_with("amp;"))
            );
        }
    }
}
