//! What becomes of a job when the blog, the network or the clock is not as it was: slips, moves,
//! places that lost their name, edits of comments, and what is told when a job is taken back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on has failed"
)]

mod support;

use std::time::Duration;

use billet_core::{Cause, CommentStatus, JobState, RemoteStatus, RevisionReason};
use billet_remote::RemoteError;
use billet_store::posts;
use billet_sync::{Cancelled, SyncError};
use support::fake_blog::{Call, Effect};
use support::{A_WHILE, Desk, failed, no_answer, retry, text};

#[tokio::test]
async fn a_first_publish_is_two_requests_and_an_update_two() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Il éclaire.").await;
    assert_eq!(there.requests(), 2);
    desk.rewrite(post, &text("Le phare", "Il éclaire loin."));
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(there.requests(), 4, "a look and a fill");
}

#[tokio::test]
async fn a_text_that_slipped_between_look_and_fill_is_kept_and_told() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Il éclaire.").await;
    desk.rewrite(post, &text("Le phare", "Il éclaire loin."));
    desk.publish(post, blog);
    let gate = there.hold(Call::Fill);
    let sending = tokio::spawn({
        let office = std::sync::Arc::clone(&desk.office);
        async move { office.send_due().await }
    });
    gate.reached.notified().await;
    there.edit(|p| p.content = "<p>Il éclaire <em>la mer</em>.</p>".into());
    gate.open.notify_one();
    sending.await.unwrap().unwrap();

    assert_eq!(desk.states(), [failed(Cause::SlippedBetween)]);
    assert!(there.post().content.contains("loin"));
    let kept = desk.read(|conn| posts::revisions(conn, post));
    let theirs: Vec<_> = kept
        .into_iter()
        .filter(|r| r.reason == RevisionReason::Elsewhere)
        .map(|r| r.text.body)
        .collect();
    assert_eq!(theirs, ["Il éclaire *la mer*."]);
    // Told and understood: nothing is left, and nothing was taken back.
    let told = desk.only_job().job.id;
    assert_eq!(desk.office.cancel_job(told).unwrap(), Cancelled::AsBefore);
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert!(there.post().content.contains("loin"));
}

#[tokio::test]
async fn a_blog_that_moved_has_its_own_question() {
    let (desk, blog, there) = Desk::with_blog();
    let to = "https://nouveau.example/wp-json/wp/v2/posts";
    there.fail(Call::Reserve, Effect::None, move || RemoteError::Moved {
        host: "carnet.example".into(),
        to: to.into(),
    });
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send().await;
    assert_eq!(desk.states(), [failed(Cause::Moved { to: to.into() })]);
    assert_eq!(there.posts().len(), 0);
}

#[tokio::test]
async fn a_blog_whose_api_is_gone_and_whose_front_page_leads_elsewhere_has_moved() {
    let (desk, blog, there) = Desk::with_blog();
    let to = "https://nouveau.example/";
    there.with(|s| {
        s.down = true;
        s.moved_to = Some(to.into());
    });
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.publish(desk.draft("Deux", "Du texte."), blog);
    desk.send().await;
    let asked = || failed(Cause::Moved { to: to.into() });
    assert_eq!(desk.states(), [asked(), asked()]);
    assert_eq!(desk.office.next_due().unwrap(), None, "nobody tries alone");
    let told = desk.office.check_blog(blog).await.unwrap_err();
    assert!(
        matches!(&told, SyncError::Remote(RemoteError::Moved { to: there, .. }) if there == to),
        "{told:?}"
    );

    // It came back after all.
    there.with(|s| s.down = false);
    for row in desk.open_jobs() {
        desk.office.retry_job(row.job.id).unwrap();
    }
    desk.send_until_quiet().await;
    assert_eq!(there.posts().len(), 2);
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn the_front_page_of_a_blog_that_is_away_is_looked_at_once_for_each_try() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.down = true);
    for title in ["Un", "Deux", "Trois"] {
        desk.publish(desk.draft(title, "Du texte."), blog);
    }
    desk.send().await;
    desk.send().await;
    assert_eq!(there.with(|s| s.home_looks), 1);
    assert_eq!(
        desk.states(),
        [retry(Cause::Offline), JobState::Queued, JobState::Queued]
    );
    desk.wait(A_WHILE);
    desk.send().await;
    assert_eq!(there.with(|s| s.home_looks), 2, "one job tries for all");

    there.with(|s| s.down = false);
    desk.send_until_quiet().await;
    assert_eq!(
        there.with(|s| s.home_looks),
        2,
        "there is nothing to look for"
    );
    assert_eq!(there.posts().len(), 3);
}

#[tokio::test]
async fn a_place_that_lost_its_name_is_found_by_its_words() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::Done, no_answer);
    desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    desk.send().await;
    there.edit(|p| p.slug = "renomme".into());
    desk.send_until_quiet().await;
    assert_eq!(there.count(Call::Reserve), 1);
    assert_eq!(there.post().status, RemoteStatus::Published);

    // Another post with the same words, known here, is not taken for a place.
    there.fail(Call::Reserve, Effect::None, no_answer);
    desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    desk.send_until_quiet().await;
    assert_eq!(there.posts().len(), 2);
}

#[tokio::test]
async fn a_blog_that_cannot_be_asked_puts_the_question_to_the_writer() {
    for arrived in [Effect::Done, Effect::None] {
        let (desk, blog, there) = Desk::with_blog();
        there.with(|s| s.answers = false);
        there.fail(Call::Reserve, arrived, no_answer);
        desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
        desk.send_until_quiet().await;
        assert_eq!(desk.states(), [failed(Cause::MayHaveArrived)]);
        // Trying again asks again, and sends nothing.
        let id = desk.only_job().job.id;
        desk.office.retry_job(id).unwrap();
        desk.send_until_quiet().await;
        assert_eq!(there.count(Call::Reserve), 1);
        if arrived == Effect::Done {
            assert_eq!(desk.office.cancel_job(id).unwrap(), Cancelled::MayBeThere);
        } else {
            desk.office.send_anyway(id).await.unwrap();
            desk.send_until_quiet().await;
            assert_eq!(there.post().status, RemoteStatus::Published);
        }
        assert_eq!(desk.open_jobs(), []);
        assert_eq!(there.posts().len(), 1);
    }
}

#[tokio::test]
async fn a_comment_is_edited_once_and_only_over_what_was_seen() {
    let (desk, blog, there) = Desk::with_blog();
    let waiting = CommentStatus::Approved;
    let (id, remote) = desk.comment_on(blog, &there, waiting, "<p>Faute</p>").await;
    desk.office
        .edit_comment(id, Some("Sans *faute*"), None, Some("https://lea.test"))
        .unwrap();
    assert!(desk.comment(id).html.contains("<em>faute</em>"), "at once");
    // A fetch before it left does not show the old words again.
    desk.fetch(blog).await.unwrap();
    assert!(desk.comment(id).html.contains("<em>faute</em>"));
    there.fail(Call::EditComment, Effect::Done, no_answer);
    desk.send_until_quiet().await;
    assert_eq!(there.count(Call::EditComment), 1, "found, not sent again");
    let edited = there.with(|s| s.comments.values().next().unwrap().clone());
    assert!(edited.html.contains("<em>faute</em>"));
    assert_eq!(edited.author.url, "https://lea.test");
    assert_eq!(desk.open_jobs(), []);

    // Changed there meanwhile: asked, and nothing overwritten.
    there.with(|s| {
        let comment = s.comments.values_mut().next().unwrap();
        comment.html = "<p>La lectrice a écrit autre chose</p>".into();
    });
    desk.office
        .edit_comment(id, Some("Encore"), None, None)
        .unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::CommentChanged)]);
    let job = desk.only_job().job.id;
    desk.office.send_anyway(job).await.unwrap();
    desk.send_until_quiet().await;
    let edited = there.with(|s| s.comments.values().next().unwrap().clone());
    assert!(edited.html.contains("Encore"));

    // Taken back before it leaves, it says what it said.
    desk.office
        .edit_comment(id, Some("Non"), None, None)
        .unwrap();
    let job = desk.only_job().job.id;
    assert_eq!(desk.office.cancel_job(job).unwrap(), Cancelled::AsBefore);
    assert!(desk.comment(id).html.contains("Encore"));
    assert_eq!(there.status_of(&remote), CommentStatus::Approved);
}

#[tokio::test]
async fn what_is_taken_back_is_told_as_it_is() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Le phare", "Il éclaire.");
    desk.publish(post, blog);
    let id = desk.only_job().job.id;
    assert_eq!(desk.office.cancel_job(id).unwrap(), Cancelled::NothingSent);

    there.fail(Call::Fill, Effect::None, || RemoteError::Busy {
        host: "carnet.example".into(),
        after: None,
    });
    desk.publish(post, blog);
    desk.send().await;
    let contents = desk.office.contents(desk.only_job().job.id).unwrap();
    assert_eq!(contents.title, "Le phare");
    assert!(contents.html.contains("Il éclaire."));
    let id = desk.only_job().job.id;
    assert_eq!(desk.office.cancel_job(id).unwrap(), Cancelled::DraftThere);
    assert_eq!(there.post().status, RemoteStatus::Draft);
}

#[tokio::test]
async fn a_blog_that_asks_for_patience_gets_it_for_all_its_jobs() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::None, || RemoteError::Busy {
        host: "carnet.example".into(),
        after: Some(Duration::from_secs(100)),
    });
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.publish(desk.draft("Deux", "Du texte."), blog);
    desk.send().await;
    assert_eq!(desk.states(), [retry(Cause::Busy), JobState::Queued]);
    assert_eq!(desk.next_due_in(), 100);
    desk.wait(99);
    assert_eq!(desk.send().await, 0);
    // Not even a click shortens it.
    desk.publish(desk.draft("Trois", "Du texte."), blog);
    assert_eq!(desk.send().await, 0);
    desk.wait(1);
    assert_eq!(desk.send().await, 3);
    assert_eq!(there.posts().len(), 3);
}

#[tokio::test]
async fn a_clock_that_was_wrong_by_a_day_makes_nothing_wait() {
    const DAY: i64 = 86_400;
    for jump in [DAY, -DAY] {
        let (desk, blog, there) = Desk::with_blog();
        there.with(|s| s.down = true);
        desk.publish(desk.draft("Un", "Du texte."), blog);
        desk.send().await;
        there.with(|s| s.down = false);
        // While it waits, the clock is set.
        desk.wait(jump);
        desk.send().await;
        assert_eq!(desk.open_jobs(), [], "{jump}");

        // The same over a start: written under one clock, read under the other.
        there.with(|s| s.down = true);
        desk.publish(desk.draft("Deux", "Du texte."), blog);
        desk.send().await;
        there.with(|s| s.down = false);
        desk.wait(-jump);
        let second = desk.second_office();
        second.send_due().await.unwrap();
        assert_eq!(desk.open_jobs(), [], "{jump}");
        assert_eq!(there.posts().len(), 2);
    }
}

#[tokio::test]
async fn a_network_that_comes_back_is_used_at_once() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.down = true);
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send().await;
    there.with(|s| s.down = false);
    assert_eq!(desk.send().await, 0);
    desk.office.network_changed().unwrap();
    assert_eq!(desk.send().await, 1);
    assert_eq!(there.post().status, RemoteStatus::Published);
}
