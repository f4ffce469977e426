//! What the editor asks for besides the text: pictures, the language of a post, the counts of a
//! selection, a window as large as the screen.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billet_core::PostId;
use serde::Serialize;
use ts_rs::TS;

use super::{Answer, CommandError};
use crate::state::Shell;

/// How long a text is.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CountsView {
    /// Words.
    pub words: usize,
    /// Characters without the markup.
    pub characters: usize,
    /// Minutes to read it.
    pub minutes: usize,
}

pub(super) fn count(_shell: &Shell, markdown: String) -> Answer<CountsView> {
    let counts = billet_text::count(&markdown);
    Ok(CountsView {
        words: counts.words,
        characters: counts.characters,
        minutes: counts.minutes,
    })
}

pub(super) fn add_picture(shell: &Shell, name: String, base64: String) -> Answer<String> {
    let bytes = STANDARD.decode(base64).map_err(CommandError::lost)?;
    Ok(shell.office.add_picture(&name, &bytes)?)
}

pub(super) fn picture(shell: &Shell, post: PostId, address: String) -> Answer<Option<String>> {
    let shown = shell.office.shown_picture(post, &address)?;
    Ok(shown.map(|(mime, bytes)| format!("data:{mime};base64,{}", STANDARD.encode(bytes))))
}

pub(super) fn language(shell: &Shell, id: PostId) -> Answer<Option<String>> {
    Ok(shell.office.post_language(id)?)
}

pub(super) fn set_language(shell: &Shell, id: PostId, language: Option<String>) -> Answer<()> {
    Ok(shell.office.set_post_language(id, language.as_deref())?)
}

pub(super) fn spell_in(shell: &Shell, language: String) -> Answer<()> {
    shell.spell_in(&language);
    Ok(())
}

pub(super) fn full_screen(shell: &Shell) -> Answer<bool> {
    Ok(shell.full_screen())
}
