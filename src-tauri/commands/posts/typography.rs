//! What a typographer would change in a post, for the writer to agree to. Nothing is changed here.

use billet_text::{Edit, Language, Why, plain_typography, typography};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::utf16::in_utf16;
use crate::commands::Answer;
use crate::state::Shell;

/// The typography to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextLanguage {
    /// As French printers do it.
    Fr,
    /// Curly quotes and dashes.
    En,
}

/// One change to a text.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EditView {
    /// Where what is replaced begins, in UTF-16 code units.
    pub from: usize,
    /// Where it ends, in UTF-16 code units; where it begins for what is only put in.
    pub to: usize,
    /// What takes its place.
    pub text: String,
    /// What it is good for.
    pub why: WhyView,
}

/// What a change is good for; each has words in every language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhyView {
    /// A narrow no-break space before `;`, `!` or `?`.
    NarrowSpace,
    /// A no-break space before a colon.
    ColonSpace,
    /// A narrow no-break space inside « ».
    GuillemetSpace,
    /// A no-break space within a number, or between it and its unit.
    NumberSpace,
    /// A no-break space after an abbreviation.
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

/// The changes to a post, sorted, not overlapping.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CorrectionView {
    /// Those of the title.
    pub title: Vec<EditView>,
    /// Those of the body.
    pub body: Vec<EditView>,
}

impl From<TextLanguage> for Language {
    fn from(language: TextLanguage) -> Self {
        match language {
            TextLanguage::Fr => Self::French,
            TextLanguage::En => Self::English,
        }
    }
}

impl From<Why> for WhyView {
    fn from(why: Why) -> Self {
        match why {
            Why::NarrowSpace => Self::NarrowSpace,
            Why::ColonSpace => Self::ColonSpace,
            Why::GuillemetSpace => Self::GuillemetSpace,
            Why::NumberSpace => Self::NumberSpace,
            Why::AbbreviationSpace => Self::AbbreviationSpace,
            Why::DialogueSpace => Self::DialogueSpace,
            Why::Ellipsis => Self::Ellipsis,
            Why::Apostrophe => Self::Apostrophe,
            Why::Quotes => Self::Quotes,
            Why::Dash => Self::Dash,
            Why::Ordinal => Self::Ordinal,
            Why::HeadingLevel => Self::HeadingLevel,
            Why::Https => Self::Https,
            Why::EndTag => Self::EndTag,
        }
    }
}

impl From<Edit> for EditView {
    /// With places still in bytes.
    fn from(edit: Edit) -> Self {
        Self {
            from: edit.range.start,
            to: edit.range.end,
            text: edit.text,
            why: edit.why.into(),
        }
    }
}

impl EditView {
    pub(super) fn offsets(&mut self) -> [&mut usize; 2] {
        [&mut self.from, &mut self.to]
    }
}

pub(in crate::commands) fn correct_typography(
    _shell: &Shell,
    title: String,
    body: String,
    language: TextLanguage,
) -> Answer<CorrectionView> {
    let language = language.into();
    Ok(CorrectionView {
        title: views(&title, plain_typography(&title, language)),
        body: views(&body, typography(&body, language)),
    })
}

fn views(text: &str, edits: Vec<Edit>) -> Vec<EditView> {
    let mut views: Vec<_> = edits.into_iter().map(EditView::from).collect();
    in_utf16(text, views.iter_mut().flat_map(EditView::offsets));
    views
}
