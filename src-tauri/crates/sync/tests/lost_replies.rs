//! Requests whose answer was lost, and what the outbox does before it dares to send again.

mod support;

use billet_core::{Cause, JobState, LOOK_AGAIN_AFTER, PostKind, RemoteStatus, Settings};
use billet_store::outbox;
use support::fake_blog::{Call, Effect, FakePost};
use support::{A_WHILE, Desk, failed, no_answer, text, unreachable};

fn look_again() -> i64 {
    support::seconds(LOOK_AGAIN_AFTER)
}

fn reserved(slug: &str) -> FakePost {
    FakePost {
        kind: PostKind::Post,
        modified: String::new(),
        title: "Le phare".into(),
        content: "<p>Il éclaire.</p>".into(),
        excerpt: String::new(),
        slug: slug.to_owned(),
        tags: Vec::new(),
        categories: Vec::new(),
        status: RemoteStatus::Draft,
        date: None,
        settings: Settings::default(),
        history: Vec::new(),
    }
}

#[tokio::test]
async fn a_post_whose_reply_was_lost_is_published_once() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::Done, no_answer);
    let publication = desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    desk.send().await;
    assert_eq!(desk.states(), [JobState::Unknown]);
    assert_eq!(
        there.post().slug,
        desk.publication(publication).marker_slug()
    );

    desk.wait(A_WHILE);
    desk.send().await;

    assert_eq!(desk.open_jobs(), []);
    let post = there.post();
    assert_eq!(post.slug, "le-phare");
    assert_eq!(post.status, RemoteStatus::Published);
    assert_eq!(there.count(Call::Reserve), 1);
    let publication = desk.publication(publication);
    assert_eq!(
        publication.url.as_deref(),
        Some("https://carnet.example/le-phare/")
    );
    assert_eq!(publication.sent, Some(publication.wanted));
}

#[tokio::test]
async fn a_reservation_that_never_arrived_is_made_again_only_after_two_looks_apart() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::None, no_answer);
    desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    desk.send().await;

    desk.wait(A_WHILE);
    desk.send().await;
    assert_eq!(desk.states(), [JobState::Unknown]);
    assert_eq!(
        (there.count(Call::FindReserved), there.count(Call::Reserve)),
        (1, 1)
    );

    desk.wait(look_again() - 1);
    desk.send().await;
    assert_eq!(there.count(Call::FindReserved), 1, "the pause is kept");

    desk.wait(1);
    desk.send().await;
    assert_eq!(there.count(Call::FindReserved), 2);
    assert_eq!(there.count(Call::Reserve), 2);
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn a_place_that_somebody_wrote_in_before_it_was_found_is_not_written_over() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::Done, no_answer);
    desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    desk.send().await;
    there.edit(|p| p.content = "<p>D’une autre main.</p>".into());
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    // Another click changes nothing about that; a look at it does.
    desk.office.retry_job(desk.only_job().job.id).unwrap();
    desk.send().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().content, "<p>D’une autre main.</p>");
    let job = desk.only_job().job.id;
    desk.office.send_anyway(job).await.unwrap();
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().content.trim(), "<p>Il éclaire.</p>");
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn a_place_whose_job_was_cancelled_in_doubt_is_found_again_by_the_next() {
    for behind in [false, true] {
        let (desk, blog, there) = Desk::with_blog();
        let post = desk.draft("Le phare", "Un.");
        there.fail(Call::Reserve, Effect::Done, no_answer);
        desk.publish(post, blog);
        desk.send().await;
        let doubted = desk.only_job().job.id;
        // The next click may come before the first job is taken away, or after.
        desk.rewrite(post, &text("Le phare", "Deux."));
        if behind {
            desk.publish(post, blog);
            desk.office.cancel_job(doubted).unwrap();
        } else {
            desk.office.cancel_job(doubted).unwrap();
            assert_eq!(desk.open_jobs(), []);
            desk.publish(post, blog);
        }
        desk.send_until_quiet().await;
        assert_eq!(desk.open_jobs(), [], "{behind}");
        assert_eq!(there.count(Call::Reserve), 1, "{behind}");
        assert_eq!(there.post().content.trim(), "<p>Deux.</p>");
    }
}

#[tokio::test]
async fn a_look_that_fails_counts_for_nothing() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::Done, no_answer);
    desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    desk.send().await;
    for error in [unreachable, no_answer] {
        there.fail(Call::FindReserved, Effect::None, error);
        desk.wait(A_WHILE);
        desk.send().await;
        assert_eq!(desk.states(), [JobState::Unknown]);
    }
    assert_eq!(desk.only_job().job.looks, 0);
    desk.send_until_quiet().await;
    assert_eq!(there.post().status, RemoteStatus::Published);
    assert_eq!(there.count(Call::Reserve), 1);
}

#[tokio::test]
async fn found_twice_both_are_left_and_the_writer_is_asked() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::Done, no_answer);
    desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    desk.send().await;
    let twin = there.post();
    there.with(|s| {
        let id = s.new_id();
        s.posts.insert(id, twin.clone());
    });
    desk.wait(A_WHILE);
    desk.send().await;
    assert_eq!(desk.states(), [failed(Cause::FoundTwice)]);
    assert_eq!(there.posts().len(), 2);
    assert!(
        there
            .posts()
            .iter()
            .all(|p| p.slug == twin.slug && p.status == twin.status)
    );

    // The writer throws one away on the blog and tries again: the other is it.
    there.with(|s| {
        let (_, second) = s.posts.iter_mut().next_back().unwrap();
        second.status = RemoteStatus::Trash;
        second.slug.push_str("__trashed");
    });
    desk.office.retry_job(desk.only_job().job.id).unwrap();
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    let states: Vec<_> = there.posts().into_iter().map(|p| p.status).collect();
    assert_eq!(states, [RemoteStatus::Published, RemoteStatus::Trash]);
}

#[tokio::test]
async fn a_fill_whose_reply_was_lost_is_not_taken_for_somebody_elses_change() {
    for arrived in [Effect::Done, Effect::None] {
        let (desk, blog, there) = Desk::with_blog();
        // This blog writes the markup anew: what it has is never what was sent, byte for byte.
        there.with(|s| s.rewrite = |html| html.replace("<em>", "<i>").replace("</em>", "</i>"));
        let (post, publication) = desk.published(blog, "Le phare", "Il *éclaire*.").await;
        desk.rewrite(post, &text("Le phare", "Il *éclaire* encore."));
        there.fail(Call::Fill, arrived, no_answer);
        desk.publish(post, blog);
        desk.send().await;
        assert_eq!(desk.states(), [JobState::Unknown]);

        desk.send_until_quiet().await;

        assert_eq!(desk.open_jobs(), [], "{arrived:?}");
        assert!(there.post().content.contains("<i>éclaire</i> encore"));
        let publication = desk.publication(publication);
        assert_eq!(publication.base.unwrap().content, there.post().content);
        assert_eq!(publication.sent, Some(publication.wanted));
    }
}

#[tokio::test]
async fn a_text_changed_while_its_fill_was_in_doubt_still_arrives() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
    desk.rewrite(post, &text("Le phare", "Deux."));
    there.fail(Call::Fill, Effect::Done, no_answer);
    desk.publish(post, blog);
    desk.send().await;
    // The blog has "Deux."; nobody knows. The writer goes on.
    desk.rewrite(post, &text("Le phare", "Trois."));
    desk.publish(post, blog);

    desk.send_until_quiet().await;

    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().content.trim(), "<p>Trois.</p>");
    let publication = desk.publication(publication);
    assert_eq!(publication.sent, Some(publication.wanted));
}

#[tokio::test]
async fn while_a_fill_is_in_doubt_somebody_elses_edit_is_still_seen() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Un.").await;
    desk.rewrite(post, &text("Le phare", "Deux."));
    there.fail(Call::Fill, Effect::Done, no_answer);
    desk.publish(post, blog);
    desk.send().await;
    there.edit(|p| p.content = "<p>D’une autre main.</p>".into());
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().content, "<p>D’une autre main.</p>");
}

#[tokio::test]
async fn the_tags_of_a_second_click_are_sent_although_the_words_are_there() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Un.").await;
    desk.rewrite(post, &text("Le phare", "Deux."));
    there.fail(Call::Fill, Effect::Done, no_answer);
    desk.publish(post, blog);
    desk.send().await;
    // The look is refused once, so the doubt passes on to what the writer asks for next.
    there.fail(Call::Post, Effect::None, || {
        billet_remote::RemoteError::Refused {
            code: "x".into(),
            message: "Non.".into(),
        }
    });
    desk.wait(A_WHILE);
    desk.send().await;
    assert!(matches!(
        desk.states().as_slice(),
        [JobState::Failed { .. }]
    ));
    let mut tagged = text("Le phare", "Deux.");
    tagged.tags = vec!["mer".into()];
    desk.rewrite(post, &tagged);
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(there.post().tags, ["mer"]);
}

#[tokio::test]
async fn what_a_killed_process_was_sending_is_looked_for_first() {
    let (desk, blog, there) = Desk::with_blog();
    let publication = desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    // Another process takes the job and makes the place, and the machine goes off before the answer.
    desk.office
        .library()
        .write(|tx| outbox::claim(tx, "4294967295:1:gone", None, desk.office.now()))
        .unwrap()
        .unwrap();
    there.with(|s| {
        let id = s.new_id();
        let slug = desk.publication(publication).marker_slug();
        s.posts.insert(id, reserved(&slug));
    });
    assert_eq!(desk.states(), [JobState::Sending]);

    let next = desk.second_office();
    assert_eq!(next.recover().unwrap(), 1);
    assert_eq!(desk.states(), [JobState::Unknown]);
    next.send_due().await.unwrap();

    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.count(Call::Reserve), 0);
    assert_eq!(there.post().slug, "le-phare");
    assert!(desk.publication(publication).sent.is_some());
}

#[tokio::test]
async fn what_a_living_process_is_sending_is_left_to_it() {
    let (desk, blog, there) = Desk::with_blog();
    desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    let gate = there.hold(Call::Reserve);
    let sending = tokio::spawn({
        let office = desk.office.clone();
        async move { office.send_due().await }
    });
    gate.reached.notified().await;

    let second = desk.second_office();
    assert_eq!(second.recover().unwrap(), 0);
    assert_eq!(second.send_due().await.unwrap(), 0);
    assert_eq!(desk.states(), [JobState::Sending]);

    gate.open.notify_one();
    sending.await.unwrap().unwrap();
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.count(Call::Reserve), 1);
}

#[tokio::test]
async fn an_attempt_that_was_dropped_midway_is_looked_for() {
    let (desk, blog, there) = Desk::with_blog();
    desk.publish(desk.draft("Le phare", "Il éclaire."), blog);
    let gate = there.hold(Call::Fill);
    let sending = tokio::spawn({
        let office = desk.office.clone();
        async move { office.send_due().await }
    });
    gate.reached.notified().await;
    sending.abort();
    assert!(sending.await.unwrap_err().is_cancelled());
    assert_eq!(desk.states(), [JobState::Sending]);

    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.count(Call::Reserve), 1);
    assert_eq!(there.post().status, RemoteStatus::Published);
}
