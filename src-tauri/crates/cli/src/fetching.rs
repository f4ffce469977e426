//! `billet posts fetch`

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use billet_core::BlogId;
use billet_store::{blogs, fetched};
use billet_sync::{Gathered, Office, SyncError};
use serde_json::json;

use crate::failure::{Ended, Failure};
use crate::output;

/// How often a terminal is told how far it is.
const TELL_EVERY: Duration = Duration::from_millis(200);

pub async fn fetch(
    office: &Arc<Office>,
    wanted: Option<&str>,
    whole: bool,
    as_json: bool,
) -> Ended {
    let all = match wanted {
        Some(wanted) => vec![crate::blogs::find(office, wanted)?],
        None => {
            let mut all = office.library().read(blogs::all)?;
            all.retain(|blog| blog.fetches_posts);
            all
        }
    };
    let named: Vec<_> = wanted
        .map(|_| all.iter().map(|blog| blog.id).collect())
        .unwrap_or_default();
    crate::blogs::keep_to(office, &named)?;
    let mut rows = Vec::new();
    let mut failed = Vec::new();
    for blog in &all {
        match told(office, blog.id, whole).await {
            Ok(brought) => {
                let posts = office
                    .library()
                    .read(|conn| fetched::count(conn, blog.id))?;
                rows.push(json!({
                    "blog": blog.id,
                    "posts": posts,
                    "new": brought.new,
                    "renewed": brought.renewed,
                    "changed": brought.changed,
                    "gone": brought.gone,
                }));
                if !as_json {
                    output::line(&sentence(&blog.name, posts, brought))?;
                }
            }
            Err(error) => failed.push(format!("{}: {error}", blog.name)),
        }
    }
    if as_json {
        output::json(&rows)?;
    }
    match failed.as_slice() {
        [] => Ok(()),
        some => Err(Failure::new(some.join(" "))),
    }
}

/// Fetches, and tells a person at a terminal how far it is.
async fn told(office: &Arc<Office>, blog: BlogId, whole: bool) -> Result<Gathered, SyncError> {
    let stop = AtomicBool::new(false);
    let work = office.fetch_posts(blog, whole, &stop);
    if !io::stderr().is_terminal() {
        return work.await;
    }
    tokio::pin!(work);
    let mut clock = tokio::time::interval(TELL_EVERY);
    loop {
        tokio::select! {
            ended = &mut work => {
                // The line that told how far it was goes.
                write_over("");
                return ended;
            }
            _ = clock.tick() => {
                if let Some(now) = office.fetching_posts() {
                    let of = now.total.map(|total| format!(" of {total}")).unwrap_or_default();
                    write_over(&format!("{}: {}{of} posts", now.blog_name, now.fetched));
                }
            }
        }
    }
}

/// A terminal that is gone needs no progress.
fn write_over(line: &str) {
    let _gone = write!(io::stderr(), "\r\x1b[K{}", output::printable(line));
    let _gone = io::stderr().flush();
}

fn sentence(blog: &str, posts: i64, brought: Gathered) -> String {
    let mut parts = vec![
        format!("{} new", brought.new),
        format!("{} brought up to date", brought.renewed),
        format!("{} gone", brought.gone),
    ];
    if brought.changed > 0 {
        parts.push(format!(
            "{} changed there too and left as you have them",
            brought.changed
        ));
    }
    format!("{blog}: {posts} posts, {}", parts.join(", "))
}
