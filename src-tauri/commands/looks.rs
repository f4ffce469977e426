//! How blogs look: the page of a post, in which the window shows another one.

use billet_core::{BlogId, PostKind};
use billet_store::looks::Look;
use billet_store::settings;
use serde::Serialize;
use ts_rs::TS;

use super::{Answer, CommandError};
use crate::looks;
use crate::state::Shell;

/// The blog whose look the preview has; nothing for the plain one.
const KEY: &str = "look";

/// A page that has a place for a post and, mostly, one for its title.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LookView {
    /// Safe HTML, a whole page. The places have `data-billet` of `content` and `title`.
    pub html: String,
    /// When it was fetched, milliseconds since 1970.
    pub at: i64,
    /// The post whose page it is.
    pub url: String,
}

impl From<Look> for LookView {
    fn from(look: Look) -> Self {
        Self {
            html: look.html,
            at: look.at.as_millisecond(),
            url: look.url,
        }
    }
}

/// How far the fetch of a look is.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LookProgress {
    /// The blog.
    pub blog: BlogId,
    /// Files that came.
    pub done: usize,
    /// Files that are known to be wanted; it grows.
    pub total: usize,
}

pub(super) fn look(shell: &Shell, blog: BlogId, kind: PostKind) -> Answer<Option<LookView>> {
    Ok(shell.office.look(blog, kind)?.map(LookView::from))
}

pub(super) async fn fetch(shell: &Shell, blog: BlogId, kind: PostKind) -> Answer<Option<LookView>> {
    let look = shell.office.fetch_look(blog, kind, looks::ORIGIN).await?;
    Ok(look.map(LookView::from))
}

pub(super) fn stop(shell: &Shell) -> Answer<()> {
    shell.office.stop_looking();
    Ok(())
}

pub(super) fn progress(shell: &Shell) -> Answer<Option<LookProgress>> {
    Ok(shell.office.looking().map(|looking| LookProgress {
        blog: looking.blog,
        done: looking.done,
        total: looking.total,
    }))
}

pub(super) fn chosen(shell: &Shell) -> Answer<Option<BlogId>> {
    let kept = shell.library().read(|conn| settings::get(conn, KEY))?;
    Ok(kept.and_then(|id| id.parse().ok()).map(BlogId))
}

pub(super) fn choose(shell: &Shell, blog: Option<BlogId>) -> Answer<()> {
    let value = blog.map(|blog| blog.to_string()).unwrap_or_default();
    let library = shell.library();
    library
        .write(|tx| settings::set(tx, KEY, &value))
        .map_err(CommandError::from)
}
