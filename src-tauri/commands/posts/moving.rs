//! What is called off before it leaves, and moving a post to another blog.

use billet_core::{BlogId, PostId};
use billet_sync::CalledOff;
use serde::Serialize;
use ts_rs::TS;

use super::super::Answer;
use super::super::outbox::CancelledView;
use super::views::PublicationView;
use crate::state::Shell;

/// What came of calling a publishing off.
#[derive(Debug, Serialize, TS)]
pub struct StoppedView {
    /// On how many blogs it does not happen.
    pub off: usize,
    /// On how many it was too late.
    pub late: usize,
}

/// What came of calling a move off.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalledOffView {
    /// It stays where it was.
    Stays {
        /// What the other blog has of it.
        there: CancelledView,
    },
    /// It is on both blogs.
    OnBoth,
    /// It was moved already.
    TooLate,
}

pub(in crate::commands) fn call_off_publishing(shell: &Shell, id: PostId) -> Answer<StoppedView> {
    let (off, late) = shell.office.call_off_publishing(id)?;
    Ok(StoppedView { off, late })
}

pub(in crate::commands) fn move_post(
    shell: &Shell,
    id: PostId,
    version: i64,
    from: BlogId,
    to: BlogId,
) -> Answer<Vec<PublicationView>> {
    shell.office.move_post(id, Some(version), from, to)?;
    Ok(super::get(shell, id)?.publications)
}

pub(in crate::commands) fn call_off_move(
    shell: &Shell,
    id: PostId,
    from: BlogId,
) -> Answer<CalledOffView> {
    Ok(match shell.office.call_off_move(id, from)? {
        CalledOff::Stays(there) => CalledOffView::Stays {
            there: there.into(),
        },
        CalledOff::OnBoth => CalledOffView::OnBoth,
        CalledOff::TooLate => CalledOffView::TooLate,
    })
}
