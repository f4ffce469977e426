//! Typography on publish: if the writer chose so, what a blog is given is corrected on its way. The
//! draft and its revisions stay as they were written.

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

/// All that a blog may have been given of a text: the choice may have been another then.
pub(crate) fn given(text: &PostText) -> impl Iterator<Item = PostText> {
    [None, Some(Language::French), Some(Language::English)]
        .into_iter()
        .map(|language| typeset(text.clone(), language))
}
