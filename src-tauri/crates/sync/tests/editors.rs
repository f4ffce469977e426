//! What an editor did on the blog survives an update: its status, its date, its tags.
#![allow(
    clippy::unwrap_used,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

mod support;

use billet_core::{
    BlogId, Cause, PostId, PostText, PublicationId, PublishStatus, RemoteStatus, Target,
};
use jiff::Timestamp;
use support::fake_blog::{Call, Effect, FakePost};
use support::{Desk, failed, no_answer, public, text};

fn tagged(body: &str, tags: &[&str]) -> PostText {
    PostText {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..text("Le phare", body)
    }
}

fn draft() -> Target {
    Target {
        status: PublishStatus::Draft,
        at: None,
    }
}

fn at(at: Timestamp) -> Target {
    Target {
        status: PublishStatus::Publish,
        at: Some(at),
    }
}

async fn sent(desk: &Desk, post: PostId, blog: BlogId, target: &Target) -> PublicationId {
    let made = desk.office.publish(post, &[blog], target).unwrap();
    desk.send().await;
    *made.first().unwrap()
}

fn stands(post: &FakePost) -> (&RemoteStatus, &str) {
    (&post.status, post.content.trim())
}

#[tokio::test]
async fn a_draft_that_an_editor_made_public_stays_public() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.office.new_post(&tagged("Un.", &["mer"])).unwrap();
    let publication = sent(&desk, post, blog, &draft()).await;
    assert_eq!(there.post().status, RemoteStatus::Draft);
    there.edit(|p| {
        p.status = RemoteStatus::Published;
        p.tags.push("phares".into());
        p.categories = vec!["Voyages".into()];
    });

    desk.rewrite(post, &tagged("Deux.", &["mer"]));
    sent(&desk, post, blog, &draft()).await;

    assert_eq!(desk.open_jobs(), []);
    let now = there.post();
    assert_eq!(stands(&now), (&RemoteStatus::Published, "<p>Deux.</p>"));
    assert_eq!(now.tags, ["mer", "phares"]);
    assert_eq!(now.categories, ["Voyages"]);
    let known = desk.publication(publication);
    assert_eq!(known.status, Some(RemoteStatus::Published));
    assert_eq!(
        known.url.as_deref(),
        Some("https://carnet.example/le-phare/")
    );
}

#[tokio::test]
async fn a_post_that_an_editor_made_private_or_put_off_stays_so() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Un.").await;
    there.edit(|p| p.status = RemoteStatus::Private);
    desk.rewrite(post, &text("Le phare", "Deux."));
    sent(&desk, post, blog, &public()).await;
    assert_eq!(
        stands(&there.post()),
        (&RemoteStatus::Private, "<p>Deux.</p>")
    );

    let later = desk.office.now() + std::time::Duration::from_secs(86_400);
    there.edit(|p| {
        p.status = RemoteStatus::Scheduled;
        p.date = Some(later);
    });
    desk.rewrite(post, &text("Le phare", "Trois."));
    sent(&desk, post, blog, &public()).await;
    let now = there.post();
    assert_eq!(stands(&now), (&RemoteStatus::Scheduled, "<p>Trois.</p>"));
    assert_eq!(now.date, Some(later));
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn another_wish_over_an_editors_status_is_asked_about() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
    there.edit(|p| p.status = RemoteStatus::Private);
    let later = desk.office.now() + std::time::Duration::from_secs(86_400);
    sent(&desk, post, blog, &at(later)).await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    // Trying again is not saying so.
    let job = desk.only_job().job.id;
    desk.office.retry_job(job).unwrap();
    desk.send().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().status, RemoteStatus::Private);

    desk.office.send_anyway(job).await.unwrap();
    desk.send().await;
    assert_eq!(there.post().status, RemoteStatus::Scheduled);
    assert_eq!(desk.publication(publication).sent_target, Some(at(later)));
}

#[tokio::test]
async fn the_writers_new_tags_never_replace_an_editors_unasked() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.office.new_post(&tagged("Un.", &["mer"])).unwrap();
    sent(&desk, post, blog, &public()).await;
    there.edit(|p| p.tags.push("phares".into()));
    // An update of the text in between has not agreed on them.
    desk.rewrite(post, &tagged("Deux.", &["mer"]));
    sent(&desk, post, blog, &public()).await;
    desk.rewrite(post, &tagged("Deux.", &["mer", "nuit"]));
    sent(&desk, post, blog, &public()).await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().tags, ["mer", "phares"]);

    let job = desk.only_job().job.id;
    desk.office.send_anyway(job).await.unwrap();
    desk.send().await;
    assert_eq!(there.post().tags, ["mer", "nuit"]);
    // Where nobody interferes, no question is asked.
    desk.rewrite(post, &tagged("Deux.", &[]));
    sent(&desk, post, blog, &public()).await;
    assert_eq!(desk.open_jobs(), []);
    assert!(there.post().tags.is_empty());
}

#[tokio::test]
async fn a_status_that_came_in_doubt_and_was_put_back_is_asked_about() {
    for (arrived, put_back) in [
        (Effect::Done, true),
        (Effect::Done, false),
        (Effect::None, false),
    ] {
        let (desk, blog, there) = Desk::with_blog();
        let post = desk.office.new_post(&tagged("Un.", &[])).unwrap();
        sent(&desk, post, blog, &draft()).await;
        desk.rewrite(post, &tagged("Deux.", &[]));
        there.fail(Call::Fill, arrived, no_answer);
        sent(&desk, post, blog, &public()).await;
        if put_back {
            assert_eq!(there.post().status, RemoteStatus::Published);
            there.edit(|p| p.status = RemoteStatus::Draft);
        }
        desk.send_until_quiet().await;
        let now = there.post();
        if put_back {
            assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
            assert_eq!(stands(&now), (&RemoteStatus::Draft, "<p>Deux.</p>"));
        } else {
            assert_eq!(desk.open_jobs(), [], "{arrived:?}");
            assert_eq!(stands(&now), (&RemoteStatus::Published, "<p>Deux.</p>"));
        }
    }
}

#[tokio::test]
async fn a_text_sent_anyway_has_not_agreed_on_an_editors_tags() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.office.new_post(&tagged("Un.", &["mer"])).unwrap();
    sent(&desk, post, blog, &public()).await;
    there.edit(|p| {
        p.content = "<p>Corrigé en ligne.</p>".into();
        p.tags.push("phares".into());
    });
    desk.rewrite(post, &tagged("Deux.", &["mer"]));
    sent(&desk, post, blog, &public()).await;
    let job = desk.only_job().job.id;
    desk.office.send_anyway(job).await.unwrap();
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().tags, ["mer", "phares"]);

    desk.rewrite(post, &tagged("Deux.", &["mer", "nuit"]));
    sent(&desk, post, blog, &public()).await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().tags, ["mer", "phares"]);
}

#[tokio::test]
async fn new_tags_whose_answer_was_lost_are_no_change_elsewhere() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.office.new_post(&tagged("Un.", &["mer"])).unwrap();
    sent(&desk, post, blog, &draft()).await;
    there.fail(Call::Fill, Effect::Done, no_answer);
    desk.rewrite(post, &tagged("Un.", &["mer", "nuit"]));
    sent(&desk, post, blog, &public()).await;
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().tags, ["mer", "nuit"]);
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn a_scheduled_post_that_came_out_by_itself_takes_another_date() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Le phare", "Un.");
    let soon = desk.office.now() + std::time::Duration::from_secs(60);
    sent(&desk, post, blog, &at(soon)).await;
    desk.wait(120);
    there.edit(|p| p.status = RemoteStatus::Published);
    let old = desk.office.now() - std::time::Duration::from_secs(86_400);
    sent(&desk, post, blog, &at(old)).await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().date, Some(old));
}

#[tokio::test]
async fn now_means_now_although_the_blog_still_has_a_later_date() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Le phare", "Un.");
    let later = desk.office.now() + std::time::Duration::from_secs(86_400);
    sent(&desk, post, blog, &at(later)).await;
    assert_eq!(there.post().status, RemoteStatus::Scheduled);
    sent(&desk, post, blog, &draft()).await;
    assert_eq!(
        (there.post().status, there.post().date),
        (RemoteStatus::Draft, Some(later))
    );
    sent(&desk, post, blog, &public()).await;
    assert_eq!(there.post().status, RemoteStatus::Published);
    assert_eq!(there.post().date, Some(desk.office.now()));

    // Straight from scheduled to now, too.
    let other = desk.draft("La mer", "Un.");
    there.with(|s| s.posts.clear());
    sent(&desk, other, blog, &at(later)).await;
    sent(&desk, other, blog, &public()).await;
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn taking_an_update_back_takes_its_wish_back_too() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
    there.with(|s| s.down = true);
    sent(&desk, post, blog, &draft()).await;
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    assert_eq!(desk.publication(publication).target, public());

    there.with(|s| s.down = false);
    desk.rewrite(post, &text("Le phare", "Deux."));
    let again = desk.publication(publication).target;
    sent(&desk, post, blog, &again).await;
    assert_eq!(
        stands(&there.post()),
        (&RemoteStatus::Published, "<p>Deux.</p>")
    );
}

#[tokio::test]
async fn a_post_thrown_away_and_restored_on_the_blog_is_not_published_unasked() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Un.").await;
    desk.office.trash_post(post, true).unwrap();
    desk.wait(60);
    desk.send().await;
    assert_eq!(there.post().status, RemoteStatus::Trash);
    there.edit(|p| p.status = RemoteStatus::Draft);
    sent(&desk, post, blog, &public()).await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().status, RemoteStatus::Draft);
}

fn wish(status: PublishStatus) -> Target {
    Target { status, at: None }
}

#[tokio::test]
async fn a_post_handed_in_for_review_that_an_editor_published_stays_public() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.office.new_post(&tagged("Un.", &["mer"])).unwrap();
    let review = wish(PublishStatus::Pending);
    let publication = sent(&desk, post, blog, &review).await;
    assert_eq!(
        stands(&there.post()),
        (&RemoteStatus::Pending, "<p>Un.</p>")
    );
    assert_eq!(
        desk.publication(publication).status,
        Some(RemoteStatus::Pending)
    );
    there.edit(|p| p.status = RemoteStatus::Published);

    desk.rewrite(post, &tagged("Deux.", &["mer"]));
    sent(&desk, post, blog, &review).await;

    assert_eq!(desk.open_jobs(), []);
    assert_eq!(
        stands(&there.post()),
        (&RemoteStatus::Published, "<p>Deux.</p>")
    );
    // Another wish, which would take it from its readers, is asked about.
    there.edit(|p| p.status = RemoteStatus::Scheduled);
    sent(&desk, post, blog, &wish(PublishStatus::Private)).await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().status, RemoteStatus::Scheduled);
}

#[tokio::test]
async fn a_review_whose_answer_was_lost_is_not_asked_for_over_the_editors_yes() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.office.new_post(&text("Le phare", "Un.")).unwrap();
    there.fail(Call::Fill, Effect::Done, no_answer);
    sent(&desk, post, blog, &wish(PublishStatus::Pending)).await;
    there.edit(|p| p.status = RemoteStatus::Published);
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn what_only_members_see_can_be_shown_to_all_and_hidden_again() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.office.new_post(&text("Le phare", "Un.")).unwrap();
    let wishes = [
        (PublishStatus::Private, RemoteStatus::Private),
        (PublishStatus::Publish, RemoteStatus::Published),
        (PublishStatus::Private, RemoteStatus::Private),
        (PublishStatus::Pending, RemoteStatus::Pending),
        (PublishStatus::Draft, RemoteStatus::Draft),
    ];
    for (asked, stands) in wishes {
        sent(&desk, post, blog, &wish(asked)).await;
        assert_eq!(desk.open_jobs(), []);
        assert_eq!(there.post().status, stands, "{asked:?}");
    }
}
