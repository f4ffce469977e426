//! Lists and searches: what the library finds, with the words around it.

use billet_store::posts::{self, Filter, Place, PostRow};
use billet_store::{StoreError, comments};
use billet_text::{Excerpt, excerpt, plain_excerpt};

use crate::{Office, SyncError};

/// How much of a text a list shows, in characters.
const SHOWN: usize = 160;

/// A post in a list.
#[derive(Clone, Debug)]
pub struct FoundPost {
    /// Its row.
    pub row: PostRow,
    /// What a search found of it; the first words when nothing was searched for.
    pub excerpt: Excerpt,
    /// Where the sought words stand in the title.
    pub in_title: Excerpt,
}

/// A comment that a search found.
#[derive(Clone, Debug)]
pub struct FoundComment {
    /// Its row.
    pub row: comments::CommentRow,
    /// The words around what was found.
    pub excerpt: Excerpt,
}

impl Office {
    /// A page of posts, in the filter's order, with what the search found in each.
    ///
    /// # Errors
    /// What the library says.
    pub fn find_posts(
        &self,
        filter: &Filter,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Vec<FoundPost>, SyncError> {
        let typed = filter.query.as_deref().unwrap_or("");
        self.library.read(|conn| {
            let rows = posts::list(conn, filter, after, limit)?;
            let found = rows.into_iter().map(|row| {
                let excerpt = if typed.is_empty() {
                    Excerpt {
                        text: row.snippet.clone(),
                        ..Excerpt::default()
                    }
                } else {
                    excerpt(&posts::get(conn, row.id)?.text.body, typed, SHOWN)
                };
                let in_title = plain_excerpt(&row.title, typed, usize::MAX);
                Ok(FoundPost {
                    row,
                    excerpt,
                    in_title,
                })
            });
            Ok(found.collect::<Result<_, StoreError>>()?)
        })
    }

    /// The newest comments in which a search finds something.
    ///
    /// # Errors
    /// What the library says.
    pub fn find_comments(
        &self,
        filter: &comments::Filter,
        limit: usize,
    ) -> Result<Vec<FoundComment>, SyncError> {
        let typed = filter.query.as_deref().unwrap_or("");
        let rows = self
            .library
            .read(|conn| comments::list(conn, filter, None, limit))?;
        let found = rows.into_iter().map(|row| FoundComment {
            excerpt: plain_excerpt(&row.plain, typed, SHOWN),
            row,
        });
        Ok(found.collect())
    }
}
