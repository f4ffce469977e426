//! A page on its way to paper: shown in a window of its own, which is no part of Billet (it may call
//! nothing and go nowhere), with the system's dialog to print it or to make a PDF of it.

use std::fs;
use std::io;
use std::sync::{Mutex, PoisonError};

use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};
use tempfile::TempDir;
use url::Url;

const LABEL: &str = "printing";

/// The page that is shown. Its file goes when another one is shown, and when Billet ends.
#[derive(Default)]
pub(crate) struct Printing(Mutex<Option<TempDir>>);

impl Printing {
    /// Shows `page`, whole HTML, in the place of one that is shown.
    pub fn show(&self, app: &AppHandle, page: &str) -> io::Result<()> {
        let folder = tempfile::Builder::new().prefix("billet-").tempdir()?;
        let file = folder.path().join("billet.html");
        fs::write(&file, page)?;
        let url = Url::from_file_path(&file).map_err(|()| io::ErrorKind::InvalidFilename)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder);
        if let Some(earlier) = app.get_webview_window(LABEL) {
            earlier.destroy().map_err(io::Error::other)?;
        }
        let own = url.clone();
        let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::External(url))
            .title("Billet")
            .inner_size(820.0, 900.0)
            .on_navigation(move |to| *to == own)
            .on_page_load(|window, loaded| {
                if loaded.event() == PageLoadEvent::Finished
                    && let Err(error) = window.print()
                {
                    tracing::warn!(%error, "no dialog to print could be shown");
                }
            });
        // On Windows, asking for the dialog is a script; no script of the page runs anywhere.
        #[cfg(not(windows))]
        let window = window.disable_javascript();
        window.build().map_err(io::Error::other)?;
        Ok(())
    }
}
