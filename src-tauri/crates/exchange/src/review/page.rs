//! The file that a reviewer opens.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billet_core::changes::{Became, Change, changes, counted};
use billet_core::{Revision, RevisionReason};

use super::words::{self, Words};
use super::{Sheet, Wish, marked};
use crate::write::pictures::Picture;
use crate::xml::escaped;

const STYLE: &str = include_str!("page.css");

/// What a picture is called while its text is rendered; nothing is ever asked for there.
const STANDS_FOR: &str = "https://picture.billet.invalid/";

/// The whole page. No script of anybody's runs in it, and it needs nothing but itself; pictures that
/// are on the web are shown from there.
pub(super) fn page(sheet: &Sheet, wish: &Wish, pictures: &[Picture]) -> String {
    let words = words::of(wish.language);
    let text = sheet.text();
    let title = match &sheet.before {
        Some(before) => marks(&changes(&before.text.title, &text.title)),
        None => escaped(&text.title),
    };
    let plain_title = match text.title.trim() {
        "" => words.untitled,
        title => title,
    };
    let title = if text.title.trim().is_empty() {
        escaped(words.untitled)
    } else {
        title
    };
    let by = match sheet.author.trim() {
        "" => String::new(),
        author => format!("{} · ", escaped(author)),
    };
    let after = blocks(&text.body, pictures);
    let content = match &sheet.before {
        Some(before) => marked::marked(&blocks(&before.text.body, pictures), &after),
        None => after.join("\n"),
    };
    let content = with_pictures(content, pictures);
    let lang = match wish.text_language.as_deref() {
        Some(tag) => format!(" lang=\"{}\"", escaped(tag)),
        None => String::new(),
    };
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'unsafe-inline'; img-src data: https: http:; media-src https: http:; frame-src https:\">\n\
         <title>{plain_title} – {for_review}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<p class=\"around kind\">{for_review}</p>\n<h1 dir=\"auto\"{lang}>{title}</h1>\n\
         <p class=\"around\">{by}{day}</p>\n{note}{changes}</header>\n\
         <main dir=\"auto\"{lang}>\n{content}\n</main>\n</body>\n</html>\n",
        code = words.code,
        plain_title = escaped(plain_title),
        for_review = words.for_review,
        day = words.day(wish.now, &wish.zone),
        note = note(words, wish.note.trim()),
        changes = what_changed(sheet, wish, words),
    )
}

fn note(words: &Words, note: &str) -> String {
    if note.is_empty() {
        return String::new();
    }
    format!(
        "<p class=\"around note\" dir=\"auto\"><b>{}</b>{}</p>\n",
        words.note,
        escaped(note)
    )
}

/// Since when, how much, what the marks mean, and what changed besides the text.
fn what_changed(sheet: &Sheet, wish: &Wish, words: &Words) -> String {
    let Some(before) = &sheet.before else {
        return String::new();
    };
    let body = changes(&before.text.body, &sheet.text().body);
    let parts = parts(before, sheet, words);
    let changed = body.iter().any(|change| change.became != Became::Same);
    let title = before.text.title != sheet.text().title;
    let what = escaped(&since(before, wish, words));
    if !changed && !title && parts.is_empty() {
        let said = words.not_changed_since.replace("{what}", &what);
        return format!("<p class=\"around changes\"><strong>{said}</strong></p>\n");
    }
    let (added, removed) = counted(&body);
    format!(
        "<div class=\"around changes\">\n<p><strong>{}</strong></p>\n\
         <p>{}\u{a0}: {added} · {}\u{a0}: {removed}</p>\n<p class=\"legend\">{}</p>\n{parts}\
         <label class=\"choose\"><input type=\"checkbox\" id=\"clean\"> {}</label>\n</div>\n",
        words.changed_since.replace("{what}", &what),
        words.added,
        words.removed,
        words.legend,
        words.without_marks,
    )
}

/// Which text it is compared with, as the writer calls it or by its day.
pub(super) fn since(before: &Revision, wish: &Wish, words: &Words) -> String {
    let when = words.moment(before.created_at, &wish.zone);
    let what = match before.reason {
        RevisionReason::Publish => words.published,
        _ => words.earlier,
    };
    let said = what.replace("{date}", &when);
    match before.name.trim() {
        "" => said,
        name if words.code == "fr" => format!("{said} («\u{202f}{name}\u{202f}»)"),
        name => format!("{said} (“{name}”)"),
    }
}

/// What changed besides title and text.
fn parts(before: &Revision, sheet: &Sheet, words: &Words) -> String {
    let (old, new) = (&before.text, sheet.text());
    let slug = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut rows = Vec::new();
    for (name, a, b) in [
        (words.slug, slug(&old.slug), slug(&new.slug)),
        (words.excerpt, old.excerpt.clone(), new.excerpt.clone()),
    ] {
        if a != b {
            rows.push((name, marks(&changes(&a, &b))));
        }
    }
    for (name, a, b) in [
        (words.tags, &old.tags, &new.tags),
        (words.categories, &old.categories, &new.categories),
    ] {
        if a != b {
            rows.push((name, names(a, b)));
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let rows: String = rows
        .iter()
        .map(|(name, html)| format!("<dt>{name}</dt><dd dir=\"auto\">{html}</dd>\n"))
        .collect();
    format!("<dl>\n{rows}</dl>\n")
}

/// Names, each whole: those that went, and the present ones.
fn names(before: &[String], after: &[String]) -> String {
    let one =
        |mark: &str, name: &String| format!("<span><{mark}>{}</{mark}></span>", escaped(name));
    let gone = before.iter().filter(|name| !after.contains(name));
    let mut html: String = gone.map(|name| one("del", name)).collect();
    for name in after {
        if before.contains(name) {
            html.push_str(&format!("<span>{}</span>", escaped(name)));
        } else {
            html.push_str(&one("ins", name));
        }
    }
    html
}

/// Plain text with its changes marked.
fn marks(all: &[Change]) -> String {
    let one = |change: &Change| {
        let text = escaped(&change.text);
        match change.became {
            Became::Same => text,
            Became::Removed => format!("<del>{text}</del>"),
            Became::Added => format!("<ins>{text}</ins>"),
        }
    };
    all.iter().map(one).collect()
}

/// The blocks of a text, rendered, its pictures under the names that stand for them.
fn blocks(markdown: &str, pictures: &[Picture]) -> Vec<String> {
    let named = billet_text::with_pictures(markdown, |address| {
        let at = pictures.iter().position(|p| p.address == address)?;
        Some(format!("{STANDS_FOR}{at}."))
    });
    let blocks = billet_text::render(&named);
    blocks.into_iter().map(|block| block.html).collect()
}

/// The pictures themselves, in the places of the names that stood for them.
fn with_pictures(mut html: String, pictures: &[Picture]) -> String {
    for (at, picture) in pictures.iter().enumerate() {
        let inside = format!(
            "data:{};base64,{}",
            picture.mime,
            STANDARD.encode(&picture.bytes)
        );
        html = html.replace(&format!("{STANDS_FOR}{at}."), &inside);
    }
    html
}

/// A text with its changes marked as CriticMarkup does it (criticmarkup.com), after what it is.
pub(super) fn marked_markdown(
    sheet: &Sheet,
    wish: &Wish,
    before: &Revision,
    (old, new): (&str, &str),
) -> String {
    let words = words::of(wish.language);
    let marked = |all: Vec<Change>| -> String {
        let one = |change: &Change| match change.became {
            Became::Same => change.text.clone(),
            Became::Removed => format!("{{--{}--}}", change.text),
            Became::Added => format!("{{++{}++}}", change.text),
        };
        all.iter().map(one).collect()
    };
    let title = marked(changes(&before.text.title, &sheet.text().title));
    let what = since(before, wish, words);
    let said = words.changed_since.replace("{what}", &what);
    format!(
        "# {title}\n\n> {said}: {}\n\n{}",
        words.how_marked,
        marked(changes(old, new))
    )
}
