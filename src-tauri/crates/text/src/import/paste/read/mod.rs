//! Reads the tree of what was pasted, element by element, and says what each is.

mod blocks;
mod ends;
mod word;

use std::borrow::Cow;

use super::super::elements::is_inline;
use super::super::tree::{Element, Item};
use super::address;
use super::build::{Build, element, with};
use super::style::{Mark, is_hidden, is_note_back, is_word_bullet, marks, note_target};
use super::tidy::{language_of, plain_addresses, section, tighten};

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
}
