//! `billet-remote` against a real WordPress. Each test makes its own posts and comments under names
//! of its own, so that they run beside each other, and again, on one server.
//!
//! `make test` starts the server and sets the variables; `eval "$(tests/servers/wordpress.sh env)"`
//! sets them for a server that is up.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

#[path = "wordpress_remote/comments.rs"]
mod comments;
#[path = "wordpress_remote/histories.rs"]
mod histories;
#[path = "wordpress_remote/pictures.rs"]
mod pictures;
#[path = "wordpress_remote/posts.rs"]
mod posts;
/// Of what the proofs are made of, what needs no library.
#[path = "support"]
#[allow(dead_code, reason = "the proofs use the rest")]
mod support {
    pub mod fault;
    pub mod http;
    pub mod picture;
    pub mod proxy;
    pub mod seed;
}

use std::sync::atomic::{AtomicU32, Ordering};

use billet_core::{CommentStatus, Decision, Platform, PublishStatus, RemoteId, Settings};
use billet_remote::{
    Http, PostContent, RemoteBlog, RemoteComment, RemoteError, RemotePost, Which, connect,
    discover, same_words,
};
use jiff::Timestamp;
use serde_json::{Value, json};

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!(
            "{name} is not set: this test talks to a real WordPress. Run `make test`, or \
             `eval \"$(tests/servers/wordpress.sh env)\"` for a server that is up."
        )
    })
}

/// The blog's address without a slash at its end.
fn url() -> String {
    variable("BILLET_TEST_WP_URL")
        .trim_end_matches('/')
        .to_owned()
}

fn signed_in(user: &str) -> Box<dyn RemoteBlog> {
    let secret = variable(&format!("BILLET_TEST_WP_{}", user.to_uppercase()));
    let endpoint = format!("{}/wp-json/", url());
    connect(
        &Http::new().unwrap(),
        Platform::WordPress,
        &endpoint,
        user,
        &secret,
    )
    .unwrap()
}

fn admin() -> Box<dyn RemoteBlog> {
    signed_in("admin")
}

/// A word that no other test and no other run has.
fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let now = Timestamp::now().as_nanosecond();
    format!("{now:x}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

fn content(title: &str, html: &str, status: PublishStatus) -> PostContent {
    PostContent {
        title: title.to_owned(),
        html: html.to_owned(),
        excerpt: String::new(),
        slug: Some(String::new()),
        tags: Some(Vec::new()),
        categories: Some(Vec::new()),
        status: Some(status),
        at: None,
        settings: Settings::default(),
    }
}

/// Reserves and fills, as the outbox does.
async fn publish(blog: &dyn RemoteBlog, content: &PostContent) -> RemotePost {
    let reserved = blog
        .reserve(content, &format!("billet-{}", unique()))
        .await
        .unwrap();
    blog.fill(&reserved.id, content).await.unwrap()
}

async fn published_post() -> RemotePost {
    let title = format!("Sous ce billet {}", unique());
    publish(
        &*admin(),
        &content(&title, "<p>On commente.</p>", PublishStatus::Publish),
    )
    .await
}

/// WordPress's own API, past everything that is tested here.
async fn past_billet(method: &str, route: &str, body: Value) -> Value {
    // Installs the TLS provider that reqwest asks for.
    let _ = Http::new().unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client
        .request(
            method.parse().unwrap(),
            format!("{}/wp-json/wp/v2/{route}", url()),
        )
        .basic_auth("admin", Some(variable("BILLET_TEST_WP_ADMIN")))
        .json(&body);
    let response = request.send().await.unwrap();
    let status = response.status();
    let answer: Value = response.json().await.unwrap();
    assert!(status.is_success(), "{method} {route}: {answer}");
    answer
}

/// A reader's comment, waiting.
async fn readers_comment(post: &RemotePost, text: &str) -> RemoteId {
    let body = json!({
        "post": post.id.as_str().parse::<u64>().unwrap(),
        "content": text,
        "author_name": "Zoé & Léa",
        "author_email": "zoe@example.test",
        "author_url": "https://zoe.example.test",
        "author_ip": "203.0.113.7",
        "author_user_agent": "Mozilla/5.0 (lectrice)",
    });
    let made = past_billet("POST", "comments", body).await;
    let id = made["id"].as_i64().unwrap();
    past_billet("POST", &format!("comments/{id}"), json!({
        "status": "hold", "author_ip": "203.0.113.7", "author_user_agent": "Mozilla/5.0 (lectrice)",
    }))
    .await;
    RemoteId::from(id)
}

#[tokio::test]
async fn a_blog_is_found_from_whatever_a_person_types() {
    let post = published_post().await;
    let url = url();
    let host = url.split_once("://").unwrap().1;
    let http = Http::new().unwrap();
    for typed in [
        host.to_owned(),
        format!("  {url}/ "),
        post.url.clone(),
        post.url.split_once("://").unwrap().1.to_owned(),
        format!("{url}/a/folder/that/is/not/there/"),
        format!("{url}/?p={}", post.id),
        format!("{host}/wp-admin/edit.php?post_type=page"),
        format!("{url}/wp-login.php"),
        format!("{url}/wp-json/"),
        format!("{url}/wp-json/wp/v2/posts?per_page=1"),
    ] {
        let found = discover(&http, &typed)
            .await
            .unwrap_or_else(|e| panic!("{typed}: {e:?}"));
        assert_eq!(
            found.endpoint.as_str(),
            format!("{url}/wp-json/"),
            "{typed}"
        );
        assert_eq!(found.home.as_str().trim_end_matches('/'), url, "{typed}");
        assert_eq!(found.platform, Platform::WordPress);
        assert!(
            !found.name.is_empty() && found.takes_passwords,
            "{typed}: {found:?}"
        );
    }
}

#[tokio::test]
async fn plain_permalinks_work_to_the_end() {
    let found = discover(&Http::new().unwrap(), &format!("{}/?rest_route=/", url()))
        .await
        .unwrap();
    assert_eq!(found.endpoint.as_str(), format!("{}/?rest_route=/", url()));
    let secret = variable("BILLET_TEST_WP_EDITOR");
    let http = Http::new().unwrap();
    let blog = connect(
        &http,
        found.platform,
        found.endpoint.as_str(),
        "editor",
        &secret,
    )
    .unwrap();
    assert_eq!(blog.account().await.unwrap().name, "editor");
    let marker = format!("billet-{}", unique());
    let wanted = content(&marker, "<p>x</p>", PublishStatus::Draft);
    let reserved = blog.reserve(&wanted, &marker).await.unwrap();
    assert_eq!(
        blog.find_reserved(&marker).await.unwrap(),
        std::slice::from_ref(&reserved)
    );
    blog.trash_post(&reserved.id).await.unwrap();
    blog.comments(Which::Only(CommentStatus::Approved), None, 1)
        .await
        .unwrap();
}

#[tokio::test]
async fn each_account_may_what_its_role_may() {
    let of = async |user: &str| signed_in(user).account().await.unwrap().capabilities;
    let editor = of("editor").await;
    assert!(editor.publish && editor.moderate && editor.create_terms && editor.keeps_html);
    let author = of("author").await;
    assert!(author.publish && author.reply && !author.moderate && !author.create_terms);
    let subscriber = of("subscriber").await;
    assert!(!subscriber.draft && !subscriber.publish && !subscriber.moderate);
}

#[tokio::test]
async fn a_subscriber_is_told_what_is_not_allowed() {
    let blog = signed_in("subscriber");
    let draft = content("x", "<p>x</p>", PublishStatus::Draft);
    let post = published_post().await;
    let comment = readers_comment(&post, "x").await;
    for (what, outcome) in [
        (
            "reserve",
            blog.reserve(&draft, "billet-x").await.map(|_| ()),
        ),
        ("find", blog.find_reserved("billet-x").await.map(|_| ())),
        ("fill", blog.fill(&post.id, &draft).await.map(|_| ())),
        ("trash", blog.trash_post(&post.id).await),
        (
            "list",
            blog.comments(Which::Only(CommentStatus::Pending), None, 1)
                .await
                .map(|_| ()),
        ),
        (
            "decide",
            blog.decide(&comment, Decision::Spam).await.map(|_| ()),
        ),
    ] {
        let Err(RemoteError::NotAllowed { message }) = &outcome else {
            panic!("{what}: {outcome:?}")
        };
        assert!(
            !message.is_empty() && !message.contains('<'),
            "{what}: {message}"
        );
    }
}

#[tokio::test]
async fn a_wrong_password_is_never_silently_anonymous() {
    let endpoint = format!("{}/wp-json/", url());
    let http = Http::new().unwrap();
    let post = published_post().await;
    let comment = readers_comment(&post, "x").await;
    admin().decide(&comment, Decision::Approve).await.unwrap();
    let draft = content("x", "<p>x</p>", PublishStatus::Draft);
    for (user, secret) in [
        ("admin", "wrong wrong wrong"),
        ("nobody", "x"),
        ("admin", ""),
    ] {
        let blog = connect(&http, Platform::WordPress, &endpoint, user, secret).unwrap();
        for (what, outcome) in [
            ("account", blog.account().await.map(|_| ())),
            (
                "reserve",
                blog.reserve(&draft, "billet-x").await.map(|_| ()),
            ),
            ("find", blog.find_reserved("billet-x").await.map(|_| ())),
            ("post", blog.post(&post.id).await.map(|_| ())),
            ("fill", blog.fill(&post.id, &draft).await.map(|_| ())),
            ("trash", blog.trash_post(&post.id).await),
            (
                "list",
                blog.comments(Which::Only(CommentStatus::Approved), None, 1)
                    .await
                    .map(|_| ()),
            ),
            ("comment", blog.comment(&comment).await.map(|_| ())),
            (
                "decide",
                blog.decide(&comment, Decision::Spam).await.map(|_| ()),
            ),
            (
                "reply",
                blog.reply(&post.id, &comment, "<p>x</p>").await.map(|_| ()),
            ),
            (
                "replies",
                blog.replies_to(&post.id, &comment).await.map(|_| ()),
            ),
        ] {
            assert!(
                matches!(outcome, Err(RemoteError::SignIn)),
                "{user} {what}: {outcome:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_said_to_be_down() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let http = Http::new().unwrap();
    let error = discover(&http, &format!("127.0.0.1:{port}"))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("127.0.0.1:{port} could not be reached.")
    );
    let endpoint = format!("http://127.0.0.1:{port}/wp-json/");
    let blog = connect(&http, Platform::WordPress, &endpoint, "admin", "x").unwrap();
    let error = blog.account().await.unwrap_err();
    assert!(
        matches!(error, RemoteError::Unreachable { .. }),
        "{error:?}"
    );
}
