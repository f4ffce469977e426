//! WordPress's own API, past everything that is tested, for the tests that need a real WordPress.
#![allow(dead_code, reason = "each test uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may; clippy only knows so inside `#[test]`"
)]

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

/// A variable that `tests/servers/wordpress.sh env` prints.
pub fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!(
            "{name} is not set: this test talks to a real WordPress. Run `make test`, or \
             `eval \"$(tests/servers/wordpress.sh env)\"` for a server that is up."
        )
    })
}

/// The blog's address without a slash at its end.
pub fn url() -> String {
    variable("BILLET_TEST_WP_URL")
        .trim_end_matches('/')
        .to_owned()
}

/// The blog's address as a person types it: `host:port`.
pub fn host() -> String {
    url().split_once("://").unwrap().1.to_owned()
}

/// The application password of `admin`, `editor`, `author` or `subscriber`.
pub fn password(user: &str) -> String {
    variable(&format!("BILLET_TEST_WP_{}", user.to_uppercase()))
}

/// A word that no other test and no other run has.
pub fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let nth = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("w{:x}{}x{nth}", now.as_nanos(), std::process::id())
}

/// Asks WordPress as `admin`; the status and what it says.
pub fn ask(method: &str, route: &str, body: &Value) -> (u16, Value) {
    let endpoint = format!("{}/wp-json/", url());
    ask_at(&endpoint, &password("admin"), method, route, body)
}

/// Asks the blog whose API starts at `endpoint` as `admin`; the status and what it says.
pub fn ask_at(
    endpoint: &str,
    secret: &str,
    method: &str,
    route: &str,
    body: &Value,
) -> (u16, Value) {
    inside(async |client| {
        let request = client
            .request(method.parse().unwrap(), format!("{endpoint}wp/v2/{route}"))
            .basic_auth("admin", Some(secret))
            .json(body);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    })
}

/// The file that readers find at `url`.
pub fn file(url: &str) -> Vec<u8> {
    inside(async |client| {
        let response = client.get(url).send().await.unwrap();
        let response = response.error_for_status().unwrap();
        response.bytes().await.unwrap().to_vec()
    })
}

fn inside<T>(work: impl AsyncFnOnce(reqwest::Client) -> T) -> T {
    // Installs the TLS provider that reqwest asks for.
    let _ = billet_remote::Http::new().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        work(client).await
    })
}

/// Asks WordPress as `admin` for something it must not refuse.
pub fn admin(method: &str, route: &str, body: &Value) -> Value {
    let (status, answer) = ask(method, route, body);
    assert!(status < 300, "{method} {route}: {status} {answer}");
    answer
}

/// A post as its editors see it.
pub fn post(id: &str) -> Value {
    admin("GET", &format!("posts/{id}?context=edit"), &Value::Null)
}

/// The posts of any status but trash in which `word` stands.
pub fn posts_with(word: &str) -> Vec<Value> {
    let route = format!("posts?context=edit&status=any&per_page=100&search={word}");
    let found = admin("GET", &route, &Value::Null);
    found.as_array().unwrap().clone()
}

/// The pictures in whose name `word` stands.
pub fn media_with(word: &str) -> Vec<Value> {
    let route = format!("media?context=edit&per_page=100&search={word}");
    let found = admin("GET", &route, &Value::Null);
    found.as_array().unwrap().clone()
}

/// A published post, past Billet; its id.
pub fn new_post(title: &str) -> i64 {
    let body = json!({ "title": title, "content": "<p>On commente.</p>", "status": "publish" });
    admin("POST", "posts", &body)["id"].as_i64().unwrap()
}

/// A reader's comment that waits; its id.
pub fn readers_comment(post: i64, text: &str) -> i64 {
    let body = json!({
        "post": post,
        "content": text,
        "author_name": "Zoé & Léa",
        "author_email": "zoe@example.test",
    });
    let id = admin("POST", "comments", &body)["id"].as_i64().unwrap();
    let hold = json!({ "status": "hold" });
    admin("POST", &format!("comments/{id}"), &hold);
    id
}

/// WordPress's word for where a comment stands.
pub fn comment_status(id: i64) -> String {
    let route = format!("comments/{id}?context=edit");
    let comment = admin("GET", &route, &Value::Null);
    comment["status"].as_str().unwrap().to_owned()
}
