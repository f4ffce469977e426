//! Writes a tree as Markdown: `*` and `**`, `-` bullets, `#` headings, fenced code, GFM tables,
//! definition lists, task lists, footnotes that Billet wrote.
//!
//! It writes what has Markdown and gives up on the rest. Whether what it wrote means the same is
//! for its caller to compare.

mod leaves;
mod lists;

use super::elements::{is_heading, is_inline};
use super::escape::Care;
use super::line::is_label;
use super::table::table;
use super::tree::{Element, Item};
use lists::begins_with_paragraph;

/// How deep lists and quotes may stand in each other: each level begins every line in it.
const MAX_NESTING: usize = 24;

/// The marks of two lists that follow each other must differ, or Markdown reads one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListMark {
    ordered: bool,
    mark: char,
}

/// Markdown, without a line break at its end, and the mark of the list it ends with; `None` if
/// something in it has no Markdown. `after`: the list right before.
pub(crate) fn markdown(
    items: &[Item<'_>],
    care: Care,
    after: Option<ListMark>,
) -> Option<(String, Option<ListMark>)> {
    let mut writer = Writer {
        out: String::new(),
        prefix: String::new(),
        lead: None,
        open: vec![Open {
            kind: Kind::Document,
            prefix: 0,
            filled: false,
            list: after,
        }],
        care,
    };
    let mut at = 0;
    while let Some(item) = items.get(at) {
        at = writer.item(item, items, at)?;
    }
    let list = writer.open.last().and_then(|open| open.list);
    writer.out.truncate(writer.out.trim_end_matches('\n').len());
    (writer.open.len() == 1 && !writer.out.is_empty()).then_some((writer.out, list))
}

struct Writer {
    out: String,
    /// What every line begins with here.
    prefix: String,
    /// What the next line begins with instead: the mark of an item.
    lead: Option<String>,
    open: Vec<Open>,
    care: Care,
}

struct Open {
    kind: Kind,
    /// The length of the prefix outside.
    prefix: usize,
    /// Whether a block was written in it.
    filled: bool,
    /// The list that was written last in it.
    list: Option<ListMark>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Document,
    Quote,
    List {
        mark: ListMark,
        next: Option<u64>,
        loose: bool,
    },
    Item {
        loose: bool,
    },
    Terms,
    Definition {
        loose: bool,
    },
    /// `<section class="footnotes">`, its list, and one note.
    Notes,
    NoteList,
    Note,
}

impl Writer {
    fn item(&mut self, item: &Item<'_>, items: &[Item<'_>], at: usize) -> Option<usize> {
        match item {
            Item::Text(text) if text.trim_ascii().is_empty() => Some(at + 1),
            Item::Text(_) => self.paragraph(items, at),
            Item::Void(element) if is_task(element) && self.is_item_begun() => {
                let checked = element.attribute("checked").is_some();
                self.lead
                    .get_or_insert_default()
                    .push_str(if checked { "[x] " } else { "[ ] " });
                Some(at + 1)
            }
            Item::Open(element) | Item::Void(element) if is_inline(&element.name) => {
                self.paragraph(items, at)
            }
            Item::Void(element) if element.name == "hr" && element.attributes.is_empty() => {
                self.block();
                self.lines("---");
                Some(at + 1)
            }
            Item::Void(_) => None,
            Item::Comment(text) if is_break(text) && self.open.len() == 1 => {
                self.block();
                self.lines(&["<!--", text, "-->"].concat());
                Some(at + 1)
            }
            Item::Comment(_) => None,
            Item::Open(element) => self.open_block(element, items, at),
            Item::Close => {
                self.close()?;
                Some(at + 1)
            }
        }
    }

    fn kind(&self) -> Kind {
        self.open.last().map_or(Kind::Document, |open| open.kind)
    }

    fn is_item_begun(&self) -> bool {
        matches!(self.kind(), Kind::Item { .. }) && self.lead.is_some()
    }

    /// Only some blocks may stand in lists and the like.
    fn takes_blocks(&self) -> bool {
        !matches!(
            self.kind(),
            Kind::List { .. } | Kind::Terms | Kind::Notes | Kind::NoteList
        )
    }

    fn open_block(
        &mut self,
        element: &Element<'_>,
        items: &[Item<'_>],
        at: usize,
    ) -> Option<usize> {
        let name = element.name.as_ref();
        let bare = element.attributes.is_empty();
        let here = self.kind();
        match (name, here) {
            ("li", Kind::List { loose, mark, next }) => {
                self.list_item(element, mark, next, loose)?;
                Some(at + 1)
            }
            ("ol", Kind::Notes) => {
                self.enter(Kind::NoteList, "", "")?;
                Some(at + 1)
            }
            ("li", Kind::NoteList) => {
                let label = element
                    .attribute("id")?
                    .strip_prefix("fn-")
                    .filter(|l| is_label(l))?;
                self.block();
                self.enter(Kind::Note, &["[^", label, "]: "].concat(), "    ")?;
                Some(at + 1)
            }
            ("dt", Kind::Terms) if bare => self.term(items, at),
            ("dd", Kind::Terms) if bare => {
                let loose = begins_with_paragraph(items, at + 1);
                if loose {
                    self.block();
                }
                self.enter(Kind::Definition { loose }, ": ", "  ")?;
                Some(at + 1)
            }
            _ if !self.takes_blocks() => None,
            ("p", _) if bare => {
                if self.is_tight() {
                    // A paragraph of its own where lines stand bare.
                    return None;
                }
                let next = self.paragraph(items, at + 1)?;
                self.closed(items, next)
            }
            ("blockquote", _) if bare => {
                self.block();
                self.enter(Kind::Quote, "> ", "> ")?;
                Some(at + 1)
            }
            ("ul" | "ol", _) => {
                self.list(element, items, at)?;
                Some(at + 1)
            }
            ("dl", _) if bare => {
                self.block();
                self.enter(Kind::Terms, "", "")?;
                Some(at + 1)
            }
            ("section", Kind::Document) if element.has_class("footnotes") => {
                self.block();
                self.enter(Kind::Notes, "", "")?;
                Some(at + 1)
            }
            ("pre", _) if bare => self.code(items, at),
            ("table", _) if bare => {
                let (rows, next) = table(items, at, self.care)?;
                self.block();
                self.lines(&rows);
                Some(next)
            }
            _ if is_heading(name) => self.heading(element, items, at),
            _ => None,
        }
    }

    fn is_tight(&self) -> bool {
        matches!(
            self.kind(),
            Kind::Item { loose: false } | Kind::Definition { loose: false }
        )
    }

    /// Begins a block: a blank line before it, but for the first and where lines stand bare.
    fn block(&mut self) {
        let blank = match self.kind() {
            Kind::Item { loose } | Kind::Definition { loose } | Kind::List { loose, .. } => loose,
            _ => true,
        };
        let Some(open) = self.open.last_mut() else {
            return;
        };
        if open.filled && blank {
            self.out.push_str(self.prefix.trim_end());
            self.out.push('\n');
        }
        open.filled = true;
        open.list = None;
    }

    /// Writes the lines of a leaf.
    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            match self.lead.take() {
                Some(lead) => self.out.push_str(&lead),
                None if line.is_empty() => self.out.push_str(self.prefix.trim_end()),
                None => self.out.push_str(&self.prefix),
            }
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn enter(&mut self, kind: Kind, lead: &str, prefix: &str) -> Option<()> {
        if self.open.len() > MAX_NESTING {
            return None;
        }
        self.open.push(Open {
            kind,
            prefix: self.prefix.len(),
            filled: false,
            list: None,
        });
        if !lead.is_empty() {
            match &mut self.lead {
                Some(before) => before.push_str(lead),
                None => self.lead = Some([&self.prefix, lead].concat()),
            }
        }
        self.prefix.push_str(prefix);
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        if self.open.len() == 1 {
            return None;
        }
        let open = self.open.pop()?;
        // An empty item is its mark alone.
        if !open.filled
            && let Some(lead) = self.lead.take()
        {
            self.out.push_str(lead.trim_end());
            self.out.push('\n');
        }
        self.prefix.truncate(open.prefix);
        if let (Kind::List { mark, .. }, Some(outer)) = (open.kind, self.open.last_mut()) {
            outer.list = Some(mark);
        }
        Some(())
    }

    /// The index after a leaf's end, if it ends here.
    fn closed(&self, items: &[Item<'_>], at: usize) -> Option<usize> {
        matches!(items.get(at), Some(Item::Close)).then_some(at + 1)
    }
}

/// The comments with which WordPress cuts a post.
pub(crate) fn is_break(comment: &str) -> bool {
    let word = comment.split_ascii_whitespace().next().unwrap_or("");
    matches!(word, "more" | "nextpage" | "noteaser")
        && comment.starts_with(word)
        && !comment.contains(['\n', '<', '>'])
}

fn is_task(element: &Element<'_>) -> bool {
    element.name == "input" && element.attribute("type") == Some("checkbox")
}
