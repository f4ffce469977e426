//! What a blog calls the tags and categories of its posts.

use std::collections::HashMap;

use billet_core::{PostKind, RemoteId};
use billet_remote::{RemotePost, TermKind};

use super::Round;
use crate::SyncError;

/// Asked for once in a fetch.
#[derive(Default)]
pub(super) struct Names(HashMap<RemoteId, Option<(TermKind, String)>>);

impl Names {
    /// Asks for the names of what these posts stand under, as far as they are not known.
    pub(super) async fn learn(
        &mut self,
        round: &Round<'_>,
        posts: &[RemotePost],
    ) -> Result<(), SyncError> {
        if round.kind == PostKind::Page {
            return Ok(());
        }
        let of_posts = posts.iter().flat_map(|post| &post.base.terms);
        let mut unknown: Vec<RemoteId> = of_posts
            .filter(|id| !self.0.contains_key(id))
            .cloned()
            .collect();
        unknown.sort();
        unknown.dedup();
        for ids in unknown.chunks(100) {
            for kind in [TermKind::Tag, TermKind::Category] {
                for term in round.client.terms_called(kind, ids).await? {
                    self.0.insert(term.id, Some((kind, term.name)));
                }
            }
            // One that was deleted meanwhile is not asked for again.
            for id in ids {
                self.0.entry(id.clone()).or_default();
            }
        }
        Ok(())
    }

    /// The names of one kind, sorted, each once.
    pub(super) fn of(&self, kind: TermKind, terms: &[RemoteId]) -> Vec<String> {
        let known = terms.iter().filter_map(|id| self.0.get(id)?.as_ref());
        let mut names: Vec<String> = known
            .filter(|(of, name)| *of == kind && !name.is_empty())
            .map(|(_, name)| name.clone())
            .collect();
        names.sort();
        names.dedup();
        names
    }
}
