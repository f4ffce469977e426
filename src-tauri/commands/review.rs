//! A post for somebody to look at before readers do: as a file, on paper, and a letter to go with it.

use billet_core::{PostId, RevisionId};
use billet_exchange::{Reviewed, Since, Wish};
use billet_text::Language;
use jiff::tz::TimeZone;
use serde::Deserialize;
use ts_rs::TS;
use url::Url;

use super::{Answer, CommandError, exchange, preferences, writing};
use crate::state::Shell;

/// In which form a reviewer is given a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewForm {
    /// One page with everything inside.
    Html,
    /// Markdown, with a folder of pictures.
    Markdown,
}

impl From<ReviewForm> for billet_exchange::ReviewForm {
    fn from(form: ReviewForm) -> Self {
        match form {
            ReviewForm::Html => Self::Html,
            ReviewForm::Markdown => Self::Markdown,
        }
    }
}

/// What the reviewer is given.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewWish {
    /// What changed is marked.
    pub marks: bool,
    /// Since which earlier text; none: since the one that was published last.
    pub since: Option<RevisionId>,
    /// What the writer says to the reviewer; may be empty.
    pub note: String,
}

pub(super) fn write(
    shell: &Shell,
    id: PostId,
    path: String,
    form: ReviewForm,
    wish: ReviewWish,
) -> Answer<Reviewed> {
    let wish = wanted(shell, id, wish)?;
    let to = exchange::typed(&path);
    let library = shell.library();
    Ok(billet_exchange::review(
        library,
        id,
        &to,
        form.into(),
        &wish,
    )?)
}

pub(super) fn print(shell: &Shell, id: PostId, wish: ReviewWish) -> Answer<()> {
    let wish = wanted(shell, id, wish)?;
    let page = billet_exchange::review_page(shell.library(), id, &wish)?;
    shell.print(&page).map_err(CommandError::lost)
}

/// Begins a letter in the system's mail program. A file cannot be attached from here.
pub(super) fn letter(_shell: &Shell, subject: String, text: String) -> Answer<()> {
    let letter = letter_to(&subject, &text).map_err(CommandError::lost)?;
    tauri_plugin_opener::open_url(letter.as_str(), None::<&str>).map_err(CommandError::lost)
}

/// Mail programs read a plus as a plus (RFC 6068), and lines that end as in a letter.
fn letter_to(subject: &str, text: &str) -> Result<Url, url::ParseError> {
    let mut url = Url::parse("mailto:")?;
    let text = text.replace('\n', "\r\n");
    url.query_pairs_mut()
        .append_pair("subject", subject)
        .append_pair("body", &text);
    let query = url.query().unwrap_or_default().replace('+', "%20");
    url.set_query(Some(&query));
    Ok(url)
}

fn wanted(shell: &Shell, id: PostId, wish: ReviewWish) -> Answer<Wish> {
    let chosen = preferences::read(shell)?;
    Ok(Wish {
        since: match (wish.marks, wish.since) {
            (false, _) => Since::Nothing,
            (true, None) => Since::Published,
            (true, Some(revision)) => Since::Revision(revision),
        },
        note: wish.note,
        language: match crate::menu::language(chosen.language) {
            "fr" => Language::French,
            _ => Language::English,
        },
        text_language: writing::language(shell, id)?,
        zone: TimeZone::system(),
        now: shell.office.now(),
    })
}

#[cfg(test)]
mod tests {
    use super::letter_to;

    #[test]
    fn a_letter_begins_with_its_words_as_they_were_typed() {
        let letter = letter_to("À relire : « Été »", "Un + un.\nMerci & à toi").unwrap();
        assert_eq!(
            letter.as_str(),
            "mailto:?subject=%C3%80%20relire%20%3A%20%C2%AB%20%C3%89t%C3%A9%20%C2%BB\
             &body=Un%20%2B%20un.%0D%0AMerci%20%26%20%C3%A0%20toi"
        );
    }
}
