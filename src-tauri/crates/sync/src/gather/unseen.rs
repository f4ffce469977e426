//! Posts that were on a blog and are no longer in its list: each is asked for before it counts as gone.

use billet_core::{BlogId, News, RemoteId, RemoteStatus};
use billet_remote::RemoteError;
use billet_store::{StoreError, fetched, outbox, posts, publications};
use jiff::Timestamp;
use rusqlite::Transaction;

use super::Round;
use super::take::is_as_it_came;
use crate::{Office, SyncError};

/// So many that a blog does not name any more are asked for one by one in a fetch; the others when
/// all are looked at the next time.
const ONE_BY_ONE: usize = 100;

impl Office {
    /// Looks where these posts are; how many are gone.
    pub(super) async fn look_for_unseen(
        &self,
        round: &Round<'_>,
        unseen: Vec<RemoteId>,
    ) -> Result<usize, SyncError> {
        let mut gone = Vec::new();
        let mut missing = Vec::new();
        for ids in unseen.chunks(100) {
            let found = round.client.posts(ids).await?;
            let stands = |id: &RemoteId| found.iter().find(|post| post.id == *id);
            for id in ids {
                match stands(id).map(|post| &post.status) {
                    Some(RemoteStatus::Trash) => gone.push(id.clone()),
                    Some(_) => {}
                    None => missing.push(id.clone()),
                }
            }
        }
        for id in missing.into_iter().take(ONE_BY_ONE) {
            match round.client.post(&id).await {
                Err(RemoteError::Gone) => gone.push(id),
                // It is there, and this account may no longer edit it.
                Ok(_) | Err(RemoteError::NotAllowed { .. } | RemoteError::TooLarge { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let now = self.now();
        self.library.write(|tx| {
            let mut count = 0;
            for id in &gone {
                count += usize::from(is_gone(tx, round.blog.id, id, now)?);
            }
            Ok(count)
        })
    }
}

/// A post is no longer on its blog: it goes to the trash here, unless there is something of the
/// writer's own in it. Whether that concerned a post of this library.
fn is_gone(
    tx: &Transaction<'_>,
    blog: BlogId,
    id: &RemoteId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let known = publications::of_remote(tx, blog, id)?;
    let Some(known) = known.filter(|known| known.blog == blog) else {
        fetched::forget(tx, blog, id)?;
        return Ok(false);
    };
    if !outbox::of_publication(tx, known.id)?.is_empty() {
        return Ok(false);
    }
    fetched::forget(tx, blog, id)?;
    // The writer threw it away there from here.
    if known.status == Some(RemoteStatus::Trash) {
        return Ok(false);
    }
    if is_as_it_came(tx, &known)? {
        posts::trash(tx, known.post, now)?;
        publications::set_status(tx, known.id, &RemoteStatus::Trash)?;
    }
    publications::set_news(tx, known.id, Some(News::Gone))?;
    Ok(true)
}
