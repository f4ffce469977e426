//! Publishing: reserve, then fill.
//!
//! *Reserve* creates a draft under a marker slug that no one else has, and commits its remote id
//! before anything else. *Fill* gives that draft its text, slug, date and status, and may be
//! repeated. So the only request that could make a second post is the reservation, and after an
//! ambiguous end the blog is asked for the marker before another is sent. See `docs/adr/0001`.

use billet_core::{
    Attempt, Base, Blog, Cause, Job, JobState, PostText, Publication, PublicationId, RemoteId,
    RemoteStatus, Revision, Settings, Shelf, Variation,
};
use billet_remote::{PostContent, RemoteBlog, RemotePost};
use billet_store::{StoreError, blogs, posts, publications};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::form::{Form, words};
use crate::media;
use crate::outcome::Outcome;
use crate::settings::on_blog;
use crate::typeset::{chosen, typeset_over};
use crate::variation::{leaving, varied, without_closing};
use crate::wish::Wish;
use crate::{Office, SyncError};

/// A publication with the blog it is on and the text it should have.
pub(crate) struct Order {
    pub(crate) publication: Publication,
    pub(crate) blog: Blog,
    form: Form,
    /// As the blog is given it.
    text: PostText,
    /// The text it was last given, for what changed since.
    before: Option<PostText>,
    /// The writer threw it away before the blog had it: it shall not appear, not even for a moment
    /// until the `Trash` job behind.
    unwanted: bool,
    /// The texts that were asked to be there since, the wanted one too, as they were written but
    /// for the addresses of their pictures.
    asked: Vec<PostText>,
    /// The name of a picture that the blog lacks.
    lacks: Option<String>,
    /// What else it should have that was not carried out yet, in the blog's own ids.
    settings: Settings,
    /// The words that vary there, as they leave.
    varied: Option<Variation>,
}

impl Order {
    /// Tags or categories are sent, too; else what an editor gave the post there stays.
    pub(crate) fn gives_terms(&self) -> bool {
        self.before.as_ref().is_none_or(|before| {
            before.tags != self.text.tags || before.categories != self.text.categories
        })
    }

    fn wish(&self, job: &Job, now: Timestamp) -> Wish<'_> {
        Wish {
            publication: &self.publication,
            text: &self.text,
            before: self.before.as_ref(),
            asked: &self.asked,
            form: &self.form,
            in_doubt: job.state == JobState::Unknown,
            settings: &self.settings,
            closing: self.varied.as_ref().and_then(Variation::closing),
            now,
        }
    }
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
        if order.unwanted && job.state != JobState::Unknown {
            return Ok(());
        }
        if let Some(first) = &order.lacks
            && !order.unwanted
        {
            let first = first.clone();
            return Err(Attempt::Refused {
                cause: Cause::Pictures { first },
            });
        }
        let kind = order.publication.kind;
        let client = self.client_of(&order.blog, kind).await.reading()?;
        let wish = order.wish(job, self.now());
        let mut slipped = Vec::new();
        let current = match &order.publication.remote_id {
            Some(there) => {
                let current = client.post(there).await.reading()?;
                wish.look(&current)
                    .map_err(|cause| Attempt::Refused { cause })?;
                let arrived = wish.came_in_doubt(&current);
                if arrived && let Some(before) = wish.looked_at(&current) {
                    slipped = foreign(client.as_ref(), &wish, &before, &current).await;
                }
                let latest = (!arrived).then(|| latest_of(&current));
                let latest = latest.as_ref();
                self.library
                    .write(|tx| publications::looked(tx, id, &current.url, &current.status, latest))
                    .reading()?;
                current
            }
            None => {
                let reserved = self.reserve(job, &order, client.as_ref()).await?;
                // One that was found may have been changed there before.
                let mine = job.state != JobState::Unknown || wish.came_from_here(&reserved.base);
                let base = if mine {
                    with_history(&reserved)
                } else {
                    wish.as_base(&reserved)
                };
                self.library
                    .write(|tx| {
                        publications::reserved(tx, id, &reserved.id)?;
                        publications::agreed(tx, id, &reserved.url, &reserved.status, &base, None)?;
                        Ok::<_, SyncError>(())
                    })
                    .writing()?;
                if !mine {
                    let cause = Cause::ChangedElsewhere;
                    return Err(Attempt::Refused { cause });
                }
                reserved
            }
        };
        if order.unwanted {
            return Ok(());
        }
        let content = wish.content(&current);
        if wish.is_there(&content, &current) {
            return self.agree(&order, &content, current, &slipped);
        }
        self.note_leaving(&order).reading()?;
        let filled = client.fill(&current.id, &content).await.writing()?;
        slipped.extend(foreign(client.as_ref(), &wish, &current, &filled).await);
        self.agree(&order, &content, filled, &slipped)?;
        if slipped.is_empty() {
            Ok(())
        } else {
            Err(Attempt::Refused {
                cause: Cause::SlippedBetween,
            })
        }
    }

    pub(crate) fn order(&self, id: PublicationId) -> Result<Order, SyncError> {
        self.library.read(|conn| {
            let publication = publications::get(conn, id)?;
            let (wanted, sent) = (publication.wanted, publication.sent);
            let words = leaving(conn, &publication)?;
            let mut asked = Vec::new();
            for revision in posts::asked_since(conn, publication.post, wanted, sent)? {
                let with = publication.asked.iter().filter(|with| **with != words);
                for with in with.chain([&words]) {
                    let text = pictured(conn, &publication, revision.clone(), with.as_ref())?;
                    asked.push(text);
                }
            }
            let thrown_away = posts::get(conn, publication.post)?.shelf == Shelf::Trash;
            let blog = blogs::get(conn, publication.blog)?;
            let wanted = posts::revision(conn, publication.wanted)?;
            let before = match publication.sent {
                Some(sent) => {
                    let with = publication.sent_settings.varied.as_ref();
                    Some(varied(posts::revision(conn, sent)?.text, with))
                }
                None => None,
            };
            let lacks = billet_store::media::missing(conn, publication.wanted, blog.id)?;
            Ok(Order {
                unwanted: thrown_away && publication.sent.is_none(),
                asked,
                form: Form::of(conn, &blog, &publication)?,
                blog,
                text: typeset_over(
                    pictured(conn, &publication, wanted, words.as_ref())?,
                    before.as_ref().filter(|_| publication.fetched),
                    chosen(conn)?,
                ),
                lacks: lacks.into_iter().next().map(|media| media.name),
                settings: on_blog(conn, &publication)?,
                varied: words,
                before,
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
        client: &dyn RemoteBlog,
    ) -> Result<RemotePost, Attempt> {
        let marker = order.publication.marker_slug();
        if job.state != JobState::Unknown {
            self.note_leaving(order).reading()?;
            let content = PostContent {
                title: order.text.title.clone(),
                html: order.form.written(&order.text.body),
                excerpt: order.text.excerpt.clone(),
                slug: None,
                tags: None,
                categories: None,
                status: None,
                at: None,
                settings: Settings::default(),
            };
            return client.reserve(&content, &marker).await.writing();
        }
        if !client.can_be_asked() {
            return Err(Attempt::Refused {
                cause: Cause::MayHaveArrived,
            });
        }
        let mut found = client.find_reserved(&marker).await.reading()?;
        if found.is_empty() {
            found = self.without_marker(order, client).await?;
        }
        // Of two, the one that the writer threw away is no candidate.
        let (thrown_away, mut found): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|post| post.status == RemoteStatus::Trash);
        if found.is_empty() {
            found = thrown_away;
        }
        match (found.pop(), found.len()) {
            (None, _) => Err(Attempt::NotFound),
            (Some(one), 0) => Ok(one),
            (Some(_), _) => Err(Attempt::Refused {
                cause: Cause::FoundTwice,
            }),
        }
    }

    /// Drafts of this account with the very words of this post, among its newest, that no other
    /// publication here is known to have: somebody, or a plugin, gave the place another slug.
    async fn without_marker(
        &self,
        order: &Order,
        client: &dyn RemoteBlog,
    ) -> Result<Vec<RemotePost>, Attempt> {
        let mut newest = client.own_latest().await.reading()?;
        let known = self
            .library
            .read(|conn| publications::known_on(conn, order.blog.id))
            .reading()?;
        newest.retain(|post| {
            post.status == RemoteStatus::Draft
                && !known.contains(&post.id)
                && order.form.is_there(&order.text, &post.base)
        });
        Ok(newest)
    }

    /// Before a text leaves with other words than the common ones.
    fn note_leaving(&self, order: &Order) -> Result<(), SyncError> {
        let (of, words) = (&order.publication, order.varied.as_ref());
        if words.is_none() && of.asked.is_empty() {
            return Ok(());
        }
        Ok(self
            .library
            .write(|tx| publications::leaves_with(tx, of, words))?)
    }

    fn agree(
        &self,
        order: &Order,
        content: &PostContent,
        filled: RemotePost,
        slipped: &[PostText],
    ) -> Result<(), Attempt> {
        let p = &order.publication;
        let now = self.now();
        let mut base = with_history(&filled);
        if content.tags.is_none() && content.categories.is_none() {
            // What an editor added there was not agreed on: it has to show before the writer's next
            // change of tags replaces it.
            base.terms = p.base.clone().unwrap_or_default().terms;
        }
        let known = p.base.clone().unwrap_or_default().settings;
        base.settings = known.after(&content.settings, &base.settings);
        let sent = Some((p.wanted, p.target));
        self.library
            .write(|tx| {
                for text in slipped {
                    posts::keep_other(tx, p.post, text, now)?;
                }
                let done = Settings {
                    varied: order.varied.clone(),
                    ..p.settings.clone()
                };
                publications::settings_done(tx, p.id, &done)?;
                publications::agreed(tx, p.id, &filled.url, &filled.status, &base, sent)
            })
            .writing()
    }
}

/// A revision's text as it goes to a blog, before typography: with the blog's own words, and its own
/// addresses for the pictures.
pub(crate) fn pictured(
    conn: &Connection,
    publication: &Publication,
    revision: Revision,
    with: Option<&Variation>,
) -> Result<PostText, StoreError> {
    let text = varied(revision.text, with);
    let body = media::on_blog(conn, revision.id, publication.blog, &text.body)?;
    Ok(PostText { body, ..text })
}

/// What the blog has of a post, with what it calls the newest of its earlier texts.
pub(crate) fn with_history(there: &RemotePost) -> Base {
    Base {
        latest: there.history.as_ref().map(|history| history.latest.clone()),
        ..there.base.clone()
    }
}

/// What the blog calls the newest of a post's earlier texts; empty: a look showed that it has none,
/// which is more than not knowing.
fn latest_of(there: &RemotePost) -> RemoteId {
    let latest = there.history.as_ref().map(|history| history.latest.clone());
    latest.unwrap_or_else(|| RemoteId::from(""))
}

/// What somebody else gave the post between the look and the fill, as Markdown. That it could not be
/// found out spoils nothing: the post is there.
async fn foreign(
    client: &dyn RemoteBlog,
    wish: &Wish<'_>,
    before: &RemotePost,
    after: &RemotePost,
) -> Vec<PostText> {
    match client.slipped_between(before, after).await {
        Ok(texts) => texts
            .into_iter()
            // Of several fills in doubt each left a text.
            .filter(|text| !wish.came_from_here(text))
            .map(|text| imported(text, wish))
            .collect(),
        Err(error) => {
            tracing::warn!(%error, "the earlier texts of a post could not be read");
            Vec::new()
        }
    }
}

fn imported(text: Base, wish: &Wish<'_>) -> PostText {
    let body = billet_text::import(&text.content).markdown;
    let (body, _) = without_closing(&body, wish.closing.as_deref(), "");
    PostText {
        title: words(&text.title),
        body,
        excerpt: words(&text.excerpt),
        ..PostText::default()
    }
}
