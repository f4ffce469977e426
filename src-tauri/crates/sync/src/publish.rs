//! Publishing: reserve, then fill; and taking a post off a blog.
//!
//! *Reserve* creates a draft under a marker slug that no one else has, and commits its remote id
//! before anything else. *Fill* gives that draft its text, slug, date and status, and may be
//! repeated. So the only request that could make a second post is the reservation, and after an
//! ambiguous end the blog is asked for the marker before another is sent. See `docs/adr/0001`.

use billet_core::{
    Attempt, Base, Blog, Cause, Job, JobState, PostText, Publication, PublicationId, RemoteStatus,
    compare_with_base,
};
use billet_remote::{PostContent, RemoteBlog, RemotePost};
use billet_store::{blogs, posts, publications};

use crate::outcome::Outcome;
use crate::{Office, SyncError};

/// A publication with the blog it is on and the text it should have.
struct Order {
    publication: Publication,
    blog: Blog,
    text: PostText,
    /// The text it was last given, for what changed since.
    before: Option<PostText>,
}

impl Office {
    /// Carries out a `Publish` job.
    pub(crate) async fn perform_publish(&self, job: &Job, id: PublicationId) -> Attempt {
        match self.try_publish(job, id).await {
            Ok(()) => Attempt::Done,
            Err(attempt) => attempt,
        }
    }

    async fn try_publish(&self, job: &Job, id: PublicationId) -> Result<(), Attempt> {
        let order = self.order(id).reading()?;
        let client = self.client(&order.blog).reading()?;
        let content = content(&order);
        let remote_id = match order.publication.remote_id.clone() {
            Some(there) => {
                let current = client.post(&there).await.reading()?;
                match self.look(job, &order, &content, &current) {
                    Look::AsWeLeftIt => {}
                    Look::AlreadyDone => return self.agree(&order, &current),
                    Look::Changed(cause) => return Err(Attempt::Refused { cause }),
                }
                there
            }
            None => {
                let reserved = self.reserve(job, &order, &content, client.as_ref()).await?;
                self.library
                    .write(|tx| {
                        publications::reserved(tx, id, &reserved.id)?;
                        publications::agreed(
                            tx,
                            id,
                            &reserved.url,
                            &reserved.status,
                            &reserved.base,
                            None,
                        )?;
                        Ok::<_, SyncError>(())
                    })
                    .writing()?;
                reserved.id
            }
        };
        let filled = client.fill(&remote_id, &content).await.writing()?;
        self.agree(&order, &filled)
    }

    fn order(&self, id: PublicationId) -> Result<Order, SyncError> {
        self.library.read(|conn| {
            let publication = publications::get(conn, id)?;
            Ok(Order {
                blog: blogs::get(conn, publication.blog)?,
                text: posts::revision(conn, publication.wanted)?.text,
                before: match publication.sent {
                    Some(sent) => Some(posts::revision(conn, sent)?.text),
                    None => None,
                },
                publication,
            })
        })
    }

    /// A place on the blog: found under the marker if an earlier reservation may have arrived, made
    /// otherwise.
    async fn reserve(
        &self,
        job: &Job,
        order: &Order,
        content: &PostContent,
        client: &dyn RemoteBlog,
    ) -> Result<RemotePost, Attempt> {
        let marker = order.publication.marker_slug();
        if job.state != JobState::Unknown {
            return client.reserve(content, &marker).await.writing();
        }
        let mut found = client.find_reserved(&marker).await.reading()?;
        match (found.pop(), found.len()) {
            (None, _) => Err(Attempt::NotFound),
            (Some(one), 0) => Ok(one),
            (Some(_), _) => Err(Attempt::Refused {
                cause: Cause::FoundTwice,
            }),
        }
    }

    /// Compares what the blog has with what both sides last agreed on.
    fn look(&self, job: &Job, order: &Order, content: &PostContent, current: &RemotePost) -> Look {
        if current.status == RemoteStatus::Trash {
            return Look::Changed(Cause::Gone);
        }
        let Some(base) = &order.publication.base else {
            return Look::AsWeLeftIt;
        };
        if compare_with_base(base, &current.base) {
            return Look::AsWeLeftIt;
        }
        // An earlier fill of this very text may have arrived although its answer did not. The blog
        // may have rewritten the markup, so the words decide.
        if job.state == JobState::Unknown && same_words(content, &current.base) {
            return Look::AlreadyDone;
        }
        Look::Changed(Cause::ChangedElsewhere)
    }

    fn agree(&self, order: &Order, filled: &RemotePost) -> Result<(), Attempt> {
        let p = &order.publication;
        self.library
            .write(|tx| {
                publications::agreed(
                    tx,
                    p.id,
                    &filled.url,
                    &filled.status,
                    &filled.base,
                    Some(p.wanted),
                )
            })
            .writing()
    }

    /// Carries out a `Trash` job.
    pub(crate) async fn perform_trash(&self, id: PublicationId) -> Attempt {
        match self.try_trash(id).await {
            Ok(()) => Attempt::Done,
            Err(attempt) => attempt,
        }
    }

    async fn try_trash(&self, id: PublicationId) -> Result<(), Attempt> {
        let order = self.order(id).reading()?;
        let Some(there) = &order.publication.remote_id else {
            return Ok(());
        };
        let client = self.client(&order.blog).reading()?;
        match client.trash_post(there).await.writing() {
            // It is no longer there at all: that is what was wanted.
            Ok(()) | Err(Attempt::Refused { cause: Cause::Gone }) => {}
            Err(other) => return Err(other),
        }
        self.library
            .write(|tx| publications::set_status(tx, id, &RemoteStatus::Trash))
            .writing()
    }

    /// The writer chose to send although the blog changed meanwhile: what the blog has now becomes
    /// the base, and the job goes on.
    pub(crate) async fn accept_remote(&self, id: PublicationId) -> Result<(), SyncError> {
        let order = self.order(id)?;
        let Some(there) = &order.publication.remote_id else {
            return Ok(());
        };
        let current = self.client(&order.blog)?.post(there).await;
        let p = &order.publication;
        self.library.write(|tx| {
            match current {
                Ok(now) if now.status != RemoteStatus::Trash => {
                    publications::agreed(tx, p.id, &now.url, &now.status, &now.base, None)?;
                }
                // Gone from the blog: the writer wants it there, so it is made anew.
                Ok(_) | Err(billet_remote::RemoteError::Gone) => {
                    publications::forget_remote(tx, p.id)?;
                }
                Err(error) => return Err(error.into()),
            }
            Ok(())
        })
    }
}

/// What a look at the blog before an update showed.
enum Look {
    AsWeLeftIt,
    AlreadyDone,
    Changed(Cause),
}

fn content(order: &Order) -> PostContent {
    let text = &order.text;
    PostContent {
        title: text.title.clone(),
        html: billet_text::post_html(&text.body),
        excerpt: text.excerpt.clone(),
        slug: match &order.before {
            // First fill: the marker slug gives way to the writer's, or to one the blog makes.
            None => Some(text.slug.clone().unwrap_or_default()),
            // Later the address stays unless the writer changed it: readers link to it.
            Some(before) if before.slug != text.slug => text.slug.clone(),
            Some(_) => None,
        },
        tags: text.tags.clone(),
        categories: text.categories.clone(),
        status: order.publication.target.status,
        at: order.publication.target.at,
    }
}

fn same_words(content: &PostContent, current: &Base) -> bool {
    let words = |html: &str| billet_text::plain(html, usize::MAX);
    content.title.trim() == current.title.trim() && words(&content.html) == words(&current.content)
}
