//! Categories that lie in others: read and written by path, and made once.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test"
)]

mod support;

use billet_core::RemoteId;
use billet_remote::TermKind;
use serde_json::{Value, json};
use support::{Reply, Server, content, fixture, json_answer};

fn id(number: i64) -> RemoteId {
    RemoteId::from(number)
}

fn rows(rows: &Value) -> Reply {
    json_answer("200 OK", rows.to_string())
}

fn made(id: u64) -> Reply {
    json_answer(
        "201 Created",
        json!({ "id": id, "name": "Neuf" }).to_string(),
    )
}

fn post() -> Reply {
    json_answer("200 OK", fixture("post_publish"))
}

/// The ids that a post is given for one category.
async fn given(path: &str, script: Vec<Reply>) -> (Value, Vec<String>, Vec<Value>) {
    let server = Server::start(script).await;
    let wanted = billet_remote::PostContent {
        categories: Some(vec![path.to_owned()]),
        ..content()
    };
    server.blog().fill(&id(14), &wanted).await.unwrap();
    let requests = server.requests();
    let fill = requests.last().unwrap().json()["categories"].clone();
    let writes = server.lines().into_iter().zip(&requests);
    let writes =
        writes.filter(|(line, _)| line.starts_with("POST") && line.ends_with("categories"));
    let bodies = writes.map(|(_, request)| request.json()).collect();
    (fill, server.lines(), bodies)
}

#[tokio::test]
async fn two_of_the_same_name_are_told_apart_by_what_they_lie_in() {
    let page = json!([
        { "id": 7, "name": "Mer", "parent": 3 },
        { "id": 3, "name": "Voyages &amp; plus", "parent": 0 },
        { "id": 9, "name": "Mer", "parent": 5 },
    ]);
    let above = json!([{ "id": 5, "name": "Écrits", "parent": 0 }]);
    let server = Server::start(vec![rows(&page), rows(&above)]).await;
    let paths = server.blog().terms(TermKind::Category).await.unwrap();
    assert_eq!(
        paths,
        ["Voyages & plus › Mer", "Voyages & plus", "Écrits › Mer"]
    );
    assert_eq!(
        server.lines()[1],
        "GET /wp-json/wp/v2/categories?include=5&per_page=100&_fields=id%2Cname%2Cparent"
    );
}

#[tokio::test]
async fn a_path_leads_to_the_very_category() {
    let voyages = json!([{ "id": 3, "name": "Voyages", "parent": 0 }]);
    let mer =
        json!([{ "id": 9, "name": "Mer", "parent": 5 }, { "id": 7, "name": "mer", "parent": 3 }]);
    let script = vec![rows(&json!([])), rows(&voyages), rows(&mer), post()];
    let (given, _, made) = given("Voyages › Mer", script).await;
    assert_eq!((given, made.len()), (json!([7]), 0));
}

#[tokio::test]
async fn a_new_one_is_made_where_it_was_asked_for_and_once() {
    let voyages = json!([{ "id": 3, "name": "Voyages", "parent": 0 }]);
    let elsewhere = json!([{ "id": 9, "name": "Mer", "parent": 5 }]);
    let script = || vec![rows(&json!([])), rows(&voyages), rows(&elsewhere)];
    let (ids, _, bodies) = given(
        "Voyages›Mer",
        script().into_iter().chain([made(12), post()]).collect(),
    )
    .await;
    assert_eq!(ids, json!([12]));
    assert_eq!(bodies, [json!({ "name": "Mer", "parent": 3 })]);
    // Somebody was quicker: the one that is there is taken.
    let exists = json_answer("400 Bad Request", fixture("error_term_exists"));
    let (ids, _, bodies) = given(
        "Voyages › Mer",
        script().into_iter().chain([exists, post()]).collect(),
    )
    .await;
    assert_eq!(bodies.len(), 1);
    assert_eq!(ids.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_blog_without_the_outer_one_takes_the_nearest_by_name() {
    let none = json!([]);
    let mer =
        json!([{ "id": 9, "name": "Mer", "parent": 0 }, { "id": 7, "name": "Mer", "parent": 3 }]);
    let above = json!([{ "id": 3, "name": "Été", "parent": 0 }]);
    let script = vec![rows(&none), rows(&none), rows(&mer), rows(&above), post()];
    let (ids, _, bodies) = given("Voyages › Mer", script).await;
    assert_eq!((ids, bodies.len()), (json!([9]), 0));
    // None of that name anywhere: the whole path is made.
    let script = vec![
        rows(&none),
        rows(&none),
        rows(&none),
        made(20),
        made(21),
        post(),
    ];
    let (ids, _, bodies) = given("Voyages › Mer", script).await;
    assert_eq!(ids, json!([21]));
    assert_eq!(
        bodies,
        [
            json!({ "name": "Voyages" }),
            json!({ "name": "Mer", "parent": 20 })
        ]
    );
}
