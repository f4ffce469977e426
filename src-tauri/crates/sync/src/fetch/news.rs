//! What is new since the last look: the newest comments, whatever their status, and the whole queue
//! of those that wait. Two requests when there is nothing.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use billet_core::{CommentId, CommentStatus, RemoteId};
use billet_remote::{CommentPage, RemoteError, Which};
use billet_store::comments::{self, Arrived};

use super::pages::Pages;
use super::{Fetched, Round};
use crate::arrivals::{arrived, take_listed};
use crate::{Office, SyncError};

/// With more than so many pages of new comments the list is read anew: they are taken in at once, and
/// that is a lot to hold.
const NEWEST: u32 = 10;

/// A list names those that are gone only by leaving them out, so each is asked for; so many at most in
/// one fetch, the others at the next look.
const SINGLY: usize = 200;

impl Office {
    /// Reads from the top until a page holds nothing new, and takes everything in at once: else a
    /// fetch that ended between two pages would leave a gap that no later one sees.
    pub(super) async fn fetch_newest(
        &self,
        round: &Round<'_>,
        fetched: &mut Fetched,
    ) -> Result<(), SyncError> {
        let blog = round.blog.id;
        let client = Arc::clone(&round.client);
        let mut pages = Pages::new(client, round.which, None, 1, 1);
        let mut rows: Vec<Arrived> = Vec::new();
        let mut seen: HashSet<RemoteId> = HashSet::new();
        let mut more = true;
        while more {
            if round.stop.load(Ordering::Relaxed) {
                return Ok(());
            }
            let (number, page) = pages.next_without_haste().await?;
            if number > NEWEST {
                self.library.write(|tx| comments::begin(tx, blog))?;
                return Ok(());
            }
            self.count_comments(page.rows.len());
            seen.extend(page.seen.iter().cloned());
            let has_new = self.has_new(round, &page)?;
            more = page.more && has_new;
            rows.extend(page.rows.into_iter().map(|row| arrived(round.blog, row)));
            if !page.more {
                // That was all there is.
                fetched.changed += self.take_rows(round, &rows)?;
                return self.look_below(round, &rows, &seen, true, fetched).await;
            }
        }
        fetched.changed += self.take_rows(round, &rows)?;
        self.look_below(round, &rows, &seen, false, fetched).await
    }

    /// Those that wait for a decision: all of them, every time.
    pub(super) async fn fetch_pending(
        &self,
        round: &Round<'_>,
        fetched: &mut Fetched,
    ) -> Result<(), SyncError> {
        let pending = CommentStatus::Pending;
        let client = Arc::clone(&round.client);
        let mut pages = Pages::new(client, Which::Only(pending), None, 1, 1);
        let mut seen: Vec<RemoteId> = Vec::new();
        let mut more = true;
        while more {
            if round.stop.load(Ordering::Relaxed) {
                return Ok(());
            }
            let (_, page) = pages.next_without_haste().await?;
            self.count_comments(page.rows.len());
            more = page.more && !page.seen.is_empty();
            let rows: Vec<_> = page
                .rows
                .into_iter()
                .map(|row| arrived(round.blog, row))
                .collect();
            fetched.changed += self.take_rows(round, &rows)?;
            seen.extend(page.seen);
        }
        let missing = self
            .library
            .read(|conn| comments::unseen(conn, round.blog.id, pending, &seen))?;
        fetched.gone += self.look_for(round, missing).await?;
        Ok(())
    }

    fn has_new(&self, round: &Round<'_>, page: &CommentPage) -> Result<bool, SyncError> {
        self.library.read(|conn| {
            for row in &page.rows {
                if comments::by_remote(conn, round.blog.id, &row.id)?.is_none() {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn take_rows(&self, round: &Round<'_>, rows: &[Arrived]) -> Result<usize, SyncError> {
        let now = self.now();
        self.library.write(|tx| {
            let mut changed = 0;
            for row in rows {
                changed += usize::from(take_listed(tx, round.blog.id, row, round.began, now)?);
            }
            Ok(changed)
        })
    }

    /// Asks for those that were written since the oldest of `rows`, or ever, and were not among them.
    async fn look_below(
        &self,
        round: &Round<'_>,
        rows: &[Arrived],
        seen: &HashSet<RemoteId>,
        whole: bool,
        fetched: &mut Fetched,
    ) -> Result<(), SyncError> {
        let from = rows.iter().map(|row| row.written_at).min();
        if from.is_none() && !whole {
            return Ok(());
        }
        let from = from.filter(|_| !whole);
        let missing = self
            .library
            .read(|conn| comments::missing(conn, round.blog.id, round.only(), from, None, seen))?;
        fetched.gone += self.look_for(round, missing).await?;
        Ok(())
    }

    /// Comments that a list should have held and did not: each stands otherwise now, or was deleted on
    /// the blog. How many are gone.
    pub(super) async fn look_for(
        &self,
        round: &Round<'_>,
        missing: Vec<(CommentId, RemoteId)>,
    ) -> Result<usize, SyncError> {
        let mut gone = 0;
        for some in missing.chunks(100) {
            let ids: Vec<RemoteId> = some.iter().map(|(_, remote)| remote.clone()).collect();
            let there = if round.moderates {
                round.client.comments_called(&ids).await?
            } else {
                Vec::new()
            };
            let there: Vec<_> = there
                .into_iter()
                .map(|row| arrived(round.blog, row))
                .collect();
            self.take_rows(round, &there)?;
            let found: HashSet<&RemoteId> = there.iter().map(|row| &row.remote_id).collect();
            let lost = some.iter().filter(|(_, remote)| !found.contains(remote));
            for (id, remote) in lost.take(SINGLY.saturating_sub(gone)) {
                gone += usize::from(self.look_for_one(round, *id, remote).await?);
            }
        }
        Ok(gone)
    }

    async fn look_for_one(
        &self,
        round: &Round<'_>,
        id: CommentId,
        remote: &RemoteId,
    ) -> Result<bool, SyncError> {
        match round.client.comment(remote).await {
            Ok(there) => {
                self.take_rows(round, &[arrived(round.blog, there)])?;
                Ok(false)
            }
            Err(RemoteError::Gone) => {
                let now = self.now();
                Ok(self
                    .library
                    .write(|tx| comments::deleted_there(tx, id, now))?)
            }
            // It is there, and this account may not see it, or its status has no name here.
            Err(RemoteError::NotAllowed { .. } | RemoteError::NotChanged) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}
