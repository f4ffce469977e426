//! Texts from files and from standard input, and back to files.

use std::cell::Cell;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use billet_text::Document;

use crate::arguments::Input;
use crate::failure::{Ended, Failure};
use crate::output;

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A file's text, as it was read.
pub struct Source {
    /// What to call it in a sentence.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// What stood there, to be compared before it is written over.
    bytes: Vec<u8>,
    /// Where it is; `None` for standard input.
    path: Option<PathBuf>,
}

/// Reads a file, or standard input for `-`.
pub fn read(input: &Input) -> Result<Source, Failure> {
    let is_stdin = input.file == Path::new("-");
    let name = if is_stdin {
        "standard input".to_owned()
    } else {
        input.file.display().to_string()
    };
    let mut bytes = Vec::new();
    let read = if is_stdin {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(&input.file).map(|all| bytes = all)
    };
    read.map_err(|error| Failure::new(format!("{name} could not be read: {error}.")))?;
    let text = billet_text::decode(&bytes, input.encoding)
        .map_err(|error| Failure::new(format!("{name}: {error}")))?
        .into_owned();
    Ok(Source {
        name,
        text,
        bytes,
        path: (!is_stdin).then(|| input.file.clone()),
    })
}

/// A file with its front matter read.
pub fn document(input: &Input) -> Result<Document, Failure> {
    read(input)?.document()
}

/// What was typed or piped in.
pub fn standard() -> Result<String, Failure> {
    let input = Input {
        file: PathBuf::from("-"),
        encoding: None,
    };
    Ok(read(&input)?.text)
}

impl Source {
    /// Its front matter and its Markdown. Says so where the one may be the other.
    pub fn document(&self) -> Result<Document, Failure> {
        let document = self.parsed()?;
        if let Some(doubt) = self.doubt(&document) {
            eprintln!("billet: {}", output::printable(&doubt));
        }
        Ok(document)
    }

    /// [`Source::document`] of a text of which that was said.
    pub fn parsed(&self) -> Result<Document, Failure> {
        billet_text::document(&self.text)
            .map_err(|error| Failure::new(format!("{}: {error}", self.name)))
    }

    /// What to say of a text that begins as front matter does.
    fn doubt(&self, document: &Document) -> Option<String> {
        let mark = if self.text.starts_with('+') {
            "+++"
        } else {
            "---"
        };
        document.may_be_text().then(|| {
            format!(
                "{}: what stands between the two lines {mark} at the beginning was taken for front \
                 matter and is not part of the post. If it is text, put a blank line before it.",
                self.name
            )
        })
    }

    /// Whether it is standard input, which cannot be written to.
    pub fn is_stdin(&self) -> bool {
        self.path.is_none()
    }

    /// Puts another text in the file's place, as UTF-8: written beside it, on the disk, and only
    /// then under its name, so that there is a whole text at any moment.
    pub fn replace(&self, text: &str) -> Ended {
        let Some(path) = &self.path else {
            return Err(Failure::new(
                "Standard input cannot be written to: name a file.",
            ));
        };
        let failed = |error: io::Error| {
            Failure::new(format!(
                "{} could not be written: {error}. It is as it was.",
                self.name
            ))
        };
        // Of a link, the file it leads to.
        let path = path.canonicalize().map_err(failed)?;
        let permissions = std::fs::metadata(&path).map_err(failed)?.permissions();
        if permissions.readonly() {
            return Err(Failure::new(format!(
                "{} may not be written to: it is marked as read-only. It is as it was.",
                self.name
            )));
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        if self.bytes.starts_with(MARK) {
            beside.write_all(MARK).map_err(failed)?;
        }
        beside.write_all(text.as_bytes()).map_err(failed)?;
        beside
            .as_file()
            .set_permissions(permissions)
            .map_err(failed)?;
        beside.as_file().sync_all().map_err(failed)?;
        if std::fs::read(&path).map_err(failed)? != self.bytes {
            return Err(Failure::new(format!(
                "{} was changed by another program meanwhile. It is as that program left it: try \
                 again.",
                self.name
            )));
        }
        beside.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// Where bytes of the text stand, for people.
    pub fn lines(&self) -> Lines<'_> {
        let starts = self.text.match_indices('\n').map(|(at, _)| at + 1);
        Lines {
            text: &self.text,
            starts: std::iter::once(0).chain(starts).collect(),
            last: Cell::default(),
        }
    }
}

/// The lines of a text.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// The place that was asked for last, its line's beginning and its column: the next one is often
    /// behind it, and counted from there.
    last: Cell<(usize, usize, usize)>,
}

impl Lines<'_> {
    /// The line and the column (in characters) of a byte, both from 1.
    pub fn place(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let (mut from, mut column) = (start, 1);
        let (last, last_start, last_column) = self.last.get();
        if last_start == start && (start..=at).contains(&last) {
            (from, column) = (last, last_column.max(1));
        }
        column += self.text.get(from..at).unwrap_or("").chars().count();
        self.last.set((at, start, column));
        (line, column)
    }

    /// Where the line of a byte begins, and where it ends, without its line break.
    pub fn around(&self, at: usize) -> std::ops::Range<usize> {
        let (line, _) = self.place(at);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let next = self.starts.get(line).copied().unwrap_or(self.text.len());
        let written = self.text.get(start..next).unwrap_or("");
        start..start + written.trim_end_matches(['\n', '\r']).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(file: PathBuf) -> Input {
        Input {
            file,
            encoding: None,
        }
    }

    #[test]
    fn a_file_that_was_changed_meanwhile_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("note.md");
        std::fs::write(&file, "un").unwrap();
        let source = read(&input(file.clone())).unwrap();
        std::fs::write(&file, "deux").unwrap();
        let said = source.replace("trois").unwrap_err().to_string();
        assert!(said.contains("changed by another program"), "{said}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "deux");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_the_file_keeps_its_mark_and_its_rights() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("note.md");
        std::fs::write(&file, "\u{feff}un").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("lien.md");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        read(&input(link.clone())).unwrap().replace("été").unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "\u{feff}été");
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[test]
    fn a_text_that_begins_as_front_matter_does_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("note.md");
        let doubt = |text: &str| {
            std::fs::write(&file, text).unwrap();
            let source = read(&input(file.clone())).unwrap();
            source.doubt(&source.document().unwrap())
        };
        let said = doubt("---\nNote : du texte.\n---\nSuite").unwrap();
        assert!(
            said.contains("note.md: what stands between the two lines ---"),
            "{said}"
        );
        assert!(doubt("+++\nprix = 3\n+++\n").unwrap().contains("+++"));
        assert_eq!(doubt("---\ntitle: Un\n---\nSuite"), None);
    }

    #[test]
    fn places_are_counted_in_characters() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("note.md");
        std::fs::write(&file, "été\r\nœuvre x\n").unwrap();
        let source = read(&input(file)).unwrap();
        let lines = source.lines();
        let x = source.text.find('x').unwrap();
        assert_eq!(lines.place(x), (2, 7));
        // In whatever order they are asked for.
        assert_eq!(lines.place(0), (1, 1));
        assert_eq!(lines.place(2), (1, 2));
        assert_eq!(lines.place(5), (1, 4));
        assert_eq!(lines.place(2), (1, 2));
        assert_eq!(source.text.get(lines.around(1)), Some("été"));
        assert_eq!(source.text.get(lines.around(x)), Some("œuvre x"));
    }
}
