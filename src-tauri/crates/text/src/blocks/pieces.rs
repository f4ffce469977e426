//! What a post is read into.

use std::ops::Range;

/// A post as it was read.
pub(super) struct Post {
    /// What [`post_html`](crate::post_html) makes of it, but for the sanitiser.
    pub html: String,
    pub tops: Vec<Top>,
    pub leaves: Vec<Leaf>,
}

/// A top-level piece of a post.
pub(super) struct Top {
    /// Its place in [`Post::html`].
    pub html: Range<usize>,
    /// Whether the HTML has to be sanitised.
    pub is_tainted: bool,
    pub entries: Vec<Entry>,
    /// Whether raw HTML stands in it, which may go on in the next piece.
    pub is_raw: bool,
    /// Whether it is nothing but raw HTML.
    pub is_html_block: bool,
    /// How deep quotes stand in each other.
    pub depth: usize,
}

/// A text: inline HTML.
pub(super) struct Leaf {
    /// Its place in [`Post::html`].
    pub html: Range<usize>,
    /// Whether the HTML has to be sanitised.
    pub is_tainted: bool,
}

/// Quotes hold blocks; everything else is one.
pub(super) enum Entry {
    QuoteStart,
    QuoteEnd,
    Block(Unit),
}

/// What becomes one block.
pub(super) struct Unit {
    /// The place of its HTML in [`Post::html`].
    pub html: Range<usize>,
    /// Whether the HTML has to be sanitised.
    pub is_tainted: bool,
    pub content: Content,
}

/// What a block is made of.
pub(super) enum Content {
    /// A paragraph: the number of its text.
    Paragraph(usize),
    /// Markup, with texts in it.
    Parts(Parts),
    /// What no block holds: [`Unit::html`].
    Html,
    /// What Markdown could not say: [`Unit::html`] is what stands in the island.
    Island,
}

/// A block's markup, without the texts in it.
#[derive(Default)]
pub(super) struct Parts {
    markup: String,
    /// Where each text stands in the markup, and its number.
    leaves: Vec<(usize, usize)>,
}

impl Parts {
    /// Markup without texts.
    pub fn of(markup: String) -> Self {
        let leaves = Vec::new();
        Self { markup, leaves }
    }

    pub fn markup(&mut self, more: &str) {
        self.markup.push_str(more);
    }

    pub fn leaf(&mut self, number: usize) {
        self.leaves.push((self.markup.len(), number));
    }

    /// The markup with the texts in their places; `None` if there is none for one of them.
    pub fn filled<'t>(&self, text: impl Fn(usize) -> Option<&'t str>) -> Option<String> {
        let mut block = String::with_capacity(self.markup.len() * 2);
        let mut done = 0;
        for &(place, number) in &self.leaves {
            block.push_str(self.markup.get(done..place)?);
            block.push_str(text(number)?);
            done = place;
        }
        block.push_str(self.markup.get(done..)?);
        Some(block)
    }
}

impl Top {
    /// Several pieces as one.
    pub fn one(tops: Vec<Self>) -> Option<Self> {
        let end = tops.last()?.html.end;
        let several = tops.len() > 1;
        let mut first = tops.into_iter().next()?;
        if several {
            first = Self::html(first.html.start..end, true);
        }
        Some(first)
    }

    /// A piece that is HTML.
    pub fn html(html: Range<usize>, is_tainted: bool) -> Self {
        let unit = Unit {
            html: html.clone(),
            is_tainted,
            content: Content::Html,
        };
        Self {
            html,
            is_tainted,
            entries: vec![Entry::Block(unit)],
            is_raw: false,
            is_html_block: false,
            depth: 0,
        }
    }

    /// Whether it is an island.
    pub fn is_island(&self) -> bool {
        matches!(self.entries.as_slice(), [Entry::Block(unit)] if unit.is_island())
    }
}
