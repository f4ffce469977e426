//! What the commands share: the office, and the way back to the window.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use billet_core::{Blog, BlogHealth, BlogId};
use billet_store::{Library, blogs};
use billet_sync::Office;
use tauri::{AppHandle, Manager, Theme as WindowTheme};

use crate::commands::exchange::Exchange;
use crate::commands::{CommandError, ErrorCode, Preferences, Theme};
use crate::events;

/// Shared by all commands.
pub struct Shell {
    /// The library and its blogs.
    pub office: Arc<Office>,
    /// The app, once it runs; none in a test without a window.
    app: Mutex<Option<AppHandle>>,
    /// Set when the fetches begun so far should stop; each later one gets a new flag.
    stop: Mutex<Arc<AtomicBool>>,
    /// The preview that the window shows.
    preview: Mutex<Drawn>,
    /// Since when the window owes an answer to whether it may close.
    asked_to_close: Mutex<Option<Instant>>,
    /// The import or export under way.
    pub(crate) exchange: Exchange,
    /// Why the last backup could not be made.
    backup_failed: Mutex<Option<ErrorCode>>,
    /// The backup that takes the library's place once the window is closed.
    restore: Mutex<Option<PathBuf>>,
    /// What is shown to be printed.
    printing: crate::printing::Printing,
}

/// A preview and the name of its state.
#[derive(Default)]
pub(crate) struct Drawn {
    pub(crate) state: u32,
    /// The hosts whose pages it may embed.
    pub(crate) embeds: Vec<String>,
    pub(crate) preview: billet_text::Preview,
}

/// Between two megabytes of a backup.
const PAUSE: Duration = Duration::from_millis(10);

/// After this long without an answer the window counts as dead, and is closed when asked again.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

impl Shell {
    /// A shell without a window yet.
    #[must_use]
    pub fn new(office: Arc<Office>) -> Self {
        Self {
            office,
            app: Mutex::new(None),
            stop: Mutex::default(),
            preview: Mutex::default(),
            asked_to_close: Mutex::default(),
            exchange: Exchange::default(),
            backup_failed: Mutex::default(),
            restore: Mutex::default(),
            printing: crate::printing::Printing::default(),
        }
    }

    /// The library.
    #[must_use]
    pub fn library(&self) -> &Arc<Library> {
        self.office.library()
    }

    /// The library's nightly work, on a thread that may block and without haste: whoever types
    /// has the disk first.
    pub(crate) fn nightly(&self) {
        let slowly = &mut |_| std::thread::sleep(PAUSE);
        let failed = self.library().nightly(self.office.now(), slowly).err();
        self.note_backup(failed.map(|error| CommandError::from(error).code));
    }

    /// Lets the writer choose a file, or a folder, in the system's own dialog.
    pub(crate) async fn choose_path(&self, folder: bool) -> Option<PathBuf> {
        let app = self.app()?;
        let (tell, told) = tokio::sync::oneshot::channel();
        // GTK shows dialogs on its own thread only.
        let asked = app.run_on_main_thread(move || {
            let dialog = rfd::AsyncFileDialog::new();
            tauri::async_runtime::spawn(async move {
                let chosen = if folder {
                    dialog.pick_folder().await
                } else {
                    dialog.pick_file().await
                };
                // Whoever asked may be gone.
                let _gone = tell.send(chosen);
            });
        });
        if let Err(error) = asked {
            tracing::warn!(%error, "no dialog could be shown");
        }
        told.await.ok().flatten().map(|file| file.path().to_owned())
    }

    pub(crate) fn backup_failed(&self) -> Option<ErrorCode> {
        let failed = self.backup_failed.lock();
        *failed.unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn note_backup(&self, failed: Option<ErrorCode>) {
        let mut noted = self
            .backup_failed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let is_new = *noted != failed;
        *noted = failed;
        drop(noted);
        if let Some(app) = self.app().filter(|_| is_new) {
            events::tell(&app, events::CHANGED, ());
        }
    }

    /// The preview that the window shows, for one change at a time.
    pub(crate) fn preview(&self) -> MutexGuard<'_, Drawn> {
        self.preview.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn attach(&self, app: AppHandle) {
        *self.app.lock().unwrap_or_else(PoisonError::into_inner) = Some(app);
    }

    fn app(&self) -> Option<AppHandle> {
        self.app
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Fetches one blog, or all one after the other, in the background: the comments of each, then,
    /// beside the next blog's comments, its posts if they are wanted. Of all, those that refuse
    /// the password are left out: asking again and again with a wrong one locks people out.
    pub(crate) fn fetch(&self, blog: Option<BlogId>) {
        let office = Arc::clone(&self.office);
        let stop = Arc::clone(&self.stop.lock().unwrap_or_else(PoisonError::into_inner));
        // Whoever asks for one wants to see what it has now, and what it no longer has.
        let whole = blog.is_some();
        tauri::async_runtime::spawn(async move {
            let all = office.library().read(blogs::all).unwrap_or_default();
            let wanted = all.into_iter().filter(|b| match blog {
                Some(one) => b.id == one,
                None => b.health != BlogHealth::SignIn,
            });
            for blog in wanted {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                if let Err(error) = office.fetch(blog.id, &stop).await {
                    tracing::warn!(blog = %blog.id, %error, "a fetch ended early");
                }
                let now = office.library().read(|conn| blogs::get(conn, blog.id));
                let wanted = |b: Blog| b.fetches_posts && b.health != BlogHealth::SignIn;
                if now.is_ok_and(wanted) {
                    let (office, stop) = (Arc::clone(&office), Arc::clone(&stop));
                    tauri::async_runtime::spawn(async move {
                        if let Err(error) = office.fetch_posts(blog.id, whole, &stop).await {
                            tracing::warn!(blog = %blog.id, %error, "a fetch of posts ended early");
                        }
                    });
                }
            }
        });
    }

    /// Ends the fetches begun so far, each after the page it is at.
    pub(crate) fn stop_fetching(&self) {
        let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *stop).store(true, Ordering::Relaxed);
    }

    /// The window's frame and menu follow the writer's choice.
    pub(crate) fn preferences_changed(&self, chosen: &Preferences) {
        let Some(app) = self.app() else { return };
        let theme = match chosen.theme {
            Theme::System => None,
            Theme::Light => Some(WindowTheme::Light),
            Theme::Dark => Some(WindowTheme::Dark),
        };
        app.set_theme(theme);
        if let Err(error) = crate::menu::install(&app, chosen.language) {
            tracing::warn!(%error, "the menu could not be renewed");
        }
    }

    /// The system's spell checking reads this language from now on, as far as the system has it.
    pub(crate) fn spell_in(&self, language: &str) {
        let Some(app) = self.app() else { return };
        crate::spelling::read(&app, language);
    }

    /// The window takes the whole screen, or no longer; whether it does now.
    pub(crate) fn full_screen(&self) -> bool {
        let window = self.app().and_then(|app| app.get_webview_window("main"));
        let Some(window) = window else { return false };
        let full = !window.is_fullscreen().unwrap_or(false);
        if let Err(error) = window.set_fullscreen(full) {
            tracing::warn!(%error, "the window kept its size");
            return !full;
        }
        full
    }

    /// The window is asked to close. It may hold the text of the last half second: it saves that
    /// and answers with [`Shell::close`] or [`Shell::stay_open`]. One that owes its answer for
    /// [`ANSWERS_WITHIN`] is closed without it.
    pub(crate) fn ask_to_close(&self) {
        let mut asked = self
            .asked_to_close
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match *asked {
            Some(since) if since.elapsed() > ANSWERS_WITHIN => self.close(),
            Some(_) => {}
            None => *asked = Some(Instant::now()),
        }
        if let Some(app) = self.app() {
            events::tell(&app, events::CLOSING, ());
        }
    }

    /// Once the window is closed, this backup takes the library's place.
    pub(crate) fn restore_after(&self, backup: PathBuf) {
        *self.restore.lock().unwrap_or_else(PoisonError::into_inner) = Some(backup);
        self.ask_to_close();
    }

    pub(crate) fn to_restore(&self) -> Option<PathBuf> {
        let wanted = self.restore.lock();
        wanted.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets the writer choose a file in the system's own dialog, in the folder of the library first.
    pub(crate) async fn choose_file(&self, name: String) -> Option<PathBuf> {
        let app = self.app()?;
        let folder = self.library().folder().to_owned();
        let (tell, told) = tokio::sync::oneshot::channel();
        // GTK shows dialogs on its own thread only.
        let asked = app.run_on_main_thread(move || {
            let asking = rfd::AsyncFileDialog::new()
                .set_directory(folder)
                .add_filter(name, &["sqlite"])
                .pick_file();
            tauri::async_runtime::spawn(async move {
                // Whoever asked may be gone.
                let _gone = tell.send(asking.await);
            });
        });
        if let Err(error) = asked {
            tracing::warn!(%error, "no dialog could be shown");
        }
        told.await.ok().flatten().map(|file| file.path().to_owned())
    }

    /// Shows a page in a window of its own, and the system's dialog to print it.
    pub(crate) fn print(&self, page: &str) -> std::io::Result<()> {
        match self.app() {
            Some(app) => self.printing.show(&app, page),
            None => Ok(()),
        }
    }

    /// The window's answer: it still has text that the library did not take.
    pub(crate) fn stay_open(&self) {
        *self
            .asked_to_close
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
        *self.restore.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Ends the app: the window has nothing unsaved.
    pub(crate) fn close(&self) {
        if let Some(app) = self.app() {
            for window in app.webview_windows().into_values() {
                if let Err(error) = window.destroy() {
                    tracing::warn!(%error, "the window did not close");
                }
            }
        }
    }
}
