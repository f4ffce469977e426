//! Posts: reserved, filled, thrown away.

use billet_core::{PublishStatus, RemoteStatus};
use billet_remote::{PostContent, RemoteError};
use serde_json::json;

use crate::support::{Server, content, fixture, json_answer, nothing, ok};
use crate::{BASIC, id};

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
