//! A folder that is exported to. A list in it says what Billet wrote there, so that an export can be
//! made again in the same place without touching anything else.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use billet_store::media;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::ExchangeError;

/// The list of what was written.
const LIST: &str = "billet-export.json";

/// What an export wrote: paths inside the folder, and the hashes of their bytes.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    /// What this file is, for whoever opens it.
    about: String,
    files: BTreeMap<String, String>,
}

/// A folder under an export.
pub(crate) struct Folder {
    root: PathBuf,
    before: Written,
    now: Written,
    aside: Vec<String>,
}

impl Folder {
    /// Makes the folder, or takes one that is empty or was exported to before.
    pub fn open(root: &Path) -> Result<Self, ExchangeError> {
        let failed = |source| ExchangeError::Unwritable {
            path: root.to_owned(),
            source,
        };
        fs::create_dir_all(root).map_err(failed)?;
        let before = match fs::read(root.join(LIST)) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let empty = fs::read_dir(root).map_err(failed)?.next().is_none();
                if !empty {
                    return Err(ExchangeError::NotEmpty {
                        path: root.to_owned(),
                    });
                }
                Written::default()
            }
            Err(error) => return Err(failed(error)),
        };
        let mut folder = Self {
            root: root.to_owned(),
            before,
            now: Written::default(),
            aside: Vec::new(),
        };
        // From here on it is known as an export, also when this one is broken off.
        folder.list(true)?;
        Ok(folder)
    }

    /// Writes a file, whole, under its name.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), ExchangeError> {
        let mut stream = self.stream(name)?;
        stream.write_all(bytes).map_err(|e| self.failed(name, e))?;
        self.finish(name, stream, digest(bytes))
    }

    /// A file that is written bit by bit; [`Folder::finish`] gives it its name.
    pub fn stream(&self, name: &str) -> Result<NamedTempFile, ExchangeError> {
        let path = self.root.join(name);
        let parent = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent)
            .and_then(|()| open_to_all().tempfile_in(parent))
            .map_err(|error| self.failed(name, error))
    }

    /// Gives a written file its name. One of that name that is not as an earlier export left it is
    /// put aside first.
    pub fn finish(
        &mut self,
        name: &str,
        file: NamedTempFile,
        digest: String,
    ) -> Result<(), ExchangeError> {
        let path = self.root.join(name);
        match fs::read(&path) {
            Ok(there) => {
                let there = self::digest(&there);
                if there != digest && self.before.files.get(name) != Some(&there) {
                    self.put_aside(name)?;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(self.failed(name, error)),
        }
        file.persist(&path)
            .map_err(|error| self.failed(name, error.error))?;
        self.now.files.insert(name.to_owned(), digest);
        Ok(())
    }

    fn put_aside(&mut self, name: &str) -> Result<(), ExchangeError> {
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        let free = (1_u32..)
            .map(|number| format!("{stem}.changed-{number}.{end}.txt"))
            .find(|name| !self.root.join(name).exists())
            .unwrap_or_default();
        fs::rename(self.root.join(name), self.root.join(&free))
            .map_err(|error| self.failed(name, error))?;
        self.aside.push(free);
        Ok(())
    }

    /// Ends the export. What an earlier one wrote and this one did not (`whole`) is taken away, unless
    /// it was changed since. Returns what was put aside.
    pub fn close(mut self, whole: bool) -> Result<Vec<String>, ExchangeError> {
        if whole {
            for (name, digest) in &self.before.files {
                let path = self.root.join(name);
                let inside = !Path::new(name).is_absolute() && !name.contains("..");
                let ours = inside && !self.now.files.contains_key(name);
                let unchanged = || fs::read(&path).is_ok_and(|b| self::digest(&b) == *digest);
                if ours && unchanged() {
                    fs::remove_file(&path).map_err(|error| self.failed(name, error))?;
                }
            }
        }
        self.list(!whole)?;
        Ok(self.aside)
    }

    /// Writes the list; with what was there before when not all of it is known to be gone.
    fn list(&mut self, with_before: bool) -> Result<(), ExchangeError> {
        let mut written = Written {
            about: "Written by Billet: these files it may write anew at the next export into this \
                    folder."
                .to_owned(),
            files: self.now.files.clone(),
        };
        if with_before {
            for (name, digest) in &self.before.files {
                written
                    .files
                    .entry(name.clone())
                    .or_insert_with(|| digest.clone());
            }
        }
        let failed = |error: io::Error| self.failed(LIST, error);
        let bytes = serde_json::to_vec_pretty(&written).map_err(|error| failed(error.into()))?;
        let mut file = open_to_all().tempfile_in(&self.root).map_err(failed)?;
        file.write_all(&bytes).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(self.root.join(LIST))
            .map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// A part that cannot be written.
    pub fn failed(&self, name: &str, source: io::Error) -> ExchangeError {
        ExchangeError::Unwritable {
            path: self.root.join(name),
            source,
        }
    }
}

/// Files that whoever may read the folder may read.
fn open_to_all() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.prefix(".billet-").suffix(".part");
    builder
}

/// The hash of a file's bytes.
pub(crate) fn digest(bytes: &[u8]) -> String {
    media::hash(bytes).map_or_else(String::new, |hash| hash.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn a_folder_with_other_things_in_it_is_refused_untouched() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thèse.txt"), "trois ans").unwrap();
        let refused = Folder::open(folder.path()).err().unwrap();
        assert!(matches!(refused, ExchangeError::NotEmpty { .. }));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn again_in_the_same_folder_what_somebody_changed_is_kept_and_what_went_is_taken_away() {
        let outer = tempfile::tempdir().unwrap();
        let root = outer.path().join("neuf");
        let mut first = Folder::open(&root).unwrap();
        for name in ["a.md", "b.md", "gone.md", "posts/c.md"] {
            first.put(name, b"un").unwrap();
        }
        assert!(first.close(true).unwrap().is_empty());
        fs::write(root.join("b.md"), "mes notes").unwrap();
        fs::write(root.join("mine.md"), "à moi").unwrap();

        let mut second = Folder::open(&root).unwrap();
        for name in ["a.md", "b.md", "posts/c.md"] {
            second.put(name, b"deux").unwrap();
        }
        assert_eq!(second.close(true).unwrap(), ["b.changed-1.md.txt"]);
        assert_eq!(text(&root.join("a.md")), "deux");
        assert_eq!(text(&root.join("b.md")), "deux");
        assert_eq!(text(&root.join("b.changed-1.md.txt")), "mes notes");
        assert_eq!(text(&root.join("mine.md")), "à moi");
        assert!(!root.join("gone.md").exists());
    }

    #[test]
    fn an_export_that_was_broken_off_can_be_made_again() {
        let outer = tempfile::tempdir().unwrap();
        let mut first = Folder::open(outer.path()).unwrap();
        first.put("a.md", b"un").unwrap();
        drop(first);
        let mut second = Folder::open(outer.path()).unwrap();
        second.put("a.md", b"un").unwrap();
        assert!(second.close(true).unwrap().is_empty());
    }
}
