//! A blog whose API cannot be reached may live elsewhere by now: its front page tells, and then the
//! writer is asked, as when the API itself sends elsewhere. Nothing is sent to the new place.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use billet_core::{Attempt, Blog, BlogId, Cause};
use billet_remote::RemoteError;
use billet_store::{blogs, outbox};

use crate::{Office, SyncError};

/// After which failure in a row each blog's front page was looked at last: once for each, however
/// many jobs could not be sent.
#[derive(Default)]
pub(crate) struct LookedAt(Mutex<HashMap<BlogId, u32>>);

impl LookedAt {
    /// Whether nobody looked after this failure; from now on somebody did.
    fn begin(&self, blog: BlogId, failures: u32) -> bool {
        let mut looked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looked.insert(blog, failures) != Some(failures)
    }

    fn forget(&self, blog: BlogId) {
        let mut looked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looked.remove(&blog);
    }
}

impl Office {
    /// What an attempt comes to that did not reach its blog, when the blog has moved: a question to
    /// the writer. Any other attempt stays as it is.
    pub(crate) async fn unless_moved(&self, id: BlogId, attempt: Attempt) -> Attempt {
        if attempt != Attempt::NotReached {
            self.homes.forget(id);
            return attempt;
        }
        let known = self.library.read(|conn| {
            let failures = outbox::failures(conn, id)?;
            Ok::<_, SyncError>((blogs::get(conn, id)?, failures))
        });
        let to = match known {
            Ok((blog, failures)) if self.homes.begin(id, failures) => self.moved_to(&blog).await,
            _ => None,
        };
        match to {
            Some(to) => {
                // Each job has the question, and is told anew where to.
                self.homes.forget(id);
                let cause = Cause::Moved { to };
                Attempt::Refused { cause }
            }
            None => attempt,
        }
    }

    /// The same for a request that a person waits for.
    pub(crate) async fn or_moved(&self, blog: &Blog, error: SyncError) -> SyncError {
        match error {
            SyncError::Remote(RemoteError::Unreachable {
                host,
                through,
                detail,
            }) => match self.moved_to(blog).await {
                Some(to) => RemoteError::Moved { host, to }.into(),
                None => RemoteError::Unreachable {
                    host,
                    through,
                    detail,
                }
                .into(),
            },
            other => other,
        }
    }

    /// Where the blog lives now; `None` also when that cannot be found out.
    async fn moved_to(&self, blog: &Blog) -> Option<String> {
        let client = self.client(blog).await.ok()?;
        match client.moved_to(&blog.home).await {
            Ok(to) => to,
            Err(error) => {
                tracing::debug!(%error, "the front page does not tell where a blog is");
                None
            }
        }
    }
}
