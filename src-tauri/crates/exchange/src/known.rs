//! Whether the library has a post already: as what its source calls it, where its blog has it, or with
//! the very same words.

use std::path::Path;

use billet_core::{PostId, PostText};
use billet_store::{StoreError, media, origins, posts};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::found::{FILES, Found, OWN};
use crate::report::Fate;
use crate::write::own_post;

/// What becomes of a post that was found, with its text and its hash. `there`: the post of this library
/// that stands on its blog where this one does.
pub(crate) fn fate(
    conn: &Connection,
    found: &Found,
    there: Option<PostId>,
    text: &PostText,
    hash: &str,
) -> Result<Fate, StoreError> {
    let known = match origins::find(conn, &found.source, &found.key)? {
        Some((_, origin)) if origin.hash == hash => return Ok(Fate::There),
        Some((id, _)) => Some(id),
        None => by_place(conn, found)?.or(there),
    };
    if let Some(id) = known {
        let same = says_the_same(&posts::get(conn, id)?.text, text);
        return Ok(if same { Fate::There } else { Fate::Differs });
    }
    let same = origins::same(conn, hash)?;
    let moved = same.iter().any(|(_, origin)| {
        // Two posts of one source with the same words are two posts; of files, unless the one that
        // was brought in is gone from its place.
        origin.source != found.source || (found.source == FILES && !Path::new(&origin.key).exists())
    });
    Ok(if moved { Fate::There } else { Fate::New })
}

/// The post of this library that an export of it names, or that was made from this file.
fn by_place(conn: &Connection, found: &Found) -> Result<Option<PostId>, StoreError> {
    if found.source == OWN {
        return own_post(conn, &found.key);
    }
    match &found.file {
        Some(file) => posts::by_source(conn, file),
        None => Ok(None),
    }
}

/// Whether two texts say the same, in whatever form they are written: an export may have other
/// addresses for pictures, and HTML writes the same in another way. HTML does not keep every space,
/// and XML no control characters.
fn says_the_same(a: &PostText, b: &PostText) -> bool {
    let words = |text: &PostText| -> String {
        let words = billet_text::plain(&billet_text::post_html(&text.body), usize::MAX);
        words
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect()
    };
    a == b || (a.title.trim() == b.title.trim() && words(a) == words(b))
}

/// Of all that readers see of a post.
pub(crate) fn hash(text: &PostText, found: &Found) -> String {
    let dated = found.dated.map(Timestamp::as_millisecond);
    let all = serde_json::json!([text, found.page, dated]).to_string();
    media::hash(all.as_bytes()).map_or(String::new(), |hash| hash.as_str().to_owned())
}
