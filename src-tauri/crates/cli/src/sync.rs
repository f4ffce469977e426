//! `billet sync`

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use billet_store::{blogs, outbox};
use billet_sync::Office;

use crate::failure::{Ended, Failure};
use crate::output;

pub async fn sync(office: &Arc<Office>, wanted: Option<&str>) -> Ended {
    let all = match wanted {
        Some(wanted) => vec![crate::blogs::find(office, wanted)?],
        None => office.library().read(|conn| blogs::all(conn))?,
    };
    office.library().write(|tx| {
        all.iter()
            .try_for_each(|blog| outbox::wake_blog(tx, blog.id, office.now()))
    })?;
    office.send_due().await?;
    let stop = AtomicBool::new(false);
    let mut failed = Vec::new();
    for blog in all {
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
    match failed.as_slice() {
        [] => Ok(()),
        some => Err(Failure::new(some.join(" "))),
    }
}
