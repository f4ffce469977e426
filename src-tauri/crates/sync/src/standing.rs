//! Where a publication stands, in a word and with its reason: derived, never stored.

use billet_core::{Cause, JobState, Post, Publication, PublicationState};
use billet_store::{StoreError, outbox, post_settings, posts};
use rusqlite::Connection;

/// Where a publication stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// In a word.
    pub state: PublicationState,
    /// Why it waits, or why it needs the writer.
    pub cause: Option<Cause>,
    /// The post's text or its settings there differ from those last sent or about to be.
    pub edited_since: bool,
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
    let wishes_more =
        post_settings::effective(conn, post.id, publication.blog)? != publication.settings;
    Ok(Standing {
        state,
        cause: failed.or(waits),
        edited_since: wanted.text != post.text || wishes_more,
    })
}
