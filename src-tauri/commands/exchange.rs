//! Posts from other programs' files, and into files.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use billet_core::BlogId;
use billet_exchange::{Exported, Form, How, Progress, Report, What};
use billet_store::blogs;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Answer;
use crate::state::Shell;

/// In what form posts are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportForm {
    /// Markdown files.
    Markdown,
    /// A file for WordPress.
    Wordpress,
    /// Web pages.
    Html,
    /// Everything, to be read without Billet.
    Archive,
}

impl From<ExportForm> for Form {
    fn from(form: ExportForm) -> Self {
        match form {
            ExportForm::Markdown => Self::Markdown,
            ExportForm::Wordpress => Self::Wordpress,
            ExportForm::Html => Self::Html,
            ExportForm::Archive => Self::Archive,
        }
    }
}

/// How far an import or an export is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeProgress {
    /// Posts that are done.
    pub posts: usize,
    /// Between 0 and 1; none when it is not known how much there is.
    pub part: Option<f64>,
}

/// The import or export under way. One at a time: the window shows one.
#[derive(Debug, Default)]
pub struct Exchange(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    progress: Option<ExchangeProgress>,
    stop: bool,
}

impl Exchange {
    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn begin(&self) {
        let progress = ExchangeProgress {
            posts: 0,
            part: None,
        };
        self.with(|state| {
            *state = State {
                progress: Some(progress),
                stop: false,
            };
        });
    }

    /// Notes how far it is; whether to go on.
    fn is_at(&self, progress: Progress) -> bool {
        let part = (progress.total > 0).then(|| {
            // A bar needs no more digits than these.
            let part = progress.read as f64 / progress.total as f64;
            part.min(1.0)
        });
        self.with(|state| {
            state.progress = Some(ExchangeProgress {
                posts: progress.posts,
                part,
            });
            !state.stop
        })
    }

    fn end(&self) {
        self.with(|state| state.progress = None);
    }
}

/// A file or a folder that the writer chooses in the system's dialog; none when they changed their
/// mind.
pub(super) async fn choose_path(shell: &Shell, folder: bool) -> Answer<Option<String>> {
    let chosen = shell.choose_path(folder).await;
    Ok(chosen.map(|path| path.display().to_string()))
}

pub(super) fn look_at_import(shell: &Shell, path: String, blog: Option<BlogId>) -> Answer<Report> {
    read(shell, &path, blog, false)
}

pub(super) fn run_import(shell: &Shell, path: String, blog: Option<BlogId>) -> Answer<Report> {
    read(shell, &path, blog, true)
}

fn read(shell: &Shell, path: &str, blog: Option<BlogId>, write: bool) -> Answer<Report> {
    let home = blog.map(|id| shell.library().read(|conn| blogs::get(conn, id)));
    let how = How {
        write,
        home: home.transpose()?.map(|blog| blog.home.to_string()),
        zone: TimeZone::system(),
        now: shell.office.now(),
    };
    shell.exchange.begin();
    let report = billet_exchange::import(shell.library(), &typed(path), &how, &mut |progress| {
        shell.exchange.is_at(progress)
    });
    shell.exchange.end();
    Ok(report?)
}

pub(super) fn run_export(
    shell: &Shell,
    path: String,
    form: ExportForm,
    blog: Option<BlogId>,
) -> Answer<Exported> {
    if let Some(id) = blog {
        shell.library().read(|conn| blogs::get(conn, id))?;
    }
    let what = What {
        form: form.into(),
        blog,
        zone: TimeZone::system(),
        now: shell.office.now(),
    };
    shell.exchange.begin();
    let exported =
        billet_exchange::export(shell.library(), &typed(&path), &what, &mut |progress| {
            shell.exchange.is_at(progress)
        });
    shell.exchange.end();
    Ok(exported?)
}

pub(super) fn progress(shell: &Shell) -> Answer<Option<ExchangeProgress>> {
    Ok(shell.exchange.with(|state| state.progress))
}

pub(super) fn stop(shell: &Shell) -> Answer<()> {
    shell.exchange.with(|state| state.stop = true);
    Ok(())
}

/// A path as people type or paste it: `~` is their own folder, quotes are not part of it.
pub(super) fn typed(path: &str) -> PathBuf {
    let path = path.trim().trim_matches(['"', '\'']);
    let path = path.strip_prefix("file://").unwrap_or(path);
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => Path::new(path).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_it_is_pasted() {
        assert_eq!(typed(" '/a b/c.xml' "), PathBuf::from("/a b/c.xml"));
        assert_eq!(typed("file:///a/b"), PathBuf::from("/a/b"));
        assert!(typed("~/x").is_absolute());
    }
}
