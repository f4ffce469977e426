//! One row as it lies on a page: the cell, its overflow pages, and the record in it. Every number
//! in it may be wrong. After SQLite's "Database File Format", sections 1.6 and 2.1.

use super::pages::{be16, be32};

/// The kind of page that holds the rows of a table.
pub(super) const TABLE_LEAF: u8 = 0x0d;

/// No row of Billet's is longer; a length beyond it is damage.
const LONGEST: usize = 256 << 20;

/// A row that was found.
pub(super) struct Cell {
    /// Its id.
    pub(super) id: i64,
    /// Its values in the order of the table's columns; the id's own is `Null`.
    pub(super) values: Vec<Field>,
}

/// A value. What was cut off is `Lost`, a text of which only a part is there is that part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    /// A float, which no table of Billet's has, or bytes that are cut off.
    Other,
    /// An integer that is cut off.
    LostInt,
}

/// Where the cells of a leaf begin.
pub(super) fn cells(page: &[u8], head: usize) -> Vec<usize> {
    let count = be16(page, head + 3).unwrap_or(0);
    (0..usize::from(count))
        .map_while(|n| be16(page, head + 8 + 2 * n))
        .map(usize::from)
        .collect()
}

/// The row at `at`; `page` gives another page by its number.
pub(super) fn read(
    on: &[u8],
    at: usize,
    page: &mut dyn FnMut(u32) -> Option<Vec<u8>>,
) -> Option<Cell> {
    let usable = on.len();
    let (length, at) = varint(on, at)?;
    let (id, at) = varint(on, at)?;
    let length = usize::try_from(length).ok().filter(|n| *n <= LONGEST)?;
    let local = local(length, usable);
    let mut payload = on.get(at..at.checked_add(local)?)?.to_vec();
    let mut next = (local < length)
        .then(|| be32(on, at + local))
        .flatten()
        .unwrap_or(0);
    while next != 0 && payload.len() < length {
        // A page that is gone ends the row; what was read of it is kept.
        let Some(content) = page(next) else { break };
        let Some(rest) = content.get(4..usable) else {
            break;
        };
        let wanted = rest.len().min(length - payload.len());
        payload.extend_from_slice(rest.get(..wanted)?);
        next = be32(&content, 0).unwrap_or(0);
    }
    let values = values(&payload)?;
    Some(Cell { id, values })
}

/// How much of a payload lies on the leaf itself.
fn local(length: usize, usable: usize) -> usize {
    let most = usable - 35;
    if length <= most {
        return length;
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let fits = least + (length - least) % (usable - 4);
    if fits <= most { fits } else { least }
}

fn values(payload: &[u8]) -> Option<Vec<Field>> {
    let (head, mut at) = varint(payload, 0)?;
    let head = usize::try_from(head).ok().filter(|n| *n <= payload.len())?;
    let mut body = head;
    let mut values = Vec::new();
    while at < head {
        let (kind, next) = varint(payload, at)?;
        at = next;
        let (value, length) = value(payload, body, kind)?;
        body = body.checked_add(length)?;
        values.push(value);
    }
    Some(values)
}

/// The value of this serial type at `at`, and its length.
fn value(payload: &[u8], at: usize, kind: i64) -> Option<(Field, usize)> {
    let int = |length: usize| {
        let bytes = payload.get(at..at + length);
        let field = bytes.map_or(Field::LostInt, |bytes| {
            let sign = if bytes.first().is_some_and(|b| b & 0x80 != 0) {
                -1
            } else {
                0
            };
            let whole = |value: i64, byte: &u8| (value << 8) | i64::from(*byte);
            Field::Int(bytes.iter().fold(sign, whole))
        });
        (field, length)
    };
    Some(match kind {
        0 => (Field::Null, 0),
        1..=4 => int(usize::try_from(kind).ok()?),
        5 => int(6),
        6 => int(8),
        7 => (Field::Other, 8),
        8 | 9 => (Field::Int(kind - 8), 0),
        12.. if kind % 2 == 0 => {
            let length = usize::try_from((kind - 12) / 2).ok()?;
            let bytes = payload.get(at..at.checked_add(length)?);
            let field = bytes.map_or(Field::Other, |bytes| Field::Bytes(bytes.to_vec()));
            (field, length)
        }
        12.. => {
            let length = usize::try_from((kind - 13) / 2).ok()?;
            let end = at.checked_add(length)?.min(payload.len());
            let bytes = payload.get(at.min(end)..end)?;
            let text = String::from_utf8_lossy(bytes).into_owned();
            (Field::Text(text), length)
        }
        _ => return None,
    })
}

/// A number of one to nine bytes, and where the next begins.
fn varint(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let mut value = 0_u64;
    for n in 0..8 {
        let byte = *bytes.get(at.checked_add(n)?)?;
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value.cast_signed(), at + n + 1));
        }
    }
    let last = *bytes.get(at.checked_add(8)?)?;
    Some((((value << 8) | u64::from(last)).cast_signed(), at + 9))
}
