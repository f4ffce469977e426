//! In what form a blog gets its posts: blocks or plain HTML, as the writer chose for it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod support;

use billet_core::{BlogId, JobState, Markup};
use billet_store::blogs;
use support::fake_blog::{Call, Effect};
use support::{A_WHILE, Desk, no_answer, text};

const BODY: &str = "Il *éclaire*.\n\n```rust\nlet a = b[0];\n```\n\n- un\n- [x] deux";

fn choose(desk: &Desk, blog: BlogId, markup: Markup) {
    desk.office
        .library()
        .write(|tx| blogs::set_markup(tx, blog, markup))
        .unwrap();
}

#[tokio::test]
async fn each_blog_gets_the_form_that_it_holds() {
    let desk = Desk::new();
    let (first, one) = desk.add_blog("Un");
    let (second, two) = desk.add_blog("Deux");
    choose(&desk, second, Markup::Blocks);
    let post = desk.draft("Partout", BODY);
    desk.publish(post, first);
    desk.publish(post, second);
    desk.send().await;
    assert_eq!(one.post().content, billet_text::post_html(BODY));
    assert_eq!(two.post().content, billet_text::post_blocks(BODY));
}

#[tokio::test]
async fn a_page_is_embedded_only_from_where_the_writer_allows() {
    let body = "<iframe src=\"https://tube.example/embed/1\"></iframe>";
    for markup in Markup::ALL {
        let (desk, blog, there) = Desk::with_blog();
        choose(&desk, blog, markup);
        let (post, _) = desk.published(blog, "Le phare", body).await;
        assert!(!there.post().content.contains("<iframe"), "{markup:?}");
        desk.office.set_embeds(&["tube.example".into()]).unwrap();
        desk.publish(post, blog);
        desk.send().await;
        assert!(there.post().content.contains("<iframe"), "{markup:?}");
    }
}

#[tokio::test]
async fn another_form_is_sent_with_the_next_update_and_not_before() {
    let (desk, blog, there) = Desk::with_blog();
    let (post, publication) = desk.published(blog, "Le phare", BODY).await;
    let fills = there.count(Call::Fill);

    choose(&desk, blog, Markup::Blocks);
    assert_eq!(desk.send().await, 0);
    assert_eq!(there.count(Call::Fill), fills);
    assert_eq!(there.post().content, billet_text::post_html(BODY));

    // Nobody changed it there, so nothing has to be asked; the same words may be published again.
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(desk.open_jobs(), []);
    assert_eq!(there.post().content, billet_text::post_blocks(BODY));

    choose(&desk, blog, Markup::Html);
    desk.rewrite(post, &text("Le phare", "Il éclaire encore."));
    desk.publish(post, blog);
    desk.send().await;
    assert_eq!(there.post().content, "<p>Il éclaire encore.</p>");
    let publication = desk.publication(publication);
    assert_eq!(publication.base.unwrap().content, there.post().content);
}

#[tokio::test]
async fn a_fill_in_doubt_is_known_by_its_words_whatever_form_was_chosen_since() {
    for (before, after) in [
        (Markup::Html, Markup::Blocks),
        (Markup::Blocks, Markup::Html),
        (Markup::Blocks, Markup::Blocks),
    ] {
        let (desk, blog, there) = Desk::with_blog();
        choose(&desk, blog, before);
        let (post, publication) = desk.published(blog, "Le phare", "Un.").await;
        desk.rewrite(post, &text("Le phare", BODY));
        there.fail(Call::Fill, Effect::Done, no_answer);
        desk.publish(post, blog);
        desk.send().await;
        assert_eq!(desk.states(), [JobState::Unknown]);

        choose(&desk, blog, after);
        desk.wait(A_WHILE);
        desk.send().await;

        assert_eq!(desk.open_jobs(), [], "{before:?}, then {after:?}");
        let publication = desk.publication(publication);
        assert_eq!(publication.sent, Some(publication.wanted));
    }
}

#[tokio::test]
async fn a_page_is_embedded_only_from_a_chosen_host_and_a_break_at_the_end_stays_here() {
    let (desk, blog, there) = Desk::with_blog();
    let hosts = ["https://Video.example.org/x".to_owned()];
    desk.office.set_embeds(&hosts).unwrap();
    assert_eq!(desk.office.embeds().unwrap(), ["video.example.org"]);
    let body = "<iframe src=\"https://video.example.org/1\"></iframe>\n\n\
                <iframe src=\"https://www.youtube.com/embed/x\"></iframe>\n\n<!--more-->\n";
    desk.published(blog, "Vidéos", body).await;
    let content = there.post().content;
    assert!(content.contains("<iframe src=\"https://video.example.org/1\"></iframe>"));
    assert!(
        content.contains("<a href=\"https://www.youtube.com/embed/x\">"),
        "{content}"
    );
    assert!(!content.contains("more"), "{content}");
}
