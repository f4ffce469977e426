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
    Parts(Vec<Part>),
    /// What no block holds: [`Unit::html`].
    Html,
    /// What Markdown could not say: [`Unit::html`] is what stands in the island.
    Island,
}

/// A part of a block's markup.
pub(super) enum Part {
    Markup(String),
    /// The number of a text.
    Leaf(usize),
}

/// A block's markup while it is written.
#[derive(Default)]
pub(super) struct Parts(pub Vec<Part>);

impl Parts {
    pub fn markup(&mut self, more: &str) {
        match self.0.last_mut() {
            Some(Part::Markup(markup)) => markup.push_str(more),
            _ => {
                // Room for what stands between two texts, a row's end and the next one's start.
                let mut markup = String::with_capacity(more.len().max(32));
                markup.push_str(more);
                self.0.push(Part::Markup(markup));
            }
        }
    }

    pub fn leaf(&mut self, number: usize) {
        self.0.push(Part::Leaf(number));
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
