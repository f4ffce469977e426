//! Posts: reserve, find, read, fill, trash; and the cards that stand above comments.

use billet_core::{Base, PostKind, RemoteId, RemoteStatus, compare_with_base};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::plain::decoded;
use crate::{PostCard, PostContent, RemoteError, RemotePost, TermKind};

use super::client::{WordPress, number};
use super::wire::{WireCard, WireEdit, WirePost, WireRevision, WireUser};
use super::{errors, map};

/// How many posts of one marker are looked for: a slug that is taken gets `-2`, then `-3`.
const COPIES: u8 = 4;

impl WordPress {
    /// The marker is the slug: `meta` is writable only where registered, and drafts keep theirs.
    /// No date, so that a draft's floats until it is filled.
    pub(super) async fn create_draft(
        &self,
        content: &PostContent,
        marker_slug: &str,
    ) -> Result<RemotePost, RemoteError> {
        let body = json!({
            "status": "draft",
            "slug": marker_slug,
            "title": content.title,
            "content": content.html,
            "excerpt": content.excerpt,
        });
        one(&self.write(self.posts_route(), &body).await?)
    }

    /// `any` leaves out the trash, and the trash adds `__trashed` to a slug
    /// (`wp_add_trashed_suffix_to_post_name_for_post`), so both are asked for by name. What comes
    /// is checked: a plugin that ignores `slug` must not make the outbox adopt, and then
    /// overwrite, somebody's post.
    pub(super) async fn posts_under(
        &self,
        marker_slug: &str,
    ) -> Result<Vec<RemotePost>, RemoteError> {
        let slugs = marked_slugs(marker_slug);
        let params = [
            ("context", "edit"),
            ("slug", &*slugs.join(",")),
            ("status", "any,trash"),
            ("per_page", "100"),
            ("orderby", "id"),
            ("order", "asc"),
        ];
        let answer = self.get(self.posts_route(), &params).await?;
        let rows: Vec<WirePost> = answer.json()?;
        rows.into_iter()
            .filter(|row| slugs.contains(&row.slug))
            .map(|row| map::post(row).ok_or_else(|| no_raw(&answer)))
            .collect()
    }

    /// Newest by id, because ids only grow, and dates are whatever people say.
    pub(super) async fn newest_own(&self) -> Result<Vec<RemotePost>, RemoteError> {
        let me = self.me().await?.clone();
        let params = [
            ("context", "edit"),
            ("author", me.as_str()),
            ("status", "any"),
            ("per_page", "20"),
            ("orderby", "id"),
            ("order", "desc"),
        ];
        let answer = self.get(self.posts_route(), &params).await?;
        let rows: Vec<WirePost> = answer.json()?;
        rows.into_iter()
            .map(|row| map::post(row).ok_or_else(|| no_raw(&answer)))
            .collect()
    }

    /// Each save that changed a text made one revision (`wp_save_post_revision`), and an answer names
    /// the newest (`prepare_links`). The one of this very write comes next in the count of ids, or
    /// there may be others before it: then the revisions themselves are read. How many there are
    /// tells nothing: a blog that keeps five (`WP_POST_REVISIONS`) has five after any number of
    /// saves. Only the first revision of all is known to be this write, by being the only one.
    pub(super) async fn texts_between(
        &self,
        before: &RemotePost,
        after: &RemotePost,
    ) -> Result<Vec<Base>, RemoteError> {
        let Some(now) = &after.history else {
            return Ok(Vec::new());
        };
        let newest = number(&now.latest)?;
        let latest = match &before.history {
            Some(then) => number(&then.latest)?,
            None if now.count == 1 => return Ok(Vec::new()),
            None => 0,
        };
        if newest <= latest.saturating_add(1) {
            return Ok(Vec::new());
        }
        let route = format!("{}/revisions", self.post_route(&after.id)?);
        let params = [
            ("context", "edit"),
            ("per_page", "20"),
            ("_fields", "id,slug,title,content,excerpt,modified_gmt"),
        ];
        let rows: Vec<WireRevision> = self.get(&route, &params).await?.json()?;
        Ok(rows
            .into_iter()
            .filter(|row| row.id > latest && row.id != newest && !row.slug.contains("autosave"))
            .filter_map(map::revision)
            .filter(|text| {
                [before, after]
                    .iter()
                    .all(|p| !compare_with_base(text, &p.base))
            })
            .collect())
    }

    /// The author of the newest revision: a save that changed a text made one. Who may not list the
    /// blog's users may still read those who published something.
    pub(super) async fn editor_of(&self, id: &RemoteId) -> Result<Option<String>, RemoteError> {
        let route = format!("{}/revisions", self.post_route(id)?);
        let newest = [("per_page", "1"), ("_fields", "id,author")];
        let rows: Vec<WireEdit> = self.get(&route, &newest).await?.json()?;
        let Some(WireEdit { author }) = rows.into_iter().next() else {
            return Ok(None);
        };
        let route = format!("users/{author}");
        let name = [("_fields", "id,name,capabilities")];
        let user: WireUser = self.get(&route, &name).await?.json()?;
        Ok(Some(decoded(&user.name)).filter(|name| !name.is_empty()))
    }

    pub(super) async fn read_post(&self, id: &RemoteId) -> Result<RemotePost, RemoteError> {
        let route = self.post_route(id)?;
        one(&self.get(&route, &[("context", "edit")]).await?)
    }

    /// Everything in one write, and only what is to be another: what is not sent stays as an editor
    /// of the blog made it. An empty slug makes WordPress take one from the title when it
    /// publishes, and drops the marker of a draft at once (both seen on 7.1). Categories are left
    /// out when there are none: an empty list would mean the default one, also for a post that an
    /// editor has put elsewhere. Pages have neither.
    pub(super) async fn update_post(
        &self,
        id: &RemoteId,
        content: &PostContent,
    ) -> Result<RemotePost, RemoteError> {
        let route = self.post_route(id)?;
        let has_terms = self.kind() == PostKind::Post;
        let tags = match &content.tags {
            Some(names) if has_terms => Some(self.term_ids(TermKind::Tag, names).await?),
            _ => None,
        };
        let categories = match &content.categories {
            Some(names) if has_terms => self.term_ids(TermKind::Category, names).await?,
            _ => Vec::new(),
        };
        let mut body = json!({
            "title": content.title,
            "content": content.html,
            "excerpt": content.excerpt,
        });
        if let Value::Object(fields) = &mut body {
            if let Some(status) = content.status {
                fields.insert("status".to_owned(), json!(map::wished(status)));
            }
            if let Some(tags) = tags {
                fields.insert("tags".to_owned(), json!(tags));
            }
            if let Some(slug) = &content.slug {
                fields.insert("slug".to_owned(), json!(slug));
            }
            if !categories.is_empty() {
                fields.insert("categories".to_owned(), json!(categories));
            }
            if let Some(at) = content.at {
                fields.insert("date_gmt".to_owned(), json!(map::gmt(at)));
            }
            for (name, value) in map::settings_fields(&content.settings) {
                fields.insert(name.to_owned(), value);
            }
        }
        let mut answer = self.write(&route, &body).await?;
        if content.slug.as_deref() == Some("") && kept_an_old_slug(&answer.json()?) {
            answer = self.write(&route, &body).await?;
        }
        one(&answer)
    }

    /// 410 says that it was there before.
    pub(super) async fn post_to_trash(&self, id: &RemoteId) -> Result<(), RemoteError> {
        let route = self.post_route(id)?;
        let answer = match self.delete(&route).await {
            Err(error) if errors::has_code(&error, "rest_already_trashed") => return Ok(()),
            other => other?,
        };
        match one(&answer)?.status {
            RemoteStatus::Trash => Ok(()),
            _ => Err(RemoteError::NotChanged),
        }
    }

    /// Comments stand under posts and pages alike. An account that may not ask for every status
    /// sees what readers see.
    pub(super) async fn cards(&self, ids: &[RemoteId]) -> Result<Vec<PostCard>, RemoteError> {
        let mut missing: Vec<u64> = ids
            .iter()
            .filter_map(|id| number(id).ok())
            .take(100)
            .collect();
        let mut found = Vec::with_capacity(missing.len());
        for route in ["posts", "pages"] {
            if missing.is_empty() {
                break;
            }
            let answer = match self.cards_of(route, &missing, "any").await {
                Err(RemoteError::NotAllowed { .. }) => {
                    self.cards_of(route, &missing, "publish").await
                }
                other => other,
            }?;
            missing.retain(|id| !answer.iter().any(|card| card.id == *id));
            found.extend(answer.into_iter().map(map::card));
        }
        Ok(found)
    }

    async fn cards_of(
        &self,
        route: &str,
        ids: &[u64],
        status: &str,
    ) -> Result<Vec<WireCard>, RemoteError> {
        let include = ids.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
        let params = [
            ("context", "view"),
            ("include", &*include),
            ("status", status),
            ("per_page", "100"),
            ("_fields", "id,title,link,content,excerpt"),
        ];
        let rows: Vec<WireCard> = self.get(route, &params).await?.json()?;
        Ok(rows
            .into_iter()
            .filter(|row| ids.contains(&row.id))
            .collect())
    }
}

/// Whether a slug other than the title's is there, although none was asked for. A post that comes
/// out of the trash gets the slug that it had before (`_wp_desired_post_slug` in
/// `wp_insert_post`), which may be the marker; the second time WordPress does as it is told. A slug
/// that was taken has a number after it, so only the beginning is compared.
fn kept_an_old_slug(wire: &WirePost) -> bool {
    let readable = |slug: &str| percent_decode_str(slug).decode_utf8_lossy().into_owned();
    !wire.slug.is_empty() && !readable(&wire.slug).starts_with(&readable(&wire.generated_slug))
}

/// The marker itself, what a second and third of it were called, and each in the trash.
fn marked_slugs(marker: &str) -> Vec<String> {
    let copies = (2..=COPIES).map(|number| format!("{marker}-{number}"));
    std::iter::once(marker.to_owned())
        .chain(copies)
        .flat_map(|slug| [format!("{slug}__trashed"), slug])
        .collect()
}

fn one(answer: &Answer) -> Result<RemotePost, RemoteError> {
    map::post(answer.json()?).ok_or_else(|| no_raw(answer))
}

fn no_raw(answer: &Answer) -> RemoteError {
    answer.unreadable("a post without its stored text")
}
