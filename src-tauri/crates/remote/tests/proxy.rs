//! A writer behind a proxy: every request takes that way, and a proxy that is not there is named.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod support;

use billet_remote::{Http, Proxy, RemoteError, Way, discover};
use support::{Server, answer};

fn through(address: &str) -> Http {
    let http = Http::new().unwrap();
    http.take(&Way::Proxy(Proxy::parse(address).unwrap()))
        .unwrap();
    http
}

fn page() -> support::Reply {
    answer("200 OK", &[("Content-Type", "text/html")], b"<p>rien</p>")
}

/// How the blog was not reached: whom, and through what.
async fn fails(http: &Http, typed: &str) -> (String, Option<String>, String) {
    let error = discover(http, typed).await.unwrap_err();
    let said = error.to_string();
    match error {
        RemoteError::Unreachable { host, through, .. } => (host, through, said),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_request_goes_through_the_proxy_with_its_name_and_password() {
    let proxy = Server::start((0..20).map(|_| page()).collect()).await;
    let http = through(&format!("http://zo%C3%A9:mot@127.0.0.1:{}", proxy.port));
    let found = discover(&http, "http://carnet.invalid/").await;
    assert!(
        matches!(found, Err(RemoteError::NoBlog { .. })),
        "{found:?}"
    );
    let requests = proxy.requests();
    assert!(!requests.is_empty(), "nothing came through");
    for request in &requests {
        assert!(
            request.line.contains(" http://carnet.invalid"),
            "{}",
            request.line
        );
        // zoé:mot
        assert_eq!(
            request.header("proxy-authorization"),
            Some("Basic em/DqTptb3Q=")
        );
    }
}

#[tokio::test]
async fn what_is_on_this_computer_is_asked_straight() {
    let proxy = Server::start(vec![page()]).await;
    let blog = Server::start((0..20).map(|_| page()).collect()).await;
    let http = through(&proxy.url(""));
    let _none = discover(&http, &blog.url("/")).await;
    assert!(proxy.requests().is_empty());
    assert!(!blog.requests().is_empty());
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named_with_what_to_look_at() {
    let (listener, port) = Server::listener().await;
    drop(listener);
    let http = through(&format!("127.0.0.1:{port}"));
    for typed in ["http://carnet.invalid/", "https://carnet.invalid/"] {
        let (host, way, said) = fails(&http, typed).await;
        assert_eq!(host, "carnet.invalid");
        assert_eq!(way, Some(format!("127.0.0.1:{port}")));
        assert!(said.contains("through the proxy 127.0.0.1"), "{said}");
    }
}

#[tokio::test]
async fn a_proxy_that_wants_another_password_is_named_and_nothing_is_taken_as_sent() {
    let refusal = || answer("407 Proxy Authentication Required", &[], b"");
    let proxy = Server::start((0..4).map(|_| refusal()).collect()).await;
    let http = through(&proxy.url(""));
    for typed in ["http://carnet.invalid/", "https://carnet.invalid/"] {
        let (_, way, _) = fails(&http, typed).await;
        assert_eq!(way, Some(format!("127.0.0.1:{}", proxy.port)), "{typed}");
    }
    let lines: Vec<String> = proxy.requests().into_iter().map(|r| r.line).collect();
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("CONNECT carnet.invalid:443")),
        "{lines:?}"
    );
}

#[tokio::test]
async fn clones_follow_and_the_straight_way_uses_no_proxy() {
    let proxy = Server::start((0..20).map(|_| page()).collect()).await;
    let http = through(&proxy.url(""));
    let clone = http.clone();
    http.take(&Way::Direct).unwrap();
    let (_, way, _) = fails(&clone, "http://carnet.invalid/").await;
    assert_eq!(way, None);
    assert!(proxy.requests().is_empty());
}
