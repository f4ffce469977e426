//! A blog whose API cannot be reached, and what its front page says of it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

mod support;

use billet_core::Platform;
use billet_remote::{Http, RemoteBlog, RemoteError, connect};
use support::{Reply, Server, answer};

/// A front page that announces an API.
fn blog_page(api: &str) -> Reply {
    let link = format!("<{api}>; rel=\"https://api.w.org/\"");
    answer("200 OK", &[("Link", &link)], b"<h1>Carnet</h1>")
}

fn to(address: &str) -> Reply {
    answer("301 Moved Permanently", &[("Location", address)], b"")
}

/// A blog whose API is on a port where nobody listens any more.
async fn gone() -> Box<dyn RemoteBlog> {
    let (listener, port) = Server::listener().await;
    drop(listener);
    let endpoint = format!("http://127.0.0.1:{port}/wp-json/");
    let http = Http::new().unwrap();
    let blog = connect(&http, Platform::WordPress, &endpoint, "zoé", "ab cd").unwrap();
    let unreachable = blog.account().await.unwrap_err();
    assert!(matches!(unreachable, RemoteError::Unreachable { .. }));
    blog
}

#[tokio::test]
async fn a_front_page_that_leads_to_a_blog_elsewhere_tells_where_it_moved() {
    let blog = gone().await;
    let new = Server::start(vec![blog_page("/wp-json/")]).await;
    let old = Server::start(vec![to(&new.url("/carnet/"))]).await;
    let found = blog.moved_to(&old.url("/")).await.unwrap();
    assert_eq!(found, Some(new.url("/carnet/")));
    for request in old.requests().iter().chain(&new.requests()) {
        assert_eq!(request.header("authorization"), None);
        assert!(request.line.starts_with("GET "), "{}", request.line);
    }
}

#[tokio::test]
async fn a_front_page_that_stays_or_leads_to_no_blog_tells_nothing() {
    let blog = gone().await;
    // It stays: the API alone is away.
    let stays = Server::start(vec![blog_page("/wp-json/")]).await;
    assert_eq!(blog.moved_to(&stays.url("/")).await.unwrap(), None);
    // It leads to another page of the same site.
    let (listener, port) = Server::listener().await;
    let inside = format!("http://127.0.0.1:{port}/carnet/");
    let same = Server::on(listener, vec![to(&inside), blog_page("/wp-json/")]);
    assert_eq!(blog.moved_to(&same.url("/")).await.unwrap(), None);
    // A portal that wants a password for its network.
    let portal = Server::start(vec![answer("200 OK", &[], b"<form>")]).await;
    let caught = Server::start(vec![to(&portal.url("/sign-in"))]).await;
    assert_eq!(blog.moved_to(&caught.url("/")).await.unwrap(), None);
    // A blog that says it is not there.
    let missing = answer(
        "404 Not Found",
        &[("Link", "</wp-json/>; rel=\"https://api.w.org/\"")],
        b"",
    );
    let elsewhere = Server::start(vec![missing]).await;
    let lost = Server::start(vec![to(&elsewhere.url("/"))]).await;
    assert_eq!(blog.moved_to(&lost.url("/")).await.unwrap(), None);
}

#[tokio::test]
async fn a_front_page_elsewhere_with_the_very_api_that_is_away_is_no_move() {
    let (listener, port) = Server::listener().await;
    drop(listener);
    let endpoint = format!("http://127.0.0.1:{port}/wp-json/");
    let http = Http::new().unwrap();
    let blog = connect(&http, Platform::WordPress, &endpoint, "zoé", "ab cd").unwrap();
    let front = Server::start(vec![blog_page(&endpoint)]).await;
    let home = Server::start(vec![to(&front.url("/"))]).await;
    assert_eq!(blog.moved_to(&home.url("/")).await.unwrap(), None);
}

#[tokio::test]
async fn a_front_page_that_is_gone_too_tells_nothing() {
    let blog = gone().await;
    let unreachable = blog.moved_to("http://127.0.0.1:9/").await.unwrap_err();
    assert!(matches!(unreachable, RemoteError::Unreachable { .. }));
}
