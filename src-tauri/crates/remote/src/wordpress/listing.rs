//! All posts of a blog: a cheap list of which there are and which have changed, and many at once.

use billet_core::RemoteId;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer::Answer;
use crate::{Page, PostMark, PostOrder, RemoteError, RemotePost};

use super::client::{WordPress, include};
use super::wire::{WireMark, WirePost};
use super::{errors, map};

/// Of a post in a list no more than this: what readers see of it is not rendered (since WordPress
/// 5.3 a field of a field may be named), nor are its links looked up.
const FIELDS: &str = "id,slug,status,link,date_gmt,modified_gmt,tags,categories,title.raw,\
                      content.raw,excerpt.raw";

impl WordPress {
    /// `any` is every status but the trash. With `context=edit` posts that the account may not edit
    /// are left out after paging (`check_update_permission` in `get_items`): a page may come empty
    /// that is not the last.
    pub(super) async fn marks_page(
        &self,
        order: PostOrder,
        page: u32,
    ) -> Result<Page<PostMark>, RemoteError> {
        let page = page.max(1);
        let params = [
            ("context", "edit"),
            ("status", "any"),
            (
                "orderby",
                match order {
                    // Ids only grow, and no two are the same: MySQL shuffles what is.
                    PostOrder::Newest => "id",
                    PostOrder::Changed => "modified",
                },
            ),
            ("order", "desc"),
            ("per_page", "100"),
            ("page", &*page.to_string()),
            ("_fields", "id,status,modified_gmt"),
        ];
        let answer = match self.get(self.posts_route(), &params).await {
            // The list got shorter while it was read.
            Err(error) if errors::has_code(&error, "rest_post_invalid_page_number") => {
                return Ok(Page {
                    rows: Vec::new(),
                    next: None,
                    total: None,
                });
            }
            // The blog has switched the kind off.
            Err(RemoteError::Refused { code, message }) if code == "rest_no_route" => {
                return Err(RemoteError::NotAllowed { message });
            }
            other => other?,
        };
        let (sent, rows) = rows::<WireMark>(&answer)?;
        let next = match answer.number::<u32>("x-wp-totalpages") {
            Some(pages) => page < pages,
            // A proxy dropped the header.
            None => sent > 0,
        };
        Ok(Page {
            rows: rows.into_iter().map(map::mark).collect(),
            next: next.then(|| page.saturating_add(1)),
            total: answer.number("x-wp-total"),
        })
    }

    /// What a plugin adds to the list is left out: only these were asked for.
    pub(super) async fn read_posts(
        &self,
        ids: &[RemoteId],
    ) -> Result<Vec<RemotePost>, RemoteError> {
        // Without any, `include` means all.
        let include = include(ids);
        if include.is_empty() {
            return Ok(Vec::new());
        }
        let params = [
            ("context", "edit"),
            ("include", &*include),
            ("status", "any,trash"),
            ("per_page", "100"),
            ("_fields", FIELDS),
        ];
        let answer = self.get(self.posts_route(), &params).await?;
        let (_, rows) = rows::<WirePost>(&answer)?;
        let posts = rows.into_iter().filter_map(map::post);
        Ok(posts.filter(|post| ids.contains(&post.id)).collect())
    }
}

/// How many rows came, and those that can be read: one that cannot never spoils the others.
fn rows<T: DeserializeOwned>(answer: &Answer) -> Result<(usize, Vec<T>), RemoteError> {
    let values: Vec<Value> = answer.json()?;
    let sent = values.len();
    let read = values.into_iter().filter_map(|value| {
        let id = value.get("id").and_then(Value::as_u64);
        serde_json::from_value(value)
            .map_err(|why| tracing::warn!(host = answer.host(), ?id, %why, "post left out"))
            .ok()
    });
    Ok((sent, read.collect()))
}
