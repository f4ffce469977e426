//! Typography on publish: the blog is given corrected words, the draft keeps its own.

mod support;

use billet_core::{Cause, PostText};
use billet_store::posts;
use billet_text::Language;
use support::fake_blog::{Call, Effect};
use support::{A_WHILE, Desk, failed, no_answer, text};

const SET: &str = "<p>L’été\u{202f}!</p>";

#[tokio::test]
async fn a_post_is_published_as_it_is_written_unless_the_writer_chose_otherwise() {
    let (desk, blog, there) = Desk::with_blog();
    assert_eq!(desk.office.typography_on_publish().unwrap(), None);
    desk.published(blog, "L'été ?", "L'été !").await;
    assert_eq!(there.post().content.trim(), "<p>L'été !</p>");
    assert_eq!(there.post().title, "L'été ?");
}

#[tokio::test]
async fn the_blog_is_given_corrected_words_and_the_draft_keeps_its_own() {
    let (desk, blog, there) = Desk::with_blog();
    desk.office
        .set_typography_on_publish(Some(Language::French))
        .unwrap();
    assert_eq!(
        desk.office.typography_on_publish().unwrap(),
        Some(Language::French)
    );
    let written = PostText {
        excerpt: "C'est \"lui\"".into(),
        ..text("L'été ?", "L'été !\n\n`l'eau`")
    };
    let post = desk.office.new_post(&written).unwrap();
    let publication = desk.publish(post, blog);
    desk.send_until_quiet().await;
    let shown = there.post();
    assert!(shown.content.starts_with(SET), "{}", shown.content);
    assert!(
        shown.content.contains("<code>l'eau</code>"),
        "{}",
        shown.content
    );
    assert_eq!(shown.title, "L’été\u{202f}?");
    assert_eq!(shown.excerpt, "C’est «\u{202f}lui\u{202f}»");
    assert_eq!(desk.read(|conn| posts::get(conn, post)).text, written);

    // Nothing was edited since, and an update finds its own base.
    let publication = desk.publication(publication);
    let row = desk.read(|conn| posts::get(conn, post));
    let standing = desk.read(|conn| billet_sync::standing(conn, &publication, &row));
    assert!(!standing.edited_since);
    desk.rewrite(post, &text("L'été ?", "L'hiver !"));
    desk.publish(post, blog);
    desk.send_until_quiet().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().content.trim(), "<p>L’hiver\u{202f}!</p>");
}

#[tokio::test]
async fn an_update_whose_answer_was_lost_is_known_again_also_after_another_choice() {
    for (then, since) in [
        (Some(Language::French), Some(Language::French)),
        (Some(Language::French), None),
        (None, Some(Language::French)),
        (Some(Language::English), Some(Language::French)),
    ] {
        let (desk, blog, there) = Desk::with_blog();
        let (post, _) = desk.published(blog, "Un", "Du texte.").await;
        desk.office.set_typography_on_publish(then).unwrap();
        desk.rewrite(post, &text("Un", "L'été \"chaud\" !"));
        there.fail(Call::Fill, Effect::Done, no_answer);
        desk.publish(post, blog);
        desk.send().await;
        desk.office.set_typography_on_publish(since).unwrap();
        desk.wait(A_WHILE);
        desk.send_until_quiet().await;
        assert_eq!(desk.open_jobs(), [], "{then:?} {since:?}");
        let sent = match since {
            Some(_) => "<p>L’été «\u{202f}chaud\u{202f}»\u{202f}!</p>",
            None => "<p>L'été \"chaud\" !</p>",
        };
        assert_eq!(there.post().content.trim(), sent, "{then:?} {since:?}");
    }
}

#[tokio::test]
async fn what_somebody_else_wrote_is_still_told_from_it() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, _) = desk.published(blog, "Un", "Du texte.").await;
    desk.office
        .set_typography_on_publish(Some(Language::French))
        .unwrap();
    desk.rewrite(post, &text("Un", "L'été !"));
    there.fail(Call::Fill, Effect::None, no_answer);
    desk.publish(post, blog);
    desk.send().await;
    there.with(|s| {
        for post in s.posts.values_mut() {
            post.content = "<p>L’hiver\u{202f}!</p>".into();
        }
    });
    desk.wait(A_WHILE);
    desk.send_until_quiet().await;
    assert_eq!(desk.states(), [failed(Cause::ChangedElsewhere)]);
}
