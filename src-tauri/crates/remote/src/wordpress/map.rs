//! From WordPress's shapes to the domain's. Pure.

use billet_core::{
    Base, Capabilities, CommentAuthor, CommentStatus, PublishStatus, RemoteId, RemoteStatus,
    Settings,
};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::plain::{decoded, text_of};
use crate::{Account, History, PostCard, PostMark, RemoteComment, RemoteMedia, RemotePost};

use super::wire::{WireCard, WireComment, WireMark, WireMedia, WirePost, WireRevision, WireUser};

/// The account, and what its capabilities come to. WordPress checks again at each request.
pub(super) fn account(user: WireUser) -> Account {
    let may = |name: &str| may(&user, name);
    let capabilities = Capabilities {
        draft: may("edit_posts"),
        publish: may("publish_posts"),
        schedule: may("publish_posts"),
        // What categories need (`edit_terms`). Tags need only `edit_posts` (`assign_terms`): so an
        // account without this may still bring new tags, and WordPress decides.
        create_terms: may("manage_categories"),
        moderate: may("moderate_comments"),
        // Everyone who is signed in may comment; a blog that closed a post's comments says so.
        reply: may("read") || may("edit_posts"),
        upload: may("upload_files"),
        // On a multisite this can be `true` and the HTML is filtered all the same: what the blog
        // kept is in the answer to each write.
        keeps_html: may("unfiltered_html"),
    };
    Account {
        id: remote_id(user.id),
        name: decoded(&user.name),
        capabilities,
    }
}

/// Whether an account read with `context=edit` has a capability.
pub(super) fn may(user: &WireUser, name: &str) -> bool {
    match user.capabilities.get(name) {
        Some(Value::Bool(may)) => *may,
        // Plugins that edit roles write numbers and strings.
        Some(Value::Number(number)) => number.as_i64() != Some(0),
        Some(Value::String(text)) => !matches!(text.as_str(), "" | "0" | "false"),
        _ => false,
    }
}

/// A post read with `context=edit`. `None` when its stored text is not in the answer: an empty
/// text there would be taken for the writer's own by the next comparison.
pub(super) fn post(wire: WirePost) -> Option<RemotePost> {
    let history = match (wire.links.latest.first(), wire.links.history.first()) {
        (Some(latest), Some(history)) if latest.id != 0 => Some(History {
            latest: remote_id(latest.id),
            count: history.count,
        }),
        _ => None,
    };
    let terms = wire.tags.iter().chain(&wire.categories);
    let mut terms: Vec<_> = terms.map(|id| remote_id(*id)).collect();
    terms.sort();
    let settings = settings(&wire);
    Some(RemotePost {
        id: remote_id(wire.id),
        url: wire.link,
        status: status(&wire.status),
        base: Base {
            title: wire.title.raw?,
            content: wire.content.raw?,
            // A type of post may have none.
            excerpt: wire.excerpt.raw.unwrap_or_default(),
            modified: wire.modified_gmt.unwrap_or_default(),
            terms,
            latest: None,
            settings,
        },
        slug: percent_decode_str(&wire.slug)
            .decode_utf8_lossy()
            .into_owned(),
        date: wire.date_gmt.as_deref().and_then(utc),
        history,
    })
}

fn settings(wire: &WirePost) -> Settings {
    Settings {
        // 0 is none.
        featured: wire.featured_media.map(|id| match id {
            0 => String::new(),
            id => id.to_string(),
        }),
        author: wire.author.map(remote_id),
        format: wire.format.clone(),
        sticky: wire.sticky,
        comments: wire.comment_status.as_deref().map(|word| word == "open"),
        ..Settings::default()
    }
}

/// The fields of a write that carry them out; what they leave open is not sent.
pub(super) fn settings_fields(settings: &Settings) -> Vec<(&'static str, Value)> {
    let Settings {
        featured,
        author,
        format,
        sticky,
        comments,
        ..
    } = settings;
    let id = |text: &str| text.parse::<u64>().ok();
    let word = |open: bool| if open { "open" } else { "closed" };
    let fields = [
        // An id that is no number is no picture of this blog.
        (
            "featured_media",
            featured.as_deref().map(|f| json!(id(f).unwrap_or(0))),
        ),
        (
            "author",
            author
                .as_ref()
                .and_then(|a| id(a.as_str()))
                .map(|id| json!(id)),
        ),
        ("format", format.as_ref().map(|format| json!(format))),
        ("sticky", sticky.map(|sticky| json!(sticky))),
        ("comment_status", comments.map(|open| json!(word(open)))),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
}

/// A post as a list of all shows it.
pub(super) fn mark(wire: WireMark) -> PostMark {
    PostMark {
        id: remote_id(wire.id),
        status: status(&wire.status),
        modified: wire.modified_gmt.unwrap_or_default(),
    }
}

/// An earlier text of a post. `None` when its stored text is not in the answer.
pub(super) fn revision(wire: WireRevision) -> Option<Base> {
    Some(Base {
        title: wire.title.raw?,
        content: wire.content.raw?,
        excerpt: wire.excerpt.raw.unwrap_or_default(),
        modified: wire.modified_gmt.unwrap_or_default(),
        ..Base::default()
    })
}

/// A picture.
pub(super) fn media(wire: WireMedia) -> RemoteMedia {
    RemoteMedia {
        id: remote_id(wire.id),
        url: wire.source_url,
    }
}

/// WordPress's word for how a post stands.
fn status(word: &str) -> RemoteStatus {
    match word {
        "draft" | "auto-draft" => RemoteStatus::Draft,
        "pending" => RemoteStatus::Pending,
        "private" => RemoteStatus::Private,
        "future" => RemoteStatus::Scheduled,
        "publish" => RemoteStatus::Published,
        "trash" => RemoteStatus::Trash,
        other => RemoteStatus::Other(other.to_owned()),
    }
}

/// The reverse of [`status`], for what may be asked for. `private` also needs `publish_posts`
/// (`handle_status_param`); a `publish` with a date to come is made `future` by WordPress itself.
pub(super) fn wished(status: PublishStatus) -> &'static str {
    match status {
        PublishStatus::Draft => "draft",
        PublishStatus::Pending => "pending",
        PublishStatus::Private => "private",
        PublishStatus::Publish => "publish",
    }
}

/// What stands above a thread of comments.
pub(super) fn card(wire: WireCard) -> PostCard {
    let rendered = |text: Option<String>| text.filter(|html| !html.trim().is_empty());
    PostCard {
        id: remote_id(wire.id),
        title: text_of(&wire.title.rendered.unwrap_or_default()),
        url: wire.link,
        // A post behind a password shows its excerpt at most.
        html: rendered(wire.content.rendered)
            .or_else(|| rendered(wire.excerpt.rendered))
            .unwrap_or_default(),
    }
}

/// A comment, or why it cannot be one: `Err` names the status that Billet does not know
/// (`post-trashed`, or a plugin's own).
pub(super) fn comment(wire: WireComment) -> Result<RemoteComment, String> {
    let Some(status) = comment_status(&wire.status) else {
        return Err(wire.status);
    };
    Ok(RemoteComment {
        id: remote_id(wire.id),
        post: remote_id(wire.post),
        parent: (wire.parent != 0).then(|| remote_id(wire.parent)),
        author: CommentAuthor {
            name: decoded(&wire.author_name),
            email: wire.author_email,
            // WordPress keeps it as it stands in a page (`pre_comment_author_url`). Nothing but this
            // one is decoded: `&copy=` is a parameter.
            url: wire.author_url.replace("&amp;", "&").replace("&#038;", "&"),
        },
        account: (wire.author != 0).then(|| remote_id(wire.author)),
        html: wire
            .content
            .rendered
            .or(wire.content.raw)
            .unwrap_or_default(),
        status,
        // Imports leave `0000-00-00`. A comment without a sensible date still has to be moderated.
        written_at: wire
            .date_gmt
            .as_deref()
            .and_then(utc)
            .or_else(|| wire.date.as_deref().and_then(utc))
            .unwrap_or(Timestamp::UNIX_EPOCH),
        url: wire.link,
    })
}

fn comment_status(word: &str) -> Option<CommentStatus> {
    match word {
        "approved" | "approve" | "1" => Some(CommentStatus::Approved),
        "hold" | "0" => Some(CommentStatus::Pending),
        "spam" => Some(CommentStatus::Spam),
        "trash" => Some(CommentStatus::Trash),
        _ => None,
    }
}

/// The word that the *filter* of a list and a change of status take. (`approved` in a filter
/// answers 200 without rows.)
pub(super) fn status_word(status: CommentStatus) -> &'static str {
    match status {
        CommentStatus::Approved => "approve",
        CommentStatus::Pending => "hold",
        CommentStatus::Spam => "spam",
        CommentStatus::Trash => "trash",
    }
}

/// A `*_gmt` time: UTC, whole seconds, no offset. `0000-00-00T00:00:00` is none.
fn utc(text: &str) -> Option<Timestamp> {
    let civil: DateTime = text.parse().ok()?;
    Offset::UTC.to_timestamp(civil).ok()
}

/// The reverse of [`utc`].
pub(super) fn gmt(at: Timestamp) -> String {
    Offset::UTC
        .to_datetime(at)
        .strftime("%Y-%m-%dT%H:%M:%S")
        .to_string()
}

pub(super) fn remote_id(id: u64) -> RemoteId {
    RemoteId(id.to_string())
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
