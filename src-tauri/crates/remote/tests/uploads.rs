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
use support::{Reply, Server, json_answer};

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
    let server = Server::start(vec![crowded(), crowded()]).await;
    let refused = server.blog().upload(picture(), "billet-1").await;
    let message = match refused {
        Err(RemoteError::Refused { message, .. }) => message,
        other => format!("{other:?}"),
    };
    assert!(message.starts_with("Unable to create"), "{message}");
    assert_eq!(server.requests().len(), 2, "no third time");
}
