//! Typography on publish: if the writer chose so, what a blog is given is corrected on its way. The
//! draft and its revisions stay as they were written.

use std::collections::HashSet;

use billet_core::PostText;
use billet_store::{StoreError, settings};
use billet_text::Language;
use rusqlite::Connection;

use crate::{Office, SyncError};

const KEY: &str = "typography_on_publish";
const OFF: &str = "off";

impl Office {
    /// The typography that posts are published with; `None`: as they are written.
    ///
    /// # Errors
    /// The library could not be read.
    pub fn typography_on_publish(&self) -> Result<Option<Language>, SyncError> {
        Ok(self.library.read(chosen)?)
    }

    /// Chooses the typography for whatever is sent from now on, also for what waits already.
    ///
    /// # Errors
    /// The library could not take it.
    pub fn set_typography_on_publish(&self, language: Option<Language>) -> Result<(), SyncError> {
        let value = language.map_or(OFF, Language::tag);
        self.library.write(|tx| Ok(settings::set(tx, KEY, value)?))
    }
}

/// What the writer chose; what cannot be read is no choice.
pub(crate) fn chosen(conn: &Connection) -> Result<Option<Language>, StoreError> {
    let kept = settings::get(conn, KEY)?;
    Ok(kept.as_deref().and_then(Language::from_tag))
}

/// The text as a blog is given it.
pub(crate) fn typeset(text: PostText, language: Option<Language>) -> PostText {
    let Some(language) = language else {
        return text;
    };
    let plain =
        |text: &str| billet_text::apply(text, &billet_text::plain_typography(text, language));
    let edits = billet_text::typography(&text.body, language);
    PostText {
        title: plain(&text.title),
        body: billet_text::apply(&text.body, &edits),
        excerpt: plain(&text.excerpt),
        ..text
    }
}

/// The same for a post of which the blog has had `kept`: only what differs from that is corrected.
pub(crate) fn typeset_over(
    text: PostText,
    kept: Option<&PostText>,
    language: Option<Language>,
) -> PostText {
    let Some(kept) = kept else {
        return typeset(text, language);
    };
    let corrected = typeset(text.clone(), language);
    PostText {
        title: if text.title == kept.title {
            text.title
        } else {
            corrected.title
        },
        excerpt: if text.excerpt == kept.excerpt {
            text.excerpt
        } else {
            corrected.excerpt
        },
        body: match language {
            Some(language) => edited_lines(&text.body, &kept.body, language),
            None => text.body,
        },
        ..corrected
    }
}

/// A text with the lines corrected that another one does not have.
fn edited_lines(body: &str, kept: &str, language: Language) -> String {
    let known: HashSet<&str> = kept.lines().collect();
    let mut edits = billet_text::typography(body, language);
    let mut at = 0;
    let mut left_alone = Vec::new();
    for line in body.split_inclusive('\n') {
        let end = at + line.len();
        if known.contains(line.trim_end_matches(['\n', '\r'])) {
            left_alone.push(at..end);
        }
        at = end;
    }
    edits.retain(|edit| {
        let next = left_alone.partition_point(|line| line.end <= edit.range.start);
        left_alone
            .get(next)
            .is_none_or(|line| line.start >= edit.range.end)
    });
    billet_text::apply(body, &edits)
}

/// All that a blog may have been given of a text over `kept`: the choice may have been another then.
pub(crate) fn given(text: &PostText, kept: Option<&PostText>) -> impl Iterator<Item = PostText> {
    [None, Some(Language::French), Some(Language::English)]
        .into_iter()
        .map(move |language| typeset_over(text.clone(), kept, language))
}
