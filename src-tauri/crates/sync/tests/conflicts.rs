//! A post that somebody else changed, threw away or deleted on the blog.

mod support;

use billet_core::{Cause, JobState, RemoteStatus};
use support::fake_blog::Call;
use support::{Desk, failed, text};

#[tokio::test]
async fn an_edit_made_elsewhere_is_never_overwritten_unless_the_writer_says_so() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
    there.edit(|p| p.content = "<p>Corrigé en ligne.</p>".into());
    desk.rewrite(post, &text("Le phare", "Deux."));
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().content, "<p>Corrigé en ligne.</p>");
    assert_eq!(there.count(Call::Fill), 1);

    // Trying again is not saying so.
    let job = desk.only_job().job.id;
    desk.office.retry_job(job).unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);

    desk.office.send_anyway(job).await.unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().content.trim(), "<p>Deux.</p>");
    assert_eq!(
        desk.publication(publication).base.unwrap().content,
        there.post().content
    );
}

#[tokio::test]
async fn a_second_edit_elsewhere_after_send_anyway_is_seen_too() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Un.").await;
    there.edit(|p| p.title = "Le sémaphore".into());
    desk.rewrite(post, &text("Le phare", "Deux."));
    desk.publish(post, blog);
    desk.send().await;
    desk.office
        .send_anyway(desk.only_job().job.id)
        .await
        .unwrap();
    there.edit(|p| p.excerpt = "Un résumé".into());
    desk.send().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().excerpt, "Un résumé");
}

#[tokio::test]
async fn a_post_gone_from_the_blog_is_made_anew_once_when_the_writer_wants_it() {
    for deleted in [true, false] {
        let (desk, blog, there) = Desk::with_blog();
        let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
        let before = desk.publication(publication);
        if deleted {
            there.with(|s| s.posts.clear());
        } else {
            there.edit(|p| p.status = RemoteStatus::Trash);
        }
        desk.rewrite(post, &text("Le phare", "Deux."));
        desk.publish(post, blog);
        desk.send_until_quiet().await;
        assert_eq!(desk.states(), [failed(Cause::Gone)]);
        assert_eq!(there.count(Call::Reserve), 1, "nothing is made unasked");

        desk.office
            .send_anyway(desk.only_job().job.id)
            .await
            .unwrap();
        desk.send_until_quiet().await;
        assert_eq!(desk.open_jobs(), []);
        assert_eq!(there.count(Call::Reserve), 2);
        let public = there.posts();
        let public: Vec<_> = public
            .iter()
            .filter(|p| p.status == RemoteStatus::Published)
            .collect();
        assert_eq!(public.len(), 1);
        assert_eq!(public.first().unwrap().content.trim(), "<p>Deux.</p>");
        let after = desk.publication(publication);
        assert_ne!(after.remote_id, before.remote_id);
        assert_ne!(after.marker, before.marker);
    }
}

#[tokio::test]
async fn a_post_that_the_writer_threw_away_comes_back_in_its_place() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
    desk.office.trash_post(post, true).unwrap();
    desk.send_until_quiet().await;
    assert_eq!(there.post().status, RemoteStatus::Trash);

    desk.publish(post, blog);
    desk.send().await;

    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().status, RemoteStatus::Published);
    assert_eq!(there.post().slug, "le-phare");
    assert_eq!(
        desk.publication(publication).status,
        Some(RemoteStatus::Published)
    );
    let here = desk.read(|conn| billet_store::posts::get(conn, post));
    assert_eq!(here.shelf, billet_core::Shelf::Published);
}

#[tokio::test]
async fn send_anyway_while_the_blog_is_down_changes_nothing() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
    there.edit(|p| p.content = "<p>Ailleurs.</p>".into());
    desk.rewrite(post, &text("Le phare", "Deux."));
    desk.publish(post, blog);
    desk.send().await;
    let before = desk.publication(publication);
    there.with(|s| s.down = true);
    let job = desk.only_job().job.id;
    assert!(desk.office.send_anyway(job).await.is_err());
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(desk.publication(publication), before);
}

#[tokio::test]
async fn send_anyway_leaves_a_job_that_is_under_way_alone() {
    let (desk, blog, there) = Desk::with_blog();
    let publication = desk.publish(desk.draft("Le phare", "Un."), blog);
    let gate = there.hold(Call::Fill);
    let sending = tokio::spawn({
        let office = desk.office.clone();
        async move { office.send_due().await }
    });
    gate.reached.notified().await;
    let job = desk.only_job().job.id;
    there.with(|s| s.posts.clear());
    desk.office.send_anyway(job).await.unwrap();
    assert_eq!(desk.states(), [JobState::Sending]);
    assert!(desk.publication(publication).remote_id.is_some());
    gate.open.notify_one();
    sending.await.unwrap().unwrap();
    assert_eq!(desk.states(), [failed(Cause::Gone)]);
}
