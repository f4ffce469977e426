//! `billet import` and `billet export`

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use billet_exchange::{Exported, Fate, Form, How, Progress, Report, What};
use billet_sync::Office;
use jiff::tz::TimeZone;

use crate::failure::{Ended, Failure};
use crate::{blogs, output};

impl From<billet_exchange::ExchangeError> for Failure {
    fn from(error: billet_exchange::ExchangeError) -> Self {
        Self::new(error.to_string())
    }
}

/// Brings posts in, or tells what would come in.
pub fn import(
    office: &Office,
    path: &Path,
    blog: Option<&str>,
    dry_run: bool,
    as_json: bool,
) -> Ended {
    let home = match blog {
        Some(name) => Some(blogs::find(office, name)?.home.to_string()),
        None => None,
    };
    let how = How {
        write: !dry_run,
        home,
        zone: TimeZone::system(),
        now: office.now(),
    };
    let mut shown = Shown::new();
    let report = billet_exchange::import(office.library(), path, &how, &mut |progress| {
        shown.show(progress);
        true
    });
    shown.clear();
    let report = report?;
    if as_json {
        output::json(&report)?;
    } else {
        tell(&report, dry_run)?;
    }
    // What was brought in stays; a script has to know that it is not all.
    match report.fault {
        Some(fault) => Err(Failure::new(fault)),
        None => Ok(()),
    }
}

fn tell(report: &Report, dry_run: bool) -> Ended {
    let of = if report.blog.is_empty() {
        String::new()
    } else {
        format!(" of “{}”", report.blog)
    };
    output::line(&format!(
        "{}{of}. Posts: {} (pages: {}, drafts: {}).",
        capital(report.format.as_str()),
        report.posts,
        report.pages,
        report.drafts
    ))?;
    if dry_run {
        for row in &report.rows {
            let date = row.dated_at.map_or("          ".to_owned(), |at| {
                at.to_zoned(TimeZone::system())
                    .strftime("%Y-%m-%d")
                    .to_string()
            });
            let fate = match row.fate {
                Fate::New => "new    ",
                Fate::There => "there  ",
                Fate::Differs => "differs",
            };
            let title = if row.title.is_empty() {
                "(untitled)"
            } else {
                &row.title
            };
            output::line(&format!("{date}  {fate}  {}  {title}", row.status.as_str()))?;
        }
        if report.posts > report.rows.len() {
            let more = report.posts - report.rows.len();
            output::line(&format!("… and {more} more."))?;
        }
    }
    let verb = if dry_run { "Would come in" } else { "Came in" };
    output::line(&format!(
        "{verb}: {} (pictures: {}).",
        report.new, report.pictures
    ))?;
    if report.there > 0 {
        output::line(&format!("Already there: {}.", report.there))?;
    }
    if report.differ > 0 {
        output::line(&format!(
            "Already there with another text, which is left as it is: {}.",
            report.differ
        ))?;
    }
    for left in &report.left {
        output::line(&format!("Left out ({}): {}.", left.count, left.words()))?;
    }
    Ok(())
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Writes the library's posts into a folder.
pub fn export(office: &Office, to: &Path, form: Form, blog: Option<&str>, as_json: bool) -> Ended {
    let blog = match blog {
        Some(name) => Some(blogs::find(office, name)?.id),
        None => None,
    };
    let what = What {
        form,
        blog,
        zone: TimeZone::system(),
        now: office.now(),
    };
    let mut shown = Shown::new();
    let exported = billet_exchange::export(office.library(), to, &what, &mut |progress| {
        shown.show(progress);
        true
    });
    shown.clear();
    let exported = exported?;
    if as_json {
        return output::json(&exported);
    }
    told(&exported, to)
}

fn told(exported: &Exported, to: &Path) -> Ended {
    output::line(&format!(
        "Written to {}. Posts: {}, pictures: {}.",
        to.display(),
        exported.posts,
        exported.pictures
    ))?;
    for address in &exported.missing {
        let address = billet_text::told(address);
        output::line(&format!(
            "This picture is nowhere, and so not there: {address}"
        ))?;
    }
    for name in &exported.aside {
        output::line(&format!("Changed since the last export, and kept: {name}"))?;
    }
    Ok(())
}

/// How far it is, on one line of a terminal; nothing where nobody looks.
struct Shown {
    terminal: bool,
    posts: Option<usize>,
}

impl Shown {
    fn new() -> Self {
        Self {
            terminal: io::stderr().is_terminal(),
            posts: None,
        }
    }

    fn show(&mut self, progress: Progress) {
        if self.terminal && self.posts != Some(progress.posts) {
            self.posts = Some(progress.posts);
            self.write(&format!("\r{} posts…", progress.posts));
        }
    }

    fn clear(&self) {
        if self.posts.is_some() {
            self.write("\r\x1b[K");
        }
    }

    /// A terminal that is gone needs no progress.
    fn write(&self, text: &str) {
        let mut terminal = io::stderr().lock();
        let _gone = terminal
            .write_all(text.as_bytes())
            .and_then(|()| terminal.flush());
    }
}
