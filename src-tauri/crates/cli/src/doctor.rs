//! `billet doctor`

use std::path::Path;
use std::process::ExitCode;

use billet_store::doctor::{Examination, Finding, examine};
use billet_store::{Library, Part, Setback};
use jiff::Timestamp;
use serde_json::json;

use crate::failure::{Ended, Failure};
use crate::output;

/// Exit status where something is wrong with the library.
const WRONG: u8 = 3;

pub fn doctor(folder: &Path, as_json: bool, fix: bool) -> Result<ExitCode, Failure> {
    let mut seen = examine(folder)?;
    if fix {
        if seen.has_faults() {
            mend(folder, &seen)?;
        }
        if !seen.findings.contains(&Finding::NoLibrary) {
            tidy(folder)?;
        }
        seen = examine(folder)?;
    }
    if as_json {
        output::json(&as_value(&seen))?;
    } else {
        print(&seen)?;
    }
    let wrong = seen.has_faults();
    Ok(if wrong {
        ExitCode::from(WRONG)
    } else {
        ExitCode::SUCCESS
    })
}

/// Mends what can be mended without losing a word.
fn mend(folder: &Path, seen: &Examination) -> Ended {
    let now = Timestamp::now();
    let damaged = |finding: &Finding| {
        matches!(
            finding,
            Finding::NotADatabase | Finding::Damaged { .. } | Finding::Dangling { .. }
        )
    };
    if seen.findings.iter().any(damaged) {
        eprintln!(
            "billet: {}",
            setback(&billet_store::recover_library(folder, now)?)
        );
    } else if seen
        .findings
        .iter()
        .any(|f| matches!(f, Finding::NotSearchable { .. }))
    {
        Library::open(folder, now)?.renew_search()?;
    }
    Ok(())
}

/// Takes away what belongs to nothing, after saying what. What was lost in a fault is not looked
/// for here: nothing with words is touched.
fn tidy(folder: &Path) -> Ended {
    billet_store::drop_orphans(folder, &mut |seen| {
        if seen.jobs > 0 {
            eprintln!(
                "billet: Jobs about nothing that are dropped: {}.",
                seen.jobs
            );
        }
        for name in &seen.pictures {
            eprintln!(
                "billet: The picture {} is in no text, on no blog and in no job: it is dropped.",
                output::printable(name)
            );
        }
        for file in &seen.files {
            eprintln!(
                "billet: No post shows {}: it is removed.",
                output::printable(&file.display().to_string())
            );
        }
        if !seen.files.is_empty() {
            eprintln!("billet: Room that becomes free: {}.", size(seen.bytes));
        }
    })?;
    Ok(())
}

/// What became of a damaged library.
pub fn setback(setback: &Setback) -> String {
    let came = &setback.recovered;
    let kept = format!(
        "The library was damaged. Posts recovered: {}; earlier texts: {}; comments: {}; blogs: {}.",
        came.posts, came.revisions, came.comments, came.blogs
    );
    let missing: Vec<_> = came.incomplete.iter().map(|part| name(*part)).collect();
    let missing = if missing.is_empty() {
        "Nothing is missing.".to_owned()
    } else {
        format!("Some may be missing: {}.", missing.join(", "))
    };
    let aside = setback.set_aside.display();
    format!("{kept} {missing} The damaged file is kept as {aside}.")
}

fn name(part: Part) -> &'static str {
    match part {
        Part::Posts => "posts",
        Part::Revisions => "earlier texts",
        Part::Blogs => "blogs",
        Part::Publications => "where posts are published (look there before you publish again)",
        Part::Comments => "comments",
        Part::Outbox => "what was to be sent",
        Part::Media => "pictures",
        Part::Settings => "settings and tags",
    }
}

fn print(seen: &Examination) -> Ended {
    for finding in &seen.findings {
        output::line(&sentence(finding))?;
    }
    if !seen.has_faults() {
        output::line("The library is whole.")?;
    }
    output::line(&format!(
        "Library      {}, {}",
        seen.folder.display(),
        size(seen.bytes)
    ))?;
    if let Some(form) = seen.form {
        output::line(&format!("Form         {form}"))?;
    }
    if let Some(backup) = &seen.last_backup {
        output::line(&format!(
            "Last backup  {}, {}{}",
            backup.path.display(),
            size(backup.bytes),
            backup
                .made_at
                .map(|at| format!(", {at:.0}"))
                .unwrap_or_default()
        ))?;
    }
    if let Some(free) = seen.free {
        output::line(&format!("Free space   {}", size(free)))?;
    }
    seen.tables.iter().try_for_each(|(name, bytes)| {
        output::line(&format!("  {name:<18} {:>10}", size(bytes.cast_unsigned())))
    })
}

fn sentence(finding: &Finding) -> String {
    match finding {
        Finding::NoLibrary => "There is no library in this folder.".into(),
        Finding::NotADatabase => {
            "The library's file cannot be read at all. `billet doctor --fix` makes a new library of \
             what is left of it."
                .into()
        }
        Finding::Damaged { first } => format!(
            "The library is damaged in places ({first}). `billet doctor --fix` makes a new library \
             of what can be read; the damaged file is kept."
        ),
        Finding::Dangling { count } => format!(
            "Rows that refer to something that is gone: {count}. `billet doctor --fix` makes a new \
             library without them; this one is kept."
        ),
        Finding::NotSearchable { count } => format!(
            "Posts and comments that a search does not find: {count}. `billet doctor --fix` makes \
             the search anew."
        ),
        Finding::EmptyJobs { count } => {
            format!("Jobs in the outbox that are about nothing: {count}. `billet doctor --fix` drops them.")
        }
        Finding::LostMedia { count } => format!(
            "Pictures whose file is gone: {count}. A backup made with --with-media may have them."
        ),
        Finding::StrayMedia { count } => {
            format!("Files of pictures that no post shows: {count}. `billet doctor --fix` removes them.")
        }
        Finding::Newer { found, known } => format!(
            "A newer Billet wrote this library (its form is {found}, this Billet knows {known}): \
             it can be read, and not changed."
        ),
        Finding::NoBackup => {
            "There is no backup yet: one is made each day that Billet runs.".into()
        }
        Finding::LittleSpace { left } => {
            format!("Only {} are left on this disk.", size(*left))
        }
    }
}

fn as_value(seen: &Examination) -> serde_json::Value {
    let findings: Vec<_> = seen
        .findings
        .iter()
        .map(|f| json!({ "fault": f.is_fault(), "message": sentence(f) }))
        .collect();
    let tables: Vec<_> = seen
        .tables
        .iter()
        .map(|(name, bytes)| json!({ "name": name, "bytes": bytes }))
        .collect();
    json!({
        "library": seen.folder.display().to_string(),
        "whole": !seen.has_faults(),
        "findings": findings,
        "form": seen.form,
        "bytes": seen.bytes,
        "free": seen.free,
        "last_backup": seen.last_backup.as_ref().map(|backup| json!({
            "path": backup.path.display().to_string(),
            "made_at": backup.made_at,
            "bytes": backup.bytes,
        })),
        "tables": tables,
    })
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
