//! The exact requests that a WordPress is sent, and what is made of its recorded answers.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

#[path = "requests/comments.rs"]
mod comments;
#[path = "requests/posts.rs"]
mod posts;
mod support;

use billet_core::RemoteId;
use billet_remote::TermKind;
use support::{Server, answer, content, fixture, json_answer, ok};

/// `zoé:ab cd`
const BASIC: &str = "Basic em/DqTphYiBjZA==";

fn id(number: i64) -> RemoteId {
    RemoteId::from(number)
}

#[tokio::test]
async fn the_account_is_asked_for_with_its_capabilities() {
    let server = Server::start(vec![ok("user_editor")]).await;
    let account = server.blog().account().await.unwrap();
    assert_eq!((account.id, account.name.as_str()), (id(2), "editor"));
    assert!(account.capabilities.publish && account.capabilities.moderate);

    let request = &server.requests()[0];
    assert_eq!(request.line, "GET /wp-json/wp/v2/users/me?context=edit");
    assert_eq!(request.header("authorization"), Some(BASIC));
    let agent = format!("Billet/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.header("user-agent"), Some(agent.as_str()));
}

#[tokio::test]
async fn plain_permalinks_carry_the_route_as_a_parameter() {
    let server = Server::start(vec![ok("user_editor"), ok("post_draft")]).await;
    let blog = server.blog_at("/blog/?rest_route=/");
    blog.account().await.unwrap();
    blog.reserve(&content(), "billet-5d2c").await.unwrap();
    assert_eq!(
        server.lines(),
        [
            "GET /blog/?rest_route=/wp/v2/users/me&context=edit",
            "POST /blog/?rest_route=/wp/v2/posts",
        ]
    );
}

#[tokio::test]
async fn cards_are_of_posts_and_then_of_pages() {
    let server = Server::start(vec![
        ok("cards"),
        json_answer(
            "400 Bad Request",
            fixture("error_status_forbidden_subscriber"),
        ),
        json_answer(
            "200 OK",
            r#"[{"id":2,"link":"https://blog.example/p/","title":{"rendered":"Page"}}]"#,
        ),
    ])
    .await;
    let ids = [id(14), id(2), RemoteId::from("../users")];
    let cards = server.blog().post_cards(&ids).await.unwrap();
    assert_eq!(cards.len(), 2);
    assert_eq!(cards[0].title, "L’été & « guillemets » 🎉");
    let query = "per_page=100&_fields=id%2Ctitle%2Clink%2Ccontent%2Cexcerpt";
    assert_eq!(
        server.lines(),
        [
            format!("GET /wp-json/wp/v2/posts?context=view&include=14%2C2&status=any&{query}"),
            format!("GET /wp-json/wp/v2/pages?context=view&include=2&status=any&{query}"),
            format!("GET /wp-json/wp/v2/pages?context=view&include=2&status=publish&{query}"),
        ]
    );
}

#[tokio::test]
async fn terms_are_read_to_the_last_page_as_plain_text() {
    let pages = [("X-WP-TotalPages", "2")];
    let server = Server::start(vec![
        answer("200 OK", &pages, &fixture("tags")),
        answer("200 OK", &pages, br#"[{"id":1,"name":"R&amp;D"}]"#),
    ])
    .await;
    let names = server.blog().terms(TermKind::Tag).await.unwrap();
    assert!(names.contains(&"Thé & café".to_owned()), "{names:?}");
    assert_eq!(names.last().map(String::as_str), Some("R&D"));
    let query = "orderby=count&order=desc&per_page=100";
    assert_eq!(
        server.lines(),
        [1, 2].map(|n| format!("GET /wp-json/wp/v2/tags?{query}&page={n}&_fields=id%2Cname"))
    );
}
