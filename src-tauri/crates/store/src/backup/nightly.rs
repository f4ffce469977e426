//! What is done once a day while nobody waits: a backup in the library's own folder, of which the
//! older ones are thinned out, and the outbox's long history forgotten.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::{PART, Progress, unwritten};
use crate::files::{self, unwritable};
use crate::library::FILE;
use crate::{Library, StoreError, outbox};

/// The folder of the backups, in the library's.
pub const BACKUPS: &str = "backups";

/// The last days of which a backup is kept.
const DAYS: usize = 7;

/// The weeks before them of which the last backup is kept.
const WEEKS: usize = 4;

/// A backup in the library's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Where it is.
    pub path: PathBuf,
    /// When it was made, as the file system says.
    pub made_at: Option<Timestamp>,
    /// How large it is.
    pub bytes: u64,
}

impl Library {
    /// The nightly work, if none was done today (UTC): a backup `backups/library-YYYYMMDD.sqlite`,
    /// of which the last of each of 7 days and of 4 weeks before them are kept, and the outbox
    /// without what was sent long ago. Returns where the new backup is; `None` when today's is
    /// there already, another process is at it, or the library is only read.
    ///
    /// # Errors
    /// As [`Library::back_up`]. Earlier backups are kept then.
    pub fn nightly(
        &self,
        now: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Option<PathBuf>, StoreError> {
        let folder = self.folder().join(BACKUPS);
        let today = Timestamp::strftime(&now, "library-%Y%m%d.sqlite").to_string();
        let to = folder.join(today);
        if self.newer().is_some() || to.exists() {
            return Ok(None);
        }
        let failed = |error: std::io::Error| unwritten(&to, error);
        files::make_folder(&folder).map_err(failed)?;
        let Some(_turn) = files::exclusive(self.folder(), "nightly.lock").map_err(failed)? else {
            return Ok(None);
        };
        remove_unfinished(&folder).map_err(failed)?;
        while self.write(|tx| outbox::forget_done(tx, now))? > 0 {}
        match self.back_up(&to, progress) {
            // A process that does not see this one's lock was quicker.
            Err(StoreError::Exists { .. }) => return Ok(None),
            other => other?,
        }
        thin_out(&folder).map_err(|error| unwritable(&folder, error))?;
        Ok(Some(to))
    }

    /// Bytes of the library's file and its log.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let file = self.folder().join(FILE);
        let length = |path: &Path| fs::metadata(path).map_or(0, |data| data.len());
        length(&file) + length(&files::with_end(&file, "-wal"))
    }

    /// The backups in the library's folder, newest first: the nightly ones and those the writer
    /// asked for.
    #[must_use]
    pub fn backups(&self) -> Vec<Copied> {
        in_folder(&self.folder().join(BACKUPS))
    }
}

/// The backups of a folder, newest first.
pub(crate) fn in_folder(folder: &Path) -> Vec<Copied> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<Copied> = entries
        .filter(|entry| {
            let name = entry.file_name();
            name.to_str()
                .is_some_and(|n| n.starts_with("library-") && n.ends_with(".sqlite"))
        })
        .filter_map(|entry| {
            let data = entry.metadata().ok()?;
            Some(Copied {
                path: entry.path(),
                made_at: data.modified().ok().and_then(|at| at.try_into().ok()),
                bytes: data.len(),
            })
        })
        .collect();
    found.sort_by(|a, b| (b.made_at, &b.path).cmp(&(a.made_at, &a.path)));
    found
}

/// What a process that died left of a backup.
fn remove_unfinished(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(PART) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Removes the nightly backups that are neither of the last days nor the last of a week.
fn thin_out(folder: &Path) -> std::io::Result<()> {
    let dated = |name: &str| {
        let digits = name.strip_prefix("library-")?.strip_suffix(".sqlite")?;
        Date::strptime("%Y%m%d", digits).ok()
    };
    let mut nightly = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(date) = entry.file_name().to_str().and_then(dated) {
            nightly.push((date, entry.path()));
        }
    }
    let kept = kept(nightly.iter().map(|(date, _)| *date).collect());
    for (_, path) in nightly.iter().filter(|(date, _)| !kept.contains(date)) {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// Which days' backups are kept. It is a matter of how many there are and never of what day it is:
/// a clock that is wrong removes nothing.
fn kept(days: BTreeSet<Date>) -> BTreeSet<Date> {
    let mut newest_first = days.into_iter().rev();
    let mut kept: BTreeSet<Date> = newest_first.by_ref().take(DAYS).collect();
    let mut weeks = BTreeSet::new();
    for day in newest_first {
        let week = day.iso_week_date();
        let new = weeks.insert((week.year(), week.week()));
        if new && weeks.len() <= WEEKS {
            kept.insert(day);
        }
    }
    kept
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test")]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    /// Every night for so many days, as it would be done.
    fn after(nights: i64) -> Vec<i64> {
        let first = date(2026, 1, 1);
        let mut there = BTreeSet::new();
        for night in 0..nights {
            there.insert(first + night.days());
            there = kept(there);
        }
        let last = first + (nights - 1).days();
        let ago = |day: Date| i64::from((last - day).get_days());
        there.into_iter().rev().map(ago).collect()
    }

    #[test]
    fn a_week_is_kept_whole_and_a_month_by_the_week() {
        assert_eq!(after(7), [0, 1, 2, 3, 4, 5, 6]);
        let year = after(365);
        assert_eq!(year.len(), DAYS + WEEKS, "{year:?}");
        assert_eq!(year[..DAYS], [0, 1, 2, 3, 4, 5, 6]);
        // The first of them is of a week that is still being thinned out.
        for pair in year[DAYS + 1..].windows(2) {
            assert_eq!(pair[1] - pair[0], 7, "{year:?}");
        }
        assert!(year[10] >= 22, "{year:?}");
    }

    #[test]
    fn a_library_that_lay_still_for_years_keeps_what_it_had() {
        let mut days: BTreeSet<Date> = (1..=7).map(|d| date(2020, 5, d)).collect();
        days.insert(date(2026, 11, 22));
        assert_eq!(kept(days.clone()).len(), 8, "seven days and a week");
        days.insert(date(2099, 1, 1));
        assert!(kept(days).contains(&date(2026, 11, 22)), "a wrong clock");
    }
}
