//! The queue when a blog is away, asks for patience or refuses the password.

mod support;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use billet_core::{
    AUTOMATIC_FOR, BlogHealth, Cause, CommentStatus, Decision, Heard, JobState, LONGEST_WAIT,
    RemoteStatus,
};
use billet_remote::RemoteError;
use billet_store::blogs;
use support::fake_blog::{Call, Effect};
use support::{A_WHILE, Desk, PASSWORD, failed, lost, no_answer, retry, text};

fn health(desk: &Desk, blog: billet_core::BlogId) -> BlogHealth {
    desk.read(|conn| blogs::get(conn, blog)).health
}

#[tokio::test]
async fn offline_everything_waits_and_then_leaves_in_order() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.down = true);
    for title in ["Un", "Deux", "Trois"] {
        desk.publish(desk.draft(title, "Du texte."), blog);
        desk.wait(1);
    }
    desk.send().await;
    // One found out, and all wait.
    let waiting = [retry(Cause::Offline), JobState::Queued, JobState::Queued];
    assert_eq!(desk.states(), waiting);
    assert_eq!(there.requests(), 1);
    assert_eq!(desk.read(billet_store::outbox::tally).offline, 3);
    assert_eq!(health(&desk, blog), BlogHealth::Unreachable);

    // Nothing is tried again before it is due.
    assert_eq!(desk.send().await, 0);
    let first_wait = desk.next_due_in();
    desk.wait(A_WHILE);
    assert_eq!(desk.send().await, 1, "one tries for all");
    assert!(desk.next_due_in() > first_wait, "each wait is longer");

    there.with(|s| s.down = false);
    desk.wait(A_WHILE);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    let titles: Vec<_> = there.posts().into_iter().map(|p| p.title).collect();
    assert_eq!(titles, ["Un", "Deux", "Trois"]);
    assert_eq!(health(&desk, blog), BlogHealth::Fine);
}

#[tokio::test]
async fn a_blog_that_answers_a_fetch_is_sent_its_queue_at_once() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.down = true);
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send().await;
    assert!(desk.fetch(blog).await.is_err());
    there.with(|s| s.down = false);
    assert_eq!(desk.send().await, 0);
    desk.fetch(blog).await.unwrap();
    assert_eq!(desk.send().await, 1);
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn one_blog_that_is_away_holds_up_no_other() {
    let desk = Desk::new();
    let (first, away) = desk.add_blog("Loin");
    let (second, here) = desk.add_blog("Ici");
    away.with(|s| s.down = true);
    let post = desk.draft("Partout", "Du texte.");
    desk.office
        .publish(post, &[first, second], &support::public())
        .unwrap();
    desk.send().await;
    assert_eq!(here.post().status, RemoteStatus::Published);
    assert_eq!(desk.states(), [retry(Cause::Offline)]);
}

#[tokio::test]
async fn a_blogs_wish_for_patience_is_kept_to_the_second() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::None, || RemoteError::Busy {
        host: "carnet.example".into(),
        after: Some(Duration::from_secs(90)),
    });
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send().await;
    assert_eq!(desk.states(), [retry(Cause::Busy)]);
    assert_eq!(health(&desk, blog), BlogHealth::Fine);
    desk.wait(89);
    assert_eq!(desk.send().await, 0);
    desk.fetch(blog).await.unwrap();
    assert_eq!(desk.send().await, 0, "a fetch does not break the wait");
    desk.wait(1);
    assert_eq!(desk.send().await, 1);
    assert_eq!(desk.open_jobs(), []);
}

#[tokio::test]
async fn a_queue_waits_while_the_password_is_refused_and_goes_on_after() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.password = "neuf".into());
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.publish(desk.draft("Deux", "Du texte."), blog);
    desk.send().await;
    assert_eq!(desk.states(), [retry(Cause::SignIn), JobState::Queued]);
    assert_eq!(health(&desk, blog), BlogHealth::SignIn);
    assert_eq!(desk.office.next_due().unwrap(), None);
    desk.wait(A_WHILE);
    assert_eq!(desk.send().await, 0, "a wrong password is not tried again");

    let refused = desk.office.sign_in_again(blog, "faux").await;
    assert!(refused.unwrap_err().to_string().contains("password"));
    let key = desk.read(|conn| blogs::get(conn, blog)).secret_key;
    let kept = desk.office.secrets().get(key).unwrap();
    assert_eq!(kept.as_deref(), Some(PASSWORD), "the old one is kept");
    assert_eq!(desk.send().await, 0);

    desk.office.sign_in_again(blog, " neuf\n").await.unwrap();
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.posts().len(), 2);
    assert_eq!(health(&desk, blog), BlogHealth::Fine);
}

#[tokio::test]
async fn without_a_password_the_queue_waits_and_nothing_is_asked() {
    let (desk, blog, there) = Desk::with_blog();
    let key = desk.read(|conn| blogs::get(conn, blog)).secret_key;
    desk.office.secrets().delete(key).unwrap();
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send().await;
    assert_eq!(desk.states(), [retry(Cause::NoSecret)]);
    assert_eq!(there.count(Call::Reserve), 0);
    assert!(desk.office.check_blog(blog).await.is_err());
    desk.office.sign_in_again(blog, PASSWORD).await.unwrap();
    desk.send().await;
    assert_eq!(there.posts().len(), 1);
}

#[tokio::test]
async fn what_the_blog_refuses_stays_with_its_words_until_the_writer_acts() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::None, || RemoteError::Refused {
        code: "x".into(),
        message: "Pas de titre.".into(),
    });
    let publication = desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send_until_quiet().await;
    let refused = failed(Cause::Refused {
        message: "Pas de titre.".into(),
    });
    assert_eq!(desk.states(), [refused]);
    desk.office.cancel_job(desk.only_job().job.id).unwrap();
    assert_eq!(desk.open_jobs(), []);
    let gone = desk
        .office
        .library()
        .read(|conn| billet_store::publications::get(conn, publication));
    assert!(gone.is_err(), "it never got a place on the blog");
}

#[tokio::test]
async fn after_three_days_without_the_blog_the_writer_is_told_and_can_try_again() {
    let (desk, blog, there) = Desk::with_blog();
    there.with(|s| s.down = true);
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send().await;
    // A clock that is set, or a computer that slept, is no three days of trying.
    desk.wait(support::seconds(AUTOMATIC_FOR) + 1);
    desk.send().await;
    assert_eq!(desk.states(), [retry(Cause::Offline)]);
    for _ in 0..4 {
        desk.wait(A_WHILE);
        desk.send().await;
    }
    assert_eq!(desk.states(), [failed(Cause::GaveUp)]);
    there.with(|s| s.down = false);
    desk.office.retry_job(desk.only_job().job.id).unwrap();
    desk.send().await;
    assert_eq!(there.posts().len(), 1);
}

#[tokio::test]
async fn a_second_click_while_the_first_is_being_sent_goes_out_after_it() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Un", "Première version.");
    desk.publish(post, blog);
    let gate = there.hold(Call::Fill);
    let sending = tokio::spawn({
        let office = Arc::clone(&desk.office);
        async move { office.send_due().await }
    });
    gate.reached.notified().await;
    desk.rewrite(post, &text("Un", "Dernière version."));
    desk.publish(post, blog);
    desk.publish(post, blog);
    assert_eq!(desk.states(), [JobState::Sending, JobState::Queued]);
    gate.open.notify_one();
    assert_eq!(sending.await.unwrap().unwrap(), 2);
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.count(Call::Reserve), 1);
    assert_eq!(there.post().content.trim(), "<p>Dernière version.</p>");
}

#[tokio::test]
async fn the_running_outbox_wakes_for_new_work_and_for_what_falls_due() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::None, support::unreachable);
    // The story's sleeper: time passes at once, and it sleeps for ever when nothing will be due.
    let clock = Arc::clone(&desk.clock);
    let running = tokio::spawn(Arc::clone(&desk.office).run(move |until| {
        if let Some(until) = until {
            clock.fetch_max(until.as_second() + 1, Ordering::SeqCst);
        }
        async move {
            if until.is_none() {
                std::future::pending::<()>().await;
            }
        }
    }));
    desk.publish(desk.draft("Un", "Du texte."), blog);
    let arrived = async {
        while !desk.open_jobs().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), arrived)
        .await
        .unwrap();
    assert_eq!(there.count(Call::Reserve), 2);
    running.abort();
}

#[tokio::test]
async fn an_end_that_could_not_be_written_down_is_looked_for_not_forgotten() {
    let (desk, blog, there) = Desk::with_blog();
    desk.publish(desk.draft("Un", "Du texte."), blog);
    let gate = there.hold(Call::Reserve);
    let sending = tokio::spawn({
        let office = Arc::clone(&desk.office);
        async move { office.send_due().await }
    });
    gate.reached.notified().await;
    // The library takes nothing for a moment, as on a full disk.
    let full = desk.other_connection();
    full.execute_batch(
        "CREATE TRIGGER full BEFORE UPDATE ON jobs BEGIN SELECT raise(ABORT, 'full'); END;
         CREATE TRIGGER full_too BEFORE UPDATE ON publications
         BEGIN SELECT raise(ABORT, 'full'); END",
    )
    .unwrap();
    gate.open.notify_one();
    assert!(sending.await.unwrap().is_err());
    assert_eq!(desk.states(), [JobState::Sending]);

    full.execute_batch("DROP TRIGGER full; DROP TRIGGER full_too")
        .unwrap();
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.count(Call::Reserve), 1);
    assert_eq!(there.post().status, RemoteStatus::Published);
}

#[tokio::test]
async fn an_ambiguous_end_shows_the_blog_as_not_answering() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::Done, no_answer);
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send().await;
    assert_eq!(health(&desk, blog), BlogHealth::Unreachable);
    desk.send_until_quiet().await;
    assert_eq!(health(&desk, blog), BlogHealth::Fine);
}

#[tokio::test]
async fn a_blog_that_asks_for_patience_is_left_alone_also_when_nobody_knows_what_it_did() {
    // Of how a write was answered, and then the look at what became of it.
    for at_the_look in [false, true] {
        let (desk, blog, there) = Desk::with_blog();
        let wish = || Heard::Patience(Some(Duration::from_secs(600)));
        if at_the_look {
            there.fail(Call::Reserve, Effect::Done, || lost(Heard::Something));
            there.fail(Call::FindReserved, Effect::None, || RemoteError::Busy {
                host: "carnet.example".into(),
                after: Some(Duration::from_secs(600)),
            });
        } else {
            there.fail(Call::Reserve, Effect::Done, move || lost(wish()));
        }
        desk.publish(desk.draft("Un", "Du texte."), blog);
        desk.send().await;
        if at_the_look {
            desk.wait(desk.next_due_in() + 1);
            desk.send().await;
        }
        assert_eq!(desk.states(), [JobState::Unknown]);
        assert_eq!(health(&desk, blog), BlogHealth::Fine);
        // Another post, a network that comes back, and a fetch: none ends the wait.
        desk.publish(desk.draft("Deux", "Du texte."), blog);
        desk.office.network_changed().unwrap();
        desk.fetch(blog).await.unwrap();
        let before = there.count(Call::FindReserved);
        desk.wait(599);
        assert_eq!(desk.send().await, 0, "{at_the_look}");
        assert_eq!(there.count(Call::FindReserved), before);
        desk.wait(1);
        assert_eq!(desk.send().await, 2);
        assert_eq!(desk.open_jobs(), []);
        assert_eq!(there.posts().len(), 2, "each once");
    }
}

#[tokio::test]
async fn no_wish_for_patience_is_followed_for_ever() {
    let (desk, blog, there) = Desk::with_blog();
    let week = || Heard::Patience(Some(Duration::from_secs(7 * 86_400)));
    there.fail(Call::Reserve, Effect::Done, move || lost(week()));
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.send().await;
    assert_eq!(desk.next_due_in(), support::seconds(LONGEST_WAIT));
    desk.send_until_quiet().await;
    assert_eq!(there.count(Call::Reserve), 1);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_stops_nothing_else_of_its_blog() {
    // Of the write itself, of the look before it, and of the look after it.
    for call in [Call::Reserve, Call::Fill, Call::Post, Call::FindReserved] {
        let (desk, blog, there) = Desk::with_blog();
        let (post, _) = desk.published(blog, "Un", "Du texte.").await;
        if call == Call::FindReserved {
            there.fail(Call::Reserve, Effect::Done, || lost(Heard::Something));
            desk.publish(desk.draft("Deux", "Du texte."), blog);
            desk.send().await;
            desk.wait(desk.next_due_in() + 1);
        } else if call == Call::Post {
            desk.rewrite(post, &text("Un", "Un autre texte."));
            desk.publish(post, blog);
        } else {
            desk.publish(desk.draft("Deux", "Du texte."), blog);
        }
        there.fail(call, Effect::Done, || lost(Heard::Something));
        let (id, remote) = desk
            .comment_on(blog, &there, CommentStatus::Pending, "<p>Oui</p>")
            .await;
        desk.office
            .decide_after(&[id], Decision::Approve, Duration::ZERO)
            .unwrap();
        assert_eq!(desk.send().await, 2, "{call:?}");
        assert_eq!(there.status_of(&remote), CommentStatus::Approved);
        assert_eq!(health(&desk, blog), BlogHealth::Fine, "{call:?}");
        let waits = match call {
            Call::Post => retry(Cause::Unreadable),
            _ => JobState::Unknown,
        };
        assert_eq!(desk.states(), [waits], "{call:?}");
        desk.send_until_quiet().await;
        assert_eq!(desk.open_jobs(), []);
    }
}

#[tokio::test]
async fn a_blog_whose_gateway_speaks_for_it_is_tried_by_one_job() {
    let (desk, blog, there) = Desk::with_blog();
    there.fail(Call::Reserve, Effect::None, || lost(Heard::Nothing));
    desk.publish(desk.draft("Un", "Du texte."), blog);
    desk.publish(desk.draft("Deux", "Du texte."), blog);
    assert_eq!(desk.send().await, 1, "the second waits with the first");
    assert_eq!(desk.states(), [JobState::Unknown, JobState::Queued]);
}
