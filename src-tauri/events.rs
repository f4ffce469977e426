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

/// Tells the window of every change of the library, and the outbox of work that another process
/// put in.
pub async fn tell_changes<R: Runtime>(app: AppHandle<R>, shell: Arc<Shell>) {
    let mut last = None;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let library = Arc::clone(shell.library());
        let looked = tauri::async_runtime::spawn_blocking(move || library.change_count()).await;
        let Ok(Ok(count)) = looked else { continue };
        // The progress of a fetch is not in the library.
        let now = Some((count, shell.office.fetching()));
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
