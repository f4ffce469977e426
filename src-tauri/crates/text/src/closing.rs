//! Lines that come after a text on one blog, and are no part of it.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use crate::out::without_trailing_break;

/// A text with these lines after it, as paragraphs of their own: what the text left open at its end
/// does not swallow them.
#[must_use]
pub fn with_closing(body: &str, lines: &str) -> String {
    let text = without_trailing_break(body).trim_end();
    let end = open_fence(text).map(|fence| format!("\n{fence}"));
    let end = end.unwrap_or_default();
    let lines = lines.trim();
    if text.is_empty() {
        return format!("{lines}\n");
    }
    format!("{text}{end}\n\n{lines}\n")
}

/// A link to the page that a text was published on first, as Markdown.
#[must_use]
pub fn canonical_link(name: &str, url: &str) -> String {
    let escaped = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        text.replace('"', "&quot;").replace('>', "&gt;")
    };
    // What Markdown would read in a blog's name is not meant.
    let words = escaped(name)
        .replace('*', "&#42;")
        .replace('_', "&#95;")
        .replace('`', "&#96;")
        .replace('[', "&#91;");
    format!("<a rel=\"canonical\" href=\"{}\">{words}</a>", escaped(url))
}

/// The fence that ends a code block which the text leaves open.
fn open_fence(text: &str) -> Option<String> {
    let probe = format!("{text}\n\nx\n");
    let blocks = Parser::new(&probe).into_offset_iter();
    let open = blocks
        .filter(|(event, _)| {
            matches!(
                event,
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))
            )
        })
        .find(|(_, range)| range.end > text.len() + 2)?;
    let fence = probe.get(open.1)?.trim_start();
    let mark = fence.chars().next()?;
    Some(fence.chars().take_while(|c| *c == mark).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Markup, PostPolicy};

    #[test]
    fn lines_come_after_the_text_as_paragraphs() {
        assert_eq!(
            with_closing("- un\n- deux\n", "— *Zoé*"),
            "- un\n- deux\n\n— *Zoé*\n"
        );
        assert_eq!(with_closing("", "— *Zoé*"), "— *Zoé*\n");
        assert_eq!(with_closing("un\n\n<!--more-->\n", "deux"), "un\n\ndeux\n");
    }

    #[test]
    fn code_that_was_left_open_does_not_swallow_them() {
        let text = with_closing("~~~~ sh\nls", "Fin.");
        assert_eq!(text, "~~~~ sh\nls\n~~~~\n\nFin.\n");
        assert_eq!(
            with_closing("```\nls\n```\n", "Fin."),
            "```\nls\n```\n\nFin.\n"
        );
    }

    #[test]
    fn the_first_address_stays_a_canonical_link_on_a_blog() {
        let link = canonical_link("Le *réseau* & moi", "https://a.example/?p=1&x=2");
        let html = PostPolicy::default().post(Markup::Html, &format!("D’abord sur {link}."));
        assert_eq!(
            html.trim(),
            "<p>D’abord sur <a rel=\"canonical\" href=\"https://a.example/?p=1&amp;x=2\">Le *réseau* \
             &amp; moi</a>.</p>"
        );
    }
}
