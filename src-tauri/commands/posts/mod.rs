//! Writing: lists, the editor, the preview and publishing.

mod checks;
mod months;
pub(super) mod settings;
mod typography;
mod utf16;
mod views;

use billet_core::{BlogId, Post, PostId, PostText, Revision, RevisionId, Shelf, Target};
use billet_store::posts::{Filter, Saved};
use billet_store::{StoreError, blogs, posts, publications};
use billet_text::PostPolicy;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Answer, CommandError};
use crate::state::Shell;

pub use checks::FindingView;
pub(super) use checks::check_post;
#[cfg(test)]
pub use checks::{PlaceView, SeverityView};
pub use settings::{BlogSettingsView, PostSettingsView};
pub(super) use typography::correct_typography;
pub use typography::{CorrectionView, TextLanguage};
#[cfg(test)]
pub use typography::{EditView, WhyView};
pub use views::{
    Cursor, MonthView, PostDetail, PostEdit, PostFacets, PostFilter, PostPage, PostRowView,
    PreviewBlock, PreviewChange, PublicationView, PublishRequest, PublishTarget, Restored,
    RevisionView, SavedView, Terms,
};

const PAGE: usize = 60;
const SNIPPET: usize = 160;

pub(super) fn list(shell: &Shell, filter: PostFilter) -> Answer<PostPage> {
    let after = filter.after.and_then(Cursor::to_after);
    let time = |at: Option<i64>| at.and_then(|at| Timestamp::from_millisecond(at).ok());
    let wanted = Filter {
        shelf: Some(filter.shelf),
        query: filter.query,
        blog: filter.blog,
        tag: filter.tag,
        from: time(filter.from),
        until: time(filter.until),
    };
    let rows = shell.office.find_posts(&wanted, after, PAGE)?;
    let last = rows.last().filter(|_| rows.len() == PAGE);
    let next = last.map(|found| Cursor {
        at: found.row.updated_at.as_millisecond(),
        id: found.row.id.0,
    });
    Ok(PostPage {
        rows: rows.into_iter().map(PostRowView::from).collect(),
        next,
    })
}

pub(super) fn facets(shell: &Shell, shelf: Shelf) -> Answer<PostFacets> {
    let (tags, times) = shell.library().read(|conn| {
        Ok::<_, StoreError>((
            posts::tags(conn, Some(shelf))?,
            posts::times(conn, Some(shelf))?,
        ))
    })?;
    Ok(PostFacets {
        tags,
        months: months::of(&times, &TimeZone::system()),
    })
}

pub(super) fn get(shell: &Shell, id: PostId) -> Answer<PostDetail> {
    let post = shell.library().read(|conn| posts::get(conn, id))?;
    detail(shell, post)
}

pub(super) fn create(shell: &Shell) -> Answer<PostDetail> {
    let id = shell.office.new_post(&PostText::default())?;
    get(shell, id)
}

pub(super) fn save(shell: &Shell, id: PostId, from: i64, edit: PostEdit) -> Answer<SavedView> {
    let saved = shell.office.save_post(id, from, &edit.into())?;
    let at = shell.office.now().as_millisecond();
    Ok(match saved {
        Saved::As(version) => SavedView {
            version,
            collided: false,
            at,
        },
        Saved::Collided { theirs, .. } => SavedView {
            version: theirs,
            collided: true,
            at,
        },
    })
}

pub(super) fn put_back(
    shell: &Shell,
    id: PostId,
    from: i64,
    revision: RevisionId,
) -> Answer<PostDetail> {
    shell.office.put_back(id, from, revision)?;
    get(shell, id)
}

pub(super) fn trash(shell: &Shell, id: PostId, everywhere: bool) -> Answer<()> {
    Ok(shell.office.trash_post(id, everywhere)?)
}

pub(super) fn restore(shell: &Shell, id: PostId) -> Answer<Restored> {
    Ok(Restored {
        too_late: shell.office.restore_post(id)?,
    })
}

pub(super) fn discard_blank(shell: &Shell, id: PostId) -> Answer<()> {
    Ok(shell.library().write(|tx| posts::delete_blank(tx, id))?)
}

pub(super) fn preview(
    shell: &Shell,
    markdown: String,
    shown: Option<u32>,
) -> Answer<PreviewChange> {
    let counts = billet_text::count(&markdown);
    let mut drawn = shell.preview();
    let embeds = shell.office.embeds()?;
    let whole = shown != Some(drawn.state) || embeds != drawn.embeds;
    if whole {
        let policy = PostPolicy::with_embeds(embeds.iter().map(String::as_str));
        drawn.preview = billet_text::Preview::new(policy);
        drawn.embeds = embeds;
    }
    drawn.state = drawn.state.wrapping_add(1);
    let patch = drawn.preview.update(&markdown);
    let view = |b: billet_text::Block| PreviewBlock {
        key: b.key,
        line: b.line,
        html: b.html,
    };
    Ok(PreviewChange {
        state: drawn.state,
        whole,
        at: patch.at,
        removed: patch.removed,
        blocks: patch.inserted.into_iter().map(view).collect(),
        moved: patch.moved,
        words: counts.words,
        characters: counts.characters,
        minutes: counts.minutes,
    })
}

pub(super) fn markdown_of(_shell: &Shell, html: String) -> Answer<String> {
    Ok(billet_text::paste(&html))
}

pub(super) fn publish(
    shell: &Shell,
    id: PostId,
    request: PublishRequest,
) -> Answer<Vec<PublicationView>> {
    let wish = |target: PublishTarget| -> Answer<(BlogId, Target)> {
        // A date that cannot be read must not mean "now".
        let at = target.at.map(Timestamp::from_millisecond).transpose();
        let at = at.map_err(CommandError::lost)?;
        Ok((
            target.blog,
            Target {
                status: target.status,
                at,
            },
        ))
    };
    let wishes = request
        .targets
        .into_iter()
        .map(wish)
        .collect::<Answer<Vec<_>>>()?;
    shell
        .office
        .publish_each(id, Some(request.version), &wishes)?;
    Ok(get(shell, id)?.publications)
}

pub(super) fn revisions(shell: &Shell, id: PostId) -> Answer<Vec<RevisionView>> {
    let all = shell.library().read(|conn| posts::revisions(conn, id))?;
    let view = |revision: Revision| RevisionView {
        id: revision.id,
        at: revision.created_at.as_millisecond(),
        reason: revision.reason,
        title: revision.text.title,
        snippet: billet_text::snippet(&revision.text.body, SNIPPET),
        words: billet_text::count(&revision.text.body).words,
    };
    Ok(all.into_iter().map(view).collect())
}

pub(super) fn revision(shell: &Shell, id: RevisionId) -> Answer<PostEdit> {
    let revision = shell.library().read(|conn| posts::revision(conn, id))?;
    Ok(revision.text.into())
}

pub(super) fn terms(shell: &Shell) -> Answer<Terms> {
    Ok(shell.library().read(|conn| {
        Ok::<_, billet_store::StoreError>(Terms {
            tags: blogs::terms(conn, blogs::TermKind::Tag)?,
            categories: blogs::terms(conn, blogs::TermKind::Category)?,
        })
    })?)
}

fn detail(shell: &Shell, post: Post) -> Answer<PostDetail> {
    let publications = shell.library().read(|conn| {
        let names = blogs::names(conn)?;
        publications::of_post(conn, post.id)?
            .into_iter()
            .map(|p| {
                let standing = billet_sync::standing(conn, &p, &post)?;
                Ok(PublicationView {
                    id: p.id,
                    blog_name: names
                        .iter()
                        .find(|(id, _)| *id == p.blog)
                        .map(|(_, name)| name.clone())
                        .unwrap_or_default(),
                    blog: p.blog,
                    state: standing.state,
                    cause: standing.cause,
                    edited_since: standing.edited_since,
                    status: p.status,
                    kind: p.kind,
                    news: p.news,
                    url: p.url,
                    wanted: p.target.status,
                    at: p.target.at.map(|at| at.as_millisecond()),
                })
            })
            .collect::<Result<Vec<_>, billet_store::StoreError>>()
    })?;
    Ok(PostDetail {
        id: post.id,
        version: post.version,
        shelf: post.shelf,
        updated_at: post.updated_at.as_millisecond(),
        edit: post.text.into(),
        publications,
    })
}
