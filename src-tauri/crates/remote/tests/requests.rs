//! The exact requests that a WordPress is sent, and what is made of its recorded answers.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

mod support;

use billet_core::{CommentStatus, Decision, PublishStatus, RemoteId, RemoteStatus};
use billet_remote::{PostContent, RemoteError, TermKind};
use serde_json::json;
use support::{Server, answer, content, fixture, json_answer, nothing, ok};

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
async fn reserving_creates_a_draft_under_the_marker_and_nothing_more() {
    let server = Server::start(vec![json_answer("201 Created", fixture("post_draft"))]).await;
    let wanted = PostContent {
        status: Some(PublishStatus::Publish),
        slug: Some("final".to_owned()),
        tags: Some(vec!["x".to_owned()]),
        at: Some("2030-01-01T00:00:00Z".parse().unwrap()),
        ..content()
    };
    let post = server.blog().reserve(&wanted, "billet-5d2c").await.unwrap();
    assert_eq!(
        (post.slug.as_str(), post.status),
        ("billet-5d2c", RemoteStatus::Draft)
    );

    let request = &server.requests()[0];
    assert_eq!(request.line, "POST /wp-json/wp/v2/posts");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("authorization"), Some(BASIC));
    assert_eq!(
        request.json(),
        json!({
            "status": "draft", "slug": "billet-5d2c", "title": "L’été & « moi »",
            "content": "<p>Un <em>texte</em>.</p>", "excerpt": "Court",
        })
    );
}

#[tokio::test]
async fn a_reserved_post_is_looked_for_in_the_trash_too() {
    let mut trashed: serde_json::Value = serde_json::from_slice(&fixture("post_trash")).unwrap();
    let mut strangers = trashed.clone();
    trashed["slug"] = json!("billet-1__trashed");
    strangers["slug"] = json!("hello-world");
    let body = json!([trashed, strangers]).to_string();
    let server = Server::start(vec![json_answer("200 OK", body)]).await;

    let found = server.blog().find_reserved("billet-1").await.unwrap();
    // The other is somebody's post, sent by a server that ignores the filter.
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].status, RemoteStatus::Trash);
    assert_eq!(
        server.lines(),
        [
            "GET /wp-json/wp/v2/posts?context=edit&slug=billet-1__trashed%2Cbillet-1\
          %2Cbillet-1-2__trashed%2Cbillet-1-2%2Cbillet-1-3__trashed%2Cbillet-1-3\
          %2Cbillet-1-4__trashed%2Cbillet-1-4&status=any%2Ctrash&per_page=100&orderby=id&order=asc"
        ]
    );
}

#[tokio::test]
async fn filling_sends_the_whole_post_with_the_ids_of_its_terms() {
    let server = Server::start(vec![
        json_answer(
            "200 OK",
            r#"[{"id":7,"name":"Th\u00e9 &amp; caf\u00e9s","parent":0},
            {"id":9,"name":"th\u00e9 &amp; caf\u00e9","parent":0}]"#,
        ),
        nothing(),
        json_answer("201 Created", r#"{"id":12,"name":"Neuf"}"#),
        json_answer(
            "200 OK",
            r#"[{"id":3,"name":"Voyages","parent":2},{"id":4,"name":"Voyages","parent":0}]"#,
        ),
        ok("post_future"),
    ])
    .await;
    let wanted = PostContent {
        status: Some(PublishStatus::Publish),
        slug: Some(String::new()),
        tags: Some(vec![
            " Thé  &\tcafé ".to_owned(),
            "Neuf".to_owned(),
            "  ".to_owned(),
        ]),
        categories: Some(vec!["Voyages".to_owned()]),
        at: Some("2030-05-01T09:30:00.5+02:00".parse().unwrap()),
        ..content()
    };
    let post = server.blog().fill(&id(21), &wanted).await.unwrap();
    assert_eq!(post.status, RemoteStatus::Scheduled);
    assert_eq!(post.date, Some("2030-05-01T07:30:00Z".parse().unwrap()));

    assert_eq!(
        server.lines(),
        [
            "GET /wp-json/wp/v2/tags?search=Th%C3%A9+%26amp%3B+caf%C3%A9&per_page=100&_fields=id%2Cname%2Cparent",
            "GET /wp-json/wp/v2/tags?search=Neuf&per_page=100&_fields=id%2Cname%2Cparent",
            "POST /wp-json/wp/v2/tags",
            "GET /wp-json/wp/v2/categories?search=Voyages&per_page=100&_fields=id%2Cname%2Cparent",
            "POST /wp-json/wp/v2/posts/21",
        ]
    );
    let requests = server.requests();
    assert_eq!(requests[2].json(), json!({"name": "Neuf"}));
    assert_eq!(
        requests[4].json(),
        json!({
            "title": "L’été & « moi »", "content": "<p>Un <em>texte</em>.</p>", "excerpt": "Court",
            "status": "publish", "slug": "", "tags": [9, 12], "categories": [4],
            "date_gmt": "2030-05-01T07:30:00",
        })
    );
}

#[tokio::test]
async fn what_the_writer_left_open_is_not_sent() {
    let server = Server::start(vec![ok("post_publish"), ok("post_publish")]).await;
    let post = server.blog().fill(&id(14), &content()).await.unwrap();
    assert_eq!(post.slug, "l-ete-🎉");
    assert_eq!(post.base.title, "L’été & « guillemets » 🎉");
    assert_eq!(post.base.content, "<ul>\n<li>Un <em>point</em></li>\n</ul>");
    assert_eq!(
        server.requests()[0].json(),
        json!({
            "title": "L’été & « moi »", "content": "<p>Un <em>texte</em>.</p>", "excerpt": "Court",
        })
    );
    let terms: Vec<_> = post.base.terms.iter().map(|id| id.as_str()).collect();
    assert_eq!(terms, ["1", "4"]);

    // To have none is a wish; to be on no shelf is none that WordPress knows.
    let none = PostContent {
        tags: Some(Vec::new()),
        categories: Some(Vec::new()),
        status: Some(PublishStatus::Draft),
        ..content()
    };
    server.blog().fill(&id(14), &none).await.unwrap();
    let sent = server.requests()[1].json();
    assert_eq!(
        (&sent["tags"], &sent["status"], sent.get("categories")),
        (&json!([]), &json!("draft"), None)
    );
}

#[tokio::test]
async fn a_slug_from_before_the_trash_is_dropped_the_second_time() {
    let mut old: serde_json::Value = serde_json::from_slice(&fixture("post_publish")).unwrap();
    old["slug"] = json!("billet-5d2c");
    let server = Server::start(vec![
        json_answer("200 OK", old.to_string()),
        ok("post_publish"),
    ])
    .await;
    let wanted = PostContent {
        slug: Some(String::new()),
        ..content()
    };
    let post = server.blog().fill(&id(14), &wanted).await.unwrap();
    assert_eq!(post.slug, "l-ete-🎉");
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].json(), requests[1].json());
}

#[tokio::test]
async fn a_term_that_somebody_created_meanwhile_is_used() {
    let server = Server::start(vec![
        nothing(),
        json_answer("400 Bad Request", fixture("error_term_exists")),
        ok("post_publish"),
    ])
    .await;
    let wanted = PostContent {
        tags: Some(vec!["Thé & café".to_owned()]),
        ..content()
    };
    server.blog().fill(&id(14), &wanted).await.unwrap();
    assert_eq!(server.requests()[2].json()["tags"], json!([4]));
}

#[tokio::test]
async fn a_category_that_may_not_be_created_is_named() {
    let server = Server::start(vec![
        nothing(),
        json_answer("403 Forbidden", fixture("error_cannot_create_term")),
    ])
    .await;
    let wanted = PostContent {
        categories: Some(vec!["Plage".to_owned()]),
        ..content()
    };
    let error = server.blog().fill(&id(14), &wanted).await.unwrap_err();
    assert!(
        matches!(&error, RemoteError::NotAllowed { message }
            if message == "“Plage”: Sorry, you are not allowed to create terms in this taxonomy."),
        "{error:?}"
    );
    assert_eq!(server.lines().len(), 2, "the post itself is not touched");
}

#[tokio::test]
async fn a_post_goes_to_the_trash_and_never_further() {
    let server = Server::start(vec![
        ok("post_trash"),
        json_answer("410 Gone", fixture("error_post_already_trashed")),
        json_answer("501 Not Implemented", fixture("error_trash_not_supported")),
        json_answer("404 Not Found", fixture("error_post_invalid_id")),
        // A proxy dropped the header: an update of nothing.
        ok("post_publish"),
    ])
    .await;
    let blog = server.blog();
    blog.trash_post(&id(15)).await.unwrap();
    blog.trash_post(&id(15)).await.unwrap();
    let off = blog.trash_post(&id(15)).await.unwrap_err();
    assert!(
        matches!(&off, RemoteError::Refused { code, .. } if code == "rest_trash_not_supported")
    );
    let gone = blog.trash_post(&id(15)).await.unwrap_err();
    assert!(matches!(gone, RemoteError::Gone));
    let ignored = blog.trash_post(&id(15)).await.unwrap_err();
    assert!(matches!(ignored, RemoteError::NotChanged));

    for request in server.requests() {
        assert_eq!(request.line, "POST /wp-json/wp/v2/posts/15");
        assert_eq!(request.header("x-http-method-override"), Some("DELETE"));
    }
}

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
    let page = blog.comments(CommentStatus::Pending, 2).await.unwrap();
    assert_eq!(page.rows.len(), 2);
    assert_eq!((page.next, page.total), (Some(3), Some(250)));
    // Its own date is nonsense; the site's local one is taken.
    assert_ne!(page.rows[1].written_at, jiff::Timestamp::UNIX_EPOCH);
    let last = blog.comments(CommentStatus::Approved, 3).await.unwrap();
    assert_eq!(last.next, None);
    assert!(
        last.rows.is_empty(),
        "rows of another status are not those asked for"
    );
    assert_eq!(
        server.lines(),
        [
            "GET /wp-json/wp/v2/comments?context=edit&status=hold&type=comment&orderby=date_gmt&order=desc&per_page=100&page=2",
            "GET /wp-json/wp/v2/comments?context=edit&status=approve&type=comment&orderby=date_gmt&order=desc&per_page=100&page=3",
        ]
    );
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
