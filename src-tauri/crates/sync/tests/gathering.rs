//! The posts that are on a blog already: they come in, later only what changed, and what the writer
//! changed here is never written over.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use billet_core::{
    BlogId, News, Post, PostId, PostKind, PostText, Publication, RemoteId, RemoteStatus, Shelf,
};
use billet_remote::RemoteError;
use billet_store::posts::Filter;
use billet_store::{blogs, fetched, posts, publications};
use billet_sync::Gathered;
use support::fake_blog::{Call, Effect, FakeBlog};
use support::{Desk, no_answer};

const A_DAY: i64 = 25 * 60 * 60;

async fn gather(desk: &Desk, blog: BlogId) -> Gathered {
    let stop = AtomicBool::new(false);
    desk.office.fetch_posts(blog, false, &stop).await.unwrap()
}

fn new(count: usize) -> Gathered {
    Gathered {
        new: count,
        ..Gathered::default()
    }
}

/// What is known here of a post that the blog calls `remote`.
fn here(desk: &Desk, blog: BlogId, remote: &RemoteId) -> Option<(Post, Publication)> {
    desk.read(|conn| {
        let Some(known) = publications::of_remote(conn, blog, remote)? else {
            return Ok(None);
        };
        Ok(Some((posts::get(conn, known.post)?, known)))
    })
}

fn titles(desk: &Desk, filter: &Filter) -> Vec<String> {
    let rows = desk.read(|conn| posts::list(conn, filter, None, 1000));
    rows.into_iter().map(|row| row.title).collect()
}

fn on_shelf(desk: &Desk, shelf: Shelf) -> Vec<String> {
    titles(desk, &Filter::from(shelf))
}

fn retitle(desk: &Desk, id: PostId, title: &str) {
    let post = desk.read(|conn| posts::get(conn, id));
    let text = PostText {
        title: title.to_owned(),
        ..post.text
    };
    desk.rewrite(id, &text);
}

fn many(there: &FakeBlog, count: usize) {
    for n in 0..count {
        there.write(PostKind::Post, &format!("Billet {n}"), "<p>Un mot.</p>");
    }
}

#[tokio::test]
async fn the_posts_of_a_blog_come_in_on_their_shelves_with_their_names() {
    let (desk, blog, there) = Desk::with_blog();
    let phare = there.write(
        PostKind::Post,
        "Le phare &amp; moi",
        "<p>L’œuvre <em>au noir</em>.</p>",
    );
    there.edit_one(&phare, |post| {
        post.tags = vec!["mer".into()];
        post.categories = vec!["Voyages".into()];
        post.excerpt = "En <b>bref</b>".into();
    });
    let draft = there.write(PostKind::Post, "Brouillon", "");
    there.edit_one(&draft, |post| {
        post.status = RemoteStatus::Draft;
        post.date = None;
        post.slug = String::new();
    });
    let later = there.write(PostKind::Post, "Demain", "<p>x</p>");
    there.edit_one(&later, |post| post.status = RemoteStatus::Scheduled);
    let page = there.write(PostKind::Page, "Qui suis-je", "<p>Zoé.</p>");

    assert_eq!(gather(&desk, blog).await, new(4));

    let (post, known) = here(&desk, blog, &phare).unwrap();
    let text = PostText {
        title: "Le phare & moi".into(),
        body: "L’œuvre *au noir*.".into(),
        slug: Some("le-phare-&amp;-moi".into()),
        excerpt: "En bref".into(),
        tags: vec!["mer".into()],
        categories: vec!["Voyages".into()],
    };
    assert_eq!(post.text, text);
    assert_eq!(post.words, 3);
    assert_eq!(post.created_at, there.one(&phare).date.unwrap());
    assert!(known.fetched && known.kind == PostKind::Post && known.news.is_none());
    assert_eq!(
        known.url.unwrap(),
        "https://carnet.example/le-phare-&amp;-moi/"
    );
    let (_, known) = here(&desk, blog, &page).unwrap();
    assert_eq!(known.kind, PostKind::Page);
    assert_eq!(on_shelf(&desk, Shelf::Drafts), ["Brouillon"]);
    assert_eq!(on_shelf(&desk, Shelf::Scheduled), ["Demain"]);
    assert_eq!(
        on_shelf(&desk, Shelf::Published),
        ["Qui suis-je", "Le phare & moi"]
    );
    for (query, tag) in [(Some("oeuvre"), None), (None, Some("mer"))] {
        let filter = Filter {
            query: query.map(str::to_owned),
            tag: tag.map(str::to_owned),
            blog: Some(blog),
            ..Filter::default()
        };
        assert_eq!(titles(&desk, &filter), ["Le phare & moi"]);
    }
    assert_eq!(there.writes(), 0);
    let row = desk.read(|conn| blogs::get(conn, blog));
    assert_eq!(row.posts_fetched_at, Some(desk.office.now()));
    assert_eq!(desk.office.fetching_posts(), None);
}

#[tokio::test]
async fn fetching_again_costs_only_what_changed() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 250);
    assert_eq!(gather(&desk, blog).await, new(250));

    let before = there.requests();
    assert_eq!(gather(&desk, blog).await, new(0));
    assert_eq!(
        there.requests() - before,
        2,
        "a list of posts and one of pages"
    );

    let old = RemoteId::from(101);
    there.edit_one(&old, |post| post.content = "<p>Deux mots.</p>".into());
    let added = there.write(PostKind::Post, "Nouveau", "<p>x</p>");
    let before = there.requests();
    let brought = gather(&desk, blog).await;
    assert_eq!((brought.new, brought.renewed), (1, 1));
    assert_eq!(there.count(Call::Posts), 4, "both at once");
    assert_eq!(
        there.requests() - before,
        4,
        "and the next page of the list, without anything new"
    );
    let (post, known) = here(&desk, blog, &old).unwrap();
    assert_eq!((post.text.body.as_str(), post.version), ("Deux mots.", 2));
    assert_eq!(known.base.unwrap().content, "<p>Deux mots.</p>");
    let earlier = desk.read(|conn| posts::revisions(conn, post.id));
    let earlier: Vec<_> = earlier.iter().map(|r| r.text.body.as_str()).collect();
    assert_eq!(earlier, ["Deux mots.", "Un mot."]);
    assert!(here(&desk, blog, &added).is_some());
}

#[tokio::test]
async fn every_day_all_are_looked_at_and_none_is_read_again() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 250);
    gather(&desk, blog).await;
    // Put out of the order of changes, as by an import on the blog.
    there.with(|s| s.posts.get_mut(&101).unwrap().modified = "v1".into());
    assert_eq!(gather(&desk, blog).await.renewed, 0);
    desk.wait(A_DAY);
    let (lists, reads) = (there.count(Call::PostMarks), there.count(Call::Posts));
    gather(&desk, blog).await;
    assert_eq!(
        there.count(Call::PostMarks) - lists,
        4,
        "three pages of posts, one of pages"
    );
    assert_eq!(there.count(Call::Posts) - reads, 1);
}

#[tokio::test]
async fn stopped_or_broken_off_it_goes_on_where_it_was() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 250);
    let stop = Arc::new(AtomicBool::new(false));
    let gate = there.hold_after(1, Call::PostMarks);
    let fetching = tokio::spawn({
        let (office, stop) = (Arc::clone(&desk.office), Arc::clone(&stop));
        async move { office.fetch_posts(blog, false, &stop).await }
    });
    gate.reached.notified().await;
    let so_far = desk.office.fetching_posts().unwrap();
    assert_eq!((so_far.fetched, so_far.total), (100, Some(250)));
    stop.store(true, Ordering::SeqCst);
    gate.open.notify_one();
    assert_eq!(fetching.await.unwrap().unwrap(), new(100));
    let row = desk.read(|conn| blogs::get(conn, blog));
    assert_eq!(row.posts_fetched_at, None, "it did not come to the end");
    assert_eq!(on_shelf(&desk, Shelf::Published).len(), 100);
    assert_eq!(
        on_shelf(&desk, Shelf::Published)
            .first()
            .map(String::as_str),
        Some("Billet 249"),
        "newest first"
    );

    there.fail_after(1, Call::Posts, Effect::None, support::unreachable);
    let broken = desk
        .office
        .fetch_posts(blog, false, &AtomicBool::new(false))
        .await;
    assert!(broken.is_err());
    assert_eq!(on_shelf(&desk, Shelf::Published).len(), 200);
    // Another process, after this one was killed.
    let second = desk.second_office();
    let rest = second
        .fetch_posts(blog, false, &AtomicBool::new(false))
        .await;
    assert_eq!(rest.unwrap(), new(50));
    assert_eq!(
        there.count(Call::Posts),
        4,
        "three went well, one was refused"
    );
}

#[tokio::test]
async fn what_the_writer_changed_here_is_left_alone_and_the_news_are_told() {
    let (desk, blog, there) = Desk::with_blog();
    let remote = there.write(PostKind::Post, "Le phare", "<p>Un.</p>");
    gather(&desk, blog).await;
    let (post, _) = here(&desk, blog, &remote).unwrap();
    retitle(&desk, post.id, "Mon phare");
    there.edit_one(&remote, |post| {
        post.content = "<p>D’une autre main.</p>".into()
    });

    let brought = gather(&desk, blog).await;
    assert_eq!((brought.renewed, brought.changed), (0, 1));
    let (post, known) = here(&desk, blog, &remote).unwrap();
    assert_eq!(
        (post.text.title.as_str(), post.text.body.as_str()),
        ("Mon phare", "Un.")
    );
    assert_eq!(known.news, Some(News::Changed));
    assert_eq!(known.base.unwrap().content, "<p>Un.</p>");

    // Told once; and no longer once it is as it was.
    desk.wait(A_DAY);
    assert_eq!(gather(&desk, blog).await.changed, 0);
    there.edit_one(&remote, |post| post.content = "<p>Un.</p>".into());
    gather(&desk, blog).await;
    assert_eq!(here(&desk, blog, &remote).unwrap().1.news, None);
}

#[tokio::test]
async fn what_the_writer_sent_keeps_the_words_it_was_written_in() {
    let (desk, blog, there) = Desk::with_blog();
    let remote = there.write(PostKind::Post, "Le phare", "<p>Un.</p>\n\n<p>Deux.</p>");
    gather(&desk, blog).await;
    let (post, _) = here(&desk, blog, &remote).unwrap();
    let body = "__Un__ mot.\n\nDeux.".to_owned();
    desk.rewrite(post.id, &PostText { body, ..post.text });
    desk.publish(post.id, blog);
    desk.send().await;
    assert_eq!(
        there.one(&remote).content,
        "<p><strong>Un</strong> mot.</p>\n\n<p>Deux.</p>"
    );
    // What came back of it is no other text.
    gather(&desk, blog).await;
    let (sent, _) = here(&desk, blog, &remote).unwrap();
    assert_eq!(
        (sent.text.body.as_str(), sent.version),
        ("__Un__ mot.\n\nDeux.", 2)
    );

    there.edit_one(&remote, |post| {
        post.content = post.content.replace("Deux", "Trois")
    });
    assert_eq!(gather(&desk, blog).await.renewed, 1);
    let (followed, known) = here(&desk, blog, &remote).unwrap();
    assert_eq!(followed.text.body, "__Un__ mot.\n\nTrois.");
    // And it is the blog's: nothing is to be sent of it.
    let writes = there.writes();
    desk.publish(followed.id, blog);
    desk.send().await;
    assert_eq!(there.writes(), writes);
    assert_eq!(known.news, None);
}

#[tokio::test]
async fn of_a_post_written_here_only_how_it_stands_follows_the_blog() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", "Il *éclaire*.").await;
    assert_eq!(gather(&desk, blog).await, new(0), "it is known");
    there.edit(|post| {
        post.content = "<p>D’une autre main.</p>".into();
        post.status = RemoteStatus::Private;
    });
    assert_eq!(gather(&desk, blog).await.changed, 1);
    let text = desk.read(|conn| posts::get(conn, post)).text;
    assert_eq!(text.body, "Il *éclaire*.");
    let known = desk.publication(publication);
    assert_eq!(known.status, Some(RemoteStatus::Private));
    assert_eq!(known.news, Some(News::Changed));
    assert!(!known.fetched);
}

#[tokio::test]
async fn a_post_whose_place_was_asked_for_here_is_not_listed_a_second_time() {
    let (desk, blog, there) = Desk::with_blog();
    let post = desk.draft("Le phare", "Il éclaire.");
    there.fail(Call::Reserve, Effect::Done, no_answer);
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(there.posts().len(), 1);
    assert_eq!(gather(&desk, blog).await, new(0));
    desk.send_until_quiet().await;
    assert_eq!(gather(&desk, blog).await, new(0));
    assert_eq!(desk.read(posts::all).len(), 1);
    assert_eq!(there.posts().len(), 1);
}

#[tokio::test]
async fn what_a_blog_said_before_an_update_left_is_no_news_after_it() {
    let (desk, blog, there) = Desk::with_blog();
    let remote = there.write(PostKind::Post, "Le phare", "<p>Un.</p>");
    gather(&desk, blog).await;
    let (post, _) = here(&desk, blog, &remote).unwrap();
    there.edit_one(&remote, |post| post.tags = vec!["mer".into()]);
    // The answer is read, and on its way, when the writer's own update overtakes it.
    let gate = there.hold(Call::TermsCalled);
    let fetching = tokio::spawn({
        let office = Arc::clone(&desk.office);
        async move {
            office
                .fetch_posts(blog, false, &AtomicBool::new(false))
                .await
        }
    });
    gate.reached.notified().await;
    retitle(&desk, post.id, "Mon phare");
    desk.publish(post.id, blog);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    gate.open.notify_one();
    let overtaken = fetching.await.unwrap().unwrap();
    assert_eq!((overtaken.renewed, overtaken.changed), (0, 0));
    let (post, _) = here(&desk, blog, &remote).unwrap();
    assert_eq!(post.text.title, "Mon phare");

    gather(&desk, blog).await;
    let (post, known) = here(&desk, blog, &remote).unwrap();
    assert_eq!(post.text.title, "Mon phare");
    assert_eq!(post.text.tags, ["mer"], "now it is brought up to date");
    assert_eq!(known.news, None);
}

#[tokio::test]
async fn a_post_deleted_on_the_blog_goes_to_the_trash_here_unless_it_was_edited() {
    let (desk, blog, there) = Desk::with_blog();
    let thrown = there.write(PostKind::Post, "Jeté", "<p>Un.</p>");
    let deleted = there.write(PostKind::Post, "Supprimé", "<p>Un.</p>");
    let edited = there.write(PostKind::Post, "Retouché", "<p>Un.</p>");
    gather(&desk, blog).await;
    let (mine, _) = here(&desk, blog, &edited).unwrap();
    retitle(&desk, mine.id, "À moi");
    there.edit_one(&thrown, |post| post.status = RemoteStatus::Trash);
    there.with(|s| s.posts.retain(|id, _| *id == 101 || *id == 102));
    assert_eq!(thrown, RemoteId::from(101));
    there.with(|s| s.posts.remove(&103));
    there.with(|s| s.posts.retain(|id, _| *id == 101));

    assert_eq!(
        gather(&desk, blog).await.gone,
        0,
        "not seen before all are looked at"
    );
    desk.wait(A_DAY);
    assert_eq!(gather(&desk, blog).await.gone, 3);
    for remote in [&thrown, &deleted] {
        let (post, known) = here(&desk, blog, remote).unwrap();
        assert_eq!((post.shelf, known.news), (Shelf::Trash, Some(News::Gone)));
    }
    let (post, known) = here(&desk, blog, &edited).unwrap();
    assert_eq!(post.shelf, Shelf::Published, "where it was");
    assert_eq!(
        (post.text.title.as_str(), known.news),
        ("À moi", Some(News::Gone))
    );
    assert_eq!(there.writes(), 0);
    assert_eq!(desk.read(|conn| fetched::count(conn, blog)), 0);

    // Taken out of the trash there, it is back here.
    there.edit_one(&thrown, |post| post.status = RemoteStatus::Published);
    assert_eq!(gather(&desk, blog).await.renewed, 1);
    let (post, known) = here(&desk, blog, &thrown).unwrap();
    assert_eq!((post.shelf, known.news), (Shelf::Published, None));
}

#[tokio::test]
async fn a_post_that_is_only_missing_from_the_list_is_not_gone() {
    let (desk, blog, there) = Desk::with_blog();
    let remote = there.write(PostKind::Post, "Le phare", "<p>Un.</p>");
    gather(&desk, blog).await;
    desk.wait(A_DAY);
    // An account with fewer rights: the list is empty, and the post itself is refused.
    there.fail(Call::PostMarks, Effect::None, || RemoteError::NotAllowed {
        message: "Non".into(),
    });
    assert_eq!(gather(&desk, blog).await.gone, 0);
    desk.wait(A_DAY);
    let row = there.with(|s| s.posts.remove(&101)).unwrap();
    there.fail(Call::Post, Effect::None, || RemoteError::NotAllowed {
        message: "Non".into(),
    });
    assert_eq!(gather(&desk, blog).await.gone, 0);
    there.with(|s| s.posts.insert(101, row));
    let (post, known) = here(&desk, blog, &remote).unwrap();
    assert_eq!((post.shelf, known.news), (Shelf::Published, None));
}

#[tokio::test]
async fn a_post_that_the_writer_deleted_here_for_good_stays_away() {
    let (desk, blog, there) = Desk::with_blog();
    let remote = there.write(PostKind::Post, "Le phare", "<p>Un.</p>");
    gather(&desk, blog).await;
    let (post, _) = here(&desk, blog, &remote).unwrap();
    let conn = desk.other_connection();
    conn.execute_batch("PRAGMA foreign_keys = on").unwrap();
    conn.execute("DELETE FROM posts WHERE id = ?1", [post.id.0])
        .unwrap();
    there.edit_one(&remote, |post| post.content = "<p>Deux.</p>".into());
    assert_eq!(gather(&desk, blog).await, new(0));
    assert!(here(&desk, blog, &remote).is_none());
}

#[tokio::test]
async fn two_accounts_of_one_blog_bring_a_post_once() {
    let (desk, blog, there) = Desk::with_blog();
    let remote = there.write(PostKind::Post, "Le phare", "<p>Un.</p>");
    gather(&desk, blog).await;
    let again = desk.connect_as("Carnet", "anna");
    assert_eq!(gather(&desk, again).await, new(0));
    assert_eq!(desk.read(posts::all).len(), 1);
    assert_eq!(here(&desk, again, &remote).unwrap().1.blog, blog);
}

#[tokio::test]
async fn what_is_too_much_at_once_is_asked_for_in_parts() {
    let (desk, blog, there) = Desk::with_blog();
    many(&there, 30);
    there.fail(Call::Posts, Effect::None, no_answer);
    there.fail_after(1, Call::Posts, Effect::None, || RemoteError::TooLarge {
        host: "carnet.example".into(),
    });
    there.fail_after(3, Call::Posts, Effect::None, || RemoteError::TooLarge {
        host: "carnet.example".into(),
    });
    let brought = gather(&desk, blog).await;
    assert_eq!(brought, new(29), "one is too large by itself");
    assert_eq!(gather(&desk, blog).await, new(1), "it is asked for again");
}

#[tokio::test]
async fn a_blog_whose_pages_one_may_not_edit_still_gives_its_posts() {
    let (desk, blog, there) = Desk::with_blog();
    there.write(PostKind::Post, "Le phare", "<p>Un.</p>");
    there.fail_after(1, Call::PostMarks, Effect::None, || {
        RemoteError::NotAllowed {
            message: "Non".into(),
        }
    });
    assert_eq!(gather(&desk, blog).await, new(1));
    let row = desk.read(|conn| blogs::get(conn, blog));
    assert!(row.posts_fetched_at.is_some());
}
