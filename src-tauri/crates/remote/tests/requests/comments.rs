//! Comments: read, decided, answered.

use billet_core::{CommentStatus, Decision, RemoteId};
use billet_remote::{Place, RemoteError, Which};
use serde_json::json;

use crate::id;
use crate::support::{Server, answer, fixture, json_answer, nothing, ok};

#[tokio::test]
async fn comments_come_page_by_page_and_a_broken_row_spoils_nothing() {
    let good: serde_json::Value = serde_json::from_slice(&fixture("comment_hold")).unwrap();
    let with = |field: &str, value: serde_json::Value| {
        let mut row = good.clone();
        row[field] = value;
        row
    };
    let body = json!([
        good,
        with("type", json!("note")),
        with("type", json!("pingback")),
        with("status", json!("post-trashed")),
        with("status", json!("spam")),
        with("id", json!("x")),
        "nonsense",
        with("date_gmt", json!("0000-00-00T00:00:00")),
    ]);
    let headers = [("X-WP-Total", "250"), ("X-WP-TotalPages", "3")];
    let server = Server::start(vec![
        answer("200 OK", &headers, body.to_string().as_bytes()),
        answer("200 OK", &headers, fixture("comments_hold").as_slice()),
    ])
    .await;
    let blog = server.blog();
    let pending = Which::Only(CommentStatus::Pending);
    let page = blog.comments(pending, None, 2).await.unwrap();
    assert_eq!(page.rows.len(), 2);
    assert_eq!(
        (page.more, page.pages, page.total),
        (true, Some(3), Some(250))
    );
    assert_eq!(page.seen.len(), 6, "also those that cannot be read");
    // Its own date is nonsense; the site's local one is taken.
    assert_ne!(page.rows[1].written_at, jiff::Timestamp::UNIX_EPOCH);
    let end = Place("2026-11-22T11:20:24".into());
    assert_eq!(
        page.end,
        Some(end),
        "a second after the last row's own date"
    );
    let approved = Which::Only(CommentStatus::Approved);
    let last = blog.comments(approved, None, 3).await.unwrap();
    assert!(!last.more);
    assert!(
        last.rows.is_empty(),
        "rows of another status are not those asked for"
    );
    assert_eq!(
        server.lines(),
        [
            "GET /wp-json/wp/v2/comments?context=edit&status=hold&type=comment&orderby=date&order=desc&per_page=100&page=2",
            "GET /wp-json/wp/v2/comments?context=edit&status=approve&type=comment&orderby=date&order=desc&per_page=100&page=3",
        ]
    );
}

#[tokio::test]
async fn the_list_goes_on_from_a_place_and_a_full_page_is_never_the_last() {
    let row = |n: u32| {
        let mut row: serde_json::Value = serde_json::from_slice(&fixture("comment_hold")).unwrap();
        row["id"] = json!(n);
        row["date"] = json!("2026-10-25T02:59:59");
        row
    };
    let full: Vec<_> = (1..=100).map(row).collect();
    let headers = [("X-WP-Total", "1"), ("X-WP-TotalPages", "1")];
    let server = Server::start(vec![
        answer("200 OK", &headers, json!(full).to_string().as_bytes()),
        nothing(),
    ])
    .await;
    let blog = server.blog();
    let page = blog.comments(Which::Any, None, 1).await.unwrap();
    assert!(page.more, "whatever the blog counts");
    let place = page.end.unwrap();
    assert_eq!(place, Place("2026-10-25T03:00:00".into()));
    let after = blog.comments(Which::Any, Some(&place), 1).await.unwrap();
    assert!(!after.more && after.rows.is_empty());
    assert_eq!(
        server.lines()[1],
        "GET /wp-json/wp/v2/comments?context=edit&status=any&type=comment&orderby=date&order=desc&per_page=100&page=1&before=2026-10-25T03%3A00%3A00"
    );
}

#[tokio::test]
async fn comments_are_asked_for_by_name_whatever_their_status() {
    let spam: serde_json::Value = serde_json::from_slice(&fixture("comment_spam")).unwrap();
    let known = id(spam["id"].as_i64().unwrap());
    let server = Server::start(vec![json_answer("200 OK", json!([spam]).to_string())]).await;
    let blog = server.blog();
    let asked = [known.clone(), id(999), RemoteId::from("../1")];
    let there = blog.comments_called(&asked).await.unwrap();
    let there: Vec<_> = there.into_iter().map(|c| (c.id, c.status)).collect();
    assert_eq!(there, [(known.clone(), CommentStatus::Spam)]);
    // Without any, `include` would mean all.
    assert_eq!(blog.comments_called(&[]).await.unwrap(), []);
    let line = format!(
        "GET /wp-json/wp/v2/comments?context=edit&status=any&include={known}%2C999&per_page=100"
    );
    assert_eq!(server.lines(), [line]);
}

#[tokio::test]
async fn a_decision_keeps_what_wordpress_knows_of_the_reader() {
    let mut before: serde_json::Value = serde_json::from_slice(&fixture("comment_hold")).unwrap();
    before["author_ip"] = json!("203.0.113.7");
    before["author_user_agent"] = json!("Mozilla/5.0");
    let server = Server::start(vec![
        json_answer("200 OK", before.to_string()),
        ok("comment_approve"),
    ])
    .await;
    let comment = server
        .blog()
        .decide(&id(11), Decision::Approve)
        .await
        .unwrap();
    assert_eq!(comment.status, CommentStatus::Approved);
    assert_eq!(
        server.lines(),
        [
            "GET /wp-json/wp/v2/comments/11?context=edit",
            "POST /wp-json/wp/v2/comments/11"
        ]
    );
    assert_eq!(
        server.requests()[1].json(),
        json!({"status": "approve", "author_ip": "203.0.113.7", "author_user_agent": "Mozilla/5.0"})
    );
}

#[tokio::test]
async fn a_decision_that_is_so_already_writes_nothing() {
    let server = Server::start(vec![ok("comment_trash")]).await;
    let comment = server
        .blog()
        .decide(&id(12), Decision::Trash)
        .await
        .unwrap();
    assert_eq!(comment.status, CommentStatus::Trash);
    assert_eq!(
        server.lines(),
        ["GET /wp-json/wp/v2/comments/12?context=edit"]
    );
}

#[tokio::test]
async fn trash_is_a_delete_without_force() {
    let server = Server::start(vec![ok("comment_spam"), ok("comment_trash")]).await;
    server
        .blog()
        .decide(&id(12), Decision::Trash)
        .await
        .unwrap();
    let request = &server.requests()[1];
    assert_eq!(request.line, "POST /wp-json/wp/v2/comments/12");
    assert_eq!(request.header("x-http-method-override"), Some("DELETE"));
    assert_eq!(request.json(), serde_json::Value::Null);
}

#[tokio::test]
async fn a_change_that_changes_nothing_is_looked_into() {
    // Somebody else was quicker: fine.
    for (status, code, now) in [
        (
            "500 Internal Server Error",
            "error_comment_failed_edit",
            "comment_spam",
        ),
        ("410 Gone", "error_comment_already_trashed", "comment_spam"),
    ] {
        let refusal = json_answer(status, fixture(code));
        let server = Server::start(vec![ok("comment_hold"), refusal, ok(now)]).await;
        let comment = server.blog().decide(&id(11), Decision::Spam).await.unwrap();
        assert_eq!(comment.status, CommentStatus::Spam);
    }
    // It really failed.
    let refusal = json_answer(
        "500 Internal Server Error",
        fixture("error_comment_failed_edit"),
    );
    let server = Server::start(vec![ok("comment_hold"), refusal, ok("comment_hold")]).await;
    let error = server
        .blog()
        .decide(&id(11), Decision::Spam)
        .await
        .unwrap_err();
    assert!(
        matches!(&error, RemoteError::Refused { code, .. } if code == "rest_comment_failed_edit")
    );
    // A 200 that hides that nothing happened.
    let server = Server::start(vec![ok("comment_hold"), ok("comment_hold")]).await;
    let error = server
        .blog()
        .decide(&id(11), Decision::Spam)
        .await
        .unwrap_err();
    assert!(matches!(error, RemoteError::NotChanged));
}

#[tokio::test]
async fn a_reply_is_sent_once_its_comment_was_seen() {
    let server = Server::start(vec![
        json_answer("200 OK", r#"{"id":9}"#),
        json_answer("201 Created", fixture("comment_reply")),
    ])
    .await;
    let reply = server
        .blog()
        .reply(&id(14), &id(9), "<p>Merci !</p>")
        .await
        .unwrap();
    assert_eq!(
        (reply.account, reply.status),
        (Some(id(1)), CommentStatus::Approved)
    );
    assert_eq!(
        server.lines(),
        [
            "GET /wp-json/wp/v2/comments/9?_fields=id",
            "POST /wp-json/wp/v2/comments"
        ]
    );
    assert_eq!(
        server.requests()[1].json(),
        json!({"post": 14, "parent": 9, "content": "<p>Merci !</p>"})
    );
}

#[tokio::test]
async fn a_reply_to_a_deleted_comment_is_not_sent() {
    let gone = json_answer("404 Not Found", fixture("error_comment_invalid_id"));
    let server = Server::start(vec![gone]).await;
    let error = server
        .blog()
        .reply(&id(14), &id(9), "<p>Merci !</p>")
        .await
        .unwrap_err();
    assert!(matches!(error, RemoteError::Gone));
    assert_eq!(server.lines().len(), 1);
}

#[tokio::test]
async fn the_same_reply_twice_is_one_reply() {
    let recorded: serde_json::Value = serde_json::from_slice(&fixture("comment_reply")).unwrap();
    let parent = RemoteId::from(recorded["parent"].as_i64().unwrap());
    let list = json!([recorded]).to_string();
    let script = |list: String| {
        vec![
            json_answer("200 OK", r#"{"id":9}"#),
            json_answer("409 Conflict", fixture("error_comment_duplicate")),
            ok("user_admin"),
            json_answer("200 OK", list),
            nothing(),
        ]
    };
    let server = Server::start(script(list)).await;
    let reply = server
        .blog()
        .reply(&id(14), &parent, "<p>Merci&nbsp;!</p>")
        .await
        .unwrap();
    assert_eq!(
        Some(reply.id.as_str()),
        recorded["id"].as_i64().map(|i| i.to_string()).as_deref()
    );
    let n = parent.as_str();
    assert_eq!(
        server.lines()[2..],
        [
            "GET /wp-json/wp/v2/users/me?context=edit".to_owned(),
            format!(
                "GET /wp-json/wp/v2/comments?context=edit&status=all&author=1&post=14&parent={n}&per_page=100"
            ),
            format!(
                "GET /wp-json/wp/v2/comments?context=edit&status=spam&author=1&post=14&parent={n}&per_page=100"
            ),
        ]
    );
    // Duplicate of what, if it is not there?
    let server = Server::start(script("[]".to_owned())).await;
    let error = server
        .blog()
        .reply(&id(14), &parent, "<p>Merci !</p>")
        .await
        .unwrap_err();
    assert!(matches!(&error, RemoteError::Refused { code, message }
        if code == "comment_duplicate" && message.contains("you’ve already said that")));
}

#[tokio::test]
async fn an_account_that_may_not_moderate_finds_its_visible_replies() {
    let recorded: serde_json::Value =
        serde_json::from_slice(&fixture("comment_reply_author")).unwrap();
    let mut other = recorded.clone();
    other["author"] = json!(99);
    let parent = RemoteId::from(recorded["parent"].as_i64().unwrap());
    let server = Server::start(vec![
        ok("user_author"),
        json_answer("403 Forbidden", fixture("error_forbidden_context")),
        json_answer("200 OK", json!([recorded, other]).to_string()),
    ])
    .await;
    let found = server.blog().replies_to(&id(14), &parent).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].account, Some(id(3)));
    assert_eq!(
        server.lines()[2],
        format!("GET /wp-json/wp/v2/comments?post=14&parent={parent}&per_page=100")
    );
}
