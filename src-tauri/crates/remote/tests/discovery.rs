//! Finding a blog, against scripted servers; the real WordPress is asked in
//! `tests/wordpress_remote.rs` at the root.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

mod support;

use billet_core::Markup;
use billet_remote::{Http, RemoteError, discover};
use support::{Reply, Server, answer, json_answer, ok};

const FIELDS: &str = "_fields=name%2Chome%2Curl%2Cnamespaces%2Cauthentication";

fn page(html: &str) -> Reply {
    answer("200 OK", &[("Content-Type", "text/html")], html.as_bytes())
}

fn missing() -> Reply {
    answer(
        "404 Not Found",
        &[("Content-Type", "text/html")],
        b"<h1>404</h1>",
    )
}

#[tokio::test]
async fn a_page_announces_its_api_in_a_header_even_when_it_is_not_there() {
    let link = [("Link", "</blog/wp-json/>; rel=\"https://api.w.org/\"")];
    let server = Server::start(vec![answer("404 Not Found", &link, b""), ok("index")]).await;
    let typed = format!("127.0.0.1:{}/blog/nowhere", server.port);
    let found = discover(&Http::new().unwrap(), &typed).await.unwrap();
    assert_eq!(found.endpoint.as_str(), server.url("/blog/wp-json/"));
    assert_eq!(found.name, "Spike");
    assert_eq!(found.home.as_str(), "https://blog.example/");
    assert!(found.takes_passwords);
    assert_eq!(found.markup, Markup::Blocks, "its block editor has an API");
    assert_eq!(
        server.lines(),
        [
            "GET /blog/nowhere".to_owned(),
            format!("GET /blog/wp-json/?{FIELDS}")
        ]
    );
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.header("authorization").is_none())
    );
}

#[tokio::test]
async fn a_page_announces_its_api_in_its_head() {
    let html = "<html><head><LINK href='/?rest_route=/&amp;lang=fr' Rel='https://api.w.org/'>";
    let server = Server::start(vec![page(html), ok("index")]).await;
    let found = discover(&Http::new().unwrap(), &server.url("/"))
        .await
        .unwrap();
    assert_eq!(
        found.endpoint.as_str(),
        server.url("/?rest_route=/&lang=fr")
    );
    assert_eq!(
        server.lines()[1],
        format!("GET /?rest_route=/&lang=fr&{FIELDS}")
    );
}

#[tokio::test]
async fn an_api_that_nothing_announces_is_looked_for_from_the_page_up() {
    let script = vec![
        page("<p>hello</p>"),
        missing(),
        missing(),
        page("{\"namespaces\":[\"other/v1\"]}"),
        ok("index"),
    ];
    let server = Server::start(script).await;
    let found = discover(&Http::new().unwrap(), &server.url("/blog/"))
        .await
        .unwrap();
    assert_eq!(found.endpoint.as_str(), server.url("/?rest_route=/"));
    assert_eq!(
        server.lines(),
        [
            "GET /blog/".to_owned(),
            format!("GET /blog/wp-json/?{FIELDS}"),
            format!("GET /blog/?rest_route=/&{FIELDS}"),
            format!("GET /wp-json/?{FIELDS}"),
            format!("GET /?rest_route=/&{FIELDS}"),
        ]
    );
}

#[tokio::test]
async fn a_desk_is_left_for_the_front_page() {
    let link = [("Link", "</wp-json/>; rel=\"https://api.w.org/\"")];
    let server = Server::start(vec![answer("200 OK", &link, b""), ok("index")]).await;
    discover(
        &Http::new().unwrap(),
        &server.url("/wp-admin/edit.php?post_type=page"),
    )
    .await
    .unwrap();
    assert_eq!(server.lines()[0], "GET /");
}

#[tokio::test]
async fn a_redirect_is_followed_to_where_the_blog_lives() {
    let (listener, port) = Server::listener().await;
    let link = format!("<http://127.0.0.1:{port}/wp-json/>; rel=\"https://api.w.org/\"");
    let there = Server::on(
        listener,
        vec![answer("200 OK", &[("Link", &link)], b""), ok("index")],
    );
    let here = Server::start(vec![answer(
        "301 Moved",
        &[("Location", &there.url("/home"))],
        b"",
    )])
    .await;
    let found = discover(&Http::new().unwrap(), &here.url("/"))
        .await
        .unwrap();
    assert_eq!(found.endpoint.as_str(), there.url("/wp-json/"));
    assert_eq!(there.lines()[0], "GET /home");
}

#[tokio::test]
async fn an_api_for_members_only_is_a_blog_all_the_same() {
    let link = [("Link", "</wp-json/>; rel=\"https://api.w.org/\"")];
    let html = b"<title>Chez Zo\xC3\xA9 &#8211; un blog</title>";
    let closed = r#"{"code":"rest_login_required","message":"x","data":{"status":401}}"#;
    let server = Server::start(vec![
        answer("200 OK", &link, html),
        json_answer("401 Unauthorized", closed),
    ])
    .await;
    let found = discover(&Http::new().unwrap(), &server.url("/"))
        .await
        .unwrap();
    assert_eq!(found.name, "Chez Zoé – un blog");
    assert_eq!(found.endpoint.as_str(), server.url("/wp-json/"));
    assert!(found.takes_passwords);
}

#[tokio::test]
async fn passwords_that_are_not_offered_are_not_taken() {
    let index = r#"{"name":"R&amp;D &lt;3","home":"","namespaces":["wp/v2"],"authentication":[]}"#;
    let server = Server::start(vec![json_answer("200 OK", index)]).await;
    let found = discover(&Http::new().unwrap(), &server.url("/wp-json/"))
        .await
        .unwrap();
    assert!(!found.takes_passwords);
    assert_eq!(
        found.markup,
        Markup::Html,
        "nothing says that it has a block editor"
    );
    assert_eq!(found.name, "R&D <3");
    assert_eq!(found.endpoint.as_str(), server.url("/wp-json/"));
    assert_eq!(found.home.as_str(), server.url("/"));
}

#[tokio::test]
async fn a_site_that_is_no_blog_is_said_to_be_none() {
    let server = Server::start(vec![page("<p>x</p>"), missing(), missing()]).await;
    let typed = server.url("/");
    let error = discover(&Http::new().unwrap(), &format!(" {typed} "))
        .await
        .unwrap_err();
    let RemoteError::NoBlog { address, tried } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(*address, typed);
    assert_eq!(tried.len(), 3);
    assert_eq!(error.to_string(), format!("No blog was found at {typed}."));
}

#[tokio::test]
async fn a_host_that_is_down_is_said_to_be_down() {
    let (listener, port) = Server::listener().await;
    drop(listener);
    for typed in [
        format!("127.0.0.1:{port}"),
        format!("https://127.0.0.1:{port}/x"),
    ] {
        let error = discover(&Http::new().unwrap(), &typed).await.unwrap_err();
        assert!(
            matches!(&error, RemoteError::Unreachable { host, .. }
            if *host == format!("127.0.0.1:{port}")),
            "{error:?}"
        );
    }
}
