//! The real WordPress that the windows talk to, asked through its own API: what a window claims is
//! checked on the blog, and what it should find is put there.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

/// A WordPress and its administrator.
pub struct Blog {
    /// Its address without a slash at the end.
    pub url: String,
    /// The administrator's application password.
    pub password: String,
    http: reqwest::Client,
}

impl Blog {
    /// The blog that `make test` started.
    pub fn of_test() -> Self {
        let variable = |name: &str| {
            std::env::var(name).unwrap_or_else(|_| {
                panic!("{name} is not set: this test talks to a real WordPress. Run `make test`.")
            })
        };
        // Ours is a process-wide choice; another test may have made it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            url: variable("BILLET_TEST_WP_URL")
                .trim_end_matches('/')
                .to_owned(),
            password: variable("BILLET_TEST_WP_ADMIN"),
            http: reqwest::Client::new(),
        }
    }

    /// Asks the API; `route` starts with a slash.
    pub async fn get(&self, route: &str) -> Value {
        let request = self.http.get(format!("{}/wp-json/wp/v2{route}", self.url));
        let answer = request
            .basic_auth("admin", Some(&self.password))
            .send()
            .await
            .unwrap();
        answer.json().await.unwrap()
    }

    /// Changes something through the API.
    pub async fn post(&self, route: &str, body: &Value) -> Value {
        let request = self
            .http
            .post(format!("{}/wp-json/wp/v2{route}", self.url))
            .json(body);
        let answer = request
            .basic_auth("admin", Some(&self.password))
            .send()
            .await
            .unwrap();
        let status = answer.status();
        let answer: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{route}: {answer}");
        answer
    }

    /// A published post with this title; its id.
    pub async fn published(&self, title: &str, html: &str) -> i64 {
        let body = json!({"title": title, "content": html, "status": "publish"});
        self.post("/posts", &body).await["id"].as_i64().unwrap()
    }

    /// A waiting comment; its id.
    pub async fn waiting(&self, post: i64, author: &str, html: &str) -> i64 {
        let body = json!({
            "post": post,
            "author_name": author,
            "author_email": format!("{}@example.test", unique()),
            "content": html,
            "status": "hold",
        });
        self.post("/comments", &body).await["id"].as_i64().unwrap()
    }

    /// Where a comment stands.
    pub async fn comment_status(&self, id: i64) -> String {
        let comment = self.get(&format!("/comments/{id}?context=edit")).await;
        comment["status"].as_str().unwrap_or("gone").to_owned()
    }

    /// Waits until a comment stands so.
    pub async fn until_comment(&self, id: i64, status: &str) {
        let mut now = String::new();
        for _ in 0..300 {
            now = self.comment_status(id).await;
            if now == status {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("comment {id} is “{now}” on the blog, not “{status}”");
    }

    /// Waits until a comment has an answer.
    pub async fn until_answered(&self, comment: i64) {
        for _ in 0..300 {
            let answers = self
                .get(&format!("/comments?parent={comment}&context=edit"))
                .await;
            if answers.as_array().is_some_and(|all| !all.is_empty()) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("comment {comment} was not answered on the blog");
    }

    /// Waits until the post with this title holds these words.
    pub async fn until_post(&self, title: &str, words: &str) {
        let mut now = Value::Null;
        for _ in 0..300 {
            now = Value::Array(self.posts_titled(title).await);
            if now[0]["content"]["raw"]
                .as_str()
                .unwrap_or_default()
                .contains(words)
            {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("“{words}” did not arrive; the blog has: {now}");
    }

    /// The posts with this title, of any status.
    pub async fn posts_titled(&self, title: &str) -> Vec<Value> {
        let all = self
            .get("/posts?context=edit&per_page=100&status=any")
            .await;
        let all = all.as_array().unwrap().clone();
        all.into_iter()
            .filter(|p| p["title"]["raw"] == title)
            .collect()
    }
}

/// A word that no other test and no other run has.
pub fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    format!(
        "{:x}{}",
        now.as_micros(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}
