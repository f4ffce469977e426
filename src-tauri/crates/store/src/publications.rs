//! Publications: one post on one blog. What the writer wants there, what is there, and what both
//! sides last agreed on. Sending is the outbox's; nothing here talks to a blog.

use billet_core::{
    Base, BlogId, News, PostId, PostKind, Publication, PublicationId, RemoteId, RemoteStatus,
    RevisionId, Settings, Target, Variation,
};
use rusqlite::{Connection, Row, named_params};
use uuid::Uuid;

use crate::StoreError;
use crate::column::{self, all, from_json, read, run, to_json};

const WHAT: &str = "a publication";

const COLUMNS: &str = "id, post, blog, kind, fetched, news, marker, remote_id, url, status, base, \
                       wanted, target, sent, sent_target, settings, sent_settings, asked";

fn from_row(row: &Row<'_>) -> Result<Publication, StoreError> {
    let marker: String = read(row, "marker", WHAT)?;
    let base: Option<String> = read(row, "base", WHAT)?;
    let target: String = read(row, "target", WHAT)?;
    let sent_target: Option<String> = read(row, "sent_target", WHAT)?;
    let settings: String = read(row, "settings", WHAT)?;
    let sent_settings: String = read(row, "sent_settings", WHAT)?;
    let asked: String = read(row, "asked", WHAT)?;
    Ok(Publication {
        id: PublicationId(read(row, "id", WHAT)?),
        post: PostId(read(row, "post", WHAT)?),
        blog: BlogId(read(row, "blog", WHAT)?),
        kind: PostKind::parse(&read::<String>(row, "kind", WHAT)?)
            .ok_or(StoreError::Unreadable { what: WHAT })?,
        fetched: read(row, "fetched", WHAT)?,
        news: read::<Option<String>>(row, "news", WHAT)?
            .map(|word| News::parse(&word).ok_or(StoreError::Unreadable { what: WHAT }))
            .transpose()?,
        marker: Uuid::parse_str(&marker).map_err(|_| StoreError::Unreadable { what: WHAT })?,
        remote_id: read::<Option<String>>(row, "remote_id", WHAT)?.map(RemoteId),
        url: read(row, "url", WHAT)?,
        status: read::<Option<String>>(row, "status", WHAT)?.map(|s| RemoteStatus::parse(&s)),
        base: base.map(|json| from_json(&json, WHAT)).transpose()?,
        wanted: RevisionId(read(row, "wanted", WHAT)?),
        target: from_json(&target, WHAT)?,
        sent: read::<Option<i64>>(row, "sent", WHAT)?.map(RevisionId),
        sent_target: sent_target.map(|json| from_json(&json, WHAT)).transpose()?,
        settings: from_json(&settings, WHAT)?,
        sent_settings: from_json(&sent_settings, WHAT)?,
        asked: from_json(&asked, WHAT)?,
    })
}

/// Makes the publication of `post` on `blog`, or gives the one that is there its new intent: the
/// text (`wanted`) and how it should stand (`target`). What the blog has is left as it is known. What
/// is a page on one blog becomes one on the others.
///
/// # Errors
/// SQLite's, also when the post, the blog or the revision does not exist.
pub fn want(
    conn: &Connection,
    post: PostId,
    blog: BlogId,
    wanted: RevisionId,
    target: &Target,
) -> Result<PublicationId, StoreError> {
    let sql = "INSERT INTO publications (post, blog, kind, marker, wanted, target)
               VALUES (:post, :blog,
                       coalesce((SELECT kind FROM publications WHERE post = :post
                                 ORDER BY id LIMIT 1), 'post'),
                       :marker, :wanted, :target)
               ON CONFLICT (post, blog) DO UPDATE
               SET wanted = excluded.wanted, target = excluded.target
               RETURNING id";
    let params = named_params! {
        ":post": post.0,
        ":blog": blog.0,
        ":marker": Uuid::new_v4().to_string(),
        ":wanted": wanted.0,
        ":target": to_json(target, WHAT)?,
    };
    column::first(conn, sql, params, "note where a post should go", |row| {
        Ok(PublicationId(read(row, "id", WHAT)?))
    })?
    .ok_or(StoreError::Unreadable { what: WHAT })
}

/// What else is wished there, beside the text and how it stands.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn wish_settings(
    conn: &Connection,
    id: PublicationId,
    settings: &Settings,
) -> Result<(), StoreError> {
    let sql = "UPDATE publications SET settings = :settings WHERE id = :id";
    note_settings(conn, sql, id, settings)
}

/// A text leaves with this variation: to be committed before it does, so that it is known for one's
/// own if the answer is lost.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn leaves_with(
    conn: &Connection,
    of: &Publication,
    varied: Option<&Variation>,
) -> Result<(), StoreError> {
    if of.asked.iter().any(|known| known.as_ref() == varied) {
        return Ok(());
    }
    let mut asked = of.asked.clone();
    asked.push(varied.cloned());
    let sql = "UPDATE publications SET asked = :asked WHERE id = :id";
    let params = named_params! { ":asked": to_json(&asked, WHAT)?, ":id": of.id.0 };
    one(
        run(conn, sql, params, "note what leaves for a blog")?,
        of.id,
    )
}

/// These wishes were carried out.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn settings_done(
    conn: &Connection,
    id: PublicationId,
    settings: &Settings,
) -> Result<(), StoreError> {
    let sql = "UPDATE publications SET sent_settings = :settings, asked = '[]' WHERE id = :id";
    note_settings(conn, sql, id, settings)
}

fn note_settings(
    conn: &Connection,
    sql: &str,
    id: PublicationId,
    settings: &Settings,
) -> Result<(), StoreError> {
    let params = named_params! { ":settings": to_json(settings, WHAT)?, ":id": id.0 };
    one(
        run(conn, sql, params, "note the settings of a post on its blog")?,
        id,
    )
}

/// One publication.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn get(conn: &Connection, id: PublicationId) -> Result<Publication, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM publications WHERE id = :id");
    column::first(
        conn,
        &sql,
        named_params! { ":id": id.0 },
        "read a publication",
        from_row,
    )?
    .ok_or(StoreError::NoPublication { id })
}

/// The publications of a post, in the order in which the writer first asked for them.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn of_post(conn: &Connection, post: PostId) -> Result<Vec<Publication>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM publications WHERE post = :post ORDER BY id");
    all(
        conn,
        &sql,
        named_params! { ":post": post.0 },
        "read a post's publications",
        from_row,
    )
}

/// Where readers are to find a post first: of the publications that shall be public and are not in
/// their blog's trash or on the way there, the one that was asked for first.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn first(conn: &Connection, post: PostId) -> Result<Option<Publication>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM publications f WHERE f.post = :post AND {FIRST}");
    let by = named_params! { ":post": post.0 };
    let doing = "look where a post was published first";
    column::first(conn, &sql, by, doing, from_row)
}

/// Whether a publication `f` is the first of its post.
pub(crate) const FIRST: &str = "f.id = (
    SELECT min(p.id) FROM publications p
    WHERE p.post = f.post AND p.target ->> '$.status' = 'publish'
      AND p.status IS NOT 'trash'
      AND NOT EXISTS (SELECT 1 FROM jobs t WHERE t.publication = p.id AND t.state <> 'done'
                      AND t.kind ->> '$.kind' = 'trash'))";

/// The blog made a place for it: its remote id, to be committed before anything else is sent.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn reserved(
    conn: &Connection,
    id: PublicationId,
    remote_id: &RemoteId,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE publications SET remote_id = :remote_id WHERE id = :id",
        named_params! { ":remote_id": remote_id.as_str(), ":id": id.0 },
        "note the place of a post on its blog",
    )?;
    one(changed, id)
}

/// What the blog has now becomes what both sides agree on. `sent` is the revision that this is and
/// the target it was sent with; `None` keeps what was noted before. An empty `url` keeps the one
/// that is known.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn agreed(
    conn: &Connection,
    id: PublicationId,
    url: &str,
    status: &RemoteStatus,
    base: &Base,
    sent: Option<(RevisionId, Target)>,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE publications
         SET url = coalesce(nullif(:url, ''), url), status = :status, base = :base, news = NULL,
             sent = coalesce(:sent, sent), sent_target = coalesce(:sent_target, sent_target)
         WHERE id = :id",
        named_params! {
            ":url": url,
            ":status": status.as_str(),
            ":base": to_json(base, WHAT)?,
            ":sent": sent.map(|(revision, _)| revision.0),
            ":sent_target": sent.map(|(_, target)| to_json(&target, WHAT)).transpose()?,
            ":id": id.0,
        },
        "note what a blog has of a post",
    )?;
    one(changed, id)
}

/// The blog no longer has it: what was known of it there is forgotten and it gets a new marker, so
/// that it can be published anew and an old reservation can never be taken for the new one.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn forget_remote(conn: &Connection, id: PublicationId) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE publications
         SET remote_id = NULL, url = NULL, status = NULL, base = NULL, sent = NULL,
             sent_target = NULL, sent_settings = '{}', asked = '[]', fetched = 0, news = NULL,
             marker = :marker
         WHERE id = :id",
        named_params! { ":marker": Uuid::new_v4().to_string(), ":id": id.0 },
        "forget a post that its blog no longer has",
    )?;
    one(changed, id)
}

/// How it stands on the blog now; text and base are left as they were. Once it is in the trash
/// there, nothing that was asked of it before is carried out any more.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn set_status(
    conn: &Connection,
    id: PublicationId,
    status: &RemoteStatus,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE publications
         SET status = :status,
             sent_target = CASE :status WHEN 'trash' THEN NULL ELSE sent_target END
         WHERE id = :id",
        named_params! { ":status": status.as_str(), ":id": id.0 },
        "note how a post stands on its blog",
    )?;
    one(changed, id)
}

/// A look at the blog showed where it is and how it stands; text and base are left as they were. An
/// empty `url` keeps the one that is known. `latest`: the newest of its earlier texts, if what is
/// there now is still the base.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn looked(
    conn: &Connection,
    id: PublicationId,
    url: &str,
    status: &RemoteStatus,
    latest: Option<&RemoteId>,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE publications SET url = coalesce(nullif(:url, ''), url), status = :status,
             base = iif(:latest IS NULL, base, json_set(base, '$.latest', :latest))
         WHERE id = :id",
        named_params! {
            ":url": url,
            ":status": status.as_str(),
            ":latest": latest.map(RemoteId::as_str),
            ":id": id.0,
        },
        "note how a post stands on its blog",
    )?;
    one(changed, id)
}

/// What a fetch saw of it there that the writer's text does not know of; `None`: nothing.
///
/// # Errors
/// [`StoreError::NoPublication`] when there is none of this id.
pub fn set_news(
    conn: &Connection,
    id: PublicationId,
    news: Option<News>,
) -> Result<(), StoreError> {
    let changed = run(
        conn,
        "UPDATE publications SET news = :news WHERE id = :id",
        named_params! { ":news": news.map(News::as_str), ":id": id.0 },
        "note what a blog did with a post",
    )?;
    one(changed, id)
}

/// The publication of what a blog calls `remote`, also through another account on the same blog.
///
/// # Errors
/// SQLite's, or [`StoreError::Unreadable`].
pub fn of_remote(
    conn: &Connection,
    blog: BlogId,
    remote: &RemoteId,
) -> Result<Option<Publication>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM publications
         WHERE remote_id = :remote AND blog IN (
             SELECT b.id FROM blogs b JOIN blogs own ON own.endpoint = b.endpoint WHERE own.id = :blog)
         ORDER BY blog <> :blog, id LIMIT 1"
    );
    let params = named_params! { ":blog": blog.0, ":remote": remote.as_str() };
    column::first(conn, &sql, params, "look for a blog's post", from_row)
}

/// A post where a blog has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The post.
    pub post: PostId,
    /// The blog's front page.
    pub home: String,
    /// What the blog calls the post.
    pub remote_id: RemoteId,
    /// Where readers find it; may be empty.
    pub url: String,
}

/// Every post that is on a blog, the first ones first.
///
/// # Errors
/// SQLite's.
pub fn places(conn: &Connection) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT p.post, b.home, p.remote_id, ifnull(p.url, '') AS url
               FROM publications p JOIN blogs b ON b.id = p.blog
               WHERE p.remote_id IS NOT NULL ORDER BY p.id";
    all(conn, sql, [], "list where posts stand", |row| {
        let remote: String = read(row, "remote_id", WHAT)?;
        Ok(Place {
            post: PostId(read(row, "post", WHAT)?),
            home: read(row, "home", WHAT)?,
            remote_id: RemoteId(remote),
            url: read(row, "url", WHAT)?,
        })
    })
}

/// Whether a place was asked for under this marker, here.
///
/// # Errors
/// SQLite's.
pub fn has_marker(conn: &Connection, marker: Uuid) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM publications WHERE marker = ?1";
    let found = column::first(conn, sql, [marker.to_string()], "look for a marker", |_| {
        Ok(())
    })?;
    Ok(found.is_some())
}

/// Removes one that never reached its blog (it has no remote id), with its jobs. One that did or
/// may have is left untouched, and so is one that the writer asked for again meanwhile.
///
/// # Errors
/// SQLite's.
pub fn remove_unsent(conn: &Connection, id: PublicationId) -> Result<(), StoreError> {
    run(
        conn,
        "DELETE FROM publications WHERE id = :id AND remote_id IS NULL AND doubt = 0
           AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.publication = :id
                           AND j.kind ->> '$.kind' = 'publish'
                           AND j.state IN ('queued', 'retry', 'unknown', 'sending'))",
        named_params! { ":id": id.0 },
        "forget where a post should have gone",
    )?;
    Ok(())
}

/// What a blog calls the posts of this library that it has.
///
/// # Errors
/// SQLite's.
pub fn known_on(conn: &Connection, blog: BlogId) -> Result<Vec<RemoteId>, StoreError> {
    all(
        conn,
        "SELECT remote_id FROM publications WHERE blog = :blog AND remote_id IS NOT NULL",
        named_params! { ":blog": blog.0 },
        "list a blog's known posts",
        |row| Ok(RemoteId(read(row, "remote_id", WHAT)?)),
    )
}

/// Publications of a blog that are scheduled there, with their remote ids.
///
/// # Errors
/// SQLite's.
pub fn scheduled(
    conn: &Connection,
    blog: BlogId,
) -> Result<Vec<(PublicationId, RemoteId)>, StoreError> {
    all(
        conn,
        "SELECT id, remote_id FROM publications
         WHERE blog = :blog AND status = 'scheduled' AND remote_id IS NOT NULL ORDER BY id",
        named_params! { ":blog": blog.0 },
        "list a blog's scheduled posts",
        |row| {
            Ok((
                PublicationId(read(row, "id", WHAT)?),
                RemoteId(read(row, "remote_id", WHAT)?),
            ))
        },
    )
}

fn one(changed: usize, id: PublicationId) -> Result<(), StoreError> {
    if changed == 0 {
        Err(StoreError::NoPublication { id })
    } else {
        Ok(())
    }
}

/// A post that readers of a blog see, as far as its page can be found and its text known in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Where readers find it.
    pub url: String,
    /// What the blog holds.
    pub base: Base,
}

/// The newest posts of a kind that readers of a blog see, at most so many.
///
/// # Errors
/// SQLite's.
pub fn newest_shown(
    conn: &Connection,
    blog: BlogId,
    kind: PostKind,
    most: u32,
) -> Result<Vec<Shown>, StoreError> {
    // The texts are read of those that are wanted, not of all that are sorted.
    all(
        conn,
        "SELECT p.url AS url, p.base AS base FROM publications p
         JOIN (SELECT p.id AS id, posts.created_at AS at FROM publications p
               JOIN posts ON posts.id = p.post
               WHERE p.blog = :blog AND p.kind = :kind AND p.status = :status
                 AND p.url IS NOT NULL AND p.base IS NOT NULL
               ORDER BY posts.created_at DESC, p.id DESC LIMIT :most) newest ON newest.id = p.id
         ORDER BY newest.at DESC, p.id DESC",
        named_params! {
            ":blog": blog.0,
            ":kind": kind.as_str(),
            ":status": RemoteStatus::Published.as_str(),
            ":most": most,
        },
        "find the newest posts of a blog",
        |row| {
            Ok(Shown {
                url: read(row, "url", WHAT)?,
                base: from_json(&read::<String>(row, "base", WHAT)?, WHAT)?,
            })
        },
    )
}
