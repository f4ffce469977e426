//! The network of this computer: when it comes back, what waits for it leaves at once. Where the
//! system tells nothing, each blog's own wait ends all the same, a little later.

use std::future::poll_fn;
use std::sync::Arc;

use if_watch::IfEvent;
use if_watch::tokio::IfWatcher;

use crate::Office;

impl Office {
    /// Tries what could not be reached whenever this computer is given an address, for as long as
    /// it is polled.
    pub async fn watch_network(self: Arc<Self>) {
        let mut watcher = match IfWatcher::new() {
            Ok(watcher) => watcher,
            Err(error) => {
                tracing::warn!(%error, "the network is not watched");
                return;
            }
        };
        loop {
            match poll_fn(|context| watcher.poll_if_event(context)).await {
                Ok(IfEvent::Up(address)) => {
                    tracing::debug!(%address, "a network is there");
                    if let Err(error) = self.network_changed() {
                        tracing::warn!(%error, "what waits could not be woken");
                    }
                }
                Ok(IfEvent::Down(_)) => {}
                Err(error) => {
                    tracing::warn!(%error, "the network is not watched any more");
                    return;
                }
            }
        }
    }
}
