//! What the writer can be told of a job: what it sends, and what has happened when it is taken back.

use billet_core::{
    CommentId, Job, JobId, JobKind, JobState, PublicationId, PublishStatus, RemoteStatus,
};
use billet_store::{StoreError, comments, media, outbox, posts, publications};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::form::Form;
use crate::media::on_blog;
use crate::typeset::{chosen, typeset_over};
use crate::variation::{leaving, varied};
use crate::{Office, SyncError};

/// What a job sends, or has sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The post's title, the comment's author or the picture's name, plain.
    pub title: String,
    /// The text as the blog is given it, or the comment's; sanitised HTML. Empty for a picture.
    pub html: String,
    /// How a post shall stand there.
    pub status: Option<PublishStatus>,
    /// The date a post shall carry there.
    pub at: Option<Timestamp>,
}

/// What has happened on the blog by the time a job is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// Nothing arrived there, and nothing will.
    NothingSent,
    /// A draft of the post is there, which no reader sees.
    DraftThere,
    /// Nothing of the post is there, but pictures of it are, or are on their way.
    PicturesThere,
    /// The blog keeps what it had before.
    AsBefore,
    /// A request may have arrived whose answer was lost: the writer has to look there.
    MayBeThere,
    /// It was done already; it only left the list.
    Done,
}

impl Office {
    /// What a job sends, or has sent.
    ///
    /// # Errors
    /// There is no such job, or the library could not be read.
    pub fn contents(&self, id: JobId) -> Result<Contents, SyncError> {
        Ok(self
            .library
            .read(|conn| match outbox::get(conn, id)?.kind {
                JobKind::Publish { publication } | JobKind::Trash { publication, .. } => {
                    of_post(conn, publication)
                }
                JobKind::EditComment { wanted, .. } => Ok(Contents {
                    title: wanted.name,
                    html: wanted.html,
                    ..Contents::default()
                }),
                JobKind::Decide { comment, .. } => of_comment(conn, comment),
                JobKind::Reply { reply } => of_comment(conn, reply),
                JobKind::Upload { media } => Ok(Contents {
                    title: media::get(conn, &media)?.name,
                    ..Contents::default()
                }),
            })?)
    }
}

fn of_post(conn: &Connection, id: PublicationId) -> Result<Contents, StoreError> {
    let publication = publications::get(conn, id)?;
    let blog = billet_store::blogs::get(conn, publication.blog)?;
    let words = leaving(conn, &publication)?;
    let mut text = varied(
        posts::revision(conn, publication.wanted)?.text,
        words.as_ref(),
    );
    text.body = on_blog(conn, publication.wanted, blog.id, &text.body)?;
    let before = match publication.sent.filter(|_| publication.fetched) {
        Some(sent) => {
            let with = publication.sent_settings.varied.as_ref();
            Some(varied(posts::revision(conn, sent)?.text, with))
        }
        None => None,
    };
    let text = typeset_over(text, before.as_ref(), chosen(conn)?);
    Ok(Contents {
        html: Form::of(conn, &blog, &publication)?.written(&text.body),
        title: text.title,
        status: Some(publication.target.status),
        at: publication.target.at,
    })
}

fn of_comment(conn: &Connection, id: CommentId) -> Result<Contents, StoreError> {
    let comment = comments::get(conn, id)?;
    Ok(Contents {
        title: comment.author.name,
        html: comment.html,
        ..Contents::default()
    })
}

/// What is there of a job that is about to be taken away.
pub(crate) fn there(conn: &Connection, job: &Job) -> Result<Cancelled, StoreError> {
    if job.state == JobState::Done {
        return Ok(Cancelled::Done);
    }
    if outbox::in_doubt(conn, job.id)? {
        return Ok(Cancelled::MayBeThere);
    }
    let (JobKind::Publish { publication } | JobKind::Trash { publication, .. }) = job.kind else {
        return Ok(match job.kind {
            JobKind::Reply { .. } | JobKind::Upload { .. } => Cancelled::NothingSent,
            _ => Cancelled::AsBefore,
        });
    };
    let known = publications::get(conn, publication)?;
    let pictures = !media::on_blog(conn, known.wanted, known.blog)?.is_empty()
        || outbox::pictures_leaving(conn, known.wanted, known.blog)?;
    Ok(match (known.remote_id, known.sent, known.status) {
        (None, _, _) if pictures => Cancelled::PicturesThere,
        (None, _, _) => Cancelled::NothingSent,
        (Some(_), None, Some(RemoteStatus::Draft) | None) => Cancelled::DraftThere,
        _ => Cancelled::AsBefore,
    })
}
