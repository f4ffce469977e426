//! The exact requests by which the posts of a WordPress are listed and read, and what is made of
//! pages with bad rows.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

mod support;

use billet_core::{PostKind, RemoteId, RemoteStatus};
use billet_remote::{PostContent, PostOrder, RemoteError, TermKind};
use serde_json::{Value, json};
use support::{Server, answer, content, fixture, json_answer, ok};

fn id(number: i64) -> RemoteId {
    RemoteId::from(number)
}

fn row(id: u64, status: &str) -> Value {
    json!({ "id": id, "status": status, "modified_gmt": "2026-11-22T10:00:00" })
}

const FIELDS: &str = "&_fields=id%2Cstatus%2Cmodified_gmt";

#[tokio::test]
async fn a_list_names_what_tells_one_version_from_another_and_nothing_else() {
    // A plugin's row, in the middle of good ones.
    let rows = json!([row(9, "publish"), { "id": "neuf" }, row(7, "future")]).to_string();
    let headers = [("X-WP-Total", "250"), ("X-WP-TotalPages", "3")];
    let page = answer("200 OK", &headers, rows.as_bytes());
    let last = answer("200 OK", &[("X-WP-TotalPages", "3")], b"[]");
    let server = Server::start(vec![page, last]).await;
    let blog = server.blog();
    let first = blog.post_marks(PostOrder::Newest, 1).await.unwrap();
    let marks: Vec<_> = first.rows.iter().map(|m| (&m.id, &m.status)).collect();
    assert_eq!(
        marks,
        [
            (&id(9), &RemoteStatus::Published),
            (&id(7), &RemoteStatus::Scheduled)
        ]
    );
    assert_eq!(first.rows[0].modified, "2026-11-22T10:00:00");
    assert_eq!((first.next, first.total), (Some(2), Some(250)));
    let last = blog.post_marks(PostOrder::Changed, 3).await.unwrap();
    assert_eq!((last.rows.len(), last.next), (0, None));
    assert_eq!(
        server.lines(),
        [("id", 1), ("modified", 3)].map(|(order, page)| format!(
            "GET /wp-json/wp/v2/posts?context=edit&status=any&orderby={order}&order=desc\
             &per_page=100&page={page}{FIELDS}"
        ))
    );
}

#[tokio::test]
async fn the_end_of_a_list_that_got_shorter_is_its_end() {
    let code = json!({ "code": "rest_post_invalid_page_number", "message": "Non", "data": {} });
    let server = Server::start(vec![json_answer("400 Bad Request", code.to_string())]).await;
    let page = server.blog().post_marks(PostOrder::Newest, 4).await;
    let page = page.unwrap();
    assert_eq!((page.rows.len(), page.next), (0, None));
}

#[tokio::test]
async fn without_the_header_a_list_ends_with_an_empty_page() {
    let rows = json!([row(9, "publish")]).to_string();
    let server = Server::start(vec![
        json_answer("200 OK", rows),
        json_answer("200 OK", "[]"),
    ])
    .await;
    let blog = server.blog();
    let first = blog.post_marks(PostOrder::Newest, 1).await.unwrap();
    assert_eq!((first.next, first.total), (Some(2), None));
    let last = blog.post_marks(PostOrder::Newest, 2).await.unwrap();
    assert_eq!(last.next, None);
}

#[tokio::test]
async fn pages_that_one_may_not_edit_or_that_are_switched_off_are_refused_alike() {
    let forbidden = json!({
        "code": "rest_invalid_param", "message": "Invalid parameter(s): status",
        "data": { "status": 400, "details": { "status": {
            "code": "rest_forbidden_status", "message": "Non", "data": { "status": 403 } } } },
    });
    let none = json!({ "code": "rest_no_route", "message": "Non", "data": { "status": 404 } });
    let server = Server::start(vec![
        json_answer("400 Bad Request", forbidden.to_string()),
        json_answer("404 Not Found", none.to_string()),
    ])
    .await;
    let pages = server.blog().of_kind(PostKind::Page);
    for _ in 0..2 {
        let refused = pages.post_marks(PostOrder::Newest, 1).await;
        assert!(matches!(refused, Err(RemoteError::NotAllowed { .. })));
    }
    assert!(server.lines()[0].starts_with("GET /wp-json/wp/v2/pages?"));
}

#[tokio::test]
async fn many_are_read_at_once_and_a_bad_one_spoils_no_other() {
    let mut good: Value = serde_json::from_slice(&fixture("post_draft")).unwrap();
    good["id"] = json!(7);
    let mut stranger = good.clone();
    stranger["id"] = json!(99);
    let without_text = json!({ "id": 8, "status": "publish", "title": { "raw": "T" } });
    let rows = json!([good, without_text, { "id": 9 }, stranger]).to_string();
    let server = Server::start(vec![json_answer("200 OK", rows)]).await;
    let ids = [id(7), id(8), id(9), RemoteId::from("../users")];
    let posts = server.blog().posts(&ids).await.unwrap();
    let found: Vec<_> = posts.iter().map(|post| &post.id).collect();
    assert_eq!(found, [&id(7)]);
    assert_eq!(
        server.lines(),
        [
            "GET /wp-json/wp/v2/posts?context=edit&include=7%2C8%2C9&status=any%2Ctrash\
             &per_page=100&_fields=id%2Cslug%2Cstatus%2Clink%2Cdate_gmt%2Cmodified_gmt%2Ctags\
             %2Ccategories%2Ctitle.raw%2Ccontent.raw%2Cexcerpt.raw"
        ]
    );
}

#[tokio::test]
async fn no_ids_mean_no_posts_and_not_all() {
    let server = Server::start(Vec::new()).await;
    assert!(server.blog().posts(&[]).await.unwrap().is_empty());
    let none = server.blog().terms_called(TermKind::Tag, &[]).await;
    assert!(none.unwrap().is_empty());
    assert_eq!(server.lines(), [""; 0]);
}

#[tokio::test]
async fn terms_are_asked_for_by_their_ids() {
    let rows = json!([{ "id": 3, "name": "L&#8217;été" }, { "id": 44, "name": "Autre" }]);
    let server = Server::start(vec![json_answer("200 OK", rows.to_string())]).await;
    let found = server
        .blog()
        .terms_called(TermKind::Category, &[id(3), id(5)])
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].id, found[0].name.as_str()), (&id(3), "L’été"));
    let asked =
        "GET /wp-json/wp/v2/categories?include=3%2C5&per_page=100&_fields=id%2Cname%2Cparent";
    assert_eq!(server.lines(), [asked]);
}

#[tokio::test]
async fn a_page_is_read_written_and_thrown_away_on_its_own_route() {
    let server = Server::start(vec![
        ok("post_draft"),
        ok("post_draft"),
        ok("post_draft"),
        ok("post_trash"),
    ])
    .await;
    let pages = server.blog().of_kind(PostKind::Page);
    pages.post(&id(14)).await.unwrap();
    pages.reserve(&content(), "billet-1").await.unwrap();
    let wanted = PostContent {
        tags: Some(vec!["mer".to_owned()]),
        categories: Some(vec!["Voyages".to_owned()]),
        ..content()
    };
    pages.fill(&id(14), &wanted).await.unwrap();
    pages.trash_post(&id(14)).await.unwrap();
    assert_eq!(
        server.lines(),
        [
            "GET /wp-json/wp/v2/pages/14?context=edit",
            "POST /wp-json/wp/v2/pages",
            "POST /wp-json/wp/v2/pages/14",
            "POST /wp-json/wp/v2/pages/14",
        ]
    );
    // It has neither tags nor categories, and none are made for it.
    let sent = server.requests()[2].json();
    assert!(sent.get("tags").is_none() && sent.get("categories").is_none());
}
