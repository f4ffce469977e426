//! Writing: lists, the editor, the preview and publishing.

mod checks;
mod history;
mod lists;
mod months;
mod moving;
pub(super) mod settings;
mod trash;
mod typography;
mod utf16;
mod views;

use std::time::Duration;

use billet_core::{BlogId, Post, PostId, PostText, RevisionId, Target};
use billet_store::posts::Saved;
use billet_store::{blogs, posts, publications};
use billet_sync::{Asked, GRACE};
use billet_text::PostPolicy;
use jiff::Timestamp;

use super::{Answer, CommandError};
use crate::state::Shell;

pub use checks::FindingView;
pub(super) use checks::check_post;
#[cfg(test)]
pub use checks::{PlaceView, SeverityView};
pub use history::{Against, ComparisonView, RevisionPage};
pub(super) use history::{
    compare as compare_revision, keep_checkpoint, name as name_revision, revision, revisions,
};
pub use lists::{PlacesView, PostFilter, PostPage};
pub(super) use lists::{facets, list, places};
pub use moving::{CalledOffView, StoppedView};
pub(super) use moving::{call_off_move, call_off_publishing, move_post};
pub use settings::{BlogSettingsView, PostSettingsView};
pub use trash::TrashView;
pub(super) use trash::{contents as trash_contents, empty as empty_trash};
pub(super) use typography::correct_typography;
pub use typography::{CorrectionView, TextLanguage};
#[cfg(test)]
pub use typography::{EditView, WhyView};
pub use views::{
    Cursor, MonthView, PostDetail, PostEdit, PostFacets, PreviewBlock, PreviewChange,
    PublicationView, PublishRequest, PublishTarget, Restored, SavedView, Terms,
};

pub(super) fn get(shell: &Shell, id: PostId) -> Answer<PostDetail> {
    let post = shell.library().read(|conn| posts::get(conn, id))?;
    detail(shell, post)
}

pub(super) fn create(shell: &Shell) -> Answer<PostDetail> {
    let id = shell.office.new_post(&PostText::default())?;
    get(shell, id)
}

/// The language that it is written in goes with it.
pub(super) fn duplicate(shell: &Shell, id: PostId, title: String) -> Answer<PostDetail> {
    let copy = shell.office.duplicate_post(id, &title)?;
    let language = super::writing::language(shell, id)?;
    if language.is_some() {
        super::writing::set_language(shell, copy, language)?;
    }
    get(shell, copy)
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
    let asked = Asked {
        seen: Some(request.version),
        grace: if request.hold { GRACE } else { Duration::ZERO },
    };
    shell.office.publish_asked(id, &asked, &wishes)?;
    Ok(get(shell, id)?.publications)
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
                    moves_to: standing.moves_to,
                    taken: standing.taken,
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
