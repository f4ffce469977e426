//! A post that was changed here and on its blog: both edits are put together, or left to the writer.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

mod support;

use billet_core::merge::Piece;
use billet_core::{Cause, JobId, RevisionReason};
use billet_store::posts;
use billet_sync::{Resolved, Stand, SyncError};
use billet_text::Language;
use support::fake_blog::{Call, FakeBlog};
use support::{Desk, failed, text};

const BEFORE: &str = "Un *mot*.\n\nDeux.\n\nTrois.";

/// A post changed here (`mine`) and there, with the job that failed for it.
async fn changed(
    desk: &Desk,
    blog: billet_core::BlogId,
    there: &FakeBlog,
    mine: &str,
    from: &str,
    to: &str,
) -> JobId {
    let (post, _) = desk.published(blog, "Le phare", BEFORE).await;
    there.edit(|p| p.content = p.content.replace(from, to));
    desk.rewrite(post, &text("Le phare", mine));
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    desk.only_job().job.id
}

fn merged(pieces: &[Piece]) -> Option<String> {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Agreed { text, .. } => Some(text.as_str()),
            Piece::Conflict { .. } => None,
        })
        .collect()
}

fn resolved(body: &str) -> Resolved {
    Resolved {
        title: "Le phare".into(),
        excerpt: String::new(),
        closing: String::new(),
        body: body.into(),
        slug: String::new(),
        tags: Vec::new(),
        categories: Vec::new(),
        stand: Stand::Mine,
    }
}

#[tokio::test]
async fn edits_of_different_paragraphs_are_merged_and_sent() {
    let (desk, blog, there) = Desk::with_blog();
    let job = changed(
        &desk,
        blog,
        &there,
        "Un *mot*.\n\nDeux.\n\nTrois mots.",
        "Un <em>mot</em>.",
        "Un <em>mot</em> corrigé.",
    )
    .await;
    let conflict = desk.office.conflict_of(job).await.unwrap();
    let body = merged(&conflict.pieces).unwrap();
    assert_eq!(body, "Un *mot* corrigé.\n\nDeux.\n\nTrois mots.\n");
    assert_eq!(conflict.title.mine, conflict.title.theirs);

    desk.office
        .resolve_conflict(job, &conflict.seen, conflict.version, &resolved(&body))
        .unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    let content = there.post().content;
    assert!(content.contains("corrigé") && content.contains("Trois mots"));
    let kept = desk.read(|conn| posts::revisions(conn, conflict.post));
    assert!(
        kept.iter()
            .any(|r| r.reason == RevisionReason::Collision && r.text.body.ends_with("Trois mots."))
    );
}

#[tokio::test]
async fn edits_of_the_same_words_are_left_to_the_writer() {
    let (desk, blog, there) = Desk::with_blog();
    let job = changed(
        &desk,
        blog,
        &there,
        "Un *mot*.\n\nDeux ou trois.\n\nTrois.",
        "Deux.",
        "Quatre.",
    )
    .await;
    let conflict = desk.office.conflict_of(job).await.unwrap();
    assert_eq!(merged(&conflict.pieces), None);
    assert!(conflict.pieces.contains(&Piece::Conflict {
        base: "Deux.\n".into(),
        mine: "Deux ou trois.\n".into(),
        theirs: "Quatre.\n".into()
    }));
    assert!(
        there.post().content.contains("Quatre"),
        "nothing is sent unasked"
    );
}

#[tokio::test]
async fn a_change_after_the_writer_looked_is_not_overwritten() {
    let (desk, blog, there) = Desk::with_blog();
    let job = changed(&desk, blog, &there, "Un.\n\nDeux.", "Trois.", "3.").await;
    let conflict = desk.office.conflict_of(job).await.unwrap();
    there.edit(|p| p.content.push_str("\n<p>Encore.</p>"));
    desk.office
        .resolve_conflict(
            job,
            &conflict.seen,
            conflict.version,
            &resolved("Un.\n\n3."),
        )
        .unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert!(there.post().content.contains("Encore."));
}

#[tokio::test]
async fn a_text_edited_meanwhile_is_not_replaced() {
    let (desk, blog, there) = Desk::with_blog();
    let job = changed(&desk, blog, &there, "Un.\n\nDeux.", "Trois.", "3.").await;
    let conflict = desk.office.conflict_of(job).await.unwrap();
    desk.rewrite(conflict.post, &text("Le phare", "Tout autre chose."));
    let refused =
        desk.office
            .resolve_conflict(job, &conflict.seen, conflict.version, &resolved("Un."));
    assert!(matches!(refused, Err(SyncError::Stale)));
    let post = desk.read(|conn| posts::get(conn, conflict.post));
    assert_eq!(post.text.body, "Tout autre chose.");
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
}

#[tokio::test]
async fn a_job_that_waits_for_nothing_cannot_be_merged() {
    let (desk, blog, there) = Desk::with_blog();
    let job = changed(&desk, blog, &there, "Un.", "Trois.", "3.").await;
    let conflict = desk.office.conflict_of(job).await.unwrap();
    desk.office.send_anyway(job).await.unwrap();
    let asked = desk.office.conflict_of(job).await;
    assert!(matches!(asked, Err(SyncError::NoConflict)));
    let resolved =
        desk.office
            .resolve_conflict(job, &conflict.seen, conflict.version, &resolved("Deux."));
    assert!(matches!(resolved, Err(SyncError::NoConflict)));
}

#[tokio::test]
async fn typography_corrected_on_the_way_is_no_edit_of_theirs() {
    let (desk, blog, there) = Desk::with_blog();
    desk.office
        .set_typography_on_publish(Some(Language::French))
        .unwrap();
    let (post, _) = desk
        .published(blog, "Le phare !", "L'été : un.\n\nDeux !\n\nTrois.")
        .await;
    there.edit(|p| p.content = p.content.replace("Trois.", "Quatre."));
    desk.rewrite(
        post,
        &text("Le phare !", "L'été : un ?\n\nDeux !\n\nTrois."),
    );
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    let job = desk.only_job().job.id;
    let conflict = desk.office.conflict_of(job).await.unwrap();
    assert_eq!(
        merged(&conflict.pieces).unwrap(),
        "L'été : un ?\n\nDeux !\n\nQuatre.\n"
    );
    assert_eq!(conflict.title.theirs, "Le phare !");
}

/// The smallest picture there is: one pixel.
const PIXEL: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

#[tokio::test]
async fn a_picture_of_this_computer_stays_what_it_is_here_and_there() {
    let (desk, blog, there) = Desk::with_blog();
    let picture = format!("![Un point]({PIXEL})");
    let (post, _) = desk
        .published(blog, "Le phare", &format!("{picture}\n\nDeux.\n\nTrois."))
        .await;
    let address = there.post().content;
    assert!(!address.contains("data:"));
    there.edit(|p| p.content = p.content.replace("Trois.", "Quatre."));
    desk.rewrite(
        post,
        &text("Le phare", &format!("{picture}\n\n2.\n\nTrois.")),
    );
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    let job = desk.only_job().job.id;
    let conflict = desk.office.conflict_of(job).await.unwrap();
    let body = merged(&conflict.pieces).unwrap();
    assert_eq!(body, format!("{picture}\n\n2.\n\nQuatre.\n"));
    desk.office
        .resolve_conflict(job, &conflict.seen, conflict.version, &resolved(&body))
        .unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    let content = there.post().content;
    assert!(
        !content.contains("data:") && content.contains("Quatre."),
        "{content}"
    );
    assert_eq!(there.count(Call::Upload), 1);
}
