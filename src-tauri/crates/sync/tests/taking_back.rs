//! A post thrown away and taken out of the trash again: what has not left stays where it was.

mod support;

use std::time::Duration;

use billet_core::{JobKind, JobState, PostId, RemoteStatus, Shelf};
use billet_store::{posts, publications};
use billet_sync::GRACE;
use support::fake_blog::{Call, Effect};
use support::{Desk, no_answer, public, seconds, text};

fn shelf(desk: &Desk, post: PostId) -> Shelf {
    desk.read(|conn| posts::get(conn, post)).shelf
}

#[tokio::test]
async fn a_removal_leaves_after_its_grace_and_not_before() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Le phare", "Il éclaire.").await;
    desk.office.trash_post(post, true).unwrap();
    assert_eq!(desk.next_due_in(), seconds(GRACE));
    assert_eq!(desk.send().await, 0);
    desk.wait(seconds(GRACE));
    desk.send().await;
    assert_eq!(there.post().status, RemoteStatus::Trash);
    // Now it is too late: it comes back here, and the blog's own trash has the other one.
    assert_eq!(desk.office.restore_post(post).unwrap(), 1);
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(shelf(&desk, post), Shelf::Drafts);
}

#[tokio::test]
async fn put_back_in_time_no_blog_ever_hears_of_it() {
    let desk = Desk::new();
    let (first, one) = desk.add_blog("Un");
    let (second, two) = desk.add_blog("Deux");
    let post = desk.draft("Partout", "Du texte.");
    desk.office
        .publish(post, &[first, second], &public())
        .unwrap();
    desk.send().await;
    let writes = (one.writes(), two.writes());
    desk.office.trash_post(post, true).unwrap();
    assert_eq!(desk.states(), [JobState::Queued, JobState::Queued]);

    assert_eq!(desk.office.restore_post(post).unwrap(), 0);

    assert_eq!(desk.open_jobs(), [], "what is there is what was wanted");
    desk.wait(seconds(GRACE) + 1);
    desk.send_until_quiet().await;
    assert_eq!((one.writes(), two.writes()), writes);
    assert_eq!(shelf(&desk, post), Shelf::Published);
}

#[tokio::test]
async fn what_the_removal_took_the_place_of_is_put_back() {
    let (desk, blog, there) = Desk::with_blog();
    // An update that waits, and a post that is on its way for the first time.
    let (old, _) = desk.published(blog, "Le phare", "Un.").await;
    desk.rewrite(old, &text("Le phare", "Deux."));
    there.with(|s| s.down = true);
    let updated = desk.publish(old, blog);
    let new = desk.draft("La jetée", "Trois.");
    let first = desk.publish(new, blog);
    desk.office.trash_post(old, true).unwrap();
    desk.office.trash_post(new, false).unwrap();
    let removals: Vec<_> = desk
        .open_jobs()
        .into_iter()
        .map(|row| row.job.kind)
        .collect();
    let trash = |publication| JobKind::Trash {
        publication,
        after: None,
    };
    assert_eq!(removals, [trash(updated), trash(first)]);

    assert_eq!(desk.office.restore_post(old).unwrap(), 0);
    assert_eq!(desk.office.restore_post(new).unwrap(), 0);
    there.with(|s| s.down = false);
    desk.send_until_quiet().await;

    let mut shown: Vec<_> = there
        .posts()
        .into_iter()
        .map(|p| (p.title, p.content.trim().to_owned(), p.status))
        .collect();
    shown.sort_by(|a, b| a.0.cmp(&b.0));
    let public =
        |title: &str, html: &str| (title.to_owned(), html.to_owned(), RemoteStatus::Published);
    assert_eq!(
        shown,
        [
            public("La jetée", "<p>Trois.</p>"),
            public("Le phare", "<p>Deux.</p>")
        ]
    );
}

#[tokio::test]
async fn a_removal_that_failed_or_waits_is_taken_back_and_one_in_doubt_is_not() {
    for (effect, too_late) in [(None, 0), (Some(Effect::None), 1), (Some(Effect::Done), 1)] {
        let (desk, blog, there) = Desk::with_blog();
        let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
        match effect {
            Some(effect) => there.fail(Call::TrashPost, effect, no_answer),
            None => there.with(|s| s.down = true),
        }
        desk.office
            .trash_post_after(post, true, Duration::ZERO)
            .unwrap();
        desk.send().await;
        assert_eq!(
            desk.office.restore_post(post).unwrap(),
            too_late,
            "{effect:?}"
        );
        there.with(|s| s.down = false);
        desk.send_until_quiet().await;
        let expected = match effect {
            None => RemoteStatus::Published,
            Some(_) => RemoteStatus::Trash,
        };
        assert_eq!(there.post().status, expected, "{effect:?}");
        assert_eq!(desk.publication(publication).status, Some(expected));
    }
}

#[tokio::test]
async fn thrown_away_here_only_during_its_first_fill_it_goes_from_the_blog_too() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Le phare", "Il éclaire.");
    desk.publish(post, blog);
    let gate = there.hold(Call::Fill);
    let sending = tokio::spawn({
        let office = desk.office.clone();
        async move { office.send_due().await }
    });
    gate.reached.notified().await;
    desk.office.trash_post(post, false).unwrap();
    gate.open.notify_one();
    sending.await.unwrap().unwrap();
    desk.send_until_quiet().await;
    assert_eq!(there.post().status, RemoteStatus::Trash);
}

#[tokio::test]
async fn a_removal_that_the_writer_takes_from_the_outbox_leaves_nothing_half_wanted() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.down = true);
    let post = desk.draft("Le phare", "Il éclaire.");
    desk.publish(post, blog);
    desk.office.trash_post(post, false).unwrap();
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    assert_eq!(desk.read(|conn| publications::of_post(conn, post)), []);
    assert_eq!(desk.office.restore_post(post).unwrap(), 0);
    assert_eq!(desk.open_jobs(), []);
}
