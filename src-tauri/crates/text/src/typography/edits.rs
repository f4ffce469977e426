//! Changes to a text, as ranges and what takes their place.

use std::fmt;
use std::ops::Range;

/// One change to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the text; empty for what is only put in.
    pub range: Range<usize>,
    /// What takes its place; empty for what is only taken out.
    pub text: String,
    /// What it is good for.
    pub why: Why,
}

/// What a change is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// A narrow no-break space before `;`, `!` or `?`.
    NarrowSpace,
    /// A no-break space before a colon.
    ColonSpace,
    /// A narrow no-break space inside « ».
    GuillemetSpace,
    /// A no-break space within a number, or between it and its unit.
    NumberSpace,
    /// A no-break space after `M.`, `p.`, `n°` and the like.
    AbbreviationSpace,
    /// A no-break space after the dash that opens a dialogue.
    DialogueSpace,
    /// `…` for three full stops.
    Ellipsis,
    /// `’` for a straight apostrophe.
    Apostrophe,
    /// Quotation marks for straight ones.
    Quotes,
    /// A dash for hyphens.
    Dash,
    /// `1ᵉʳ` for `1er`.
    Ordinal,
    /// A heading on the level that follows the one above it.
    HeadingLevel,
    /// `https:` for `http:`.
    Https,
    /// The end of an HTML element that is never closed.
    EndTag,
}

impl Why {
    /// A word for data and message catalogues.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NarrowSpace => "narrow_space",
            Self::ColonSpace => "colon_space",
            Self::GuillemetSpace => "guillemet_space",
            Self::NumberSpace => "number_space",
            Self::AbbreviationSpace => "abbreviation_space",
            Self::DialogueSpace => "dialogue_space",
            Self::Ellipsis => "ellipsis",
            Self::Apostrophe => "apostrophe",
            Self::Quotes => "quotes",
            Self::Dash => "dash",
            Self::Ordinal => "ordinal",
            Self::HeadingLevel => "heading_level",
            Self::Https => "https",
            Self::EndTag => "end_tag",
        }
    }
}

impl fmt::Display for Why {
    /// A label for a button or a list.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NarrowSpace => "narrow no-break space before ; ! ?",
            Self::ColonSpace => "no-break space before a colon",
            Self::GuillemetSpace => "narrow no-break space inside « »",
            Self::NumberSpace => "no-break space in a number or before its unit",
            Self::AbbreviationSpace => "no-break space after an abbreviation",
            Self::DialogueSpace => "no-break space after the dash of a dialogue",
            Self::Ellipsis => "ellipsis",
            Self::Apostrophe => "apostrophe",
            Self::Quotes => "quotation marks",
            Self::Dash => "dash",
            Self::Ordinal => "ordinal",
            Self::HeadingLevel => "Change the heading’s level",
            Self::Https => "Use https",
            Self::EndTag => "Close the element",
        })
    }
}

/// The text with the edits made, whatever their order.
///
/// An edit that reaches out of the text, splits a character or overlaps one that was made before it
/// is left out: two edits of the same place are made once.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut at = 0;
    let mut last: Option<&Edit> = None;
    for edit in sorted {
        // Of two that put something in at one place, the same one twice is meant once.
        if last == Some(edit) || text.get(edit.range.clone()).is_none() {
            continue;
        }
        let Some(kept) = text.get(at..edit.range.start) else {
            continue;
        };
        out.push_str(kept);
        out.push_str(&edit.text);
        at = edit.range.end;
        last = Some(edit);
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit {
            range,
            text: text.to_owned(),
            why: Why::Quotes,
        }
    }

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let edits = [edit(6..7, "»"), edit(0..1, "«"), edit(3..3, "-")];
        assert_eq!(apply("\"été\"", &edits), "«é-té»");
    }

    #[test]
    fn edits_that_cannot_be_made_are_left_out() {
        let whole = "été";
        #[allow(
            clippy::reversed_empty_ranges,
            reason = "what a wrong caller might send"
        )]
        let wrong = [
            edit(0..1, "x"),
            edit(1..2, "x"),
            edit(4..9, "x"),
            edit(9..9, "x"),
            edit(3..2, "x"),
        ];
        assert_eq!(apply(whole, wrong.get(1..).unwrap_or(&[])), whole);
        assert_eq!(apply(whole, &[edit(0..3, "a"), edit(2..3, "b")]), "aé");
        assert_eq!(apply(whole, &[edit(3..3, "a"), edit(3..3, "a")]), "étaé");
    }
}
