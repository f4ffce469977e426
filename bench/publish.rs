//! `make bench`: what publishing costs beyond the requests it is made of, to a blog in memory whose
//! answers take as long as is said. The floor is a bare client that sends the same two requests, one
//! after the other, on a connection it keeps; both run in turns (ratio.rs).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench stops where it fails"
)]

mod fetching;
mod pictures;
#[allow(dead_code, reason = "the rest is the other benches'")]
mod ratio;
#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Duration;

use criterion::Criterion;
use serde_json::{Value, json};

use ratio::{Table, compare, short};
use support::desk::{Address, Desk, PATIENT, now};
use support::scripted::Scripted;

/// What publishing may take beyond its two round trips.
const BEYOND: Duration = Duration::from_millis(50);

/// The blog's name on the server.
const SITE: &str = "b";

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(3))
        .sample_size(10)
        .without_plots()
        .configure_from_args();
    let mut table = Table::default();
    for latency in [0, 50, 200] {
        publish(&mut criterion, &mut table, Duration::from_millis(latency));
    }
    for latency in [0, 50, 200] {
        pictures::publish(&mut criterion, &mut table, Duration::from_millis(latency));
    }
    fetching::first(&mut criterion, &mut table);
    criterion.final_summary();
    table.print();
}

fn publish(criterion: &mut Criterion, table: &mut Table, latency: Duration) {
    let blogs = Scripted::start();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let desk = Desk::open(folder.path(), "", now(), PATIENT);
    let blog = desk.connect(&Address {
        endpoint: blogs.endpoint(SITE),
        user: "zoé".into(),
        secret: "secret".into(),
    });
    let bare = Bare::new(&blogs);
    let body = "Du texte. ".repeat(300);
    let mut nth = 0;
    blogs.answer_after(latency);
    let name = format!("publish, {} ms a round trip", latency.as_millis());
    let figures = compare(
        criterion,
        &name,
        || {
            nth += 1;
            let post = desk.draft(&format!("Billet {nth}"), &body);
            desk.publish(post, blog);
            desk.send();
        },
        || bare.two_requests(&body),
    );
    assert_eq!(desk.open_jobs(), [], "all of it arrived");
    let Some(figures) = figures else {
        return;
    };
    let reserved = |writes: usize| writes / 2;
    assert_eq!(
        blogs.with(SITE, |site| reserved(site.writes.len())),
        blogs.with(SITE, |site| site.posts.len()),
        "two requests a post"
    );
    let beyond = figures.it.saturating_sub(figures.floor);
    let figure = format!(
        "+{} ({} to {})",
        short(beyond),
        short(figures.it),
        short(figures.floor)
    );
    let goal = format!("≤ +{} ms", BEYOND.as_millis());
    table.row(
        &name,
        "the same two requests",
        figure,
        &goal,
        beyond <= BEYOND,
    );
}

/// A client that does nothing but send.
struct Bare {
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
    posts: String,
}

impl Bare {
    fn new(blogs: &Scripted) -> Self {
        let _ = billet_remote::Http::new().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        Self {
            runtime,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            posts: format!("{}wp/v2/posts", blogs.endpoint(SITE)),
        }
    }

    fn two_requests(&self, body: &str) {
        self.runtime.block_on(async {
            let draft = json!({ "title": "Billet", "content": body, "status": "draft" });
            let made = self.post(&self.posts, &draft).await;
            let there = format!("{}/{}", self.posts, made["id"]);
            let public = json!({ "title": "Billet", "content": body, "status": "publish" });
            self.post(&there, &public).await;
        });
    }

    async fn post(&self, url: &str, body: &Value) -> Value {
        let request = self.client.post(url).basic_auth("zoé", Some("secret"));
        let answer = request.json(body).send().await.unwrap();
        answer.json().await.unwrap()
    }
}
