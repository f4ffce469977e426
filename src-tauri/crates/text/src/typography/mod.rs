//! Typography: what a French or an English typographer would change in a text, as a list of edits
//! to accept or to apply.
//!
//! Only words that readers see are touched: never code, addresses, HTML, math, shortcodes, labels,
//! front matter or the marks of Markdown itself. The text of one block is read as one run, over
//! emphasis and links, so `"*mot* suite"` is one quotation. What is ambiguous is left as written.
//!
//! Two things hold by construction. *Idempotent*: the rules are applied to each run until nothing
//! changes any more, so a corrected text has no corrections. *Structure*: the corrected text is
//! parsed again, and a block whose structure would be another keeps the text it has.

mod dashes;
mod edits;
mod glyphs;
mod guard;
mod numbers;
mod ordinals;
mod quotes;
mod reader;
mod rules;
mod shield;
mod spaces;

pub use edits::{Edit, Why, apply};

use crate::front_matter::body_start;

/// The typography to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// As French printers do it (Imprimerie nationale): spaces before double signs, « ».
    French,
    /// Curly quotes and dashes.
    English,
}

impl Language {
    /// The language's tag: `fr` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The language of a tag such as `fr`, `fr-CA` or `en_GB`; `None` for any other language.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "fr" => Some(Self::French),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}

/// The corrections of a Markdown text: sorted, not overlapping, each as small as can be.
///
/// Front matter at its head is left alone. Applying all of them gives a text that has none, whose
/// Markdown has the same structure.
pub fn typography(markdown: &str, language: Language) -> Vec<Edit> {
    let start = body_start(markdown);
    let body = markdown.get(start..).unwrap_or("");
    let mut edits = guard::keep_structure(body, reader::markdown_edits(body, language));
    for edit in &mut edits {
        edit.range = edit.range.start + start..edit.range.end + start;
    }
    edits
}

/// The corrections of a text without Markdown, as a title or an excerpt is: each line is a run, and
/// tags (`<em>`) are left alone.
pub fn plain_typography(text: &str, language: Language) -> Vec<Edit> {
    reader::plain_edits(text, language)
}

#[cfg(test)]
mod tests;
