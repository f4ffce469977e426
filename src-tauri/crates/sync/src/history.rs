//! The history of a post: what was kept, what changed from one text to the next, and names for those
//! that the writer wants to find again.

use billet_core::changes::{Became, Change, changes, counted};
use billet_core::{PostId, PostText, Revision, RevisionId};
use billet_store::posts::After;
use billet_store::{StoreError, posts};

use crate::{Office, SyncError};

/// Which text an earlier one is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The present one: what changed since.
    Now,
    /// The one that was kept before it: what changed then.
    Before,
}

/// A part of a post besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// The last part of the address.
    Slug,
    /// The excerpt.
    Excerpt,
    /// The tags, each a stretch of its own.
    Tags,
    /// The categories, each a stretch of its own.
    Categories,
}

/// What changed from one text of a post to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The text.
    pub body: Vec<Change>,
    /// The other parts, those that changed.
    pub parts: Vec<(Part, Vec<Change>)>,
    /// Words of the text that came.
    pub added: usize,
    /// Words of the text that went.
    pub removed: usize,
}

impl Compared {
    /// Nothing changed at all.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.parts.is_empty() && same(&self.body)
    }
}

impl Office {
    /// A page of the earlier texts of a post, newest first.
    ///
    /// # Errors
    /// The library could not be read.
    pub fn history(
        &self,
        id: PostId,
        after: Option<After>,
        limit: usize,
    ) -> Result<Vec<Revision>, SyncError> {
        let read = |conn: &_| posts::timeline(conn, id, after, limit);
        Ok(self.library.read(read)?)
    }

    /// What changed between an earlier text and the present one, or the one before it; before the
    /// first there was nothing.
    ///
    /// # Errors
    /// There is no such revision, or the library could not be read.
    pub fn compare_revision(
        &self,
        id: RevisionId,
        against: Against,
    ) -> Result<Compared, SyncError> {
        let (before, after) = self.library.read(|conn| {
            let revision = posts::revision(conn, id)?;
            if against == Against::Now {
                let now = posts::get(conn, revision.post)?.text;
                return Ok::<_, StoreError>((revision.text, now));
            }
            let after = After {
                at: revision.created_at,
                id: id.0,
            };
            let earlier = posts::timeline(conn, revision.post, Some(after), 1)?;
            let earlier = earlier.into_iter().next().map(|earlier| earlier.text);
            Ok((earlier.unwrap_or_default(), revision.text))
        })?;
        Ok(compare(&before, &after))
    }

    /// Keeps the present text of a post under a name.
    ///
    /// # Errors
    /// The post's text is no longer version `from`, or the library could not take it.
    pub fn keep_checkpoint(
        &self,
        id: PostId,
        from: i64,
        name: &str,
    ) -> Result<RevisionId, SyncError> {
        let now = self.now();
        self.library.write(|tx| {
            if posts::get(tx, id)?.version != from {
                return Err(SyncError::Stale);
            }
            Ok(posts::keep_named(tx, id, name.trim(), now)?)
        })
    }

    /// Gives an earlier text a name, another one, or (an empty one) none.
    ///
    /// # Errors
    /// There is no such revision, or the library could not take it.
    pub fn name_revision(&self, id: RevisionId, name: &str) -> Result<(), SyncError> {
        Ok(self
            .library
            .write(|tx| posts::rename_revision(tx, id, name.trim()))?)
    }
}

/// What changed from one text to another.
#[must_use]
pub fn compare(before: &PostText, after: &PostText) -> Compared {
    let slug = |text: &PostText| text.slug.clone().unwrap_or_default();
    let body = changes(&before.body, &after.body);
    let mut parts = vec![
        (Part::Title, changes(&before.title, &after.title)),
        (Part::Slug, changes(&slug(before), &slug(after))),
        (Part::Excerpt, changes(&before.excerpt, &after.excerpt)),
        (Part::Tags, names(&before.tags, &after.tags)),
        (
            Part::Categories,
            names(&before.categories, &after.categories),
        ),
    ];
    parts.retain(|(_, changes)| !same(changes));
    let (added, removed) = counted(&body);
    Compared {
        body,
        parts,
        added,
        removed,
    }
}

fn same(changes: &[Change]) -> bool {
    changes.iter().all(|change| change.became == Became::Same)
}

/// Names that stayed, went and came, in this order.
fn names(before: &[String], after: &[String]) -> Vec<Change> {
    let of = |became, names: &[String], others: &[String], shared: bool| {
        let chosen = names.iter().filter(|name| others.contains(name) == shared);
        let change = |text: &String| Change {
            became,
            text: text.clone(),
        };
        chosen.map(change).collect::<Vec<_>>()
    };
    let mut all = of(Became::Same, after, before, true);
    all.extend(of(Became::Removed, before, after, false));
    all.extend(of(Became::Added, after, before, false));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str, tags: &[&str]) -> PostText {
        PostText {
            body: body.to_owned(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..PostText::default()
        }
    }

    #[test]
    fn parts_that_did_not_change_are_left_out_and_names_are_compared_whole() {
        let compared = compare(
            &text("Un mot.", &["mer", "été"]),
            &text("Un mot.", &["phare", "mer"]),
        );
        let change = |became, text: &str| Change {
            became,
            text: text.to_owned(),
        };
        let tags = vec![
            change(Became::Same, "mer"),
            change(Became::Removed, "été"),
            change(Became::Added, "phare"),
        ];
        assert_eq!(compared.parts, [(Part::Tags, tags)]);
        assert_eq!((compared.added, compared.removed), (0, 0));
        assert!(!compared.is_same());
    }

    #[test]
    fn tags_in_another_order_are_the_same() {
        let compared = compare(&text("", &["a", "b"]), &text("", &["b", "a"]));
        assert!(compared.is_same());
        assert!(compared.body.is_empty());
    }
}
