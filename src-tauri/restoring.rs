//! Putting a backup in the library's place: nobody may have the library open then, so Billet ends and
//! a new one does it before it opens the library.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use billet_store::StoreError;
use jiff::Timestamp;

/// How long the new Billet waits until the old one is gone.
const PATIENCE: Duration = Duration::from_secs(20);

/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Starts Billet anew on `library`; it puts `from` in its place once this process is gone.
pub(crate) fn start_anew(library: &Path, from: &Path) -> std::io::Result<()> {
    Command::new(std::env::current_exe()?)
        .arg("--library")
        .arg(library)
        .arg("--restore")
        .arg(from)
        .spawn()
        .map(drop)
}

/// Puts `from` in the place of the library in `folder`, as soon as nobody has that open.
pub(crate) fn put_back(folder: &Path, from: &Path) -> Result<Option<PathBuf>, StoreError> {
    let begun = Instant::now();
    loop {
        match billet_store::restore(folder, from, Timestamp::now()) {
            Err(StoreError::InUse) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(LOOK_EVERY);
            }
            other => return other.map(|done| done.set_aside),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billet_store::Library;

    #[test]
    fn a_backup_is_put_back_as_soon_as_the_library_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let library = Library::open(folder.path(), now).unwrap();
        let backup = folder.path().join("before.sqlite");
        library.back_up(&backup, &mut |_| ()).unwrap();
        let waiting = {
            let folder = folder.path().to_owned();
            std::thread::spawn(move || put_back(&folder, &backup))
        };
        drop(library);
        let aside = waiting.join().unwrap().unwrap().unwrap();
        assert!(aside.exists());
        assert!(Library::open(folder.path(), now).is_ok());
    }
}
