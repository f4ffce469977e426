//! Builds clean blocks from a stream of text, marks and block edges, whatever stood around them.

use std::borrow::Cow;

use super::super::tree::{Element, Item};
use super::style::Mark;
use super::table::Table;

/// An element without attributes.
pub(super) fn element(name: &'static str) -> Element<'static> {
    Element {
        name: Cow::Borrowed(name),
        attributes: Vec::new(),
    }
}

/// An element with attributes.
pub(super) fn with(name: &'static str, attributes: &[(&'static str, &str)]) -> Element<'static> {
    Element {
        name: Cow::Borrowed(name),
        attributes: attributes
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (Cow::Borrowed(*name), Cow::Owned((*value).to_owned())))
            .collect(),
    }
}

/// How far back the start of an item is looked for.
const REACH: usize = 512;

/// What is being built.
#[derive(Default)]
pub(super) struct Build {
    /// The finished top-level blocks.
    pub blocks: Vec<Vec<Item<'static>>>,
    /// The present top-level block, or the present cell of a table.
    out: Vec<Item<'static>>,
    /// How many containers of the present block are open.
    depth: usize,
    /// The marks in force, and those that are written.
    pub marks: Vec<Mark>,
    written: Vec<Mark>,
    /// The line that is open: the element it stands in.
    line: Option<&'static str>,
    /// What the next line will be.
    pub leaf: Option<&'static str>,
    /// White space stands before the next word.
    space: bool,
    /// A line ended in a cell, where lines are kept apart by breaks.
    broken: bool,
    /// Breaks that mean something only if text follows.
    breaks: usize,
    pub table: Option<Table>,
    /// The outer block while a cell is built.
    outer: Option<(Vec<Item<'static>>, usize)>,
}

impl Build {
    /// Whether lines are built for a cell.
    pub fn in_cell(&self) -> bool {
        self.outer.is_some()
    }

    /// Text as it stands between tags.
    pub fn text(&mut self, text: &str) {
        let white = |c: char| c.is_ascii_whitespace();
        let words = text.trim_matches(white);
        if words.is_empty() {
            self.space |= !text.is_empty();
            return;
        }
        // Word fills what is empty with a no-break space.
        if self.line.is_none() && words.chars().all(|c| c == '\u{a0}') {
            return;
        }
        self.space |= text.starts_with(white);
        self.begin_line();
        let words: Vec<&str> = words.split(white).filter(|word| !word.is_empty()).collect();
        let space = if std::mem::take(&mut self.space) {
            " "
        } else {
            ""
        };
        let words = [space, &words.join(" ")].concat();
        // Word divides words where nothing changes.
        match self.out.last_mut() {
            Some(Item::Text(before)) => before.to_mut().push_str(&words),
            _ => self.out.push(Item::Text(Cow::Owned(words))),
        }
        self.space = text.ends_with(white);
    }

    /// A void element in a line.
    pub fn inline(&mut self, item: Item<'static>) {
        self.begin_line();
        if std::mem::take(&mut self.space) {
            self.out.push(Item::Text(Cow::Borrowed(" ")));
        }
        self.out.push(item);
    }

    /// A reference to a footnote.
    pub fn reference(&mut self, number: &str) {
        // It stands above the line by itself.
        self.marks.retain(|mark| *mark != Mark::Above);
        self.begin_line();
        if std::mem::take(&mut self.space) {
            self.out.push(Item::Text(Cow::Borrowed(" ")));
        }
        let href = format!("#fn-{number}");
        let id = format!("fnref-{number}");
        self.out.push(Item::Open(with(
            "sup",
            &[("class", "footnote-ref"), ("id", &id)],
        )));
        self.out.push(Item::Open(with("a", &[("href", &href)])));
        self.out.push(Item::Text(Cow::Owned(number.to_owned())));
        self.out.extend([Item::Close, Item::Close]);
    }

    /// A line break.
    pub fn line_break(&mut self) {
        if self.line.is_some() {
            self.breaks += 1;
            self.space = false;
        }
    }

    fn begin_line(&mut self) {
        if self.line.is_none() {
            self.space = false;
            if self.in_cell() {
                if std::mem::take(&mut self.broken) && !self.out.is_empty() {
                    self.out.push(Item::Void(element("br")));
                }
                self.line = Some("");
            } else {
                let leaf = self.leaf.unwrap_or("p");
                self.out.push(Item::Open(element(leaf)));
                self.line = Some(leaf);
            }
        }
        // Two breaks are how some programs end a paragraph.
        if self.breaks > 1 && self.line == Some("p") {
            self.breaks = 0;
            self.end_line();
            return self.begin_line();
        }
        let heading = self.line.is_some_and(|leaf| leaf.starts_with('h'));
        let wanted: Vec<Mark> = self
            .marks
            .iter()
            .enumerate()
            .filter(|(at, mark)| {
                let first = self.marks.iter().position(|other| other == *mark) == Some(*at);
                // A heading is bold by itself.
                first && !(heading && **mark == Mark::Strong)
            })
            .map(|(_, mark)| mark.clone())
            .collect();
        let same = self
            .written
            .iter()
            .zip(&wanted)
            .take_while(|(a, b)| a == b)
            .count();
        self.close_marks(same);
        for _ in 0..std::mem::take(&mut self.breaks) {
            self.out.push(Item::Void(element("br")));
        }
        if wanted.len() > same && std::mem::take(&mut self.space) {
            self.out.push(Item::Text(Cow::Borrowed(" ")));
        }
        for mark in wanted.into_iter().skip(same) {
            let element = match &mark {
                Mark::Strong => element("strong"),
                Mark::Emphasis => element("em"),
                Mark::Struck => element("del"),
                Mark::Code => element("code"),
                Mark::Above => element("sup"),
                Mark::Below => element("sub"),
                Mark::Link(address, title) => with("a", &[("href", address), ("title", title)]),
            };
            self.out.push(Item::Open(element));
            self.written.push(mark);
        }
    }

    fn close_marks(&mut self, len: usize) {
        while self.written.len() > len {
            self.written.pop();
            self.out.push(Item::Close);
        }
    }

    /// The edge of a block: the line ends here.
    pub fn end_line(&mut self) {
        self.breaks = 0;
        self.space = false;
        if let Some(leaf) = self.line.take() {
            self.close_marks(0);
            if leaf.is_empty() {
                self.broken = true;
            } else {
                self.out.push(Item::Close);
            }
        }
        self.end_block();
    }

    /// What stands at the top level alone is a block.
    fn end_block(&mut self) {
        if self.depth == 0 && !self.in_cell() && !self.out.is_empty() {
            self.blocks.push(std::mem::take(&mut self.out));
        }
    }

    /// A container of blocks begins. In a cell there are none.
    pub fn open(&mut self, element: Element<'static>) {
        self.end_line();
        if !self.in_cell() {
            self.out.push(Item::Open(element));
            self.depth += 1;
        }
    }

    /// The innermost container ends.
    pub fn close(&mut self) {
        self.end_line();
        if !self.in_cell() && self.depth > 0 {
            self.depth -= 1;
            if matches!(self.out.last(), Some(Item::Open(open)) if open.name != "li") {
                self.out.pop();
            } else {
                self.out.push(Item::Close);
            }
            self.end_block();
        }
    }

    /// Opens the item again that was closed last, if a list is open and it stands in it.
    pub fn reopen_item(&mut self) -> bool {
        self.end_line();
        if self.in_cell() || !matches!(self.out.last(), Some(Item::Close)) {
            return false;
        }
        // What was closed last is an item exactly where a list is open.
        let mut depth = 0_usize;
        let opener = self
            .out
            .iter()
            .rev()
            .skip(1)
            .take(REACH)
            .find_map(|item| match item {
                Item::Close => {
                    depth += 1;
                    None
                }
                Item::Open(open) if depth == 0 => Some(open.name == "li"),
                Item::Open(_) => {
                    depth -= 1;
                    None
                }
                _ => None,
            });
        if opener != Some(true) {
            return false;
        }
        self.out.pop();
        self.depth += 1;
        true
    }

    /// A complete block.
    pub fn block(&mut self, items: impl IntoIterator<Item = Item<'static>>) {
        self.end_line();
        self.out.extend(items);
        self.end_block();
    }

    /// Whether the innermost container just began.
    pub fn is_begun(&self) -> bool {
        self.line.is_none() && matches!(self.out.last(), Some(Item::Open(_)))
    }

    /// Something in front of the first line of an item.
    pub fn mark_item(&mut self, item: Item<'static>) {
        self.out.push(item);
    }

    /// A cell of the table begins.
    pub fn open_cell(&mut self) {
        self.end_line();
        if self.outer.is_none() {
            self.outer = Some((std::mem::take(&mut self.out), self.depth));
            self.broken = false;
        }
    }

    /// The cell ends; its content, if there was one.
    pub fn close_cell(&mut self) -> Option<Vec<Item<'static>>> {
        self.end_line();
        let (outer, depth) = self.outer.take()?;
        self.depth = depth;
        self.broken = false;
        Some(std::mem::replace(&mut self.out, outer))
    }

    /// All blocks.
    pub fn finish(mut self) -> Vec<Vec<Item<'static>>> {
        self.end_line();
        while self.depth > 0 {
            self.close();
        }
        self.blocks
    }
}
