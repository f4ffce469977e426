//! Reads the tree of what was pasted, element by element, and says what each is.

use std::borrow::Cow;

use super::super::elements::{is_heading, is_inline};
use super::super::tree::{Element, Item};
use super::build::{Build, element, with};
use super::style::{
    Mark, is_hidden, is_note_back, is_word_bullet, marks, note_number, note_target, word_level,
};
use super::table::Table;
use super::tidy::{is_numbered, language_of, plain_addresses, section, tighten};
use super::{address, build};

/// Lists and quotes deeper than this are flattened.
const MAX_NESTING: usize = 12;

/// The clean blocks of what was pasted.
pub(super) fn blocks(items: &[Item<'_>]) -> Vec<Vec<Item<'static>>> {
    let mut reader = Reader::default();
    for (at, item) in items.iter().enumerate() {
        if reader.skipped > 0 {
            match item {
                Item::Open(_) => reader.skipped += 1,
                Item::Close => reader.skipped -= 1,
                _ => {}
            }
            continue;
        }
        match item {
            Item::Text(text) => reader.text(text),
            Item::Void(element) => reader.void(element),
            Item::Open(element) => reader.open(element, items, at),
            Item::Close => reader.close(),
            Item::Comment(_) => {}
        }
    }
    reader.end_word_list(0);
    let notes = std::mem::take(&mut reader.notes);
    let mut blocks = reader.build.finish();
    for block in &mut blocks {
        tighten(block);
        plain_addresses(block);
    }
    if !notes.is_empty() {
        blocks.push(section(notes));
    }
    blocks
}

#[derive(Default)]
struct Reader {
    build: Build,
    /// What closing each open element does.
    open: Vec<Close>,
    /// How deep we are in an element that is left out.
    skipped: usize,
    /// The containers that are open.
    within: Vec<Cow<'static, str>>,
    /// Word's lists that are open.
    word: Vec<&'static str>,
    /// The text of an open `<pre>` and its language.
    listing: Option<(String, String)>,
    notes: Vec<(String, Vec<Vec<Item<'static>>>)>,
}

/// What to do at an element's end.
enum Close {
    Nothing,
    Line,
    /// Ends a leaf; what the leaf around it was.
    Leaf(Option<&'static str>),
    Container(Option<&'static str>),
    Marks(Vec<Mark>),
    /// Ends a quotation among words.
    Quotation(&'static str),
    Listing,
    Table,
    /// A table in a cell of another.
    InnerTable,
    Cell,
    /// A footnote: its number, and how many blocks stood before it.
    Note(String, usize),
    Nested,
}

impl Reader {
    fn text(&mut self, text: &str) {
        match &mut self.listing {
            Some((listing, _)) => listing.push_str(text),
            None => self.build.text(text),
        }
    }

    fn void(&mut self, void: &Element<'_>) {
        match void.name.as_ref() {
            "br" => match &mut self.listing {
                Some((listing, _)) => listing.push('\n'),
                None => self.build.line_break(),
            },
            // Word's line above its footnotes is a third of a page.
            "hr" if !self.build.in_cell() && void.attribute("width") != Some("33%") => {
                self.end_word_list(0);
                self.build.block([Item::Void(element("hr"))]);
            }
            "img" => self.picture(void),
            "input" if void.attribute("type") == Some("checkbox") && self.build.is_begun() => {
                let checked = void.attribute("checked").map_or("", |_| "x");
                let mut task = with("input", &[("type", "checkbox"), ("checked", checked)]);
                task.attributes.push(("disabled".into(), "".into()));
                self.build.mark_item(Item::Void(task));
            }
            _ => {}
        }
    }

    fn picture(&mut self, image: &Element<'_>) {
        let is_dot = |name: &str| {
            matches!(
                image.attribute(name).map(str::trim),
                Some("0" | "1" | "1px" | "0px")
            )
        };
        if is_dot("width") || is_dot("height") || is_hidden(image) {
            return;
        }
        let alt = image.attribute("alt").unwrap_or("");
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        match image.attribute("src").and_then(address::picture) {
            Some(source) => {
                let mut picture = with("img", &[("src", &source)]);
                picture.attributes.push(("alt".into(), alt.into()));
                self.build.inline(Item::Void(picture));
            }
            None => self.build.text(&alt),
        }
    }

    fn open(&mut self, open: &Element<'_>, items: &[Item<'_>], at: usize) {
        let name = open.name.as_ref();
        let left_out = matches!(
            name,
            "head"
                | "title"
                | "select"
                | "textarea"
                | "button"
                | "template"
                | "noscript"
                | "svg"
                | "math"
                | "object"
                | "video"
                | "audio"
                | "canvas"
                | "xml"
                | "datalist"
                | "map"
        );
        if left_out
            || name.starts_with("v:")
            || name.starts_with("w:")
            || is_hidden(open)
            || is_word_bullet(open)
        {
            self.skipped = 1;
            return;
        }
        if let Some((_, language)) = &mut self.listing {
            if language.is_empty() {
                *language = language_of(open);
            }
            return self.open.push(Close::Nothing);
        }
        let close = match name {
            "a" => match open.attribute("href").unwrap_or("") {
                href if is_note_back(href) => {
                    self.skipped = 1;
                    return;
                }
                href => match note_target(href) {
                    Some(number) => {
                        self.build.reference(number);
                        self.skipped = 1;
                        return;
                    }
                    None => self.link(open, href),
                },
            },
            "q" => {
                let french = open
                    .attribute("lang")
                    .is_some_and(|lang| lang.starts_with("fr"));
                let (start, end) = if french {
                    ("«\u{a0}", "\u{a0}»")
                } else {
                    ("“", "”")
                };
                self.build.text(start);
                Close::Quotation(end)
            }
            _ if is_inline(name) || name.starts_with("o:") || name.starts_with("st1:") => {
                self.marked(open)
            }
            _ => self.open_block(open, items, at),
        };
        self.open.push(close);
    }

    fn link(&mut self, open: &Element<'_>, href: &str) -> Close {
        let before = self.build.marks.clone();
        let linked = before.iter().any(|mark| matches!(mark, Mark::Link(..)));
        if let Some(address) = address::link(href).filter(|_| !linked) {
            let title = open.attribute("title").unwrap_or("").replace('\n', " ");
            // A link is one thing, its marks stand in it.
            self.build.marks.insert(0, Mark::Link(address, title));
        }
        Close::Marks(before)
    }

    fn marked(&mut self, open: &Element<'_>) -> Close {
        let before = self.build.marks.clone();
        let (adds, removes) = marks(open);
        self.build.marks.retain(|mark| !removes.contains(mark));
        // Code holds nothing but text, so its mark is the innermost.
        for mark in adds {
            let code = self.build.marks.iter().position(|mark| *mark == Mark::Code);
            match code {
                _ if self.build.marks.contains(&mark) => {}
                Some(at) => self.build.marks.insert(at, mark),
                None => self.build.marks.push(mark),
            }
        }
        Close::Marks(before)
    }

    fn open_block(&mut self, open: &Element<'_>, items: &[Item<'_>], at: usize) -> Close {
        let name = open.name.as_ref();
        if let Some(number) = note_number(open).filter(|_| !self.build.in_cell()) {
            self.end_word_list(0);
            self.build.end_line();
            return Close::Note(number.to_owned(), self.build.blocks.len());
        }
        let level = word_level(open).filter(|_| !self.build.in_cell());
        if level.is_none() && !matches!(name, "div" | "section" | "body" | "html") {
            self.end_word_list(0);
        }
        self.build.end_line();
        let container = self.within.len() < MAX_NESTING && !self.build.in_cell();
        let in_terms = self.within.last().is_some_and(|outer| outer == "dl");
        let class = open.attribute("class").unwrap_or("");
        match name {
            "p" | "div" if level.is_some() => {
                self.word_item(level.unwrap_or(1), items, at);
                Close::Line
            }
            "p" if class.starts_with("MsoTitle") => self.leaf("h1"),
            "p" if class.contains("Quote") && class.starts_with("Mso") && container => {
                self.container(element("blockquote"))
            }
            _ if is_heading(name) && !in_terms => {
                const LEVELS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
                let leaf = LEVELS.into_iter().find(|level| *level == name);
                self.leaf(leaf.unwrap_or("p"))
            }
            "ul" | "menu" | "dir" if container => self.list(element("ul")),
            "ol" if container => {
                let start = open.attribute("start").unwrap_or("");
                let start = start
                    .trim()
                    .parse::<u32>()
                    .map_or(String::new(), |n| n.to_string());
                self.list(with("ol", &[("start", &start)]))
            }
            "li" if container => self.container(element("li")),
            // What stands in it is a term, unless it is a definition.
            "dl" if container => self.container(element("dl")),
            "dd" if container && in_terms && !self.build.is_begun() => {
                self.container(element("dd"))
            }
            "blockquote" if container => self.container(element("blockquote")),
            "pre" if !self.build.in_cell() => {
                // GitHub names the language on the element around.
                let around = at
                    .checked_sub(1)
                    .and_then(|before| match items.get(before) {
                        Some(Item::Open(outer)) => Some(language_of(outer)),
                        _ => None,
                    });
                let own = language_of(open);
                let language = if own.is_empty() {
                    around.unwrap_or(own)
                } else {
                    own
                };
                self.listing = Some((String::new(), language));
                Close::Listing
            }
            "table" => self.table(),
            "tr" => {
                if let Some(table) = self.build.table.as_mut().filter(|table| table.nested == 0) {
                    table.open_row();
                }
                Close::Line
            }
            "td" | "th" => self.cell(open),
            _ => Close::Line,
        }
    }

    fn leaf(&mut self, leaf: &'static str) -> Close {
        let before = self.build.leaf.replace(leaf);
        Close::Leaf(before)
    }

    fn container(&mut self, element: Element<'static>) -> Close {
        let leaf = match element.name.as_ref() {
            "dl" => Some("dt"),
            "dd" => None,
            _ => self.build.leaf.filter(|leaf| *leaf != "dt"),
        };
        self.within.push(element.name.clone());
        self.build.open(element);
        Close::Container(std::mem::replace(&mut self.build.leaf, leaf))
    }

    /// A list; one that stands right in another belongs to the item before it.
    fn list(&mut self, element: Element<'static>) -> Close {
        if self.build.reopen_item() {
            self.within.push(element.name.clone());
            self.build.open(element);
            return Close::Nested;
        }
        self.container(element)
    }

    fn table(&mut self) -> Close {
        match &mut self.build.table {
            Some(table) => {
                table.nested += 1;
                Close::InnerTable
            }
            None => {
                self.build.table = Some(Table::default());
                Close::Table
            }
        }
    }

    fn cell(&mut self, open: &Element<'_>) -> Close {
        match &mut self.build.table {
            Some(table) if table.nested == 0 => {
                table.open_cell(open);
                self.build.open_cell();
                Close::Cell
            }
            _ => Close::Line,
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            None | Some(Close::Nothing) => {}
            Some(Close::Line) => self.build.end_line(),
            Some(Close::Leaf(before)) => {
                self.build.end_line();
                self.build.leaf = before;
            }
            Some(Close::Container(leaf)) => {
                self.within.pop();
                self.end_word_list(0);
                self.build.close();
                self.build.leaf = leaf;
            }
            Some(Close::Nested) => {
                self.within.pop();
                self.build.close();
                self.build.close();
            }
            Some(Close::Marks(before)) => self.build.marks = before,
            Some(Close::Quotation(end)) => self.build.text(end),
            Some(Close::Listing) => {
                if let Some((text, language)) = self.listing.take() {
                    self.end_listing(text, &language);
                }
            }
            Some(Close::Cell) => {
                let items = self.build.close_cell();
                if let (Some(items), Some(table)) = (items, self.build.table.as_mut()) {
                    table.close_cell(items);
                }
            }
            Some(Close::InnerTable) => {
                self.build.end_line();
                if let Some(table) = &mut self.build.table {
                    table.nested = table.nested.saturating_sub(1);
                }
            }
            Some(Close::Table) => {
                if let Some(table) = self.build.table.take() {
                    self.build.block(table.finish());
                }
            }
            Some(Close::Note(number, before)) => {
                self.end_word_list(0);
                self.build.end_line();
                let from = before.min(self.build.blocks.len());
                let blocks = self.build.blocks.split_off(from);
                self.notes.push((number, blocks));
            }
        }
    }

    fn end_listing(&mut self, text: String, language: &str) {
        if text.trim().is_empty() {
            return;
        }
        let text = text.trim_end_matches('\n').to_owned();
        let class = match language {
            "" => String::new(),
            language => format!("language-{language}"),
        };
        self.build.block([
            Item::Open(element("pre")),
            Item::Open(build::with("code", &[("class", &class)])),
            Item::Text(text.into()),
            Item::Close,
            Item::Close,
        ]);
    }

    /// A paragraph of Word's that is an item of a list.
    fn word_item(&mut self, level: usize, items: &[Item<'_>], at: usize) {
        let level = level.clamp(1, MAX_NESTING);
        let name = if is_numbered(items, at) { "ol" } else { "ul" };
        self.end_word_list(level);
        // Another kind of list of the same level.
        if self.word.len() == level && self.word.last() != Some(&name) {
            self.end_word_list(level - 1);
        }
        if self.word.len() == level {
            self.build.close();
            self.build.open(element("li"));
        }
        while self.word.len() < level {
            self.word.push(name);
            self.build.open(element(name));
            self.build.open(element("li"));
        }
    }

    /// Closes Word's lists down to a level.
    fn end_word_list(&mut self, level: usize) {
        while self.word.len() > level {
            self.word.pop();
            self.build.close();
            self.build.close();
        }
    }
}
