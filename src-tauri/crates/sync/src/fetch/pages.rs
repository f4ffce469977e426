//! Several pages of a list on their way at once, and handed on in their order.

use std::collections::BTreeMap;
use std::sync::Arc;

use billet_remote::{CommentPage, Place, RemoteBlog, RemoteError, Which};
use tokio::task::JoinSet;

/// Pages that may be here before their turn.
const AHEAD: usize = 8;

/// The pages of a list from a place on.
pub(super) struct Pages {
    client: Arc<dyn RemoteBlog>,
    which: Which,
    from: Option<Place>,
    /// How many are asked for at once.
    width: usize,
    /// The page whose turn it is.
    turn: u32,
    /// The page that is asked for next.
    next: u32,
    /// As far as is known there are pages up to this one.
    last: u32,
    asked: JoinSet<(u32, Result<CommentPage, RemoteError>)>,
    /// Also what failed: the pages before it are handed on first.
    here: BTreeMap<u32, Result<CommentPage, RemoteError>>,
}

impl Pages {
    pub(super) fn new(
        client: Arc<dyn RemoteBlog>,
        which: Which,
        from: Option<Place>,
        first: u32,
        width: usize,
    ) -> Self {
        Self {
            client,
            which,
            from,
            width,
            turn: first,
            next: first,
            last: first,
            asked: JoinSet::new(),
            here: BTreeMap::new(),
        }
    }

    /// The next page, and its number. Dropped while it waits, what is on its way is given up.
    pub(super) async fn next(&mut self) -> Result<(u32, CommentPage), RemoteError> {
        loop {
            self.ask();
            if let Some(page) = self.here.remove(&self.turn) {
                let page = page?;
                let number = self.turn;
                self.turn += 1;
                // A count is a guess, but the pages that it promises may be asked for at once.
                let promised = page.pages.unwrap_or_default();
                let another = u32::from(page.more);
                self.last = self.last.max(promised).max(number + another);
                // While this one is looked at.
                self.ask();
                return Ok((number, page));
            }
            match self.asked.join_next().await {
                Some(Ok((number, answer))) => {
                    self.here.insert(number, answer);
                }
                // A task dies with the process, or of a panic; none is left when all are here.
                Some(Err(died)) => tracing::error!(%died, "a request died"),
                None => self.next = self.turn,
            }
        }
    }

    /// The same, where the page itself tells whether another one is wanted: none is asked for ahead.
    pub(super) async fn next_without_haste(&mut self) -> Result<(u32, CommentPage), RemoteError> {
        let number = self.turn;
        let from = self.from.as_ref();
        let page = self.client.comments(self.which, from, number).await?;
        self.turn += 1;
        Ok((number, page))
    }

    /// From where the pages are counted.
    pub(super) fn from(&self) -> Option<&Place> {
        self.from.as_ref()
    }

    fn ask(&mut self) {
        while self.next <= self.last && self.asked.len() < self.width && self.here.len() < AHEAD {
            let (client, which, number) = (Arc::clone(&self.client), self.which, self.next);
            let from = self.from.clone();
            self.asked.spawn(async move {
                let answer = client.comments(which, from.as_ref(), number).await;
                (number, answer)
            });
            self.next += 1;
        }
    }
}
