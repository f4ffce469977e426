//! What a writer pastes, from Word, Google Docs, LibreOffice or a web page, as Markdown.
//!
//! Structure is kept, junk is dropped, and no HTML stays but what Markdown lacks inside a line.
//! It makes no islands: the writer did not write that markup and would not know what to do with it.

mod address;
mod build;
mod read;
mod style;
mod table;
mod tidy;

use super::draft::rendered;
use super::escape::Care;
use super::island::normalized;
use super::meaning::meaning;
use super::tree::{Item, guessed, regular};
use super::write::{ListMark, markdown};
use crate::plain::text_of_html;
use crate::safe::PostPolicy;

/// Markdown from a clipboard's HTML, without a line break at its end.
///
/// Headings, lists (Word's `mso-list` paragraphs too), tables, links, pictures, emphasis, code,
/// quotes and footnotes are kept; styles, classes, scripts, forms, tracking parameters and
/// one-pixel pictures are not. Merged cells of a table become empty ones.
pub fn paste(html: &str) -> String {
    let html = normalized(fragment(html));
    let blocks = read::blocks(&guessed(&html));
    let mut out = String::new();
    let mut list = None;
    for block in &blocks {
        let (text, ends_with) = written(block, list);
        list = ends_with;
        if text.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        // At the beginning of a text it would open front matter.
        out.push_str(if out.is_empty() && text == "---" {
            "***"
        } else {
            &text
        });
    }
    out
}

/// A block as Markdown, as nice as it may be while it means the same.
fn written(block: &[Item<'_>], after: Option<ListMark>) -> (String, Option<ListMark>) {
    // A footnote's reference means nothing alone: while comparing, a sign stands for it.
    let alone = without_references(block);
    let wanted = meaning(&alone);
    let mut first = None;
    for care in Care::ALL {
        let Some((text, list)) = markdown(block, care, after) else {
            continue;
        };
        let same = markdown(&alone, care, after).is_some_and(|(text, _)| {
            match rendered(&PostPolicy::default(), &text).as_slice() {
                [one] => regular(one.html.trim_ascii_end())
                    .is_some_and(|items| meaning(&items) == wanted),
                _ => false,
            }
        });
        if same {
            return (text, list);
        }
        first = first.or(Some((text, list)));
    }
    first.unwrap_or_else(|| (words(block), None))
}

fn without_references<'a>(block: &[Item<'a>]) -> Vec<Item<'a>> {
    let mut out = Vec::with_capacity(block.len());
    let mut skipped = 0;
    for item in block {
        match item {
            Item::Open(_) if skipped > 0 => skipped += 1,
            Item::Close if skipped > 0 => skipped -= 1,
            _ if skipped > 0 => {}
            Item::Open(element) if element.has_class("footnote-ref") => {
                skipped = 1;
                out.push(Item::Text("†".into()));
            }
            _ => out.push(item.clone()),
        }
    }
    out
}

/// The words of a block that has no Markdown at all.
fn words(block: &[Item<'_>]) -> String {
    let mut html = String::new();
    for item in block {
        match item {
            Item::Text(text) => html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
            _ => html.push(' '),
        }
    }
    let text = text_of_html(&html);
    let mut out = String::new();
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    super::escape::text(&mut out, &words.join(" "), Care::Full, Default::default());
    out
}

/// What was copied, if the clipboard says so: <https://learn.microsoft.com/windows/win32/dataxchg/html-clipboard-format>.
fn fragment(html: &str) -> &str {
    const START: &str = "<!--StartFragment-->";
    const END: &str = "<!--EndFragment-->";
    let from = html.find(START).map_or(0, |at| at + START.len());
    let rest = html.get(from..).unwrap_or("");
    let to = rest.rfind(END).unwrap_or(rest.len());
    rest.get(..to).unwrap_or("")
}
