//! The rows that lie on a library's pages, read without SQLite: for a file whose first page, or
//! whose way from page to page, is gone. Pages in the log that were committed replace those of the
//! file. After SQLite's "Database File Format", sections 1.3, 1.6, 2 and 4.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::record::{self, Cell};
use crate::files::with_end;

/// As SQLite makes them, and Billet never says otherwise.
const USUAL_SIZE: usize = 4096;

const LOG_HEAD: u64 = 32;
const FRAME_HEAD: u64 = 24;

/// Where a page lies.
#[derive(Clone, Copy)]
enum Place {
    File(u64),
    Log(u64),
}

/// The pages of a library and its log.
pub(super) struct Pages {
    file: Option<File>,
    log: Option<File>,
    places: BTreeMap<u32, Place>,
    size: usize,
}

impl Pages {
    /// What there is of `library` and its log, by the size of page that Billet's libraries have
    /// and by those that their heads name, which may be damaged.
    pub(super) fn open(library: &Path) -> Vec<Self> {
        let file = || File::open(library).ok();
        let log = || File::open(with_end(library, "-wal")).ok();
        let head = file().and_then(|mut file| read_at(&mut file, 0, 100));
        let log_head = log().and_then(|mut log| read_at(&mut log, 0, 32));
        let named = head.and_then(|head| page_size(u32::from(be16(&head, 16)?)));
        let log_named = log_head.as_deref().and_then(|h| page_size(be32(h, 8)?));
        let mut sizes = vec![USUAL_SIZE];
        for size in [named, log_named].into_iter().flatten() {
            if !sizes.contains(&size) {
                sizes.push(size);
            }
        }
        let of = |size| {
            let mut pages = Self {
                file: file(),
                log: log(),
                places: BTreeMap::new(),
                size,
            };
            pages.find_in_file();
            if let Some(head) = &log_head {
                pages.find_in_log(head);
            }
            pages
        };
        sizes.into_iter().map(of).collect()
    }

    fn find_in_file(&mut self) {
        let length = self.file.as_ref().and_then(|f| f.metadata().ok());
        let size = u64::try_from(self.size).unwrap_or(u64::MAX);
        // A page that the file breaks off in counts: its beginning may hold a row.
        let count = length.map_or(0, |data| data.len().div_ceil(size));
        for index in 0..count {
            if let Ok(number) = u32::try_from(index + 1) {
                self.places.insert(number, Place::File(index * size));
            }
        }
    }

    /// The last frame of each page, up to the last one that ends a commit. Frames of an earlier
    /// round have other salts.
    fn find_in_log(&mut self, head: &[u8]) {
        let Some(log) = self.log.as_mut() else { return };
        let size = u64::try_from(self.size).unwrap_or(u64::MAX);
        let mut uncommitted = Vec::new();
        let mut at = LOG_HEAD;
        while let Some(frame) = read_at(log, at, 24).filter(|frame| frame.len() == 24) {
            if frame.get(8..16) != head.get(16..24) {
                break;
            }
            if let Some(number) = be32(&frame, 0) {
                uncommitted.push((number, Place::Log(at + FRAME_HEAD)));
            }
            if be32(&frame, 4).is_some_and(|pages| pages > 0) {
                self.places.extend(uncommitted.drain(..));
            }
            at += FRAME_HEAD + size;
        }
    }

    /// Gives every row of every table that still has its page.
    pub(super) fn each_row(&mut self, each: &mut dyn FnMut(Cell)) {
        let numbers: Vec<u32> = self.places.keys().copied().collect();
        for number in numbers {
            let Some(page) = self.page(number) else {
                continue;
            };
            // The file's own head stands before the first page's.
            let head = if number == 1 { 100 } else { 0 };
            if page.get(head) != Some(&record::TABLE_LEAF) {
                continue;
            }
            for at in record::cells(&page, head) {
                if let Some(row) = record::read(&page, at, &mut |n| self.page(n)) {
                    each(row);
                }
            }
        }
    }

    /// A page, filled up with zeros where the file breaks off.
    fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        let (file, at) = match self.places.get(&number)? {
            Place::File(at) => (self.file.as_mut()?, *at),
            Place::Log(at) => (self.log.as_mut()?, *at),
        };
        let mut page = read_at(file, at, self.size)?;
        page.resize(self.size, 0);
        Some(page)
    }
}

/// At most `length` bytes from `at` on; `None` when there are none.
fn read_at(file: &mut File, at: u64, length: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut bytes = Vec::with_capacity(length);
    let limit = u64::try_from(length).ok()?;
    file.take(limit).read_to_end(&mut bytes).ok()?;
    (!bytes.is_empty()).then_some(bytes)
}

/// A size that SQLite has; 1 stands for 65,536.
fn page_size(stored: u32) -> Option<usize> {
    let size = if stored == 1 { 65_536 } else { stored };
    let fits = size.is_power_of_two() && (512..=65_536).contains(&size);
    usize::try_from(size).ok().filter(|_| fits)
}

pub(super) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}

pub(super) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}
