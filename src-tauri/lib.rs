//! The desktop app: one window over the office. This crate holds no rule of its own; commands
//! parse, make one call and map the answer.

mod commands;
mod events;
mod looks;
mod menu;
mod printing;
mod restoring;
mod spelling;
mod state;
#[cfg(test)]
mod types;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use billet_core::Clock;
use billet_store::Library;
use billet_sync::{Office, Secrets};
use clap::Parser;
use jiff::Timestamp;
use tauri::{Manager, RunEvent, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::state::Shell;

/// How often comments and posts are fetched by themselves.
const FETCH_EVERY: Duration = Duration::from_secs(10 * 60);

/// How often is looked whether today's backup is there; first when the start is long over.
const LOOK_FOR_BACKUP_EVERY: Duration = Duration::from_secs(5 * 60);

/// How long the outbox is left alone at the most.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

#[derive(Parser)]
#[command(
    name = "billet-desktop",
    version,
    about = "Write, publish and answer on your blogs"
)]
struct Arguments {
    /// The folder of the library (default: the system's place for data)
    #[arg(long, env = "BILLET_LIBRARY", value_name = "DIR")]
    library: Option<PathBuf>,
    /// A backup to put in the library's place first
    #[arg(long, hide = true, value_name = "FILE")]
    restore: Option<PathBuf>,
}

/// Opens the library and the window; ends when the window is closed.
pub fn run() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BILLET_LOG")
                .unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    match open(arguments).and_then(|shell| show(shell).map_err(|e| e.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("billet-desktop: {sentence}");
            tell_in_a_dialog(&sentence);
            ExitCode::FAILURE
        }
    }
}

/// Whoever opened Billet from a menu sees no standard error.
fn tell_in_a_dialog(sentence: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Billet")
        .set_description(sentence)
        .show();
}

fn open(arguments: Arguments) -> Result<Arc<Shell>, String> {
    let folder = arguments.library.or_else(billet_store::default_folder).ok_or(
        "There is no folder for data on this system: name one with --library or BILLET_LIBRARY.",
    )?;
    if let Some(backup) = arguments.restore {
        match restoring::put_back(&folder, &backup) {
            Ok(aside) => tracing::info!(?aside, "a backup was put back"),
            // The library is as it was, and opens.
            Err(error) => tell_in_a_dialog(&error.to_string()),
        }
    }
    let clock = Clock::new(Timestamp::now);
    let library = Library::open(&folder, clock.now()).map_err(|e| e.to_string())?;
    let secrets = match std::env::var("BILLET_SECRET") {
        Ok(secret) if !secret.is_empty() => Secrets::given(secret),
        _ => Secrets::of_system(),
    };
    let office =
        Office::new(Arc::new(library), secrets, clock).map_err(|error| error.to_string())?;
    Ok(Arc::new(Shell::new(Arc::new(office))))
}

/// After the window is closed, if a backup is to be put back.
fn start_anew(shell: &Shell) {
    let Some(backup) = shell.to_restore() else {
        return;
    };
    if let Err(error) = restoring::start_anew(shell.library().folder(), &backup) {
        tracing::error!(%error, "Billet could not be started anew");
    }
}

fn show(shell: Arc<Shell>) -> tauri::Result<()> {
    let managed = Arc::clone(&shell);
    let closed = Arc::clone(&shell);
    tauri::Builder::default()
        .plugin(tauri_plugin_opener::init())
        .manage(managed)
        .invoke_handler(commands::handler())
        .register_asynchronous_uri_scheme_protocol(looks::SCHEME, looks::answer)
        .on_menu_event(|app, event| match event.id().as_ref() {
            menu::QUIT => app.state::<Arc<Shell>>().ask_to_close(),
            action => menu::chosen(app, action),
        })
        .on_window_event(|window, event| {
            // Another window holds nothing that could be lost.
            if let WindowEvent::CloseRequested { api, .. } = event
                && window.label() == "main"
            {
                api.prevent_close();
                window.state::<Arc<Shell>>().ask_to_close();
            }
        })
        .setup(move |app| {
            let handle = app.handle().clone();
            shell.attach(handle.clone());
            let chosen = commands::chosen_preferences(&shell);
            let (width, height) = first_size(app.primary_monitor().ok().flatten());
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Billet")
                .inner_size(width, height)
                .min_inner_size(480.0, 400.0)
                .center()
                .disable_drag_drop_handler()
                .on_navigation(stays_inside)
                .build()?;
            shell.preferences_changed(&chosen);
            // A library that a newer Billet wrote is only read.
            if shell.library().newer().is_none() {
                tauri::async_runtime::spawn(Arc::clone(&shell.office).run(sleep_until));
                tauri::async_runtime::spawn(Arc::clone(&shell.office).watch_network());
                tauri::async_runtime::spawn(fetch_from_time_to_time(Arc::clone(&shell)));
                tauri::async_runtime::spawn(back_up_from_time_to_time(Arc::clone(&shell)));
            }
            tauri::async_runtime::spawn(events::tell_changes(handle, Arc::clone(&shell)));
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(move |_, event| {
            if let RunEvent::Exit = event {
                tracing::info!("closed");
                start_anew(&closed);
            }
        });
    Ok(())
}

/// The size of a window that was never opened: room for list, text and preview, and no larger than
/// the screen; in logical pixels.
fn first_size(monitor: Option<tauri::Monitor>) -> (f64, f64) {
    let (width, height) = (1280.0, 800.0);
    match monitor.map(|m| m.size().to_logical::<f64>(m.scale_factor())) {
        Some(screen) => (
            f64::min(width, screen.width),
            f64::min(height, screen.height),
        ),
        None => (width, height),
    }
}

/// The window shows Billet and nothing else, whatever a link or a frame asks for.
fn stays_inside(url: &tauri::Url) -> bool {
    let own = matches!(url.scheme(), "tauri" | "about")
        || url.host_str() == Some("tauri.localhost")
        || (cfg!(dev) && url.host_str() == Some("localhost"));
    if !own {
        tracing::warn!(%url, "a navigation away was stopped");
    }
    own
}

/// Waits for an instant, but at most a minute: the instant is of a clock that may be set while the
/// wait is not, and another process may have died with a job in its hands.
async fn sleep_until(instant: Option<Timestamp>) {
    let left = instant.map(|at| Timestamp::now().duration_until(at));
    let left = left.map_or(LONGEST_SLEEP, |left| {
        Duration::try_from(left).unwrap_or_default()
    });
    tokio::time::sleep(left.min(LONGEST_SLEEP)).await;
}

async fn back_up_from_time_to_time(shell: Arc<Shell>) {
    loop {
        tokio::time::sleep(LOOK_FOR_BACKUP_EVERY).await;
        let shell = Arc::clone(&shell);
        if let Err(died) = tauri::async_runtime::spawn_blocking(move || shell.nightly()).await {
            tracing::error!(%died, "the nightly work died");
        }
    }
}

async fn fetch_from_time_to_time(shell: Arc<Shell>) {
    loop {
        shell.fetch(None);
        tokio::time::sleep(FETCH_EVERY).await;
    }
}
