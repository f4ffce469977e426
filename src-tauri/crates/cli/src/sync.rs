//! `billet sync`

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use billet_core::BlogId;
use billet_store::outbox::{self, JobRow};
use billet_store::{blogs, comments};
use billet_sync::{Fetched, Fetching, Office, SyncError};
use serde_json::json;

use crate::failure::{Ended, Failure};
use crate::{output, sending};

/// How often a terminal is told how far it is.
const TELL_EVERY: Duration = Duration::from_millis(200);

pub async fn sync(office: &Arc<Office>, wanted: Option<&str>, as_json: bool) -> Ended {
    let all = match wanted {
        Some(wanted) => vec![crate::blogs::find(office, wanted)?],
        None => office.library().read(blogs::all)?,
    };
    let named: Vec<_> = wanted
        .map(|_| all.iter().map(|blog| blog.id).collect())
        .unwrap_or_default();
    crate::blogs::keep_to(office, &named)?;
    office.library().write(|tx| {
        all.iter()
            .try_for_each(|blog| outbox::wake_blog(tx, blog.id, office.now()))
    })?;
    office.send_due().await?;
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    for blog in &all {
        match told(office, blog.id).await {
            Ok(fetched) => {
                let here = office
                    .library()
                    .read(|conn| comments::count(conn, blog.id))?;
                let whole = office.library().read(|conn| blogs::get(conn, blog.id))?;
                let whole = whole.synced_at.is_some();
                rows.push(json!({
                    "blog": blog.id,
                    "comments": here,
                    "changed": fetched.changed,
                    "gone": fetched.gone,
                    "whole": whole,
                }));
                if !as_json {
                    let (changed, gone) = (fetched.changed, fetched.gone);
                    let name = &blog.name;
                    output::line(&format!("{name}: {changed} new or changed, {gone} gone"))?;
                }
            }
            Err(error) => failed.push(format!("{}: {error}", blog.name)),
        }
    }
    if as_json {
        output::json(&rows)?;
    }
    // A fetch wakes the queue of a blog that answers again.
    office.send_due().await?;
    let open = office.library().read(|conn| outbox::list(conn, 0))?;
    let theirs = |row: &&JobRow| all.iter().any(|blog| blog.id == row.job.blog);
    for row in open.iter().filter(theirs) {
        if let Err(why) = sending::ended(office, &row.job) {
            failed.push(format!("“{}”: {why}", row.about));
        }
    }
    match failed.as_slice() {
        [] => Ok(()),
        [only] => Err(Failure::new(only)),
        [first, others @ ..] => Err(Failure::new(format!(
            "{first} There is more, {} in all: `billet blogs list` and `billet outbox list` tell.",
            others.len() + 1
        ))),
    }
}

/// Fetches, and tells a person at a terminal how far it is. Interrupted (Ctrl+C), what came is kept:
/// each page is committed together with how far the reading is.
async fn told(office: &Arc<Office>, blog: BlogId) -> Result<Fetched, SyncError> {
    let stop = AtomicBool::new(false);
    let work = office.fetch(blog, &stop);
    let tells = io::stderr().is_terminal();
    tokio::pin!(work);
    let mut clock = tokio::time::interval(TELL_EVERY);
    loop {
        tokio::select! {
            ended = &mut work => {
                if tells {
                    // The line that told how far it was goes.
                    write_over("");
                }
                return ended;
            }
            _ = clock.tick(), if tells => {
                if let Some(now) = office.fetching() {
                    write_over(&progress(&now, office));
                }
            }
        }
    }
}

fn progress(now: &Fetching, office: &Office) -> String {
    let of = now.total.map(|total| format!(" of about {total}"));
    let left = now.left(office.now()).map(|left| match left.as_secs() {
        seconds @ ..60 => format!(", {seconds} s left"),
        seconds => format!(", {} min left", seconds / 60),
    });
    format!(
        "{}: {}{} comments{}",
        now.blog_name,
        now.fetched,
        of.unwrap_or_default(),
        left.unwrap_or_default()
    )
}

/// A terminal that is gone needs no progress.
fn write_over(line: &str) {
    let _gone = write!(io::stderr(), "\r\x1b[K{}", output::printable(line));
    let _gone = io::stderr().flush();
}
