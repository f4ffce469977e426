//! Servers and networks that misbehave: each outcome must be told apart, because the outbox acts on
//! the difference between "nothing was sent" and "nobody knows".
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

mod support;

use std::time::Duration;

use billet_core::{Heard, Platform, RemoteId};
use billet_remote::{Http, RemoteError, connect};
use support::{Reply, Server, answer, content, fixture, json_answer, ok};

fn raw(text: &str) -> Reply {
    Reply::Bytes(text.as_bytes().to_vec())
}

/// How a write ends when the server does this.
async fn write_that_meets(reply: Reply) -> RemoteError {
    let server = Server::start(vec![reply]).await;
    server
        .blog()
        .reserve(&content(), "billet-1")
        .await
        .unwrap_err()
}

/// How a read ends.
async fn read_that_meets(reply: Reply) -> RemoteError {
    let server = Server::start(vec![reply]).await;
    server.blog().post(&RemoteId::from(1)).await.unwrap_err()
}

#[tokio::test]
async fn a_server_that_is_down_was_sent_nothing() {
    let (listener, port) = Server::listener().await;
    drop(listener);
    let endpoint = format!("http://127.0.0.1:{port}/wp-json/");
    let blog = connect(
        &Http::new().unwrap(),
        Platform::WordPress,
        &endpoint,
        "a",
        "s3cret",
    )
    .unwrap();
    let error = blog.reserve(&content(), "billet-1").await.unwrap_err();
    let RemoteError::Unreachable { host, detail, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(*host, format!("127.0.0.1:{port}"));
    assert!(!detail.is_empty() && !detail.contains("s3cret"));
    assert_eq!(
        error.to_string(),
        format!("127.0.0.1:{port} could not be reached.")
    );
}

#[tokio::test]
async fn whatever_breaks_after_sending_leaves_it_open() {
    let post = String::from_utf8(fixture("post_draft")).unwrap();
    let half = &post[..200];
    let replies = [
        ("reset", Reply::Reset),
        ("hang-up", raw("")),
        ("garbage", raw("\0\u{1}garbage\r\n\r\n")),
        ("half a head", raw("HTTP/1.1 201 Created\r\nContent-Le")),
        (
            "shorter than its length",
            raw(&format!(
                "HTTP/1.1 201 Created\r\nContent-Length: {}\r\n\r\n{half}",
                post.len()
            )),
        ),
        (
            "broken-off chunks",
            raw(&format!(
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n{half}\r\n"
            )),
        ),
        (
            "broken off without a length",
            raw(&format!("HTTP/1.1 201 Created\r\n\r\n{half}")),
        ),
        (
            "not gzip",
            answer(
                "201 Created",
                &[("Content-Encoding", "gzip")],
                b"{\"id\":1}",
            ),
        ),
        (
            "a page",
            answer(
                "200 OK",
                &[("Content-Type", "text/html")],
                b"<html>{}</html>",
            ),
        ),
        ("nothing", answer("201 Created", &[], b"")),
        (
            "another shape",
            json_answer("201 Created", r#"{"ok":true}"#),
        ),
        (
            "502",
            answer("502 Bad Gateway", &[], b"<h1>Bad Gateway</h1>"),
        ),
        ("503", answer("503 Service Unavailable", &[], b"")),
        (
            "504",
            answer("504 Gateway Timeout", &[("Retry-After", "5")], b""),
        ),
        ("524", answer("524 A Timeout Occurred", &[], b"")),
        ("500", answer("500 Internal Server Error", &[], b"")),
        (
            "PHP died",
            json_answer(
                "500 Internal Server Error",
                r#"{"code":"internal_server_error","message":"<p>critical error</p>","data":{"status":500}}"#,
            ),
        ),
    ];
    for (what, reply) in replies {
        let error = write_that_meets(reply).await;
        assert!(
            matches!(error, RemoteError::NoAnswer { .. }),
            "{what}: {error:?}"
        );
    }
}

#[tokio::test]
async fn silence_leaves_it_open() {
    let server = Server::start(vec![Reply::Silence]).await;
    let http = Http::with_timeouts(Duration::from_secs(5), Duration::from_millis(300)).unwrap();
    let blog = connect(
        &http,
        Platform::WordPress,
        &server.url("/wp-json/"),
        "a",
        "b",
    )
    .unwrap();
    let error = blog.reserve(&content(), "billet-1").await.unwrap_err();
    assert!(
        matches!(&error, RemoteError::NoAnswer { detail, .. } if detail.contains("time-out")),
        "{error:?}"
    );
    assert_eq!(server.lines().len(), 1, "the request did arrive");
}

#[tokio::test]
async fn notices_before_the_json_do_no_harm() {
    let mut body = b"<br />\n<b>Warning</b>: Undefined array key in <b>/x.php</b><br />\n".to_vec();
    body.extend(fixture("post_draft"));
    let server = Server::start(vec![answer("201 Created", &[], &body)]).await;
    let post = server
        .blog()
        .reserve(&content(), "billet-5d2c")
        .await
        .unwrap();
    assert_eq!(post.slug, "billet-5d2c");
}

#[tokio::test]
async fn a_redirected_write_goes_nowhere() {
    for (status, carried_out_perhaps) in [
        ("301 Moved Permanently", true),
        ("302 Found", true),
        ("303 See Other", true),
        ("307 Temporary Redirect", false),
        ("308 Permanent Redirect", false),
    ] {
        let there = Server::start(vec![ok("post_draft")]).await;
        let to = there.url("/wp-json/wp/v2/posts");
        let error = write_that_meets(answer(status, &[("Location", &to)], b"")).await;
        let told = match &error {
            RemoteError::NoAnswer { .. } => carried_out_perhaps,
            RemoteError::Moved { to: seen, .. } => !carried_out_perhaps && *seen == to,
            _ => false,
        };
        assert!(told, "{status}: {error:?}");
        assert!(there.lines().is_empty());
    }
}

#[tokio::test]
async fn a_secret_follows_a_redirect_only_within_its_origin() {
    let moved = |to: &str| answer("301 Moved Permanently", &[("Location", to)], b"");
    let server = Server::start(vec![moved("/wp-json/wp/v2/posts/2?x=1"), ok("post_draft")]).await;
    server.blog().post(&RemoteId::from(1)).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[1].line, "GET /wp-json/wp/v2/posts/2?x=1");
    assert_eq!(
        requests[0].header("authorization"),
        requests[1].header("authorization")
    );

    // Another port, another name for the same machine, another scheme: another origin each.
    let there = Server::start(vec![ok("post_draft")]).await;
    let (listener, port) = Server::listener().await;
    drop(listener);
    for to in [
        there.url("/x"),
        format!("http://localhost:{port}/x"),
        format!("https://127.0.0.1:{port}/x"),
        "ftp://127.0.0.1/x".to_owned(),
    ] {
        let error = read_that_meets(moved(&to)).await;
        assert!(
            matches!(&error, RemoteError::Moved { to: seen, .. } if *seen == to),
            "{error:?}"
        );
    }
    assert!(there.lines().is_empty());
}

#[tokio::test]
async fn a_circle_of_redirects_is_left() {
    let script = (0..9)
        .map(|_| answer("302 Found", &[("Location", "/again")], b""))
        .collect();
    let server = Server::start(script).await;
    let error = server.blog().post(&RemoteId::from(1)).await.unwrap_err();
    assert!(matches!(error, RemoteError::Moved { .. }), "{error:?}");
    assert_eq!(server.lines().len(), 6, "the first and five redirects");
}

/// 40 MB of zeros in 40 KB.
fn bomb() -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(
        &mut std::io::Read::take(std::io::repeat(b' '), 40 << 20),
        &mut encoder,
    )
    .unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_bomb_is_stopped_after_decompression() {
    let packed = bomb();
    assert!(packed.len() < 1 << 20);
    let reply = || answer("200 OK", &[("Content-Encoding", "gzip")], &packed);
    let read = read_that_meets(reply()).await;
    assert!(matches!(read, RemoteError::TooLarge { .. }), "{read:?}");
    // A write may have been carried out all the same.
    let written = write_that_meets(reply()).await;
    assert!(
        matches!(written, RemoteError::NoAnswer { .. }),
        "{written:?}"
    );
}

#[tokio::test]
async fn patience_is_told_apart_from_failure() {
    let maintenance = || {
        let later = [("Retry-After", "600")];
        answer("503 Service Unavailable", &later, b"<h1>x</h1>")
    };
    let error = read_that_meets(maintenance()).await;
    assert!(
        matches!(&error, RemoteError::Busy { after: Some(d), .. } if d.as_secs() == 600),
        "{error:?}"
    );
    // To a write a gateway may say so although the blog has carried it out.
    let error = write_that_meets(maintenance()).await;
    let waits = Heard::Patience(Some(Duration::from_secs(600)));
    assert!(
        matches!(error, RemoteError::NoAnswer { heard, .. } if heard == waits),
        "{error:?}"
    );
    let by_date = [
        ("Date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT"),
    ];
    let error = write_that_meets(answer("503 Service Unavailable", &by_date, b"")).await;
    let waits = Heard::Patience(Some(Duration::from_secs(30)));
    assert!(
        matches!(error, RemoteError::NoAnswer { heard, .. } if heard == waits),
        "{error:?}"
    );
    let error = write_that_meets(answer("429 Too Many Requests", &[], b"")).await;
    assert!(
        matches!(error, RemoteError::Busy { after: None, .. }),
        "{error:?}"
    );
    let flood = json_answer("400 Bad Request", fixture("error_comment_flood"));
    let error = write_that_meets(flood).await;
    assert!(
        matches!(&error, RemoteError::Busy { after: Some(d), .. } if d.as_secs() == 15),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_firewall_is_told_in_its_own_words() {
    let page = b"<!doctype html><html><head><title>Blocked by WAF</title><style>a{}</style>";
    let error = write_that_meets(answer("403 Forbidden", &[], page)).await;
    assert!(
        matches!(&error, RemoteError::NotAllowed { message } if message == "Blocked by WAF"),
        "{error:?}"
    );
    // A web server that knows no such place says nothing about the post.
    let error = read_that_meets(answer("404 Not Found", &[], b"<h1>Not Found</h1>")).await;
    assert!(
        matches!(&error, RemoteError::Refused { code, .. } if code == "http_404"),
        "{error:?}"
    );
    let error = read_that_meets(json_answer("404 Not Found", fixture("error_no_route"))).await;
    assert!(
        matches!(&error, RemoteError::Refused { code, .. } if code == "rest_no_route"),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_endpoint_that_is_none_is_said_so() {
    let http = Http::new().unwrap();
    for endpoint in ["", "blog.test", "ftp://blog.test/", "data:x"] {
        let error = connect(&http, Platform::WordPress, endpoint, "a", "b")
            .err()
            .unwrap();
        assert!(matches!(error, RemoteError::BadAddress { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_blog_that_answers_badly_is_told_apart_from_one_that_is_not_there() {
    let page = b"<h1>Une erreur</h1>";
    let cut = raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
    for (what, reply, heard) in [
        ("cut", cut, Heard::Something),
        ("200", answer("200 OK", &[], page), Heard::Something),
        (
            "500",
            answer("500 Internal Server Error", &[], page),
            Heard::Something,
        ),
        ("502", answer("502 Bad Gateway", &[], page), Heard::Nothing),
        (
            "503",
            answer("503 Service Unavailable", &[], page),
            Heard::Nothing,
        ),
        (
            "509",
            answer("509 Bandwidth Limit Exceeded", &[], page),
            Heard::Nothing,
        ),
        ("nothing", raw(""), Heard::Nothing),
    ] {
        let error = write_that_meets(reply).await;
        assert!(
            matches!(error, RemoteError::NoAnswer { heard: h, .. } if h == heard),
            "{what}: {error:?}"
        );
    }
}
