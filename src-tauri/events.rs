//! What the shell tells the window without being asked.

use std::sync::Arc;
use std::time::Duration;

use tauri::{AppHandle, Emitter, Runtime};

use crate::state::Shell;

/// Anything in the library changed, by this process or by another one.
pub const CHANGED: &str = "changed";
/// A menu entry was chosen; the payload is its action.
pub const MENU: &str = "menu";
/// The window is about to close: it saves what is unsaved and calls `ready_to_close`.
pub const CLOSING: &str = "closing";

/// How often the library is asked whether it changed: one pragma, well under a millisecond.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The log is moved once nothing changed for so many looks, or after so many at most: a second, and
/// ten.
const QUIET_LOOKS: u32 = 4;
const LOOKS_BETWEEN: u32 = 40;

/// Tells the window of every change of the library, and the outbox of work that another process
/// put in; and moves the library's log when the writer pauses.
pub async fn tell_changes<R: Runtime>(app: AppHandle<R>, shell: Arc<Shell>) {
    let mut last = None;
    let mut log = Log::default();
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let library = Arc::clone(shell.library());
        let looked = tauri::async_runtime::spawn_blocking(move || library.change_count()).await;
        let Ok(Ok(count)) = looked else { continue };
        if log.is_to_be_moved(last.as_ref().is_some_and(|(before, _)| *before != count)) {
            let library = Arc::clone(shell.library());
            let moved = tauri::async_runtime::spawn_blocking(move || library.move_log()).await;
            if let Ok(Err(error)) = moved {
                tracing::warn!(%error, "the log could not be moved");
            }
        }
        // The progress of a fetch is not in the library.
        let fetching = (
            shell.office.fetching(),
            shell.office.fetching_posts(),
            shell.office.looking(),
        );
        let now = Some((count, fetching));
        if last != now {
            last = now;
            shell.office.look_for_work();
            tell(&app, CHANGED, ());
        }
    }
}

/// Sends an event; a window that is gone needs none.
pub fn tell<R: Runtime, T: serde::Serialize + Clone>(app: &AppHandle<R>, event: &str, payload: T) {
    if let Err(error) = app.emit(event, payload) {
        tracing::debug!(event, %error, "nobody listens");
    }
}

/// When the library's log is to be moved: not while the writer types, but not too seldom either.
#[derive(Default)]
struct Log {
    /// Looks since the library changed first; 0: nothing is to be moved.
    since_first: u32,
    since_last: u32,
}

impl Log {
    /// One more look: whether the library had changed, and whether now is the time.
    fn is_to_be_moved(&mut self, changed: bool) -> bool {
        if changed {
            self.since_last = 0;
            self.since_first = self.since_first.max(1);
        }
        if self.since_first == 0 {
            return false;
        }
        self.since_first += 1;
        self.since_last += 1;
        let now = self.since_last > QUIET_LOOKS || self.since_first > LOOKS_BETWEEN;
        if now {
            *self = Self::default();
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The looks, counted from one, at which the log is moved.
    fn moved(changed: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut log = Log::default();
        (1..=100)
            .filter(|look| log.is_to_be_moved(changed(*look)))
            .collect()
    }

    #[test]
    fn the_log_is_moved_in_a_pause_and_in_long_work_now_and_then() {
        assert_eq!(moved(|_| false), [] as [u32; 0]);
        assert_eq!(moved(|look| look == 10), [14]);
        assert_eq!(moved(|look| look < 100), [40, 80]);
    }
}
