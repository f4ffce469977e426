//! Pictures on their way to a WordPress, where a real one cannot be made to answer so.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod support;

use billet_remote::{Picture, RemoteError};
use serde_json::json;
use support::{Reply, Server, answer, json_answer};

fn picture() -> Picture {
    Picture::new(
        "mer.png".to_owned(),
        "image/png".to_owned(),
        "La mer".to_owned(),
        b"\x89PNG".to_vec(),
    )
}

/// What WordPress 7.1 says to the second of two that make the folder of a new month.
fn crowded() -> Reply {
    let body = json!({
        "code": "rest_upload_unknown_error",
        "message": "Unable to create directory wp-content/uploads/2026/11.",
        "data": { "status": 500 },
    });
    json_answer("500 Internal Server Error", body.to_string())
}

#[tokio::test]
async fn a_picture_that_comes_second_into_a_new_folder_is_sent_again_whole() {
    let made = json!({ "id": 7, "slug": "billet-1", "source_url": "https://x.example/mer.png" });
    let made = json_answer("201 Created", made.to_string());
    let server = Server::start(vec![crowded(), made]).await;
    let there = server.blog().upload(picture(), "billet-1").await.unwrap();
    assert_eq!(there.url, "https://x.example/mer.png");
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].line, requests[1].line);
    // WordPress compares it with the bytes that came.
    for header in ["content-length", "content-md5", "content-disposition"] {
        assert!(requests[0].header(header).is_some(), "{header}");
        assert_eq!(requests[0].header(header), requests[1].header(header));
    }
    assert_eq!(requests[1].header("content-length"), Some("4"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_told_in_the_blogs_words() {
    let server = Server::start(vec![crowded(), crowded(), crowded(), crowded()]).await;
    let refused = server.blog().upload(picture(), "billet-1").await;
    let message = match refused {
        Err(RemoteError::Refused { message, .. }) => message,
        other => format!("{other:?}"),
    };
    assert!(message.starts_with("Unable to create"), "{message}");
    assert_eq!(server.requests().len(), 4, "once more for each folder");
}

#[tokio::test]
async fn a_picture_that_is_there_is_not_sent_again_whatever_is_said_to_its_small_versions() {
    let died = || {
        let id = [("X-WP-Upload-Attachment-ID", "7")];
        answer("500 Internal Server Error", &id, b"Fatal error")
    };
    let gone =
        json!({ "code": "rest_post_invalid_id", "message": "No.", "data": { "status": 404 } });
    for said in [
        answer("308 Permanent Redirect", &[("Location", "/elsewhere")], b""),
        json_answer("404 Not Found", gone.to_string()),
        answer("502 Bad Gateway", &[], b""),
    ] {
        let server = Server::start(vec![died(), said]).await;
        let open = server.blog().upload(picture(), "billet-1").await;
        // The outbox looks for it before anything else.
        assert!(
            matches!(open, Err(RemoteError::NoAnswer { .. })),
            "{open:?}"
        );
        assert!(server.lines()[1].contains("media/7/post-process"));
    }
}
