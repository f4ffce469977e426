//! Where a publication stands, in a word and with its reason: derived, never stored.

use billet_core::{
    Cause, JobKind, JobState, Post, Publication, PublicationId, PublicationState, RemoteStatus,
};
use billet_store::{StoreError, blogs, outbox, post_settings, posts, publications};
use rusqlite::Connection;

use crate::variation::varied;

/// Where a publication stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// In a word.
    pub state: PublicationState,
    /// Why it waits, or why it needs the writer.
    pub cause: Option<Cause>,
    /// The post's text or its settings there differ from those last sent or about to be.
    pub edited_since: bool,
    /// It will be taken off there once the blog of this name has it.
    pub moves_to: Option<String>,
    /// The last part of its address there, where the one that was wished was taken.
    pub taken: Option<String>,
}

/// Looks at the publication's open jobs and at the text it was last given.
///
/// # Errors
/// The library could not be read.
pub fn standing(
    conn: &Connection,
    publication: &Publication,
    post: &Post,
) -> Result<Standing, StoreError> {
    let jobs = outbox::of_publication(conn, publication.id)?;
    let wanted = posts::revision(conn, publication.wanted)?;
    let failed = jobs.iter().find_map(|job| match &job.state {
        JobState::Failed { cause } => Some(cause.clone()),
        _ => None,
    });
    let waits = jobs.iter().find_map(|job| match &job.state {
        JobState::Retry { cause } => Some(cause.clone()),
        _ => None,
    });
    let state = match (&failed, jobs.is_empty()) {
        (Some(_), _) => PublicationState::NeedsYou,
        (None, false) => PublicationState::Waiting,
        (None, true) => PublicationState::Sent,
    };
    let wished = post_settings::effective(conn, post.id, publication.blog)?;
    let before = &publication.settings;
    let wishes_more = wished.beside_the_words() != before.beside_the_words();
    let was = varied(wanted.text, before.varied.as_ref());
    let is = varied(post.text.clone(), wished.varied.as_ref());
    let moves_to = match jobs.iter().find_map(|job| moved_to(&job.kind)) {
        Some(to) => name_of_blog(conn, to)?,
        None => None,
    };
    Ok(Standing {
        moves_to,
        taken: taken(publication, was.slug.as_deref()),
        state,
        cause: failed.or(waits),
        edited_since: was != is || wishes_more,
    })
}

fn moved_to(kind: &JobKind) -> Option<PublicationId> {
    match kind {
        JobKind::Trash { after, .. } => *after,
        _ => None,
    }
}

fn name_of_blog(conn: &Connection, of: PublicationId) -> Result<Option<String>, StoreError> {
    let blog = publications::get(conn, of)?.blog;
    let mut names = blogs::names(conn)?.into_iter();
    Ok(names.find(|(id, _)| *id == blog).map(|(_, name)| name))
}

/// A blog puts a number behind a last part that another post has (`wp_unique_post_slug`); readers
/// see it once the post is public.
fn taken(publication: &Publication, wished: Option<&str>) -> Option<String> {
    let shown = publication.status == Some(RemoteStatus::Published);
    let url = publication.url.as_deref().filter(|_| shown)?;
    let path = url.split(['?', '#']).next()?.trim_end_matches('/');
    let last = path.rsplit('/').next()?;
    let number = last.strip_prefix(wished?)?.strip_prefix('-')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| last.to_owned())
}
