//! What a post is to have on its blogs beside its text: kept as the writer wishes it, and turned into
//! the blog's own ids when it is sent.

use billet_core::{BlogId, Choices, PostId, Publication, Settings, Variation};
use billet_store::{StoreError, blogs, media, post_settings};
use billet_text::LocalPicture;
use rusqlite::Connection;

use crate::{Office, SyncError};

impl Office {
    /// Replaces what is wished for a post on every blog (`None`) or on one. It is sent with the next
    /// publishing.
    ///
    /// # Errors
    /// There is no such post or blog, or the library could not take it.
    pub fn set_post_settings(
        &self,
        post: PostId,
        blog: Option<BlogId>,
        settings: &Settings,
    ) -> Result<(), SyncError> {
        self.library
            .write(|tx| Ok(post_settings::set(tx, post, blog, settings)?))
    }

    /// What a blog lets its account choose: as it was last said, or asked now where it never was.
    ///
    /// # Errors
    /// There is no such blog, it could not be asked, or the library could not take the answer.
    pub async fn choices(&self, id: BlogId) -> Result<Choices, SyncError> {
        let (blog, known) = self.library.read(|conn| {
            let blog = blogs::get(conn, id)?;
            Ok::<_, StoreError>((blog, post_settings::choices(conn, id)?))
        })?;
        if known != Choices::default() {
            return Ok(known);
        }
        let choices = self.client(&blog).await?.choices().await?;
        self.library
            .write(|tx| post_settings::set_choices(tx, id, &choices))?;
        Ok(choices)
    }
}

/// What was not carried out yet of what a publication should have, in the blog's own ids. A picture
/// that the blog lacks is left out: the order says so elsewhere.
pub(crate) fn on_blog(conn: &Connection, of: &Publication) -> Result<Settings, StoreError> {
    let mut settings = of.settings.since(&of.sent_settings);
    if let Some(address) = settings.featured.as_deref().filter(|a| !a.is_empty()) {
        let meant = media::of_revision(conn, of.wanted, address)?;
        settings.featured = match meant {
            Some(hash) => media::upload(conn, &hash, of.blog)?.map(|there| there.remote_id.0),
            None => None,
        };
    }
    Ok(settings)
}

/// The pictures that stand for a post on one of these blogs, and those of its closing lines there, as
/// pictures of its text are.
pub(crate) fn featured(
    conn: &Connection,
    post: PostId,
    blogs: impl Iterator<Item = BlogId>,
) -> Result<Vec<LocalPicture>, StoreError> {
    let mut pictures: Vec<LocalPicture> = Vec::new();
    for blog in blogs {
        let settings = match post_settings::effective(conn, post, blog) {
            // That there is no such blog is said where the post is put in the outbox.
            Err(StoreError::NoBlog { .. }) => continue,
            settings => settings?,
        };
        let lines = settings.varied.as_ref().and_then(Variation::closing);
        let closing = billet_text::local_pictures(&lines.unwrap_or_default());
        let address = settings.featured.filter(|address| !address.is_empty());
        let featured = address.map(|address| LocalPicture {
            address,
            alt: String::new(),
        });
        for picture in closing.into_iter().chain(featured) {
            if !pictures.iter().any(|one| one.address == picture.address) {
                pictures.push(picture);
            }
        }
    }
    Ok(pictures)
}
