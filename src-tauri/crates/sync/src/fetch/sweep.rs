//! Every comment of a blog, read from the newest to the oldest: at first in one go, later a little
//! at a time. How far it got is committed with each page, as a moment in the list and not as a page's
//! number: new comments push pages on. See `docs/adr/0026`.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use billet_core::RemoteId;
use billet_remote::{CommentPage, Place};
use billet_store::blogs;
use billet_store::comments::{self, Sweep};

use super::pages::Pages;
use super::{Fetched, Round};
use crate::arrivals::{arrived, take_listed};
use crate::{Office, SyncError};

/// Pages on their way at once: no more than a browser asks a server for.
const AT_ONCE: usize = 4;

/// Empty pages in a row after which a blog that promises more is no longer believed. Rows that an
/// account may not see are dropped after paging.
const EMPTY: u32 = 5;

/// So often the rest is counted anew when the blog's count changes; then it counts as nonsense.
const MOVES: u32 = 8;

/// How a reading goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// To its end, several pages at once.
    Whole,
    /// So many pages, one after the other: nobody waits for it.
    Slowly(u32),
}

/// A reading under way.
struct Reading<'a> {
    round: &'a Round<'a>,
    width: usize,
    pages: Pages,
    /// How far it got.
    at: Sweep,
    /// The blog's count of the list that the pages are counted in; `None` before the first of them.
    total: Option<Option<u64>>,
    /// How often pages were counted anew.
    moves: u32,
    /// What the page before held.
    seen: HashSet<RemoteId>,
    /// Empty pages in a row.
    empty: u32,
}

impl<'a> Reading<'a> {
    fn new(round: &'a Round<'a>, width: usize, at: Sweep) -> Self {
        Self {
            round,
            width,
            pages: pages(round, width, &at),
            at,
            total: None,
            moves: 0,
            seen: HashSet::new(),
            empty: 0,
        }
    }

    /// Whether the list got longer or shorter, and its pages are others now: then the rest is counted
    /// from where the reading is.
    fn has_moved(&mut self, page: &CommentPage) -> bool {
        let counted = *self.total.get_or_insert(page.total);
        if counted == page.total || self.moves >= MOVES {
            return false;
        }
        self.moves += 1;
        self.total = None;
        self.pages = pages(self.round, self.width, &self.at);
        true
    }

    /// Where it goes on after this page.
    fn after(&self, number: u32, page: &CommentPage) -> Sweep {
        let written = page.rows.iter().map(|row| row.written_at).min();
        let upto = written.or(self.at.upto);
        match page.end.as_ref().filter(|end| Some(&end.0) != self.place()) {
            Some(end) => Sweep {
                place: Some(end.0.clone()),
                page: 1,
                upto,
            },
            // A hundred of one second, or nothing to read: only the count leads on.
            None => Sweep {
                place: self.at.place.clone(),
                page: if self.place() == self.at.place.as_ref() {
                    number.saturating_add(1)
                } else {
                    self.at.page.saturating_add(1)
                },
                upto,
            },
        }
    }

    /// From where the pages are counted.
    fn place(&self) -> Option<&String> {
        self.pages.from().map(|place| &place.0)
    }
}

fn pages(round: &Round<'_>, width: usize, at: &Sweep) -> Pages {
    let from = at.place.clone().map(Place);
    Pages::new(Arc::clone(&round.client), round.which, from, at.page, width)
}

impl Office {
    /// Goes on with the reading of a blog's list, or begins one. Whether it came to its end.
    pub(super) async fn sweep(
        &self,
        round: &Round<'_>,
        pace: Pace,
        fetched: &mut Fetched,
    ) -> Result<bool, SyncError> {
        let blog = round.blog.id;
        let (at, known) = self.library.read(|conn| {
            Ok::<_, SyncError>((
                comments::sweep(conn, blog)?.unwrap_or_default(),
                comments::count(conn, blog)?,
            ))
        })?;
        let (width, mut left) = match pace {
            Pace::Whole => (AT_ONCE, u32::MAX),
            Pace::Slowly(pages) => (1, pages),
        };
        // What came before a pause counts.
        let had = at.place.as_ref().map_or(0, |_| known);
        let mut reading = Reading::new(round, width, at);
        let mut is_first = true;
        while left > 0 {
            if round.stop.load(Ordering::Relaxed) {
                return Ok(false);
            }
            let (number, page) = reading.pages.next().await?;
            if reading.has_moved(&page) {
                continue;
            }
            left -= 1;
            if std::mem::take(&mut is_first) && pace == Pace::Whole {
                self.expect_comments(had, page.total);
            }
            self.count_comments(page.rows.len());
            if self.take_page(&mut reading, number, page, fetched).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes a page in, and with it how far the reading got; then asks for those that the page
    /// should have held. Whether it was the last.
    async fn take_page(
        &self,
        reading: &mut Reading<'_>,
        number: u32,
        page: CommentPage,
        fetched: &mut Fetched,
    ) -> Result<bool, SyncError> {
        let round = reading.round;
        let blog = round.blog.id;
        reading.empty = if page.seen.is_empty() {
            reading.empty + 1
        } else {
            0
        };
        let ends = !page.more || reading.empty >= EMPTY;
        let next = reading.after(number, &page);
        let rows: Vec<_> = page
            .rows
            .into_iter()
            .map(|row| arrived(round.blog, row))
            .collect();
        let now = self.now();
        fetched.changed += self.library.write(|tx| {
            let mut changed = 0;
            for row in &rows {
                changed += usize::from(take_listed(tx, blog, row, round.began, now)?);
            }
            if ends {
                comments::swept(tx, blog)?;
                blogs::set_synced(tx, blog, now)?;
            } else {
                comments::set_sweep(tx, blog, &next)?;
            }
            Ok::<_, SyncError>(changed)
        })?;
        let from = next.upto.filter(|_| !ends);
        // One of the same second may stand on the page before.
        reading.seen.extend(page.seen.iter().cloned());
        let missing = self.library.read(|conn| {
            let only = round.only();
            comments::missing(conn, blog, only, from, reading.at.upto, &reading.seen)
        })?;
        fetched.gone += self.look_for(round, missing).await?;
        reading.seen = page.seen.into_iter().collect();
        reading.at = next;
        Ok(ends)
    }
}
