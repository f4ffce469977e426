//! The words as one blog gets them: the common text with that blog's own title and tags, and its
//! closing lines after it; and such a text taken apart again. Nothing of this comes into the common
//! text or its history by itself.

use billet_core::{PostText, Publication, Variation};
use billet_store::{StoreError, blogs, publications, settings};
use rusqlite::Connection;

/// The text as it is meant for a blog.
pub(crate) fn varied(text: PostText, by: Option<&Variation>) -> PostText {
    let Some(by) = by else {
        return text;
    };
    let text = by.over(text);
    match by.closing() {
        Some(lines) => PostText {
            body: billet_text::with_closing(&text.body, &lines),
            ..text
        },
        None => text,
    }
}

/// The words that vary, as they leave now: with the line that names the first blog's address, where
/// that is wished and known.
pub(crate) fn leaving(
    conn: &Connection,
    of: &Publication,
) -> Result<Option<Variation>, StoreError> {
    let origin = match first_address(conn, of)? {
        Some((name, url)) => Some(origin_line(conn, of, &name, &url)?),
        None => None,
    };
    let words = of.settings.varied.clone().unwrap_or_default();
    let words = Variation { origin, ..words };
    Ok((words != Variation::default()).then_some(words))
}

/// The name of the blog that has the post first, and the address there; `None` where it is not to be
/// named, this is the first, or readers cannot find it there.
fn first_address(
    conn: &Connection,
    of: &Publication,
) -> Result<Option<(String, String)>, StoreError> {
    if of.settings.names_first != Some(true) {
        return Ok(None);
    }
    let Some(first) = publications::first(conn, of.post)?.filter(|first| first.id != of.id) else {
        return Ok(None);
    };
    match (first.sent, first.url) {
        (Some(_), Some(url)) => {
            let names = blogs::names(conn)?.into_iter();
            let mut names = names.filter(|(id, _)| *id == first.blog);
            Ok(names.next().map(|(_, name)| (name, url)))
        }
        _ => Ok(None),
    }
}

/// In the post's language; else that of its typography, else the interface's.
fn origin_line(
    conn: &Connection,
    of: &Publication,
    name: &str,
    url: &str,
) -> Result<String, StoreError> {
    let chosen = crate::language::of_post(conn, of.post)?;
    let typography = crate::typeset::chosen(conn)?.map(|language| language.tag().to_owned());
    let interface = settings::get(conn, "language")?;
    let language = chosen.or(typography).or(interface).unwrap_or_default();
    let words = if language.starts_with("fr") {
        "Publié d’abord sur"
    } else {
        "First published on"
    };
    Ok(format!(
        "{words} {}.",
        billet_text::canonical_link(name, url)
    ))
}

/// Markdown without these lines at its end, as far as they are there; else, of the paragraphs at its
/// end, as many as the lines have stand in their place. `last`: the end of the common text. Gives
/// the text before, and what closes it.
pub(crate) fn without_closing(body: &str, closing: Option<&str>, last: &str) -> (String, String) {
    let Some(closing) = closing.map(str::trim).filter(|lines| !lines.is_empty()) else {
        return (body.to_owned(), String::new());
    };
    let open = body.trim_end();
    let cut = |at: usize| {
        let (before, after) = open.split_at(at);
        let before = before.trim_end();
        let end = if before.is_empty() { "" } else { "\n" };
        (format!("{before}{end}"), after.trim().to_owned())
    };
    if let Some(before) = open.strip_suffix(closing) {
        return cut(before.len());
    }
    // Somebody took them away.
    if let Some(line) = last.trim_end().rsplit("\n\n").next()
        && !line.trim().is_empty()
        && open.ends_with(line)
    {
        return (body.to_owned(), String::new());
    }
    let many = closing.split("\n\n").filter(|p| !p.trim().is_empty());
    let mut at = open.len();
    for _ in many {
        match open.get(..at).and_then(|before| before.rfind("\n\n")) {
            Some(found) => at = found,
            None => break,
        }
    }
    if at == open.len() {
        return (body.to_owned(), String::new());
    }
    cut(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_known_again_changed_or_taken_away() {
        let part = |body: &str| without_closing(body, Some("— *Zoé*"), "Il pleut.\n\nFin.");
        let own = |body: &str, lines: &str| (body.to_owned(), lines.to_owned());
        assert_eq!(
            part("Il pleut.\n\nFin.\n\n— *Zoé*\n"),
            own("Il pleut.\n\nFin.\n", "— *Zoé*")
        );
        assert_eq!(
            part("Il pleut.\n\nFin.\n\n— *Zoé L.*\n"),
            own("Il pleut.\n\nFin.\n", "— *Zoé L.*")
        );
        assert_eq!(part("Il neige.\n\nFin.\n"), own("Il neige.\n\nFin.\n", ""));
        assert_eq!(part("— *Zoé*"), own("", "— *Zoé*"));
    }
}
