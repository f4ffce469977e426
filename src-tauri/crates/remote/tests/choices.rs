//! What an account may choose for a post, as far as the blog lets it be seen.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

mod support;

use serde_json::{Value, json};
use support::{Reply, Server, json_answer};

fn ok(body: &Value) -> Reply {
    json_answer("200 OK", body.to_string())
}

fn no() -> Reply {
    let body = json!({ "code": "rest_forbidden", "message": "Sorry.", "data": { "status": 403 } });
    json_answer("403 Forbidden", body.to_string())
}

fn me(capabilities: &[&str]) -> Reply {
    let capabilities: serde_json::Map<_, _> = capabilities
        .iter()
        .map(|name| ((*name).to_owned(), Value::Bool(true)))
        .collect();
    ok(&json!({ "id": 1, "name": "Zoé", "capabilities": capabilities }))
}

#[tokio::test]
async fn an_editor_chooses_among_all_who_write_or_those_who_did() {
    let theme = json!([{ "theme_supports": { "formats": ["standard", "aside"], "post-thumbnails": true } }]);
    let known = json!([{ "id": 4, "name": "Anne &amp; L&eacute;a" }]);
    let editor = ["edit_others_posts", "publish_posts", "upload_files"];
    let zone = json!({ "timezone_string": "America/New_York", "gmt_offset": -5 });
    let script = vec![me(&editor), ok(&theme), no(), ok(&known), ok(&zone)];
    let server = Server::start(script).await;
    let choices = server.blog().choices().await.unwrap();
    assert!(choices.featured && choices.sticky && choices.comments);
    assert_eq!(choices.formats, ["aside"]);
    let names: Vec<_> = choices.authors.iter().map(|a| &*a.name).collect();
    assert_eq!(names, ["Anne & Léa"]);
    assert_eq!(choices.zone, "America/New_York");
    let asked = server.lines();
    assert_eq!(asked.len(), 5);
    assert_eq!(
        asked[4],
        "GET /wp-json/?_fields=timezone_string%2Cgmt_offset"
    );
}

#[tokio::test]
async fn an_account_that_sees_little_is_offered_little() {
    let server = Server::start(vec![me(&["edit_posts"]), no(), no()]).await;
    let choices = server.blog().choices().await.unwrap();
    assert!(!choices.featured && !choices.sticky && choices.comments);
    assert!(choices.authors.is_empty() && choices.formats.is_empty());
    assert_eq!(choices.zone, "");

    let plain = json!([{ "theme_supports": { "post-thumbnails": false } }]);
    let zone = json!({ "timezone_string": "", "gmt_offset": "5.5" });
    let server = Server::start(vec![me(&["upload_files"]), ok(&plain), ok(&zone)]).await;
    let choices = server.blog().choices().await.unwrap();
    assert!(!choices.featured);
    assert_eq!(choices.zone, "+05:30");
}
