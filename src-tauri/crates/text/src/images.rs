//! Finds the images that a post still has to upload.

use std::collections::HashSet;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::events;
use crate::plain::text_of_html;
use crate::safe::{Token, tokens};

/// How many bytes of a picture's kind are told.
const LONGEST_KIND: usize = 40;

/// The images of a text that are only on this computer: paths and file: addresses, in order, each
/// once.
///
/// Markdown's images and raw `<img>` are looked at. What is not `http:`, `https:` or `//host/…` is
/// on this computer, `C:\photo.jpg` and addresses relative to the text included. So is a picture
/// inside the text (`data:`), which no blog would be given: it is named by its kind alone
/// (`data:image/png`), since the rest is the picture itself.
pub fn local_images(markdown: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut images = Vec::new();
    let mut add = |address: &str| {
        let address = named(address);
        if is_local(address) && seen.insert(address.to_owned()) {
            images.push(address.to_owned());
        }
    };
    let mut block = String::new();
    for (event, _) in events(markdown) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => add(&dest_url),
            Event::InlineHtml(html) => sources(&html, &mut add),
            // A tag may go on over several of these.
            Event::Html(html) => block.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => sources(&std::mem::take(&mut block), &mut add),
            _ => {}
        }
    }
    images
}

fn sources(html: &str, add: &mut impl FnMut(&str)) {
    for token in tokens(html) {
        if let Token::Start(tag) = token
            && tag.name == "img"
            && let Some(source) = tag.attribute("src")
        {
            add(text_of_html(source).trim_ascii());
        }
    }
}

/// What a person can be told of an address: all of it, but for a picture inside the text.
pub(crate) fn named(address: &str) -> &str {
    if !starts(address, "data:") {
        return address;
    }
    let kind = address.split([';', ',']).next().unwrap_or(address);
    // A kind is a few letters; what has no end to it is none.
    kind.get(..LONGEST_KIND).unwrap_or(kind)
}

pub(crate) fn is_local(address: &str) -> bool {
    let remote = |prefix: &str| starts(address, prefix);
    !address.is_empty() && !["http:", "https:", "//"].into_iter().any(remote)
}

fn starts(address: &str, prefix: &str) -> bool {
    address
        .get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_file_addresses_are_local_and_web_addresses_are_not() {
        let text = "![a](photos/été.jpg) ![b](<C:\\Mes images\\b.png>) ![c](file:///tmp/c.png)\n\
                    ![d](https://example.org/d.png) ![e](HTTP://example.org/e) ![f](//cdn/f.png)\n\
                    ![g](data:image/png;base64,AA) ![a again](photos/été.jpg) ![h][h]\n\n\
                    <figure>\n<img alt=\"x\"\n  src='i &amp; j.png'>\n</figure>\n\n\
                    un <img src=\"k.png\"> mot, `![l](l.png)`\n\n[h]: ../h.webp\n";
        assert_eq!(
            local_images(text),
            [
                "photos/été.jpg",
                "C:\\Mes images\\b.png",
                "file:///tmp/c.png",
                "data:image/png",
                "../h.webp",
                "i & j.png",
                "k.png",
            ]
        );
    }
}
