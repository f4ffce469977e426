//! Comments: lists, decisions, replies.

use std::net::IpAddr;

use billet_core::{CommentStatus, CommentWords, RemoteId};
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::plain::same_words;
use crate::{CommentPage, Place, RemoteComment, RemoteError, Which};

use super::client::{WordPress, include, number};
use super::wire::WireComment;
use super::{errors, map};

/// What WordPress gives at most on a page.
const PER_PAGE: usize = 100;

impl WordPress {
    /// The filter `type=comment` leaves out pingbacks and the editors' notes; `any` overrides every
    /// other status (`WP_Comment_Query`). Ordered by the site's own date, because `before` is compared
    /// with that one: an hour that comes twice in autumn would else be passed over.
    pub(super) async fn comment_page(
        &self,
        which: Which,
        from: Option<&Place>,
        page: u32,
    ) -> Result<CommentPage, RemoteError> {
        let page = page.max(1).to_string();
        let mut params = vec![
            ("context", "edit"),
            (
                "status",
                match which {
                    Which::Any => "any",
                    Which::Only(status) => map::status_word(status),
                },
            ),
            ("type", "comment"),
            ("orderby", "date"),
            ("order", "desc"),
            ("per_page", "100"),
            ("page", &*page),
        ];
        params.extend(from.map(|place| ("before", &*place.0)));
        let answer = self.get("comments", &params).await?;
        let values: Vec<Value> = answer.json()?;
        let (sent, end) = (values.len(), end_of(&values));
        let seen = values.iter().filter_map(|v| v.get("id")?.as_i64());
        let seen = seen.map(RemoteId::from).collect();
        let mut rows = readers(&answer.host(), values);
        if let Which::Only(status) = which {
            // A plugin may ignore the filter, and another status's rows would be listed twice.
            rows.retain(|row| row.status == status);
        }
        let pages = answer.number::<u32>("x-wp-totalpages");
        let says_more = pages.is_some_and(|pages| page.parse().is_ok_and(|n: u32| n < pages));
        Ok(CommentPage {
            rows,
            seen,
            // Rows that one may not see are dropped after paging.
            more: sent >= PER_PAGE || says_more,
            pages,
            total: answer.number("x-wp-total"),
            end,
        })
    }

    pub(super) async fn read_comments(
        &self,
        ids: &[RemoteId],
    ) -> Result<Vec<RemoteComment>, RemoteError> {
        // Without any, `include` means all.
        let include = include(ids);
        if include.is_empty() {
            return Ok(Vec::new());
        }
        let params = [
            ("context", "edit"),
            ("status", "any"),
            ("include", &*include),
            ("per_page", "100"),
        ];
        let mut rows = rows(&self.get("comments", &params).await?)?;
        rows.retain(|row| ids.contains(&row.id));
        Ok(rows)
    }

    pub(super) async fn read_comment(&self, id: &RemoteId) -> Result<RemoteComment, RemoteError> {
        let route = format!("comments/{}", number(id)?);
        one(&self.get(&route, &[("context", "edit")]).await?)
    }

    /// The comment is read first, for two reasons. One that is so already needs no write. And
    /// WordPress 7.1 replaces the address and the browser that the reader wrote with by those of
    /// whoever changes the status (`prepare_item_for_database`), unless they are sent along: a blog
    /// would lose what it fights spam with.
    ///
    /// The trash is reached by DELETE, never by `status: trash`: on a blog whose trash is switched
    /// off the latter deletes for good (`wp_trash_comment`), while the former is refused with 501.
    /// All other changes, out of the trash too, are the status itself.
    ///
    /// Versions of WordPress differ on a change that changes nothing: 410, 500
    /// `rest_comment_failed_edit`, or 200; and a 200 may hide a status that did not change
    /// (`update_item` ignores that when it saved anything else). So the comment itself has the last
    /// word.
    pub(super) async fn set_status(
        &self,
        id: &RemoteId,
        wanted: CommentStatus,
    ) -> Result<RemoteComment, RemoteError> {
        let route = format!("comments/{}", number(id)?);
        let wire: WireComment = self.get(&route, &[("context", "edit")]).await?.json()?;
        let change = change_of(&wire, wanted);
        if let Ok(now) = map::comment(wire)
            && now.status == wanted
        {
            return Ok(now);
        }
        let sent = if wanted == CommentStatus::Trash {
            self.delete(&route).await
        } else {
            self.write(&route, &change).await
        };
        let comment = match sent {
            Ok(answer) => one(&answer)?,
            Err(error)
                if errors::has_code(&error, "rest_comment_failed_edit")
                    || errors::has_code(&error, "rest_already_trashed") =>
            {
                let now = self.read_comment(id).await?;
                if now.status != wanted {
                    return Err(error);
                }
                now
            }
            Err(error) => return Err(error),
        };
        if comment.status == wanted {
            Ok(comment)
        } else {
            Err(RemoteError::NotChanged)
        }
    }

    /// The text is sent as the comment's source, and with it whose it is: see
    /// [`WordPress::set_status`] for why the address and the browser go along. A change that changes
    /// nothing may be an error there, so the comment itself has the last word.
    pub(super) async fn change_words(
        &self,
        id: &RemoteId,
        words: &CommentWords,
    ) -> Result<RemoteComment, RemoteError> {
        let route = format!("comments/{}", number(id)?);
        let wire: WireComment = self.get(&route, &[("context", "edit")]).await?.json()?;
        let mut change = origin_of(&wire);
        change.insert("content".to_owned(), json!(words.html));
        change.insert("author_name".to_owned(), json!(words.name));
        change.insert("author_url".to_owned(), json!(words.url));
        match self.write(&route, &Value::Object(change)).await {
            Err(error) if errors::has_code(&error, "rest_comment_failed_edit") => {
                let now = self.read_comment(id).await?;
                if same_words(&now.html, &words.html) {
                    Ok(now)
                } else {
                    Err(error)
                }
            }
            other => one(&other?),
        }
    }

    /// WordPress takes any number for a parent, and a reply to a comment that was deleted would
    /// stand alone under the post, for every reader: so the parent is looked at first.
    ///
    /// The blog's own check for repetition (`wp_allow_comment`) compares what was sent with what was
    /// stored, and so misses a text with a link, to which storing adds `rel`.
    pub(super) async fn create_reply(
        &self,
        post: &RemoteId,
        parent: &RemoteId,
        html: &str,
    ) -> Result<RemoteComment, RemoteError> {
        let (on, answers) = (number(post)?, number(parent)?);
        self.get(&format!("comments/{answers}"), &[("_fields", "id")])
            .await?;
        let body = json!({ "post": on, "parent": answers, "content": html });
        match self.write("comments", &body).await {
            Ok(answer) => one(&answer),
            // The very same text is there from this account: an earlier attempt did arrive.
            Err(error) if errors::has_code(&error, "comment_duplicate") => {
                let mut mine = self.own_replies(post, parent).await?;
                mine.retain(|reply| same_words(&reply.html, html));
                mine.into_iter().next().ok_or(error)
            }
            Err(error) => Err(error),
        }
    }

    /// `all` means approved and waiting (`get_items` maps it to no status filter but these), so
    /// spam is asked for apart: a blog's filter may have put the reply there. An account that may
    /// not moderate may neither ask for a status nor for an author.
    pub(super) async fn own_replies(
        &self,
        post: &RemoteId,
        parent: &RemoteId,
    ) -> Result<Vec<RemoteComment>, RemoteError> {
        let me = self.me().await?.clone();
        let (on, answers) = (number(post)?.to_string(), number(parent)?.to_string());
        let common = [("post", &*on), ("parent", &*answers), ("per_page", "100")];
        let mut found = Vec::new();
        for status in ["all", "spam"] {
            let mut params = vec![
                ("context", "edit"),
                ("status", status),
                ("author", me.as_str()),
            ];
            params.extend(common);
            match self.get("comments", &params).await {
                Ok(answer) => found.extend(rows(&answer)?),
                Err(RemoteError::NotAllowed { .. }) => {
                    found = rows(&self.get("comments", &common).await?)?;
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        found.retain(|reply| {
            reply.account.as_ref() == Some(&me) && reply.parent.as_ref() == Some(parent)
        });
        Ok(found)
    }
}

/// A change of status that leaves everything else as it is.
fn change_of(wire: &WireComment, wanted: CommentStatus) -> Value {
    let mut change = origin_of(wire);
    change.insert("status".to_owned(), json!(map::status_word(wanted)));
    Value::Object(change)
}

/// Where a comment was written from. What WordPress would not take back (an import may hold any
/// text for an address) is not sent.
fn origin_of(wire: &WireComment) -> Map<String, Value> {
    let mut fields = Map::new();
    if wire.author_ip.parse::<IpAddr>().is_ok() {
        fields.insert("author_ip".to_owned(), json!(wire.author_ip));
    }
    if !wire.author_user_agent.is_empty() {
        let agent = json!(wire.author_user_agent);
        fields.insert("author_user_agent".to_owned(), agent);
    }
    fields
}

/// The readers' comments of an answer.
fn rows(answer: &Answer) -> Result<Vec<RemoteComment>, RemoteError> {
    Ok(readers(&answer.host(), answer.json()?))
}

/// Those of these rows that are readers' comments. One that cannot be read never spoils the page.
fn readers(host: &str, values: Vec<Value>) -> Vec<RemoteComment> {
    let rows = values.into_iter().filter_map(|value| {
        let id = value.get("id").and_then(Value::as_u64);
        let skip = |why: &str| tracing::warn!(host, ?id, why, "comment left out");
        match serde_json::from_value::<WireComment>(value) {
            Ok(wire) if !matches!(wire.kind.as_str(), "comment" | "") => None,
            Ok(wire) => map::comment(wire).map_err(|word| skip(&word)).ok(),
            Err(error) => {
                skip(&error.to_string());
                None
            }
        }
    });
    rows.collect()
}

/// The second after the last row's, by the site's own clock and without its zone: `before` leaves out
/// its very second, and others may have written in that of the last row.
fn end_of(values: &[Value]) -> Option<Place> {
    let date = values.last()?.get("date")?.as_str()?;
    let after = date.parse::<DateTime>().ok()?.checked_add(1.second());
    Some(Place(after.ok()?.strftime("%Y-%m-%dT%H:%M:%S").to_string()))
}

fn one(answer: &Answer) -> Result<RemoteComment, RemoteError> {
    map::comment(answer.json()?).map_err(|status| {
        tracing::warn!(host = answer.host(), %status, "a comment of an unknown status");
        RemoteError::NotChanged
    })
}
