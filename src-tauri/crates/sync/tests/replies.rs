//! Answers to readers: said once, and only where they can be read.

mod support;

use billet_core::{Cause, CommentId, CommentStatus, Decision, JobState};
use billet_remote::RemoteError;
use billet_sync::SyncError;
use support::fake_blog::{Call, Effect};
use support::{A_WHILE, Desk, failed, no_answer, retry};

use CommentStatus::{Approved, Pending, Spam, Trash};

#[tokio::test]
async fn a_reply_is_shown_at_once_and_joined_with_what_the_blog_made_of_it() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    let reply = desk.office.reply(id, "C'est *vrai*.").unwrap();
    let here = desk.comment(reply);
    assert!(here.is_mine && here.remote_id.is_none());
    assert_eq!(here.status, Approved);
    desk.send().await;
    let sent = there.replies();
    assert_eq!(sent.len(), 1);
    let sent = sent.first().unwrap();
    assert_eq!(sent.parent, Some(remote));
    let here = desk.comment(reply);
    assert_eq!(here.remote_id.as_ref(), Some(&sent.id));
    assert!(here.html.contains("C’est <em>vrai</em>"), "{}", here.html);
    assert_eq!(here.url, sent.url);
}

#[tokio::test]
async fn a_reply_to_a_waiting_comment_approves_it_first() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui ?</p>").await;
    desk.office.reply(id, "Merci.").unwrap();
    assert_eq!(desk.comment(id).status, Approved);
    let gate = there.hold(Call::Reply);
    let sending = tokio::spawn({
        let office = desk.office.clone();
        async move { office.send_due().await }
    });
    gate.reached.notified().await;
    assert_eq!(there.status_of(&remote), Approved);
    gate.open.notify_one();
    sending.await.unwrap().unwrap();
    assert_eq!(there.replies().len(), 1);
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn an_approval_in_its_grace_time_leaves_with_the_reply() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui ?</p>").await;
    let stroke = desk.office.decide(&[id], Decision::Approve).unwrap();
    desk.office.reply(id, "Merci.").unwrap();
    assert_eq!(desk.send().await, 2);
    assert_eq!(there.status_of(&remote), Approved);
    assert_eq!(there.replies().len(), 1);
    assert_eq!(desk.office.undo(stroke.batch).unwrap().0, 0);
}

#[tokio::test]
async fn a_reply_whose_answer_was_lost_is_there_once() {
    for arrived in [Effect::Done, Effect::None] {
        let (desk, blog, there) = Desk::with_blog();
        let (id, _) = desk
            .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
            .await;
        there.fail(Call::Reply, arrived, no_answer);
        let reply = desk
            .office
            .reply(id, "C'est [là](https://a.example).")
            .unwrap();
        desk.send().await;
        assert_eq!(desk.states(), [JobState::Unknown]);
        desk.send_until_quiet().await;
        assert_eq!(desk.open_jobs(), []);
        assert_eq!(there.replies().len(), 1, "{arrived:?}");
        assert!(desk.comment(reply).remote_id.is_some());
    }
}

#[tokio::test]
async fn a_reply_that_a_fetch_brings_before_its_answer_is_one_row() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    there.fail(Call::Reply, Effect::Done, no_answer);
    let reply = desk.office.reply(id, "Merci.").unwrap();
    desk.send().await;
    desk.fetch(blog).await.unwrap();
    desk.send_until_quiet().await;
    let there = there.replies();
    let remote = there.first().unwrap();
    assert_eq!(desk.here(blog, &remote.id).unwrap().id, reply);
    let thread = desk.read(|conn| billet_store::comments::thread(conn, id));
    assert_eq!(thread.len(), 2);
}

#[tokio::test]
async fn a_look_that_found_nothing_is_repeated_before_the_reply_is() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    there.fail(Call::Reply, Effect::None, no_answer);
    desk.office.reply(id, "Merci.").unwrap();
    desk.send().await;
    desk.wait(A_WHILE);
    desk.send().await;
    assert_eq!(
        (there.count(Call::RepliesTo), there.count(Call::Reply)),
        (1, 1)
    );
    desk.wait(A_WHILE);
    desk.send().await;
    assert_eq!(
        (there.count(Call::RepliesTo), there.count(Call::Reply)),
        (2, 2)
    );
    assert_eq!(there.replies().len(), 1);
}

#[tokio::test]
async fn an_empty_reply_is_refused() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk.comment_on(blog, &there, Pending, "<p>Oui ?</p>").await;
    for nothing in ["", " \n\t", "<script>alert(1)</script>", "<!-- rien -->"] {
        let refused = desk.office.reply(id, nothing).unwrap_err();
        assert!(matches!(refused, SyncError::EmptyReply), "{nothing:?}");
    }
    assert_eq!(desk.comment(id).status, Pending, "nothing was decided");
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.writes(), 0);
}

#[tokio::test]
async fn spam_and_what_is_in_the_trash_are_not_answered() {
    let (desk, blog, there) = Desk::with_blog();
    for status in [Spam, Trash] {
        let (id, _) = desk
            .comment_on(blog, &there, status, "<p>Achetez</p>")
            .await;
        let refused = desk.office.reply(id, "Non.").unwrap_err();
        assert!(matches!(refused, SyncError::CannotReply), "{status:?}");
    }
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn a_reply_not_sent_yet_is_not_answered() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    let reply = desk.office.reply(id, "Merci.").unwrap();
    assert!(matches!(
        desk.office.reply(reply, "Encore."),
        Err(SyncError::CannotReply)
    ));
}

#[tokio::test]
async fn what_became_spam_elsewhere_is_not_answered_in_public() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui ?</p>").await;
    there.moderate(&remote, Spam);
    let reply = desk.office.reply(id, "Merci.").unwrap();
    desk.send_until_quiet().await;
    let asked = failed(Cause::DecidedElsewhere { now: Spam });
    assert_eq!(desk.states(), [asked, retry(Cause::NotApproved)]);
    assert_eq!(there.replies(), []);
    // The words are kept until the writer throws them away.
    assert!(desk.comment(reply).html.contains("Merci."));

    // The moderator insists on the comment: the reply goes with it.
    let jobs = desk.open_jobs();
    desk.office
        .send_anyway(jobs.first().unwrap().job.id)
        .await
        .unwrap();
    desk.send().await;
    assert_eq!(there.status_of(&remote), Approved);
    assert_eq!(there.replies().len(), 1);
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn a_reply_whose_comment_was_not_approved_after_all_asks() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, remote) = desk.comment_on(blog, &there, Pending, "<p>Oui ?</p>").await;
    there.moderate(&remote, Spam);
    desk.office.reply(id, "Merci.").unwrap();
    desk.send_until_quiet().await;
    let approval = desk.open_jobs().first().unwrap().job.id;
    desk.office.cancel_job(approval).unwrap();
    desk.send().await;
    assert_eq!(
        desk.states(),
        [failed(Cause::DecidedElsewhere { now: Spam })]
    );
    assert_eq!(there.replies(), []);

    // Insisting on the reply approves what it answers, first.
    let reply = desk.only_job().job.id;
    desk.office.send_anyway(reply).await.unwrap();
    desk.send_until_quiet().await;
    assert_eq!(there.status_of(&remote), Approved);
    assert_eq!(there.replies().len(), 1);
}

#[tokio::test]
async fn an_account_that_may_not_moderate_still_answers() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.capabilities.moderate = false);
    let (id, _) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    there.fail(Call::Comment, Effect::None, || {
        billet_remote::RemoteError::NotAllowed {
            message: "Non.".into(),
        }
    });
    desk.office.reply(id, "Merci.").unwrap();
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.replies().len(), 1);
}

#[tokio::test]
async fn an_account_that_may_not_answer_is_told_before_anything_is_noted() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.capabilities.reply = false);
    let (id, _) = desk.comment_on(blog, &there, Pending, "<p>Oui ?</p>").await;
    assert!(matches!(
        desk.office.reply(id, "Merci."),
        Err(SyncError::NotAllowed { .. })
    ));
    assert_eq!(desk.comment(id).status, Pending);
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn a_reply_to_what_was_deleted_meanwhile_waits_for_the_writer() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    desk.office.reply(id, "Merci.").unwrap();
    there.with(|s| s.comments.clear());
    desk.send().await;
    assert_eq!(desk.states(), [failed(Cause::Gone)]);
    assert_eq!(there.replies(), []);
}

#[tokio::test]
async fn a_reply_taken_back_before_it_left_is_begun_again() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    there.with(|s| s.down = true);
    let reply = desk.office.reply(id, "Merci.").unwrap();
    desk.send().await;
    assert_eq!(desk.states(), [retry(Cause::Offline)]);
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    there.with(|s| s.down = false);
    desk.send_until_quiet().await;
    assert_eq!(there.replies(), []);
    let row = desk
        .office
        .library()
        .read(|conn| billet_store::comments::get(conn, reply));
    assert!(row.is_err());
    assert_eq!(begun(&desk), [(id, "Merci.".to_owned())]);
}

fn begun(desk: &Desk) -> Vec<(CommentId, String)> {
    desk.read(billet_store::comments::drafts)
}

#[tokio::test]
async fn a_begun_reply_moves_to_the_outbox_and_ends_on_the_blog() {
    let (desk, blog, there) = Desk::with_blog();
    let (id, _) = desk
        .comment_on(blog, &there, Approved, "<p>Oui ?</p>")
        .await;
    let keep = |text: &str| {
        desk.office
            .library()
            .write(|tx| billet_store::comments::keep_draft(tx, id, text))
            .unwrap();
    };
    keep("C’est *vrai*.");
    desk.office.reply(id, "C’est *vrai*.").unwrap();
    assert_eq!(begun(&desk), [], "it is in the outbox");
    keep("Et aussi :");
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    let both = "Et aussi :\n\nC’est *vrai*.";
    assert_eq!(begun(&desk), [(id, both.to_owned())]);
    desk.office.reply(id, both).unwrap();
    desk.send().await;
    assert_eq!(begun(&desk), []);
    assert_eq!(
        desk.read(|conn| billet_store::comments::unsent(conn, blog)),
        0
    );
    assert_eq!(there.replies().len(), 1);
}

#[tokio::test]
async fn no_words_go_with_a_comment_that_was_deleted_on_the_blog() {
    let (desk, blog, there) = Desk::with_blog();
    let (answered, _) = desk.comment_on(blog, &there, Pending, "<p>Un</p>").await;
    let (open, _) = desk.comment_on(blog, &there, Pending, "<p>Deux</p>").await;
    let (other, _) = desk.comment_on(blog, &there, Pending, "<p>Trois</p>").await;
    desk.office
        .library()
        .write(|tx| billet_store::comments::keep_draft(tx, open, "Je pense que"))
        .unwrap();
    // The approval has left, the reply has not.
    there.fail(Call::Reply, Effect::None, || RemoteError::Refused {
        code: "x".into(),
        message: "Plus tard.".into(),
    });
    desk.office.reply(answered, "Merci *bien*.").unwrap();
    desk.send().await;
    there.with(|s| s.comments.clear());
    desk.wait(25 * 3600);
    assert_eq!(desk.fetch(blog).await.unwrap().gone, 3);
    assert_eq!(desk.fetch(blog).await.unwrap().gone, 0, "told once");

    let there_no_more = desk
        .office
        .library()
        .read(|conn| billet_store::comments::get(conn, other));
    assert!(there_no_more.is_err(), "nothing was said to it");
    assert_eq!(desk.comment(open).status, Trash);
    assert_eq!(desk.comment(answered).status, Trash);
    assert_eq!(begun(&desk), [(open, "Je pense que".to_owned())]);
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    let both = [
        (answered, "Merci *bien*.".to_owned()),
        (open, "Je pense que".to_owned()),
    ];
    assert_eq!(begun(&desk), both);
}
