//! Writes a post as WordPress' block editor stores it, so that it opens there as real blocks: each
//! paragraph, heading, list, quote, code, table, image, separator and break is the core block of
//! that name; what no core block can hold is a Custom HTML block.
//!
//! The grammar is that of `@wordpress/blocks`; the markup of each block is what the `save` function
//! of `@wordpress/block-library` writes for it, but for what the sanitiser writes its own way
//! (`<br />`, no-break spaces as characters). `tests/blocks.rs` asks both packages about it.
//!
//! It never writes a block that the editor would call invalid, and nothing that
//! [`sanitize`](crate::safe::sanitize) would change.

mod code;
mod delimiters;
mod foreign;
mod group;
mod heading;
mod inline;
mod list;
mod opener;
mod pieces;
mod read;
mod table;

use crate::safe::{Policy, PostPolicy, balanced, sanitize_pieces};
use foreign::Foreign;
use group::grouped;
use inline::Inlines;
use opener::opener;
use pieces::{Content, Entry, Post, Top, Unit};
use read::read;

pub(crate) use code::guarded;
pub(crate) use delimiters::without_delimiters;

/// How a blog holds the text of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Plain HTML, as every blog understands it.
    Html,
    /// HTML between the comments of WordPress' block editor.
    Blocks,
}

/// A post's Markdown as a blog holds it: [`post_html`](crate::post_html) or [`post_blocks`].
pub fn post(markup: Markup, markdown: &str) -> String {
    PostPolicy::default().post(markup, markdown)
}

/// Renders Markdown as block markup: blocks with an empty line between them, sanitised to the post
/// policy.
///
/// - Raw HTML, definition lists, task lists, displayed math, the footnotes, and lists with more in an
///   item than one text and lists are `core/html`.
/// - An island (a fenced code block with the info string `island …`) goes out as it is when it is
///   block markup, as `core/shortcode` when it is one shortcode, else as `core/html`; always sanitised.
/// - Block markup written in the Markdown itself stays block markup where its comments are complete;
///   single ones are left out.
pub fn post_blocks(markdown: &str) -> String {
    PostPolicy::default().blocks(markdown)
}

impl PostPolicy {
    /// [`post`] under this policy.
    pub fn post(&self, markup: Markup, markdown: &str) -> String {
        match markup {
            Markup::Html => self.html(markdown),
            Markup::Blocks => self.blocks(markdown),
        }
    }

    /// [`post_blocks`] under this policy.
    pub fn blocks(&self, markdown: &str) -> String {
        let policy = self.policy();
        let Post { html, tops, leaves } = read(policy, markdown);
        let inlines = Inlines::of(policy, &html, &leaves);
        let written = written(policy, &html, &grouped(policy, &html, tops), &inlines);
        let mut out = String::with_capacity(markdown.len() * 2);
        for block in written.iter().filter(|block| !block.is_empty()) {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(block);
        }
        out
    }
}

/// Quotes in quotes up to this number cannot stand too deep for a browser, whatever they hold.
const SHALLOW: usize = 40;

/// The markup of each top-level piece of a post's HTML, safe.
fn written(policy: &Policy, html: &str, tops: &[Top], inlines: &Inlines<'_>) -> Vec<String> {
    let mut foreign = Foreign::new(policy, html);
    let pieces: Vec<Vec<Piece>> = tops
        .iter()
        .map(|top| {
            let entries = top.entries.iter();
            entries
                .map(|entry| Piece::of(entry, inlines, &mut foreign))
                .collect()
        })
        .collect();
    let foreign = foreign.clean();
    let mut written: Vec<String> = pieces
        .iter()
        .map(|pieces| assembled(pieces, &foreign))
        .collect();

    // What came from elsewhere is safe alone; put together it may stand too deep, for instance. What
    // the sanitiser would change is no longer the block it says to be.
    let doubtful: Vec<(&Top, &mut String)> = tops
        .iter()
        .zip(&mut written)
        .filter(|(top, _)| top.is_tainted || top.depth > SHALLOW)
        .collect();
    let balanced: Vec<String> = doubtful
        .iter()
        .map(|(_, html)| balanced(policy, html))
        .collect();
    let mut again = Foreign::new(policy, html);
    let mut changed = Vec::new();
    for ((top, html), safe) in doubtful.into_iter().zip(sanitize_pieces(policy, &balanced)) {
        if *html == safe {
            continue;
        }
        if matches!(top.entries.as_slice(), [Entry::Block(unit)] if unit.is_foreign()) {
            *html = safe;
        } else {
            again.add(&top.html, true, false);
            changed.push(html);
        }
    }
    for (html, safe) in changed.into_iter().zip(again.clean()) {
        *html = safe;
    }
    written
}

/// A part of a top-level piece that is written, or will be once its HTML is clean.
enum Piece {
    QuoteStart,
    QuoteEnd,
    Block(String),
    Foreign(usize),
}

impl Piece {
    fn of(entry: &Entry, inlines: &Inlines<'_>, foreign: &mut Foreign<'_>) -> Self {
        let unit = match entry {
            Entry::QuoteStart => return Self::QuoteStart,
            Entry::QuoteEnd => return Self::QuoteEnd,
            Entry::Block(unit) => unit,
        };
        let written = match &unit.content {
            Content::Paragraph(leaf) => inlines.get(*leaf).map(inline::paragraph),
            Content::Parts(parts) => parts.filled(|leaf| inlines.get(leaf)),
            Content::Html | Content::Island => None,
        };
        match written {
            Some(block) => Self::Block(block),
            None => Self::Foreign(foreign.add(&unit.html, unit.is_tainted, unit.is_island())),
        }
    }
}

impl Unit {
    fn is_island(&self) -> bool {
        matches!(self.content, Content::Island)
    }

    fn is_foreign(&self) -> bool {
        matches!(self.content, Content::Island | Content::Html)
    }
}

/// One top-level piece: its blocks one after the other, quotes around what stands in them.
fn assembled(pieces: &[Piece], foreign: &[String]) -> String {
    let mut out = String::new();
    let mut first = true;
    for piece in pieces {
        let block = match piece {
            Piece::QuoteEnd => {
                out.push_str("</blockquote>\n<!-- /wp:quote -->");
                first = false;
                continue;
            }
            Piece::QuoteStart => "",
            Piece::Block(block) => block,
            Piece::Foreign(at) => foreign.get(*at).map_or("", String::as_str),
        };
        let is_quote = matches!(piece, Piece::QuoteStart);
        if block.is_empty() && !is_quote {
            continue;
        }
        if !first {
            out.push_str("\n\n");
        }
        out.push_str(block);
        if is_quote {
            out.push_str(&opener("quote", &[]));
            out.push_str("<blockquote class=\"wp-block-quote\">");
        }
        first = is_quote;
    }
    out
}
