//! Emptying the trash: what it would take away, and its end.

use billet_store::posts;
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use crate::commands::{Answer, CommandError, writing};
use crate::state::Shell;

/// What emptying the trash takes away for ever.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrashView {
    /// Posts.
    pub posts: i64,
    /// Earlier texts of them.
    pub revisions: i64,
    /// Posts that stay, because something about them is still on its way to a blog.
    pub held: i64,
    /// What was thrown away later is not counted, milliseconds since 1970; to be said with the order.
    pub until: i64,
}

pub fn contents(shell: &Shell) -> Answer<TrashView> {
    let now = shell.office.now();
    let thrown = shell.library().read(|conn| posts::thrown(conn, now))?;
    Ok(TrashView {
        posts: thrown.posts,
        revisions: thrown.revisions,
        held: thrown.held,
        until: now.as_millisecond(),
    })
}

pub fn empty(shell: &Shell, until: i64) -> Answer<usize> {
    let until = Timestamp::from_millisecond(until).map_err(CommandError::lost)?;
    let gone = shell.library().write(|tx| posts::empty_trash(tx, until))?;
    for post in &gone {
        if writing::language(shell, *post)?.is_some() {
            writing::set_language(shell, *post, None)?;
        }
    }
    Ok(gone.len())
}
