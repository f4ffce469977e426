//! `billet sync`

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use billet_store::blogs;
use billet_store::outbox::{self, JobRow};
use billet_sync::Office;

use crate::failure::{Ended, Failure};
use crate::{output, sending};

pub async fn sync(office: &Arc<Office>, wanted: Option<&str>) -> Ended {
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
    let stop = AtomicBool::new(false);
    let mut failed = Vec::new();
    for blog in &all {
        match office.fetch(blog.id, &stop).await {
            Ok(fetched) => output::line(&format!(
                "{}: {} new or changed, {} gone",
                blog.name, fetched.changed, fetched.gone
            ))?,
            Err(error) => failed.push(format!("{}: {error}", blog.name)),
        }
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
